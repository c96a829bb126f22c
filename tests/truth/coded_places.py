"""How two coders agree by paragraph and by marked passage, and by other statistics than alpha: each coefficient by its own formula.

Of two coders' marks in so many units, p and q are the shares that each marked. Disagreement that chance would bring: Cohen (1960),
p(1-q) + q(1-p); Scott (1955) and Fleiss (1971), 2m(1-m) of the mean m of the two; Krippendorff's alpha, the same of the marks
drawn without putting back; Gwet's AC1 (2008), 1 - 2m(1-m). A coefficient is one less disagreement seen over disagreement by chance;
over several codes, both are added first.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree

from tests.truth import Expected, Scope
from tests.truth.cases import CaseStudy, used

_QDA = "{urn:QDA-XML:project:1.0}"
Unit = tuple[frozenset[str], frozenset[str]]  # the codes that each of the two coders gave to it


class Marked(NamedTuple):
    start: int
    end: int
    code: str
    coder: str


@cache
def _read(scope: Scope) -> dict[str, tuple[str, tuple[Marked, ...]]]:
    """By case study: its text and what is marked in it."""
    found = {}
    with zipfile.ZipFile(scope.raw / "cases/project.qdpx") as archive:
        project = ElementTree.fromstring(archive.read("project.qde"))
        names = {one.get("guid"): one.get("name") for one in project.iter(f"{_QDA}Variable")}
        users = {one.get("guid"): str(one.get("name")) for one in project.iter(f"{_QDA}User")}
        codes = {one.get("guid"): str(one.get("name")) for one in project.iter(f"{_QDA}Code")}
        sources = {one.get("guid"): one for one in project.iter(f"{_QDA}TextSource")}
        for case in project.iter(f"{_QDA}Case"):
            (name,) = (
                str(one[1].text)
                for one in case.iter(f"{_QDA}VariableValue")
                if names[one[0].get("targetGUID")] == "case_id"
            )
            (source,) = (sources[ref.get("targetGUID")] for ref in case.iter(f"{_QDA}SourceRef"))
            text = archive.read(f"sources/{source.get('guid')}.txt").decode("utf-8")
            marks = tuple(
                Marked(
                    int(selection.get("startPosition", "")),
                    int(selection.get("endPosition", "")),
                    codes[coding[0].get("targetGUID")],
                    users[coding.get("creatingUser")],
                )
                for selection in source.iter(f"{_QDA}PlainTextSelection")
                for coding in selection.iter(f"{_QDA}Coding")
            )
            found[name] = text, marks
    return found


def case_studies(cases: Iterable[CaseStudy], coders: tuple[str, str]) -> list[Unit]:
    return [(case.codes[coders[0]], case.codes[coders[1]]) for case in cases]


def paragraphs(scope: Scope, cases: Iterable[CaseStudy], coders: tuple[str, str]) -> list[Unit]:
    """Lines with something in them; a passage belongs to each line that it touches."""
    units = []
    for case in cases:
        text, marks = _read(scope)[case.case]
        lines, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                lines.append((at, at + len(line)))
            at += len(line) + 1
        units += [
            _unit([mark for mark in marks if mark.start < end and mark.end > start], coders) for start, end in lines
        ]
    return units


def passages(scope: Scope, cases: Iterable[CaseStudy], coders: tuple[str, str]) -> list[Unit]:
    """Marks that share at least half of the longer one are of one passage, and so is what belongs to either of them."""
    units = []
    for case in cases:
        groups: list[list[Marked]] = []
        for mark in _read(scope)[case.case][1]:
            same = [group for group in groups if any(_same_passage(mark, other) for other in group)]
            groups = [group for group in groups if group not in same] + [
                [mark, *(one for each in same for one in each)]
            ]
        units += [_unit(group, coders) for group in groups]
    return units


def _same_passage(one: Marked, other: Marked) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= max(one.end - one.start, other.end - other.start)


def _unit(marks: Iterable[Marked], coders: tuple[str, str]) -> Unit:
    first, second = (frozenset(mark.code for mark in marks if mark.coder == coder) for coder in coders)
    return first, second


def _cohen(p: float, q: float, units: int) -> float:
    return p * (1 - q) + q * (1 - p)


def _fleiss(p: float, q: float, units: int) -> float:
    mean = (p + q) / 2
    return 2 * mean * (1 - mean)


def _alpha(p: float, q: float, units: int) -> float:
    return _fleiss(p, q, units) * 2 * units / (2 * units - 1)


def _gwet(p: float, q: float, units: int) -> float:
    return 1 - _fleiss(p, q, units)


def _equal(p: float, q: float, units: int) -> float:
    """Given or not given, each as likely (Brennan and Prediger 1981)."""
    return 0.5


def _none(p: float, q: float, units: int) -> float:
    return 1.0


# Of two coders who judged every unit Conger's kappa (1980) is Cohen's.
STATISTICS: dict[str, Callable[[float, float, int], float]] = {
    "agreement-without-chance": _none,
    "brennan-and-prediger-s-kappa": _equal,
    "cohen-s-kappa": _cohen,
    "conger-s-kappa": _cohen,
    "fleiss-kappa": _fleiss,
    "krippendorff-s-alpha": _alpha,
    "gwet-s-ac1": _gwet,
}


def compared(scope: Scope) -> Expected:
    """Every pair of unit and statistic, over all codes that were given."""
    cases = [case for case in used(scope) if len(case.codes) == 2]
    first, second = sorted({coder for case in cases for coder in case.codes})
    coders = (first, second)
    ways = {
        "sources": case_studies(cases, coders),
        "paragraphs": paragraphs(scope, cases, coders),
        "marked-passages": passages(scope, cases, coders),
    }
    facts: Expected = {"agreement.ways": len(ways) * len(STATISTICS)}
    for name, units in ways.items():
        codes = {code for unit in units for own in unit for code in own}
        for statistic, by_chance in STATISTICS.items():
            seen = chance = 0.0
            for code in codes:
                marks = [(code in one, code in other) for one, other in units]
                p, q = (sum(mark[at] for mark in marks) / len(units) for at in (0, 1))
                seen += sum(one != other for one, other in marks) / len(units)
                chance += by_chance(p, q, len(units))
            facts[f"agreement-compared.value.{name}.{statistic}"] = round(1 - seen / chance, 4)
            facts[f"agreement-compared.units.{name}.{statistic}"] = len(units)
            facts[f"agreement-compared.codes.{name}.{statistic}"] = len(codes)
    return facts


def together(scope: Scope) -> Expected:
    """In how many case studies two codes were both given, by whomever."""
    cases, facts = used(scope), Expected()
    names = {code for case in cases for own in case.codes.values() for code in own}
    slugs = {
        name: "-".join("".join(sign if sign.isalnum() else " " for sign in name.lower()).split()) for name in names
    }
    for one in names:
        for other in names - {one}:
            number = sum(case.has(one) and case.has(other) for case in cases)
            facts[f"codes-together.cases.{slugs[one]}-{slugs[other]}"] = number
    return facts
