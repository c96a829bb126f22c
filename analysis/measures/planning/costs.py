"""What hubs cost to run and were given to set up, in ranges over hubs of a kind; and what cost lines declare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.periods import Period

FEWEST = 3  # hubs behind a range: of fewer there is no middle half
POUNDS, HOURS = (
    100,
    10,
)  # what money of a hub is rounded to wherever it stands, and its hours here; and so the ends of a range of them
ENOUGH, COARSE = 5, 5  # with fewer hubs they are rounded to five times that: the next hub would move them by more
OTHERS = "other kinds together"
PARTS = ("low", "likely", "high")
STARTING, BUILDING = "start-up", "capital"

RUNNING_COST = declare(
    Measure(
        name="running_cost",
        unit="GBP per year",
        question="What does it cost to run a hub for a year?",
        how=(
            "money out in four quarters of the hubs that told it in all four, in pounds of the price base: median, and the middle "
            f"half of the hubs (quartiles by linear interpolation), rounded to the nearest £{POUNDS} (£{COARSE * POUNDS} with fewer than {ENOUGH} hubs)"
        ),
        better=None,
        reads="returns",
    )
)
SESSION_COST = declare(
    Measure(
        name="session_cost",
        unit="GBP",
        question="What does one session cost?",
        how="median over the hubs of money out in four quarters by sessions held in them",
        better=None,
        reads="returns",
    )
)
YEARLY_HOURS = declare(
    Measure(
        name="yearly_hours",
        unit="hours",
        question="How much time of volunteers does a hub take in a year?",
        how=f"hours of volunteers in four quarters: median and middle half of the hubs, rounded to the nearest {HOURS}",
        better=None,
        reads="returns",
    )
)
SET_UP_AWARDS = declare(
    Measure(
        name="set_up_awards",
        unit="GBP",
        question="What were hubs given to set up?",
        how=(
            "awards to each hub that name start-up or set-up, or that are capital or name it, added by hub in pounds of the price "
            f"base: median, and the middle half of the hubs, rounded to the nearest £{POUNDS}"
        ),
        better=None,
        reads="awards",
    )
)
DECLARED_COST = declare(
    Measure(
        name="declared_cost",
        unit="GBP",
        question="What do those who know expect it to cost?",
        how="sum of the declared cost lines of the kind and of every kind; a line shared by several hubs counts by its share",
        better=None,
        reads="cost_lines",
    )
)


def last_four(period: Period) -> list[Period]:
    """The four quarters that end with the period: a year's own, or those up to a quarter."""
    quarters = [period.quarters[-1]]
    while len(quarters) < 4:
        quarters.append(quarters[-1].previous)
    return quarters[::-1]


def year_by_hub(
    answers: pl.DataFrame, hubs: pl.DataFrame, quarters: Sequence[str], factors: Mapping[str, float]
) -> pl.DataFrame:
    """One row a hub that told its money out in each of the quarters, in pounds of the base.

    factors: what a pound of each quarter is in those of the base. Columns out: hub_id, kind, money, session (pounds), hours; the last two null where they were not told in all four.
    A quarter whose price is not known is left in the pounds it was spent in.
    """
    asked = [name for name in ("money_out", "sessions", "volunteer_hours") if name in answers.columns]
    if "money_out" not in asked:
        amounts = dict.fromkeys(("money", "session", "hours"), pl.Float64())
        return pl.DataFrame(schema=pl.Schema({"hub_id": pl.String(), "kind": pl.String(), **amounts}))
    told = answers.filter(pl.col("quarter").is_in(list(quarters))).with_columns(
        money_out=pl.col("money_out")
        * pl.col("quarter").replace_strict(dict(factors), default=1.0, return_dtype=pl.Float64)
    )
    whole = [
        pl.when(pl.col(name).count() == len(quarters)).then(pl.col(name).sum()).cast(pl.Float64).alias(name)
        for name in asked
    ]
    absent = {name: pl.lit(None, pl.Float64) for name in ("sessions", "volunteer_hours") if name not in asked}
    return (
        told.group_by("hub_id")
        .agg(whole)
        .with_columns(**absent)
        .filter(pl.col("money_out").is_not_null())
        .join(hubs.select("hub_id", "kind"), on="hub_id")
        .select(
            "hub_id",
            pl.col("kind").fill_null("other"),
            money="money_out",
            session=pl.when(pl.col("sessions") > 0).then(pl.col("money_out") / pl.col("sessions")),
            hours="volunteer_hours",
        )
        .sort("hub_id")
    )


def set_up_by_hub(
    awards: pl.DataFrame, hubs: pl.DataFrame, index: dict[str, float], of_base: float | None
) -> pl.DataFrame:
    """One row a hub and purpose (start-up or capital) with awards for it: hub_id, kind, purpose, money, awards.

    awards: in pounds, as counted when the edition's period ends. Money passed on counts here: it is the hub that got it. of_base: the price
    level of the year whose pounds are meant; None where the index does not hold it, and amounts stay as awarded.
    """
    said = pl.concat_str("title", "purpose", "programme", separator=" ", ignore_nulls=True).str.to_lowercase()
    starting = said.str.contains(r"start[- ]?up|set[- ]?up|setting up")
    building = (pl.col("spending") == "capital").fill_null(False) | said.str.contains(r"\bcapital\b")
    day = pl.coalesce("award_date", "start")  # the index goes by years from April
    label = day.map_elements(lambda each: Period.of_date(each).year_label, return_dtype=pl.String)
    level = label.replace_strict(index, default=None, return_dtype=pl.Float64)
    factor = (pl.lit(of_base, pl.Float64) / level).fill_null(1.0)
    return (
        awards.filter(
            pl.col("recipient_hub").is_not_null()
            & pl.col("amount").is_not_null()
            & (pl.col("currency") == "GBP")
            & (pl.col("kind").ne_missing("in kind"))
            & pl.col("qualifier").is_in(["exact", "about"])
        )
        .with_columns(
            purpose=pl.when(starting).then(pl.lit(STARTING)).when(building).then(pl.lit(BUILDING)),
            money=pl.col("amount") * factor,
        )
        .filter(pl.col("purpose").is_not_null())
        .group_by(hub_id="recipient_hub", purpose="purpose")
        .agg(money=pl.col("money").sum(), awards=pl.col("award_id").sort())
        .join(hubs.select("hub_id", pl.col("kind").fill_null("other")), on="hub_id")
        .select("hub_id", "kind", "purpose", "money", "awards")
        .sort("purpose", "hub_id")
    )


def with_small_kinds_together(by_hub: pl.DataFrame, fewest: int = FEWEST) -> pl.DataFrame:
    """The hubs with `group`: their kind where enough hubs are of it, else OTHERS where those are enough in all; the rest are left out.

    A single kind that is too small is no other kinds together, so it is left out too.
    """
    sized = by_hub.with_columns(hubs=pl.len().over("kind"))
    small = sized.filter(pl.col("hubs") < fewest)
    together = small.height >= fewest and small["kind"].n_unique() > 1
    return (
        sized.with_columns(group=pl.when(pl.col("hubs") >= fewest).then("kind").otherwise(pl.lit(OTHERS)))
        .filter((pl.col("hubs") >= fewest) | pl.lit(together))
        .drop("hubs")
    )


def ranges(by_hub: pl.DataFrame, value: str, rounded_to: int, fewest: int = FEWEST) -> pl.DataFrame:
    """One row a group: group, hubs, low, likely, high; the value's quartiles, null where fewer hubs than `fewest` told it.

    They are rounded to `rounded_to`, and to COARSE times that where fewer than ENOUGH hubs told it.
    """
    told = pl.col(value).is_not_null().sum().cast(pl.Int64)
    ends = {"low": 0.25, "likely": 0.5, "high": 0.75}
    step = pl.when(told < ENOUGH).then(COARSE * rounded_to).otherwise(rounded_to).cast(pl.Float64)
    rounded = {
        name: ((pl.col(value).quantile(share, "linear") / step + 0.5).floor() * step) for name, share in ends.items()
    }
    return (
        by_hub.group_by("group")
        .agg(hubs=told, **rounded)
        .with_columns(pl.when(pl.col("hubs") >= fewest).then(pl.col(name)).alias(name) for name in ends)
        .sort(pl.col("group") == OTHERS, "group")
    )


def declared_by_kind(lines: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """One row a phase and kind that has lines of its own: the sum of these and of the lines for every kind.

    Columns out: phase, kind, lines, low, likely, high. A line that several hubs share counts by one hub's share.
    """
    of_hubs = lines.filter((pl.col("pattern") == pattern) & (pl.col("hub_kind") != "network"))
    kinds = of_hubs.filter(pl.col("hub_kind") != "any")["hub_kind"].unique().sort().to_list() or (
        ["any"] if of_hubs.height else []
    )
    shares = of_hubs.with_columns(pl.col(name) / pl.col("shared_by").fill_null(1) for name in PARTS)
    found = [
        shares.filter(pl.col("hub_kind").is_in([kind, "any"]))
        .group_by("phase")
        .agg(
            pl.lit(kind).alias("kind"),
            pl.col("line_id").sort().alias("lines"),
            *[pl.col(name).sum() for name in PARTS],
        )
        for kind in kinds
    ]
    schema = pl.Schema(
        {"phase": pl.String(), "kind": pl.String(), "lines": pl.List(pl.String()), **dict.fromkeys(PARTS, pl.Float64())}
    )
    return pl.concat(found).select(list(schema)).sort("phase", "kind") if found else pl.DataFrame(schema=schema)
