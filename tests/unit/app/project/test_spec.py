from __future__ import annotations

import pytest

from lockgate.app.project.spec import (
    CommandEntry,
    ContractEntry,
    Entry,
    EntryNotes,
    ModelEntry,
    PytestEntry,
    ScoreEntry,
    TableSpec,
    Work,
)
from lockgate.domain.errors import ParameterError
from lockgate.domain.position import Position
from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import MetricGate
from lockgate.gates.spec import ModelGateSpec
from lockgate.scan.engine import Source

GATE = MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.7))
MODEL = ModelEntry(spec=ModelGateSpec(table="scored", label="late", candidate="p_new", gates=(GATE,)))
SCORE = ScoreEntry(data="raw", models={"p": "m.skops"}, output="out.parquet")


def entry(work: Work, *, name: str = "") -> Entry:
    return Entry(kind="", work=work, notes=EntryNotes(name=name), origin=Position("lockgate.yaml", 1, 1))


@pytest.mark.parametrize(
    ("work", "name"),
    [
        (ContractEntry(table="flights"), "flights"),
        (PytestEntry(paths=("tests", "more")), "tests more"),
        (CommandEntry(run=("python", "train.py")), "python train.py"),
        (SCORE, "score raw"),
        (MODEL, "scored.p_new"),
    ],
)
def test_an_entry_is_named_after_what_it_does_unless_told(work: Work, name: str) -> None:
    assert entry(work).name == name
    assert entry(work, name="mine").name == "mine"


@pytest.mark.parametrize(
    ("work", "makes_data"),
    [
        (CommandEntry(run=("make",)), True),
        (SCORE, True),
        (ContractEntry(table="flights"), False),
        (PytestEntry(paths=("tests",)), False),
        (MODEL, False),
    ],
)
def test_commands_and_scores_make_data_that_later_entries_wait_for(work: Work, makes_data: bool) -> None:  # noqa: FBT001 - an expected value
    assert entry(work).makes_data is makes_data


def test_a_table_without_options_leaves_everything_to_the_engine() -> None:
    assert TableSpec(source="a.csv").to_source("home/a.csv") == Source("home/a.csv")


def test_the_options_of_a_table_reach_its_source() -> None:
    spec = TableSpec(
        source="a.txt",
        format="csv",
        delimiter=";",
        quote="'",
        encoding="latin-1",
        header=False,
        null_values=("NA", ""),
        hive_partitions=True,
    )

    source = spec.to_source("home/a.txt")

    assert (source.location, source.format, source.frame) == ("home/a.txt", "csv", None)
    assert source.options == {
        "delimiter": ";",
        "quote": "'",
        "encoding": "latin-1",
        "header": False,
        "null_values": ["NA", ""],
        "hive_partitions": True,
    }


@pytest.mark.parametrize(
    ("spec", "location", "source"),
    [
        (TableSpec(source="table://sales.orders"), "table://sales.orders", Source("sales.orders", "table")),
        (
            TableSpec(source="sales.orders", format="table"),
            "home/sales.orders",
            Source("sales.orders", "table"),
        ),
        (
            TableSpec(source="delta://lake", version=3),
            "delta://home/lake",
            Source("home/lake", "delta", options={"version": 3}),
        ),
        (TableSpec(source="lake", format="delta"), "home/lake", Source("home/lake", "delta")),
        (
            TableSpec(source="iceberg://lake/sales.orders", version="accepted"),
            "iceberg://lake/sales.orders",
            Source("lake/sales.orders", "iceberg", options={"version": "accepted"}),
        ),
    ],
)
def test_a_table_that_is_no_file_is_named_by_a_scheme_or_a_format(
    spec: TableSpec, location: str, source: Source
) -> None:
    assert spec.to_source(location) == source


def test_an_entry_that_would_do_nothing_is_refused() -> None:
    with pytest.raises(ParameterError, match="at least one path"):
        PytestEntry(paths=())
    with pytest.raises(ParameterError, match="a program and its arguments"):
        CommandEntry(run=())
    with pytest.raises(ParameterError, match="at least one column and model file"):
        ScoreEntry(data="raw", models={}, output="out.parquet")


def test_a_batch_has_at_least_one_row() -> None:
    with pytest.raises(ParameterError, match="an int of 1 or more, got 0"):
        ScoreEntry(data="raw", models={"p": "m"}, output="o", batch_rows=0)


def test_one_path_stands_for_the_tests_to_run() -> None:
    assert PytestEntry.from_scalar("tests") == PytestEntry(paths=("tests",))
    with pytest.raises(ParameterError, match="one path or a mapping with `paths`, got 3"):
        PytestEntry.from_scalar(3)


def test_types_of_columns_reach_the_engine_and_are_refused_where_they_are_none() -> None:
    spec = TableSpec(source="a.csv", types={"day": "date"})

    assert spec.to_source("/a.csv").options == {"types": {"day": "date"}}
    with pytest.raises(ParameterError, match=r"`types.day` must be a plain type"):
        TableSpec(source="a.csv", types={"id": "integer", "day": "a kind of day"})
