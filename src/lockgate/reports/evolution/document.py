"""Changes and compatibility as canonical JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lockgate.contracts.contract import Contract
from lockgate.contracts.evolution.change import Change
from lockgate.contracts.evolution.compat import Breach, Comparison, Compatibility
from lockgate.domain.codec import canonical_bytes, to_plain
from lockgate.domain.position import Position
from lockgate.reports.evolution.words import verdict_sentence, version_sentence
from lockgate.reports.words import EXIT_CODES

__all__ = ["compat_json", "diff_json"]


def diff_json(old: Contract, new: Contract, changes: Sequence[Change]) -> str:
    """Return the changes as JSON; ``format`` names the document and its version."""
    return _json({
        "format": "lockgate-contract-diff/1",
        "contract": new.id,
        "old": old.version,
        "new": new.version,
        "changes": [_change(change) for change in changes],
    })  # fmt: skip


def compat_json(judged: Compatibility) -> str:
    """Return the verdict and everything it rests on as JSON."""
    return _json({
        "format": "lockgate-contract-compat/1",
        "mode": judged.mode.value,
        "verdict": judged.verdict.value,
        "headline": verdict_sentence(judged),
        "exit_code": EXIT_CODES[judged.verdict],
        "suggested": str(judged.suggested),
        "comparisons": [_comparison(judged, one) for one in judged.comparisons],
        "left_out": list(judged.left_out),
        "models": [to_plain(one) for one in judged.models],
    })  # fmt: skip


def _comparison(judged: Compatibility, one: Comparison) -> dict[str, Any]:
    return {
        "old": str(one.old),
        "new": str(one.new),
        "fails": judged.fails(one),
        "version": {
            "needed": one.needed.name.lower(),
            "enough": one.is_version_enough,
            "code": one.version_code,
            "text": version_sentence(one),
        },
        "changes": [_change(change) for change in one.changes],
        "breaches": [_breach(breach) for breach in one.breaches],
    }


def _breach(breach: Breach) -> dict[str, Any]:
    return {
        "code": breach.code,
        "kind": breach.change.kind.value,
        "table": breach.change.table,
        "column": breach.change.column,
        "harm": breach.harm,
        "fix": breach.fix,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "effect": change.effect.value,
        "breaks_readers": change.effect.breaks_readers,
        "breaks_stored": change.effect.breaks_stored,
        "table": change.table,
        "column": change.column,
        "about": change.about,
        "old": change.old,
        "new": change.new,
        "old_at": _place(change.old_at),
        "new_at": _place(change.new_at),
    }


def _place(at: Position | None) -> dict[str, Any] | None:
    return None if at is None else {"file": at.file, "line": at.line, "column": at.column}


def _json(plain: dict[str, Any]) -> str:
    return canonical_bytes(plain).decode()
