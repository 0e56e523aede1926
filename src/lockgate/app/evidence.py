"""Evidence: what a run found, as canonical bytes that name themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lockgate.domain.codec import canonical_bytes, digest, from_plain, to_plain
from lockgate.domain.errors import StateError
from lockgate.domain.result import RunResult
from lockgate.domain.version import __version__

__all__ = ["FORMAT", "evidence_documents", "read_result", "run_id_of"]

FORMAT = "lockgate-evidence/1"
"""Name and version of the main document; a reader refuses any other."""

_ID_LENGTH = 12


def run_id_of(result: RunResult, documents: Mapping[str, object]) -> str:
    """Return the identity of a run: the beginning of the digest of all that it found."""
    return digest([to_plain(replace(result, run_id="")), dict(documents)])[:_ID_LENGTH]


def evidence_documents(
    result: RunResult, documents: Mapping[str, object], run_id: str
) -> tuple[RunResult, dict[str, bytes]]:
    """Return the result under its identity, and the bytes of each document by file name.

    The same input, seed and clock give the same bytes, and so the same identity.
    """
    named = replace(result, run_id=run_id)
    files = {name: canonical_bytes(document) for name, document in sorted(documents.items())}
    main = {
        "format": FORMAT,
        "lockgate": __version__,
        "verdict": named.verdict.value,
        "documents": {name: digest(document) for name, document in sorted(documents.items())},
        "result": to_plain(named),
    }
    return named, {"run.json": canonical_bytes(main), **files}


def read_result(main: Mapping[str, object]) -> RunResult:
    """Return the result that a main document holds.

    Raises
    ------
    StateError
        If the document is of another format or damaged.
    """
    if main.get("format") != FORMAT:
        reason = f"its format is {main.get('format')!r}, this Lockgate reads {FORMAT!r}"
        raise StateError.unreadable("run.json", reason)
    return from_plain(RunResult, main.get("result"))
