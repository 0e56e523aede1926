"""The examples that people copy are right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lockgate.app.project.probe_specs import BehaviourEntry
from lockgate.app.project.read import read_project
from lockgate.app.project.read_entries import read_entry
from lockgate.app.project.read_probes import read_perturbation
from lockgate.checks import CHECKS
from lockgate.contracts.parse import read_contract
from lockgate.documents.binding import bind
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.probes.behaviours import BEHAVIOURS
from lockgate.probes.perturbations import PERTURBATIONS
from numpydoc_text import parse

BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_the_yaml_example_of_a_check_is_that_check(name: str) -> None:
    text = parse(CHECKS[name].__doc__).yaml
    problems: list[Problem] = []
    node = read_yaml(text, f"{name}.yaml")

    check = bind(CHECKS[name], node, problems, foreign=frozenset({"check"}))

    assert problems == []
    assert isinstance(check, CHECKS[name])
    assert isinstance(node, Mapping)
    assert f"check: {name}\n" in text


@pytest.mark.parametrize("name", sorted(PERTURBATIONS))
def test_the_yaml_example_of_a_perturbation_is_that_perturbation(name: str) -> None:
    problems: list[Problem] = []

    found = read_perturbation(read_yaml(parse(PERTURBATIONS[name].__doc__).yaml, f"{name}.yaml"), problems)

    assert problems == []
    assert type(found) is PERTURBATIONS[name]


@pytest.mark.parametrize("name", sorted(BEHAVIOURS))
def test_the_yaml_example_of_a_behaviour_is_that_behaviour(name: str) -> None:
    example = parse(BEHAVIOURS[name].__doc__).yaml.replace("\n", "\n    ")
    problems: list[Problem] = []

    found = read_entry(read_yaml(f"behaviour:\n  model: m\n  data: d\n  tests:\n  - {example}", name), problems)

    assert problems == []
    assert found is not None
    assert isinstance(found.work, BehaviourEntry)
    assert type(found.work.tests[0]) is BEHAVIOURS[name]


def test_each_yaml_block_of_the_documentation_is_yaml(pages: dict[Path, str]) -> None:
    read = [read_yaml(text, str(page)) for page, text in _blocks(pages, "yaml")]

    assert len(read) > len(CHECKS)


def test_each_project_of_the_documentation_is_a_project(pages: dict[Path, str]) -> None:
    projects = [text for _, text in _blocks(pages, "yaml") if "\nproject:" in text and "\nstages:" in text]

    assert [read_project(text, "lockgate.yaml", ".").name for text in projects] != []


def test_each_contract_of_the_documentation_is_a_contract(pages: dict[Path, str]) -> None:
    contracts = [text for _, text in _blocks(pages, "yaml") if text.startswith("apiVersion:")]

    assert [read_contract(text, "contract.odcs.yaml") for text in contracts] != []


def test_each_python_block_of_the_documentation_compiles(pages: dict[Path, str]) -> None:
    scripts = [
        (page, text) for page, text in _blocks(pages, "python") if ">>>" not in text and "def " not in text
    ]

    assert [compile(text, str(page), "exec") for page, text in scripts] != []


def _blocks(pages: dict[Path, str], language: str) -> Iterator[tuple[Path, str]]:
    for page, text in pages.items():
        if page.is_relative_to("docs") or page.parent == Path():
            yield from (
                (page, block["body"]) for block in BLOCK.finditer(text) if block["language"] == language
            )
