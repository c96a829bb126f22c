"""editions.yml as it is declared: the editions that a project folder keeps, which `hub-learning build --all` builds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from analysis.periods import Period
from analysis.project import BRAND_FILE, Refused, root
from analysis.settings.declaration import about
from analysis.settings.whole import read_whole, refuse_doubled

if TYPE_CHECKING:  # networks are opened by who builds
    from analysis.networks import Network

EDITIONS_FILE = "editions.yml"
FORMATS: tuple[Literal["site", "pdf", "word", "slides"], ...] = ("site", "pdf", "word", "slides")


@dataclass(frozen=True)
class RuleMeant:
    """The rule for small counts that an edition is meant to follow. It sets none: a network has one rule, for its editions are
    attacked together."""

    threshold: Annotated[
        int, about("counts of people from 1 up to this are withheld", at_least=1, at_most=1000, example=7)
    ]
    base: Annotated[int, about("the others are rounded to the nearest of this", at_least=1, at_most=1000, example=5)]


_AS_THE_NETWORK = RuleMeant(0, 0)


@dataclass(frozen=True)
class PlannedEdition:
    """One edition that is kept up to date."""

    network: Annotated[str, about("the network, by the name of its folder", example="upper-dales")]
    period: Annotated[Period, about("the year or the quarter", example="2024-25 Q1")]
    renderer: Annotated[
        Literal["any", "quarto", "embedded"],
        about(
            "what sets its pages; any: Quarto where it is installed",
            why="Pages of two renderers are alike, not the same.",
        ),
    ] = "any"
    brand: Annotated[
        str, about("the file of its colours and letters, in the project's folder", example="_brand.yml")
    ] = BRAND_FILE

    formats: Annotated[
        tuple[Literal["site", "pdf", "word", "slides"], ...],
        about(
            "what is made of the report; without it all four",
            why="Where nobody reads the Word file, no time goes into it; the site holds what the others lead to.",
        ),
    ] = FORMATS

    rule: Annotated[
        RuleMeant,
        about(
            "the rule for small counts that it is meant to follow; without it whichever the network has",
            why="A rule that was changed for a trial must not reach an edition unseen: it is not built under another.",
        ),
    ] = _AS_THE_NETWORK

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        if "site" not in given.get("formats", FORMATS):
            return "formats", "`formats` has no `site`: PDF and Word file lead to its pages. Add site to the list."
        brand = given.get("brand", BRAND_FILE)
        if Path(brand).is_absolute() or ".." in Path(brand).parts:
            return "brand", f"`brand` is {brand}: it has to lie in the project's folder. Write its name from there."
        return None

    def misfits(self, network: Network) -> Iterator[tuple[str, str]]:
        """By which keys it cannot be built, each with what is wrong: another rule than its network's, a brand that is not there."""
        rule = RuleMeant(network.disclosure.threshold, network.disclosure.base)
        if self.rule not in (_AS_THE_NETWORK, rule):
            yield (
                "rule",
                f"it is meant to withhold counts up to {self.rule.threshold} and to round to {self.rule.base}; its network withholds up "
                f"to {rule.threshold} and rounds to {rule.base}. Mend whichever is wrong",
            )
        if not (root() / self.brand).is_file():
            yield "brand", f"the brand {self.brand} is not there. Write the name of a file in the project's folder"


def planned_editions() -> tuple[PlannedEdition, ...]:
    """What editions.yml lists, in its order; nothing where there is none. Refused where it does not read or lists one twice."""
    path = root() / EDITIONS_FILE
    if not path.is_file():
        return ()
    planned: tuple[PlannedEdition, ...] = tuple(read_whole(path, EDITIONS_FILE, tuple[PlannedEdition, ...], ()))
    names = [f"{each.network} {each.period.label}" for each in planned]
    refuse_doubled(path, EDITIONS_FILE, tuple[PlannedEdition, ...], names, "network")
    return planned


def formats_of(network: str, period: str) -> tuple[str, ...]:
    """What is made of an edition's report: as editions.yml lists it, else all of FORMATS."""
    listed = (each.formats for each in planned_editions() if (each.network, each.period.label) == (network, period))
    return next(listed, FORMATS)


def use_plan(network: Network, period: str, renderer: str | None) -> str | None:
    """The renderer that an edition is built by: the one asked for, else the one that editions.yml names. Its brand holds from here on.

    Refused where it is meant to follow another rule than its network's, or its brand is not there.
    """
    for each in planned_editions():
        if (each.network, each.period.label) == (network.name, period):
            for _key, problem in each.misfits(network):
                raise Refused(f"{EDITIONS_FILE}, {network.name} {period}: {problem}")
            os.environ["HUB_LEARNING_BRAND"] = each.brand
            return renderer or (None if each.renderer == "any" else each.renderer)
    return renderer
