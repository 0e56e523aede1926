from __future__ import annotations

import pytest
from tests.fakes.contract_pairs import changes_of, contract_of

from lockgate.contracts.evolution.compat import judge_compatibility
from lockgate.contracts.evolution.mode import Mode
from lockgate.reports.evolution.words import from_to, places, verdict_sentence, version_sentence

TOO_LITTLE = "1.0.0 → 1.0.1 says too little for a changed promise: write 1.1.0"


@pytest.mark.parametrize(
    ("old", "new", "columns", "sentence"),
    [
        ("1.0.0", "1.0.0", "name: x", "1.0.0 → 1.0.0: nothing changed"),
        ("1.0.0", "1.1.0", "name: x, required: true", "1.0.0 → 1.1.0 says enough for a changed promise"),
        ("1.0.0", "1.0.1", "name: x, required: true", TOO_LITTLE),
        ("1.0.0", "1.0.0", "name: y", "the content changed and the version is still 1.0.0: write 2.0.0"),
        ("1.1.0", "1.0.0", "name: x, description: z", "1.0.0 comes before 1.1.0: write version 1.1.1"),
    ],
)  # fmt: skip
def test_a_step_is_told_in_a_sentence(old: str, new: str, columns: str, sentence: str) -> None:
    judged = judge_compatibility(
        [contract_of("name: x", version=old)], contract_of(columns, version=new), mode=Mode.FORWARD
    )

    assert version_sentence(judged.last) == sentence


@pytest.mark.parametrize(
    ("version", "columns", "sentence"),
    [
        ("1.1.0", "name: x\nname: y", "forward compatible"),
        ("2.0.0", "name: y", "1 break, announced by the major version"),
        ("1.0.1", "name: x\nname: y", TOO_LITTLE),
        ("1.1.0", "name: y", "1 break in mode forward; 1.0.0 → 1.1.0 says too little for a break: write 2.0.0"),
    ],
)  # fmt: skip
def test_the_whole_is_told_in_a_sentence(version: str, columns: str, sentence: str) -> None:
    judged = judge_compatibility(
        [contract_of("name: x")], contract_of(columns, version=version), mode=Mode.FORWARD
    )

    assert verdict_sentence(judged) == sentence


def test_what_was_and_what_is_stay_on_one_line() -> None:
    (change,) = changes_of("name: x", "name: x, description: '" + "a" * 200 + "'")

    assert from_to(change).startswith("nothing → aaa")
    assert len(from_to(change)) < 110
    assert places(change) == "trips.odcs.yaml:9:9 → trips.odcs.yaml:9:19"
