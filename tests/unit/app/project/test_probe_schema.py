from __future__ import annotations

import pytest

from lockgate.app.project.probe_schema import probe_bodies
from lockgate.documents.validation import SchemaValidator
from lockgate.documents.yaml_reader import read_yaml
from lockgate.probes.behaviours import BEHAVIOURS
from lockgate.probes.perturbations import PERTURBATIONS


def problems(kind: str, text: str) -> list[str]:
    validator = SchemaValidator(probe_bodies()[kind])
    return [problem.text for problem in validator.problems(read_yaml(text, "lockgate.yaml"))]


HEAD = "model: m, data: d, label: y, gates: [{metric: roc_auc, max_loss: 0.1}]"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("robustness", f"{{{HEAD}, perturbations: [{{noise: {{columns: [x], doses: [1]}}}}]}}"),
        (
            "robustness",
            f"{{{HEAD}, perturbations: [{{together: {{doses: [1], faults: [{{sign_flip: {{columns: [x]}}}}]}}}}]}}",
        ),
        (
            "behaviour",
            "{model: m, data: d, tests: [{invariance: {when: {noise: {columns: [x]}}}}, {determinism: {}}]}",
        ),
        ("importance", "{model: m, data: d, label: y, most_idle: 0}"),
        ("training", "{train: a, test: b, label: y, candidate: p, metric: roc_auc, most_gap: 0.1}"),
    ],
)
def test_what_is_read_is_in_the_schema(kind: str, text: str) -> None:
    assert problems(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("robustness", f"{{{HEAD}, perturbations: []}}"),
        ("robustness", f"{{{HEAD}, perturbations: [{{nois: {{}}}}]}}"),
        ("robustness", f"{{{HEAD}, perturbations: [{{}}]}}"),
        ("behaviour", "{model: m, data: d, tests: [{determinism: {}, row_order: {}}]}"),
        ("behaviour", "{model: m, data: d}"),
        ("importance", "{model: m, data: d, label: y, most_idel: 0}"),
        ("training", "{train: a}"),
    ],
)
def test_what_is_not_read_is_not(kind: str, text: str) -> None:
    assert problems(kind, text) != []


def test_every_perturbation_and_test_has_its_words() -> None:
    bodies = probe_bodies()

    listed = bodies["robustness"]["properties"]["perturbations"]["items"]["properties"]
    tests = bodies["behaviour"]["properties"]["tests"]["items"]["properties"]
    assert set(listed) == set(PERTURBATIONS)
    assert set(tests) == set(BEHAVIOURS)
    assert all(body["description"] for body in (*listed.values(), *tests.values()))
