"""Exhibits on money: who paid, who led, who received; in which year; and every award as it was stated."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_figure
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.money.amounts import ON_RECORD, amount_in_words, the_amount, traced
from analysis.exhibits.money.awards import awards_as_stated
from analysis.exhibits.money.facts import (
    awards_told,
    falls_in_period,
    in_force,
    largest_of_period,
    largest_payer,
    of_one_end,
    passed_on_fact,
    share_in_words,
    terms_of,
    total_fact,
    unknown_currency,
    which_awards,
    yearly_facts,
)
from analysis.exhibits.money.flow_drawing import UNITS, draw_flow
from analysis.exhibits.money.leverage import leverage
from analysis.exhibits.money.local import money_staying
from analysis.exhibits.money.need import money_and_need, money_per_hub
from analysis.exhibits.money.outlook.dependence import funder_concentration, hub_dependence
from analysis.exhibits.money.outlook.endings import cliff_calendar, goes_on_in_short, unknown_ends
from analysis.exhibits.money.payments import awarded_and_paid, money_by_quarter
from analysis.exhibits.money.published_figures import published_figures
from analysis.exhibits.money.put_together import put_together_in_words
from analysis.exhibits.money.reach import money_reaching
from analysis.exhibits.money.reconciliation import reconciliation_table
from analysis.exhibits.money.shares import money_by, money_by_funder
from analysis.exhibits.money.unknown import AWARDS_NEEDED, NO_AWARDS, unknown_money
from analysis.exhibits.money.years import money_by_year
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, listed, noun_for, worded
from analysis.measures.money import flows, funding
from analysis.measures.money.funding import HOME

__all__ = [
    "awarded_and_paid",
    "awards_as_stated",
    "cliff_calendar",
    "funder_concentration",
    "hub_dependence",
    "leverage",
    "money_and_need",
    "money_by",
    "money_by_funder",
    "money_by_quarter",
    "money_by_year",
    "money_flow",
    "money_per_hub",
    "money_reaching",
    "money_staying",
    "published_figures",
    "reconciliation_table",
    "unknown_ends",
    "where_the_money_went",
]

MOST_DRAWN = 14  # recipients; above that, small ones are drawn together by kind of place


def money_flow(edition: OpenEdition) -> Exhibit:
    """Who pays, who leads, who receives: the awards in force in the period, as a flow and as the table that says the same."""
    ways = flows.money_ways(terms_of(edition), edition.period, HOME)
    kinds = dict(edition.table("hubs").select("name", "kind").drop_nulls().rows())
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not ways.height:
        return unknown_money(edition, "money-flow", "where the money went", NO_AWARDS, AWARDS_NEEDED, **more)
    members = flows.members_together(ways, kinds, MOST_DRAWN)
    ways = flows.together_small(ways, kinds, MOST_DRAWN)
    table = release_open("money-flow", ways, _way_fields(ways), ON_RECORD)
    title, stated = flow_title(edition)
    text, said = _flow_sentence(edition, ways)
    text += put_together_in_words(
        "money-flow", {name: rows.with_columns(currency=pl.lit(HOME)) for name, rows in members.items()}
    )
    stated = list({fact.id: fact for fact in [*stated, *said]}.values())
    made = exhibit_figure("money-flow", title, _flow_alt(ways), table, draw_flow(ways), text, stated, **more)
    return traced(made, "amount", units=UNITS)


def _way_fields(ways: pl.DataFrame) -> list[Field]:
    fields = [Field("payer", "Who pays", "key", written=True)]
    if (ways["lead"] != "").any():
        fields.append(Field("lead", "Who leads", "key", written=True))
    fields.append(Field("recipient", "Who receives", "key", written=True))
    if (ways["basis"] == "a year").any():
        fields += [Field("award", "For", "key", written=True), Field("basis", "The amount is", "text")]
    fields.append(Field("amount", "Amount", unit=HOME, how=flows.MONEY_FLOW.how))
    if (ways["qualifier"] != "exact").any():
        fields.append(Field("qualifier", "How sure", "text"))
    return fields


def _flow_alt(ways: pl.DataFrame) -> str:
    """The ways in words, the largest first."""
    said = []
    for row in ways.iter_rows(named=True):
        kept = row["recipient"].startswith(row["lead"])
        lead = "" if kept or not row["lead"] else f" {'by way of' if row['holds'] else 'led by'} {row['lead']}"
        amount = amount_in_words(round(row["amount"]), UNITS[row["basis"]], row["qualifier"], row["amount__least"])
        said.append(f"{row['payer']} to {row['recipient']}{lead}, {amount}")
    rest = f"; and {count_of(len(said) - 8, 'smaller amount')}, all in the table" if len(said) > 8 else ""
    return f"Flow diagram of money from those who pay to those who receive. {'; '.join(said[:8])}{rest}."


def flow_title(edition: OpenEdition) -> tuple[str, list[Fact]]:
    """The finding about where the money comes from, and the facts it states."""
    total, yearly = total_fact(edition), yearly_facts(edition)
    which = _which(edition)
    count = _count("funding.stated-by-the-year", len(yearly), [fact for _, fact in yearly])
    if total is None:
        return (
            f"No award {which} states its whole amount; {noun_for(count, 'award')} {_state(count)} an amount a year",
            [count],
        )
    whole = in_force(edition).filter((pl.col("currency") == HOME) & pl.col("amount").is_not_null()).height
    if len(yearly) >= whole:
        states = _count("funding.whole-awards", whole, [total])
        title = (
            f"{noun_for(states, 'award')} {_state(states)} {'its' if whole == 1 else 'their'} whole amount, {total}; "
            f"{noun_for(count, 'other')} {_state(count)} only an amount a year and cannot be added to it"
        )
        return title, [total, states, count]
    payer, share, payers = largest_payer(edition, total)
    if payers == 1:
        return f"All of {the_amount(total)} in awards {which} came from {in_markdown(payer)}", [total]
    return f"{in_markdown(payer)} gave {share_in_words(share)} {the_amount(total)} in awards {which}", [total, share]


def _which(edition: OpenEdition) -> str:
    """How the awards are called: in force in the period, where the record gives any dates."""
    which = which_awards(edition)
    return f"{which} in {in_markdown(edition.period.label)}" if which == "in force" else which


def _state(count: Fact) -> str:
    return "states" if count.value == 1 else "state"


def _count(fact_id: str, number: int, inputs: list[Fact]) -> Fact:
    return derived(fact_id, number, "awards", "awards in force in the period, counted", inputs)


def _flow_sentence(edition: OpenEdition, ways: pl.DataFrame) -> tuple[str, list[Fact]]:
    """What the flow says: the total, what was passed on, what is stated by the year, and what stands apart."""
    total, falls = total_fact(edition), falls_in_period(edition)
    parts, facts = [], []
    if total is not None:
        _, _, payers = largest_payer(edition, total)
        number = derived("funding.payers", payers, "payers", "different payers of the awards in funding.total", [total])
        parts.append(
            worded(edition, "funding.whole", which=_which(edition), total=total, payers=noun_for(number, "payer"))
        )
        facts += [total, number]
    words, stated = passed_on_words(edition)
    if words:
        parts.append(worded(edition, "funding.passed-on", passed=words))
        facts += stated
    if falls is not None:
        when = in_markdown(edition.period.label)
        parts.append(worded(edition, "funding.for-the-period", money=falls, period=when))
        facts.append(falls)
    for award, fact in yearly_facts(edition):
        term = in_markdown(award["term_stated"] or "not stated")
        parts.append(worded(edition, "funding.by-the-year", award=in_markdown(award["title"]), amount=fact, term=term))
        facts.append(fact)
    if (~ways["holds"] & (ways["lead"] != "")).any():
        parts.append(worded(edition, "funding.led-by", figure="@fig-money-flow"))
    apart, apart_facts = _stands_apart(edition)
    return " ".join([*parts, *apart]), [*facts, *apart_facts]


def passed_on_words(edition: OpenEdition) -> tuple[str, list[Fact]]:
    """`The alliance passed £247,500 of it on to 10 hubs`, without its full stop; nothing where nothing was passed on."""
    passed = passed_on_fact(edition)
    if passed is None:
        return "", []
    made = flows.passed_on(terms_of(edition), edition.period, HOME)
    recipients = derived(
        "funding.passed-on-to", made["recipient"].n_unique(), "recipients", "their recipients, counted", [passed]
    )
    noun = "recipient" if made["recipient_hub"].null_count() else "hub"
    leads = [in_markdown(name) for name in sorted(set(made["payer"].to_list()))]
    return f"{listed(leads)} passed {passed} of it on to {noun_for(recipients, noun)}", [passed, recipients]


def _stands_apart(edition: OpenEdition) -> tuple[list[str], list[Fact]]:
    """What is in no sum: other currencies, each on its own, help in kind, and what may belong to another period."""
    currencies = funding.totals_by_currency(in_force(edition))["currency"].to_list()
    facts = [fact for name in currencies if name != HOME and (fact := total_fact(edition, name)) is not None]
    parts = [worded(edition, "funding.other-currency", money=fact) for fact in facts]
    if unknown := unknown_currency(edition):
        parts.append(unknown.strip())
    in_pounds = in_force(edition).filter(pl.col("currency") == HOME)
    one_end, amounts = of_one_end(in_pounds, "funding.of-one-end-in-force")
    if one_end:
        parts.append(one_end)
        facts += amounts
    unread = in_force(edition).filter(pl.col("amount").is_null() & pl.col("annual_amount").is_null())
    if unread.height:
        verb = ("states no amount that can be read and is", "state no amount that can be read and are")
        parts.append(f"{awards_told('without-amount', unread, 'awards in force without an amount', verb)} in no sum.")
    everything = funding.in_force(terms_of(edition), edition.period)
    in_kind = everything.filter(pl.col("kind").eq_missing("in kind"))
    if in_kind.height:
        parts.append(
            worded(
                edition,
                "funding.in-kind",
                awards=awards_told("in-kind", in_kind, "awards in force that are help in kind"),
            )
        )
    undated = in_force(edition).filter(pl.col("known_by") == "nothing")
    if undated.height:
        known = (
            "The record gives no dates"
            if undated.height == in_force(edition).height
            else f"{awards_told('undated', undated, 'awards in force without any date', ('has', 'have'))} no dates"
        )
        parts.append(worded(edition, "funding.no-years", awards=known))
    return parts, facts


def where_the_money_went(edition: OpenEdition) -> Sentence:
    """For the report's first screen, in one sentence: how much is for the period, who gave most, and what of it is known to go on."""
    total, yearly = total_fact(edition), yearly_facts(edition)
    when = in_markdown(edition.period.label)
    if total is None and not yearly:
        return Sentence(worded(edition, "funding.none-in-force", period=when), (), "where-the-money-went")
    goes_on, known = goes_on_in_short(edition)
    after = f"; {goes_on}" if goes_on else ""
    if total is None or len(yearly) > 1:
        title, facts = flow_title(edition)
        return Sentence(f"{title}{after}.", (*facts, *known), "where-the-money-went")
    falls = falls_in_period(edition)
    # Name and share are both of the sum that is told: of whole awards another may have given most.
    payer, share, payers = largest_of_period(edition, falls) if falls else largest_payer(edition, total)
    whose = f"{'all' if payers == 1 else share_in_words(share).removesuffix(' of')} from {in_markdown(payer)}"
    if falls is None:
        which = f"{_which(edition)}{' that state a whole amount' if yearly else ''}"
        text = f"Awards {which} come to {total}, {whose}"
    else:
        text = f"There is {falls} of award money for {when}, {whose}"
    facts = [share, falls or total]
    apart = "".join(f", the {fact} from {in_markdown(award['payer'])} not counted" for award, fact in yearly)
    facts += [*known, *(fact for _, fact in yearly)]
    return Sentence(f"{text}{apart}{after}.", tuple(facts), "where-the-money-went")
