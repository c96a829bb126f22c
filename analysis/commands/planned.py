"""Building all editions that editions.yml lists: a process each, networks beside each other, those of one network in their order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING

from analysis.planned_editions import EDITIONS_FILE, PlannedEdition, planned_editions
from analysis.project import Refused, root
from analysis.settings.whole import lines_of_entries

if TYPE_CHECKING:  # `hub-learning --help` should not wait for it
    from analysis.networks import Network


@dataclass(frozen=True)
class Ran:
    """What became of one build. said: what its command printed, or, where it did not build, what it complained of."""

    edition: PlannedEdition
    code: int
    said: str


def build_planned(workers: int | None) -> Iterator[Ran]:
    """Build every edition listed, and give each as it is done. Refused where none is listed, or one is of no network or period.

    workers: how many at a time; one for each processor where nothing is said. Editions of one network follow one another, for each is
    attacked beside those that left before.
    """
    planned = planned_editions()
    if not planned:
        raise Refused(f"no edition is listed: `hub-learning add settings NETWORK editions` begins {EDITIONS_FILE}")
    _read_first(planned)
    networks = list(dict.fromkeys(each.network for each in planned))
    rows = [sorted((each for each in planned if each.network == network), key=_order) for network in networks]
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        done: SimpleQueue[Ran | BaseException] = SimpleQueue()
        for row in rows:
            pool.submit(_build_row, row, done)
        for _ in planned:
            ran = done.get()
            if isinstance(ran, BaseException):
                raise ran
            yield ran


def _order(edition: PlannedEdition) -> tuple[str, int]:
    return edition.period.quarters[-1].label, len(edition.period.quarters)


def _read_first(planned: Sequence[PlannedEdition]) -> None:
    """Raw files are read before anything runs beside anything: builds read tables of other networks, and two would write them."""
    from analysis.datasets.processing.processing import process_network
    from analysis.networks import open_network, peers_of

    if refused := entries_refused():
        raise Refused("\n".join([*refused, "No edition was built."]))
    read: dict[str, Network] = {}
    for network in map(open_network, dict.fromkeys(edition.network for edition in planned)):
        read |= {each.name: each for each in (network, *peers_of(network))}
    for network in read.values():
        process_network(network)


def entries_refused(of: str | None = None) -> list[str]:
    """What no edition can be built by in editions.yml, a line each with its place: no such network or period, no such brand, another rule.

    of: leaves out entries of other networks that there are. Refused where the file does not read.
    """
    from analysis.networks import network_names, open_network

    refused: list[str] = []
    lines = lines_of_entries(root() / EDITIONS_FILE, tuple[PlannedEdition, ...])
    others = {name for name in network_names() if of and name != of}
    for edition, line in zip(planned_editions(), lines, strict=True):
        if edition.network in others:
            continue
        key = "network"
        try:
            network = open_network(edition.network)
            key = "period"
            network.period(edition.period.label)
        except Refused as error:
            refused.append(f"{EDITIONS_FILE}, line {line[key]}: {error}")
        else:
            found = edition.misfits(network)
            refused += [f"{EDITIONS_FILE}, line {line.get(key, line['network'])}: {problem}" for key, problem in found]
    return refused


def _build_row(row: Sequence[PlannedEdition], done: SimpleQueue[Ran | BaseException]) -> None:
    """One after another, each handed on as it is done; or the error that ended the row."""
    try:
        for each in row:
            done.put(_build(each))
    except BaseException as error:
        done.put(error)


def _build(edition: PlannedEdition) -> Ran:
    """In a process of its own, as a person would type it; the brand and the renderer it finds in editions.yml itself."""
    ran = subprocess.run(
        [sys.executable, "-m", "analysis", "build", edition.network, edition.period.label],
        env={**os.environ, "HUB_LEARNING_ROOT": str(root())},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    return Ran(edition, ran.returncode, ran.stderr if ran.returncode else ran.stdout)
