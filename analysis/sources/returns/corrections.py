"""corrections.yml: what hubs said afterwards about their answers, one entry a correction or confirmation."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading

CORRECTIONS_FILE = "corrections.yml"
_WHY = "What hubs put right would be lost without a word."
WRONG = Rule("corrections-unreadable", "{problem}", _WHY, "{remedy}", "stops")
NO_NEW_ANSWER = Rule(
    "corrections-unreadable",
    "The entry does not say the new answer.",
    _WHY,
    "Write it beside `new`; `new: null` says that it is not known.",
    "stops",
)


def read_corrections(path: Path, file: str, correction: type) -> Reading:
    """One record of `corrections` an entry, at its place in the list and its line. A file that does not read stops the build.

    correction: the type of an entry, as it is declared. A null and an absent value are the same; `kind` is `correct` where an
    entry does not say it.
    """
    content = tuple[correction, ...]  # type: ignore[valid-type]
    settings, findings = read_entries(path, file, content, WRONG, "corrections")
    unclear = {
        "/".join(finding.cell.split("/")[:2]) for finding in findings
    }  # they stop the build, and change nothing meanwhile
    unread = {finding.cell for finding in findings}
    records = []
    for entry in settings.entries:
        record = record_of(entry)
        record = record._replace(values={"kind": "correct"} | record.values)
        if record.values["kind"] == "correct" and "new" not in entry.lines and f"{record.place}/kind" not in unread:
            findings.append(NO_NEW_ANSWER.at(record.at(file, "corrections", "new")))
        records += [] if record.place in unclear else [record]
    return Reading({"corrections": records}, [], findings)
