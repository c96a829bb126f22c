"""In which edition stands what published documents tell of a network: decided here, once, for figures, awards and findings alike.

Most of a document has no day of its own. In every edition it would make pages that differ by the year above them and by nothing else. So a
network names the year that its documents are of (`documents_in`), and the editions of other years say where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from analysis.exhibits.opening import OpenEdition

_UNDATED = {
    "published_figures": pl.lit(True),
    "awards": pl.all_horizontal(pl.col("award_date", "start", "end").is_null()),
    "learned": (pl.col("author") == "reader") & pl.col("since").is_null(),
}


def of_this_edition(name: str, frame: pl.DataFrame, edition: OpenEdition) -> pl.DataFrame:
    """The table without what documents tell in another year's edition. Beside another network's it is whole: what stands side by side
    keeps its own day, and is of no edition of ours."""
    if name not in _UNDATED or holds_documents(edition) or edition.read_beside_as:
        return frame
    return frame.filter(~_UNDATED[name].fill_null(False))


def holds_documents(edition: OpenEdition) -> bool:
    """Whether what documents tell stands in this edition."""
    year = edition.network.documents_in
    return year is None or (edition.period.start <= year.start and year.end <= edition.period.end)


def stands_in(edition: OpenEdition) -> str:
    """The label of the edition that holds what documents tell, for the pages of the others; empty where this one does."""
    year = edition.network.documents_in
    return "" if year is None or holds_documents(edition) else year.label
