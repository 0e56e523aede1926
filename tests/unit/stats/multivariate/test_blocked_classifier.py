from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.multivariate.blocked_classifier import blocked_classifier
from lockgate.stats.multivariate.domain_classifier import domain_classifier

DRAW = np.random.default_rng(4)
CUSTOMERS = np.arange(60).repeat(20)
OWN = DRAW.normal(size=(120, 3)).repeat(20, axis=0) + 0.1 * DRAW.normal(size=(2_400, 3))
APART = (CUSTOMERS, CUSTOMERS + 60)


def test_customers_that_are_no_different_are_told_apart_by_rows_and_not_by_blocks() -> None:
    by_rows = domain_classifier(OWN[:1_200], OWN[1_200:])
    by_blocks = blocked_classifier(OWN[:1_200], OWN[1_200:], APART)

    assert by_rows.lower > 0.6
    assert by_blocks.lower < 0.5 < by_blocks.upper


@pytest.mark.parametrize("is_shared", [False, True])
def test_what_changed_shows(is_shared: bool) -> None:  # noqa: FBT001 - a case
    blocks = (CUSTOMERS, CUSTOMERS) if is_shared else APART

    shift = blocked_classifier(OWN[:1_200], OWN[1_200:] * [1.0, 3.0, 1.0] + [1.0, 0.0, 0.0], blocks)

    assert 0.55 < shift.lower < shift.effect <= shift.upper
    assert shift.p_value < 0.01


def test_an_entity_does_not_help_to_tell_its_own_other_rows_apart() -> None:
    moved = OWN[:1_200] + 0.1 * DRAW.normal(size=(1_200, 3))

    shift = blocked_classifier(OWN[:1_200], moved, (CUSTOMERS, CUSTOMERS))

    assert shift.effect == pytest.approx(0.5, abs=0.05)


def test_rows_that_give_themselves_away_have_an_area_of_one() -> None:
    shift = blocked_classifier(OWN[:1_200], OWN[1_200:] + 50, APART)

    assert (shift.effect, shift.lower, shift.upper, shift.p_value) == (1.0, 1.0, 1.0, 0.0)


def test_few_blocks_are_refused() -> None:
    with pytest.raises(ParameterError, match="20 blocks or more"):
        blocked_classifier(OWN[:1_200], OWN[1_200:], (CUSTOMERS, CUSTOMERS // 10))
