"""What is judged of importances, and how it is drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from lockgate.app.project.probe_specs import ImportanceEntry, Method
from lockgate.domain.codes import Reason
from lockgate.domain.figure import Figure, IntervalFigure, IntervalRow
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.listing import and_more
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import Judgement, decide_all
from lockgate.gates.family import family_of
from lockgate.gates.measurement import FEWEST_ROWS, MeanMeasurement
from lockgate.gates.slicing import SliceKey
from lockgate.gates.wording import number
from lockgate.probes.importance import Importance, difference, share
from lockgate.probes.importance_drift import churn, rank_correlation, sign_flips
from lockgate.stats.decision import decide_at_most, decide_between, interval_alpha
from lockgate.stats.estimate import Estimate
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
        Rows, or the queries or series that they belong to.
    key : SliceKey, default=()
        Which rows: those of a horizon; or which number of the answers: that of a class. Empty for all.
    has_signs : bool, default=True
        Whether importance says which way answers move; that of several numbers together does not.
    """

    features: tuple[str, ...]
    candidate: tuple[Importance, ...]
    baseline: tuple[Importance, ...]
    refits: tuple[tuple[Importance, ...], ...]
    own: tuple[str, ...]
    duplicates: tuple[tuple[str, ...], ...]
    n: int
    key: SliceKey = ()
    has_signs: bool = True


def importance_findings(work: ImportanceEntry, found: Sequence[Relied], *, seed: int) -> tuple[Finding, ...]:
    """Return one finding for each thing that the entry asks, on all rows and then on each horizon or class.

    Each of them passes at the entry's level; one fails at that level divided by their number, so that with probability
    at most that any is a false alarm.
    """
    whole, *parts = found
    return (*_findings(work, whole, seed), *_of_parts(work, parts, seed))


def _of_parts(work: ImportanceEntry, parts: Sequence[Relied], seed: int) -> Iterator[Finding]:
    estimated = [name for name in _ESTIMATED if getattr(work, name) is not None]
    if not estimated or not parts:
        return
    asked = replace(work, most_idle=None, most_duplicated=None)  # facts of all rows
    surer = replace(asked, alpha=bonferroni_alpha(work.alpha, len(parts)))
    for part in parts:
        pairs = zip(_findings(asked, part, seed), _findings(surer, part, seed), strict=True)
        for first, other in pairs:
            finding = other if first.verdict is Verdict.FAIL else first
            yield replace(finding, subject=replace(finding.subject, slice=part.key))


_ESTIMATED = ("largest_share", "most_churn", "most_sign_flips", "most_change")


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
    if work.most_sign_flips is not None and found.has_signs:
        yield _flipped(work, found, work.most_sign_flips)
    if work.most_change is not None:
        yield _changed(work, found, work.most_change)


def _counted(work: ImportanceEntry, found: Relied, check: str, names: list[str], most: int) -> Finding:
    """Return a finding on features that are counted; these are facts of the rows at hand, without chance."""
    is_red = len(names) > most
    said = f": {and_more(names, 5)}" if names else ""
    return Finding(
        check=check,
        subject=Subject(work.data),
        verdict=Verdict.FAIL if is_red else Verdict.PASS,
        reason=Reason.FEATURES_IDLE if is_red else Reason.HOLDS,
        summary=f"{len(names)} of {len(found.own)} features{said}; n = {found.n:,}",
        observed=len(names),
        required=f"{most} at most",
        n=found.n,
    )


def _flipped(work: ImportanceEntry, found: Relied, most: int) -> Finding:
    """Return a finding on features whose sign flips beyond doubt; that none does so is no proof that all agree."""
    n_single = len(found.features)
    level = interval_alpha(bonferroni_alpha(work.alpha, 2 * n_single))
    names = sign_flips(found.candidate[:n_single], found.baseline[:n_single], alpha=level)
    verdict = Verdict.FAIL if len(names) > most else Verdict.PASS
    said = f": {and_more(names, 5)}" if names else ""
    pairs = zip(found.candidate[:n_single], found.baseline[:n_single], strict=True)
    known = sum(new.signed.is_defined and old.signed.is_defined for new, old in pairs)
    summary = f"{len(names)} of {known} features flip beyond doubt{said}"
    if known < n_single:
        summary += f"; the sign of {n_single - known} more is not known"
    if found.n < FEWEST_ROWS:
        verdict, summary = Verdict.INCONCLUSIVE, "too few rows for an interval"
    elif not known:
        verdict, summary = Verdict.INCONCLUSIVE, "the sign of no feature is known"
    return Finding(
        check="sign_flips",
        subject=Subject(work.data),
        verdict=verdict,
        reason=_DRIFT[verdict],
        summary=f"{summary}; n = {found.n:,}",
        observed=len(names),
        required=f"{most} at most, beyond doubt",
        n=found.n,
    )


def _largest_share(work: ImportanceEntry, found: Relied, most: float) -> Finding:
    """Return whether each feature has a share of at most so much; the worst is shown."""
    single = found.candidate[: len(found.features)]
    measured = [_Share(MeanMeasurement(share(one, single), _SHARE)) for one in single]
    judged = decide_all(lambda bounds: decide_at_most(*bounds, most), measured, work.alpha)
    shares = [one.inner.estimate.value for one in measured]
    # the one that may be the largest: the others are further from the bar, whatever was seen
    place = _worst(
        judged,
        [value if math.isnan(one.upper) else one.upper for one, value in zip(judged, shares, strict=True)],
    )
    name, value, worst = single[place].name, shares[place], judged[place]
    ends = _ends(worst.lower, worst.upper, worst.alpha, write=_percent)
    is_known = math.isfinite(value)
    return Finding(
        check="largest_share",
        subject=Subject(work.data, (name,)),
        verdict=worst.verdict,
        reason=_BARS[worst.verdict],
        summary=f"{name} has {_percent(value)} of all importance, {ends}{_more(judged)}"
        if is_known
        else "no feature has any importance",
        observed=value if is_known else None,
        required=f"{_percent(most)} at most",
        n=found.n,
        interval=_interval(worst, _SHARE),
        family=family_of("feature", worst),
        hint=_share_hint(worst.verdict, is_known=is_known),
    )


_SHARE = "t of a ratio of means"


@dataclass(frozen=True, slots=True)
class _Share:
    """A share of all importance: bounds by t, within [0, 1].

    On the log-odds scale the bounds of a share next to 0 would reach from 0 to 1: one row pulls it by more than itself.
    """

    inner: MeanMeasurement

    def bounds(self, alpha: float) -> tuple[float, float]:
        lower, upper = self.inner.bounds(alpha)
        return (lower, upper) if math.isnan(lower) else (max(0.0, lower), min(1.0, upper))


def _share_hint(verdict: Verdict, *, is_known: bool) -> str:
    if not is_known:
        return "look whether the model reads its features: its answers do not depend on them"
    return "judge more rows, or change the bar on purpose" if verdict is Verdict.INCONCLUSIVE else ""


def _worst(judged: Sequence[Judgement], values: Sequence[float]) -> int:
    """Return the place of the greatest value among those with the worst verdict."""
    worst = Verdict.worst(one.verdict for one in judged)
    return max(
        (place for place, one in enumerate(judged) if one.verdict is worst),
        key=lambda place: (not math.isnan(values[place]), values[place]),
    )


def _more(judged: Sequence[Judgement]) -> str:
    """Return how many further features have the worst verdict; empty where all pass."""
    worst = Verdict.worst(one.verdict for one in judged)
    others = sum(one.verdict is worst for one in judged) - 1
    return f"; {others} more features are {worst.value}" if others and worst is not Verdict.PASS else ""


def _interval(judged: Judgement, method: str) -> Interval | None:
    return None if math.isnan(judged.lower) else Interval(judged.lower, judged.upper, judged.alpha, method)


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
    is_known = math.isfinite(seen.value)
    ends = (seen.lower, seen.upper) if is_known and found.n >= FEWEST_ROWS else (math.nan, math.nan)
    judged = Judgement(decide_at_most(*ends, allowed).verdict, *ends, level)
    noise = f"; refits differ by {_percent(seen.noise)} at most" if refits else ""
    ranks = rank_correlation(ours, theirs)
    told = f"; rank correlation {_number(ranks)}" if math.isfinite(ranks) else ""
    said = (
        f"{_percent(seen.value)} of the baseline's top {work.top} features are not among the candidate's, "
        f"{_ends(*ends, level)}"
    )
    return Finding(
        check="importance_churn",
        subject=Subject(work.data),
        verdict=judged.verdict,
        reason=_DRIFT[judged.verdict],
        summary=f"{said if is_known else _NOTHING}{noise}{told}; n = {found.n:,}",
        observed=seen.value if is_known else None,
        required=f"{format_value(allowed)} at most",
        n=found.n,
        interval=_interval(judged, "bootstrap of rows"),
    )


_NOTHING = "no feature has any importance to the baseline"


def _changed(work: ImportanceEntry, found: Relied, most: float) -> Finding:
    """Return whether each feature is about as important as it was; the worst is shown."""
    n_single = len(found.features)
    pairs = zip(found.candidate[:n_single], found.baseline[:n_single], strict=True)
    measured = [MeanMeasurement(difference(new, old), "paired, t") for new, old in pairs]
    judged = decide_all(lambda bounds: decide_between(*bounds, -most, most), measured, work.alpha)
    place = _worst(judged, [abs(one.estimate.value) for one in measured])
    value, worst = measured[place].estimate.value, judged[place]
    ends = _ends(worst.lower, worst.upper, worst.alpha)
    return Finding(
        check="importance_change",
        subject=Subject(work.data, (found.features[place],)),
        verdict=worst.verdict,
        reason=_DRIFT[worst.verdict],
        summary=f"candidate − baseline {_number(value)}, {ends}{_more(judged)}; n = {found.n:,}",
        observed=value,
        required=f"at most {format_value(most)} of {work.unit} for each feature",
        n=found.n,
        interval=_interval(worst, "paired, t"),
        family=family_of("feature", worst),
    )


def _ends(lower: float, upper: float, alpha: float, *, write: Callable[[float], str] | None = None) -> str:
    if math.isnan(lower):
        return "too few rows for an interval"
    written = write or _number
    return f"{(1 - alpha) * 100:.4g} % interval {written(lower)} to {written(upper)}"


def _number(value: float) -> str:
    return number(value).replace("-", "−")


def _percent(value: float) -> str:
    return f"{100 * value:.3g} %"


def importance_figures(work: ImportanceEntry, found: Sequence[Relied]) -> tuple[Figure, ...]:
    """Return the importances, and their differences to the baseline's; the greatest first, all before its parts."""
    return tuple(figure for one in found[: 1 + _MOST_DRAWN] for figure in _figures(work, one))


_MOST_DRAWN = 12
"""Horizons or classes that are drawn at most."""


def _figures(work: ImportanceEntry, found: Relied) -> tuple[Figure, ...]:
    where = "".join(f" ({column} = {value})" for column, value in found.key)
    level = interval_alpha(work.alpha)
    rows = [(one.name, one.estimate) for one in found.candidate]
    label = (
        f"{work.unit} gained without it" if work.method is Method.PERMUTATION else "mean size of Shapley values"
    )
    figures = [_figure(f"What does {work.model} rely on{where}?", label, rows, level)]
    if found.baseline:
        pairs = zip(found.candidate, found.baseline, strict=True)
        changes = [(new.name, difference(new, old)) for new, old in pairs]
        title = f"What matters more or less than to {work.baseline}{where}?"
        figures.append(_figure(title, "importance, candidate − baseline", changes, level))
    return tuple(figures)


def _figure(title: str, label: str, rows: list[tuple[str, Estimate]], level: float) -> IntervalFigure:
    shown = sorted(rows, key=lambda row: (-abs(row[1].value), row[0]))
    drawn = tuple(
        IntervalRow(name, estimate.value, *MeanMeasurement(estimate, "t").bounds(level), estimate.n, "")
        for name, estimate in shown
    )
    return IntervalFigure(title, label, drawn, 0.0)
