"""Sheets of case studies and of money, spoilt at every heading and cell: never a traceback, and one clear line for what would be lost.

They are known by their headings. Those of case studies are matched with each other before they are checked, so they are read here beside
each other; those of money as `inspect` reads each.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODEBOOK, CODINGS
from analysis.datasets.cases.coded_cases import gather_cases
from analysis.datasets.checks import check_records
from analysis.datasets.inspecting.inspection import inspect_file
from analysis.datasets.processing.readings import read_raw_file
from analysis.sources.findings import Finding

SHEETS: dict[str, dict[str, str]] = {
    "cases/list.csv": {
        "case_id": "D1", "title": "Soup", "hub_id": "mill", "place": "Town", "locality_id": "l1", "partner": "P", "role": "visitor",
        "source_kind": "interview", "collected": "2024-07-31", "consent": "quote", "consent_covers": "report; talks", "read_by": "A",
        "text": "I came for the soup.",
    },
    "cases/codings.csv": {"case": "D1", "code": "Less alone", "coder": "A", "passage": "I came for the soup.", "start": "0", "end": "20"},
    "cases/codebook.csv": {
        "code": "Less alone", "definition": "Somebody has company.", "when_to_use": "x", "when_not": "y", "parent": "People",
        "frame": "outcome", "codable": "yes",
    },
    "funding/awards.csv": {
        "award_id": "a", "title": "Rent", "kind": "grant", "currency": "GBP", "amount": "26000", "qualifier": "exact",
        "award_date": "2024-04-17", "start": "2024-05-01", "end": "2025-03-31", "extend_to": "2026-03-31", "payer": "Council",
        "recipient": "Mill Hub", "recipient_hub": "mill", "spending": "capital", "local": "yes", "network_investment": "no",
    },
    "funding/payments.csv": {"payer": "Council", "recipient": "Mill Hub", "amount": "260", "paid": "2024-04-17", "purpose": "rent"},
}  # fmt: skip
# What is lost or read otherwise where the heading is gone or the cell holds `zzz`, and so has to be told.
NEEDED = {
    "cases/list.csv": {"case_id", "title", "collected", "consent"},
    "cases/codings.csv": {"case", "code"},
    "cases/codebook.csv": {"code"},
    "funding/awards.csv": {"award_id", "title", "kind", "currency", "payer", "recipient"},
    "funding/payments.csv": {"amount", "paid"},
}
TYPED = {
    "cases/list.csv": {"collected", "consent", "consent_covers"},
    "cases/codebook.csv": {"codable"},
    "funding/awards.csv": {
        "kind", "currency", "amount", "qualifier", "award_date", "start", "end", "extend_to", "spending", "local", "network_investment",
    },
    "funding/payments.csv": {"amount", "paid"},
}  # fmt: skip


def told_of(root: Path, file: str, headings: list[str], row: list[str]) -> list[str]:
    """What is told of one sheet: those of case studies beside two good ones, each of money alone."""
    sheets = {name: (list(said), list(said.values())) for name, said in SHEETS.items() if name.startswith("cases/")}
    for name, rows in {**sheets, file: (headings, row)}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows(rows)
    return [str(finding) for finding in (_of_cases(root) if file in sheets else inspect_file(root / file).findings)]


def _of_cases(root: Path) -> list[Finding]:
    readings = {file: read_raw_file(root / file, file) for file in SHEETS if file.startswith("cases/")}
    gathered = gather_cases(readings)
    found = [finding for reading in readings.values() for finding in reading.findings] + gathered.findings
    for table in (CASE_STUDIES, CODEBOOK, CODINGS):
        checked = check_records(table, gathered.records[table.name])
        found += checked.findings + (table.agree(checked.finished)[1] if table.agree else [])
    return found


def is_clear(line: str) -> bool:
    strange = re.search(r"Error\b|Traceback|NoneType|<class|object at 0x", line)
    return (
        re.match(r"(cases/|funding/)?\w+\.csv(, sheet [^:]+)?(, (cell|row) [A-Z]*\d+)?: \S", line) is not None
        and not strange
    )


@pytest.mark.parametrize("file", SHEETS)
def test_whatever_is_spoilt_is_told_in_one_clear_line(tmp_path: Path, file: str) -> None:
    headings, row = list(SHEETS[file]), list(SHEETS[file].values())
    usual = told_of(tmp_path, file, headings, row)
    silent, unclear = [], []
    for at, column in enumerate(headings):
        spoilt = {
            "misspelt": ([*headings[:at], f"{column}x", *headings[at + 1 :]], row),
            "twice": ([*headings, column], [*row, row[at]]),
            "missing": (headings[:at] + headings[at + 1 :], row[:at] + row[at + 1 :]),
            "empty": (headings, [*row[:at], "", *row[at + 1 :]]),
            "wrong": (headings, [*row[:at], "zzz", *row[at + 1 :]]),
            "negative": (headings, [*row[:at], "-99999999", *row[at + 1 :]]),
        }
        for how, (first, second) in spoilt.items():
            told = [line for line in told_of(tmp_path, file, first, second) if line not in usual]
            unclear += [(how, column, line) for line in told if not is_clear(line)]
            needed = how in ("misspelt", "missing", "empty") and column in NEEDED[file]
            typed = how == "wrong" and column in TYPED.get(file, ())
            if not told and (needed or typed or (how in ("misspelt", "twice") and file.startswith("cases/"))):
                silent.append((how, column))
    assert len(headings) > 4
    assert not [line for line in usual if "of one coder was replaced" not in line]  # a good sheet raises no doubt
    assert not silent, silent
    assert not unclear, unclear[:5]


@pytest.mark.parametrize(
    ("heading", "meant"), [("colected", "collected"), ("hubid", "hub_id"), ("consents", "consent")]
)
def test_a_misspelt_heading_of_a_list_of_case_studies_is_told_with_the_one_that_is_meant(
    tmp_path: Path, heading: str, meant: str
) -> None:
    said = SHEETS["cases/list.csv"]
    headings = [heading if name == meant else name for name in said]
    told = told_of(tmp_path, "cases/list.csv", headings, list(said.values()))
    assert any(f"The column `{heading}` is not read. Did you mean `{meant}`?" in line for line in told)
