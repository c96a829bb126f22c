"""Coded case studies as REFI-QDA 1.5: a project (.qdpx) with users, codebook, texts and codings, or a codebook alone (.qdc).

Read as NVivo, MAXQDA, ATLAS.ti, QualCoder, Taguette and OpenQDA write them. What they disagree on is found out from the file.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from analysis.sources.cases.archive import LARGEST_PART, Archive, is_web_page
from analysis.sources.cases.project_cases import Case, read_cases
from analysis.sources.cases.project_codes import guid_of, read_codes
from analysis.sources.cases.project_codings import Whose, read_codings, text_of
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Reading, Record, nothing_read
from analysis.sources.unreadable import size_problem, unreadable, zip_problem

NOTES = Rule(
    "notes-not-read",
    "{notes} notes of coders (memos) are in the project; they are not read.",
    "What coders think while they code is theirs, and no case study says it.",
    "Nothing to do; what belongs into the report goes into the narrative.",
    "note",
    ignore="Always: what belongs into the report goes into the narrative.",
)
SAME_USER = Rule(
    "same-user",
    "Two users of the project have one name; they are taken for two coders.",
    "Programs put several people's codings together under one name such as `default`; taken for one, nobody could tell whether two agreed.",
    "If it is one person, give all codings to one user in the coding program, and export again.",
    ignore="Where they are two people of one name.",
)
NOTHING_CODED = Rule(
    "nothing-coded",
    "Nothing is coded in this project.",
    "Its case studies are read, and no finding can rest on them.",
    "If they were coded, export the project again with its codings.",
    "note",
    ignore="Where the case studies are not coded yet.",
)


def read_project(path: Path, file: str) -> Reading:
    """Records of codebook, case_studies and codings, as far as the file holds them. Nothing is raised."""
    if problem := size_problem(path, file):
        return nothing_read(problem)
    held = path.read_bytes()
    if is_web_page(held):
        remedy = "Sign in where it was downloaded from, and download it again."
        return nothing_read(
            unreadable(file, "This is a web page, saved under the name of a project.", remedy, rule="web-page")
        )
    if not held.startswith(b"PK") and not _is_xml(held):
        return nothing_read(
            unreadable(file, "The file is damaged, or no REFI-QDA file.", "Ask for it to be exported again.")
        )
    if held.startswith(b"PK") and (problem := zip_problem(path, file)):
        return nothing_read(problem)
    try:
        archive = Archive(held)
        if not archive.holds_project:
            remedy = "Export the project again as REFI-QDA (.qdpx)."
            return nothing_read(unreadable(file, "The zip holds no project.qde.", remedy, rule="not-a-project"))
        return _read_root(_parsed(archive.project()), archive, file)
    except DefusedXmlException:
        told = "project.qde declares entities of its own, which no coding program writes; it is not read."
        remedy = "Export the project again as REFI-QDA (.qdpx) from the program it was coded in."
        return nothing_read(unreadable(file, told, remedy, rule="not-a-project"))
    except (ParseError, UnicodeDecodeError, LookupError, RecursionError):
        remedy = "Export the project again as REFI-QDA (.qdpx); if it stays so, tell the program's makers."
        return nothing_read(unreadable(file, "project.qde is not XML that can be read.", remedy, rule="not-a-project"))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error):
        return nothing_read(unreadable(file, "The project is damaged.", "Ask for it to be exported again."))


def _is_xml(held: bytes) -> bool:
    text = held[:200].decode("utf-16" if held.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8", errors="replace")
    return text.lstrip("\ufeff \r\n\t").startswith("<")


def _parsed(held: bytes) -> Element:
    """The root of the XML, its elements without their namespace, which programs write in several versions."""
    if len(held) > LARGEST_PART:
        raise ValueError("the XML is too large")
    root: Element = fromstring(held)
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return root


def _read_root(root: Element, archive: Archive, file: str) -> Reading:
    if root.tag == "CodeBook":
        codebook, findings = read_codes(root.find("Codes"), "CodeBook/Codes", file, set())
        return Reading({"codebook": codebook}, [], findings)
    if root.tag != "Project":
        remedy = "Export the project again as REFI-QDA (.qdpx)."
        return nothing_read(
            unreadable(file, f"It is XML, but no project (`{root.tag[:40]}`).", remedy, rule="not-a-project")
        )
    users, about_users = _users(root, file)
    whose = Whose(users, {guid_of(case) for case in root.findall("Cases/Case")})
    codebook, findings = read_codes(root.find("CodeBook/Codes"), "CodeBook/Codes", file, whose.cases)
    findings += about_users
    cases, about_cases = read_cases(root, archive, file)
    codings, about_codings = read_codings(cases, whose, file)
    findings += about_cases + about_codings
    if notes := len(root.findall("Notes/Note")):
        findings.append(NOTES.at(Place(file, cell="Notes", table="case_studies"), notes=notes))
    if cases and not codings and not any(case.withdrawn for case in cases):
        findings.append(NOTHING_CODED.at(Place(file, cell="Sources", table="codings")))
    return Reading(
        {"codebook": codebook, "case_studies": [_case_study(case) for case in cases], "codings": codings}, [], findings
    )


def _users(root: Element, file: str) -> tuple[dict[str, str], list[Finding]]:
    """The coders' names by identifier. Of several of one name the later ones are numbered: they are two people until somebody says not."""
    users: dict[str, str] = {}
    findings = []
    for number, user in enumerate(root.findall("Users/User"), start=1):
        name = called = user.get("name") or user.get("id") or guid_of(user)
        again = 2
        while called in users.values() and guid_of(user) not in users:
            called, again = f"{name} ({again})", again + 1
        if called != name:
            place = Place(file, cell=f"Users/User[{number}]", table="codings", column="coder")
            findings.append(SAME_USER.at(place))
        users.setdefault(guid_of(user), called)
    return users, findings


def _case_study(case: Case) -> Record:
    values = {**case.values, "case_id": case.case_id, "title": case.title, "text": text_of(case)}
    place = case.texts[0].place if case.texts else case.place
    return Record(place, {name: value for name, value in values.items() if value}, case.places)
