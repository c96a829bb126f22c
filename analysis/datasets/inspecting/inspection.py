"""What is this file, what would be read from it, and what is wrong with it? For any file, anywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from analysis.datasets.cases.coded_cases import gather_cases
from analysis.datasets.checks import check_records, shortened
from analysis.datasets.inspecting.case_sheets import inspect_coded, inspect_outcomes, inspect_text
from analysis.datasets.inspecting.inspection_text import InspectedTable, Inspection
from analysis.datasets.inspecting.network_settings import inspect_settings
from analysis.datasets.inspecting.returns_files import inspect_returns
from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.organisations import ORGANISATIONS
from analysis.datasets.money.payments import PAYMENTS
from analysis.datasets.money.prices import PRICES
from analysis.datasets.money.records import prepare_records
from analysis.datasets.money.repeats import Repeat, repeats_table
from analysis.datasets.money.sources import AWARD_SOURCES, sources_of_money
from analysis.datasets.processing.assembling import not_told_yet
from analysis.datasets.processing.tables import TABLES
from analysis.datasets.returns.questionnaires import check_questionnaire, reason_for_more
from analysis.datasets.returns.questions import QUESTION, QUESTIONS
from analysis.sources.cases.project import read_project
from analysis.sources.files.sheets import read_sheet
from analysis.sources.findings import Place, Rule
from analysis.sources.money.files import MoneyKind, read_known_money
from analysis.sources.planning.check_lists import read_check_list
from analysis.sources.raw.cards import read_card
from analysis.sources.raw.kinds import FileKind, kind_of, sheet_table
from analysis.sources.records import Reading
from analysis.sources.register.boundaries import read_boundaries
from analysis.sources.report.narrative import read_narrative
from analysis.sources.returns.mappings import read_mapping
from analysis.sources.returns.questionnaires import read_questionnaire
from analysis.sources.returns.returns_files import read_returns
from analysis.sources.unreadable import size_problem, unreadable

SAMPLE_ROWS = 5
_TABLES = {**TABLES, PRICES.name: PRICES}
_IN_WORDS: dict[FileKind, str] = {
    "return workbook": "a quarterly return of one hub, as a workbook",
    "form export": "quarterly returns, as the export of an online form",
    "sheet": "a plain table",
    "money": "JSON, but not something we read",
    "REFI-QDA project": "coded case studies, as a REFI-QDA project",
    "network.yml": "the settings of a network",
    "questions.yml": "the questions of the quarterly return",
    "card.yml": "a provenance card",
    "boundaries": "outlines of localities (GeoJSON)",
    "narrative.md": "the narrative of an edition",
    "REFI-QDA codebook": "a codebook, as REFI-QDA",
    "codings sheet": "coded passages of case studies, as a sheet",
    "codebook sheet": "a codebook, as a sheet",
    "cases sheet": "a list of case studies",
    "case text": "the text of a case study",
    "outcomes.yml": "which codes of a network stand for which shared outcomes",
    "mapping.yml": "which column of a form's export answers which question",
    "unknown": "not something we read",
}
_MONEY_IN_WORDS: dict[MoneyKind, str] = {
    "360Giving JSON": "grants, as a 360Giving package (JSON)",
    "360Giving sheet": "grants, as a 360Giving spreadsheet",
    "OCDS JSON": "contracts, as an Open Contracting package (OCDS, JSON)",
    "spend file": "payments, as a council's spend file",
    "plain sheet": "awards or those who receive them, as a plain sheet",
}
_SHEETS_IN_WORDS = {
    "organisations": "bodies that receive money",
    "hubs": "the register of hubs",
    "localities": "the localities of the register",
    "recommendations": "recommendations and what became of them",
    "published_figures": "figures that others published",
    "awards": "awards, as a plain sheet",
    "prices": "a price index by financial year",
    "cost_lines": "lines of a costed plan",
    "rent_tiers": "rents of rooms by who hires them",
    "pathways": "pathways from hub to hub",
    "readiness": "answers to the readiness check list",
    "local_spending": "what organisations spent in the area, round by round",
}

NO_TABLE = Rule(
    "unknown-headings",
    "The headings are those of no table we read.",
    "A table is known by its headings: hub_id, locality_id, recommendation_id, figure_id, award_id.",
    "Compare the first row with the data dictionary.",
)


def inspect_file(path: Path) -> Inspection:
    """Inspect any file. Whatever it holds, nothing is raised: what is wrong is among the findings."""
    path, file = Path(path), Path(path).name
    problem = size_problem(path, file)
    if problem:
        return Inspection(file, _IN_WORDS["unknown"], False, findings=[problem])
    try:
        return _inspect(path, file, kind_of(path))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except Exception as error:  # a reader's own fault must not leave the asker with a traceback
        problem = unreadable(
            file,
            f"The file could not be read ({type(error).__name__}).",
            "Tell the makers of hub-learning, with the file if it may be passed on.",
            rule="reader-failed",
        )
        return Inspection(file, _IN_WORDS["unknown"], False, findings=[problem])


def _inspect(path: Path, file: str, kind: FileKind) -> Inspection:
    if kind in ("return workbook", "form export"):
        reading = read_returns(path, file)
        is_export = bool(reading.returns) and reading.returns[0].about.row is not None
        in_words = _IN_WORDS["form export" if is_export else kind]
        if not reading.returns and kind == "return workbook" and (money := read_known_money(path, file))[0]:
            return _money(file, in_words, *money)
        if not reading.returns and kind == "return workbook" and (coded := inspect_coded(path, file)):
            return coded
        if not reading.returns:
            in_words = "a workbook" if kind == "return workbook" else in_words
            return Inspection(file, in_words, False, [], reading.findings)
        return inspect_returns(path, in_words, reading)
    if kind == "sheet":
        table = sheet_table(path)
        if table is None:
            return _unknown_sheet(path, file)
        reading = read_check_list(path, file) if table == "readiness" else read_sheet(path, file, table)
        return _records(file, _SHEETS_IN_WORDS[table], reading)
    if kind == "boundaries":
        return _records(file, _IN_WORDS[kind], read_boundaries(path, file))
    if kind == "money":
        return _money(file, _IN_WORDS[kind], *read_known_money(path, file))
    if kind in ("REFI-QDA project", "REFI-QDA codebook"):
        reading = read_project(path, file)
        gathered = gather_cases({file: reading})
        held = {name: [record for _, record in gathered.records[name]] for name in reading.records}
        return _records(file, _IN_WORDS[kind], Reading(held, [], reading.findings + gathered.findings))
    if kind in ("codings sheet", "codebook sheet", "cases sheet"):
        coded = inspect_coded(path, file)
        return coded or Inspection(file, _IN_WORDS[kind], False)
    if kind == "case text":
        return inspect_text(path, file, _IN_WORDS[kind])
    if kind == "outcomes.yml":
        return inspect_outcomes(path, file, _IN_WORDS[kind])
    if kind == "narrative.md":
        folder = path.resolve().parent.name  # names the period
        return _records(file, _IN_WORDS[kind], read_narrative(path, f"editions/{folder}/{file}"))
    if kind == "questions.yml":
        return _questions(file, _IN_WORDS[kind], read_questionnaire(path, file, QUESTION))
    if kind == "card.yml":
        return _card(path, file)
    if kind == "mapping.yml":
        return _mapping(path, file)
    return (
        inspect_settings(path, file, _IN_WORDS["network.yml"])
        if kind == "network.yml"
        else Inspection(file, _IN_WORDS["unknown"], False)
    )


def _records(file: str, kind: str, reading: Reading) -> Inspection:
    """Tables as they would be typed and checked, without the references to other files."""
    tables: dict[str, pl.DataFrame] = {}
    findings, repeats = list(reading.findings), list[Repeat]()
    for name, records in reading.records.items():
        if name == AWARD_SOURCES.name:
            continue
        prepared = prepare_records(_TABLES[name], [(file, record) for record in records], tables)
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


def _money(file: str, otherwise: str, known: MoneyKind | None, reading: Reading) -> Inspection:
    """A file about money; what it is otherwise, where it is none."""
    if known is None:
        return Inspection(file, otherwise, False, findings=reading.findings)
    held = set(reading.records) & {AWARDS.name, ORGANISATIONS.name}
    in_words = _SHEETS_IN_WORDS[held.pop()] if known == "plain sheet" and len(held) == 1 else _MONEY_IN_WORDS[known]
    return _records(file, in_words, reading)


def _questions(file: str, kind: str, reading: Reading) -> Inspection:
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


def _unknown_sheet(path: Path, file: str) -> Inspection:
    reading = read_sheet(path, file, "rows")
    readable = bool(reading.records)
    kind = "a table, but not one we read" if readable else _IN_WORDS["unknown"]
    return Inspection(
        file, kind, False, [], [NO_TABLE.at(Place(file, cell="A1", row=1))] if readable else reading.findings
    )


def _card(path: Path, file: str) -> Inspection:
    card, findings = read_card(path, file)
    if card is None:
        return Inspection(file, _IN_WORDS["card.yml"], False, [], findings)
    about = [{"what": name, "says": shortened(text)} for name, text in card.about.items() if text]
    files = [{"file": name, "sha256": digest} for name, digest in sorted(card.files.items())]
    tables = [
        InspectedTable("card", ["what", "says"], len(about), about),
        InspectedTable("files", ["file", "sha256"], len(files), files[:SAMPLE_ROWS]),
    ]
    return Inspection(file, _IN_WORDS["card.yml"], True, tables, findings)


def _mapping(path: Path, file: str) -> Inspection:
    reading = read_mapping(path, file)
    if not (records := reading.records.get("mappings")):
        return Inspection(file, _IN_WORDS["mapping.yml"], False, [], reading.findings)
    (record,) = records
    lines = [{"column": shortened(text), "question": name} for name, text in record.values.items() if text]
    lines += [{"column": shortened(wording), "question": code} for wording, code in record.places.items()]
    by = record.values.get("confirmed_by")
    kind = f"{_IN_WORDS['mapping.yml']}; {f'confirmed by {shortened(by)}' if by else 'not confirmed by anybody yet'}"
    return Inspection(file, kind, True, [InspectedTable("mapping", ["column", "question"], len(lines), lines)], [])
