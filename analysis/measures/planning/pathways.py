"""Referrals between hubs as a network: who points people on to whom. All sums are of released counts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.sums import added

PATHWAYS = declare(
    Measure(
        name="pathways",
        unit="people",
        question="Who points people on to whom?",
        how="sum over the period's quarters of the released counts of each pathway; counts withheld are in no sum",
        better=None,
        reads="pathways",
    )
)
_ENDS = {"pathway": pl.String, "from_hub": pl.String, "to_hub": pl.String, "to_service": pl.String}


def with_names(pathways: pl.DataFrame) -> pl.DataFrame:
    """The pathways with `pathway`, one name for all rows from one place to another; people added where a row says what for."""
    to = pl.coalesce(pl.col("to_hub"), pl.lit("service ") + pl.col("to_service"))
    return (
        pathways.with_columns(pathway=pl.col("from_hub") + " > " + to)
        .group_by("pathway", "from_hub", "to_hub", "to_service", "quarter", maintain_order=True)
        .agg(people=pl.when(pl.col("people").count() > 0).then(pl.col("people").sum()))
        .sort("pathway", "quarter", nulls_last=True)
    )


def by_pathway(released: pl.DataFrame, quarters: Sequence[str]) -> pl.DataFrame:
    """One row a pathway that was counted in the quarters: people (null where every count is withheld), withheld (quarters).

    released: cells of pathway x quarter, with people__mark. Columns out: pathway, from_hub, to_hub, to_service, people, people__counts (in how
    many roundings it may be off), people__share (sums.py), withheld.
    """
    return (
        released.filter(pl.col("quarter").is_in(list(quarters)) & pl.col("from_hub").is_not_null())
        .group_by(*_ENDS)
        .agg(
            **added(released, "people"),
            withheld=(pl.col("people__mark") == "[c]").sum().cast(pl.Int64),
        )
        .sort("people", "pathway", descending=[True, False], nulls_last=True)
    )


def strengths(links: pl.DataFrame, hubs: Sequence[str]) -> pl.DataFrame:
    """One row a hub: people pointed to it by hubs, by it to hubs and to services, and how many pathways lead each way.

    links: as by_pathway gives them. Columns out: hub_id, people_in, people_out, people_to_services, each with NAME__counts and NAME__share
    as people has them, pathways_in, pathways_out.
    """
    out_hubs, out_services = links.filter(pl.col("to_hub").is_not_null()), links.filter(pl.col("to_hub").is_null())
    found = pl.DataFrame({"hub_id": list(hubs)}, schema={"hub_id": pl.String})
    for rows, end, people, number in (
        (out_hubs, "to_hub", "people_in", "pathways_in"),
        (out_hubs, "from_hub", "people_out", "pathways_out"),
        (out_services, "from_hub", "people_to_services", "pathways_to_services"),
    ):
        counted = rows.group_by(hub_id=end).agg(pl.len().cast(pl.Int64).alias(number), **added(rows, "people", people))
        found = found.join(counted, on="hub_id", how="left", maintain_order="left").with_columns(
            pl.col(number, f"^{people}__(counts|share)$").fill_null(0)
        )
    return found


def placed(hubs: pl.DataFrame) -> pl.DataFrame:
    """Where to draw each hub: x, y by its coordinates (equirectangular) where all are known, else on a circle in order of name."""
    ordered = hubs.sort("name", "hub_id")
    if ordered.height and not ordered["latitude"].null_count() and not ordered["longitude"].null_count():
        middle = math.cos(math.radians(float(ordered["latitude"].mean())))  # type: ignore[arg-type]
        return ordered.with_columns(x=pl.col("longitude") * middle, y=pl.col("latitude"))
    turn = 2 * math.pi / max(ordered.height, 1)
    return ordered.with_columns(
        x=pl.Series([math.sin(turn * place) for place in range(ordered.height)], dtype=pl.Float64),
        y=pl.Series([math.cos(turn * place) for place in range(ordered.height)], dtype=pl.Float64),
    )
