"""Codings, codebooks and case studies as sheets (CSV or workbook): Taguette's exports, and plain ones that people keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from analysis.settings.field_words import nearest_of
from analysis.sources.files.docx_text import text_of_docx
from analysis.sources.files.encodings import decoded_text
from analysis.sources.files.sheets import heading
from analysis.sources.files.tables_in_files import Table, data_rows, header_at, read_tables
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Reading, Record, a1, nothing_read
from analysis.sources.unreadable import size_problem, unreadable

CodedKind = Literal["codings sheet", "codebook sheet", "cases sheet"]
# What a reading holds of such a sheet, before its names are matched with those of other files.
PASSAGES, CODE_LINES, CASE_LINES, TEXTS = "coded_passages", "code_lines", "case_lines", "case_texts"
_ROW_TABLES = {"codings sheet": PASSAGES, "codebook sheet": CODE_LINES, "cases sheet": CASE_LINES}
LARGEST_TEXT = 5_000_000  # bytes of one case study

_CASE = ("case", "case_id", "case_study", "document", "source", "transcript", "file")
_CODE = ("code", "tag", "theme", "node")
_PASSAGE = ("passage", "content", "quote", "quotation", "excerpt", "highlight", "segment", "coded_text", "text")
_CODINGS = {
    **dict.fromkeys(_CASE, "case"),
    **dict.fromkeys(_CODE, "code"),
    **dict.fromkeys(_PASSAGE, "passage"),
    **dict.fromkeys(("coder", "coded_by", "user", "rater", "researcher"), "coder"),
    "start": "start", "end": "end",
}  # fmt: skip
_CODEBOOK = {
    **dict.fromkeys((*_CODE, "name", "path"), "code"),
    **dict.fromkeys(("definition", "description"), "definition"),
    **dict.fromkeys(("when_to_use", "use_when", "include"), "when_to_use"),
    **dict.fromkeys(("when_not", "when_not_to_use", "exclude"), "when_not"),
    **dict.fromkeys(("parent", "above", "category"), "parent"),
    "frame": "frame", "colour": "colour", "color": "colour", "codable": "codable",
}  # fmt: skip
_CASES = {
    **dict.fromkeys(("text_file", "file"), "text_file"),
    "coders": "read_by",
    **{name: name for name in (
        "case_id", "title", "hub_id", "place", "locality_id", "partner", "role", "source_kind", "collected", "consent",
        "consent_covers", "read_by", "text",
    )},
}  # fmt: skip
_COUNTS = ("number_of_highlights", "number_of_documents", "id")  # what Taguette counts for itself

NOT_READ = Rule(
    "unknown-heading",
    "The column `{heading}` is not read.",
    "Columns are found by their headings.",
    "Nothing to do, unless the heading is misspelt.",
    "note",
    ignore="Where the column is meant for the coders alone.",
)
MISSPELT = Rule(
    "misspelt-heading",
    "The column `{heading}` is not read. Did you mean `{meant}`?",
    "Columns are found by their headings; every row lacks this one now.",
    "Write `{meant}` in its first row.",
    ignore="Where the column is meant for the coders alone.",
)
DOUBLED = Rule(
    "doubled-heading",
    "There are two columns for `{heading}`; the first is used.",
    "Nobody can tell which of the two holds.",
    "Head the one that does not hold otherwise, or delete it.",
    effect="kept",
    ignore="Where both say the same.",
)
OTHER_ENCODING = Rule(
    "encoding",
    "The text is not UTF-8; it was read as {encoding}.",
    "Letters such as é, ŵ or “ may come out wrong in what is quoted.",
    "Save it as text in UTF-8 if they do.",
    ignore="Where quoted passages read well.",
)
NOT_CODED = Rule(
    "unknown-headings",
    "The headings are not those of codings, of a codebook or of a list of case studies.{near}",
    "Sheets of coded case studies are known by their headings: case, code, coder and passage, or as Taguette writes them.",
    "Compare the first row with the headings that docs/cases.md lists.",
    ignore="Where the sheet has nothing to do with case studies.",
)


class _Shape(NamedTuple):
    """The headings of one kind of sheet: by which names they go, and which must be there."""

    kind: CodedKind
    names: dict[str, str]
    needed: tuple[frozenset[str], ...]


_SHAPES = (
    _Shape("cases sheet", _CASES, (frozenset({"case_id", "text"}), frozenset({"case_id", "text_file"}), frozenset({"case_id", "consent"}))),
    _Shape("codings sheet", _CODINGS, (frozenset({"case", "code", "passage"}), frozenset({"case", "code", "coder"}))),
    _Shape("codebook sheet", _CODEBOOK, (frozenset({"code", "definition"}),)),
)  # fmt: skip


def coded_kind(rows: list[list[str]]) -> CodedKind | None:
    """What the sheet is, by its headings; None where it is nothing of the kind."""
    table = Table("", rows)
    return next((shape.kind for shape in _SHAPES if header_at(table, _is_header(shape)) is not None), None)


def read_coded_sheet(path: Path, file: str) -> Reading:
    """Coded passages, lines of a codebook, or lines of a list of case studies. Nothing is raised, and nothing is matched yet."""
    if problem := size_problem(path, file):
        return nothing_read(problem)
    tables, findings = read_tables(path, file)
    records: dict[str, list[Record]] = {}
    for table in tables:
        kind = coded_kind(table.rows)
        if kind is None or table.hidden:
            continue
        shape = next(shape for shape in _SHAPES if shape.kind == kind)
        rows, about = _records(table, shape, file)
        records.setdefault(_ROW_TABLES[kind], []).extend(rows)
        findings += about
    if not records and not findings:
        first = next((row for table in tables if not table.hidden for row in table.rows if any(row)), [])
        findings.append(NOT_CODED.at(Place(file, cell="A1", table="codings"), near=_one_letter_off(first)))
    return Reading(records, [], findings)


def read_case_text(path: Path, file: str) -> Reading:
    """The text of one case study, from a .txt or .docx that a list of case studies names."""
    if problem := size_problem(path, file, LARGEST_TEXT):
        return nothing_read(problem)
    held = path.read_bytes()
    text, encoding = (text_of_docx(held), "") if path.suffix.lower() == ".docx" else decoded_text(held)
    if text is None:
        remedy = "Save it as text in UTF-8."
        return nothing_read(unreadable(file, "The text is in no encoding that is known here.", remedy, rule="encoding"))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return nothing_read(
            unreadable(file, "There are no words in it.", "Ask for it to be sent again.", rule="no-words")
        )
    findings = [OTHER_ENCODING.at(Place(file, table="case_studies"), encoding=encoding)] if encoding else []
    return Reading({TEXTS: [Record("", {"file": file, "text": text}, {})]}, [], findings)


def _is_header(shape: _Shape):  # type: ignore[no-untyped-def]
    def fits(row: list[str]) -> bool:
        said = {shape.names.get(heading(cell)) for cell in row if cell}
        return any(needed <= said for needed in shape.needed)

    return fits


def _one_letter_off(row: list[str]) -> str:
    """Of headings that lack one to be those of a sheet: which of them was probably meant for it."""
    for shape in _SHAPES:
        said = {shape.names.get(heading(cell)) for cell in row if cell}
        others = {heading(cell): cell for cell in row if cell and heading(cell) not in shape.names}
        for lacking in (needed - said for needed in shape.needed):
            if len(lacking) == 1 and (written := nearest_of(next(iter(lacking)), others)):
                return f" Is `{others[written]}` meant for `{next(iter(lacking))}`?"
    return ""


def _records(table: Table, shape: _Shape, file: str) -> tuple[list[Record], list[Finding]]:
    header = header_at(table, _is_header(shape)) or 0
    columns: dict[int, str] = {}
    findings = []
    there = {shape.names.get(heading(cell), "") for cell in table.rows[header]}
    lacking = [name for name, column in shape.names.items() if column not in there]
    for number, cell in enumerate(table.rows[header]):
        name = shape.names.get(heading(cell), "")
        place = Place(file, table.name, a1(header, number), table="codings")
        if name and name not in columns.values():
            columns[number] = name
        elif name:
            findings.append(DOUBLED.at(place, heading=cell))
        elif cell and heading(cell) not in _COUNTS:
            meant = nearest_of(heading(cell), lacking)
            told = MISSPELT.at(place, heading=cell, meant=meant) if meant else NOT_READ.at(place, heading=cell)
            findings.append(told)
    return list(_rows(table, header, columns)), findings


def _rows(table: Table, header: int, columns: dict[int, str]) -> Iterator[Record]:
    for number, row in data_rows(table, header):
        values = {name: row[column] for column, name in columns.items() if column < len(row) and row[column]}
        places = {name: a1(number, column) for column, name in columns.items()}
        if values:
            yield Record(a1(number, min(columns)), values, places, None, table.name)
