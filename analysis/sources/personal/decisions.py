"""personal-data.yml: what a person decided about names, numbers and the like that stand in what people sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading

PERSONAL_FILE = "personal-data.yml"
PERSONAL_TABLE = "personal_data"
_FOR_PEOPLE = "around"  # helps whoever decides; nothing is read from it


@dataclass(frozen=True)
class _Said:
    text: str = ""
    decision: str = ""


WRONG = Rule(
    "personal-data-unreadable",
    "{problem}",
    "What is to be redacted would be published, or what was allowed would stop the build again.",
    "{remedy}",
    "stops",
)


def read_personal_decisions(path: Path, file: str, decision: type) -> Reading:
    """One record of `personal_data` an entry, at its place in the list and its line. A file that does not read stops the build.

    decision: the type of an entry, as it is declared. A null and an absent value are the same. What is decided is judged later;
    here only what is no entry is told.
    """
    content = tuple[decision, ...]  # type: ignore[valid-type]
    settings, findings = read_entries(path, file, content, WRONG, PERSONAL_TABLE)
    records = [record_of(entry) for entry in settings.entries]
    records = [
        record._replace(values={name: text for name, text in record.values.items() if name != _FOR_PEOPLE})
        for record in records
    ]
    return Reading({PERSONAL_TABLE: records}, [], findings)


def redacted_texts(path: Path) -> list[str]:
    """The texts that the file says must be redacted, also where it has faults. Imports nothing heavy: a build with nothing to do asks."""
    settings, _ = read_entries(path, PERSONAL_FILE, tuple[_Said, ...], WRONG, PERSONAL_TABLE)
    return [each.values["text"] for each in settings.entries if "text" in each.values and _redacts(each.values)]


def _redacts(said: dict[str, str]) -> bool:
    return said.get("decision", "").lower() == "redact"
