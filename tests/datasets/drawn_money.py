"""Files about money as people publish them, and what becomes of them on the way into the tables."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import xlsxwriter

from analysis.datasets.checks import check_records
from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.payments import PAYMENTS
from analysis.datasets.money.records import prepare_records
from analysis.datasets.money.sameness.repeats import Repeat, decisions_in, repeats_table
from analysis.datasets.money.sources import sources_of_money
from analysis.datasets.processing.assembling import not_told_yet
from analysis.datasets.processing.readings import read_raw_file
from analysis.sources.findings import Finding
from analysis.sources.records import nothing_read

DAY = dt.date(2025, 4, 9)  # of the data, as a card would say
COUNCIL = {"id": "GB-LAE-X", "name": "Council"}
ALLIANCE = {"id": "360G-alliance", "name": "Alliance"}
MILL = {"id": "360G-mill", "name": "Mill Hub"}
# What most files lack; a grant drawn here has it no more than they.
HABITS = frozenset(
    (
        "no-register-number", "place-of-recipient-only", "no-place-of-recipient", "place-without-code", "no-programme", "no-term",
        "no-last-modified", "no-data-source", "person-without-reason", "funder-with-own-prefix", "recipient-with-funder-prefix",
        "several-funders", "empty-fields",
    )
)  # fmt: skip


class Money(NamedTuple):
    """The tables and findings that the files of a funding folder make. habits: notes on how useful a file of grants is, apart."""

    awards: pl.DataFrame
    payments: pl.DataFrame
    sources: pl.DataFrame
    findings: list[Finding]
    repeats: pl.DataFrame
    habits: list[Finding]

    def award(self, name: str) -> dict[str, Any]:
        return self.awards.row(by_predicate=pl.col("award_id") == name, named=True)

    @property
    def told(self) -> list[tuple[str, str]]:
        """Where and what, of all findings but notes."""
        return [(finding.cell, finding.rule) for finding in self.findings if finding.severity != "note"]

    @property
    def rules(self) -> set[str]:
        return {finding.rule for finding in self.findings}


def read_money(folder: Path, files: Mapping[str, Any], tables: Mapping[str, pl.DataFrame] | None = None) -> Money:
    """files: by name, a package (dict), a text, bytes, or sheets as {name: rows}. tables: those read before, as hubs."""
    readings, findings = {}, []
    for name, held in files.items():
        path = folder / name
        write(path, held)
        file = name if name == "same-awards.yml" else f"funding/{name}"
        readings[file] = read_raw_file(path, file)
        findings += readings[file].findings
    finished: dict[str, pl.DataFrame] = {}
    repeats: list[Repeat] = []
    for table in (AWARDS, PAYMENTS):
        sent = [(file, record) for file, reading in readings.items() for record in reading.records.get(table.name, [])]
        decided = decisions_in(readings.get("same-awards.yml", nothing_read()).records.get("same_awards", []))
        known_by = dict.fromkeys(readings, DAY)
        prepared = prepare_records(table, sent, {**finished, **(tables or {})}, decided, known_by)
        checked = check_records(table, prepared.sent)
        findings += prepared.findings
        repeats += prepared.repeats
        finished["repeats"] = repeats_table(repeats)
        findings += not_told_yet(checked.findings, findings)
        finished[table.name] = checked.finished
    made = [finished[name] for name in ("awards", "payments", "repeats")]
    sources = sources_of_money(readings, *made).drop("told_of", "repeated", "unnamed")
    habits = [finding for finding in findings if finding.rule in HABITS]
    findings = [finding for finding in findings if finding.rule not in HABITS]
    return Money(finished["awards"], finished["payments"], sources, findings, finished["repeats"], habits)


def write(path: Path, held: Any) -> None:
    if isinstance(held, bytes):
        path.write_bytes(held)
    elif isinstance(held, str):
        path.write_text(held, encoding="utf-8")
    elif path.suffix == ".xlsx":
        write_sheets(path, held)
    else:
        path.write_text(json.dumps(held), encoding="utf-8")


def write_sheets(path: Path, sheets: Mapping[str, list[list[Any]]]) -> None:
    """A workbook; a sheet whose name ends in `(hidden)` is."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name.endswith("(hidden)"):
            sheet.hide()
    book.close()


def grant(
    name: str, payer: dict[str, str] = COUNCIL, recipient: dict[str, str] = MILL, amount: Any = 100, **more: Any
) -> dict[str, Any]:
    """A faultless grant but for what is said."""
    return {
        "id": name,
        "title": f"Grant {name}",
        "description": "Rent",
        "currency": "GBP",
        "amountAwarded": amount,
        "awardDate": "2024-04-02T00:00:00Z",
        "fundingOrganization": [payer],
        "recipientOrganization": [recipient],
        "beneficiaryLocation": [{"name": "Town"}],
        **more,
    }


def package(*grants: Any) -> dict[str, Any]:
    return {"grants": list(grants)}
