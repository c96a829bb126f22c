"""From data/raw to data/processed: read what changed, check all of it, write the tables that changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import polars as pl

from analysis.datasets.findings import FINDINGS, findings_in
from analysis.datasets.processing.assembling import assemble_tables, written_answers
from analysis.datasets.processing.freshness import (
    PROCESSING,
    READINGS,
    is_current,
    is_fresh,
    processing_record,
    raw_files,
    reading_code,
)
from analysis.datasets.processing.kept_tables import kept_table, rows_of_hub
from analysis.datasets.processing.many_files import was_ended
from analysis.datasets.processing.readings import read_all, remembered_text
from analysis.datasets.processing.tables import TABLES
from analysis.datasets.processing.withdrawn_words import forget_copies, keep_runs, read_runs, withheld_words
from analysis.networks import Network, open_network
from analysis.project import Refused, place_whole, processed_folder, root
from analysis.sources.findings import Finding
from analysis.sources.listing import digest_of
from analysis.sources.records import many_records

OnStep = Callable[[str], None]


@dataclass(frozen=True)
class Processed:
    """What processing did: files read again, tables rewritten, how many findings there are, those that stop a build."""

    files_read: list[str]
    tables_changed: list[str]
    findings: int
    stops: list[Finding] = field(default_factory=list)


@many_records()
def process_network(network: Network, on_step: OnStep | None = None) -> Processed:
    """Bring data/processed/NETWORK up to date. Nothing is raised for what people sent: that is in the findings.

    on_step is told each step in words. A table is rewritten only if its bytes differ, each file whole or not at all.
    """
    say = on_step or (lambda _step: None)
    say("Looking for changed files")
    if is_fresh(network):
        return Processed([], [], int((processing_record(network.name) or {}).get("findings", 0)))
    files = raw_files(network)
    digests = {file: digest_of(path) for file, path in files.items()}
    say("Reading what people sent")
    readings, files_read = read_all(network.name, files, digests)
    say("Checking every cell")
    remembered = read_runs(network.name)
    tables, findings = assemble_tables(readings, digests, network, remembered)
    say("Writing the tables")
    folder = processed_folder(network.name)
    written = {name: _parquet(frame) for name, frame in tables.items()}
    changed = [name for name, held in written.items() if _place(folder / f"{name}.parquet", held)]
    if files_read or len(readings) != len(files):
        _place(folder / READINGS, remembered_text(readings, digests).encode())
    keep_runs(network.name, tables["case_studies"], remembered)
    stops = [finding for finding in findings if finding.severity == "stops"]
    withheld = withheld_words(tables, readings)
    if (processing_record(network.name) or {}).get("withheld") != withheld:
        forget_copies(network.name)
    record = {
        "code": reading_code(),
        "raw": {file: digest for file, digest in digests.items() if not was_ended(readings[file])},
        "tables": {name: hashlib.sha256(held).hexdigest() for name, held in sorted(written.items())},
        "findings": len(findings),
        "stops": len(stops),
        "withheld": withheld,
    }
    _place(folder / PROCESSING, json.dumps(record, indent=1).encode())
    return Processed(files_read, changed, len(findings), stops)


class AboutFile(NamedTuple):
    """What a check of a network says about one raw file. rows: how many rows of each table are from it."""

    findings: list[Finding]
    rows: dict[str, int]


def told_about(network: Network, file: str) -> AboutFile:
    """What a check of the network says about one of its raw files, by its name relative to the raw folder. Writes nothing."""
    digests = {name: digest_of(path) for name, path in raw_files(network).items()}
    findings, rows = _all_told(network.name, root(), tuple(digests.items()))
    return AboutFile([finding for finding in findings if finding.file == file], rows.get(file, {}))


@lru_cache(maxsize=1)  # many files of one network are looked at one after the other
def _all_told(
    name: str, _home: Path, digests: tuple[tuple[str, str], ...]
) -> tuple[list[Finding], dict[str, dict[str, int]]]:
    """All findings, and by file how many rows each table has of it."""
    network, folder = open_network(name), processed_folder(name)
    if is_fresh(network):
        tables = {table: pl.read_parquet(folder / f"{table}.parquet") for table in TABLES}
        findings = findings_in(tables[FINDINGS.name])
    else:
        readings, _ = read_all(name, raw_files(network), dict(digests))
        tables, findings = assemble_tables(readings, dict(digests), network, read_runs(name))
    rows: dict[str, dict[str, int]] = {}
    for table, frame in tables.items():
        of_files = frame["source_file"].drop_nulls().value_counts() if "source_file" in frame.columns else frame.head(0)
        for file, number in of_files.iter_rows() if of_files.width == 2 else ():
            rows.setdefault(file, {})[table] = number
    return findings, rows


def read_table(network: str, table: str, hub: str | None = None) -> pl.DataFrame:
    """One processed table, whole or the rows of one hub. Processes the network first where its raw files or the code changed since.

    Refused, with the tables there are, for a name that is none.
    """
    if table not in TABLES:
        raise Refused(f"there is no table '{table}'; there are: {', '.join(TABLES)}")
    _bring_up_to_date(network, root())
    path = processed_folder(network) / f"{table}.parquet"
    return kept_table(path) if hub is None else rows_of_hub(path, hub)


def read_written(network: Network, corrected: bool = True) -> pl.DataFrame:
    """Every answer as the hubs wrote it, those too that no table holds because they could not be read.

    corrected: with what corrections.yml says instead. Columns: hub_id, quarter, question_id, written, source_file, source_sheet,
    source_cell.
    """
    files = raw_files(network)
    readings, _ = read_all(network.name, files, {file: digest_of(path) for file, path in files.items()})
    tables = {name: read_table(network.name, name) for name in ("hubs", "questions", "corrections")}
    return written_answers(readings, network, tables, corrected)


def note_current(network: Network) -> None:
    """Look at raw files and code once for this process and its forks, where the tables are what they give now. Runs no query."""
    if is_current(network):
        _bring_up_to_date(network.name, root())


@cache
def _bring_up_to_date(network: str, _home: Path) -> None:
    """Once in a process for a project, so that a notebook run by papermill alone never shows numbers of older files."""
    opened = open_network(network)
    if not is_current(opened):
        process_network(opened)


def _parquet(frame: pl.DataFrame) -> bytes:
    held = BytesIO()
    frame.write_parquet(held, compression="zstd", statistics=False)
    return held.getvalue()


def _place(path: Path, held: bytes) -> bool:
    """Write the file whole or not at all, and only if it differs; whether it did."""
    try:
        if path.read_bytes() == held:
            return False
    except OSError:
        pass  # not there yet
    place_whole(path, held)
    return True
