"""The tree of codes of a REFI-QDA codebook (.qdc) or project (.qdpx)."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element

from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Record

# The branches by the names their top codes go by.
FRAMES = {
    "outcomes": "outcome", "enablers": "enabler", "lessons": "lesson", "hurdles": "hurdle", "barriers": "hurdle",
    "lessons on the model": "lesson", "what partners gain from a network": "gain", "opportunities": "opportunity",
    "researcher's reflections": "reflection", "reflections": "reflection", "kinds of activity": "activity",
    "principles": "principle", "principles of working with communities": "principle", "qualities of a hub": "quality",
    "how an outcome is told": "telling",
}  # fmt: skip
# Programs keep one text for a code; in it these words begin a line that says one thing.
_LABELS = {
    "when to use": "when_to_use", "use when": "when_to_use", "use for": "when_to_use", "include": "when_to_use",
    "inclusion criteria": "when_to_use", "when not to use": "when_not", "when not": "when_not", "do not use": "when_not",
    "exclude": "when_not", "exclusion criteria": "when_not", "definition": "definition", "frame": "frame",
}  # fmt: skip
_LABELLED = re.compile(rf"^\s*({'|'.join(sorted(_LABELS, key=len, reverse=True))})\s*:\s*(.*)$", re.IGNORECASE)
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

_APART = "In a table nobody could tell the codes apart; each is shown with the code above it, or with a number."
_OWN_NAMES = "Give each code a name of its own, or merge those that mean the same, in the coding program."
SAME_NAME = Rule(
    "same-name",
    "{names_are} used by more than one code: {listed}.",
    _APART,
    _OWN_NAMES,
    ignore="Where the code above tells them apart.",
)
SAME_NAME_ELSEWHERE = Rule(
    "same-name",
    "{names_are} used by more than one code: {listed}.",
    _APART,
    _OWN_NAMES,
    "note",
    ignore="Where the code above tells them apart.",
)
NO_CODES = Rule(
    "no-codes",
    "There are no codes in it.",
    "Nothing can be said of what case studies tell without a codebook.",
    "Export the codebook again, with its codes; some programs ask which.",
    ignore="Never: no case study can be counted.",
)


def guid_of(element: Element, name: str = "guid") -> str:
    """An element's identifier: with or without braces, in either case."""
    return (element.get(name) or "").strip().strip("{}").lower()


def target_of(element: Element | None) -> str:
    return "" if element is None else guid_of(element, "targetGUID")


def frame_of(top: str) -> str:
    """The frame of a branch by its top code's name; the name itself where it is none we know."""
    name = " ".join(top.replace("’", "'").lower().split())
    return FRAMES.get(name, name)


def described(text: str) -> dict[str, str]:
    """What a code's description says, by column: definition, when_to_use, when_not; and `frame`, where it names one."""
    said: dict[str, list[str]] = {}
    column = "definition"
    for line in text.splitlines():
        if found := _LABELLED.match(line):
            column, line = _LABELS[found[1].lower()], found[2]
        said.setdefault(column, []).extend(line.split())
    return {column: " ".join(words) for column, words in said.items() if words}


def read_codes(codes: Element | None, base: str, file: str, cases: set[str]) -> tuple[list[Record], list[Finding]]:
    """Records of `codebook`, a parent before its children, and what is odd about them.

    base: the path of the element that holds them. cases: identifiers of cases, which some programs list among the codes.
    """
    records: list[Record] = []

    def add(code: Element, place: str, parent: str, frame: str) -> None:
        if guid_of(code) in cases:
            return
        name, description = " ".join((code.get("name") or "").split()), code.find("Description")
        said = described(description.text or "") if description is not None else {}
        frame = said.pop("frame", "") or frame or frame_of(name)
        colour = (code.get("color") or "").strip()
        values = {
            "code_id": guid_of(code),
            "name": name,
            "parent_id": parent,
            "frame": frame,
            **said,
            "colour": _whole_colour(colour) if _COLOUR.fullmatch(colour) else "",
            "codable": "no" if (code.get("isCodable") or "true").strip().lower() in ("false", "0") else "yes",
        }
        records.append(Record(place, {column: value for column, value in values.items() if value}, {}))
        for number, child in enumerate(code.findall("Code"), start=1):
            add(child, f"{place}/Code[{number}]", guid_of(code), frame)

    for number, code in enumerate(codes.findall("Code") if codes is not None else [], start=1):
        add(code, f"{base}/Code[{number}]", "", "")
    if not records:
        return [], [NO_CODES.at(Place(file, cell=base, table="codebook"))]
    return named_apart(records, file)


def named_apart(records: list[Record], file: str) -> tuple[list[Record], list[Finding]]:
    """The codes with names that can be told apart: one that several go by is followed by the code above it, or a number."""
    used = Counter(record.values.get("name", "").lower() for record in records)
    if max(used.values(), default=0) < 2:
        return records, []
    names = {
        record.values["code_id"]: record.values.get("name", "") for record in records if "code_id" in record.values
    }
    taken: set[str] = set()
    apart: list[Record] = []
    beside: list[Record] = []  # codes of one name with the same code above them
    for record in records:
        name = shown = record.values.get("name", "")
        if used[name.lower()] > 1 and name:
            above = names.get(record.values.get("parent_id", ""), "")
            shown = f"{name} ({above})" if above and record.values["codable"] == "yes" else name
        number = 2
        while shown.lower() in taken and shown:
            beside += [record] if number == 2 else []
            shown, number = f"{name} ({number})", number + 1
        taken.add(shown.lower())
        apart.append(record._replace(values={**record.values, "name": shown}) if shown else record)
    same = [record for record in records if used[record.values.get("name", "").lower()] > 1]
    return apart, [_same_names(same, beside, file)]


def _same_names(same: list[Record], beside: list[Record], file: str) -> Finding:
    names = list(dict.fromkeys(record.values.get("name", "no name") for record in same))
    listed = ", ".join(f"`{name}`" for name in names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    place = Place(file, cell=(beside or same)[0].place, table="codebook", column="name", value=names[0])
    names_are = "A name is" if len(names) == 1 else "Names are"
    return (SAME_NAME if beside else SAME_NAME_ELSEWHERE).at(place, names_are=names_are, listed=listed)


def _whole_colour(colour: str) -> str:
    digits = colour.lstrip("#").upper()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
