"""What was learned, in short, for the report: each finding with how well it is borne out, one voice for it and one against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.datasets.report.citing import named_in
from analysis.exhibits.cases.case_counts import cases_of
from analysis.exhibits.cases.case_studies import what_cases_show
from analysis.exhibits.facts import in_markdown, in_own_words
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.learning.cited import basis_of, cited_sentence, with_footnotes
from analysis.exhibits.report.learning.learned import (
    NONE_FOUND,
    NOT_SOUGHT,
    Evidence,
    by_section,
    judged_strength,
    nothing_learned,
    spoken_against,
    standing_findings,
    tellers,
)
from analysis.exhibits.report.narrative import Narrative
from analysis.exhibits.report.summary.later_editions import became_in_short
from analysis.exhibits.wording import noun_for, worded
from analysis.handover import NarrativeBasis
from analysis.measures.cases.strength import sources_of

_SEVERAL, _SHARED_MARK = 3, "†"  # what so many findings say alike is said once, and where it holds there is the mark
_CONTRARY_IN_SHORT = {NONE_FOUND: ", none found against", NOT_SOUGHT: "; nobody looked for the contrary"}


def learned_in_short(edition: OpenEdition) -> Narrative:
    """The findings that stood by the period's end, section by section, a paragraph each; in full they stand on the page on learning."""
    rows = standing_findings(edition)
    if not rows:
        return nothing_learned(edition, "learned-in-short")
    evidence = Evidence(edition, "report")
    parts: list[str] = []
    shared = _said_of_several(rows)
    for title, findings in by_section(rows):
        parts += [f"### {title}", *(_in_short(row, evidence, shared) for row in findings)]
    if shared:
        parts.append(f"{_SHARED_MARK} Caution: {in_own_words(shared)}")
    basis = NarrativeBasis(rows[0]["source_file"], tuple(basis_of(rows)), {})
    return Narrative(
        "\n\n".join([*parts, f"*{worded(edition, 'learned.in-full')}*"]),
        tuple(evidence.facts.values()),
        "learned-in-short",
        basis=basis,
    )


@dataclass(frozen=True)
class Found:
    """The finding that its evidence bears best. text: markdown with the places of its numbers, without a full stop; called: how well, in the
    word of the rule, empty where it rests on nothing that people said."""

    text: str
    called: str
    basis: NarrativeBasis


def best_finding(edition: OpenEdition) -> Found | None:
    """Of equals the first as its authors set them; None where none is written down."""
    rows = standing_findings(edition)
    if not rows:
        return None
    evidence = Evidence(edition, "report")
    judged = [(judged_strength(row, evidence) if row["codes"] or row["speaks_for"] else None, row) for row in rows]
    found, row = max(judged, key=lambda each: each[0].points if each[0] else -1)
    basis = NarrativeBasis(row["source_file"], tuple(basis_of([row])), {})
    return Found(cited_sentence(row["sentence"].rstrip(".")), found.called if found else "", basis)


def learned_first(edition: OpenEdition, told_already: bool = False) -> Narrative:
    """For the report's first screen, in one sentence: the finding that its evidence bears best; without a finding what is told of most,
    which is none, unless that was told already."""
    found = best_finding(edition)
    if found is None:
        if told_already or not cases_of(edition).height:
            return Narrative(worded(edition, "learned.none"), (), "learned-first")
        said = what_cases_show(edition)
        return Narrative(f"{worded(edition, 'learned.none')} {said.text}", said.facts, said.id)
    strength = f" (what was told for it is {in_markdown(found.called)})" if found.called else ""
    return Narrative(f"{found.text}{strength}.", (), "learned-first", basis=found.basis)


def _said_of_several(rows: list[dict[str, Any]]) -> str:
    """The caution that most findings share, which is said once below them; empty where fewer than three share one."""
    (caution, times), *_ = Counter(row["caution"] for row in rows if row["caution"]).most_common(1) or [("", 0)]
    return caution if times >= _SEVERAL else ""


def _in_short(row: Mapping[str, Any], evidence: Evidence, shared: str) -> str:
    sentence, footnotes = with_footnotes(row)
    said = [f"**{sentence}**", *_told(row, evidence)]
    if shared and row["caution"] == shared:
        said[0] += f" {_SHARED_MARK}"
    elif row["caution"]:
        said.append(f"Caution: {in_own_words(row['caution'])}")
    if became := became_in_short(row):
        said.append(f"Since then: {in_own_words(became)}.")
    return "\n\n".join(part for part in (" ".join(said), footnotes) if part)


def _told(row: Mapping[str, Any], evidence: Evidence) -> list[str]:
    """What was told for and against it, where it rests on what people said."""
    codes, passages, against = (named_in(row[column]) for column in ("codes", "speaks_for", "against"))
    if not (codes or passages):
        return []
    name = f"learned.{row['learned_id']}"
    told = sources_of(evidence.codings, evidence.cases, codes, passages)
    number, who = tellers(name, told, codes, passages, evidence)
    strength = judged_strength(row, evidence).called
    said = spoken_against(row, against, evidence)
    contrary = _CONTRARY_IN_SHORT.get(said) or f", {said} against"
    return [
        f"{in_markdown(strength).capitalize()}: {noun_for(number, 'source')} of {noun_for(who, 'partner')}{contrary}."
    ]
