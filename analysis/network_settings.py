"""network.yml as it is declared: what a network is called, whom its pages speak for, and the rules its editions follow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from analysis.baselines import BaselineSettings
from analysis.disclosure_settings import NOT_SET, USUAL_GROUPS, BreakdownSettings, DisclosureSettings, without_source
from analysis.periods import APRIL, MONTHS, Period
from analysis.settings.declaration import Year, about
from analysis.targets import TargetSettings

NETWORK_FILE = "network.yml"


Statistic = Literal["alpha", "ac1", "cohen", "scott", "fleiss", "brennan-prediger", "conger", "percent"]


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
        Statistic,
        about(
            "the coefficient: Krippendorff's alpha, Gwet's AC1, the kappas of Cohen, Fleiss, Conger, and Brennan and Prediger, Scott's pi, or "
            "the share that agrees without regard to chance"
        ),
    ] = "alpha"
    level: Annotated[
        Literal["nominal", "ordinal", "interval", "ratio"],
        about(
            "nominal asks whether a code was given to the unit; the others how often, and weigh how far apart two coders are: AC1 is AC2 then, "
            "and kappa a weighted one"
        ),
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
        statistic = given.get("statistic", "alpha")
        if statistic != "alpha" and "threshold" not in given:
            problem = f"The threshold 0.667 is alpha's own; name a threshold for {statistic} and its source."
            return "statistic", problem
        return without_source(given, "threshold")


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
            example="From what hubs and their partners sent in.",
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
    price_base: Annotated[
        Year,
        about(
            "the year whose pounds real terms are stated in: a financial year, as the price index has them, or of calendar years one of these",
            example="2024-25",
        ),
    ]
    disclosure: Annotated[
        DisclosureSettings,
        about(
            "how small counts of people are kept from giving anybody away; needed here or in disclosure.yml, as its `counts`"
        ),
    ] = NOT_SET
    year_starts: Annotated[
        Literal[
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ],
        about(
            "the month in which the network's own year begins; `2024-25` is then the one that begins in it in 2024. With January, years "
            "and quarters are written `2024` and `2024 Q1`",
            why="Quarters, returns, editions and money by year go by it.",
        ),
    ] = "April"  # fmt: skip
    published: Annotated[
        dict[Period, dt.date],
        about(
            "editions that are out, each with the day it came out",
            why="A number that changes after that day is marked as revised.",
        ),
    ] = field(default_factory=dict)
    expected: Annotated[
        dict[Period, dt.date],
        about(
            "editions that are still to come out, each with the day on which it is expected",
            why="A signed report says when the next one comes.",
            example={"2025-26": "2026-07-31"},
        ),
    ] = field(default_factory=dict)
    contact: Annotated[
        str,
        about(
            "to whom readers turn with questions about a report, as it is printed: an office and its address, no person's own",
            example="Valley Research, reports@valley-research.example",
        ),
    ] = ""
    hub_sheets: Annotated[
        Literal["for every hub", "for none", "unless hubs are many"],
        about(
            "whether the page of each hub is set as a PDF too, to be printed; left out, it is unless there are more than 150 hubs",
            why="Hundreds of them take longer than all other pages together.",
        ),
    ] = "unless hubs are many"
    agreement: Annotated[AgreementSettings, about("how the agreement of coders is judged")] = AgreementSettings()
    case_breakdowns: Annotated[
        BreakdownSettings,
        about(
            "how small a group of case studies may be told of by place or partner; or in disclosure.yml, as its `case_groups`"
        ),
    ] = USUAL_GROUPS
    baselines: Annotated[
        tuple[BaselineSettings, ...],
        about(
            "quarters from which the control chart's limits are drawn anew, or over which they are fixed, each with the reason"
        ),
    ] = ()
    targets: Annotated[
        tuple[TargetSettings, ...],
        about("how many attendances a quarter are to be reached, at a hub or at all together, and who set it"),
    ] = ()
    season: Annotated[
        Literal["every year", "none", "told by a test"],
        about(
            "whether the quarters of a year differ in the same way every year, as the winters of warm spaces do, so that control charts follow "
            "the season; left out, a test over the quarters there are tells",
            why="Without it a winter is marked that is like all winters, and a change in a summer is missed.",
        ),
    ] = "told by a test"
    headlines: Annotated[
        tuple[str, ...],
        about("published figures that the first screen leads with, by their ids; left out, the first ones"),
    ] = ()
    documents_in: Annotated[
        Year | None,
        about(
            "the year whose edition holds what published documents tell of the network: its figures, awards that name no day, and what a reader "
            "of documents found; left out, every edition holds them",
            why="Most of a document has no day of its own, and would be the same page with another year above it.",
            example="2024-25",
        ),
    ] = None

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        begins = MONTHS.index(given.get("year_starts", "April")) + 1
        named = [
            ("quarters", given["quarters"].first),
            ("quarters", given["quarters"].last),
            ("price_base", given["price_base"]),
        ]
        named += [("documents_in", given["documents_in"])] if given.get("documents_in") else []
        named += [(key, each) for key in ("published", "expected") for each in given.get(key, ())]
        named += [("baselines", each) for one in given.get("baselines", ()) for each in (one.begins, one.until) if each]
        named += [("targets", one.begins) for one in given.get("targets", ()) if one.begins]
        for key, period in named:
            of_index = key == "price_base" and period.is_written_in(APRIL)  # the price index goes by financial years
            if not period.is_written_in(begins) and not of_index:
                like = Period(2024, period.quarter, begins).label
                return (
                    key,
                    f"`{period.label}` is no label of years that begin in {MONTHS[begins - 1]}: write {like} and the like.",
                )
        out = set(given.get("published", ())) & set(given.get("expected", ()))
        if out:
            label = min(period.label for period in out)
            return "expected", f"{label} stands under `published` too, so it is out: take it out of `expected`."
        return None
