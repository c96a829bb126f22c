"""In which format is this file? Told by its first bytes; the name only helps where they cannot tell."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

Format = Literal[
    "workbook",
    "text table",
    "REFI-QDA project",
    "REFI-QDA codebook",
    "QualCoder project",
    "GeoJSON",
    "JSON",
    "YAML",
    "other",
]

_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
TEXT_TABLES = (".csv", ".tsv", ".txt", "")


def format_of(path: Path) -> Format:
    """The format of a file. Damaged files go by their names, so that their reader says what is wrong with them."""
    try:
        with path.open("rb") as opened:
            start = opened.read(4096)
    except OSError:
        return "other"
    suffix = path.suffix.lower()
    if start.startswith(b"SQLite format 3\x00"):
        return "QualCoder project"
    if start.startswith(b"PK"):
        return _zip_format(path, suffix)
    if start.startswith(b"\xd0\xcf\x11\xe0") or suffix in (".xlsx", ".xls", ".xlsm", ".ods"):
        return "workbook"
    if suffix in (".qdpx", ".qdc", ".qde") or b"urn:QDA-XML:" in start:
        return "REFI-QDA codebook" if b"<CodeBook" in start and b"<Project" not in start else "REFI-QDA project"
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix == ".geojson" or (text.startswith(b"{") and b'"FeatureCollection"' in start[:400]):
        return "GeoJSON"
    if suffix == ".json" or text.startswith((b"{", b"[")):
        return "JSON"
    if suffix in (".yml", ".yaml"):
        return "YAML"
    return "text table" if suffix in TEXT_TABLES else "other"


def _zip_format(path: Path, suffix: str) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        names = set()
    if any(name.lower().rpartition("/")[2] == "project.qde" for name in names):
        return "REFI-QDA project"
    if names & set(_WORKBOOK_PARTS):
        return "workbook"
    by_name: dict[str, Format] = {".qdpx": "REFI-QDA project", ".xlsx": "workbook"}
    return by_name.get(suffix, "other")
