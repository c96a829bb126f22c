"""From what was read to the tables of a network: typed, checked, linked, with all findings. Pure: touches no file."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

import polars as pl

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODINGS
from analysis.datasets.cases.coded_cases import gather_cases
from analysis.datasets.cases.kept_consent import NOTHING_REMEMBERED, RememberedRuns, texts_held
from analysis.datasets.checks import Checked, check_records
from analysis.datasets.declaration import Table
from analysis.datasets.findings import FINDINGS
from analysis.datasets.money.future_days import days_of_data
from analysis.datasets.money.prices import check_price_base
from analysis.datasets.money.records import prepare_records
from analysis.datasets.money.sameness.repeats import REPEATS, Repeat, decisions_in, repeats_table
from analysis.datasets.money.sources import AWARD_SOURCES, sources_of_money, with_what_was_told
from analysis.datasets.personal.decisions import PERSONAL_DATA
from analysis.datasets.personal.rates import PERSONAL_RATES, rates_table
from analysis.datasets.processing.entry_lines import with_lines
from analysis.datasets.processing.finding_order import order_of, placed
from analysis.datasets.processing.personal_findings import settle_personal
from analysis.datasets.processing.readings import cards_of
from analysis.datasets.processing.tables import TABLES
from analysis.datasets.references import check_references
from analysis.datasets.register.declared_designs import check_designs, check_targets
from analysis.datasets.report.settling import settle_report
from analysis.datasets.report.theory import THEORY_LINKS, links_sent
from analysis.datasets.returns.answers import read_answers
from analysis.datasets.returns.checks.arriving import declared
from analysis.datasets.returns.checks.bounds import check_bounds
from analysis.datasets.returns.checks.consistency import check_consistency
from analysis.datasets.returns.checks.correction_days import check_correction_days
from analysis.datasets.returns.checks.history import check_history
from analysis.datasets.returns.checks.lateness import check_lateness
from analysis.datasets.returns.checks.peers import check_peers
from analysis.datasets.returns.checks.young_series import check_young_series
from analysis.datasets.returns.collection import collect_returns, submissions_frame
from analysis.datasets.returns.corrections import (
    CORRECTIONS,
    apply_corrections,
    lead_to_corrections,
    silence_confirmed,
    still_proposed,
    with_values,
)
from analysis.datasets.returns.mapping.application import NOT_MAPPED, apply_mappings, codes_of
from analysis.datasets.returns.matching import holds_answers, match_answers
from analysis.datasets.returns.missing_returns import tell_not_come, tell_not_open, with_answers
from analysis.datasets.returns.questionnaires import check_questionnaire, reason_for_more
from analysis.datasets.returns.questions import QUESTIONS
from analysis.datasets.returns.returns import RETURNS
from analysis.datasets.returns.submissions import SUBMISSIONS
from analysis.networks import Network
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.money.same_awards import SAME_AWARDS
from analysis.sources.raw.cards import check_cards
from analysis.sources.records import Reading, Record
from analysis.sources.unopened_files import told_together

NONE_READ = Rule(
    "no-return-read",
    "None of the returns could be read; {count} files are told of.",
    "The edition would hold no answer at all, and look whole.",
    "Mend one of them, or take them out of the folder.",
    "stops",
)
_FROM_RETURNS = (SUBMISSIONS.name, RETURNS.name, FINDINGS.name)

NO_HUBS, NO_QUESTIONS = (
    Rule(
        f"no-{table}",
        f"There are returns, but no {called} to read them with.",
        "No answer can be given to a hub and a question, so the edition would be empty.",
        "Put {file} in its place.",
        "stops",
    )
    for table, called in (("hubs", "register of hubs"), ("questions", "questions"))
)
NONE_LISTED = Rule(
    "no-hubs",
    "There are returns, but the register of hubs is there and lists no hub that could be read.",
    "No return can be given to a hub, so the edition would be empty.",
    "Type `hub-learning add hub {network} NAME` for each hub, or write a row for each.",
    "stops",
)
WITHDRAWN = Rule(
    "consent-withdrawn",
    "Consent to case study {case_id} was withdrawn; its text and codings are left out.",
    "Nothing of it may be used.",
    "Take the text out of the project, and export it again.",
    "note",
    ignore="Always: nothing of it is used; the text should still be taken out of the project.",
)


def assemble_tables(
    readings: dict[str, Reading],
    digests: dict[str, str],
    network: Network,
    remembered: RememberedRuns = NOTHING_REMEMBERED,
) -> tuple[dict[str, pl.DataFrame], list[Finding]]:
    """All tables of a network by name, the findings among them; and the findings once more as such.

    remembered: of case studies whose consent was withdrawn since.
    """
    findings = [finding for reading in readings.values() for finding in reading.findings]
    cards = [card for reading in readings.values() for card in cards_of(reading)]
    findings += check_cards(cards, digests)
    known_by = days_of_data(cards, readings, network.last.end)
    tables = _finished_tables(readings, network, known_by, findings)
    findings += check_questionnaire(tables[QUESTIONS.name], reason_for_more(readings.values()), network.begins)
    codes = tables["hubs"].select("hub_id", pl.col("name").fill_null(""))
    hubs_named = {name: code for code, *names in codes.iter_rows() for name in (code, *names) if name}
    asked = set(tables[QUESTIONS.name]["question_id"])
    findings += check_designs(network.designs, network.design_lines, hubs_named, asked)
    findings += check_targets(network.targets, hubs_named)
    findings += check_price_base(network)
    findings += _collect(readings, network, tables)
    findings += check_correction_days(tables[CORRECTIONS.name], tables[SUBMISSIONS.name], network)
    findings += texts_held(tables, remembered, network, network.disclosure.threshold)
    findings += _withdraw(tables)
    findings += settle_report(tables, network)
    tables[PERSONAL_DATA.name], about_persons = settle_personal(readings, tables, network)
    findings += about_persons
    hubs = set(tables["hubs"]["hub_id"])
    single = tables[SUBMISSIONS.name].filter(pl.col("source_row").is_null())  # files with one return alone
    whose = {
        file: (hub, quarter) for file, hub, quarter in single.select("source_file", "hub_id", "quarter").iter_rows()
    }
    told = {
        declared(finding)
        for finding in told_together([placed(finding, hubs, whose) for finding in with_lines(findings, readings)])
    }
    findings = sorted(silence_confirmed(told, tables[CORRECTIONS.name]), key=order_of)
    tables[FINDINGS.name] = findings_frame(findings)
    tables[AWARD_SOURCES.name] = with_what_was_told(tables[AWARD_SOURCES.name], findings)
    return tables, findings


def _finished_tables(
    readings: dict[str, Reading], network: Network, known_by: Mapping[str, dt.date], findings: list[Finding]
) -> dict[str, pl.DataFrame]:
    """The tables that follow from raw rows, in their order: one may lean on those before it. What is wrong is added to `findings`."""
    tables: dict[str, pl.DataFrame] = {}
    decided = decisions_in(record for reading in readings.values() for record in reading.records.get(SAME_AWARDS, []))
    repeats: list[Repeat] = []
    of_cases, about_cases = gather_cases(readings)
    findings += about_cases
    for table in TABLES.values():
        if table.name in _FROM_RETURNS or table in (PERSONAL_DATA, REPEATS):
            continue  # the one is decided once all names are known, the other follows from awards and payments
        if table is PERSONAL_RATES:
            tables[table.name] = rates_table()
            continue
        if table is AWARD_SOURCES:
            tables[table.name] = sources_of_money(readings, tables["awards"], tables["payments"], tables[REPEATS.name])
            continue
        sent = of_cases[table.name] if table.name in of_cases else _sent_records(readings, table)
        sent += links_sent(network.theory) if table is THEORY_LINKS else []
        prepared = prepare_records(table, sent, tables, decided, known_by, network.begins)
        sent = prepared.sent
        findings += prepared.findings
        repeats += prepared.repeats
        if prepared.repeats or REPEATS.name not in tables:
            tables[REPEATS.name] = repeats_table(repeats)
        checked = check_records(table, sent, network.begins)
        check_references(checked, tables)
        tables[table.name] = checked.finished
        found = _stopping(checked) if table in (QUESTIONS, CORRECTIONS) else checked.findings
        findings += not_told_yet(found, findings)
        if table.agree:
            tables[table.name], contradicting = table.agree(tables[table.name])
            findings += contradicting
    return tables


def not_told_yet(found: list[Finding], told: list[Finding]) -> list[Finding]:
    """Findings at cells that the file's reader has not told of already, in words of its own format."""
    places = {(finding.file, finding.cell) for finding in told if finding.cell}
    return [finding for finding in found if (finding.file, finding.cell) not in places]


def _sent_records(readings: dict[str, Reading], table: Table) -> list[tuple[str, Record]]:
    return [(file, record) for file, reading in readings.items() for record in reading.records.get(table.name, [])]


def _stopping(checked: Checked) -> list[Finding]:
    """What is wrong with the questions makes every answer doubtful, and a correction that is unclear must not pass unseen."""
    return [
        dataclasses.replace(finding, severity="stops") if finding.severity == "doubt" else finding
        for finding in checked.findings
    ]


def _collect(readings: dict[str, Reading], network: Network, tables: dict[str, pl.DataFrame]) -> list[Finding]:
    tables[SUBMISSIONS.name], tables[RETURNS.name] = SUBMISSIONS.empty(), RETURNS.empty()
    lacking = [
        rule.at(Place(file, table=name))
        for rule, name, file in ((NO_HUBS, "hubs", "register/hubs.csv"), (NO_QUESTIONS, "questions", "questions.yml"))
        if tables[name].is_empty()
    ]
    if tables["hubs"].is_empty() and "register/hubs.csv" in readings:
        lacking[0] = NONE_LISTED.at(Place("register/hubs.csv", table="hubs"), network=network.name)
    sent, of_mapping = apply_mappings(readings, codes_of(tables["questions"]))
    if not sent:
        return [_with_name(finding, network.name) for finding in of_mapping] + _none_read(readings)
    if lacking:
        return lacking
    collected, findings = collect_returns(sent, tables["hubs"], network, holds_answers(tables["questions"]))
    findings += of_mapping
    written, unmatched = match_answers(collected, tables["questions"])
    corrected, stopping = apply_corrections(written, tables[CORRECTIONS.name])
    answers, doubted = _checked_answers(corrected.drop("revised", "correction"), tables)
    came = with_answers(collected, corrected, answers)
    tables[SUBMISSIONS.name] = submissions_frame(came, network)
    revised = corrected.filter(pl.col("revised").is_not_null()).select(*RETURNS.key, "revised", "correction")
    answers = answers.join(revised, on=list(RETURNS.key), how="left")
    tables[RETURNS.name] = answers.select(list(RETURNS.schema)).sort(RETURNS.key)
    if revised.height:  # what was counted before: only the returns concerned, by the checks that leave answers out
        concerned = written.join(revised.select("hub_id", "quarter").unique(), on=["hub_id", "quarter"], how="semi")
        before, _ = _checked_answers(concerned, tables)
        tables[CORRECTIONS.name] = with_values(tables[CORRECTIONS.name], before, answers)
    late = check_lateness(tables[SUBMISSIONS.name])
    unmapped = {finding.file for finding in findings + unmatched if finding.rule in NOT_MAPPED}
    not_come = tell_not_come(collected, came, tables["hubs"], network, unmapped) + tell_not_open(came, tables["hubs"])
    open_ones = still_proposed(findings + unmatched, corrected)
    of_returns = open_ones + stopping + late + not_come + lead_to_corrections(doubted, revised)
    return [_with_name(finding, network.name) for finding in of_returns]


def _with_name(finding: Finding, network: str) -> Finding:
    """What is to be typed, with the network's name in it."""
    if "/NETWORK/" not in finding.remedy:
        return finding
    return dataclasses.replace(finding, remedy=finding.remedy.replace("/NETWORK/", f"/{network}/"))


def written_answers(
    readings: dict[str, Reading], network: Network, tables: dict[str, pl.DataFrame], corrected: bool = True
) -> pl.DataFrame:
    """Every answer letter for letter, those too that could not be read; with corrections, or as it was sent.

    Columns: as `match_answers` gives them. tables: hubs, questions and corrections of the network.
    """
    sent, _ = apply_mappings(readings, codes_of(tables["questions"]))
    placed = not (tables["hubs"].is_empty() or tables["questions"].is_empty())
    answering = holds_answers(tables["questions"])
    collected, _ = collect_returns(sent if placed else [], tables["hubs"], network, answering)
    written, _ = match_answers(collected, tables["questions"])
    if not corrected:
        return written
    return apply_corrections(written, tables[CORRECTIONS.name])[0].select(written.columns)


def _checked_answers(written: pl.DataFrame, tables: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, list[Finding]]:
    """The answers that stand, and the findings about all of them."""
    answers, findings = read_answers(written, tables["questions"])
    answers, beyond = check_bounds(answers, tables["questions"], tables["hubs"])
    answers, contradicting = check_consistency(answers)
    findings += beyond + contradicting
    for check in (check_history, check_young_series):
        findings += check(answers, tables["questions"], tables["hubs"])
    return answers, findings + check_peers(answers, tables["hubs"])


def _none_read(readings: dict[str, Reading]) -> list[Finding]:
    """Where none of the files of returns could be read, the edition would say nothing, and look whole."""
    unread = [
        file
        for file, reading in readings.items()
        if file.startswith("returns/") and any(finding.severity != "note" for finding in reading.findings)
    ]
    return [NONE_READ.at(Place("returns", table=SUBMISSIONS.name), count=len(unread))] if unread else []


def _withdraw(tables: dict[str, pl.DataFrame]) -> list[Finding]:
    """Words of people who withdrew their consent go no further than the raw file; nor do the codings of them."""
    cases, codings = tables[CASE_STUDIES.name], tables[CODINGS.name]
    withdrawn = cases.filter(pl.col("consent") == "withdrawn")
    gone = pl.col("case_id").is_in(withdrawn["case_id"].implode())
    tables[CASE_STUDIES.name] = cases.with_columns(pl.when(gone).then(None).otherwise(pl.col("text")).alias("text"))
    tables[CODINGS.name] = codings.filter(~gone)
    return [
        WITHDRAWN.at(
            Place(row["source_file"], "", row["source_cell"], None, CASE_STUDIES.name, "consent", "withdrawn"),
            hub_id=row["hub_id"],
            case_id=row["case_id"],
        )
        for row in withdrawn.iter_rows(named=True)
    ]


def findings_frame(findings: list[Finding]) -> pl.DataFrame:
    rows = [tuple(vars(each)[name] for name in FINDINGS.schema) for each in findings]
    return pl.DataFrame(rows, FINDINGS.schema, orient="row")
