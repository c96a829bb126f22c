"""What kind of file is this by what it holds? And what of it is read where it lies: a known kind elsewhere is told its place."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from analysis.datasets.processing.file_kinds import (
    CARDS,
    CASE_TEXTS,
    CODEBOOKS,
    CODED_SHEETS,
    CORRECTED,
    DECIDED,
    DISCLOSED,
    KINDS,
    LEARNINGS,
    MAPPINGS,
    MONEY,
    NARRATIVES,
    OUTCOMES,
    OUTLINES,
    PLAIN,
    PROJECTS,
    QUALCODER,
    QUESTIONNAIRE,
    RETURNS,
    SAME,
    SETTINGS,
    STUDIED,
    Kind,
    kind_at,
)
from analysis.settings.field_words import nearest_of
from analysis.sources.cases.sheets import coded_kind
from analysis.sources.files.formats import format_of
from analysis.sources.files.sheets import heading
from analysis.sources.files.tables_in_files import Table as Sheet
from analysis.sources.files.tables_in_files import read_tables
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.money.files import is_known_json, kind_of_tables
from analysis.sources.records import Reading, nothing_read
from analysis.sources.returns.form_exports import header_row
from analysis.sources.returns.mappings import MAPPING
from analysis.sources.returns.returns_files import read_returns
from analysis.sources.unreadable import size_problem

_FEWEST_ASKED = 2  # headings that end in a question mark, before a table without a form service's own is taken for one
_BY_NAME = {
    kind.name: kind
    for kind in (
        SETTINGS,
        DISCLOSED,
        CARDS,
        QUESTIONNAIRE,
        CORRECTED,
        DECIDED,
        SAME,
        LEARNINGS,
        STUDIED,
        NARRATIVES,
        OUTCOMES,
    )
}

MISPLACED = Rule(
    "misplaced",
    "Nothing is read from this file here, though it holds {words}.",
    "Each kind of file is read in its place and under its name, so that none is taken for another.",
    "Save it as {wanted}; if that is there already, put what this file holds into it, and take this one away.",
    ignore="Where the file was put there for people to read.",
)

NOT_READ = Rule(
    "not-read",
    "Nothing is read from this file.",
    "It is neither where nor named as anything that the report is made from.",
    "Nothing to do if that is meant; else put it where files of its kind lie.",
    "note",
    ignore="Where the file was put there for people to read.",
)

MISNAMED = Rule(
    "misnamed",
    "Nothing is read from this file, whose name is almost {wanted}.",
    "A file that people write is known by its name alone, and what this one says would count for nothing.",
    "Call it {wanted}; if that is there already, put what this file holds into it, and take this one away.",
    ignore="Where it is no such file.",
)
_ALMOST = 0.88  # of the letters of a name, in their order: `correction` and not `corrections-of-last-year`


def kind_in(path: Path) -> Kind | None:
    """The kind that a file is by what it holds, wherever it lies; None where it is nothing that is read."""
    if path.name in _BY_NAME:
        return _BY_NAME[path.name]
    if path.name == MAPPING or path.name.endswith(f".{MAPPING}"):
        return MAPPINGS
    if path.suffix.lower() in CASE_TEXTS.suffixes and "cases" in path.resolve().parts[-4:-1]:
        return CASE_TEXTS
    if size_problem(path, path.name):  # a pipe would keep a reader waiting
        return None
    known = format_of(path)
    if known in ("workbook", "text table"):
        return _kind_of_tables(path, known == "workbook")
    if known == "JSON":
        return MONEY if is_known_json(path, path.name) else None
    if known == "YAML":
        return _kind_of_settings(path)
    by_format = {
        "REFI-QDA project": PROJECTS,
        "QualCoder project": QUALCODER,
        "REFI-QDA codebook": CODEBOOKS,
        "GeoJSON": OUTLINES,
    }
    return by_format.get(known)


def misplaced(kind: Kind, file: str) -> Finding:
    """The doubt about a known kind of file where none is read, with the name that it should have."""
    return MISPLACED.at(Place(file), words=kind.words, wanted=wanted_place(kind, file))


def wanted_place(kind: Kind, file: str) -> str:
    """Where a network would hold the file, under its own name where the kind has none."""
    if not kind.places:
        return "data/raw/prices/prices.csv"
    folder, rest, _ = kind.places[0].partition("**")
    name = PurePosixPath(file)
    if rest:
        return folder + (f"{name.stem}.csv" if kind in PLAIN else name.name)
    return folder.replace("*", "2024-25")


def reads_format(kind: Kind, path: Path) -> bool:
    """Whether the reader of the kind can read the file as it is: a plain table is read from text alone."""
    return kind not in PLAIN or format_of(path) == "text table"


def _kind_of_tables(path: Path, is_workbook: bool) -> Kind | None:
    tables, findings = read_tables(path, path.name)
    if is_workbook and (not tables or read_returns(path, path.name).returns):
        return RETURNS  # whatever is wrong with it, its reader says so
    if not is_workbook and (not tables or (findings and not any(table.rows for table in tables))):
        return None
    shown = [table for table in tables if not table.hidden]
    if is_workbook and kind_of_tables(tables) == "plain sheet":
        return MONEY  # of the plain tables these alone are read from a workbook
    if found := next((kind for table in shown if (kind := _plain_kind(table))), None):
        return found
    if any(coded_kind(table.rows) for table in shown):
        return CODED_SHEETS
    if kind_of_tables(tables):
        return MONEY
    return RETURNS if any(_asks_a_form(table.rows) for table in shown) else None


def _asks_a_form(rows: list[list[str]]) -> bool:
    """Whether a table is a form's export beyond doubt: by a form service's own headings, or because its headings ask.

    Headings of many words are not enough: those of league tables have as many.
    """
    if header_row(rows, guess=False) is not None:
        return True
    at = header_row(rows)
    return at is not None and sum(text.endswith("?") for text in rows[at]) >= _FEWEST_ASKED


def _plain_kind(table: Sheet) -> Kind | None:
    headings = {heading(text) for text in table.rows[0]} if table.rows else set()
    return next((kind for kind in PLAIN if kind.headings <= headings), None)


def _kind_of_settings(path: Path) -> Kind | None:
    with path.open("rb") as opened:
        text = opened.read(4096).decode("utf-8", errors="replace")
    if "wording:" in text and "minutes:" in text:
        return QUESTIONNAIRE
    if "disclosure:" in text or "price_base:" in text:
        return SETTINGS
    return CARDS if "licence:" in text and "files:" in text else None


def read_file(path: Path, file: str) -> Reading:
    """What a network's file holds, by the kind that its place makes it; a doubt where it holds what is read elsewhere."""
    kind = kind_at(file)
    if kind is not None and kind.read is None:
        return nothing_read()
    reading = kind.read(path, file) if kind is not None and kind.read is not None else None
    if reading is not None and (reading.records or reading.returns):
        return reading
    known = kind_in(path)
    elsewhere = known is not None and not known.lies_at(file) and (kind is None or known.read is not kind.read)
    if known is not None and elsewhere and (known is not RETURNS or read_returns(path, file).returns):
        return nothing_read(misplaced(known, file))
    if reading is not None:
        return reading
    meant = _almost(file)
    return nothing_read(MISNAMED.at(Place(file), wanted=meant) if meant else NOT_READ.at(Place(file)))


def _almost(file: str) -> str:
    """The place of which this one is a slip, in its letters or its ending; empty where there is none."""
    stems = {place.rpartition(".")[0]: place for kind in KINDS for place in kind.places if "*" not in place}
    return stems.get(nearest_of(str(PurePosixPath(file).with_suffix("")), stems, _ALMOST), "")
