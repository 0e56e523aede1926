from __future__ import annotations

import pytest

from lockgate.app.project.read_slices import read_slice
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.gates.slicing import Dimension, SliceSet


@pytest.mark.parametrize(
    ("text", "slice_set"),
    [
        ("carrier", (Dimension("carrier"),)),
        ("{column: km, bins: 3}", (Dimension("km", bins=3),)),
        ("[carrier, {column: km, bins: 3}]", (Dimension("carrier"), Dimension("km", bins=3))),
    ],
)
def test_a_column_or_several(text: str, slice_set: SliceSet) -> None:
    problems: list[Problem] = []

    assert read_slice(read_yaml(text, "lockgate.yaml"), problems) == slice_set
    assert problems == []


def test_mistakes_are_told_and_left_out() -> None:
    problems: list[Problem] = []

    found = read_slice(read_yaml("[carrier, {colum: km}]", "lockgate.yaml"), problems)

    assert found == (Dimension("carrier"),)
    assert {problem.code for problem in problems} == {"LG312"}
