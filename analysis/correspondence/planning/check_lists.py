"""Readiness check lists to send out: a table for each hub, its last answers beside the boxes. sources/check_lists.py reads them back."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analysis.datasets.planning.readiness import READINESS_ANSWERS
from analysis.datasets.planning.readiness_questions import READINESS_QUESTIONS
from analysis.datasets.processing.processing import read_table
from analysis.networks import Network
from analysis.project import Refused, reports_folder

HEADINGS = ("hub_id", "hub", "question_id", "question", "why_it_matters", "last_answer", "answer", "day", "note")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class WrittenLists:
    """The folder, the check lists written, and those left as they were because they hold answers."""

    folder: Path
    written: list[Path]
    kept: list[Path]


def write_check_lists(network: Network, hub: str | None = None, into: Path | None = None) -> WrittenLists:
    """One CSV file a hub, to be filled in with any spreadsheet. One that is there already is left as it is.

    Refused where the network has no register, for a hub that is not in it, and where the folder cannot be written to.
    """
    hubs = read_table(network.name, "hubs").sort("hub_id")
    known = hubs["hub_id"].to_list()
    if not known:
        raise Refused(f"{network.name} has no register of hubs: add register/hubs.csv first")
    if hub is not None and hub not in known:
        raise Refused(f"{network.name} has no hub '{hub}'; there are: {', '.join(known)}")
    folder = into or reports_folder() / "forms" / network.name / "readiness"
    last = _last_answers(network.name)
    written, kept = [], []
    for hub_id, name in hubs.select("hub_id", "name").iter_rows():
        if hub in (None, hub_id):
            path = folder / f"{re.sub(r'[^a-zA-Z0-9_.-]+', '-', hub_id).strip('.') or 'hub'}.csv"
            if path.exists():
                kept.append(path)
                continue
            _write(path, check_list(hub_id, name or hub_id, last.get(hub_id, {})))
            written.append(path)
    return WrittenLists(folder, written, kept)


def check_list(hub_id: str, hub: str, last: dict[str, str]) -> bytes:
    """A hub's check list as CSV in UTF-8 with its mark, so that spreadsheets read every letter. last: answers by question."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for question in READINESS_QUESTIONS:
        about = (hub_id, hub, question.id, question.wording, question.why, last.get(question.id, ""), "", "", "")
        writer.writerow([_harmless(cell) for cell in about])
    return text.getvalue().encode("utf-8-sig")


def how_to_fill_in() -> str:
    """One line for whoever sends the lists out."""
    return (
        f"In `answer` stands {', '.join(READINESS_ANSWERS[:-1])} or {READINESS_ANSWERS[-1]}, in `day` once the day; what is left blank stays "
        "open. Filled in, the files go into data/raw/NETWORK/readiness/."
    )


def _harmless(cell: str) -> str:
    """Typed text that a spreadsheet would reckon with stands behind an apostrophe."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _last_answers(network: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    given = read_table(network, "readiness").filter(pl.col("answer").is_not_null()).sort("day")
    for hub, question, answer in given.select("hub_id", "question_id", "answer").iter_rows():
        found.setdefault(hub, {})[question] = answer
    return found


def _write(path: Path, held: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror or type(error).__name__}") from None
