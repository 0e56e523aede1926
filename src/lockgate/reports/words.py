"""The wording that all formats share: marks, quantities, fractions, intervals, and text made safe to show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from lockgate.domain.codes import CODES, Reason
from lockgate.domain.confidence import confidence
from lockgate.domain.finding import Family, Finding, Interval
from lockgate.domain.listing import and_more
from lockgate.domain.requirement import format_about, format_percent, format_value
from lockgate.domain.verdict import Severity, Verdict

__all__ = [
    "EXIT_CODES",
    "MARKS",
    "family_words",
    "interval_words",
    "listed",
    "mark_of",
    "must_hold",
    "next_steps",
    "numbers",
    "printable",
    "quantity",
    "shared_words",
    "shortened",
    "word_of",
]

MARKS = {Verdict.PASS: "✔", Verdict.FAIL: "✘", Verdict.INCONCLUSIVE: "◐", Verdict.ERROR: "⊘"}
"""One sign a verdict; it always stands beside a word."""

EXIT_CODES = {Verdict.PASS: 0, Verdict.FAIL: 1, Verdict.INCONCLUSIVE: 3, Verdict.ERROR: 4}
"""What the process returns for the verdict of a run; 2 is a mistake in usage or in a document."""

_COMPARES = "=≠<>≥≤-−"
_JOINERS = "\u200c\u200d"  # scripts and emoji need them, and they move nothing
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_NONCHARACTERS = 0xFFFE


def printable(text: str) -> str:
    r"""Return `text` on one line with everything unseen written as an escape.

    Control characters, line breaks, direction overrides and lone surrogates come from data and file names;
    shown raw they could move the cursor, forge a line of a log or break an encoder.

    Examples
    --------
    >>> print(printable("id\x1b[2J\n"))
    id\x1b[2J\n
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    unseen = unicodedata.category(character) in _UNSEEN and character not in _JOINERS
    if unseen or ord(character) & 0xFFFF >= _NONCHARACTERS:
        return character.encode("unicode_escape").decode()
    return character


def shortened(text: str, length: int) -> str:
    """Return `text`, cut to `length` characters with an ellipsis in the middle where it is longer.

    Examples
    --------
    >>> shortened("a_very_long_name", 9)
    'a_ve…name'
    """
    if len(text) <= length:
        return text
    head = length // 2
    return f"{text[:head]}…{text[len(text) - (length - head - 1) :]}"


def quantity(number: int, noun: str, plural: str = "") -> str:
    """Count things in words.

    Examples
    --------
    >>> quantity(1, "check"), quantity(1_184, "slice"), quantity(0, "entry", "entries")
    ('1 check', '1,184 slices', '0 entries')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str], limit: int = 3) -> str:
    """Join names for a sentence; past `limit` the rest is counted.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b", "c", "d", "e"], 2), listed([])
    ('a, b and c', 'a, b and 3 more', '')
    """
    if len(names) > limit:
        return and_more(names, limit)
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def word_of(finding: Finding) -> str:
    """Return the verdict in capitals; one that does not shut the gate is named by its severity.

    Examples
    --------
    >>> from lockgate.domain.finding import Subject
    >>> word_of(Finding(check="range", subject=Subject("t"), verdict=Verdict.FAIL, reason="LG401", summary=""))
    'FAIL'
    """
    if finding.verdict is Verdict.PASS or finding.is_blocking:
        return finding.verdict.name
    return finding.severity.name


def mark_of(finding: Finding) -> str:
    """Return the sign that goes with `word_of`."""
    if finding.verdict is Verdict.PASS or finding.is_blocking:
        return MARKS[finding.verdict]
    return "!" if finding.severity is Severity.WARNING else "i"


def must_hold(finding: Finding) -> str:
    """Return what the check asks, such as ``range 15 to 900`` or ``completeness: every row filled``.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from lockgate.domain.finding import Subject
    >>> asked = Finding(check="row_count", subject=Subject("t"), verdict=Verdict.PASS, reason="LG400", summary="",
    ...     required="row count ≥ 1")
    >>> must_hold(asked), must_hold(replace(asked, check="pattern", required="matches ^a"))
    ('row_count ≥ 1', 'pattern: matches ^a')
    """
    check, required = finding.check, finding.required
    if not required:
        return printable(check)
    said = re.match(rf"([\d.]+ )?{re.escape(check.replace('_', ' '))} (?=[=≠<>≥≤\d-]|outside )", required)
    if said is not None:  # the check is in what it requires, so it need not be said before it
        return printable(f"{said[1] or ''}{check} {required[said.end() :]}")
    joint = " " if required[0].isdigit() or required[0] in _COMPARES else ": "
    return printable(f"{check}{joint}{required}")


def interval_words(interval: Interval) -> str:
    """Write an interval with its level and method.

    Examples
    --------
    >>> interval_words(Interval(0.79, 0.83, 0.05, "delong"))
    '95 % interval 0.79 to 0.83 (delong)'
    >>> interval_words(Interval(None, 0.019, 0.05, "paired"))
    '95 % one-sided: at most 0.019 (paired)'
    """
    level = confidence(interval.alpha)
    if interval.lower is not None and interval.upper is not None:
        span = f"interval {format_value(interval.lower)} to {format_value(interval.upper)}"
    elif interval.upper is not None:
        span = f"one-sided: at most {format_value(interval.upper)}"
    elif interval.lower is not None:
        span = f"one-sided: at least {format_value(interval.lower)}"
    else:
        span = "interval unknown"
    return f"{level} {span}" + (f" ({printable(interval.method)})" if interval.method else "")


def family_words(family: Family, told: Interval | None = None) -> str:
    """Write what a finding was decided together with; empty where it was decided alone, for that adjusts nothing.

    `told` is the interval that stands beside it: the adjusted one is not said again where it is the same.

    Examples
    --------
    >>> family_words(Family("slice", 20, "Holm", Interval(0.61, 0.68, 0.005, "")))
    'one of 20 slices, adjusted by Holm: 99.5 % interval 0.61 to 0.68'
    >>> family_words(Family("slice", 20, "Holm")), family_words(Family("slice", 1, "Holm"))
    ('one of 20 slices, adjusted by Holm', '')
    """
    if family.size <= 1:
        return ""
    noun, _, rest = family.noun.partition(" that ")
    many = quantity(family.size, noun) + (f" that {rest.replace('was', 'were')}" if rest else "")
    said = f"one of {many}, adjusted by {family.method}"
    adjusted = family.adjusted
    if adjusted is None or (told is not None and told.alpha == adjusted.alpha):
        return said
    return f"{said}: {interval_words(adjusted)}"


def numbers(finding: Finding) -> tuple[str, ...]:
    """Return the finding's numbers as short phrases, without those its summary already says."""
    phrases = (*_counts(finding), *_statistics(finding))
    return tuple(printable(phrase) for phrase in phrases)


def _counts(finding: Finding) -> list[str]:
    phrases: list[str] = []
    if finding.n is not None and finding.n_failed:
        if not _says_count(finding.summary, finding.n_failed):
            share = format_percent(finding.n_failed, finding.n)
            phrases.append(f"{finding.n_failed:,} of {finding.n:,} rows" + (f" ({share})" if share else ""))
    elif finding.observed is not None and not _says_observed(finding):
        phrases.append(f"observed {format_value(finding.observed)}")
    return phrases


def _says_observed(finding: Finding) -> bool:
    """Tell whether the summary has the number that was compared; before an interval, or its lack, it always stands."""
    is_said = _says(finding.summary, format_value(finding.observed)) or "for an interval" in finding.summary
    return is_said or (finding.interval is not None and _LEVEL.search(finding.summary) is not None)


def _statistics(finding: Finding) -> list[str]:
    phrases: list[str] = []
    if finding.interval is not None and not _LEVEL.search(finding.summary):
        phrases.append(interval_words(finding.interval))
    if finding.n is not None and not finding.n_failed and not _says_count(finding.summary, finding.n):
        phrases.append(f"n = {finding.n:,}")
    if (
        finding.mde is not None
        and finding.verdict is not Verdict.FAIL
        and "could detect" not in finding.summary
    ):
        what = "drift" if finding.reason in _OF_DRIFT else "regression"
        phrases.append(f"could detect a {what} of {format_value(finding.mde)} or more")
    if finding.n_more is not None and "would decide" not in finding.summary:
        noun = "row" if finding.n_more == 1 else "rows"
        phrases.append(f"about {format_about(finding.n_more)} more {noun} would decide")
    if finding.family is not None and finding.family.size > 1:
        phrases.append(family_words(finding.family, finding.interval))
    return phrases


_OF_DRIFT = (Reason.SAME, Reason.DRIFT_UNDECIDED)
_LEVEL = re.compile(r"\d % (?:interval|one-sided)|of these rows alone")


def _says_count(summary: str, count: int) -> bool:
    """Tell whether a summary has a count, with its thousands separated or not."""
    return _says(summary, f"{count:,}") or _says(summary, str(count))


def _says(summary: str, number: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", summary) is not None


def next_steps(finding: Finding) -> tuple[str, ...]:
    """Return what to do about a finding: its own hint and runbook, or else what its reason code advises.

    Examples
    --------
    >>> from lockgate.domain.finding import Subject
    >>> next_steps(Finding(check="range", subject=Subject("t"), verdict=Verdict.FAIL, reason="LG409", summary=""))
    ('find out why the delivery is late (`lockgate explain LG409`)',)
    """
    own = tuple(printable(part) for part in (finding.hint, finding.runbook) if part)
    code = CODES.get(finding.reason)
    if own or code is None:
        return own
    advice = code.next_step.rstrip(".")
    return (f"{advice[:1].lower()}{advice[1:]} (`lockgate explain {code.code}`)",)


def shared_words(finding: Finding) -> str:
    """Return what the offending rows have in common, empty where nothing is known of it."""
    traits = () if finding.sample is None else finding.sample.traits
    return " · ".join(printable(trait) for trait in traits)
