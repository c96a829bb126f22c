"""What a funder decides next, hub by hub: how many came to the hubs whose awards end, how old they were, what they found there, what the hub said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.disclosure.several import of_one
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of
from analysis.exhibits.money.amounts import ON_RECORD, rests_on, traced
from analysis.exhibits.money.facts import awards_told
from analysis.exhibits.money.outlook.decisions import awards_due, last_due
from analysis.exhibits.money.outlook.endings import ENDS_NEEDED, NO_ENDS
from analysis.exhibits.money.unknown import unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import NO_RETURNS, RETURNS_NEEDED, STOCK_HOW, YEAR_HOW, is_stock, period_total
from analysis.exhibits.wording import noun_for, worded
from analysis.measures.returns import activity, stories
from analysis.measures.returns.activity import BANDS

EXHIBIT = "decisions-carry"
CARRIES = {"attendances": "Attendances", "people": "People, on average in a quarter"}
AGES = dict(zip(BANDS, ("Aged 0 to 17", "18 to 64", "65 or over"), strict=True))
_SHOWN_KINDS = 4  # kinds of support; more are counted
_SUBJECT = "what the awards that end carry"
_SILENT = "nothing that may be printed here"


def what_ends_carries(edition: OpenEdition) -> Exhibit:
    """Each hub of which an award ends within a year: how many came, how old they were, what support it offered, what it said last."""
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    due = awards_due(edition)
    if due is None:
        return unknown_money(edition, EXHIBIT, _SUBJECT, NO_ENDS, ENDS_NEEDED, **more)
    last = last_due(edition)
    of_hubs = due.filter(pl.col("recipient_hub").is_not_null())
    if not of_hubs.height:
        title = f"No hub has an award on record that ends by {last}"
        return exhibit_none(EXHIBIT, title, f"{title}, as far as ends are known.", **more)
    table = _released(edition, _told_of(edition, of_hubs))
    if table is None:
        return exhibit_unknown(EXHIBIT, _SUBJECT, NO_RETURNS, RETURNS_NEEDED, **more)
    facts = _facts(edition, table, of_hubs)
    title = _title(edition, facts, last)
    others = due.filter(pl.col("recipient_hub").is_null())
    text = worded(edition, "funding.all-that-is-counted", table=f"@tbl-{EXHIBIT}")
    if others.height:
        text += " " + worded(
            edition,
            "funding.held-by-others",
            awards=awards_told(
                "ending-elsewhere", others, "awards that end soon, held by bodies that are no hub", ("is", "are")
            ),
        )
    return traced(
        exhibit_table(EXHIBIT, title, table, text, facts, **more), "ending", rests={"ending": ("awards", "rests")}
    )


def _told_of(edition: OpenEdition, due: pl.DataFrame) -> pl.DataFrame:
    """One row a hub, by its name: its area, how many of its awards end, and what is known of it in words."""
    hubs = edition.table("hubs").select("hub_id", hub="name", locality="locality_id")
    places = edition.table("localities").select(locality="locality_id", area="name")
    ending = due.group_by(hub_id="recipient_hub").agg(
        ending=pl.col("award_id").n_unique().cast(pl.Int64), rests=pl.col("awards").list.explode().unique().sort()
    )
    rows = ending.join(hubs, on="hub_id", how="left")
    for more, on in ((places, "locality"), (_kinds_by_hub(edition), "hub_id"), (_said_by_hub(edition), "hub_id")):
        rows = rows.join(more, on=on, how="left")
    return rows.with_columns(
        hub=pl.coalesce("hub", "hub_id"),
        area=pl.col("area").fill_null("not known"),
        kinds=pl.col("kinds").fill_null("not known"),
        said=pl.col("said").fill_null(_SILENT),
    ).sort("hub", "hub_id")


def _kinds_by_hub(edition: OpenEdition) -> pl.DataFrame:
    """The kinds of support that a hub named in any return of the period, as words. Columns: hub_id, kinds."""
    quarters = edition.period.quarter_labels
    returns = edition.table("returns").filter(pl.col("quarter").is_in(quarters))
    rows = []
    for (hub,), group in returns.group_by("hub_id", maintain_order=True):
        named = activity.hubs_by_choice(group, "support_kinds", quarters)["choice"].sort().to_list()
        left = len(named) - _SHOWN_KINDS
        words = ", ".join(named[:_SHOWN_KINDS]) + (f" and {left} more" if left > 0 else "")
        rows += [{"hub_id": hub, "kinds": words}] if named else []
    return pl.DataFrame(rows, schema={"hub_id": pl.String, "kinds": pl.String})


def _said_by_hub(edition: OpenEdition) -> pl.DataFrame:
    """What a hub told last, where its form said that it may stand in the report. Columns: hub_id, said."""
    waiting = edition.table("personal_data").filter(pl.col("decision").is_null())
    places = waiting.select(source_file="file", source_cell="cell")
    returns = edition.table("returns").join(places, on=["source_file", "source_cell"], how="anti")
    told = stories.stories(returns, edition.table("questions"), edition.period.quarter_labels, ("report",))
    words = pl.col("text").str.replace_all(r"\s+", " ")
    return told.sort("quarter").group_by("hub_id").agg(said=words.last())


def _released(edition: OpenEdition, frame: pl.DataFrame) -> Released | None:
    """What hubs counted, from the released answers alone, beside what stands on record; None where nothing is known of any of them."""
    quarters = edition.period.quarter_labels
    answers = edition.answers.frame.filter(
        pl.col("hub_id").is_in(frame["hub_id"].implode()) & pl.col("quarter").is_in(quarters)
    )
    counted = [name for name in CARRIES if name in answers.columns and answers[name].is_not_null().any()]
    aged = all(band in answers.columns and answers[band].is_not_null().any() for band in BANDS)
    in_words = [name for name, none in (("kinds", "not known"), ("said", _SILENT)) if (frame[name] != none).any()]
    if not counted and not in_words:
        return None
    stocks = [name for name in counted if is_stock(edition, name)]
    fields = _fields(edition, counted, aged, in_words)
    if not counted:
        return release_open(EXHIBIT, frame, fields, ON_RECORD)

    def beside(released: pl.DataFrame) -> pl.DataFrame:
        rows = frame.join(
            activity.totals_by_hub(released, counted, quarters, stocks), on="hub_id", how="left", maintain_order="left"
        )
        if aged:
            shares = activity.age_shares_by_hub(released, quarters)
            rows = rows.join(shares, on="hub_id", how="left", maintain_order="left")
        return rows

    return edition.answers.derive(EXHIBIT, beside, fields, f"{ON_RECORD} {edition.answers.note}")


def _fields(edition: OpenEdition, counted: list[str], aged: bool, in_words: list[str]) -> list[Field]:
    quarters = edition.period.quarter_labels

    def reads(*questions: str) -> tuple[tuple[str, dict[str, list[str]]], ...]:
        return (("returns", {"question_id": list(questions), "quarter": quarters, "hub_id": []}),)

    ages = "share of the people whose age the hub told of, over the quarters of which all three ages are shown, each person once a quarter"
    labels = {"kinds": "Support offered", "said": "What the hub said last"}
    return [
        Field("hub", "Hub", "text"),
        Field("area", "Area", "text"),
        Field("hub_id", "Hub's code", "key"),
        Field("ending", "Awards that end", unit="awards", how="awards of the hub that end with the period or in the twelve months after it"),
        *[
            Field(name, CARRIES[name], unit=edition.answers.field(name).unit, how=f"{STOCK_HOW if is_stock(edition, name) else YEAR_HOW} of this hub", reads=reads(name))
            for name in counted
        ],
        *[Field(band, label, unit="percent", how=ages, reads=reads(*BANDS)) for band, label in AGES.items() if aged],
        *[Field(name, labels[name], "text") for name in in_words],
    ]  # fmt: skip


def _facts(edition: OpenEdition, table: Released, due: pl.DataFrame) -> list[Fact]:
    """How many hubs these are, and how many attendances they counted together, where they did."""
    slug, hubs = edition.period.slug, table.frame["hub_id"].to_list()
    ending = [fact_of(table, "ending", row) for row in range(len(table))]
    number = derived(f"funding.decisions-hubs.{slug}", len(hubs), "hubs", "hubs that hold an award that ends with the period or in the twelve months after", ending)  # fmt: skip
    number = replace(number, origins=rests_on(sorted({name for names in due["awards"].to_list() for name in names})))
    if "attendances" not in [field.name for field in table.fields]:
        return [number]
    answered = edition.answers.frame.filter(
        pl.col("quarter").is_in(edition.period.quarter_labels) & pl.col("attendances").is_not_null() & of_one("hub_id")
    )
    everyone = set(answered["hub_id"]) <= set(hubs)  # then it is the network's own sum, which is rounded once
    summed = period_total(edition, "attendances", edition.period, None if everyone else hubs)
    total = fact_of(summed, "total", 0, f"funding.decisions-attendances.{slug}")
    how = "sum of the attendances that the hubs counted in the period whose awards end with it or in the twelve months after"
    return [number, replace(total, how=how)]


def _title(edition: OpenEdition, facts: list[Fact], last: str) -> str:
    number, *counted = facts
    verb = "holds an award that ends" if number.value == 1 else "hold awards that end"
    title = f"{noun_for(number, 'hub')} {verb} by {last}"
    if not counted or not counted[0].known:
        return title
    they = "it" if number.value == 1 else "they"
    return f"{title}; {they} counted {noun_for(counted[0], 'attendance')} in {edition.period.label}"
