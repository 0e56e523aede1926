"""A working project from a table: a contract that it passes, and a project file that asks for it."""

from __future__ import annotations

import json
import shlex

from lockgate.app.infer_contract import infer_contract_text
from lockgate.app.ports import ProjectFiles
from lockgate.domain.clock import Clock
from lockgate.scan.engine import Engine

__all__ = ["init_project"]

_IGNORE = ".gitignore"
_PROJECT = """\
# The project: which tables there are, and what must hold before a stage's gate opens.
# To have an editor complete and check it: `lockgate schema > lockgate.schema.json`, then begin this file with
# the line `# yaml-language-server: $schema=lockgate.schema.json`.
lockgate: 1
project: {project}
seed: 0

data:
  {key}: {{source: {source}, contract: {contract}}}

stages:
  ingest:
    - contract: {key}

  # The next gates, when there is something to judge:
  #
  # features:
  #   - pytest: tests                       # your own tests of feature code; each becomes a finding
  #
  # evaluate:
  #   - model:
  #       data: scored                      # a table of predictions, listed under `data`
  #       label: label
  #       candidate: p_candidate
  #       baseline: p_baseline
  #       slices: [region]
  #     gates:
  #       - {{metric: roc_auc, mustBeGreaterOrEqualTo: 0.7}}
  #       - {{metric: log_loss, notWorseThanBaselineBy: 0.005, slices: all}}
"""


def init_project(location: str, table: str, *, engine: Engine, clock: Clock, writer: ProjectFiles) -> list[str]:
    """Write ``lockgate.yaml`` and the contract of one table, and return the paths that were written.

    The evidence of runs shows rows, so ``.gitignore`` leaves it out; one that is there already is not touched.

    Raises
    ------
    DataError
        If the table cannot be read; nothing is written then.
    ParameterError
        If a file is there already, or cannot be written.
    """
    contract = f"contracts/{_plain(table)}.odcs.yaml"
    source = writer.relative(location)
    writer.refuse_existing(("lockgate.yaml",), hint=_second_table(_quoted(table), source, contract))
    writer.refuse_existing((contract,))
    text = infer_contract_text(location, table, engine=engine, clock=clock)
    project = _PROJECT.format(
        project=_quoted(_plain(table)),
        key=_quoted(table),
        source=_quoted(source),
        contract=_quoted(contract),
    )
    written = [writer.write(contract, text.encode()), writer.write("lockgate.yaml", project.encode())]
    if writer.read(_IGNORE) is None:
        written.append(writer.write(_IGNORE, b"# the evidence of runs shows rows of the tables\n.lockgate/\n"))
    return written


def _second_table(key: str, source: str, contract: str) -> str:
    """Return how to add a table to a project that is there."""
    command = f"lockgate contract infer {shlex.quote(source)} --output {shlex.quote(contract)}"
    line = f"{key}: {{source: {_quoted(source)}, contract: {_quoted(contract)}}}"
    return (
        f"to add the table to that project:\n{command}\nthen in lockgate.yaml, under `data`:\n  {line}\n"
        f"and under `stages: ingest`:\n    - contract: {key}\n"
        "or begin another project with --directory, or overwrite with --force"
    )


def _plain(name: str) -> str:
    """Return a name that any file system takes."""
    return (
        "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name).strip(".") or "table"
    )


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back: plain where that is safe, else as a JSON string."""
    is_safe = text.replace("_", "a").replace("-", "a").replace("/", "a").replace(".", "a").isalnum()
    is_word = (
        is_safe
        and text[0].isalpha()
        and text.lower() not in ("true", "false", "null", "yes", "no", "on", "off")
    )
    return text if is_word else json.dumps(text, ensure_ascii=False)
