"""A settings file that is needed as a whole: read as declared, or refused with all that is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from analysis.project import Refused
from analysis.settings.reading import read_settings
from analysis.settings.text import Fault, decoded

_LARGEST = 2_000_000  # bytes
_MOST_TOLD = 20


def read_whole(path: Path, shown: str, content: Any, empty: Any = None) -> Any:
    """What the file says. Refused with a line for each thing that is wrong: file, line, key, what there is, what it should be.

    empty: what a file says in which nothing stands, or nothing without a # before it; None where that is refused.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused(f"{shown} is larger than any such file: {path.stat().st_size:,} bytes")
        text, faults = decoded(path.read_bytes())
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise Refused(
            f"{shown} cannot be opened ({reason}): check that it is a file, and that you may read it"
        ) from None
    if not faults:
        read = read_settings(text, content)
        faults = read.faults
        if not faults and read.value is not None:
            return read.value
        if read.empty and empty is not None:
            return empty
    raise Refused("\n".join(_told(shown, fault) for fault in faults[:_MOST_TOLD] or [Fault(1, "", "It is empty.")]))


def lines_of_entries(path: Path, content: Any) -> tuple[Mapping[str, int], ...]:
    """Of each entry of a list that reads as declared, the line of each of its keys; nothing where there is no such file."""
    if not path.is_file():
        return ()
    entries = read_settings(decoded(path.read_bytes())[0], content).entries
    own = [entry for entry in entries if entry.kind is get_args(content)[0]]  # and not what stands within one of them
    return tuple(entry.lines for entry in sorted(own, key=lambda entry: entry.number))


def refuse_doubled(path: Path, shown: str, content: Any, names: Sequence[str], key: str) -> None:
    """Refused with the line of the first entry that bears the name of one before it. names: one an entry, in their order, under `key`."""
    for number, name in enumerate(names):
        if name in names[:number]:
            line = lines_of_entries(path, content)[number].get(key, 1)
            first = lines_of_entries(path, content)[names.index(name)].get(key, 1)
            raise Refused(
                f"{shown}, line {line}, {key}: `{name}` is there more than once, first in line {first}. Delete one of the two, or name it otherwise."
            )


def _told(shown: str, fault: Fault) -> str:
    return f"{shown}, {fault.place}: {fault.problem} {fault.remedy}".strip()
