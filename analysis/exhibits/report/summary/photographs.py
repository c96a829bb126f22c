"""Photographs of an edition, each with its text for those who cannot see it, its caption and its credit."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.datasets.report.citing import named_in
from analysis.exhibits.exhibit import Sentence
from analysis.exhibits.facts import in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.periods import NotAPeriod, Period

_WIDTH, _NARROW = 75, 45  # percent of the page's width, and of a picture that is higher than wide


def photographs(edition: OpenEdition) -> Sentence:
    """Those whose consent holds to the end of the edition's period, in the order of their file; nothing where there is none."""
    pictures = {row["file"]: row for row in edition.table("pictures").iter_rows(named=True)}
    rows = edition.table("photographs").sort("number").filter(pl.col("file").is_in(list(pictures)))
    shown = [_shown(row, pictures[row["file"]]) for row in rows.iter_rows(named=True) if _stands(row, edition)]
    return Sentence("\n\n".join(shown), (), "photographs")


def _stands(row: dict[str, Any], edition: OpenEdition) -> bool:
    named = [_key(each, edition) for each in named_in(row["editions"])]
    held = row["until"] is None or row["until"] >= edition.period.end
    return held and (not named or edition.period.key in named)


def _key(written: str, edition: OpenEdition) -> str:
    try:
        return Period.of_label(written, edition.network.begins).key
    except NotAPeriod:
        return written


def _shown(row: dict[str, Any], picture: dict[str, Any]) -> str:
    """The picture itself stands in the page's text until the page is staged: so the lab shows it too."""
    alt = " ".join(row["alt"].split()).replace("\\", "").replace('"', "'")
    width = _NARROW if picture["height"] > picture["width"] else _WIDTH
    said = ". ".join(each.rstrip(".") for each in (row["caption"], row["credit"]) if each)
    return f'![](data:image/jpeg;base64,{picture["jpeg"]}){{fig-alt="{alt}" width={width}%}}\n\n*{in_markdown(said)}.*'
