from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.fakes.probed import asked, loans_home
from tests.fakes.projects import Home

from lockgate.app.entries.probed import Answerer, Probed, Wanted, probed
from lockgate.app.model_spec import ModelSpec
from lockgate.app.project.probe_specs import ProbedTable
from lockgate.domain.errors import ColumnNotFoundError, ModelError, ParameterError
from lockgate.probes.rows import Rows, n_rows


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a project with loans and two models."""
    return loans_home(tmp_path_factory.mktemp("loans"))


def probe(home: Home, *, model: str = "full", rows: int = 50, reads: Sequence[str] = ("sex",)) -> Probed:
    _, context = asked(home, ENTRY)
    work = ProbedTable(model=model, data="test", rows=rows)
    with probed(work, context, Wanted(reads=tuple(reads), labels=("default",)), ["slim"]) as found:
        assert found.others[0].predict(found.rows).shape == (rows,)
        assert found.model.predict(found.rows).shape == (rows,)
        return found


ENTRY = "behaviour: {model: full, data: test, tests: [{valid_output: {}}]}"


def test_rows_are_drawn_with_what_is_read(home: Home) -> None:
    found = probe(home)

    assert found.model.features == ("income", "debt", "age")
    assert set(found.rows) == {"income", "debt", "age", "sex", "default"}
    assert (found.facts.rows, n_rows(found.rows)) == (600, 50)
    again = probe(home)
    assert all(np.array_equal(found.rows[name], again.rows[name]) for name in found.rows)


def test_the_order_of_the_table_does_not_matter(home: Home, tmp_path: Path) -> None:
    turned = loans_home(tmp_path)
    path = turned.root / "data/test.parquet"
    pd.read_parquet(path).sample(frac=1, random_state=5).to_parquet(path)

    first, second = probe(home), probe(turned)

    assert all(np.array_equal(first.rows[name], second.rows[name]) for name in first.rows)
    assert np.unique(first.rows["income"]).size == 50


def test_where_there_are_no_more_rows_all_are_taken(home: Home) -> None:
    assert n_rows(probe(home, rows=600).rows) == 600


def test_a_model_that_is_not_there_is_told(home: Home) -> None:
    with pytest.raises(ModelError, match="no such file"):
        probe(home, model="gone")


def test_a_table_without_rows_is_told_and_the_model_not_blamed(tmp_path: Path) -> None:
    home = loans_home(tmp_path)
    pd.read_parquet(home.root / "data/test.parquet")[:0].to_parquet(home.root / "data/test.parquet")

    with pytest.raises(ParameterError, match="`data` must be a table with rows, got 'test'"):
        probe(home)


def test_a_column_that_is_not_there_is_told(home: Home) -> None:
    with pytest.raises(ColumnNotFoundError, match="has no column `zip`"):
        probe(home, reads=["zip"])


def test_a_model_that_knows_no_features_gets_all_but_the_label(home: Home) -> None:
    _, context = asked(home, ENTRY)
    model = Silent()
    ports = replace(context.ports, models=Loads(model))

    work, wanted = ProbedTable(model="full", data="test"), Wanted(labels=("default",))
    with probed(work, replace(context, ports=ports), wanted) as found:
        found.model.predict(found.rows)

    assert "default" not in found.model.features
    assert "sex" in found.model.features
    assert model.is_closed
    several = Answerer(name="m", features=("age",), model=Silent(classes=2))
    assert several.predict(found.rows).shape == (n_rows(found.rows), 2)
    with pytest.raises(ModelError, match="2 numbers a row"):
        several.number()(found.rows)
    with pytest.raises(ParameterError, match="nobody knows its classes"):
        several.number("cat")


class Silent:
    """A model that says nothing about itself."""

    features: Sequence[str] = ()
    classes: Sequence[str] = ()

    def __init__(self, classes: int = 1) -> None:
        self.is_closed = False
        self.n_classes = classes

    def predict(self, rows: Rows) -> np.ndarray:
        shape = (n_rows(rows),) if self.n_classes == 1 else (n_rows(rows), self.n_classes)
        return np.zeros(shape)

    def close(self) -> None:
        self.is_closed = True


@dataclass
class Loads:
    """Loads one model, whatever is asked for."""

    model: Silent

    def load(self, spec: ModelSpec) -> Silent:
        assert spec.file
        return self.model
