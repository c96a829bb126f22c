"""Payments drawn in a test."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from analysis.datasets.money.payments import PAYMENTS


def payments(*rows: dict[str, Any]) -> pl.DataFrame:
    """Payments in pounds from a council to a hub on a day of 2024-25, but for what is said of each."""
    usual = {
        "paid": dt.date(2024, 9, 1),
        "currency": "GBP",
        "payer": "Council",
        "recipient": "Hub",
        "source_file": "s.csv",
    }
    return pl.DataFrame([{**usual, **row} for row in rows], schema=PAYMENTS.schema)
