from __future__ import annotations

from dataclasses import replace

import fairlearn.metrics as fl
import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import t
from tests.fakes.applicants import RATIO, SEX, applicants, fair, gap
from tests.fakes.numbers import moments_of
from tests.fakes.oracles import recorded
from tests.fakes.predictions import cells_of, gate

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ColumnNotFoundError, StateError
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity, Verdict
from lockgate.gates.gap_gate import Compare, GapGate
from lockgate.gates.gaps import groups as groups_module
from lockgate.gates.judge import error_findings, judge
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.scan.blocks import BlockSpec

FOUR_FIFTHS = gap("selection_rate", Requirement.at_least(0.8), compare=RATIO)
COLUMNS = applicants(6_000, seed=1)


def judged(*gaps: GapGate, columns: dict[str, np.ndarray] | None = None) -> tuple[Finding, ...]:
    spec = fair(*gaps)
    return judge(spec, cells_of(COLUMNS if columns is None else columns, spec))


def test_selection_rates_agree_with_fairlearn() -> None:
    by = {"sensitive_features": COLUMNS["sex"]}
    flag = COLUMNS["p_new"] >= 0.5

    difference, ratio = judged(gap("selection_rate", Requirement.at_most(0.05)), FOUR_FIFTHS)

    truth = fl.demographic_parity_difference(COLUMNS["late"], flag, **by)
    assert difference.observed == pytest.approx(truth, abs=1e-9)
    assert ratio.observed == pytest.approx(fl.demographic_parity_ratio(COLUMNS["late"], flag, **by), abs=1e-9)
    assert (difference.check, ratio.check) == ("selection_rate difference", "selection_rate ratio")
    assert (difference.verdict, ratio.verdict) == (Verdict.FAIL, Verdict.FAIL)


def test_equalized_odds_is_the_larger_of_two_gaps_as_fairlearn_has_it() -> None:
    flag = COLUMNS["p_new"] >= 0.5
    odds = gap("recall", Requirement.at_most(0.1), metrics=("recall", "false_positive_rate"))

    found = judged(odds)

    expected = fl.equalized_odds_difference(COLUMNS["late"], flag, sensitive_features=COLUMNS["sex"])
    assert max(float(str(one.observed)) for one in found) == pytest.approx(expected, abs=1e-9)
    assert [one.check for one in found] == ["recall difference", "false_positive_rate difference"]


@pytest.mark.parametrize(
    "metric",
    ["precision", "false_discovery_rate", "false_omission_rate", "negative_predictive_value", "accuracy", "brier",
     "average_odds", "mean_score_of_positives", "mean_score_of_negatives", "roc_auc", "ece"],
)  # fmt: skip
def test_any_metric_can_be_compared(metric: str) -> None:
    (finding,) = judged(gap(metric, Requirement.at_most(0.9)))

    assert finding.verdict is Verdict.PASS
    assert finding.reason == Reason.BAR_CLEARED
    values = dict(finding.details)
    assert float(str(values["group_value"])) - float(str(values["against_value"])) == pytest.approx(
        finding.observed
    )
    assert values["group_rows"] == int((COLUMNS["sex"] == values["group"]).sum())


@pytest.mark.parametrize("asked", sorted(recorded("aif360")))
def test_gaps_agree_with_aif360(asked: str) -> None:
    """AIF360 0.6.1 on the same rows, recorded: it is too heavy to be installed for every run."""
    metric, compare = asked.split()
    bar = Requirement.at_least(0.8) if compare == "ratio" else Requirement.at_most(0.9)

    (finding,) = judged(gap(metric, bar, compare=Compare(compare), reference=("Male",)))

    within = 1e-4 if metric.startswith("mean_score") else 1e-9  # scores stand in buckets
    assert finding.observed == pytest.approx(recorded("aif360")[asked], abs=within)


def test_the_average_odds_difference_is_that_of_both_rates() -> None:
    flag, sex, late = COLUMNS["p_new"] >= 0.5, COLUMNS["sex"], COLUMNS["late"]

    (finding,) = judged(gap("average_odds", Requirement.at_most(0.5)))

    rates = [[flag[(sex == one) & (late == label)].mean() for label in (0, 1)] for one in ("Male", "Female")]
    assert finding.observed == pytest.approx(np.mean(np.array(rates[0]) - np.array(rates[1])), abs=1e-9)


def test_the_finding_names_both_sides_with_intervals_and_rows() -> None:
    (finding,) = judged(FOUR_FIFTHS)

    assert str(finding.subject) == "scored.p_new · sex=Female / Male"
    assert finding.required == "≥ 0.8"
    assert finding.n == 6_000
    assert finding.interval is not None
    assert finding.interval.method == "MOVER on Clopper-Pearson"
    rates = {one: (COLUMNS["p_new"] >= 0.5)[COLUMNS["sex"] == one] for one in ("Female", "Male")}
    for name, flags in rates.items():
        assert f"{name} {100 * flags.mean():.1f} % [" in finding.summary
        assert f"of {flags.size:,}" in finding.summary


def test_too_few_rows_are_unknown_and_say_what_would_decide() -> None:
    few = {name: values[:300] for name, values in applicants(300, seed=2, shift=0.0).items()}

    (finding,) = judged(FOUR_FIFTHS, columns=few)

    assert finding.verdict is Verdict.INCONCLUSIVE
    assert finding.reason == Reason.TOO_FEW_ROWS
    assert finding.n_more is not None
    assert "would decide" in finding.summary
    assert "unknown is not fair" in finding.hint
    assert finding.mde is not None
    details = dict(finding.details)
    assert int(str(details["group_more_rows"])) + int(str(details["against_more_rows"])) == finding.n_more


@pytest.mark.parametrize(
    ("metric", "keep", "reason"),
    [("selection_rate", 0, Reason.SLICE_MISSING), ("recall", 1, Reason.METRIC_UNDEFINED)],
)
def test_an_empty_group_is_never_fair(metric: str, keep: int, reason: str) -> None:
    women = np.flatnonzero((COLUMNS["sex"] == "Female") & (COLUMNS["late"] == 0))[:keep]
    chosen = np.concatenate([np.flatnonzero(COLUMNS["sex"] == "Male"), women])
    columns = {name: values[chosen] for name, values in COLUMNS.items()}
    named = (Dimension("sex", values=("Female", "Male")),)

    (finding,) = judged(gap(metric, Requirement.at_most(1), groups=named), columns=columns)

    assert finding.verdict is Verdict.INCONCLUSIVE
    assert finding.reason == reason
    assert "unknown" in finding.summary
    assert finding.interval is None
    assert finding.observed is None


@pytest.mark.parametrize(("rows", "said"), [(6_000, "only Female has rows"), (0, "no group has rows")])
def test_one_group_alone_is_unknown(rows: int, said: str) -> None:
    women = np.flatnonzero(COLUMNS["sex"] == "Female")[:rows]

    (finding,) = judged(FOUR_FIFTHS, columns={name: values[women] for name, values in COLUMNS.items()})

    assert (finding.verdict, finding.reason) == (Verdict.INCONCLUSIVE, Reason.SLICE_MISSING)
    assert said in finding.summary


def test_every_pair_is_judged_and_the_worst_comes_first() -> None:
    asked = gap("accuracy", Requirement.at_most(0.2), groups=(Dimension("origin"),))

    found = judged(asked)

    assert len(found) == 3
    assert [abs(float(str(one.observed))) for one in found] == sorted(
        (float(str(one.observed)) for one in found), reverse=True
    )
    assert found[0].interval is not None
    assert found[0].family is not None
    assert (found[0].family.noun, found[0].family.size) == ("pair", 3)


def test_with_a_reference_only_it_is_compared_with_and_only_its_side_counts() -> None:
    asked = gap("selection_rate", Requirement.at_least(0.8), compare=RATIO, reference=("Female",))

    (finding,) = judged(asked)

    assert str(finding.subject) == "scored.p_new · sex=Male / Female"
    assert float(str(finding.observed)) > 1.25
    assert finding.verdict is Verdict.PASS
    (upper,) = judged(replace(asked, requirement=Requirement.at_most(1.25)))
    assert upper.verdict is Verdict.FAIL
    (missing,) = judged(
        gap("recall", Requirement.at_most(1), groups=(Dimension("school"),), reference=("some",))
    )
    assert str(missing.subject) == "scored.p_new · school=none − some"


def test_a_reference_without_rows_leaves_all_unknown() -> None:
    found = judged(gap("selection_rate", Requirement.at_most(1), reference=("Other",)))

    assert {one.verdict for one in found} == {Verdict.INCONCLUSIVE}
    assert {one.reason for one in found} == {Reason.SLICE_MISSING}
    assert {one.hint for one in found} == {"known: `Female`, `Male`"}
    assert len(found) == 2


def test_crossed_groups_name_what_they_share() -> None:
    asked = gap("accuracy", Requirement.at_most(0.5), groups=(Dimension("sex"), Dimension("school")))

    found = judged(asked)

    assert len(found) == 6
    names = {str(one.subject).removeprefix("scored.p_new · ") for one in found}
    assert names & {"sex=Female × school=none − some", "sex=Female × school=some − none"}


def test_within_strata_each_and_the_weighted_gap_are_judged() -> None:
    asked = gap("selection_rate", Requirement.at_most(0.3), within=(Dimension("school"),))

    adjusted, *strata = judged(asked)

    assert adjusted.check == "selection_rate difference adjusted for school"
    assert {one.check for one in strata} == {"selection_rate difference within school"}
    flag = COLUMNS["p_new"] >= 0.5
    expected = 0.0
    for school in ("none", "some"):
        here = COLUMNS["school"] == school
        men, women = (flag[here & (COLUMNS["sex"] == sex)].mean() for sex in ("Male", "Female"))
        expected += here.mean() * (men - women)
    assert adjusted.observed == pytest.approx(expected, abs=1e-9)
    assert adjusted.summary.endswith("beyond the bar")
    assert "over 2 strata" in adjusted.summary
    assert {one.subject.slice[0] for one in strata} == {("school", "none"), ("school", "some")}


def test_a_stratum_without_a_group_is_unknown_and_not_weighted() -> None:
    chosen = ~((COLUMNS["school"] == "none") & (COLUMNS["sex"] == "Female"))
    columns = {name: values[chosen] for name, values in COLUMNS.items()}

    adjusted, *strata = judged(
        gap("selection_rate", Requirement.at_most(0.5), within=(Dimension("school"),)), columns=columns
    )

    assert "over 1 strata" in adjusted.summary
    assert [one.verdict for one in strata] == [Verdict.INCONCLUSIVE, Verdict.PASS]
    assert strata[0].reason == Reason.SLICE_MISSING


def test_groups_that_share_no_stratum_are_unknown() -> None:
    chosen = (COLUMNS["school"] == "none") == (COLUMNS["sex"] == "Female")
    columns = {name: values[chosen] for name, values in COLUMNS.items()}

    adjusted, *_ = judged(
        gap("selection_rate", Requirement.at_most(0.5), within=(Dimension("school"),)), columns=columns
    )

    assert (adjusted.verdict, adjusted.reason) == (Verdict.INCONCLUSIVE, Reason.METRIC_UNDEFINED)
    assert "no stratum has both groups" in adjusted.summary


def test_two_groups_of_nothing_selected_have_no_ratio() -> None:
    columns = {**COLUMNS, "p_new": np.zeros(6_000)}

    (finding,) = judged(FOUR_FIFTHS, columns=columns)

    assert (finding.verdict, finding.reason) == (Verdict.INCONCLUSIVE, Reason.METRIC_UNDEFINED)
    assert finding.interval is not None
    assert finding.interval.upper is None
    assert finding.hint.startswith("judge rows in which both groups have what the metric needs")


def test_nothing_selected_among_the_reference_is_an_infinite_ratio() -> None:
    columns = {**COLUMNS, "p_new": np.where(COLUMNS["sex"] == "Male", 0.9, 0.1)}

    (finding,) = judged(replace(FOUR_FIFTHS, reference=("Female",)), columns=columns)

    assert finding.observed is None
    assert "ratio ∞, 90 % interval" in finding.summary
    assert "to any number" in finding.summary
    assert finding.verdict is Verdict.PASS


def test_a_single_row_is_too_few_for_an_interval() -> None:
    columns = {name: values[:50] for name, values in COLUMNS.items()}
    columns["sex"] = np.where(np.arange(50) == 0, "Other", "Male")

    (finding,) = judged(gap("brier", Requirement.at_most(1)), columns=columns)

    assert finding.verdict is Verdict.INCONCLUSIVE
    assert "too few rows for an interval" in finding.summary
    assert "unknown is not fair, and 10 rows of Other are the least" in finding.summary
    assert finding.hint == "label more rows of these groups; unknown is not fair"


def test_gates_and_gaps_are_judged_side_by_side_on_their_own_slices() -> None:
    named = Dimension("school", values=("none", "never"))
    spec = ModelGateSpec(
        table="scored", label="late", candidate="p_new", slices=((named,),),
        gates=(gate("accuracy", Requirement.at_least(0.1), sliced=True),),
        fairness=(FOUR_FIFTHS, gap("recall", Requirement.at_most(1), within=(named,))),
    )  # fmt: skip

    found = judge(spec, cells_of(COLUMNS, spec))

    sliced = [one.subject.slice for one in found if one.check == "accuracy"]
    assert sliced == [(), (("school", "none"),), (("school", "never"),)]
    assert [one.check for one in found if "ratio" in one.check] == ["selection_rate ratio"]


def test_notes_of_the_gate_are_in_its_findings() -> None:
    noted = replace(
        FOUR_FIFTHS, severity=Severity.WARNING, why="law", owner="legal", runbook="r.md", tags=("t",)
    )

    (finding,) = judged(noted)

    assert (finding.severity, finding.why, finding.owner, finding.runbook) == (
        Severity.WARNING,
        "law",
        "legal",
        "r.md",
    )
    assert finding.tags == ("t",)


def test_regressions_are_compared_too() -> None:
    rng = np.random.default_rng(4)
    price = rng.normal(100, 10, 2_000)
    city = np.where(np.arange(2_000) % 2, "A", "B")
    columns = {"price": price, "p_new": price + rng.normal(0, 5, 2_000) + 3 * (city == "A"), "city": city}
    asked = gap("mean_bias", Requirement.at_most(1), groups=(Dimension("city"),), task=Task.REGRESSION)
    spec = ModelGateSpec(
        table="scored", label="price", candidate="p_new", gates=(), fairness=(asked,), task=Task.REGRESSION
    )

    (finding,) = judge(spec, moments_of(columns, spec))

    assert finding.verdict is Verdict.FAIL
    assert finding.observed == pytest.approx(3, abs=1)
    assert finding.summary.startswith("A 2.792 [")


def test_unusable_rows_and_unreadable_tables_are_errors_for_each_metric() -> None:
    odds = gap("recall", Requirement.at_most(0.1), metrics=("recall", "false_positive_rate"))
    columns = {**COLUMNS, "p_new": np.where(np.arange(6_000) == 5, np.nan, COLUMNS["p_new"])}

    broken = judged(odds, columns=columns)
    unread = error_findings(fair(odds), ColumnNotFoundError.of("scored", "p_new", ["p"]))

    for found in (broken, unread):
        assert [one.verdict for one in found] == [Verdict.ERROR, Verdict.ERROR]
        assert [one.check for one in found] == ["recall difference", "false_positive_rate difference"]


def test_too_many_pairs_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups_module, "MOST_PAIRS", 2)

    found = judged(gap("accuracy", Requirement.at_most(0.2), groups=(Dimension("origin"),)))

    assert [one.verdict for one in found] == [Verdict.ERROR]
    assert "name a `reference`" in found[0].summary


def test_cells_of_other_groups_are_refused() -> None:
    spec = fair(FOUR_FIFTHS)
    other = fair(gap("selection_rate", Requirement.at_most(0.1), groups=(Dimension("school"),)))

    with pytest.raises(StateError, match=r"they were cut by \['school'\], and \['sex'\] is asked"):
        judge(spec, cells_of(COLUMNS, other))


def test_cells_without_what_a_gap_needs_are_refused() -> None:
    asked = fair(gap("expected_calibration_error", Requirement.at_most(0.1)))

    with pytest.raises(StateError, match=r"they do not hold what `expected_calibration_error.*` needs"):
        judge(asked, cells_of(applicants(100, seed=1), fair(FOUR_FIFTHS)))


def test_it_is_the_same_pair_whichever_way_it_is_named() -> None:
    (low,) = judged(FOUR_FIFTHS)
    (high,) = judged(replace(FOUR_FIFTHS, requirement=Requirement.at_most(1.25)))

    assert low.observed == pytest.approx(1 / float(str(high.observed)))
    assert (low.verdict, high.verdict) == (Verdict.FAIL, Verdict.FAIL)
    assert SEX[0].column in str(high.subject)


def test_columns_are_found_in_any_case() -> None:
    asked = gap("accuracy", Requirement.at_most(0.5), groups=(Dimension("SEX"),), within=(Dimension("School"),))

    assert {one.verdict for one in judged(asked)} == {Verdict.PASS}


def test_rows_that_depend_on_each_other_make_a_gap_less_sure() -> None:
    people = applicants(600, seed=1)
    columns = {name: np.repeat(values, 5) for name, values in people.items()}
    columns["person"] = np.repeat(np.arange(600), 5)
    plain = fair(gap("selection_rate", Requirement.at_most(0.5)))
    known = replace(plain, blocks=BlockSpec(entity="person"))

    widths = {}
    for spec in (plain, known):
        (finding,) = judge(spec, cells_of(columns, spec))
        assert finding.interval is not None
        widths[spec.blocks] = float(str(finding.interval.upper)) - float(str(finding.interval.lower))
        assert finding.verdict is Verdict.PASS

    assert widths[known.blocks] > 1.5 * widths[None]


def shared_days(sign: int) -> dict[str, np.ndarray]:
    """Return rows of 60 days; what is special about a day moves women's scores, and men's by `sign` as much."""
    draw = np.random.default_rng(1)
    day = np.repeat(np.arange(60), 40)
    sex = np.where(draw.random(day.size) < 0.5, "Female", "Male")
    special = draw.normal(0, 1.5, 60)[day] * np.where(sex == "Male", sign, 1)
    score = 1 / (1 + np.exp(-(special + draw.normal(0, 1, day.size))))
    return {
        "late": np.zeros(day.size, dtype=np.int64),
        "p_new": score,
        "sex": sex,
        "day": np.datetime64("2024-01-01") + day.astype("timedelta64[D]"),
        "number": day,
    }


@pytest.mark.parametrize("sign", [1, -1], ids=["together", "against each other"])
def test_groups_that_share_days_have_the_error_that_a_regression_with_clustered_errors_has(sign: int) -> None:
    columns = shared_days(sign)
    spec = fair(gap("brier", Requirement.at_most(0.9)), blocks=BlockSpec(column="day"))

    (finding,) = judge(spec, cells_of(columns, spec))

    losses = columns["p_new"] ** 2
    design = np.column_stack([np.ones(losses.size), columns["sex"] == "Male"]).astype(float)
    oracle = sm.OLS(losses, design).fit(cov_type="cluster", cov_kwds={"groups": columns["number"]})
    assert finding.interval is not None
    half = (float(str(finding.interval.upper)) - float(str(finding.interval.lower))) / 2
    assert half == pytest.approx(float(oracle.bse[1]) * t.ppf(0.95, 59), rel=0.05)


def test_strata_that_share_days_are_not_independent() -> None:
    columns = shared_days(-1) | {"school": np.random.default_rng(2).choice(["none", "some"], 2_400)}
    asked = gap("brier", Requirement.at_most(0.9))

    widths = []
    for within in ((), (Dimension("school"),)):
        spec = fair(replace(asked, within=within), blocks=BlockSpec(column="day"))
        finding, *_ = judge(spec, cells_of(columns, spec))
        assert finding.interval is not None
        widths.append(float(str(finding.interval.upper)) - float(str(finding.interval.lower)))

    assert finding.check == "brier difference adjusted for school"
    assert widths[1] == pytest.approx(widths[0], rel=0.05)  # a split at random tells nothing new


def test_groups_that_are_alike_in_every_block_are_not_certain() -> None:
    people = applicants(600, seed=1)
    columns = {name: np.repeat(values, 2) for name, values in people.items()}
    columns |= {"sex": np.tile(["Female", "Male"], 600), "person": np.repeat(np.arange(600), 2)}
    spec = fair(gap("selection_rate", Requirement.at_most(0.001)), blocks=BlockSpec(entity="person"))

    (finding,) = judge(spec, cells_of(columns, spec))

    assert finding.observed == 0.0
    assert finding.verdict is Verdict.INCONCLUSIVE
