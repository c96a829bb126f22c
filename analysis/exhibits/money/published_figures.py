"""Figures as others published them: each with the words that qualify it, and none added to another."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.documents import stands_in
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import derived, in_markdown
from analysis.exhibits.money.amounts import amount_in_words, stated_facts
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for


def published_figures(edition: OpenEdition) -> Exhibit:
    """What others published about the network: each figure with its qualifier, its caution and its source, never added up."""
    figures = edition.table("published_figures")
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not figures.height:
        elsewhere = stands_in(edition)
        unknown = "No figure that others published about this network is held."
        if elsewhere:
            unknown = f"The figures that others published about this network stand in the edition of {elsewhere}."
        needed = "A sheet of published figures, each with its source and the words that qualify it."
        return exhibit_unknown("published-figures", "published figures", unknown, needed, **more)
    cells = figures.with_columns(
        figure=pl.struct("value", "unit", "qualifier").map_elements(
            lambda cell: amount_in_words(cell["value"], cell["unit"], cell["qualifier"]), return_dtype=pl.String
        ),
        how=pl.lit("as published"),
        fact=pl.format("published-figures.{}", "figure_id"),
    )
    fields = [
        Field("measure", "What", "text", written=True),
        Field("figure", "Figure", "text", states="fact", written=True),
        Field("period", "When", "text", written=True),
        Field("scope", "Where", "text", written=True),
        Field("caution", "Caution", "text", written=True),
        Field("source", "Source", "text", written=True),
    ]
    sources = figures["source"].n_unique()
    if sources == 1:
        fields.pop()
    reason = "Figures that others have published, as they published them."
    table = release_open("published-figures", cells, fields, reason)
    facts = stated_facts(table, "published-figures", "published_figures", "figure_id")
    number = derived("published-figures.number", figures.height, "figures", "published figures held, counted", facts)
    documents = derived("published-figures.documents", sources, "documents", "documents they come from, counted", facts)
    title = f"{noun_for(number, 'figure')} from {noun_for(documents, 'published document')}, each as it was published"
    origin = f" All are from: {in_markdown(figures['source'][0])}." if sources == 1 else ""
    text = (
        "@tbl-published-figures keeps each figure with the words that qualify it. Stocks of different days and sums over "
        f"different spans are never added.{origin}"
    )
    return exhibit_table("published-figures", title, table, text, [number, documents, *facts], **more)
