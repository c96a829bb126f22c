"""How complete and how timely the returns are, and what was found in them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.datasets.register.hub_life import open_in
from analysis.measures.measure import Measure, declare
from analysis.measures.returns.circumstances import withheld_answers

COMPLETENESS = declare(
    Measure(
        name="completeness",
        unit="percent",
        question="How many of the returns that were due came?",
        how="returns received as a share of those due; a hub owes one for each quarter from the one it opened in",
        better="higher",
        reads="submissions",
    )
)
TIMELINESS = declare(
    Measure(
        name="timeliness",
        unit="percent",
        question="How many of the returns came in time?",
        how="returns received by their due day as a share of those received whose day of sending is known",
        better="higher",
        reads="submissions",
    )
)


def of_shown_answers(findings: pl.DataFrame, answers: pl.DataFrame, comparing: Sequence[str]) -> pl.DataFrame:
    """The findings without those that tell how large a withheld count is: that it is far from other quarters', or cannot stand beside others.

    A count of 1 to 7 that is at least ten from the usual thirteen is at most three; and where such findings stood, a count without one would be
    the more than three. So of an answer that is withheld none stands that judges what was kept, and, of checks that hold answers against each
    other (comparing, by rule), none of a return in which any is. What left the answer out leaves no count. answers: the released ones, with
    NAME__mark.
    """
    hidden = withheld_answers(answers).rename({"question_id": "column"})
    judged = (pl.col("effect") == "kept").fill_null(value=False)
    numbered = findings.with_row_index("number__")
    same = numbered.filter(judged).join(hidden, on=["hub_id", "quarter", "column"], how="semi")
    beside = numbered.filter(judged, pl.col("rule").is_in(list(comparing)))
    beside = beside.join(hidden, on=["hub_id", "quarter"], how="semi")
    told = pl.concat([same, beside])["number__"].unique()
    return numbered.filter(~pl.col("number__").is_in(told.implode())).drop("number__")


def returns_due(hubs: pl.DataFrame, quarters: Sequence[str]) -> pl.DataFrame:
    """One row a hub and quarter in which a return is due: while the hub is open. Columns: hub_id, quarter."""
    return open_in(hubs, list(quarters)).sort("hub_id", "quarter")


def return_states(hubs: pl.DataFrame, submissions: pl.DataFrame, quarters: Sequence[str]) -> pl.DataFrame:
    """One row a hub and quarter: on time, late, day not known, missing, not yet open, or closed (for good or for a while). Columns: hub_id, quarter, state, days_late.

    What is due is what the register says. A return of a hub that was not open then is asked about, and fills no other's place.
    Of several returns for a quarter one in time is enough; one whose day nobody can read may have been in time, so none of them is called late.
    """
    grid = hubs.select("hub_id", "opened").join(
        pl.DataFrame({"quarter": list(quarters)}, schema={"quarter": pl.String}), how="cross"
    )
    due = returns_due(hubs, quarters).with_columns(due=pl.lit(True))
    came = submissions.group_by("hub_id", "quarter").agg(
        days_late=pl.col("days_late").min(), undated=pl.col("days_late").is_null().any(), came=pl.lit(True).first()
    )
    return (
        grid.join(due, on=["hub_id", "quarter"], how="left")
        .join(came, on=["hub_id", "quarter"], how="left")
        .with_columns(
            state=pl.when(pl.col("due").is_null() & (pl.col("quarter") < pl.col("opened").fill_null("")))
            .then(pl.lit("not yet open"))
            .when(pl.col("due").is_null())
            .then(pl.lit("closed"))
            .when(pl.col("came").is_null())
            .then(pl.lit("missing"))
            .when(pl.col("days_late") <= 0)
            .then(pl.lit("on time"))
            .when(pl.col("undated"))
            .then(pl.lit("day not known"))
            .otherwise(pl.lit("late"))
        )
        .select("hub_id", "quarter", "state", "days_late")
        .sort("hub_id", "quarter")
    )


def completeness_by_quarter(states: pl.DataFrame, quarters: Sequence[str]) -> pl.DataFrame:
    """One row a quarter, in order. Columns: quarter, due, on_time, late, not_known (whether in time), missing (numbers of returns), received_share (percent)."""
    counted = states.group_by("quarter").agg(
        due=(~pl.col("state").is_in(["not yet open", "closed"])).sum(),
        on_time=(pl.col("state") == "on time").sum(),
        late=(pl.col("state") == "late").sum(),
        not_known=(pl.col("state") == "day not known").sum(),
        missing=(pl.col("state") == "missing").sum(),
    )
    numbers = ["due", "on_time", "late", "not_known", "missing"]
    return (
        pl.DataFrame({"quarter": list(quarters)}, schema={"quarter": pl.String})
        .join(counted, on="quarter", how="left", maintain_order="left")
        .with_columns(pl.col(numbers).fill_null(0).cast(pl.Int64))
        .with_columns(
            received_share=pl.when(pl.col("due") > 0).then(100 * (pl.col("due") - pl.col("missing")) / pl.col("due"))
        )
    )


def findings_by_rule(findings: pl.DataFrame) -> pl.DataFrame:
    """One row a rule: how often it was broken, in how many files, and what became of it. Columns: rule, became (a list), found, files.

    findings: with `became`, what became of each. Checks of several files share a rule's name, and not all of them do the same.
    """
    return (
        findings.group_by("rule")
        .agg(
            became=pl.col("became").unique().sort(),
            found=pl.len().cast(pl.Int64),
            files=pl.col("file").n_unique().cast(pl.Int64),
        )
        .sort(["found", "rule"], descending=[True, False])
    )
