"""The settings files of the invented networks: network.yml and questions.yml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from analysis.datasets.returns.core_questions import SUPPORT_KINDS, record_of
from analysis.datasets.returns.questions import CORE_QUESTIONS, Question
from analysis.periods import Period
from demonstration.cards import written_yaml
from demonstration.returns.own_questions import OWN_QUESTIONS

_STATEMENT = (
    "Invented for demonstration. The hubs, places, people, money and words on this page do not exist; the numbers were "
    "drawn by a computer to show what this report can do."
)
DISCLOSURE = {
    "threshold": 7,
    "base": 5,
    "source": "OpenSAFELY's rule: counts of people up to 7 are withheld, the others are rounded to the nearest 5",
}

EXPECTED = {"2025-26": dt.date(2026, 7, 31)}


def network_yml(title: str, place: str, quarters: list[Period], due_days: int, **more: object) -> bytes:
    """`more`: settings that not every network has, as `published`."""
    return written_yaml(
        {
            "title": title,
            "demonstration": True,
            "statement": _STATEMENT,
            "place": place,
            "research_partner": "Tarn and Weir Research (invented)",
            "quarters": {"first": quarters[0].label, "last": quarters[-1].label},
            "due_days": due_days,
            "disclosure": DISCLOSURE,
            "price_base": quarters[-1].year_label,
            "expected": EXPECTED,
            "contact": "Tarn and Weir Research (invented), reports@tarn-and-weir.example",
            **more,
        },
        "network",
    )


def disclosure_yml() -> bytes:
    """What the invented network agreed on beside the rule in its network.yml: each hub may be sent its own numbers."""
    return written_yaml(
        {"hub_pages": {"own_counts": True, "source": "the network's meeting of all hubs, March 2023"}}, "disclosure"
    )


def designs_yml(everywhere: Mapping[str, str]) -> bytes:
    """What the invented network declared beforehand: its facilitators, for whom the register says who was given one and from when, and what
    began everywhere at one time. everywhere: each hub, with the quarter."""
    design = {
        "id": "facilitators",
        "given": "an area facilitator",
        "declared": "2023-03-20",
        "source": "the network's plan: two hubs of each area",
        "assumed": "Without facilitators, attendances would have gone the same way, in proportion, at all hubs of the network.",
        "by": "decision",
        "within": "area",
        "outcomes": ["attendances", "volunteers"],
        "counted": "logarithms",
    }
    saturdays = {
        "id": "saturdays",
        "given": "opening on Saturdays",
        "declared": "2024-03-18",
        "source": "the network's meeting of all hubs",
        "assumed": "Without it, attendances at these hubs, which have no facilitator, would have followed the trend and the seasons of the two years before.",
        "starts": dict(everywhere),
        "against": "before",
    }
    return written_yaml([design, saturdays], "designs")


def outcomes_yml(outcomes: list[tuple[str, str]]) -> bytes:
    """Which codes stand for which shared outcomes, as somebody of the network confirmed it."""
    listed = [{"code": name, "shared": shared} for name, shared in outcomes]
    return written_yaml({"confirmed_by": "Research partner", "outcomes": listed}, "outcomes", 4)


# Invented wording. The core's twelve kinds stand among them, so that the two networks can be compared on those.
MARCHES_SUPPORT_KINDS = (
    *SUPPORT_KINDS[:-1],
    "help for carers",
    "help with housing",
    "help with heating and energy bills",
    "visits and calls to people at home",
    "help after a stay in hospital",
    "memory and dementia",
    "bereavement",
    "welcome for newcomers",
    "help towards work",
    "repairing and borrowing things",
    "gardens and growing food",
    "clothes and household goods",
    "events for the whole village",
    SUPPORT_KINDS[-1],  # something else
)


def five_valleys_questions() -> tuple[Question, ...]:
    """The core; what hubs tell in words may stand on their own pages since the forms of this year say so."""
    return tuple(
        replace(question, publish="hub page", publish_from="2024-25 Q1") if question.kind == "text" else question
        for question in CORE_QUESTIONS
    )


def marches_questions() -> tuple[Question, ...]:
    """The core, with the kinds of support of a county, twice as many; in the place of `learned` the network's own questions."""
    core = (
        replace(question, choices=MARCHES_SUPPORT_KINDS, minutes=1.5) if question.id == "support_kinds" else question
        for question in CORE_QUESTIONS
        if question.id != "learned"
    )
    return (*core, *OWN_QUESTIONS)


def questions_yml(questions: tuple[Question, ...] = CORE_QUESTIONS) -> bytes:
    return written_yaml([record_of(question) for question in questions], "questions")
