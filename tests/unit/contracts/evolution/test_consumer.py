from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from tests.fakes.contract_pairs import contract_of

from lockgate.contracts.contract import Contract
from lockgate.contracts.evolution.consumer import (
    Feature,
    ModelBreach,
    Policy,
    ReleasedModel,
    Support,
    judge_model,
)
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Bound
from lockgate.scan.schema import LogicalType

NUMBER = Feature(name="x", type=LogicalType.NUMBER, support=Support(0, 10))
TEXT = Feature(name="c", type=LogicalType.STRING, categories=("a", "b"))
WHOLE = (
    "name: x, logicalType: number, required: true, logicalTypeOptions: {minimum: 0, maximum: 10}\n"
    "name: c, logicalType: string, required: true, enum: [{value: a}, {value: b}]"
)


def released(*features: Feature, table: str = "trips") -> ReleasedModel:
    return ReleasedModel(
        lockgate_model=1, model="late", version="3", contract="trips", contract_version="1.0.0", table=table,
        features=features,
    )  # fmt: skip


def breaches(new: str, *features: Feature, old: str = WHOLE) -> list[ModelBreach]:
    return list(judge_model(released(*features), contract_of(old), contract_of(new)))


def harms(new: str, *features: Feature) -> list[str]:
    return [breach.harm for breach in breaches(new, *features)]


def test_a_contract_that_promises_all_that_a_model_needs_breaks_nothing() -> None:
    assert breaches(WHOLE, NUMBER, TEXT) == []


@pytest.mark.parametrize(
    ("change", "harm"),
    [
        (("name: x", "name: y"), "the feature `x` is gone"),
        (
            ("name: x", "name: y, customProperties: [{property: renamedFrom, value: x}]"),
            "`x` is called `y` now",
        ),
        (("logicalType: number", "logicalType: date"), "`x` may be date, and the model was trained on number"),
        (("logicalType: number, ", ""), "`x` may be any type, and the model was trained on number"),
        (("number, required: true", "number"), "`x` may be null, and the model takes none"),
        (("maximum: 10", "maximum: 12"), "`x` may reach 12, above the 10 that the model was trained up to"),
        (("minimum: 0", "minimum: -1"), "`x` may reach -1, below the 0 that the model was trained down to"),
        ((", maximum: 10", ""), "`x` may lie above the 10 that the model was trained up to"),
        (("{value: b}]", "{value: b}, {value: z}]"), "the encoder has no slot for z in `c`"),
        ((", enum: [{value: a}, {value: b}]", ""), "`c` may hold any value, and the encoder has 2 slots"),
    ],
)
def test_each_need_that_is_no_longer_promised_is_told(change: tuple[str, str], harm: str) -> None:
    new = WHOLE.replace(*change)
    if "minimum" in new and "date" in new:
        new = new.replace(", logicalTypeOptions: {minimum: 0, maximum: 10}", "")

    found = breaches(new, NUMBER, TEXT)

    assert harm in [breach.harm for breach in found]
    assert all(breach.is_new and breach.fix and breach.model == "late 3" for breach in found)


def test_integers_are_numbers_and_numbers_are_no_integers() -> None:
    integer = WHOLE.replace("logicalType: number", "logicalType: integer")

    assert harms(integer, NUMBER) == []
    assert harms(WHOLE, Feature(name="x", type=LogicalType.INTEGER)) == [
        "`x` may be number, and the model was trained on integer"
    ]


def test_what_a_model_accepts_does_not_break_it() -> None:
    takes_all = Feature(
        name="x", nulls=Policy.ACCEPTED, support=Support(0, 1), outside=Policy.ACCEPTED, categories=("q",),
        unknown=Policy.ACCEPTED,
    )  # fmt: skip
    optional = Feature(name="gone", required=False)

    assert harms("name: x", takes_all, optional) == []


def test_another_unit_breaks_a_model_that_knows_its_unit() -> None:
    km = Feature(name="x", unit="km", nulls=Policy.ACCEPTED)

    assert harms("name: x, customProperties: [{property: unit, value: KM}]", km) == []
    assert harms("name: x, customProperties: [{property: unit, value: mi}]", km) == [
        "`x` is in mi, and the model was trained on km"
    ]
    assert harms("name: x", km) == [
        "`x` is in a unit that the contract does not say, and the model was trained on km"
    ]


def test_an_open_end_of_the_support_asks_for_nothing() -> None:
    feature = Feature(name="x", nulls=Policy.ACCEPTED, support=Support(max=10))

    assert harms("name: x, logicalType: number, logicalTypeOptions: {minimum: 5}", feature) == [
        "`x` may lie above the 10 that the model was trained up to"
    ]


def test_what_was_not_promised_before_either_is_not_new() -> None:
    (breach,) = breaches("name: x", Feature(name="x"), old="name: x")

    assert not breach.is_new


@pytest.mark.parametrize(
    ("old", "new", "feature", "is_new"),
    [
        ("maximum: 20", "maximum: 15", NUMBER, False),
        ("maximum: 20", "maximum: 25", NUMBER, True),
        ("minimum: -9", "minimum: -5", NUMBER, False),
        ("name: x", "name: X", NUMBER, False),
        ("enum: [{value: a}, {value: p}, {value: q}]", "enum: [{value: a}, {value: p}]", TEXT, False),
        ("enum: [{value: a}, {value: p}]", "enum: [{value: a}, {value: q}]", TEXT, True),
        ("description: any", "enum: [{value: a}, {value: q}]", TEXT, False),
        ("enum: [{value: a}, {value: q}]", "description: any", TEXT, True),
    ],
)
def test_what_was_let_in_before_is_not_new_though_it_is_said_otherwise(
    old: str, new: str, feature: Feature, *, is_new: bool
) -> None:
    def contract(said: str) -> str:
        if said.startswith(("enum", "description")):
            return f"name: c, logicalType: string, required: true, {said}"
        column = said if said.startswith("name") else "name: x"
        options = "maximum: 30" if said.startswith("name") else said
        return f"{column}, logicalType: number, required: true, logicalTypeOptions: {{{options}}}"

    found = breaches(contract(new), feature, old=contract(old))

    assert found
    assert any(breach.is_new for breach in found) is is_new


def test_a_feature_that_may_be_absent_breaks_a_model_that_needs_it() -> None:
    optional = f"{WHOLE}, customProperties: [{{property: optional, value: true}}]"
    gone = WHOLE.splitlines()[0]

    assert [(one.harm, one.is_new) for one in breaches(optional, TEXT)] == [("`c` may be absent", True)]
    assert breaches(optional, replace(TEXT, required=False)) == []
    assert [one.is_new for one in breaches(optional, TEXT, old=optional)] == [False]
    assert [one.is_new for one in breaches(gone, TEXT, old=optional)] == [True]


def test_a_promise_with_a_tolerance_a_filter_or_a_warning_is_none() -> None:
    rule = "    quality: [{type: custom, engine: lockgate, implementation: {check: completeness, column: x, %s}}]\n"
    feature = Feature(name="x")

    for more in ("tolerance: {rows: 1}", "where: x > 0", "severity: warning", "group_by: [x]"):
        contract = contract_of("name: x", table=rule % more)
        assert [one.harm for one in judge_model(released(feature), None, contract)] == [
            "`x` may be null, and the model takes none"
        ]
    whole = contract_of("name: x", table=rule % "why: filled")
    assert judge_model(released(feature), None, whole) == ()


def test_bounds_of_several_kinds_promise_nothing() -> None:
    rules = "".join(
        f"      - {{type: custom, engine: lockgate, implementation: {{check: range, column: x, max: {bound}}}}}\n"
        for bound in ("5", "'a'")
    )
    contract = contract_of("name: x, required: true", table=f"    quality:\n{rules}")

    (breach,) = judge_model(
        released(Feature(name="x", support=Support(0, 10), outside=Policy.REFUSED)), None, contract
    )[1:]

    assert breach.harm == "`x` may lie above the 10 that the model was trained up to"


def test_a_table_is_found_by_its_name_or_because_it_is_the_only_one() -> None:
    contract: Contract = contract_of(WHOLE)

    assert judge_model(released(NUMBER, table=""), None, contract) == ()
    (breach,) = judge_model(released(NUMBER, table="flights"), None, contract)
    assert breach.harm == "the contract has no table `flights`"


def test_a_model_of_another_format_or_without_features_is_refused() -> None:
    with pytest.raises(ParameterError, match="lockgate_model"):
        ReleasedModel(
            lockgate_model=2, model="m", version="1", contract="c", contract_version="1", features=(NUMBER,)
        )
    with pytest.raises(ParameterError, match="at least one feature"):
        released()


@pytest.mark.parametrize(
    ("ends", "text"),
    [
        ((math.nan, None), "`min` must be a finite number"),
        ((None, math.inf), "`max` must be a finite number"),
        ((None, True), "`max` must be a finite number"),
        (("a", "b"), "`min` must be a finite number"),
        ((1, date(2013, 1, 1)), "`max` must be of the same kind as `min`"),
        ((2, 1), "`min` must be at most `max`"),
    ],
)
def test_ends_of_what_was_seen_can_be_compared(ends: tuple[Bound | None, Bound | None], text: str) -> None:
    with pytest.raises(ParameterError, match=text):
        Support(*ends)


def test_one_value_or_one_day_was_seen() -> None:
    assert Support(1, 1.0).max == 1.0
    assert Support(date(2013, 1, 1), date(2013, 1, 1)).min == date(2013, 1, 1)


def test_a_feature_stands_once_in_a_model() -> None:
    with pytest.raises(ParameterError, match="`features` must be different columns, got 'X'"):
        released(NUMBER, Feature(name="X"))
