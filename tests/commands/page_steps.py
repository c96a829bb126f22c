"""The steps of a page that tells a person what to type: files to save, lines to change, forms to fill in, commands and what they print.

A fence, or a table, belongs to the line of prose before it:

    Save as `PATH`:                                      the fence is the file
    Add to `PATH`:                                       the fence goes to its end
    Change in `PATH`:                                    a diff; its lines with - are there once, and become those with +
    Fill in `FORM`, and save it as `PATH`:               a table: what stands in a row's first cell, and what to write beside it
    a fence of `console`                                 after $ what is typed, then what is printed; `...` for what is left out.
                                                         `console stops`: the last command ends with exit code 1
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

_FENCE = re.compile(r"^```(\w*) ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"^\|.*\n\|[-|]+\n((?:\|.*\n)+)", re.MULTILINE)
_FIRST_ANSWER_COLUMN = "Your answer"


@dataclass(frozen=True)
class Step:
    """does: save, add, change, fill or type. paths: the file, or the form and what it is saved as. line: where on the page."""

    does: str
    text: str
    paths: tuple[str, ...] = ()
    stops: bool = False
    line: int = 0


def steps_of(page: str) -> list[Step]:
    found = sorted([*_FENCE.finditer(page), *_TABLE.finditer(page)], key=lambda match: match.start())
    return [step for match in found if (step := _step(page, match)) is not None]


def _step(page: str, match: re.Match[str]) -> Step | None:
    before = page[: match.start()].rstrip().rsplit("\n", 1)[-1]
    line, paths = page[: match.start()].count("\n") + 1, tuple(re.findall(r"`([^`]+)`", before.partition("(")[0]))
    if match.re is _TABLE:
        return Step("fill", match[1], paths, line=line) if before.startswith("Fill in ") else None
    language, how, text = match.groups()
    if language == "console":
        return Step("type", text, stops=how == "stops", line=line)
    does = next((verb for verb in ("Save", "Add", "Change") if before.startswith(f"{verb} ")), "")
    return Step(does.lower(), text, paths, line=line) if does else None


def take(step: Step, folder: Path) -> None:
    """Do what the page says, of everything but commands."""
    path = folder / step.paths[-1]
    path.parent.mkdir(parents=True, exist_ok=True)
    if step.does == "save":
        path.write_text(step.text, encoding="utf-8")
    elif step.does == "add":
        path.write_text(path.read_text(encoding="utf-8") + step.text, encoding="utf-8")
    elif step.does == "change":
        path.write_text(changed(path.read_text(encoding="utf-8"), step.text), encoding="utf-8")
    else:
        book = openpyxl.load_workbook(folder / step.paths[0])
        fill_in(book.worksheets[0], step.text)
        book.save(path)


def changed(text: str, diff: str) -> str:
    lines = diff.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line.startswith("-"))
    new = "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))
    assert text.count(old) == 1, f"stands there {text.count(old)} times, not once:\n{old}"
    return text.replace(old, new)


def fill_in(sheet: Any, rows: str) -> None:
    """Write beside what stands in column A: into B above the questions, among them from the column of answers on."""
    places = {str(row[0].value): row[0].row for row in sheet.iter_rows() if row[0].value is not None}
    (answers,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == _FIRST_ANSWER_COLUMN]
    for row in rows.splitlines():
        about, *written = [cell.strip() for cell in row.strip("|").split("|")]
        column = answers.column if places[about] > answers.row else 2
        for number, text in enumerate(written):
            if text:
                sheet.cell(places[about], column + number, int(text) if text.isdigit() else text)


def typed(step: Step) -> Iterator[tuple[list[str], list[str]]]:
    """Each command of a step in words, with the lines it prints."""
    for part in re.split(r"^\$ ", step.text, flags=re.MULTILINE)[1:]:
        command, *printed = part.splitlines()
        yield shlex.split(command), printed


def left_out_in_order(wanted: list[str], printed: list[str]) -> str | None:
    """The first line wanted that is not printed in its place; None where all are. `...` stands for any number of lines, or the rest
    of one."""
    at, skips = 0, False
    for line in wanted:
        if line == "...":
            skips = True
            continue
        fits = [number for number, text in enumerate(printed[at:], at) if _same(line, text)]
        if not fits or (fits[0] != at and not skips):
            return line
        at, skips = fits[0] + 1, False
    return None if at == len(printed) or skips else f"(nothing more, but: {printed[at]})"


def _same(line: str, text: str) -> bool:
    return text.startswith(line[:-3]) if line.endswith("...") else text.rstrip() == line.rstrip()
