from __future__ import annotations

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.fakes.contract_pairs import contract_of

from lockgate.app.released_models import (
    MOST_CATEGORIES,
    Training,
    describe_model,
    is_model,
    model_text,
    read_model,
)
from lockgate.bootstrap import engine_of, files
from lockgate.contracts.contract import Contract
from lockgate.contracts.evolution.consumer import Policy, ReleasedModel, Support, judge_model
from lockgate.domain.errors import ColumnNotFoundError, DataError, DocumentError, ParameterError

CONTRACT = contract_of(
    "name: km, logicalType: number, customProperties: [{property: unit, value: km}]\n"
    "name: who, logicalType: string\nname: day, logicalType: date\nname: late, logicalType: boolean\nname: price"
)


def described(root: Path, *, table: str = "trips", features: tuple[str, ...] = ()) -> ReleasedModel:
    rows = {
        "km": [1.5, 2.5, None], "who": ["it's", "b", "b"], "late": [True, True, True],
        "day": [date(2013, 1, 1), date(2013, 1, 2), date(2013, 1, 2)],
        "price": [Decimal("1.10"), Decimal("2.20"), Decimal("2.20")],
    }  # fmt: skip
    pq.write_table(pa.table(rows), root / "train.parquet")
    training = Training(
        model="late", version="3", table=table, location=str(root / "train.parquet"), features=features
    )
    return describe_model(CONTRACT, training, engine_of())


def test_a_model_is_described_by_what_it_has_seen(tmp_path: Path) -> None:
    features = {feature.name: feature for feature in described(tmp_path).features}

    assert (features["km"].support, features["km"].nulls, features["km"].unit) == (
        Support(1.5, 2.5),
        Policy.ACCEPTED,
        "km",
    )
    assert (features["who"].categories, features["who"].nulls) == (("b", "it's"), Policy.REFUSED)
    assert features["day"].support == Support(date(2013, 1, 1), date(2013, 1, 2))
    assert features["late"].categories == (True,)
    assert features["price"].support == Support(1.1, 2.2)


def test_the_document_says_the_same_when_it_is_read_again(tmp_path: Path) -> None:
    model = described(tmp_path)
    path = tmp_path / "late.yaml"
    path.write_text(model_text(model))

    assert read_model(files(), str(path)) == model
    assert is_model(files(), str(path))
    assert judge_model(model, None, CONTRACT) != ()


def test_features_may_be_named_and_must_be_columns(tmp_path: Path) -> None:
    assert [feature.name for feature in described(tmp_path, features=("who", "KM")).features] == ["who", "km"]
    with pytest.raises(ColumnNotFoundError):
        described(tmp_path, features=("nowhere",))
    with pytest.raises(DataError, match="LG206"):
        described(tmp_path, table="others")


def test_a_column_with_too_many_values_has_no_encoder(tmp_path: Path) -> None:
    pq.write_table(pa.table({"who": [str(i) for i in range(MOST_CATEGORIES + 1)]}), tmp_path / "t.parquet")
    training = Training(
        model="m", version="1", table="trips", location=str(tmp_path / "t.parquet"), features=("who",)
    )

    assert describe_model(CONTRACT, training, engine_of()).features[0].categories == ()


def seen(root: Path, columns: dict[str, object], contract: Contract = CONTRACT) -> ReleasedModel:
    """Describe a model that was trained on some columns."""
    pq.write_table(pa.table(columns), root / "t.parquet")
    training = Training(
        model="m", version="1", table="trips", location=str(root / "t.parquet"), features=tuple(columns)
    )
    return describe_model(contract, training, engine_of())


def test_nan_and_infinities_are_no_ends_of_what_was_seen(tmp_path: Path) -> None:
    strange = [-100.0, 3.5, math.nan, math.inf, -math.inf]

    (feature,) = seen(tmp_path, {"km": strange}).features

    assert feature.support == Support(-100.0, 3.5)


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({"km": pa.array([], pa.float64())}, "it has no rows"),
        ({"km": pa.array([None, None], pa.float64())}, "column `km` has no value"),
        ({"km": pa.array([math.nan])}, "column `km` has no value"),
        ({"who": pa.array([None], pa.string())}, "column `who` has no value"),
    ],
    ids=["no rows", "only nulls", "only NaN", "only null texts"],
)
def test_who_has_seen_nothing_promises_nothing(tmp_path: Path, columns: dict[str, object], text: str) -> None:
    with pytest.raises(DataError, match=text):
        seen(tmp_path, columns)


def test_instants_with_a_zone_are_seen_in_utc_and_units_whatever_the_case_of_names(tmp_path: Path) -> None:
    contract = contract_of("name: At, logicalType: timestamp, customProperties: [{property: unit, value: UTC}]")
    zoned = pa.array([datetime(2013, 1, 1, 2, tzinfo=UTC), datetime(2013, 1, 2, tzinfo=UTC), None])
    for kind in ("us", "ns"):
        pq.write_table(
            pa.table({"at": zoned.cast(pa.timestamp(kind, "Europe/Athens"))}), tmp_path / "train.parquet"
        )
        training = Training(model="m", version="1", table="trips", location=str(tmp_path / "train.parquet"))
        (feature,) = describe_model(contract, training, engine_of()).features

        assert feature.support == Support(datetime(2013, 1, 1, 2, tzinfo=UTC), datetime(2013, 1, 2, tzinfo=UTC))
        assert feature.unit == "UTC"
    pq.write_table(
        pa.table({"at": zoned.cast(pa.timestamp("ns", "UTC")).cast(pa.timestamp("ns"))}),
        tmp_path / "train.parquet",
    )
    (feature,) = describe_model(contract, training, engine_of()).features
    assert feature.support == Support(datetime(2013, 1, 1, 2), datetime(2013, 1, 2))  # noqa: DTZ001 - it has none


def test_a_feature_is_named_once(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="`features` must be different columns, got 'KM'"):
        described(tmp_path, features=("km", "KM"))


def test_values_of_classified_columns_stay_behind_and_the_document_says_so(tmp_path: Path) -> None:
    contract = contract_of(
        "name: km, logicalType: number, classification: personal\nname: who, classification: secret"
    )

    model = seen(tmp_path, {"KM": [17.25, 99.5], "who": ["Ada", "Bob"]}, contract)
    text = model_text(model, contract.tables[0].masked)

    assert [(one.support, one.categories) for one in model.features] == [(Support(), ()), (Support(), ())]
    assert text.count("# support and categories are left out: the contract classifies the column") == 2
    assert not any(value in text for value in ("17.25", "99.5", "Ada", "Bob"))
    (tmp_path / "m.yaml").write_text(text)
    assert read_model(files(), str(tmp_path / "m.yaml")) == model


@pytest.mark.parametrize(
    ("feature", "text"),
    [
        ("{name: km, support: {min: -100.0, max: NaN}}", "a finite number, a date or an instant"),
        ("{name: km, support: {max: Infinity}}", "a finite number, a date or an instant"),
        ("{name: km, support: {min: .inf}}", "a finite number, a date or an instant"),
        ("{name: km}, {name: KM}", "`features` must be different columns"),
    ],
)
def test_a_document_that_cannot_be_compared_with_is_refused(tmp_path: Path, feature: str, text: str) -> None:
    head = "lockgate_model: 1\nmodel: m\nversion: '1'\ncontract: trips\ncontract_version: 1.0.0\n"
    (tmp_path / "m.yaml").write_text(f"{head}features: [{feature}]\n")

    with pytest.raises(DocumentError, match=text):
        read_model(files(), str(tmp_path / "m.yaml"))


def test_mistakes_have_a_place_and_other_documents_are_no_models(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("lockgate_model: 1\nmodel: m\nfeatures: [{nam: x}]\n")

    with pytest.raises(DocumentError, match=r"m.yaml:3"):
        read_model(files(), str(path))
    path.write_text("kind: DataContract\n")
    assert not is_model(files(), str(path))
    assert not is_model(files(), str(tmp_path / "none.yaml"))
