"""Try the gates of a project's models on worlds in which the truth is known."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.app.ports import Ports
from lockgate.app.project.spec import Project
from lockgate.app.stored_cells import stored_cells
from lockgate.domain.verdict import Verdict
from lockgate.gates.selftest.trial import Trial, try_gates
from lockgate.gates.task_kinds import kind_of

__all__ = ["EntryTrials", "selftest_gates", "selftest_verdict"]


@dataclass(frozen=True, slots=True)
class EntryTrials:
    """What the gates of one model entry did; `problem` says why they were not tried."""

    stage: str
    entry: str
    trials: tuple[Trial, ...]
    problem: str = ""


def selftest_gates(
    project: Project, ports: Ports, run_id: str, *, runs: int, seed: int
) -> tuple[EntryTrials, ...]:
    """Try each model entry's gates on samples drawn from the cells that a run has kept.

    Parameters
    ----------
    project, ports
        As in `lockgate.app.run_project`.
    run_id : str
        The run, or its beginning; empty for the last one.
    runs : int
        Samples a gate, 20 to 100,000.
    seed : int
        Seed of the draws.

    Returns
    -------
    tuple of EntryTrials
        In the order of the project; empty where the run has kept no cells.

    Raises
    ------
    EvidenceError, StateError
        If the evidence is missing, damaged or of another format.
    ParameterError
        If `runs` is outside its domain.
    """
    found = []
    for stored in stored_cells(project, ports, run_id):
        problem = kind_of(stored.spec.task).unusable(stored.cells)
        if stored.spec.blocks is not None:
            problem = problem or "its rows depend on each other, and cells of blocks are not drawn again"
        trials = () if problem else try_gates(stored.spec, stored.cells, runs=runs, seed=seed)
        found.append(EntryTrials(stored.stage, stored.entry, trials, problem))
    return tuple(found)


def selftest_verdict(entries: tuple[EntryTrials, ...]) -> Verdict:
    """Return FAIL where a gate errs more often than it states, INCONCLUSIVE where one could not be tried, else PASS.

    Examples
    --------
    >>> selftest_verdict(())
    <Verdict.INCONCLUSIVE: 'inconclusive'>
    """
    trials = [trial for entry in entries for trial in entry.trials]
    if any(trial.is_violated for trial in trials):
        return Verdict.FAIL
    is_open = any(entry.problem for entry in entries) or any(trial.reason for trial in trials)
    return Verdict.INCONCLUSIVE if is_open or not trials else Verdict.PASS
