"""What is this file? Told by what it holds; the name only helps where contents cannot tell."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from analysis.sources.cases.sheets import coded_kind
from analysis.sources.files.delimited import read_delimited
from analysis.sources.files.sheets import heading
from analysis.sources.files.tables_in_files import Table
from analysis.sources.money.files import kind_of_tables
from analysis.sources.returns.form_exports import header_row
from analysis.sources.returns.mappings import is_mapping

FileKind = Literal[
    "return workbook", "form export", "sheet", "money", "REFI-QDA project", "network.yml", "questions.yml",
    "card.yml", "mapping.yml", "boundaries", "narrative.md", "REFI-QDA codebook", "codings sheet", "codebook sheet",
    "cases sheet", "case text", "outcomes.yml", "unknown",
]  # fmt: skip

# The headings that tell a plain table: all of them must be there.
TABLE_HEADINGS = {
    "hubs": {"hub_id", "name"},
    "localities": {"locality_id", "name"},
    "recommendations": {"recommendation_id"},
    "published_figures": {"figure_id"},
    "organisations": {"organisation_id", "name"},
    "awards": {"award_id"},
    "prices": {"financial_year", "index"},
    "local_spending": {"organisation", "year", "spent_locally"},
    "cost_lines": {"line_id", "phase"},
    "rent_tiers": {"tier_id", "rate"},
    "pathways": {"from_hub", "to_hub"},
    "readiness": {"hub_id", "question_id", "answer"},
}
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def kind_of(path: Path) -> FileKind:
    """The kind of a file. Damaged files go by their names, so that their reader says what is wrong with them."""
    if path.name in ("network.yml", "questions.yml", "card.yml", "narrative.md", "outcomes.yml"):
        return path.name  # type: ignore[return-value]
    if is_mapping(path.name):
        return "mapping.yml"
    try:
        with path.open("rb") as opened:
            start = opened.read(4096)
    except OSError:
        return "unknown"
    suffix = path.suffix.lower()
    if suffix in (".txt", ".docx") and "cases" in path.resolve().parts[-4:-1]:
        return "case text"
    if start.startswith(b"PK"):
        return _zip_kind(path, suffix)
    if start.startswith(b"\xd0\xcf\x11\xe0") or suffix in (".xlsx", ".xls", ".xlsm", ".ods"):
        return "return workbook"
    if suffix in (".qdpx", ".qdc", ".qde") or b"urn:QDA-XML:" in start:
        return "REFI-QDA codebook" if b"<CodeBook" in start and b"<Project" not in start else "REFI-QDA project"
    if suffix == ".geojson" or _is_geojson(start):
        return "boundaries"
    if suffix == ".json" or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return "money"
    if suffix in (".yml", ".yaml"):
        return _yaml_kind(start)
    return _text_kind(path) if suffix in (".csv", ".tsv", ".txt", "") else "unknown"


def _is_geojson(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"FeatureCollection"' in start[:400]


def sheet_table(path: Path) -> str | None:
    """The table that a plain sheet holds, by its headings."""
    rows, _ = read_delimited(path, path.name)
    headings = {heading(text) for text in rows[0]} if rows else set()
    for table, needed in TABLE_HEADINGS.items():
        if needed <= headings:
            return table
    return None


def _zip_kind(path: Path, suffix: str) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        names = set()
    if any(name.lower().rpartition("/")[2] == "project.qde" for name in names):
        return "REFI-QDA project"
    if names & set(_WORKBOOK_PARTS):
        return "return workbook"
    return {".qdpx": "REFI-QDA project", ".xlsx": "return workbook"}.get(suffix, "unknown")  # type: ignore[return-value]


def _yaml_kind(start: bytes) -> FileKind:
    text = start.decode("utf-8", errors="replace")
    if "wording:" in text and "minutes:" in text:
        return "questions.yml"
    if "disclosure:" in text or "price_base:" in text:
        return "network.yml"
    return "card.yml" if "licence:" in text and "files:" in text else "unknown"


def _text_kind(path: Path) -> FileKind:
    rows, _ = read_delimited(path, path.name)
    if not rows:
        return "sheet" if path.suffix.lower() == ".csv" else "unknown"
    if sheet_table(path):
        return "sheet"
    if coded := coded_kind(rows):
        return coded
    if kind_of_tables([Table("", rows)]):
        return "money"
    if header_row(rows) is not None:
        return "form export"
    return "sheet" if path.suffix.lower() == ".csv" else "unknown"
