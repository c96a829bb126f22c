"""What coders are held to have judged: each case study, each paragraph of it, or each passage that one of them marked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

SAME_PASSAGE = 0.5  # two markings are of one passage where they share at least this much of the longer one
UNIT_NOUNS = {
    "case": ("source", "sources"),
    "paragraph": ("paragraph", "paragraphs"),
    "overlap": ("passage", "passages"),
}


@dataclass(frozen=True)
class Judged:
    """Who judged what, for one kind of unit.

    ratings: codes x coders x units: how many passages of the unit the coder gave the code; nan where the coder did not judge it.
    groups: for each unit the number of its case study. Only units of case studies that two coders or more coded are held.
    left_out: case studies of two coders or more that have no such units, because a coding there has no certain place.
    """

    codes: tuple[str, ...]
    coders: tuple[str, ...]
    cases: tuple[str, ...]
    ratings: NDArray[np.float64]
    groups: NDArray[np.int64]
    left_out: int

    @property
    def units(self) -> int:
        return int(self.ratings.shape[2])


def judged(codings: pl.DataFrame, codes: list[str], cases: pl.DataFrame, kind: str) -> Judged:
    """The judgements of all coders about these codes. kind: case, paragraph or overlap.

    codings, cases: as declared; codings without a coder, and of other case studies than these, are left out. A coder judged a case
    study who coded anything in it, or who is said to have read it (`read_by`): of others who marked nothing nobody can know.
    """
    who = who_judged(codings, cases)
    shared = who.group_by("case_id").len().filter(pl.col("len") > 1)["case_id"].to_list()
    texts = cases.filter(pl.col("case_id").is_in(shared)).select("case_id", "text")
    named = codings.filter(pl.col("coder").is_not_null()).join(texts, on="case_id")
    if kind != "case":
        texts = texts.filter(~pl.col("case_id").is_in(_uncertain(named).implode()), pl.col("text").is_not_null())
        named = named.join(texts.select("case_id"), on="case_id", how="semi")
    units, given = _UNITS[kind](named, texts)
    who = who.join(units.select("case_id").unique(), on="case_id", how="semi")
    return _table(who, units, given, codes, len(shared) - len(texts))


def who_judged(codings: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Who coded anything in each of these case studies, or is said to have read it. Columns out: case_id, coder."""
    marked = codings.filter(pl.col("coder").is_not_null()).select("case_id", "coder")
    read = (
        cases.select("case_id", coder=pl.col("read_by").str.split(";"))
        .explode("coder")
        .with_columns(pl.col("coder").str.strip_chars())
        .filter(pl.col("coder") != "")
    )
    both = pl.concat([marked.join(cases.select("case_id"), on="case_id", how="semi"), read])
    return both.unique().sort("case_id", "coder")


def _uncertain(codings: pl.DataFrame) -> pl.Series:
    """The case studies in which a coding has no certain place in the text."""
    certain = (
        (pl.col("start") < pl.col("end"))
        & (pl.col("end") <= pl.col("text").str.len_chars())
        & pl.col("quotable").fill_null(True)
    )
    return codings.filter(~certain.fill_null(False))["case_id"].unique()


def _cases(codings: pl.DataFrame, texts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    units = texts.select("case_id").sort("case_id").with_row_index("unit")
    return units, codings.join(units, on="case_id")


def _paragraphs(codings: pl.DataFrame, texts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A paragraph is a line that is not blank, with the blank ones after it; a passage over two paragraphs is given to both."""
    lines = (
        texts.with_columns(line=pl.col("text").str.split("\n"))
        .explode("line")
        .with_columns(end=(pl.col("line").str.len_chars() + 1).cum_sum().over("case_id"))
        .with_columns(start=pl.col("end") - pl.col("line").str.len_chars() - 1)
        .filter(pl.col("line").str.strip_chars() != "")
        .sort("case_id", "start")
    )
    units = lines.select("case_id", first=pl.col("start")).with_row_index("unit")
    units = units.with_columns(
        pl.when(pl.col("first") == pl.col("first").min().over("case_id"))
        .then(0)
        .otherwise(pl.col("first"))
        .alias("first"),
        after=pl.col("first").shift(-1).over("case_id"),
    )
    touched = (pl.col("end") > pl.col("first")) & (pl.col("after").is_null() | (pl.col("start") < pl.col("after")))
    return units.select("unit", "case_id"), codings.join(units, on="case_id").filter(touched)


def _passages(codings: pl.DataFrame, _texts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    spans = passages_of(codings)
    return spans.select("unit", "case_id").unique("unit").sort("unit"), codings.join(
        spans, on=["case_id", "start", "end"]
    )


_UNITS = {"case": _cases, "paragraph": _paragraphs, "overlap": _passages}


def passages_of(codings: pl.DataFrame) -> pl.DataFrame:
    """Markings of one passage brought together, whoever made them and whatever code they gave.

    Columns out: case_id, start, end (each different marking), unit (the number of its passage). Two markings belong together where
    they share at least half of the longer one, and with them all that belong to either.
    """
    spans = codings.select("case_id", "start", "end").unique().sort("case_id", "start", "end").with_row_index("span")
    both = spans.join(spans, on="case_id", suffix="_2").filter(
        (pl.col("span") < pl.col("span_2")) & (pl.col("start_2") < pl.col("end"))
    )
    shared = pl.min_horizontal("end", "end_2") - pl.col("start_2")
    longer = pl.max_horizontal(pl.col("end") - pl.col("start"), pl.col("end_2") - pl.col("start_2"))
    joined = both.filter(shared >= SAME_PASSAGE * longer).select("span", "span_2").to_numpy().astype(np.int64)
    labels = _connected(spans.height, joined)
    return spans.drop("span").with_columns(unit=pl.Series(labels, dtype=pl.UInt32))


def _connected(number: int, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of `number` things the number of its group, from 0 in their order; pairs belong to one group."""
    labels = np.arange(number)
    while len(pairs):
        least = labels.copy()
        np.minimum.at(least, pairs[:, 0], labels[pairs[:, 1]])
        np.minimum.at(least, pairs[:, 1], labels[pairs[:, 0]])
        if (least == labels).all():
            break
        labels = least
    return np.unique(labels, return_inverse=True)[1] if number else labels


def _table(who: pl.DataFrame, units: pl.DataFrame, given: pl.DataFrame, codes: list[str], left_out: int) -> Judged:
    coders, cases = (who[column].unique().sort().to_list() for column in ("coder", "case_id"))
    numbers = {
        name: {value: place for place, value in enumerate(values)} for name, values in _axes(codes, coders, cases)
    }
    ratings = np.full((len(codes), len(coders), units.height), np.nan)
    who = who.join(units, on="case_id")
    ratings[:, _numbered(who["coder"], numbers["coder"]), who["unit"].to_numpy()] = 0
    counted = given.filter(pl.col("code_id").is_in(codes)).group_by("code_id", "coder", "unit").agg(pl.len())
    places = [_numbered(counted[column], numbers[column]) for column in ("code_id", "coder")]
    ratings[places[0], places[1], counted["unit"].to_numpy()] = counted["len"].to_numpy()
    groups = _numbered(units.sort("unit")["case_id"], numbers["case_id"])
    return Judged(tuple(codes), tuple(coders), tuple(cases), ratings, groups, left_out)


def _axes(codes: list[str], coders: list[str], cases: list[str]) -> list[tuple[str, list[str]]]:
    return [("code_id", codes), ("coder", coders), ("case_id", cases)]


def _numbered(values: pl.Series, numbers: dict[str, int]) -> NDArray[np.int64]:
    return np.array([numbers[value] for value in values.to_list()], dtype=np.int64)
