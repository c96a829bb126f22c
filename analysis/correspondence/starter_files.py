"""Files of settings begun for somebody: every key of the declaration with what it is for and an example, none of it used before its # is taken away."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import inspect as types

from analysis.correspondence.blank_sheets import TO_FILL_IN
from analysis.datasets.processing.people_files import SETTINGS_FILES
from analysis.networks import Network
from analysis.planned_editions import EDITIONS_FILE
from analysis.project import Refused, place_whole, root
from analysis.settings.declaration import SettingsFile
from analysis.settings.field_words import bare, is_period, key_of, nearest
from analysis.settings.reading import type_of
from analysis.settings.writing import in_one_line, schema_comment

_HEAD = """\
Nothing below is used before you take the # from the front of its lines. What stands behind a further # says what a key is for; a key
that is not called needed may be left out. `hub-learning settings {file}` says more of each, `hub-learning check` what does not fit.
"""
TO_START = {file.file: file for file in SETTINGS_FILES if file.started}


def start_file(network: Network, name: str) -> Path:
    """Begin one of TO_START, by its name with or without its ending. Where it was written.

    Refused for a file that nobody begins so, with what begins it, and where it is there already.
    """
    file = _file_called(name)
    path = (root() if file.file == EDITIONS_FILE else network.folder) / file.file
    if path.exists():
        raise Refused(f"{file.file} is there already: `hub-learning settings {file.file}` says what may stand in it")
    place_whole(path, starter_of(file).encode())
    return path


def starter_of(file: SettingsFile) -> str:
    """The text to begin with: an entry with every key, each line behind a #."""
    above = 0 if file.file == EDITIONS_FILE else 3 + file.file.count("/")
    head = textwrap.wrap(file.meaning, 118) + _HEAD.format(file=file.file).splitlines()
    entry = list(_lines(bare(type_of(file.content))[0]))
    return schema_comment(file.schema, above) + "\n".join(f"# {line}".rstrip() for line in [*head, "", *entry]) + "\n"


def _file_called(name: str) -> SettingsFile:
    for file in SETTINGS_FILES:
        if name in (file.file, file.file.rpartition("/")[2], file.schema):
            if file.file in TO_START:
                return file
            raise Refused(f"{file.file} is {file.begun}; begun here are: {', '.join(TO_START)}")
    table = name.rpartition("/")[2].partition(".")[0]
    if table in TO_FILL_IN:
        raise Refused(f"`{table}` is a sheet, no file of settings: `hub-learning sheet {table}` writes a blank one")
    raise Refused(f"there is no file '{name}' to begin.{nearest(name, TO_START)} There are: {', '.join(TO_START)}")


def _lines(declared: types.Type) -> Iterator[str]:
    """The keys of a group, one below the other; of a list of groups one entry, behind a dash."""
    kind = bare(declared)[0]
    if isinstance(kind, types.VarTupleType):
        for number, line in enumerate(_lines(kind.item_type)):
            yield ("  " if number else "- ") + line
    elif isinstance(kind, types.DataclassType):
        for field in kind.fields:
            yield from _field(field)


def _field(field: types.Field) -> Iterator[str]:
    kind, told, _ = bare(field.type)
    about = f"  # {'needed: ' if field.required else ''}{' '.join(str(told.get('meaning', '')).split())}"
    inner = bare(kind.item_type)[0] if isinstance(kind, types.VarTupleType) else kind
    if isinstance(inner, types.DataclassType) and not is_period(inner):
        yield f"{key_of(field)}:{about}"
        yield from (f"  {line}" for line in _lines(kind))
    else:
        usual = (field.default or None) if isinstance(field.default, str | tuple) else None
        value = _shown(kind, told.get("example", usual))
        yield f"{key_of(field)}:{f' {value}' if value else ''}{about}"


def _shown(kind: types.Type, example: Any) -> str:
    """A value to begin with: the example or what holds where nothing is said, one of the choices, or nothing."""
    if example is None and isinstance(kind, types.LiteralType):
        example = next((choice for choice in kind.values if choice), None)
    if example is None and isinstance(kind, types.VarTupleType):
        item = bare(kind.item_type)[0]
        example = list(item.values) if isinstance(item, types.LiteralType) else None
    if example is None and isinstance(kind, types.BoolType):
        example = False
    if example is None:
        return "[]" if isinstance(kind, types.VarTupleType) else ""
    listed = isinstance(kind, types.VarTupleType) and not isinstance(example, list | tuple)
    return in_one_line([example] if listed else list(example) if isinstance(example, tuple) else example)
