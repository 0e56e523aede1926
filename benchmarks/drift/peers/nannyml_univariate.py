"""NannyML's univariate drift, the current table as one chunk, alerts beyond what chunks of the reference show."""

from __future__ import annotations

import nannyml
import pandas as pd
from runner import run
from table_shape import CATEGORIES, NUMBERS


def drifted(reference: str, current: str) -> list[str]:
    """Return the columns with an alert in most chunks."""
    before, now = (pd.read_parquet(path) for path in (reference, current))
    calculator = nannyml.UnivariateDriftCalculator(
        column_names=[*NUMBERS, *CATEGORIES],
        continuous_methods=["kolmogorov_smirnov"],
        categorical_methods=["jensen_shannon"],
        chunk_number=10,
    )
    found = calculator.fit(before).calculate(now).filter(period="analysis").to_df()
    methods = dict.fromkeys(NUMBERS, "kolmogorov_smirnov") | dict.fromkeys(CATEGORIES, "jensen_shannon")
    return [name for name, method in methods.items() if found[name, method, "alert"].mean() > 0.5]


if __name__ == "__main__":
    run(drifted)
