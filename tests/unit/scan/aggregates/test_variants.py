from __future__ import annotations

import pytest
from tests.fakes.states import answers_of
from tests.fakes.tables import opened

from lockgate.domain.errors import StateError
from lockgate.scan.aggregates.variants import Difference, Folded, VariantRows, Variants, VariantsState
from lockgate.scan.predicates import table_sql

ALL: tuple[Difference, ...] = ("case", "whitespace", "punctuation")
CITIES = ["NYC", "NYC", "nyc", "N.Y.C.", " NYC", "LA", None, "--", "??", ""]


@pytest.mark.parametrize(
    ("ignore", "variants", "values"),
    [
        (ALL, 3, 1),
        (("case",), 1, 1),
        (("whitespace",), 1, 1),
        (("punctuation",), 1, 1),
        (("case", "whitespace"), 2, 1),
    ],
)
def test_rows_with_another_spelling_than_the_commonest_are_counted(
    ignore: tuple[Difference, ...], variants: int, values: int
) -> None:
    (state,) = answers_of({"s": CITIES}, [Variants("s", ignore)])

    assert state == VariantsState(9, variants, values)


def test_each_slice_has_its_own_commonest_spelling() -> None:
    table = {"s": ["a", "A", "A", "a"], "g": ["x", "x", "x", "y"]}

    (sliced,) = answers_of(table, [Variants("s", ALL)], by=("g",))

    assert sliced == {("x",): VariantsState(3, 1, 1), ("y",): VariantsState(1, 0, 0)}


def test_spellings_of_parts_are_not_guessed() -> None:
    some, empty = VariantsState(9, 1, 1), VariantsState(0, 0, 0)

    assert some.merge(empty) == empty.merge(some) == some
    with pytest.raises(StateError, match="LG211"):
        some.merge(some)


def test_words_say_what_is_counted() -> None:
    asked = Variants("s", ("case",))

    assert asked.words == "rows that spell s otherwise than most, but for case"
    assert VariantRows(asked).columns == asked.columns == ("s",)


def test_rows_of_the_rarer_spellings_are_told_by_slice() -> None:
    table = {"id": [1, 2, 3, 4, 5], "s": ["a", "A", "A", "b", "B"], "g": ["x", "x", "x", None, None]}

    with opened(t=table) as session:
        schema = session.schema("t")
        rows = VariantRows(Variants("s", ALL))
        whole = session.rows(rows.query(table_sql("t"), schema, ()))
        sliced = session.rows(rows.query(table_sql("t"), schema, ("g",)))

    assert sorted(str(row[0]) for row in whole) == [
        "1",
        "4",
    ]  # of B and b the first by letters is the one to keep
    assert sorted(str(row[0]) for row in sliced) == ["1", "4"]


def test_what_a_text_spells_is_of_its_column() -> None:
    assert Folded(Variants("s", ("case",))).columns == ("s",)
