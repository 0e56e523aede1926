"""Texts that hold JSON of a stated shape."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lockgate.domain.errors import MissingExtraError, ParameterError

__all__ = ["JsonSchemaRule"]


@dataclass(frozen=True, slots=True)
class JsonSchemaRule:
    """Texts that hold JSON which a JSON Schema accepts.

    References to other documents are not followed, since nothing is fetched; formats are annotations only.

    Parameters
    ----------
    schema : str
        The schema as JSON, keys sorted.
    """

    schema: str

    @property
    def words(self) -> str:
        """Return what an accepted text is."""
        return "JSON that the schema accepts"

    def accepts(self, value: str) -> bool:
        """Tell whether a text is JSON that the schema accepts.

        Raises
        ------
        MissingExtraError
            If the package jsonschema is not installed.
        ParameterError
            If the schema is none.
        """
        validator = _validator(self.schema)
        try:
            document = json.loads(value)
        except (ValueError, RecursionError):
            return False
        return bool(validator.is_valid(document))


@lru_cache(maxsize=64)
def _validator(schema: str) -> Any:  # noqa: ANN401 - a class of an optional package
    try:
        import jsonschema  # noqa: PLC0415 - an extra; loaded by whoever asks for it
        from referencing import Registry  # noqa: PLC0415 - comes with it
    except ImportError as error:
        raise MissingExtraError.of("json_schema", "jsonschema", "formats") from error
    document = json.loads(schema)
    kind = jsonschema.validators.validator_for(document, default=jsonschema.Draft202012Validator)
    try:
        kind.check_schema(document)
    except jsonschema.SchemaError as error:
        raise ParameterError.of("json_schema", "schema", f"a JSON Schema: {error.message}", document) from error
    return kind(document, registry=Registry())
