"""Executed copies remembered: a notebook runs again only if its source, parameters, code or the tables it reads changed.

Which tables a notebook reads is known once it has run (its open edition tells: a table, or one hub's rows of it). So a
copy is found by what is known before (source, parameters, code), and used if the tables that it read are still the same,
those of other networks too. Where some are not, the cells that rest on none of those are used, and the others run.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.editions.file_hashes import SeenFiles, sha256_of, write_whole
from analysis.editions.freshness import Inputs, cache_folder
from analysis.editions.running.cells import needs_of, not_to_run, still_true
from analysis.editions.running.executed_copies import read_copy
from analysis.editions.running.run import Job, Ran
from analysis.handover import RULE
from analysis.networks import SETTINGS
from analysis.project import processed_folder, root

Reads = list[list[str | None]]  # table (or its rows of one rule), hub or null, another network or null
_KEPT_FOR = 30 * 24 * 3600  # seconds since a copy was last used


class Tables:
    """The state of a network's processed tables: a hash for each, for one hub's rows of each, and for the findings of one rule."""

    def __init__(self, network: str, seen: SeenFiles) -> None:
        self._folder = processed_folder(network)
        self._seen = seen
        self._by_hub: dict[str, dict[str, str]] = {}
        self._others: dict[str, Tables] = {}
        self._states: dict[tuple[str, str | None], str] = {}

    def of(self, network: str) -> Tables:
        """The tables of another network; this one's for no name."""
        if not network:
            return self
        return self._others.setdefault(network, Tables(network, self._seen))

    @cached_property
    def others(self) -> list[str]:
        """The other networks there are, by name."""
        paths = (root() / "data" / "raw").glob("*/network.yml")
        return sorted(path.parent.name for path in paths if path.parent.name != self._folder.name)

    @cached_property
    def networks(self) -> str:
        """Hash of the settings of all networks: which there are, and what kind each is."""
        raw = root() / "data" / "raw"
        names = ("network.yml", "disclosure.yml", "designs.yml", "theory.yml")
        paths = sorted(path for name in names for path in raw.glob(f"*/{name}"))
        return sha256_of({path.relative_to(raw).as_posix(): self._seen.sha256(path) for path in paths})

    @cached_property
    def names(self) -> list[str]:
        return sorted(path.stem for path in self._folder.glob("*.parquet"))

    def state(self, table: str, hub: str | None) -> str:
        """Hash of the table, or of the hub's rows in it; empty if there is no such table."""
        if (table, hub) not in self._states:
            self._states[table, hub] = self._state(table, hub)
        return self._states[table, hub]

    def _state(self, table: str, hub: str | None) -> str:
        if table == SETTINGS:
            return self.networks
        table, _, rule = table.partition(RULE)
        path = self._folder / f"{table}.parquet"
        if not path.is_file():
            return ""
        if rule:
            return _hash_of_rule(path, rule)
        if hub is None:
            return self._seen.sha256(path)
        if table not in self._by_hub:
            self._by_hub[table] = _hash_by_hub(path)
        return self._by_hub[table].get(hub, "no rows")


def _hash_of_rule(path: Path, rule: str) -> str:
    import polars as pl

    rows = pl.read_parquet(path).filter(pl.col("rule") == rule)
    return hashlib.sha256(rows.write_ndjson().encode()).hexdigest()


def _hash_by_hub(path: Path) -> dict[str, str]:
    import polars as pl

    frame = pl.read_parquet(path)
    hashes = {}
    for (hub,), rows in frame.partition_by("hub_id", as_dict=True, maintain_order=True).items():
        hashes[str(hub)] = hashlib.sha256(rows.write_ndjson().encode()).hexdigest()  # lists too
    return hashes


class RememberedCopies:
    """The memory of one network's executed copies."""

    def __init__(self, network: str, inputs: Inputs, tables: Tables) -> None:
        self._folder = cache_folder(network) / "notebooks"
        self._code = inputs.code_of_notebooks
        self._tables = tables

    def recall(self, job: Job) -> bool:
        """Put the remembered copy at the job's target; False if there is none that is still true."""
        key = self._key(job)
        record, copy = self._folder / f"{key}.json", self._folder / f"{key}.ipynb"
        try:
            known = json.loads(record.read_text(encoding="utf-8"))
            if known["state"] != self._state(_reads_of(known)):
                return False
            Path(job.target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(copy, job.target)
            if hashlib.sha256(Path(job.target).read_bytes()).hexdigest() != known["sha256"]:
                return False
            copy.touch()
        except (OSError, ValueError, KeyError, TypeError):  # a memory that a crash or a person spoiled is no memory
            return False
        return True

    def with_kept_cells(self, job: Job) -> Job:
        """The job with the cells of its remembered copy that still hold; as it was, where none do or nobody can know."""
        key = self._key(job)
        copy = self._folder / f"{key}.ipynb"
        try:
            known = json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8"))
            if hashlib.sha256(copy.read_bytes()).hexdigest() != known["sha256"] or not known["cells"]:
                return job
            cells = read_copy(copy)["cells"]
            needs = needs_of(cells)
            if needs is None:
                return job
            told = {int(number): [reads, state] for number, (reads, state) in known["cells"].items()}
            same = [
                told[number][1] == self._state(told[number][0]) if number in told else cell["cell_type"] != "code"
                for number, cell in enumerate(cells)
            ]
            kept = not_to_run(needs, [number for number in still_true(needs, same) if number in told])
            return replace(job, kept=tuple(kept), copy=str(copy))
        except (OSError, ValueError, KeyError, TypeError):  # a memory that a crash or a person spoiled is no memory
            return job

    def remember(self, job: Job, ran: Ran) -> None:
        key = self._key(job)
        text = Path(job.target).read_text(encoding="utf-8")
        cells = self._cells(job, ran, self._folder / f"{key}.json")
        reads = self._reads(job, ran)
        known = {"reads": reads, "cells": cells, "sha256": hashlib.sha256(text.encode()).hexdigest()}
        known["state"] = self._state(_reads_of(known))
        write_whole(self._folder / f"{key}.ipynb", text)
        write_whole(self._folder / f"{key}.json", json.dumps(known))

    def _cells(self, job: Job, ran: Ran, record: Path) -> dict[str, list[Any]]:
        """By the number of each code cell: what it read, and the state of that. Empty where nobody knows."""
        if ran.cells is None:
            return {}
        before = json.loads(record.read_text(encoding="utf-8"))["cells"] if job.kept else {}
        kept = {str(number): before[str(number)] for number in job.kept}
        told = {number: _as_lists(reads) for number, reads in ran.cells.items()}
        return kept | {number: [reads, self._state(reads)] for number, reads in told.items()}

    def forget_unused(self) -> None:
        limit = time.time() - _KEPT_FOR
        for copy in self._folder.glob("*.ipynb"):
            if copy.stat().st_mtime < limit:
                copy.with_suffix(".json").unlink(missing_ok=True)
                copy.unlink()

    def _key(self, job: Job) -> str:
        source = hashlib.sha256(Path(job.source).read_bytes()).hexdigest()
        return sha256_of([source, dict(job.parameters), self._code])[:32]

    def _state(self, reads: list[list[str | None]]) -> str:
        return sha256_of([[*read, self._state_of(*read)] for read in reads])

    def _state_of(self, table: str | None, hub: str | None, network: str | None) -> str:
        return self._tables.of(network or "").state(str(table), hub)

    def _reads(self, job: Job, ran: Ran) -> list[list[str | None]]:
        """[table, hub or null, another network or null] of all that was read; every table where the run could not tell."""
        if ran.reads is None:
            own: list[list[str | None]] = [[name, None, None] for name in [*self._tables.names, SETTINGS]]
            return own + [[name, None, other] for other in self._tables.others for name in self._tables.of(other).names]
        # Opening a hub's page looks the hub up.
        return _as_lists([*ran.reads, *([{"table": "hubs", "hub": None}] if "hub" in job.parameters else [])])


def _as_lists(reads: Iterable[Mapping[str, str | None]]) -> Reads:
    said = {(str(read["table"]), read["hub"], read.get("network")) for read in reads}
    return [list(each) for each in sorted(said, key=str)]


def _reads_of(known: Mapping[str, Any]) -> Reads:
    """All that a copy rests on: what the notebook's last run read, and what the cells read that did not run then."""
    every = [*known["reads"], *(read for reads, _ in known["cells"].values() for read in reads)]
    return [list(each) for each in sorted({tuple(read) for read in every}, key=str)]
