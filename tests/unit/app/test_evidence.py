from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.fakes.run_results import empty_run, error_run, green_run, inconclusive_run, red_run, warning_run

from lockgate.app.evidence import FORMAT, ProjectRun, document_name, evidence_of_run, read_result
from lockgate.domain.codec import canonical_bytes
from lockgate.domain.errors import StateError
from lockgate.domain.result import RunResult
from lockgate.domain.version import __version__

RUNS = [green_run, red_run, inconclusive_run, warning_run, error_run, empty_run]


def main_of(run: ProjectRun) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(run.documents["run.json"])
    return loaded


def test_the_main_document_names_its_format_its_maker_and_the_other_documents() -> None:
    run = evidence_of_run(green_run(), {"states/b.json": {"n": 1}, "states/a.json": [2]})

    main = main_of(run)

    assert (main["format"], main["lockgate"], main["verdict"]) == (FORMAT, __version__, "pass")
    assert list(main["documents"]) == ["states/a.json", "states/b.json"]
    assert list(run.documents) == ["run.json", "states/a.json", "states/b.json"]
    assert run.documents["states/b.json"] == b'{"n":1}\n'


def test_the_same_run_has_the_same_identity_and_bytes() -> None:
    first = evidence_of_run(green_run(), {"a": 1, "b": 2})
    second = evidence_of_run(replace(green_run(), run_id="another"), {"b": 2, "a": 1})

    assert first == second
    assert len(first.result.run_id) == 12


@pytest.mark.parametrize(
    "other",
    [
        evidence_of_run(red_run(), {"a": 1}),
        evidence_of_run(green_run(), {"a": 2}),
        evidence_of_run(replace(green_run(), seed=1), {"a": 1}),
    ],
)
def test_anything_else_found_gives_another_identity(other: ProjectRun) -> None:
    assert evidence_of_run(green_run(), {"a": 1}).result.run_id != other.result.run_id


@pytest.mark.parametrize("made", [make() for make in RUNS], ids=[make.__name__ for make in RUNS])
def test_the_main_document_is_canonical(made: RunResult) -> None:
    run = evidence_of_run(made, {"a": {"n": 1}})

    assert run.documents["run.json"] == canonical_bytes(main_of(run))


@pytest.mark.parametrize("made", [make() for make in RUNS], ids=[make.__name__ for make in RUNS])
def test_a_run_is_read_back_as_it_was(made: RunResult) -> None:
    run = evidence_of_run(made, {})

    again = read_result(main_of(run))

    assert (again.run_id, again.verdict) == (run.result.run_id, run.result.verdict)
    assert [str(finding.subject) for finding in again.findings] == [str(one.subject) for one in made.findings]
    assert read_result(main_of(evidence_of_run(again, {}))).stages == again.stages


@pytest.mark.parametrize("named", [None, "lockgate-evidence/2", 1])
def test_a_document_of_another_format_is_refused(named: object) -> None:
    main = main_of(evidence_of_run(green_run(), {})) | {"format": named}

    with pytest.raises(StateError, match=r"its format is .*, this Lockgate reads 'lockgate-evidence/1'"):
        read_result(main)


@pytest.mark.parametrize("key", ["result", "documents"])
def test_a_document_that_lacks_its_content_is_refused(key: str) -> None:
    main = main_of(evidence_of_run(green_run(), {}))
    del main[key]

    with pytest.raises(StateError, match="it lacks `result` or `documents`"):
        read_result(main)


def test_a_result_that_does_not_fit_is_refused() -> None:
    main = main_of(evidence_of_run(green_run(), {}))
    main["result"]["stages"] = 3

    with pytest.raises(StateError, match="cannot be read"):
        read_result(main)


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "pass"},
        {"documents": {"states/a.json": "0" * 64}},
    ],
)
def test_a_document_that_was_changed_is_refused(change: dict[str, object]) -> None:
    main = main_of(evidence_of_run(red_run(), {})) | change

    with pytest.raises(StateError, match="it was changed since it was written"):
        read_result(main)


def test_a_finding_that_was_changed_is_refused() -> None:
    text = evidence_of_run(red_run(), {}).documents["run.json"].decode()

    with pytest.raises(StateError, match="it was changed since it was written"):
        read_result(json.loads(text.replace('"verdict":"fail"', '"verdict":"pass"')))


def test_documents_are_named_so_that_none_leaves_its_folder_and_no_two_are_one() -> None:
    names = ["flights", "new model", "new-model", "../flights", "/etc/passwd", "a" * 300, "飛行機", "", ".."]

    paths = [document_name("states", name) for name in names]

    assert paths[0] == "states/flights.json"
    assert len(set(paths)) == len(names)
    assert [path for path in paths if path.count("/") != 1 or len(path) > 90] == []
