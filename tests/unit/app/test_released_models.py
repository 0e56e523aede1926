from __future__ import annotations

from datetime import date
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
from lockgate.contracts.evolution.consumer import Policy, ReleasedModel, Support, judge_model
from lockgate.domain.errors import ColumnNotFoundError, DataError, DocumentError

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


def test_mistakes_have_a_place_and_other_documents_are_no_models(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("lockgate_model: 1\nmodel: m\nfeatures: [{nam: x}]\n")

    with pytest.raises(DocumentError, match=r"m.yaml:3"):
        read_model(files(), str(path))
    path.write_text("kind: DataContract\n")
    assert not is_model(files(), str(path))
    assert not is_model(files(), str(tmp_path / "none.yaml"))
