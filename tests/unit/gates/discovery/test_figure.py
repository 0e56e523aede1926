from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.weak_slices import SEARCH, base_cells_of, classified, search_spec

from lockgate.gates.discovery.figure import weak_slices_figure
from lockgate.gates.discovery.judge import judge_discovery
from lockgate.gates.discovery_spec import Against


@pytest.mark.parametrize(("against", "than"), [(Against.REST, "the rest"), (Against.BASELINE, "the baseline")])
def test_confirmed_slices_are_drawn_against_the_margin(against: Against, than: str) -> None:
    findings = judge_discovery(
        search_spec(), SEARCH, base_cells_of(classified(4_000, seed=2, harm=0.6), search_spec())
    )

    (figure,) = weak_slices_figure(replace(SEARCH, against=against, margin=0.01), findings)

    assert figure.title == f"Which slices are confirmed to be worse than {than}?"
    assert (figure.bar, [row.label for row in figure.rows]) == (0.01, ["city=b × kind=y"])


def test_nothing_is_drawn_where_nothing_is_confirmed() -> None:
    findings = judge_discovery(search_spec(), SEARCH, base_cells_of(classified(1_000, seed=3), search_spec()))

    assert weak_slices_figure(SEARCH, findings) == ()
