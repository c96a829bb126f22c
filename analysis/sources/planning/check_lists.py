"""Filled-in readiness check lists: one row a question, blank where a hub has not answered yet."""

from __future__ import annotations

from pathlib import Path

from analysis.settings.field_words import nearest_of
from analysis.sources.files.sheets import read_sheet
from analysis.sources.findings import Place, Rule
from analysis.sources.records import Reading, Record

READINESS = "readiness"
# Printed on the template for the person who fills it in; not read back.
FOR_READERS = ("hub", "question", "why_it_matters", "last_answer")
NO_ANSWERS = Rule(
    "missing-heading",
    "There is no column headed `answer`{near}.",
    "No answer of this sheet is read.",
    "Write `answer` in its first row.",
    ignore="Where the list was not filled in yet.",
)


def read_check_list(path: Path, file: str) -> Reading:
    """The answered rows. A row without an answer is a question still open, not a fault, so nothing is said of it."""
    reading = read_sheet(path, file, READINESS)
    answered, sent = [], reading.records.get(READINESS, [])
    findings = list(reading.findings)
    if sent and not any("answer" in record.places for record in sent):
        near = nearest_of("answer", {name for record in sent for name in record.places})
        hint = f"; `{near}` is not read" if near else ""
        findings.append(NO_ANSWERS.at(Place(file, cell="A1", row=1, table=READINESS, column="answer"), near=hint))
    days: dict[str, str] = {}  # by hub the day written last: once is enough, for the rows below it
    for record in sent:
        hub = record.values.get("hub_id", "")
        days[hub] = record.values.get("day", days.get(hub, ""))
        if record.values.get("answer"):
            answered.append(_kept(record, days[hub]))
    kept = {READINESS: answered} if READINESS in reading.records else {}
    return reading._replace(records=kept, findings=findings)


def _kept(record: Record, day: str) -> Record:
    values = {name: text for name, text in record.values.items() if name not in FOR_READERS}
    places = {name: cell for name, cell in record.places.items() if name not in FOR_READERS}
    return record._replace(values={**values, "day": day} if day else values, places=places)
