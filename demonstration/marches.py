"""The invented network `marches`: a county of 72 hubs, eight quarters, one export of an online form."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from analysis.periods import Period, quarters_between
from demonstration import planted
from demonstration.chance import draw
from demonstration.register.names import AREAS, HUB_NAMES, PLACES, as_code
from demonstration.register.register import Hub, Locality
from demonstration.returns import slips
from demonstration.returns.activity import Answers, Model, answers
from demonstration.returns.form_export import FormRow, form_export
from demonstration.returns.own_questions import own_answers
from demonstration.settings import MARCHES_SUPPORT_KINDS, marches_questions

NAME = "marches"
QUARTERS = quarters_between(Period.parse("2023-24 Q1"), Period.parse("2024-25 Q4"))
DUE_DAYS = 28

# kind: (how many, sessions a quarter, attendances a session, attendances a person, young, old, volunteers, agencies)
_KINDS: dict[str, tuple[int, float, float, float, float, float, float, float]] = {
    "lunch club": (30, 3, 21, 2.4, 0.03, 0.8, 6, 0.6),
    "village hall": (18, 10, 17, 3.2, 0.15, 0.45, 8, 1.2),
    "place of worship": (8, 8, 18, 3.0, 0.1, 0.55, 9, 1.2),
    "community centre": (8, 26.5, 16, 3.8, 0.24, 0.3, 15, 3.0),
    "library": (3, 30, 12, 3.5, 0.35, 0.28, 8, 3.5),
    "leisure centre": (5, 74, 37, 5.5, 0.34, 0.18, 16, 2.2),
}


def localities() -> list[Locality]:
    """A town and villages in each of five areas, in the open sea."""
    found = []
    for number, area in enumerate(AREAS):
        for place in PLACES[area]:
            chance = draw(NAME, place, "locality")
            town = place == PLACES[area][0]
            people = chance.randint(7200, 14800) if town else chance.randint(240, 2300)
            latitude, longitude = 53.55 + 0.07 * number, 0.9 + 0.12 * ((number * 2) % 5)
            north, east = chance.uniform(-0.09, 0.09), chance.uniform(-0.14, 0.14)
            where = (round(latitude + north, 4), round(longitude + east, 4))
            found.append(Locality(as_code(place), place, people, chance.randint(1, 10), *where))
    return found


def hubs() -> list[Hub]:
    """72 hubs: a lunch club in most places, the big ones in the towns; the first `MARCHES_WARM_SPACES` drawn are warm."""
    placed = [_hub(kind, place, area) for kind, place, area in _placed()]
    warm = draw(NAME, "warm spaces").sample([hub.hub_id for hub in placed], planted.MARCHES_WARM_SPACES)
    return [replace(hub, warm_space=hub.hub_id in warm) for hub in placed]


def _placed() -> list[tuple[str, str, str]]:
    """Which kind of hub stands in which place: leisure centres and libraries in towns, the others spread."""
    everywhere = [(place, area) for area in AREAS for place in PLACES[area]]
    towns = [(PLACES[area][0], area) for area in AREAS]
    villages = [pair for pair in everywhere if pair not in towns]
    found = []
    for kind, (how_many, *_) in _KINDS.items():
        if kind == "leisure centre":
            places = towns
        elif kind == "library":
            places = towns[1:3] + towns[4:]
        elif kind == "community centre":
            places = towns + villages[3:24:8]
        elif kind == "lunch club":
            places = everywhere[:how_many]
        else:
            places = draw(NAME, kind, "places").sample(villages, how_many)
        found += [(kind, place, area) for place, area in sorted(places[:how_many])]
    return found


def _hub(kind: str, place: str, area: str) -> Hub:
    _, sessions, each, visits, young, old, volunteers, agencies = _KINDS[kind]
    name = HUB_NAMES[kind].format(place=place)
    chance = draw(NAME, name, "register")
    held = 3.0 if kind == "lunch club" else sessions * chance.uniform(0.75, 1.25)
    a_session = chance.uniform(15, 30) if kind == "lunch club" else each * chance.uniform(0.7, 1.3)
    opened = Period(chance.choice((2019, 2020, 2020, 2021, 2021, 2022)), chance.randint(1, 4))
    home = next(locality for locality in localities() if locality.name == place)
    return Hub(
        hub_id=as_code(name),
        name=name,
        kind=kind,
        locality_id=home.locality_id,
        area=area,
        status="established" if opened < Period.parse("2022-23 Q1") else "emerging",
        opened=opened,
        facilitated_from=None,
        latitude=round(home.latitude + chance.uniform(-0.004, 0.004), 4),
        longitude=round(home.longitude + chance.uniform(-0.006, 0.006), 4),
        size=held * a_session,
        sessions=held,
        visits=visits,
        young=young,
        old=old,
        volunteers=volunteers * chance.uniform(0.7, 1.3),
        agencies=agencies,
        warm_space=False,
        support=_support(kind, place),
    )


def _support(kind: str, place: str) -> tuple[str, ...]:
    chance = draw(NAME, kind, place, "support")
    usual = {"lunch club": 0.15, "leisure centre": 0.3}.get(kind, 0.4)
    always = {"lunch club": "food", "leisure centre": "sport and being active", "library": "learning and skills"}
    kinds = [offered for offered in MARCHES_SUPPORT_KINDS if chance.random() < usual or offered == always.get(kind)]
    return tuple(kinds or [MARCHES_SUPPORT_KINDS[0]])


def attendance_factor(hub: Hub, quarter: Period) -> float:
    return planted.MARCHES_WARM_SPACE if hub.warm_space and quarter.quarter in (3, 4) else 1.0


MODEL = Model(
    network=NAME,
    factor=attendance_factor,
    session_factor=lambda _hub, _quarter: 1.0,
    attendance_noise=planted.MARCHES_ATTENDANCE_NOISE,
    volunteer_noise=planted.MARCHES_VOLUNTEER_NOISE,
    counts_people=lambda hub, _quarter: draw(NAME, hub.hub_id, "counts people").random() < 0.8,
    texts=0.45,
)


def expected_returns() -> list[tuple[Hub, Period]]:
    every = hubs()
    return [(hub, quarter) for quarter in QUARTERS for hub in every if quarter >= hub.opened]


def true_answers(hub: Hub, quarter: Period) -> Answers:
    said = answers(MODEL, hub, quarter) | own_answers(hub, quarter)
    return said | {
        field: text for code, when, field, text in slips.MARKUP[NAME] if (code, when) == (hub.hub_id, quarter.label)
    }


def is_missing(hub: Hub, quarter: Period) -> bool:
    """Whether the return never came. A return that a slip or some markup is planted in always came."""
    kept = {(slip.hub_id, slip.quarter) for slip in (*slips.MARCHES, *slips.MARCHES_TWICE)}
    kept |= {(code, when) for code, when, _, _ in slips.MARKUP[NAME]}
    lost = draw(NAME, hub.hub_id, quarter, "missing").random() < planted.MARCHES_MISSING_SHARE
    return lost and (hub.hub_id, quarter.label) not in kept


def returns() -> bytes:
    """The whole form export."""
    rows = []
    for hub, quarter in expected_returns():
        if not is_missing(hub, quarter):
            rows += _sendings(hub, quarter)
    return form_export(rows, marches_questions())


def _sendings(hub: Hub, quarter: Period) -> list[FormRow]:
    row = FormRow(sent_at(hub, quarter), hub.name, quarter.label, true_answers(hub, quarter))
    for slip in slips.MARCHES:
        if (slip.hub_id, slip.quarter) == (hub.hub_id, quarter.label):
            row = _with_slip(row, slip)
    again = any((twice.hub_id, twice.quarter) == (hub.hub_id, quarter.label) for twice in slips.MARCHES_TWICE)
    return [row, replace(row, sent=row.sent + dt.timedelta(seconds=40))] if again else [row]


def _with_slip(row: FormRow, slip: slips.Slip) -> FormRow:
    if slip.field == "hub":
        return replace(row, hub_name=str(slip.written))
    return replace(row, answers=row.answers | {slip.field: slip.written} | dict(slip.also))


def sent_at(hub: Hub, quarter: Period) -> dt.datetime:
    chance = draw(NAME, hub.hub_id, quarter, "sending")
    late = chance.random() < planted.MARCHES_LATE_SHARE
    days = DUE_DAYS + chance.randint(1, 35) if late else chance.randint(3, DUE_DAYS)
    hour = dt.time(chance.randint(8, 20), chance.randint(0, 59), chance.randint(0, 59))
    return dt.datetime.combine(quarter.end + dt.timedelta(days=days), hour)
