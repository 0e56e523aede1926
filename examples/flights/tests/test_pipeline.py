"""Integration tests: three real days through features and training."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import skops.io
from features.build import TABLES, build
from train import FEATURES, LABEL, candidate, is_held_out, load, save

HERE = Path(__file__).parent.parent
DAYS = "month = 2 and day between 6 and 8"


@pytest.fixture(scope="module")
def slice_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with three days of flights, a snow storm among them, and the other tables whole."""
    source, target = HERE / "data", tmp_path_factory.mktemp("data")
    if not (source / "flights.parquet").exists():
        pytest.skip("run `python prepare.py` first")
    for table in TABLES[1:]:
        shutil.copy(source / f"{table}.parquet", target)
    with duckdb.connect() as connection:
        flights = connection.read_parquet(str(source / "flights.parquet")).filter(DAYS)
        flights.write_parquet(str(target / "flights.parquet"))
    return target


@pytest.fixture(scope="module")
def table(slice_folder: Path) -> pd.DataFrame:
    """Return the features of the slice."""
    build(slice_folder)
    return pd.read_parquet(slice_folder / "features.parquet")


def test_every_flight_has_one_row_of_features(slice_folder: Path, table: pd.DataFrame) -> None:
    flights = pd.read_parquet(slice_folder / "flights.parquet")

    key = ["year", "month", "day", "carrier", "flight", "origin"]

    assert len(table) == len(flights)
    assert not table[key].duplicated().any()


def test_the_label_agrees_with_the_arrival_delay(slice_folder: Path, table: pd.DataFrame) -> None:
    flights = pd.read_parquet(slice_folder / "flights.parquet")

    late = int((flights["arr_delay"] > 15).sum())

    assert table[LABEL].sum() == late
    assert table[LABEL].isna().sum() == flights["arr_delay"].isna().sum()


def test_recent_delay_agrees_with_a_plain_loop(slice_folder: Path, table: pd.DataFrame) -> None:
    flights = pd.read_parquet(slice_folder / "flights.parquet")
    flights["at"] = flights["time_hour"] + pd.to_timedelta(flights["minute"], unit="min")
    flights["left"] = flights["at"] + pd.to_timedelta(flights["dep_delay"], unit="min")

    for row in table.iloc[100:2500:400].itertuples():
        decided = row.sched_dep_at - pd.Timedelta(minutes=60)
        opens = decided - pd.Timedelta(minutes=120)
        seen = flights[
            (flights["origin"] == row.origin) & (flights["left"] > opens) & (flights["left"] <= decided)
        ]

        assert row.recent_departures == len(seen)
        assert row.recent_delay == pytest.approx(seen["dep_delay"].mean(), nan_ok=True)


def test_building_twice_gives_the_same_bytes(slice_folder: Path) -> None:
    build(slice_folder)
    first = (slice_folder / "features.parquet").read_bytes()

    build(slice_folder)

    assert (slice_folder / "features.parquet").read_bytes() == first


def test_training_twice_gives_the_same_bytes_and_the_file_scores_like_the_model(
    slice_folder: Path, table: pd.DataFrame, tmp_path: Path
) -> None:
    assert len(table) > 0
    rows = load(slice_folder)
    models = [candidate(trees=5).fit(rows[FEATURES], rows[LABEL]) for _ in range(2)]

    for number, model in enumerate(models):
        save(model, tmp_path / f"{number}.skops")

    file = tmp_path / "0.skops"
    loaded = skops.io.load(file, trusted=skops.io.get_untrusted_types(file=file))
    assert file.read_bytes() == (tmp_path / "1.skops").read_bytes()
    assert (loaded.predict_proba(rows[FEATURES]) == models[0].predict_proba(rows[FEATURES])).all()


def test_no_day_is_both_trained_on_and_held_out() -> None:
    days = pd.DataFrame({"year": 2013, "month": 1, "day": [1, 20, 21, 24, 27, 28]})

    held_out = is_held_out(days)

    assert held_out.tolist() == [False, False, True, True, True, False]
