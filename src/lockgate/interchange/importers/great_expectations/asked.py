"""One expectation with its arguments, and the words for what cannot be carried over."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.domain.codec import round_float
from lockgate.domain.requirement import Bound, Operator, Requirement
from lockgate.interchange.importers.great_expectations.parameter_expression import reckoned
from lockgate.interchange.instants import iso_instant, typed_instant
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.suite import WhenEmpty
from lockgate.scan.tolerance import Tolerance
from lockgate.scan.value_list import OtherTypes

__all__ = ["NOTHING", "Asked", "Carried", "NotCarriedError", "other_share"]

_BEYOND_STATES = 1e-11
"""Relative width of what twelve digits leave open, and of writing the end of it in twelve digits."""

_TWELVE_DIGITS = Decimal("1e-12")

_TRUTHS = {
    **dict.fromkeys(("1", "1.0", "on", "t", "true", "y", "yes"), True),
    **dict.fromkeys(("0", "0.0", "off", "f", "false", "n", "no"), False),
}
"""Words for true and false, as Great Expectations reads them."""

NOTHING = "\ufffd nothing"
"""A text that stands for what no column holds, in lists that must not be empty."""


class NotCarriedError(Exception):
    """An expectation that cannot be carried over; the text says why."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A check that an expectation becomes.

    Parameters
    ----------
    check : Check
        The check.
    when_empty : str, default="pass"
        What Great Expectations says where there is nothing to judge; of rows, that they satisfy everything.
    where : Expression or None, default=None
        A filter of the check's own, besides the row condition.
    """

    check: Check
    when_empty: WhenEmpty = "pass"
    where: Expression | None = None


@dataclass(slots=True)
class Asked:
    """The arguments of an expectation, each read as its kind.

    Parameters
    ----------
    name : str
        The type, such as ``expect_column_values_to_be_between``.
    kwargs : mapping
        The arguments as the suite has them.
    remarks : list of str
        Filled on the way: where the check differs from the expectation.
    parameters : mapping, default=none
        The values that the suite holds for its parameters.
    on_pandas : bool, default=True
        Whether the verdicts of pandas are followed; else those of a database, which converts texts to dates, knows
        its own types only and finds columns in any letter case.
    is_typed : bool, default=False
        Whether a bound is a number, a date or an instant, as since version 1; else any text may be one.
    exact_names : list of str
        Filled on the way: columns that are found by their exact letters only; others are found in any letter case.
    operands : list of Check
        Filled on the way: of which kinds columns must be that a row condition compares.
    """

    name: str
    kwargs: Mapping[str, Any]
    remarks: list[str] = field(default_factory=list)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    on_pandas: bool = True
    is_typed: bool = False
    exact_names: list[str] = field(default_factory=list)
    operands: list[Check] = field(default_factory=list)

    def value(self, key: str) -> Any:  # noqa: ANN401 - JSON has no narrower type
        """Return an argument, None where it is not given; of a suite parameter the value that the suite holds."""
        value = self.kwargs.get(key)
        if isinstance(value, Mapping) and any(str(name).startswith("$PARAMETER") for name in value):
            return self._parameter(key, value)
        return value

    def _parameter(self, key: str, said: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON has no narrower type
        name = said.get("$PARAMETER")
        held = {f"$PARAMETER.{known}": value for known, value in self.parameters.items()} | dict(said)
        if isinstance(name, str) and not name.isidentifier():
            return self._reckoned(key, name, held)
        if f"$PARAMETER.{name}" not in held:
            message = f"`{key}` is the suite parameter {name!r}, whose value the suite does not hold"
            raise NotCarriedError(message)
        value = held[f"$PARAMETER.{name}"]
        self.remarks.append(f"`{key}` is {value!r}, which the suite holds for its parameter {name!r}")
        return value

    def _reckoned(self, key: str, text: str, held: Mapping[str, Any]) -> int | float | str:
        try:
            found = reckoned(text, {name.removeprefix("$PARAMETER."): value for name, value in held.items()})
        except ValueError as error:
            message = f"`{key}`: {error}"
            raise NotCarriedError(message) from error
        self.remarks.append(f"`{key}` is {found!r}, to which {text!r} comes with what the suite holds")
        return found

    def text(self, key: str, *, may_be_empty: bool = False) -> str:
        """Return an argument that must be a text."""
        value = self.value(key)
        if not isinstance(value, str) or not (value or may_be_empty):
            message = f"`{key}` must be a text, got {value!r}"
            raise NotCarriedError(message)
        return value

    def word(self, key: str, words: Collection[str]) -> str:
        """Return an argument that is one of some words; the first where it is not given."""
        value = self.value(key)
        if value is None:
            return next(iter(words))
        if not isinstance(value, str) or value not in words:
            *others, last = (f"`{word}`" for word in words)
            message = f"`{key}` must be {', '.join(others)} or {last}, got {value!r}"
            raise NotCarriedError(message)
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return an argument that is true or false, or a word or number for one of both."""
        value = self.value(key)
        if value is None:
            return default
        found = _TRUTHS.get(str(value).lower())
        if found is None:
            message = f"`{key}` must be true or false, got {value!r}"
            raise NotCarriedError(message)
        return found

    def number(self, key: str) -> float | None:
        """Return an argument that is a finite number, or None; a text of one is one, and truth values are 0 and 1."""
        value = self.value(key)
        number = _number(value)
        if value is not None and number is None:
            message = f"`{key}` must be a number, got {value!r}"
            raise NotCarriedError(message)
        return number

    def whole(self, key: str) -> int | None:
        """Return an argument that is a whole number, or None; a fraction is cut off, as there.

        Since version 1 a text must be a whole number itself.
        """
        number, value = self.number(key), self.value(key)
        if self.is_typed and isinstance(value, str) and not value.strip().lstrip("+-").isdecimal():
            message = f"`{key}` must be a whole number, got {value!r}"
            raise NotCarriedError(message)
        return None if number is None else int(number)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return an argument that is a list of texts, not empty."""
        value = self.value(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            message = f"`{key}` must be a list of texts, got {value!r}"
            raise NotCarriedError(message)
        return tuple(value)

    def values(self, key: str = "value_set") -> tuple[Any, ...]:
        """Return an argument that is a list of single values; a null equals nothing, so it is left out."""
        value = self.value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or any(isinstance(item, list | Mapping) for item in value):
            message = f"`{key}` must be a list of single values, got {value!r}"
            raise NotCarriedError(message)
        return tuple({(type(item), item): item for item in value if item is not None}.values())

    def values_and_instants(self) -> tuple[Any, ...]:
        """Return the listed values, and beside a date in words the instant that it is in columns of instants."""
        values = self.values()
        read = [(value, iso_instant(value)) for value in values if isinstance(value, str) and self.on_pandas]
        words = [text for value, text in read if text is not None and text != value]
        return (*values, *dict.fromkeys(map(datetime.fromisoformat, words)))

    @property
    def other_types(self) -> OtherTypes:
        """Return what a listed value is that the column cannot hold."""
        return "strict" if self.on_pandas else "skip"

    @property
    def reading_texts(self) -> OtherTypes:
        """Return the same for expectations that read the text of an instant as one, in columns of instants."""
        return "exact" if self.on_pandas else "skip"

    @property
    def column(self) -> str:
        """Return the column that the expectation is about."""
        return self.text("column")

    @property
    def tolerance(self) -> Tolerance:
        """Return ``mostly`` as the share of rows that may violate."""
        mostly = self.number("mostly")
        if mostly is None:
            return Tolerance()
        if not 0 <= mostly <= 1:
            message = f"`mostly` must be in [0, 1], got {mostly!r}"
            raise NotCarriedError(message)
        return Tolerance(fraction=other_share(mostly, is_up=True))

    def bound(self, key: str) -> Bound | None:
        """Return an argument that is a bound.

        Before version 1 that may be a text, and a date in words is written as an ISO date; since then it has a type.
        """
        value = self.value(key)
        if value is None:
            return None
        if not isinstance(value, str) or _number(value) is not None:
            return self.number(key)
        if self.is_typed:
            return self._typed(key, value)
        instant = iso_instant(value)
        if instant is None or instant == value:
            return value
        self.remarks.append(f"{value!r} is read as the instant {instant}, also where the column holds texts")
        return instant

    @staticmethod
    def _typed(key: str, text: str) -> date | datetime:
        instant = typed_instant(text)
        if instant is None:
            message = (
                f"`{key}` must be a number, a date or an instant in ISO 8601 since version 1, got {text!r}"
            )
            raise NotCarriedError(message)
        return instant

    def _near(self, key: str, *, is_outward: bool) -> Bound | None:
        """Return a bound on a statistic.

        Of one with more digits than states keep, the side is told on which a statistic that is the bound lies.
        """
        bound = self.bound(key)
        if not isinstance(bound, float) or bound == round_float(bound):
            return bound
        is_lower = key == "min_value"
        width = _BEYOND_STATES * abs(bound)
        return round_float(bound - width if is_lower == is_outward else bound + width)

    def requirements(self, *, are_whole: bool = False) -> Iterator[Requirement]:
        """Yield what ``min_value``, ``max_value``, ``strict_min`` and ``strict_max`` together ask of a number."""
        is_above, is_below = self.flag("strict_min"), self.flag("strict_max")
        low: Bound | None = (
            self.whole("min_value") if are_whole else self._near("min_value", is_outward=not is_above)
        )
        high: Bound | None = (
            self.whole("max_value") if are_whole else self._near("max_value", is_outward=not is_below)
        )
        if low is not None and high is not None and not is_above and not is_below and _is_ordered(low, high):
            yield Requirement.between(low, high)
            return
        if low is not None:
            yield Requirement(
                Operator.MUST_BE_GREATER_THAN if is_above else Operator.MUST_BE_GREATER_OR_EQUAL_TO, (low,)
            )
        if high is not None:
            yield Requirement(
                Operator.MUST_BE_LESS_THAN if is_below else Operator.MUST_BE_LESS_OR_EQUAL_TO, (high,)
            )

    def some_value(self) -> Carried:
        """Return the check that the column has a value at all, which is what no bounds still ask."""
        quoted = '"' + self.column.replace('"', '""') + '"'
        check = ask("row_count", requirement=Requirement.at_least(1))
        return Carried(check, "fail", Expression(f"NOT {quoted} IS NULL"))

    def never(self) -> Carried:
        """Return a check that no column passes, be it empty; without the column it is an error, as there."""
        quoted = '"' + self.column.replace('"', '""') + '"'
        check = ask("row_count", requirement=Requirement(Operator.MUST_BE_LESS_THAN, (0,)))
        return Carried(check, "fail", Expression(f"{quoted} IS NULL OR NOT {quoted} IS NULL"))

    def nothing(self) -> Carried:
        """Return a check that every column passes; it is an error without the column, as there."""
        return Carried(ask("null_fraction", column=self.column, requirement=Requirement.between(0, 1)))


def other_share(share: float, *, is_up: bool) -> float:
    """Return 1 less a share, in twelve digits: of a rounded quotient a little more or less than it is.

    Examples
    --------
    >>> other_share(0.9, is_up=True), other_share(5 / 6, is_up=True), other_share(5 / 6, is_up=False)
    (0.1, 0.166666666667, 0.166666666666)
    """
    rounding = ROUND_CEILING if is_up else ROUND_FLOOR
    return float((1 - Decimal(str(share))).quantize(_TWELVE_DIGITS, rounding))


def _number(value: object) -> float | None:
    """Return a finite number, or None; texts and truth values are read as Great Expectations reads them.

    Examples
    --------
    >>> _number(3), _number(True), _number(" 1.5"), _number("2013-01-05"), _number("nan")
    (3, 1, 1.5, None, None)
    """
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value) if isinstance(value, bool) else value


def _is_ordered(low: Bound, high: Bound) -> bool:
    try:
        return bool(low <= high)  # type: ignore[operator]  # kinds are mixed only by mistake
    except TypeError as error:
        message = f"`min_value` {low!r} and `max_value` {high!r} are of two kinds"
        raise NotCarriedError(message) from error
