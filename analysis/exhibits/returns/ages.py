"""The exhibit on how old the people were who came."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.disclosure.several import of_one
from analysis.exhibits.counts import given
from analysis.exhibits.drawing.theme import NAVY, bars, figure
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import STOCK_HOW, has_answers, not_answered
from analysis.exhibits.wording import noun_for
from analysis.measures.returns import ages
from analysis.measures.returns.activity import BANDS
from analysis.measures.sums import roundings, unrounded

LABELS = dict(zip(BANDS, ("0 to 17", "18 to 64", "65 or over"), strict=True))
NONE_WHOLE = "Of no hub and quarter may all three ages be shown: of each that told them, one at least is withheld, or nobody came."
WHOLE_NEEDED = "Larger counts, or so many hubs that small ones may be put together."
_SLUGS = ("0-17", "18-64", "65-plus")


def age_bands(edition: OpenEdition) -> Exhibit:
    """How old the people were that hubs could count as different people."""
    if not all(has_answers(edition, band) for band in BANDS):
        return not_answered("age-bands", "the ages of people who came", edition, *BANDS)
    table = _table(edition)
    if not table.frame["share"].count():
        return exhibit_unknown("age-bands", "the ages of people who came", NONE_WHOLE, WHOLE_NEEDED)
    slug = edition.period.slug
    facts = [fact_of(table, "share", row, f"activity.age-share.{name}.{slug}") for row, name in enumerate(_SLUGS)]
    tellers = _hubs(edition, facts)
    most = max(range(3), key=lambda row: facts[row].number if facts[row].known else -1)
    shares = [f"{band} {fact.shown}" for band, fact in zip(LABELS.values(), facts, strict=True)]
    return exhibit_figure(
        "age-bands",
        f"{facts[most]} of the people whose age is known were {list(LABELS.values())[most]}",
        f"Bar chart of the share of people in three age bands: {', '.join(shares)}.",
        table,
        _draw(table, facts),
        f"Of the people whose age {noun_for(tellers, 'hub')} could tell, {facts[0]} were under {given(18)}, {facts[1]} were {given('18 to 64')} and {facts[2]} were 65 or over "
        "(@fig-age-bands). Of a quarter of which something is withheld, only hubs are in it of which all "
        "three ages may be shown. A person who came in two quarters is counted in both.",
        [*facts, tellers],
        data_folder=edition.data_folder,
    )


def _table(edition: OpenEdition) -> Released:
    quarters = edition.period.quarter_labels

    def share(frame: pl.DataFrame) -> pl.DataFrame:
        rows = ages.of_whole_hubs(frame, quarters, of_one("hub_id"))
        quarters_told = max(1, rows.filter(pl.any_horizontal(pl.col(list(BANDS)).is_not_null()))["quarter"].n_unique())
        sums = [float(rows.select(unrounded(rows, band)).item() or 0) for band in BANDS]
        total = sum(sums)
        shares = [100 * value / total if total else None for value in sums]
        counts = [float(rows.select(roundings(rows, band)).item()) / quarters_told for band in BANDS]
        means = pl.Series([value / quarters_told for value in sums]).round(0, mode="half_to_even")
        return pl.DataFrame({"band": list(LABELS.values()), "people": means, "people__counts": counts, "share": shares})

    reads = (("returns", {"question_id": list(BANDS), "quarter": quarters}),)
    fields = [
        Field("band", "Age", "key"),
        Field("people", "People, on average in a quarter", unit="people", how=STOCK_HOW, reads=reads),
        Field("share", "Share", unit="percent", how="share of the three bands' sum", decimals=0, reads=reads),
    ]
    return edition.answers.derive("age-bands", share, fields)


def _hubs(edition: OpenEdition, shares: list[Fact]) -> Fact:
    """How many hubs are in the shares."""
    one = of_one("hub_id")
    number = ages.hubs_in(ages.of_whole_hubs(edition.answers.frame, edition.period.quarter_labels, one), one)
    how = "hubs with a quarter in which all three ages may be shown, or are put together with other hubs'"
    return derived(f"activity.age-hubs.{edition.period.slug}", number, "hubs", how, shares)


def _draw(table: Released, facts: list[Fact]) -> go.Figure:
    frame = table.frame
    drawn = bars(
        frame["band"].to_list()[::-1],
        frame["share"].to_list()[::-1],
        colour=NAVY,
        text=[fact.shown for fact in facts][::-1],
        textposition="auto",
    )
    return figure(drawn, height=220, xaxis={"rangemode": "tozero", "ticksuffix": "%", "showgrid": True})
