"""pointblank on polars: one chain of validation steps, interrogated once."""

from __future__ import annotations

import pointblank as pb
import polars as pl
from runner import run
from suite import Rule


def work(table: str, rules: list[Rule]) -> int:
    """Chain the steps, interrogate without keeping failing rows, count rules all of whose steps passed."""
    validation = pb.Validate(pl.read_parquet(table))
    owners: list[int] = []
    for index, rule in enumerate(rules):
        before = len(validation.validation_info)
        validation = _step(validation, rule)
        owners += [index] * (len(validation.validation_info) - before)
    validation = validation.interrogate(collect_extracts=False)
    red = {
        owner
        for owner, step in zip(owners, validation.validation_info, strict=True)
        if step.eval_error or not (step.all_passed or (rules[owner].kind == "null_fraction" and not step.error))
    }
    return len(rules) - len(red)


def _step(validation: pb.Validate, rule: Rule) -> pb.Validate:  # noqa: C901, PLR0911, PLR0912 - one case for each kind
    match rule.kind:
        case "row_count":
            middle = (rule.low + rule.high) / 2
            return validation.row_count_match(int(middle), tol=int(middle - rule.low))
        case "unique":
            return validation.rows_distinct(columns_subset=rule.column)
        case "null_fraction":
            limit = pb.Thresholds(error=rule.high or 1)  # a fraction, or one row
            return validation.col_vals_not_null(rule.column, thresholds=limit)
        case "range":
            return validation.col_vals_between(rule.column, rule.low, rule.high, na_pass=True)
        case "length":
            size = pl.col(rule.column).str.len_chars()
            good = size.is_between(rule.low, rule.high) | size.is_null()
            return validation.col_vals_expr(good)
        case "allowed":
            # Nulls pass only when they are in the set.
            return validation.col_vals_in_set(rule.column, [*rule.values, None])
        case "pattern":
            return validation.col_vals_regex(rule.column, f"^(?:{rule.pattern})$", na_pass=True)
        case "mean":
            return validation.col_avg_ge(rule.column, rule.low).col_avg_le(rule.column, rule.high)
        case _:
            return validation.col_sd_ge(rule.column, rule.low).col_sd_le(rule.column, rule.high)


if __name__ == "__main__":
    run(work)
