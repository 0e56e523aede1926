"""Check: texts match a regular expression of Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.aggregates.judged_values import RuleOfAnyType
from lockgate.scan.pattern_list import check_one_of
from lockgate.scan.rules.regex import RegexRule
from lockgate.scan.value_check import ValueCheck

__all__ = ["PythonPattern"]


@dataclass(frozen=True, slots=True)
class PythonPattern(ValueCheck):
    r"""Require that a regular expression of Python is found in each text, for what no engine reads.

    Nulls are not judged, empty texts are. Only text columns can be asked, so NaN and infinity cannot occur. A column
    without any value is ``INCONCLUSIVE``. Python's ``re`` knows look-around and back-references, takes letters of all
    scripts for ``\w``, and lets ``$`` stand before a last line end. Judged in Python, each distinct value once: where
    the engine reads the expression too, `pattern` is the faster check.

    Parameters
    ----------
    column : str
        A text column.
    regex : str, default=none
        The regular expression, not empty. Set this, `any_of` or `all_of`.
    any_of : tuple of str, default=none
        Expressions of which one must be found.
    all_of : tuple of str, default=none
        Expressions that must all be found.
    as_text : bool, default=False
        Whether values of other types are judged as the texts that the engine writes for them; truth values are
        ``True`` and ``False``.
    forbidden : bool, default=False
        Whether that must not be so instead: none of `any_of` may be found, not all of `all_of`.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: python_pattern
        column: tailnum
        regex: "^N(?!0)[0-9A-Z]+$"

    >>> PythonPattern("tailnum", "^N(?!0)").required
    'matches ^N(?!0)'
    """

    name: ClassVar[str] = "python_pattern"

    column: str
    regex: str = ""
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    forbidden: bool = False
    as_text: bool = False

    def __post_init__(self) -> None:
        check_one_of(self.name, regex=self.regex, any_of=self.any_of, all_of=self.all_of)
        self.rule()

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def rule(self) -> RegexRule | RuleOfAnyType:
        listed = self.all_of or self.any_of or (self.regex,)
        rule = RegexRule(listed, is_all=bool(self.all_of), is_forbidden=self.forbidden)
        return RuleOfAnyType(rule, "as_text") if self.as_text else rule
