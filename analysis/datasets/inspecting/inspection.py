"""What is this file, what would be read from it, and what is wrong with it? For any file, anywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl

from analysis.datasets.cases.coded_cases import gather_cases
from analysis.datasets.cases.shared_codebook import FILE, FOLDER
from analysis.datasets.checks import check_records, shortened
from analysis.datasets.inspecting.case_sheets import inspect_coded, inspect_outcomes, inspect_text
from analysis.datasets.inspecting.inspection_text import SAMPLE_ROWS, InspectedTable, Inspection
from analysis.datasets.inspecting.network_settings import inspect_settings
from analysis.datasets.inspecting.own_files import (
    inspect_card,
    inspect_decided,
    inspect_entries,
    inspect_mapping,
    inspect_shared_codebook,
)
from analysis.datasets.inspecting.returns_files import inspect_returns
from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.bids import BIDS
from analysis.datasets.money.commitments import COMMITMENTS
from analysis.datasets.money.organisations import ORGANISATIONS
from analysis.datasets.money.payments import PAYMENTS
from analysis.datasets.money.prices import PRICES
from analysis.datasets.money.records import prepare_records
from analysis.datasets.money.sameness.repeats import Repeat, repeats_table
from analysis.datasets.money.sources import AWARD_SOURCES, sources_of_money
from analysis.datasets.processing.assembling import not_told_yet
from analysis.datasets.processing.file_contents import MISNAMED, MISPLACED, NOT_READ, kind_in, misplaced, reads_format
from analysis.datasets.processing.file_kinds import KINDS, PLAIN, Kind, kind_at
from analysis.datasets.processing.processing import told_about
from analysis.datasets.processing.tables import TABLES
from analysis.datasets.returns.questionnaires import check_questionnaire, reason_for_more
from analysis.datasets.returns.questions import QUESTION, QUESTIONS
from analysis.datasets.returns.returns import RETURNS
from analysis.disclosure_settings import DisclosureFileSettings
from analysis.networks import Network, open_network
from analysis.project import Refused, root
from analysis.sources.cases.project import read_project
from analysis.sources.cases.study_methods import CODER_FILES
from analysis.sources.files.formats import Format, format_of
from analysis.sources.files.sheets import read_sheet
from analysis.sources.findings import Place, Rule
from analysis.sources.money.files import MoneyKind, read_known_money
from analysis.sources.raw.cards import NO_CARD
from analysis.sources.records import Reading
from analysis.sources.report.narrative import read_narrative
from analysis.sources.returns.questionnaires import read_questionnaire
from analysis.sources.returns.returns_files import read_returns
from analysis.sources.unreadable import size_problem, unreadable

_TABLES = {**TABLES, PRICES.name: PRICES}
_UNKNOWN = "not something we read"
_UNKNOWN_FORMATS: dict[Format, str] = {
    "JSON": "JSON, but not something we read",
    "workbook": "a workbook, but not one we read",
    "text table": "a table, but not one we read",
}
_MONEY_IN_WORDS: dict[MoneyKind, str] = {
    "360Giving JSON": "grants, as a 360Giving package (JSON)",
    "360Giving sheet": "grants, as a 360Giving spreadsheet",
    "OCDS JSON": "contracts, as an Open Contracting package (OCDS, JSON)",
    "OCDS sheet": "contracts, as an Open Contracting spreadsheet (OCDS)",
    "grants register": "grants, as a council's register of grants",
    "spend file": "payments, as a council's spend file",
    "plain sheet": "awards, bids, commitments or bodies, as plain sheets",
}
_PLAIN_MONEY_IN_WORDS = {
    AWARDS.name: "awards, as a plain sheet",
    **{kind.name: kind.words for kind in PLAIN if kind.table in (ORGANISATIONS, BIDS, COMMITMENTS)},
}
NO_TABLE = Rule(
    "unknown-headings",
    "The headings are those of no table we read.",
    "A table is known by its headings: {headings}.",
    "Compare the first row with the data dictionary.",
    ignore="Where the file is not meant for the report.",
)


def inspect_file(path: Path) -> Inspection:
    """Inspect any file. Whatever it holds, nothing is raised: what is wrong is among the findings.

    In a network's folder it is read as the build reads it there, and the findings are those that a check of the network has about
    it. Elsewhere it goes by what it holds.
    """
    path, file = Path(path), Path(path).name
    problem = size_problem(path, file)
    if problem:
        return Inspection(file, _UNKNOWN, False, findings=[problem])
    try:
        if path.resolve() == (root() / FOLDER / FILE).resolve():
            return inspect_shared_codebook(file)
        network, within = _network_around(path)
        return _inspect_within(path, network, within) if network else _inspect_alone(path, file)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except Exception as error:  # a reader's own fault must not leave the asker with a traceback
        problem = unreadable(
            file,
            f"The file could not be read ({type(error).__name__}).",
            "Tell the makers of hub-learning, with the file if it may be passed on.",
            rule="reader-failed",
        )
        return Inspection(file, _UNKNOWN, False, findings=[problem])


def _network_around(path: Path) -> tuple[Network | None, str]:
    """The network in whose raw folder a file lies, and its name there; None where it lies in none, or the settings do not read."""
    raw = (root() / "data" / "raw").resolve()
    whole = path.resolve()
    if not whole.is_relative_to(raw) or len(parts := whole.relative_to(raw).parts) < 2:
        return None, path.name
    try:
        return open_network(parts[0]), "/".join(parts[1:])
    except Refused:
        return None, path.name


def _inspect_alone(path: Path, file: str) -> Inspection:
    kind = kind_in(path)
    if kind is None:
        return _unknown(path, file)
    if not reads_format(kind, path):
        return Inspection(file, kind.words, False, findings=[misplaced(kind, file)])
    return _as_kind(path, file, kind)


def _inspect_within(path: Path, network: Network, within: str) -> Inspection:
    """A file in a network's folder: as the build takes it, with what a check says of it."""
    kind, file = kind_at(within), path.name
    # Whether a card covers it is told of the folder, and no matter of what the file holds.
    about = told_about(network, within)
    findings = [replace(each, file=file) for each in about.findings if each.rule != NO_CARD.name]
    known = kind_in(path)
    if any(finding.rule in (MISNAMED.name, MISPLACED.name, NOT_READ.name) for finding in findings) or kind is None:
        words = known.words if known else _unknown(path, file).kind
        return Inspection(file, words, False, findings=findings)
    inspected = _as_kind(path, file, kind)
    alone = (
        inspected.findings if kind.read is None else []
    )  # of the settings a check has nothing to say: it rests on them
    # A row a question is no row of the file, and a case study's text belongs to a row of its list.
    compared = TABLES.keys() - {RETURNS.name} if kind.name != "case text" else set()
    tables = [
        replace(table, built=about.rows.get(table.name, 0)) if table.name in compared else table
        for table in inspected.tables
    ]
    return replace(inspected, findings=alone + findings, tables=tables)


def _as_kind(path: Path, file: str, kind: Kind) -> Inspection:
    """What would be read from a file of that kind."""
    inspecting = _INSPECTING.get(kind.name)
    if inspecting is not None:
        return inspecting(path, file, kind.words)
    if kind.read is None:
        return Inspection(file, kind.words, False)
    return _records(file, kind.words, kind.read(path, file))


def _returns(path: Path, file: str, words: str) -> Inspection:
    reading = read_returns(path, file)
    if not reading.returns:
        words = "a workbook" if format_of(path) == "workbook" else words
        return Inspection(file, words, False, [], reading.findings)
    is_export = reading.returns[0].about.row is not None
    form = "quarterly returns, as the export of an online form" if is_export else f"{words} of one hub, as a workbook"
    return inspect_returns(path, form, reading)


def _project(path: Path, file: str, words: str) -> Inspection:
    reading = read_project(path, file)
    gathered = gather_cases({file: reading})
    records = {name: [record for _, record in gathered.records[name]] for name in reading.records}
    return _records(file, words, Reading(records, [], reading.findings + gathered.findings))


def _narrative(path: Path, file: str, words: str) -> Inspection:
    folder = path.resolve().parent.name  # names the period
    return _records(file, words, read_narrative(path, f"editions/{folder}/{file}"))


def _records(file: str, kind: str, reading: Reading) -> Inspection:
    """Tables as they would be typed and checked, without the references to other files."""
    tables: dict[str, pl.DataFrame] = {}
    findings, repeats = list(reading.findings), list[Repeat]()
    for name, records in reading.records.items():
        if name in (AWARD_SOURCES.name, CODER_FILES):
            continue
        sent = [(file, record) for record in records]
        prepared = prepare_records(_TABLES[name], sent, tables, known_by={file: dt.date.today()})
        findings += prepared.findings
        repeats += prepared.repeats
        checked = check_records(_TABLES[name], prepared.sent)
        findings += not_told_yet(checked.findings, findings)
        tables[name] = checked.finished
    if tables.keys() & {AWARDS.name, PAYMENTS.name}:
        awards, payments = (tables.get(each.name, each.empty()) for each in (AWARDS, PAYMENTS))
        tables[AWARD_SOURCES.name] = sources_of_money({file: reading}, awards, payments, repeats_table(repeats))
    shown = [_table(name, frame) for name, frame in tables.items() if frame.height or name != AWARD_SOURCES.name]
    return Inspection(file, kind, bool(shown), shown, findings)


def _money(path: Path, file: str, words: str) -> Inspection:
    """A file about money; in words of its format, where it is none."""
    known, reading = read_known_money(path, file)
    if known is None:
        return Inspection(file, words, False, findings=reading.findings)
    names = set(reading.records) & set(_PLAIN_MONEY_IN_WORDS)
    plain = known == "plain sheet" and len(names) == 1
    return _records(file, _PLAIN_MONEY_IN_WORDS[names.pop()] if plain else _MONEY_IN_WORDS[known], reading)


def _questions(path: Path, file: str, kind: str) -> Inspection:
    reading = read_questionnaire(path, file, QUESTION)
    records = {name: found for name, found in reading.records.items() if name == QUESTIONS.name}
    inspected = _records(file, kind, reading._replace(records=records))
    typed = check_records(QUESTIONS, [(file, record) for record in records.get(QUESTIONS.name, [])]).finished
    return replace(inspected, findings=inspected.findings + check_questionnaire(typed, reason_for_more([reading])))


def _table(name: str, frame: pl.DataFrame) -> InspectedTable:
    filled = [column for column in frame.columns if frame[column].null_count() < frame.height]
    sample = [
        {column: "" if value is None else shortened(" ".join(str(value).split())) for column, value in row.items()}
        for row in frame.select(filled).head(SAMPLE_ROWS).iter_rows(named=True)
    ]
    return InspectedTable(name, filled, frame.height, sample)


def _unknown(path: Path, file: str) -> Inspection:
    """A file that is nothing we read: in words of its format, with what its readers say."""
    known = format_of(path)
    if known == "JSON":
        return Inspection(file, _UNKNOWN_FORMATS[known], False, findings=read_known_money(path, file)[1].findings)
    if known == "workbook":
        return Inspection(file, _UNKNOWN_FORMATS[known], False, findings=read_returns(path, file).findings)
    if known != "text table" or path.suffix.lower() != ".csv":
        return Inspection(file, _UNKNOWN, False)
    reading = read_sheet(path, file, "rows")
    if not reading.records:
        return Inspection(file, _UNKNOWN, False, [], reading.findings)
    first = dict.fromkeys(sorted(kind.headings)[0] for kind in KINDS if kind.headings)
    told = NO_TABLE.at(Place(file, cell="A1", row=1), headings=", ".join(first))
    return Inspection(file, _UNKNOWN_FORMATS[known], False, [], [told])


# Kinds of which more is told than their table; all others are read into it.
_INSPECTING: dict[str, Callable[[Path, str, str], Inspection]] = {
    "returns": _returns,
    "REFI-QDA project": _project,
    "REFI-QDA codebook": _project,
    "coded sheet": inspect_coded,
    "case text": inspect_text,
    "outcomes.yml": inspect_outcomes,
    "narrative.md": _narrative,
    "questions.yml": _questions,
    "card.yml": inspect_card,
    "mapping.yml": inspect_mapping,
    "network.yml": inspect_settings,
    "disclosure.yml": partial(inspect_settings, declared=DisclosureFileSettings),
    "personal-data.yml": inspect_decided,
    "same-awards.yml": inspect_entries,
    "money": _money,
}
