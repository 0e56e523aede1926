"""The report as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.fakes import run_results

from lockgate.domain.result import RunResult
from lockgate.reports.markdown import LIMIT, _with_code, escape, render_markdown

MARKUP = {"code_inline", "html_inline", "html_block", "link_open", "em_open", "strong_open", "image", "s_open"}


@given(st.text(alphabet="ab|`*_[]()<>!#@&~\\$\n/: w.", max_size=40))
def test_escaped_text_has_no_markup(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"x {escape(text)}")

    kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
    assert kinds & MARKUP == set()


@given(st.text(alphabet="ab|`*_[]()<>!#@&~\\$\n/: w.", max_size=40))
def test_what_stands_between_backticks_is_code_and_nothing_else_is_markup(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"x {_with_code(text)}")

    kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
    assert kinds & MARKUP <= {"code_inline"}


def test_a_command_to_run_next_is_code() -> None:
    assert _with_code("(`lockgate explain LG409`)") == "(`lockgate explain LG409`)"
    assert _with_code("`` `a|b` ``") == r"\`\` \`a\|b\` \`\`"


@given(st.text(alphabet="ab|`*_[]()<>!#@&~\\$ :w.", max_size=40))
def test_a_cell_stays_one_cell(text: str) -> None:
    table = f"| a | b |\n|---|---|\n| {escape(text)} | end |"

    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(table)

    assert sum(token.type == "td_open" for token in tokens) == 2


def test_nobody_is_mentioned_and_nothing_is_referred_to_or_linked() -> None:
    text = escape("@ops #12 https://a.example www.b.example &#64;x")

    assert re.search(r"@\w|#\d|:/|www\.\w|&#64", text.replace("&#8203;", " ")) is None


@pytest.mark.parametrize("limit", [4_000, 20_000, LIMIT])
@pytest.mark.parametrize("run", [run_results.large_run(), run_results.hostile_run(), run_results.red_run()])
def test_a_comment_is_never_longer_than_its_limit(run: RunResult, limit: int) -> None:
    text = render_markdown(run, report="report.html", limit=limit)

    assert len(text) <= limit
    assert text.startswith("## ✘ FAIL")
    assert text.endswith("Whole report: report.html\n")


def test_red_lines_that_do_not_fit_are_counted() -> None:
    text = render_markdown(run_results.large_run(), limit=10_000)

    rows = sum(line.startswith("| ✘ ") for line in text.splitlines())
    missing = re.search(r"(\d+) more red lines did not fit here", text)
    assert rows >= 10
    assert missing is not None
    assert rows + int(missing[1]) == 500


def test_a_comment_never_names_a_script() -> None:
    assert "<script" not in render_markdown(run_results.hostile_run())


def test_an_open_gate_with_warnings_folds_them() -> None:
    text = render_markdown(run_results.warning_run())

    assert "<details><summary>1 warning and 1 note, shutting no gate</summary>" in text


def test_what_ran_on_nothing_says_so() -> None:
    assert "nothing is proved" in render_markdown(run_results.empty_run())


def test_a_table_of_stages_that_does_not_fit_is_counted() -> None:
    stages = tuple(replace(run_results.green_run().stages[0], name=f"stage_{i}" + "x" * 150) for i in range(30))

    text = render_markdown(run_results.run_of(*stages), limit=4_000)

    assert len(text) <= 4_000
    assert "30 stages, too many or too long to list here" in text
