"""A contract from a reference table: fitted on one part of the rows, verified on the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.contracts.columns import structure_items
from lockgate.contracts.contract import ColumnContract, Contract, TableContract, TypeOptions
from lockgate.contracts.infer_key import find_key
from lockgate.contracts.profile import Part, Profile, profile_table
from lockgate.contracts.slack import limits_of, null_share, outward
from lockgate.domain.errors import DataError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity, Verdict
from lockgate.scan.engine import Session
from lockgate.scan.run import run_suites
from lockgate.scan.schema import Column, LogicalType
from lockgate.scan.suite import Suite, SuiteItem
from lockgate.scan.tolerance import Tolerance

__all__ = ["infer_contract"]

_PERSONAL = re.compile(
    r"(^|_)(e?mail|phone|mobile|ssn|passport|iban|street|address|birth(day|date)?|first_?name|last_?name|surname)($|_)",
    re.IGNORECASE,
)
_GIVEN_UP: dict[str, dict[str, Any]] = {
    "allowed_values": {"values": ()},
    "completeness": {"required": False, "unique": False, "key_position": None},
    "length": {"options": TypeOptions()},
    "logical_type": {"logical_type": None},
    "range": {"options": TypeOptions()},
    "uniqueness": {"unique": False, "key_position": None},
}
"""What a column no longer says once a check of it is red."""
_FEWEST_EACH = 5  # rows of a value that make it a category
_LOOSE = 0.1  # a share of nulls that wants a warning below it
_USELESS = 0.9  # a share of nulls from which on nothing is promised


def infer_contract(session: Session, table: str, *, now: datetime) -> Contract:
    """Propose a contract for a table.

    The newest fifth of the rows (of the days, where there is a time) is held out. What the others propose --
    types, nulls, ranges, lengths, categories -- gets as much room as the parts differ among themselves, and is
    given up or widened where the held-out rows contradict it. The whole proposal is then run on the table:
    whatever does not pass is left out. So the table passes its own contract, and so should the next day.

    Parameters
    ----------
    session : Session
        Where the table is open.
    table : str
        Its name there.
    now : datetime
        The instant of the run, timezone-aware: an age limit is proposed only for data that is fresh.

    Returns
    -------
    contract : Contract
        With one table; write it with `write_contract`, and review it.

    Raises
    ------
    DataError
        If the table cannot be read, or has no rows.
    """
    profile = profile_table(session, table)
    if not profile.rows:
        raise DataError.empty(table)
    key = find_key(session, profile)
    rules = _rules(profile, now)
    columns: list[ColumnContract] = []
    for listed in profile.schema.columns:
        column = _column(profile, listed)
        if _is_sparse(profile, listed.name):
            rules += _warnings(column)
            column = replace(column, options=TypeOptions(), values=())
        place = key.index(listed.name) + 1 if listed.name in key else None
        columns.append(replace(column, key_position=place))
    proposed = TableContract(name=table, columns=tuple(columns), rules=rules)
    proposed, dropped = _only_what_passes(proposed, session, table, now)
    return Contract(
        id=table,
        name=table,
        version="0.1.0",
        tables=(proposed,),
        description=_told(profile, dropped, now),
    )


def _column(profile: Profile, column: Column) -> ColumnContract:
    logical = None if column.logical is LogicalType.OTHER else column.logical
    nulls = sum(part.rows - part.columns[column.name].filled for part in profile.parts)
    return ColumnContract(
        name=column.name,
        logical_type=logical,
        physical_type=column.physical,
        required=nulls == 0 and profile.rows > 0,
        classification="personal" if _PERSONAL.search(column.name) else "",
        options=_options(profile, column),
        values=_values(profile, column.name),
    )


def _is_sparse(profile: Profile, name: str) -> bool:
    """Tell whether some parts have no value at all: then a day without one is nothing to shut a gate for."""
    return any(part.rows and not part.columns[name].filled for part in profile.parts)


def _warnings(column: ColumnContract) -> tuple[SuiteItem, ...]:
    """Return what is proposed of a column's values as rules that warn."""
    only_values = ColumnContract(name=column.name, options=column.options, values=column.values)
    items = structure_items(TableContract(name="", columns=(only_values,)))[1:]
    why = "some parts of the reference had no value, so that this cannot block"
    return tuple(replace(item, severity=Severity.WARNING, why=why) for item in items)


def _values(profile: Profile, name: str) -> tuple[str, ...]:
    """Return the values of a text column if they are a closed set: none is rare, none is new in the held-out rows."""
    found = profile.categories.get(name, ())
    is_closed = all(fit and fit + held >= _FEWEST_EACH for _, fit, held in found)
    is_personal = _PERSONAL.search(name) is not None
    return tuple(word for word, _, _ in found) if is_closed and len(found) > 1 and not is_personal else ()


def _options(profile: Profile, column: Column) -> TypeOptions:
    fit, held = (_ends(parts, column.name) for parts in (profile.fit, profile.held))
    if not fit or any(part.columns[column.name].odd for part in profile.parts):
        return TypeOptions()
    if column.is_numeric:
        limits = limits_of(fit, held, is_integer=column.logical is LogicalType.INTEGER)
        return TypeOptions(minimum=limits.low, maximum=limits.high)
    if column.logical is LogicalType.STRING:
        return _lengths([*fit, *held])
    # instants are left, because no other column has ends
    starts = [part.columns[column.name].lower for part in profile.parts]
    return TypeOptions(
        minimum=_earliest([start.date() for start in starts if start is not None], column, profile)
    )


def _ends(parts: tuple[Part, ...], name: str) -> list[tuple[float, float]]:
    found = (part.columns[name] for part in parts)
    return [(part.lower, part.upper) for part in found if part.lower is not None]


def _lengths(ends: list[tuple[float, float]]) -> TypeOptions:
    shortest, longest = int(min(low for low, _ in ends)), int(max(high for _, high in ends))
    if shortest == longest:  # codes
        return TypeOptions(min_length=shortest, max_length=longest)
    return TypeOptions(min_length=1 if shortest else None, max_length=int(outward(1.5 * longest, 1)))


def _earliest(days: list[date], column: Column, profile: Profile) -> date:
    """Return the first day; for a column that is not the table's time, a tenth of its span earlier."""
    first, last = min(days), max(days)
    if profile.time is not None and column.name == profile.time.name:
        return first
    try:
        return first - max((last - first) / 10, timedelta(days=1))
    except OverflowError:
        return first


def _rules(profile: Profile, now: datetime) -> tuple[SuiteItem, ...]:
    rules = [SuiteItem(check=ask("row_count", requirement=Requirement.at_least(1)))]
    for column in profile.schema.columns:
        rules += _null_rules(profile, column.name)
    age = _age_limit(profile, now)
    if age is not None and profile.time is not None:
        rules.append(SuiteItem(check=ask("freshness", column=profile.time.name, max_age=age)))
    return tuple(rules)


def _null_rules(profile: Profile, name: str) -> list[SuiteItem]:
    """Return a limit that no part exceeded by far, and a warning where the table as a whole is far below it."""
    parts = [(part.rows - part.columns[name].filled, part.rows) for part in profile.parts]
    share, usual = null_share(parts), null_share([(sum(n for n, _ in parts), profile.rows)])
    if not any(nulls for nulls, _ in parts) or usual >= _USELESS:
        return []
    rules = []
    if share < _USELESS:
        rules.append(SuiteItem(check=ask("completeness", column=name, tolerance=Tolerance(fraction=share))))
    if usual < share / 2 and share >= _LOOSE:
        check = ask("completeness", column=name, tolerance=Tolerance(fraction=usual))
        why = "more nulls than usual; some parts of the reference had as many"
        rules.append(SuiteItem(check=check, severity=Severity.WARNING, why=why))
    return rules


def _age_limit(profile: Profile, now: datetime) -> timedelta | None:
    """Return three times the longest gap between parts, if the table is that fresh today."""
    if profile.newest is None:
        return None
    limit = 3 * max(profile.gap, timedelta(hours=1))
    return limit if timedelta(0) <= now - profile.newest.replace(tzinfo=UTC) <= limit else None


def _only_what_passes(
    proposed: TableContract, session: Session, table: str, now: datetime
) -> tuple[TableContract, list[str]]:
    """Return the proposal without what the table itself does not pass, and what that was."""
    items = (*structure_items(proposed), *proposed.rules)
    run = run_suites([Suite(table=table, items=items, masked=proposed.masked)], session, now=now, sample_rows=0)
    findings = run.findings[0]  # one an item, because none is sliced
    red = [item for item, found in zip(items, findings, strict=True) if found.verdict is not Verdict.PASS]
    columns = tuple(_without(column, red) for column in proposed.columns)
    rules = tuple(rule for rule in proposed.rules if rule not in red)
    kept = replace(proposed, columns=columns, rules=rules)
    dropped = [f"{item.check.name} of {', '.join(item.check.columns)}" for item in red]
    return replace(kept, items=(*structure_items(kept), *rules)), dropped


def _without(column: ColumnContract, red: list[SuiteItem]) -> ColumnContract:
    """Return a column without what is red."""
    for item in red:
        if column.name in item.check.columns:
            column = replace(column, **_GIVEN_UP.get(item.check.name, {}))
    return column


def _told(profile: Profile, dropped: list[str], now: datetime) -> str:
    """Return where the proposal comes from, for its readers."""
    text = f"Proposed from {profile.rows:,} rows"
    if profile.time is not None and profile.fit and profile.held:
        fit, held = (f"{parts[0].name[:10]} to {parts[-1].name[:10]}" for parts in (profile.fit, profile.held))
        text += f": fitted on {fit}, verified on {held} ({profile.time.name})"
    elif profile.held:
        text += ": fitted on four fifths of them, verified on the rest"
    left = f" Left out, because the table does not pass it: {'; '.join(dropped)}." if dropped else ""
    return f"{text}. Review it before you rely on it.{left}{_no_age_limit(profile, now)}"


def _no_age_limit(profile: Profile, now: datetime) -> str:
    """Return why no age limit is proposed; empty where one is, or the table has no time."""
    if profile.time is None or profile.newest is None or _age_limit(profile, now) is not None:
        return ""
    age = now - profile.newest.replace(tzinfo=UTC)
    days, hours = age.days, age // timedelta(hours=1)
    old = (
        f"is {days:,} days old" if days > 1 else f"is {hours} hours old" if hours > 0 else "lies in the future"
    )
    return f" No age limit: the newest row {old} ({profile.time.name})."
