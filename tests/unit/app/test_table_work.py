"""What is stored of a table keeps its promises however it is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.deliveries import DAYS, Deliveries, changes
from tests.fakes.projects import Home

from lockgate.domain.errors import ParameterError

CUTS = pytest.mark.parametrize("cut", ["by: file", "column: day"])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_values_of_a_masked_column_stay_out_of_the_store_and_its_keys_can_be_compared(home: Home) -> None:
    table = Deliveries(home)
    table.days(DAYS[:1])
    home.write("x", "")

    states = table.refresh(classification="personal")

    (part,) = states.states.values()
    assert part.masked == ("carrier",)
    content = b"".join(file.read_bytes() for file in (home.root / ".lockgate").rglob("*") if file.is_file())
    assert b'"AA"' not in content


def test_a_column_that_becomes_masked_is_profiled_again(home: Home) -> None:
    table = Deliveries(home)
    table.days(DAYS)
    table.refresh()

    states = table.refresh(classification="personal")

    assert set(changes(states).values()) == {"replaced"}


def test_partitions_are_not_named_after_values_of_a_masked_column(home: Home) -> None:
    table = Deliveries(home, "column: carrier, unit: value")

    with pytest.raises(ParameterError, match="not masked"):
        table.job(classification="personal")


def test_states_that_are_damaged_and_whose_rows_are_gone_are_not_kept(home: Home) -> None:
    table = Deliveries(home, "by: file, outlives_data: true")
    table.days(DAYS)
    table.refresh()
    (home.root / "data/trips/2013-01-02.parquet").unlink()
    (home.root / ".lockgate/states/tables/trips/partition/2013-01-02.parquet").write_bytes(b"?")

    assert "2013-01-02" not in changes(table.refresh())
