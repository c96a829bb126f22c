"""What networks say was learned, theme by theme of the shared codebook: which of them tell of it, and on what kind of evidence."""

from __future__ import annotations

import polars as pl

from analysis.datasets.cases.shared_codebook import read_shared_codebook
from analysis.disclosure.release import Field, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import derived, fact_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for
from analysis.measures.comparing.themes import THEMES_TOLD, themes_told

SAID = "What networks and their documents say; no person is counted."
NO_THEMES = "No finding of a network of this kind is given to a theme of the shared codebook."
THEMES_NEEDED = "Findings of each network with the themes of the shared codebook that they tell of."
_NAME = "themes-side-by-side"


def themes_side_by_side(edition: OpenEdition) -> Exhibit:
    """Table: one row a theme, with how many networks tell of it, which, and whether as evidence, claim, plan or hope."""
    held = [
        one.table("learned").with_columns(network=pl.lit(one.network.name), title=pl.lit(one.network.title))
        for one in sorted([edition, *edition.beside], key=lambda one: one.network.title)
    ]
    codes = read_shared_codebook()
    known = pl.DataFrame(
        [(code.code_id, code.name, code.frame, place) for place, code in enumerate(codes)],
        schema={"theme": pl.String, "name": pl.String, "frame": pl.String, "place": pl.Int64},
        orient="row",
    )
    told = themes_told(pl.concat(held), known)
    if told.is_empty():
        return exhibit_unknown(_NAME, "themes side by side", NO_THEMES, THEMES_NEEDED, data_folder=edition.data_folder)
    found = pl.concat(held)["learned_id"].to_list()
    fields = [
        Field("name", "Theme", "key"),
        Field("frame", "Kind of theme", "text"),
        Field(
            "networks",
            "Networks that tell of it",
            unit="networks",
            how=THEMES_TOLD.how,
            reads=(("learned", {"learned_id": found}),),
        ),
        Field("said", "Which, and as what", "text"),
    ]
    table = release_open(_NAME, told, fields, SAID)
    themes = derived("themes.told", told.height, "themes", "themes that a network tells of", [])
    shared = told.filter(pl.col("networks") > 1).height
    several = derived("themes.shared", shared, "themes", "of them, themes that two networks or more tell of", [])
    title = f"{noun_for(themes, 'theme')} are told of by a network, and {several} by more than one"
    text = (
        "@tbl-themes-side-by-side holds what each network, or the document it is known by, says was learned, by the themes of the shared "
        "codebook. Behind each network stands what is given for it: evidence that is told, a claim, a plan or a hope; where the finding "
        "rests on the network's own codings, that it was coded. That two tell of a theme is no proof of it: they may have read each other."
    )
    facts = [themes, several, *[fact_of(table, "networks", row) for row in range(len(table))]]
    return exhibit_table(_NAME, title, table, text, facts, data_folder=edition.data_folder)
