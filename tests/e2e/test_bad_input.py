"""Bad input of every kind: one clear error, the right exit code, never a pass and never a traceback."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

CONTRACT = """apiVersion: v3.1.0
kind: DataContract
id: t
version: 1.0.0
status: active
schema:
  - name: t
    logicalType: object
    physicalType: table
    properties:
      - name: {column}
        logicalType: number
        required: true
        logicalTypeOptions: {{minimum: 0, maximum: 9}}
"""
RULE = """    quality:
      - type: custom
        engine: lockgate
        implementation: {{check: row_predicate, expression: {expression}}}
"""

Check = Callable[..., tuple[int, str]]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(site: Any, inside: Run) -> Check:  # noqa: ANN401 - the fixture of this folder
    """Return what writes a table and a contract, checks one by the other, and gives exit code and all words."""

    def run(name: str, content: object, contract: str | bytes = CONTRACT.format(column="x")) -> tuple[int, str]:
        root: Path = site.root
        if isinstance(content, pa.Table):
            pq.write_table(content, root / name)
        elif isinstance(content, bytes):
            (root / name).write_bytes(content)
        (root / "c.yaml").write_bytes(contract.encode() if isinstance(contract, str) else contract)
        code, out, err = inside("check", name, "--contract", "c.yaml", "--name", "t", "--no-color")
        words = " ".join((out + err).split())
        assert "Traceback" not in words
        return code, words

    return run


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("missing.csv", None, 2, "no file matches `missing.csv`"),
        ("a.csv", b"", 4, "the file is empty"),
        ("a.parquet", b"", 4, "the file is empty"),
        ("a.csv", b"x\n", 1, "row count 0"),
        ("a.parquet", pa.table({"x": pa.array([], pa.float64())}), 1, "row count 0"),
        ("a.parquet", b"PAR1 and no more", 4, "the file is cut off or is not Parquet"),
        ("a.csv", b"x,y\n1,2\n3\n", 4, "line 3 has 1 values, the first has 2"),
        ("a.csv", b"x,y\n1,\xe9\n", 4, "set `encoding` beside `source`"),
        ("a.xlsx", b"PK", 4, "known endings: .csv"),
        ("a.jsonl", b'{"x": 1}\n{"x": ', 4, "Malformed JSON"),
        ("a.csv", b"x,X\n1,2\n", 4, "differ at most in letter case"),
        ("a.csv", b"y\n1\n", 1, "has no column `x`"),
        ("a.parquet", pa.table({"x": pa.array([None, None], pa.float64())}), 1, "2 of 2 rows"),
        ("a.parquet", pa.table({"x": [1.0, math.nan, math.inf]}), 1, "seen 1 to nan"),
        ("a.parquet", pa.table({"x": ["a"]}), 1, "the type is string"),
    ],
)
def test_a_table_that_cannot_be_accepted_says_why(
    name: str, content: object, code: int, says: str, check: Check
) -> None:
    found, words = check(name, content)

    assert (found, says in words) == (code, True), words


@pytest.mark.parametrize("rows", [1, 50])
def test_a_constant_column_is_fine(rows: int, check: Check) -> None:
    assert check("a.parquet", pa.table({"x": [5.0] * rows}))[0] == 0


def test_a_link_to_itself_is_an_error(site: Any, check: Check) -> None:  # noqa: ANN401 - the fixture of this folder
    (site.root / "loop.csv").symlink_to(site.root / "loop.csv")

    code, words = check("loop.csv", None)

    assert (code, "cannot be read" in words) == (4, True)


@pytest.mark.parametrize(
    "column", ['quo"te', "two words", "straße", "select", "a.b", "it's", "x; drop table t", "1"]
)
def test_a_column_may_have_any_name(column: str, check: Check) -> None:
    contract = CONTRACT.format(column=json.dumps(column, ensure_ascii=False))

    good = check("good.parquet", pa.table({column: [1.0, 9.0]}), contract)
    bad = check("bad.parquet", pa.table({column: [1.0, 99.0]}), contract)

    assert good[0] == 0, good[1]
    assert (bad[0], "1 of 2 rows" in bad[1]) == (1, True)


def test_ten_thousand_columns_are_no_trouble(check: Check) -> None:
    table = pa.table({**{f"c{i}": [1] for i in range(10_000)}, "x": [1.0]})

    assert check("a.parquet", table)[0] == 0


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("x in (select x from t)", "a subquery is not allowed"),
        ("getenv('HOME') = 'x'", "function `getenv` is not allowed"),
        ("read_text('/etc/passwd') is null", "function `read_text` is not allowed"),
        ("'; drop table t", "must be one SQL expression"),
        ("x > 0; drop table t", "`;` is not allowed"),
        ('extract("year from x) > 0 or (select 1) > 0 or extract(year" from x) = 1', "is not allowed"),
        ("xx > 1", "did you mean `x`?"),
        ("sum(x) > 1", "aggregate `sum` is not allowed"),
    ],
)
def test_a_predicate_outside_the_allow_list_is_refused_at_its_line(
    expression: str, says: str, check: Check
) -> None:
    contract = CONTRACT.format(column="x") + RULE.format(expression=json.dumps(expression))

    code, words = check("a.csv", b"x\n1\n", contract)

    assert (code, says in words) == (2, True), words
    assert words.startswith("c.yaml:18:")


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, after in zip("abcdefg", "bcdefgh", strict=True)
)
GOOD = CONTRACT.format(column="x")


@pytest.mark.parametrize(
    ("contract", "says"),
    [
        (GOOD.replace("v3.1.0", "v9.0.0"), "contract version 'v9.0.0' is not read"),
        (GOOD.replace("    properties", "\tproperties"), "found a tab character"),
        (GOOD + "kind: DataContract\n", "key `kind` is written twice"),
        (GOOD.replace("required", "requird"), "did you mean `required`?"),
        (GOOD.replace("minimum: 0", "minimum: 99"), "`minimum` must be at most `maximum`"),
        (BOMB, "aliases repeat more than"),
        ("", "the document is empty"),
        ("- just\n- a list\n", "c.yaml:1:1"),
        ("[" * 5_000, "c.yaml:1"),
        (b"\xff\xfe\x00", "is not UTF-8"),
    ],
)
def test_a_contract_that_cannot_be_read_is_refused_with_its_place(
    contract: str | bytes, says: str, check: Check
) -> None:
    code, words = check("a.csv", b"x\n1\n", contract)

    assert (code, says in words) == (2, True), words
    assert "c.yaml:" in words


def test_a_contract_that_is_not_there_is_named(site: Any) -> None:  # noqa: ANN401 - the fixture of this folder
    (site.root / "a.csv").write_text("x\n1\n")

    code, _, err = site("check", "a.csv", "--contract", "none.yaml")

    assert code == 2
    assert "none.yaml" in err
    assert "Traceback" not in err


PROJECT = """lockgate: 1
project: bad
owner: ops
data:
  scored: {source: d.parquet}
stages:
  evaluate:
    - model: {data: scored, task: binary_classification, label: y, candidate: p, slices: [g]}
      gates:
        - metric: roc_auc
          mustBeGreaterOrEqualTo: 0.6
          slices: all
"""
LABELS = [i % 2 for i in range(400)]
SCORES = [(0.3 + 0.4 * label + (i % 7) / 30) for i, label in enumerate(LABELS)]
GROUPS = ["a"] * 400


@pytest.mark.parametrize(
    ("columns", "code", "says"),
    [
        ({"y": LABELS, "p": SCORES, "g": GROUPS}, 0, "PASS"),
        ({"y": LABELS, "p": SCORES, "g": [*GROUPS[:399], "lonely"]}, 3, "g=lonely roc_auc"),
        ({"y": [1] * 400, "p": SCORES, "g": GROUPS}, 3, "no negative rows"),
        ({"y": LABELS, "p": [2 * score for score in SCORES], "g": GROUPS}, 4, "outside [0, 1] or NaN"),
        ({"y": LABELS, "p": [math.nan] * 400, "g": GROUPS}, 4, "outside [0, 1] or NaN"),
        ({"y": [5] * 400, "p": SCORES, "g": GROUPS}, 4, "scored"),
        ({"y": ["yes"] * 400, "p": SCORES, "g": GROUPS}, 4, "column `y` must be"),
        ({"p": SCORES, "g": GROUPS}, 4, "has no column `y`"),
        (
            {"y": pa.array([], pa.int64()), "p": pa.array([], pa.float64()), "g": pa.array([], pa.string())},
            3,
            "n = 0",
        ),
    ],
)
def test_predictions_that_cannot_be_judged_open_no_gate(
    columns: dict[str, object],
    code: int,
    says: str,
    site: Any,  # noqa: ANN401 - the fixture of this folder
    inside: Run,
) -> None:
    pq.write_table(pa.table(columns), site.root / "d.parquet")
    (site.root / "lockgate.yaml").write_text(PROJECT)

    found, out, err = inside("run", "--no-color")

    words = " ".join((out + err).split())
    assert (found, says in words) == (code, True), words
    assert "Traceback" not in words
