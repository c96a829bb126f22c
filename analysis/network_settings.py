"""network.yml as it is declared: what a network is called, whom its pages speak for, and the rules its editions follow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from analysis.baselines import BaselineSettings
from analysis.periods import Period
from analysis.settings.declaration import Year, about

NETWORK_FILE = "network.yml"
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
class AgreementSettings:
    """How the agreement of coders is judged, and below what a code is marked as of low reliability."""

    unit: Annotated[
        Literal["case", "paragraph", "overlap"],
        about(
            "what coders are held to have judged: each case study, each paragraph, or each passage that one of them marked"
        ),
    ] = "case"
    statistic: Annotated[
        Literal["alpha", "ac1", "cohen", "fleiss", "brennan-prediger", "conger", "percent"],
        about(
            "the coefficient: Krippendorff's alpha, Gwet's AC1, the kappas of Cohen, Fleiss (of two coders, Scott's pi), Conger, and Brennan and "
            "Prediger, or the share that agrees without regard to chance"
        ),
    ] = "alpha"
    level: Annotated[
        Literal["nominal", "ordinal", "interval", "ratio"],
        about("nominal asks whether a code was given to the unit; the others, of alpha alone, how often"),
    ] = "nominal"
    threshold: Annotated[
        float,
        about("a code below it is marked", why="Each coefficient has its own; 0.667 is alpha's.", above=0, at_most=1),
    ] = 0.667
    source: Annotated[str, about("who set the threshold, in words that are printed")] = (
        "Krippendorff (2004), Content Analysis: 0.667 is the least on which tentative conclusions may rest"
    )

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        level, statistic = given.get("level", "nominal"), given.get("statistic", "alpha")
        if level != "nominal" and statistic != "alpha":
            return "level", f"`level` {level} is of alpha alone, not of {statistic}."
        if statistic != "alpha" and "threshold" not in given:
            problem = f"The threshold 0.667 is alpha's own; name a threshold for {statistic} and its source."
            return "statistic", problem
        return _without_source(given, "threshold")


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
        return _without_source(given, "alike" if "alike" in given else "fewest")


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
        return _without_source(given, named)


@dataclass(frozen=True)
class DisclosureFileSettings:
    """disclosure.yml: a network's own rule of who must not be given away, each part with its source; what is left out is as usual."""

    counts: Annotated[
        DisclosureSettings, about("which counts of people are withheld, and how the others are rounded")
    ] = NOT_SET
    case_groups: Annotated[BreakdownSettings, about("how small a group of case studies may be told of")] = (
        BreakdownSettings()
    )
    magnitudes: Annotated[MagnitudeSettings, about("from when on hours of few people are added up over hubs")] = (
        MagnitudeSettings()
    )


@dataclass(frozen=True)
class Span:
    """The quarters that an edition can be made for."""

    first: Annotated[Period, about("the first quarter that returns are expected for", example="2022-23 Q1")]
    last: Annotated[Period, about("the last quarter that returns are expected for", example="2024-25 Q4")]
    why: Annotated[str, about("why these, where no returns say so themselves")] = ""

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        first, last = given["first"], given["last"]
        if last.quarters[-1] < first.quarters[0]:
            return "last", f"`last` is {last.label}, which lies before `first`, {first.label}. Exchange them."
        return None


@dataclass(frozen=True)
class NetworkSettings:
    """network.yml: what a network is called, whom its pages speak for, and the rules its editions follow."""

    title: Annotated[str, about("the network's name, as pages print it", example="Valley Hubs")]
    demonstration: Annotated[
        bool,
        about(
            "whether all its data is invented",
            why="Invented and real networks never stand in one table.",
            example=False,
        ),
    ]
    statement: Annotated[
        str,
        about(
            "what every page says of its data: whose it is, and what it is not",
            example="Sent in by the hubs each quarter.",
        ),
    ]
    place: Annotated[str, about("where the network is, as sentences name it", example="the valleys")]
    research_partner: Annotated[
        str,
        about("who signs the pages; `nobody` where they rest on published figures alone", example="Valley Research"),
    ]
    quarters: Annotated[Span, about("the quarters that editions can be made for")]
    due_days: Annotated[
        int,
        about(
            "a return is late this many days after its quarter's end", unit="days", at_least=0, at_most=365, example=28
        ),
    ]
    price_base: Annotated[Year, about("the financial year whose pounds real terms are stated in", example="2024-25")]
    disclosure: Annotated[
        DisclosureSettings,
        about(
            "how small counts of people are kept from giving anybody away; needed here or in disclosure.yml, as its `counts`"
        ),
    ] = NOT_SET
    year_starts: Annotated[
        Literal[
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        about(
            "the month in which the network's own year begins; `2024-25` is then the one that begins in it in 2024",
            why="Quarters, returns, editions and money by year go by it.",
        ),
    ] = "April"
    published: Annotated[
        dict[Period, dt.date],
        about(
            "editions that are out, each with the day it came out",
            why="A number that changes after that day is marked as revised.",
        ),
    ] = field(default_factory=dict)
    agreement: Annotated[AgreementSettings, about("how the agreement of coders is judged")] = AgreementSettings()
    case_breakdowns: Annotated[
        BreakdownSettings,
        about(
            "how small a group of case studies may be told of by place or partner; or in disclosure.yml, as its `case_groups`"
        ),
    ] = BreakdownSettings()
    baselines: Annotated[
        tuple[BaselineSettings, ...],
        about(
            "quarters from which the control chart's limits are drawn anew, or over which they are fixed, each with the reason"
        ),
    ] = ()
    headlines: Annotated[
        tuple[str, ...],
        about("published figures that the first screen leads with, by their ids; left out, the first ones"),
    ] = ()


def _without_source(given: dict[str, Any], key: str) -> tuple[str, str] | None:
    """A number of the network's own is printed with who set it, so the two come together or not at all."""
    if (key in given) == ("source" in given):
        return None
    return (
        key if key in given else "source"
    ), f"`{key}` and `source` come together, for the one is printed beside the other."
