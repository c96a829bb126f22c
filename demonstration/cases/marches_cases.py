"""Six invented case studies of the marches, coded by one person, as plain sheets and texts beside a codebook (.qdc)."""

from __future__ import annotations

import csv
import io
import uuid
import xml.etree.ElementTree as ET
from dataclasses import dataclass

CODER = "Coder A"
FOLDER = "cases"

# The codes of this network, each with the branch it stands in, what is coded, when, when not, and the shared outcome it stands for.
CODES = (
    ("Outcomes", "Company", "Somebody has people to be with, and expects to see them again.", "Names of days, chairs kept, calls made.", "Many people in a room.", "people.connected"),
    ("Outcomes", "Fed and warm", "Somebody eats or keeps warm who would have gone without.", "The meal or the heat is what mattered.", "The meal is why people came, and something else mattered.", "people.helped"),
    ("Outcomes", "From guest to helper", "Somebody who came as a guest now helps to run things.", "Both the coming and the helping are told.", "Somebody who helped from the first day.", "people.giving"),
    ("Outcomes", "The surgery in the hall", "A health service meets people at the hub.", "A nurse, a link worker, a check-up at the hub.", "A leaflet or a telephone number.", "partners.closer"),
    ("Hurdles", "No way to get there", "Distance, lanes and missing buses.", "The journey kept somebody away.", "The journey is only described.", ""),
    ("Hurdles", "Few hands", "Too few people carry the work.", "A task rests on one or two.", "A busy day.", ""),
    ("Enablers", "Somebody who rings round", "One person's hours for keeping in touch.", "The asking and reminding made the difference.", "A notice on the board.", ""),
    ("Contrary", "Contrary", "What was hoped for and did not come.", "Whenever a text tells against a finding.", "Hard, and done in the end.", ""),
)  # fmt: skip


@dataclass(frozen=True)
class MarchesCase:
    """One case study. Its text marks each coded passage as [code number|words]."""

    case_id: str
    title: str
    hub_id: str
    place: str
    role: str
    source_kind: str
    collected: str
    consent: str
    covers: str
    marked: str

    @property
    def text(self) -> str:
        return self._apart()[0]

    @property
    def codings(self) -> list[tuple[str, str]]:
        """Code and passage, in order."""
        return self._apart()[1]

    def _apart(self) -> tuple[str, list[tuple[str, str]]]:
        text, found = "", []
        for number, part in enumerate(self.marked.split("[")):
            if number:
                code, _, rest = part.partition("|")
                passage, _, after = rest.partition("]")
                found.append((CODES[int(code)][1], passage))
                part = passage + after
            text += part
        return text, found


CASES = (
    MarchesCase(
        "m-01", "Soup on a Thursday", "aldermoss-lunch-club", "Aldermoss", "visitor", "interview", "2024-05-16", "quote", "",
        "I used to eat standing at the sink.\n\n[0|On Thursdays there are eight of us at the long table, and my chair is kept if I am late.] "
        "[1|It is the one hot meal of my week that I do not cook for one.] The hall is draughty, and nobody minds.\n\n"
        "[6|It began because somebody telephoned, and went on telephoning until I ran out of excuses.]\n",
    ),
    MarchesCase(
        "m-02", "The tea urn", "hopsward-community-centre", "Hopsward", "volunteer", "interview", "2024-07-03", "quote", "report;site",
        "I came for the warm room in the second winter. [1|We had the heating off at home from ten until six.]\n\n"
        "[2|By spring I had the key to the urn, and now I have the rota as well.] [5|There are three of us for what used to be nine, "
        "and one of the three is moving away.] I would not give it up.\n",
    ),
    MarchesCase(
        "m-03", "Blood pressure by the bookshelves", "larchwold-leisure-centre", "Larchwold", "partner worker", "visit", "2024-09-19", "quote", "",
        "We had sent letters for years. [3|On the first morning at the centre I saw fourteen people, and five of them had not been to us since before "
        "the floods.] [6|The centre’s receptionist had rung every one of them the day before.]\n\n"
        "[4|The villages to the south are not among them: there is no bus on a Thursday.]\n",
    ),
    MarchesCase(
        "m-04", "An empty minibus", "quenchford-community-centre", "Quenchford", "hub coordinator", "interview", "2024-11-07", "quote", "",
        "[4|Four people had said that they would come if only there were a lift.] So we found a minibus and a driver.\n\n"
        "[7|It ran for six weeks and carried nobody: by then they had made other arrangements, or lost heart.] "
        "We had not asked what day would suit. I would ask first, another time.\n",
    ),
    MarchesCase(
        "m-05", "Two sisters", "sorrelby-community-centre", "Sorrelby", "visitor", "diary", "2025-01-22", "count only", "",
        "[0|We had not spoken to anybody but each other since the funeral; now there is the craft table, and they ask after us.] "
        "[2|Last month we taught the others to darn.] It is not far, and we go slowly.\n",
    ),
    MarchesCase(
        "m-06", "The list by the door", "gorsewell-village-hall", "Gorsewell", "committee member", "focus group", "2025-02-13", "quote", "report;talks",
        "After the power cut we made a list of who lives alone. [6|One of us rings each of them on a Sunday, and that is all it takes.] "
        "[0|Two of those on the list now ring each other, and the list is shorter by two.]\n\n"
        "[5|If our caller falls ill there is no second one.]\n",
    ),
)  # fmt: skip


def marches_case_files() -> dict[str, bytes]:
    """The files of the folder `cases`, by their place in the network's folder."""
    texts = {f"{FOLDER}/texts/{case.case_id}.txt": case.text.encode("utf-8") for case in CASES}
    return {
        f"{FOLDER}/cases.csv": _cases_csv(),
        f"{FOLDER}/codings.csv": _codings_csv(),
        f"{FOLDER}/codebook.qdc": _codebook_qdc(),
        **texts,
    }


def marches_outcomes() -> list[tuple[str, str]]:
    """Each outcome code of this network with the shared outcome that a person says it stands for."""
    return [(name, shared) for branch, name, *_, shared in CODES if branch == "Outcomes"]


def _cases_csv() -> bytes:
    heads = [
        "case_id",
        "title",
        "hub_id",
        "place",
        "partner",
        "role",
        "source_kind",
        "collected",
        "consent",
        "consent_covers",
        "text_file",
    ]
    rows = [
        [case.case_id, case.title, case.hub_id, case.place, "Marches Listening Group (invented)", case.role, case.source_kind, case.collected,
         case.consent, case.covers, f"texts/{case.case_id}.txt"]
        for case in CASES
    ]  # fmt: skip
    return _csv([heads, *rows])


def _codings_csv() -> bytes:
    return _csv(
        [["case", "code", "coder", "passage"]]
        + [[case.case_id, code, CODER, passage] for case in CASES for code, passage in case.codings]
    )


def _csv(rows: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode("utf-8")


def _codebook_qdc() -> bytes:
    """As coding programs write it: identifiers in capitals, and one description for all that is said of a code."""
    book = ET.Element("CodeBook", {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": "demonstration"})
    codes = ET.SubElement(book, "Codes")
    branches: dict[str, ET.Element] = {}
    for branch, name, definition, when, when_not, _ in CODES:
        if branch == name:
            parent = codes
        else:
            if branch not in branches:
                said = {"guid": _guid(f"branch {branch}"), "name": branch, "isCodable": "false"}
                branches[branch] = ET.SubElement(codes, "Code", said)
            parent = branches[branch]
        code = ET.SubElement(parent, "Code", {"guid": _guid(name), "name": name, "isCodable": "true"})
        ET.SubElement(code, "Description").text = f"{definition}\nWhen to use: {when}\nWhen not to use: {when_not}"
    ET.indent(book, "  ")
    body: bytes = ET.tostring(book, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def _guid(about: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:hub-learning:demonstration:marches:code:{about}")).upper()
