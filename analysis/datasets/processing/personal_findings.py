"""What personal data stands undecided in what people sent: one stopping finding a place, none of which repeats it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import polars as pl

from analysis.datasets.personal.decisions import (
    ALLOW,
    PERSONAL_DATA,
    Decision,
    decisions_of,
    no_longer_matches,
)
from analysis.datasets.personal.names import NAME
from analysis.datasets.personal.texts import IN_WORDS, PERSONAL, KnownNames, Text, find_personal, masked, texts_of
from analysis.datasets.processing.tables import WITH_TEXTS
from analysis.networks import Network
from analysis.sources.cases.sheets import CASE_LINES
from analysis.sources.findings import Finding, Place
from analysis.sources.personal.decisions import PERSONAL_FILE
from analysis.sources.records import Reading, nothing_read, row_of

_IN_NAMES = "the file's name"
_REMEDIES = {  # by the cell or the column
    _IN_NAMES: "Rename the file, in its card too.",
    "case_id": "Give the case study a code that is no name: in the list and in the codings, or as the variable case_id of the project.",
}


@dataclass(frozen=True)
class Undecided:
    """One piece of personal data that nobody has decided about."""

    file: str
    sheet: str
    cell: str
    table: str
    column: str
    kind: str
    text: str
    around: str


def settle_personal(
    readings: dict[str, Reading], tables: dict[str, pl.DataFrame], network: Network
) -> tuple[pl.DataFrame, list[Finding]]:
    """The table of what was decided; and findings: what is undecided, entries that are not clear, entries that match nothing."""
    decided = readings.get(PERSONAL_FILE, nothing_read())
    decisions, findings = decisions_of(decided)
    matched = {place for reading in readings.values() for place in reading.redacted}
    undecided = list(undecided_in(readings, decisions, known_names(tables, network), matched))
    whose = _whose(tables["submissions"])
    findings += [_finding(each, network.name, whose) for each in undecided]
    return _frame(decided, undecided), findings + no_longer_matches(decisions, matched)


def known_names(tables: dict[str, pl.DataFrame], network: Network) -> KnownNames:
    """The network's hubs, places and payers, and the names it gives itself."""
    columns = (("hubs", "name"), ("hubs", "area"), ("localities", "name"), ("awards", "payer"), ("awards", "lead"))
    names = [name for table, column in columns if table in tables for name in tables[table][column].unique().to_list()]
    return KnownNames([*names, network.title, network.place, network.research_partner])


def undecided_in(
    readings: dict[str, Reading], decisions: Sequence[Decision], known: KnownNames, matched: set[str]
) -> Iterator[Undecided]:
    """Each piece once a place. matched: places of entries that were found, to which those that allow something are added."""
    allowing = [each for each in decisions if each.decision == ALLOW]
    for file, reading in readings.items():
        about_file = [each for each in allowing if each.concerns(file)]
        met: set[tuple[str, str, str, str]] = set()
        for text, kind, start, end in _marked_texts(file, reading):
            said = text.text[start:end]
            if kind == NAME and known.holds(text.text, start, end):
                continue
            here = [
                each
                for each in about_file
                if each.at(file, text.sheet, text.cell) and _covers(each, text.text, start, end)
            ]
            matched.update(each.place for each in here)
            key = (text.sheet, text.cell, kind, said)
            if here or key in met:
                continue
            met.add(key)
            around = " ".join(text.text[max(0, start - 60) : end + 60].split())
            yield Undecided(file, text.sheet, text.cell, text.table, text.column, kind, said, around)


def _covers(decision: Decision, text: str, start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in decision.found_in(text))


def _marked_texts(file: str, reading: Reading) -> Iterator[tuple[Text, str, int, int]]:
    if reading.personal:
        texts = {text.where: text for text in texts_of(reading, WITH_TEXTS)}
        for marked in reading.personal:
            if marked.where in texts:
                yield texts[marked.where], marked.kind, marked.start, marked.end
    if file.startswith("cases/") and (reading.records or reading.returns):  # evidence.json names the file
        name = PurePosixPath(file).name.replace("_", " ")
        for found in find_personal(name):
            yield Text("", "", "", "", _IN_NAMES, None, name), found.kind, found.start, found.end
    for record in [
        *reading.records.get("case_studies", []),
        *reading.records.get(CASE_LINES, []),
    ]:  # and a case study's code
        code, place = record.values.get("case_id", ""), record.place_of("case_id")
        for found in find_personal(code):
            text = Text("", "case_studies", "case_id", record.sheet, place, record.row, code)
            yield text, found.kind, found.start, found.end


def _whose(submissions: pl.DataFrame) -> dict[tuple[str, int], tuple[str, str]]:
    """Hub and quarter by file and row, for exports in which each row is a return."""
    rows = submissions.filter(pl.col("source_row").is_not_null())
    return {
        (file, row): (hub, quarter)
        for file, row, hub, quarter in rows.select("source_file", "source_row", "hub_id", "quarter").iter_rows()
    }


def _finding(each: Undecided, network: str, whose: dict[tuple[str, int], tuple[str, str]]) -> Finding:
    decide = PERSONAL.remedy.replace("NETWORK", network)
    shown = masked(each.kind, each.text)
    hub, quarter = (
        whose.get((each.file, row_of(each.cell) or 0), (None, None)) if each.table == "returns" else (None, None)
    )
    return PERSONAL.at(
        Place(each.file, each.sheet, each.cell, row_of(each.cell), each.table, each.column, shown),
        f"Here stands what looks like {IN_WORDS[each.kind]}: `{shown}`.",
        remedy=_REMEDIES.get(each.cell) or _REMEDIES.get(each.column) or decide,
        hub_id=hub,
        quarter=quarter,
    )


def _frame(decided: Reading, undecided: Sequence[Undecided]) -> pl.DataFrame:
    """What personal-data.yml decides, without the texts that it is about; and, without a decision, what waits for one."""
    rows: list[dict[str, object]] = []
    for record in decided.records.get(PERSONAL_DATA.name, []):
        value = record.values
        if not value.get("decision"):
            continue
        kind = value.get("kind", "")
        row: dict[str, object] = {name: value.get(name) for name in PERSONAL_DATA.schema}
        row |= {"kind": kind if kind in IN_WORDS else None, "shown": masked(kind, value.get("text", ""))}
        row |= {"decision": value["decision"].lower(), "when": _day(value.get("when", ""))}
        rows.append(row | {"source_file": PERSONAL_FILE, "source_cell": record.place})
    for each in undecided:
        place = {"file": each.file, "sheet": each.sheet or None, "cell": each.cell or None, "kind": each.kind}
        rows.append(
            {**place, "shown": masked(each.kind, each.text), "source_file": each.file, "source_cell": each.cell}
        )
    return pl.DataFrame(rows, schema=PERSONAL_DATA.schema)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
