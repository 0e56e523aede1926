"""Released models as consumers: what each needs of its features, and whether a contract still promises it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lockgate.contracts.contract import ColumnContract, Contract, TableContract
from lockgate.contracts.evolution.intervals import Interval, of_one_kind
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Bound, format_value
from lockgate.domain.verdict import Severity
from lockgate.scan.schema import LogicalType
from lockgate.scan.tolerance import Tolerance
from lockgate.scan.value_list import Listed, show_listed

__all__ = ["Feature", "ModelBreach", "Policy", "ReleasedModel", "Support", "judge_model", "refuse_twice"]

FORMAT = 1


class Policy(StrEnum):
    """What a model does with a value that it was not made for."""

    REFUSED = "refused"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Support:
    """The values a model was trained on; None is open.

    Parameters
    ----------
    min, max : finite number, date or instant, default=open
        Smallest and greatest value, ``min <= max``, both of one kind.
    """

    min: Bound | None = None
    max: Bound | None = None

    def __post_init__(self) -> None:
        for end, value in (("min", self.min), ("max", self.max)):
            if value is not None and not _can_be_end(value):
                raise ParameterError.of("support", end, "a finite number, a date or an instant", value)
        if not of_one_kind((self.min, self.max)):
            raise ParameterError.of("support", "max", "of the same kind as `min`", self.max)
        if self.min is not None and self.max is not None and self.min > self.max:  # type: ignore[operator]  # one kind
            raise ParameterError.of("support", "min", "at most `max`", self.min)


def _can_be_end(value: Bound) -> bool:
    """Tell whether a value can be compared with all others of its kind."""
    if isinstance(value, int | float):
        return math.isfinite(value) and not isinstance(value, bool)
    return isinstance(value, date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What a model needs of one column.

    Parameters
    ----------
    name : str
        The column, as the data calls it.
    type : LogicalType or None
        The type it was trained on; None for any.
    required : bool, default=True
        Whether the model can do without the column.
    nulls : Policy, default=refused
        What it does with a null.
    support : Support
        The values it was trained on.
    outside : Policy, default=refused
        What it does with a value outside of them.
    categories : tuple of values
        The categories that its encoder knows; empty for no encoder.
    unknown : Policy, default=refused
        What it does with another category.
    unit : str, default=""
        The unit that it was trained on.
    """

    name: str
    type: LogicalType | None = None
    required: bool = True
    nulls: Policy = Policy.REFUSED
    support: Support = Support()
    outside: Policy = Policy.REFUSED
    categories: tuple[Listed, ...] = ()
    unknown: Policy = Policy.REFUSED
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedModel:
    """A model that reads a table.

    Parameters
    ----------
    lockgate_model : int
        The version of the format: 1.
    model : str
        Its name.
    version : str
        Its version.
    contract : str
        The id of the contract that it relies on.
    contract_version : str
        The version of the contract that it was trained under.
    table : str, default=""
        The table in the contract; may be empty where there is one.
    features : tuple of Feature
        At least one, each of another column.
    """

    lockgate_model: int
    model: str
    version: str
    contract: str
    contract_version: str
    table: str = ""
    features: tuple[Feature, ...]

    def __post_init__(self) -> None:
        if self.lockgate_model != FORMAT:
            raise ParameterError.of(
                "model", "lockgate_model", f"{FORMAT}, the format's version", self.lockgate_model
            )
        if not self.features:
            raise ParameterError.of("model", "features", "at least one feature", [])
        refuse_twice("model", [feature.name for feature in self.features])


def refuse_twice(where: str, features: Sequence[str]) -> None:
    """Refuse features of which one is named twice; letter case does not matter.

    Raises
    ------
    ParameterError
        If one is.
    """
    seen: set[str] = set()
    for name in features:
        if name.casefold() in seen:
            raise ParameterError.of(where, "features", "different columns", name)
        seen.add(name.casefold())


@dataclass(frozen=True, slots=True)
class ModelBreach:
    """One need of a model that a contract does not promise.

    Parameters
    ----------
    model : str
        Name and version.
    feature : str
        The column.
    harm : str
        What may happen.
    fix : str
        What to do.
    is_new : bool
        Whether the old contract promised it.
    """

    model: str
    feature: str
    harm: str
    fix: str
    is_new: bool


def judge_model(model: ReleasedModel, old: Contract | None, new: Contract) -> tuple[ModelBreach, ...]:
    """Return what a model needs and a contract does not promise, in the order of its features.

    Parameters
    ----------
    model : ReleasedModel
        The model.
    old : Contract or None
        The version before: what it did not promise either is not new. None takes every breach as new.
    new : Contract
        The contract that the model will have to live with.

    Examples
    --------
    >>> from lockgate.contracts.parse import read_contract
    >>> text = '''
    ... {apiVersion: v3.2.0, kind: DataContract, id: t, version: 1.0.0, status: active,
    ...  schema: [{name: t, properties: [{name: x, logicalType: string}]}]}'''
    >>> model = ReleasedModel(lockgate_model=1, model="m", version="3", contract="t", contract_version="1.0.0",
    ...                       features=(Feature(name="x", type=LogicalType.STRING),))
    >>> [breach.harm for breach in judge_model(model, None, read_contract(text, "t.yaml"))]
    ['`x` may be null, and the model takes none']
    """
    known = () if old is None else tuple(_needs(model, _table(model, old)))
    called = f"{model.model} {model.version}"
    return tuple(
        ModelBreach(called, need.feature, need.harm, need.fix, not any(one.covers(need) for one in known))
        for need in _needs(model, _table(model, new))
    )


@dataclass(frozen=True, slots=True)
class _Need:
    """What a model needs of a feature and a contract does not promise.

    `allowed` is what the contract lets in: an interval, a set of words or values, or None for anything.
    """

    feature: str
    about: str
    harm: str
    fix: str
    allowed: Interval | frozenset[object] | None = None

    def covers(self, other: _Need) -> bool:
        """Tell whether all that the other lets in was let in here."""
        if (self.feature.casefold(), self.about) != (other.feature.casefold(), other.about):
            return False
        if isinstance(self.allowed, Interval) and isinstance(other.allowed, Interval):
            return other.allowed.within(self.allowed)
        if isinstance(self.allowed, frozenset) and isinstance(other.allowed, frozenset):
            return other.allowed <= self.allowed
        return self.allowed is None


_OPTIONAL = frozenset[object](("some tables lack it",))
_GONE = _OPTIONAL | {"all tables lack it"}


def _table(model: ReleasedModel, contract: Contract) -> TableContract | None:
    if not model.table and len(contract.tables) == 1:
        return contract.tables[0]
    return contract.table(model.table)


def _needs(model: ReleasedModel, table: TableContract | None) -> Iterator[_Need]:
    if table is None:
        harm = f"the contract has no table `{model.table}`"
        yield _Need("", "table", harm, "keep the table until the model is retired")
        return
    for feature in model.features:
        column = next((one for one in table.columns if one.name.casefold() == feature.name.casefold()), None)
        if column is not None:
            yield from _of_column(feature, column, table)
        elif feature.required:
            yield _missing(feature, table)


def _missing(feature: Feature, table: TableContract) -> _Need:
    name = feature.name
    heir = next((one for one in table.columns if one.renamed_from.casefold() == name.casefold()), None)
    if heir is not None:
        harm = f"`{name}` is called `{heir.name}` now"
        return _Need(
            name, "presence", harm, f"keep `{name}` beside it, or release a model that reads it", _GONE
        )
    harm = f"the feature `{name}` is gone"
    return _Need(name, "presence", harm, f"keep `{name}`, or release a model without it", _GONE)


def _of_column(feature: Feature, column: ColumnContract, table: TableContract) -> Iterator[_Need]:
    name, promised = column.name, _Promised(table, column.name)
    if feature.required and column.optional:
        harm, fix = f"`{name}` may be absent", f"keep `{name}`, or release a model without it"
        yield _Need(name, "presence", harm, fix, _OPTIONAL)
    if feature.type is not None and not _fits(feature.type, column.logical_type):
        got = column.logical_type.value if column.logical_type is not None else "any type"
        harm = f"`{name}` may be {got}, and the model was trained on {feature.type.value}"
        allowed = frozenset((got,)) if column.logical_type is not None else None
        yield _Need(name, "type", harm, "keep the type", allowed)
    if feature.unit and column.unit.casefold() != feature.unit.casefold():
        got = column.unit or "a unit that the contract does not say"
        harm = f"`{name}` is in {got}, and the model was trained on {feature.unit}"
        allowed = frozenset((column.unit.casefold(),)) if column.unit else None
        yield _Need(name, "unit", harm, f"keep {feature.unit}", allowed)
    if feature.nulls is Policy.REFUSED and not promised.is_filled:
        harm = f"`{name}` may be null, and the model takes none"
        yield _Need(name, "nulls", harm, "keep `required`, or impute before the model")
    if feature.outside is Policy.REFUSED:
        yield from _outside(feature, promised, name)
    if feature.categories and feature.unknown is Policy.REFUSED:
        yield from _unknown(feature, promised, name)


def _fits(wanted: LogicalType, got: LogicalType | None) -> bool:
    return got is wanted or (wanted is LogicalType.NUMBER and got is LogicalType.INTEGER)


def _outside(feature: Feature, promised: _Promised, name: str) -> Iterator[_Need]:
    support, range_ = feature.support, promised.range
    if Interval(range_.lower, range_.upper).within(Interval(support.min, support.max)):
        return
    ends = (
        (support.min, range_.lower, "below", "down"),
        (support.max, range_.upper, "above", "up"),
    )
    for edge, end, side, way in ends:
        if edge is None:
            continue
        reach = f"reach {format_value(end)}, {side}" if end is not None else f"lie {side}"
        allowed = Interval(end, None) if side == "below" else Interval(None, end)
        if not allowed.within(Interval(edge, None) if side == "below" else Interval(None, edge)):
            harm = f"`{name}` may {reach} the {format_value(edge)} that the model was trained {way} to"
            fix = "keep the range, clip before the model, or release a model trained on it"
            yield _Need(name, side, harm, fix, allowed)


def _unknown(feature: Feature, promised: _Promised, name: str) -> Iterator[_Need]:
    slots = {(type(value), value) for value in feature.categories}
    fix = "map new values to known ones before the model, or release a model whose encoder knows them"
    if promised.values is None:
        harm = f"`{name}` may hold any value, and the encoder has {len(slots)} slots"
        yield _Need(name, "categories", harm, fix)
        return
    strange = tuple(value for value in promised.values if (type(value), value) not in slots)
    if strange:
        harm = f"the encoder has no slot for {show_listed(strange)} in `{name}`"
        yield _Need(name, "categories", harm, fix, frozenset((type(value), value) for value in strange))


@dataclass(frozen=True, slots=True)
class _Promised:
    """What a contract promises of every value of a column: checks that block, on all rows, with no row tolerated."""

    table: TableContract
    column: str

    def _checks(self, name: str) -> Iterator[Any]:
        for item in self.table.items:
            is_plain = item.where is None and not item.group_by and item.severity is Severity.BLOCKING
            is_here = [one.casefold() for one in item.check.columns] == [self.column.casefold()]
            is_strict = getattr(item.check, "tolerance", Tolerance()) == Tolerance()
            if item.check.name == name and is_plain and is_here and is_strict:
                yield item.check

    @property
    def is_filled(self) -> bool:
        return any(True for _ in self._checks("completeness"))

    @property
    def range(self) -> Interval:
        """Return the bounds that hold together; bounds of several kinds say nothing."""
        checks = list(self._checks("range"))
        lower = tuple(check.min for check in checks if check.min is not None)
        upper = tuple(check.max for check in checks if check.max is not None)
        if not of_one_kind((*lower, *upper)):
            return Interval()
        return Interval(max(lower, default=None), min(upper, default=None))

    @property
    def values(self) -> tuple[Listed, ...] | None:
        """Return the shortest list of values that is promised, None where there is none."""
        lists = [check.values for check in self._checks("allowed_values")]
        return min(lists, key=len, default=None)
