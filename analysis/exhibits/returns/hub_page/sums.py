"""What a hub's quarters come to on its own page: the same as in the report, though the page reads the hub's own rows alone."""

from __future__ import annotations

import polars as pl

from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.standing_table import SUMS, write_sums
from analysis.exhibits.totals import is_stock
from analysis.measures.returns import activity
from analysis.periods import Period

SUMMED = ("attendances",)


def note_sums(edition: OpenEdition) -> None:
    """Work it out for the hubs' pages of an edition."""
    write_sums(edition.network.name, edition.period.slug, hub_sums(edition))


def hub_sums(edition: OpenEdition) -> pl.DataFrame:
    """A row a hub, question and period, of the edition's period and the one that it is compared with. Columns as SUMS has them."""
    asked = [name for name in SUMMED if name in edition.answers.frame.columns]
    stocks = [name for name in asked if is_stock(edition, name)]
    parts = [
        activity.totals_by_hub(edition.answers.frame, asked, period.quarter_labels, stocks).select(
            "hub_id",
            question_id=pl.lit(name),
            period=pl.lit(period.label),
            total=name,
            total__counts=f"{name}__counts",
        )
        for name in asked
        for period in (edition.period.newest, edition.period.earlier)
    ]
    return pl.concat([pl.DataFrame(schema=SUMS), *parts]).sort("hub_id", "question_id", "period")


def sum_of(edition: OpenEdition, hub: str, question: str, period: Period) -> tuple[float | None, float] | None:
    """What a hub's quarters of the period come to, and in how many roundings that may be off; None where nothing is noted of it."""
    rows = edition.sums_of(hub)
    if rows is None:  # the notebook is run by hand, before any build
        rows = edition.remembered("hub sums", lambda: hub_sums(OpenEdition(edition.network, edition.period)))
    own = rows.filter(hub_id=hub, question_id=question, period=period.label)
    return own.select("total", "total__counts").row(0) if own.height else None
