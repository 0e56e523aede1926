"""``lockgate labels``: which rows are worth a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lockgate.cli.commands import Argument, Command, Commands
from lockgate.cli.options import evidence_option, project_file, project_option

if TYPE_CHECKING:
    from lockgate.app.plan_labels import TableLabels

__all__ = ["labels", "plan"]

_NOTHING = "no model gate waits for labels; one that failed, or could not be asked, needs something else"

labels = Commands("labels", help="Which rows are worth a label.", homes={"plan": "lockgate.cli.labels"})


@click.command(cls=Command, short_help="Say how many labels to buy where.")
@click.argument(
    "run", cls=Argument, default="latest", help="The run's id, or its beginning; default: the last one."
)
@click.option("--budget", type=click.IntRange(min=0), metavar="ROWS", help="Most rows to label of a table.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of a table.")
@project_option
@evidence_option
def plan(*, run: str, budget: int | None, as_json: bool, project: str, evidence: str) -> None:
    """Say how many labels to buy where, so that the open model gates of a run can be decided.

    A row serves every gate on its slice, and by its share every slice within. With a budget the gates that cost least
    come first. Rows are to be drawn at random within what a line names.
    """
    from lockgate.app.plan_labels import labels_of_run  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    opened = open_project(project_file(project))
    found = labels_of_run(ports_of(opened, evidence=evidence).evidence, run, budget=budget)
    if as_json:
        write_text(_json(found))
        return
    write_text("\n".join(_text(one) for one in found) or _NOTHING)


def _where(key: tuple[tuple[str, str], ...]) -> str:
    return " × ".join(f"{column}={value}" for column, value in key) or "all rows"


def _text(labels: TableLabels) -> str:
    from lockgate.reports.labels_text import labels_text  # noqa: PLC0415 - `--help` stays quick

    plan = labels.plan
    purchases = [(_where(one.slice), one.rows, one.gates) for one in plan.purchases]
    return labels_text(
        labels.table, purchases, len(plan.decided), plan.open, labels.hopeless, units=labels.units
    )


def _json(found: tuple[TableLabels, ...]) -> str:
    import json  # noqa: PLC0415 - `--help` stays quick

    tables = [
        {
            "table": one.table,
            "rows": one.plan.rows,
            "units": one.units,
            "labels": [
                {"slice": dict(bought.slice), "rows": bought.rows, "gates": bought.gates}
                for bought in one.plan.purchases
            ],
            "decided": list(one.plan.decided),
            "open": list(one.plan.open),
            "hopeless": list(one.hopeless),
        }
        for one in found
    ]
    return json.dumps({"tables": tables}, ensure_ascii=False, indent=2)
