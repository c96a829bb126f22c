"""A settings file that is needed as a whole: read as declared, or refused with all that is wrong in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import yaml

from analysis.project import Refused
from analysis.settings.field_words import nearest_of
from analysis.settings.reading import Entry, read_settings
from analysis.settings.shapes import Lines, misshapen
from analysis.settings.text import Fault, compose, decoded, unread

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


def read_mapping(path: Path, shown: str, needed: Collection[str], shape: Lines) -> dict[str, Any]:
    """A file that another program reads too, and so may hold keys of its own: all that it says. needed: keys, as `color.palette`; shape: of what is read of it.

    Refused, with line or key, where it does not read as YAML, one that is needed is not there or blank, or what is read is of another kind.
    """
    if not path.is_file():
        raise Refused(
            f"{shown} is not there: put back the one that came with the package (`hub-learning doctor --mend`)"
        )
    text, faults = decoded(path.read_bytes())
    node, more = compose(text) if not faults else (None, [])
    if faults or more:
        raise Refused("\n".join(_told(shown, fault) for fault in [*faults, *more][:_MOST_TOLD]))
    try:
        held = yaml.safe_load(text) if isinstance(node, yaml.MappingNode) else {}
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:  # a tag, a day or a key that is none
        raise Refused(_told(shown, unread(error, text))) from None
    wrong = list(misshapen(node, shape)) if isinstance(node, yaml.MappingNode) else []
    refused = [line for key in needed if not _told_above(key, wrong) and (line := _lacking(held, key))]
    if refused or wrong:
        told = [_told(shown, fault) for fault in wrong[:_MOST_TOLD]]
        raise Refused("\n".join([*told, *(f"{shown}: {line}" for line in refused)]))
    return dict(held)


def _told_above(key: str, faults: Sequence[Fault]) -> bool:
    """Whether a key cannot be there because what it lies in is of another kind, which is told."""
    return any(f"{key}.".startswith(f"{fault.key}.") for fault in faults)


def _lacking(held: Any, key: str) -> str:
    """That a key is not there, and what may be meant for it; nothing where it is."""
    for part in key.split("."):
        if not isinstance(held, dict) or held.get(part) in (None, "", {}, []):
            meant = nearest_of(part, map(str, held)) if isinstance(held, dict) and part not in held else ""
            return f"there is no `{key}`. " + (f"Is `{meant}` meant for `{part}`?" if meant else "Write it.")
        held = held[part]
    return ""


def lines_of_entries(path: Path, content: Any) -> tuple[Mapping[str, int], ...]:
    """Of each entry of a list that reads as declared, the line of each of its keys; nothing where there is no such file."""
    own = [
        entry for entry in entries_in(path, content) if entry.kind is get_args(content)[0]
    ]  # and not what stands within one
    return tuple(entry.lines for entry in sorted(own, key=lambda entry: entry.number))


def entries_in(path: Path, content: Any) -> list[Entry]:
    """What a file says, group by group as far as it fits, with lines; nothing where there is no such file."""
    return read_settings(decoded(path.read_bytes())[0], content).entries if path.is_file() else []


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
