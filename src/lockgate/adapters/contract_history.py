"""Released versions of contracts, kept as files beside them with the digest of each."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from lockgate.domain.errors import ContractVersionError, ParameterError

__all__ = ["ContractHistory"]

_SUMS = "SHA256SUMS"
_ENDING = ".odcs.yaml"


@dataclass(frozen=True, slots=True)
class ContractHistory:
    """Keeps each released version under ``<root>/<id>/<version>.odcs.yaml``.

    Digests stand in ``<root>/<id>/SHA256SUMS``, in the form that ``sha256sum --check`` reads. A version is written
    once; one that was changed or removed afterwards is refused. A file that the list does not name is no version:
    its release was cut off, and releasing it again completes it. Several such files mean that the list was changed.

    Parameters
    ----------
    root : Path
        The directory of all contracts; made when first needed.
    """

    root: Path

    @property
    def place(self) -> str:
        """Return where versions are kept, for messages."""
        return str(self.root)

    def kept(self, contract: str) -> dict[str, bytes]:
        """Return the text of each kept version of a contract, by version.

        Raises
        ------
        ContractVersionError
            If a version is not as it was when it was kept.
        """
        found: dict[str, bytes] = {}
        folder = self._folder(contract)
        sums = self._sums(folder)
        if len({file.name for file in folder.glob(f"*{_ENDING}")} - sums.keys()) > 1:
            raise ContractVersionError.altered(str(folder / _SUMS))
        for name, digest in sums.items():
            file = folder / name
            content = file.read_bytes() if file.is_file() else b""
            if hashlib.sha256(content).hexdigest() != digest:
                raise ContractVersionError.altered(str(file))
            found[unquote(name.removesuffix(_ENDING))] = content
        return found

    def keep(self, contract: str, version: str, content: bytes) -> str:
        """Keep a version and return its path; the same content again changes nothing.

        Raises
        ------
        ContractVersionError
            If the version is kept with other content.
        ParameterError
            If it cannot be written.
        """
        folder = self._folder(contract)
        file = folder / f"{quote(version, safe='+')}{_ENDING}"
        there = self.kept(contract).get(version)
        if there == content:
            return str(file)
        if there is not None:
            raise ContractVersionError.kept(contract, version, str(file))
        sums = self._sums(folder) | {file.name: hashlib.sha256(content).hexdigest()}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write(file, content)  # a version counts once its digest stands in the list, which is written last
            _write(folder / _SUMS, "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode())
        except OSError as error:
            text = f"`{file}` cannot be written: {error.strerror or error}"
            raise ParameterError("LG101", "contract release", text, "choose a writable directory") from error
        return str(file)

    def _folder(self, contract: str) -> Path:
        return self.root / quote(contract, safe="")

    @staticmethod
    def _sums(folder: Path) -> dict[str, str]:
        file = folder / _SUMS
        if not file.is_file():
            return {}
        lines = [line.split("  ", 1) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        if any(len(parts) != 2 for parts in lines):  # noqa: PLR2004 - digest and name
            raise ContractVersionError.altered(str(file))
        return {name: digest for digest, name in lines}


def _write(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".draft-", dir=file.parent)
    with os.fdopen(handle, "wb") as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    Path(name).chmod(0o644)
    Path(name).replace(file)
