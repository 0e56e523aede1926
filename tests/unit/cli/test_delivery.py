from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.fakes.run_results import red_run

from lockgate.cli.delivery import Delivery, page_of
from lockgate.cli.options import Format
from lockgate.domain.errors import ParameterError


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("r.json", Format.JSON),
        ("r.xml", Format.JUNIT),
        ("r.md", Format.MARKDOWN),
        ("r.HTML", Format.HTML),
        ("r.txt", Format.TERMINAL),
        ("r.log", Format.TERMINAL),
        ("r", Format.TERMINAL),
    ],
)
def test_the_ending_of_the_file_says_the_format(tmp_path: Path, name: str, form: Format) -> None:
    assert Delivery.of("", str(tmp_path / name)).form is form


def test_the_option_is_stronger_than_the_ending(tmp_path: Path) -> None:
    assert Delivery.of("markdown", str(tmp_path / "r.json")).form is Format.MARKDOWN


def test_without_options_the_terminal_gets_the_screen() -> None:
    assert Delivery.of("", "") == Delivery(Format.TERMINAL)


def test_a_dash_is_standard_output() -> None:
    assert Delivery.of("json", "-") == Delivery(Format.JSON)


def test_a_format_goes_to_standard_output_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Delivery(Format.JSON).hand_over(red_run())

    shown = capsys.readouterr()
    assert json.loads(shown.out)["verdict"] == "fail"
    assert shown.err == ""


def test_with_a_file_the_screen_is_still_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "new" / "r.json"

    Delivery.of("", str(file)).hand_over(red_run(), saved="kept")

    shown = capsys.readouterr()
    assert json.loads(file.read_text(encoding="utf-8"))["verdict"] == "fail"
    assert "exit 1" in shown.out
    assert "kept/report.html" in shown.out
    assert shown.err == f"  wrote {file}\n"


def test_the_screen_itself_can_be_written_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "r.txt"

    Delivery.of("", str(file)).hand_over(red_run())

    assert "exit 1" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.TERMINAL])
def test_each_format_has_a_writer(form: Format, capsys: pytest.CaptureFixture[str]) -> None:
    Delivery(form).hand_over(red_run())

    assert capsys.readouterr().out


def test_a_directory_is_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="it is a directory"):
        Delivery.of("json", str(tmp_path))


def test_a_file_below_a_file_is_refused_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(ParameterError, match="cannot be written"):
        Delivery.of("json", str(tmp_path / "file" / "r.json"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_without_permission_is_refused_before_anything_runs(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)

    with pytest.raises(ParameterError, match="permission denied"):
        Delivery.of("json", str(tmp_path / "r.json"))


def test_what_is_no_plain_file_is_written_as_it_is() -> None:
    Delivery(Format.JSON, os.devnull).hand_over(red_run())

    assert not Path(os.devnull).is_file()


def test_a_write_that_fails_leaves_no_draft_and_says_so(tmp_path: Path) -> None:
    delivery = Delivery(Format.JSON, str(tmp_path / "gone" / "r.json"))

    with pytest.raises(ParameterError, match="cannot be written"):
        delivery.hand_over(red_run())


def test_the_page_kept_with_the_evidence_is_one_file() -> None:
    assert page_of(red_run()).lower().startswith(b"<!doctype html>")


def test_an_ending_that_names_no_format_is_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(ParameterError) as caught:
        Delivery.of("", str(tmp_path / "r.xyz"))

    assert "names no format" in caught.value.text
    assert ".json, .xml, .md, .html" in caught.value.hint
    assert Delivery.of("json", str(tmp_path / "r.xyz")).form is Format.JSON
