from __future__ import annotations

import pytest

from lockgate.app.project.read_worst_mix import read_worst_mix
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.gates.slicing import Dimension
from lockgate.gates.worst_mix import WorstMix


def _read(text: str) -> tuple[WorstMix | None, list[str]]:
    problems: list[Problem] = []
    found = read_worst_mix(read_yaml(text, "lockgate.yaml"), problems)
    return found, [f"{one.code} {one.text}" for one in problems]


@pytest.mark.parametrize(
    ("text", "mix"),
    [
        ("carrier", WorstMix(groups=(Dimension("carrier"),))),
        ("[carrier, origin]", WorstMix(groups=(Dimension("carrier"), Dimension("origin")))),
        ("{column: distance, bins: 4}", WorstMix(groups=(Dimension("distance", bins=4),))),
        ("{groups: carrier}", WorstMix(groups=(Dimension("carrier"),))),
        (
            "{groups: [{column: distance, bins: 4}], factor: 3}",
            WorstMix(groups=(Dimension("distance", bins=4),), factor=3.0),
        ),
    ],
)
def test_groups_stand_alone_or_beside_a_factor(text: str, mix: WorstMix) -> None:
    assert _read(text) == (mix, [])


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("{factor: 3}", "LG313 key `groups` is missing"),
        ("{groups: carrier, factr: 3}", "LG312 unknown key `factr`"),
        ("{groups: carrier, factor: 1}", "LG314 `factor` must be a number above 1, got 1.0"),
        (
            "{groups: {column: carrier, values: [AA]}}",
            "LG314 `groups` must be columns that put every row in a group",
        ),
        ("[1]", "LG31"),
    ],
)
def test_mistakes_are_told(text: str, mistake: str) -> None:
    found, mistakes = _read(text)

    assert found is None
    assert mistakes[0].startswith(mistake)


def test_no_mix_is_none() -> None:
    assert read_worst_mix(None, []) is None
