"""What tells the contrary of an outcome, and what only stands in the same case study.

A contrary code says that something hoped for did not happen. Of which outcome it says so is known where the code names the outcome,
or where it was given to the same passage or in the same paragraph as the outcome's own code; elsewhere it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from analysis.measures.cases.case_studies import codes_in

_PLACE = ("case_id", "start", "end")


class ContraryCodes(NamedTuple):
    """Contrary codes that name an outcome, and those that name none."""

    named: list[str]
    open: list[str]


def contrary_codes(codebook: pl.DataFrame, codes: Sequence[str]) -> ContraryCodes:
    """The contrary codes for an outcome that `codes` stand for. Those that name another outcome are neither.

    A contrary code names an outcome that it stands under in the tree, whose name its own holds (`Contrary: less alone`), or for
    which it was itself confirmed to stand.
    """
    contrary = codes_in(codebook, ["contrary"])
    against = set(contrary["code_id"].to_list())
    parents = dict(codebook.select("code_id", "parent_id").rows())
    outcomes = codes_in(codebook, ["outcome"])["code_id"].to_list()
    called = dict(codebook.select("code_id", pl.col("name").map_elements(_plain, return_dtype=pl.String)).rows())
    named, left = [], []
    for code in contrary["code_id"].to_list():
        own = [
            each
            for each in {*outcomes, *codes} - against
            if parents[code] == each or _holds(called[code], called.get(each, ""))
        ]
        if code in codes or set(own) & set(codes):
            named.append(code)
        elif not own:
            left.append(code)
    return ContraryCodes(named, left)


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower()))


def _holds(name: str, outcome: str) -> bool:
    return bool(outcome) and f" {outcome} " in f" {name} "


def contrary_passages(
    codings: pl.DataFrame, cases: pl.DataFrame, codebook: pl.DataFrame, codes: Sequence[str]
) -> pl.DataFrame:
    """Codings that tell the contrary, in case studies that tell of the outcome. cases: the usable ones, with their texts.

    Columns out: those of codings, and `of_it`: whether it is known to be the contrary of this outcome, and not of another hope.
    """
    against = contrary_codes(codebook, codes)
    used = codings.join(cases.select("case_id", "text"), on="case_id")
    own = used.filter(pl.col("code_id").is_in([code for code in codes if code not in {*against.named, *against.open}]))
    named = used.filter(pl.col("code_id").is_in(against.named)).with_columns(of_it=pl.lit(True))
    left = used.filter(pl.col("code_id").is_in(against.open)).join(
        own.select("case_id").unique(), on="case_id", how="semi"
    )
    beside = _beside(left, own)
    left = left.with_columns(of_it=pl.col("coding_id").is_in(beside))
    return pl.concat([named, left]).select(*codings.columns, "of_it")


def _beside(left: pl.DataFrame, own: pl.DataFrame) -> list[str]:
    """Those of left that share a passage or a paragraph with one of own."""
    first, second = _lines(left), _lines(own)
    met = first.join(second, on="case_id", suffix="_2").filter(
        (pl.col("first") <= pl.col("last_2")) & (pl.col("first_2") <= pl.col("last"))
        | (pl.col("start") < pl.col("end_2")) & (pl.col("start_2") < pl.col("end"))
    )
    return met["coding_id"].unique().to_list()


def _lines(codings: pl.DataFrame) -> pl.DataFrame:
    """Codings of a certain place, with the first and last line (paragraph) that they touch; null in a text of one paragraph."""
    many = pl.col("text").str.strip_chars().str.contains("\n", literal=True)
    line = {
        name: pl.when(many).then(pl.col("text").str.slice(0, place).str.count_matches("\n"))
        for name, place in (("first", pl.col("start")), ("last", pl.col("end") - 1))
    }
    certain = (pl.col("start") < pl.col("end")) & pl.col("quotable").fill_null(True)
    return codings.filter(certain).with_columns(**line).select("coding_id", *_PLACE, "first", "last")


def not_contrary(passages: pl.DataFrame, codings: pl.DataFrame, codebook: pl.DataFrame) -> pl.DataFrame:
    """The passages without those that a coder gave a contrary code as well: they do not stand for the outcome that they deny."""
    contrary = codes_in(codebook, ["contrary"])["code_id"].to_list()
    denied = codings.filter(pl.col("code_id").is_in(contrary)).select(*_PLACE)
    met = passages.filter(~pl.col("code_id").is_in(contrary)).join(denied, on="case_id", suffix="_2")
    met = met.filter((pl.col("start") < pl.col("end_2")) & (pl.col("start_2") < pl.col("end")))
    return passages.join(met.select("coding_id").unique(), on="coding_id", how="anti", maintain_order="left")
