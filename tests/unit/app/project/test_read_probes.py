from __future__ import annotations

import pytest

from lockgate.app.project.probe_specs import BehaviourEntry, ImportanceEntry, Method
from lockgate.app.project.read_entries import read_entry
from lockgate.app.project.robustness_spec import RobustnessEntry
from lockgate.app.project.spec import Entry
from lockgate.app.project.training_spec import TrainingEntry
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.probes.behaviours.flip import Flip, OtherAttack
from lockgate.probes.behaviours.invariance import Invariance
from lockgate.probes.perturbations.noise import Noise
from lockgate.probes.perturbations.sign_flip import SignFlip
from lockgate.probes.perturbations.together import Together


def read(text: str) -> tuple[Entry | None, list[str]]:
    problems: list[Problem] = []
    entry = read_entry(read_yaml(text, "lockgate.yaml"), problems)
    return entry, [f"{one.code} {one.text}" for one in problems]


ROBUST = (
    "robustness: {model: m, data: d, label: y, gates: [{metric: roc_auc, max_loss: 0.1}], perturbations: %s}"
)


def test_perturbations_are_read_by_their_names() -> None:
    faults = "[{sign_flip: {columns: [x]}}, {unit_change: {columns: [z], power: -3}}]"
    noisy = "{noise: {columns: [x], doses: [0.1, 2], up_to: 0.1}}"
    listed = f"[{noisy}, {{together: {{doses: [1], faults: {faults}}}}}]"

    entry, problems = read(ROBUST % listed)

    assert problems == []
    assert entry is not None
    assert isinstance(entry.work, RobustnessEntry)
    noise, together = entry.work.perturbations
    assert noise == Noise(columns=("x",), doses=(0.1, 2), up_to=0.1)
    assert isinstance(together, Together)
    assert (together.columns, together.doses) == (("x", "z"), (1.0,))
    assert [fault.name for fault in together.faults] == ["sign_flip", "unit_change"]
    assert entry.table == "d"
    assert entry.name == "robustness of m"


def test_tests_are_read_by_their_names() -> None:
    tests = (
        "[{determinism: {}}, {invariance: {when: {sign_flip: {columns: [x]}}, tolerance: 0.1}}, "
        "{flip: {features: {x: {direction: up}, s: {}}, groups: [[a, b]], cost: 1, attack: hop_skip_jump, of: late}}]"
    )

    entry, problems = read(f"behaviour: {{model: m, data: d, tests: {tests}}}")

    assert problems == []
    assert entry is not None
    assert isinstance(entry.work, BehaviourEntry)
    _, invariance, flip = entry.work.tests
    assert isinstance(invariance, Invariance)
    assert invariance.when == SignFlip(columns=("x",), doses=(1.0,))
    assert isinstance(flip, Flip)
    assert flip.columns == ("x", "s", "a", "b")
    assert (flip.attack, flip.of) == (OtherAttack.HOP_SKIP_JUMP, "late")


def test_the_other_entries_are_read() -> None:
    importance, first = read(
        "importance: {model: m, data: d, label: y, groups: {size: [a, b]}, most_idle: 0, method: shap}"
    )
    training, second = read(
        "training: {train: a, test: b, label: y, candidate: p, metric: roc_auc, most_gap: 0.1}"
    )

    assert first == second == []
    assert importance is not None
    assert isinstance(importance.work, ImportanceEntry)
    assert importance.work.method is Method.SHAP
    assert importance.work.groups == {"size": ("a", "b")}
    assert training is not None
    assert isinstance(training.work, TrainingEntry)
    assert training.table == "b"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ROBUST % "[]", "LG314 `perturbations` must be at least one, got []"),
        (ROBUST % "[{noise: {column: [x]}}]", "LG312 unknown key `column`"),
        (ROBUST % "x", "LG311 `perturbations` must be a list, got 'x'"),
        (ROBUST % "[x]", "LG311 a perturbation must be a mapping with one key, got 'x'"),
        (
            ROBUST % "[{noise: {}, shift: {}}]",
            "LG311 a perturbation must be a mapping with one key, got 2 keys",
        ),
        (ROBUST % "[{nois: {}}]", "LG315 no perturbation is named `nois`"),
        (ROBUST % "[{noise: {columns: [x]}}]", "LG313 key `doses` is missing"),
        (ROBUST % "[{together: x}]", "LG311 must be a mapping, got 'x'"),
        (
            ROBUST % "[{together: {doses: [1]}}]",
            "LG314 `columns` must be at least one column, each once, got []",
        ),
        (
            ROBUST
            % "[{together: {doses: [1], faults: [{noise: {columns: [x]}}, {sign_flip: {columns: [x]}}]}}]",
            "LG314 `noise` is no fault that a row has or has not",
        ),
        (
            ROBUST % "[{together: {doses: [1], faults: [{sign_fli: {}}]}}]",
            "LG315 no perturbation is named `sign_fli`",
        ),
        ("robustness: m", "LG311 must be a mapping, got 'm'"),
        ("behaviour: m", "LG311 must be a mapping, got 'm'"),
        ("behaviour: {model: m, data: d, tests: [{x: {}}]}", "LG315 no behaviour test is named `x`"),
        (
            "behaviour: {model: m, data: d, tests: [{invariance: {}}]}",
            "LG313 key `when` is missing",
        ),
        (
            "behaviour: {model: m, data: d, tests: [{invariance: {when: {x: {}}}}]}",
            "LG315 no perturbation is named `x`",
        ),
        ("importance: {model: m, data: d, label: y}", "LG314 `most_idle` must be given, or another of"),
        ("training: {train: a}", "LG313 key `test` is missing"),
    ],
)
def test_a_mistake_is_told(text: str, says: str) -> None:
    entry, problems = read(text)

    assert entry is None
    assert any(problem.startswith(says) for problem in problems), problems


@pytest.mark.parametrize(
    "text",
    [
        ROBUST % "[{noise: {column: [x], doses: [1]}}]",
        ROBUST % "x",
        ROBUST % "[{together: {doses: [1], faults: [{sign_fli: {}}]}}]",
        "behaviour: {model: m, data: d, tests: [{x: {}}]}",
    ],
)
def test_what_was_listed_with_mistakes_is_not_said_to_be_missing(text: str) -> None:
    _, problems = read(text)

    assert not any("at least one" in problem or "or more" in problem for problem in problems), problems
