from __future__ import annotations

from dataclasses import replace

from lockgate.reports.plan_text import AskedPart, PlannedTable, plan_text

FLIGHTS = PlannedTable(
    table="flights",
    checks=214,
    aggregates=1_371,
    scans=1,
    passes=("unique keys of id",),
    columns_read=14,
    columns=19,
    queries=("SELECT 1", "SELECT 2"),
    parts=(
        AskedPart(
            "CountIf(a)", ("flights.air_time range", "flights.air_time completeness"), "Extremes(air_time)"
        ),
        AskedPart("Extremes(air_time)", ("flights.air_time range",)),
        AskedPart(
            "CountIf(b)", ("flights.dest completeness", "flights.air_time range", "flights.origin range")
        ),
    ),
)
SMALL = PlannedTable(table="a", checks=1, aggregates=1, scans=1, columns_read=1, columns=2)


def test_no_table_says_why_nothing_is_scanned() -> None:
    assert plan_text([]) == "no contract or drift entry, so no table is scanned"


def test_one_of_each_is_written_in_the_singular() -> None:
    assert plan_text([SMALL]).splitlines() == [
        "a         1 check → 1 aggregate → 1 scan",
        "          reads 1 of 2 columns",
    ]


def test_many_of_each_are_written_in_the_plural_with_their_passes() -> None:
    table = replace(FLIGHTS, scans=2, passes=tuple(f"keys of c{number}" for number in range(6)))

    assert plan_text([table]).splitlines()[0] == (
        "flights   214 checks → 1,371 aggregates → 2 scans + 6 passes "
        "(keys of c0, keys of c1, keys of c2, keys of c3, and 2 more)"
    )


def test_several_tables_end_with_a_hint() -> None:
    lines = plan_text([FLIGHTS, SMALL]).splitlines()

    assert lines[-2:] == ["", "--sql shows the queries, --why CHECK shows who asked for what"]
    assert len(lines) == 6


def test_the_hint_is_left_out_where_it_was_followed() -> None:
    assert "--sql shows" not in plan_text([FLIGHTS, SMALL], sql=True)
    assert "--sql shows" not in plan_text([FLIGHTS, SMALL], why="range")


def test_a_long_name_does_not_touch_the_numbers() -> None:
    first, second = plan_text([replace(SMALL, table="a_very_long_name")]).splitlines()

    assert first.startswith("a_very_long_name   1 check")
    assert second.index("reads") == first.index("1 check")


def test_a_table_that_cannot_be_asked_says_why() -> None:
    problem = "table `a`: no file matches `a.csv`"

    assert (
        plan_text([PlannedTable("a", 1, problem=problem)]) == f"a         1 check, none can be asked: {problem}"
    )
    assert "3 checks, none can be asked" in plan_text([PlannedTable("a", 3, problem=problem)])


def test_queries_are_shown_whole_each_with_its_end() -> None:
    assert plan_text([FLIGHTS], sql=True).splitlines()[2:] == ["", "SELECT 1;", "", "SELECT 2;", ""][:-1]


def test_who_asked_for_what_is_told_with_sharing_and_the_cheaper_state() -> None:
    lines = plan_text([FLIGHTS], why="air_time").splitlines()[2:]

    assert [line.strip() for line in lines] == [
        "flights.air_time range asks for CountIf(a)",
        "answered by Extremes(air_time) where that can tell",
        "flights.air_time range asks for Extremes(air_time)",
        "flights.air_time range asks for CountIf(b), shared with 2 other checks",
    ]


def test_one_other_asker_is_written_in_the_singular() -> None:
    assert "CountIf(a), shared with 1 other check\n" in plan_text([FLIGHTS], why="completeness")


def test_a_check_that_nobody_asked_for_shows_nothing_more() -> None:
    assert len(plan_text([FLIGHTS], why="freshness").splitlines()) == 2
