"""What was awarded, what falls in, and what was paid out: by year and by quarter, as awarded and in real terms."""

from __future__ import annotations

from typing import Any, Literal

import plotly.graph_objects as go
import polars as pl

from analysis.datasets.money.prices import read_prices
from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.drawing.theme import NAVY, PLUM, TEAL, figure, quarters_axis
from analysis.exhibits.events import over_time
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.facts import Fact, fact_of, in_markdown
from analysis.exhibits.money.amounts import ON_RECORD, amount_in_words, is_range, rounded_money, traced
from analysis.exhibits.money.facts import awards_told, in_no_year, of_one_end, terms_of
from analysis.exhibits.money.unknown import unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, listed, worded
from analysis.measures.money import funding, payments
from analysis.measures.money.funding import HOME
from analysis.periods import Period

Span = Literal["year", "quarter"]
QUARTERS_SHOWN = 12
MOST_NAMED = 4  # payers
_SIDES = (("awarded", "Awarded"), ("falls", "Meant for it"), ("paid", "Paid"))
_RESTS = {"awarded": ("awards", "of_awarded"), "falls": ("awards", "of_falls"), "paid": ("payments", "payments")}
_COLOURS = {"awarded": NAVY, "falls": TEAL, "paid": PLUM}
NO_DATES = "No award on record says when it was made or which days it pays for, and no payment is on record."
DATES_NEEDED = "The day of each award, the first and last day it pays for, and the payers' spend files."


def awarded_and_paid(edition: OpenEdition) -> Exhibit:
    """By year: awarded by the day of the award, falling in by the days it pays for, and paid where payments are held."""
    return _in_time(edition, "year")


@over_time
def money_by_quarter(edition: OpenEdition) -> Exhibit:
    """The same by quarter, the last three years of them."""
    return _in_time(edition, "quarter")


def _in_time(edition: OpenEdition, span: Span) -> Exhibit:
    exhibit_id = "awarded-and-paid" if span == "year" else "money-by-quarter"
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    frame = _frame(edition, span)
    if not frame.height:
        return unknown_money(
            edition, exhibit_id, f"what was awarded and paid in each {span}", NO_DATES, DATES_NEEDED, **more
        )
    sides = [(name, label) for name, label in _SIDES if frame[name].count()]
    base = edition.network.price_base
    real = [f"{name}_real" for name, _ in sides if frame[f"{name}_real"].count()]
    table = release_open(exhibit_id, frame, _fields(sides, real, base, span), f"{ON_RECORD} {_rule(base)}")
    title, stated = _title(table, sides)
    said, facts = _sentence(edition, table, sides, exhibit_id)
    said += _until(edition) if span == "year" else ""
    alt = (
        f"Chart of money by {span}: "
        + "; ".join(_row_in_words(row, sides) for row in frame.iter_rows(named=True))
        + "."
    )
    drawing = _draw(frame, sides, span)
    made = exhibit_figure(exhibit_id, title, alt, table, drawing, said, [*stated, *facts], **more)
    rests = {name: _RESTS[name.removesuffix("_real")] for name in [*dict(sides), *real]}
    return traced(made, *rests, base=base, begins=edition.network.begins, real=real, rests=rests)


def _until(edition: OpenEdition) -> str:
    """Where the edition ends within a year, its last row is of a year that goes on."""
    if edition.period.end == edition.period.whole_year.end:
        return ""
    return " " + worded(edition, "funding.year-goes-on", day=f"{edition.period.end:%-d %B %Y}")


def _frame(edition: OpenEdition, span: Span) -> pl.DataFrame:
    """One row a year or quarter. Columns: year (its label), awarded, falls, paid, each once more as _real; null where none is on record."""
    terms = funding.counted(funding.known_by_end(terms_of(edition), edition.period)).filter(pl.col("currency") == HOME)
    paid_out = edition.table("payments").filter(
        (pl.col("paid") <= edition.period.end) & pl.col("to_network").fill_null(True)
    )
    days = [
        terms["award_date"].min(),
        terms.filter(pl.col("last_day").is_not_null())["first_day"].min(),
        paid_out.filter(pl.col("currency") == HOME)["paid"].min(),
    ]
    first = min((day for day in days if day is not None), default=None)
    if first is None:
        return pl.DataFrame()
    periods = _periods(edition.network.quarter_on(first), edition.period, span)  # type: ignore[arg-type]
    labels = [period.label for period in periods]
    awarded = payments.awarded_in(terms, periods).rename({"awards": "of_awarded"})
    spread = funding.spread_over(terms, periods).sort("award_id")
    falls = spread.group_by("period").agg(
        falls=pl.col("money").sum(),
        falls__least=pl.col("money__least").sum(),
        of_falls=pl.col("award_id"),
        sure=pl.col("qualifier"),
    )
    paid = payments.paid_in(paid_out, edition.table("awards"), periods, HOME)
    frame = pl.DataFrame({"year": labels}, schema={"year": pl.String})
    for part in (awarded, falls, paid):
        frame = frame.join(part, left_on="year", right_on="period", how="left", maintain_order="left")
    prices, base = read_prices(), edition.network.price_base
    factors = prices.factors(periods, base)
    sure = {
        "awarded_sure": pl.col("qualifiers").map_elements(funding.qualifier_of_sum, return_dtype=pl.String),
        "falls_sure": pl.col("sure").map_elements(funding.qualifier_of_sum, return_dtype=pl.String),
    }
    frame = frame.with_columns(pl.Series("factor", [factors.get(label) for label in labels], dtype=pl.Float64), **sure)
    same = {"awarded_real_sure": pl.col("awarded_sure"), "falls_real_sure": pl.col("falls_sure")}
    return frame.with_columns(**same).with_columns(
        (pl.col(f"{name}{end}") * pl.col("factor")).alias(f"{name}_real{end}")
        for name, _ in _SIDES
        for end in ("", "__least")
    )


def _periods(first: Period, last: Period, span: Span) -> list[Period]:
    if span == "year":
        return first.years_to(last)
    quarters: list[Period] = []
    now = last.quarters[-1]
    while len(quarters) < QUARTERS_SHOWN and (now >= first or not quarters):
        quarters.append(now)
        now = now.previous
    return quarters[::-1]


def _fields(sides: list[tuple[str, str]], real: list[str], base: str, span: Span) -> list[Field]:
    how = {"awarded": payments.AWARDED.how, "falls": funding.MONEY_BY_YEAR.how, "paid": payments.PAID.how}
    fields = [Field("year", "Year" if span == "year" else "Quarter", "key")]
    fields += [Field(name, label, unit=HOME, how=how[name]) for name, label in sides]
    return fields + [
        Field(f"{name}_real", f"{label}, {base} pounds", unit=HOME, how=f"{how[name]}, at the prices of {base}")
        for name, label in sides
        if f"{name}_real" in real
    ]


def _rule(base: str) -> str:
    return (
        "Awarded: whole amounts by the day of the award. Meant for it: evenly over the days an award pays for, or over the year "
        f"of the award where neither the first nor the last of these is known. Money passed on is counted once, over the days of the award it came from. {read_prices().in_words(base)}"
    )


def _row_in_words(row: dict[str, Any], sides: list[tuple[str, str]]) -> str:
    parts = [
        f"{label.lower()} {'not known' if row[name] is None else amount_in_words(round(row[name]), HOME, least=row[f'{name}__least'])}"
        for name, label in sides
    ]
    return f"{row['year']}: {', '.join(parts)}"


def _draw(frame: pl.DataFrame, sides: list[tuple[str, str]], span: Span) -> go.Figure:
    """Years as bars beside each other; quarters as bars for what falls in, with marks for awarded and paid."""
    labels = frame["year"].to_list()
    traces: list[Any] = []
    symbols = {"awarded": "diamond", "paid": "circle"}
    for name, label in sides:
        values = frame[name].to_list()
        if span == "year" or name == "falls":
            traces.append(go.Bar(x=labels, y=values, name=label, marker={"color": _COLOURS[name]}))
        else:
            marker = {"color": _COLOURS[name], "size": 10, "symbol": symbols[name]}
            traces.append(go.Scatter(x=labels, y=values, name=label, mode="markers", marker=marker))
    traces.sort(key=lambda trace: trace.type != "bar")  # marks lie over bars
    axis = {"type": "category"} if span == "year" else quarters_axis(labels)
    money = {"rangemode": "tozero", "tickprefix": "£", "tickformat": "~s"}
    return figure(*traces, legend=True, height=340, barmode="group", bargap=0.3, yaxis=money, xaxis=axis)


def _title(table: Released, sides: list[tuple[str, str]]) -> tuple[str, list[Fact]]:
    """The last span: what each of the three was."""
    last = len(table) - 1
    words = {"awarded": "{} was awarded", "falls": "{} was meant for it", "paid": "{} was paid out"}
    sure = table.frame.row(last, named=True)
    facts = {name: rounded_money(fact_of(table, name, last, qualifier=sure.get(f"{name}_sure"))) for name, _ in sides}
    known = [words[name].format(fact) for name, fact in facts.items() if fact.known]
    when = in_markdown(table.frame["year"][last])
    if not known:
        return f"No money on record was awarded for {when}, or awarded or paid in it", []
    return f"{when}: {listed(known)}", [fact for fact in facts.values() if fact.known]


def _sentence(
    edition: OpenEdition, table: Released, sides: list[tuple[str, str]], exhibit_id: str
) -> tuple[str, list[Fact]]:
    """What the three are, and what is in none of them."""
    terms = funding.counted(funding.known_by_end(terms_of(edition), edition.period)).filter(pl.col("currency") == HOME)
    if exhibit_id == "money-by-quarter":
        return worded(edition, "funding.by-quarter", figure=f"@fig-{exhibit_id}"), []
    parts = [worded(edition, "funding.promised-and-paid", figure=f"@fig-{exhibit_id}")]
    if "paid" not in dict(sides):
        parts.append(worded(edition, "funding.no-payment"))
    else:
        parts.append(_payers(edition))
    perhaps = [name for name, _ in sides if _perhaps_twice(edition, table, name)]
    if perhaps:
        what = listed(list(dict.fromkeys("payments" if name == "paid" else "awards" for name in perhaps)))
        parts.append(worded(edition, "funding.perhaps-twice", what=what))
    facts = []
    undated = terms.filter(pl.col("award_date").is_null() & pl.col("amount").is_not_null())
    if undated.height:
        amount = derived_sum("without-award-date", undated, "whole amounts of awards whose day of award is not known")
        parts.append(
            f"{awards_told('without-a-day', undated, 'awards whose day of award is not known')} ({amount}) without a day of award {_are(undated)} in no “awarded”."
        )
        facts.append(amount)
    one_end, amounts = of_one_end(terms, "funding.of-one-end")
    return " ".join([*parts, *_on_dates(terms), *([one_end] if one_end else [])]), [*facts, *amounts]


def _on_dates(terms: pl.DataFrame) -> list[str]:
    """What is known of the awards' days to the month or year alone, or not at all."""
    parts = []
    coarse = terms.filter("coarse")
    by_year = terms.filter(pl.col("known_by") == "award year")
    if coarse.height:
        parts.append(
            f"The dates of {awards_told('dated-roughly', coarse, 'awards with a day known to the month or year alone')} are known to the month or year alone; what is counted for a part of them is about "
            "as much."
        )
    if by_year.height:
        parts.append(
            f"{awards_told('counted-by-year', by_year, 'awards without a first or last day', ('has', 'have'))} no known first or last day and "
            f"{'counts' if by_year.height == 1 else 'count'} over the year of the award."
        )
    return [*parts, *filter(None, [in_no_year("never-falling", terms)])]


def _perhaps_twice(edition: OpenEdition, table: Released, name: str) -> bool:
    """Whether a year's sum may be less, for something in it may be on record twice."""
    source = edition.table("payments" if name == "paid" else "awards")
    return source["perhaps_same_as"].count() > 0 and any(
        is_range(rounded_money(fact_of(table, name, row))) for row in range(len(table))
    )


def _payers(edition: OpenEdition) -> str:
    """From when payments are on record, and whose: what others paid is not in it."""
    held = edition.table("payments").filter(
        (pl.col("paid") <= edition.period.end) & pl.col("to_network").fill_null(True) & (pl.col("currency") == HOME)
    )
    first, last = min(held["paid"].to_list()), max(held["paid"].to_list())
    payers = listed([in_markdown(name) for name in held["payer"].unique().sort().to_list()[:MOST_NAMED]])
    more = held["payer"].n_unique() - MOST_NAMED
    payers += f" and {count_of(more, 'other')}" if more > 0 else ""
    return worded(edition, "funding.payments-from", first=f"{first:%-d %B %Y}", last=f"{last:%-d %B %Y}", payers=payers)


def _are(rows: pl.DataFrame) -> str:
    return "is" if rows.height == 1 else "are"


def derived_sum(name: str, awards: pl.DataFrame, how: str) -> Fact:
    """A sum of whole amounts (one currency) that leads back to its awards."""
    from analysis.exhibits.money.amounts import money_fact

    sure = funding.qualifier_of_sum(awards["qualifier"])
    least = float(awards.select((pl.col("amount") * funding.sure_share()).sum()).item())
    return money_fact(
        f"funding.{name}", float(awards["amount"].sum()), HOME, how, awards["award_id"].to_list(), sure, least
    )
