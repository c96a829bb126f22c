"""An edition appears whole or not at all: built in a folder beside its place, then put there in one step.

Only one build of an edition runs at a time. The lock is the operating system's, on an open file: it goes when the process
goes, however it ends, so there are no stale locks to tell from live ones.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.editions.running.execution import BuildFailed

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def workplace(edition: Path) -> Iterator[Path]:
    """An empty folder beside the edition to build it in. It is gone afterwards, whether or not it was placed.

    What a killed build left behind is put right first. BuildFailed if another build of the edition is under way.
    """
    edition.parent.mkdir(parents=True, exist_ok=True)
    with _only_build_of(edition):
        recover(edition)
        work = _beside(edition, "building")
        work.mkdir()
        try:
            yield work
        finally:
            _remove(work)


def place(work: Path, edition: Path) -> None:
    """Put the finished folder in the edition's place. At no moment is there half an edition."""
    if not edition.exists():
        work.rename(edition)
    elif not _exchange(work, edition):
        previous = _beside(edition, "previous")
        edition.rename(previous)
        work.rename(edition)  # a kill between the two renames is mended by the next build's recover()
        _remove(previous)


def recover(edition: Path) -> None:
    """Undo what a killed build left: bring back an edition that was moved aside, and remove half-built ones."""
    previous = _beside(edition, "previous")
    if previous.exists() and not edition.exists():
        previous.rename(edition)
    for leftover in (previous, _beside(edition, "building")):
        _remove(leftover)


def tidy(edition: Path) -> None:
    """Remove what a killed build left beside an edition that needs no build, unless another build is at work there."""
    if any(_beside(edition, state).exists() for state in ("previous", "building")):
        with contextlib.suppress(BuildFailed), _only_build_of(edition):
            recover(edition)


def _beside(edition: Path, state: str) -> Path:
    return edition.with_name(f".{edition.name}.{state}")


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system and its file system can (Linux: renameat2)."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0


@contextmanager
def _only_build_of(edition: Path) -> Iterator[None]:
    with _beside(edition, "lock").open("a+", encoding="utf-8") as lock:
        if not _take(lock.fileno()):
            lock.seek(0)
            by = f" (process {owner})" if (owner := lock.read().strip()) else ""
            name = f"{edition.parent.name} {edition.name}"
            raise BuildFailed(f"another build of {name} is under way{by}; wait until it has ended")
        _close_in_children(lock.fileno())
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # a byte beyond the text, so that others can read who holds it
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _close_in_children(descriptor: int) -> None:
    """A forked child must not hold the lock on after its parent was killed."""
    if hasattr(os, "register_at_fork"):
        taken = os.fstat(descriptor)

        def close() -> None:
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(descriptor), taken):
                    os.close(descriptor)

        os.register_at_fork(after_in_child=close)
