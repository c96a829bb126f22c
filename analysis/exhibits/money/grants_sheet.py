"""The awards as a sheet of grants that a grants officer loads again."""

from __future__ import annotations

import polars as pl

from analysis.sources.money.giving.fields import FIELDS

# The sheet of data/awards.csv: titles of the standard, in the order in which its spreadsheets have them.
_SHEET_FIRST = ("award_id", "title", "description", "currency", "amount", "award_date")
_SHEET_TITLES = {
    "start": "Planned Dates:Start Date",
    "end": "Planned Dates:End Date",
    "recipient_id": "Recipient Org:Identifier",
    "recipient": "Recipient Org:Name",
    "payer_id": "Funding Org:Identifier",
    "payer": "Funding Org:Name",
    "programme": "Grant Programme:Title",
    "place": "Beneficiary Location:Name",
    "source_file": "Data Source",
}
_YES_OR_NO = ("local", "network_investment")


def as_grants(awards: pl.DataFrame) -> pl.DataFrame:
    """The awards as a sheet of the 360Giving standard, which the project, and others, read again: one row an award, by the titles of its fields.

    Numbers are numbers, days are ISO dates, or as much of one as is known; what the standard has no field for stands in columns of our own.
    """
    fields = {field.column: field.title for field in reversed(FIELDS) if field.column}
    named = {column: fields[column] for column in _SHEET_FIRST} | _SHEET_TITLES
    named |= {column: title for column, title in fields.items() if column not in named and column != "award_id"}
    said = awards.with_columns(
        start=_as_known("start"),
        end=_as_known("end"),
        qualifier=pl.col("qualifier").fill_null("exact"),
        kind=pl.col("kind").fill_null("not known"),  # a blank would say that it is a grant
        **{name: pl.col(name).replace_strict({True: "yes", False: "no"}, default=None) for name in _YES_OR_NO},
    )
    return said.sort("award_id").select(pl.col(column).alias(title) for column, title in named.items())


def _as_known(day: str) -> pl.Expr:
    """A day as far as it is known: 2024-04-01, 2024-04, or the year, 2024 or the financial year 2024-25."""
    first, known = pl.col(day), pl.col(f"{day}_known_to")
    year = first.dt.year() - (1 if day == "end" else 0)
    financial = year.cast(pl.String) + "-" + ((year + 1) % 100).cast(pl.String).str.zfill(2)
    calendar = first.dt.month().eq(1) if day == "start" else first.dt.month().eq(12)
    of_year = pl.when(calendar).then(first.dt.strftime("%Y")).otherwise(financial)
    return (
        pl.when(known.eq_missing("month"))
        .then(first.dt.strftime("%Y-%m"))
        .when(known.eq_missing("year"))
        .then(of_year)
        .otherwise(first.dt.strftime("%Y-%m-%d"))
    )
