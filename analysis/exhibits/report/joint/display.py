"""Joint display: for each outcome, what returns, case studies and money say, and how far the first two agree.

On the site each outcome is a card, so that it reads on a phone; in print and in Word its lines stand below each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from analysis.datasets.cases.shared_codebook import shared_outcomes
from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.coders import UNSURE
from analysis.exhibits.cases.unknown import why_no_cases
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_table, exhibit_unknown, plain
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.joint.strands import NAME, OF_IT, OPEN, OutcomeRow, Strand, Strands
from analysis.exhibits.report.joint.words import NEEDED, two_names
from analysis.exhibits.wording import count_of, listed, noun_for
from analysis.handover import Origin
from analysis.measures.cases.case_studies import usable_cases
from analysis.measures.report import joint_display as rule

IN_SHORT = "joint-in-short"


@dataclass(frozen=True)
class JointDisplay(Exhibit):
    """A table that stands as cards on the site. cards: their markdown; printed: what PDF and Word show of it."""

    cards: str = ""
    printed: str = ""

    def _table_markdown(self) -> str:
        return "\n".join(
            [
                f"::::: {{#tbl-{self.id}}}",
                ':::: {.content-visible when-format="html"}',
                self.cards,
                "::::",
                "",
                ':::: {.content-visible unless-format="html"}',
                self.printed,
                "::::",
                "",
                self.title,
                ":::::",
                "",
                '::: {.content-visible when-format="html"}',
                "```{=html}",
                f'<div class="table-note">{self.notes.under()}</div>',
                "```",
                ":::",
            ]
        )


def joint_display(edition: OpenEdition) -> Exhibit:
    """Outcome by outcome: returns, case studies with a quote and a contrary one, money, and how far they agree."""
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    rows = _rows(edition)
    if isinstance(rows, Exhibit):
        return rows
    table = _released(rows)
    facts = {fact.id: fact for fact in _table_facts(table, rows)}
    facts |= {fact.id: fact for row in rows for strand in _strands(row) for fact in strand.facts}
    counts = _counts(rows, edition)
    facts |= {fact.id: fact for fact in counts.values()}
    stated = [*counts.values()]
    sentence = Sentence(f"{_sentence(rows, counts)}{_two_names(edition, rows)}", tuple(stated), f"{NAME}-says")
    return JointDisplay(
        NAME,
        "table",
        _title(counts),
        f"For each of {count_of(len(rows), 'outcome')}: what returns say, what people tell, what money says, and how far the first two agree. "
        + " ".join(f"{row.name}: {rule.called(row.verdict)}." for row in rows),
        table,
        sentence,
        tuple(facts.values()),
        cards=_cards(rows),
        printed=_printed(rows),
        **more,
    )


def joint_in_short(edition: OpenEdition) -> Exhibit:
    """The same a line an outcome: how far returns and case studies agree, and how many case studies tell of it and of the contrary."""
    rows = _rows(edition, IN_SHORT)
    if isinstance(rows, Exhibit):
        return rows
    names = ("outcome", "verdict", "cases", "contrary")
    fields = [field for field in _FIELDS if field.name in names]
    whole = _released(rows)
    table = release_open(IN_SHORT, whole.frame.select(names), fields, OPEN)
    facts = _table_facts(table, rows)
    counts = _counts(rows, edition)
    meanings = [f"**{rule.called(verdict)}**: {meaning}" for verdict, meaning in rule.READING if counts[verdict].number]
    marked = ""
    if edition.table("learned").height:
        marked = " The contrary is what coders marked, where it is known of which outcome; in @sec-learned it is what a finding's author named."
    text = f"In @tbl-{IN_SHORT}, {'; '.join(meanings)}.{marked}\n\n{_two_names(edition, rows)}"
    made = exhibit_table(IN_SHORT, _title(counts), table, text, list(counts.values()), data_folder=edition.data_folder)
    return replace(made, facts=tuple({fact.id: fact for fact in [*made.facts, *facts]}.values()))


def _rows(edition: OpenEdition, exhibit_id: str = NAME) -> list[OutcomeRow] | Exhibit:
    """Outcome by outcome what is told; or the notice of what is lacking."""
    mapped = codes_by_outcome(edition)
    cases = usable_cases(edition.table("case_studies"), edition.period)
    if not mapped or cases.is_empty():
        unknown, needed = _what_is_missing(edition, cases, mapped)
        subject = "how far returns and what people tell agree"
        return exhibit_unknown(exhibit_id, subject, unknown, needed, data_folder=edition.data_folder)
    display = Strands(edition, cases)
    return [display.row(outcome, mapped[outcome.code_id]) for outcome in shared_outcomes() if outcome.code_id in mapped]


def _two_names(edition: OpenEdition, rows: Sequence[OutcomeRow]) -> str:
    called = dict(edition.table("codebook").select("code_id", "name").iter_rows())
    codes = codes_by_outcome(edition)
    own = {
        row.outcome.code_id: [in_markdown(called.get(code, code)) for code in codes[row.outcome.code_id]]
        for row in rows
    }
    return two_names([(in_markdown(row.outcome.name), own[row.outcome.code_id]) for row in rows])


def codes_by_outcome(edition: OpenEdition) -> dict[str, list[str]]:
    """The network's codes that stand for each shared outcome, as a person confirmed it."""
    found: dict[str, list[str]] = {}
    for code, shared in edition.table("outcome_map").select("code_id", "shared_code").sort("code_id").rows():
        found.setdefault(shared, []).append(code)
    return {outcome.code_id: found[outcome.code_id] for outcome in shared_outcomes() if outcome.code_id in found}


def _what_is_missing(edition: OpenEdition, cases: pl.DataFrame, mapped: Mapping[str, Any]) -> tuple[str, str]:
    lacking = [
        *(["cases"] if cases.is_empty() else ["map"] if not mapped else []),
        *(["returns"] if edition.table("returns").is_empty() else []),
        *(["awards"] if edition.table("awards").is_empty() else []),
    ]
    why = (
        why_no_cases(edition)
        if cases.is_empty()
        else "Nobody has confirmed yet which codes of this network stand for which outcome."
    )
    return why, " ".join(NEEDED[name] for name in lacking)


def _strands(row: OutcomeRow) -> tuple[Strand, ...]:
    return row.returns, row.cases, row.words, row.contrary, row.money


_FIELDS = [
    Field("outcome", "Outcome", "key"),
    Field("verdict", "Together", "text"),
    Field("why", "Why", "text"),
    Field("returns", "What returns say", "text"),
    Field("cases", "Sources that tell of it", unit="sources", how="see joint.cases of the outcome"),
    Field("partners", "Partners behind them", unit="partners", how="different partners who collected them"),
    Field(
        "recent",
        "Of the last twelve months",
        unit="sources",
        how="collected in the twelve months to the period's end",
    ),
    Field(
        "contrary",
        "That tell the contrary",
        unit="sources",
        how=OF_IT,
    ),
    Field(
        "beside",
        "That tell of another hope in vain, or of one not named",
        unit="sources",
        how="in which a contrary code was given elsewhere in the source",
    ),
    Field("words", "In their words", "text"),
    Field("against", "To the contrary", "text"),
    Field("money", "What the money did", "text"),
]


def _released(rows: Sequence[OutcomeRow]) -> Released:
    """One row an outcome, for the file: numbers apart from words."""
    frame = pl.DataFrame(
        {
            "outcome": [row.name for row in rows],
            "verdict": [rule.called(row.verdict) for row in rows],
            "why": [row.why for row in rows],
            "returns": [plain(row.returns.text) for row in rows],
            "cases": [row.told.cases for row in rows],
            "partners": [row.told.partners for row in rows],
            "recent": [row.told.recent for row in rows],
            "contrary": [row.told.contrary for row in rows],
            "beside": [row.told.beside for row in rows],
            "words": [plain(row.words.text) for row in rows],
            "against": [plain(row.contrary.text) for row in rows],
            "money": [plain(row.money.text) for row in rows],
        }
    )
    return release_open(NAME, frame, _FIELDS, OPEN)


def _table_facts(table: Released, rows: Sequence[OutcomeRow]) -> list[Fact]:
    found = []
    for number, row in enumerate(rows):
        origins = (Origin("codings", (("case_id", tuple(row.case_ids)),)),) if row.case_ids else ()
        found += [replace(fact_of(table, field.name, number), origins=origins) for field in table.values]
    return found


def _counts(rows: Sequence[OutcomeRow], edition: OpenEdition) -> dict[str, Fact]:
    """How many outcomes there are, and how many of each verdict."""
    slug = edition.period.slug
    rests = [fact for row in rows for strand in (row.returns, row.cases) for fact in strand.facts]
    counts = {
        "outcomes": derived(f"joint.outcomes.{slug}", len(rows), "outcomes", "outcomes that codes stand for", rests)
    }
    for verdict in rule.VERDICTS:
        number = sum(row.verdict == verdict for row in rows)
        how = f"outcomes on which the rule says: {verdict}; {rule.AGREEMENT_OF_SOURCES.how}"
        counts[verdict] = derived(f"joint.{verdict}.{slug}", number, "outcomes", how, rests)
    return counts


def _title(counts: Mapping[str, Fact]) -> str:
    whole = noun_for(counts["outcomes"], "outcome")
    if not counts["confirm"].number and not counts["contradict"].number:
        return f"On none of {whole} can returns and what people tell be held against each other yet"
    said = f"Returns and what people tell confirm each other on {counts['confirm']} of {whole}"
    if not counts["confirm"].number:
        said = f"Returns and what people tell confirm each other on {counts['confirm'].reading('none')} of {whole}"
    return said + (f" and contradict each other on {counts['contradict']}" if counts["contradict"].number else "")


def _sentence(rows: Sequence[OutcomeRow], counts: Mapping[str, Fact]) -> str:
    said = []
    for verdict, meaning in rule.READING:
        names = listed([f"“{in_markdown(row.outcome.name)}”" for row in rows if row.verdict == verdict])
        if names:
            said.append(f"**{rule.called(verdict)}**, {meaning}: {names}")
    unsure = (
        f" {in_markdown(UNSURE)} marks a code on which coders agree too little."
        if any(not row.sure for row in rows)
        else ""
    )
    return (
        f"@tbl-{NAME} lays side by side what three kinds of evidence say of {noun_for(counts['outcomes'], 'outcome')}. {'; '.join(said)}.{unsure}\n\n"
        f"*The rule:* {in_markdown(rule.RULE)} Money takes no part in it: it says what was put in, not what came of it, and one award can "
        "be for several outcomes. The words are those of mixed methods research (Guetterman, Fetters and Creswell 2015; Fetters, Curry and "
        "Creswell 2013)."
    )


_LABELS = ("Returns", "What people tell", "In their words", "To the contrary", "Money")


def _cards(rows: Sequence[OutcomeRow]) -> str:
    cards = []
    for row in rows:
        told = "\n\n".join(f"{label}\n:   {strand.text}" for label, strand in zip(_LABELS, _strands(row), strict=True))
        head = f"[{in_markdown(row.name)}]{{.joint-outcome}} [{rule.called(row.verdict)}]{{.joint-verdict}}"
        cards.append(
            f"::: {{.joint-card .joint-{row.verdict}}}\n{head}\n\n{told}\n\nTogether\n:   {in_markdown(row.why)}\n:::"
        )
    return ":::: {.joint-cards}\n" + "\n\n".join(cards) + "\n::::"


def _printed(rows: Sequence[OutcomeRow]) -> str:
    """A table of two columns: what each kind of source says stands below its outcome."""
    lines = ["| Outcome, and source | What it says |", f"| :{'-' * 22} | :{'-' * 76} |"]
    for row in rows:
        lines.append(f"| **{in_markdown(row.name)}** | **{rule.called(row.verdict)}**: {in_markdown(row.why)} |")
        lines += [f"| {label} | {strand.text} |" for label, strand in zip(_LABELS, _strands(row), strict=True)]
    return "\n".join(lines)
