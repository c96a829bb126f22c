"""An edition over tables drawn in the test: nothing is read from a file but the price index."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.tables import TABLES
from analysis.disclosure_settings import DisclosureSettings
from analysis.exhibits import OpenEdition, opening
from analysis.networks import Network
from analysis.periods import Period

Rows = list[dict[str, Any]]


def drawn(table: str, rows: Rows, **usual: Any) -> pl.DataFrame:
    """A processed table with these rows; `usual` fills what a row does not say."""
    made = [{"source_file": "drawn.csv", **usual, **row} for row in rows]
    return pl.DataFrame(made, schema=TABLES[table].schema) if made else TABLES[table].empty()


def awards(*rows: dict[str, Any]) -> pl.DataFrame:
    """Awards of 1,000 pounds from a council to a hub for 2024-25, but for what is said of each."""
    usual = {"title": "Running costs", "kind": "grant", "currency": "GBP", "qualifier": "exact", "payer": "Council"}
    usual |= {"recipient": "Hub", "start": dt.date(2024, 4, 1), "end": dt.date(2025, 3, 31)}
    made = [{"amount": None if "annual_amount" in row else 1_000.0, **row} for row in rows]
    return drawn("awards", made, **usual)


def open_drawn(monkeypatch: pytest.MonkeyPatch, period: str = "2024-25", **tables: pl.DataFrame) -> OpenEdition:
    """The edition of a network with two years of quarters and these tables; all others are empty."""
    held = {name: tables.get(name, table.empty()) for name, table in TABLES.items()}

    def read(_: str, table: str, hub: str | None = None) -> pl.DataFrame:
        return held[table] if hub is None else held[table].filter(pl.col("hub_id") == hub)

    monkeypatch.setattr(opening, "read_table", read)
    monkeypatch.setattr(opening, "peers_of", lambda network: [])
    network = Network(
        name="drawn",
        title="A drawn network",
        demonstration=True,
        statement="Drawn.",
        place="Nowhere",
        research_partner="Nobody",
        first=Period.parse("2023-24 Q1"),
        last=Period.parse("2024-25 Q4"),
        due_days=28,
        disclosure=DisclosureSettings(7, 5, "a test"),
        price_base="2024-25",
        folder=Path("nowhere"),
    )
    return OpenEdition(network, Period.parse(period))


def unnumbered(text: str) -> str:
    """The words as they are shown, without the number that their teller has in the edition."""
    return re.sub(r"teller \d+, ", "", text)
