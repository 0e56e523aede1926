"""Behaviour entries: properties that a model's answers must have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.entries.example import example_sample
from lockgate.app.entries.probed import Probed, Wanted, probed
from lockgate.app.evidence import document_name
from lockgate.app.project.probe_specs import BehaviourEntry
from lockgate.app.project.spec import Entry
from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError, ParameterError, StateError
from lockgate.domain.finding import Finding, Sample, Subject
from lockgate.domain.result import EntryResult
from lockgate.domain.verdict import Verdict
from lockgate.gates.predicted import columns_of
from lockgate.probes.answer_kind import AnswerKind
from lockgate.probes.behaviour import Behaviour, Knowledge
from lockgate.probes.domain import domains_by_contract
from lockgate.probes.judge import ROW, judge_tallies
from lockgate.probes.rows import Rows, column_of, is_missing
from lockgate.probes.smallest import smallest_example
from lockgate.probes.tally import Tally, Units, adds_up, tallies

__all__ = ["behaviour_document", "judge_counts", "run_behaviour"]


_ASKED, _TESTS, _ANSWERS, _LEVELS = "asked", "tests", "answers", "levels"
"""Keys of what was asked, of what was counted by test, of what the model's numbers are, and of levels of quantiles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was seen of one test, as evidence keeps it.

    Parameters
    ----------
    test : str
        Its name.
    tallies : tuple of Tally, default=()
        What was counted: over all rows, and over each slice.
    error : tuple of str, default=()
        Code, place, text and hint of what kept it from being put to the model; empty if nothing did.
    """

    test: str
    tallies: tuple[Tally, ...] = ()
    error: tuple[str, ...] = ()


def run_behaviour(entry: Entry, context: RunContext) -> EntryOutcome:
    """Put each test to the model, and judge the share of rows that break it."""
    work = entry.work
    if not isinstance(work, BehaviourEntry):
        raise TypeError(entry.kind)
    suite = context.suites.get(work.data)
    masked = suite.masked if suite is not None else frozenset[str]()
    findings: list[Finding] = []
    kept: list[Counted] = []
    wanted = Wanted(reads=tuple(work.reads()), labels=columns_of(work.label), unit=work.query)
    with probed(work, context, wanted) as asked:
        known = Knowledge(
            features=asked.model.features,
            domains=domains_by_contract(suite),
            search=context.ports.cases.smallest,
            attack=context.ports.attacks.hop_skip_jump,
            answers=asked.model.kind,
            levels=asked.model.quantiles if asked.model.classes else (),
        )
        units = _units(work, asked.rows)
        for place, test in enumerate(work.tests):
            counted, sample = _tested(test.informed(known), asked, context.seed, masked, units)
            kept.append(counted)
            findings += _judged(work, test.informed(known), counted, sample)
            context.ports.progress.fraction(entry.name, (place + 1) / len(work.tests))
        facts = asked.facts
    result = EntryResult(
        name=entry.name,
        kind=entry.kind,
        findings=tuple(noted(finding, entry, context.project.owner) for finding in findings),
        facts=(facts,),
    )
    given = {_ANSWERS: known.answers.value, _LEVELS: list(known.levels)}
    document = {_ASKED: _asked(work), **given, _TESTS: to_plain(kept)}
    return EntryOutcome(result, {behaviour_document(entry): document})


def behaviour_document(entry: Entry) -> str:
    """Return the name of the document that keeps what was counted of an entry."""
    return document_name("behaviour", entry.name)


def judge_counts(entry: Entry, plain: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Judge the tests of an entry again, from what was counted.

    Raises
    ------
    StateError
        If the document cannot be read, or is about other tests.
    """
    work = entry.work
    if not isinstance(work, BehaviourEntry):
        raise TypeError(entry.kind)
    kept = _read(behaviour_document(entry), plain, work)
    known = _known(behaviour_document(entry), plain)
    pairs = zip(work.tests, kept, strict=True)
    return tuple(
        finding for test, one in pairs for finding in _judged(work, test.informed(known), one, sample=None)
    )


def _known(name: str, plain: Mapping[str, Any]) -> Knowledge:
    """Return what was known of the model's numbers."""
    try:
        answers, levels = AnswerKind(plain[_ANSWERS]), from_plain(tuple[float, ...], plain[_LEVELS])
    except (KeyError, ValueError) as error:
        raise StateError.unreadable(name, "it does not say what the model's numbers are") from error
    return Knowledge(features=(), answers=answers, levels=levels)


def _units(work: BehaviourEntry, rows: Rows) -> Units | None:
    """Return what is counted instead of rows, None where rows stand for themselves."""
    if work.unit is None:
        return None
    column = column_of(rows, work.unit, "behaviour")
    if bool(is_missing(column).any()):
        raise ParameterError.of("behaviour", work.units[0], "a column without missing values", work.unit)
    return Units(column=work.unit, n=len(set(column.tolist())))


def _asked(work: BehaviourEntry) -> list[Any]:
    """Return what is counted, as evidence keeps it: of each test all but the share of rows that may break it."""
    tests = [[test.name, to_plain(replace(test, at_most=0.0))] for test in work.tests]
    return [to_plain((work.data, work.model, work.rows, work.label, work.query, work.series)), tests]


def _read(name: str, plain: Mapping[str, Any], work: BehaviourEntry) -> tuple[Counted, ...]:
    """Return what was counted; a document that was cut or edited must never lead to a verdict."""
    try:
        kept = from_plain(tuple[Counted, ...], plain.get(_TESTS))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise StateError.unreadable(name, str(error)) from error
    if plain.get(_ASKED) != _asked(work) or [one.test for one in kept] != [test.name for test in work.tests]:
        raise StateError.unreadable(name, "it is about other tests or rows than the entry has now")
    for test, one in zip(work.tests, kept, strict=True):
        has_units = work.unit is not None and test.is_of_sample
        if not one.error and not adds_up(one.tallies, test.slices, has_units=has_units):
            raise StateError.unreadable(name, f"what was counted of `{one.test}` does not add up")
    return kept


def _tested(
    test: Behaviour, asked: Probed, seed: int, masked: frozenset[str], units: Units | None
) -> tuple[Counted, Sample | None]:
    """Put a test to the model; return what was counted, as it is read back, and the smallest failing example."""
    try:
        if test.is_of_features:
            asked.model.require_read(test.name, test.columns)
        is_one = test.is_of_number or test.of is not None
        predict = asked.model.number(test.of) if is_one else asked.model.predict
        trial = test.trial(predict, asked.rows, seed)
        example = smallest_example(test, predict, trial)
        sample = None if example is None else example_sample(example, masked, asked.model.classes)
        own = units if test.is_of_sample else None
        counted = Counted(test=test.name, tallies=tallies(test, trial, own))
        return from_plain(Counted, to_plain(counted)), sample
    except LockgateError as error:
        return Counted(test=test.name, error=(error.code, error.where, error.text, error.hint)), None


_UNFIT = "LG101"
"""Code of a test that does not fit the table or the model."""

_MEND_TEST = "mend the test so that it fits the table and the model, or leave it out"


def _judged(
    work: BehaviourEntry, test: Behaviour, counted: Counted, sample: Sample | None
) -> tuple[Finding, ...]:
    if not counted.error:
        unit = work.units if test.is_of_sample else ROW
        return judge_tallies(test, counted.tallies, work.data, alpha=work.alpha, sample=sample, unit=unit)
    error = LockgateError(*counted.error)
    broken = Finding(
        check=test.name,
        subject=Subject(work.data, test.columns),
        verdict=Verdict.ERROR,
        reason=Reason.PROBE_BROKE,
        summary=f"{error.where}: {error.text}",
        required=test.promise,
        hint=error.hint or (_MEND_TEST if error.code == _UNFIT else ""),
    )
    return (broken,)
