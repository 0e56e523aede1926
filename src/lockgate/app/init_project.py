"""A working project from a table: a contract that it passes, and a project file that asks for it."""

from __future__ import annotations

import json

from lockgate.app.infer_contract import infer_contract_text
from lockgate.app.ports import ProjectFiles
from lockgate.domain.clock import Clock
from lockgate.scan.engine import Engine

__all__ = ["init_project"]

_PROJECT = """\
# The project: which tables there are, and what must hold before a stage's gate opens.
# Editors complete and check this file with the schema that `lockgate schema` prints.
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

    Raises
    ------
    DataError
        If the table cannot be read; nothing is written then.
    ParameterError
        If a file is there already, or cannot be written.
    """
    contract = f"contracts/{_plain(table)}.odcs.yaml"
    writer.refuse_existing(("lockgate.yaml", contract))
    text = infer_contract_text(location, table, engine=engine, clock=clock)
    project = _PROJECT.format(
        project=_quoted(_plain(table)),
        key=_quoted(table),
        source=_quoted(writer.relative(location)),
        contract=_quoted(contract),
    )
    return [writer.write(contract, text.encode()), writer.write("lockgate.yaml", project.encode())]


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
