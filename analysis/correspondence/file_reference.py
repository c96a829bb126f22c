"""What people may write, told to them: a page of the documentation and schemas for their editors, both made from the declarations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from msgspec import inspect as types

from analysis.datasets.declaration import Column, Table
from analysis.datasets.processing.people_files import SETTINGS_FILES, SHEET_FILES
from analysis.planned_editions import EDITIONS_FILE
from analysis.project import Refused
from analysis.settings.declaration import SettingsFile
from analysis.settings.field_words import bare, is_period, key_of, wanted
from analysis.settings.reading import type_of
from analysis.settings.schema import schema_of

PAGE = "docs/files.md"
_HEAD = """\
# Files that people write

<!-- Made by `hub-learning settings --write` from the declarations; a test says when it is not current. Change the declaration instead. -->

Each lies in `data/raw/NETWORK/`, where nothing else is said. A key or a heading that is not listed here is refused or told, with its line and the name that was
probably meant; a key without "needed" may be left out. `hub-learning check NETWORK` reads all of them, `hub-learning inspect FILE` one.

Editors that know YAML schemas (VS Code with the YAML extension, JetBrains, Neovim, Helix) offer the keys and underline what does not fit
if the file begins with the line that is given below each heading.
"""


def reference_files() -> dict[str, str]:
    """The page and the schemas, by their paths in the project."""
    held = {PAGE: reference_page()}
    for file in SETTINGS_FILES:
        held[f"docs/schemas/{file.schema}.schema.json"] = (
            json.dumps(schema_of(file), indent=1, ensure_ascii=False) + "\n"
        )
    return held


def write_reference(root: Path) -> list[Path]:
    """Write what is not current. The paths that were written."""
    written = []
    for name, text in reference_files().items():
        path = root / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(path)
    return written


def reference_page() -> str:
    settings = "\n".join(_section(file) for file in SETTINGS_FILES)
    sheets = "\n".join(_sheet(file, table) for file, table in SHEET_FILES)
    return f"{_HEAD}\n## Settings\n\n{settings}\n## Sheets\n\nThe first row holds the headings.\n\n{sheets}"


def reference_of(name: str) -> str:
    """The part of the page on one file. Refused, with the files there are, for a name that is none."""
    for file in SETTINGS_FILES:
        if name in (file.file, file.file.rpartition("/")[2], file.schema):
            return _section(file)
    for sheet, table in SHEET_FILES:
        if name in (sheet, sheet.rpartition("/")[2]):
            return _sheet(sheet, table)
    known = [file.file for file in SETTINGS_FILES] + [sheet for sheet, _ in SHEET_FILES]
    raise Refused(f"there is no declared file '{name}'; there are: {', '.join(known)}")


def _section(file: SettingsFile) -> str:
    lines = [f"### {file.file}", "", f"{file.meaning} {_sentence(file.begun)}.", ""]
    if file.file.endswith(".yml"):
        lines += [f"    # yaml-language-server: $schema={_way_up(file.file)}docs/schemas/{file.schema}.schema.json", ""]
    for title, kind in _groups(type_of(file.content), "", set()):
        lines += [f"{title}:", ""] if title else []
        lines += ["| key | what may stand there | what it is for |", "|---|---|---|"]
        lines += [_row(field) for field in kind.fields] + [""]
    return "\n".join(lines)


def _way_up(file: str) -> str:
    """From where the file lies to the project's folder; FOLDER and the like stand for one folder."""
    if file == EDITIONS_FILE:
        return ""
    return "../" * (file.count("/") if file.startswith("data/raw/") else 3 + file.count("/"))


def _groups(declared: types.Type, title: str, told: set[type]) -> Iterator[tuple[str, types.DataclassType]]:
    """The groups of keys of a file, each with the words that lead to it, the outermost first."""
    kind = bare(declared)[0]
    if isinstance(kind, types.VarTupleType):
        yield from _groups(kind.item_type, title or "Each entry of the list", told)
    elif isinstance(kind, types.UnionType):
        for number, each in enumerate(kind.types):
            yield from _groups(each, "Or, with a reason to ask more" if number else title, told)
    elif isinstance(kind, types.DataclassType) and not is_period(kind) and kind.cls not in told:
        told.add(kind.cls)
        yield title, kind
        for field in kind.fields:
            yield from _groups(field.type, f"In `{key_of(field)}`", told)


def _row(field: types.Field) -> str:
    told = bare(field.type)[1]
    needed = "needed" if field.required else ""
    meaning = ". ".join(part for part in (_sentence(told.get("meaning", "")), _sentence(told.get("why", ""))) if part)
    unit, example = (f", in {told['unit']}" if told.get("unit") else ""), told.get("example")
    shown = f"; as `{str(example).lower() if isinstance(example, bool) else example}`" if example is not None else ""
    may = _short(field.type)
    return f"| `{key_of(field)}` | {', '.join(part for part in (needed, may) if part)}{unit}{shown} | {meaning} |"


def _short(declared: types.Type) -> str:
    kind = bare(declared)[0]
    if isinstance(kind, types.VarTupleType):
        inner = bare(kind.item_type)[0]
        return "a list" if isinstance(inner, types.DataclassType) else f"a list of {wanted(kind.item_type)}"
    if isinstance(kind, types.DataclassType) and not is_period(kind):
        return "keys of its own, below"
    return wanted(declared)


def _sheet(file: str, table: Table) -> str:
    lines = [
        f"### {file}",
        "",
        table.meaning,
        "",
        "| heading | what may stand there | what it is for |",
        "|---|---|---|",
    ]
    lines += [_column(column) for column in table.columns_sent]
    return "\n".join([*lines, ""])


_KINDS = {
    "text": "words", "integer": "a whole number", "number": "a number", "date": "a day such as 2024-07-31",
    "quarter": "a quarter such as 2024-25 Q3, or 2024 Q3 of calendar years", "year": "a year such as 2024-25, or 2024 of calendar years", "boolean": "yes or no",
}  # fmt: skip


def _column(column: Column) -> str:
    if column.choices:
        may = "one of " + ", ".join(f"`{choice}`" for choice in column.choices)
    else:
        may = _KINDS[column.kind]
        low, high = column.minimum, column.maximum
        may += f" between {low:g} and {high:g}" if low is not None and high is not None else ""
        may += f" of {low:g} or more" if low is not None and high is None else ""
        may += f" of {high:g} or less" if high is not None and low is None else ""
    needed = "needed, " if column.required else ""
    unit = f", in {column.unit}" if column.unit else ""
    refers = f", a `{column.refers_to.split('.')[1]}` of {column.refers_to.split('.')[0]}" if column.refers_to else ""
    meaning = ". ".join(part for part in (_sentence(column.meaning), _sentence(column.why)) if part)
    return f"| `{column.name}` | {needed}{may}{unit}{refers} | {meaning} |"


def _sentence(text: str) -> str:
    return (text[:1].upper() + text[1:]).rstrip(".").replace("|", "\\|")
