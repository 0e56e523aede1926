"""What to write for a comparator of two data sets: the entry is one that a project accepts."""

from __future__ import annotations

import pytest
import yaml

from lockgate.documents.node import Scalar, Source
from lockgate.drift.spec import DriftSpec
from lockgate.interchange.importers.tfdv.comparators import counts_compared, features_compared
from lockgate.interchange.importers.tfdv.text_format import read_text_format


def said(text: str, *, is_skew: bool = False) -> str:
    return features_compared("fare", "trips", read_text_format(text, Source("s.pbtxt", ())), is_skew=is_skew)


def entry_of(text: str) -> DriftSpec:
    written = text.partition("`- ")[2].partition("`")[0]
    return DriftSpec(**yaml.safe_load(written)["drift"])


@pytest.mark.parametrize(
    ("comparator", "method", "margin"),
    [
        ("jensen_shannon_divergence { threshold: 0.25 }", "jensen_shannon", 0.5),
        ("infinity_norm { threshold: 0.01 }", "l_infinity", 0.01),
        ("infinity_norm { threshold: 0 }", "", None),
        ("infinity_norm { threshold: 1.0 }", "", None),
        ("infinity_norm { threshold: true }", "", None),
        ("", "", None),
    ],
)
def test_a_drift_comparator_is_an_entry_of_a_project(
    comparator: str, method: str, margin: float | None
) -> None:
    entry = entry_of(said(comparator))

    assert (entry.data, list(entry.columns), entry.method or "", entry.margin) == (
        "trips",
        ["fare"],
        method,
        margin,
    )


def test_a_skew_comparator_compares_with_the_accepted_training_table() -> None:
    text = said("infinity_norm { threshold: 0.1 }", is_skew=True)

    assert entry_of(text).reference == "training"
    assert text.endswith("where `training` is the accepted reference")


def test_what_has_no_distance_is_told() -> None:
    assert "no counterpart" in said("normalized_abs_difference { threshold: 0.1 }")
    assert features_compared("a", "t", Scalar(Source("s", ()), 1, 1, 3), is_skew=False).endswith("in a project")


def test_numbers_of_rows_are_compared_by_a_check() -> None:
    assert "row_count_match" in counts_compared("num_examples_drift_comparator")
    assert "row_count_match" not in counts_compared("max_fraction")
