"""What the money of each funder became: its awards, what the hubs that had them did, what is recommended to it, and what goes on.

A section a funder, so that each can be sent its own by its address, and printed on sheets of its own. No cause is claimed: a hub did what it did
with all the money and time that it had.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.exhibits.counts import packed
from analysis.exhibits.exhibit import Exhibit, Sentence
from analysis.exhibits.facts import Fact, in_markdown
from analysis.exhibits.money.amounts import BY_YEAR, money_fact, rounded_money
from analysis.exhibits.money.awards import slug_of
from analysis.exhibits.money.facts import awards_told
from analysis.exhibits.money.funders.awards import awards_of
from analysis.exhibits.money.funders.funder import Funder, by_the_year_of, funders_of
from analysis.exhibits.money.funders.hubs import what_hubs_did
from analysis.exhibits.money.unknown import AWARDS_NEEDED, unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.several import Several
from analysis.exhibits.wording import listed, plainly, worded
from analysis.measures.money import funding
from analysis.measures.money.funding import HOME
from analysis.measures.report.learning import told_by


def funders_listed(edition: OpenEdition) -> Sentence | Exhibit:
    """The funders of whom an award is on record by the period's end, each with a link to its section."""
    funders = funders_of(edition)
    if not funders:
        unknown = plainly(edition, "funder.none")
        more: dict[str, Any] = {"data_folder": edition.data_folder}
        return unknown_money(edition, "funders", "who funds", unknown, AWARDS_NEEDED, **more)
    lines = [f"- [{in_markdown(each.name)}](#{each.anchor}): {_in_short(edition, each)}" for each in funders]
    return Sentence("\n".join(lines), (), "funders")


def by_funder(edition: OpenEdition) -> Several:
    """A section a funder."""
    parts: list[Exhibit | Sentence] = []
    for funder in funders_of(edition):
        parts += [
            _opening(edition, funder),
            awards_of(edition, funder),
            Sentence(f"### {worded(edition, 'funder.hubs')}", (), f"funder-{funder.slug}-did"),
        ]
        parts += [what_hubs_did(edition, funder), _recommended(edition, funder)]
    return Several(tuple(parts))


def _in_short(edition: OpenEdition, funder: Funder) -> str:
    """`£18,378 is for 2024-25, and £48,000 a year beside it; 4 awards on record`, in facts that travel in the words."""
    told = awards_told(f"of-{funder.slug}", funder.awards, "awards of this funder by the period's end", ("", ""))
    money, yearly = _in_period(edition, funder), [packed(each) for each in _by_the_year(edition, funder)]
    label = in_markdown(edition.period.label)
    parts = [f"{packed(money)} is for {label}"] if money is not None else []
    if yearly:
        beside = " beside it" if parts else f" for {label}"
        parts.append(f"{listed(yearly)}{beside}, of which no end is stated")
    return f"{', and '.join(parts)}; {told.strip()} on record." if parts else f"{told.strip()} on record."


def _by_the_year(edition: OpenEdition, funder: Funder) -> list[Fact]:
    """The amounts a year of awards in force that are in no sum, for nobody stated when they end."""
    how = "as stated; only an amount a year is, so it is not multiplied out and enters no total"
    return [
        money_fact(
            f"funder.{funder.slug}.by-the-year.{slug_of(award['award_id'])}",
            award["annual_amount"],
            f"{award['currency']}{BY_YEAR}",
            how,
            [award["award_id"]],
            award["qualifier"],
            funding.least_by_the_year(award),
        )
        for award in by_the_year_of(edition, funder.awards).iter_rows(named=True)
    ]


def _opening(edition: OpenEdition, funder: Funder) -> Sentence:
    """The heading of the section, and what its money comes to."""
    own = funding.counted(funder.awards)
    running = funding.in_force(own, edition.period)
    whole = _sums(funder, "awarded", own, "sum of the whole amounts of its awards by the period's end, each pound once")
    now = _sums(
        funder, "in-force", running, "sum of the whole amounts of its awards in force in the period, each pound once"
    )
    said = f" All that state a whole amount come to {listed(whole)}" if whole else ""
    if whole and running["award_id"].sort().to_list() != own["award_id"].sort().to_list():
        which = f"in force in {in_markdown(edition.period.label)}"
        said += (
            f", those still {which} to {listed(now)}: the report counts these" if now else f"; none of them is {which}"
        )
    said += "." if said else ""
    text = f"## {in_markdown(funder.name)} {{#{funder.anchor} .funder}}\n\n{_in_short(edition, funder)}{said}"
    return Sentence(text, (), f"funder-{funder.slug}")


def _sums(funder: Funder, what: str, awards: pl.DataFrame, how: str) -> list[str]:
    """What whole amounts come to, a currency at a time, as they are said: with their facts."""
    totals = funding.totals_by_currency(awards)
    return [
        packed(
            rounded_money(
                money_fact(
                    f"funder.{funder.slug}.{what}.{row['currency'].lower()}",
                    row["total"],
                    row["currency"],
                    how,
                    row["awards"],
                    row["qualifier"],
                    row["total__least"],
                )
            )
        )
        for row in totals.iter_rows(named=True)
    ]


def _in_period(edition: OpenEdition, funder: Funder) -> Fact | None:
    """How much of its pounds falls in the period: a range where an award states one end of its term alone."""
    spread = funding.spread_over(funding.counted(funder.awards), [edition.period]).filter(currency=HOME)
    if not spread.height:
        return None
    sure = funding.qualifier_of_sum(spread["qualifier"])
    money, least = (float(spread[name].sum()) for name in ("money", "money__least"))
    name = f"funder.{funder.slug}.in-period.{edition.period.slug}"
    fact = money_fact(name, money, HOME, funding.MONEY_BY_YEAR.how, spread["award_id"].to_list(), sure, least)
    return rounded_money(fact)


def _recommended(edition: OpenEdition, funder: Funder) -> Sentence:
    """The recommendations of this report and the last that name the funder."""
    rows = told_by(edition.table("recommendations"), edition.period).iter_rows(named=True)
    named = [
        f"- {in_markdown(row['text'])} *({_addressed(funder, row)}{in_markdown(row['status'])}, recommended in {in_markdown(row['made_in'])})*"
        for row in rows
        if funder.is_addressed_by(row["addressed_to"]) or funder.is_named_in(row["text"])
    ]
    lines = "\n".join(named) or worded(edition, "funder.nothing-recommended")
    heading = worded(edition, "funder.recommended")
    return Sentence(f"### {heading}\n\n{lines}", (), f"funder-{funder.slug}-recommended")


def _addressed(funder: Funder, row: dict[str, Any]) -> str:
    """To whom, where that is not the funder's whole name: another body may bear the same words."""
    return "" if funder.is_named_in(row["addressed_to"]) else f"to: {in_markdown(row['addressed_to'])}; "
