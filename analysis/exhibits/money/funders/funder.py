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
        return re.search(rf"(?<!\w){re.escape(_bare(self.name))}(?!\w)", text.casefold()) is not None

    def is_addressed_by(self, addressed_to: str) -> bool:
        """Whether it is one of those that are addressed: by its name, or by two words of it or more, as `District council` says."""
        name = _words(self.name)
        return any(_is_in(_words(each), name) for each in re.split(r"[,;]|\band\b", addressed_to))


def _bare(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)$", "", name).casefold()


def _words(name: str) -> list[str]:
    """Its words in small letters and of one: councils and council are the same body."""
    return [re.sub(r"ie$", "y", re.sub(r"(?<=\w{3})(?<!s)s$", "", word)) for word in re.findall(r"\w+", _bare(name))]


def _is_in(said: list[str], name: list[str]) -> bool:
    if len(said) < 2:  # of one word alone nobody knows which body it means, but for a name of one word
        return said == name and said != []
    return any(name[at : at + len(said)] == said for at in range(len(name)))


def funders_of(edition: OpenEdition) -> list[Funder]:
    """Who pays an award known by the period's end that is not made out of another, the one with most money for the period first."""
    return edition.remembered("funders", lambda: _funders_of(edition))


def _funders_of(edition: OpenEdition) -> list[Funder]:
    known = funding.known_by_end(terms_of(edition), edition.period)
    own = known.filter(pl.col("payer").is_not_null(), pl.col("passed_on_from").is_null())
    funders, taken = list[Funder](), set[str]()
    groups = {str(name): awards for (name,), awards in own.group_by("payer")}
    for name in sorted(groups, key=lambda each: (*_least_money_first(edition, groups[each]), each)):
        awards = groups[name].sort("award_date", "award_id", nulls_last=True)
        funders.append(Funder(name, _slug(name, taken), awards))
    return funders


def _least_money_first(edition: OpenEdition, awards: pl.DataFrame) -> tuple[float, float]:
    """Pounds for the period with what is stated by the year alone, then whole amounts on record; each less than nought, for sorting."""
    own = funding.counted(awards)
    spread = funding.spread_over(own, [edition.period]).filter(currency=funding.HOME)
    yearly = by_the_year_of(edition, awards).filter(currency=funding.HOME)["annual_amount"].sum()
    return -float(spread["money"].sum()) - float(yearly), -float(own.filter(currency=funding.HOME)["amount"].sum())


def by_the_year_of(edition: OpenEdition, awards: pl.DataFrame) -> pl.DataFrame:
    """Those of its awards in force of which only an amount a year is stated, and which no sum for the period holds."""
    running = funding.in_force(funding.counted(awards), edition.period)
    alone = running.filter(
        pl.col("amount").is_null(), pl.col("annual_amount").is_not_null(), pl.col("currency").is_not_null()
    )
    return alone.join(funding.spread_over(running, [edition.period]), on="award_id", how="anti")


def _slug(name: str, taken: set[str]) -> str:
    """Letters and digits of the name, numbered where another funder has the same."""
    bare = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "payer"
    slug, number = bare, 2
    while slug in taken:
        slug, number = f"{bare}-{number}", number + 1
    taken.add(slug)
    return slug
