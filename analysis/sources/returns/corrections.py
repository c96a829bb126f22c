"""corrections.yml: what hubs said afterwards about their answers, one entry a correction or confirmation."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.entries import read_entries
from analysis.sources.findings import Finding
from analysis.sources.records import Reading, Record, as_written

CORRECTIONS_FILE = "corrections.yml"
# `remark` is the hub's own words: kept here for whoever reads the file, and never published.
_KNOWN = (
    "hub_id",
    "quarter",
    "question_id",
    "kind",
    "rule",
    "expected",
    "new",
    "reason",
    "remark",
    "who",
    "when",
    "source",
)


def read_corrections(path: Path, file: str) -> Reading:
    """One record of `corrections` an entry, at its place in the list and its line. A file that does not read stops the build.

    A null and an absent value are the same. `kind` is `correct` where an entry does not say it.
    """
    entries, findings = read_entries(path, file, lambda problem, line: _stop(file, problem, line), _KNOWN, "correction")
    records = []
    for number, entry, line in entries:
        if entry.get("kind", "correct") == "correct" and "new" not in entry:
            problem = f"Entry {number + 1} does not say the new answer (`new`, or `new: null`)."
            findings.append(_stop(file, problem, line))
        values = {str(name): _written(value) for name, value in entry.items()}
        values = {"kind": "correct"} | {name: value for name, value in values.items() if value}
        places = {name: f"/{number}/{name}" for name in values}
        records.append(Record(f"/{number}", values, places, line))
    return Reading({"corrections": records}, [], findings)


def _written(value: object) -> str:
    return "" if isinstance(value, list | dict) else as_written(value)


def _stop(file: str, problem: str, row: int | None) -> Finding:
    return Finding(
        file=file,
        problem=problem,
        why="What hubs put right would be lost without a word.",
        remedy="Mend the file: each entry needs hub_id, quarter, question_id, expected, new, reason, who, when and source.",
        severity="stops",
        rule="corrections-unreadable",
        row=row,
        table="corrections",
    )
