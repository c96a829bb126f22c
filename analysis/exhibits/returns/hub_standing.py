"""Where a hub stands among hubs of its kind, none of which is named: the middle half of them beside its own number.

The middle half is worked out once for a network, in each build, from what is released of each hub (`note_standing`), and lies among the
processed tables a row a hub: a hub's page reads its own rows alone, and is made anew only where hubs of its kind told something new.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from analysis.datasets.returns.questions import label_of
from analysis.disclosure.release import Field, Reads, Released
from analysis.disclosure.several import of_one
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table
from analysis.exhibits.facts import facts_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.standing_table import SCHEMA, write_standing
from analysis.exhibits.totals import is_stock, period_total
from analysis.networks import Network
from analysis.periods import Period

COMPARED = ("sessions", "attendances", "volunteers", "volunteer_hours")
FEWEST = 5  # hubs of a kind, the hub itself among them: of fewer the middle half would be one neighbour's number
_SAID = "Worked out from the numbers of each hub as they are released, rounded and without those withheld."


def note_standing(network: Network, period: Period) -> None:
    """Work it out for the hubs' pages of an edition."""
    write_standing(network.name, period.slug, standing(OpenEdition(network, period)))


def standing(edition: OpenEdition) -> pl.DataFrame:
    """A row a hub and question, of hubs whose kind has FEWEST hubs or more that answered in every quarter of the period.

    Columns: hub_id, question_id, hubs (how many), low and high (quartiles, linear between neighbours, in the question's unit), members.
    """
    kinds = edition.table("hubs").select("hub_id", "kind").drop_nulls("kind")
    parts = [pl.DataFrame(schema=SCHEMA)]
    for question in COMPARED:
        if question not in edition.answers.frame.columns:
            continue
        told = _of_whole_period(edition, question).join(kinds, on="hub_id")
        groups = told.group_by("kind").agg(
            hubs=pl.len().cast(pl.Int64),
            low=pl.col("number").quantile(0.25, "linear"),
            high=pl.col("number").quantile(0.75, "linear"),
            members=pl.col("hub_id").sort(),
        )
        rows = told.join(groups.filter(pl.col("hubs") >= FEWEST), on="kind")
        parts.append(
            rows.with_columns(question_id=pl.lit(question)).select(
                pl.col(name).cast(kind) for name, kind in SCHEMA.items()
            )
        )
    return pl.concat(parts).sort("hub_id", "question_id")


def _of_whole_period(edition: OpenEdition, question: str) -> pl.DataFrame:
    """hub_id, number: the sum of the period's quarters, of a stock their mean, for each hub of which every quarter is released."""
    quarters = edition.period.newest.quarter_labels
    rows = edition.answers.frame.filter(
        of_one("hub_id"), pl.col("quarter").is_in(quarters), pl.col(question).is_not_null()
    )
    number = pl.col(question).mean() if is_stock(edition, question) else pl.col(question).sum()
    told = rows.group_by("hub_id").agg(number=number.cast(pl.Float64), quarters=pl.col("quarter").n_unique())
    return told.filter(pl.col("quarters") == len(quarters)).drop("quarters").sort("hub_id")


def among_its_kind(edition: OpenEdition) -> Exhibit:
    """The hub's own numbers beside the middle half of its kind."""
    hub = str(edition.hub)
    exhibit_id = f"hub-among-{hub.lower()}"
    rows = edition.standing_of(hub)
    if rows is None:  # the notebook is run by hand, before any build
        rows = standing(OpenEdition(edition.network, edition.period)).filter(pl.col("hub_id") == hub)
    kind = edition.table("hubs").filter(pl.col("hub_id") == hub)["kind"][0] or "hub"
    if not rows.height:
        why = (
            f"Too few hubs of the kind “{kind}” have numbers for all of {edition.period.newest.label} that may be shown. A hub of another kind "
            "would be no fair measure, and of so few you could tell whose each number is."
        )
        return exhibit_none(exhibit_id, "Nothing to stand beside", why, data_folder=edition.data_folder)
    table = _table(edition, exhibit_id, rows)
    several = f"hubs of the kind “{in_markdown(kind)}”"
    text = (
        f"@tbl-{exhibit_id} sets your numbers for {in_markdown(edition.period.newest.label)} beside those of {several}: half of them lie between "
        "the two ends, a quarter below and a quarter above. None is named, and more is no better in itself: a hub that opens once a month "
        "does not fall short of one that opens every day."
    )
    title = f"Your numbers beside the middle half of {several}"
    shown = table.select(exhibit_id, fields=[field.name for field in table.fields if field.role != "key"])
    exhibit = exhibit_table(exhibit_id, title, shown, text, data_folder=edition.data_folder)
    return replace(exhibit, facts=tuple(facts_of(table)), named_by=table)


def _table(edition: OpenEdition, name: str, rows: pl.DataFrame) -> Released:
    period, hub = edition.period.newest, str(edition.hub)
    labels = {row["question_id"]: label_of(row) for row in edition.table("questions").iter_rows(named=True)}
    members = sorted({member for each in rows["members"] for member in each})
    own = [period_total(edition, question, period, [hub]).frame["total"][0] for question in rows["question_id"]]
    frame = rows.with_columns(
        asked=pl.col("question_id").replace(labels), own=pl.Series(own, dtype=pl.Float64), period=pl.lit(period.label)
    ).select("asked", "period", "question_id", "own", "low", "high", "hubs")

    def reads(hubs: list[str]) -> Reads:
        return (("returns", {"question_id": [], "quarter": period.quarter_labels, "hub_id": hubs}),)

    over = "sum over the quarters, of volunteers their mean"
    fields = [
        Field("asked", "What", "text"),
        Field("own", "You", unit="of the question", how=f"as the hub returned it: {over}", reads=reads([hub])),
        Field("low", "A quarter of them lie below", unit="of the question", how=f"lower quartile over hubs: {over}", reads=reads(members)),
        Field("high", "A quarter lie above", unit="of the question", how=f"upper quartile over hubs: {over}", reads=reads(members)),
        Field("hubs", "Hubs of its kind, with yours", unit="hubs", how="hubs of the kind with every quarter shown", reads=reads(members)),
        Field("question_id", "Code", "key"),
    ]  # fmt: skip
    # A function of what each hub's page shows: nothing further is given away.
    return edition.answers.derive(name, lambda _: frame, fields, _SAID)
