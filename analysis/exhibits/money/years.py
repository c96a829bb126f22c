"""The money of each year, as awarded and in real terms."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.datasets.money.prices import Prices, read_prices
from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.counts import packed
from analysis.exhibits.drawing.theme import NAVY, TEAL, figure
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.money.amounts import ON_RECORD, amount_in_words, is_range, rounded_money, traced
from analysis.exhibits.money.facts import (
    awards_told,
    falls_a_year_before,
    falls_in_period,
    in_no_year,
    of_one_end,
    terms_of,
)
from analysis.exhibits.money.unknown import unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import change_between, direction, listed, plainly, worded
from analysis.measures.money import funding, running
from analysis.measures.money.funding import HOME
from analysis.measures.verdict import LITTLE
from analysis.periods import Period


def money_by_year(edition: OpenEdition) -> Exhibit:
    """The money of each year up to the edition's, as awarded and in the pounds of the network's price base."""
    terms = funding.counted(funding.known_by_end(terms_of(edition), edition.period))
    home = terms.filter(pl.col("currency") == HOME)
    years = funding.years_paid_for(home, edition.period)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not years:
        unknown = plainly(edition, "funding.no-year")
        needed = plainly(edition, "funding.days-needed")
        return unknown_money(edition, "money-by-year", "money by year", unknown, needed, **more)
    prices, base = read_prices(), edition.network.price_base
    spread = funding.spread_over(home, years)
    frame = funding.money_by_year(spread, [year.label for year in years], prices.factors(years, base))
    frame = running.with_running(frame, spread, home)
    table = release_open("money-by-year", frame, _year_fields(frame, base), ON_RECORD)
    title, stated = _title(edition, table, home, years)
    text, facts = _left_out_of_years(home)
    text = f"{_one_off(edition, table)}@fig-money-by-year spreads each award over the days it pays for. {in_markdown(_rule(prices, base))}{text}{_until(edition)}{_kinds_unknown(home, frame)}"
    stated = [*stated, *facts]
    drawn = _drawn(table, base)
    alt = f"Bar chart of money by year: {' and '.join(drawn.values())}. " + "; ".join(
        f"{row['year']}: {', '.join(f'{name} {_in_pounds(row, column)}' for column, name in drawn.items())}"
        for row in frame.iter_rows(named=True)
    )
    drawing = _draw_years(frame, drawn)
    made = exhibit_figure("money-by-year", title, f"{alt}.", table, drawing, text, stated, **more)
    columns = [field.name for field in table.fields if field.name in _COLUMNS]
    return traced(
        made,
        *columns,
        base=base,
        begins=edition.network.begins,
        real=[name for name in columns if name.endswith("real")],
    )


def _kinds_unknown(awards: pl.DataFrame, frame: pl.DataFrame) -> str:
    """Said where some of the money that is compared may be for single jobs, for nobody stated whether it is."""
    unsaid = awards.filter(pl.col("spending").is_null() & pl.col("amount").is_not_null())
    if not unsaid.height or frame.height < 2:
        return ""
    how = "awards of which nobody stated whether they pay for running or for single jobs"
    whose = awards_told("spending-unknown", unsaid, how, ("does", "do"))
    return (
        f" {whose} not say whether it pays for running or for single jobs such as a roof; it counts as running money, and a job "
        "that ended may look like a fall."
        if unsaid.height == 1
        else f" {whose} not say whether they pay for running or for single jobs such as a roof; they count as running money, and a "
        "job that ended may look like a fall."
    )


_COLUMNS = ("nominal", "real", "running_real", "capital_real")


def _year_fields(frame: pl.DataFrame, base: str) -> list[Field]:
    how = funding.MONEY_BY_YEAR.how
    fields = [
        Field("year", "Year", "key"),
        Field("nominal", "As awarded", unit=HOME, how=how),
        Field("real", f"In {base} pounds", unit=HOME, how=f"{how}, at the prices of {base}"),
    ]
    if frame["capital"].fill_null(0.0).ne(0).any():
        apart = running.RUNNING_MONEY.how
        fields += [
            Field("running_real", f"For running, {base} pounds", unit=HOME, how=f"{apart}, at the prices of {base}"),
            Field("capital_real", f"Capital, {base} pounds", unit=HOME, how=f"{apart}, at the prices of {base}"),
        ]
    unsure = frame["qualifier"].drop_nulls().ne("exact").any()
    return [*fields, Field("qualifier", "How sure", "text")] if unsure else fields


def _rule(prices: Prices, base: str) -> str:
    return (
        "An award counts evenly over the days of its term; where neither its first nor its last day is known, in the year it was awarded. "
        f"Money passed on is counted once, over the days of the award it came from. {prices.in_words(base)}"
    )


def _left_out_of_years(awards: pl.DataFrame) -> tuple[str, list[Fact]]:
    """What could not be put into a single year, or into any, said."""
    text, facts = of_one_end(awards, "funding.of-one-end")
    return "".join(f" {part}" for part in (text, in_no_year("in-no-year", awards)) if part), facts


def _until(edition: OpenEdition) -> str:
    """An edition of a quarter, or of a year under way, counts the whole year, as far as awards were made by then."""
    if edition.period.end == edition.period.whole_year.end:
        return ""
    return " " + worded(edition, "funding.last-year-whole", day=f"{edition.period.end:%-d %B %Y}")


def _in_pounds(row: dict[str, Any], column: str) -> str:
    value = row[column]
    return "not known" if value is None else amount_in_words(round(value), HOME, least=row[f"{column}__least"])


def _is_apart(table: Released) -> bool:
    """Whether the money of the last year for running stands apart from capital; then title and bars are both of it."""
    return "running_real" in [field.name for field in table.fields] and table.frame["real"][-1] is not None


def _drawn(table: Released, base: str) -> dict[str, str]:
    """The columns that are drawn, each with its name: what the title compares is among them."""
    if _is_apart(table):
        return {"running_real": f"for running ({base} pounds)", "capital_real": f"capital ({base} pounds)"}
    return {"nominal": "as awarded", "real": f"in {base} pounds"}


def _draw_years(frame: pl.DataFrame, drawn: dict[str, str]) -> go.Figure:
    """Running money and capital make a whole, so they stand on one another; the same money in two prices stands side by side."""
    years = frame["year"].to_list()
    return figure(
        *[
            go.Bar(x=years, y=frame[column].to_list(), name=name[:1].upper() + name[1:], marker={"color": colour})
            for (column, name), colour in zip(drawn.items(), (NAVY, TEAL), strict=True)
        ],
        legend=True,
        height=340,
        barmode="stack" if "running_real" in drawn else "group",
        bargap=0.35,
        yaxis={"rangemode": "tozero", "tickprefix": "£", "tickformat": ",.0f"},
        xaxis={"type": "category"},
    )


def _title(edition: OpenEdition, table: Released, home: pl.DataFrame, years: list[Period]) -> tuple[str, list[Fact]]:
    if edition.period.so_far and edition.period.years == 1:
        return _so_far_title(edition, home)
    base, earlier = edition.network.price_base, _earlier_year(edition)
    title, stated = _years_title(table, base, earlier.label, earlier in years and running.is_base(home, earlier))
    return title, stated


def _earlier_year(edition: OpenEdition) -> Period:
    """The year that the last one is compared with: the one before, or of several years the first."""
    period = edition.period
    return period.earlier.whole_year if period.years > 1 else period.whole_year.same_last_year


def _so_far_title(edition: OpenEdition, home: pl.DataFrame) -> tuple[str, list[Fact]]:
    """Of a year under way, what falls in its months so far, against the same months of the year before; in pounds as awarded."""
    period, ago = edition.period, edition.period.same_last_year
    when, then = in_markdown(period.label), in_markdown(ago.label)
    falls, before = falls_in_period(edition), falls_a_year_before(edition)
    if falls is None:
        return f"No award on record pays for {when}", []
    now, terms = rounded_money(falls), "In pounds as awarded"
    if before is None:
        return f"{terms}, {now} is for {when}; no award on record pays for {then}", [now]
    if not running.is_base(home, ago):
        begins = f"the record begins within {then} or later, so that is nothing to compare with"
        return f"{terms}, {now} is for {when}; {begins}", [now]
    of = f"money of {period.months} and of the same months a year before, as awarded"
    return _against(terms, "money", now, rounded_money(before), (when, then), f"funding.change.{period.slug}", of)


def _years_title(table: Released, base: str, earlier: str, is_base: bool) -> tuple[str, list[Fact]]:
    """The running money of the last year against an earlier one, in real terms where an index is held.

    is_base: whether the earlier year can be compared with; one within which the record begins cannot.
    """
    frame = table.frame
    real, apart = frame["real"][-1] is not None, _is_apart(table)
    column, noun = ("running_real", "money for running") if apart else ("real" if real else "nominal", "money")
    terms = f"In {base} pounds" if real else "In pounds as awarded"
    now = rounded_money(fact_of(table, column, len(table) - 1))
    year = in_markdown(frame["year"][-1])
    if not now.known:
        return f"No award on record pays for {year}", []
    what = "" if noun == "money" else " for running"
    held, year_before = frame["year"].to_list(), in_markdown(earlier)
    before = fact_of(table, column, held.index(earlier)) if earlier in held else None
    if before is None or not before.known:
        return f"{terms}, {now}{what} is for {year}; {year_before} has no award on record", [now]
    if not is_base:
        return (
            f"{terms}, {now}{what} is for {year}; the record begins within {year_before}, so that is no year to compare with",
            [now],
        )
    fact_id = f"funding.change.{frame['year'][-1]}"
    return _against(terms, noun, now, rounded_money(before), (year, year_before), fact_id, f"{noun} of the year")


def _against(
    terms: str, noun: str, now: Fact, then: Fact, when: tuple[str, str], fact_id: str, of: str
) -> tuple[str, list[Fact]]:
    """The money of two periods, and how much more or less that is where percent say something."""
    (year, year_before), change = when, change_between(fact_id, then, now, of)
    if is_range(now) or is_range(then):
        return f"{terms}, {now} of {noun} is for {year}, after {then} in {year_before}", [now, then]
    if change.known and abs(change.number) < LITTLE:
        same = f"{terms}, about the same {noun} is for {year} as for {year_before}: {now} after {then} ({change})"
        return same, [now, then, change]
    if not change.known or abs(change.number) >= 100:  # a rise from next to nothing in percent says nothing
        return f"{terms}, {now} of {noun} is for {year}, after {then} in {year_before}", [now, then]
    return f"{terms}, {noun} for {year} {direction(change, year_before, 'was')}: {now} after {then}", [
        now,
        then,
        change,
    ]


def _capital(table: Released, year: str) -> str:
    row = table.frame["year"].to_list().index(year)
    shown = _in_pounds(table.frame.row(row, named=True), "capital_real")
    value = table.frame["capital_real"][row]
    cell = fact_of(table, "capital_real", row)
    return packed(derived(f"funding.capital.{year}", value, HOME, "capital money of the year", [cell], shown=shown))


def _one_off(edition: OpenEdition, table: Released) -> str:
    """The capital money of the two years compared, with the jobs that ended by name; nothing where there is none."""
    frame = table.frame
    last = frame.filter(pl.col("year").is_in([_earlier_year(edition).label, frame["year"][-1]]))
    if not last["capital"].fill_null(0.0).sum():
        return ""
    if last.height == 1:
        return f"Capital stands apart: {_capital(table, last['year'][0])}. "
    titles = dict(edition.table("awards").select("award_id", "title").rows())
    before, now = last["capital_awards"].to_list()
    over = [in_markdown(titles[name]) for name in before if name not in now][:2]
    named = f" ({listed(over)} ended)" if over else ""
    sums = [_capital(table, year) for year in last["year"].to_list()]
    return f"{worded(edition, 'funding.capital-apart', now=sums[1], before=sums[0], ended=named)} "
