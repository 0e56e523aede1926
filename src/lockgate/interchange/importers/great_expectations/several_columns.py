"""Expectations about several columns of a row, or about keys over several columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.importers.great_expectations.asked import Asked, Carried, NotCarriedError
from lockgate.scan.expression import Expression

__all__ = ["columns_relation", "columns_sum", "compound_unique", "pair_equal", "pair_greater", "pair_in_set"]

_PAIRS = {
    "both_values_are_missing": "all",
    "either_value_is_missing": "any",
    "neither": "never",
}
_OLDER_PAIRS = {**_PAIRS, "never": "never"}
_SEVERAL = {"all_values_are_missing": "all", "any_value_is_missing": "any", "never": "never"}


def _skipped(asked: Asked, words: dict[str, str]) -> str:
    return words[asked.word("ignore_row_if", words)]


def _skipped_pairs(asked: Asked) -> str:
    return _skipped(asked, _PAIRS if asked.is_typed else _OLDER_PAIRS)


def _pair(asked: Asked) -> tuple[str, str]:
    return asked.text("column_A"), asked.text("column_B")


def pair_equal(asked: Asked) -> Iterator[Carried]:
    """Yield that two columns agree."""
    yield Carried(
        ask(
            "columns_equal",
            columns=_pair(asked),
            kinds_may_differ=True,
            skip_nulls=_skipped_pairs(asked),
            tolerance=asked.tolerance,
        )
    )


def pair_greater(asked: Asked) -> Iterator[Carried]:
    """Yield that one column exceeds another."""
    left, right = _pair(asked)
    yield Carried(
        ask(
            "column_comparison",
            left=left,
            operator=">=" if asked.flag("or_equal") else ">",
            right=right,
            zones_may_differ=not asked.is_typed,
            skip_nulls=_skipped_pairs(asked),
            tolerance=asked.tolerance,
        )
    )


def pair_in_set(asked: Asked) -> Iterator[Carried]:
    """Yield that two columns together hold one of some pairs."""
    pairs = asked.value("value_pairs_set")
    if asked.is_typed and asked.value("row_condition") is not None:
        message = "on pandas a `row_condition` that leaves out a row is an error there"
        raise NotCarriedError(message)
    if pairs is None:
        yield Carried(ask("columns_present", names=_pair(asked)))
        return
    if not isinstance(pairs, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):  # noqa: PLR2004 - a pair
        message = "`value_pairs_set` must be a list of pairs"
        raise NotCarriedError(message)
    skipped = _skipped_pairs(asked)
    if not pairs:  # nothing is allowed: every row that is judged violates
        filled = ['NOT "' + name.replace('"', '""') + '" IS NULL' for name in _pair(asked)]
        never = Expression(f"{filled[0]} AND NOT ({filled[0]})")
        check = ask("row_predicate", expression=never, tolerance=asked.tolerance)
        yield Carried(check, where=_judged(filled, skipped))
        return
    yield Carried(
        ask(
            "allowed_tuples",
            columns=_pair(asked),
            tuples=tuple(tuple(pair) for pair in pairs),
            other_types="strict" if asked.on_pandas else "refuse",
            skip_nulls=skipped,
            tolerance=asked.tolerance,
        )
    )


def _judged(filled: Sequence[str], skipped: str) -> Expression | None:
    """Return the filter of the rows that are judged; None for all."""
    joint = {"any": " AND ", "all": " OR "}.get(skipped)
    return Expression(joint.join(filled)) if joint else None


def compound_unique(asked: Asked) -> Iterator[Carried]:
    """Yield that keys do not repeat; a null is a value of a key, and each row of a repeated key counts."""
    columns = asked.texts("column_list")
    if asked.is_typed and len(columns) == 1:
        message = "`column_list` must name two columns or more; there it is an error since version 1"
        raise NotCarriedError(message)
    yield Carried(
        ask(
            "uniqueness",
            columns=columns,
            skip_nulls=_skipped(asked, _SEVERAL),
            counting="all",
            tolerance=asked.tolerance,
        )
    )


def columns_relation(check: str) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of a relation between all columns of a list."""

    def read(asked: Asked) -> Iterator[Carried]:
        nulls = {"nulls_equal": True} if check == "columns_equal" else {}
        yield Carried(
            ask(
                check,
                columns=asked.texts("column_list"),
                skip_nulls=_skipped(asked, _SEVERAL),
                kinds_may_differ=True,
                tolerance=asked.tolerance,
                **nulls,
            )
        )

    return read


def columns_sum(asked: Asked) -> Iterator[Carried]:
    """Yield the sum of some columns of a row."""
    total = asked.number("sum_total")
    if total is None:
        message = "`sum_total` is missing"
        raise NotCarriedError(message)
    yield Carried(
        ask(
            "columns_sum",
            columns=asked.texts("column_list"),
            requirement=Requirement(Operator.MUST_BE, (total,)),
            skip_nulls=_skipped(asked, _SEVERAL),
            tolerance=asked.tolerance,
        )
    )
