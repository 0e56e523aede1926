"""``lockgate slices``: find weak slices, and pin those that every release must pass."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import click

from lockgate.cli.commands import Argument, Command, Commands
from lockgate.cli.exit_codes import ExitCode, exit_code_of
from lockgate.cli.options import project_file, project_option
from lockgate.domain.errors import ParameterError

if TYPE_CHECKING:
    from lockgate.app.project.spec import Entry, Project
    from lockgate.gates.discovery.discovered import Discovered
    from lockgate.gates.discovery_spec import Discovery

__all__ = ["discover", "list_", "pin", "remove", "slices"]

Named = TypeVar("Named", bound=StrEnum)

_HOME = "lockgate.cli.slices"

slices = Commands(
    "slices",
    help="Find slices on which a model is weak, and pin them.",
    homes={"discover": _HOME, "pin": _HOME, "list": _HOME, "remove": _HOME},
)

_entry_option = click.option(
    "--entry", default="", metavar="NAME", help="The model entry; needed where the project has several."
)

_candidate_option = click.option(
    "--candidate", default="", metavar="NAME", help="The candidate; needed where the entry has several."
)


@click.command(cls=Command, short_help="Search for slices on which a model is weak.")
@click.option(
    "--by", multiple=True, metavar="COLUMN", help="A column to search; repeatable; default: `discover`."
)
@click.option("--margin", type=float, metavar="LOSS", help="How much worse a slice may be; default: 0.")
@click.option(
    "--metric", default="", metavar="NAME", help="The loss, such as log_loss, error or absolute_error."
)
@click.option("--against", default="", metavar="WHAT", help="`rest` or `baseline`.")
@click.option("--depth", type=int, metavar="N", help="Most conditions of a slice, 1 to 3.")
@click.option("--minimum", type=int, metavar="ROWS", help="Fewest rows of a slice in each half.")
@_entry_option
@_candidate_option
@project_option
def discover(
    *,
    by: tuple[str, ...],
    margin: float | None,
    metric: str,
    against: str,
    depth: int | None,
    minimum: int | None,
    entry: str,
    candidate: str,
    project: str,
) -> int:
    """Search one half of the rows for weak slices and confirm them on the other half; nothing is written."""
    from lockgate.app.discover_slices import overridden  # noqa: PLC0415 - `--help` stays quick
    from lockgate.app.project.spec import ModelEntry  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.domain.verdict import Verdict  # noqa: PLC0415 - as above
    from lockgate.gates.discovery_spec import Against, Loss  # noqa: PLC0415 - as above
    from lockgate.reports.slices_text import discovered_text  # noqa: PLC0415 - as above

    named = {"metric": _named("--metric", Loss, metric), "against": _named("--against", Against, against)}
    opened, chosen = _opened(project, entry, "`discover`" if not by else "")
    said = chosen.work.spec.discover if isinstance(chosen.work, ModelEntry) else None
    changes = {"margin": margin, "depth": depth, "minimum": minimum, **named}
    found = _search(opened, chosen, overridden(said, by, changes), candidate)
    write_text(discovered_text(found))
    verdict = found.findings[0].verdict
    return ExitCode.PASS if verdict is Verdict.FAIL else exit_code_of(verdict)


@click.command(cls=Command, short_help="Pin slices that the search confirmed, or one by hand.")
@click.argument(
    "names", nargs=-1, required=True, cls=Argument, help="Names that `lockgate slices discover` shows."
)
@click.option("--where", default="", metavar="SQL", help="The condition of one slice that is pinned by hand.")
@click.option("--why", default="", metavar="TEXT", help="Why it is watched; it is kept.")
@_entry_option
@_candidate_option
@project_option
def pin(*, names: tuple[str, ...], where: str, why: str, entry: str, candidate: str, project: str) -> None:
    """Write slices into the file that the entry's `registry` names; every later run must pass them."""
    from lockgate.app import pinned_slices  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files, writer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.gates.pinned_slice import PinnedSlice  # noqa: PLC0415 - as above

    opened, chosen = _opened(project, entry, "`registry`")
    if where and len(names) > 1:
        raise ParameterError.of("lockgate slices pin", "--where", "given with one name", " ".join(names))
    if where:
        new: Sequence[PinnedSlice] = [PinnedSlice(name=names[0], where=where, why=why)]
    else:
        new = pinned_slices.pins_of(_search(opened, chosen, None, candidate), names, why)
    there = pinned_slices.pinned_in(files(), opened, chosen)
    path = pinned_slices.store(writer_of(opened.root, overwrite=True), chosen, pinned_slices.pin(there, new))
    write_text(f"  pinned {', '.join(names)} in {path}\nnext: review and commit it")


@click.command("list", cls=Command, short_help="List the pinned slices.")
@_entry_option
@project_option
def list_(*, entry: str, project: str) -> None:
    """List the slices that every run of the entry must pass."""
    from lockgate.app.pinned_slices import pinned_in  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.slices_text import pinned_text  # noqa: PLC0415 - as above

    write_text(pinned_text(pinned_in(files(), *_opened(project, entry, "`registry`"))))


@click.command(cls=Command, short_help="Take slices out of the file.")
@click.argument("names", nargs=-1, required=True, cls=Argument, help="Names of pinned slices.")
@_entry_option
@project_option
def remove(*, names: tuple[str, ...], entry: str, project: str) -> None:
    """Take slices out of the file of pinned ones."""
    from lockgate.app import pinned_slices  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files, writer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    opened, chosen = _opened(project, entry, "`registry`")
    kept = pinned_slices.remove(pinned_slices.pinned_in(files(), opened, chosen), names)
    path = pinned_slices.store(writer_of(opened.root, overwrite=True), chosen, kept)
    write_text(f"  removed {', '.join(names)} from {path}\nnext: review and commit it")


def _opened(project: str, entry: str, needed: str) -> tuple[Project, Entry]:
    """Return the project and the model entry that has what is needed."""
    from lockgate.app.discover_slices import model_entry  # noqa: PLC0415 - as above
    from lockgate.bootstrap import project_without_pins  # noqa: PLC0415 - as above

    opened = project_without_pins(project_file(project))
    wanted = {
        "`discover`": lambda work: work.spec.discover is not None,
        "`registry`": lambda work: bool(work.registry),
    }
    return opened, model_entry(opened, entry, wanted.get(needed, lambda _: True), needed or "predictions")


def _search(project: Project, entry: Entry, asked: Discovery | None, candidate: str) -> Discovered:
    from lockgate.app.discover_slices import discover_slices  # noqa: PLC0415 - as above
    from lockgate.bootstrap import engine_of, files  # noqa: PLC0415 - as above

    return discover_slices(project, entry, engine_of(project.engine), files(), asked=asked, candidate=candidate)


def _named(option: str, kind: type[Named], given: str) -> Named | None:
    """Return the member that is named; None where none is."""
    known = {one.value: one for one in kind}
    if given and given not in known:
        raise ParameterError.of("lockgate slices", option, f"one of {', '.join(known)}", given)
    return known.get(given)
