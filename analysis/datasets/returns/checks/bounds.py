"""Answers beyond the bounds that questions.yml declares for their question."""

from __future__ import annotations

import polars as pl

from analysis.datasets.checks import shortened
from analysis.datasets.returns.checks.rules import Check
from analysis.sources.findings import Finding

# A telephone number or a date typed into the box of a count would swamp every total it is in. A hundred times the largest
# answer that anybody foresaw is no busy quarter any more.
BEYOND_ALL = 100

# The bounds of questions.yml fit the largest kind of hub, a leisure centre. A judgement, to be put right where hubs say that it is
# wrong: what share of the largest foreseen number of people hubs of a kind bring together in a quarter.
SHARE_OF_LARGEST = {
    **dict.fromkeys(("village hall", "lunch club", "food pantry"), 0.1),
    **dict.fromkeys(("place of worship", "family centre", "youth centre"), 0.2),
    **dict.fromkeys(("community hub", "community centre"), 0.3),
    **dict.fromkeys(("library", "arts centre", "sports club", "school"), 0.5),
}
_OF_PEOPLE = ("attendances", "people", "people_0_17", "people_18_64", "people_65_plus")

OUT_OF_BOUNDS = Check(
    "out-of-bounds",
    "Does the answer lie within the bounds that the question declares?",
    "A slipped digit would show as growth. The number is counted as it stands until the hub has said.",
    "Where the hub is larger or smaller than those the question was drawn up for.",
    "doubt",
    "kept",
    "Ask the hub whether it is right.",
    "Is it right?",
    rank=2,
)
BEYOND_REASON = Check(
    "beyond-reason",
    f"Is the answer at most {BEYOND_ALL} times the largest that the question foresees?",
    "The answer is missing from the report: counted, it would swamp every total.",
    "Never; if a hub is that large, raise the question's maximum in questions.yml.",
    "doubt",
    "left out",
    "Ask the hub for the number; perhaps a date or a telephone number stands in its place.",
    "What is the number, if anybody knows it?",
    rank=1,
)
BOUNDS = (OUT_OF_BOUNDS, BEYOND_REASON)


def check_bounds(
    answers: pl.DataFrame, questions: pl.DataFrame, hubs: pl.DataFrame
) -> tuple[pl.DataFrame, list[Finding]]:
    """The answers without those beyond reason, and a finding for each beyond its question's bounds, or those of its kind of hub.

    hubs: hub_id and kind.
    """
    bounds = questions.filter(pl.col("minimum").is_not_null() | pl.col("maximum").is_not_null())
    about = bounds.select("question_id", "number", "minimum", "maximum", "ignore_when")
    share = pl.col("kind").replace_strict(SHARE_OF_LARGEST, default=1.0, return_dtype=pl.Float64)
    sized = pl.col("question_id").is_in(_OF_PEOPLE)
    held = (
        answers.join(about, on="question_id")
        .join(hubs.select("hub_id", "kind"), on="hub_id", how="left", maintain_order="left")
        .with_columns(usual=pl.col("maximum") * pl.when(sized).then(share).otherwise(1.0))
    )
    low, high = pl.col("value") < pl.col("minimum"), pl.col("value") > pl.col("usual")
    outside = held.filter(low.fill_null(False) | high.fill_null(False))
    beyond = outside.filter((pl.col("maximum") > 0) & (pl.col("value") > BEYOND_ALL * pl.col("maximum")))
    key = ["hub_id", "quarter", "question_id"]
    lost = set(beyond.select(key).iter_rows())
    findings = [
        _say(row, BEYOND_REASON if (row["hub_id"], row["quarter"], row["question_id"]) in lost else OUT_OF_BOUNDS)
        for row in outside.iter_rows(named=True)
    ]
    return answers.join(beyond.select(key), on=key, how="anti", maintain_order="left"), findings


def _say(row: dict[str, object], check: Check) -> Finding:
    value, low, high = (row[name] for name in ("value", "minimum", "usual"))
    whose = f" for a {row['kind']}" if high is not None and high != row["maximum"] else ""
    written = shortened(str(row["written"]))
    beyond = f"more than {high:,.10g}" if high is not None and value > high else f"less than {low:,.10g}"  # type: ignore[operator]
    return check.of_answer(
        row,
        f"The answer to question {row['number']}, `{written}`, is {beyond}, which is seldom right{whose}.",
        ignore=str(row["ignore_when"] or "") if check is OUT_OF_BOUNDS else "",
    )
