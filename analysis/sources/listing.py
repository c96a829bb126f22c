"""Which files people sent: all below a folder, each known by its bytes, and none opened that could keep a reader waiting.

Imports nothing heavy: a build with nothing to do asks only this.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

MOST_ENTRIES = 20_000  # of one folder; a county's returns of ten years in one folder are some 3,000
_LARGEST_HASHED = 2_000_000_000  # bytes; far more than any reader opens
_NOT_SENT = ("Thumbs.db", "desktop.ini")

# What stands in place of a file's sha256 where its bytes are not looked at, and why: readings.py tells it in words.
LINK, CROWDED, CLOSED, NO_FILE = "a link", "a crowded folder", "closed", "not a file"


def list_files(folder: Path) -> dict[str, Path]:
    """All files below a folder by name relative to it, sorted; lock files of office programs and hidden ones are none.

    A folder that is only a link elsewhere, or that holds more entries than MOST_ENTRIES, is itself in the list, and nothing below it.
    """
    listed: dict[str, Path] = {}
    for path in _below(folder):
        # A name that is not UTF-8 can be opened, but not written into a table; two such names must stay two.
        name = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")
        while name in listed:
            name += "\ufffd"
        listed[name] = path
    return dict(sorted(listed.items()))


def _below(folder: Path) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        parent = waiting.pop()
        try:
            with os.scandir(parent) as entries:
                found = [entry for entry, _ in zip(entries, range(MOST_ENTRIES + 1), strict=False)]
        except OSError:  # may not be looked into
            yield parent
            continue
        if len(found) > MOST_ENTRIES:
            yield parent
            continue
        for entry in sorted(found, key=lambda entry: entry.name):
            if entry.name.startswith((".", "~$")) or entry.name in _NOT_SENT:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            else:
                yield Path(entry.path)


def digest_of(path: Path) -> str:
    """The sha256 of a file's bytes; one of the words above, or its size, where they are not looked at."""
    try:
        state = path.lstat()
        if stat.S_ISLNK(state.st_mode):
            return LINK
        if stat.S_ISDIR(state.st_mode):
            return CROWDED if os.access(path, os.R_OK | os.X_OK) else CLOSED
        if not stat.S_ISREG(state.st_mode):
            return NO_FILE
        if state.st_size > _LARGEST_HASHED:
            return f"{state.st_size} bytes"
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return CLOSED
