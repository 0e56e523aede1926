from __future__ import annotations

from tests.fakes.references import NOW, compared_on, reference_of
from tests.fakes.tables import opened

from lockgate.app.compare_table import FORMAT, compared, drift_states, planned
from lockgate.domain.verdict import Verdict
from lockgate.drift.spec import DriftSpec

ROWS = {"x": [float(i % 50) for i in range(2_000)], "who": ["a", "b"] * 1_000}
SPEC = DriftSpec(data="t")


def test_what_is_planned_is_what_a_comparison_asks() -> None:
    reference = reference_of(ROWS)
    with opened(t=ROWS) as session:
        plan = planned(SPEC, reference, session.schema("t"))
        session.selects = 0

        found = compared(SPEC, reference, session, now=NOW)

        assert session.selects == len(plan.queries())
    assert found.facts[0].rows == 2_000
    assert {one.verdict for one in found.findings} <= {Verdict.PASS, Verdict.INCONCLUSIVE}


def test_states_name_the_reference_and_hold_no_column_that_is_masked() -> None:
    reference = reference_of(ROWS, frozenset({"who"}))

    states = drift_states(reference, "t", compared_on(reference, ROWS), frozenset({"who"}))

    assert states["format"] == FORMAT
    assert states["reference"] == {"table": "t", "version": "v1", "digest": reference.digest}
    assert "together" not in states
    assert "who" not in str(states["states"])
