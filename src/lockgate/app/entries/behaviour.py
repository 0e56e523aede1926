"""Behaviour entries: properties that a model's answers must have."""

from __future__ import annotations

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.entries.example import example_sample
from lockgate.app.entries.probed import Probed, probed
from lockgate.app.evidence import document_name
from lockgate.app.project.probe_specs import BehaviourEntry
from lockgate.app.project.spec import Entry
from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.result import EntryResult
from lockgate.domain.verdict import Verdict
from lockgate.probes.behaviour import Behaviour, Knowledge
from lockgate.probes.domain import domains_by_contract
from lockgate.probes.judge import judge_trial
from lockgate.probes.smallest import smallest_example

__all__ = ["run_behaviour"]


def run_behaviour(entry: Entry, context: RunContext) -> EntryOutcome:
    """Put each test to the model, and judge the share of rows that break it."""
    work = entry.work
    if not isinstance(work, BehaviourEntry):
        raise TypeError(entry.kind)
    suite = context.suites.get(work.data)
    masked = suite.masked if suite is not None else frozenset[str]()
    findings: list[Finding] = []
    with probed(work, context, work.reads(), work.label) as asked:
        known = Knowledge(
            features=asked.model.features,
            domains=domains_by_contract(suite),
            search=context.ports.cases.smallest,
            attack=context.ports.attacks.hop_skip_jump,
            has_classes=bool(asked.model.classes),
        )
        for place, test in enumerate(work.tests):
            findings += _tested(work, test.informed(known), asked, context.seed, masked)
            context.ports.progress.fraction(entry.name, (place + 1) / len(work.tests))
        facts = asked.facts
    result = EntryResult(
        name=entry.name,
        kind=entry.kind,
        findings=tuple(noted(finding, entry, context.project.owner) for finding in findings),
        facts=(facts,),
    )
    counts = [
        {
            "test": finding.check,
            "slice": [list(pair) for pair in finding.subject.slice],
            "rows": finding.n,
            "broken": finding.n_failed,
        }
        for finding in findings
    ]
    return EntryOutcome(result, {document_name("behaviour", entry.name): {"tests": counts}})


def _tested(
    work: BehaviourEntry, test: Behaviour, asked: Probed, seed: int, masked: frozenset[str]
) -> tuple[Finding, ...]:
    try:
        is_one = test.is_of_number or test.of is not None
        predict = asked.model.number(test.of) if is_one else asked.model.predict
        trial = test.trial(predict, asked.rows, seed)
        example = smallest_example(test, predict, trial)
        sample = None if example is None else example_sample(example, masked, asked.model.classes)
        return judge_trial(test, trial, work.data, alpha=work.alpha, sample=sample)
    except LockgateError as error:
        broken = Finding(
            check=test.name,
            subject=Subject(work.data, test.columns),
            verdict=Verdict.ERROR,
            reason=Reason.PROBE_BROKE,
            summary=f"{error.where}: {error.text}",
            required=test.promise,
            hint=error.hint,
        )
        return (broken,)
