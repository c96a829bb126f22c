"""The settings files of the invented networks: network.yml and questions.yml."""

from __future__ import annotations

from analysis.datasets.questions import CORE_QUESTIONS
from analysis.demonstration.cards import written_yaml
from analysis.periods import Period

_STATEMENT = (
    "Invented for demonstration. The hubs, places, people, money and words on this page do not exist; the numbers were "
    "drawn by a computer to show what this report can do."
)
DISCLOSURE = {
    "threshold": 7,
    "base": 5,
    "source": "OpenSAFELY's rule: counts of people up to 7 are withheld, the others are rounded to the nearest 5",
}


def network_yml(title: str, place: str, quarters: list[Period], due_days: int) -> bytes:
    return written_yaml(
        {
            "title": title,
            "demonstration": True,
            "statement": _STATEMENT,
            "place": place,
            "research_partner": "Hollow Lane Learning (invented)",
            "quarters": {"first": quarters[0].label, "last": quarters[-1].label},
            "due_days": due_days,
            "disclosure": DISCLOSURE,
            "price_base": quarters[-1].year_label,
        }
    )


def questions_yml() -> bytes:
    return written_yaml([question.as_record() for question in CORE_QUESTIONS])
