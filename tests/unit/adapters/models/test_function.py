from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lockgate.adapters.models.function import FunctionModel, load_function
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

RULES = """
from dataclasses import dataclass

from lockgate.domain.errors import ParameterError


@dataclass
class Rule:
    weight: float = 0.25


def score(rows):
    return rows["x"] * Rule().weight


def classes(rows):
    return [[0.2, 0.3, 0.5]] * len(rows)


def broken(rows):
    raise ZeroDivisionError("row 17")


def refused(rows):
    raise ParameterError.of("rules", "x", "positive", -1)


NUMBER = 7
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Return a file of functions."""
    (tmp_path / "rules.py").write_text(RULES)
    return tmp_path / "rules.py"


def load(place: object, name: str, **options: Any) -> FunctionModel:  # noqa: ANN401 - fields of the spec
    return load_function(ModelSpec(callable=f"{place}:{name}", **options))


def test_a_function_of_a_file_gives_numbers(rules: Path) -> None:
    model = load(rules, "score", features=("x",))

    assert (model.features, model.classes) == (("x",), ())
    assert model.predict({"x": np.array([1.0, 2.0]), "y": np.zeros(2)}).tolist() == [0.25, 0.5]
    model.close()


def test_a_function_may_give_a_probability_a_class(rules: Path) -> None:
    model = load(rules, "classes", classes=("a", "b", "c"))

    assert model.classes == ("a", "b", "c")
    assert model.predict({"x": np.zeros(2)}).shape == (2, 3)


def test_a_function_of_a_module_is_imported() -> None:
    assert load("numpy", "asarray").predict({"x": np.array([3.0])}).tolist() == [3.0]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("broken", "ZeroDivisionError: row 17"),
        ("refused", "must be positive"),
        ("score", "lacks 1 of its features: x"),
    ],
)
def test_what_a_function_raises_is_its_reason(name: str, says: str, rules: Path) -> None:
    with pytest.raises(Exception, match=says):
        load(rules, name, features=("x",) if name == "score" else ()).predict({"y": np.zeros(1)})


@pytest.mark.parametrize(
    ("module", "name", "says"),
    [
        ("no_such_module", "f", "ModuleNotFoundError"),
        ("json", "no_such_function", "AttributeError"),
        ("RULES", "NUMBER", "`NUMBER` is no function"),
        ("SYNTAX", "f", "SyntaxError"),
        ("none.py", "f", "FileNotFoundError"),
    ],
)
def test_what_is_no_function_cannot_be_loaded(
    module: str, name: str, says: str, rules: Path, tmp_path: Path
) -> None:
    (tmp_path / "syntax.py").write_text("def")
    place = {"RULES": str(rules), "SYNTAX": str(tmp_path / "syntax.py")}.get(module, module)

    with pytest.raises(ModelError, match="LG501") as caught:
        load(place, name)

    assert says in caught.value.text
