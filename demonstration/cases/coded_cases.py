"""The case studies as a REFI-QDA project (.qdpx): texts, codebook, codings of two coders, attributes of each case."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from demonstration.archives import archive
from demonstration.cases.case_studies import CODERS, CaseStudy
from demonstration.cases.codebook import CODEBOOK, CodeEntry

_NAMESPACE = "urn:QDA-XML:project:1.0"
_WHEN = "2025-04-28T09:00:00Z"
_VARIABLES = {
    "case_id": "Text",
    "hub_id": "Text",
    "place": "Text",
    "partner": "Text",
    "role": "Text",
    "source_kind": "Text",
    "collected": "Date",
    "consent": "Text",
    "consent_covers": "Text",
}


def coded_project(cases: Iterable[CaseStudy]) -> bytes:
    """A project archive: project.qde beside sources/ with one text file for each case study."""
    cases = list(cases)
    project = ET.Element(
        "Project",
        {
            "xmlns": _NAMESPACE,
            "name": "Case studies of the five valleys, invented for demonstration",
            "origin": "demonstration",
            "creatingUserGUID": _guid("user", CODERS[0]),
            "creationDateTime": _WHEN,
        },
    )
    _add_users(project)
    _add_codes(ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes"), CODEBOOK)
    _add_variables(project)
    _add_cases(project, cases)
    _add_sources(project, cases)
    ET.indent(project, "  ")
    xml = b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(project, encoding="utf-8") + b"\n"
    texts = {f"sources/{_guid('text', case.case_id)}.txt": case.text.encode("utf-8") for case in cases}
    return archive({"project.qde": xml, **texts})


def _guid(*about: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "urn:hub-learning:demonstration:" + ":".join(about)))


def _add_users(project: ET.Element) -> None:
    users = ET.SubElement(project, "Users")
    for coder in CODERS:
        ET.SubElement(users, "User", {"guid": _guid("user", coder), "name": coder})


def _add_codes(parent: ET.Element, entries: tuple[CodeEntry, ...]) -> None:
    for entry in entries:
        said = {
            "guid": _guid("code", entry.name),
            "name": entry.name,
            "isCodable": "true" if entry.codable else "false",
        }
        code = ET.SubElement(parent, "Code", said)
        ET.SubElement(code, "Description").text = _described(entry)
        _add_codes(code, entry.below)


def _described(entry: CodeEntry) -> str:
    """Coding programs keep one text for a code: what it means, when it is used and when not."""
    said = [entry.definition, f"When to use: {entry.when}", f"When not to use: {entry.when_not}"]
    return "\n".join(said if entry.when else said[:1])


def _add_variables(project: ET.Element) -> None:
    variables = ET.SubElement(project, "Variables")
    for name, kind in _VARIABLES.items():
        ET.SubElement(variables, "Variable", {"guid": _guid("variable", name), "name": name, "typeOfVariable": kind})


def _add_cases(project: ET.Element, cases: list[CaseStudy]) -> None:
    held = ET.SubElement(project, "Cases")
    for study in cases:
        case = ET.SubElement(held, "Case", {"guid": _guid("case", study.case_id), "name": study.title})
        for name, kind in _VARIABLES.items():
            if value := str(getattr(study, name)):
                said = ET.SubElement(case, "VariableValue")
                ET.SubElement(said, "VariableRef", {"targetGUID": _guid("variable", name)})
                ET.SubElement(said, f"{kind}Value").text = value
        ET.SubElement(case, "SourceRef", {"targetGUID": _guid("text", study.case_id)})


def _add_sources(project: ET.Element, cases: list[CaseStudy]) -> None:
    sources = ET.SubElement(project, "Sources")
    for study in cases:
        guid = _guid("text", study.case_id)
        said = {
            "guid": guid,
            "name": study.title,
            "plainTextPath": f"internal://{guid}.txt",
            "creationDateTime": _WHEN,
        }
        source = ET.SubElement(sources, "TextSource", said)
        given: set[tuple[str, ...]] = set()
        for coded in study.codings:
            about: tuple[str, ...] = (study.case_id, coded.code, coded.coder)
            about = (*about, "again") if about in given else about
            given.add(about)
            span = {"startPosition": str(coded.start), "endPosition": str(coded.end)}
            user = {"creatingUser": _guid("user", coded.coder), "creationDateTime": _WHEN}
            passage = ET.SubElement(source, "PlainTextSelection", {"guid": _guid("selection", *about), **span, **user})
            coding = ET.SubElement(passage, "Coding", {"guid": _guid("coding", *about), **user})
            ET.SubElement(coding, "CodeRef", {"targetGUID": _guid("code", coded.code)})
