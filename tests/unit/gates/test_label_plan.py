from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.gates.label_plan import LabelNeed, plan_labels
from lockgate.gates.slicing import SliceKey

ALL: SliceKey = ()
UA: SliceKey = (("carrier", "UA"),)
AA: SliceKey = (("carrier", "AA"),)
JFK: SliceKey = (("origin", "JFK"),)
UA_JFK: SliceKey = (("carrier", "UA"), ("origin", "JFK"))


def bought(*needs: LabelNeed, budget: int | None = None) -> dict[SliceKey, int]:
    return {one.slice: one.rows for one in plan_labels(needs, budget=budget).purchases}


def test_one_row_serves_every_gate_on_its_slice() -> None:
    plan = plan_labels([LabelNeed("recall", ((UA, 100, 50),)), LabelNeed("f1", ((UA, 100, 80),))])

    (only,) = plan.purchases
    assert (only.rows, only.gates, plan.rows) == (80, 2, 80)
    assert (plan.decided, plan.open) == (("recall", "f1"), ())


def test_rows_of_the_whole_count_in_its_parts_by_their_share() -> None:
    assert bought(LabelNeed("a", ((ALL, 1_000, 500),)), LabelNeed("b", ((UA, 200, 150),))) == {ALL: 500, UA: 50}
    assert bought(LabelNeed("a", ((ALL, 1_000, 500),)), LabelNeed("b", ((UA, 200, 100),))) == {ALL: 500}


def test_rows_of_a_part_or_of_another_cut_do_not_count_elsewhere() -> None:
    assert bought(LabelNeed("a", ((UA, 200, 100),)), LabelNeed("b", ((JFK, 200, 100),))) == {UA: 100, JFK: 100}
    needs = LabelNeed("a", ((JFK, 1_000, 100),)), LabelNeed("b", ((UA_JFK, 100, 50),))
    assert bought(*needs) == {JFK: 100, UA_JFK: 40}


def test_where_many_parts_ask_the_whole_is_cheaper() -> None:
    parts = [LabelNeed(str(key), ((key, 500, 100),)) for key in (UA, AA, JFK, (("origin", "LGA"),))]

    assert bought(LabelNeed("all", ((ALL, 1_000, 1),)), *parts) == {ALL: 200}


def test_a_gate_may_need_several_slices() -> None:
    assert bought(LabelNeed("gap", ((UA, 100, 50), (AA, 900, 10)))) == {AA: 10, UA: 50}


def test_with_a_budget_the_cheapest_gates_come_first() -> None:
    needs = [
        LabelNeed("dear", ((UA, 100, 900),)),
        LabelNeed("cheap", ((AA, 100, 50),)),
        LabelNeed("mid", ((UA, 100, 200),)),
    ]

    plan = plan_labels(needs, budget=300)

    assert (plan.decided, plan.open, plan.rows) == (("cheap", "mid"), ("dear",), 250)
    assert plan_labels(needs, budget=0).purchases == ()
    assert plan_labels(needs, budget=5_000).open == ()


def test_an_empty_slice_is_bought_as_it_is() -> None:
    assert bought(LabelNeed("a", ((ALL, 0, 10),)), LabelNeed("b", ((UA, 0, 10),))) == {ALL: 10, UA: 10}


def test_nothing_needs_nothing_and_a_budget_is_not_negative() -> None:
    assert plan_labels([]).rows == 0
    with pytest.raises(ParameterError, match="budget"):
        plan_labels([], budget=-1)
