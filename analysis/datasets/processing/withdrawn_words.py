"""Words that may not be shown (any more): whose consent does not hold, and what was redacted. Copies made before are forgotten."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterable
from typing import Any

import polars as pl

from analysis.datasets.cases.kept_consent import RememberedRuns, remember_runs
from analysis.datasets.personal.decisions import REDACT, decisions_of
from analysis.datasets.processing.freshness import READINGS
from analysis.project import place_whole, processed_folder, reports_folder
from analysis.sources.personal.decisions import PERSONAL_FILE
from analysis.sources.records import Reading, nothing_read

_KEPT = (
    READINGS.rpartition("/")[2],
    "editions",
)  # of the cache: what was read, which is written anew, and what holds no words
RUNS = "remembered-runs.json"  # salted hashes: what was withdrawn since is known again by them, and cannot be read from them
HELD_TABLE = "held_words"  # a table that no raw file gives: what editions made earlier still hold
HELD_SCHEMA = {
    **dict.fromkeys(("period", "slug", "where", "case_id", "why", "remedy"), pl.String),
    "quotes": pl.Int64,
}


def withheld_words(tables: dict[str, pl.DataFrame], readings: dict[str, Reading]) -> dict[str, Any]:
    """What may not be shown: consents that are less than whole, by case study, and a digest of what is redacted."""
    cases = tables["case_studies"].select("case_id", "consent", "consent_covers", "collected").sort("case_id")
    consents = {
        case: {"consent": consent, "covers": covers or "", "collected": str(collected or "")}
        for case, consent, covers, collected in cases.iter_rows()
        if consent != "quote" or covers
    }
    decisions, _ = decisions_of(readings.get(PERSONAL_FILE, nothing_read()))
    redacted = sorted([each.file, each.sheet, each.cell, each.text] for each in decisions if each.decision == REDACT)
    digest = hashlib.sha256(json.dumps(redacted).encode()).hexdigest()[:16] if redacted else ""
    return {"consents": consents, "redacted": digest}


def read_runs(network_name: str) -> RememberedRuns:
    """What is remembered of case studies' words, as salted hashes; a new salt where nothing is."""
    try:
        held = json.loads((processed_folder(network_name) / RUNS).read_text(encoding="utf-8"))
        return RememberedRuns(str(held["salt"]), {str(case): list(runs) for case, runs in held["cases"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return RememberedRuns(secrets.token_hex(16))


def keep_runs(network_name: str, cases: pl.DataFrame, before: RememberedRuns) -> None:
    """Remember the runs of words of the case studies as they are now; a file is written only where there is one to remember."""
    after = remember_runs(cases, before)
    if after.by_case and after != read_runs(network_name):
        held = json.dumps({"salt": after.salt, "cases": after.by_case}, separators=(",", ":"))
        place_whole(processed_folder(network_name) / RUNS, held.encode())


def forget_copies(network_name: str) -> None:
    """Remove what was made of the network's words before: executed copies, pages set and drawn, logs. It is made again.

    Editions in reports/ stay: they are replaced whole, by a build, and whoever is asked is told which of them hold what.
    """
    cache = processed_folder(network_name) / "cache"
    for path in cache.iterdir() if cache.is_dir() else ():
        if path.name in _KEPT:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    shutil.rmtree(reports_folder() / "logs" / network_name, ignore_errors=True)


def write_held(network_name: str, rows: Iterable[dict[str, Any]]) -> None:
    """Note what editions still hold, for the page on data quality."""
    frame = pl.DataFrame(list(rows), schema=HELD_SCHEMA)
    path = processed_folder(network_name) / f"{HELD_TABLE}.parquet"
    if frame.is_empty() and not path.exists():
        return
    if not path.exists() or not pl.read_parquet(path).equals(frame):
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(path, statistics=False)


def read_held(network_name: str) -> pl.DataFrame:
    """What was noted; nothing where no build has looked."""
    path = processed_folder(network_name) / f"{HELD_TABLE}.parquet"
    return pl.read_parquet(path) if path.exists() else pl.DataFrame(schema=HELD_SCHEMA)
