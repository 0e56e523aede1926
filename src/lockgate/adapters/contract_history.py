"""Released versions of contracts, kept as files beside them with the digest of each."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from lockgate.adapters.whole_files import DRAFT, keep, sync
from lockgate.domain.errors import ContractVersionError, ParameterError

__all__ = ["ContractHistory"]

_SUMS = "SHA256SUMS"
_ENDING = ".odcs.yaml"


@dataclass(frozen=True, slots=True)
class ContractHistory:
    """Keeps each released version under ``<root>/<id>/<version>.odcs.yaml``.

    Digests stand in ``<root>/<id>/SHA256SUMS``, in the form that ``sha256sum --check`` reads. A version is written
    once; one that was changed or removed afterwards is refused, and so is a file that the list does not name.

    A version is first written as a draft, then listed, then given its name: a release that was cut off before it
    was listed counts for nothing, and one that was cut off afterwards is read from its draft. Who releases holds the
    directory, so that of two at once the second waits and none loses its line.

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
        files = {file.name for file in folder.glob(f"*{_ENDING}") if not file.name.startswith(DRAFT)}
        # the list after the files: a version that is released meanwhile is listed before it has its name
        sums = self._sums(folder)
        if files - sums.keys():
            raise ContractVersionError.altered(str(folder / _SUMS))
        for name, digest in sums.items():
            found[unquote(name.removesuffix(_ENDING))] = _listed(folder / name, digest)
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
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _held(folder):
                there = self.kept(contract).get(version)
                if there not in (None, content):
                    raise ContractVersionError.kept(contract, version, str(file))
                if not file.is_file():
                    self._write(file, content)
        except OSError as error:
            text = f"`{file}` cannot be written: {error.strerror or error}"
            raise ParameterError("LG101", "contract release", text, "choose a writable directory") from error
        return str(file)

    def _write(self, file: Path, content: bytes) -> None:
        draft, sums = _draft_of(file), file.with_name(_SUMS)
        draft.write_bytes(content)
        sync(draft)
        lines = self._sums(file.parent) | {file.name: hashlib.sha256(content).hexdigest()}
        _draft_of(sums).write_text(
            "".join(f"{lines[name]}  {name}\n" for name in sorted(lines)), encoding="utf-8"
        )
        keep(_draft_of(sums), sums)
        keep(draft, file)

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


def _draft_of(file: Path) -> Path:
    return file.with_name(f"{DRAFT}{file.name}")


def _listed(file: Path, digest: str) -> bytes:
    """Return the content of a version; while it is given its name, that is the one or the other file."""
    for place in (file, _draft_of(file), file):
        with suppress(FileNotFoundError, IsADirectoryError):
            content = place.read_bytes()
            if hashlib.sha256(content).hexdigest() == digest:
                return content
    raise ContractVersionError.altered(str(file))


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a directory against other processes that release; it is let go however this one ends."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # some file systems lock no directories: then a lost line is told by the next who reads
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
