"""The invented case studies and how two coders coded them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from demonstration import planted
from demonstration.cases.passages import BRIDGES, CLOSINGS, OPENINGS, PASSAGES, REFLECTIONS, SETTINGS
from demonstration.chance import draw
from demonstration.five_valleys import NAME, hubs, localities
from demonstration.personal.personal_data import said_in_case

HOW_MANY = 24
CODERS = ("Coder A", "Coder B")
PARTNERS = (
    "Sallow Timebank",
    "Wickhollow Parish Rooms",
    "Valleys Food Table",
    "Tansyford Youth Workshop",
    "Millrace Makers",
    "Upper Valleys Bus Friends",
    "Pennywater Advice Table",
    "Quillbrook Reading Room",
)
_ROLES = ("visitor", "volunteer", "hub coordinator", "parent", "partner worker", "young person")
_KINDS = ("interview", "diary", "visit", "focus group")
_NO_HUB = (6, 19)  # cases about the network, not about one hub
COUNT_ONLY = (2, 7, 10, 13, 18, 22)
WITHDRAWN = (15,)
COVERS = {4: "report;site;hub page", 9: "report;site", 17: "talks"}  # the others cover every use

# The codes of each case's passages, in order. What the second coder did otherwise stands in `planted`.
_CODES: tuple[tuple[str, ...], ...] = (
    ("Less alone", "Food brings people", "A next step"),
    ("Neighbours know whom to ask", "Facilitation", "Getting there", "Trusted relationships"),
    ("Less alone", "Services come closer", "Short money"),
    ("A next step", "Money without strings", "Start small"),
    ("People run the place", "Volunteers worn thin", "Trusted relationships"),
    ("Partners share what they have", "Facilitation", "Short money", "Trusted relationships"),
    ("Less alone", "Getting there", "Contrary"),
    ("Services come closer", "Food brings people", "Trusted relationships"),
    ("A next step", "Less alone", "Trusted relationships", "Start small"),
    ("Neighbours know whom to ask", "Facilitation", "Money without strings"),
    ("People run the place", "Food brings people", "Start small"),
    ("A next step", "Contrary", "Getting there"),
    ("Less alone", "Services come closer", "Facilitation"),
    ("Partners share what they have", "Trusted relationships", "Contrary"),
    ("Less alone", "A next step", "Money without strings"),
    ("People run the place", "Facilitation", "Volunteers worn thin"),
    ("Services come closer", "Start small", "Getting there"),
    ("Neighbours know whom to ask", "Less alone", "Food brings people", "Trusted relationships"),
    ("Partners share what they have", "Facilitation", "Volunteers worn thin"),
    ("A next step", "People run the place", "Contrary"),
    ("Services come closer", "Partners share what they have", "Short money"),
    ("Less alone", "Neighbours know whom to ask", "Trusted relationships"),
    ("Less alone", "Contrary", "Volunteers worn thin"),
    ("A next step", "Services come closer", "Money without strings", "Facilitation"),
)
# The second coder used this code freely and elsewhere: agreement on it is no better than chance.
_SECOND_TRUSTED = (1, 3, 5, 9, 13, 16, 19, 22)


@dataclass(frozen=True)
class Coded:
    """One passage that one coder gave one code: positions in code points, end exclusive."""

    code: str
    coder: str
    start: int
    end: int


@dataclass(frozen=True)
class CaseStudy:
    """One case study with its attributes, its text and its codings."""

    case_id: str
    title: str
    hub_id: str
    place: str
    partner: str
    role: str
    source_kind: str
    collected: dt.date
    consent: str
    consent_covers: str
    text: str
    codings: tuple[Coded, ...]


def case_studies() -> list[CaseStudy]:
    """All case studies in order. A passage is used again only when all others of its code have been."""
    used: Counter[str] = Counter()
    return [_case(number, used) for number in range(1, HOW_MANY + 1)]


def _case(number: int, used: Counter[str]) -> CaseStudy:
    chance = draw(NAME, "case", number)
    about = _hub_about(number)
    codes = _CODES[number - 1]
    text, spans = _told(number, about[1], [_passage(code, used) for code in codes])
    codings = _first_coder(codes, spans) + _second_coder(number, codes, spans)
    codings += [
        Coded(planted.DENIED[number], each.coder, each.start, each.end)
        for each in codings
        if each.code == "Contrary" and number in planted.DENIED
    ]
    year, month = 2022 + (number - 1) // 8, (4 + chance.randint(0, 8))
    return CaseStudy(
        case_id=f"case-{number:02d}",
        title=f"{_title(codes)}, {about[1]}",
        hub_id=about[0],
        place=_place(about[0]),
        partner=PARTNERS[(number * 3) % len(PARTNERS)],
        role=chance.choice(_ROLES),
        source_kind=chance.choice(_KINDS),
        collected=dt.date(year, month, chance.randint(1, 28)),
        consent="withdrawn" if number in WITHDRAWN else "count only" if number in COUNT_ONLY else "quote",
        consent_covers=COVERS.get(number, ""),
        text=text,
        codings=tuple(codings),
    )


def _hub_about(number: int) -> tuple[str, str]:
    if number in _NO_HUB:
        return "", "our network of hubs"
    hub = hubs()[(number * 7) % len(hubs())]
    return hub.hub_id, hub.name


def _place(hub_id: str) -> str:
    """The name of the place where the hub is, as the teller would write it."""
    home = {hub.hub_id: hub.locality_id for hub in hubs()}.get(hub_id)
    return next((place.name for place in localities() if place.locality_id == home), "")


def _title(codes: tuple[str, ...]) -> str:
    titles = {"Contrary": "What we hoped for", "Less alone": "Company", "A next step": "A step further"}
    return titles.get(codes[0]) or codes[0]


def _passage(code: str, used: Counter[str]) -> str:
    said = PASSAGES[code][used[code] % len(PASSAGES[code])]
    used[code] += 1
    return said


def _told(number: int, hub_name: str, passages: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text, and where each passage stands in it."""
    text = OPENINGS[number % len(OPENINGS)].format(hub=hub_name) + " " + SETTINGS[number % len(SETTINGS)]
    spans = []
    for place, passage in enumerate(passages):
        bridge = BRIDGES[(number + place * 3) % len(BRIDGES)] + " " if place else ""
        text += (" " if place > 1 else "\n\n") + bridge
        said = passage.format(hub=hub_name)
        spans.append((len(text), len(text) + len(said)))
        text += said
    ending = (
        REFLECTIONS[(number * 3) % len(REFLECTIONS)] + " " + CLOSINGS[number % len(CLOSINGS)] + said_in_case(number)
    )
    return text + "\n\n" + ending + "\n", spans


def _first_coder(codes: tuple[str, ...], spans: list[tuple[int, int]]) -> list[Coded]:
    return [Coded(code, CODERS[0], start, end) for code, (start, end) in zip(codes, spans, strict=True)]


def _second_coder(number: int, codes: tuple[str, ...], spans: list[tuple[int, int]]) -> list[Coded]:
    """As the first, but for what is planted; passages end a little earlier now and then, as coders' passages do."""
    given = dict(zip(codes, spans, strict=True))
    first_span = spans[0]
    for case, code in planted.SECOND_CODER_LEFT_OUT:
        if case == number:
            given.pop(code)
    for case, code in planted.SECOND_CODER_PUT_IN:
        if case == number:
            given[code] = first_span
    given.pop(planted.POOR_AGREEMENT, None)
    if number in _SECOND_TRUSTED:
        given[planted.POOR_AGREEMENT] = first_span
    shorter = {code: draw(NAME, "second coder", number, code).random() < 0.25 for code in given}
    return [Coded(code, CODERS[1], start, end - shorter[code]) for code, (start, end) in given.items()]
