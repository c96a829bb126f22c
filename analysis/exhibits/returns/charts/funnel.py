"""Exhibit: hubs of unlike size beside each other, in a funnel that allows for size and for the usual spread of hubs."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.exhibits.drawing.funnel import draw_funnel
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.charts.ratios import Ratio, asked_in_words, not_asked, values_in
from analysis.exhibits.wording import count_of, listed, noun_for
from analysis.measures.returns.charts.funnels import ALMOST_NEVER, FEWEST, FUNNEL, SELDOM, Funnel, funnel_of
from analysis.measures.returns.charts.ratios import ratio_by_hub


def hubs_beside_each_other(edition: OpenEdition, ratio: Ratio) -> Exhibit:
    """A funnel of a share or a rate, a point each hub. Needs eight hubs."""
    exhibit_id = f"funnel-{ratio.name}"
    unknown = not_asked(edition, exhibit_id, ratio)
    if unknown is not None:
        return unknown
    told, withheld = ratio_by_hub(edition.answers.frame, ratio.count, ratio.sizes, edition.period.newest.quarter_labels)
    if told.height < FEWEST or not told["count"].sum():
        return exhibit_unknown(
            exhibit_id,
            ratio.said,
            f"Only {count_of(told.height, 'hub')} gave what is needed in {edition.period.label}, so nobody can tell how unlike hubs usually are.",
            f"{FEWEST} hubs whose answers to {asked_in_words(edition, ratio)} may be shown.",
        )
    funnel = funnel_of(told["count"].to_list(), told["size"].to_list(), ratio.kind)
    table = _table(edition, exhibit_id, ratio, told, funnel)
    return _exhibit(edition, exhibit_id, ratio, table, funnel, withheld)


def _table(edition: OpenEdition, exhibit_id: str, ratio: Ratio, told: pl.DataFrame, funnel: Funnel) -> Released:
    names = dict(edition.table("hubs").select("hub_id", pl.coalesce("name", "hub_id")).iter_rows())
    limits = [funnel.limits(size, ALMOST_NEVER) for size in told["size"]]
    frame = told.select(
        hub=pl.col("hub_id").replace_strict(names, default=pl.col("hub_id")),
        value=ratio.times * pl.col("count") / pl.col("size"),
        size=pl.col("size"),
        size__counts=pl.col("size__counts"),
    ).with_columns(
        lower=pl.Series([ratio.times * low for low, _ in limits]),
        upper=pl.Series([ratio.times * high for _, high in limits]),
        apart=pl.Series(_words(funnel)),
    )
    reads = ratio.reads(told["hub_id"].to_list(), edition.period.newest.quarter_labels)
    limit = "1 hub in 500 that differs by chance and the usual spread alone lies beyond one of the two limits"
    fields = [
        Field("hub", "Hub", "key"),
        ratio.field(reads),
        Field(
            "size",
            "People, quarters added up",
            unit="people",
            how="sum over the quarters that hold both answers",
            reads=reads,
        ),
        ratio.limit("lower", "Lower limit", limit, reads),
        ratio.limit("upper", "Upper limit", limit, reads),
        Field("apart", "Stands apart", "text"),
    ]
    return edition.answers.derive(exhibit_id, lambda _: frame.sort("value", "hub", descending=[True, False]), fields)


def _words(funnel: Funnel) -> list[str]:
    return [("higher" if z > 0 else "lower") if apart else "" for z, apart in zip(funnel.z, funnel.apart, strict=True)]


def _exhibit(
    edition: OpenEdition, exhibit_id: str, ratio: Ratio, table: Released, funnel: Funnel, withheld: int
) -> Exhibit:
    slug, frame = edition.period.slug, table.frame
    rests_on = values_in(table)
    apart = frame.filter(pl.col("apart") != "")
    number, hubs = (
        derived(f"{exhibit_id}-{name}.{slug}", value, "hubs", how, rests_on)
        for name, value, how in (
            ("apart", apart.height, FUNNEL.how),
            ("hubs", frame.height, "hubs that gave both answers in the period"),
        )
    )
    target = ratio.over_all(f"{exhibit_id}-together.{slug}", funnel.target, "all hubs together", rests_on)
    title = f"{number} of {noun_for(hubs, 'hub')} stand apart from the others in {ratio.said}"
    if not apart.height:
        title = f"No hub stands apart from the others in {ratio.said}"
    return exhibit_figure(
        exhibit_id,
        title,
        f"Funnel plot of {count_of(frame.height, 'hub')}: {ratio.said}, by how many people are behind each. All together {target.shown}. Outside the outer limits: "
        f"{listed(apart['hub'].to_list()) or 'none'}.",
        table,
        draw_funnel(
            table,
            ratio.times * funnel.target,
            ratio.axis,
            _reaches(ratio, funnel, frame["size"].to_list()),
        ),
        _sentence(exhibit_id, apart, (hubs, target), funnel, withheld),
        [number, hubs, target],
        data_folder=edition.data_folder,
    )


def _reaches(ratio: Ratio, funnel: Funnel, sizes: Sequence[float]) -> list[tuple[float, list[float]]]:
    """For sizes from the least to the greatest: the two lower and the two upper limits."""
    least, most = min(sizes), max(sizes)
    steps = [least * (most / least) ** (place / 60) for place in range(61)]
    return [
        (size, [ratio.times * end for reach in (SELDOM, ALMOST_NEVER) for end in funnel.limits(size, reach)])
        for size in steps
    ]


def _sentence(exhibit_id: str, apart: pl.DataFrame, facts: tuple[Fact, Fact], funnel: Funnel, withheld: int) -> str:
    hubs, target = facts
    which = listed([f"{in_markdown(hub)} ({word})" for hub, word in apart.select("hub", "apart").iter_rows()])
    said = f" Beyond the outer limits lie {which}." if apart.height else " None lies beyond the outer limits."
    spread = (
        " Hubs differ by more than chance makes of their sizes, and the limits allow for that."
        if funnel.between
        else " Hubs differ by no more than chance makes of their sizes."
    )
    left = " Hubs of which a count is too small to show are not in it." if withheld else ""
    return (
        f"At the {noun_for(hubs, 'hub')} together it is {target} (@fig-{exhibit_id}).{left} Small hubs lie further from that by chance alone.{spread}{said} To stand "
        "apart is neither good nor bad: hubs serve unlike places, and count in their own ways. It is where to ask why."
    )
