"""What an edition holds back beyond its rule, as the attack on all that leaves chose it, and what editions before it released."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import polars as pl

from analysis.datasets.processing.kept_tables import kept_table
from analysis.disclosure.protection import MORE, Left
from analysis.disclosure.several import ROUNDING
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import place_whole, processed_folder

_ROUNDING_BEFORE = "(what rounding adds or takes)"
_SCHEMA = {"family": pl.String, **MORE}


def held_back_table(slug: str) -> str:
    """The name among processed tables; no raw file gives it."""
    return f"held_back.{slug}"


def read_held_back(network_name: str, slug: str, family: str) -> pl.DataFrame | None:
    """What more of a family is not released; None where no attack has been made yet. Columns: unit, group, column."""
    path = processed_folder(network_name) / f"{held_back_table(slug)}.parquet"
    if not path.exists():
        return None
    return kept_table(path).filter(pl.col("family") == family).drop("family")


def write_held_back(network_name: str, slug: str, more: Mapping[str, pl.DataFrame]) -> None:
    """Note it for the exhibits, family by family; the file is left as it is where nothing changed."""
    parts = [rows.select(pl.lit(name).alias("family"), *MORE) for name, rows in sorted(more.items())]
    frame = pl.concat([pl.DataFrame(schema=_SCHEMA), *parts]).sort(list(_SCHEMA))
    path = processed_folder(network_name) / f"{held_back_table(slug)}.parquet"
    if not path.exists() or not pl.read_parquet(path).equals(frame):
        _place(path, frame)


def left_before(network: Network, period: Period, family: str) -> list[Left]:
    """A family as each edition that is out released it, and as this one did where it is out already, oldest first."""
    left = []
    for other, _ in sorted(network.published, key=lambda each: each[0].end):
        files = sorted(_memory(network.name, other.slug).glob(f"{family}.*.parquet"), key=_number)
        for at, path in enumerate(files):
            version = "" if at == len(files) - 1 else f" (version {at + 1})"
            itself = "an earlier making of this edition" if other == period else f"the edition of {other.label}"
            left.append(Left(f"{itself}{version}", _as_named_now(pl.read_parquet(path)), other.end))
    return left


def not_remembered(network: Network, family: str) -> list[Period]:
    """The editions that are out and of which nobody here knows what they released."""
    return [
        other
        for other, _ in network.published
        if not any(_memory(network.name, other.slug).glob(f"{family}.*.parquet"))
    ]


def remember(network: Network, period: Period, released: Mapping[str, pl.DataFrame]) -> None:
    """Keep what the edition that was just placed releases. One that is out keeps each of its makings; one that is not, the last."""
    out = any(other == period for other, _ in network.published)
    folder = _memory(network.name, period.slug)
    for family, frame in released.items():
        files = sorted(folder.glob(f"{family}.*.parquet"), key=_number)
        last = pl.read_parquet(files[-1]) if files else None
        if last is not None and last.equals(frame):
            continue
        number = (_number(files[-1]) + 1 if out else _number(files[-1])) if files else 1
        _place(folder / f"{family}.{number}.parquet", frame)


def _memory(network_name: str, slug: str) -> Path:
    return processed_folder(network_name) / "released" / slug


def _as_named_now(frame: pl.DataFrame) -> pl.DataFrame:
    """What an edition released that was remembered when the row of rounding had another name."""
    return frame.with_columns(pl.col(pl.String).str.replace(_ROUNDING_BEFORE, ROUNDING, literal=True))


def _number(path: Path) -> int:
    return int(path.stem.rpartition(".")[2])


def _place(path: Path, frame: pl.DataFrame) -> None:
    held = BytesIO()
    frame.write_parquet(held, statistics=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    place_whole(path, held.getvalue())
