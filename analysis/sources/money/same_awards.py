"""same-awards.yml: what a person decided about awards, or payments, that may be one and the same."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.entries import read_entries
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Reading, Record, as_written

SAME_AWARDS_FILE = "same-awards.yml"
SAME_AWARDS = "same_awards"
_KNOWN = (
    "one",
    "other",
    "same",
    "reason",
    "who",
    "when",
    "about",
)  # `about` helps whoever decides; nothing is read from it
_SHOWN = {"one": "one", "other": "other", "same": "same (yes or no)", "reason": "reason", "who": "who", "when": "when"}

UNREADABLE = Rule(
    "same-awards-unreadable",
    "{problem}",
    "What was decided about awards that may be one would be lost, and their pounds counted twice again.",
    "Mend the file: each entry needs one, other, same (yes or no), reason, who and when.",
    "stops",
)
UNDECIDED = Rule(
    "same-awards-undecided",
    "The entry about `{one}` has no {lacking}, so it decides nothing.",
    "The two are counted as before, and every sum that they are in is a range.",
    "Fill it in.",
)


def read_same_awards(path: Path, file: str) -> Reading:
    """One record of `same_awards` a decision: one, other (identifiers), same (yes or no), reason, who, when."""

    def tell(problem: str, line: int | None) -> Finding:
        return UNREADABLE.at(Place(file, row=line, table=SAME_AWARDS), problem=problem)

    entries, findings = read_entries(path, file, tell, _KNOWN, "entry", as_typed=True)
    records = []
    for number, entry, line in entries:
        values = {name: _text(entry.get(name)) for name in _SHOWN}
        values["same"] = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}.get(values["same"].lower(), "")
        lacking = [shown for name, shown in _SHOWN.items() if not values[name]]
        if lacking:
            where = Place(file, row=line, table=SAME_AWARDS)
            findings.append(UNDECIDED.at(where, one=values["one"][:80], lacking=", ".join(lacking)))
            continue
        records.append(Record(f"/{number}", values, {name: f"/{number}/{name}" for name in values}, line))
    return Reading({SAME_AWARDS: records}, [], findings)


def _text(value: object) -> str:
    return "" if isinstance(value, list | dict) or value in ("null", "~") else as_written(value)
