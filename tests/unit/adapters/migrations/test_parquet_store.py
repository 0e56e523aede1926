from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.fakes.migration_folders import MigrationHome

from lockgate.adapters.migrations.parquet_store import ParquetStore
from lockgate.bootstrap import engine_of
from lockgate.domain.errors import MigrationError, StateError
from lockgate.migrations.journal import Journal
from lockgate.scan.engine import Source


@pytest.fixture
def home(tmp_path: Path) -> MigrationHome:
    return MigrationHome(tmp_path).ready()


def versions(home: MigrationHome) -> list[str]:
    return sorted(one.name for one in (home.root / "data" / ".trips.versions").iterdir() if one.is_dir())


def test_the_location_becomes_a_link_and_the_old_version_stays_until_it_is_pruned(home: MigrationHome) -> None:
    home.migrator().up()

    assert home.location.readlink() == Path(".trips.versions/0001/trips")
    assert versions(home) == ["0000", "0001"]
    assert len(list((home.root / "data/.trips.versions/0000/trips").iterdir())) == 2
    assert home.store().prune() == ("0000",)
    assert versions(home) == ["0001"]
    assert home.store().prune() == ()


def test_a_table_that_was_never_migrated_has_nothing_to_prune(home: MigrationHome) -> None:
    assert home.store().prune() == ()


def test_an_engine_reads_the_link_like_a_directory(home: MigrationHome) -> None:
    home.migrator().up()
    session = engine_of().open({"trips": Source(str(home.location))})

    assert session.schema("trips").names == ("id", "distance", "who", "first_name")
    session.close()


def test_a_single_file_is_migrated_and_never_away(home: MigrationHome) -> None:
    file = home.root / "data" / "one.parquet"
    pq.write_table(pa.table({"id": [1], "km": [2.0], "who": ["A B"]}), file)
    home.target("table: trips\nparquet: ../data/one.parquet\n")

    home.migrator().up()
    home.migrator().down()

    assert file.readlink() == Path(".one.parquet.versions/0002/one.parquet")
    assert pq.read_table(file).to_pydict() == {"id": [1], "km": [2.0], "who": ["A B"]}


def test_a_directory_may_have_a_point_in_its_name(home: MigrationHome) -> None:
    home.location.rename(home.root / "data" / "trips.2013")
    home.target("table: trips\nparquet: ../data/trips.2013\n")

    home.migrator().up()

    assert pq.read_table(home.root / "data" / "trips.2013").num_rows == 4


def test_a_open_table_that_is_closed_leaves_nothing(home: MigrationHome) -> None:
    opened = home.store().open()
    opened.run(home.read().migrations[0].up)
    opened.close()

    assert versions(home) == []
    assert not home.location.is_symlink()


def test_rows_for_the_checks_are_those_that_are_published(home: MigrationHome) -> None:
    opened = home.store().open()
    opened.mark()
    opened.run(home.read().migrations[0].up)
    seen = pq.read_table(opened.source().location).num_columns
    opened.undo()
    before = pq.read_table(opened.source().location).num_columns
    opened.commit(Journal())
    opened.close()

    assert (seen, before, pq.read_table(home.location).num_columns) == (4, 3, 3)


def test_a_rehearsal_publishes_nothing(home: MigrationHome) -> None:
    rehearsal = home.store().rehearse(0)
    rehearsal.mark()
    rehearsal.run(home.read().migrations[0].up)
    assert pq.read_table(rehearsal.source().location).num_columns == 4
    rehearsal.undo()
    assert len(rehearsal.columns()) == 3

    with pytest.raises(MigrationError, match="publishes nothing"):
        rehearsal.commit(Journal())
    rehearsal.close()
    assert not (home.root / "data" / ".trips.versions").exists()


def test_a_table_that_is_not_there_or_is_no_parquet_is_told(home: MigrationHome, tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="no Parquet file"):
        ParquetStore("t", tmp_path / "nowhere").journal()
    home.write("data/bad/x.parquet", "no parquet")
    for refused in (
        ParquetStore("t", home.root / "data/bad").rehearse,
        lambda _: ParquetStore("t", home.root / "data/bad").open(),
    ):
        with pytest.raises(Exception, match="LG203"):
            refused(0)
    with pytest.raises(MigrationError, match="LG616"):
        ParquetStore("t", tmp_path / "no" / "parent").open()


def test_folders_that_are_partitions_are_refused(home: MigrationHome) -> None:
    (home.location / "year=2013").mkdir()
    (home.location / "part-0.parquet").rename(home.location / "year=2013" / "part-0.parquet")

    with pytest.raises(MigrationError, match="partitioned"):
        home.migrator().up()


def test_somebody_elses_link_is_not_touched(home: MigrationHome) -> None:
    link = home.root / "data" / "alias"
    link.symlink_to("trips")

    with pytest.raises(MigrationError, match="is a link"):
        ParquetStore("trips", link).journal()


def test_a_table_that_was_replaced_after_it_was_migrated_is_not_guessed_at(home: MigrationHome) -> None:
    home.migrator().up()
    home.location.unlink()
    home.location.mkdir()
    pq.write_table(pa.table({"id": [9]}), home.location / "new.parquet")

    with pytest.raises(MigrationError, match="was replaced"):
        home.store().journal()
    with pytest.raises(MigrationError, match="was replaced"):
        home.store().open()
    assert versions(home) == ["0000", "0001"]


def test_a_damaged_manifest_is_told(home: MigrationHome) -> None:
    home.migrator().up()
    manifest = home.root / "data/.trips.versions/0001/manifest.json"
    for text in ("{", '{"format": "other"}', "[]"):
        manifest.write_text(text)
        with pytest.raises(StateError, match="LG210"):
            home.store().journal()


def test_a_disk_that_refuses_leaves_the_table_where_it_was(
    home: MigrationHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = home.rows()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "there")

    monkeypatch.setattr(os, "symlink", refuse)
    with pytest.raises(MigrationError, match=r"LG616.*No space"):
        home.migrator().up()

    assert home.rows() == before
    monkeypatch.undo()
    assert len(home.migrator().up()) == 1
    monkeypatch.setattr(os, "symlink", refuse)
    with pytest.raises(MigrationError, match=r"LG616.*No space"):
        home.migrator().down()
    assert "distance" in home.rows()


def test_a_table_that_was_moved_and_not_linked_is_read_where_it_is_and_linked_again(
    home: MigrationHome,
) -> None:
    home.migrator().up()
    first = home.root / "data/.trips.versions/0000"
    home.location.unlink()
    (home.root / "data/.trips.versions/published").unlink()  # as if the process had been killed in between

    assert home.store().journal().applied == ()
    rehearsal = home.store().rehearse(0)
    assert rehearsal.digest().rows == 4
    rehearsal.close()
    assert first.is_dir()
    assert len(home.migrator().up()) == 1
    assert home.location.is_symlink()


def test_versions_that_were_never_published_are_swept_up(home: MigrationHome) -> None:
    home.migrator().up()
    (home.root / "data/.trips.versions/0002").mkdir()
    (home.root / "data/.trips.versions/0003.draft").mkdir()

    home.store().open().close()

    assert versions(home) == ["0000", "0001"]


def test_a_link_that_cannot_take_its_place_leaves_the_directory_there(
    home: MigrationHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = home.rows()

    def refuse(*_: object) -> None:
        raise OSError(13, "Permission denied", "there")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(MigrationError, match=r"LG616.*Permission denied"):
        home.migrator().up()

    assert home.rows() == before


def test_files_that_differ_in_their_columns_are_refused(home: MigrationHome) -> None:
    (file, *_) = sorted(home.location.glob("*.parquet"))
    table = pq.read_table(file)
    for other in (
        table.append_column("extra", [[1] * len(table)]),
        table.set_column(1, "km", [["x"] * len(table)]),
    ):
        pq.write_table(other, home.location / "z.parquet")

        with pytest.raises(MigrationError, match=r"LG616.*z\.parquet` has other columns"):
            home.migrator().up()

    assert not home.location.is_symlink()


def test_other_files_of_a_directory_are_not_lost(home: MigrationHome) -> None:
    (home.location / "_SUCCESS").touch()
    (home.location / "notes.txt").write_text("precious")

    with pytest.raises(MigrationError, match=r"LG616.*notes\.txt"):
        home.migrator().up()


def test_a_table_of_delta_lake_is_no_directory_of_files(home: MigrationHome) -> None:
    (home.location / "_delta_log").mkdir()

    with pytest.raises(MigrationError, match="Delta Lake"):
        home.migrator().up()
