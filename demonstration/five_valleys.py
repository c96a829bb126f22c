"""The invented network `five-valleys`: ten hubs, three area facilitators, twelve quarters, a workbook for each return."""

from __future__ import annotations

import datetime as dt

from analysis.datasets.returns.questions import CORE_QUESTIONS, SUPPORT_KINDS
from analysis.periods import Period, quarters_between
from demonstration import planted
from demonstration.chance import draw
from demonstration.personal.personal_data import IN_RETURNS
from demonstration.register.register import Hub, Locality, drawn_table
from demonstration.returns import slips
from demonstration.returns.activity import Model, answers
from demonstration.returns.workbooks import Cell, return_workbook

NAME = "five-valleys"
QUARTERS = quarters_between(Period.parse("2022-23 Q1"), Period.parse("2024-25 Q4"))
BASELINE = {
    "from": "2022-23 Q1",
    "until": "2023-24 Q4",
    "because": "hubs without a facilitator began to open on Saturdays in 2024-25 Q1",
}
# Wickhollow's lies below its usual ups and downs, the network's amid those of the two years before.
TARGETS = [
    {"at_least": 9000, "from": "2022-23 Q1", "source": "the network's plan"},
    {"at_least": 900, "hub": "wickhollow", "from": "2022-23 Q1", "source": "the hub's own plan"},
]
DUE_DAYS = 28
_ROLES = ("Hub coordinator", "Treasurer", "Volunteer lead", "Centre manager", "Committee secretary")

# code, name, people who live there, deprivation tenth, latitude, longitude (in the open sea); the last two have no hub
_LOCALITIES = (
    ("sallowbridge", "Sallowbridge", 10000, 3, 52.312, -4.905),
    ("wickhollow", "Wickhollow", 4150, 5, 52.452, -4.861),
    ("tansyford", "Tansyford", 9400, 2, 52.381, -4.873),
    ("brindlecote", "Brindlecote", 3900, 8, 52.396, -4.812),
    ("candlecombe", "Candlecombe", 615, 7, 52.471, -4.925),
    ("quillbrook", "Quillbrook", 3550, 4, 52.367, -4.934),
    ("bellowmead", "Bellowmead", 3500, 6, 52.298, -4.842),
    ("pennywater", "Pennywater", 2330, 1, 52.325, -4.798),
    ("foxlade", "Foxlade", 1500, 9, 52.439, -4.779),
    ("rushenlow", "Rushenlow", 1680, 6, 52.409, -4.951),
    ("gorsemere", "Gorsemere", 2100, 2, 52.352, -4.752),
    ("ambermoor", "Ambermoor", 1250, 8, 52.487, -4.817),
)

# sessions, attendances and agencies a quarter; visits: attendances for each different person; young, old: shares
_HUBS = """
code         | name                             | kind             | area           | opened     | attendances | sessions | visits | young | old  | volunteers | agencies | warm
sallowbridge | Sallowbridge Community Centre    | community centre | Lower Valleys  | 2016-17 Q1 | 2300        | 148      | 4.6    | 0.22  | 0.31 | 38         | 14       | yes
wickhollow   | Wickhollow Hub                   | community hub    | Upper Valleys  | 2019-20 Q3 | 1250        | 92       | 5.1    | 0.14  | 0.45 | 27         | 8        | yes
tansyford    | Tansyford Youth and Family Centre | family centre   | Middle Valleys | 2020-21 Q2 | 1500        | 110      | 4.2    | 0.51  | 0.08 | 24         | 11       | no
brindlecote  | Brindlecote Hub                  | community hub    | Middle Valleys | 2022-23 Q1 | 820         | 64       | 4.4    | 0.18  | 0.34 | 19         | 7        | yes
candlecombe  | Candlecombe Village Hall         | village hall     | Upper Valleys  | 2022-23 Q1 | 160         | 24       | 3.4    | 0.09  | 0.58 | 12         | 3        | yes
quillbrook   | Quillbrook Library Hub           | library          | Middle Valleys | 2022-23 Q2 | 640         | 52       | 3.9    | 0.27  | 0.30 | 16         | 6        | yes
bellowmead   | Bellowmead Mill                  | arts centre      | Lower Valleys  | 2022-23 Q2 | 980         | 70       | 3.6    | 0.24  | 0.26 | 21         | 5        | no
pennywater   | The Pennywater Pantry            | food pantry      | Lower Valleys  | 2022-23 Q2 | 560         | 50       | 4.8    | 0.30  | 0.16 | 18         | 9        | yes
foxlade      | Foxlade Chapel Hub               | place of worship | Upper Valleys  | 2022-23 Q3 | 300         | 34       | 4.0    | 0.10  | 0.52 | 14         | 4        | yes
rushenlow    | Rushenlow Hub                    | community hub    | Middle Valleys | 2022-23 Q3 | 420         | 40       | 4.1    | 0.20  | 0.36 | 15         | 5        | no
"""


def localities() -> list[Locality]:
    return [Locality(*row) for row in _LOCALITIES]


def hubs() -> list[Hub]:
    places = {locality.locality_id: locality for locality in localities()}
    return [_hub(row, places[row["code"]]) for row in drawn_table(_HUBS)]


def _hub(row: dict[str, str], place: Locality) -> Hub:
    code, sessions = row["code"], float(row["sessions"])
    chance = draw(NAME, code, "register")
    return Hub(
        hub_id=code,
        name=row["name"],
        kind=row["kind"],
        locality_id=place.locality_id,
        area=row["area"],
        status="established" if code in planted.EXISTED_BEFORE else "emerging",
        opened=Period.parse(row["opened"]),
        facilitated_from=planted.FACILITATORS_BEGAN if code in planted.FACILITATED else None,
        latitude=round(place.latitude + chance.uniform(-0.004, 0.004), 4),
        longitude=round(place.longitude + chance.uniform(-0.004, 0.004), 4),
        size=float(row["attendances"]),
        sessions=sessions,
        visits=float(row["visits"]),
        young=float(row["young"]),
        old=float(row["old"]),
        volunteers=float(row["volunteers"]),
        agencies=float(row["agencies"]),
        warm_space=row["warm"] == "yes",
        support=tuple(kind for kind in SUPPORT_KINDS if chance.random() < 0.35 + sessions / 300),
    )


def attendance_factor(hub: Hub, quarter: Period) -> float:
    """All that is planted in a hub's attendances of a quarter, as a multiple of its size."""
    factor = planted.SEASONS[quarter.quarter or 1]
    if hub.warm_space and quarter.quarter in (3, 4):
        factor *= planted.WARM_SPACE
    if hub.facilitated_from and quarter >= hub.facilitated_from:
        factor *= planted.FACILITATION
    if quarter >= planted.SHIFT_BEGAN:
        factor *= planted.SHIFT
    return factor * _open_share(hub, quarter)


def _open_share(hub: Hub, quarter: Period) -> float:
    return planted.CLOSURE if (hub.hub_id, quarter) == (planted.CLOSED_HUB, planted.CLOSED_QUARTER) else 1.0


def _counts_people(hub: Hub, quarter: Period) -> bool:
    begins = planted.COUNTS_PEOPLE_FROM.get(hub.hub_id, hub.opened)
    return hub.hub_id != planted.NEVER_COUNTS_PEOPLE and quarter >= begins


MODEL = Model(
    network=NAME,
    factor=attendance_factor,
    session_factor=_open_share,
    attendance_noise=planted.ATTENDANCE_NOISE,
    volunteer_noise=planted.VOLUNTEER_NOISE,
    counts_people=_counts_people,
    texts=0.8,
)


def expected_returns() -> list[tuple[Hub, Period]]:
    """Each hub with each quarter in which it was open."""
    return [(hub, quarter) for quarter in QUARTERS for hub in hubs() if quarter >= hub.opened]


def returns() -> dict[str, bytes]:
    """All return workbooks, by their place in the network's folder."""
    files = {}
    for hub, quarter in expected_returns():
        if (hub.hub_id, quarter.label) not in planted.MISSING:
            cells = true_cells(hub, quarter)
            files[slips.workbook_file(hub.hub_id, quarter.label)] = return_workbook(_with_slips(hub, quarter, cells))
            files |= _second(hub, quarter, cells)
    return files


def truth() -> dict[tuple[str, str], dict[str, Cell]]:
    """What faultless returns would hold, by hub and quarter."""
    return {(hub.hub_id, quarter.label): true_cells(hub, quarter) for hub, quarter in expected_returns()}


def true_cells(hub: Hub, quarter: Period) -> dict[str, Cell]:
    """What a faultless return would hold, by field: the header fields and each question's code."""
    chance = draw(NAME, hub.hub_id, quarter, "sending")
    due = quarter.end + dt.timedelta(days=DUE_DAYS)
    late = planted.LATE.get((hub.hub_id, quarter.label))
    sent = due + dt.timedelta(days=late if late else -chance.randint(0, 18))
    said = answers(MODEL, hub, quarter)
    said |= {
        field: text for code, when, field, text in slips.MARKUP[NAME] if (code, when) == (hub.hub_id, quarter.label)
    }
    said |= {
        question: text
        for (code, when, question), (text, _) in IN_RETURNS.items()
        if (code, when) == (hub.hub_id, quarter.label)
    }
    if _open_share(hub, quarter) < 1:
        said["story"] = (
            "The river came in on a Sunday night. We were shut for nine weeks and opened again with new floors."
        )
        said["learned"] = "Keep the freezer on bricks and the papers upstairs."
    head: dict[str, Cell] = {"hub name": hub.name, "hub": hub.hub_id, "quarter": quarter.label, "sent": sent}
    return head | {"role": chance.choice(_ROLES)} | {question.id: said[question.id] for question in CORE_QUESTIONS}


def _with_slips(hub: Hub, quarter: Period, cells: dict[str, Cell]) -> dict[str, Cell]:
    for slip in slips.FIVE_VALLEYS:
        if (slip.hub_id, slip.quarter) == (hub.hub_id, quarter.label):
            cells = cells | {slip.field: slip.written} | dict(slip.also)
    for unseen in slips.UNSEEN:
        if (unseen.hub_id, unseen.quarter) == (hub.hub_id, quarter.label):
            cells = cells | {unseen.field: unseen.written(cells)}
    return cells


def _second(hub: Hub, quarter: Period, cells: dict[str, Cell]) -> dict[str, bytes]:
    for twice in slips.FIVE_VALLEYS_TWICE:
        if (twice.hub_id, twice.quarter) == (hub.hub_id, quarter.label):
            changed: dict[str, Cell] = {field: _added(cells[field], more) for field, more in twice.changes}
            if changed:
                changed["sent"] = _days_on(cells["sent"], 6)
            return {twice.file: return_workbook(cells | changed)}
    return {}


def _added(value: Cell, more: int) -> int:
    assert isinstance(value, int)
    return value + more


def _days_on(day: Cell, days: int) -> dt.date:
    assert isinstance(day, dt.date)
    return day + dt.timedelta(days=days)
