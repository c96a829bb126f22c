"""A released table as readers see it: as HTML by great-tables, as a native table for PDF and Word, and as it is for download."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.disclosure.several import POOLED, ROUNDING
from analysis.disclosure.symbols import key_of
from analysis.exhibits.drawing.table_layout import Column, laid_out
from analysis.exhibits.facts import (
    Fact,
    fact_id_of,
    in_markdown,
    in_markdown_between,
    show_cell,
    show_range,
    without_turns,
)
from analysis.handover import PublishedTable

# Private letters that no text of a table holds: around a cell's fact id, and after the cell.
_BEGIN, _NAMED, _END = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{_BEGIN}([^{_NAMED}]*){_NAMED}([^{_END}]*){_END}")


def in_cell(fact: Fact) -> str:
    """A fact as it stands among the words of a cell: it leads to its source there too."""
    return f"{_BEGIN}{fact.id}{_NAMED}{fact.shown}{_END}"


_FACT = re.compile(r"""\[((?:\\.|[^\[\]\\])*)\]\{\.fact data-fact="([^"]+)"\}""")


def in_cells(words: str, facts: Collection[Fact]) -> str:
    """A sentence of ours that states facts, for a cell: each leads to its source there. facts: those that it states."""
    known = {fact.id for fact in facts}
    return _FACT.sub(
        lambda found: f"{_BEGIN}{found[2]}{_NAMED}{_plain(found[1])}{_END}" if found[2] in known else found[1], words
    )


def _plain(escaped: str) -> str:
    return re.sub(r"\\(.)", r"\1", escaped)


def bare_cell(text: str) -> str:
    """A cell of words without the ids of what it states."""
    return _MARKED.sub(r"\2", text)


def shown_frame(released: Released) -> pl.DataFrame:
    """Every visible column as the text that readers see; columns in the table's order, named as in the table."""
    columns = {}
    for field in released.fields:
        values = released.frame[field.name].to_list()
        if field.role == "value":
            columns[field.name] = [
                _flagged(show_cell(released, field.name, row), value, released.flag(field.name, row))
                for row, value in enumerate(values)
            ]
        else:
            columns[field.name] = ["" if value is None else without_turns(value) for value in values]
    return pl.DataFrame(columns, schema={field.name: pl.String for field in released.fields})


def symbols_told(released: Released) -> str:
    """The key of the symbols that stand in the table as readers see it; empty without any."""
    return key_of(text for column in shown_frame(released).iter_columns() for text in column.to_list())


def _flagged(shown: str, value: object, flag: str) -> str:
    """A number with what stands beside it; a mark that stands in a number's place has nothing beside it."""
    return f"{shown} {flag}" if flag and value is not None else shown


def as_html(released: Released, table_id: str, facts: Collection[str] = (), named_by: Released | None = None) -> str:
    """An accessible HTML table: scopes, headers, ids of its own; looks come from the report's style sheet.

    facts: ids of those that the exhibit states; a cell that is one of them names it. named_by: the same rows with all the keys that name
    facts, where some are not shown.
    """
    frame = _with_ids(released, shown_frame(released), facts, named_by or released)
    columns = [
        Column(field.name, field.label, "right" if field.role == "value" else "left") for field in released.fields
    ]
    return _MARKED.sub(_span, laid_out(table_id, columns, frame.iter_rows())).replace("\n\n", "\n")


def _span(found: re.Match[str]) -> str:
    return (
        f'<span class="fact" data-fact="{found[1]}">{found[2]}</span>'
        if found[1]
        else f'<span class="written">{found[2]}</span>'
    )


def _with_ids(released: Released, shown: pl.DataFrame, facts: Collection[str], named_by: Released) -> pl.DataFrame:
    """The texts of cells that are facts, each with its id before it in letters that are markup by the end."""

    def marked(column: str, row: int, text: str) -> str:
        fact, flag = fact_id_of(named_by, column, row), released.flag(column, row)
        beside = f" {flag}" if flag and text.endswith(f" {flag}") else ""
        return f"{_BEGIN}{fact}{_NAMED}{text.removesuffix(beside)}{_END}{beside}" if text and fact in facts else text

    def worded(field: Field, row: int, text: str) -> str:
        fact = str(released.frame[field.states][row]) if field.states else ""
        led = fact in facts
        return f"{_BEGIN}{fact if led else ''}{_NAMED}{text}{_END}" if text and (led or field.written) else text

    columns = {
        field.name: [
            marked(field.name, row, text) if field.role == "value" else worded(field, row, text)
            for row, text in enumerate(shown[field.name])
        ]
        for field in released.fields
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def as_markdown(released: Released) -> str:
    """The same table in pipe form, the numbers to the right. The rules' lengths tell pandoc how wide each column is."""
    frame = shown_frame(released)
    heads = [in_markdown(field.label) for field in released.fields]
    texts = [[field.label, *map(bare_cell, frame[field.name].to_list())] for field in released.fields]
    rules = [
        "-" * (width - 1) + ":" if field.role == "value" else ":" + "-" * (width - 1)
        for field, width in zip(released.fields, _widths(texts), strict=True)
    ]
    rows = [[_stated(text) for text in row] for row in frame.rows()]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, rules, *rows])


def _stated(text: str) -> str:
    """A cell as markdown, each number that it states as the fact it is: paper gives it a note."""
    told, at = "", 0
    for found in _MARKED.finditer(text):
        told += (
            f'{in_markdown_between(text[at : found.start()])}[{in_markdown(found[2])}]{{.fact data-fact="{found[1]}"}}'
        )
        at = found.end()
    return told + in_markdown_between(text[at:])


_PAGE = 100  # characters that a line of a table holds beside its margins, about
_CELL = 4  # characters that a cell's own margins take


def _widths(columns: list[list[str]]) -> list[int]:
    """Characters for each column: room for its longest word first, and what is left to those with more to say."""
    least = [max(len(word) for text in texts for word in [*text.split(), "-"]) + _CELL for texts in columns]
    wanted = [max(len(text) for text in texts) + _CELL for texts in columns]
    more = [max(0, want - floor) for want, floor in zip(wanted, least, strict=True)]
    left = max(0, _PAGE - sum(least))
    share = min(1.0, left / sum(more)) if sum(more) else 0.0
    return [floor + int(extra * share) for floor, extra in zip(least, more, strict=True)]


# What may stand in a column of its own beside a value. What a body keeps is more, not less, where it may have passed less on.
_BESIDE = {"least": "other end of the range", "flag": "marks beside it"}


def as_published(released: Released | None) -> PublishedTable | None:
    """The table for download: values as numbers, marks in place of those withheld, and what tells more of a column in one of its own."""
    if released is None:
        return None
    beside = [(field, kind) for field in released.values for kind in _BESIDE if _stands_beside(released, field, kind)]
    columns: list[dict[str, str | int]] = [
        {"name": field.name, "label": field.label, "unit": field.unit}
        | ({"decimals": field.decimals} if field.role == "value" else {})
        for field in released.fields
    ]
    columns += [
        {
            "name": f"{field.name}_{kind}",
            "label": f"{field.label}, {_BESIDE[kind]}",
            "unit": field.unit if kind == "least" else "",
        }
        for field, kind in beside
    ]
    rows = [
        [
            *[
                released.mark(field.name, row) or cell
                if cell is None
                else bare_cell(cell)
                if isinstance(cell, str)
                else cell
                for field, cell in zip(released.fields, _said_once(cells), strict=True)
            ],
            *[
                released.flag(field.name, row) if kind == "flag" else released.least(field.name, row)
                for field, kind in beside
            ],
        ]
        for row, cells in enumerate(released.frame.select([field.name for field in released.fields]).rows())
    ]
    values_of_json = json.loads(json.dumps(rows, default=str))
    return PublishedTable(released.name, tuple(columns), tuple(tuple(row) for row in values_of_json), released.note)


def _said_once(cells: tuple[Any, ...]) -> list[Any]:
    """What a row of several units is called stands once, and not also as the code of a hub."""
    return [None if cell in (POOLED, ROUNDING) and cell in cells[:at] else cell for at, cell in enumerate(cells)]


def _stands_beside(released: Released, field: Field, kind: str) -> bool:
    """Whether a column of its own tells more of a column: as little as a value may be, or what is flagged."""
    values = enumerate(released.frame[field.name])
    if kind == "flag":
        return f"{field.name}__flag" in released.frame.columns and bool(released.frame[f"{field.name}__flag"].count())
    return any(show_range(released.least(field.name, row), value, field.unit, 2) for row, value in values)


@dataclass(frozen=True)
class Notes:
    """What stands under a table on the web: the key to its signs, where its rows can be had, and folded, the rule that let it leave.

    title, key and note: plain text. folder: where downloads lie; csv: their name there; workbook: the name of a second form, or empty."""

    title: str
    key: str
    note: str
    folder: str
    csv: str
    workbook: str

    def under(self) -> str:
        """Under an open table: the key in sight, for the signs are; what is the same under many tables when somebody asks."""
        key = html.escape(f"{self.key} ") if self.key else ""
        fold = f"<details><summary>About this table{self._about()}</summary><p>{html.escape(self.note)}</p></details>"
        return f"<p>{key}{self._downloads()}</p>{fold}"

    def behind(self) -> str:
        """In the folded data behind a figure: all of it."""
        return f"<p>{html.escape(' '.join(filter(None, (self.key, self.note))))} {self._downloads()}</p>"

    def _downloads(self) -> str:
        first = f'<a href="{self.folder}/{self.csv}.csv" download>Download as CSV{self._about()}</a>'
        if not self.workbook:
            return first
        return f'{first} <a href="{self.folder}/{self.workbook}.xlsx" download>or as workbook{self._about()}</a>'

    def _about(self) -> str:
        return f'<span class="visually-hidden">: {html.escape(self.title)}</span>'
