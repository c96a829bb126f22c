"""Who is in the network: members, partners, groups and posts with their roles, and a profile of each.

A member that works through other groups is said to: what people gained there is not told as its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.datasets.report.citing import named_in
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.disclosure.release import Field, release_open
from analysis.exhibits.cases.case_counts import placed
from analysis.exhibits.cases.guarded import shown_singly
from analysis.exhibits.counts import counted
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, in_markdown, in_own_words
from analysis.exhibits.money.amounts import money_fact
from analysis.exhibits.money.facts import in_force
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import listed, noun_for
from analysis.handover import Origin
from analysis.measures.money import funding

SUBJECT = "who is in the network"
NO_MEMBERS = "No register of members, partners and posts is held, so nobody but the hubs is named."
MEMBERS_NEEDED = "A sheet members.csv: a row each, with role, host, funder and the groups it works through."
OPEN = "Organisations, groups and posts, and no persons."
_EVERY = "the whole of the period or a part of it"


def members_and_partners(edition: OpenEdition) -> Exhibit:
    """Table: who was part of the network in the period, as what, housed with whom and paid by whom."""
    exhibit_id, more = "members", {"data_folder": edition.data_folder}
    rows = _in_period(edition)
    if not rows:
        return exhibit_unknown(exhibit_id, SUBJECT, NO_MEMBERS, MEMBERS_NEEDED, **more)
    shown = [
        {**row, "roles": ", ".join(named_in(row["roles"])), "works_through": ", ".join(named_in(row["works_through"]))}
        for row in rows
    ]
    labels = {
        "name": "Name",
        "kind": "What it is",
        "roles": "Roles",
        "host": "Housed with",
        "funder": "Paid by",
        "works_through": "Works through",
    }
    kept = {name: label for name, label in labels.items() if any(row[name] for row in shown)}
    frame = pl.DataFrame([{name: row[name] for name in kept} for row in shown], schema=dict.fromkeys(kept, pl.String))
    table = release_open(exhibit_id, frame, [Field(name, label, "text") for name, label in kept.items()], OPEN)
    facts = [_counted(kind, rows) for kind in dict.fromkeys(row["kind"] for row in rows)]
    title = f"{listed([noun_for(fact, fact.unit.removesuffix('s'), fact.unit) for fact in facts])} make up the network beside its hubs"
    text = f"@tbl-members holds who was part of it for {_EVERY}, as the network's register says."
    if through := [row["name"] for row in rows if row["works_through"]]:
        text += (
            f" {listed([in_markdown(name) for name in through])} {'works' if len(through) == 1 else 'work'} through other groups: what people gained "
            "there was brought about with them, and says nothing of one member alone."
        )
    return exhibit_table(exhibit_id, title, table, text, facts, **more)


def _counted(kind: str, rows: list[dict[str, Any]]) -> Fact:
    held = [row["member_id"] for row in rows if row["kind"] == kind]
    fact = derived(
        f"members.{kind}s",
        len(held),
        f"{kind}s",
        f"{kind}s of the register that were part of the network in the period",
        [],
    )
    return replace(fact, origins=(Origin("members", (("member_id", tuple(held)),)),))


def member_profiles(edition: OpenEdition) -> Sentence:
    """Each in a few lines: what it does, as what, through whom, what it brought, and what of it stands in case studies and awards."""
    rows = _in_period(edition)
    if not rows:
        return Sentence(f"*{in_markdown(NO_MEMBERS)}*", (), "member-profiles")
    facts: dict[str, Fact] = {}
    parts = []
    for row in rows:
        lines = "\n".join(f"- **{label}:** {said}" for label, said in _profile(edition, row, facts))
        parts.append(f"**{in_markdown(row['name'])}**\n\n{lines}")
    return Sentence("\n\n".join(parts), tuple(facts.values()), "member-profiles")


def _profile(edition: OpenEdition, row: dict[str, Any], facts: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    yield "Is", in_markdown(", ".join(named_in(row["roles"])))
    for label, column in (("Does", "does"), ("Housed with", "host"), ("Paid by", "funder")):
        if row[column]:
            yield label, in_own_words(row[column])
    if through := named_in(row["works_through"]):
        yield "Works through", f"{in_markdown(listed(through))}; what people gained there is not its own alone"
    if row["brought"]:
        yield "Brought", in_markdown(row["brought"])
    if row["since"] or row["until"]:
        yield (
            "Part of it",
            in_markdown(
                " ".join(
                    word
                    for word in (
                        f"since {row['since']}" if row["since"] else "",
                        f"until {row['until']}" if row["until"] else "",
                    )
                    if word
                )
            ),
        )
    yield from _collected(edition, row, facts)
    yield from _money(edition, row, facts)
    for label, column in (("Read in", "source"), ("Caution", "caution")):
        if row[column]:
            yield label, in_markdown(row[column])


def _names(row: dict[str, Any]) -> set[str]:
    return {plain_words(name) for name in (row["name"], *named_in(row["also_called"]))}


def _collected(edition: OpenEdition, row: dict[str, Any], facts: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    """How many sources it collected, where a partner's are so many that they may be told of."""
    cases = placed(edition)
    singly = shown_singly(edition, cases, "partner") if cases.height else pl.Series([], dtype=pl.String)
    number = sum(plain_words(partner) in _names(row) for partner in singly)
    if number:
        how = "sources that it collected, where they are so many that they may be told of by partner"
        fact = derived(f"members.{row['member_id']}.sources", number, "sources", how, [])
        facts[fact.id] = replace(fact, origins=(Origin("case_studies", (("case_id", tuple(cases["case_id"])),)),))
        yield "Collected", noun_for(facts[fact.id], "source")


def _money(edition: OpenEdition, row: dict[str, Any], facts: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    """What it holds or received, and what it pays, of awards in force: stated amounts in pounds."""
    awards = in_force(edition)
    for label, name, columns in (
        ("Holds or received", "held", ("lead_body", "recipient_body")),
        ("Pays", "paid", ("payer_body",)),
    ):
        meant = pl.any_horizontal(
            pl.col(column)
            .fill_null("")
            .map_elements(lambda text: plain_words(text) in _names(row), return_dtype=pl.Boolean)
            for column in columns
        )
        totals = funding.totals_by_currency(awards.filter(meant)).filter(pl.col("currency") == funding.HOME)
        if totals.height:
            sums = totals.row(0, named=True)
            fact_id = f"members.{row['member_id']}.{name}"
            fact = money_fact(
                fact_id,
                sums["total"],
                funding.HOME,
                funding.FUNDING_TOTAL.how,
                sums["awards"],
                sums["qualifier"],
                sums["total__least"],
            )
            facts[fact.id] = fact
            yield (
                label,
                f"{fact} in {counted(f'{fact_id}.awards', len(sums['awards']), 'award', 'the awards of this sum', [fact], ('that is', 'that are'))} in force",
            )


def _in_period(edition: OpenEdition) -> list[dict[str, Any]]:
    """The rows that were part of the network in at least one quarter of the period."""
    first, last = edition.period.quarter_labels[0], edition.period.quarter_labels[-1]
    rows = edition.table("members").iter_rows(named=True)
    return [row for row in rows if (row["since"] or first) <= last and (row["until"] or last) >= first]
