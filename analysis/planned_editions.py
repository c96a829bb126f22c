"""editions.yml as it is declared: the editions that a project folder keeps, which `hub-learning build --all` builds."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from analysis.periods import Period
from analysis.project import BRAND_FILE, Refused, root
from analysis.settings.declaration import about
from analysis.settings.whole import read_whole, refuse_doubled

EDITIONS_FILE = "editions.yml"


@dataclass(frozen=True)
class PlannedEdition:
    """One edition that is kept up to date. Its rule for small numbers is its network's: editions of one network are attacked together."""

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

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        brand = given.get("brand", BRAND_FILE)
        if Path(brand).is_absolute() or ".." in Path(brand).parts:
            return "brand", f"`brand` is {brand}: it has to lie in the project's folder. Write its name from there."
        return None


def planned_editions() -> tuple[PlannedEdition, ...]:
    """What editions.yml lists, in its order; nothing where there is none. Refused where it does not read or lists one twice."""
    path = root() / EDITIONS_FILE
    if not path.is_file():
        return ()
    planned: tuple[PlannedEdition, ...] = tuple(read_whole(path, EDITIONS_FILE, tuple[PlannedEdition, ...]))
    names = [f"{each.network} {each.period.label}" for each in planned]
    refuse_doubled(path, EDITIONS_FILE, tuple[PlannedEdition, ...], names, "network")
    return planned


def use_plan(network: str, period: str, renderer: str | None) -> str | None:
    """The renderer that an edition is built by: the one asked for, else the one that editions.yml names. Its brand holds from here on."""
    for each in planned_editions():
        if (each.network, each.period.label) == (network, period):
            if not (root() / each.brand).is_file():
                raise Refused(
                    f"{EDITIONS_FILE} names {each.brand} as the brand of {network} {period}, which is not there"
                )
            os.environ["HUB_LEARNING_BRAND"] = each.brand
            return renderer or (None if each.renderer == "any" else each.renderer)
    return renderer
