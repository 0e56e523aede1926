"""Versions of contracts: compare two, judge a new one against those that are kept, keep one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from lockgate.app.contract_suites import read_bytes
from lockgate.app.ports import Files, Revisions
from lockgate.app.released_models import read_model
from lockgate.app.store_ports import VersionStore
from lockgate.contracts.contract import Contract
from lockgate.contracts.evolution.change import Change
from lockgate.contracts.evolution.compat import Compatibility, judge_compatibility
from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.contracts.evolution.mode import Mode
from lockgate.contracts.evolution.version import Version
from lockgate.contracts.parse import read_contract
from lockgate.domain.errors import ContractVersionError, DocumentError
from lockgate.domain.verdict import Verdict

__all__ = ["Archive", "Difference", "Released"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions and what changed between them."""

    old: Contract
    new: Contract
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Released:
    """A version that was kept, where, and how it was judged; None for the first version of all."""

    path: str
    version: str
    judged: Compatibility | None


@dataclass(frozen=True, slots=True)
class Archive:
    """Reads contracts as they are and as they were.

    Parameters
    ----------
    files : Files
        The files as they are.
    revisions : Revisions
        The files as git has them.
    history : function
        The kept versions beside a path.
    """

    files: Files
    revisions: Revisions
    history: Callable[[str], VersionStore]

    def read(self, reference: str) -> Contract:
        """Read a contract: ``PATH``, ``PATH@VERSION`` of a kept version, or ``PATH@REVISION`` of git.

        Raises
        ------
        DocumentError
            With every mistake of the contract.
        ContractVersionError
            If there is no such version or revision.
        """
        return read_contract(self._bytes(reference), reference)

    def _bytes(self, reference: str) -> bytes:
        path, at, revision = reference.rpartition("@")
        if not at or not path or not revision:
            return read_bytes(self.files, reference, "the contract")
        with suppress(OSError, ValueError):
            return self.files.read(reference)  # the name of a file may have the sign in it
        kept = self._kept_beside(path)
        return kept[revision] if revision in kept else self.revisions.read(path, revision)

    def _kept_beside(self, path: str) -> dict[str, bytes]:
        """Return the kept versions of the contract at a path; none where it is there no more."""
        try:
            current = read_contract(self.files.read(path), path)
        except (OSError, ValueError, DocumentError):
            return {}
        return dict(self.history(path).kept(current.id))

    def diff(self, old: str, new: str) -> Difference:
        """Compare two contracts by reference."""
        before, after = self.read(old), self.read(new)
        return Difference(before, after, diff_contracts(before, after))

    def kept(self, path: str, contract: Contract) -> list[Contract]:
        """Return the kept versions of a contract, but not the one that it is itself."""
        versions = self._versions(path, contract)
        return [one for one in versions if one.version != contract.version or diff_contracts(one, contract)]

    def _versions(self, path: str, contract: Contract) -> list[Contract]:
        texts = self.history(path).kept(contract.id)
        return [read_contract(text, f"{path}@{version}") for version, text in texts.items()]

    def compat(
        self, olds: Sequence[str], new: str, *, mode: Mode, strict: bool = False, models: Sequence[str] = ()
    ) -> Compatibility:
        """Judge a contract against old ones; against its kept versions where none is named.

        Parameters
        ----------
        olds : sequence of str
            References of old versions; empty for the kept ones.
        new : str
            Reference of the new version.
        mode : Mode
            What must not break.
        strict : bool, default=False
            Fail on a break even where the major version announces it.
        models : sequence of str, default=none
            Paths of released models.

        Raises
        ------
        ContractVersionError
            If none is named and none is kept.
        """
        after = self.read(new)
        path = new.rpartition("@")[0] or new
        before = [self.read(old) for old in olds] or self.kept(path, after) or self._versions(path, after)
        if not before:
            raise ContractVersionError.none_kept(after.id, self.history(new).place)
        released = [read_model(self.files, path) for path in models]
        return judge_compatibility(before, after, mode=mode, strict=strict, models=released)

    def release(self, path: str, *, mode: Mode) -> Released:
        """Keep the contract at a path as a released version, if it may follow those that are kept.

        Raises
        ------
        ContractVersionError
            If the version is kept with other content, or is no semantic version.
        """
        content = read_bytes(self.files, path, "the contract")
        contract = read_contract(content, path)
        Version.of(contract.version)
        store = self.history(path)
        olds = self.kept(path, contract)
        judged = judge_compatibility(olds, contract, mode=mode) if olds else None
        if judged is not None and judged.verdict is not Verdict.PASS:
            return Released("", contract.version, judged)
        return Released(store.keep(contract.id, contract.version, content), contract.version, judged)
