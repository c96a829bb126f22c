"""What an edition says of case studies and of how coders agree, from the coding program's own file."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from tests.truth import Expected, Scope
from tests.truth.published_money import days_of

_QDA = "{urn:QDA-XML:project:1.0}"


@dataclass(frozen=True)
class CaseStudy:
    case: str
    partner: str
    place: str
    source_kind: str
    collected: dt.date
    codes: dict[str, frozenset[str]]  # by coder: the codes each gave to it
    frames: dict[str, str]  # of every code of the codebook: the topmost heading that it stands under

    def has(self, code: str) -> bool:
        return any(code in given for given in self.codes.values())


@cache
def all_cases(scope: Scope) -> tuple[CaseStudy, ...]:
    """Case studies that may be used: not those whose consent was withdrawn."""
    with zipfile.ZipFile(scope.raw / "cases/project.qdpx") as archive:
        project = ElementTree.fromstring(archive.read("project.qde"))
    names = {one.get("guid"): one.get("name") for one in project.iter(f"{_QDA}Variable")}
    users = {one.get("guid"): str(one.get("name")) for one in project.iter(f"{_QDA}User")}
    codes = {one.get("guid"): str(one.get("name")) for one in project.iter(f"{_QDA}Code")}
    frames = {
        str(below.get("name")): str(top.get("name"))
        for top in project.findall(f"{_QDA}CodeBook/{_QDA}Codes/{_QDA}Code")
        for below in top.iter(f"{_QDA}Code")
        if below.get("isCodable") == "true"
    }
    sources = {one.get("guid"): one for one in project.iter(f"{_QDA}TextSource")}
    found = []
    for case in project.iter(f"{_QDA}Case"):
        told = {
            names[one.find(f"{_QDA}VariableRef").get("targetGUID")]: one[1].text
            for one in case.iter(f"{_QDA}VariableValue")
        }  # type: ignore[union-attr]
        if told["consent"] == "withdrawn":
            continue
        given: dict[str, set[str]] = {}
        for ref in case.iter(f"{_QDA}SourceRef"):
            for coding in sources[ref.get("targetGUID")].iter(f"{_QDA}Coding"):
                code = codes[coding.find(f"{_QDA}CodeRef").get("targetGUID")]  # type: ignore[union-attr]
                given.setdefault(users[coding.get("creatingUser")], set()).add(code)
        found.append(
            CaseStudy(
                str(told["case_id"]),
                told.get("partner") or "",
                told.get("place") or "",
                told.get("source_kind") or "",
                dt.date.fromisoformat(str(told["collected"])),
                {coder: frozenset(own) for coder, own in given.items()},
                frames,
            )
        )
    return tuple(found)


def used(scope: Scope) -> list[CaseStudy]:
    return [case for case in all_cases(scope) if case.collected <= days_of(scope.period)[1]]


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def case_studies(scope: Scope) -> Expected:
    cases = used(scope)
    first, last = days_of(scope.period)
    facts: Expected = {
        "cases.used": len(cases),
        "cases.partners": len({case.partner for case in cases}),
        "cases.places": len({case.place for case in cases if case.place}),
        "cases.source_kinds": len({case.source_kind for case in cases}),
    }
    for code, frame in cases[0].frames.items():
        telling = [case for case in cases if case.has(code)]
        if frame in ("Outcome", "Contrary") and telling:
            facts[f"cases-by-outcome.cases.{slug(code)}"] = len(telling)
            facts[f"cases-by-outcome.in_period.{slug(code)}"] = sum(first <= case.collected <= last for case in telling)
            facts[f"cases-by-outcome.earlier.{slug(code)}"] = sum(case.collected < first for case in telling)
            facts[f"cases-by-outcome.partners.{slug(code)}"] = len({case.partner for case in telling})
    return facts


def agreement(scope: Scope) -> Expected:
    """By case study, of two coders: how often both gave a code; Krippendorff's alpha, from its coincidences by hand."""
    cases = [case for case in used(scope) if len(case.codes) == 2]
    given = sorted({code for case in cases for own in case.codes.values() for code in own})
    facts: Expected = {"agreement.cases": len(cases), "agreement.coders": 2, "agreement.codes": len(given)}
    seen_all, expected_all = 0.0, 0.0
    for code in given:
        marks = [tuple(code in own for own in case.codes.values()) for case in cases]
        ones, values = sum(map(sum, marks)), 2 * len(marks)
        differ = sum(one != other for one, other in marks)
        seen, chance = differ / len(marks), 2 * ones * (values - ones) / (values * (values - 1))
        facts[f"coder-agreement.any.{slug(code)}"] = sum(any(mark) for mark in marks)
        facts[f"coder-agreement.all.{slug(code)}"] = sum(all(mark) for mark in marks)
        facts[f"coder-agreement.value.{slug(code)}"] = round(1 - seen / chance, 4)
        seen_all, expected_all = seen_all + seen, expected_all + chance
    facts["coder-agreement.value.all-codes-together"] = round(1 - seen_all / expected_all, 4)
    good = sum(1 for code in given if (facts[f"coder-agreement.value.{slug(code)}"] or 0) >= 0.667)
    return facts | {"agreement.good": good}


def all_of_cases(scope: Scope) -> Expected:
    return case_studies(scope) | agreement(scope) if scope.network == "five-valleys" else {}
