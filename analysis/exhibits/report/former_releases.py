"""What editions that are out released of the answers, where nobody here remembers it: as the returns of their day give it."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import polars as pl

from analysis.datasets.processing.freshness import reading_code
from analysis.disclosure.protection import Left
from analysis.disclosure.rule import Rule
from analysis.exhibits.families import ANSWERS, CountedFamily, answers_family, as_it_was
from analysis.exhibits.held_back import left_before, not_remembered
from analysis.exhibits.opening import OpenEdition, open_edition
from analysis.exhibits.report.attack_memory import code_of_what_leaves, digest
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import place_whole, processed_folder

_MADE_OF = "made_of"  # in the file of a frame: the digest of all that it follows from


def released_before(edition: OpenEdition, counted: CountedFamily) -> list[Left]:
    """The family as editions that are out released it; of one that nobody here remembers, as its returns of that day give it."""
    left = left_before(edition.network, edition.period, counted.name)
    if counted.name != ANSWERS:
        return left
    days = dict(edition.network.published)
    for period in not_remembered(edition.network, counted.name):
        frame = _as_released(edition.network, period, days[period])
        left += [Left(f"the edition of {period.label}", frame)] if frame.height else []
    return left


def _as_released(network: Network, period: Period, day: dt.date) -> pl.DataFrame:
    """The answers that an edition of then released by the rule of today, from what had come by the day it came out."""
    other = open_edition(network.name, period.label)
    then = as_it_was(other.table("returns"), other.table("submissions"), other.table("corrections"), day)
    rule = Rule.of(network.disclosure, network.magnitudes)
    counted = answers_family(then, other.table("questions"), other.quarters_so_far, {}, rule, other.compared)
    path = processed_folder(network.name) / "cache" / "editions" / "former" / f"{period.slug}.parquet"
    return kept_frame(path, made_of(counted), lambda: counted.remembered(None))


def made_of(counted: CountedFamily) -> str:
    """A digest of all that what is released of a family follows from: its counts, how they are released, and the code that does it."""
    rest = {name: value for name, value in vars(counted).items() if not name.startswith("_") and name != "frame"}
    held = io.BytesIO()
    counted.frame.write_ipc(held)
    counts = hashlib.sha256(held.getvalue()).hexdigest()
    return digest(code_of_what_leaves(), reading_code(), repr(sorted(rest.items())), counts)


def kept_frame(path: Path, key: str, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """The frame that the file keeps under the key, else the one that `make` gives, which is kept in its place."""
    try:
        if pl.read_parquet_metadata(path).get(_MADE_OF) == key:
            return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError):  # none, or one that a crash or a person spoiled
        pass
    frame = make()
    held = io.BytesIO()
    frame.write_parquet(held, statistics=False, metadata={_MADE_OF: key})
    path.parent.mkdir(parents=True, exist_ok=True)
    place_whole(path, held.getvalue())
    return frame
