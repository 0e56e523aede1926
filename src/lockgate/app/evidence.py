"""Evidence: what a run found, as canonical bytes that name themselves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lockgate.domain.codec import (
    bytes_of,
    canonical_bytes,
    canonical_mapping,
    canonical_text,
    digest,
    from_plain,
    to_plain,
)
from lockgate.domain.errors import StateError
from lockgate.domain.result import RunResult
from lockgate.domain.version import __version__

__all__ = ["FORMAT", "ProjectRun", "document_name", "evidence_of_run", "read_result"]

FORMAT = "lockgate-evidence/1"
"""Name and version of the main document; a reader refuses any other."""

_ID_LENGTH = 12
_NAME_LENGTH = 60


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
    digests = canonical_text({name: _sha256(content) for name, content in files.items()})
    plain = to_plain(replace(result, run_id=""))
    parts = {
        key: canonical_text(value) for key, value in plain.items()
    }  # once: a run may have thousands of findings
    identity = _sha256(bytes_of(f"[{canonical_mapping(parts)},{digests}]"))[:_ID_LENGTH]
    named = replace(result, run_id=identity)
    main = {
        "format": canonical_text(FORMAT),
        "lockgate": canonical_text(__version__),
        "verdict": canonical_text(named.verdict.value),
        "documents": digests,
        "result": canonical_mapping({**parts, "run_id": canonical_text(identity)}),
    }
    return ProjectRun(named, {"run.json": bytes_of(canonical_mapping(main)), **files})


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def document_name(kind: str, name: str) -> str:
    """Return the file name of a document; two names never share one, and none leaves its folder.

    Examples
    --------
    >>> document_name("states", "flights"), document_name("cells", "../new model")
    ('states/flights.json', 'cells/..-new-model-d6da2a13.json')
    """
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", name)[:_NAME_LENGTH]
    unlike = (
        "" if plain == name else f"-{hashlib.sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:8]}"
    )
    return f"{kind}/{plain}{unlike}.json"


def read_result(main: Mapping[str, object]) -> RunResult:
    """Return the result that a main document holds.

    Raises
    ------
    StateError
        If the document is of another format, damaged, or was changed since it was written.
    """
    if main.get("format") != FORMAT:
        reason = f"its format is {main.get('format')!r}, this Lockgate reads {FORMAT!r}"
        raise StateError.unreadable("run.json", reason)
    plain, documents = main.get("result"), main.get("documents")
    if not isinstance(plain, Mapping) or not isinstance(documents, Mapping):
        raise StateError.unreadable("run.json", "it lacks `result` or `documents`")
    result = from_plain(RunResult, plain)
    identity = digest([{**plain, "run_id": ""}, documents])[:_ID_LENGTH]
    if (result.run_id, result.verdict.value) != (identity, main.get("verdict")):
        raise StateError.unreadable("run.json", "it was changed since it was written")
    return result
