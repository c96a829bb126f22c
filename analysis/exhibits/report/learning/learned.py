"""What was learned: each finding with who of which kind said so, one passage for it and one against, its strength and its caution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.datasets.report.citing import named_in
from analysis.exhibits.cases.case_counts import cases_of
from analysis.exhibits.cases.coders import unsure_codes
from analysis.exhibits.cases.quotes import quote_fact, who_said
from analysis.exhibits.cases.source_kinds import counts_by_kind, kind_called
from analysis.exhibits.cases.tellers import passages_shown
from analysis.exhibits.counts import given
from analysis.exhibits.facts import Fact, derived, in_markdown, in_own_words
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.learning.cited import basis_of, with_footnotes
from analysis.exhibits.report.narrative import Narrative
from analysis.exhibits.wording import listed, noun_for
from analysis.handover import NarrativeBasis, Origin
from analysis.measures.cases import agreement
from analysis.measures.cases.strength import RUBRIC, Strength, sources_of, strength_of
from analysis.periods import NotAPeriod, Period
from analysis.sources.report.learned import SECTIONS

TITLES = {
    "outcomes": "What changed",
    "gains": "What the network gained by being one",
    "model": "What was learned of the way of working",
    "opportunities": "Opportunities",
    "hurdles": "Hurdles",
}
AUTHORS = {
    "partner": "the research partner",
    "network": "the network",
    "both": "the research partner and the network",
    "reader": "whoever read the document for these pages",
}
NOT_WRITTEN = "No finding is written down yet. What was told and counted stands on these pages; what was learned from it is for people to say."
NOTHING_CODED = "No finding is written down, and no source is held that one could rest on."
NOT_QUOTABLE = "told, but in no words that may be quoted here"
NONE_FOUND, NOT_SOUGHT = "looked for in all that was coded, and nothing found", "not looked for"
COUNTED = (
    "sources in which at least one coder gave one of the finding's codes, or that hold one of its passages; each once"
)
_NOW = re.compile(r"(?<=\.)now(?=\s|[,;}]|$)")  # the end of a fact's id, in place of a period


def what_was_learned(edition: OpenEdition, where: str = "report") -> Narrative:
    """The findings that stood by the period's end, section by section. where: which page they stand on, a key of WHERE."""
    rows = standing_findings(edition)
    if not rows:
        return nothing_learned(edition, "what-was-learned")
    evidence = Evidence(edition, where)
    parts: list[str] = []
    for title, findings in by_section(rows):
        parts.append(f"### {title}")
        parts += [_shown(row, evidence) for row in findings]
    if any(evidence.judged):
        parts.append(f"[{in_markdown(RUBRIC)}]{{.given}}")
    basis = NarrativeBasis(rows[0]["source_file"], tuple(basis_of(rows)), {})
    return Narrative("\n\n".join(parts), tuple(evidence.facts.values()), "what-was-learned", basis=basis)


def nothing_learned(edition: OpenEdition, exhibit_id: str) -> Narrative:
    """In the place of findings, where none is written down."""
    text = NOT_WRITTEN if cases_of(edition).height else NOTHING_CODED
    return Narrative(f"*{in_markdown(text)}*", (), exhibit_id)


def by_section(rows: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The title of each section as markdown, with its findings."""
    for section in sorted({row["section"] for row in rows}, key=lambda name: _order(name, rows)):
        yield in_markdown(TITLES.get(section, section)), [row for row in rows if row["section"] == section]


def standing_findings(edition: OpenEdition) -> list[dict[str, Any]]:
    """The findings that stood by the period's end, as their file orders them. One file serves all editions, so a number may be cited as
    that of the edition's own period: `change.facilitated-effect.now`."""
    rows = edition.table("learned").sort("number").iter_rows(named=True)
    return [
        {**row, **{name: of_period(row[name], edition.period) for name in ("sentence", "facts", "footnotes")}}
        | {"became": became_by(row["became"], edition.period)}
        for row in rows
        if stood(row, edition.period)
    ]


def became_by(written: str | None, period: Period) -> str | None:
    """What had become of a finding by the period's end: what the report of a year says that ends later, nobody knew."""
    told = became_by_year(written).items()
    return "; ".join(f"{year}: {words}" for year, words in told if _ended(year, period)) or None


def became_by_year(written: str | None) -> dict[str, str]:
    """By year what became of a finding, of a cell that holds `2024-25: held again; 2025-26: dropped`."""
    found: dict[str, str] = {}
    year = ""
    for part in (written or "").split("; "):
        begins, colon, words = part.partition(": ")
        if colon and begins[:4].isdigit():
            year, found[begins] = begins, words
        elif year:
            found[year] += f"; {part}"  # a semicolon of the writer's own
    return found


def _ended(year: str, period: Period) -> bool:
    try:
        return Period.parse(year, period.begins).end <= period.end
    except NotAPeriod:
        return True


def of_period(text: str | None, period: Period) -> str:
    """What cites numbers, with the period in the place of `.now`."""
    return _NOW.sub(period.slug, text or "")


def stood(row: Mapping[str, Any], period: Period) -> bool:
    """A finding of a later report is none of this one."""
    try:
        return not row["since"] or Period.parse(row["since"], period.begins).start <= period.end
    except NotAPeriod:
        return True


def _order(section: str, rows: list[dict[str, Any]]) -> tuple[int, int]:
    """The sections that all reports share first, then a network's own in the order of its file."""
    first = next(number for number, row in enumerate(rows) if row["section"] == section)
    return (SECTIONS.index(section), 0) if section in SECTIONS else (len(SECTIONS), first)


class Evidence:
    """What the findings of an edition rest on, and the facts that they state."""

    def __init__(self, edition: OpenEdition, where: str) -> None:
        self.edition = edition
        self.cases = cases_of(edition)
        self.codings = edition.table("codings")
        self.passages = passages_shown(edition, where, shortest=1)
        self.unsure = unsure_codes(edition)
        self.facts: dict[str, Fact] = {}
        self.judged: list[bool] = []

    def fact(self, name: str, number: int, unit: str, how: str, codes: list[str], passages: list[str]) -> Fact:
        """A count of sources, led back to the codings of the finding and to no single case study."""
        by_codes = (Origin("codings", (("code_id", tuple(codes)),)),) if codes else ()
        by_passages = (Origin("codings", (("coding_id", tuple(passages)),)),) if passages else ()
        fact = replace(derived(name, number, unit, how, []), origins=by_codes + by_passages)
        self.facts[fact.id] = fact
        return fact

    def words(self, passages: list[str], codes: list[str], used: set[str]) -> str:
        """One passage: of those named the first that may be quoted, else the first of the codes'; none that was used already."""
        named = self.passages.filter(pl.col("coding_id").is_in(passages))
        held = named if named.height or passages else self.passages.filter(pl.col("code_id").is_in(codes))
        held = held.filter(~pl.col("coding_id").is_in(list(used)))
        if held.is_empty():
            return ""
        row = held.row(0, named=True)
        used.add(row["coding_id"])
        fact = quote_fact(row)
        self.facts[fact.id] = fact
        return f"“{fact}” {in_markdown(who_said(row))}"

    def agreed(self, codes: list[str], told: pl.DataFrame) -> bool | None:
        """Whether coders agree on all of its codes; None where one alone coded."""
        given = self.codings.filter(pl.col("code_id").is_in(codes), pl.col("case_id").is_in(told["case_id"].implode()))
        coders = agreement.coders_of(self.edition.table("codings"), self.cases)
        if given["coder"].drop_nulls().n_unique() < 2 or not coders.comparable:
            return None
        return not set(codes) & set(self.unsure)


def _shown(row: Mapping[str, Any], evidence: Evidence) -> str:
    """One finding as markdown: the sentence, and below it what it rests on."""
    lines = list(_rests(row, evidence)) + list(_words_of(row))
    listed_lines = "\n".join(f"- **{label}:** {said}" for label, said in lines if said)
    sentence, footnotes = with_footnotes(row)
    return "\n\n".join(part for part in (f"**{sentence}**", listed_lines, footnotes) if part)


def _rests(row: Mapping[str, Any], evidence: Evidence) -> Iterator[tuple[str, str]]:
    codes, passages, against = (named_in(row[column]) for column in ("codes", "speaks_for", "against"))
    name = f"learned.{row['learned_id']}"
    if codes or passages:
        told = sources_of(evidence.codings, evidence.cases, codes, passages)
        yield "Told by", _told_by(name, told, codes, passages, evidence)
        used: set[str] = set()
        yield "For it", evidence.words(passages, codes, used) or NOT_QUOTABLE
        yield "Against it", spoken_against(row, against, evidence, used)
        evidence.judged.append(True)
        yield "Strength of what was told", _strength(judged_strength(row, evidence))
    if facts := named_in(row["facts"]):
        yield "Numbers behind it", "; ".join(f"{{fact: {fact}}}" for fact in facts)
    if awards := named_in(row["awards"]):
        titles = dict(evidence.edition.table("awards").select("award_id", "title").iter_rows())
        yield "Money behind it", "; ".join(in_markdown(titles.get(award) or award) for award in awards)


def spoken_against(row: Mapping[str, Any], against: list[str], evidence: Evidence, used: set[str] | None = None) -> str:
    """How many sources speak against a finding, and, with `used`, one of them in its words; that none does says something only where
    somebody looked."""
    contrary = sources_of(evidence.codings, evidence.cases, [], against).height
    if not contrary:  # none is named, or what is named was collected after the period or withdrawn
        return NONE_FOUND if row["contrary_sought"] else NOT_SOUGHT
    how = "sources that hold a passage which speaks against the finding, those among them that tell of it too"
    number = evidence.fact(f"learned.{row['learned_id']}.against", contrary, "sources", how, [], against)
    if used is None:
        return noun_for(number, "source")
    return f"{noun_for(number, 'source')}: {evidence.words(against, [], used) or NOT_QUOTABLE}"


def judged_strength(row: Mapping[str, Any], evidence: Evidence) -> Strength:
    """By the printed rubric, of a finding that rests on codes or passages."""
    codes, passages, against = (named_in(row[column]) for column in ("codes", "speaks_for", "against"))
    told = sources_of(evidence.codings, evidence.cases, codes, passages)
    contrary = sources_of(evidence.codings, evidence.cases, [], against)
    return strength_of(told, contrary, evidence.agreed(codes, told), bool(row["contrary_sought"]))


def tellers(name: str, told: pl.DataFrame, codes: list[str], passages: list[str], evidence: Evidence) -> list[Fact]:
    """How many sources tell of a finding, and how many partners collected them."""
    partners = told["partner"].drop_nulls().n_unique()
    return [
        evidence.fact(f"{name}.sources", told.height, "sources", COUNTED, codes, passages),
        evidence.fact(
            f"{name}.partners", partners, "partners", "different partners who collected them", codes, passages
        ),
    ]


def _told_by(name: str, told: pl.DataFrame, codes: list[str], passages: list[str], evidence: Evidence) -> str:
    """`9 sources: 3 case studies, 4 interviews and 2 reflective sessions`, from how many partners."""
    how = COUNTED
    number, who = tellers(name, told, codes, passages, evidence)
    if not told.height:
        return noun_for(number, "source")
    kinds = []
    for place, (kind, count) in enumerate(counts_by_kind(evidence.edition, told["case_id"]).items(), 1):
        shown = evidence.fact(f"{name}.kind-{place}", count, "sources", f"{how}; of one kind", codes, passages)
        kinds.append(f"{shown} {kind_called(kind, count)}")
    return f"{noun_for(number, 'source')}: {listed(kinds)}, collected by {noun_for(who, 'partner')}"


def _strength(found: Strength) -> str:
    lacks = f"; not met: {given(listed(list(found.lacks)))}" if found.lacks else ""
    return f"{in_markdown(found.called)} ({given(found.points)} of {given(5)} tests met{lacks})"


def _words_of(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What its author says of it."""
    said = f"{row['source']} ({row['statement']})" if row["source"] and row["statement"] else row["source"]
    became = row["became"]
    for label, text in (
        ("Read in", said), ("Other explanations", row["other_explanations"]), ("Caution", row["caution"]), ("Holds for", row["level"]),
        ("Whose finding", AUTHORS.get(row["author"] or "")), ("First held in", row["since"]), ("Since then", became),
    ):  # fmt: skip
        if text:
            yield label, in_own_words(text)
