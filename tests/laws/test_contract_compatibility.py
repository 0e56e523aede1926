"""What compatibility promises, on the real engine: a table of the one contract passes the other.

Contracts are drawn from the forms that users write, several for one table; every ordered pair is a case.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import permutations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.contract_pairs import contract_of

from lockgate.app.check_table import check_tables
from lockgate.app.contract_suites import suite_of
from lockgate.bootstrap import engine_of
from lockgate.contracts.contract import Contract
from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.domain.verdict import Severity, Verdict
from lockgate.scan.engine import Source

NOW = datetime(2013, 7, 1, 12, tzinfo=UTC)
TOLERANCES = ("{rows: 1}", "{rows: 3}", "{fraction: 0.4}", "{fraction: 0.8}")


def drawn_family(dice: random.Random) -> list[Contract]:
    """Return a contract, and others that differ from it in one or two sections."""
    seeds = [dice.random() for _ in range(8)]
    family = [seeds]
    for _ in range(6):
        other = list(seeds)
        for section in dice.sample(range(8), dice.randint(1, 2)):
            other[section] = dice.random()
        family.append(other)
    return [drawn_contract(one) for one in family]


def drawn_contract(seeds: Sequence[float]) -> Contract:
    """Return a contract over the columns x (whole numbers) and c (texts); each seed draws one section."""
    dice = [random.Random(seed) for seed in seeds]  # noqa: S311 - drawn examples, no secret
    x = ["name: x", *_maybe(dice[0], "logicalType: number", "required: true", "unique: true")]
    upper = dice[1].choice(
        ("maximum: 4", "maximum: 5", "maximum: 8", "exclusiveMaximum: 6", "exclusiveMaximum: 5")
    )
    x += _braced("logicalTypeOptions", _maybe(dice[1], f"minimum: {dice[1].randint(-2, 0)}", upper))
    letters = ", ".join(f"{{value: {letter}}}" for letter in "abcd" if letter == "a" or dice[2].random() < 0.8)
    c = [
        "name: c",
        "logicalType: string",
        *_maybe(dice[2], f"enum: [{letters}]"),
        *_maybe(dice[3], "required: true"),
    ]
    c += _braced(
        "logicalTypeOptions", _maybe(dice[3], f"maxLength: {dice[3].randint(1, 2)}", 'pattern: "^[a-d]$"')
    )
    columns = "\n".join(", ".join(parts) for parts in ((x, c) if dice[4].random() < 0.9 else (x,)))
    chosen = [rule for rule in _rules(dice[5], dice[6]) if dice[7].random() < 0.4]
    if "name: c" not in columns:
        chosen = [rule for rule in chosen if "[x, c]" not in rule and "column: c" not in rule]
    table = "".join(f"      - {rule}\n" for rule in chosen)
    return contract_of(columns, table=f"    quality:\n{table}" if table else "")


def _rules(first: random.Random, second: random.Random) -> list[str]:
    return [
        f"{{metric: rowCount, mustBeBetween: [{first.randint(0, 1)}, {first.randint(7, 12)}]}}",
        f"{{metric: duplicateValues, arguments: {{properties: [x, c]}}, mustBeLessThan: {first.randint(1, 4)}}}",
        _custom(f"check: completeness, column: x, tolerance: {first.choice(TOLERANCES)}"),
        _custom(f"check: mean, column: x, mustBeLessOrEqualTo: {second.randint(2, 6)}"),
        _custom(f"check: finite, column: x, severity: {second.choice(['warning', 'blocking'])}"),
        _custom(f"check: completeness, column: c, where: x > {second.randint(2, 3)}"),
        _custom("check: columns_exact, names: [x, c]"),
    ]


def _maybe(dice: random.Random, *parts: str) -> list[str]:
    return [part for part in parts if dice.random() < 0.4]


def _braced(key: str, parts: Sequence[str]) -> list[str]:
    return [f"{key}: {{{', '.join(parts)}}}"] if parts else []


def _custom(body: str) -> str:
    return f"{{type: custom, engine: lockgate, implementation: {{{body}}}}}"


def drawn_table(dice: random.Random) -> pa.Table:
    """Return a small table, now and then with a null, a repetition or a value that few contracts allow."""
    n = dice.randint(1, 5)
    rare = dice.choice([0.0, 0.0, 0.3])
    numbers = dice.choice([list(range(8)), [0, 1, 2, 3] * 2])
    xs = [None if dice.random() < rare else number for number in dice.sample(numbers, n)]
    cs = [None if dice.random() < rare else dice.choice("aaabcd") for _ in range(n)]
    kind = dice.choice([pa.int64(), pa.float64()])
    columns = {"x": pa.array(xs, type=kind), "c": pa.array(cs, type=pa.string())}
    return pa.table(columns if dice.random() < 0.9 else {"x": columns["x"]})


def passes(contracts: Sequence[Contract], table: pa.Table) -> list[bool]:
    """Tell for each contract whether the table shuts none of its gates, from one run of the real engine."""
    suites = [suite_of(contract.tables[0], "trips") for contract in contracts]
    source = {"trips": Source("a table in memory", frame=table)}
    (stage,) = check_tables(suites, source, engine_of(), now=NOW, sample_rows=0).result.stages
    return [
        all(
            finding.verdict is Verdict.PASS
            for finding in entry.findings
            if finding.severity is Severity.BLOCKING and finding.check
        )
        for entry in stage.entries
    ]


def cases(seed: int) -> list[tuple[bool, bool, bool]]:
    """Return for each ordered pair: whether it is called compatible, and whether the table passes each."""
    dice = random.Random(seed)  # noqa: S311 - a drawn example, no secret
    contracts = drawn_family(dice)
    green = dict(zip(map(id, contracts), passes(contracts, drawn_table(dice)), strict=True))
    return [
        (
            not any(change.effect.breaks_stored for change in diff_contracts(one, other)),
            green[id(one)],
            green[id(other)],
        )
        for one, other in permutations(contracts, 2)
    ]


@given(st.integers(0, 1_000_000))
def test_a_table_that_satisfies_a_contract_satisfies_every_one_that_is_called_compatible(seed: int) -> None:
    assert [case for case in cases(seed) if case == (True, True, False)] == []


def test_the_law_is_not_empty() -> None:
    found = [case for seed in range(20) for case in cases(seed)]

    assert sum(case == (True, True, True) for case in found) > 50
    assert sum(case[0] is False and case[1:] == (True, False) for case in found) > 50


@given(st.integers(0, 1_000_000))
def test_forward_one_way_is_backward_the_other_way(seed: int) -> None:
    one, other, *_ = drawn_family(random.Random(seed))  # noqa: S311 - a drawn example, no secret

    there = any(change.effect.breaks_readers for change in diff_contracts(one, other))
    back = any(change.effect.breaks_stored for change in diff_contracts(other, one))

    assert there is back
