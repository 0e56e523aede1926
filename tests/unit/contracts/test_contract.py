from __future__ import annotations

import pytest

from lockgate.contracts.contract import ColumnContract, Contract, TableContract, is_private


@pytest.mark.parametrize(
    "word",
    [
        "personal", "pii", "PII-direct", "secret", "Confidential", "restricted", "sensitive", "PHI", "non-public",
        "Nonpublic Personal Information", "not for the public, personal", "non-sensitive, but confidential",
    ],
)  # fmt: skip
def test_words_for_data_that_must_not_be_shown(word: str) -> None:
    assert is_private(word)


@pytest.mark.parametrize(
    "word", ["", "public", "internal", "1", "non-sensitive", "unrestricted", "not personal"]
)
def test_words_for_data_that_may_be_shown(word: str) -> None:
    assert not is_private(word)


def test_the_key_is_in_its_own_order() -> None:
    columns = (
        ColumnContract(name="b", key_position=2),
        ColumnContract(name="x"),
        ColumnContract(name="a", key_position=1),
    )

    assert TableContract(name="t", columns=columns).key == ("a", "b")


def test_a_table_is_found_by_either_name() -> None:
    table = TableContract(name="orders", physical_name="orders_v1")
    contract = Contract(id="c", name="c", version="1", tables=(table,))

    assert contract.table("orders") is contract.table("orders_v1") is table
    assert contract.table("other") is None
