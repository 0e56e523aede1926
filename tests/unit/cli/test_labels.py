from __future__ import annotations

import json

from tests.unit.cli.conftest import Shell

MODEL = """lockgate: 1
project: p
data: {scored: data/scored.parquet}
stages:
  evaluate:
    - model: {data: scored, label: late, candidate: p_new, baseline: p_old, slices: [carrier]}
      gates: [{metric: accuracy, notWorseThanBaselineBy: 0.03, slices: all}]
"""


def test_the_plan_says_how_many_labels_to_buy_where(shell: Shell) -> None:
    shell.home.scored(300)
    shell.home.write("lockgate.yaml", MODEL)
    shell("run")

    text, plain = shell("labels", "plan"), shell("labels", "plan", "--json", "--budget", "100000")

    assert text.stdout.startswith("scored: label ")
    (table,) = json.loads(plain.stdout)["tables"]
    assert table["rows"] == sum(one["rows"] for one in table["labels"])
    assert table["open"] == []
    assert any("carrier" in one["slice"] for one in table["labels"]) or table["labels"][0]["slice"] == {}


def test_where_nothing_is_open_nothing_needs_a_label(shell: Shell) -> None:
    shell.trips()
    shell("run")

    assert shell("labels", "plan").stdout.startswith("no model gate waits for labels; ")
