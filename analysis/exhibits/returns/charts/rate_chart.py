"""Exhibit: a share or a rate by quarter, with limits that follow how many people are behind each."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.exhibits.drawing.control_chart import draw_control_chart
from analysis.exhibits.events import over_time
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.charts.ratios import Ratio, asked_in_words, not_asked, values_in
from analysis.exhibits.wording import listed, with_verb
from analysis.measures.returns.change import FEWEST_TO_TELL
from analysis.measures.returns.charts.rates import RATE_CHART, RateChart, rate_chart
from analysis.measures.returns.charts.ratios import ratio_by_quarter


@over_time
def rate_by_quarter(edition: OpenEdition, ratio: Ratio) -> Exhibit:
    """A p' or u' chart over the hubs that gave both answers in a quarter. Needs eight quarters."""
    exhibit_id = f"chart-{ratio.name}"
    unknown = not_asked(edition, exhibit_id, ratio)
    if unknown is not None:
        return unknown
    told = ratio_by_quarter(edition.answers.frame, ratio.count, ratio.sizes, edition.quarters_so_far)
    if told.height < FEWEST_TO_TELL or not told["count"].sum():
        return exhibit_unknown(
            exhibit_id,
            ratio.said,
            f"Only {with_verb(told.height, 'quarter', f'up to {edition.period.label} has', f'up to {edition.period.label} have')} both answers, so what is usual cannot be told yet.",
            f"{FEWEST_TO_TELL} quarters with answers to {asked_in_words(edition, ratio)}.",
        )
    chart = rate_chart(told["count"].to_list(), told["size"].to_list(), ratio.kind)
    return _exhibit(edition, exhibit_id, ratio, _table(edition, exhibit_id, ratio, told, chart), chart)


def _table(edition: OpenEdition, exhibit_id: str, ratio: Ratio, told: pl.DataFrame, chart: RateChart) -> Released:
    quarters = told["quarter"].to_list()
    frame = told.select(
        "quarter",
        value=ratio.times * pl.col("count") / pl.col("size"),
        size=pl.col("size"),
        size__counts=pl.col("size__counts"),
        hubs=pl.col("hubs"),
        mean=pl.lit(ratio.times * chart.centre),
        lower=ratio.times * pl.Series(chart.lower),
        upper=ratio.times * pl.Series(chart.upper),
        signal=pl.Series(["outside the limits" if outside else "" for outside in chart.outside]),
    )
    own = (("returns", {"question_id": ratio.questions, "quarter": []}),)
    whole = (("returns", {"question_id": ratio.questions, "quarter": quarters}),)
    fields = [
        Field("quarter", "Quarter", "key"),
        ratio.field(own),
        Field("size", "People", unit="people", how="sum over the hubs that gave both answers", reads=own),
        Field("hubs", "Hubs in the number", unit="hubs", how="hubs that gave both answers", reads=own),
        ratio.limit("mean", "Usual", "over all quarters together", whole),
        ratio.limit("lower", "Lower limit", RATE_CHART.how, whole),
        ratio.limit("upper", "Upper limit", RATE_CHART.how, whole),
        Field("signal", "Signal", "text"),
    ]
    return edition.answers.derive(exhibit_id, lambda _: frame, fields)


def _exhibit(edition: OpenEdition, exhibit_id: str, ratio: Ratio, table: Released, chart: RateChart) -> Exhibit:
    frame, label = table.frame, edition.period.label
    points = [row for row, outside in enumerate(chart.outside) if outside]
    own = [frame["quarter"][row] for row in points if frame["quarter"][row] in edition.period.quarter_labels]
    fact_id = f"{exhibit_id}-usual.{edition.period.slug}"
    usual = ratio.over_all(fact_id, chart.centre, "over all quarters together", values_in(table))
    marked = f"{listed(own)} lies" if len(own) == 1 else f"{listed(own)} lie"
    title = (
        f"{marked} outside the limits of {ratio.said}"
        if own
        else f"No quarter of {label} lies outside the limits of {ratio.said}"
    )
    beyond = (
        " Quarters differ by more than chance makes of so many people, and the limits are as much wider."
        if chart.spread > 1
        else ""
    )
    return exhibit_figure(
        exhibit_id,
        title,
        f"Control chart of {ratio.said}, from {frame['quarter'][0]} to {frame['quarter'][-1]}, usually {usual.shown}. Marked quarters: "
        f"{listed([frame['quarter'][row] for row in points]) or 'none'}.",
        table,
        draw_control_chart(frame, points, ratio.label, ratio.axis, "value"),
        f"Over all quarters it is {usual} (@fig-{exhibit_id}). The limits of a quarter follow how many people are behind it.{beyond} Which hubs answered differs "
        "from quarter to quarter, so a mark may be of who answered; no season is taken out.",
        [usual],
        data_folder=edition.data_folder,
    )  # fmt: skip
