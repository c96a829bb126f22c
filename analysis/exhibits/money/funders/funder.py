"""Who counts as a funder, and which awards are its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from analysis.exhibits.money.facts import terms_of
from analysis.exhibits.opening import OpenEdition
from analysis.measures.money import funding


@dataclass(frozen=True)
class Funder:
    """name: as the record has it. slug: for addresses and facts. awards: its own by the period's end, with their terms."""

    name: str
    slug: str
    awards: pl.DataFrame

    @property
    def anchor(self) -> str:
        return f"sec-funder-{self.slug}"

    def is_named_in(self, text: str) -> bool:
        """Whether the text names it, but for what stands behind its name in brackets."""
        name = re.sub(r"\s*\([^)]*\)$", "", self.name).casefold()
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.casefold()) is not None


def funders_of(edition: OpenEdition) -> list[Funder]:
    """Who pays an award known by the period's end that is not made out of another, the one with most awards first."""
    return edition.remembered("funders", lambda: _funders_of(edition))


def _funders_of(edition: OpenEdition) -> list[Funder]:
    known = funding.known_by_end(terms_of(edition), edition.period)
    own = known.filter(pl.col("payer").is_not_null(), pl.col("passed_on_from").is_null())
    funders, taken = list[Funder](), set[str]()
    for (name,), awards in sorted(own.group_by("payer"), key=lambda each: (-each[1].height, str(each[0][0]))):
        funders.append(
            Funder(str(name), _slug(str(name), taken), awards.sort("award_date", "award_id", nulls_last=True))
        )
    return funders


def _slug(name: str, taken: set[str]) -> str:
    """Letters and digits of the name, numbered where another funder has the same."""
    bare = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "payer"
    slug, number = bare, 2
    while slug in taken:
        slug, number = f"{bare}-{number}", number + 1
    taken.add(slug)
    return slug
