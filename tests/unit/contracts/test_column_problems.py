from __future__ import annotations

import pytest

from lockgate.contracts.parse import read_contract
from lockgate.domain.errors import DocumentError, Problem

CONTRACT = """apiVersion: v3.2.0
kind: DataContract
id: orders
version: 1.0.0
status: active
schema:
  - name: orders
    properties:
      - name: id
        logicalType: integer
      - name: amount
        logicalType: {kind}
        logicalTypeOptions:
          {first}
          {second}
"""


def problems_of(kind: str, first: str, second: str) -> list[Problem]:
    with pytest.raises(DocumentError) as caught:
        read_contract(CONTRACT.format(kind=kind, first=first, second=second), "orders.odcs.yaml")
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("kind", "first", "second", "says"),
    [
        (
            "integer",
            "maximum: 5",
            "minimum: 10",
            "`minimum` must be at most `maximum` and of its kind (5), got 10",
        ),
        (
            "number",
            "maximum: 5",
            "exclusiveMinimum: 10",
            "`exclusiveMinimum` must be at most `maximum` and of its kind (5), got 10",
        ),
        ("string", "maxLength: 5", "minLength: 10", "`minLength` must be at most `maxLength` (5), got 10"),
    ],
)
def test_limits_that_contradict_are_told_at_their_own_line_and_in_its_words(
    kind: str, first: str, second: str, says: str
) -> None:
    (problem,) = problems_of(kind, first, second)

    assert (problem.code, problem.position.line, problem.text) == ("LG314", 15, f"column `amount`: {says}")
    assert problem.source_line.strip() == second


def test_each_column_has_its_own_problem() -> None:
    text = CONTRACT.format(kind="integer", first="maximum: 5", second="minimum: 10").replace(
        "- name: id\n", "- name: id\n        logicalTypeOptions: {minimum: 2, maximum: 1}\n"
    )

    with pytest.raises(DocumentError) as caught:
        read_contract(text, "orders.odcs.yaml")

    assert [problem.position.line for problem in caught.value.problems] == [10, 16]
