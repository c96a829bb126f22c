"""disclosure.yml as it is declared: a network's own rule of who must not be given away. Parts of it may stand in network.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from analysis.settings.declaration import about

DISCLOSURE_FILE = "disclosure.yml"

# docs.opensafely.org, "Statistical disclosure control": redact counts up to 7, then round to the nearest 5
_OPENSAFELY = (7, 5)


@dataclass(frozen=True)
class DisclosureSettings:
    """How small counts of people are kept from giving anybody away."""

    threshold: Annotated[
        int,
        about(
            "counts of people from 1 up to this are withheld",
            why="Without it a page would say how many, where they are so few that a neighbour knows who.",
            at_least=1,
            at_most=1000,
            example=7,
        ),
    ]
    base: Annotated[
        int,
        about(
            "the other counts are rounded to the nearest multiple of this; 1 rounds nothing",
            why="Exact counts, subtracted from each other, give the withheld ones away.",
            at_least=1,
            at_most=1000,
            example=5,
        ),
    ]
    source: Annotated[
        str,
        about(
            "who set the two, in words that are printed",
            why="A rule is defended by whoever made it, and changed by nobody else.",
        ),
    ]

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        threshold, base = given["threshold"], given["base"]
        if 2 * (threshold + 1) < base:
            return "base", (
                f"`base` is {base}: a count of {threshold + 1}, which is not withheld, would be rounded to nought and read as "
                f"nobody. It may be {2 * (threshold + 1)} at most where `threshold` is {threshold}."
            )
        if "opensafely" in given["source"].lower() and (threshold, base) != _OPENSAFELY:
            return "source", (
                f"`source` names OpenSAFELY, whose rule is a threshold of 7 and a base of 5; here they are {threshold} and {base}. "
                "Write who set these."
            )
        return None


NOT_SET = DisclosureSettings(0, 0, "")  # where another file says it


@dataclass(frozen=True)
class BreakdownSettings:
    """How small a group of case studies may be told of by place or partner, together with what they tell."""

    fewest: Annotated[int, about("fewer than this are not counted together", at_least=2, at_most=1000)] = 3
    alike: Annotated[
        int,
        about(
            "what they tell is not broken down where they are fewer than this",
            why="Where all of a few tell the same, or none of them does, each of them is told of.",
            at_least=2,
            at_most=1000,
        ),
    ] = 5
    source: Annotated[str, about("why, in words that are printed")] = (
        "with two, each teller can work out what the other told, and where all of a few tell the same, or none of them does, each is told of "
        "(group disclosure: Hundepool and others 2012, Statistical Disclosure Control)"
    )

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        fewest, alike = given.get("fewest", BreakdownSettings.fewest), given.get("alike", BreakdownSettings.alike)
        if "alike" in given and alike < fewest:
            return "alike", f"`alike` is {alike}: what is not counted together, below {fewest}, cannot be broken down."
        return without_source(given, "alike" if "alike" in given else "fewest")


USUAL_GROUPS = BreakdownSettings()


@dataclass(frozen=True)
class MagnitudeSettings:
    """From when on the hours of few people, withheld hub by hub, are added up over hubs."""

    percent: Annotated[
        float,
        about(
            "the p% rule: no hub that knows its own hours may work out the largest of a sum more closely than this",
            why="A sum of one large and two small ones is nearly the large one.",
            unit="percent",
            at_least=1,
            at_most=100,
        ),
    ] = 10
    largest: Annotated[
        int, about("the n-k rule: of how many largest hubs of a sum it is asked what they have of it", at_least=1)
    ] = 2
    share: Annotated[
        float,
        about(
            "the n-k rule: so much of a sum the largest may have at most",
            why="Where two have nearly all of it, each knows nearly what the other has.",
            unit="percent",
            at_least=1,
            at_most=100,
        ),
    ] = 90
    source: Annotated[str, about("who set it")] = "ACRO: the p% rule at 10, the n-k rule at 2 and 90"

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        named = next((name for name in ("percent", "largest", "share") if name in given), "percent")
        return without_source(given, named)


@dataclass(frozen=True)
class HubPageSettings:
    """Whether a hub may be sent a page of its own, with its numbers as it sent them."""

    own_counts: Annotated[
        bool,
        about(
            "whether `hub-learning hub ... --to-send` may make a page with a hub's own numbers, none of them withheld or rounded",
            why="It goes to that hub alone and is no part of the site, whose page of the hub keeps to the rule of all pages.",
        ),
    ] = False
    source: Annotated[str, about("who agreed to it, in words that are printed")] = ""

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        return without_source(given, "own_counts")


@dataclass(frozen=True)
class DisclosureFileSettings:
    """disclosure.yml: a network's own rule of who must not be given away, each part with its source; what is left out is as usual."""

    counts: Annotated[
        DisclosureSettings, about("which counts of people are withheld, and how the others are rounded")
    ] = NOT_SET
    case_groups: Annotated[BreakdownSettings, about("how small a group of case studies may be told of")] = USUAL_GROUPS
    magnitudes: Annotated[MagnitudeSettings, about("from when on hours of few people are added up over hubs")] = (
        MagnitudeSettings()
    )
    hub_pages: Annotated[HubPageSettings, about("what a page may hold that goes to its hub alone")] = HubPageSettings()


def without_source(given: dict[str, Any], key: str) -> tuple[str, str] | None:
    """A number of the network's own is printed with who set it, so the two come together or not at all."""
    if (key in given) == ("source" in given):
        return None
    return (
        key if key in given else "source"
    ), f"`{key}` and `source` come together, for the one is printed beside the other."
