"""Provenance cards: who sent a folder's files, when, under which licence, and which bytes they were."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from analysis.sources.findings import Finding, Severity
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
        return None, [
            _say(file, "The card does not read as YAML.", "card-unreadable", row=None if line is None else line + 1)
        ]
    if not isinstance(held, dict):
        return None, [_say(file, "The card holds no `name: value` lines.", "card-unreadable")]
    about = {name: _text(held.get(name)) for name in (*_ASKED, "caution")}
    findings = [
        _say(file, f"The card does not say {words} (`{name}`).", "card-incomplete", "note")
        for name, words in _ASKED.items()
        if not about[name]
    ]
    files = held.get("files") or {}
    if not isinstance(files, dict):
        findings.append(_say(file, "`files` is not a list of `name: sha256` lines.", "card-unreadable"))
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
                findings.append(_say(card_file, f"The card names `{name}`, which is not there.", "file-missing"))
            elif promised and promised != digests[file]:
                findings.append(_changed(file, card_file))
            elif not promised:
                findings.append(_say(card_file, f"The card gives no sha256 for `{name}`.", "card-incomplete", "note"))
    for file in sorted(digests.keys() - covered):
        name = file.rpartition("/")[2]
        if file not in _OWN_FILES and name != CARD and not is_mapping(name) and not is_narrative(file):
            findings.append(_uncovered(file))
    return findings


def _changed(file: str, card_file: str) -> Finding:
    return Finding(
        file=file,
        problem="The file is not the one that was received: its sha256 differs from the card's.",
        why="Someone edited it, or a new copy came; nobody can tell which numbers were sent.",
        remedy=f"Put the file back as it came, or write the new copy's date and sha256 into {card_file}.",
        severity="doubt",
        rule="changed-since-received",
    )


def _uncovered(file: str) -> Finding:
    return Finding(
        file=file,
        problem="No provenance card covers this file.",
        why="The report cannot say who sent it and when.",
        remedy=f"Add it to the {CARD} of its folder, with its sha256.",
        severity="note",
        rule="no-card",
    )


def _say(file: str, problem: str, rule: str, severity: Severity = "doubt", row: int | None = None) -> Finding:
    return Finding(
        file=file,
        problem=problem,
        why="The card is how the report shows where its numbers come from.",
        remedy="Mend the card.",
        severity=severity,
        rule=rule,
        row=row,
    )


def _text(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None or isinstance(value, list | dict) else " ".join(whole_text(str(value)).split())
