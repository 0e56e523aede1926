"""Values to JSON and back; canonical bytes."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.domain.codec import canonical_bytes, digest, from_plain, round_float, to_plain
from lockgate.domain.errors import StateError


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    name: str
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Outer:
    inner: Inner
    colour: Colour
    on: date
    at: datetime
    number: float
    bound: int | float | str | None = None
    pair: tuple[int, str] = (0, "")
    by_name: dict[str, Inner] = field(default_factory=dict)
    anything: Any = None
    is_open: bool = False
    ratio: float | None = None


FULL = Outer(
    Inner("a", (1, 2)),
    Colour.RED,
    date(2013, 1, 1),
    datetime(2013, 1, 1, 5, tzinfo=UTC),
    0.1,
    bound=2.5,
    pair=(1, "x"),
    by_name={"b": Inner("b")},
    anything=[1, "two"],
    is_open=True,
)


def test_a_value_survives_the_way_there_and_back() -> None:
    assert from_plain(Outer, to_plain(FULL)) == FULL


def test_fields_that_hold_their_default_are_left_out() -> None:
    assert to_plain(Inner("a")) == {"name": "a"}
    assert "by_name" not in to_plain(Outer(Inner("a"), Colour.RED, date(2013, 1, 1), FULL.at, 1.0))


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_infinity_survives(value: float) -> None:
    assert from_plain(float, to_plain(value)) == value


def test_nan_survives() -> None:
    assert math.isnan(from_plain(float, to_plain(math.nan)))


def test_sets_are_written_in_order() -> None:
    assert to_plain(frozenset({"b", "a", "c"})) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("plain", "value"), [(1, 1), (1.5, 1.5), ("1", "1"), (None, None), ({"float": "inf"}, math.inf)]
)
def test_a_union_reads_the_kind_that_was_written(plain: object, value: object) -> None:
    read = from_plain(Outer, to_plain(FULL) | {"bound": plain})

    assert read.bound == value
    assert type(read.bound) is type(value)


def test_a_whole_number_is_a_float_where_only_a_float_fits() -> None:
    read = from_plain(Outer, to_plain(FULL) | {"ratio": 1})

    assert read.ratio == 1.0
    assert type(read.ratio) is float


@pytest.mark.parametrize(
    "damage",
    [
        {"number": "x"},
        {"inner": 3},
        {"colour": "blue"},
        {"on": "yesterday"},
        {"unknown": 1},
        {"inner": {"name": 3}},
        {"inner": {"name": "a", "parts": [True]}},
        {"pair": [1]},
        {"bound": [1]},
    ],
)
def test_a_damaged_document_is_a_state_error(damage: dict[str, object]) -> None:
    with pytest.raises(StateError, match="LG210"):
        from_plain(Outer, to_plain(FULL) | damage)


def test_a_type_without_a_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain form for complex"):
        to_plain(1j)


def test_a_type_without_a_reader_is_refused() -> None:
    with pytest.raises(StateError, match="no reader"):
        from_plain(complex, 1)


def test_equal_values_give_equal_bytes_whatever_their_order() -> None:
    assert (
        canonical_bytes({"b": 1, "a": "ü"})
        == canonical_bytes({"a": "ü", "b": 1})
        == '{"a":"ü","b":1}\n'.encode()
    )
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})


def test_floats_without_a_json_form_are_refused_in_bytes() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_bytes({"a": math.nan})


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_twice_is_rounding_once(value: float) -> None:
    once = round_float(value)

    assert round_float(once) == once
    assert math.isclose(once, value, rel_tol=1e-11)


def test_bytes_are_written_in_hexadecimal() -> None:
    assert to_plain(b"\x00\xff") == "00ff"
    assert from_plain(bytes, "00ff") == b"\x00\xff"


def test_a_run_of_values_of_one_type_is_read_value_by_value_where_one_is_of_another() -> None:
    assert from_plain(tuple[float, ...], [0.5, 1, {"float": "inf"}]) == (0.5, 1.0, math.inf)
    assert all(type(value) is float for value in from_plain(tuple[float, ...], [0.5, 1]))
    with pytest.raises(StateError, match="expected int, got True"):
        from_plain(tuple[int, ...], [1, True])
