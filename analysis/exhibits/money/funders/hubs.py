"""What the hubs did that had a funder's money, itself or passed on: all that they counted, however it was paid for."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table
from analysis.exhibits.facts import facts_of, in_markdown
from analysis.exhibits.money.amounts import ON_RECORD
from analysis.exhibits.money.facts import terms_of
from analysis.exhibits.money.funders.funder import Funder
from analysis.exhibits.money.outlook.carried import CARRIES
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import STOCK_HOW, YEAR_HOW, is_stock
from analysis.exhibits.wording import plainly
from analysis.measures.money import funding
from analysis.measures.returns import activity


def what_hubs_did(edition: OpenEdition, funder: Funder) -> Exhibit:
    """Each hub that had the funder's money for the period: how it came, and what the hub counted in it, however that was paid for."""
    name = f"funder-hubs-{funder.slug}"
    had = hubs_that_had(edition, funder)
    if not had.height:
        said = plainly(edition, "funder.no-hub", period=edition.period.label)
        return exhibit_none(name, "No hub is on record", said, data_folder=edition.data_folder)
    table = _table(edition, name, had)
    shown = table.select(name, fields=[field.name for field in table.fields if field.role != "key"])
    title = f"What hubs with this money counted in {in_markdown(edition.period.label)}, however it was paid for"
    exhibit = exhibit_table(name, title, shown, "", data_folder=edition.data_folder)
    return replace(exhibit, facts=tuple(facts_of(table)), named_by=table)


def hubs_that_had(edition: OpenEdition, funder: Funder) -> pl.DataFrame:
    """The hubs that are named as recipients of its awards or of what was passed on out of them, where the award pays,
    or may pay, for a day of the period. Columns: hub_id, hub, came."""
    running = set(funding.in_force(terms_of(edition), edition.period)["award_id"])
    known = funding.known_by_end(terms_of(edition), edition.period)
    came: dict[str, str] = {}
    level, way = funder.awards, "from the funder"
    seen: set[str] = set()
    while level.height:
        for row in level.filter(pl.col("award_id").is_in(sorted(running))).iter_rows(named=True):
            several = [each.strip() for each in (row["recipient_hubs"] or "").split(";") if each.strip()]
            for hub in [row["recipient_hub"], *several]:
                if hub:
                    came.setdefault(hub, f"{way}, among several" if hub != row["recipient_hub"] else way)
        seen |= set(level["award_id"])
        passed = known.filter(pl.col("passed_on_from").is_in(level["award_id"].implode()))
        level = passed.join(pl.DataFrame({"award_id": sorted(seen)}), on="award_id", how="anti")
        way = "passed on"
    names = dict(edition.table("hubs").select("hub_id", "name").iter_rows())
    rows = [{"hub_id": hub, "hub": names.get(hub) or hub, "came": how} for hub, how in came.items()]
    return pl.DataFrame(rows, schema=dict.fromkeys(("hub_id", "hub", "came"), pl.String)).sort("hub", "hub_id")


def _table(edition: OpenEdition, name: str, had: pl.DataFrame) -> Released:
    quarters = edition.period.quarter_labels
    asked = set(edition.table("questions")["question_id"])
    counted = [question for question in CARRIES if question in asked]
    stocks = [question for question in counted if is_stock(edition, question)]
    fields = [
        Field("hub", "Hub", "text"),
        Field("came", "How it came", "text"),
        Field("hub_id", "Hub's code", "key"),
        *[
            Field(
                question,
                CARRIES[question],
                unit=edition.answers.field(question).unit,
                how=f"{STOCK_HOW if question in stocks else YEAR_HOW} of this hub",
                reads=(("returns", {"question_id": [question], "quarter": quarters, "hub_id": []}),),
            )
            for question in counted
        ],
    ]

    def beside(released: pl.DataFrame) -> pl.DataFrame:
        totals = activity.totals_by_hub(released, counted, quarters, stocks)
        return had.join(totals, on="hub_id", how="left", maintain_order="left")

    return edition.answers.derive(name, beside, fields, f"{ON_RECORD} {edition.answers.note}")
