from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from tests.fakes.projects import Home
from tests.fakes.weak_slices import classified
from tests.unit.cli.conftest import Shell

PROJECT = """lockgate: 1
project: trips
seed: 7
data:
  scored: data/scored.parquet
stages:
  evaluate:
    - name: candidate
      model:
        data: scored
        label: late
        candidate: p_new
        baseline: p_old
        registry: slices.yaml
        discover: {columns: [city, size, kind], margin: 0.02}
      gates: [{metric: log_loss, mustBeLessOrEqualTo: 0.8, slices: pinned}]
"""


@pytest.fixture
def weak(shell: Shell) -> Shell:
    """Return a shell in a project whose model is weak somewhere."""
    home = Home(Path.cwd())
    home.table("scored", classified(6_000, seed=3, harm=0.5))
    home.write("lockgate.yaml", PROJECT)
    return shell


def test_a_weak_slice_is_found_pinned_judged_and_removed(weak: Shell) -> None:
    found = weak("slices", "discover")
    pinned = weak("slices", "pin", "city-b-kind-y", "--why", "crews")
    listed = weak("slices", "list")
    run = weak("run")
    removed = weak("slices", "remove", "city-b-kind-y")
    after = weak("slices", "list")

    assert (found.return_value, pinned.exit_code, run.return_value) == (0, 0, 1)
    assert "✘  city-b-kind-y" in found.stdout
    assert pinned.stdout == "  pinned city-b-kind-y in slices.yaml\nnext: review and commit it\n"
    assert "  why    crews" in listed.stdout
    assert "city-b-kind-y=true" in run.stdout
    assert removed.stdout.startswith("  removed city-b-kind-y from slices.yaml")
    assert "no slice is pinned yet" in after.stdout


def test_what_is_searched_can_be_said_in_options(weak: Shell) -> None:
    options = ("--metric", "brier", "--against", "rest", "--margin", "0.01", "--depth", "1")

    found = weak("slices", "discover", "--by", "city", "--by", "kind", *options)

    assert "asked: brier not worse than the rest by more than 0.01" in found.stdout


def test_what_other_options_found_can_be_pinned_as_it_is_said(weak: Shell) -> None:
    found = weak("slices", "discover", "--by", "city", "--by", "kind")
    command = found.stdout.splitlines()[-1].partition("lockgate slices ")[2]

    pinned = weak("slices", *shlex.split(command))

    assert command.endswith(" --where \"city = 'b' and kind = 'y'\"")
    assert pinned.exit_code == 0


def test_a_search_that_cannot_be_made_has_the_exit_code_of_its_verdict(weak: Shell) -> None:
    assert weak("slices", "discover", "--minimum", "5000").return_value == 3


def test_a_slice_is_pinned_by_hand(weak: Shell) -> None:
    weak("slices", "pin", "large", "--where", "size > 1")

    assert "  where  size > 1" in weak("slices", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("discover", "--metric", "gini"), "`--metric` must be one of log_loss"),
        (("pin", "a", "b", "--where", "size > 1"), "`--where` must be given with one name"),
        (("pin", "nothing"), "confirmed no slice named `nothing`"),
        (("remove", "nothing"), "no slice is pinned as `nothing`"),
    ],
)
def test_mistakes_are_told(weak: Shell, arguments: tuple[str, ...], says: str) -> None:
    assert says in str(weak("slices", *arguments).exception)
