"""``lockgate gate``: ask the gates themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lockgate.cli.commands import Argument, Command, Commands
from lockgate.cli.exit_codes import exit_code_of
from lockgate.cli.options import evidence_option, project_file, project_option
from lockgate.domain.verdict import Verdict

if TYPE_CHECKING:
    from lockgate.app.gate_selftest import EntryTrials
    from lockgate.gates.selftest.trial import Rate, Trial
    from lockgate.reports.selftest_text import SelftestRow

__all__ = ["gate", "selftest"]

_ERRS = "next: `lockgate gate selftest --runs {runs}` tells by how much; then add rows, merge slices or lower `alpha`"

gate = Commands("gate", help="Ask the gates themselves.", homes={"selftest": "lockgate.cli.gate"})


@click.command(cls=Command, short_help="Try the gates of models where the truth is known.")
@click.argument(
    "run", cls=Argument, default="latest", help="The run's id, or its beginning; default: the last one."
)
@click.option("--runs", default=400, show_default=True, metavar="COUNT", help="Samples a gate, 20 to 100000.")
@click.option("--seed", default=None, type=int, help="Seed of the draws; default: the project's.")
@project_option
@evidence_option
def selftest(*, run: str, runs: int, seed: int | None, project: str, evidence: str) -> int:
    """Try each model gate on samples drawn from a run's cells: the baseline against itself, and a truth at the bar.

    Shown is how often a gate fails without a reason, how often it passes a model that is exactly at the bar, and how
    often it passes as it stands. The exit code is 1 where a gate surely errs more often than its alpha, and 3 where
    one could not be tried. No table is read.
    """
    from lockgate.app.gate_selftest import selftest_gates, selftest_verdict  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.selftest_text import selftest_text  # noqa: PLC0415 - as above

    opened = open_project(project_file(project))
    ports = ports_of(opened, evidence=evidence)
    entries = selftest_gates(opened, ports, run, runs=runs, seed=opened.seed if seed is None else seed)
    for entry in entries:
        write_text(selftest_text(entry.entry, [_row(one) for one in entry.trials], _notes(entry, runs)))
    verdict = selftest_verdict(entries)
    code = exit_code_of(verdict)
    if verdict is Verdict.FAIL:
        write_text(_ERRS.format(runs=min(10 * runs, 100_000)))
    said = "" if entries else "the run has kept no cells of a model entry; "
    write_text(f"{said}{verdict.name}.   exit {int(code)}")
    return code


def _row(trial: Trial) -> SelftestRow:
    together = f" · {trial.size:,} together" if trial.size > 1 else ""
    name = f"{trial.check} {trial.required}{together}"
    if trial.reason:
        return (name, "none", "none", "none", f"not tried: {trial.reason}")
    words = "errs more often than stated" if trial.is_violated else "as stated"
    words += f"; {trial.n_left_out:,} more have no number" if trial.n_left_out else ""
    rates = (trial.false_alarm, trial.false_pass, trial.passed)
    return (name, _rate(rates[0]), _rate(rates[1]), _rate(rates[2]), words)


def _stated(trial: Trial) -> str:
    if trial.among == 1:
        return f"at most {100 * trial.alpha:g} %, each way"
    share = f"{100 * trial.alpha / trial.among:.4g} % for a pass, as one of {trial.among} candidates"
    return f"at most {100 * trial.alpha:g} % for a FAIL and {share}"


def _rate(rate: Rate) -> str:
    from lockgate.reports.selftest_text import rate_words  # noqa: PLC0415 - `--help` stays quick

    return rate_words(rate.count, rate.runs, rate.interval)


def _notes(entry: EntryTrials, runs: int) -> list[str]:
    if entry.problem:
        return [f"not tried: {entry.problem}"]
    stated = {f"stated: {_stated(trial)}" for trial in entry.trials}
    methods = sorted({trial.method for trial in entry.trials if trial.method})
    return [*stated, *(f"{method}, {runs:,} times" for method in methods)]
