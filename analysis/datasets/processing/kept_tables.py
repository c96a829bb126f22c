"""Tables of files read once in a process, for as long as a file stays what it was: the pages of many hubs are made in one process, and each
rests on its own hub's rows of the same tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

State = tuple[int, int, int]  # file number, time of the last change in nanoseconds, size in bytes


@dataclass
class _Kept:
    state: State
    frame: pl.DataFrame
    asked: set[str] = field(default_factory=set)
    by_hub: dict[str, pl.DataFrame] | None = None


_kept: dict[Path, _Kept] = {}


def kept_table(path: Path) -> pl.DataFrame:
    """The table of a parquet file. OSError where there is none."""
    return _of(path).frame


def rows_of_hub(path: Path, hub: str) -> pl.DataFrame:
    """Those of its rows whose hub_id is the hub, in their order. Who asks for a second hub will ask for all, so then all are parted at once:
    to look through the rows of all hubs for each of them takes as long as there are hubs, squared."""
    kept = _of(path)
    kept.asked.add(hub)
    if len(kept.asked) == 1:
        return kept.frame.filter(pl.col("hub_id") == hub)
    if kept.by_hub is None:
        parts = kept.frame.partition_by("hub_id", as_dict=True, maintain_order=True)
        kept.by_hub = {str(name): rows for (name,), rows in parts.items() if name is not None}
    return kept.by_hub.get(hub, kept.frame.clear())


def _of(path: Path) -> _Kept:
    told = path.stat()
    state = told.st_ino, told.st_mtime_ns, told.st_size
    if path not in _kept or _kept[path].state != state:
        _kept[path] = _Kept(state, pl.read_parquet(path))
    return _kept[path]
