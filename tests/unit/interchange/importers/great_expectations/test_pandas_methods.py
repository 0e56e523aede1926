"""What a query of pandas may call; `test_pandas_query` asks pandas itself."""

from __future__ import annotations

import pandas as pd
from sqlglot import exp

from lockgate.interchange.importers.great_expectations.pandas_methods import (
    FUNCTIONS,
    OVER_ALL_ROWS,
    TRUTHS,
    VALUES,
)

A = exp.column("a", quoted=True)


def test_every_method_is_one_of_pandas() -> None:
    texts, instants = pd.Series(["a"]), pd.Series(pd.to_datetime(["2013-01-01"]))

    for name in (*TRUTHS, *VALUES):
        accessor, _, method = name.rpartition(".")
        owner = {"": texts, "str": texts.str, "dt": instants.dt}[accessor]
        assert hasattr(owner, method), name
    assert all(hasattr(texts, name) for name in OVER_ALL_ROWS - {"transform"})


def test_nothing_is_both_about_one_row_and_about_all() -> None:
    assert not OVER_ALL_ROWS & {*TRUTHS, *VALUES, *FUNCTIONS}


def test_a_value_is_made_of_a_column() -> None:
    assert VALUES["str.len"](A).sql("duckdb") == 'LENGTH("a")'
    assert FUNCTIONS["sqrt"](A).sql("duckdb") == 'SQRT("a")'
