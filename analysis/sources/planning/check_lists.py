"""Filled-in readiness check lists: one row a question, blank where a hub has not answered yet."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.files.sheets import read_sheet
from analysis.sources.records import Reading, Record

READINESS = "readiness"
# Printed on the template for the person who fills it in; not read back.
FOR_READERS = ("hub", "question", "why_it_matters", "last_answer")


def read_check_list(path: Path, file: str) -> Reading:
    """The answered rows. A row without an answer is a question still open, not a fault, so nothing is said of it."""
    reading = read_sheet(path, file, READINESS)
    answered = []
    days: dict[str, str] = {}  # by hub the day written last: once is enough, for the rows below it
    for record in reading.records.get(READINESS, []):
        hub = record.values.get("hub_id", "")
        days[hub] = record.values.get("day", days.get(hub, ""))
        if record.values.get("answer"):
            answered.append(_kept(record, days[hub]))
    return reading._replace(records={READINESS: answered} if READINESS in reading.records else {})


def _kept(record: Record, day: str) -> Record:
    values = {name: text for name, text in record.values.items() if name not in FOR_READERS}
    places = {name: cell for name, cell in record.places.items() if name not in FOR_READERS}
    return record._replace(values={**values, "day": day} if day else values, places=places)
