"""The report as one HTML file."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.fakes import run_results

from lockgate.domain.finding import Subject
from lockgate.domain.result import EntryResult, RunResult, StageResult
from lockgate.reports.html import notebook_html, render_html

VOID = {"wbr", "meta", "input", "br", "hr", "link", "img"}
ALL = {
    "green": run_results.green_run(),
    "warning": run_results.warning_run(),
    "red": run_results.red_run(),
    "inconclusive": run_results.inconclusive_run(),
    "error": run_results.error_run(),
    "empty": run_results.empty_run(),
    "large": run_results.large_run(),
    "hostile": run_results.hostile_run(),
}


class _Page(HTMLParser):
    """Collects the elements, and refuses what is closed out of turn."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _page(run: RunResult) -> _Page:
    page = _Page()
    page.feed(render_html(run))
    page.close()
    return page


@pytest.mark.parametrize("run", ALL.values(), ids=ALL.keys())
def test_elements_are_closed_in_turn_and_names_are_unique(run: RunResult) -> None:
    page = _page(run)

    names = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert page.open == []
    assert len(names) == len(set(names))


@pytest.mark.parametrize("run", ALL.values(), ids=ALL.keys())
def test_nothing_is_loaded_and_nothing_runs_but_the_own_script(run: RunResult) -> None:
    page = _page(run)

    tags = [tag for tag, _ in page.elements]
    names = {name for _, attributes in page.elements for name in attributes}
    assert tags.count("script") == 1
    assert {"link", "img", "iframe", "a"} & set(tags) == set()
    assert {"src", "href", "style"} & names == set()
    assert not any(name.startswith("on") for name in names)
    assert "http" not in render_html(run).replace("http-equiv", "")


def test_the_security_policy_allows_the_own_script_and_style_by_their_digests() -> None:
    text = render_html(run_results.red_run())

    for tag in ("script", "style"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in text or f"{tag}-src 'sha256-{digest}'" in text


def test_equal_runs_give_equal_pages() -> None:
    assert render_html(run_results.inconclusive_run()) == render_html(run_results.inconclusive_run())


@pytest.mark.parametrize("run", ALL.values(), ids=ALL.keys())
def test_the_page_can_be_written_to_a_file(run: RunResult) -> None:
    render_html(run).encode()


def test_each_drawing_has_a_title_for_those_who_do_not_see_it() -> None:
    page = _page(run_results.inconclusive_run())

    drawings = [attributes for tag, attributes in page.elements if tag == "svg"]
    names = {attributes.get("id") for tag, attributes in page.elements if tag == "title"}
    assert len(drawings) == 3
    assert all(drawing["role"] == "img" and drawing["aria-labelledby"] in names for drawing in drawings)


def test_what_stands_between_backticks_is_code_and_still_escaped() -> None:
    text = render_html(run_results.hostile_run())

    assert "<code>rm</code>" in text
    assert "<script>alert" not in text


def test_a_notebook_shows_the_page_in_a_frame_of_its_own() -> None:
    cell = notebook_html(run_results.hostile_run(), height=300)

    assert cell.startswith('<iframe sandbox="allow-scripts" srcdoc="&lt;!doctype html&gt;')
    assert cell.count("<") == 2


def test_a_backtick_without_its_twin_is_shown_as_it_is() -> None:
    entry = EntryResult(
        name="e", kind="contract", findings=(replace(run_results.air_time(), summary="a ` <b>"),)
    )

    text = render_html(run_results.run_of(StageResult(name="ingest", entries=(entry,))))

    assert "a ` &lt;b&gt;" in text


def test_long_names_break_after_signs_and_never_within_numbers() -> None:
    finding = replace(run_results.air_time(), subject=Subject("t", ("arrival_delay",)), required="0.005 to 1")
    entry = EntryResult(name="e", kind="contract", findings=(finding,))

    text = render_html(run_results.run_of(StageResult(name="ingest", entries=(entry,))))

    assert "t.<wbr>arrival_<wbr>delay" in text
    assert "0.<wbr>005" not in text
