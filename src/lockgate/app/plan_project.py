"""What a project would ask of its tables, before anything runs."""

from __future__ import annotations

from sqlglot import exp

from lockgate.app.compare_table import planned
from lockgate.app.ports import Ports
from lockgate.app.project.spec import ContractEntry, DriftEntry, Project
from lockgate.app.project.suites import read_suites
from lockgate.app.references import find_reference
from lockgate.domain.errors import LockgateError, ParameterError, did_you_mean
from lockgate.drift.compare import requests_of
from lockgate.drift.spec import DriftSpec
from lockgate.reports.plan_text import AskedPart, PlannedTable
from lockgate.scan.dialects import DIALECTS, gap_of, render
from lockgate.scan.engine import Session
from lockgate.scan.plan import TablePlan
from lockgate.scan.run import plan_suites
from lockgate.scan.suite import Suite
from lockgate.scan.wording import describe_request

__all__ = ["plan_project", "planned_table"]


def plan_project(project: Project, ports: Ports, *, stage: str = "", dialect: str = "") -> list[PlannedTable]:
    """Return the plan of each table that contracts check, then of each comparison; tables are only opened.

    Queries are shown in `dialect`, or else in that of the project's engine.

    Raises
    ------
    ParameterError
        If there is no such stage or dialect.
    DocumentError
        If a contract has mistakes.
    """
    if dialect and dialect not in DIALECTS:
        raise ParameterError.of("plan", "dialect", f"one of {', '.join(DIALECTS)}", dialect)
    names = [one.name for one in project.stages]
    if stage and stage not in names:
        raise ParameterError("LG101", "plan", f"no stage is named `{stage}`", did_you_mean(stage, names))
    suites = read_suites(ports.files, project)
    works = [entry.work for one in project.stages if stage in ("", one.name) for entry in one.entries]
    chosen = [suites[work.table] for work in works if isinstance(work, ContractEntry)]
    drifts = [work.spec for work in works if isinstance(work, DriftEntry)]
    sources = {
        table: spec.to_source(ports.files.join(project.root, spec.source))
        for table, spec in project.data.items()
    }
    session = ports.engine.open(sources)
    try:
        plans = plan_suites(chosen, session)
        shown = dialect or session.dialect
        tables = [planned_table(table, plan, chosen, shown) for table, plan in plans.items()]
        return tables + [_planned_drift(spec, ports, session, shown) for spec in drifts]
    finally:
        session.close()


def _planned_drift(spec: DriftSpec, ports: Ports, session: Session, dialect: str) -> PlannedTable:
    """Return the plan of one comparison; a reference that is not there is its problem."""
    name = f"{spec.data} (drift)"
    try:
        reference = find_reference(ports.references, spec.data, spec.reference)
        plan = planned(spec, reference, session.schema(spec.data))
        n_columns = len(requests_of(spec, reference))
    except LockgateError as error:
        return PlannedTable(name, 1, problem=f"{error.where}: {error.text}")
    asker = (f"{spec.data} drift",)
    return PlannedTable(
        table=name,
        checks=n_columns,
        aggregates=plan.aggregates,
        scans=len(plan.scans),
        passes=plan.groupings,
        columns_read=len(plan.columns_read),
        columns=len(plan.schema.columns),
        queries=tuple(_shown(query, dialect) for query in plan.queries()),
        parts=tuple(AskedPart(_one_line(describe_request(request)), asker) for request in plan.askers),
    )


def planned_table(
    table: str, plan: TablePlan | LockgateError, suites: list[Suite], dialect: str
) -> PlannedTable:
    """Return a table's plan as people read it."""
    items = [(suite.table, item) for suite in suites for item in suite.items]
    n_checks = sum(name == table for name, _ in items)
    if isinstance(plan, LockgateError):
        return PlannedTable(table, n_checks, problem=f"{plan.where}: {plan.text}")

    def label(number: int) -> str:
        name, item = items[number]
        columns = ", ".join(item.check.columns)
        return f"{name}.{columns} {item.check.name}" if columns else f"{name} {item.check.name}"

    derived = {derivation.request: _one_line(describe_request(derivation.basis)) for derivation in plan.derived}
    derived |= {request: f"the values of {step.column}" for step in plan.by_value for request in step.requests}
    parts = tuple(
        AskedPart(
            aggregate=_one_line(describe_request(request)),
            askers=tuple(label(number) for number in numbers),
            answered_by=derived.get(request, ""),
        )
        for request, numbers in plan.askers.items()
    )
    return PlannedTable(
        table=table,
        checks=n_checks,
        aggregates=plan.aggregates,
        scans=len(plan.scans),
        passes=plan.groupings,
        columns_read=len(plan.columns_read),
        columns=len(plan.schema.columns),
        queries=tuple(_shown(query, dialect) for query in plan.queries()),
        parts=parts,
    )


def _shown(query: exp.Select, dialect: str) -> str:
    gap = gap_of(query, dialect)
    return render(query, dialect, pretty=True) if gap is None else f"-- not asked: {gap.text}"


def _one_line(text: str) -> str:
    return text if len(text) <= 100 else text[:97] + "..."  # noqa: PLR2004 - one line
