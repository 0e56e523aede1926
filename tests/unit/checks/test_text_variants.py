from __future__ import annotations

import pytest

from lockgate.checks.text_variants import TextVariants
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.variants import VariantRows, Variants, VariantsState


def test_other_spellings_offend() -> None:
    check = TextVariants("x", ("case",))

    assert check.aggregates() == (Variants("x", ("case",)), RowCount())
    assert check.offending() == VariantRows(Variants("x", ("case",)))
    assert check.judge((VariantsState(9, 0, 0), Count(9))).summary == "all 9 rows satisfy it"
    assert check.judge((VariantsState(9, 1, 1), Count(9))).summary.endswith("; 1 value has several spellings")
    assert check.judge((VariantsState(0, 0, 0), Count(9))).verdict is Verdict.INCONCLUSIVE
    assert check.required == "one spelling of each value, but for case"


@pytest.mark.parametrize("ignore", [(), ("accents",)])
def test_what_to_ignore_is_some_of_three(ignore: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="some of"):
        TextVariants("x", ignore)  # type: ignore[arg-type]  # that is the point
