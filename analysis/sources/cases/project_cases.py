"""The cases of a REFI-QDA project: which texts belong together, what is said of them, and what is selected in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from analysis.sources.cases.archive import Archive, StoredText
from analysis.sources.cases.passages import Selection, SourceText
from analysis.sources.cases.project_codes import guid_of, target_of
from analysis.sources.findings import Finding, Place, Rule

WITHDRAWN = "withdrawn"
VARIABLES = {
    "case_id": "case_id", "case": "case_id", "hub": "hub_id", "hub_id": "hub_id", "hub_code": "hub_id", "place": "place",
    "location": "place", "locality": "locality_id", "locality_id": "locality_id", "partner": "partner",
    "collected_by": "partner", "role": "role", "source_kind": "source_kind", "kind_of_source": "source_kind",
    "collected": "collected", "date_collected": "collected", "collected_date": "collected", "consent": "consent",
    "consent_covers": "consent_covers", "title": "title", "read_by": "read_by", "coders": "read_by",
}  # fmt: skip

SEVERAL_CASES = Rule(
    "several-cases",
    "Sources that belong to several cases: {sources}; the first case of each is used (another: `{name}`).",
    "A case study is one case.",
    "Give each text one case.",
    ignore="Where the first case is the one that counts.",
)
CASE_OF_PART = Rule(
    "case-of-part",
    "Cases that are parts of texts: {cases}; what is said of them is not read.",
    "A case study is a whole text.",
    "Give a whole text to each case, in a text of its own.",
    ignore="Where the text is counted as one case study anyhow.",
)
_NO_WORDS, _WORDS = (
    "The {kind} `{name}` has no words in the project and was not read.",
    "Put its transcript, or its text, into the project.",
)
NO_WORDS_CODED = Rule(
    "not-text", _NO_WORDS, "Codes given to it are not counted.", _WORDS, ignore="Where no finding rests on it."
)
NO_WORDS = Rule(
    "not-text", _NO_WORDS, "Nothing was coded in it.", _WORDS, "note", ignore="Always: no finding rests on it."
)
SAME_NAME = Rule(
    "same-name",
    "Two case studies are called `{value}`; the later one is called `{case_id}` here.",
    "They cannot be told apart by their names.",
    "Give each a name of its own, or a variable case_id.",
    ignore="Where the two are meant, and nobody need tell them apart by name.",
)


@dataclass(frozen=True)
class Pick:
    """What was selected: a passage of the text (`selection`), or something without words, as part of a picture (None)."""

    place: str
    element: Element  # holds Coding elements
    selection: Selection | None
    stated: str = ""  # the positions as they are written


@dataclass(frozen=True)
class CaseText:
    """One text of a case."""

    place: str
    source: SourceText
    picks: list[Pick]


@dataclass
class Case:
    """A case study: its attributes by column, its texts in order, and what was coded in it without words."""

    case_id: str
    title: str
    place: str
    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    texts: list[CaseText] = field(default_factory=list)
    wordless: list[Pick] = field(default_factory=list)

    @property
    def withdrawn(self) -> bool:
        return self.values.get("consent", "").strip().lower() == WITHDRAWN


def read_cases(root: Element, archive: Archive, file: str) -> tuple[list[Case], list[Finding]]:
    """The cases in the order of their first source. Where consent was withdrawn, no text is opened and nothing coded is kept."""
    said = _Attributes(root)
    findings = said.told_twice(file)
    cases: dict[str, Case] = {}
    for place, element in _sources(root):
        case = said.case_of(element, place)
        case = cases.setdefault(case.place if case.place.startswith("Cases/") else place, case)
        if case.withdrawn:
            continue
        found = _texts(element, place, archive, file)
        findings += found.findings
        case.texts += found.texts
        case.wordless += found.wordless
    kept = [case for case in cases.values() if case.texts or case.withdrawn]
    return _numbered(kept, file, findings), findings


def _sources(root: Element) -> Iterator[tuple[str, Element]]:
    """Each source with its path, which numbers it among those of its kind."""
    numbers: Counter[str] = Counter()
    for element in root.findall("Sources/*"):
        if element.tag.endswith("Source"):
            numbers[element.tag] += 1
            yield f"Sources/{element.tag}[{numbers[element.tag]}]", element


class _Attributes:
    """What Cases, and the sources themselves, say of a source: by its identifier."""

    def __init__(self, root: Element) -> None:
        self._variables = {
            guid_of(variable): variable.get("name") or "" for variable in root.findall("Variables/Variable")
        }
        self._cases: dict[str, tuple[str, str, dict[str, str]]] = {}
        self._twice: list[tuple[str, str]] = []
        self._of_parts = 0
        for number, case in enumerate(root.findall("Cases/Case"), start=1):
            place, values = f"Cases/Case[{number}]", self._values(case)
            self._of_parts += bool(values) and case.find("SourceRef") is None and case.find("SelectionRef") is not None
            for reference in case.findall("SourceRef"):
                if target_of(reference) in self._cases:
                    self._twice.append((place, case.get("name") or guid_of(case)))
                else:
                    self._cases[target_of(reference)] = (place, (case.get("name") or "").strip(), values)

    def case_of(self, source: Element, place: str) -> Case:
        """The case of a source. A case without a name holds the attributes of its source, as MAXQDA writes them."""
        name = " ".join((source.get("name") or _transcript_name(source) or guid_of(source)).split())
        at, called, values = self._cases.get(guid_of(source), ("", "", {}))
        own = {column: value for column, value in self._values(source).items() if column not in values}
        places = {**dict.fromkeys(values, at), **dict.fromkeys(own, place)}
        values = {**own, **values}
        case_id = values.get("case_id") or called or name
        return Case(case_id, values.get("title") or name, at if called else place, values, places)

    def told_twice(self, file: str) -> list[Finding]:
        found = []
        if self._twice:
            place, name = self._twice[0]
            found.append(SEVERAL_CASES.at(_at(file, place), sources=len(self._twice), name=name))
        if self._of_parts:
            found.append(CASE_OF_PART.at(_at(file, "Cases"), cases=self._of_parts))
        return found

    def _values(self, element: Element) -> dict[str, str]:
        values = {}
        for given in element.findall("VariableValue"):
            name = self._variables.get(target_of(given.find("VariableRef")), "")
            column = VARIABLES.get("_".join(re.split(r"[\s_-]+", name.strip().lower())))
            value = next((child.text for child in given if child.tag.endswith("Value") and child.text), "") or ""
            if column and value.strip():
                values[column] = value.strip()
        return values


def _transcript_name(source: Element) -> str:
    return next((child.get("name") or "" for child in source.findall("Transcript")), "")


@dataclass
class _Found:
    texts: list[CaseText]
    wordless: list[Pick]
    findings: list[Finding]


def _texts(source: Element, place: str, archive: Archive, file: str) -> _Found:
    """The texts of one source: its own, the text of a PDF, what is said of a picture, the transcripts of a recording."""
    found = _Found([], [], [])
    parts = {"TextSource": [source], "PDFSource": source.findall("Representation")}
    parts |= {"PictureSource": source.findall("TextDescription")}
    for number, part in enumerate(parts.get(source.tag, source.findall("Transcript")), start=1):
        at = place if part is source else f"{place}/{part.tag}[{number}]"
        stored = StoredText(
            archive, file, at, " ".join((part.get("name") or source.get("name") or guid_of(source)).split())
        )
        content = part.findtext("PlainTextContent")
        text = stored.read(content, part.get("plainTextPath") or "", part.get("richTextPath") or "")
        found.findings += stored.findings
        if text is not None:
            found.texts.append(CaseText(at, SourceText(text), [*_passages(part, at), *_between_points(part, at)]))
        found.wordless += [] if part is source else _whole(part, at)
    found.wordless += [*_whole(source, place), *_areas(source, place)]
    if not found.texts and not found.findings:
        found.findings.append(_without_words(source, place, file, len(found.wordless)))
    return found


def _passages(part: Element, at: str) -> Iterator[Pick]:
    for number, element in enumerate(part.findall("PlainTextSelection"), start=1):
        stated = f"{element.get('startPosition')} to {element.get('endPosition')}"
        selection = _selection(element.get("startPosition"), element.get("endPosition"), element.get("name") or "")
        yield Pick(f"{at}/PlainTextSelection[{number}]", element, selection, stated)


def _between_points(part: Element, at: str) -> Iterator[Pick]:
    """Passages of a transcript, which begin and end at points where recording and words were brought together."""
    points = {guid_of(point): point.get("position") for point in part.findall("SyncPoint")}
    for number, element in enumerate(part.findall("TranscriptSelection"), start=1):
        start, end = (points.get(guid_of(element, name)) for name in ("fromSyncPoint", "toSyncPoint"))
        pick = _selection(start, end, element.get("name") or "")
        yield Pick(f"{at}/TranscriptSelection[{number}]", element, pick, f"{start} to {end}")


def _selection(start: str | None, end: str | None, name: str) -> Selection:
    try:
        return Selection(int(start or ""), int(end or ""), name)
    except ValueError:
        return Selection(-1, -1, name)  # lies in no text


def _whole(source: Element, place: str) -> list[Pick]:
    """A code given to a source as a whole."""
    return [Pick(place, source, None)] if source.find("Coding") is not None else []


def _areas(source: Element, place: str) -> list[Pick]:
    """Codes given to a part of a picture, to an area of a page, to minutes of a recording."""
    picks = []
    for kind in ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection"):
        for number, element in enumerate(source.findall(kind), start=1):
            picks += _whole(element, f"{place}/{kind}[{number}]")
    return picks


def _without_words(source: Element, place: str, file: str, coded: int) -> Finding:
    kind = {"PictureSource": "picture", "PDFSource": "PDF"}.get(source.tag, "recording")
    name = source.get("name") or guid_of(source)
    return (NO_WORDS_CODED if coded else NO_WORDS).at(_at(file, place), kind=kind, name=name)


def _numbered(cases: list[Case], file: str, findings: list[Finding]) -> list[Case]:
    """The cases with codes that are theirs alone: of several of one name, the later ones are numbered."""
    taken: set[str] = set()
    for case in cases:
        wanted, number = case.case_id, 2
        while case.case_id in taken:
            case.case_id, number = f"{wanted} ({number})", number + 1
        if case.case_id != wanted:
            findings.append(SAME_NAME.at(_at(file, case.place, wanted), case_id=case.case_id))
        taken.add(case.case_id)
    return cases


def _at(file: str, place: str, value: str = "") -> Place:
    return Place(file, cell=place, table="case_studies", value=value)
