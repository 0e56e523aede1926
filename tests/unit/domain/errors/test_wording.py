from __future__ import annotations

from lockgate.domain.errors import closest, did_you_mean


def test_the_nearest_name_is_found_whatever_its_case() -> None:
    assert closest("AIR_TIME", ["air_time", "hair_time"]) == "air_time"
    assert closest("xyz", ["air_time"]) == ""


def test_where_no_name_is_near_up_to_five_are_shown() -> None:
    assert did_you_mean("zzz", ["a", "b"]) == "known: `a`, `b`"
    assert did_you_mean("zzz", "abcdefg") == "known: `a`, `b`, `c`, `d`, `e` and 2 more"
    assert did_you_mean("zzz", []) == ""
