"""Answers of one return that cannot all be true, or hardly. Each rule is a record with its expression and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis.datasets.returns.checks.rules import Check
from analysis.sources.findings import Finding

BANDS = ("people_0_17", "people_18_64", "people_65_plus")
KEY = ["hub_id", "quarter"]

Row = dict[str, Any]
Cells = dict[str, Row]  # by question: file, sheet, cell and what was written

# A quarter has 13 weeks: nobody volunteers more than a full working week, week after week, without it being told.
MOST_HOURS_EACH = 13 * 40
# Money of one quarter against the other column: ten times is a slipped digit, a hundred times pence for pounds. Below the
# least sum the two differ by chance.
MONEY_APART, LEAST_MONEY = 10, 1_000


@dataclass(frozen=True)
class Contradiction:
    """A rule over the answers of one return.

    broken: over the exact answers side by side, a column a question. leaves_out: the answers that nobody can trust then;
    none where the check keeps them. tell: what was seen, from the row and the cells; it names the place of the second answer.
    """

    check: Check
    broken: pl.Expr
    tell: Callable[[Row, Cells], str]
    leaves_out: tuple[str, ...] = ()


def _n(value: object) -> str:
    return f"{float(str(value)):,.2f}".removesuffix(".00")


def _ages(row: Row, cells: Cells) -> str:
    total = sum(float(row[name]) for name in BANDS if row[name] is not None)
    return f"The ages make {_n(total)} people, but question 3 says {_n(row['people'])} (cell {cells['people']['source_cell']})."


def _both(first: str, second: str, words: str) -> Callable[[Row, Cells], str]:
    """Words with {first}, {second} and {cell}, the cell of the second."""
    return lambda row, cells: words.format(
        first=_n(row[first]), second=_n(row[second]), cell=f"cell {cells[second]['source_cell']}"
    )


_TOTAL = pl.sum_horizontal(BANDS)
_COMPLETE = pl.all_horizontal(pl.col(name).is_not_null() for name in BANDS)
_COUNTED = "The numbers are counted as they stand until the hub has said."
_MORE, _LESS = pl.max_horizontal("money_in", "money_out"), pl.min_horizontal("money_in", "money_out")

CONTRADICTIONS = (
    Contradiction(
        Check(
            "people-over-attendances",
            "Are there at most as many different people as attendances?",
            "One of the two is wrong, perhaps exchanged; both, and the ages, are left out.",
            "Never: nobody can come without attending.",
            "doubt",
            "left out",
            "Ask the hub for both numbers.",
            "What should the two numbers be?",
            ("people", "attendances"),
            rank=1,
        ),
        pl.col("people") > pl.col("attendances"),
        _both(
            "people",
            "attendances",
            "{first} different people, but only {second} attendances ({cell}): nobody can come without attending.",
        ),
        ("attendances", "people", *BANDS),
    ),
    Contradiction(
        Check(
            "ages-not-adding-up",
            "Do the three ages make the number of people?",
            "The ages are left out; the number of people is kept.",
            "Where a hub counts people whose age it does not know; then all three are better left blank.",
            "doubt",
            "left out",
            "Ask the hub for the ages again; if some people's age is not known, leave all three blank.",
            "Which of these numbers is wrong?",
            (*BANDS, "people"),
            rank=2,
        ),
        (_COMPLETE & (pl.col("people") != _TOTAL)) | (pl.col("people") < _TOTAL),
        _ages,
        BANDS,
    ),
    Contradiction(
        Check(
            "people-without-sessions",
            "Did people come to something?",
            f"The attendances of a session cannot be told. {_COUNTED}",
            "Where people dropped in and nothing was held.",
            "doubt",
            "kept",
            "Ask the hub how many sessions there were.",
            "Were there really no sessions, or were they not counted?",
            ("sessions", "attendances"),
            rank=3,
        ),
        (pl.col("sessions") == 0) & (pl.col("attendances") > 0),
        _both("sessions", "attendances", "No session was held, but there were {second} attendances ({cell})."),
    ),
    Contradiction(
        Check(
            "sessions-without-people",
            "Did somebody come to the sessions?",
            f"Nought would show as a hub that nobody uses. {_COUNTED}",
            "Where the hub met without counting, if it says so.",
            "doubt",
            "kept",
            "Ask the hub for the attendances; not known is better than nought.",
            "Did nobody come, or was nobody counted?",
            ("attendances", "sessions"),
            rank=2,
        ),
        (pl.col("attendances") == 0) & (pl.col("sessions") > 0),
        _both("attendances", "sessions", "There were {second} sessions ({cell}), but nobody came."),
    ),
    Contradiction(
        Check(
            "volunteers-without-hours",
            "Did the volunteers give any time?",
            f"Nought would show as volunteers who did nothing. {_COUNTED}",
            "Where volunteers signed up in the last days of the quarter.",
            "doubt",
            "kept",
            "Ask the hub for a fair estimate of the hours; not known is better than nought.",
            "Did they give no time, or is it not known?",
            ("volunteer_hours", "volunteers"),
            rank=3,
        ),
        (pl.col("volunteer_hours") == 0) & (pl.col("volunteers") > 0),
        _both("volunteer_hours", "volunteers", "There were {second} volunteers ({cell}), but they gave no hours."),
    ),
    Contradiction(
        Check(
            "hours-without-volunteers",
            "Was there somebody who gave the hours?",
            f"Nought would show as a hub without volunteers. {_COUNTED}",
            "Where paid staff's hours were written down; then the hours are wrong.",
            "doubt",
            "kept",
            "Ask the hub how many people volunteered.",
            "Were there no volunteers?",
            ("volunteers", "volunteer_hours"),
            rank=3,
        ),
        (pl.col("volunteers") == 0) & (pl.col("volunteer_hours") > 0),
        _both("volunteers", "volunteer_hours", "Nobody volunteered, but {second} hours were given ({cell})."),
    ),
    Contradiction(
        Check(
            "hours-beyond-a-week",
            f"Did each volunteer give at most {MOST_HOURS_EACH} hours, a full working week each week?",
            f"A slipped digit would show as devotion. {_COUNTED}",
            "Where a hub's warden lives in, or helpers of one day were not counted as volunteers.",
            "doubt",
            "kept",
            "Ask the hub for both numbers.",
            "Are both right?",
            ("volunteer_hours", "volunteers"),
            rank=2,
        ),
        (pl.col("volunteers") > 0) & (pl.col("volunteer_hours") > MOST_HOURS_EACH * pl.col("volunteers")),
        _both(
            "volunteer_hours",
            "volunteers",
            "{first} hours from {second} volunteers ({cell}): more than 40 hours a week from each.",
        ),
    ),
    Contradiction(
        Check(
            "steps-over-people",
            "Did at most as many people take a next step as came?",
            f"What coming to the hub led to would be overstated. {_COUNTED}",
            "Where steps were counted and not people, or people of earlier quarters as well.",
            "doubt",
            "kept",
            "Ask the hub how many people took a step.",
            "Are both right?",
            ("next_steps", "people"),
            rank=4,
        ),
        pl.col("next_steps") > pl.col("people"),
        _both("next_steps", "people", "{first} people took a next step, but only {second} different people came ({cell})."),
    ),
    Contradiction(
        Check(
            "money-far-apart",
            f"Are money in and money out less than {MONEY_APART} times apart?",
            f"A slipped digit, or pence for pounds, would show as riches or ruin. {_COUNTED}",
            "Where a large grant came in, or a large bill was paid.",
            "doubt",
            "kept",
            "Ask the hub whether both are right.",
            "Are both right?",
            ("money_in", "money_out"),
            rank=4,
        ),
        (_LESS > 0) & (_MORE >= MONEY_APART * _LESS) & (_MORE >= LEAST_MONEY)
        & pl.col("money_in").is_not_null() & pl.col("money_out").is_not_null(),
        _both("money_in", "money_out", "£{first} came in and £{second} went out ({cell}): one is ten times the other or more."),
    ),
)  # fmt: skip
COMPARED = tuple(dict.fromkeys(name for each in CONTRADICTIONS for name in (*each.check.about, *each.leaves_out)))


def check_consistency(answers: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The answers without those that contradict each other beyond use, and a finding for each rule that a return breaks.

    answers: one row an answer, with `written`. Only exact numbers are compared: an estimate contradicts nothing.
    """
    exact = answers.filter(pl.col("question_id").is_in(COMPARED), pl.col("qualifier") == "exact")
    wide = exact.pivot("question_id", index=KEY, values="value", aggregate_function="first")
    wide = wide.with_columns(pl.lit(None, pl.Float64).alias(name) for name in COMPARED if name not in wide.columns)
    broken = {each.check.name: wide.filter(each.broken).sort(KEY) for each in CONTRADICTIONS}
    cells = _cells(exact, pl.concat([frame.select(KEY) for frame in broken.values()]).unique())
    findings = [
        _finding(each, row, cells[row["hub_id"], row["quarter"]])
        for each in CONTRADICTIONS
        for row in broken[each.check.name].iter_rows(named=True)
    ]
    lost = pl.concat(
        [
            broken[each.check.name].select(KEY).join(pl.DataFrame({"question_id": each.leaves_out}), how="cross")
            for each in CONTRADICTIONS
            if each.leaves_out
        ]
    )
    return answers.join(lost, on=[*KEY, "question_id"], how="anti", maintain_order="left"), findings


def _cells(exact: pl.DataFrame, returns: pl.DataFrame) -> dict[tuple[str, str], Cells]:
    """The answers compared of the returns that break a rule, by hub and quarter, then by question."""
    cells: dict[tuple[str, str], Cells] = {}
    for row in exact.join(returns, on=KEY, how="semi").iter_rows(named=True):
        cells.setdefault((row["hub_id"], row["quarter"]), {})[row["question_id"]] = row
    return cells


def _finding(rule: Contradiction, row: Row, cells: Cells) -> Finding:
    column = next(name for name in rule.check.about if row[name] is not None)
    return rule.check.of_answer(cells[column], rule.tell(row, cells))
