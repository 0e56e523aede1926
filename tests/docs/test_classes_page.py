"""The projects of the page on classes and labels run as they are written."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sklearn.datasets import load_iris
from sklearn.model_selection import cross_val_predict
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from tests.fakes.kinds import stories

import lockgate

PAGE = Path("docs/how-to/gate-classes-and-labels.md")
BLOCK = re.compile(r"^```yaml\n(?P<body>lockgate: 1\n.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def flowers() -> dict[str, np.ndarray]:
    """Return the irises of scikit-learn with the probabilities of two models that did not see them."""
    iris = load_iris()
    names = np.array(["setosa", "versicolor", "virginica"])
    columns = {"species": names[iris.target], "garden": np.array(["north", "south"])[np.arange(150) % 2]}
    for prefix, model in (("old", GaussianNB()), ("new", KNeighborsClassifier(9))):
        chance = cross_val_predict(model, iris.data, iris.target, cv=10, method="predict_proba")
        columns |= {f"{prefix}_{name}": chance[:, at] for at, name in enumerate(names)}
    return columns


def judged(home: Path, text: str, columns: dict[str, np.ndarray]) -> list[tuple[str, str]]:
    (home / "data").mkdir()
    pq.write_table(pa.table(columns), home / "data/scored.parquet")
    (home / "lockgate.yaml").write_text(text, encoding="utf-8")
    found = lockgate.run(home / "lockgate.yaml").findings
    return [(one.check, one.verdict.value) for one in found]


def test_the_flowers_are_judged(tmp_path: Path, pages: dict[Path, str], flowers: dict[str, np.ndarray]) -> None:
    text = BLOCK.findall(pages[PAGE])[0]

    assert judged(tmp_path, text, flowers) == [
        ("f1", "pass"),
        ("f1", "pass"),
        ("f1", "pass"),
        ("recall(of=virginica)", "pass"),
        ("log_loss", "pass"),
        ("negative_flip_rate", "pass"),
    ]


def test_the_stories_are_judged(tmp_path: Path, pages: dict[Path, str]) -> None:
    text = BLOCK.findall(pages[PAGE])[1]

    assert judged(tmp_path, text, stories(5_000, seed=1, noise=0.3)) == [
        ("hamming_loss", "pass"),
        ("accuracy", "pass"),
        ("f1(average=samples)", "pass"),
        ("precision(of=sport)", "pass"),
        ("lrap", "pass"),
    ]
