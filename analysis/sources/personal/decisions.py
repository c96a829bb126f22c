"""personal-data.yml: what a person decided about names, numbers and the like that stand in what people sent."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.entries import read_entries
from analysis.sources.findings import Place, Rule
from analysis.sources.records import Reading, Record, as_written

PERSONAL_FILE = "personal-data.yml"
PERSONAL_TABLE = "personal_data"
# `around` helps whoever decides; nothing is read from it.
_KNOWN = ("file", "sheet", "cell", "kind", "text", "around", "decision", "instead", "reason", "who", "when")

UNREADABLE = Rule(
    "personal-data-unreadable",
    "{what}",
    "What is to be redacted would be published, or what was allowed would stop the build again.",
    "Mend the file: each entry needs file, cell, kind, text, decision, reason, who and when.",
    "stops",
)


def read_personal_decisions(path: Path, file: str) -> Reading:
    """One record of `personal_data` an entry, at its place in the list and its line. A file that does not read stops the build.

    A null and an absent value are the same. What is decided is judged later; here only what is no entry is told.
    """
    entries, findings = read_entries(
        path,
        file,
        lambda problem, line: UNREADABLE.at(Place(file, row=line, table=PERSONAL_TABLE), what=problem),
        _KNOWN,
        "entry",
        as_typed=True,
    )
    records = []
    for number, entry, line in entries:
        values = {str(name): _written(value) for name, value in entry.items() if name in _KNOWN and name != "around"}
        values = {name: value for name, value in values.items() if value}
        records.append(Record(f"/{number}", values, {name: f"/{number}/{name}" for name in values}, line))
    return Reading({PERSONAL_TABLE: records}, [], findings)


def _written(value: object) -> str:
    return "" if isinstance(value, list | dict) or value in ("null", "~") else as_written(value)
