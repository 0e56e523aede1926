from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.gates.signature.judge import (
    AgreedColumn,
    broken_output,
    judge_features,
    judge_nulls,
    judge_outputs,
)
from lockgate.gates.signature.spec import OutputKind, SignatureSpec
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema("trips", tuple(Column(name, LogicalType.NUMBER, "DOUBLE") for name in ("x", "z", "late")))
AGREED = (AgreedColumn("x"), AgreedColumn("z", may_be_absent=True))


def spec(**more: Any) -> SignatureSpec:  # noqa: ANN401 - fields of the spec
    return SignatureSpec(**{"data": "trips", "model": "late", **more})


def said(findings: tuple[Finding, ...]) -> list[tuple[str, Verdict, str]]:
    return [(one.check, one.verdict, one.summary) for one in findings]


@pytest.mark.parametrize(
    ("features", "agreed", "expected"),
    [
        (("x",), None, [("signature_features", Verdict.PASS, "reads 1 column, and all are as they must be")]),
        (
            ("x", "w"),
            AGREED,
            [
                ("signature_features", Verdict.FAIL, "reads 2 columns; the table lacks w"),
                ("signature_contract", Verdict.FAIL, "reads 2 columns; nothing is agreed about w"),
            ],
        ),
        (
            ("x", "z"),
            AGREED,
            [
                ("signature_features", Verdict.PASS, "reads 2 columns, and all are as they must be"),
                ("signature_contract", Verdict.FAIL, "reads 2 columns; nothing is agreed about z"),
            ],
        ),
        (
            (),
            None,
            [("signature_features", Verdict.INCONCLUSIVE, "the model does not name the columns that it reads")],
        ),
    ],
)
def test_columns_that_a_model_reads_are_there_and_agreed(
    features: tuple[str, ...], agreed: tuple[AgreedColumn, ...] | None, expected: list[object]
) -> None:
    assert said(judge_features(spec(), features, SCHEMA, agreed)) == expected


def test_a_model_that_does_not_name_its_columns_is_undecided() -> None:
    found = judge_features(spec(), (), SCHEMA, AGREED)

    assert [one.verdict for one in found] == [Verdict.INCONCLUSIVE] * 2
    assert found[0].hint.startswith("name them in order")


@pytest.mark.parametrize(
    ("tried", "verdict", "summary"),
    [
        ({}, Verdict.PASS, "0 columns may be null, and all are as they must be"),
        ({"x": ""}, Verdict.PASS, "1 column may be null, and all are as they must be"),
        ({"x": "", "z": "ValueError: NaN"}, Verdict.FAIL, "2 columns may be null; it breaks on nulls in z"),
        (None, Verdict.INCONCLUSIVE, "the model does not name the columns that it reads"),
    ],
)
def test_nulls_are_taken_where_they_are_allowed(
    tried: dict[str, str] | None, verdict: Verdict, summary: str
) -> None:
    finding = judge_nulls(spec(), tried)

    assert (finding.verdict, finding.summary) == (verdict, summary)
    assert finding.hint == ("z: ValueError: NaN" if verdict is Verdict.FAIL else finding.hint)


def outputs(values: object, **more: Any) -> dict[str, Finding]:  # noqa: ANN401 - fields of the spec
    found = judge_outputs(spec(**more), np.array(values, dtype=np.float64), ())
    return {one.check.removeprefix("signature_"): one for one in found}


def test_good_probabilities_pass() -> None:
    found = outputs([0.0, 0.5, 1.0])

    assert list(found) == ["output", "finite", "range"]
    assert {one.verdict for one in found.values()} == {Verdict.PASS}
    assert found["output"].summary == "one number for each of 3 rows"
    assert (found["range"].summary, found["range"].n, found["range"].n_failed) == ("all of 3 rows", 3, 0)


@pytest.mark.parametrize(
    ("values", "check", "summary"),
    [
        ([0.5, np.nan, np.inf], "finite", "2 of 3 rows: NaN or infinite"),
        ([0.5, 1.5, -0.25], "range", "2 of 3 rows: they are −0.25 to 1.5"),
    ],
)
def test_bad_probabilities_fail_once(values: list[float], check: str, summary: str) -> None:
    found = outputs(values)

    bad = [name for name, one in found.items() if one.verdict is not Verdict.PASS]
    assert bad == [check]
    assert found[check].summary.replace("-", "−") == summary
    assert (found[check].reason, found[check].n_failed) == (Reason.ROWS_VIOLATE, 2)


def test_nothing_finite_has_no_range() -> None:
    assert outputs([np.nan])["finite"].verdict is Verdict.FAIL
    assert outputs([[np.nan] * 3], output=OutputKind.PROBABILITIES)["sum"].verdict is Verdict.PASS


def test_probabilities_of_classes_sum_to_one() -> None:
    found = outputs([[0.2, 0.3, 0.5], [0.2, 0.3, 0.6]], output=OutputKind.PROBABILITIES)

    assert list(found) == ["output", "finite", "range", "sum"]
    assert found["output"].summary == "3 numbers for each of 2 rows"
    assert found["sum"].verdict is Verdict.FAIL
    assert found["sum"].summary == "1 of 2 rows: off by up to 0.1"


@pytest.mark.parametrize(
    ("classes", "verdict"),
    [(("a", "b", "c"), Verdict.PASS), (("b", "a", "c"), Verdict.FAIL), ((), Verdict.INCONCLUSIVE)],
)
def test_the_order_of_classes_is_part_of_the_signature(classes: tuple[str, ...], verdict: Verdict) -> None:
    expected = spec(output=OutputKind.PROBABILITIES, classes=("a", "b", "c"))

    found = judge_outputs(expected, np.array([[0.2, 0.3, 0.5]]), classes)

    assert found[-1].check == "signature_classes"
    assert found[-1].verdict is verdict


@pytest.mark.parametrize(
    ("values", "kind"), [([[0.2, 0.3, 0.5]], OutputKind.PROBABILITY), ([0.5], OutputKind.PROBABILITIES)]
)
def test_another_shape_fails_alone(values: object, kind: OutputKind) -> None:
    found = outputs(values, output=kind)

    assert list(found) == ["output"]
    assert found["output"].verdict is Verdict.FAIL
    assert bool(found["output"].hint) is (kind is OutputKind.PROBABILITY)


def test_numbers_have_the_bounds_that_are_said() -> None:
    found = outputs([3.0, -1.0], output=OutputKind.NUMBER, minimum=0.0)

    assert found["range"].required == "every prediction is in 0 to ∞"
    assert found["range"].n_failed == 1
    assert outputs([3.0], output=OutputKind.NUMBER)["range"].verdict is Verdict.PASS


def test_a_model_that_could_not_predict_is_an_error_with_its_reason() -> None:
    found = broken_output(spec(), "the model raised ValueError", "see its message")

    assert said((found,)) == [("signature_output", Verdict.ERROR, "the model raised ValueError")]
    assert found.hint == "see its message"
