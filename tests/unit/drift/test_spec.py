"""What a drift entry may ask."""

from __future__ import annotations

from typing import Any

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.drift.spec import DriftSpec, ErrorControl
from lockgate.scan.blocks import BlockSpec
from lockgate.stats.drift.decision import Family


def test_the_name_of_a_table_is_enough() -> None:
    assert DriftSpec.from_scalar("flights") == DriftSpec(data="flights")


def test_a_number_names_no_table() -> None:
    with pytest.raises(ParameterError, match="the name of a table"):
        DriftSpec.from_scalar(3)


@pytest.mark.parametrize(
    ("options", "parameter"),
    [
        ({"alpha": 0.5}, "alpha"),
        ({"alpha": 0.0}, "alpha"),
        ({"power": 0.4}, "power"),
        ({"method": "ks"}, "method"),
        ({"methods": {"x": "psi"}}, "methods.x"),
        ({"margin": 0.0}, "margin"),
        ({"margin": "usual"}, "margin"),
        ({"least_margin": 0.0}, "least_margin"),
        ({"margins": {"x": float("inf")}}, "margins.x"),
        ({"missing_margin": 1.0}, "missing_margin"),
        ({"importance": {"x": -1.0}}, "importance.x"),
        ({"min_rows": -1}, "min_rows"),
        ({"features": ("x",)}, "features"),
        ({"multivariate_margins": {"auc": 0.6}}, "multivariate_margins"),
        ({"multivariate_margins": {"domain_classifier": 0.5}}, "multivariate_margins.domain_classifier"),
        ({"multivariate_margins": {"mmd": 0.0}}, "multivariate_margins.mmd"),
        ({"min_slice_rows": -1}, "min_slice_rows"),
        ({"groups": {"weather": ("temp",)}}, "groups"),
        ({"groups": {"weather": ("temp",)}, "slices": ("s",), "control": ErrorControl.HOLM}, "groups"),
        ({"margin": "calibrated", "blocks": BlockSpec(entity="plane")}, "margin"),
    ],
)
def test_a_value_outside_its_domain_is_refused(options: dict[str, Any], parameter: str) -> None:
    with pytest.raises(ParameterError, match=f"`{parameter}`"):
        DriftSpec(data="t", **options)


def test_columns_have_groups_and_weights() -> None:
    groups: dict[str, tuple[str, ...]] = {"weather": ("temp", "wind")}
    spec = DriftSpec(data="t", slices=("carrier",), groups=groups, importance={"temp": 3.0}, margin=0.2)

    assert [spec.group_of(name) for name in ("wind", "carrier")] == ["weather", "other columns"]
    assert [spec.importance_of(name) for name in ("temp", "wind")] == [3.0, 1.0]


def test_every_control_names_a_method() -> None:
    assert {control.family for control in ErrorControl} == set(Family)
