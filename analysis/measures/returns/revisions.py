"""What stands beside an answer wherever it is shown: that it was corrected after its edition came out, or is an estimate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from analysis.measures.measure import Measure, declare

REVISIONS = declare(
    Measure(
        name="revisions",
        unit="answers",
        question="Which published numbers changed since?",
        how="answers corrected after the day on which an edition with their quarter came out",
        better=None,
        reads="corrections",
    )
)

# Shorthand of the Government Analysis Function.
REVISED, ESTIMATED = "[r]", "[e]"
# What a hub writes of a number that it did not count; a sum with one of them in it is no surer.
ESTIMATES = ("about", "at least", "more than")


def revised_answers(returns: pl.DataFrame, published: Mapping[str, dt.date]) -> pl.DataFrame:
    """One row an answer that was corrected after its quarter was published. Columns: hub_id, quarter, question_id.

    returns: the processed table. published: by quarter, the day on which it first stood in an edition.
    """
    corrected = returns.filter(pl.col("revised").is_not_null())
    days = _days(published)
    return (
        corrected.join(days, on="quarter")
        .filter(pl.col("revised").str.to_date(strict=False) > pl.col("published"))
        .select("hub_id", "quarter", "question_id")
        .sort("hub_id", "quarter", "question_id")
    )


def estimated_answers(returns: pl.DataFrame) -> pl.DataFrame:
    """One row a number that the hub gave as an estimate. Columns: hub_id, quarter, question_id."""
    estimated = returns.filter(pl.col("qualifier").is_in(ESTIMATES), pl.col("value").is_not_null())
    return estimated.select("hub_id", "quarter", "question_id").sort("hub_id", "quarter", "question_id")


def flags_by_hub(
    returns: pl.DataFrame, published: Mapping[str, dt.date], beside: pl.DataFrame | None = None
) -> pl.DataFrame:
    """One row a hub and quarter with an answer that something stands beside; for each question with one anywhere a column
    QUESTION__flag: [e] where it is an estimate, [r] where it was revised, several with a blank between them, or null.

    beside: what else stands beside answers (`circumstances.beside_answers`).
    """
    flagged = pl.concat(
        [
            revised_answers(returns, published).with_columns(flag=pl.lit(REVISED)),
            estimated_answers(returns).with_columns(flag=pl.lit(ESTIMATED)),
            *([] if beside is None else [beside]),
        ]
    )
    if flagged.is_empty():
        return flagged.select("hub_id", "quarter")
    key = ["hub_id", "quarter", "question_id"]
    together = flagged.sort("flag").group_by(key, maintain_order=True).agg(pl.col("flag").str.join(" ")).sort(key)
    wide = together.pivot(on="question_id", index=["hub_id", "quarter"], values="flag")
    return wide.rename({name: f"{name}__flag" for name in wide.columns if name not in ("hub_id", "quarter")})


def revisions(corrections: pl.DataFrame, published: Mapping[str, dt.date]) -> pl.DataFrame:
    """The corrections that came after publication, newest quarter first. Columns: as the processed table has them."""
    corrected = corrections.filter(pl.col("kind") == "correct").join(_days(published), on="quarter")
    after = corrected.filter(pl.col("when") > pl.col("published")).drop("published")
    return after.sort(["quarter", "hub_id", "question_id"], descending=[True, False, False])


def _days(published: Mapping[str, dt.date]) -> pl.DataFrame:
    return pl.DataFrame(
        {"quarter": list(published), "published": list(published.values())},
        schema={"quarter": pl.String, "published": pl.Date},
    )
