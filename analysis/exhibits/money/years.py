"""The money of each year, as awarded and in real terms."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.datasets.money.prices import read_prices
from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.drawing.theme import NAVY, TEAL, figure
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.facts import Fact, fact_of, in_markdown
from analysis.exhibits.money.amounts import ON_RECORD, amount_in_words, rounded_money, traced
from analysis.exhibits.money.facts import terms_of
from analysis.exhibits.money.unknown import unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import LITTLE, change_between, count_of, direction
from analysis.measures.money import funding
from analysis.measures.money.funding import HOME


def money_by_year(edition: OpenEdition) -> Exhibit:
    """The money of each financial year up to the edition's, as awarded and in the pounds of the network's price base."""
    terms = funding.counted(funding.known_by_end(terms_of(edition), edition.period))
    home = terms.filter(pl.col("currency") == HOME)
    years = funding.years_paid_for(home, edition.period)
    more: dict[str, Any] = {"reads": edition.reads, "data_folder": edition.data_folder}
    if not years:
        unknown = "No award on record says when its money was paid or which days it pays for, so no year has a sum."
        needed = "The day of each award, and the first and last day it pays for."
        return unknown_money(edition, "money-by-year", "money by year", unknown, needed, **more)
    prices, base = read_prices(), edition.network.price_base
    frame = funding.money_by_year(funding.spread_over(home, years), [year.label for year in years], prices.index, base)
    table = release_open("money-by-year", frame, _year_fields(frame, base), ON_RECORD)
    title, stated = _years_title(table, base)
    left_out = _left_out_of_years(home)
    text = f"@fig-money-by-year spreads each award over the days it pays for. {in_markdown(_rule(prices.source, base))}{left_out}{_until(edition)}"
    alt = f"Bar chart of money by financial year, as awarded and in {base} pounds. " + "; ".join(
        f"{row['year']}: {_in_pounds(row['nominal'])} as awarded, {_in_pounds(row['real'])} in real terms"
        for row in frame.iter_rows(named=True)
    )
    made = exhibit_figure("money-by-year", title, f"{alt}.", table, _draw_years(frame, base), text, stated, **more)
    return traced(made, "nominal", "real", base=base, real=["real"])


def _year_fields(frame: pl.DataFrame, base: str) -> list[Field]:
    how = funding.MONEY_BY_YEAR.how
    fields = [
        Field("year", "Financial year", "key"),
        Field("nominal", "As awarded", unit=HOME, how=how),
        Field("real", f"In {base} pounds", unit=HOME, how=f"{how}, at the prices of {base}"),
    ]
    unsure = frame["qualifier"].drop_nulls().ne("exact").any()
    return [*fields, Field("qualifier", "How sure", "text")] if unsure else fields


def _rule(source: str, base: str) -> str:
    real = (
        f"Real terms are pounds of {base} by the {source}."
        if source
        else "No price index is held, so real terms are not known."
    )
    return (
        "An award counts evenly over the days of its term; where its first or last day is not known, in the year it was awarded. "
        f"Money passed on is counted once, over the days of the award it came from. {real}"
    )


def _left_out_of_years(awards: pl.DataFrame) -> str:
    """What could not be put into any year, said."""
    open_ended = awards.filter(pl.col("last_day").is_null()).height
    if not open_ended:
        return ""
    return f" {count_of(open_ended, 'award')} without dates {'is' if open_ended == 1 else 'are'} in no year."


def _until(edition: OpenEdition) -> str:
    """An edition of a quarter counts its whole year, as far as awards were made by then."""
    if edition.period.is_year or edition.period.quarter == 4:
        return ""
    return f" The last year counts whole, from the awards made by {edition.period.end:%-d %B %Y}."


def _in_pounds(value: float | None) -> str:
    return "not known" if value is None else amount_in_words(round(value), HOME)


def _draw_years(frame: pl.DataFrame, base: str) -> go.Figure:
    years = frame["year"].to_list()
    sides = (("As awarded", "nominal", TEAL), (f"In {base} pounds", "real", NAVY))
    return figure(
        *[
            go.Bar(x=years, y=frame[column].to_list(), name=name, marker={"color": colour})
            for name, column, colour in sides
        ],
        legend=True,
        height=340,
        barmode="group",
        bargap=0.35,
        yaxis={"rangemode": "tozero", "tickprefix": "£", "tickformat": ",.0f"},
        xaxis={"type": "category"},
    )


def _years_title(table: Released, base: str) -> tuple[str, list[Fact]]:
    """The last year against the one before, in real terms where an index is held."""
    frame = table.frame
    column = "real" if frame["real"][-1] is not None else "nominal"
    terms = f"In {base} pounds" if column == "real" else "In pounds as awarded"
    now = rounded_money(fact_of(table, column, len(table) - 1))
    year = in_markdown(frame["year"][-1])
    if not now.known:
        return f"No award on record pays for {year}", []
    before = fact_of(table, column, len(table) - 2) if len(table) > 1 else None
    if before is None or not before.known:
        return f"{terms}, {now} falls in {year}; the year before has no award on record", [now]
    then, year_before = rounded_money(before), in_markdown(frame["year"][-2])
    change = change_between(f"funding.change.{frame['year'][-1]}", before, now, f"{column} money of the year")
    if change.known and abs(change.number) < LITTLE:
        return f"{terms}, about the same money fell in {year} as in {year_before}: {now} after {then}", [now, before]
    if not change.known or abs(change.number) >= 100:  # a rise from next to nothing in percent says nothing
        verb = "rose" if now.number > before.number else "fell"
        return f"{terms}, money {verb} from {then} in {year_before} to {now} in {year}", [now, before]
    return f"{terms}, money {direction(change)} from {year_before} to {year}, from {then} to {now}", [
        now,
        before,
        change,
    ]
