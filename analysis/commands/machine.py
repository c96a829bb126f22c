"""Faults of the machine and not of the work: a full disk, a folder that may not be written to, a file that may not be read."""

from __future__ import annotations

import errno
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from analysis.commands.screen import shown
from analysis.project import SHIPPED, Refused, root

_FULL = (errno.ENOSPC, errno.EDQUOT)
_CLOSED = (errno.EACCES, errno.EPERM)
_TOO_MANY = (errno.EMFILE, errno.ENFILE)
_IN_WORDS = (  # what a process that we started says of the same; it hands on its words alone
    ("No space left on device", errno.ENOSPC),
    ("resource exhausted", errno.ENOSPC),
    ("Disk quota exceeded", errno.EDQUOT),
    ("Read-only file system", errno.EROFS),
    ("Permission denied", errno.EACCES),
    ("permission denied", errno.EACCES),
)
_STANDS = "the last good edition is as it was"
_LITTLE = 2_000_000  # bytes


def fault_of_machine(error: BaseException) -> str | None:
    """What is wrong with the machine and what to do, in one line; None where the error is of another kind."""
    for each in _chain(error):
        if isinstance(each, OSError):
            named = each.filename2 or each.filename
            path = (
                Path(named.decode("utf-8", "replace") if isinstance(named, bytes) else named)
                if isinstance(named, str | bytes)
                else None
            )
            if "usable temporary directory" in str(each):
                return "there is no folder for temporary files that can be written to: make room in it, or set TMPDIR to one that can"
            if said := _told(each.errno, path) or _lost(each.errno, path):
                return said
    number = next((number for words, number in _IN_WORDS if words in str(error)), None)
    return _told(number, None)


def _told(number: int | None, named: Path | None) -> str | None:
    path = named if named is None or not _is_ours(named) else _there(named)
    if number in _FULL:
        return (
            f"the disk that holds {_where(path)} is full: make room on it (data/processed/*/cache can be deleted at any time) and "
            f"run the command again; {_STANDS}"
        )
    if number == errno.EROFS:
        return f"{_where(path)} lies on a disk that can only be read: copy the project to one that can be written to; {_STANDS}"
    if number in _CLOSED:
        what = (
            "may not be opened" if path is not None and _is(path, "is_file") else "may not be looked into or written to"
        )
        return f"{_where(path)} {what}{_whose(path)}: give yourself leave to it, and run the command again; {_STANDS}"
    if number in _TOO_MANY:
        return f"too many files are open at once: close other programs, or allow more (ulimit -n 4096); {_STANDS}"
    if number == errno.EIO:
        return f"the disk that holds {_where(path)} does not answer as it should: check it, or the network drive; {_STANDS}"
    return None


def _lost(number: int | None, path: Path | None) -> str | None:
    """A file that every project folder came with, and that is gone from this one."""
    home = _home()
    if number != errno.ENOENT or path is None or not path.is_relative_to(home):
        return None
    within = path.relative_to(home)
    if not any(within.is_relative_to(part) for part in SHIPPED):
        return None
    return (
        f"{within.as_posix()} is not in the project folder {home}, and nothing can be built without it: `hub-learning doctor --mend` "
        f"brings it back; {_STANDS}"
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and those that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _home() -> Path:
    """The project's folder, or the one that we are in where there is no project yet."""
    try:
        return root()
    except Refused:
        return Path.cwd()


def _where(path: Path | None) -> str:
    """The path as short as it can be said; where an error names none, the folders on whose disk nothing is left."""
    if path is not None:
        return shown(path)
    folders = [
        _home() / "reports",
        *(_home() / "reports").glob("*"),
        _home() / "data" / "processed",
        Path(tempfile.gettempdir()),
    ]
    tight = [folder for folder in folders if _is(folder, "is_dir") and shutil.disk_usage(folder).free < _LITTLE]
    apart = [folder for folder in tight if not _on_one_disk(folder, [each for each in tight if each in folder.parents])]
    return " and ".join(dict.fromkeys(shown(folder) for folder in apart)) or shown(_home())


def _on_one_disk(folder: Path, above: list[Path]) -> bool:
    """Whether a folder lies on the disk of one above it, which is told already."""
    return any(folder.stat().st_dev == each.stat().st_dev for each in above)


def _is_ours(path: Path) -> bool:
    """Whether it is a lock or lies in a folder in the making: nobody else knows of those."""
    within = path.relative_to(_home()) if path.is_relative_to(_home()) else path
    return any(part.startswith(".") for part in within.parts)


def _there(path: Path) -> Path:
    """The nearest folder above that there is, and that is not one in the making."""
    above = [folder for folder in path.parents if not _is_ours(folder)]
    return next((folder for folder in above if _is(folder, "is_dir")), path)


def _is(path: Path, kind: str) -> bool:
    try:
        return bool(getattr(path, kind)())
    except OSError:  # nobody may even look
        return False


def _whose(path: Path | None) -> str:
    """` (it belongs to NAME)`, where somebody else owns the file, or the folder that it would lie in."""
    import os

    if path is None or not hasattr(os, "getuid"):
        return ""
    try:
        there = path if _is(path, "exists") else _there(path)
        return "" if there.stat().st_uid == os.getuid() else f" ({shown(there)} belongs to {there.owner()})"
    except (OSError, KeyError):
        return ""


def refuse_other_encodings() -> None:
    """Refused where Python takes file names for something else than UTF-8: names with an umlaut could neither be read nor told."""
    if sys.getfilesystemencoding().lower() != "utf-8":
        raise Refused(
            "Python runs here without UTF-8, in which files are named: set PYTHONUTF8=1, and run the command again"
        )
