from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.gates.measurement import MeanMeasurement, Measurement, RateMeasurement, UndefinedMeasurement
from lockgate.gates.mix_measurement import MixMeasurement, measured_mix, mix_details, mix_words
from lockgate.stats.estimate import Estimate
from lockgate.stats.quantiles import normal_quantile

NAMES = ("AA", "EV", "UA", "B6")
SHARES = (0.4, 0.1, 0.3, 0.2)


def _means(values: tuple[float, ...] = (0.1, 0.5, 0.3, 0.2), error: float = 0.01) -> tuple[Measurement, ...]:
    return tuple(MeanMeasurement(Estimate(value, error, 10**7), "t") for value in values)


def _mix(**given: object) -> MixMeasurement:
    asked = {"names": NAMES, "parts": _means(), "shares": SHARES, "factor": 2.0, "n": 4_000}
    return MixMeasurement(**(asked | given))  # type: ignore[arg-type]  # any field


def test_value_and_bounds_by_hand() -> None:
    z = {alpha: normal_quantile(1 - alpha / 2) for alpha in (0.1, 0.02)}
    mix = _mix()

    lower, upper = mix.bounds(0.1)

    assert mix.weights.tolist() == pytest.approx([0.0, 0.2, 0.6, 0.2])
    assert mix.estimate.value == pytest.approx(0.2 * 0.5 + 0.6 * 0.3 + 0.2 * 0.2)
    assert mix.as_seen == pytest.approx(0.04 + 0.05 + 0.09 + 0.04)
    # above: the worst mix by itself; below: every group at once, and the mix that was seen
    exact = 0.32 + z[0.1] * 0.01 * math.sqrt(0.2**2 + 0.6**2 + 0.2**2)
    assert exact <= upper <= exact + 1e-3
    assert lower == pytest.approx(0.32 - z[0.02] * 0.01, abs=1e-6)
    assert mix.estimate.standard_error == pytest.approx((0.32 - lower) / z[0.1])


def test_the_mix_that_was_seen_can_prove_more_than_the_groups_together() -> None:
    alike = _mix(parts=_means((0.3, 0.3, 0.3, 0.3)))

    lower, _ = alike.bounds(0.1)

    spread = 0.01 * math.sqrt(sum(share**2 for share in SHARES))
    assert lower == pytest.approx(0.3 - normal_quantile(0.99) * spread, abs=1e-6)


def test_a_score_is_worst_where_it_is_smallest() -> None:
    values = (0.9, 0.5, 0.7, 0.8)
    loss, score = (
        _mix(parts=_means(tuple(1 - value for value in values))),
        _mix(parts=_means(values), is_largest=False),
    )

    assert score.estimate.value == pytest.approx(1 - loss.estimate.value)
    assert score.as_seen == pytest.approx(1 - loss.as_seen)
    assert score.bounds(0.1) == pytest.approx(tuple(1 - end for end in reversed(loss.bounds(0.1))))


def test_groups_that_depend_on_each_other_have_wider_bounds() -> None:
    apart, together = _mix().bounds(0.1), _mix(are_independent=False).bounds(0.1)

    assert together[1] == pytest.approx(0.32 + normal_quantile(0.95) * 0.01, abs=1e-6)
    assert together[1] > apart[1]
    assert together[0] <= apart[0]


@pytest.mark.parametrize("part", [RateMeasurement(1, 2, 2), MeanMeasurement(Estimate(0.2, 0.01, 5), "t")])
def test_of_a_group_with_few_rows_exact_bounds_are_used_and_others_are_unknown(part: Measurement) -> None:
    mix = _mix(parts=(*_means()[:3], part))

    assert math.isnan(mix.bounds(0.1)[0]) == isinstance(part, MeanMeasurement)
    assert mix.slack == 0
    assert mix.unit == 1
    assert mix.method.startswith("worst mix of 4 groups, each at most 2 times its share; t")


def test_the_words_name_who_gains_and_what_it_does() -> None:
    mix = _mix()

    assert mix_words(mix, "error", (0.31, 0.33)) == (
        "if EV were 20 % of the rows instead of 10 % and UA were 60 % instead of 30 %, "
        "error would be up to 0.33 (0.22 as seen)"
    )
    turned = _mix(is_largest=False)
    assert mix_words(turned, "gain", (-0.1, 0.33)) == (
        "if AA were 80 % of the rows instead of 40 %, gain would be down to −0.1 (0.22 as seen)"
    )
    unknown = mix_words(mix, "error", (math.nan, math.nan))
    assert unknown.endswith("error is unknown, because a group has too few rows (0.22 as seen)")


def test_further_groups_are_counted_and_rows_that_do_not_count_are_told() -> None:
    parts = tuple(RateMeasurement(hits, 100, 400) for hits in (10, 90, 80, 70, 20, 15))
    mix = MixMeasurement(tuple("abcdef"), parts, (0.55, 0.05, 0.05, 0.05, 0.2, 0.1), 2.0, 2_400)

    words = mix_words(mix, "recall", (0.1, 0.5))

    assert words.startswith(
        "if b were 10 % of the rows that count instead of 5 %, c were 10 % instead of 5 % and 3 more groups "
    )
    details = dict(mix_details(mix))
    assert details["groups"] == 6
    assert (details["seen_e"], details["worst_e"]) == (0.2, 0.4)
    assert sum(float(str(details[f"worst_{name}"])) for name in "abcdef") == pytest.approx(1)


def _measured(masses: dict[str, int], parts: dict[str, Measurement], mass: int = 100) -> Measurement:
    return measured_mix(
        RateMeasurement(20, 100, 100),
        {name: (masses[name], part) for name, part in parts.items()},
        mass=mass,
        factor=2.0,
        is_largest=True,
        are_independent=True,
    )


RATES: dict[str, Measurement] = {"a": RateMeasurement(5, 60, 60), "b": RateMeasurement(15, 40, 40)}


def test_groups_that_are_all_rows_are_mixed_and_one_without_any_takes_no_part() -> None:
    nothing = UndefinedMeasurement("no positive rows", 7)

    mix = _measured({"a": 60, "b": 40, "c": 0}, {**RATES, "c": nothing})

    assert isinstance(mix, MixMeasurement)
    assert mix.names == ("a", "b")
    assert np.allclose(mix.shares, (0.6, 0.4))


@pytest.mark.parametrize(
    ("masses", "parts", "mass", "text"),
    [
        (
            {"a": 60, "b": 0},
            {**RATES, "b": UndefinedMeasurement("a row has no number", 40)},
            100,
            "b: a row has no",
        ),
        ({"a": 60, "b": 40}, {**RATES, "b": UndefinedMeasurement("3 blocks", 40)}, 100, "b: 3 blocks"),
        ({"a": 60, "b": 30}, RATES, 100, "the groups have 90 of 100 rows"),
        ({"a": 60}, {"a": RATES["a"]}, 60, "only a has rows"),
    ],
)
def test_what_is_not_known_of_a_group_is_not_known_of_the_mix(
    masses: dict[str, int], parts: dict[str, Measurement], mass: int, text: str
) -> None:
    assert _measured(masses, parts, mass).undefined.startswith(text)


def test_what_does_not_exist_on_all_rows_has_no_mix() -> None:
    lost = UndefinedMeasurement("no rows", 0)

    found = measured_mix(lost, {}, mass=0, factor=2.0, is_largest=True, are_independent=True)

    assert found is lost
