"""What would be read from a file of returns: typed with the questions of its network, or else with those that all share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from analysis.datasets.checks import shortened
from analysis.datasets.inspecting.inspection_text import InspectedTable, Inspection
from analysis.datasets.returns.answers import read_answers
from analysis.datasets.returns.checks.consistency import check_consistency
from analysis.datasets.returns.collection import Collected
from analysis.datasets.returns.mapping.application import apply_mappings, codes_of
from analysis.datasets.returns.mapping.surroundings import Surroundings, surroundings_of
from analysis.datasets.returns.matching import match_answers
from analysis.datasets.returns.sending_days import days_sent
from analysis.datasets.written.numbers_and_days import not_a_quarter, plain_words, quarter_of_folder, read_quarter
from analysis.periods import quarters_are_written
from analysis.sources.files.grids import place_of
from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Reading, SentReturn, a1

_SAMPLE_RETURNS, _SAMPLE_ANSWERS = 5, 20

_NOBODYS = "The return would be left out, unless its folder or its name says it."
NO_QUARTER = Rule(
    "not-a-quarter",
    "{says}",
    _NOBODYS,
    "Write the quarter as {like}.",
    ignore="Where the folder or the file's name says the quarter.",
)
QUARTER_UNSAID = Rule(
    "not-a-quarter",
    "The return does not say which {column} it is about.",
    _NOBODYS,
    "Fill it in.",
    ignore="Where the folder or the file's name says the quarter.",
)
HUB_UNSAID = Rule(
    "unknown-hub",
    "The return does not say which {column} it is about.",
    _NOBODYS,
    "Fill it in.",
    ignore="Where the folder or the file's name says which hub it is.",
)


def inspect_returns(path: Path, kind: str, reading: Reading) -> Inspection:
    """The returns and answers of a file that holds some, as its mapping has them where it has one; not understood where no answer is kept."""
    around = surroundings_of(path)
    sent, findings = apply_mappings({around.file: reading, **around.mappings}, codes_of(around.questions))
    findings = [_seen_alone(finding, around) for finding in findings if finding.file == around.file]
    forms = [form for _, form in sent] or reading.returns
    kept: set[tuple[str, str]] = set()
    if sent:
        _, about_days = days_sent([(path.name, form) for form in forms])
        kept, doubts = _typed_answers(path.name, forms, around)
        findings = reading.findings + findings + about_days + doubts
    else:
        findings = reading.findings + findings
    about = [_about(form, around) for form in forms]
    answers = _answers(forms)
    built = sum((form.about.sheet, answer.cell) in kept for form in forms for answer in form.answers if answer.text)
    tables = [
        InspectedTable("submissions", ["hub", "quarter", "sent", "answers"], len(about), about[:_SAMPLE_RETURNS]),
        InspectedTable("returns", ["cell", "question", "answer"], len(answers), answers[:_SAMPLE_ANSWERS], built),
    ]
    whose = f"; read with the questions of {around.network}" if around.network else ""
    return Inspection(path.name, kind + whose, built > 0, tables, findings)


def _seen_alone(finding: Finding, around: Surroundings) -> Finding:
    """A finding about a mapping, for a file that is looked at by itself: only in its network's folder does it stop anything."""
    name = finding.file.rpartition("/")[2]
    remedy = finding.remedy.replace("data/raw/NETWORK/", f"data/raw/{around.network}/" if around.network else "")
    return replace(finding, file=name, remedy=remedy, severity=finding.severity if around.network else "doubt")


def _about(form: SentReturn, around: Surroundings) -> dict[str, str]:
    values = form.about.values
    return {
        "hub": shortened(values.get("hub_id") or values.get("hub", "")),
        "quarter": shortened(values.get("quarter") or quarter_of_folder(around.file, around.begins) or ""),
        "sent": shortened(values.get("received", "")),
        "answers": str(sum(1 for answer in form.answers if answer.text)),
    }


def _answers(returns: list[SentReturn]) -> list[dict[str, str]]:
    return [
        {"cell": answer.cell, "question": shortened(answer.wording or answer.code), "answer": shortened(answer.text)}
        for form in returns
        for answer in form.answers
        if answer.text
    ]


def _typed_answers(
    file: str, forms: list[SentReturn], around: Surroundings
) -> tuple[set[tuple[str, str]], list[Finding]]:
    """The sheets and cells of the answers that typing keeps, and what it finds, each return taken as its own hub's."""
    collected, findings = [], []
    for form in forms:
        values, about = form.about.values, form.about
        hub = values.get("hub_id") or plain_words(values.get("hub", ""))
        quarter = read_quarter(values.get("quarter"), around.begins) or quarter_of_folder(around.file, around.begins)
        if quarter is None or not hub:
            column = "quarter" if hub else "hub"
            unsaid = NO_QUARTER if hub and values.get("quarter") else QUARTER_UNSAID if hub else HUB_UNSAID
            written = shortened(values.get(column, ""))
            place, says = about.at(file, "submissions", column, written), not_a_quarter(written, around.begins)
            findings.append(unsaid.at(place, says=says, like=quarters_are_written(around.begins)))
        whose = f"{hub} {about.row or about.sheet}".strip()
        collected.append(Collected(whose, quarter or "", None, file, about.sheet, about.row, tuple(form.answers)))
    matched, unmatched = match_answers(collected, around.questions)
    answers, unread = read_answers(matched, around.questions)
    found = unmatched + unread
    found += check_consistency(answers)[1]
    places = answers.select(pl.col("source_sheet").fill_null(""), "source_cell").iter_rows()
    kept = {(sheet, cell) for sheet, cells in places for cell in _cells_of(cells)}
    return kept, findings + [replace(finding, hub_id=None, quarter=None) for finding in found]


def _cells_of(cells: str) -> Iterator[str]:
    """Each cell of a range, as of an answer that several boxes give together; a cell alone is itself."""
    first, _, last = cells.partition(":")
    if not last:
        yield first
        return
    (top, left), (bottom, right) = place_of(first), place_of(last)
    for row in range(top, bottom + 1):
        yield from (a1(row, column) for column in range(left, right + 1))
