"""What a hub said last quarter, in the words that stand beside its boxes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import polars as pl

from analysis.datasets.returns.questions import choice_code
from analysis.periods import Period

LONGEST_TEXT = 160  # a story is recalled by its beginning; the whole of it would not leave room on the page

Answers = dict[str, str]


def last_answers(returns: pl.DataFrame, questions: pl.DataFrame, quarter: Period) -> dict[str, Answers]:
    """For each hub that sent a return for the quarter: its answers by code, as text; what it left blank is not there.

    A choice has a code of its own, and is Yes or No where the question was answered at all.
    """
    about = questions.select("question_id", "kind", "unit", "choices")
    own = returns.filter(pl.col("quarter") == quarter.label).join(about, on="question_id", how="inner")
    said: dict[str, Answers] = defaultdict(dict)
    for row in own.iter_rows(named=True):
        said[row["hub_id"]] |= _shown(row)
    return dict(said)


def _shown(row: dict[str, Any]) -> Answers:
    code, kind = row["question_id"], row["kind"]
    corrected = " (corrected)" if row.get("revised") else ""
    if kind == "choices":
        chosen = set((row["text"] or "").split(";"))
        offered = [choice for choice in (row["choices"] or "").split(";") if choice]
        return {choice_code(code, each): ("Yes" if each in chosen else "No") + corrected for each in offered}
    if kind == "text":
        text = " ".join((row["text"] or "").split())
        shown = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1].rsplit(" ", 1)[0] + " …"
    elif row["value"] is None:
        shown = row["text"] or ""  # a number that is only bounded is kept as it was written
    elif kind == "yes-no":
        shown = "Yes" if row["value"] else "No"
    else:
        shown = _quantity(row["value"], row["unit"] or "", row["qualifier"])
    return {code: shown + corrected} if shown else {}


def _quantity(value: float, unit: str, qualifier: str) -> str:
    """`about 30`, `less than 5`, `£1,234.50`: an estimate says that it was one."""
    figure = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    figure = f"£{figure}" if unit == "GBP" else figure
    return figure if qualifier in (None, "exact") else f"{qualifier} {figure}"
