"""The report of what became of each thing."""

from __future__ import annotations

from lockgate.domain.position import Position
from lockgate.interchange.loss import Fate, LossItem, LossReport

REPORT = LossReport(
    source="dbt",
    target="ODCS",
    subject="a|b.yml",
    items=(
        LossItem("unique", Fate.MAPPED, "uniqueness", origin=Position("a.yml", 3, 1)),
        LossItem("tests <x>", Fate.APPROXIMATED, "range", "bounds | differ"),
        LossItem("docs", Fate.NOT_MAPPED, why="no rule"),
    ),
)


def test_every_fate_is_counted() -> None:
    assert REPORT.summary == "1 mapped, 1 approximated, 1 not mapped"
    assert [item.source for item in REPORT.lost] == ["tests <x>", "docs"]


def test_the_document_holds_counts_and_what_is_not_empty() -> None:
    document = REPORT.document()

    assert document["counts"] == {"mapped": 1, "approximated": 1, "not mapped": 1}
    assert document["items"] == [
        {"source": "unique", "fate": "mapped", "target": "uniqueness", "line": 3},
        {"source": "tests <x>", "fate": "approximated", "target": "range", "why": "bounds | differ"},
        {"source": "docs", "fate": "not mapped", "why": "no rule"},
    ]


def test_the_page_begins_with_what_is_lost_and_escapes_cells() -> None:
    lines = REPORT.markdown().splitlines()

    assert lines[0] == "# dbt to ODCS: a\\|b.yml"
    assert [line for line in lines if line.startswith("##")] == [
        "## Not mapped",
        "## Approximated",
        "## Mapped",
    ]
    assert "|  | tests &lt;x> | range | bounds \\| differ |" in lines
    assert "| 3 | unique | uniqueness |  |" in lines


def test_a_fate_that_nothing_met_has_no_table() -> None:
    only = LossReport(source="dbt", target="ODCS", subject="x", items=REPORT.items[:1])

    assert "## Not mapped" not in only.markdown()
