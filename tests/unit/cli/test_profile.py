from __future__ import annotations

import shutil

from tests.fakes.deliveries import Deliveries
from tests.fakes.projects import Home
from tests.unit.cli.conftest import Shell

HEAD = "lockgate: 1\nproject: trips\n"


def delivered(shell: Shell) -> Deliveries:
    table = Deliveries(Home(shell.root))
    table.days(("2013-01-01", "2013-01-02"))
    table.project()
    data = "data:\n  trips: {source: data/trips, contract: contracts/trips.odcs.yaml, partition: {by: file}}\n"
    table.home.write("lockgate.yaml", f"{HEAD}{data}stages:\n  ingest:\n    - contract: trips\n")
    return table


def test_new_partitions_are_told_and_then_no_row_is_read(shell: Shell) -> None:
    delivered(shell)

    first, second = shell("profile"), shell("profile", "trips")

    assert (first.return_value, second.return_value) == (0, 0)
    assert "2 partitions: 2 new" in first.stdout
    assert "no row was read" in second.stdout


def test_a_file_that_cannot_be_read_is_named_and_the_exit_code_says_so(shell: Shell) -> None:
    delivered(shell).deliver("2013-01-03").write_bytes(b"PAR1")

    result = shell("profile")

    assert result.return_value == 4
    assert "failed     2013-01-03.parquet" in result.stdout


def test_one_partition_is_profiled_alone(shell: Shell) -> None:
    delivered(shell)

    assert "1 partition: 1 new" in shell("profile", "--partition", "2013-01-02").stdout
    assert "1 partition: 1 new" in shell("profile", "--until", "2013-01-01").stdout
    assert "2 partitions: 2 unchanged" in shell("profile", "--again").stdout


def test_a_window_is_judged_from_states_that_outlive_the_rows(shell: Shell) -> None:
    table = delivered(shell)
    file = table.home.root / "lockgate.yaml"
    file.write_text(file.read_text().replace("by: file", "by: file, outlives_data: true"))
    shell("profile")
    (table.home.root / "data/trips/2013-01-01.parquet").unlink()

    result = shell("run", "--window", "2013-01-01..2013-01-02")

    assert result.return_value == 0
    assert "8 rows · 2 partitions merged" in result.stdout
    shutil.rmtree(table.home.root / "data")
