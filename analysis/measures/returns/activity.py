"""What hubs did and how many came: measures over the answers of the quarterly returns."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from analysis.datasets.returns.checks.consistency import BANDS as BANDS
from analysis.measures.measure import Measure, declare
from analysis.measures.sums import added, averaged

ATTENDANCES = declare(
    Measure(
        name="attendances",
        unit="attendances",
        question="How busy were the hubs?",
        how="sum over the hubs that reported of the attendances they counted in the quarter",
        better=None,
        reads="returns",
    )
)
PEOPLE = declare(
    Measure(
        name="people",
        unit="people",
        question="How many different people came?",
        how="sum over hubs of the different people each counted; a person who uses two hubs is counted at both",
        better=None,
        reads="returns",
    )
)
SESSIONS = declare(
    Measure(
        name="sessions",
        unit="sessions",
        question="How much did the hubs offer?",
        how="sum over the hubs that reported of the sessions they held in the quarter",
        better=None,
        reads="returns",
    )
)
VOLUNTEERS = declare(
    Measure(
        name="volunteers",
        unit="people",
        question="How many people run the hubs?",
        how="mean over the period's quarters of the volunteers counted by all hubs that reported",
        better=None,
        reads="returns",
    )
)
VOLUNTEER_HOURS = declare(
    Measure(
        name="volunteer_hours",
        unit="hours",
        question="How much time do volunteers give?",
        how="sum over the hubs that reported of the hours their volunteers gave",
        better=None,
        reads="returns",
    )
)
SUPPORT_KINDS = declare(
    Measure(
        name="support_kinds",
        unit="hubs",
        question="Which kinds of support can be found?",
        how="number of hubs that named the kind in at least one return of the period",
        better=None,
        reads="returns",
    )
)


def answers_by_hub(returns: pl.DataFrame, question_ids: Sequence[str]) -> pl.DataFrame:
    """One row a hub and quarter, one column a numeric question; null where there is no answer.

    returns: the processed table. Columns out: hub_id, quarter, then question_ids in their order (float).
    """
    wide = (
        returns.filter(pl.col("question_id").is_in(list(question_ids)) & pl.col("value").is_not_null())
        .pivot(on="question_id", index=["hub_id", "quarter"], values="value", aggregate_function="first")
        .sort("quarter", "hub_id")
    )
    absent = [name for name in question_ids if name not in wide.columns]
    return wide.with_columns(**{name: pl.lit(None, dtype=pl.Float64) for name in absent}).select(
        "hub_id", "quarter", *question_ids
    )


def sum_by_quarter(answers: pl.DataFrame, question: str, quarters: Sequence[str]) -> pl.DataFrame:
    """One row a quarter, in order: its sum over all hubs that reported, and how many these are; null without any.

    Columns out: quarter, total, hubs, total__counts (in how many roundings it may be off, sums.py); total__flag where an answer in
    the sum bears a flag, as [r]; and, where answers have marks, total__mark: [c] of a quarter of which all that was told is withheld.
    """
    summed = added(answers, question, "total")
    sums = (
        answers.filter(pl.col(question).is_not_null())
        .group_by("quarter")
        .agg(
            total=summed.pop("total"),
            hubs=hubs_behind(answers, question),
            **summed,
            **_flag_as("total", answers, question),
        )
    )
    return (
        pl.DataFrame({"quarter": list(quarters)}, schema={"quarter": pl.String})
        .join(sums, on="quarter", how="left", maintain_order="left")
        .with_columns(hubs=pl.col("hubs").fill_null(0).cast(pl.Int64), **_mark_of_withheld(answers, question))
    )


def _mark_of_withheld(answers: pl.DataFrame, question: str) -> dict[str, pl.Expr]:
    """Of sums by quarter: that nothing is known of one because each answer in it is withheld, and not because nobody told."""
    mark = f"{question}__mark"
    if mark not in answers.columns:
        return {}
    withheld = answers.filter(pl.col(mark) == "[c]")["quarter"].unique()
    of_few = pl.col("total").is_null() & pl.col("quarter").is_in(withheld.implode())
    return {"total__mark": pl.when(of_few).then(pl.lit("[c]"))}


def _flag_as(name: str, answers: pl.DataFrame, question: str) -> dict[str, pl.Expr]:
    """What stands beside an answer stands beside the sum it is in; all of it, each once."""
    flag = f"{question}__flag"
    if flag not in answers.columns:
        return {}
    every = pl.col(flag).drop_nulls().str.split(" ").explode().unique().sort().str.join(" ")
    return {f"{name}__flag": pl.when(pl.col(flag).count() > 0).then(every)}


def flag_of(answers: pl.DataFrame, question: str) -> str | None:
    """What stands beside the sum of all these answers to a question."""
    flags = _flag_as("sum", answers, question)
    return answers.select(flags["sum__flag"]).item() if flags and answers.height else None


def total_as(name: str, answers: pl.DataFrame, question: str) -> dict[str, str]:
    """The total of `sum_by_quarter`, and what stands beside it, under another name: to be selected."""
    flagged = f"{question}__flag" in answers.columns
    marked = f"{question}__mark" in answers.columns
    return {
        name: "total",
        f"{name}__counts": "total__counts",
        **({f"{name}__flag": "total__flag"} if flagged else {}),
        **({f"{name}__mark": "total__mark"} if marked else {}),
    }


def hubs_behind(answers: pl.DataFrame, question: str) -> pl.Expr:
    """How many hubs stand behind the cells of a group: one each, or as many as a pooled cell says of itself."""
    return (
        pl.col(f"{question}__units").sum() if f"{question}__units" in answers.columns else pl.col("hub_id").n_unique()
    )


def steady_hubs(answers: pl.DataFrame, question: str, quarters: Sequence[str]) -> list[str]:
    """The hubs that answered the question in each of the quarters: the like-for-like set. Pooled cells are of no one hub."""
    single = pl.col(f"{question}__units") == 1 if f"{question}__units" in answers.columns else pl.lit(True)
    counted = (
        answers.filter(single & pl.col("quarter").is_in(list(quarters)) & pl.col(question).is_not_null())
        .group_by("hub_id")
        .agg(pl.col("quarter").n_unique().alias("quarters"))
    )
    return sorted(counted.filter(pl.col("quarters") == len(set(quarters)))["hub_id"].to_list())


def totals_by_hub(
    answers: pl.DataFrame, questions: Sequence[str], quarters: Sequence[str], stocks: Collection[str] = ()
) -> pl.DataFrame:
    """One row a hub: the sum of each question over the quarters, and in how many of them it was answered.

    stocks: questions of which the same ones are counted again in the next quarter: of these the mean, in whole ones.

    Columns out: hub_id, quarters_reported, then the questions, each with QUESTION__counts (in how many roundings it may be off) and, of sums,
    QUESTION__share (sums.py); where the answers say that some are withheld (QUESTION__mark), the mark of a hub of which no quarter may be shown.
    """
    return (
        answers.filter(pl.col("quarter").is_in(list(quarters)))
        .group_by("hub_id")
        .agg(
            quarters_reported=pl.col("quarter").n_unique(),
            **{key: each for name in questions for key, each in _over(answers, name, stocks).items()},
            **{key: flag for name in questions for key, flag in _flag_as(name, answers, name).items()},
            **{f"{name}__mark": _mark_of_none(name) for name in questions if f"{name}__mark" in answers.columns},
        )
        .sort("hub_id")
    )


def _over(answers: pl.DataFrame, question: str, stocks: Collection[str]) -> dict[str, pl.Expr]:
    return averaged(answers, question) if question in stocks else added(answers, question)


def age_shares_by_hub(answers: pl.DataFrame, quarters: Sequence[str]) -> pl.DataFrame:
    """One row a hub that told how old people were: the percent in each of the BANDS of those whose age it told.

    answers: with the bands, withheld ones null. Only quarters of which all three bands are shown count, for a share of what is left would lean
    to the large ones; a hub of which there is no such quarter, though a band is withheld, has the mark [c]. Columns out: hub_id, BANDS,
    BAND__mark, and BAND__flag where answers have flags.
    """
    bands = list(BANDS)
    own = answers.filter(pl.col("quarter").is_in(list(quarters)))
    withheld = [pl.col(f"{band}__mark") == "[c]" for band in bands if f"{band}__mark" in own.columns]
    hidden = own.filter(pl.any_horizontal(withheld)) if withheld else own.clear()
    sums = totals_by_hub(own.filter(pl.all_horizontal(pl.col(bands).is_not_null())), bands, quarters)
    whole = pl.sum_horizontal(bands)
    told = own.filter(pl.any_horizontal(pl.col(bands).is_not_null())).select("hub_id")
    hubs = pl.concat([told, hidden.select("hub_id")]).unique().sort("hub_id")
    flags = [f"{band}__flag" for band in bands if f"{band}__flag" in sums.columns]
    shares = sums.filter(whole > 0).select(
        "hub_id", *[(100 * pl.col(band) / whole).alias(band) for band in bands], *flags
    )
    of_none = pl.col(bands[0]).is_null() & pl.col("hub_id").is_in(hidden["hub_id"].implode())
    return hubs.join(shares, on="hub_id", how="left", maintain_order="left").with_columns(
        pl.when(of_none).then(pl.lit("[c]")).alias(f"{band}__mark") for band in bands
    )


def _mark_of_none(question: str) -> pl.Expr:
    """[c] for a hub of which nothing may be shown, though it answered: not as for one that sent nothing."""
    withheld = (pl.col(f"{question}__mark") == "[c]").fill_null(value=False).any()
    return pl.when((pl.col(question).count() == 0) & withheld).then(pl.lit("[c]"))


def hubs_by_choice(returns: pl.DataFrame, question: str, quarters: Sequence[str], name: str = "choice") -> pl.DataFrame:
    """One row a choice named in the quarters: how many hubs named it at least once. Columns out: `name`, hubs."""
    return (
        returns.filter((pl.col("question_id") == question) & pl.col("quarter").is_in(list(quarters)))
        .select("hub_id", pl.col("text").str.split(";").alias(name))
        .explode(name)
        .with_columns(pl.col(name).str.strip_chars())
        .filter(pl.col(name).is_not_null() & (pl.col(name) != ""))
        .group_by(name)
        .agg(hubs=pl.col("hub_id").n_unique())
        .sort(["hubs", name], descending=[True, False])
    )


def said_yes_by_quarter(answers: pl.DataFrame, question: str, quarters: Sequence[str]) -> pl.DataFrame:
    """One row a quarter, in order: how many hubs answered yes (1) and how many no (0). Columns out: quarter, yes, no."""
    counted = (
        answers.filter(pl.col(question).is_not_null())
        .group_by("quarter")
        .agg(yes=(pl.col(question) == 1).sum().cast(pl.Int64), no=(pl.col(question) == 0).sum().cast(pl.Int64))
    )
    return pl.DataFrame({"quarter": list(quarters)}, schema={"quarter": pl.String}).join(
        counted, on="quarter", how="left", maintain_order="left"
    )
