"""What was rendered before, by the hash of all that went into it: an unchanged page costs nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from analysis.project import place_whole

LARGEST = 150_000_000  # bytes; what was not used for longest goes first


class Cache:
    """Files by key in one folder. A file that is used is touched, so that `trim` knows what is out of use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, key: str) -> bytes | None:
        path = self.folder / key
        try:
            kept = path.read_bytes()
            os.utime(path)
        except FileNotFoundError:
            return None
        return kept

    def put(self, key: str, kept: bytes) -> None:
        """Beside first, then renamed: a crash leaves no half file under a good key."""
        place_whole(self.folder / key, kept)

    def trim(self) -> None:
        files = sorted(
            ((path.stat().st_mtime, path.stat().st_size, path) for path in self.folder.iterdir() if path.is_file()),
            reverse=True,
        )
        total = 0
        for _, size, path in files:
            total += size
            if total > LARGEST:
                path.unlink(missing_ok=True)


def key_of(*parts: str | bytes, suffix: str = "") -> str:
    """The sha256 of the parts, each with its length, so that no two lists of parts run together."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(f"{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()[:40] + suffix


def hash_of_files(paths: Iterable[Path]) -> str:
    return key_of(*(part for path in sorted(paths) for part in (path.name, path.read_bytes())))
