from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.projects import CHECKS, Home, trips_contract

from lockgate.app.contract_suites import ValidContract, read_bytes, read_suite, suite_of, validate_contracts
from lockgate.bootstrap import files
from lockgate.checks.range import Range
from lockgate.contracts.parse import read_contract
from lockgate.domain.errors import DataError, DocumentError, ParameterError
from lockgate.domain.position import Position

TWO = trips_contract() + trips_contract(name="stops", lower=1).split("schema:\n")[1]


def test_the_bytes_of_a_document_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff")

    assert read_bytes(files(), str(tmp_path / "a.yaml"), "the contract") == b"\xff"


@pytest.mark.parametrize(
    ("name", "reason"), [("gone.yaml", "No such file or directory"), ("", "Is a directory")]
)
def test_a_document_that_cannot_be_read_is_told_with_its_path(tmp_path: Path, name: str, reason: str) -> None:
    path = str(tmp_path / name)

    with pytest.raises(DocumentError) as caught:
        read_bytes(files(), path, "the contract")

    assert str(caught.value) == f"{path}:1:1  [LG310] the contract cannot be read: {reason}. check the path"


def test_a_path_that_no_file_system_knows_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="the contract cannot be read"):
        read_bytes(files(), str(tmp_path / "a\0b"), "the contract")


def test_a_suite_takes_the_name_that_the_project_gives_the_table() -> None:
    contract = read_contract(trips_contract(classification="personal"), "a.yaml").tables[0]

    suite = suite_of(contract, "raw trips")

    assert (suite.table, suite.key, suite.masked) == ("raw trips", ("id",), frozenset({"minutes"}))
    assert suite.items == contract.items


def test_a_contract_with_one_table_is_about_the_table_whatever_its_name(tmp_path: Path) -> None:
    path = Home(tmp_path).write("a.yaml", trips_contract())

    assert read_suite(files(), str(tmp_path / path), "other").table == "other"


def test_a_contract_with_several_tables_is_read_for_the_one_of_that_name(tmp_path: Path) -> None:
    path = str(tmp_path / Home(tmp_path).write("a.yaml", TWO))

    stops = read_suite(files(), path, "stops")

    ranges = [item.check for item in stops.items if isinstance(item.check, Range)]
    assert [(check.min, check.max) for check in ranges] == [(1, 900)]


def test_a_contract_with_several_tables_must_have_one_of_that_name(tmp_path: Path) -> None:
    path = str(tmp_path / Home(tmp_path).write("a.yaml", TWO))

    with pytest.raises(DataError, match="no table is named `stop`") as caught:
        read_suite(files(), path, "stop")

    assert caught.value.hint == "did you mean `stops`?"


def test_contracts_are_counted_file_by_file(tmp_path: Path) -> None:
    home = Home(tmp_path)
    paths = [str(tmp_path / home.write(name, text)) for name, text in (("a", trips_contract()), ("b", TWO))]

    found = validate_contracts(files(), paths)

    assert found == [ValidContract(paths[0], 1, CHECKS, ()), ValidContract(paths[1], 2, 2 * CHECKS, ())]


def test_the_mistakes_of_all_files_are_told_together(tmp_path: Path) -> None:
    home = Home(tmp_path)
    texts = {"a": trips_contract(), "b": trips_contract().replace("900", "nine"), "c": "kind: DataContract"}
    paths = [str(tmp_path / home.write(name, text)) for name, text in texts.items()] + [str(tmp_path / "gone")]

    with pytest.raises(DocumentError) as caught:
        validate_contracts(files(), paths)

    assert sorted({problem.position.file for problem in caught.value.problems}) == paths[1:]


def test_what_a_contract_says_and_nothing_enforces_is_told_with_its_place(tmp_path: Path) -> None:
    text = trips_contract() + "        relationships: [{to: towns.name.street}]\n"
    path = str(tmp_path / Home(tmp_path).write("a.yaml", text))

    (found,) = validate_contracts(files(), [path])

    assert len(found.notes) == 1
    assert found.notes[0].startswith(f"{path}:15:25  the relationship to `towns.name.street`")


def test_no_file_gives_no_count() -> None:
    assert validate_contracts(files(), []) == []


def test_a_missing_contract_is_told_where_the_project_asks_for_it(tmp_path: Path) -> None:
    place = Position("lockgate.yaml", 7, 9)

    with pytest.raises(DocumentError) as caught:
        read_suite(files(), str(tmp_path / "gone.yaml"), "trips", asked_at=place)

    (problem,) = caught.value.problems
    assert problem.position == place
    assert "gone.yaml` cannot be read: No such file or directory" in problem.text
    assert problem.hint == "check the path; it is relative to the directory of this file"


@pytest.mark.parametrize("text", ["lockgate: 1\nproject: p\n", "lockgate: 1\nstages: {}\n"])
def test_a_project_file_in_the_place_of_a_contract_is_one_mistake(tmp_path: Path, text: str) -> None:
    path = str(tmp_path / Home(tmp_path).write("lockgate.yaml", text))

    with pytest.raises(DocumentError) as caught:
        validate_contracts(files(), [path])

    assert [problem.text for problem in caught.value.problems] == ["this is a project file, not a contract"]


@pytest.mark.parametrize("text", ["lockgate: [", "- lockgate", "kind: DataContract\nlockgate: 1\n"])
def test_any_other_mistake_is_told_as_what_it_is(tmp_path: Path, text: str) -> None:
    path = str(tmp_path / Home(tmp_path).write("a.yaml", text))

    with pytest.raises(DocumentError) as caught:
        validate_contracts(files(), [path])

    assert "project file" not in str(caught.value)


def test_a_contract_with_several_tables_needs_a_name(tmp_path: Path) -> None:
    path = str(tmp_path / Home(tmp_path).write("a.yaml", TWO))

    with pytest.raises(ParameterError) as caught:
        read_suite(files(), path, "")

    assert caught.value.text == "the contract has several tables: `trips`, `stops`"
