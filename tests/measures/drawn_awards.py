"""Awards drawn in a test, so that a reader sees input and output in one glance."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from analysis.datasets.money.awards import AWARDS


def awards(*rows: dict[str, Any]) -> pl.DataFrame:
    """Awards of 1,000 pounds from a council to a hub, without dates, but for what is said of each."""
    usual = {"title": "Running costs", "kind": "grant", "currency": "GBP", "qualifier": "exact"}
    usual |= {"payer": "Council", "recipient": "Hub", "source_file": "funding/awards.json"}
    made = [{"amount": None if "annual_amount" in row else 1_000.0, **usual, **row} for row in rows]
    return pl.DataFrame(made, schema=AWARDS.schema)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
