"""The codings of a REFI-QDA project: which passage of which case was given which code by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from analysis.sources.cases.countings import Coded, Evidence, Found, differences, find_countings
from analysis.sources.cases.passages import Counting, Placing, SourceText, counted_words
from analysis.sources.cases.project_cases import Case, CaseText, Pick
from analysis.sources.cases.project_codes import guid_of, target_of
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Record

_MOST_OUTSIDE = 5  # of one text that are told one by one
BETWEEN = "\n\n"  # what stands between the texts of one case

_READ_WELL = "Nothing to do if the quotations read well."
COUNTED = Rule(
    "positions-counted",
    "{counted}",
    "Programs differ in this; it was found out from the texts: {rests}.",
    _READ_WELL,
    "note",
    ignore="Where quoted passages read well.",
)
COUNTED_OTHERWISE = Rule(
    "positions-counted",
    "In this text positions are counted otherwise: {counted}",
    "Its passages say so beyond doubt, and they read well so.",
    _READ_WELL,
    "note",
    ignore="Where quoted passages read well.",
)
_WITH_WORDS = (
    "Export again from a program that notes each passage's words, or send the codings as a sheet with the passages."
)
MAYBE_OTHERWISE = Rule(
    "positions-unsettled",
    "How positions are counted in this text could not be settled; it may also be so: {instead}",
    "The passages would be other words. Their codes are counted, and nothing is quoted from this text.",
    _WITH_WORDS,
    ignore="Where nothing of the text is to be quoted.",
)
WORDS_CUT = Rule(
    "positions-unsettled",
    "{cut} of {passages} coded passages begin or end inside a word, or lie outside the text.",
    "The text seems not to be the one that was coded. The codes are counted, and nothing is quoted from this text.",
    _WITH_WORDS,
    ignore="Where nothing of the text is to be quoted.",
)
UNPROVEN = Rule(
    "passage-unproven",
    "The passage ({value}) is not quoted: {reason}.",
    "Its words may be others than those that were coded. Its code is counted.",
    _WITH_WORDS,
    ignore="Where the passage is not to be quoted.",
)
MANY_UNPROVEN = Rule(
    "passage-unproven",
    "{unproven} of {passages} passages of this text are not quoted; of the first ({first}): {reason}.",
    "Their words may be others than those that were coded. Their codes are counted.",
    _WITH_WORDS,
    ignore="Where these passages are not to be quoted.",
)
_LEFT_OUT = "Its codes are left out."
_UNCHANGED = "Check that the text was not changed after it was coded, and export the project again."
OUTSIDE = Rule(
    "passage-outside",
    "A coded passage ({value}) does not lie within its text.",
    _LEFT_OUT,
    _UNCHANGED,
    ignore="Never: what was coded there is counted nowhere.",
)
MANY_OUTSIDE = Rule(
    "passage-outside",
    "{passages} coded passages do not lie within their text, such as {first}.",
    "Their codes are left out.",
    _UNCHANGED,
    ignore="Never: what was coded there is counted nowhere.",
)
NO_CODER = Rule(
    "no-coder",
    "{unsigned} of {codings} codings do not say who coded them.",
    "Agreement between coders cannot be computed from them.",
    "Export again with the users included; each coder needs an own user in the program.",
    ignore="Where one person coded everything.",
)


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
            "quotable": "yes" if found.settled and pick.selection not in found.unproven else "no",
        }
        yield from _of_pick(case, pick, values, whose)
    findings += _outside(file, text, outside)
    if found.settled:
        findings += _unproven(file, text, found)


def _unproven(file: str, text: CaseText, found: Found) -> list[Finding]:
    """A finding for each passage that is not quoted though its text reads well; one for all of them where there are many."""
    picks = [
        pick for pick in text.picks if pick.selection in found.unproven and pick.element.find("Coding") is not None
    ]
    reasons = [found.unproven[pick.selection] for pick in picks if pick.selection]
    if len(picks) > _MOST_OUTSIDE:
        whole = _at(file, text.place)
        first, passages = picks[0].stated, len(text.picks)
        return [MANY_UNPROVEN.at(whole, unproven=len(picks), passages=passages, first=first, reason=reasons[0])]
    return [
        UNPROVEN.at(_at(file, pick.place, pick.stated), reason=reason)
        for pick, reason in zip(picks, reasons, strict=True)
    ]


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
    return COUNTED.at(_at(file, "Sources"), counted=counted_words(common, differences(sources)), rests=rests)


def _otherwise(file: str, text: CaseText, found: Found) -> Finding:
    counted = counted_words(found.counting, differences([text.source]))
    return COUNTED_OTHERWISE.at(_at(file, text.place), counted=counted)


def _unsettled(file: str, text: CaseText, found: Found) -> Finding:
    if found.evidence.fits and found.instead:
        instead = counted_words(found.instead, differences([text.source]))
        return MAYBE_OTHERWISE.at(_at(file, text.place), instead=instead)
    passages = found.evidence.passages
    return WORDS_CUT.at(_at(file, text.place), cut=passages - found.evidence.whole, passages=passages)


def _outside(file: str, text: CaseText, picks: list[Pick]) -> list[Finding]:
    """A finding for each passage that lies outside its text; one for all of them where there are many."""
    if len(picks) > _MOST_OUTSIDE:
        return [MANY_OUTSIDE.at(_at(file, text.place), passages=len(picks), first=picks[0].stated)]
    return [OUTSIDE.at(_at(file, pick.place, pick.stated)) for pick in picks]


def _without_coder(file: str, records: list[Record]) -> list[Finding]:
    lacking = [record for record in records if "coder" not in record.values]
    if not lacking:
        return []
    return [NO_CODER.at(_at(file, lacking[0].place), unsigned=len(lacking), codings=len(records))]


def _at(file: str, place: str, value: str = "") -> Place:
    return Place(file, cell=place, table="codings", value=value)
