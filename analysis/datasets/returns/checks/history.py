"""Numbers far outside what the hub itself has written in earlier quarters."""

from __future__ import annotations

import polars as pl

from analysis.datasets.checks import shortened
from analysis.datasets.returns.checks.eras import HUB_ERA, QUESTION_ERA, with_eras
from analysis.datasets.returns.checks.rules import Check
from analysis.sources.findings import Finding

# Natural process limits: median of the earlier quarters, plus and minus 3.14 times their median moving range. The median
# variant is taken because one earlier slip would widen limits from the mean until they let the next one pass.
# Source: Wheeler (1993), Understanding Variation, and Wheeler and Chambers (1992), Understanding Statistical Process Control:
# 3 / 0.954, where 0.954 relates the median moving range of two to the standard deviation.
LIMIT = 3.14
# Earlier quarters needed. Wheeler calls limits from five or six values useful; with six each season has been once.
FEWEST_EARLIER = 6
# Not further back than three years: what a hub did before it moved is no measure of what it does.
MOST_EARLIER = 12
# Limits see a shift of a seventh where a hub is steady, and the report's chart of change tells it. A volunteer is only asked
# where a number is double or half: slips of a digit, a quarter added to the one before, two months forgotten. On the two
# invented networks that asks eight times in 10,800 answers, seven of them about a hub that a flood had shut; at half as much
# again it would be eighteen times, ten of them for nothing.
AT_LEAST_TIMES = 2
# A difference that would change no sentence of the report is nobody's evening worth; in the question's unit.
LEAST_DIFFERENCE = {"count": 10, "hours": 40, "money": 1_000}

FAR_FROM_HISTORY = Check(
    "far-from-usual",
    "Does the number lie within what this hub's earlier quarters vary by?",
    "A slip would show as growth or decline. The number is counted as it stands until the hub has said.",
    "Where something happened that explains it: a flood, a move, a summer fair, a new building.",
    "doubt",
    "kept",
    "Ask the hub whether it is right.",
    "Is it right? If something special happened, tell us in a word.",
    rank=2,
)


def check_history(answers: pl.DataFrame, questions: pl.DataFrame, hubs: pl.DataFrame | None = None) -> list[Finding]:
    """A finding for each number outside the limits of the hub's own earlier quarters. Nothing is left out.

    Only quarters before the number's own are looked at, so that a finding never changes with a return that comes later; and of
    these only those since the question's last rewording and since another hub became part of this one (`hubs`, the register).
    """
    numbers = questions.filter(pl.col("kind").is_in(list(LEAST_DIFFERENCE)))
    least = pl.col("kind").replace_strict(LEAST_DIFFERENCE, default=None, return_dtype=pl.Float64)
    asked = numbers.select("question_id", "number", least.alias("least"))
    series = with_eras(answers, questions, hubs).join(asked, on="question_id").sort("question_id", "hub_id", "quarter")
    own = ["question_id", "hub_id", QUESTION_ERA, HUB_ERA]
    step = pl.col("value").diff().abs().over(own)
    limits = series.with_columns(step=step).with_columns(
        usual=pl.col("value").rolling_median(MOST_EARLIER, min_samples=FEWEST_EARLIER).shift(1).over(own),
        usual_step=pl.col("step").rolling_median(MOST_EARLIER - 1, min_samples=FEWEST_EARLIER - 1).shift(1).over(own),
        earlier=pl.int_range(pl.len()).over(own),
    )
    away = (pl.col("value") - pl.col("usual")).abs()
    times = pl.max_horizontal("value", "usual") >= AT_LEAST_TIMES * pl.min_horizontal("value", "usual")
    far = limits.filter(away > LIMIT * pl.col("usual_step"), away >= pl.col("least"), times)
    return [_say(row) for row in far.sort("hub_id", "quarter", "question_id").iter_rows(named=True)]


def _say(row: dict[str, object]) -> Finding:
    usual, step = float(str(row["usual"])), float(str(row["usual_step"]))
    low, high = max(0.0, usual - LIMIT * step), usual + LIMIT * step
    quarters = min(int(str(row["earlier"])), MOST_EARLIER)
    written = shortened(str(row["written"]))
    return FAR_FROM_HISTORY.of_answer(
        row,
        f"The answer to question {row['number']}, `{written}`, is far from what this hub usually writes: in the {quarters} "
        f"quarters before it about {usual:,.0f}, hardly ever outside {low:,.0f} to {high:,.0f}.",
    )
