"""Bad predictions and bad models through the whole program: a finding or an error that says why, and no pass by it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sklearn.metrics import roc_auc_score

Run = Callable[[str], tuple[int, str]]

HEAD = """lockgate: 1
project: bad
owner: ops
data:
  raw: {source: raw.parquet}
  scored: {source: scored.parquet}
"""
BINARY = """stages:
  evaluate:
    - model: {data: scored, label: y, candidate: p}
      gates:
        - {metric: roc_auc, mustBeGreaterOrEqualTo: 0.6}
        - {metric: recall, mustBeGreaterOrEqualTo: 0.1}
"""
NAMED = BINARY.replace("label: y", "label: y, positive: 'yes'")
SLICED = BINARY.replace("candidate: p", "candidate: p, slices: [g]").replace("0.1}", "0.1, slices: all}")
FAIR = """stages:
  evaluate:
    - model: {data: scored, label: y, candidate: p}
      fairness:
        - {metric: selection_rate, groups: g, mustBeLessOrEqualTo: 0.1}
"""
CLASSES = """stages:
  evaluate:
    - model:
        data: scored
        task: multiclass_classification
        label: y
        candidate: CANDIDATE
      gates:
        - {metric: accuracy, mustBeGreaterOrEqualTo: 0.6}
"""
OF_THREE = CLASSES.replace("CANDIDATE", "{cat: p_cat, dog: p_dog, emu: p_emu}")

N = 400
LABELS = np.arange(N) % 2
SCORES = 0.3 + 0.35 * LABELS + (np.arange(N) % 7) / 30
PETS = np.array(["cat", "dog", "emu"])[np.arange(N) % 3]
LIKELY = {f"p_{name}": np.where(name == PETS, 0.7, 0.15) for name in ("cat", "dog", "emu")}
SWAPPED = {"p_cat": LIKELY["p_dog"], "p_dog": LIKELY["p_cat"], "p_emu": LIKELY["p_emu"]}


def with_one(values: np.ndarray, strange: float) -> np.ndarray:
    """Return the values with a strange one in row 17."""
    found = values.astype(np.float64)
    found[17] = strange
    return found


@pytest.fixture
def run(inside: Callable[..., tuple[int, str, str]]) -> Run:
    """Return what runs a project in this process, and gives the exit code and all words."""

    def once(project: str) -> tuple[int, str]:
        Path("lockgate.yaml").write_text(HEAD + project, encoding="utf-8")
        code, out, err = inside("run", "--no-color")
        words = " ".join((out + err).split())
        assert "Traceback" not in words
        return code, words

    return once


def write(name: str, columns: Mapping[str, Any]) -> None:
    pq.write_table(pa.table({key: pa.array(values) for key, values in columns.items()}), name)


@pytest.mark.parametrize(
    ("project", "columns", "code", "says"),
    [
        (BINARY, {"y": LABELS, "p": SCORES}, 0, "PASS all gates open"),
        (BINARY, {"y": LABELS == 1, "p": SCORES}, 0, "PASS all gates open"),
        (BINARY, {"y": LABELS.astype(float), "p": SCORES}, 0, "PASS all gates open"),
        (NAMED, {"y": np.where(LABELS, "yes", "no"), "p": SCORES}, 0, "PASS all gates open"),
        (BINARY, {"y": np.where(LABELS, "yes", "no"), "p": SCORES}, 4, "or text with `positive` naming"),
        (BINARY, {"y": LABELS.astype(str), "p": SCORES}, 4, "or text with `positive` naming"),
        (NAMED, {"y": PETS, "p": SCORES}, 4, "has values besides 'yes', such as 'cat' and 'emu'"),
        (BINARY, {"y": LABELS / 2, "p": SCORES}, 4, "of 400 rows, 200 have a `y` other than 0 and 1"),
        (BINARY, {"y": with_one(LABELS, math.nan), "p": SCORES}, 4, "1 has a `y` other than 0 and 1"),
        (BINARY, {"y": np.ones(N), "p": SCORES}, 3, "undefined: no negative rows"),
        (BINARY, {"y": np.zeros(N), "p": SCORES}, 3, "undefined: no positive rows"),
        (BINARY, {"y": LABELS, "p": np.full(N, 0.5)}, 1, "roc_auc ≥ 0.6 FAIL LG421 0.5, 95 % interval"),
        (BINARY, {"y": LABELS, "p": 1 - SCORES}, 1, "roc_auc ≥ 0.6 FAIL LG421 0"),
        (BINARY, {"y": LABELS, "p": with_one(SCORES, math.nan)}, 4, "1 has a `p` outside [0, 1] or NaN"),
        (BINARY, {"y": LABELS, "p": with_one(SCORES, math.inf)}, 4, "1 has a `p` outside [0, 1] or NaN"),
        (BINARY, {"y": LABELS, "p": SCORES.astype(str)}, 4, "column `p` must be numeric"),
        (OF_THREE, {"y": PETS, **LIKELY}, 0, "PASS all gates open"),
        (OF_THREE, {"y": PETS, **SWAPPED}, 1, "accuracy ≥ 0.6 FAIL LG421"),
        (
            OF_THREE,
            {"y": PETS, **LIKELY, "p_cat": LIKELY["p_cat"] / 2},
            4,
            "400 have `p_cat, p_dog, p_emu` outside [0, 1], NaN, or more than 0.001 from 1 in sum",
        ),
        (OF_THREE, {"y": PETS, **LIKELY, "p_dog": with_one(LIKELY["p_dog"], math.nan)}, 4, "1 has `p_cat,"),
        (
            OF_THREE,
            {"y": np.where(PETS == "emu", "cow", PETS), **LIKELY},
            4,
            "133 have a `y` that is none of the named classes, such as 'cow'",
        ),
    ],
)  # fmt: skip
def test_predictions_are_judged_or_refused(
    project: str, columns: Mapping[str, Any], code: int, says: str, run: Run
) -> None:
    write("scored.parquet", columns)

    found, words = run(project)

    assert (found, says in words) == (code, True), words


def test_ties_everywhere_count_half(run: Run) -> None:
    score = np.where(np.arange(N) % 10 < 8, 0.25 + 0.5 * LABELS, 0.75 - 0.5 * LABELS)
    write("scored.parquet", {"y": LABELS, "p": score})

    code, _ = run(BINARY)

    (report,) = Path(".lockgate/evidence").glob("*/run.json")
    findings = json.loads(report.read_text(encoding="utf-8"))["result"]["stages"][0]["entries"][0]["findings"]
    assert code == 0
    assert findings[0]["observed"] == pytest.approx(roc_auc_score(LABELS, score), abs=1e-9)


def test_ten_thousand_classes_are_refused_with_the_limit(run: Run) -> None:
    write("scored.parquet", {"y": np.arange(20_000) % 10_000, "p": np.arange(20_000) % 10_000})

    code, words = run(CLASSES.replace("CANDIDATE", "p"))

    assert (code, "`label` must be a column of at most 1,000 classes (`y`), got 10000" in words) == (4, True), (
        words
    )


def test_ten_thousand_columns_of_probabilities_are_refused_at_their_line(run: Run) -> None:
    columns = ", ".join(f"c{at}: p{at}" for at in range(10_000))

    code, words = run(CLASSES.replace("CANDIDATE", f"{{{columns}}}"))

    assert (code, "`candidate` must be 2 to 100 columns by name" in words) == (2, True), words
    assert words.startswith("lockgate.yaml:13:")


@pytest.mark.parametrize("project", [SLICED, FAIR], ids=["slices", "groups"])
def test_a_million_values_are_no_slices(project: str, run: Run) -> None:
    duckdb.sql("""
        copy (select range % 2 as y, 0.25 + 0.5 * (range % 2) as p, 'g' || range as g from range(1000000))
        to 'scored.parquet'
    """)

    code, words = run(project)

    assert (code, "`g` must be a column of at most 5,000 values, to cut rows by (use `bins`" in words) == (
        4,
        True,
    ), words


MODELS = """
import threading


def right(rows):
    return rows["x"]


def breaks(rows):
    for at, x in enumerate(rows["x"]):
        if at == 17:
            raise ValueError(f"row {at}: {x} is too much")


def short(rows):
    return rows["x"][1:]


def single(rows):
    return 0.5


def words(rows):
    return ["late"] * len(rows)


def nothing(rows):
    return rows["x"] * float("nan")


def swapped(rows):
    return [[x, 1 - x] for x in rows["x"]]


def leaves(rows):
    raise SystemExit(0)


def hangs(rows):
    threading.Event().wait()
"""
SCORING = """models: {m: {callable: "rules.py:MODEL", features: [x], timeout: TIME}}
stages:
  evaluate:
    - score: {data: raw, models: {p: m}, output: scored.parquet}
    - model: {data: scored, label: y, candidate: p}
      gates:
        - {metric: roc_auc, mustBeGreaterOrEqualTo: 0.6}
"""


@pytest.mark.parametrize(
    ("model", "code", "says"),
    [
        ("right", 0, "PASS all gates open"),
        ("breaks", 4, "model `rules.py:breaks`: cannot score: ValueError: row 17: 0.75 is too much"),
        ("short", 4, "it returned 399 predictions for 400 rows"),
        ("single", 4, "it returned a single number for 400 rows"),
        ("words", 4, "it returned something that is no number"),
        ("nothing", 4, "400 have a `p` outside [0, 1] or NaN"),
        ("swapped", 1, "roc_auc ≥ 0.6 FAIL LG421 0"),
        ("leaves", 4, "it tried to end the program"),
        ("absent", 4, "has no attribute 'absent'"),
    ],
)
def test_a_model_scores_or_says_why_not(model: str, code: int, says: str, run: Run) -> None:
    write("raw.parquet", {"y": LABELS, "x": np.where(LABELS, 0.75, 0.25)})
    Path("rules.py").write_text(MODELS, encoding="utf-8")

    found, words = run(SCORING.replace("MODEL", model).replace("TIME", "1 minute"))

    assert (found, says in words) == (code, True), words
    assert Path("scored.parquet").exists() == ("`p`" in says or code in (0, 1))


def test_a_model_that_hangs_ends_as_an_error_in_its_time(run: Run) -> None:
    write("raw.parquet", {"y": LABELS, "x": SCORES})
    Path("rules.py").write_text(MODELS, encoding="utf-8")

    code, words = run(SCORING.replace("MODEL", "hangs").replace("TIME", "1 s"))

    assert (code, "cannot score: it did not answer within 1 s" in words) == (4, True), words
    assert "scored.p not run" in words


def test_a_function_whose_import_hangs_ends_as_an_error_in_its_time(run: Run) -> None:
    write("raw.parquet", {"y": LABELS, "x": SCORES})
    Path("rules.py").write_text("import threading\nthreading.Event().wait()\n", encoding="utf-8")

    code, words = run(SCORING.replace("MODEL", "hangs").replace("TIME", "1 s"))

    assert (code, "cannot be loaded: it did not answer within 1 s" in words) == (4, True), words


ASKING = {
    "signature": "signature: {model: m, data: raw}",
    "behaviour": "behaviour: {model: m, data: raw, tests: [monotone: {column: x, expect: up}]}",
    "robustness": """robustness:
        model: m
        data: raw
        label: y
        gates: [{metric: roc_auc, max_loss: 0.02}]
        perturbations: [noise: {columns: [x], doses: [0.1]}]""",
    "resources": """resources: {data: raw, candidate: m}
      gates: [{metric: latency_p50_ms, mustBeLessThan: 5000}]""",
}


@pytest.mark.parametrize("kind", sorted(ASKING))
def test_whoever_asks_a_model_that_hangs_gives_it_up(kind: str, run: Run) -> None:
    write("raw.parquet", {"y": LABELS, "x": SCORES})
    Path("rules.py").write_text(MODELS, encoding="utf-8")
    models = 'models: {m: {callable: "rules.py:hangs", features: [x], timeout: PT0.2S}}\n'

    code, words = run(f"{models}stages:\n  evaluate:\n    - {ASKING[kind]}\n")

    assert (code, "cannot score: it did not answer within 0.2 s" in words) == (4, True), words


def test_what_a_model_prints_does_not_stand_before_the_json(
    inside: Callable[..., tuple[int, str, str]],
) -> None:
    write("raw.parquet", {"y": LABELS, "s": SCORES})
    Path("loud.py").write_text(
        "def loud(rows):\n    print('loading')\n    return rows['s']\n", encoding="utf-8"
    )
    Path("lockgate.yaml").write_text(
        HEAD
        + """models:
  loud: {callable: 'loud.py:loud', features: [s]}
stages:
  evaluate:
    - score: {data: raw, models: {p: loud}, output: scored.parquet}
""",
        encoding="utf-8",
    )

    code, out, err = inside("run", "--format", "json")

    assert code == 0
    assert json.loads(out)["verdict"] == "pass"
    assert "loading" in err
