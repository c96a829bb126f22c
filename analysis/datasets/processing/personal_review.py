"""`hub-learning personal`: lists what looks like personal data in personal-data.yml, for a person to decide on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from analysis.datasets.personal.decisions import ALLOW, REDACT, decisions_of, no_longer_matches
from analysis.datasets.personal.texts import IN_WORDS
from analysis.datasets.processing.freshness import raw_files
from analysis.datasets.processing.personal_findings import Undecided, known_names, undecided_in
from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.processing.readings import read_all
from analysis.networks import Network
from analysis.project import Refused, place_whole
from analysis.settings.writing import schema_comment, yaml_of
from analysis.sources.findings import Finding
from analysis.sources.listing import digest_of
from analysis.sources.personal.decisions import PERSONAL_FILE
from analysis.sources.records import nothing_read

_HEAD = f"""\
{schema_comment("personal-data")}\
# What looks like personal data in what people sent. A person decides on each entry; until then nothing is published.
#   decision: redact   the text is replaced by `instead` (by [name], [email] ... where that is blank) wherever it is read
#   decision: allow    it may stand: it is no person, or the person agreed to be named here
# reason, who (a role, never a name) and when (2025-05-01) go with every decision, and are published; `around` is for you alone.
# Without `cell` an entry is for its whole file, without `file` for all of them. `kind: other` redacts what no program can see.
# This file holds what is to be hidden: it stays where the raw files are, and is never published.
"""
_KEYS = ("file", "sheet", "cell", "kind", "text", "around", "decision", "instead", "reason", "who", "when")


@dataclass(frozen=True)
class Review:
    """What the file holds now. added: entries written; waiting: entries without a decision, those among them."""

    path: Path
    added: list[Undecided]
    waiting: int
    decided: Counter[str]
    unclear: list[Finding]
    unmatched: list[Finding]


def extend_review(network: Network) -> Review:
    """Add an entry for whatever is undecided and not listed yet. What is there stays letter for letter.

    Refused where the file does not read: nothing can be added to it then.
    """
    path = network.folder / PERSONAL_FILE
    there = _entries(path)
    process_network(network)
    files = raw_files(network)
    readings, _ = read_all(network.name, files, {file: digest_of(held) for file, held in files.items()})
    decided = readings.get(PERSONAL_FILE, nothing_read())
    decisions, unclear = decisions_of(decided)
    tables = {name: read_table(network.name, name) for name in ("hubs", "localities", "awards")}
    matched = {place for reading in readings.values() for place in reading.redacted}
    undecided = list(undecided_in(readings, decisions, known_names(tables, network), matched))
    listed = {_key(entry) for entry in there}
    added = [each for each in undecided if _key(vars(each)) not in listed]
    if added:
        _append(path, there, added)
    waiting = len(undecided)
    kinds = Counter(decision.decision for decision in decisions)
    return Review(path, added, waiting, kinds, unclear, no_longer_matches(decisions, matched))


def tell_review(review: Review, shown: str) -> str:
    """What was listed and what waits, without repeating any of it."""
    kinds = Counter(each.kind for each in review.added)
    if not review.path.is_file():
        return f"Nothing in what was sent looks like personal data, so {shown} was not written. A person reads what is published."
    lines = [
        f"{shown}: {_count(len(review.added), 'entry', 'entries')} added, {review.waiting} to decide on, "
        f"{review.decided[REDACT]} redacted, {review.decided[ALLOW]} allowed"
    ]
    lines += [f"  {_count(number, 'time')} {IN_WORDS[kind]}" for kind, number in kinds.most_common()]
    lines += [f"NOT CLEAR: {finding}" for finding in review.unclear]
    lines += [f"NO LONGER NEEDED: {finding}" for finding in review.unmatched]
    if review.waiting:
        lines.append("Write redact or allow beside `decision`, with reason, who (a role) and when; then build again.")
    return "\n".join(lines)


def _entries(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    try:
        held = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, OSError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise Refused(f"{PERSONAL_FILE} does not read, so nothing was added: {reason}") from None
    if held in (None, "", "null", "~"):
        return []
    if not isinstance(held, list) or not all(isinstance(entry, dict) for entry in held):
        raise Refused(f"{PERSONAL_FILE} is not a list of entries, so nothing was added")
    return held


def _key(entry: dict[str, Any]) -> tuple[str, ...]:
    return tuple(" ".join(str(entry.get(name) or "").split()) for name in ("file", "sheet", "cell", "kind", "text"))


def _append(path: Path, there: list[dict[str, Any]], added: list[Undecided]) -> None:
    """After what is there; the whole file or nothing. Readable by nobody else than the raw files are."""
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else _HEAD
    if not there:
        before = "".join(line for line in before.splitlines(keepends=True) if line.lstrip().startswith("#")) or _HEAD
    entries = [{name: getattr(each, name, "") for name in _KEYS} for each in added]
    entries = [
        {name: value for name, value in entry.items() if value or name not in ("sheet", "cell")} for entry in entries
    ]
    text = yaml_of(entries)
    whole = before + ("" if before.endswith("\n") else "\n") + text
    if (yaml.load(whole, Loader=yaml.BaseLoader) or [])[-len(entries) :] != entries:
        raise Refused(f"{PERSONAL_FILE} could not be added to as it stands; nothing was written")
    place_whole(path, whole.encode())


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
