"""great_expectations: an expectation suite on a pandas batch in memory, booleans only."""

from __future__ import annotations

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from runner import run
from suite import Rule


def work(table: str, rules: list[Rule]) -> int:
    """Build the suite, validate the batch."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("source").add_dataframe_asset("table")
    batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": pd.read_parquet(table)})
    suite = gx.ExpectationSuite("suite", expectations=[_expectation(rule) for rule in rules])
    outcome = batch.validate(suite, result_format="BOOLEAN_ONLY")
    return sum(bool(result.success) for result in outcome.results)


def _expectation(rule: Rule) -> gxe.Expectation:  # noqa: C901, PLR0911, PLR0912 - one case for each kind
    column, bounds = rule.column, {"min_value": rule.low, "max_value": rule.high}
    match rule.kind:
        case "row_count":
            return gxe.ExpectTableRowCountToBeBetween(**bounds)
        case "unique":
            return gxe.ExpectColumnValuesToBeUnique(column=column)
        case "null_fraction":
            return gxe.ExpectColumnValuesToNotBeNull(column=column, mostly=1.0 - rule.high)
        case "range":
            return gxe.ExpectColumnValuesToBeBetween(column=column, **bounds)
        case "length":
            return gxe.ExpectColumnValueLengthsToBeBetween(column=column, **bounds)
        case "allowed":
            return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(rule.values))
        case "pattern":
            return gxe.ExpectColumnValuesToMatchRegex(column=column, regex=f"^(?:{rule.pattern})$")
        case "mean":
            return gxe.ExpectColumnMeanToBeBetween(column=column, **bounds)
        case _:
            return gxe.ExpectColumnStdevToBeBetween(column=column, **bounds)


if __name__ == "__main__":
    run(work)
