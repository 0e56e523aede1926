"""Confinement, in processes of their own: it has no way back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lockgate.adapters.models import confinement

PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
"""Coverage writes a file when a process ends, which a confined one may not."""

BEGIN = "from lockgate.adapters.models.confinement import confine, refusals\nimport os, socket, subprocess\nconfine()\n"


def said(code: str, directory: Path) -> str:
    done = subprocess.run(  # noqa: S603 - code of this test
        [sys.executable, "-c", BEGIN + code],
        cwd=directory,
        env=PLAIN,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("socket.create_connection(('127.0.0.1', 9))", "socket."),
        ("subprocess.run(['true'])", "subprocess.Popen"),
        ("os.system('true')", "os.system"),
        ("os.fork()", "os.fork"),
        ("os.execv('/bin/true', ['true'])", "os.exec"),
        ("os.remove('here')", "os.remove"),
        ("os.rename('here', 'there')", "os.rename"),
        ("open('new', 'w')", "writing new"),
        ("open('here', 'a')", "writing here"),
        ("os.open('new', os.O_CREAT | os.O_RDWR)", "writing new"),
        ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')", "urllib.Request"),
    ],
)
def test_what_a_model_has_no_need_of_is_refused(code: str, event: str, tmp_path: Path) -> None:
    (tmp_path / "here").write_text("kept")

    text = said(code, tmp_path)

    assert "is not permitted to a model" in text
    assert event in text
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    assert (tmp_path / "here").read_text() == "kept"


def test_what_was_tried_is_remembered_even_if_the_exception_is_hidden(tmp_path: Path) -> None:
    code = "try:\n    os.system('true')\nexcept PermissionError:\n    pass\nprint(refusals)"

    assert said(code, tmp_path).strip() == "['os.system']"


def test_reading_and_computing_go_on(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("kept")

    assert said("open(os.devnull, 'w').write('x'); print(open('here').read())", tmp_path).strip() == "kept"


@pytest.mark.skipif(sys.platform == "win32", reason="the kernel's limit is of POSIX")
def test_the_kernel_lets_no_file_grow(tmp_path: Path) -> None:
    before = "import os\nhandle = os.open('new', os.O_CREAT | os.O_WRONLY)\n"
    done = subprocess.run(  # noqa: S603 - code of this test
        [sys.executable, "-c", before + BEGIN + "os.write(handle, b'x')"],
        cwd=tmp_path, env=PLAIN, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode != 0
    assert (tmp_path / "new").read_bytes() == b""


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", ()),
        ("open", ("new", "w", os.O_WRONLY)),
        ("open", (3, None, os.O_RDWR)),
    ],
)
def test_the_hook_refuses_and_remembers(event: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(PermissionError, match="is not permitted to a model"):
        confinement._hook(event, arguments)

    assert confinement.refusals
    confinement.refusals.clear()


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("import", ("json",)),
        ("open", ("here", "r", os.O_RDONLY)),
        ("open", ("here", "r", None)),
        ("open", (os.devnull, "w", os.O_WRONLY)),
    ],
)
def test_the_hook_lets_the_rest_pass(event: str, arguments: tuple[object, ...]) -> None:
    confinement._hook(event, arguments)

    assert confinement.refusals == []
