"""Invented answers of people about their own wellbeing, first and last, with a change and an attrition that are planted."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from analysis.datasets.returns.wellbeing.answers import ONS4, WELLBEING, swemwbs_items
from analysis.periods import Period
from demonstration import planted
from demonstration.chance import draw
from demonstration.register.register import Hub, written_csv

_USUAL = {"life_satisfaction": 6.4, "worthwhile": 6.9, "happiness": 6.5, "anxiety": 4.2}
_SHARED = {"life_satisfaction": 1.5, "worthwhile": 1.3, "happiness": 1.4, "anxiety": -1.2}  # how a better spell shows
_ITEM = 3.2
# First quarter -> how many were asked then; of those of the last two years' beginnings all are due by the end of 2024-25.
_ASKED = {
    "2022-23 Q4": 12,
    "2023-24 Q1": 16,
    "2023-24 Q2": 18,
    "2023-24 Q4": 40,
    "2024-25 Q1": 55,
    "2024-25 Q2": 55,
    "2024-25 Q4": 30,
}
_AGAIN_AFTER = 2  # quarters
_ITEM_LEFT_OUT = 20  # the row whose person left an item out


def wellbeing_csv(network: str, hubs: Sequence[Hub]) -> bytes:
    """A row a person, in the order of quarters; those first asked in the last quarter are not due yet."""
    asking = sorted(hub.hub_id for hub in hubs if hub.size >= 400)
    rows: list[dict[str, object]] = []
    for label, number in _ASKED.items():
        first = Period.parse(label)
        for person in range(number):
            chance = draw(network, "wellbeing", label, person)
            rows.append(_person(chance, asking[person % len(asking)], first))
    rows[_ITEM_LEFT_OUT][swemwbs_items("first")[3]] = None
    return written_csv([column.name for column in WELLBEING.columns_sent], rows)


def _person(chance: Random, hub: str, first: Period) -> dict[str, object]:
    spell = chance.gauss(0, 1)
    row: dict[str, object] = {"hub_id": hub, "first_quarter": first.label}
    row |= _answers(chance, "first", spell, dict.fromkeys(planted.WELLBEING_CHANGE, 0.0))
    again = first
    for _ in range(_AGAIN_AFTER):
        again = again.next_quarter
    if again > Period.parse("2024-25 Q4"):
        return row
    row["last_quarter"] = again.label
    low = int(str(row["first_life_satisfaction"])) <= planted.BEGAN_LOW
    if chance.random() >= planted.STAYED_AWAY["low" if low else "others"]:
        row |= _answers(chance, "last", spell, planted.WELLBEING_CHANGE)
    return row


def _answers(chance: Random, time: str, spell: float, change: dict[str, float]) -> dict[str, object]:
    answers: dict[str, object] = {
        f"{time}_{name}": _between(chance.gauss(_USUAL[name] + _SHARED[name] * spell + change[name], 1.1), 0, 10)
        for name in ONS4
    }
    for item in swemwbs_items(time):
        answers[item] = _between(chance.gauss(_ITEM + 0.5 * spell + change["swemwbs"], 0.6), 1, 5)
    return answers


def _between(value: float, least: int, most: int) -> int:
    return min(most, max(least, round(value)))
