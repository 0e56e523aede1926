"""Arguments of a rule that remember which of them were read: what nobody reads must not be lost."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

__all__ = ["Arguments"]


class Arguments(dict[str, Any]):
    """A mapping that remembers the keys that were read.

    Examples
    --------
    >>> said = Arguments({"min_value": 1, "rounding": 0, "name": "x", "row_condition": None})
    >>> said.get("min_value"), said.unread(but=("name",))
    (1, 'rounding')
    """

    def __init__(self, said: dict[str, Any]) -> None:
        super().__init__(said)
        self._seen: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - YAML has no narrower type
        """Return an argument, and remember that it was read."""
        self._seen.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as above
        self._seen.add(key)
        return super().__getitem__(key)

    def unread(self, *, but: Container[str] = ()) -> str:
        """Return the first argument that says something, as 0 and false do, and was not read; empty where none is."""
        left = (key for key, value in self.items() if value is not None and value not in ("", [], {}))
        return next((key for key in left if key not in self._seen and key not in but), "")
