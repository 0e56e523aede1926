"""A program that profiles a table again and again, killed at every moment at which it writes.

``python -m tests.fakes.killed_profile ROOT CUT`` prints one JSON line for each kill: what a reader sees then, and what
the next profile makes of it. Each attempt is a process of its own, which ends by SIGKILL as it is about to write, is
half through it, is about to flush or about to rename.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from tests.fakes.deliveries import Deliveries, trips_of
from tests.fakes.projects import Home

from lockgate.adapters.state_directory import StateDirectory
from lockgate.app.partition_store import PARTITION
from lockgate.domain.errors import StateError
from lockgate.scan.partition_states import load_partition

DAYS = ("2013-01-01", "2013-01-02", "2013-01-03")


class Killer:
    """Counts the moments at which the process writes, and kills it at one of them."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.seen = 0

    def tick(self) -> bool:
        """Count a moment, and tell whether it is the last one."""
        self.seen += 1
        return self.seen == self.at

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that is never called at the last moment."""

        def wrapped(*arguments: object, **more: object) -> object:
            if self.tick():
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **more)

        return wrapped

    def arm(self) -> None:
        """Watch what the process does to its files from now on."""
        killer, fdopen = self, os.fdopen

        def watched(handle: int, mode: str = "r", *rest: object, **more: object) -> object:
            file = fdopen(handle, mode, *rest, **more)  # type: ignore[call-overload]  # as it was called
            if "b" not in mode:
                return file
            return HalfWriter(file, killer)

        os.fdopen = watched  # type: ignore[assignment]  # for this process alone
        os.fsync = self.wrap(os.fsync)
        os.replace = self.wrap(os.replace)
        os.link = self.wrap(os.link)


class HalfWriter:
    """A file that is killed half through what it writes."""

    def __init__(self, file: io.BufferedWriter, killer: Killer) -> None:
        self._file = file
        self._killer = killer

    def write(self, content: bytes) -> None:
        """Write all of it, or half and no more."""
        if self._killer.tick():
            self._file.write(content[: len(content) // 2])
            self._file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        self._file.write(content)

    def flush(self) -> None:
        """Flush."""
        self._file.flush()

    def fileno(self) -> int:
        """Return the handle."""
        return self._file.fileno()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def in_child(work: Callable[[], object]) -> bool:
    """Run some work in a process of its own; tell whether it came to its end."""
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    if os.waitstatus_to_exitcode(status):
        message = "the work broke"
        raise RuntimeError(message)
    return True


def delivered(root: Path, cut: str) -> Deliveries:
    """Return a table that was profiled once, and of which one day was delivered again and one is new."""
    table = Deliveries(Home(root), f"{cut}, outlives_data: true")
    table.days(DAYS)
    table.project(classification="personal")
    return table


def seen(root: Path) -> dict[str, str]:
    """Return what a reader finds: the digest of each partition, or why it cannot be read."""
    store = StateDirectory(root / ".lockgate/states")
    found = {}
    for name in store.names("trips", PARTITION):
        try:
            found[name] = load_partition(store.load("trips", PARTITION, name) or b"", name).digest
        except StateError as error:
            found[name] = error.text
    return found


def main(root: Path, cut: str) -> None:
    """Kill a profile at every moment, one after the other, until one comes to its end."""
    before, work = root / "before", root / "work"
    in_child(lambda: delivered(before, cut).refresh(classification="personal"))
    old = seen(before)
    table = Deliveries(Home(before), f"{cut}, outlives_data: true")
    table.deliver("2013-01-02", trips_of("2013-01-02", rows=9))
    table.deliver("2013-01-04")
    is_done, at = False, 0
    while not is_done:
        at += 1
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(before, work)
        copy = Deliveries(Home(work), f"{cut}, outlives_data: true")

        def killed(copy: Deliveries = copy, at: int = at) -> None:
            Killer(at).arm()
            copy.refresh(classification="personal")

        is_done = in_child(killed)
        at_kill = seen(work)
        in_child(lambda copy=copy: copy.refresh(classification="personal"))  # type: ignore[misc]  # a child's work
        print(json.dumps({"at": at, "done": is_done, "old": old, "seen": at_kill, "after": seen(work)}))  # noqa: T201 - a program


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
