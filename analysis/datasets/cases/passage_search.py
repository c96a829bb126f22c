"""Passages that a sheet holds as words, looked up in the texts they were taken from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from analysis.datasets.cases.code_names import Codes, identifier
from analysis.datasets.cases.named_cases import Cases
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Record

SentRecord = tuple[str, Record]
# Programs write some marks in another shape; each has one that it is compared in, of the same length.
_SHAPES = str.maketrans("‘’‚“”„–—‐‑\u00a0", "'''\"\"\"---- ")

_LEFT_OUT, _NOT_QUOTED = (
    "The coding is left out.",
    "The code is counted; what cannot be found in the text is not quoted.",
)
_ADD_CASE = "Add it to the list of case studies, with its consent, or correct its name."
UNKNOWN_CASE = Rule(
    "unknown-case",
    "There is no case study `{called}`.{near}",
    _LEFT_OUT,
    _ADD_CASE,
    ignore="Where the case study was taken out on purpose.",
)
NO_CASE = Rule(
    "unknown-case",
    "The row does not say which case study is meant.",
    _LEFT_OUT,
    _ADD_CASE,
    ignore="Never: the coding is counted nowhere.",
)
NOT_IN_TEXT = Rule(
    "passage-not-found",
    "The passage is not in its case study's text.",
    _NOT_QUOTED,
    "Copy the passage from the text as it stands.",
    ignore="Where the passage is not to be quoted.",
)
NO_TEXT = Rule(
    "passage-not-found",
    "The case study's text is not here.",
    _NOT_QUOTED,
    "Put the text beside the list of case studies.",
    ignore="Where the passage is not to be quoted.",
)
CODED_TWICE = Rule(
    "coded-twice",
    "The same passage has the same code by the same coder in a row before.",
    "It is counted once.",
    "Nothing to do.",
    "note",
    ignore="Always: it is counted once.",
)
NO_CODE = Rule(
    "no-code",
    "{passages} passages have no code.",
    "They are left out.",
    "Give them a code, or leave it so.",
    "note",
    ignore="Where the passages were marked and not meant to be coded.",
)
NO_CODER = Rule(
    "no-coder",
    "{unsigned} of {codings} codings do not say who coded them.",
    "Agreement between coders cannot be computed from them.",
    "Add a column `coder`, with a pseudonym for each, or say in methods.yml whose the sheet is.",
    ignore="Where one person coded everything.",
)

WHOSE = Rule(
    "whose-codings",
    "This sheet does not say who coded, and neither do {others} others; is it one coder each?",
    "All of them are counted as they stand, and whether two coders agree cannot be told. Taguette exports a sheet without a coder.",
    "Name each coder with its sheets under `coders` in methods.yml, or put a column `coder` into each; by the file's name this one's would be `{proposed}`.",
    ignore="Where one person coded everything.",
)


def codings_of_passages(
    passages: list[SentRecord], cases: Cases, codes: Codes, whose: Mapping[str, str]
) -> tuple[list[SentRecord], list[Finding]]:
    """Records of `codings`, with positions in code points where the passage is in its text; and what could not be placed.

    whose: by sheet, without the folder, the coder that methods.yml names for rows that name none.
    """
    found: list[SentRecord] = []
    findings: list[Finding] = []
    uncoded: list[SentRecord] = []
    unsigned: list[SentRecord] = []
    seen: set[str] = set()
    for file, record in passages:
        case, code = cases.find(record.values.get("case", "")), codes.find(record.values.get("code", ""))
        if case is None:
            called = record.values.get("case", "")
            findings.append(
                UNKNOWN_CASE.at(_cell(file, record, "case"), called=called, near=cases.near(called))
                if called
                else NO_CASE.at(_cell(file, record, "case"))
            )
            continue
        if case.values.get("consent", "").lower() == "withdrawn":
            continue
        if code is None:
            uncoded.append((file, record))
            continue
        values = _placed(file, record, case, findings)
        coder = record.values.get("coder", "") or whose.get(file.removeprefix("cases/"), "")
        values |= {"case_id": case.values["case_id"], "code_id": code, "coder": coder}
        about = [values[name] for name in ("case_id", "code_id", "coder")]
        sheet = [] if values["coder"] else [file]  # of two sheets that name no coder, each may be another's
        coding = identifier("coding", *about, *sheet, values.get("start", ""), values.get("quote", ""))
        if coding in seen:
            findings.append(CODED_TWICE.at(_cell(file, record)))
            continue
        seen.add(coding)
        places = {"case_id": "case", "code_id": "code", "quote": "passage", "coder": "coder"}
        at = {column: record.place_of(name) for column, name in places.items()}
        kept = {name: value for name, value in {"coding_id": coding, **values}.items() if value}
        found.append((file, record._replace(values=kept, places=at)))
        unsigned += [] if values["coder"] else [(file, record)]
    return found, findings + _told_once(uncoded, unsigned, len(found)) + _ask_whose(unsigned)


def _placed(file: str, record: Record, case: Record, findings: list[Finding]) -> dict[str, str]:
    """The passage as it stands in the text; as it stands in the sheet, and not to be quoted, where it is not in the text."""
    passage, text = record.values.get("passage", ""), case.values.get("text", "")
    if not passage.strip():
        return {}
    spans = _spans(passage, text)
    if not spans:
        findings.append((NOT_IN_TEXT if text else NO_TEXT).at(_cell(file, record, "passage")))
        return {"quote": passage, "quotable": "no"}
    stated = record.values.get("start", "")
    start, end = next((span for span in spans if str(span[0]) == stated), spans[0])
    return {"start": str(start), "end": str(end), "quote": text[start:end], "quotable": "yes"}


def _spans(passage: str, text: str) -> list[tuple[int, int]]:
    """Where the words of the passage stand in the text, whatever lies between words and whichever shape marks have."""
    words = passage.translate(_SHAPES).split()
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    return [match.span() for match in pattern.finditer(text.translate(_SHAPES))]


def _told_once(uncoded: list[SentRecord], unsigned: list[SentRecord], kept: int) -> list[Finding]:
    findings = []
    if uncoded:
        findings.append(NO_CODE.at(_cell(*uncoded[0]), passages=len(uncoded)))
    if unsigned:
        findings.append(NO_CODER.at(_cell(*unsigned[0]), unsigned=len(unsigned), codings=kept))
    return findings


def _ask_whose(unsigned: list[SentRecord]) -> list[Finding]:
    """A question for each of several sheets that name no coder, with the coder that the file's name proposes."""
    first = dict(reversed(unsigned))
    if len(first) < 2:
        return []
    return [
        WHOSE.at(_cell(file, record), others=len(first) - 1, proposed=PurePosixPath(file).stem)
        for file, record in sorted(first.items())
    ]


def _cell(file: str, record: Record, column: str = "code") -> Place:
    return record.at(file, "codings", column, record.values.get(column, "")[:80])
