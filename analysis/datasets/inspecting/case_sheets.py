"""What an inspection tells of sheets of coded case studies, and of the mapping of codes to shared outcomes."""

from __future__ import annotations

from pathlib import Path

from analysis.datasets.cases.outcome_map import check_shared_codes
from analysis.datasets.checks import shortened
from analysis.datasets.inspecting.inspection_text import InspectedTable, Inspection
from analysis.sources.cases.outcome_maps import LINES, read_outcome_map
from analysis.sources.cases.sheets import CASE_LINES, CODE_LINES, PASSAGES, TEXTS, read_case_text, read_coded_sheet
from analysis.sources.records import Record

_SAMPLE = 5
_KINDS = {
    PASSAGES: ("codings", "coded passages of case studies, as a sheet"),
    CODE_LINES: ("codebook", "a codebook, as a sheet"),
    CASE_LINES: ("case_studies", "a list of case studies"),
}


def inspect_coded(path: Path, file: str, kind: str) -> Inspection:
    """A sheet of codings, of codes or of case studies, as it is before its names are matched."""
    reading = read_coded_sheet(path, file)
    found = [name for name in _KINDS if name in reading.records]
    if not found:
        return Inspection(file, kind, False, findings=reading.findings)
    tables = [_table(_KINDS[name][0], reading.records[name]) for name in found]
    return Inspection(file, "; ".join(_KINDS[name][1] for name in found), True, tables, reading.findings)


def inspect_outcomes(path: Path, file: str, kind: str) -> Inspection:
    """The lines that are confirmed, and what is wrong with them, the codebook of the network apart."""
    reading = check_shared_codes(read_outcome_map(path, file), file)
    tables = [_table("outcome_map", reading.records[LINES])] if reading.records.get(LINES) else []
    return Inspection(file, kind, bool(reading.records), tables, reading.findings)


def inspect_text(path: Path, file: str, kind: str) -> Inspection:
    """The text of one case study, with its beginning."""
    reading = read_case_text(path, file)
    tables = [_table("case_studies", reading.records[TEXTS])] if TEXTS in reading.records else []
    return Inspection(file, kind, bool(tables), tables, reading.findings)


def _table(name: str, records: list[Record]) -> InspectedTable:
    columns = list(dict.fromkeys(column for record in records for column in record.values))
    sample = [
        {column: shortened(" ".join(record.values.get(column, "").split())) for column in columns}
        for record in records[:_SAMPLE]
    ]
    return InspectedTable(name, columns, len(records), sample)
