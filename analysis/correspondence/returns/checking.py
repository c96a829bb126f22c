"""`hub-learning check`: what the checks found, a query sheet for each hub, and answered sheets read back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import yaml

from analysis.correspondence.returns.corrections_file import Entry, append_entries, read_entries
from analysis.correspondence.returns.known_answers import Known
from analysis.correspondence.returns.queries import HubQueries, hub_queries
from analysis.correspondence.returns.query_answers import read_answers_of
from analysis.correspondence.returns.query_sheets import draw_query_sheet
from analysis.datasets.processing.processing import process_network, read_table, read_written
from analysis.datasets.returns.checks.catalogue import on_a_query_sheet
from analysis.networks import Network
from analysis.project import Refused, reports_folder
from analysis.sources.findings import Finding
from analysis.sources.returns.corrections import CORRECTIONS_FILE


@dataclass(frozen=True)
class ReadBack:
    """What the answered sheets amounted to: entries written, and what could not be understood."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Checked:
    """What a check found. `sheets`: the file of each hub's questions. `kept`: sheets not written anew, for they hold answers."""

    findings: pl.DataFrame
    stops: list[Finding]
    queries: list[HubQueries]
    folder: Path
    kept: list[Path]
    to_settle: pl.DataFrame  # doubts that no hub is asked about


def check_network(
    network: Network, hub: str | None = None, quarter: str | None = None, into: Path | None = None
) -> Checked:
    """Check what was sent, and write a query sheet for each hub that has questions.

    Refused for a hub or quarter that the network does not have. Sheets of hubs that have no questions any more are removed from
    the usual folder; one that holds answers which corrections.yml does not is never touched.
    """
    when = _quarter(network, quarter) if quarter else None
    processed = process_network(network)
    tables = _tables(network)
    if hub is not None and hub not in tables["hubs"]["hub_id"]:
        there = ", ".join(sorted(tables["hubs"]["hub_id"]))
        raise Refused(f"{network.name} has no hub '{hub}'; there are: {there or 'none'}")
    findings = tables["findings"]
    if hub is not None:
        findings = findings.filter(pl.col("hub_id") == hub)
    if when is not None:
        findings = findings.filter(pl.col("quarter") == when)
    written = read_written(network)
    queries = hub_queries(findings, written, tables["questions"], tables["hubs"], tables["corrections"], network.begins)
    folder = into or reports_folder() / "queries" / network.name
    known = _known(network, tables, written)
    kept = _write(network, queries, folder, known, alone=hub is not None or when is not None or into is not None)
    return Checked(findings, processed.stops, queries, folder, kept, _unasked(findings))


def _quarter(network: Network, text: str) -> str:
    period = network.period(text)
    if period.is_year:
        raise Refused(f"{text} is a year: name a quarter such as {period.quarters[-1].label}")
    return period.label


def _tables(network: Network) -> dict[str, pl.DataFrame]:
    return {name: read_table(network.name, name) for name in ("findings", "questions", "hubs", "corrections")}


def _unasked(findings: pl.DataFrame) -> pl.DataFrame:
    """Doubts that no query sheet asks about: the research partner settles them."""
    return findings.filter(pl.col("severity") == "doubt", ~on_a_query_sheet())


def _write(network: Network, queries: list[HubQueries], folder: Path, known: Known, alone: bool) -> list[Path]:
    """Write the sheets. Those that hold answers nobody has read are left as they are, and given back."""
    drawn = {folder / f"{each.hub_id}.xlsx": draw_query_sheet(each, network) for each in queries}
    kept = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        over = [path for path in folder.glob("*.xlsx") if path not in drawn and path.stem in known.hubs["hub_id"]]
        for path in [*drawn, *([] if alone else over)]:
            sheet = drawn.get(path)
            if path.is_file() and path.read_bytes() != sheet and read_answers_of(path, known, dt.date.today())[0]:
                kept.append(path)
            elif sheet is None:
                path.unlink()
            elif not path.is_file() or path.read_bytes() != sheet:
                path.write_bytes(sheet)
    except OSError as error:
        raise Refused(
            f"{error.filename or folder} cannot be written ({error.strerror}); where it is open, close it, where the disk is full, make room, and check again"
        ) from None
    return sorted(kept)


def read_back(network: Network, files: Sequence[Path]) -> ReadBack:
    """Turn answered sheets into entries of corrections.yml. What contradicts an entry or another sheet becomes a finding.

    Refused where corrections.yml itself does not read: nothing can be added to it then.
    """
    path = network.folder / CORRECTIONS_FILE
    try:
        there = read_entries(path)
    except (yaml.YAMLError, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise Refused(
            f"data/raw/{network.name}/{CORRECTIONS_FILE} does not read, so nothing was added: {reason}"
        ) from None
    process_network(network)
    tables = _tables(network)
    written = read_written(network)
    entries: list[Entry] = []
    findings: list[Finding] = []
    for file in files:
        known = Known(tables["questions"], tables["hubs"], tables["findings"], written, [*there, *entries])
        made, found = read_answers_of(file, known, dt.date.today())
        entries += made
        findings += found
    if entries:
        append_entries(path, entries)
    return ReadBack(entries, findings)


def _known(network: Network, tables: dict[str, pl.DataFrame], written: pl.DataFrame) -> Known:
    try:
        there = read_entries(network.folder / CORRECTIONS_FILE)
    except (yaml.YAMLError, OSError, ValueError):
        there = []  # a stopping finding says so already
    return Known(tables["questions"], tables["hubs"], tables["findings"], written, there)
