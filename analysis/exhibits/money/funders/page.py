"""What the money of each funder became: its awards, what the hubs that had them did, what is recommended to it, and what goes on.

A section a funder, so that each can be sent its own by its address, and printed on sheets of its own. No cause is claimed: a hub did what it did
with all the money and time that it had.
"""

from __future__ import annotations

from typing import Any

from analysis.exhibits.counts import packed
from analysis.exhibits.exhibit import Exhibit, Sentence
from analysis.exhibits.facts import Fact, in_markdown
from analysis.exhibits.money.amounts import money_fact, rounded_money
from analysis.exhibits.money.facts import awards_told
from analysis.exhibits.money.funders.awards import awards_of, what_goes_on
from analysis.exhibits.money.funders.funder import Funder, funders_of
from analysis.exhibits.money.funders.hubs import what_hubs_did
from analysis.exhibits.money.unknown import AWARDS_NEEDED, unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.several import Several
from analysis.measures.money import funding
from analysis.measures.money.funding import HOME


def funders_listed(edition: OpenEdition) -> Sentence | Exhibit:
    """The funders of whom an award is on record by the period's end, each with a link to its section."""
    funders = funders_of(edition)
    if not funders:
        unknown = "No award that names who pays is on record by the end of the period."
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
            _heading(funder, "What did hubs do that had it?"),
        ]
        parts += [what_hubs_did(edition, funder), _heading(funder, "What goes on, and until when?")]
        parts += [what_goes_on(edition, funder), _recommended(edition, funder)]
    return Several(tuple(parts))


def _heading(funder: Funder, words: str) -> Sentence:
    return Sentence(f"### {words}", (), f"funder-{funder.slug}-{words.split()[1]}")


def _in_short(edition: OpenEdition, funder: Funder) -> str:
    """`4 awards on record; £48,000 falls in 2024-25`, in facts that travel in the words."""
    told = awards_told(f"of-{funder.slug}", funder.awards, "awards of this funder by the period's end", ("", ""))
    money = _in_period(edition, funder)
    label = in_markdown(edition.period.label)
    return f"{told.strip()} on record" + (f"; {packed(money)} falls in {label}" if money is not None else "") + "."


def _opening(edition: OpenEdition, funder: Funder) -> Sentence:
    """The heading of the section, and what its money comes to."""
    totals = funding.totals_by_currency(funding.counted(funder.awards))
    sums = [
        money_fact(
            f"funder.{funder.slug}.awarded.{row['currency'].lower()}",
            row["total"],
            row["currency"],
            "sum of the whole amounts of its awards by the period's end, each pound once",
            row["awards"],
            row["qualifier"],
            row["total__least"],
        )
        for row in totals.iter_rows(named=True)
    ]
    said = f" Those that state a whole amount come to {' and '.join(_told(each) for each in sums)}." if sums else ""
    text = (
        f"## {in_markdown(funder.name)} {{#{funder.anchor} .funder}}\n\nWhat became of its money: {_in_short(edition, funder)}{said} "
        "What is stated by the year alone, and help in kind, is in no sum."
    )
    return Sentence(text, (), f"funder-{funder.slug}")


def _told(fact: Fact) -> str:
    return packed(rounded_money(fact))


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
    year = edition.period.newest.whole_year
    rows = edition.table("recommendations").sort("made_in", "number", descending=[True, False]).iter_rows(named=True)
    named = [
        f"- {in_markdown(row['text'])} *({in_markdown(row['status'])}, recommended in {in_markdown(row['made_in'])})*"
        for row in rows
        if row["made_in"] in (year.label, year.previous.label)
        and funder.is_named_in(f"{row['addressed_to']} {row['text']}")
    ]
    listed = (
        "\n".join(named)
        or "No recommendation on record names this funder. Those to bodies of its kind stand in the report."
    )
    return Sentence(f"### What is recommended to it?\n\n{listed}", (), f"funder-{funder.slug}-recommended")
