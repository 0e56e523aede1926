"""Files as they were at a revision of git."""

from __future__ import annotations

import subprocess
from pathlib import Path

from lockgate.domain.errors import ContractVersionError

__all__ = ["GitRevisions"]

_TIMEOUT_S = 60


class GitRevisions:
    """Asks the git of the machine; nothing is fetched and nothing is written."""

    def read(self, path: str, revision: str) -> bytes:
        """Return the bytes that the file had at a revision.

        Raises
        ------
        ContractVersionError
            If git is missing, or knows no such revision or file.
        """
        file = Path(path)
        if revision.startswith("-"):
            raise ContractVersionError.no_revision(path, revision, "a revision does not begin with `-`")
        command = ["git", "-C", str(file.parent), "show", f"{revision}:./{file.name}"]
        try:
            done = subprocess.run(  # noqa: S603 - no shell reads the words
                command, check=False, capture_output=True, timeout=_TIMEOUT_S, stdin=subprocess.DEVNULL
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise ContractVersionError.no_revision(path, revision, str(error)) from error
        if done.returncode != 0:
            reason = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
            raise ContractVersionError.no_revision(path, revision, reason or "git gave no reason")
        return done.stdout
