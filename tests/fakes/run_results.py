"""Runs as they happen, for tests of what people see."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from lockgate.domain.codes import Reason
from lockgate.domain.figure import (
    Bars,
    CurveFigure,
    DistributionFigure,
    IntervalFigure,
    IntervalRow,
    Line,
    MatrixFigure,
)
from lockgate.domain.finding import Cost, Finding, Interval, Sample, Subject
from lockgate.domain.position import Position
from lockgate.domain.result import EntryResult, RunResult, StageResult, TableFacts
from lockgate.domain.verdict import Severity, Verdict

__all__ = [
    "HOSTILE",
    "air_time",
    "drift_run",
    "empty_run",
    "error_run",
    "green_run",
    "hostile_run",
    "inconclusive_run",
    "large_run",
    "red_run",
    "run_of",
    "warning_run",
]

NOW = datetime(2013, 7, 1, 6, 30, tzinfo=UTC)

HOSTILE = "<script>alert(1)</script>|`rm`@ops #1 [x](javascript:1)\x1b[2J\u202e\n::error::%0A\udc80 飛行機 🛫"
"""A name with everything that some format could stumble over."""


def holds(check: str, column: str, required: str = "", *, table: str = "flights", n: int = 336_776) -> Finding:
    """Return a check on a column that holds."""
    return Finding(
        check=check,
        subject=Subject(table, (column,)),
        verdict=Verdict.PASS,
        reason=Reason.HOLDS,
        summary=f"all {n:,} rows satisfy it",
        observed=0,
        required=required,
        n=n,
        n_failed=0,
        owner="data-eng",
        cost=Cost(2, 1),
    )


def air_time() -> Finding:
    """Return the unit slip: seconds instead of minutes from one carrier."""
    rows = tuple((8_817_231 + 74 * i, "UA", f"2013-03-{1 + i:02d}", 13_620 - 1_260 * i) for i in range(10))
    return Finding(
        check="range",
        subject=Subject("flights", ("air_time",)),
        verdict=Verdict.FAIL,
        reason=Reason.ROWS_VIOLATE,
        summary="54,635 of 336,776 rows outside (16.2 %), all carrier=UA, seen 1,260 to 41,700",
        observed=54_635,
        required="15 to 900",
        n=336_776,
        n_failed=54_635,
        hint="looks like seconds instead of minutes; mend the source, or `lockgate quarantine flights`",
        why="the model's strongest feature; a unit slip cost us March 2012",
        owner="data-eng",
        runbook="runbooks/units.md",
        sample=Sample(("id", "carrier", "date", "air_time"), rows),
        cost=Cost(2, 1),
        origin=Position("contracts/flights.odcs.yaml", 88, 13),
    )


def _duplicates() -> Finding:
    key = ("year", "month", "day", "carrier", "flight")
    return Finding(
        check="uniqueness",
        subject=Subject("flights", key),
        verdict=Verdict.FAIL,
        reason=Reason.ROWS_VIOLATE,
        summary="1,914 of 336,776 rows (0.6 %) repeat a key",
        observed=1_914,
        required="no repeated key",
        n=336_776,
        n_failed=1_914,
        hint="one day seems to be loaded twice",
        owner="data-eng",
        sample=Sample((*key, "tailnum"), ((2013, 6, 14, "AA", 1, "N324AA"), (2013, 6, 14, "AA", 3, None))),
        origin=Position("contracts/flights.odcs.yaml", 31, 7),
    )


def _warning() -> Finding:
    return Finding(
        check="mean",
        subject=Subject("weather", ("wind_gust",)),
        verdict=Verdict.FAIL,
        reason=Reason.VALUE_OUT_OF_BOUNDS,
        summary="the mean is 27.3, above the reference's 25.5",
        observed=27.3,
        required="24 to 27",
        n=26_115,
        severity=Severity.WARNING,
        owner="weather-team",
        origin=Position("contracts/weather.odcs.yaml", 40, 9),
    )


def _gate(carrier: str, estimate: float, half: float, n: int) -> Finding:
    upper = estimate + half
    verdict = Verdict.PASS if upper <= 0.005 else Verdict.INCONCLUSIVE if estimate <= 0.005 else Verdict.FAIL
    reason = {Verdict.PASS: Reason.BAR_CLEARED, Verdict.FAIL: Reason.BAR_MISSED}.get(
        verdict, Reason.TOO_FEW_ROWS
    )
    is_open = verdict is Verdict.INCONCLUSIVE
    return Finding(
        check="log_loss",
        subject=Subject("scored", (), (("carrier", carrier),) if carrier else ()),
        verdict=verdict,
        reason=reason,
        summary=f"candidate − baseline {estimate:+.3f}",
        observed=estimate,
        required="not worse than baseline by 0.005",
        n=n,
        interval=Interval(None, upper, 0.05, "paired"),
        mde=round(1.2 * half, 4),
        n_more=round(n * ((half / 0.004) ** 2 - 1), -2).__int__() if is_open else None,
        hint="label more rows, or pin the slice as a warning (owner approval)" if is_open else "",
        why="worse probabilities cost the ops desk money",
        owner="ops-ml",
        origin=Position("lockgate.yaml", 34, 9),
    )


_CARRIERS = (
    ("UA", -0.004, 0.002, 28_710),
    ("B6", -0.003, 0.002, 26_904),
    ("EV", -0.002, 0.003, 25_120),
    ("DL", -0.004, 0.003, 23_466),
    ("AA", -0.001, 0.003, 15_871),
    ("MQ", 0.0005, 0.004, 12_420),
    ("US", -0.002, 0.004, 9_990),
    ("9E", -0.001, 0.005, 8_640),
    ("WN", -0.003, 0.006, 6_012),
    ("VX", -0.002, 0.006, 2_581),
    ("FL", -0.001, 0.006, 1_602),
)


def _intervals(extra: Iterable[tuple[str, float, float, int]] = ()) -> IntervalFigure:
    gates = [(carrier, _gate(carrier, estimate, half, n), half) for carrier, estimate, half, n in _CARRIERS]
    gates += [(carrier, _gate(carrier, estimate, half, n), half) for carrier, estimate, half, n in extra]
    rows = [
        IntervalRow(f"carrier={name}", float(str(gate.observed)), float(str(gate.observed)) - half,
                    float(str(gate.observed)) + half, gate.n or 0, gate.verdict.value)
        for name, gate, half in gates
    ]  # fmt: skip
    rows.sort(key=lambda row: -row.upper)
    return IntervalFigure(
        "In which slices might the candidate be worse than the baseline?",
        "log loss, candidate − baseline",
        tuple(rows),
        0.005,
    )


def _calibration() -> CurveFigure:
    xs = [0.05 + 0.1 * i for i in range(9)]
    baseline = tuple((x, x + 0.06 * math.sin(3.2 * x)) for x in xs)
    candidate = tuple((x, x - 0.015 * math.sin(6 * x)) for x in xs)
    sizes = (52_310, 40_221, 22_040, 12_811, 7_340, 4_410, 2_620, 1_240, 410)
    return CurveFigure(
        "When the model says 30 %, is it 30 %?",
        "predicted probability",
        "observed rate",
        (Line("baseline", baseline, sizes), Line("candidate", candidate, sizes)),
        diagonal=True,
    )


def _air_time_bars(*, broken: bool) -> DistributionFigure:
    healthy = [1_200 + round(42_000 * math.exp(-(((i - 5) / 5) ** 2))) for i in range(30)]
    if not broken:
        edges = tuple(20.0 + 23 * i for i in range(31))
        return DistributionFigure(
            "Is flights.air_time within its bounds?", "min", Bars(edges, tuple(healthy)), 15, 900
        )
    edges = tuple(20.0 * 1.25**i for i in range(35))
    counts = [round(60_000 * math.exp(-(((i - 9) / 3.2) ** 2))) for i in range(34)]
    slip = [round(11_000 * math.exp(-(((i - 27) / 2.6) ** 2))) for i in range(34)]
    bars = Bars(edges, tuple(a + b for a, b in zip(counts, slip, strict=True)))
    return DistributionFigure("Is flights.air_time within its bounds?", "min", bars, 15, 900)


def _ingest(findings: tuple[Finding, ...], *, broken: bool = False) -> StageResult:
    columns = (
        "year",
        "month",
        "day",
        "carrier",
        "flight",
        "origin",
        "dest",
        "dep_time",
        "dep_delay",
        "distance",
    )
    passing = tuple(
        holds(check, column) for column in columns for check in ("logical_type", "completeness", "distinct_set")
    )
    facts = (TableFacts("flights", 336_776, 14, 19, 1, 1),)
    figures = (_air_time_bars(broken=broken),)
    flights = EntryResult(
        name="flights", kind="contract", findings=findings + passing, facts=facts, figures=figures
    )
    weather = EntryResult(
        name="weather",
        kind="contract",
        findings=tuple(holds("range", name, table="weather", n=26_115) for name in ("temp", "dewp", "humid")),
        facts=(TableFacts("weather", 26_115, 6, 15, 1, 0),),
    )
    return StageResult(name="ingest", entries=(flights, weather))


def _features(*findings: Finding) -> StageResult:
    tests = tuple(
        Finding(check="pytest", subject=Subject("features", (f"test_features::{name}",)), verdict=Verdict.PASS,
                reason=Reason.TEST_PASSED, summary="passed", required="the test passes")
        for name in ("test_hour_is_local", "test_no_arrival_column", "test_one_row_a_flight")
    )  # fmt: skip
    contract = EntryResult(
        name="weather", kind="contract", findings=(holds("range", "temp", "-20 to 110"), *findings)
    )
    return StageResult(
        name="features", entries=(contract, EntryResult(name="features", kind="pytest", findings=tests))
    )


def _drift(column: str, distance: float, upper: float, verdict: Verdict) -> Finding:
    """Return a column compared with a reference."""
    reasons = {
        Verdict.PASS: Reason.SAME,
        Verdict.FAIL: Reason.DRIFTED,
        Verdict.INCONCLUSIVE: Reason.DRIFT_UNDECIDED,
    }
    lower = max(0.0, 2 * distance - upper)
    return Finding(
        check="drift",
        subject=Subject("autumn", (column,)),
        verdict=verdict,
        reason=reasons[verdict],
        summary=f"kolmogorov smirnov {distance:g}, 90 % interval {lower:.3g} to {upper:g}",
        observed=distance,
        required="kolmogorov_smirnov ≤ 0.1",
        n=412,
        interval=Interval(lower, upper, 0.1, "kolmogorov_smirnov on 52 frozen cells, simulated at the margin"),
        mde=0.143,
        n_more=300 if verdict is Verdict.INCONCLUSIVE else None,
        owner="ops-ml",
        origin=Position("lockgate.yaml", 38, 9),
    )


def _monitor(*findings: Finding) -> StageResult:
    facts = TableFacts("autumn", 412, len(findings), 19, 1, len(findings))
    entry = EntryResult(name="drift of autumn", kind="drift", findings=findings, facts=(facts,))
    return StageResult(name="monitor", entries=(entry,))


def _evaluate(*extra: tuple[str, float, float, int]) -> StageResult:
    rows = (("", -0.002, 0.001, 161_316), *_CARRIERS, *extra)
    gates = tuple(_gate(*row) for row in rows)
    auc = replace(
        _gate("", 0.0, 0.0, 161_316),
        check="roc_auc",
        summary="candidate 0.741",
        observed=0.741,
        required="≥ 0.7",
        interval=Interval(0.736, None, 0.05, "delong"),
        mde=0.005,
        origin=Position("lockgate.yaml", 31, 9),
    )
    entry = EntryResult(
        name="delay-model",
        kind="model",
        findings=(auc, *gates),
        facts=(TableFacts("scored", 161_316, 5, 9, 1, 0),),
        figures=(_calibration(), _intervals(extra)),
    )
    return StageResult(name="evaluate", entries=(entry,))


def run_of(*stages: StageResult, project: str = "flight-delays") -> RunResult:
    """Return a run of the stages."""
    return RunResult(project=project, run_id="7f3a9c41d2e0", seed=2013, now=NOW, stages=stages)


def _blocked(by: str, *names: str) -> tuple[StageResult, ...]:
    return tuple(StageResult(name=name, entries=(), blocked_by=by) for name in names)


def green_run() -> RunResult:
    """Return a run whose gates are all open."""
    clean = holds("range", "air_time", "15 to 900")
    return run_of(_ingest((clean,)), _features(), _evaluate())


def warning_run() -> RunResult:
    """Return a run that passes with a warning and a note."""
    note = replace(_warning(), subject=Subject("weather", ("visib",)), severity=Severity.INFO)
    return run_of(_ingest((holds("range", "air_time", "15 to 900"),)), _features(note, _warning()), _evaluate())


def red_run() -> RunResult:
    """Return the run of the unit slip: two red checks, a warning, and stages that did not run."""
    ingest = _ingest((air_time(), _duplicates(), _warning()), broken=True)
    return run_of(ingest, *_blocked("ingest", "features", "train", "evaluate"))


def inconclusive_run() -> RunResult:
    """Return a run that cannot tell about some small slices."""
    small = (("HA", 0.001, 0.018, 342), ("YV", 0.003, 0.012, 601), ("OO", 0.004, 0.09, 32))
    clean = holds("range", "air_time", "15 to 900")
    return run_of(_ingest((clean,)), _features(), _evaluate(*small))


def drift_run() -> RunResult:
    """Return a run that compares a table with a reference: one column drifted, one undecided, one the same."""
    columns = (
        _drift("arr_delay", 0.31, 0.38, Verdict.FAIL),
        _drift("dep_delay", 0.081, 0.126, Verdict.INCONCLUSIVE),
        _drift("distance", 0.02, 0.05, Verdict.PASS),
    )
    return run_of(_monitor(*columns))


def error_run() -> RunResult:
    """Return a run with a question that could not be asked, a failure, and an entry that checked nothing."""
    broken = Finding(
        check="range",
        subject=Subject("flights", ("carier",)),
        verdict=Verdict.ERROR,
        reason=Reason.NOT_ASKABLE,
        summary="table `flights` has no column `carier`",
        required="15 to 900",
        hint="did you mean `carrier`?",
        owner="data-eng",
        origin=Position("contracts/flights.odcs.yaml", 92, 9),
    )
    features = _features()
    nothing = EntryResult(name="leakage", kind="contract", findings=())
    return run_of(
        _ingest((broken, air_time())),
        replace(features, entries=(*features.entries, nothing), not_run=("skew",)),
    )


def empty_run() -> RunResult:
    """Return a run in which no stage has an entry."""
    return run_of()


def large_run() -> RunResult:
    """Return a run with 500 red findings of several kinds, and 40 warnings."""
    checks = (("range", 250), ("null_fraction", 150), ("pattern", 60), ("mean", 20))
    findings = [
        replace(air_time(), check=check, subject=Subject("sensors", (f"reading_{i:03d}",)))
        for check, number in checks
        for i in range(number)
    ]
    findings += [_gate(f"C{i}", 0.02, 0.01, 4_000) for i in range(20)]
    findings += [replace(_warning(), subject=Subject("sensors", (f"gust_{i}",))) for i in range(40)]
    entry = EntryResult(name="sensors", kind="contract", findings=tuple(findings))
    return run_of(StageResult(name="ingest", entries=(entry,)), *_blocked("ingest", "evaluate"))


def hostile_run() -> RunResult:
    """Return a red run in which every text is hostile."""
    finding = Finding(
        check=HOSTILE,
        subject=Subject(HOSTILE, (HOSTILE,), ((HOSTILE, HOSTILE),), HOSTILE),
        verdict=Verdict.FAIL,
        reason=Reason.ROWS_VIOLATE,
        summary=HOSTILE,
        observed=math.nan,
        required=HOSTILE,
        n=10,
        n_failed=3,
        hint=HOSTILE,
        why=HOSTILE,
        owner=HOSTILE,
        runbook=HOSTILE,
        tags=(HOSTILE,),
        sample=Sample((HOSTILE, "x"), ((HOSTILE, math.inf), (None, True))),
        origin=Position(f"a,b:{HOSTILE}.yaml", 3, 5),
    )
    nan = math.nan
    figures = (
        DistributionFigure(HOSTILE, HOSTILE, Bars((-math.inf, 0.0, 1.0, math.inf), (1, 0, 2)), None, nan),
        CurveFigure(HOSTILE, HOSTILE, HOSTILE, (Line(HOSTILE, ((0.0, nan), (0.5, 0.5))),), diagonal=True),
        IntervalFigure(HOSTILE, HOSTILE, (IntervalRow(HOSTILE, nan, -math.inf, math.inf, 0, HOSTILE),), 0.0),
        DistributionFigure("", "", Bars((0.0,), ()), None, None),
        CurveFigure("", "", "", ()),
        IntervalFigure("", "", (), None),
        MatrixFigure(HOSTILE, HOSTILE, HOSTILE, (HOSTILE, ""), ((1, 0), (0, 2))),
    )
    entry = EntryResult(name=HOSTILE, kind=HOSTILE, findings=(finding,), figures=figures)
    return run_of(StageResult(name=HOSTILE, entries=(entry,)), *_blocked(HOSTILE, HOSTILE), project=HOSTILE)
