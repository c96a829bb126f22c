"""What truly happened at an invented hub in a quarter, before anybody wrote it down."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from analysis.periods import Period
from demonstration.chance import draw
from demonstration.register.register import Hub
from demonstration.returns.stories import learned, story

Answer = int | float | str | None
Answers = dict[str, Answer]


@dataclass(frozen=True)
class Model:
    """How a network's quarters come about. `factor` is everything planted in attendances, noise left out."""

    network: str
    factor: Callable[[Hub, Period], float]
    session_factor: Callable[[Hub, Period], float]
    attendance_noise: float  # standard deviation of the logarithm
    volunteer_noise: float
    counts_people: Callable[[Hub, Period], bool]
    texts: float  # share of the returns that answer the two questions in words


def attendances(model: Model, hub: Hub, quarter: Period) -> int:
    noise = draw(model.network, hub.hub_id, quarter, "attendances").gauss(0, model.attendance_noise)
    return max(1, round(hub.size * model.factor(hub, quarter) * math.exp(noise)))


def answers(model: Model, hub: Hub, quarter: Period) -> Answers:
    """Each question's true answer, by the question's code; None where the hub does not answer it."""
    numbers = _whom(model, hub, quarter) | _who_helped(model, hub, quarter)
    return numbers | _what(model, hub, quarter) | _money(model, hub, quarter) | _words(model, hub, quarter)


def _whom(model: Model, hub: Hub, quarter: Period) -> Answers:
    chance = draw(model.network, hub.hub_id, quarter, "people")
    came = attendances(model, hub, quarter)
    people = max(1, min(came, round(came / hub.visits * math.exp(chance.gauss(0, 0.05)))))
    young = round(people * hub.young * math.exp(chance.gauss(0, 0.08)))
    old = min(people - young, round(people * hub.old * math.exp(chance.gauss(0, 0.08))))
    known = model.counts_people(hub, quarter)
    return {
        "attendances": came,
        "people": people if known else None,
        "people_0_17": young if known else None,
        "people_18_64": people - young - old if known else None,
        "people_65_plus": old if known else None,
        "referrals_in": _near(chance, people * 0.06),
        "referrals_out": _near(chance, people * 0.09),
        "next_steps": _near(chance, people * 0.04),
    }


def _who_helped(model: Model, hub: Hub, quarter: Period) -> Answers:
    chance = draw(model.network, hub.hub_id, quarter, "volunteers")
    volunteers = max(1, round(hub.volunteers * math.exp(chance.gauss(0, model.volunteer_noise))))
    hours = round(volunteers * 21 * math.exp(chance.gauss(0, 0.1)))
    return {"volunteers": volunteers, "volunteer_hours": hours, "agencies": _near(chance, hub.agencies)}


def _what(model: Model, hub: Hub, quarter: Period) -> Answers:
    chance = draw(model.network, hub.hub_id, quarter, "sessions")
    held = hub.sessions * model.session_factor(hub, quarter) * math.exp(chance.gauss(0, 0.04))
    winter = quarter.quarter in (3, 4)
    return {
        "sessions": max(1, round(held)),
        "support_kinds": ";".join(kind for kind in hub.support if chance.random() > 0.04) or hub.support[0],
        "warm_space": "Yes" if hub.warm_space and winter else "No",
    }


def _money(model: Model, hub: Hub, quarter: Period) -> Answers:
    chance = draw(model.network, hub.hub_id, quarter, "money")
    cost = 400 + hub.sessions * 38
    return {
        "money_in": 10 * round(cost / 10 * math.exp(chance.gauss(0.02, 0.25))),
        "money_out": round(cost * math.exp(chance.gauss(0, 0.12)), 2),
    }


def _words(model: Model, hub: Hub, quarter: Period) -> Answers:
    chance = draw(model.network, hub.hub_id, quarter, "words")
    return {
        "story": story(chance) if chance.random() < model.texts else None,
        "learned": learned(chance) if chance.random() < model.texts else None,
    }


def _near(chance: Random, expected: float) -> int:
    """A small count around what is expected, never below nothing."""
    return max(0, round(expected + chance.gauss(0, 0.6) * math.sqrt(expected)))
