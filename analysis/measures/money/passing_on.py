"""Where money finally lies: each award less what was passed on out of it, and what was passed on, each pound once."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.measures.money.funding import counted, in_force, known_by_end, qualifier_of_sum, spread_over, sure_share
from analysis.periods import Period

# Of the award by which the money is held; what is kept belongs to the award it was kept of.
_ABOUT = (
    "recipient",
    "recipient_kind",
    "recipient_hub",
    "locality_id",
    "place",
    "local",
    "purpose",
    "spending",
    "first_day",
    "last_day",
    "known_by",
    "coarse",
    "a_year",
)
_OF_ROOT = {"payer": "payer", "lead": "lead", "kind": "kind", "root": "award_id"}
_LEAST = 0.005  # pounds; less is a matter of rounding


def parts_held(terms: pl.DataFrame, period: Period, currency: str, everything: bool = False) -> pl.DataFrame:
    """One row for each part of an award as it is held in the end; `amount` adds up to the total of the awards counted.

    terms: awards with_terms. Awards in force in the period count, or all known by its end (everything). Where more is said to have
    been passed on than there was, what was passed on is scaled down to what there was, and is `about` as much.
    Columns out: award_id (of the award it is held by), root, payer and lead and kind of the root, via (the bodies it went through),
    kept (whether a body that passes money on, and is no hub, held this back), amount, amount__least (what it is without what may be on record
    twice; more than the amount of what was held back, where what was passed on may be, and so of a part of nought too), qualifiers, awards
    (all that it rests on), and of the award it is held by: recipient, recipient_kind, recipient_hub, locality_id, place, local, purpose, spending, first_day, last_day,
    known_by, coarse, a_year (what of each pound of it is stated by the year, where it is).
    """
    rows = terms.filter(
        (pl.col("currency") == currency) & (pl.col("kind").ne_missing("in kind")) & pl.col("amount").is_not_null()
    ).with_columns(
        a_year=pl.when(pl.col("multiplied") & (pl.col("amount") != 0)).then(pl.col("annual_amount") / pl.col("amount"))
    )
    known = known_by_end(rows, period)
    roots = counted(known if everything else in_force(rows, period)).sort("award_id")
    level = roots.select(
        "award_id",
        "amount",
        *_ABOUT,
        *[pl.col(column).alias(name) for name, column in _OF_ROOT.items()],
        via=pl.lit([], dtype=pl.List(pl.String)),
        sure=sure_share(),
        qualifiers=pl.concat_list("qualifier"),
        awards=pl.concat_list("award_id"),
    )
    held = []
    while level.height:
        made = _made_from(level, known)
        held.append(_kept_of(level, made))
        level = made
    columns = ["award_id", *_OF_ROOT, "via", "kept", "amount", "amount__least", "qualifiers", "awards", *_ABOUT]
    return (
        pl.concat([part.select(columns) for part in held])
        if held
        else level.with_columns(kept=False, amount__least="amount").select(columns)
    )


def parts_over(parts: pl.DataFrame, periods: Sequence[Period]) -> pl.DataFrame:
    """What of each part (parts_held, one currency) falls in each period, as spread_over says of awards, with `part` (its row) first."""
    rows = parts.with_row_index("part").select(
        "amount",
        *["first_day", "last_day", "known_by", "coarse"],
        award_id=pl.col("part").cast(pl.String),
        annual_amount=pl.lit(None, pl.Float64),
        currency=pl.lit(""),
        qualifier=pl.col("qualifiers").map_elements(qualifier_of_sum, return_dtype=pl.String),
        least_amount="amount__least",
    )
    fallen = spread_over(rows, periods)
    return fallen.select(pl.col("award_id").cast(pl.UInt32).alias("part"), pl.exclude("award_id", "currency"))


def _made_from(level: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The awards made out of those of one level, as a level of their own."""
    sources = level.select(
        pl.col("award_id").alias("passed_on_from"),
        pl.col("amount").alias("there_was"),
        *_OF_ROOT,
        pl.col("sure").alias("sure_before"),
        pl.col("qualifiers").alias("qualifiers_before"),
        pl.col("awards").alias("awards_before"),
        via_now=pl.col("via").list.concat(pl.concat_list("recipient")),
    )
    made = known.filter(pl.col("passed_on_from").is_not_null() & (pl.col("amount") > 0)).sort("award_id")
    said = pl.col("amount").sum().over("passed_on_from")
    too_much = said > pl.col("there_was") + _LEAST
    return (
        made.drop(*[name for name in _OF_ROOT if name in made.columns])
        .join(sources, on="passed_on_from", how="inner", maintain_order="left")
        .with_columns(
            amount=pl.when(too_much).then(pl.col("amount") * pl.col("there_was") / said).otherwise("amount"),
            sure=pl.col("sure_before") * sure_share(),
            qualifier=pl.when(too_much).then(pl.lit("about")).otherwise("qualifier"),
        )
        .select(
            "award_id",
            "amount",
            *_ABOUT,
            *_OF_ROOT,
            "passed_on_from",
            pl.col("via_now").alias("via"),
            "sure",
            qualifiers=pl.concat_list(pl.concat_list("qualifier"), "qualifiers_before"),
            awards=pl.concat_list(pl.concat_list("award_id"), "awards_before"),
        )
    )


def _kept_of(level: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    """What of each award of a level was not passed on: all of it where nothing was."""
    gone = made.group_by(award_id="passed_on_from").agg(
        gone=pl.col("amount").sum(),
        gone_surely=(pl.col("amount") * pl.col("sure")).sum(),
        awards_made=pl.col("award_id").sort(),
        qualifiers_made=pl.col("qualifiers").list.first(),
    )
    rest = pl.col("amount") - pl.col("gone").fill_null(0.0)
    rest_otherwise = pl.col("amount") * pl.col("sure") - pl.col("gone_surely").fill_null(
        0.0
    )  # if nothing is on record twice
    return (
        level.join(gone, on="award_id", how="left", maintain_order="left")
        .with_columns(
            amount=rest,
            amount__least=rest_otherwise,
            kept=pl.col("gone").is_not_null()
            & pl.col("recipient_hub").is_null(),  # what a hub does not pass on is its own
            awards=pl.col("awards").list.concat(pl.col("awards_made").fill_null([])),
            qualifiers=pl.col("qualifiers").list.concat(pl.col("qualifiers_made").fill_null([])),
        )
        .filter((pl.max_horizontal("amount", "amount__least") > _LEAST) | pl.col("gone").is_null())
    )
