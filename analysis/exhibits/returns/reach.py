"""Whether people come where need is: attendances for each resident against deprivation."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from analysis.disclosure.release import Field, Reads, Released
from analysis.exhibits.drawing.theme import NAVY, TEAL, figure
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.facts import Fact, fact_of, in_plot
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import has_answers, not_answered
from analysis.exhibits.wording import count_of, noun_for, of_tries
from analysis.measures.returns import activity
from analysis.measures.returns.designs import comparison
from analysis.measures.sums import added
from analysis.measures.verdict import SIGNIFICANT

_LABELLED = 20  # hubs; with more of them, names would lie over each other


def reach_and_need(edition: OpenEdition) -> Exhibit:
    """Attendances for each resident against deprivation, locality by locality."""
    exhibit_id = "reach-and-need"
    subject = "whether more people come where deprivation is greater"
    if not has_answers(edition):
        return not_answered(exhibit_id, subject, edition)
    if not edition.table("localities").height:
        unknown, needed = (
            "The register names no localities.",
            "register/localities.csv, with the deprivation tenth of each.",
        )
        return exhibit_unknown(exhibit_id, subject, unknown, needed)
    table = _reach_table(edition, exhibit_id)
    rows = table.frame.filter(pl.col("rate").is_not_null() & pl.col("deprivation_decile").is_not_null())
    found = comparison.rank_correlation(rows["deprivation_decile"].to_list(), rows["rate"].to_list())
    if found is None:
        return exhibit_unknown(
            exhibit_id,
            subject,
            f"Fewer than five localities have a hub that reported throughout {edition.period.label}.",
            "Returns from hubs in at least five localities, in each quarter of the period.",
        )
    return _reach_exhibit(edition, exhibit_id, table, found)


def _reach_table(edition: OpenEdition, exhibit_id: str) -> Released:
    """One row a locality whose hubs all reported in each quarter of the period."""
    quarters = edition.period.quarter_labels
    hubs = edition.table("hubs").select("hub_id", "locality_id")
    places = edition.table("localities").select(
        "locality_id", locality="name", population="population", deprivation_decile="deprivation_decile"
    )

    def rate(answers: pl.DataFrame) -> pl.DataFrame:
        steady = activity.steady_hubs(answers, "attendances", quarters)
        totals = activity.totals_by_hub(answers.filter(pl.col("hub_id").is_in(steady)), ["attendances"], quarters)
        return (
            totals.join(hubs, on="hub_id")
            .group_by("locality_id")
            .agg(**added(totals, "attendances"))
            .join(places, on="locality_id")
            .with_columns(
                rate=pl.when(pl.col("population") > 0).then(1000 * pl.col("attendances") / pl.col("population"))
            )
            .sort("locality")
        )

    return edition.answers.derive(exhibit_id, rate, _reach_fields(quarters))


def _reach_fields(quarters: list[str]) -> list[Field]:
    answers: Reads = (("returns", {"question_id": ["attendances"], "quarter": quarters}), ("hubs", {"locality_id": []}))
    place = ("localities", {"locality_id": list[str]()})
    return [
        Field("locality", "Locality", "text"),
        Field("locality_id", "Code", "key"),
        Field(
            "deprivation_decile",
            "Deprivation tenth",
            unit="tenth",
            how="1 is the most deprived tenth",
            reads=(place,),
        ),
        Field("population", "Population", unit="people", how="as the register states it", reads=(place,)),
        Field(
            "attendances",
            "Attendances",
            unit="attendances",
            how="hubs that reported in each quarter",
            reads=answers,
        ),
        Field(
            "rate",
            "For each 1,000 residents",
            unit="attendances per 1,000 residents",
            how="released attendances over the population of the hub's own locality",
            reads=(*answers, place),
        ),
    ]


def _reach_exhibit(edition: OpenEdition, exhibit_id: str, table: Released, found: comparison.Correlation) -> Exhibit:
    slug = edition.period.slug
    stated = _correlation_facts(edition, table, found, slug)
    rho, chance, pairs = stated
    if found.p <= SIGNIFICANT:
        where = "more" if found.rho < 0 else "less"
        title = f"Attendances for each resident were {where} where deprivation is greater"
        said = f"With attendances dealt to places at random, a link as strong comes up in {of_tries(chance)} tries."
    else:
        title = "Attendances for each resident show no link with deprivation"
        said = f"With attendances dealt to places at random, a link as strong comes up in {of_tries(chance)} tries, so none can be claimed."
    frame = table.frame
    few = frame.height <= _LABELLED
    marks = go.Scatter(
        x=frame["deprivation_decile"].to_list(),
        y=frame["rate"].to_list(),
        mode="markers+text" if few else "markers",
        text=[in_plot(name) for name in frame["locality"].to_list()],
        textposition="top center",
        textfont={"size": 12},
        marker={"color": NAVY if found.p <= SIGNIFICANT else TEAL, "size": 11},
    )
    return exhibit_figure(
        exhibit_id,
        title,
        f"Scatter of {count_of(frame.height, 'locality', 'localities')}: deprivation tenth across (1 is the most deprived), attendances for each 1,000 residents "
        f"up. Rank correlation {rho.shown}.",
        table,
        figure(
            marks,
            height=380,
            y_title="Attendances for each 1,000 residents",
            yaxis={"rangemode": "tozero"},
            xaxis={
                "title": {"text": "Deprivation tenth (1 = most deprived)"},
                "dtick": 1,
                "range": [0.2, 10.8],
                "showgrid": True,
            },
        ),
        f"Over {noun_for(pairs, 'locality', 'localities')} the rank correlation is {rho} (@fig-{exhibit_id}). {said}",
        list(stated),
        data_folder=edition.data_folder,
    )


def _correlation_facts(
    edition: OpenEdition, table: Released, found: comparison.Correlation, slug: str
) -> tuple[Fact, Fact, Fact]:
    reads = (
        ("returns", {"question_id": ["attendances"], "quarter": edition.period.quarter_labels}),
        ("localities", {"locality_id": table.frame["locality_id"].to_list()}),
    )
    how = comparison.REACH_AND_NEED.how
    cells = table.derive(
        f"{table.name}-correlation",
        lambda _: pl.DataFrame(
            {"rho": [round(found.rho, 2)], "chance": [round(100 * found.p, 1)], "pairs": [found.pairs]}
        ),
        [
            Field("rho", "Rank correlation", unit="rank correlation", how=how, decimals=2, reads=reads),
            Field(
                "chance",
                "As strong by chance",
                unit="percent",
                how="share of tries, the localities dealt at random, in which it is at least as strong",
                decimals=1,
                reads=reads,
            ),
            Field(
                "pairs", "Localities", unit="localities", how="localities whose hubs reported throughout", reads=reads
            ),
        ],
    )
    rho, chance, pairs = (
        fact_of(cells, name, 0, f"patterns.need-{name}.{slug}") for name in ("rho", "chance", "pairs")
    )
    return rho, chance, pairs
