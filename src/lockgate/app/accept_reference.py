"""Freeze a table of the project as a reference, if an accepted run proves that its data is good."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from lockgate.app.contract_suites import read_bytes
from lockgate.app.entries.contract import states_document
from lockgate.app.evidence import document_name
from lockgate.app.ports import Ports
from lockgate.app.project.spec import ContractEntry, DriftEntry, Entry, Project, Stage
from lockgate.app.project.suites import read_suites
from lockgate.app.references import next_version
from lockgate.app.replay import load_run
from lockgate.contracts.parse import read_contract
from lockgate.domain.errors import DataError, EvidenceError, ParameterError, StateError
from lockgate.domain.result import RunResult
from lockgate.domain.verdict import Verdict
from lockgate.drift.freeze import freeze
from lockgate.drift.reference import Acceptance, Reference
from lockgate.drift.spec import DriftSpec, Kept
from lockgate.scan.blocks import Block
from lockgate.scan.engine import Session
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.run import run_suites
from lockgate.scan.state_set import dump_states
from lockgate.scan.suite import Suite

__all__ = ["Accepted", "accept_reference"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A reference that was kept, and where."""

    reference: Reference
    path: str


def accept_reference(
    project: Project, ports: Ports, table: str, *, version: str = "", reason: str = ""
) -> Accepted:
    """Freeze a table of the project as a reference.

    The last run must have judged the contract of the table ``PASS``, and the table must still hold the same data: its
    contract is asked again, and must give the very states that the run kept.

    Parameters
    ----------
    project : Project
        The project.
    ports : Ports
        The outside world.
    table : str
        Name of the table under ``data``.
    version : str, default=the next of v1, v2, ...
        Name of the reference among those of the table.
    reason : str, default=""
        Why data that no run proves may be a reference all the same; kept in the document.

    Raises
    ------
    DataError
        If there is no such table, it cannot be read, or nothing in it can be compared.
    StateError
        If nothing proves the data and no reason is given, or the version is there already.
    DocumentError
        If a contract has mistakes.
    """
    if table not in project.data:
        raise DataError.unknown_table(table, project.data)
    version = version or next_version(ports.references, table)
    if version in ports.references.versions(table):
        raise StateError.unwritable(
            f"reference `{table}/{version}`", "it is there already, and an accepted reference never changes"
        )
    suites = read_suites(ports.files, project)
    session = ports.engine.open(
        {
            name: spec.to_source(ports.files.join(project.root, spec.source))
            for name, spec in project.data.items()
        }
    )
    try:
        run_id = _Proof(project, ports, suites, session).run_id(table, is_waived=bool(reason))
        acceptance = Acceptance(
            run_id=run_id,
            at=ports.clock.now(),
            source=project.data[table].source,
            seed=project.seed,
            reason="" if run_id else reason,
            contract=_contract_version(project, ports, table),
        )
        masked = suites[table].masked if table in suites else frozenset[str]()
        agreed = suites[table].block if table in suites else None
        reference = freeze(
            session,
            table,
            version=version,
            masked=masked,
            kept=_kept(project, table, version, agreed),
            acceptance=acceptance,
        )
    finally:
        session.close()
    return Accepted(reference, ports.references.save(table, version, reference.to_bytes()))


def _kept(project: Project, table: str, version: str, agreed: Block | None) -> Kept:
    """Return what the drift entries that will compare with a version ask it to keep.

    Blocks that the contract of the table names, `agreed`, are kept where no entry names others.

    Raises
    ------
    ParameterError
        If two of them cannot be served by one reference.
    """
    where = f"{table}/{version}"
    asked = [
        entry.work.spec.kept
        for stage in project.stages
        for entry in stage.entries
        if isinstance(entry.work, DriftEntry) and _takes(entry.work.spec, table, version)
    ]
    blocks = {kept.block for kept in asked if kept.block}
    if len(blocks) > 1:
        named = " and ".join(f"`{block.column}`" for block in sorted(blocks, key=str))
        raise ParameterError.at_odds(where, f"different blocks, {named}")
    if agreed is not None and not blocks:
        blocks = {agreed}
    wanted = [kept.features for kept in asked if kept.features is not None]
    slices = dict.fromkeys(by for kept in asked for by in kept.slices)
    named_features = tuple(dict.fromkeys(name for features in wanted for name in features))
    return Kept(
        block=next(iter(blocks), None),
        slices=tuple(slices),
        features=(named_features if all(wanted) else ()) if wanted else None,
    )


def _takes(spec: DriftSpec, table: str, version: str) -> bool:
    """Tell whether an entry compares with this version: it names it, or takes the newest of the table."""
    of_table, _, named = spec.reference.rpartition("/")
    if of_table:
        return (of_table, named) == (table, version)
    if spec.data == table and named == version:
        return True
    return (named or spec.data) == table


def _contract_version(project: Project, ports: Ports, table: str) -> str:
    path = project.data[table].contract
    if not path:
        return ""
    content = read_bytes(ports.files, ports.files.join(project.root, path), "the contract")
    return read_contract(content, path).version


@dataclass(frozen=True, slots=True)
class _Proof:
    """Looks for the run that proves what a table holds."""

    project: Project
    ports: Ports
    suites: Mapping[str, Suite]
    session: Session

    def run_id(self, table: str, *, is_waived: bool) -> str:
        """Return the id of the run that accepted the data; empty where a reason stands for it."""
        why_not = self._why_not(table)
        if isinstance(why_not, RunResult):
            return why_not.run_id
        if not is_waived:
            raise StateError.not_accepted(table, why_not)
        return ""

    def _why_not(self, table: str) -> RunResult | str:
        """Return the run, or why none proves the data."""
        found = _entry(self.project, table)
        if found is None:
            return "no stage checks its contract"
        stage, entry = found
        try:
            documents, result = load_run(self.ports.evidence, "latest")
        except EvidenceError as error:
            return f"no run is there that judged it: {error.text}"
        name = f"{stage.name}/{states_document(entry)}"
        verdict = _verdict(result, stage.name, entry.name)
        if verdict is None or name not in documents:
            return f"the last run, {result.run_id}, did not judge it"
        if verdict is not Verdict.PASS:
            return f"the last run, {result.run_id}, judged it {verdict.name}"
        if self._digest(table, result) != json.loads(documents[name]).get("digest"):
            return _why_other(
                documents.get(f"{stage.name}/{document_name('windows', entry.name)}"), result.run_id
            )
        return result

    def _digest(self, table: str, result: RunResult) -> str:
        """Return the digest of the states that the contract gives now, at the instant of the run."""
        suite = self.suites[table]
        run = run_suites([suite], self.session, now=result.now, sample_rows=0)
        return str(dump_states(table, run.asked_by(suite), suite.masked)["digest"])


_ALL = str(PartitionRange())


def _why_other(window: bytes | None, run_id: str) -> str:
    """Return why a run judged other rows than those that are there now; `window` is what it says of its window."""
    said = json.loads(window)["window"] if window is not None else _ALL
    if said != _ALL:
        return f"run {run_id} judged {said} of it only; `lockgate run --window all` judges all of its rows"
    return f"it is not the data that run {run_id} judged: it has changed since, or its contract has"


def _entry(project: Project, table: str) -> tuple[Stage, Entry] | None:
    for stage in project.stages:
        for entry in stage.entries:
            if isinstance(entry.work, ContractEntry) and entry.work.table == table:
                return stage, entry
    return None


def _verdict(result: RunResult, stage: str, name: str) -> Verdict | None:
    entries = [entry for one in result.stages if one.name == stage for entry in one.entries]
    return next((entry.verdict for entry in entries if entry.name == name), None)
