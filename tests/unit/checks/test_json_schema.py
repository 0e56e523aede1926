from __future__ import annotations

import pytest

from lockgate.checks.json_schema import JsonSchema
from lockgate.domain.errors import ParameterError
from lockgate.scan.rules.json_schema import JsonSchemaRule


def test_the_order_of_keys_does_not_matter() -> None:
    one, other = (
        JsonSchema("x", {"type": "object", "required": []}),
        JsonSchema("x", {"required": [], "type": "object"}),
    )

    assert one.rule() == other.rule() == JsonSchemaRule('{"required": [], "type": "object"}')
    assert one.columns == ("x",)


@pytest.mark.parametrize("schema", [{}, {1: {2: 3}, "a": 4}])
def test_a_schema_that_says_nothing_or_is_no_json_is_refused(schema: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="`schema` must be"):
        JsonSchema("x", schema)
