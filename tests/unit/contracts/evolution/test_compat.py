from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.contract_pairs import contract_of

from lockgate.contracts.evolution.compat import Compatibility, judge_compatibility
from lockgate.contracts.evolution.consumer import Feature, ReleasedModel
from lockgate.contracts.evolution.mode import Mode
from lockgate.contracts.evolution.version import Bump
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict

FILLED, OPEN = "name: x, required: true", "name: x"


def judge(*columns: tuple[str, str], mode: Mode = Mode.FORWARD, strict: bool = False) -> Compatibility:
    """Judge the last of some (version, columns) against those before it."""
    contracts = [contract_of(column, version=version) for version, column in columns]
    return judge_compatibility(contracts[:-1], contracts[-1], mode=mode, strict=strict)


def test_a_dropped_promise_breaks_readers_and_says_how_not_to() -> None:
    judged = judge(("1.2.0", FILLED), ("1.3.0", OPEN))

    (breach,) = judged.last.breaches
    assert judged.verdict is Verdict.FAIL
    assert (breach.code, breach.change.kind.value) == ("LG480", "nulls.allowed")
    assert breach.harm == "new tables may hold nulls in `x`, which the old contract promised away"
    assert breach.fix == "keep `required`, or release 2.0.0"
    assert str(judged.suggested) == "2.0.0"


def test_the_same_change_is_harmless_backward() -> None:
    judged = judge(("1.2.0", FILLED), ("1.3.0", OPEN), mode=Mode.BACKWARD)

    assert (judged.verdict, judged.last.breaches, judged.last.needed) == (Verdict.PASS, (), Bump.MINOR)


def test_a_new_promise_breaks_stored_tables() -> None:
    judged = judge(("1.2.0", OPEN), ("1.3.0", FILLED), mode=Mode.BACKWARD)

    assert [breach.code for breach in judged.last.breaches] == ["LG481"]
    assert judged.verdict is Verdict.FAIL


def test_in_full_mode_a_different_promise_breaks_both() -> None:
    judged = judge(
        ("1.0.0", "name: x, logicalType: date"), ("1.1.0", "name: x, logicalType: string"), mode=Mode.FULL
    )

    assert [breach.code for breach in judged.last.breaches] == ["LG480", "LG481"]


def test_a_major_version_announces_the_break_unless_that_is_not_enough() -> None:
    steps = (("1.2.0", FILLED), ("2.0.0", OPEN))

    assert judge(*steps).verdict is Verdict.PASS
    assert judge(*steps).last.breaches
    assert judge(*steps, strict=True).verdict is Verdict.FAIL


def test_changed_content_under_an_unchanged_version_fails() -> None:
    judged = judge(("1.2.0", OPEN), ("1.2.0", "name: x, description: what it is"))

    assert (judged.verdict, judged.last.version_code) == (Verdict.FAIL, "LG483")
    assert str(judged.suggested) == "1.2.1"


def test_too_small_a_step_fails_even_if_nothing_breaks() -> None:
    judged = judge(("1.2.0", OPEN), ("1.2.1", FILLED))

    assert (judged.verdict, judged.last.version_code, judged.last.breaches) == (Verdict.FAIL, "LG482", ())


def test_an_unchanged_contract_passes() -> None:
    assert judge(("1.2.0", OPEN), ("1.2.0", OPEN)).verdict is Verdict.PASS


def test_only_the_version_before_is_asked_unless_the_mode_is_transitive() -> None:
    steps = (("1.1.0", OPEN), ("1.0.0", FILLED), ("1.2.0", OPEN))

    assert judge(*steps).verdict is Verdict.PASS
    transitive = judge(*steps, mode=Mode.FORWARD_TRANSITIVE)
    assert [str(one.old) for one in transitive.comparisons] == ["1.0.0", "1.1.0"]
    assert [transitive.fails(one) for one in transitive.comparisons] == [True, False]


def test_versions_of_another_major_number_are_no_company() -> None:
    judged = judge(
        ("1.0.0", FILLED), ("2.0.0", OPEN), ("2.1.0", OPEN + "\nname: y"), mode=Mode.FORWARD_TRANSITIVE
    )

    assert judged.verdict is Verdict.PASS


def test_nothing_to_compare_with_is_refused() -> None:
    with pytest.raises(ParameterError, match="at least one old version"):
        judge_compatibility([], contract_of(OPEN), mode=Mode.FULL)


def test_a_released_model_that_would_break_fails_whatever_the_version_says() -> None:
    model = ReleasedModel(
        lockgate_model=1, model="late", version="3", contract="trips", contract_version="1.2.0",
        features=(Feature(name="x"),),
    )  # fmt: skip
    other = replace(model, model="early", contract="others")
    old, new = contract_of(FILLED, version="1.2.0"), contract_of(OPEN, version="2.0.0")

    judged = judge_compatibility([old], new, mode=Mode.FORWARD, models=[model, other])
    again = judge_compatibility([new], new, mode=Mode.FORWARD, models=[model])

    assert [breach.is_new for breach in judged.models] == [True]
    assert (judged.verdict, judged.left_out) == (Verdict.FAIL, ("early 3 (others)",))
    assert [breach.is_new for breach in again.models] == [False]
    assert again.verdict is Verdict.PASS
