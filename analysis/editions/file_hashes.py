"""Files whose hash is known from their size and time, so that an unchanged file is not read again."""

from __future__ import annotations

import hashlib
import json
import stat
import time
from pathlib import Path

from analysis.project import place_whole
from analysis.sources.listing import digest_of

# A file changed so shortly before it was hashed could change again without its time moving: it is not remembered.
_SETTLED_AFTER = 2_000_000_000  # nanoseconds


class SeenFiles:
    """sha256 of files, remembered by path, size and time of change. `record` is where the memory is kept."""

    def __init__(self, record: Path) -> None:
        self._record = record
        self._known: dict[str, list[int | str]] = {}
        self._changed = False
        try:
            known = json.loads(record.read_text(encoding="utf-8"))
            self._known = known if isinstance(known, dict) else {}
        except (OSError, ValueError):  # no memory, or one that a crash spoiled: everything is read again
            pass

    def sha256(self, path: Path) -> str:
        """The sha256 of a file; for links, pipes and what may not be read, a word: see digest_of."""
        state = path.lstat()
        if not stat.S_ISREG(state.st_mode):
            return digest_of(path)
        known = self._known.get(str(path))
        if known and known[:2] == [state.st_size, state.st_mtime_ns]:
            return str(known[2])
        digest = digest_of(path)
        if time.time_ns() - state.st_mtime_ns > _SETTLED_AFTER:
            self._known[str(path)] = [state.st_size, state.st_mtime_ns, digest]
            self._changed = True
        return digest

    def save(self) -> None:
        """Write the memory whole or not at all, without the files that are gone."""
        if not self._changed:
            return
        kept = {path: known for path, known in sorted(self._known.items()) if Path(path).exists()}
        write_whole(self._record, json.dumps(kept, indent=0))


def write_whole(path: Path, text: str) -> None:
    """Write beside, then rename: a reader sees the old text or the new one."""
    place_whole(path, text.encode())


def sha256_of(value: object) -> str:
    """Hash of anything JSON can hold; dictionaries hash alike whatever the order of their keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
