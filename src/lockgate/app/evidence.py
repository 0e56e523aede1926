"""Evidence: what a run found, as canonical bytes that name themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lockgate.domain.codec import canonical_bytes, digest, from_plain, to_plain
from lockgate.domain.errors import StateError
from lockgate.domain.result import RunResult
from lockgate.domain.version import __version__

__all__ = ["FORMAT", "ProjectRun", "evidence_of_run", "read_result"]

FORMAT = "lockgate-evidence/1"
"""Name and version of the main document; a reader refuses any other."""

_ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class ProjectRun:
    """The result of a run, and the documents of its evidence by file name."""

    result: RunResult
    documents: Mapping[str, bytes] = field(default_factory=dict)


def evidence_of_run(result: RunResult, documents: Mapping[str, object]) -> ProjectRun:
    """Return the result under its identity, and the bytes of each document by file name.

    The identity is the beginning of the digest of all that was found: the same input, seed and clock give the same
    bytes, and so the same identity.
    """
    files = {name: canonical_bytes(document) for name, document in sorted(documents.items())}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    named = replace(result, run_id=digest([to_plain(replace(result, run_id="")), digests])[:_ID_LENGTH])
    main = {
        "format": FORMAT,
        "lockgate": __version__,
        "verdict": named.verdict.value,
        "documents": digests,
        "result": to_plain(named),
    }
    return ProjectRun(named, {"run.json": canonical_bytes(main), **files})


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
