"""What is judged of importances, and how it is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lockgate.app.project.probe_specs import ImportanceEntry
from lockgate.domain.codes import Reason
from lockgate.domain.figure import Figure, IntervalFigure, IntervalRow
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.listing import and_more
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Verdict
from lockgate.gates.wording import number
from lockgate.probes.importance import Importance, difference, share
from lockgate.probes.importance_drift import churn, rank_correlation, sign_flips
from lockgate.stats.decision import decide_at_most, decide_between, interval_alpha
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import logit_bounds, t_bounds
from lockgate.stats.multiplicity import bonferroni_alpha

__all__ = ["Relied", "importance_figures", "importance_findings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relied:
    """What models rely on; importances of all models are of the same features and groups, in the same order.

    Parameters
    ----------
    features : tuple of str
        Features of any model; the groups come after them.
    candidate, baseline : tuple of Importance
        Of each model; empty where there is no baseline.
    refits : tuple of tuples of Importance
        Of the models whose differences are noise.
    own : tuple of str
        Features of the candidate.
    duplicates : tuple of tuples of str
        Features that say the same.
    n : int
        Rows.
    """

    features: tuple[str, ...]
    candidate: tuple[Importance, ...]
    baseline: tuple[Importance, ...]
    refits: tuple[tuple[Importance, ...], ...]
    own: tuple[str, ...]
    duplicates: tuple[tuple[str, ...], ...]
    n: int


def importance_findings(work: ImportanceEntry, found: Relied, *, seed: int) -> tuple[Finding, ...]:
    """Return one finding for each thing that the entry asks."""
    return tuple(_findings(work, found, seed))


def _findings(work: ImportanceEntry, found: Relied, seed: int) -> Iterator[Finding]:
    n_single = len(found.features)
    if work.most_idle is not None:
        idle = [one.name for one in found.candidate[:n_single] if one.is_idle and one.name in found.own]
        yield _counted(work, found, "idle_features", idle, work.most_idle)
    if work.most_duplicated is not None:
        twins = [name for group in found.duplicates for name in group[1:]]
        yield _counted(work, found, "duplicated_features", twins, work.most_duplicated)
    if work.largest_share is not None:
        yield _largest_share(work, found, work.largest_share)
    if work.most_churn is not None:
        yield _churned(work, found, work.most_churn, seed)
    if work.most_sign_flips is not None:
        level = interval_alpha(bonferroni_alpha(work.alpha, 2 * n_single))
        flips = sign_flips(found.candidate[:n_single], found.baseline[:n_single], alpha=level)
        yield _counted(work, found, "sign_flips", list(flips), work.most_sign_flips)
    if work.most_change is not None:
        yield _changed(work, found, work.most_change)


def _counted(work: ImportanceEntry, found: Relied, check: str, names: list[str], most: int) -> Finding:
    """Return a finding on features that are counted; these are facts of the rows at hand, without chance."""
    is_red = len(names) > most
    bad = Reason.IMPORTANCE_CHANGED if check == "sign_flips" else Reason.FEATURES_IDLE
    said = f": {and_more(names, 5)}" if names else ""
    return Finding(
        check=check,
        subject=Subject(work.data),
        verdict=Verdict.FAIL if is_red else Verdict.PASS,
        reason=bad if is_red else Reason.HOLDS,
        summary=f"{len(names)} of {len(found.own)} features{said}; n = {found.n:,}",
        observed=len(names),
        required=f"{most} at most",
        n=found.n,
    )


def _largest_share(work: ImportanceEntry, found: Relied, most: float) -> Finding:
    single = found.candidate[: len(found.features)]
    largest = max(single, key=lambda one: one.value)
    measured = share(largest, single)
    level = interval_alpha(work.alpha)
    lower, upper = logit_bounds(measured, alpha=level)
    verdict = Verdict.INCONCLUSIVE if math.isnan(lower) else decide_at_most(lower, upper, most).verdict
    said = f"{largest.name} has {_percent(measured.value)} of all importance, {_ends(lower, upper, level)}"
    return Finding(
        check="largest_share",
        subject=Subject(work.data, (largest.name,)),
        verdict=verdict,
        reason=_BARS[verdict],
        summary=said if measured.is_defined else "no feature has any importance",
        observed=measured.value if math.isfinite(measured.value) else None,
        required=f"{format_value(most)} at most",
        n=found.n,
        interval=None if math.isnan(lower) else Interval(lower, upper, level, "logit of a ratio of means"),
        hint=""
        if measured.is_defined
        else "look whether the model reads its features: its answers do not depend on them",
    )


_BARS = {
    Verdict.PASS: Reason.BAR_CLEARED,
    Verdict.FAIL: Reason.BAR_MISSED,
    Verdict.INCONCLUSIVE: Reason.TOO_FEW_ROWS,
}

_DRIFT = {
    Verdict.PASS: Reason.HOLDS,
    Verdict.FAIL: Reason.IMPORTANCE_CHANGED,
    Verdict.INCONCLUSIVE: Reason.TOO_FEW_ROWS,
}


def _churned(work: ImportanceEntry, found: Relied, most: float, seed: int) -> Finding:
    n_single = len(found.features)
    ours, theirs = found.candidate[:n_single], found.baseline[:n_single]
    level = interval_alpha(work.alpha)
    refits = [refit[:n_single] for refit in found.refits]
    seen = churn(ours, theirs, refits, size=work.top, alpha=level, seed=seed)
    allowed = max(most, seen.noise)
    verdict = decide_at_most(seen.lower, seen.upper, allowed).verdict
    noise = f"; refits differ by {_percent(seen.noise)} at most" if refits else ""
    ranks = rank_correlation(ours, theirs)
    told = f"; rank correlation {_number(ranks)}" if math.isfinite(ranks) else ""
    return Finding(
        check="importance_churn",
        subject=Subject(work.data),
        verdict=verdict,
        reason=_DRIFT[verdict],
        summary=(
            f"{_percent(seen.value)} of the baseline's top {work.top} features are not among the candidate's, "
            f"{_ends(seen.lower, seen.upper, level)}{noise}{told}; n = {found.n:,}"
        ),
        observed=seen.value,
        required=f"{format_value(allowed)} at most",
        n=found.n,
        interval=Interval(seen.lower, seen.upper, level, "bootstrap of rows"),
    )


def _changed(work: ImportanceEntry, found: Relied, most: float) -> Finding:
    """Return whether each feature is about as important as it was; the worst is shown."""
    n_single = len(found.features)
    pairs = list(zip(found.candidate[:n_single], found.baseline[:n_single], strict=True))
    level, surer = (
        interval_alpha(work.alpha),
        interval_alpha(bonferroni_alpha(work.alpha, n_single)),
    )
    judged = []
    for new, old in pairs:
        measured = difference(new, old)
        bounds = t_bounds(measured, alpha=level)
        verdict = decide_between(*bounds, -most, most).verdict
        if verdict is Verdict.FAIL:
            surely = decide_between(*t_bounds(measured, alpha=surer), -most, most).verdict
            verdict = surely if surely is Verdict.FAIL else Verdict.INCONCLUSIVE
        judged.append((verdict, abs(measured.value), new.name, measured, bounds))
    worst = Verdict.worst(verdict for verdict, *_ in judged)
    _, _, name, measured, bounds = max((one for one in judged if one[0] is worst), key=lambda one: one[1])
    others = sum(verdict is worst for verdict, *_ in judged) - 1
    more = f"; {others} more features are {worst.value}" if others and worst is not Verdict.PASS else ""
    return Finding(
        check="importance_change",
        subject=Subject(work.data, (name,)),
        verdict=worst,
        reason=_DRIFT[worst],
        summary=f"candidate − baseline {_number(measured.value)}, {_ends(*bounds, level)}{more}; n = {found.n:,}",
        observed=measured.value,
        required=f"at most {format_value(most)} of {work.loss.value} for each feature",
        n=found.n,
        interval=Interval(*bounds, level, "paired, t; a feature fails by Bonferroni"),
    )


def _ends(lower: float, upper: float, alpha: float) -> str:
    if math.isnan(lower):
        return "too few rows for an interval"
    return f"{(1 - alpha) * 100:.4g} % interval {_number(lower)} to {_number(upper)}"


def _number(value: float) -> str:
    return number(value).replace("-", "−")


def _percent(value: float) -> str:
    return f"{100 * value:.3g} %"


def importance_figures(work: ImportanceEntry, found: Relied) -> tuple[Figure, ...]:
    """Return the importances, and their differences to the baseline's; the greatest first."""
    level = interval_alpha(work.alpha)
    rows = [(one.name, one.estimate) for one in found.candidate]
    figures = [_figure(f"What does {work.model} rely on?", f"{work.loss.value} gained without it", rows, level)]
    if found.baseline:
        pairs = zip(found.candidate, found.baseline, strict=True)
        changes = [(new.name, difference(new, old)) for new, old in pairs]
        title = f"What matters more or less than to {work.baseline}?"
        figures.append(_figure(title, "importance, candidate − baseline", changes, level))
    return tuple(figures)


def _figure(title: str, label: str, rows: list[tuple[str, Estimate]], level: float) -> IntervalFigure:
    shown = sorted(rows, key=lambda row: (-abs(row[1].value), row[0]))
    drawn = tuple(
        IntervalRow(name, estimate.value, *t_bounds(estimate, alpha=level), estimate.n, "")
        for name, estimate in shown
    )
    return IntervalFigure(title, label, drawn, 0.0)
