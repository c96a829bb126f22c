"""Guards before a file is opened, and the one finding for a file that cannot be read at all."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from pathlib import Path

from analysis.sources.findings import Finding, Place, Rule, Severity

LARGEST_FILE = 50_000_000  # bytes; a network's whole raw folder is some two million
LARGEST_SETTINGS = 2_000_000  # bytes of a YAML file
LARGEST_UNPACKED = 200_000_000  # bytes, all parts of one zip together
LARGEST_RATIO = 200  # unpacked to packed; spreadsheets stay below 20
MOST_PARTS = 5_000


def unreadable(
    file: str, problem: str, remedy: str, severity: Severity = "doubt", rule: str = "unreadable-file", **more: str
) -> Finding:
    """A file of which nothing is read, in words of the moment. more: the cell or the row, where one is to blame."""
    why = "Nothing in it could be read, so nothing from it is in the report."
    place = Place(file, **more)  # type: ignore[arg-type]
    ignore = "" if severity == "stops" else "Where the file holds nothing that the report is to be made from."
    return Rule(rule, "{problem}", why, "{remedy}", severity, ignore=ignore).at(place, problem=problem, remedy=remedy)


def damaged(file: str) -> Finding:
    return unreadable(file, "The file is damaged or was cut off while it was copied.", "Ask for it to be sent again.")


def locked(file: str) -> Finding:
    return unreadable(
        file, "The file is protected by a password.", "Ask for a copy without a password.", rule="password"
    )


def size_problem(path: Path, file: str, largest: int = LARGEST_FILE) -> Finding | None:
    """A finding if the file is not there, not a plain file, closed to us, empty, or larger than `largest` bytes.

    Nothing is opened that could keep a reader waiting: a pipe or a device is told by its kind alone.
    """
    try:
        state = path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not a name of a file"
        return unreadable(file, f"The file cannot be opened ({reason}).", "Check its name and its permissions.")
    if stat.S_ISDIR(state.st_mode):
        return unreadable(file, "This is not a file.", "Name a file, not a folder.")
    if not stat.S_ISREG(state.st_mode):
        problem = "This is not a file, but a pipe or a device of the computer."
        return unreadable(file, problem, "Take it out of the folder.", rule="not-a-file")
    if not os.access(path, os.R_OK):
        return unreadable(file, "The file may not be opened (permission denied).", "Give yourself leave to read it.")
    if state.st_size == 0:
        return unreadable(file, "The file is empty.", "Ask for it to be sent again.", rule="empty-file")
    if state.st_size > largest:
        return unreadable(
            file,
            f"The file is {state.st_size / 1e6:,.0f} MB, more than the {largest / 1e6:.0f} MB that is ever read.",
            "Take pictures and other sheets out of it, or ask what it is.",
            rule="too-large",
        )
    return None


def zip_problem(path: Path, file: str) -> Finding | None:
    """A finding if the zip is damaged, protected, or would unpack to far more than it seems. After size_problem only."""
    listed = zip_parts(path.read_bytes(), file)
    return listed if isinstance(listed, Finding) else None


def zip_parts(held: bytes, file: str) -> list[zipfile.ZipInfo] | Finding:
    """The parts that a zip lists, or the finding of zip_problem."""
    if (listed := held.count(b"PK\x01\x02")) > MOST_PARTS:  # counted before they are taken into memory one by one
        return _bomb(file, "too much", listed)
    try:
        with zipfile.ZipFile(io.BytesIO(held)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return damaged(file)
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or unpacked > 1_000_000 + LARGEST_RATIO * packed:
        return _bomb(file, f"{unpacked / 1e6:,.0f} MB", len(parts))
    return locked(file) if any(part.flag_bits & 1 for part in parts) else parts


def _bomb(file: str, size: str, parts: int) -> Finding:
    return unreadable(
        file,
        f"The file would unpack to {size} in {parts:,} parts, which no form or project does.",
        "Do not open it; ask who sent it what it is.",
        rule="zip-bomb",
    )
