"""Coded case studies as a REFI-QDA project (.qdpx, version 1.5): users, codebook, texts, passages and their codes."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from analysis.sources.findings import Finding, Severity
from analysis.sources.passages import Counting, Selection, detect_counting, place_passage
from analysis.sources.records import Reading, Record, nothing_read
from analysis.sources.unreadable import size_problem, unreadable, zip_problem

LARGEST_PART = 20_000_000  # bytes of one text, or of project.qde
_FRAMES = {
    "outcomes": "outcome",
    "enablers": "enabler",
    "lessons": "lesson",
    "hurdles": "hurdle",
}
_VARIABLES = {
    "case_id": "case_id",
    "case": "case_id",
    "hub": "hub_id",
    "hub_id": "hub_id",
    "hub_code": "hub_id",
    "partner": "partner",
    "collected_by": "partner",
    "role": "role",
    "source_kind": "source_kind",
    "kind_of_source": "source_kind",
    "collected": "collected",
    "date_collected": "collected",
    "collected_date": "collected",
    "consent": "consent",
    "title": "title",
}


class _Source(NamedTuple):
    """A text source: its element, the case it belongs to, its text as it stands in the file.

    Where consent was withdrawn, neither the text nor what was coded in it is handed on, not even to what is remembered.
    """

    element: Element
    place: str
    case_id: str
    text: str
    withdrawn: bool


def read_project(path: Path, file: str) -> Reading:
    """Records of codebook, case_studies and codings. Nothing is unpacked to disk, and nothing is raised."""
    problem = size_problem(path, file) or zip_problem(path, file)
    if problem:
        return nothing_read(problem)
    try:
        with zipfile.ZipFile(path) as archive:
            root = fromstring(_part(archive, "project.qde"))
            for element in root.iter():
                element.tag = str(element.tag).rpartition("}")[2]
            return _read_root(root, archive, file)
    except KeyError:
        remedy = "Export the project again as REFI-QDA (.qdpx)."
        return nothing_read(unreadable(file, "The zip holds no project.qde.", remedy, rule="not-a-project"))
    except (ParseError, DefusedXmlException, UnicodeDecodeError, RecursionError):
        remedy = "Export the project again as REFI-QDA (.qdpx); if it stays so, tell the program's makers."
        return nothing_read(unreadable(file, "project.qde is not XML that can be read.", remedy, rule="not-a-project"))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error):
        return nothing_read(unreadable(file, "The project is damaged.", "Ask for it to be exported again."))


def _read_root(root: Element, archive: zipfile.ZipFile, file: str) -> Reading:
    findings: list[Finding] = []
    codebook = _codes(root.find("CodeBook/Codes"))
    about = _case_attributes(root)
    sources = _text_sources(root, archive, about, file, findings)
    case_studies = [_case_study(source, about) for source in sources]
    users = {_guid(user): user.get("name") or user.get("id") or _guid(user) for user in root.findall("Users/User")}
    codings = _codings(sources, users, file, findings)
    return Reading({"codebook": codebook, "case_studies": case_studies, "codings": codings}, [], findings)


def _codes(codes: Element | None) -> list[Record]:
    """The tree of codes, a parent before its children; the frame is the top code's."""
    records: list[Record] = []

    def add(code: Element, place: str, parent: str, frame: str) -> None:
        name = (code.get("name") or "").strip()
        frame = frame or _FRAMES.get(name.lower(), name.lower())
        definition = code.find("Description")
        values = {
            "code_id": _guid(code),
            "name": name,
            "parent_id": parent,
            "frame": frame,
            "definition": " ".join((definition.text or "").split()) if definition is not None else "",
            "codable": "no" if (code.get("isCodable") or "true").lower() in ("false", "0") else "yes",
        }
        records.append(Record(place, {name: value for name, value in values.items() if value}, {}))
        for number, child in enumerate(code.findall("Code"), start=1):
            add(child, f"{place}/Code[{number}]", _guid(code), frame)

    for number, code in enumerate(codes.findall("Code") if codes is not None else [], start=1):
        add(code, f"CodeBook/Codes/Code[{number}]", "", "")
    return records


def _case_attributes(root: Element) -> dict[str, tuple[str, dict[str, str]]]:
    """For each source's GUID its case's place and attributes, by the table's column names."""
    variables = {_guid(variable): variable.get("name") or "" for variable in root.findall("Variables/Variable")}
    about = {}
    for number, case in enumerate(root.findall("Cases/Case"), start=1):
        values = {"case_id": case.get("name") or _guid(case)}
        for given in case.findall("VariableValue"):
            values.update(_variable(given, variables))
        for source in case.findall("SourceRef"):
            about[_target(source)] = (f"Cases/Case[{number}]", values)
    for source in root.findall("Sources/TextSource"):  # some programs put the variables on the source itself
        for given in source.findall("VariableValue"):
            _, values = about.setdefault(_guid(source), ("", {}))
            values.update(_variable(given, variables))
    return about


def _variable(given: Element, variables: dict[str, str]) -> dict[str, str]:
    reference = given.find("VariableRef")
    name = variables.get(_target(reference), "") if reference is not None else ""
    column = _VARIABLES.get("_".join(re.split(r"[\s_-]+", name.strip().lower())))
    value = next((child.text for child in given if child.tag.endswith("Value") and child.text), "")
    return {column: value.strip()} if column and value and value.strip() else {}


def _text_sources(
    root: Element,
    archive: zipfile.ZipFile,
    about: dict[str, tuple[str, dict[str, str]]],
    file: str,
    findings: list[Finding],
) -> list[_Source]:
    sources = []
    for number, element in enumerate(root.findall("Sources/TextSource"), start=1):
        place = f"Sources/TextSource[{number}]"
        name = element.get("name") or _guid(element)
        content = element.find("PlainTextContent")
        if content is not None and content.text:
            text = content.text
        else:
            found = _stored_text(archive, element.get("plainTextPath") or "", file, place, name, findings)
            if found is None:
                continue
            text = found
        values = about.get(_guid(element), ("", {}))[1]
        withdrawn = values.get("consent", "").strip().lower() == "withdrawn"
        sources.append(_Source(element, place, values.get("case_id") or name, text, withdrawn))
    others = sum(1 for element in root.findall("Sources/*") if element.tag != "TextSource")
    if others:
        problem = f"{others} pictures, PDFs or recordings in the project were not read; only texts are."
        why, remedy = "Codes given to them are not counted.", "Put their transcripts into the project as texts."
        findings.append(_say(file, "Sources", problem, why, remedy, "not-text", "note"))
    return sources


def _stored_text(
    archive: zipfile.ZipFile, path: str, file: str, place: str, name: str, findings: list[Finding]
) -> str | None:
    """The text that `internal://NAME` names: a flat name under sources/, never a path that leads elsewhere."""
    inside = path.removeprefix("internal://")
    why = "The case study and its codes are left out."
    if not path.startswith("internal://") or not re.fullmatch(r"[^/\\:]+", inside) or inside in (".", ".."):
        problem = f"The text of `{name}` lies outside the project ({path or 'no path given'})."
        remedy = "Export the project with its texts inside it."
        findings.append(_say(file, place, problem, why, remedy, "text-outside", value=path))
        return None
    for folder in ("sources", "Sources"):
        try:
            return _part(archive, f"{folder}/{inside}").decode("utf-8-sig")
        except KeyError:
            continue
        except UnicodeDecodeError:
            problem, remedy = f"The text of `{name}` is not UTF-8.", "Export the project again."
            findings.append(_say(file, place, problem, why, remedy, "encoding", value=path))
            return None
    problem, remedy = f"The text of `{name}` is missing from the project.", "Export the project again."
    findings.append(_say(file, place, problem, why, remedy, "text-missing", value=path))
    return None


def _case_study(source: _Source, about: dict[str, tuple[str, dict[str, str]]]) -> Record:
    place, values = about.get(_guid(source.element), ("", {}))
    text = "" if source.withdrawn else source.text.replace("\r\n", "\n")
    given = {"title": source.element.get("name") or source.case_id, **values, "case_id": source.case_id, "text": text}
    places = {name: place for name in values if place}
    return Record(source.place, {name: value for name, value in given.items() if value}, places)


def _codings(sources: list[_Source], users: dict[str, str], file: str, findings: list[Finding]) -> list[Record]:
    stored = [
        (source, f"{source.place}/PlainTextSelection[{number}]", element, _selection(source, element))
        for source in sources
        if not source.withdrawn
        for number, element in enumerate(source.element.findall("PlainTextSelection"), start=1)
    ]
    if not stored:
        return []
    counting = detect_counting([selection for *_, selection in stored if selection])
    records: list[Record] = []
    for source, place, element, selection in stored:
        passage = place_passage(selection, counting) if selection else None
        if selection is None or passage is None:
            findings.append(_outside(file, place, element))
            continue
        quote = source.text.replace("\r\n", "\n")[passage[0] : passage[1]]
        records.extend(_passage_codings(source, place, element, passage, quote, users))
    findings.append(_counted(file, counting, sources))
    findings.extend(_without_coder(file, records))
    return records


def _selection(source: _Source, element: Element) -> Selection | None:
    try:
        start, end = int(element.get("startPosition") or ""), int(element.get("endPosition") or "")
    except ValueError:
        return None
    return Selection(source.text, start, end, element.get("name") or "")


def _passage_codings(
    source: _Source, place: str, element: Element, passage: tuple[int, int], quote: str, users: dict[str, str]
) -> list[Record]:
    records = []
    for number, coding in enumerate(element.findall("Coding"), start=1):
        reference = coding.find("CodeRef")
        coder = (coding.get("creatingUser") or "").strip("{}").lower()
        values = {
            "coding_id": _guid(coding) or f"{_guid(element)}-{number}",
            "case_id": source.case_id,
            "code_id": _target(reference) if reference is not None else "",
            "coder": users.get(coder, coder),
            "start": str(passage[0]),
            "end": str(passage[1]),
            "quote": quote,
        }
        at = f"{place}/Coding[{number}]"
        records.append(Record(at, {name: value for name, value in values.items() if value}, {}))
    return records


def _outside(file: str, place: str, element: Element) -> Finding:
    value = f"{element.get('startPosition')} to {element.get('endPosition')}"
    problem = f"A coded passage ({value}) does not lie within its text."
    remedy = "Check that the text was not changed after it was coded, and export the project again."
    return _say(file, place, problem, "Its codes are left out.", remedy, "passage-outside", value=value)


def _counted(file: str, counting: Counting, sources: list[_Source]) -> Finding:
    windows = any("\r\n" in source.text for source in sources)
    words = counting.in_words if windows else counting.in_words.split(",")[0] + "."
    why = "Programs differ in this; it was found out from where the passages begin and end."
    return _say(file, "Sources", words, why, "Nothing to do if the quotations read well.", "positions-counted", "note")


def _without_coder(file: str, records: list[Record]) -> list[Finding]:
    lacking = [record for record in records if "coder" not in record.values]
    if not lacking:
        return []
    problem = f"{len(lacking)} of {len(records)} codings do not say who coded them."
    why = "Agreement between coders cannot be computed from them."
    remedy = "Export again with the users included; each coder needs an own user in the program."
    return [_say(file, lacking[0].place, problem, why, remedy, "no-coder")]


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part of the zip, never more than LARGEST_PART bytes of it. Raises KeyError, ValueError."""
    with archive.open(name) as part:
        held = part.read(LARGEST_PART + 1)
    if len(held) > LARGEST_PART:
        raise ValueError(f"{name} is too large")
    return held


def _guid(element: Element) -> str:
    return (element.get("guid") or "").strip("{}").lower()


def _target(element: Element) -> str:
    return (element.get("targetGUID") or "").strip("{}").lower()


def _say(
    file: str, place: str, problem: str, why: str, remedy: str, rule: str, severity: Severity = "doubt", value: str = ""
) -> Finding:
    return Finding(file, problem, why, remedy, severity, rule, cell=place, table="case_studies", value=value)
