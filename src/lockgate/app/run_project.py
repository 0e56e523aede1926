"""Run a project: stage by stage, entry by entry, to a verdict with evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from lockgate.app.entries.behaviour import run_behaviour
from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.entries.contract import run_contracts
from lockgate.app.entries.drift import run_drift
from lockgate.app.entries.history import run_history
from lockgate.app.entries.importance import run_importance
from lockgate.app.entries.model import run_model
from lockgate.app.entries.programs import run_command, run_pytest
from lockgate.app.entries.resources import run_resources
from lockgate.app.entries.robustness import run_robustness
from lockgate.app.entries.score import run_score
from lockgate.app.entries.signature import run_signature
from lockgate.app.entries.training import run_training
from lockgate.app.entries.window import run_window
from lockgate.app.evidence import ProjectRun, evidence_of_run
from lockgate.app.ports import Ports
from lockgate.app.project.probe_specs import BehaviourEntry, ImportanceEntry
from lockgate.app.project.robustness_spec import RobustnessEntry
from lockgate.app.project.spec import (
    CommandEntry,
    ContractEntry,
    DriftEntry,
    Entry,
    HistoryEntry,
    ModelEntry,
    Project,
    PytestEntry,
    ResourceEntry,
    ScoreEntry,
    SignatureEntry,
    Stage,
    Work,
)
from lockgate.app.project.suites import read_suites
from lockgate.app.project.training_spec import TrainingEntry
from lockgate.domain.codes import Reason
from lockgate.domain.errors import EntryError, LockgateError, ParameterError, did_you_mean
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.result import EntryResult, RunResult, StageResult
from lockgate.domain.verdict import Verdict
from lockgate.scan.partition_range import PartitionRange

__all__ = ["RunOptions", "run_project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What to run of a project, and how.

    Parameters
    ----------
    stage : str, default=all
        Run only this stage.
    only : str, default=all
        Run only entries whose name, or ``stage/name``, matches this pattern (``*`` and ``?``).
    entry : str, default=all
        Run only the entry of exactly this name.
    keep_going : bool, default=False
        Run later stages even when a gate is shut; the run is red all the same.
    jobs : int, default=2
        Independent entries that run at a time, 1 or more.
    seed : int or None, default=the project's
        Seed of everything random.
    window : PartitionRange or None, default=what each entry says
        Partitions that contract and drift entries are judged on, from stored states.
    """

    stage: str = ""
    only: str = ""
    entry: str = ""
    keep_going: bool = False
    jobs: int = 2
    seed: int | None = None
    window: PartitionRange | None = None

    def __post_init__(self) -> None:
        if self.jobs < 1:
            raise ParameterError.of("run", "jobs", "an int of 1 or more", self.jobs)


def run_project(project: Project, ports: Ports, options: RunOptions) -> ProjectRun:
    """Run the stages of a project in order; a shut gate stops what follows.

    Raises
    ------
    DocumentError
        If a contract has mistakes; nothing has run then.
    ParameterError
        If the options select nothing.
    """
    stages = over_window(select(project, options), project, options.window)
    seed = project.seed if options.seed is None else options.seed
    suites = read_suites(ports.files, project)
    context = RunContext(project=project, suites=suites, ports=ports, now=ports.clock.now(), seed=seed)
    results: list[StageResult] = []
    documents: dict[str, object] = {}
    shut = ""
    for stage in stages:
        if shut and not options.keep_going:
            names = tuple(entry.name for entry in stage.entries)
            results.append(StageResult(name=stage.name, entries=(), blocked_by=shut, not_run=names))
            continue
        result, more = _run_stage(stage, context, options)
        results.append(result)
        documents |= more
        if result.verdict is not Verdict.PASS:
            shut = shut or stage.name
    unnamed = RunResult(project=project.name, run_id="", seed=seed, now=context.now, stages=tuple(results))
    return evidence_of_run(unnamed, documents)


def select(project: Project, options: RunOptions) -> tuple[Stage, ...]:
    """Return the stages and entries that the options ask for.

    Raises
    ------
    ParameterError
        If there are none.
    """
    names = [stage.name for stage in project.stages]
    if options.stage and options.stage not in names:
        raise ParameterError(
            "LG101", "run", f"no stage is named `{options.stage}`", did_you_mean(options.stage, names)
        )
    chosen = [stage for stage in project.stages if options.stage in ("", stage.name)]
    asked = options.entry or options.only
    if not asked:
        return tuple(chosen)
    kept = [Stage(name=s.name, entries=tuple(e for e in s.entries if _matches(s, e, options))) for s in chosen]
    if not any(stage.entries for stage in kept):
        known = [entry.name for stage in chosen for entry in stage.entries]
        raise ParameterError("LG101", "run", f"no entry matches `{asked}`", did_you_mean(asked, known))
    return tuple(stage for stage in kept if stage.entries)


def over_window(
    stages: tuple[Stage, ...], project: Project, window: PartitionRange | None
) -> tuple[Stage, ...]:
    """Return the stages with the window of every entry replaced.

    Raises
    ------
    ParameterError
        If an entry cannot be judged on a window.
    """
    if window is None:
        return stages
    return tuple(
        replace(stage, entries=tuple(_windowed(entry, project, window) for entry in stage.entries))
        for stage in stages
    )


def _windowed(entry: Entry, project: Project, window: PartitionRange) -> Entry:
    work = entry.work
    is_cut = entry.table is not None and project.data[entry.table].partition is not None
    if is_cut and isinstance(work, ContractEntry | DriftEntry):
        return replace(entry, work=replace(work, window=window))
    text = f"entry `{entry.name}` is no contract or drift of a partitioned table, so it has no window"
    raise ParameterError("LG231", "run", text, "choose entries with --only or --stage")


def _matches(stage: Stage, entry: Entry, options: RunOptions) -> bool:
    if options.entry:
        return entry.name == options.entry
    names = (entry.name, f"{stage.name}/{entry.name}")
    return any(fnmatchcase(name, options.only) for name in names)


def _run_stage(stage: Stage, context: RunContext, options: RunOptions) -> tuple[StageResult, dict[str, object]]:
    """Run the entries of a stage; what makes data or measures time runs alone, and what follows it waits."""
    context.ports.progress.stage(stage.name, len(stage.entries))
    outcomes: list[EntryOutcome] = []
    not_run: tuple[str, ...] = ()
    for step in _steps(stage.entries):
        outcomes += _run_step(stage.name, step, context, options.jobs)
        made = step[-1].makes_data
        if made and outcomes[-1].result.verdict is not Verdict.PASS:
            done = {outcome.result.name for outcome in outcomes}
            not_run = tuple(entry.name for entry in stage.entries if entry.name not in done)
            break
    documents: dict[str, object] = {}
    for outcome in outcomes:
        documents |= {f"{stage.name}/{name}": document for name, document in outcome.documents.items()}
    result = StageResult(name=stage.name, entries=tuple(o.result for o in outcomes), not_run=not_run)
    return result, documents


def _steps(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Cut the entries, in order, into groups that may run at the same time."""
    steps: list[list[Entry]] = []
    for entry in entries:
        if not steps or entry.runs_alone or steps[-1][-1].runs_alone:
            steps.append([])
        steps[-1].append(entry)
    return steps


def _run_step(stage: str, entries: Sequence[Entry], context: RunContext, jobs: int) -> list[EntryOutcome]:
    groups = _groups(entries)
    found: dict[int, EntryOutcome] = {}
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        done = pool.map(lambda group: _run_group(stage, [entries[number] for number in group], context), groups)
        for group, outcomes in zip(groups, done, strict=True):
            found.update(zip(group, outcomes, strict=True))
    return [found[number] for number in sorted(found)]


def _groups(entries: Sequence[Entry]) -> list[list[int]]:
    """Return the numbers of entries that run as one: all scanned contracts, every other entry by itself."""
    contracts = [
        number
        for number, entry in enumerate(entries)
        if isinstance(entry.work, ContractEntry) and entry.window is None
    ]
    others = [[number] for number in range(len(entries)) if number not in contracts]
    return [contracts, *others] if contracts else others


def _run_group(stage: str, entries: Sequence[Entry], context: RunContext) -> list[EntryOutcome]:
    """Run entries; what keeps one from being decided is its ERROR and harms no other entry."""
    progress = context.ports.progress
    for entry in entries:
        progress.entry(stage, entry.name, entry.kind)
    try:
        return _run_entries(entries, context)
    except LockgateError as error:
        return [_broken(entry, error, context) for entry in entries]
    except OSError as error:
        reason = error.strerror or str(error)
        return [_broken(entry, EntryError.of(entry.name, reason), context) for entry in entries]
    finally:
        for entry in entries:
            progress.entry_done(stage, entry.name)


def _run_entries(entries: Sequence[Entry], context: RunContext) -> list[EntryOutcome]:
    work = entries[0].work
    if isinstance(work, ContractEntry) and work.window is None:
        return run_contracts(entries, context)
    return [_RUNNERS[type(work)](entries[0], context)]


_RUNNERS: dict[type[Work], Callable[[Entry, RunContext], EntryOutcome]] = {
    CommandEntry: run_command,
    ContractEntry: run_window,
    DriftEntry: run_drift,
    HistoryEntry: run_history,
    ModelEntry: run_model,
    PytestEntry: run_pytest,
    BehaviourEntry: run_behaviour,
    ImportanceEntry: run_importance,
    TrainingEntry: run_training,
    RobustnessEntry: run_robustness,
    ResourceEntry: run_resources,
    ScoreEntry: run_score,
    SignatureEntry: run_signature,
}


def _broken(entry: Entry, error: LockgateError, context: RunContext) -> EntryOutcome:
    finding = Finding(
        check=entry.kind,
        subject=Subject(entry.name),
        verdict=Verdict.ERROR,
        reason=Reason.NOT_ASKABLE,
        summary=f"{error.where}: {error.text}",
        hint=error.hint,
    )
    named = noted(finding, entry, context.project.owner)
    return EntryOutcome(EntryResult(name=entry.name, kind=entry.kind, findings=(named,)))
