"""``lockgate contract compat``: may this version follow those before it."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.contract_options import archive, form_option, mode_option, yaml_files
from lockgate.cli.exit_codes import exit_code_of
from lockgate.domain.errors import ParameterError

__all__ = ["compat"]


@click.command(cls=Command, short_help="Judge whether a contract may follow its older versions.")
@click.argument(
    "contracts",
    cls=Argument,
    nargs=-1,
    required=True,
    metavar="[OLD...] NEW",
    help="Contracts: FILE, FILE@VERSION (kept) or FILE@REVISION (git); without OLD, the kept versions.",
)
@mode_option
@click.option("--strict", is_flag=True, help="Fail on a break even where the major version announces it.")
@click.option(
    "--consumers",
    multiple=True,
    metavar="FILE",
    help="Released models that read the data: a file, a directory or a quoted pattern; may be repeated.",
)
@form_option
def compat(
    *, contracts: tuple[str, ...], mode: str, strict: bool, consumers: tuple[str, ...], form: str
) -> int:
    """Judge each change, and whether the version says enough; ends with 1 where it may not be released."""
    from lockgate.app.released_models import is_model  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.contracts.evolution.mode import Mode  # noqa: PLC0415 - as above
    from lockgate.reports.evolution.document import compat_json  # noqa: PLC0415 - as above
    from lockgate.reports.evolution.markdown import compat_markdown  # noqa: PLC0415 - as above
    from lockgate.reports.evolution.text import compat_text  # noqa: PLC0415 - as above

    # a pattern that the shell has spread: the first file is the option's, the others follow the contracts
    spread = [path for path in contracts if consumers and is_model(files(), path)]
    named = [path for path in contracts if path not in spread]
    if not named:
        raise ParameterError.of("contract compat", "NEW", "a contract", list(contracts))
    models = [*(path for given in consumers for path in yaml_files(given)), *spread]
    judged = archive().compat(named[:-1], named[-1], mode=Mode(mode), strict=strict, models=models)
    write = {"terminal": compat_text, "json": compat_json, "markdown": compat_markdown}[form]
    write_text(write(judged))
    return exit_code_of(judged.verdict)
