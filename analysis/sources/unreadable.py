"""Guards before a file is opened, and the one finding for a file that cannot be read at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

from analysis.sources.findings import Finding, Severity

LARGEST_FILE = 50_000_000  # bytes; a network's whole raw folder is some two million
LARGEST_SETTINGS = 2_000_000  # bytes of a YAML file
LARGEST_UNPACKED = 200_000_000  # bytes, all parts of one zip together
LARGEST_RATIO = 200  # unpacked to packed; spreadsheets stay below 20
MOST_PARTS = 5_000


def unreadable(
    file: str, problem: str, remedy: str, severity: Severity = "doubt", rule: str = "unreadable-file", **more: str
) -> Finding:
    return Finding(
        file=file,
        problem=problem,
        why="Nothing in it could be read, so nothing from it is in the report.",
        remedy=remedy,
        severity=severity,
        rule=rule,
        **more,  # type: ignore[arg-type]
    )


def size_problem(path: Path, file: str, largest: int = LARGEST_FILE) -> Finding | None:
    """A finding if the file is not there, empty or larger than `largest` bytes."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            return unreadable(file, "This is not a file.", "Name a file, not a folder.")
    except OSError as error:
        return unreadable(file, f"The file cannot be opened ({error.strerror}).", "Check its name and its permissions.")
    if size == 0:
        return unreadable(file, "The file is empty.", "Ask for it to be sent again.", rule="empty-file")
    if size > largest:
        return unreadable(
            file,
            f"The file is {size / 1e6:.0f} MB, more than the {largest / 1e6:.0f} MB that is ever read.",
            "Take pictures and other sheets out of it, or ask what it is.",
            rule="too-large",
        )
    return None


def zip_problem(path: Path, file: str) -> Finding | None:
    """A finding if the zip is damaged, protected, or would unpack to far more than it seems."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return unreadable(
            file, "The file is damaged or was cut off while it was copied.", "Ask for it to be sent again."
        )
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or unpacked > 1_000_000 + LARGEST_RATIO * packed:
        return unreadable(
            file,
            f"The file would unpack to {unpacked / 1e6:,.0f} MB in {len(parts):,} parts, which no form or project does.",
            "Do not open it; ask who sent it what it is.",
            rule="zip-bomb",
        )
    if any(part.flag_bits & 1 for part in parts):
        return unreadable(
            file, "The file is protected by a password.", "Ask for a copy without a password.", rule="password"
        )
    return None
