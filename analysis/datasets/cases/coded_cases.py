"""Case studies, codes and codings from all files of a network, brought together before they are checked.

Projects hold identifiers; sheets hold names. Here names become identifiers, copies of one project become one, passages are looked
up in their texts, and the names of coders give way to pseudonyms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODEBOOK, CODINGS
from analysis.datasets.cases.code_names import Codes
from analysis.datasets.cases.coders import with_pseudonyms
from analysis.datasets.cases.named_cases import Cases
from analysis.datasets.cases.outcome_map import OUTCOME_MAP
from analysis.datasets.cases.passage_search import codings_of_passages
from analysis.sources.cases.outcome_maps import LINES
from analysis.sources.cases.sheets import CASE_LINES, CODE_LINES, PASSAGES, TEXTS
from analysis.sources.cases.study_methods import CODER_FILES
from analysis.sources.findings import Finding
from analysis.sources.records import Reading, Record

SentRecord = tuple[str, Record]


class Gathered(NamedTuple):
    """Records by table, each with its file: case_studies, codebook, codings, outcome_map; and what is told of them."""

    records: dict[str, list[SentRecord]]
    findings: list[Finding]


def gather_cases(readings: Mapping[str, Reading]) -> Gathered:
    """All that a network's files say of case studies, codes and codings, as the records of their tables."""

    def sent(table: str) -> list[SentRecord]:
        return [(file, record) for file, reading in readings.items() for record in reading.records.get(table, [])]

    cases = Cases(sent(CASE_STUDIES.name), sent(CASE_LINES), sent(TEXTS), sent("localities"))
    passages = sent(PASSAGES)
    codes = Codes(sent(CODEBOOK.name), sent(CODE_LINES), passages)
    whose = {record.values["file"].removeprefix("cases/"): record.values["coder"] for _, record in sent(CODER_FILES)}
    codings, about_passages = codings_of_passages(passages, cases, codes, whose)
    codings = cases.only_of_same_text(sent(CODINGS.name)) + codings
    codings, studies, about_coders = with_pseudonyms(_once(codings), cases.records)
    mapped, about_map = codes.named_in(sent(LINES))
    return Gathered(
        {
            CASE_STUDIES.name: studies,
            CODEBOOK.name: codes.records,
            CODINGS.name: codings,
            OUTCOME_MAP.name: mapped,
        },
        cases.findings + codes.findings + about_passages + about_coders + about_map,
    )


def _once(codings: list[SentRecord]) -> list[SentRecord]:
    """The codings without those that two copies of a project hold alike."""
    seen: dict[str, dict[str, str]] = {}
    once = []
    for file, record in codings:
        identifier = record.values.get("coding_id", "")
        if seen.get(identifier) != record.values:
            once.append((file, record))
        seen.setdefault(identifier, record.values)
    return once
