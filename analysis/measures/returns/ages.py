"""Of how old the people were who came: the rows of answers whose three bands are of the same people."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.measures.returns.activity import BANDS

WITHHELD = "[c]"
_ALL_TOLD = pl.all_horizontal(pl.col(list(BANDS)).is_not_null())


def of_whole_hubs(answers: pl.DataFrame, quarters: Sequence[str], one: pl.Expr) -> pl.DataFrame:
    """The rows from which the three bands may be set beside one another.

    answers: released, one row a hub and quarter, with BANDS and BAND__mark where some are withheld. one: whether a row is of one hub. A quarter of which each band is whole,
    its withheld counts being put together, stays as it is, with what is put together and what rounding makes. Of any other only hubs stay of
    which all three bands are shown: a band of a hub whose others are withheld would lean the share towards itself. Columns out: as they came.
    """
    of_period = answers.filter(pl.col("quarter").is_in(list(quarters)))
    kept = [
        rows if all(_whole(rows, band, one) for band in BANDS) else rows.filter(one & _ALL_TOLD)
        for _, rows in of_period.group_by("quarter", maintain_order=True)
    ]
    return pl.concat(kept) if kept else of_period


def hubs_in(rows: pl.DataFrame, one: pl.Expr) -> int:
    """How many hubs are in such rows: those of which something is shown, and those whose withheld counts are put together."""
    bands = list(BANDS)
    shown = pl.any_horizontal(pl.col(bands).is_not_null())
    marks = [pl.col(f"{band}__mark").eq_missing(WITHHELD) for band in bands if f"{band}__mark" in rows.columns]
    return rows.filter(one & pl.any_horizontal(shown, *marks))["hub_id"].n_unique()


def _whole(rows: pl.DataFrame, band: str, one: pl.Expr) -> bool:
    """Whether nothing of the band is withheld, or all that is stands together in a row that is shown."""
    if f"{band}__mark" not in rows.columns:
        return True
    withheld = rows.filter(one & pl.col(f"{band}__mark").eq_missing(WITHHELD)).height
    return not withheld or bool(rows.filter(~one)[f"{band}__units"].sum())
