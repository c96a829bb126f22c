"""Which codes come together: in the same case study, and in the same passage."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.measures.cases.coding_units import passages_of
from analysis.measures.measure import Measure, declare

TOGETHER = declare(
    Measure(
        name="codes_together",
        unit="sources",
        question="Which outcome comes with which help, lesson or hurdle?",
        how="number of sources in which at least one coder gave the one code and at least one gave the other",
        better=None,
        reads="codings",
        source="several pairs held to account together by Holm (1979)",
    )
)
SURE = 0.05  # of all pairs looked at, together (Holm 1979): one chance in twenty that any of them is called more than chance wrongly


def given_to(codings: pl.DataFrame, codes: Sequence[str], cases: Sequence[str]) -> NDArray[np.bool_]:
    """cases x codes: whether at least one coder gave the code to the case study."""
    rows = {case: place for place, case in enumerate(cases)}
    columns = {code: place for place, code in enumerate(codes)}
    table = np.zeros((len(cases), len(codes)), dtype=bool)
    for case, code in codings.select("case_id", "code_id").unique().rows():
        if case in rows and code in columns:
            table[rows[case], columns[code]] = True
    return table


def together(
    codings: pl.DataFrame, cases: pl.DataFrame, first: Sequence[str], second: Sequence[str] | None = None
) -> pl.DataFrame:
    """One row a pair of a first and a second code; without `second`, each two of the first once.

    cases: of usable_cases. Columns out: first, second (code_id), cases (with both), first_cases, second_cases, expected (with both,
    were the two codes given without regard to each other), chance (of as many or more then), beyond (more than chance, all pairs
    looked at held to account), passages (case studies in which one passage bears both), case_ids.
    """
    ids = cases["case_id"].to_list()
    codes = list(dict.fromkeys([*first, *(second or [])]))
    table = given_to(codings, codes, ids)
    same = _in_one_passage(codings.join(cases.select("case_id"), on="case_id", how="semi"), set(codes))
    places = {code: place for place, code in enumerate(codes)}
    rows = []
    for one, other in _pairs(first, second):
        left, right = table[:, places[one]], table[:, places[other]]
        both = [case for case, held in zip(ids, left & right, strict=True) if held]
        numbers = int(left.sum()), int(right.sum())
        expected = round(numbers[0] * numbers[1] / len(ids), 4) if ids else 0.0
        chance = as_many_by_chance(len(both), *numbers, len(ids))
        rows.append(
            (one, other, len(both), *numbers, expected, chance, len(same.get(frozenset((one, other)), ())), both)
        )
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    return frame.with_columns(beyond=pl.Series(_more_than_chance(frame["chance"].to_list()), dtype=pl.Boolean))


_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    **dict.fromkeys(("first", "second"), pl.String),
    **dict.fromkeys(("cases", "first_cases", "second_cases"), pl.Int64),
    **dict.fromkeys(("expected", "chance"), pl.Float64),
    "passages": pl.Int64,
    "case_ids": pl.List(pl.String),
}


def _pairs(first: Sequence[str], second: Sequence[str] | None) -> list[tuple[str, str]]:
    if second is None:
        return [(one, other) for place, one in enumerate(first) for other in first[place + 1 :]]
    return [(one, other) for one in first for other in second if one != other]


def as_many_by_chance(both: int, first: int, second: int, cases: int) -> float:
    """The chance of that many case studies with both codes, or more, were they given without regard to each other.

    Fisher's exact test, one-sided: the upper end of the hypergeometric distribution.
    """
    ways = sum(
        comb(first, number) * comb(cases - first, second - number) for number in range(both, min(first, second) + 1)
    )
    return ways / comb(cases, second)


def _more_than_chance(chances: Sequence[float]) -> list[bool]:
    """Which of them hold when all are held to account. Holm (1979), A simple sequentially rejective multiple test procedure."""
    held = [False] * len(chances)
    for done, place in enumerate(sorted(range(len(chances)), key=lambda place: (chances[place], place))):
        if chances[place] > SURE / (len(chances) - done):
            break
        held[place] = True
    return held


def _in_one_passage(codings: pl.DataFrame, codes: set[str]) -> dict[frozenset[str], set[str]]:
    """Case studies with a passage that bears both codes, by the two codes."""
    placed = codings.filter(pl.col("code_id").is_in(list(codes)) & (pl.col("start") < pl.col("end")))
    spans = passages_of(placed)
    borne = (
        placed.join(spans, on=["case_id", "start", "end"]).group_by("case_id", "unit").agg(pl.col("code_id").unique())
    )
    found: dict[frozenset[str], set[str]] = {}
    for case, bears in borne.select("case_id", "code_id").rows():
        for one, other in _pairs(sorted(bears), None):
            found.setdefault(frozenset((one, other)), set()).add(case)
    return found
