"""Answers of people about their own wellbeing, a row a person with the first and the last time side by side.

A hub keeps the card with both answers on it and sends the numbers alone: no name, no code, no date finer than a quarter. So first and last
are paired without a key that would have to be kept safe, and nobody who reads the sheet can go back to the person. No wording of an item
stands in this project: the four questions of the Office for National Statistics are public, and SWEMWBS is licensed by its owners.
"""

from __future__ import annotations

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.findings import place_of_row
from analysis.periods import Period
from analysis.sources.findings import Finding, Rule

FILE = "wellbeing/wellbeing.csv"
TIMES = ("first", "last")
# What the columns of each question are called, in order, and what is asked in a word: the wording is the ONS's own.
ONS4 = {
    "life_satisfaction": "satisfied with life nowadays",
    "worthwhile": "that what one does in life is worthwhile",
    "happiness": "happy yesterday",
    "anxiety": "anxious yesterday",
}
ITEMS = 7
DUE_AFTER = 4  # quarters after the first answer in which a person is asked again at the latest


def answered(time: str) -> list[str]:
    """The columns of one time: the four questions, then the items of SWEMWBS in their order."""
    return [*(f"{time}_{name}" for name in ONS4), *swemwbs_items(time)]


def swemwbs_items(time: str) -> list[str]:
    return [f"{time}_swemwbs_{number}" for number in range(1, ITEMS + 1)]


def _questions(time: str) -> list[Column]:
    scale = "0 is not at all, 10 is completely"
    return [
        *(
            Column(f"{time}_{name}", "integer", f"how {asked}, the {time} time; {scale}", minimum=0, maximum=10)
            for name, asked in ONS4.items()
        ),
        *(
            Column(
                name,
                "integer",
                f"item {number} of SWEMWBS in the order of the card, the {time} time; 1 is none of the time, 5 all of it",
                minimum=1,
                maximum=5,
            )
            for number, name in enumerate(swemwbs_items(time), start=1)
        ),
    ]


WELLBEING = Table(
    name="wellbeing",
    meaning="One row a person who agreed to be counted: what they answered about their own wellbeing when first asked and when last asked, "
    "and nothing that says who they are.",
    key=(),
    as_sent=True,
    agree=lambda rows: check_wellbeing(rows),
    columns=(
        Column(
            "hub_id",
            "text",
            "the hub that asked",
            required=True,
            refers_to="hubs.hub_id",
            why="People of one hub answer alike, and the interval allows for that.",
        ),
        Column(
            "first_quarter",
            "quarter",
            "the quarter in which they were first asked; no day, which could be known to others",
            required=True,
            why="Without it nobody knows when the last answer is due.",
        ),
        Column(
            "last_quarter",
            "quarter",
            "the quarter in which they were asked again, or would have been had they still come; blank while that is still ahead",
            why="Who was due and did not answer is told beside those who did: the report would otherwise be of those who stayed.",
        ),
        *_questions("first"),
        *_questions("last"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)

BACKWARDS = Rule(
    "wellbeing-backwards",
    "The last quarter lies before the first.",
    "First and last would be exchanged, and better would be told as worse.",
    "Correct one of the two quarters.",
    effect="left out",
    ignore="Never.",
)
NOT_PLACED = Rule(
    "wellbeing-without-quarter",
    "There are last answers, and `last_quarter` is blank.",
    "It cannot be told in which edition they belong.",
    "Write the quarter in which the person was asked again.",
    effect="left out",
    ignore="Never: the row is in no edition.",
)
NOT_FIRST = Rule(
    "wellbeing-without-first",
    "There are last answers and no first ones.",
    "A change needs both; the person is in no comparison.",
    "Copy the first answers from the card, or delete the row.",
    effect="left out",
    ignore="Where the first card is lost.",
)
OVERDUE = Rule(
    "wellbeing-not-asked-again",
    f"More than {DUE_AFTER} quarters have gone by since the first answers, and nothing says whether the person was asked again.",
    "They are told as having not answered again.",
    "Write into `last_quarter` when they were asked again, with their answers if they gave any.",
    "note",
    ignore="Where the person did not come any more.",
)
SOME_ITEMS = Rule(
    "wellbeing-items-missing",
    "Some of the seven items of SWEMWBS are answered, the {time} time, and not all of them.",
    "The scale has no score then.",
    "Copy the missing item from the card.",
    "note",
    ignore="Where the person left it out.",
)


def check_wellbeing(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The rows that can be told of, and a finding for each other one and for what is missing in one."""
    first, last = (pl.any_horizontal(pl.col(answered(time)).is_not_null()) for time in TIMES)
    told = with_due(rows)
    newest = told.select(pl.max_horizontal(pl.col("first_quarter").max(), pl.col("last_quarter").max())).item()
    backwards = (pl.col("last_quarter") < pl.col("first_quarter")).fill_null(False)
    not_placed = last & pl.col("last_quarter").is_null()
    not_first = last & ~first & ~not_placed & ~backwards
    overdue = pl.col("last_quarter").is_null() & ~last & (pl.col("due") < pl.lit(newest)).fill_null(False)
    findings = [
        rule.at(place_of_row(row, WELLBEING), hub_id=row["hub_id"] or None)
        for rows_, rule in (
            (backwards, BACKWARDS),
            (not_placed, NOT_PLACED),
            (not_first, NOT_FIRST),
            (overdue, OVERDUE),
        )
        for row in told.filter(rows_).iter_rows(named=True)
    ]
    for time in TIMES:
        items = pl.sum_horizontal(pl.col(swemwbs_items(time)).is_not_null().cast(pl.Int8))
        some = told.filter((items > 0) & (items < ITEMS))
        findings += [
            SOME_ITEMS.at(place_of_row(row, WELLBEING), hub_id=row["hub_id"] or None, time=time)
            for row in some.iter_rows(named=True)
        ]
    return told.filter(~backwards & ~not_placed & ~not_first).select(rows.columns), findings


def with_due(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `due`: the quarter in which the last answers were, or would have been, four quarters after the first at the latest."""
    latest = {label: _later(label) for label in rows["first_quarter"].drop_nulls().unique()}
    later = pl.col("first_quarter").replace_strict(latest, default=None, return_dtype=pl.String)
    return rows.with_columns(due=pl.coalesce("last_quarter", later))


def _later(label: str) -> str:
    quarter = Period.parse(label)
    for _ in range(DUE_AFTER):
        quarter = quarter.next_quarter
    return quarter.label
