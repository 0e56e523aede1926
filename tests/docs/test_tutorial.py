"""The tutorial, typed in as it is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path("docs/tutorial/first-gate.md")
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)


class Reader:
    """Somebody who follows the tutorial in a directory of their own."""

    def __init__(self, home: Path, text: str) -> None:
        self.home = home
        blocks = [(found["language"], found["body"]) for found in BLOCK.finditer(text)]
        self.table, self.broken_row = (body for language, body in blocks if language == "csv")
        self.contract, self.rule, self.filter = (body for language, body in blocks if language == "yaml")
        self.save_table(self.table)

    def save_table(self, text: str) -> None:
        (self.home / "trips.csv").write_text(text, encoding="utf-8")

    def save_contract(self, text: str) -> None:
        (self.home / "contracts/trips.odcs.yaml").write_text(text, encoding="utf-8")

    def contract_with_rule(self) -> str:
        kept = self.contract.splitlines(keepends=True)[:-1]
        return "".join(kept) + self.rule

    def broken_table(self) -> str:
        lines = self.table.splitlines(keepends=True)
        lines[6] = self.broken_row
        return "".join(lines)

    def types(self, *command: str) -> tuple[int, str]:
        program = Path(sys.executable).with_name(command[0])
        environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "120"}
        done = subprocess.run(  # noqa: S603 - our own program
            [str(program), *command[1:]],
            cwd=self.home,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def reader(tmp_path: Path, pages: dict[Path, str]) -> Reader:
    """Return a reader who has made the project of step 3."""
    reader = Reader(tmp_path, pages[PAGE])
    code, output = reader.types("lockgate", "init", "trips.csv")
    assert (code, (tmp_path / "lockgate.yaml").exists()) == (0, True), output
    return reader


def test_the_proposed_project_runs_at_once(reader: Reader) -> None:
    code, output = reader.types("lockgate", "run")

    assert code == 0, output


def test_the_healthy_table_opens_the_gate_and_the_report_is_where_the_last_line_says(reader: Reader) -> None:
    reader.save_contract(reader.contract)

    code, output = reader.types("lockgate", "run")

    assert code == 0, output
    assert "PASS" in output
    assert "report.html" in output


def test_the_broken_row_shuts_the_gate_and_nobody_is_named(reader: Reader) -> None:
    reader.save_contract(reader.contract)
    reader.save_table(reader.broken_table())

    code, output = reader.types("lockgate", "run")

    assert code == 1, output
    for text in ("15 to 900", "1 of 10", "nobody is named"):
        assert text in output


def test_the_broken_row_shuts_the_gate_and_is_shown(reader: Reader) -> None:
    reader.save_contract(reader.contract_with_rule())
    reader.save_table(reader.broken_table())

    code, output = reader.types("lockgate", "run")

    assert code == 1, output
    for text in (
        "15 to 900",
        "1 of 10",
        "seen 53 to 9000",
        "the planner books crews from this column",
        "data-eng",
    ):
        assert text in output


def test_a_filter_that_keeps_no_row_is_inconclusive(reader: Reader) -> None:
    reader.save_contract(reader.contract_with_rule() + reader.filter)

    code, output = reader.types("lockgate", "run")

    assert code == 3, output
    assert "INCONCLUSIVE" in output


def test_a_missing_column_is_a_failure_and_what_needed_it_an_error(reader: Reader) -> None:
    reader.save_contract(reader.contract)
    reader.save_table(re.sub(r",[^,\n]*\n", "\n", reader.table))

    code, output = reader.types("lockgate", "run")

    assert code == 1, output
    for text in ("LG404", "missing: `minutes`", "ERROR"):
        assert text in output
