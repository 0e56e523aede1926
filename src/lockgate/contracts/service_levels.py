"""Service levels to checks: how fresh the newest row is, how old the oldest may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from lockgate.contracts.asking import ask
from lockgate.contracts.contract import Note
from lockgate.contracts.meta import LEVEL_CHECKS, Meta, custom_property
from lockgate.contracts.references import Names
from lockgate.documents.duration import parse_duration
from lockgate.documents.node import Mapping, Scalar, problem_at
from lockgate.domain.errors import LockgateError, Problem, did_you_mean
from lockgate.scan.suite import SuiteItem

__all__ = ["ServiceLevels", "read_service_levels"]

_UNITS = {
    "d": 86_400, "day": 86_400, "days": 86_400,
    "h": 3_600, "hr": 3_600, "hrs": 3_600, "hour": 3_600, "hours": 3_600,
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "w": 604_800, "week": 604_800, "weeks": 604_800,
    "mo": 2_678_400, "month": 2_678_400, "months": 2_678_400,
    "y": 31_622_400, "yr": 31_622_400, "year": 31_622_400, "years": 31_622_400,
}  # fmt: skip
"""Seconds of the standard's units; a month is 31 days and a year 366, so that no calendar is too short."""

ServiceLevels = dict[str, tuple[list[SuiteItem], list[Note]]]
"""Checks and notes, by table."""


def read_service_levels(root: Mapping, names: Names, problems: list[Problem]) -> ServiceLevels:
    """Return the checks and notes that ``slaProperties`` asks of each table.

    ``latency`` (or freshness) is the age of the newest value, ``retention`` that of the oldest; both need a
    column as ``element``. Other properties are about services, not data: they give a note. What names no table is
    under the first one.
    """
    levels: ServiceLevels = {name: ([], []) for name in names.columns}
    first = next(iter(levels), "")
    for sla in root.mappings("slaProperties"):
        check = LEVEL_CHECKS.get(sla.text("property").casefold())
        elements = [part.strip() for part in (sla.text("element") or root.text("slaDefaultElement")).split(",")]
        places = [_place(element, names, sla, problems) for element in elements if element]
        if check is None or not any(table for table, _ in places):
            why = "no check of data decides it" if check is None else _unplaced(places)
            text = f"service level `{sla.text('property')}` is not checked: {why}"
            for table in levels.keys() & ({table for table, _ in places if table in levels} or {first}):
                levels[table][1].append(Note(text, sla.position))
            continue
        length = _length(sla, problems)
        for table, column in places:
            if length is not None and table in levels:
                levels[table][0].append(_item(check, column, length, sla))
    return levels


def _unplaced(places: list[tuple[str, str]]) -> str:
    return "it is about a table that the contract lacks" if places else "it names no column as `element`"


def _item(check: str, column: str, length: timedelta, sla: Mapping) -> SuiteItem:
    meta = Meta(why=sla.text("description"), origin=sla.position)
    meta = replace(meta, owner=custom_property(sla, "owner"), runbook=custom_property(sla, "runbook"))
    zone = custom_property(sla, "timezone")
    return meta.item(ask(check, column=column, max_age=length, timezone=zone))


def _place(element: str, names: Names, sla: Mapping, problems: list[Problem]) -> tuple[str, str]:
    """Return table and column of an element; a problem and an empty table where there is none."""
    table, _, column = element.rpartition(".")
    table = table.rpartition(".")[2] or (next(iter(names.columns)) if len(names.columns) == 1 else "")
    known = names.tables.get(table)
    if known is None:
        # the standard's own examples name tables that the contract does not have: such a level is not ours
        return "", column
    columns = names.columns[known]
    if columns and column not in columns:
        text = f"table `{known}` has no column `{column}`"
        problems.append(problem_at(sla.get("element") or sla, "LG315", text, did_you_mean(column, columns)))
        return "", column
    return known, columns.get(column, column)


def _length(sla: Mapping, problems: list[Problem]) -> timedelta | None:
    value, unit = sla.get("value"), sla.text("unit").casefold()
    if not isinstance(value, Scalar):
        return None
    if isinstance(value.value, str) and not unit:
        try:
            return parse_duration(value.value)
        except LockgateError as error:
            problems.append(problem_at(value, "LG314", error.text))
            return None
    try:
        seconds = float(str(value.value)) * _UNITS[unit]
        return timedelta(seconds=seconds)
    except (KeyError, ValueError, OverflowError):
        text = f"{value.shown} with unit `{unit}` is no length of time"
        problems.append(problem_at(value, "LG314", text, "such as `value: 2` and `unit: d`"))
        return None
