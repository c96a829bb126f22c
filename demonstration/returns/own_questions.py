"""What `marches` asks beside the core, one question of each kind, and what its hubs truly would say to it."""

from __future__ import annotations

import math

from analysis.datasets.returns.questions import Question
from analysis.periods import Period
from demonstration import planted
from demonstration.chance import draw
from demonstration.register.register import Hub
from demonstration.returns.activity import Answers

OPEN_ON = ("weekday mornings", "weekday afternoons", "weekday evenings", "Saturdays", "Sundays")
# Invented words that name nobody.
_WISHES = (
    "A second oven, and somebody to look after it.",
    "A ramp at the side door.",
    "Two more drivers for the days when the bus does not run.",
    "Help with the accounts before the year's end.",
    "A lease that is longer than a year.",
)

OWN_QUESTIONS: tuple[Question, ...] = (
    Question(
        "meals",
        "15a",
        "How many meals did the hub serve?",
        "count",
        "meals",
        0.2,
        "The county plans its food support with it.",
        help="Count plates, not people.",
        minimum=0,
        maximum=20000,
        ignore_when="A hub that cooks for others as well may serve more than 20,000.",
        label="Meals served",
    ),
    Question(
        "energy_cost",
        "15b",
        "How much did heating and power cost?",
        "money",
        "GBP",
        0.2,
        "The county asks for a fund for heating with it.",
        help="The quarter's bills, as they came.",
        minimum=0,
        maximum=50000,
        ignore_when="A leisure centre with a pool may pay more than £50,000.",
        label="Heating and power",
    ),
    Question(
        "open_hours",
        "15c",
        "For how many hours was the hub open in all?",
        "hours",
        "hours",
        0.2,
        "Shows when there is somewhere to go.",
        help="Hours a week times thirteen is a good way to work it out.",
        minimum=0,
        maximum=2000,
        ignore_when="A quarter has some 2,200 hours.",
        label="Hours open",
    ),
    Question(
        "step_free",
        "15d",
        "Could somebody in a wheelchair get in without help?",
        "yes-no",
        "",
        0.2,
        "Grants for ramps are asked for with it.",
        help="Yes if the main door, or another one, can be used at any time.",
        label="Step-free way in",
    ),
    Question(
        "open_on",
        "15e",
        "When was the hub open?",
        "choices",
        "times",
        0.2,
        "Shows when there is nowhere to go.",
        help="Choose Yes for each time at which it was open in most weeks.",
        choices=OPEN_ON,
        label="Times open",
    ),
    Question(
        "wish",
        "15f",
        "What would help the hub most next year? Please leave out names.",
        "text",
        "",
        0.2,
        "Goes into the plan of the county's hubs.",
        help="One sentence.",
        publish="hub page",
        publish_from="2024-25 Q1",
        label="What would help most",
    ),
)


def own_answers(hub: Hub, quarter: Period) -> Answers:
    """Meals rise by what is planted from the second year on; ways in are made step-free in it at some hubs."""
    chance = draw("marches", hub.hub_id, quarter, "own questions")
    of_hub = draw("marches", hub.hub_id, "own questions")
    plates, later = of_hub.uniform(0.2, 0.7) * hub.size, quarter >= Period.parse("2024-25 Q1")
    free, free_later = of_hub.random() < 0.4, of_hub.random() < 0.2
    hours = of_hub.uniform(2, 9) * hub.sessions
    times = [time for time in OPEN_ON if of_hub.random() < 0.45] or [OPEN_ON[0]]
    return {
        "meals": round(plates * (planted.MARCHES_MEALS if later else 1) * math.exp(chance.gauss(0, 0.03))),
        "energy_cost": round((90 + hub.sessions * 9) * (1.5 if quarter.quarter in (3, 4) else 0.8), 2),
        "open_hours": round(hours * math.exp(chance.gauss(0, 0.05))),
        "step_free": "Yes" if free or (free_later and later) else "No",
        "open_on": ";".join(times),
        "wish": chance.choice(_WISHES) if chance.random() < 0.2 else None,
    }
