"""What models rely on, written down and read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from lockgate.app.entries.importance_judge import Relied
from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.errors import StateError
from lockgate.gates.cells import rounded
from lockgate.gates.columns import column_of_plain, column_to_plain
from lockgate.probes.importance import Importance
from lockgate.stats.estimate import Estimate

__all__ = ["relied_from_plain", "relied_to_plain"]

_VERSION = 1
_MODELS = ("candidate", "baseline", "refits")


def relied_to_plain(found: Relied) -> dict[str, Any]:
    """Write what models rely on as plain JSON, with the digits that evidence keeps."""
    return {
        "version": _VERSION,
        "features": list(found.features),
        "own": list(found.own),
        "duplicates": [list(group) for group in found.duplicates],
        "rows": found.n,
        **({"key": [list(pair) for pair in found.key]} if found.key else {}),
        **({} if found.has_signs else {"has_signs": False}),
        "candidate": [_importance_to_plain(one) for one in found.candidate],
        "baseline": [_importance_to_plain(one) for one in found.baseline],
        "refits": [[_importance_to_plain(one) for one in refit] for refit in found.refits],
    }


def relied_from_plain(plain: object) -> Relied:
    """Read back what `relied_to_plain` wrote.

    Raises
    ------
    StateError
        If the document is of another version or does not fit: models of different features, or of different rows.
    """
    if not isinstance(plain, Mapping) or plain.get("version") != _VERSION:
        raise StateError.unreadable("importance", f"not a document of version {_VERSION}")
    try:
        found = _read(cast("Mapping[str, Any]", plain))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, StateError):
            raise
        raise StateError.unreadable("importance", str(error)) from error
    models = [found.candidate, *([found.baseline] if found.baseline else []), *found.refits]
    names = {tuple(one.name for one in model) for model in models}
    sizes = {one.influence.shape for model in models for one in model}
    if len(names) != 1 or len(sizes) > 1 or next(iter(names))[: len(found.features)] != found.features:
        raise StateError.unreadable("importance", "its models are about different features or rows")
    return found


def _read(plain: Mapping[str, Any]) -> Relied:
    candidate, baseline = (tuple(_importance_of_plain(one) for one in plain[name]) for name in _MODELS[:2])
    return Relied(
        features=tuple(str(name) for name in plain["features"]),
        candidate=candidate,
        baseline=baseline,
        refits=tuple(tuple(_importance_of_plain(one) for one in refit) for refit in plain["refits"]),
        own=tuple(str(name) for name in plain["own"]),
        duplicates=tuple(tuple(str(name) for name in group) for group in plain["duplicates"]),
        n=int(plain["rows"]),
        key=tuple((str(column), str(value)) for column, value in plain.get("key", ())),
        has_signs=plain.get("has_signs", True) is not False,
    )


def _importance_to_plain(one: Importance) -> dict[str, Any]:
    return {
        "name": one.name,
        "columns": list(one.columns),
        "value": to_plain(one.value),
        "influence": column_to_plain(rounded(one.influence)),
        "is_idle": one.is_idle,
        **({} if one.leaning is None else {"leaning": to_plain(one.leaning)}),
    }


def _importance_of_plain(plain: Mapping[str, Any]) -> Importance:
    influence = np.asarray(column_of_plain(plain["influence"]), dtype=np.float64)
    if influence.ndim != 1 or not isinstance(plain["is_idle"], bool):
        message = "an importance without rows that pull it, or that is neither idle nor not"
        raise ValueError(message)
    return Importance(
        name=str(plain["name"]),
        columns=tuple(str(name) for name in plain["columns"]),
        value=from_plain(float, plain["value"]),
        influence=influence,
        is_idle=plain["is_idle"],
        leaning=from_plain(Estimate, plain["leaning"]) if "leaning" in plain else None,
    )
