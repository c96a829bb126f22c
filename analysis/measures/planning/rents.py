"""What share of a building's running cost rents by tier cover, and how many hours it takes to break even."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analysis.measures.measure import Measure, declare

RENT_COVER = declare(
    Measure(
        name="rent_cover",
        unit="percent",
        question="What share of the running cost do rents cover?",
        how="rents (rate by hours, added over the tiers) as a share of the declared running cost; least: a poor year against high costs",
        better="higher",
        reads="rent_tiers",
    )
)
BREAK_EVEN = declare(
    Measure(
        name="break_even_hours",
        unit="hours a year",
        question="How many hours have to be let to cover the running cost?",
        how="running cost by the mean rent of an hour, the tiers mixed as in a likely year",
        better="lower",
        reads="rent_tiers",
    )
)


@dataclass(frozen=True)
class RentModel:
    """Pounds a year; shares in percent. forgone: what the affordable rents bring in less than the mean of the other rents would."""

    income: dict[str, float]
    cost: dict[str, float]
    cover: dict[str, float]
    hours: float
    mean_rate: float
    break_even: dict[str, float]
    affordable_share: float
    forgone: float


def income_by_tier(tiers: pl.DataFrame) -> pl.DataFrame:
    """The tiers with their rents a year: columns low, likely, high; and share, the likely hours' share in percent."""
    total = pl.col("hours_likely").sum()
    return tiers.with_columns(
        *[(pl.col("rate") * pl.col(f"hours_{name}")).alias(name) for name in ("low", "likely", "high")],
        share=pl.when(total > 0).then(100 * pl.col("hours_likely") / total),
    )


def rent_model(tiers: pl.DataFrame, running: dict[str, float]) -> RentModel | None:
    """The model over the tiers and the running cost (low, likely, high); None where no hour is let or nothing is paid."""
    income = {name: float((tiers["rate"] * tiers[f"hours_{name}"]).sum()) for name in ("low", "likely", "high")}
    hours = float(tiers["hours_likely"].sum())
    if not hours or not income["likely"] or not all(running[name] > 0 for name in ("low", "likely", "high")):
        return None
    mean_rate = income["likely"] / hours
    cover = {
        "low": 100 * income["low"] / running["high"],
        "likely": 100 * income["likely"] / running["likely"],
        "high": 100 * income["high"] / running["low"],
    }
    affordable, others = tiers.filter(pl.col("affordable")), tiers.filter(~pl.col("affordable"))
    let, full = float(affordable["hours_likely"].sum()), float(others["hours_likely"].sum())
    full_rate = float((others["rate"] * others["hours_likely"]).sum()) / full if full else 0.0
    forgone = sum(
        max(0.0, full_rate - rate) * time for rate, time in affordable.select("rate", "hours_likely").iter_rows()
    )
    break_even = {name: running[name] / mean_rate for name in ("low", "likely", "high")}
    return RentModel(income, running, cover, hours, mean_rate, break_even, 100 * let / hours, forgone)


def saved_by_sharing(lines: pl.DataFrame) -> float:
    """Pounds a year that one hub saves because several share what each would else pay for alone (likely amounts)."""
    shared = lines.filter(pl.col("shared_by").is_not_null() & (pl.col("phase") == "running"))
    return float((shared["likely"] * (1 - 1 / shared["shared_by"])).sum()) if shared.height else 0.0
