"""Check: texts are of a semantic format, such as an e-mail address or an IBAN."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.judged_values import (
    JudgedValues,
    JudgedValuesState,
    RejectedValues,
    RuleOfAnyType,
)
from lockgate.scan.check import Outcome, Question
from lockgate.scan.predicates import Matches, OneOf
from lockgate.scan.row_check import RowCheck
from lockgate.scan.rules.formats import FormatRule, format_of
from lockgate.scan.value_check import judge_values

__all__ = ["SemanticFormat"]


@dataclass(frozen=True, slots=True)
class SemanticFormat(RowCheck):
    """Require that each text is of a semantic format, such as an e-mail address, an IBAN or a postal code.

    Nulls are not judged, empty texts violate. Only text columns can be asked, so NaN and infinity cannot occur. A
    column without any value is ``INCONCLUSIVE``. The whole text must be of the format: blanks around it violate.
    A format that a pattern or list decides is asked of the engine; check digits, addresses and dates are judged in
    Python, each distinct value once. The form is judged, not whether a mailbox, number or code was ever given out.

    Parameters
    ----------
    column : str
        A text column; for ``json`` also a column of JSON.
    format : str
        Names: ``email``, ``url``, ``uri``, ``hostname``; addresses of machines: ``ip``, ``ipv4``, ``ipv6``,
        ``ip_network``, ``mac``; identifiers: ``uuid``, ``ulid``, ``slug``, ``semver``, ``doi``, ``orcid``, ``jwt``;
        money: ``iban``, ``bic``, ``card``, ``isin``, ``lei``, ``currency_code``; goods: ``isbn``, ``isbn10``,
        ``isbn13``, ``issn``, ``ean13``, ``vin``, ``imei``; people and places: ``phone``, ``postal_code``, ``ssn``,
        ``country_code``, ``country_code_3``, ``latitude``, ``longitude``; time: ``date``, ``time``, ``date-time``,
        ``duration``; encodings: ``json``, ``base64``, ``hex``, ``hex_color``, ``md5``, ``sha1``, ``sha256``.
    country : str, default=none
        Two-letter code of the country; needed for ``postal_code``. With it, ``phone`` accepts what that country
        could have given out, by the package phonenumbers (extra ``formats``); without, ``+`` and 2 to 15 digits.
    other_types : str, default="refuse"
        What becomes of a column that holds no texts: ``refuse`` is ``ERROR``; with ``violate`` each value violates,
        which only formats that Python judges can be asked, such as ``json``.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: semantic_format
        column: contact
        format: email
        tolerance: 0.1 %

    >>> SemanticFormat("account", "iban").judge((JudgedValuesState(rows=1_000, rejected=3),)).summary
    '3 of 1,000 rows (0.3 %) do not satisfy it'
    """

    name: ClassVar[str] = "semantic_format"

    column: str
    format: str
    country: str = ""
    other_types: Literal["refuse", "violate"] = "refuse"

    def __post_init__(self) -> None:
        found = format_of(self.format, self.country)
        if self.other_types not in ("refuse", "violate"):
            raise ParameterError.of(self.name, "other_types", "`refuse` or `violate`", self.other_types)
        if self.other_types == "violate" and found.accepts is None:
            must = "`refuse` for a format that the engine decides"
            raise ParameterError.of(self.name, "other_types", must, self.other_types)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return format_of(self.format, self.country).says

    @property
    def _judged(self) -> JudgedValues | None:
        if format_of(self.format, self.country).accepts is None:
            return None
        rule = FormatRule(self.format, self.country)
        is_plain = self.other_types == "refuse"
        return JudgedValues(self.column, rule if is_plain else RuleOfAnyType(rule, self.other_types))

    def aggregates(self) -> tuple[Aggregate, ...]:
        judged = self._judged
        return (judged, RowCount()) if judged is not None else RowCheck.aggregates(self)

    def judge(self, states: Sequence[State]) -> Outcome:
        if isinstance(states[0], JudgedValuesState):
            return judge_values(states[0], required=self.required, tolerance=self.tolerance)
        return RowCheck.judge(self, states)

    def violation(self) -> Matches | OneOf:
        found = format_of(self.format, self.country)
        if found.values:
            return OneOf(self.column, found.values, is_negated=True)
        if not found.regex:
            raise ParameterError.of(self.name, "format", "one that a pattern decides", self.format)
        return Matches(self.column, found.regex, is_negated=True)

    def offending(self) -> Question:  # type: ignore[override]  # values that Python refuses are known after the scan
        judged = self._judged
        return RejectedValues(judged) if judged is not None else self.violation()
