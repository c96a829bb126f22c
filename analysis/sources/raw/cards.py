"""Provenance cards: who sent a folder's files, when, under which licence, and which bytes they were."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, NamedTuple

from analysis.settings.declaration import about
from analysis.sources.entries import read_faults
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import whole_text
from analysis.sources.report.narrative import is_narrative
from analysis.sources.returns.mappings import is_mapping
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem

CARD = "card.yml"
_OWN_FILES = (
    "network.yml",
    "disclosure.yml",
    "designs.yml",
    "theory.yml",
    "questions.yml",
    "findings.yml",
    "claims.yml",
    "wording.yml",
    "lens.yml",
    "events.yml",
    "boxes.yml",
    "definitions.yml",
    "photographs.yml",
    "methods.yml",
    "corrections.yml",
    "cases/outcomes.yml",
    "personal-data.yml",
    "README.md",
)  # written here, not sent by anyone

_LIKE_A_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_WHY, _MEND = "The card is how the report shows where its numbers come from.", "Mend the card."
WRONG = Rule("card-unreadable", "{problem}", _WHY, "{remedy}", ignore="Never: nothing of the card is used.")
UNSAID = Rule("card-incomplete", "{problem}", _WHY, "{remedy}", "note", ignore="Where it cannot be found out any more.")
NO_DAY = Rule(
    "card-day",
    "`when` is `{value}`, and there is no such day.",
    _WHY,
    "Write the day on which the files were received, as 2025-04-14.",
    effect="kept",
    ignore="Never: nobody can tell when the files came.",
)
NO_SHA256 = Rule(
    "card-incomplete",
    "The card gives no sha256 for `{name}`.",
    _WHY,
    _MEND,
    "note",
    ignore="Where the file is still being filled in.",
)
FILE_MISSING = Rule(
    "file-missing",
    "The card names `{name}`, which is not there.",
    _WHY,
    _MEND,
    ignore="Never: what the card vouches for is not there.",
)
CHANGED = Rule(
    "changed-since-received",
    "The file is not the one that was received: its sha256 differs from the card's.",
    "Someone edited it, or a new copy came; nobody can tell which numbers were sent.",
    "Put the file back as it came, or write the new copy's date and sha256 into {card}.",
    ignore="Where it was edited on purpose and the card is brought up to date with it.",
)
NO_CARD = Rule(
    "no-card",
    "No provenance card covers this file.",
    "The report cannot say who sent it and when.",
    f"Add it to the {CARD} of its folder, with its sha256: `hub-learning card FOLDER` does.",
    "note",
    ignore="Where the folder is being filled and its card comes last.",
)


@dataclass(frozen=True)
class CardSaid:
    """Who sent the files of a folder, when, and what they may be used for."""

    title: Annotated[str, about("what the files are")]
    who: Annotated[str, about("who sent them")]
    when: Annotated[str, about("the date they were received", example="2025-04-14")]
    licence: Annotated[str, about("what they may be used for", example="OGL-UK-3.0")]
    method: Annotated[str, about("how they were collected")]
    caution: Annotated[str, about("what must not be read into them")] = ""
    note: Annotated[str, about("anything else that is worth knowing of them")] = ""
    files: Annotated[
        dict[str, str],
        about("each file with its sha256", why="Only so can anybody tell that a number is the one that was sent."),
    ] = field(default_factory=dict)


class Card(NamedTuple):
    """One card. `files` gives the sha256 of each file it covers, by name relative to the card's folder."""

    folder: str  # relative to the network's raw folder, "" for that folder itself
    about: dict[str, str]
    files: dict[str, str]


def read_card(path: Path, file: str) -> tuple[Card | None, list[Finding]]:
    """The card in a file, and what is missing from it. No card where it is not YAML with a mapping in it."""
    if problem := size_problem(path, file, LARGEST_SETTINGS):
        return None, [problem]
    settings, faults = read_faults(path, file, CardSaid)
    findings = [
        (UNSAID if fault.missing else WRONG).at(
            Place(file, cell=fault.pointer, row=fault.line), problem=fault.problem, remedy=fault.remedy or _MEND
        )
        for fault in faults
    ]
    said = next((entry.values for entry in settings.entries if entry.kind is CardSaid), None)
    if said is None:
        return None, findings or [WRONG.at(Place(file, row=1), problem="It is empty.", remedy=_MEND)]
    told = {each.name: _text(said.get(each.name)) for each in fields(CardSaid) if each.name != "files"}
    if _LIKE_A_DAY.fullmatch(told["when"]) and not _is_day(told["when"]):
        line = next((entry.lines.get("when") for entry in settings.entries if entry.kind is CardSaid), None)
        findings.append(NO_DAY.at(Place(file, cell="/when", row=line, value=told["when"])))
    files = {_text(name): _text(digest).lower() for name, digest in said.get("files", {}).items()}
    return Card(file.rpartition("/")[0], told, files), findings


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
    return findings + [NO_CARD.at(Place(file)) for file in sorted(digests.keys() - covered) if was_sent(file)]


def was_sent(file: str) -> bool:
    """Whether a network's file, by its name relative to the raw folder, came from somebody, so that a card should cover it."""
    name = file.rpartition("/")[2]
    return file not in _OWN_FILES and name != CARD and not is_mapping(name) and not is_narrative(file)


def _is_day(written: str) -> bool:
    try:
        dt.date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _text(value: str | None) -> str:
    return " ".join(whole_text(value or "").split())
