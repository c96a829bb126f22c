"""The words of the network's own that a report uses, each with what is meant by it."""

from __future__ import annotations

import polars as pl

from analysis.exhibits.exhibit import Sentence
from analysis.exhibits.facts import in_markdown
from analysis.exhibits.opening import OpenEdition

WORDS_OF_OUR_OWN = "words-of-our-own"


def words_of_our_own(edition: OpenEdition) -> Sentence:
    """A list by the alphabet, at the report's end; nothing where none is defined. Publishing keeps those that the page uses."""
    rows = edition.table("definitions").sort(pl.col("term").str.to_lowercase()).iter_rows(named=True)
    lines = [
        f"- **{in_markdown(row['term'])}:** {in_markdown(row['meaning'].rstrip('.'))}"
        + (f" ({in_markdown(row['source'])})." if row["source"] else ".")
        for row in rows
    ]
    text = "\n".join(["**What we mean by**", "", *lines]) if lines else ""
    return Sentence(text, (), WORDS_OF_OUR_OWN)
