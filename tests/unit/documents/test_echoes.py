from __future__ import annotations

from lockgate.documents.echoes import without_echoes
from lockgate.documents.node import Mapping, problem_at
from lockgate.documents.yaml_reader import read_yaml


def test_only_the_mapping_with_the_misspelt_key_is_spared() -> None:
    root = read_yaml("- {nam: x}\n- {b: y}\n", "x.yaml")
    first, second = (item for item in root.items if isinstance(item, Mapping))  # type: ignore[union-attr]  # a list is read
    unknown = problem_at(first.entries[0], "LG312", "unknown key `nam`", "did you mean `name`?")
    missing = [problem_at(item, "LG313", "key `name` is missing") for item in (first, second)]

    assert without_echoes([*missing, unknown], root) == [missing[1], unknown]
