"""Passages that a sheet holds as words, looked up in the texts they were taken from."""

from __future__ import annotations

import re

from analysis.datasets.cases.code_names import Codes, identifier
from analysis.datasets.cases.named_cases import Cases
from analysis.sources.findings import Finding, Severity
from analysis.sources.records import Record, finding_at

SentRecord = tuple[str, Record]
# Programs write some marks in another shape; each has one that it is compared in, of the same length.
_SHAPES = str.maketrans("‘’‚“”„–—‐‑\u00a0", "'''\"\"\"---- ")


def codings_of_passages(
    passages: list[SentRecord], cases: Cases, codes: Codes
) -> tuple[list[SentRecord], list[Finding]]:
    """Records of `codings`, with positions in code points where the passage is in its text; and what could not be placed."""
    found: list[SentRecord] = []
    findings: list[Finding] = []
    uncoded: list[SentRecord] = []
    unsigned: list[SentRecord] = []
    seen: set[str] = set()
    for file, record in passages:
        case, code = cases.find(record.values.get("case", "")), codes.find(record.values.get("code", ""))
        if case is None:
            findings.append(_unknown_case(file, record))
            continue
        if case.values.get("consent", "").lower() == "withdrawn":
            continue
        if code is None:
            uncoded.append((file, record))
            continue
        values = _placed(file, record, case, findings)
        values |= {"case_id": case.values["case_id"], "code_id": code, "coder": record.values.get("coder", "")}
        about = [values[name] for name in ("case_id", "code_id", "coder")]
        coding = identifier("coding", *about, values.get("start", ""), values.get("quote", ""))
        if coding in seen:
            findings.append(_twice(file, record))
            continue
        seen.add(coding)
        places = {"case_id": "case", "code_id": "code", "quote": "passage", "coder": "coder"}
        at = {column: record.place_of(name) for column, name in places.items()}
        kept = {name: value for name, value in {"coding_id": coding, **values}.items() if value}
        found.append((file, record._replace(values=kept, places=at)))
        unsigned += [] if values["coder"] else [(file, record)]
    return found, findings + _told_once(uncoded, unsigned, len(found))


def _placed(file: str, record: Record, case: Record, findings: list[Finding]) -> dict[str, str]:
    """The passage as it stands in the text; as it stands in the sheet, and not to be quoted, where it is not in the text."""
    passage, text = record.values.get("passage", ""), case.values.get("text", "")
    if not passage.strip():
        return {}
    spans = _spans(passage, text)
    if not spans:
        findings.append(_not_found(file, record, bool(text)))
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
        file, record = uncoded[0]
        problem = f"{len(uncoded)} passages have no code."
        findings.append(
            _say(file, record, problem, "They are left out.", "Give them a code, or leave it so.", "no-code", "note")
        )
    if unsigned:
        file, record = unsigned[0]
        problem = f"{len(unsigned)} of {kept} codings do not say who coded them."
        why, remedy = (
            "Agreement between coders cannot be computed from them.",
            "Add a column `coder`, with a pseudonym for each.",
        )
        findings.append(_say(file, record, problem, why, remedy, "no-coder"))
    return findings


def _unknown_case(file: str, record: Record) -> Finding:
    called = record.values.get("case", "")
    problem = f"There is no case study `{called}`." if called else "The row does not say which case study is meant."
    remedy = "Add it to the list of case studies, with its consent, or correct its name."
    return _say(file, record, problem, "The coding is left out.", remedy, "unknown-case", "doubt", "case")


def _not_found(file: str, record: Record, has_text: bool) -> Finding:
    problem = "The passage is not in its case study's text." if has_text else "The case study's text is not here."
    why = "The code is counted; what cannot be found in the text is not quoted."
    remedy = (
        "Copy the passage from the text as it stands." if has_text else "Put the text beside the list of case studies."
    )
    return _say(file, record, problem, why, remedy, "passage-not-found", "doubt", "passage")


def _twice(file: str, record: Record) -> Finding:
    problem = "The same passage has the same code by the same coder in a row before."
    return _say(file, record, problem, "It is counted once.", "Nothing to do.", "coded-twice", "note")


def _say(
    file: str,
    record: Record,
    problem: str,
    why: str,
    remedy: str,
    rule: str,
    severity: Severity = "doubt",
    column: str = "code",
) -> Finding:
    value = record.values.get(column, "")[:80]
    return finding_at(file, record, column, problem, why, remedy, rule, "codings", severity, value)
