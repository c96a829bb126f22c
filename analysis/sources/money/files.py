"""What a file about money holds, told by its contents and not by its name, and read by whoever reads that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from analysis.sources.files.sheets import heading, records_of_rows
from analysis.sources.files.tables_in_files import (
    Table,
    about_file,
    data_rows,
    header_at,
    is_total,
    read_tables,
    rows_above,
    told_total,
    total_in,
)
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.money.contracting.contracts import as_package, contracts_of_package, is_contracts_package
from analysis.sources.money.contracting.sheets import holds_releases, package_of_tables
from analysis.sources.money.giving.grants import grants_of_package, grants_of_tables
from analysis.sources.money.giving.register import grants_of_register, holds_register
from analysis.sources.money.giving.sheets import holds_grants
from analysis.sources.money.spending import holds_spending, payments_of_tables
from analysis.sources.records import Reading, Record, a1, many_records, nothing_read
from analysis.sources.unreadable import size_problem, unreadable

MoneyKind = Literal[
    "360Giving JSON", "OCDS JSON", "OCDS sheet", "360Giving sheet", "grants register", "spend file", "plain sheet"
]
# By the first of these headings that a sheet has: commitments name the award that they were made with.
_PLAIN = {"commitment_id": "commitments", "bid_id": "bids", "award_id": "awards", "organisation_id": "organisations"}
_WHY_ABOVE = "Other programs that read the file may take that row for its headings."
_KNOWN = (
    "a 360Giving package or spreadsheet, an OCDS package of releases or records, a council's spend file (supplier, amount, date), "
    "or a plain sheet of awards, bids, commitments or bodies (with a heading award_id, bid_id, commitment_id or organisation_id)"
)

NOT_A_PACKAGE = Rule(
    "not-a-package",
    'The file is JSON, but neither a 360Giving package (a list named "grants" with a grant in it) nor an OCDS one (lists named '
    '"releases" or "records", releases one a line, or in a list).',
    "Nothing in it could be read, so nothing from it is in the report.",
    "Ask for the package as it was published.",
    ignore="Where the file holds no money.",
)


def read_money(path: Path, file: str) -> Reading:
    """The awards and payments of one file of a network's funding folder. Nothing is raised; what is wrong is in the findings."""
    return read_known_money(path, file)[1]


@many_records()
def read_known_money(path: Path, file: str) -> tuple[MoneyKind | None, Reading]:
    """What the file is, and what it holds; None where it is nothing of the kind."""
    if problem := size_problem(path, file):
        return None, nothing_read(problem)
    if is_json(path):
        return _read_json(path, file)
    tables, findings = read_tables(path, file)
    kind = kind_of_tables(tables)
    if kind is None:
        return None, nothing_read(*(findings or [_unknown(file)]))
    reading = _read_tables(kind, tables, file)
    empty = not any(rows for name, rows in reading.records.items() if name != "award_sources")
    findings += [_empty(file)] if empty and not findings + reading.findings else []
    return kind, reading._replace(findings=findings + reading.findings)


def kind_of_tables(tables: list[Table]) -> MoneyKind | None:
    """What sheets of text hold, if it is about money: by their headings."""
    if any(_plain_table(table) for table in tables):
        return "plain sheet"
    if holds_grants(tables):
        return "360Giving sheet"
    if holds_releases(tables):
        return "OCDS sheet"
    if holds_register(tables):
        return "grants register"
    return "spend file" if holds_spending(tables) else None


def is_json(path: Path) -> bool:
    if path.suffix.lower() == ".json":
        return True
    try:
        with path.open("rb") as opened:
            return opened.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
    except OSError:
        return False


def _read_tables(kind: MoneyKind, tables: list[Table], file: str) -> Reading:
    if kind == "360Giving sheet":
        return grants_of_tables(tables, file)
    if kind == "spend file":
        return payments_of_tables(tables, file)
    if kind == "grants register":
        return grants_of_register(tables, file)
    if kind == "OCDS sheet":
        return contracts_of_package(package_of_tables(tables), file)
    return _read_plain(tables, file)


def _plain_table(table: Table) -> str:
    """The table that a plain sheet holds, by its headings; empty where it holds none or is hidden.

    A remark or a title above headings fills fewer cells than they do; where a row above fills as many, it is itself the head of a table
    of something else, such as of what each column means.
    """
    at = None if table.hidden else header_at(table, _holds_plain_headings)
    if at is None or any(_filled(row) >= _filled(table.rows[at]) for row in table.rows[:at]):
        return ""
    return _plain_name(table.rows[at])


def _filled(row: list[str]) -> int:
    return sum(bool(cell) for cell in row)


def _holds_plain_headings(row: list[str]) -> bool:
    return bool(_plain_name(row))


def _plain_name(row: list[str]) -> str:
    """The table of which a row holds the headings; a single word above a table is none of its headings."""
    headings = [heading(text) for text in row if text]
    return next((name for key, name in _PLAIN.items() if key in headings), "") if len(headings) > 1 else ""


def _read_plain(tables: list[Table], file: str) -> Reading:
    """Plain sheets, by the names of the columns; a row that only adds up the others is the sheet's own total."""
    records: dict[str, list[Record]] = {}
    totals: list[Record] = []
    findings: list[Finding] = []
    for table in tables:
        name = _plain_table(table)
        if not name:
            continue
        at = header_at(table, _holds_plain_headings) or 0
        headings = [heading(text) for text in table.rows[at]]
        amounts = headings.index("amount") if "amount" in headings else -1
        below = dict(data_rows(table, at))
        sums = [number for number, row in below.items() if is_total(row)]
        for number in sums:
            values = {"stated_total": total_in(table.cell(number, amounts)), "currency": ""}
            if name == "awards":
                totals.append(Record(a1(number, max(amounts, 0)), values, {}, number + 1, table.name))
            findings.append(told_total(file, table, number, name))
        rows = [[] if number in sums else below.get(number, []) for number in range(at + 1, len(table.rows))]
        reading = records_of_rows([table.rows[at], *rows], file, name, table.name, at)
        records.setdefault(name, []).extend(reading.records[name])
        findings += rows_above(table, file, at, _WHY_ABOVE) + reading.findings
    about = {"award_sources": about_file(totals)} if "awards" in records else {}
    return Reading({**records, **about}, [], findings)


def is_known_json(path: Path, file: str) -> bool:
    """Whether JSON is about money, by its shape alone: nothing in it is read."""
    return not isinstance(held := _json_in(path, file), Finding) and held[0] is not None


def _read_json(path: Path, file: str) -> tuple[MoneyKind | None, Reading]:
    held = _json_in(path, file)
    if isinstance(held, Finding):
        return None, nothing_read(held)
    kind, package = held
    if kind is None:
        return None, nothing_read(NOT_A_PACKAGE.at(Place(file)))
    return kind, (grants_of_package if kind == "360Giving JSON" else contracts_of_package)(package, file)


def _json_in(path: Path, file: str) -> tuple[MoneyKind | None, Any] | Finding:
    """What JSON holds and of which kind it is; a finding where it is none."""
    held = path.read_bytes()
    text = held.decode("utf-16" if held[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    try:
        package: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        package = _lines(text)
        if package is None:
            return _not_json(file, error)
    package = as_package(package)
    if is_contracts_package(package):
        return "OCDS JSON", package
    grants = package.get("grants") if isinstance(package, dict) else None
    return ("360Giving JSON" if isinstance(grants, list) and grants else None), package


def _lines(text: str) -> list[Any] | None:
    """What stands in the file one a line, as registries of contracts publish releases; None where a line is no JSON."""
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        return [json.loads(line) for line in lines] if len(lines) > 1 else None
    except (ValueError, RecursionError):
        return None


def _empty(file: str) -> Finding:
    problem = "The file has headings, and nothing below them."
    return unreadable(file, problem, "Ask for the file with its rows, or take it out.", rule="no-rows")


def _unknown(file: str) -> Finding:
    problem = "The headings are those of no file about money that is read."
    return unreadable(file, problem, f"Send {_KNOWN}.", rule="unknown-headings", cell="A1")


def _not_json(file: str, error: Exception) -> Finding:
    line = getattr(error, "lineno", None)
    where = f" at line {line}, column {getattr(error, 'colno', 0)}" if line else ""
    return unreadable(
        file,
        f"The file is not JSON{where}.",
        "Ask for the file as it was published; a copy that was edited by hand often lacks a comma or a bracket.",
        rule="not-json",
    )
