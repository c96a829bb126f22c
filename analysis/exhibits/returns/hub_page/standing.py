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
from analysis.exhibits.returns.hub_page.sums import note_sums
from analysis.exhibits.standing_table import SCHEMA, write_standing
from analysis.exhibits.totals import is_stock
from analysis.exhibits.wording import worded
from analysis.measures.returns import activity
from analysis.measures.returns.middle_half import MIDDLE_HALF, middle_half
from analysis.networks import Network
from analysis.periods import Period

COMPARED = ("sessions", "attendances", "volunteers", "volunteer_hours")
_SAID = "Worked out from the numbers of each hub as they are released, rounded and without those withheld."


def note_standing(network: Network, period: Period) -> None:
    """Work it out for the hubs' pages of an edition, and what each hub's quarters come to."""
    edition = OpenEdition(network, period)
    note_sums(edition)
    write_standing(network.name, period.slug, standing(edition))


def standing(edition: OpenEdition) -> pl.DataFrame:
    """A row a hub and question, of hubs that answered in every quarter of the period and whose kind has enough that did (middle_half.py).

    Columns: hub_id, question_id, hubs (how many), own (its number, as everybody may read it), low and high (ends of the middle half), in
    the question's unit. Which hubs they are is not in it: whoever reads the page has no use for that, and a link would name them.
    """
    kinds = edition.table("hubs").select("hub_id", "kind").drop_nulls("kind")
    rows = []
    for question in COMPARED:
        if question not in edition.answers.frame.columns:
            continue
        told = _of_whole_period(edition, question).join(kinds, on="hub_id")
        for group in told.partition_by("kind"):
            if half := middle_half(group["own"].to_list()):
                rows += [(hub, question, group.height, own, *half) for hub, own in group.select("hub_id", "own").rows()]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("hub_id", "question_id")


def _of_whole_period(edition: OpenEdition, question: str) -> pl.DataFrame:
    """hub_id, own: what the period's quarters come to (totals.py), for each hub of which every quarter is released."""
    quarters = edition.period.newest.quarter_labels
    rows = edition.answers.frame.filter(
        of_one("hub_id"), pl.col("quarter").is_in(quarters), pl.col(question).is_not_null()
    )
    told = activity.totals_by_hub(rows, [question], quarters, [question] if is_stock(edition, question) else [])
    whole = told.filter(pl.col("quarters_reported") == len(quarters))
    return whole.select("hub_id", own=pl.col(question).cast(pl.Float64))


def among_its_kind(edition: OpenEdition) -> Exhibit:
    """The hub's own numbers beside the middle half of its kind."""
    hub = str(edition.hub)
    exhibit_id = f"hub-among-{hub.lower()}"
    rows = edition.standing_of(hub)
    if rows is None:  # the notebook is run by hand, before any build
        rows = standing(OpenEdition(edition.network, edition.period)).filter(pl.col("hub_id") == hub)
    kind = edition.table("hubs").filter(pl.col("hub_id") == hub)["kind"][0] or "hub"
    if not rows.height:
        # Of fewer hubs one could tell whose each number is; that there is nothing to stand beside is no section.
        return exhibit_none(exhibit_id, "where the hub stands among its kind", "", data_folder=edition.data_folder)
    table = _table(edition, exhibit_id, rows, kind)
    several = f"hubs of the kind “{in_markdown(kind)}”"
    of = in_markdown(edition.period.newest.label)
    text = worded(edition, "hub.among", table=f"@tbl-{exhibit_id}", period=of, hubs=several)
    text += f" {worded(edition, 'hub.among-released')}" if edition.for_hub_alone else ""
    title = f"Your numbers beside the middle half of {several}"
    shown = table.select(exhibit_id, fields=[field.name for field in table.fields if field.role != "key"])
    exhibit = exhibit_table(exhibit_id, title, shown, text, data_folder=edition.data_folder)
    return replace(exhibit, facts=tuple(facts_of(table)), named_by=table)


def _table(edition: OpenEdition, name: str, rows: pl.DataFrame, kind: str) -> Released:
    period, hub = edition.period.newest, str(edition.hub)
    labels = {row["question_id"]: label_of(row) for row in edition.table("questions").iter_rows(named=True)}
    frame = rows.with_columns(asked=pl.col("question_id").replace(labels), period=pl.lit(period.label)).select(
        "asked", "period", "question_id", "own", "low", "high", "hubs"
    )
    own: Reads = (("returns", {"question_id": [], "quarter": period.quarter_labels, "hub_id": [hub]}),)
    # The kind as the register has it: a link to each return would name the neighbours, and what one of them confirmed as unusual.
    of_kind: Reads = (("hubs", {"kind": [kind]}),)
    over = "sum over the quarters, of volunteers their mean in whole ones"
    end = f"{MIDDLE_HALF.how}; the hubs of the kind are in the register, what is released of each in the data of the report"
    fields = [
        Field("asked", "What", "text"),
        Field("own", "You", unit="of the question", how=f"as it stands in the report: {over}", reads=own),
        Field("low", "A quarter of them lie below", unit="of the question", how=end, reads=of_kind),
        Field("high", "A quarter lie above", unit="of the question", how=end, reads=of_kind),
        Field("hubs", "Hubs of its kind, with yours", unit="hubs", how="hubs of the kind with every quarter shown", reads=of_kind),
        Field("question_id", "Code", "key"),
    ]  # fmt: skip
    # A function of what each hub's page shows: nothing further is given away.
    return edition.answers.derive(name, lambda _: frame, fields, _SAID)
