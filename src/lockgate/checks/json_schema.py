"""Check: texts hold JSON of a stated shape."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.scan.rules.json_schema import JsonSchemaRule
from lockgate.scan.value_check import ValueCheck

__all__ = ["JsonSchema"]


@dataclass(frozen=True, slots=True)
class JsonSchema(ValueCheck):
    """Require that each text holds JSON which a JSON Schema accepts.

    Nulls are not judged; a text that is no JSON violates, the empty text too. Only text columns and columns of JSON
    can be asked. A column without any value is ``INCONCLUSIVE``. Judged by the package jsonschema (extra
    ``formats``), each distinct value once; without it, or where the schema is none, the check is ``ERROR``.
    References to other documents are not followed, and ``format`` in a schema is not enforced.

    Parameters
    ----------
    column : str
        A text column, or a column of JSON.
    schema : mapping
        The schema, of the draft that its ``$schema`` names, 2020-12 without one; not empty.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: json_schema
        column: payload
        schema:
          type: object
          required: [id]

    >>> JsonSchema("payload", {"type": "object"}).required
    'JSON that the schema accepts'
    """

    name: ClassVar[str] = "json_schema"

    column: str
    schema: dict[str, Any]

    def __post_init__(self) -> None:
        if not self.schema:
            raise ParameterError.of(self.name, "schema", "a JSON Schema that says something", self.schema)
        self.rule()

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def rule(self) -> JsonSchemaRule:
        try:
            return JsonSchemaRule(json.dumps(self.schema, sort_keys=True, default=str))
        except (TypeError, ValueError) as error:
            raise ParameterError.of(self.name, "schema", "plain JSON", self.schema) from error
