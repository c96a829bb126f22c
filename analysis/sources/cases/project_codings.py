"""The codings of a REFI-QDA project: which passage of which case was given which code by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from analysis.sources.cases.countings import Coded, Evidence, Found, differences, find_countings
from analysis.sources.cases.passages import Counting, Placing, SourceText, counted_words
from analysis.sources.cases.project_cases import Case, CaseText, Pick
from analysis.sources.cases.project_codes import guid_of, target_of
from analysis.sources.findings import Finding, Severity
from analysis.sources.records import Record

_MOST_OUTSIDE = 5  # of one text that are told one by one
BETWEEN = "\n\n"  # what stands between the texts of one case


class Whose(NamedTuple):
    """Who coded, and what is no code: users by identifier, and identifiers of cases, which some programs code with."""

    users: dict[str, str]
    cases: set[str]


def text_of(case: Case) -> str:
    """The texts of a case, one after the other; none where consent was withdrawn."""
    return BETWEEN.join(text.source.text for text in case.texts)


def read_codings(cases: list[Case], whose: Whose, file: str) -> tuple[list[Record], list[Finding]]:
    """Records of `codings`, and how positions were found to be counted. Positions are code points of the case's whole text."""
    texts = [text for case in cases for text in case.texts]
    selected = [Coded(text.source, [pick.selection for pick in text.picks if pick.selection]) for text in texts]
    common, found, evidence = find_countings([each for each in selected if each.selections])
    counted = iter(found)
    by_place = {
        text.place: next(counted) if each.selections else None for text, each in zip(texts, selected, strict=True)
    }
    records: list[Record] = []
    findings: list[Finding] = []
    for case in cases:
        offset = 0
        for text in case.texts:
            records += _of_text(case, text, by_place[text.place], offset, whose, file, findings)
            offset += len(text.source.text) + len(BETWEEN)
        for pick in case.wordless:
            records += _of_pick(case, pick, {}, whose)
    if found:
        sources = [each.source for each in selected]
        findings.append(_told(file, common, sources, evidence))
        findings += [_otherwise(file, text, each) for text in texts if (each := by_place[text.place]) and each.own]
        findings += [
            _unsettled(file, text, each) for text in texts if (each := by_place[text.place]) and not each.settled
        ]
    findings += _without_coder(file, records)
    return _own_codes(records), findings


def _of_text(
    case: Case, text: CaseText, found: Found | None, offset: int, whose: Whose, file: str, findings: list[Finding]
) -> Iterator[Record]:
    if found is None:
        return
    placing = Placing(text.source)
    outside: list[Pick] = []
    for pick in text.picks:
        passage = placing.place(pick.selection, found.counting) if pick.selection else None
        if passage is None:
            outside += [pick] if pick.element.find("Coding") is not None else []
            continue
        start, end = _without_spaces(text.source.text, passage.start, passage.end)
        values = {
            "start": str(offset + start),
            "end": str(offset + end),
            "quote": text.source.text[start:end],
            "quotable": "yes" if found.settled else "no",
        }
        yield from _of_pick(case, pick, values, whose)
    findings += _outside(file, text, outside)


def _without_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage without spaces and breaks at its ends, which say nothing; as it is where it holds nothing else."""
    inner = text[start:end].strip()
    if not inner:
        return start, end
    begins = start + len(text[start:end]) - len(text[start:end].lstrip())
    return begins, begins + len(inner)


def _of_pick(case: Case, pick: Pick, passage: dict[str, str], whose: Whose) -> Iterator[Record]:
    for number, coding in enumerate(pick.element.findall("Coding"), start=1):
        code = target_of(coding.find("CodeRef"))
        if code in whose.cases:
            continue
        coder = _user(coding) or _user(pick.element)
        values = {
            "coding_id": guid_of(coding) or f"{guid_of(pick.element) or pick.place}-{number}",
            "case_id": case.case_id,
            "code_id": code,
            "coder": whose.users.get(coder, coder),
            **passage,
        }
        yield Record(f"{pick.place}/Coding[{number}]", {name: value for name, value in values.items() if value}, {})


def _user(element: Element) -> str:
    return guid_of(element, "creatingUser")


def _own_codes(records: list[Record]) -> list[Record]:
    """The codings with identifiers that are theirs alone: some programs write one for all codings of a passage."""
    taken: set[str] = set()
    own = []
    for record in records:
        wanted = identifier = record.values["coding_id"]
        number = 2
        while identifier in taken:
            identifier, number = f"{wanted}-{number}", number + 1
        taken.add(identifier)
        own.append(
            record if identifier == wanted else record._replace(values={**record.values, "coding_id": identifier})
        )
    return own


def _told(file: str, common: Counting, sources: list[SourceText], evidence: Evidence) -> Finding:
    """What was found for the project, and what it rests on."""
    named = f"{evidence.named:,} of {evidence.passages:,} passages are what the program noted as their words, and "
    rests = f"{named if evidence.named else ''}{evidence.whole:,} of {evidence.passages:,} begin and end between words"
    problem = counted_words(common, differences(sources))
    why = f"Programs differ in this; it was found out from the texts: {rests}."
    return _say(
        file, "Sources", problem, why, "Nothing to do if the quotations read well.", "positions-counted", "note"
    )


def _otherwise(file: str, text: CaseText, found: Found) -> Finding:
    problem = "In this text positions are counted otherwise: " + counted_words(
        found.counting, differences([text.source])
    )
    why = "Its passages say so beyond doubt, and they read well so."
    return _say(
        file, text.place, problem, why, "Nothing to do if the quotations read well.", "positions-counted", "note"
    )


def _unsettled(file: str, text: CaseText, found: Found) -> Finding:
    if found.evidence.fits and found.instead:
        instead = counted_words(found.instead, differences([text.source]))
        problem = "How positions are counted in this text could not be settled; it may also be so: " + instead
        why = "The passages would be other words. Their codes are counted, and nothing is quoted from this text."
    else:
        cut = found.evidence.passages - found.evidence.whole
        problem = (
            f"{cut} of {found.evidence.passages} coded passages begin or end inside a word, or lie outside the text."
        )
        why = "The text seems not to be the one that was coded. The codes are counted, and nothing is quoted from this text."
    remedy = (
        "Export again from a program that notes each passage's words, or send the codings as a sheet with the passages."
    )
    return _say(file, text.place, problem, why, remedy, "positions-unsettled")


def _outside(file: str, text: CaseText, picks: list[Pick]) -> list[Finding]:
    """A finding for each passage that lies outside its text; one for all of them where there are many."""
    remedy = "Check that the text was not changed after it was coded, and export the project again."
    if len(picks) > _MOST_OUTSIDE:
        problem = f"{len(picks)} coded passages do not lie within their text, such as {picks[0].stated}."
        return [_say(file, text.place, problem, "Their codes are left out.", remedy, "passage-outside")]
    return [
        _say(
            file,
            pick.place,
            f"A coded passage ({pick.stated}) does not lie within its text.",
            "Its codes are left out.",
            remedy,
            "passage-outside",
            value=pick.stated,
        )
        for pick in picks
    ]


def _without_coder(file: str, records: list[Record]) -> list[Finding]:
    lacking = [record for record in records if "coder" not in record.values]
    if not lacking:
        return []
    problem = f"{len(lacking)} of {len(records)} codings do not say who coded them."
    why = "Agreement between coders cannot be computed from them."
    remedy = "Export again with the users included; each coder needs an own user in the program."
    return [_say(file, lacking[0].place, problem, why, remedy, "no-coder")]


def _say(
    file: str, place: str, problem: str, why: str, remedy: str, rule: str, severity: Severity = "doubt", value: str = ""
) -> Finding:
    return Finding(file, problem, why, remedy, severity, rule, cell=place, table="codings", value=value)
