"""The facts about money that several exhibits state: what was in force, passed on, and stated by the year only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.exhibits.counts import counted
from analysis.exhibits.facts import Fact, derived, show_range
from analysis.exhibits.money.amounts import money_fact, rests_on
from analysis.exhibits.opening import OpenEdition
from analysis.measures.money import flows, funding
from analysis.measures.money.funding import HOME
from analysis.measures.money.passing_on import parts_held
from analysis.measures.money.shares import Share, share_between
from analysis.measures.money.stated_terms import ONE_END
from analysis.periods import Period


def terms_of(edition: OpenEdition) -> pl.DataFrame:
    """The awards with their terms; what went to a hub that became part of another is that one's by now."""

    def made() -> pl.DataFrame:
        terms = funding.with_terms(edition.table("awards"), edition.network.begins)
        return terms.with_columns(pl.col("recipient_hub").replace(edition.joined.whole_of))

    return edition.remembered("terms", made)


def awards_by_hub(edition: OpenEdition) -> dict[str, list[int]]:
    """The rows of terms_of that name each hub, alone or among others."""

    def made() -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, (alone, among) in enumerate(terms_of(edition).select("recipient_hub", "recipient_hubs").iter_rows()):
            for hub in {alone, *(among or "").split("; ")} - {None, ""}:
                rows.setdefault(hub, []).append(row)
        return rows

    return edition.remembered("awards by hub", made)


def titles_of(edition: OpenEdition) -> dict[str, str]:
    """What each award is called, by its id."""
    return edition.remembered("award titles", lambda: dict(edition.table("awards").select("award_id", "title").rows()))


def parts_of(edition: OpenEdition, everything: bool = False) -> pl.DataFrame:
    """Where the money of the awards in force finally lies, or that of all awards known by the period's end; home currency."""
    return edition.remembered(
        f"parts {everything}", lambda: parts_held(terms_of(edition), edition.period, HOME, everything)
    )


def in_force(edition: OpenEdition) -> pl.DataFrame:
    """The awards in force in the period, each pound once."""
    return funding.counted(funding.in_force(terms_of(edition), edition.period))


def total_fact(edition: OpenEdition, currency: str = HOME) -> Fact | None:
    """The stated amounts of the awards in force, in one currency; none where no such amount is stated."""
    totals = funding.totals_by_currency(in_force(edition)).filter(pl.col("currency") == currency)
    if not totals.height:
        return None
    row = totals.row(0, named=True)
    fact_id = "funding.total" if currency == HOME else f"funding.total.{currency.lower()}"
    sure = row["qualifier"] if not _is_short(edition) else funding.qualifier_of_sum([row["qualifier"], "at least"])
    return money_fact(
        fact_id, row["total"], currency, funding.FUNDING_TOTAL.how, row["awards"], sure, row["total__least"]
    )


def _is_short(edition: OpenEdition) -> bool:
    """Whether a file about money is longer than what is read of one, so that every total lacks the rest."""
    return edition.findings_of("long-sheet")["file"].str.starts_with("funding/").any()


def falls_in_period(edition: OpenEdition) -> Fact | None:
    """How much of the pounds in force falls in the period itself; none where no award has dates."""
    return _falls(edition, edition.period, "funding.in-period")


def falls_a_year_before(edition: OpenEdition) -> Fact | None:
    """The same of as many months a year earlier; none where no award with dates pays for them."""
    return _falls(edition, edition.period.earlier, "funding.a-year-before")


def largest_of_period(edition: OpenEdition, falls: Fact) -> tuple[str, Fact, int]:
    """The payer of most of what is for the period: name, share of it, and how many pay for it.

    falls: of falls_in_period. Of whole awards another may have given most (largest_payer), for they run on over other years: a share is
    never told of the one beside the name of the other.
    """
    payers = terms_of(edition).select("award_id", "payer")
    spread = _spread(edition, edition.period).join(payers, on="award_id", maintain_order="left")
    by_payer = spread.group_by("payer").agg(pl.col("money").sum(), least=pl.col("money__least").sum())
    how = "what the awards of the payer of most of funding.in-period pay for in the period, as a share of it"
    return _first_of(by_payer, "money", "funding.largest-payer-share-of-period", falls, how)


def _first_of(by_payer: pl.DataFrame, sums: str, fact_id: str, whole: Fact, how: str) -> tuple[str, Fact, int]:
    """Of sums a payer (payer, the sums, least) the payer of most, its share of the whole, and how many payers there are."""
    name, amount, least = by_payer.sort([sums, "payer"], descending=[True, False]).select("payer", sums, "least").row(0)
    return name, share_fact(fact_id, amount, least, whole, how), by_payer.height


def _spread(edition: OpenEdition, period: Period) -> pl.DataFrame:
    known = funding.counted(funding.known_by_end(terms_of(edition), edition.period))
    return funding.spread_over(known, [period]).filter(pl.col("currency") == HOME)


def _falls(edition: OpenEdition, period: Period, fact_id: str) -> Fact | None:
    spread = _spread(edition, period)
    if not spread.height:
        return None
    sure = funding.qualifier_of_sum(spread["qualifier"])
    money, least = (float(spread[name].sum()) for name in ("money", "money__least"))
    return money_fact(fact_id, money, HOME, funding.MONEY_BY_YEAR.how, spread["award_id"].to_list(), sure, least)


def passed_on_fact(edition: OpenEdition) -> Fact | None:
    """What lead bodies passed on out of the awards in force; none where nothing was."""
    awards = flows.passed_on(terms_of(edition), edition.period, HOME)
    if not awards.height:
        return None
    how = "sum of the awards that lead bodies made by the period's end out of the awards in force; counted in those awards already"
    sure = funding.qualifier_of_sum(awards["qualifier"])
    least = float(awards.select((pl.col("amount") * funding.sure_share()).sum()).item())
    return money_fact(
        "funding.passed-on", float(awards["amount"].sum()), HOME, how, awards["award_id"].to_list(), sure, least
    )


def largest_payer(edition: OpenEdition, total: Fact) -> tuple[str, Fact, int]:
    """The payer of most of the total of whole awards: name, share of it, and how many payers there are."""
    awards = in_force(edition).filter((pl.col("currency") == HOME) & pl.col("amount").is_not_null())
    by_payer = awards.group_by("payer").agg(
        pl.col("amount").sum(), least=(pl.col("amount") * funding.sure_share()).sum()
    )
    how = "what the largest payer awarded as a share of funding.total"
    return _first_of(by_payer, "amount", "funding.largest-payer-share", total, how)


def share_fact(fact_id: str, part: float, least: float, total: Fact, how: str) -> Fact:
    """A part of a total in percent: from as little to as much as it may be, where something may be on record twice.

    least: of the part, in pounds. Of a total of nought the part is all.
    """
    whole, otherwise = total.number, total.number if total.least is None else total.least
    found = share_between(part, least, whole, otherwise) if whole else Share(100.0, 100.0)
    low, high = round(found.least, 1), round(found.most, 1)
    fact = derived(fact_id, high, "percent", how, [total])
    words = show_range(low, high, "percent")
    return replace(fact, least=low).reading(words) if words else fact


def share_in_words(share: Fact, begins: bool = False) -> str:
    """`97% of`; `nearly all of` where rounding would make it the whole, and `all of` where it is. begins: a sentence."""
    if share.number < 99.5 or share.least is not None:
        return f"{share} of"
    words = "all" if share.number == 100 else "nearly all"
    return f"{share.reading(words.capitalize() if begins else words)} of"


def awards_told(name: str, awards: pl.DataFrame, how: str, verb: tuple[str, str] = ("", "")) -> str:
    """`3 awards`, and the verb that agrees: a fact that travels in the words, with the awards it counts behind it."""
    ids = awards["award_id"].to_list()
    return counted(f"funding.{name}", awards.height, "award", how, rests_on(ids), verb)


def which_awards(edition: OpenEdition) -> str:
    """How the awards are called: in force in the period, where the record gives any dates; else on record, and no more."""
    return "in force" if (in_force(edition)["known_by"] != "nothing").any() else "on record"


def unknown_currency(edition: OpenEdition) -> str:
    """Said of awards in force whose currency nobody knows, as they are in no sum; nothing where there are none."""
    awards = in_force(edition).filter(pl.col("currency").is_null())
    verb = ("of unknown currency is", "of unknown currency are")
    return (
        f" {awards_told('currency-unknown', awards, 'awards in force whose currency nobody stated', verb)} in no sum."
        if awards.height
        else ""
    )


def said_of_yearly(edition: OpenEdition, one: str, many: str) -> str:
    """Awards stated by the year alone, and what is true of them; nothing where there are none."""
    awards = by_the_year(edition)
    verb = (f"stated by the year {one}", f"stated by the year {many}")
    how = "awards in force of which only an amount a year is stated"
    return f" {awards_told('stated-by-the-year', awards, how, verb)}" if awards.height else ""


def in_no_year(name: str, awards: pl.DataFrame) -> str:
    """Said of awards (with_terms) that can be put into no year: without dates, or stated by the year without an end; nothing where there
    are none. name: of the fact."""
    never = awards.filter(
        pl.col("last_day").is_null() & ~(pl.col("known_by").is_in(ONE_END) & pl.col("amount").is_not_null())
    )
    verb = (
        "without dates, or stated by the year without an end, is",
        "without dates, or stated by the year without an end, are",
    )
    return (
        f"{awards_told(name, never, 'awards that can be put into no year', verb)} in no year." if never.height else ""
    )


def of_one_end(awards: pl.DataFrame, fact_id: str) -> tuple[str, list[Fact]]:
    """Said of awards (counted, home currency) of which one end of their term alone is stated, with what they come to; nothing where there are none."""
    rows = awards.filter(pl.col("known_by").is_in(ONE_END) & pl.col("amount").is_not_null())
    if not rows.height:
        return "", []
    how = "whole amounts of awards of which the first day or the last alone is stated"
    ids, sure = rows["award_id"].to_list(), funding.qualifier_of_sum(rows["qualifier"])
    amount = money_fact(fact_id, float(rows["amount"].sum()), HOME, how, ids, sure)
    states, its = ("states", "its") if rows.height == 1 else ("state", "their")
    told = awards_told(f"{fact_id.removeprefix('funding.')}-awards", rows, how)
    whose = f"{told} ({amount}) {states} one end of {its} term alone"
    return f"{whose}: a period may hold nothing of it or all of it, so sums are from the one to the other.", [amount]


def by_the_year(edition: OpenEdition) -> pl.DataFrame:
    """Awards in force of which only an amount a year is stated, the largest first."""
    awards = in_force(edition).filter(pl.col("amount").is_null() & pl.col("annual_amount").is_not_null())
    return awards.sort(["annual_amount", "award_id"], descending=[True, False])


def yearly_facts(edition: OpenEdition) -> list[tuple[dict[str, Any], Fact]]:
    how = "as stated; only an amount a year is, so it is not multiplied out and enters no total"
    return [
        (
            award,
            money_fact(
                f"funding.by-the-year.{award['award_id']}",
                award["annual_amount"],
                f"{award['currency']} per year",
                how,
                [award["award_id"]],
                award["qualifier"],
                funding.least_by_the_year(award),
            ),
        )
        for award in by_the_year(edition).iter_rows(named=True)
    ]
