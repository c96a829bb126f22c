"""Provenance cards: who sent a folder's files, when, under which licence, and which bytes they were."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import whole_text
from analysis.sources.report.narrative import is_narrative
from analysis.sources.returns.mappings import is_mapping
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem

CARD = "card.yml"
_ASKED = {
    "title": "what the files are",
    "who": "who sent them",
    "when": "the date they were received",
    "licence": "what they may be used for",
    "method": "how they were collected",
}
_OWN_FILES = (
    "network.yml",
    "questions.yml",
    "corrections.yml",
    "cases/outcomes.yml",
    "personal-data.yml",
    "README.md",
)  # written here, not sent by anyone

_WHY, _MEND = "The card is how the report shows where its numbers come from.", "Mend the card."
NO_YAML = Rule("card-unreadable", "The card does not read as YAML.", _WHY, _MEND)
NO_LINES = Rule("card-unreadable", "The card holds no `name: value` lines.", _WHY, _MEND)
NO_FILES = Rule("card-unreadable", "`files` is not a list of `name: sha256` lines.", _WHY, _MEND)
UNSAID = Rule("card-incomplete", "The card does not say {words} (`{name}`).", _WHY, _MEND, "note")
NO_SHA256 = Rule("card-incomplete", "The card gives no sha256 for `{name}`.", _WHY, _MEND, "note")
FILE_MISSING = Rule("file-missing", "The card names `{name}`, which is not there.", _WHY, _MEND)
CHANGED = Rule(
    "changed-since-received",
    "The file is not the one that was received: its sha256 differs from the card's.",
    "Someone edited it, or a new copy came; nobody can tell which numbers were sent.",
    "Put the file back as it came, or write the new copy's date and sha256 into {card}.",
)
NO_CARD = Rule(
    "no-card",
    "No provenance card covers this file.",
    "The report cannot say who sent it and when.",
    f"Add it to the {CARD} of its folder, with its sha256.",
    "note",
)


class Card(NamedTuple):
    """One card. `files` gives the sha256 of each file it covers, by name relative to the card's folder."""

    folder: str  # relative to the network's raw folder, "" for that folder itself
    about: dict[str, str]
    files: dict[str, str]


def read_card(path: Path, file: str) -> tuple[Card | None, list[Finding]]:
    """The card in a file, and what is missing from it. No card where it is not YAML with a mapping in it."""
    folder = file.rpartition("/")[0]
    if problem := size_problem(path, file, LARGEST_SETTINGS):
        return None, [problem]
    try:
        held: Any = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        return None, [NO_YAML.at(Place(file, row=None if line is None else line + 1))]
    if not isinstance(held, dict):
        return None, [NO_LINES.at(Place(file))]
    about = {name: _text(held.get(name)) for name in (*_ASKED, "caution")}
    findings = [UNSAID.at(Place(file), words=words, name=name) for name, words in _ASKED.items() if not about[name]]
    files = held.get("files") or {}
    if not isinstance(files, dict):
        findings.append(NO_FILES.at(Place(file)))
        files = {}
    return Card(folder, about, {_text(name): _text(digest).lower() for name, digest in files.items()}), findings


def check_cards(cards: list[Card], digests: dict[str, str]) -> list[Finding]:
    """Compare the cards with the files that are there. `digests`: sha256 by file, relative to the raw folder."""
    findings, covered = [], set()
    for card in cards:
        card_file = f"{card.folder}/{CARD}".lstrip("/")
        for name, promised in sorted(card.files.items()):
            file = f"{card.folder}/{name}".lstrip("/")
            covered.add(file)
            if file not in digests:
                findings.append(FILE_MISSING.at(Place(card_file), name=name))
            elif promised and promised != digests[file]:
                findings.append(CHANGED.at(Place(file), card=card_file))
            elif not promised:
                findings.append(NO_SHA256.at(Place(card_file), name=name))
    for file in sorted(digests.keys() - covered):
        name = file.rpartition("/")[2]
        if file not in _OWN_FILES and name != CARD and not is_mapping(name) and not is_narrative(file):
            findings.append(NO_CARD.at(Place(file)))
    return findings


def _text(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None or isinstance(value, list | dict) else " ".join(whole_text(str(value)).split())
