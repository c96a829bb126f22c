"""From data/raw to data/processed: read what changed, check all of it, write the tables that changed."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

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
from analysis.datasets.processing.readings import read_all, remembered_text
from analysis.datasets.processing.tables import TABLES
from analysis.datasets.processing.withdrawn_words import forget_copies, keep_runs, read_runs, withheld_words
from analysis.networks import Network, open_network
from analysis.project import Refused, place_whole, processed_folder, root
from analysis.sources.findings import Finding
from analysis.sources.listing import digest_of

OnStep = Callable[[str], None]


@dataclass(frozen=True)
class Processed:
    """What processing did: files read again, tables rewritten, how many findings there are, those that stop a build."""

    files_read: list[str]
    tables_changed: list[str]
    findings: int
    stops: list[Finding] = field(default_factory=list)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Reading makes hundreds of thousands of small things and drops hardly any: looking for those in circles is a sixth of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_nothing_collected()
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
        "raw": digests,
        "tables": {name: hashlib.sha256(held).hexdigest() for name, held in sorted(written.items())},
        "findings": len(findings),
        "stops": len(stops),
        "withheld": withheld,
    }
    _place(folder / PROCESSING, json.dumps(record, indent=1).encode())
    return Processed(files_read, changed, len(findings), stops)


def findings_about(network: Network, file: str) -> list[Finding]:
    """What a check of the network says about one of its raw files, by its name relative to the raw folder. Writes nothing."""
    digests = {name: digest_of(path) for name, path in raw_files(network).items()}
    return [finding for finding in _all_findings(network.name, root(), tuple(digests.items())) if finding.file == file]


@lru_cache(maxsize=1)  # many files of one network are looked at one after the other
def _all_findings(name: str, _home: Path, digests: tuple[tuple[str, str], ...]) -> list[Finding]:
    network = open_network(name)
    if is_fresh(network):
        return findings_in(pl.read_parquet(processed_folder(name) / f"{FINDINGS.name}.parquet"))
    readings, _ = read_all(name, raw_files(network), dict(digests))
    return assemble_tables(readings, dict(digests), network, read_runs(name))[1]


def read_table(network: str, table: str) -> pl.DataFrame:
    """One processed table, whole. Processes the network first where its raw files or the code changed since.

    Refused, with the tables there are, for a name that is none.
    """
    if table not in TABLES:
        raise Refused(f"there is no table '{table}'; there are: {', '.join(TABLES)}")
    _bring_up_to_date(network, root())
    return pl.read_parquet(processed_folder(network) / f"{table}.parquet")


def read_written(network: Network, corrected: bool = True) -> pl.DataFrame:
    """Every answer as the hubs wrote it, those too that no table holds because they could not be read.

    corrected: with what corrections.yml says instead. Columns: hub_id, quarter, question_id, written, source_file, source_sheet,
    source_cell.
    """
    files = raw_files(network)
    readings, _ = read_all(network.name, files, {file: digest_of(path) for file, path in files.items()})
    tables = {name: read_table(network.name, name) for name in ("hubs", "questions", "corrections")}
    return written_answers(readings, network, tables, corrected)


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
