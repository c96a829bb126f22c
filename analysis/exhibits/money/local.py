"""How much stays in the area: the local multiplier where spending rounds are given, else the share of awards to local bodies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.counts import counted, given
from analysis.exhibits.drawing.theme import labelled_bars
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.facts import Fact, fact_of, in_markdown, in_plot
from analysis.exhibits.money.amounts import rests_on, traced
from analysis.exhibits.money.reach import money_local
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import has_answers, period_total
from analysis.exhibits.wording import noun_for, worded
from analysis.measures.money import local_multiplier as multiplier
from analysis.measures.money.funding import HOME
from analysis.measures.returns import activity
from analysis.periods import Period

REASON = "Organisations' own accounts of where they spend, given for this report: money, and no people."
MONEY_IN = "money_in"
QUARTERS = 4  # in a year
_SOURCE = "Sacks (2002), The Money Trail, New Economics Foundation"


def money_staying(edition: OpenEdition) -> Exhibit:
    """LM3 for the last year up to the period that organisations gave all three rounds for; without any, money_local."""
    spending = edition.table("local_spending").filter(
        (pl.col("currency") == HOME) & (pl.col("year") <= edition.period.year_label)
    )
    rows = multiplier.with_multipliers(spending)
    known = rows.filter(pl.col("lm3").is_not_null())
    if not known.height:
        return money_local(edition)
    year = str(known["year"].max())
    return _multiplier(edition, rows.filter(pl.col("year") == year), year)


def _multiplier(edition: OpenEdition, rows: pl.DataFrame, year: str) -> Exhibit:
    exhibit_id = "local-multiplier"
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    found = multiplier.multiplier_of(rows)
    assert found is not None
    known = rows.filter(pl.col("lm3").is_not_null()).sort(["lm3", "organisation"], descending=[True, False])
    frame = known.with_columns(cells=pl.concat_list("source_cell"))
    table = release_open(exhibit_id, frame, _fields(), f"{REASON} LM3 after {_SOURCE}.")
    whole = release_open(
        f"{exhibit_id}-whole",
        pl.DataFrame(
            {"lm3": [round(found.lm3, 4)], "beyond": [round(found.beyond, 4)], "organisations": [found.organisations]}
        ),
        [
            _value("lm3", "LM3", "pounds", multiplier.LM3.how, 2),
            _value("beyond", "Beyond the income itself", "pounds", f"{multiplier.LM3.how}; less the income itself", 2),
            _value("organisations", "Organisations", "organisations", "organisations that stated all three rounds", 0),
        ],
        REASON,
    )
    lm3, beyond, number = (
        _with_origin(fact_of(whole, name, 0, f"funding.lm3.{name}"), frame)
        for name in ("lm3", "beyond", "organisations")
    )
    pounds = beyond.reading(f"£{beyond.number:.2f}")
    title = (
        f"Each pound of income of {noun_for(number, 'organisation')} brought the area another {pounds}: LM3 is {lm3}"
    )
    text = _sentence(rows, year)
    shares, stated = _share_beside(edition)
    names = [in_plot(name) for name in frame["organisation"].to_list()]
    drawing = labelled_bars(names, frame["lm3"].to_list(), [f"{value:.2f}" for value in frame["lm3"].to_list()])
    alt = f"Bar chart of the local multiplier LM3 in {year}: " + "; ".join(
        f"{name} {value:.2f}" for name, value in frame.select("organisation", "lm3").rows()
    )
    apart, beside = _beside_returns(edition, table, frame, year)
    facts = [lm3, beyond, number, *stated, *beside]
    made = exhibit_figure(exhibit_id, title, f"{alt}.", table, drawing, text + apart + shares, facts, **more)
    columns = ("income", "spent_locally", "respent_locally", "lm3")
    return traced(made, *columns, rests=dict.fromkeys(columns, ("local_spending", "cells")))


def _fields() -> list[Field]:
    return [
        Field("organisation", "Organisation", "key"),
        Field("income", "Income", unit=HOME, how="as the organisation stated it (round 1)"),
        Field("spent_locally", "Spent in the area", unit=HOME, how="as the organisation stated it (round 2)"),
        Field("respent_locally", "Spent there again", unit=HOME, how="as those it pays stated it when asked (round 3)"),
        _value("lm3", "LM3", "pounds", multiplier.LM3.how, 2),
    ]


def _value(name: str, label: str, unit: str, how: str, decimals: int) -> Field:
    return Field(name, label, unit=unit, how=how, decimals=decimals)


def _with_origin(fact: Fact, frame: pl.DataFrame) -> Fact:
    return replace(fact, origins=rests_on(frame["source_cell"].to_list(), "local_spending"))


def _sentence(rows: pl.DataFrame, year: str) -> str:
    left = rows.filter(pl.col("lm3").is_null())
    text = (
        f"LM3 ({in_markdown(year)}) runs from {given(1)}, where nothing is spent in the area, to {given(3)}: the income, what was spent of it in the "
        "area, and what was spent of that there again, over the income. It rests on what those who took part said."
    )
    for number, (why, group) in enumerate(left.group_by("why", maintain_order=True), start=1):
        rests = rests_on(group["source_cell"].to_list(), "local_spending")
        told = counted(
            f"funding.lm3.none.{number}", group.height, "organisation", f"organisations left out: {why[0]}", rests
        )
        text += f" {told} gave no multiplier: {why[0]}."
    return text


def _beside_returns(edition: OpenEdition, table: Released, frame: pl.DataFrame, year: str) -> tuple[str, list[Fact]]:
    """What hubs say of their income beside the money in of the same year's returns, where both are known: the two are not of the same."""
    names = dict(edition.table("hubs").select("hub_id", "name").iter_rows())
    quarters = [quarter for quarter in edition.quarters_so_far if quarter.startswith(f"{year} ")]
    if not has_answers(edition, MONEY_IN) or len(quarters) < QUARTERS:
        return "", []
    throughout = activity.steady_hubs(edition.answers.frame, MONEY_IN, quarters)
    said: list[str] = []
    facts: list[Fact] = []
    for row, hub in enumerate(table.frame["hub_id"].to_list()):
        if hub in throughout:
            income = _with_origin(fact_of(table, "income", row, f"funding.lm3.income.{hub}"), frame.slice(row, 1))
            told = period_total(edition, MONEY_IN, Period.parse(year, edition.network.begins), [hub])
            came = fact_of(told, "total", fact_id=f"funding.lm3.money-in.{hub}")
            said.append(f"{in_markdown(names.get(hub) or hub)} {income} here, {came} in its returns")
            facts += [income, came]
    if not said:
        return "", []
    text = " " + worded(edition, "funding.whole-income", organisations="; ".join(said))
    return text, facts


def _share_beside(edition: OpenEdition) -> tuple[str, list[Fact]]:
    """The share of awards to local organisations, which the multiplier does not hold."""
    beside = money_local(edition)
    if not beside.known:
        return "", []
    return f" Of the awards on record: {beside.title[0].lower()}{beside.title[1:]}.", list(beside.sentence.facts)
