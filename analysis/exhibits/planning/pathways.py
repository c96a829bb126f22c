"""Exhibits on referrals between hubs as a network: who points people on to whom, and what the returns say beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Reads, Released
from analysis.exhibits.counts import counted, rows_of
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, facts_of, in_markdown, said_of_sum
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.planning.pathways_drawing import draw_pathways
from analysis.exhibits.planning.pathways_family import released_pathways
from analysis.exhibits.register.network import open_now
from analysis.exhibits.wording import count_of, listed, noun_for, plainly, worded
from analysis.measures.planning import pathways
from analysis.measures.returns import activity
from analysis.measures.sums import added, in_whole_ones

UNKNOWN = "No pathway between hubs of this network is on record."
NEEDED = (
    "register/pathways.csv: a row for each pathway that hubs have agreed (from_hub, to_hub or to_service), and where they count, how "
    "many people were pointed on along it in a quarter."
)
_WITHHELD = (
    "Counts are released by quarter; those too small to print are in no sum, so sums are lower than what happened."
)
_MOST_DRAWN = 40  # hubs; a drawing of more could not be read
_MOST_SAID = 8


def referral_network(edition: OpenEdition) -> Exhibit:
    """The hubs as a network: pathways counted in the period and pathways only agreed."""
    made = _links(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if made is None:
        return exhibit_unknown("referral-network", "pathways between hubs", UNKNOWN, NEEDED, **more)
    table = made
    frame, hubs = table.frame, open_now(edition)
    between = frame.filter(pl.col("to_hub").is_not_null() & pl.col("from_hub").is_in(hubs["hub_id"].implode()))
    between = between.filter(pl.col("to_hub").is_in(hubs["hub_id"].implode()))
    title, facts = _title(edition, table, between)
    said = f"{worded(edition, 'planning.pathways-of', figure='@fig-referral-network', period=in_markdown(edition.period.label))} {_withheld(edition, frame)}{_outside(frame)}{_unlinked(hubs, between)}"
    shown = hubs if hubs.height <= _MOST_DRAWN else hubs.filter(_in_any(between))
    if not between.height or shown.height > _MOST_DRAWN:
        return exhibit_table("referral-network", title, table, said.replace("@fig-", "@tbl-"), facts, **more)
    alt = f"Drawing of the hubs as points, an arrow for each pathway from hub to hub, the broader the more people. {_in_words(frame)}"
    drawing = draw_pathways(pathways.placed(shown), between)
    return exhibit_figure("referral-network", title, alt, table, drawing, said, facts, **more)


def _in_any(between: pl.DataFrame) -> pl.Expr:
    return pl.col("hub_id").is_in([*between["from_hub"], *between["to_hub"]])


def _links(edition: OpenEdition) -> Released | None:
    """One row a pathway: counted in the period (people null where all counts are withheld), or agreed and not counted."""
    whole = pathways.with_names(edition.table("pathways"))
    agreed = whole.filter(pl.col("quarter").is_null()).select("pathway", "from_hub", "to_hub", "to_service").unique()
    names = dict(edition.table("hubs").select("hub_id", "name").rows())
    quarters = edition.period.quarter_labels

    def made(cells: pl.DataFrame) -> pl.DataFrame:
        counted = pathways.by_pathway(cells, quarters)
        only = agreed.join(counted.select("pathway"), on="pathway", how="anti").sort("pathway")
        links = pl.concat([counted, only], how="diagonal_relaxed")
        told = pl.col("withheld").is_not_null()
        return links.with_columns(
            start=pl.coalesce(pl.col("from_hub").replace(names), pl.col("pathway")),
            end=pl.coalesce(pl.col("to_hub").replace(names), pl.col("to_service"), pl.lit("several hubs")),
            what=pl.when(pl.col("to_service").is_not_null()).then(pl.lit("a service")).when(pl.col("to_hub").is_not_null()).then(pl.lit("a hub")),
            people__mark=pl.when(pl.col("people").is_null()).then(pl.when(told).then(pl.lit("[c]")).otherwise(pl.lit("[x]"))),
            withheld__mark=pl.when(~told).then(pl.lit("[z]")),
        )  # fmt: skip

    family = released_pathways(edition)
    fields = [
        Field("start", "From", "text"),
        Field("end", "To", "text"),
        Field("what", "Which is", "text"),
        Field("pathway", "Pathway", "key"),
        Field("people", f"People in {edition.period.label}", unit="people", how=pathways.PATHWAYS.how, reads=(("pathways", {"quarter": quarters}),)),
        Field("withheld", "Quarters withheld", unit="quarters", how="quarters whose count is too small to print", reads=(("pathways", {"quarter": quarters}),)),
    ]  # fmt: skip
    table = family.derive("referral-network", made, fields, f"{family.note} {_WITHHELD}")
    return table if len(table) else None


def _title(edition: OpenEdition, table: Released, between: pl.DataFrame) -> tuple[str, list[Fact]]:
    cells = [fact for fact in facts_of(table) if ".people." in fact.id]
    slug = edition.period.slug
    counted, agreed = between.filter(pl.col("withheld").is_not_null()), between.filter(pl.col("withheld").is_null())
    if not between.height:
        return "No pathway leads from one hub to another", []
    hubs = derived(
        f"pathways.hubs.{slug}",
        len({*between["from_hub"], *between["to_hub"]}),
        "hubs",
        "hubs that such a pathway leads from or to",
        cells,
    )
    number = derived(
        f"pathways.counted.{slug}",
        counted.height,
        "pathways",
        "pathways from hub to hub with a count in the period",
        cells,
    )
    only = derived(
        f"pathways.agreed.{slug}",
        agreed.height,
        "pathways",
        "pathways from hub to hub that are agreed and have no count",
        cells,
    )
    if not counted.height:
        return f"{noun_for(only, 'pathway')} agreed between {noun_for(hubs, 'hub')}, none of them counted", [only, hubs]
    how = "released counts from hub to hub, added; those too small to print are in no sum"
    people, off = counted.select(**added(counted, "people")).select("people", "people__counts").row(0)
    total = derived(f"pathways.people.{slug}", people, "people", how, cells)
    total = replace(total, qualifier=said_of_sum(off, edition.rule.base))
    title, facts = f"{noun_for(number, 'pathway')} joined {noun_for(hubs, 'hub')}", [number, hubs]
    if agreed.height:
        title, facts = (
            f"{noun_for(number, 'pathway')}, and {only} only agreed, joined {noun_for(hubs, 'hub')}",
            [*facts, only],
        )
    if total.known:
        title, facts = f"{title}; about {total} people were pointed from one to another", [*facts, total]
    return title, facts  # fmt: skip


def _withheld(edition: OpenEdition, frame: pl.DataFrame) -> str:
    hidden = frame.filter(pl.col("people").is_null() & pl.col("withheld").is_not_null()).height
    if not hidden:
        return worded(edition, "planning.small-in-no-sum")
    rests = [rows_of("pathways", {"quarter": edition.period.quarter_labels})]
    told = counted("pathways.hidden", hidden, "pathway", "pathways of which no quarter's count may be printed", rests)
    return worded(edition, "planning.all-small", pathways=told)


def _outside(frame: pl.DataFrame) -> str:
    services = frame.filter(pl.col("to_service").is_not_null())["to_service"].unique().sort().to_list()
    if not services:
        return ""
    shown = listed([in_markdown(name) for name in services[:_MOST_SAID]])
    return f" Pathways also lead out of the network, to {shown}; these are in the table."


def _unlinked(hubs: pl.DataFrame, between: pl.DataFrame) -> str:
    """Hubs to which, or from which, no pathway leads."""
    text = ""
    for end, words in (("to_hub", "to"), ("from_hub", "from")):
        lone = hubs.filter(~pl.col("hub_id").is_in(between[end].implode())).sort("name")["name"].to_list()
        if lone and between.height:
            names = (
                listed([in_markdown(name) for name in lone]) if len(lone) <= _MOST_SAID else count_of(len(lone), "hub")
            )
            text += f" No pathway on record leads {words} {names}."
    return text


def _in_words(frame: pl.DataFrame) -> str:
    said = [
        f"{row['start']} to {row['end']} {row['people']:,.0f} people"
        for row in frame.filter(pl.col("people").is_not_null()).head(12).iter_rows(named=True)
    ]
    return f"{'; '.join(said)}. The table under it gives each." if said else "The table under it gives each."


def pathway_strengths(edition: OpenEdition) -> Exhibit:
    """Hub by hub: people pointed to it and on by it along pathways, beside the referrals that its returns count."""
    links = _links(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if links is None or not links.frame["withheld"].count():
        unknown = plainly(edition, "planning.no-pathway", period=edition.period.label)
        return exhibit_unknown("pathway-strengths", "referrals along pathways, hub by hub", unknown, NEEDED, **more)
    table = _strength_table(edition, links)
    frame = table.frame
    strongest = frame.sort("people_in", descending=True, nulls_last=True, maintain_order=True).row(0, named=True)
    rows = {row["hub_id"]: at for at, row in enumerate(frame.iter_rows(named=True))}
    top = fact_of(table, "people_in", rows[strongest["hub_id"]])
    name = in_markdown(strongest["name"])
    title = (
        f"Most people were pointed to {name}: {top} along pathways"
        if top.known
        else "No hub has a count that is large enough to print"
    )
    said = f"{_reconciled(edition, frame)}"
    return exhibit_table("pathway-strengths", title, table, said, [top], **more)  # fmt: skip


def _strength_table(edition: OpenEdition, links: Released) -> Released:
    hubs = open_now(edition).sort("name", "hub_id")
    quarters = edition.period.quarter_labels
    answers = edition.answers.frame
    asked = [name for name in ("referrals_in", "referrals_out") if name in answers.columns]
    returned = activity.totals_by_hub(answers, asked, quarters)
    absent = {name: pl.lit(None, pl.Float64) for name in ("referrals_in", "referrals_out") if name not in asked}
    hidden = _withheld_answers(answers, asked, quarters)

    def made(frame: pl.DataFrame) -> pl.DataFrame:
        counted = frame.filter(pl.col("withheld").is_not_null())
        found = pathways.strengths(counted, hubs["hub_id"].to_list())
        joined = found.join(returned, on="hub_id", how="left", maintain_order="left").with_columns(**absent)
        led_out = pl.col("pathways_out") + pl.col("pathways_to_services") > 0
        named = joined.join(hubs.select("hub_id", "name"), on="hub_id", maintain_order="left")
        return named.with_columns(people_gone=_gone()).with_columns(
            difference_in=pl.col("referrals_in") - pl.col("people_in"),
            difference_out=pl.col("referrals_out") - pl.col("people_gone"),
            **_counts_added(joined),
            people_in__mark=pl.when(pl.col("people_in").is_null()).then(_why(pl.col("pathways_in") > 0)),
            people_gone__mark=pl.when(pl.col("people_gone").is_null()).then(_why(led_out)),
            **{f"{name}__mark": pl.when(pl.col("hub_id").is_in(hidden[name])).then(pl.lit("[c]")) for name in hidden},
        )

    reads: Reads = (("pathways", {"quarter": quarters}),)
    told = {
        name: (("returns", {"question_id": [name], "hub_id": [], "quarter": quarters}),)
        for name in ("referrals_in", "referrals_out")
    }
    fields = [
        Field("name", "Hub", "text"),
        Field("hub_id", "Code", "key"),
        Field("people_in", "Pointed to it by hubs", unit="people", how=pathways.PATHWAYS.how, reads=reads),
        Field("referrals_in", "Referred to it, by its returns", unit="people", how="released answers of the period, added", reads=told["referrals_in"]),
        Field("difference_in", "Returns less pathways, in", unit="people", how="returns less pathways: referred by others than hubs, or not along a pathway", reads=reads),
        Field("people_gone", "Pointed on by it", unit="people", how=pathways.PATHWAYS.how, reads=reads),
        Field("referrals_out", "Pointed on, by its returns", unit="people", how="released answers of the period, added", reads=told["referrals_out"]),
        Field("difference_out", "Returns less pathways, on", unit="people", how="returns less pathways: pointed on otherwise than along a pathway", reads=reads),
    ]  # fmt: skip
    unasked = {"referrals_in", "referrals_out"} - set(edition.table("questions")["question_id"])
    gone = unasked | {name.replace("referrals", "difference") for name in unasked}
    note = f"{links.note} [z] where no pathway leads there; differences are of rounded counts."
    return links.derive("pathway-strengths", made, [field for field in fields if field.name not in gone], note)


def _gone() -> pl.Expr:
    """What a hub pointed on, to hubs and to services: each of the two with its share, or the one that is known."""
    names = ("people_out", "people_to_services")
    both = in_whole_ones(pl.sum_horizontal(*names, *[f"{name}__share" for name in names]))
    return pl.when(pl.all_horizontal(pl.col(names).is_not_null())).then(both).otherwise(pl.coalesce(names))


def _counts_added(joined: pl.DataFrame) -> dict[str, pl.Expr]:
    """In how many roundings may be off what a hub pointed on, and in what its returns and its pathways differ by."""
    gone = pl.col("people_out__counts") + pl.col("people_to_services__counts")
    return {
        "people_gone__counts": gone,
        "difference_in__counts": pl.col("people_in__counts") + _counts_of(joined, "referrals_in"),
        "difference_out__counts": gone + _counts_of(joined, "referrals_out"),
    }


def _counts_of(joined: pl.DataFrame, question: str) -> pl.Expr:
    """In how many roundings may be off what a hub's returns of the period come to; none where it is not asked."""
    name = f"{question}__counts"
    return pl.col(name).fill_null(0) if name in joined.columns else pl.lit(0.0)


def _withheld_answers(answers: pl.DataFrame, asked: Sequence[str], quarters: list[str]) -> dict[str, list[str]]:
    """By question the hubs of whose answers in the quarters one was withheld: where no sum is known, that is why."""
    told = answers.filter(pl.col("quarter").is_in(quarters))
    return {
        name: told.filter(pl.col(f"{name}__mark") == "[c]")["hub_id"].unique().sort().to_list()
        for name in asked
        if f"{name}__mark" in told.columns
    }


def _why(there: pl.Expr) -> pl.Expr:
    return pl.when(there).then(pl.lit("[c]")).otherwise(pl.lit("[z]"))


def _reconciled(edition: OpenEdition, frame: pl.DataFrame) -> str:
    """What the returns say against the pathways: a hub cannot be sent more people along pathways than were sent to it at all."""
    both = frame.filter(pl.col("difference_in").is_not_null() | pl.col("difference_out").is_not_null())
    if not both.height:
        return worded(edition, "planning.none-with-both")
    over = both.filter((pl.col("difference_in") < 0).fill_null(False) | (pl.col("difference_out") < 0).fill_null(False))
    names = [in_markdown(name) for name in over.sort("name")["name"].to_list()]
    rests = [rows_of("pathways", {"quarter": edition.period.quarter_labels})]
    text = worded(
        edition,
        "planning.against-returns",
        hubs=counted("pathways.hubs-with-returns", both.height, "hub", "hubs with pathways and returns", rests),
    )
    if names:
        shown = listed(names) if len(names) <= _MOST_SAID else count_of(len(names), "hub")
        text += f" {worded(edition, 'planning.more-than-return', hubs=shown)}"
    return text
