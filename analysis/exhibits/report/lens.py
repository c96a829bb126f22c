"""The whole evidence along what a network set out to do: aim by aim what returns, sources, findings, money and recommendations say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from analysis.datasets.report.citing import named_in
from analysis.datasets.returns.core_questions import CORE
from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.cases.case_counts import cases_of, codes_of
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, in_markdown, in_own_words
from analysis.exhibits.money.amounts import money_fact
from analysis.exhibits.money.facts import in_force
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.learning.cited import cited_sentence, cites_of
from analysis.exhibits.report.learning.learned import standing_findings
from analysis.exhibits.report.narrative import Narrative
from analysis.exhibits.totals import compared, has_answers, over_quarters, total_fact
from analysis.exhibits.wording import direction, listed, noun_for
from analysis.handover import NarrativeBasis, NarrativeSentence, Origin
from analysis.measures.cases.strength import sources_of
from analysis.measures.money import funding
from analysis.sources.report.lens import LENS_FILE

SUBJECT = "what is known of each aim, principle or question of the network"
NO_LENS = "The network has not written down its aims, principles or questions here, so nothing can be read along them."
LENS_NEEDED = f"A file {LENS_FILE}: each aim in one line, with the codes, questions, figures, awards and findings that speak to it."
OPEN = "Counts of questions, findings, sources, awards and recommendations, and of no people."
WORDS = {"Stated in": "source", "Caution": "caution"}
# What may be held of an entry: the column of the table, and what it is called where nothing is.
STRANDS = {
    "indicators": "returns",
    "figures": "published figures",
    "sources": "people's own accounts",
    "findings": "findings",
    "awards": "money",
    "recommendations": "recommendations",
}


@dataclass(frozen=True)
class Entry:
    """One entry of the lens, and what the edition holds of it."""

    row: dict[str, Any]
    indicators: list[str]  # questions with an answer in the period
    silent: list[str]  # questions named and not answered in it
    figures: list[str]
    codes: list[str]
    sources: int
    findings: list[dict[str, Any]]
    awards: list[str]  # in force in the period
    recommendations: list[dict[str, Any]]

    @property
    def counts(self) -> dict[str, int]:
        held = {name: getattr(self, name) for name in STRANDS}
        return {name: each if isinstance(each, int) else len(each) for name, each in held.items()}


def lens_in_short(edition: OpenEdition) -> Exhibit:
    """Table: how much of each kind is held of each entry, and of what nothing is known."""
    exhibit_id, more = "lens", {"data_folder": edition.data_folder}
    entries = _entries(edition)
    if not entries:
        return exhibit_unknown(exhibit_id, SUBJECT, NO_LENS, LENS_NEEDED, **more)
    table = _released(entries)
    number = replace(
        derived(f"{exhibit_id}.entries", len(entries), "entries", "aims of the document that it is held against", []),
        origins=(Origin("lens", (("lens_id", tuple(entry.row["lens_id"] for entry in entries)),)),),
    )
    returns, sources, findings = (_held_on(entries, kind, number) for kind in ("indicators", "sources", "findings"))
    title = f"Returns speak to {returns} of {noun_for(number, 'entry', 'entries')}, people's own accounts to {sources}, findings to {findings}"
    kinds = listed([in_markdown(name) for name in dict.fromkeys(entry.row["lens"] for entry in entries)])
    text = (
        f"@tbl-lens ({kinds}) counts, for each, the questions answered in the period, the published figures, the sources given a code of it, the findings, "
        "the awards in force and the recommendations. What stands under “Nothing known from” was named for it and has not come, or was "
        "never named: either is worth asking about."
    )
    return exhibit_table(exhibit_id, title, table, text, [number, returns, sources, findings], **more)


def _held_on(entries: list[Entry], kind: str, number: Fact) -> Fact:
    """On how many entries something of one kind is held."""
    count = sum(bool(entry.counts[kind]) for entry in entries)
    fact = derived(
        f"lens.with-{kind}", count, "entries", f"entries on which there is something from {STRANDS[kind]}", [number]
    )
    return fact if count else fact.reading("none")


def _released(entries: list[Entry]) -> Released:
    rows = [
        {
            "lens": entry.row["lens"],
            "name": entry.row["name"],
            **entry.counts,
            "lacking": ", ".join(STRANDS[name] for name, count in entry.counts.items() if not count),
        }
        for entry in entries
    ]
    reads: Reads = (("lens", {"name": []}),)
    labels = {
        "indicators": ("Questions answered", "questions", "questions named for it that a return of the period answers"),
        "figures": ("Published figures", "figures", "published figures named for it"),
        "sources": ("Sources", "sources", "sources in which at least one coder gave one of its codes, each once"),
        "findings": ("Findings", "findings", "findings named for it, or of one of its codes or themes"),
        "awards": ("Awards", "awards", "awards named for it that are in force in the period"),
        "recommendations": (
            "Recommendations",
            "recommendations",
            "recommendations named for it, or with one of its questions as their indicator",
        ),
    }
    fields = [Field("name", "Aim, principle or question", "key"), Field("lacking", "Nothing known from", "text")]
    fields += [Field(name, label, unit=unit, how=how, reads=reads) for name, (label, unit, how) in labels.items()]
    if len({entry.row["lens"] for entry in entries}) > 1:
        fields.insert(0, Field("lens", "One of", "text"))
    return release_open("lens", pl.DataFrame(rows), fields, OPEN)


def along_the_lens(edition: OpenEdition) -> Narrative:
    """Entry by entry what is held, in words: numbers, findings, money, recommendations, and what nothing is known of."""
    entries = _entries(edition)
    if not entries:
        return Narrative(f"*{in_markdown(NO_LENS)}*", (), "along-the-lens")
    facts: dict[str, Fact] = {}
    parts: list[str] = []
    cites: list[NarrativeSentence] = []
    heading, shared = "", {}
    for entry in entries:
        if entry.row["lens"] != heading:
            heading = entry.row["lens"]
            shared = _said_of_all([each for each in entries if each.row["lens"] == heading])
            parts += [
                f"### {in_markdown(heading)}",
                *(f"**{label}:** {in_markdown(text)}" for label, text in shared.items()),
            ]
        lines = [(label, said) for label, said in _lines(edition, entry, facts) if label not in shared]
        # What a finding cites is held to its own file on the page of findings; here the place of the entry is enough.
        cites += [NarrativeSentence("", said, cites_of(said), "") for _, said in lines if cites_of(said)]
        told = "\n".join(f"- **{label}:** {said}" for label, said in lines)
        parts.append(f"**{in_markdown(entry.row['name'])}**\n\n{told}")
    basis = NarrativeBasis(entries[0].row["source_file"], tuple(cites), {})
    return Narrative("\n\n".join(parts), tuple(facts.values()), "along-the-lens", basis=basis)


def _lines(edition: OpenEdition, entry: Entry, facts: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    """What stands below one entry, each with its label."""
    row, name = entry.row, f"lens.{entry.row['lens_id']}"
    if entry.indicators or entry.silent:
        yield (
            "Returns",
            "; ".join(
                [*(_moved(edition, each, facts) for each in entry.indicators), *_unanswered(edition, entry.silent)]
            ),
        )
    if entry.figures:
        yield "Published", "; ".join(_figure(edition, each) for each in entry.figures)
    if entry.codes:
        how = "sources in which at least one coder gave one of the entry's codes; each once"
        given = (Origin("codings", (("code_id", tuple(entry.codes)),)),)
        told = replace(derived(f"{name}.sources", entry.sources, "sources", how, []), origins=given)
        facts[told.id] = told
        yield "Told in", noun_for(told, "source")
    for finding in entry.findings:
        against = " (and passages that speak against it)" if finding["against"] else ""
        kind = f" ({finding['statement']})" if finding["statement"] else ""
        yield "Finding", f"{cited_sentence(finding['sentence'])}{kind}{against}"
    if entry.awards:
        yield "Money", _money(edition, name, entry.awards, facts)
    for each in entry.recommendations:
        yield (
            "Recommended",
            f"{in_markdown(each['text'])} ({in_markdown(each['addressed_to'])}; {in_markdown(each['status'])})",
        )
    lacking = [STRANDS[kind] for kind, count in entry.counts.items() if not count]
    if lacking:
        yield "Nothing is known from", listed(lacking)
    for label, column in WORDS.items():
        if row[column]:
            yield label, in_markdown(row[column])


def _said_of_all(entries: list[Entry]) -> dict[str, str]:
    """What each of several entries would say of itself in the same words, which stands once above them."""
    said = {label: {entry.row[column] for entry in entries} for label, column in WORDS.items()}
    return {
        label: text for label, texts in said.items() if len(entries) > 1 and len(texts) == 1 for text in texts if text
    }


def _moved(edition: OpenEdition, question: str, facts: dict[str, Fact]) -> str:
    """`attendances were 14% higher than in 2023-24 at 7 hubs; 12,300 in all`, or the number alone where nothing can be compared."""
    total = total_fact(edition, question)
    now, then, change, hubs = compared(edition, question)
    stated = [total, now, then, change, hubs] if change.known else [total]
    facts.update({fact.id: fact for fact in stated})
    if not change.known:
        return f"{_called(edition, question)}: {total}{over_quarters(edition, question)}"
    moved = direction(change, edition.period.earlier.label)
    return f"{_called(edition, question)} {moved} at {noun_for(hubs, 'hub')}; {total}{over_quarters(edition, question) or ' in all'}"


def _unanswered(edition: OpenEdition, questions: list[str]) -> list[str]:
    return [f"{_called(edition, question)}: no answer in {in_markdown(edition.period.label)}" for question in questions]


def _called(edition: OpenEdition, question: str) -> str:
    labels = dict(edition.table("questions").select("question_id", "label").iter_rows())
    core = CORE[question].label if question in CORE else ""
    return in_markdown((labels.get(question) or core or question.replace("_", " ")).lower())


def _figure(edition: OpenEdition, figure: str) -> str:
    row = edition.table("published_figures").filter(pl.col("figure_id") == figure).row(0, named=True)
    caution = f" ({in_own_words(row['caution'])})" if row["caution"] else ""
    return f"{in_markdown(row['measure'])}: {{fact: published-figures.{figure}}}{caution}"


def _money(edition: OpenEdition, name: str, awards: list[str], facts: dict[str, Fact]) -> str:
    """The stated amounts of these awards, in pounds, and the awards by name."""
    held = in_force(edition).filter(pl.col("award_id").is_in(awards))
    titles = [(award, in_markdown(title or award)) for award, title in _titles(edition, awards)]
    totals = funding.totals_by_currency(held).filter(pl.col("currency") == funding.HOME)
    if not totals.height:
        return f"no amount in pounds that can be added up: {listed([title for _, title in titles])}"
    row = totals.row(0, named=True)
    fact = money_fact(
        f"{name}.money",
        row["total"],
        funding.HOME,
        funding.FUNDING_TOTAL.how,
        row["awards"],
        row["qualifier"],
        row["total__least"],
    )
    facts[fact.id] = fact
    apart = [title for award, title in titles if award not in row["awards"]]
    beside = f"; in no sum, for no amount that can be added is stated: {listed(apart)}" if apart else ""
    return f"{fact} in awards in force: {listed([title for award, title in titles if award in row['awards']])}{beside}"


def _titles(edition: OpenEdition, awards: list[str]) -> list[tuple[str, str | None]]:
    return edition.table("awards").filter(pl.col("award_id").is_in(awards)).select("award_id", "title").rows()


def _entries(edition: OpenEdition) -> list[Entry]:
    return [_entry(edition, row) for row in edition.table("lens").sort("number").iter_rows(named=True)]


def _entry(edition: OpenEdition, row: dict[str, Any]) -> Entry:
    codes, themes = named_in(row["codes"]), set(named_in(row["themes"]))
    held = [question for question in named_in(row["indicators"]) if has_answers(edition, question)]
    told = sources_of(edition.table("codings"), cases_of(edition), codes_of_entry(edition, codes, themes), [])
    named = set(named_in(row["findings"]))
    findings = [
        each
        for each in standing_findings(edition)
        if each["learned_id"] in named
        or set(named_in(each["codes"])) & set(codes)
        or set(named_in(each["themes"])) & themes
    ]
    in_pounds = in_force(edition)["award_id"].to_list()
    published = edition.table("published_figures")["figure_id"].to_list()
    return Entry(
        row,
        held,
        [question for question in named_in(row["indicators"]) if question not in held],
        [figure for figure in named_in(row["figures"]) if figure in published],
        codes_of_entry(edition, codes, themes),
        told.height,
        findings,
        [award for award in named_in(row["awards"]) if award in in_pounds],
        _recommended(edition, named_in(row["recommendations"]), named_in(row["indicators"])),
    )


def codes_of_entry(edition: OpenEdition, codes: list[str], themes: set[str]) -> list[str]:
    """The network's own codes, and those that stand for a shared one: by the confirmed map, or because they bear its identifier."""
    mapped = edition.table("outcome_map").filter(pl.col("shared_code").is_in(list(themes)))["code_id"].to_list()
    shared = [code for code in codes_of(edition)["code_id"] if code in themes]
    return list(dict.fromkeys([*codes, *mapped, *shared]))


def _recommended(edition: OpenEdition, named: list[str], indicators: list[str]) -> list[dict[str, Any]]:
    """The recommendations of reports up to the period's year that are named, or whose indicator is one of these."""
    frame = edition.table("recommendations").filter(
        pl.col("made_in") <= edition.period.year_label,
        pl.col("recommendation_id").is_in(named) | pl.col("indicator").is_in(indicators),
    )
    return frame.sort("made_in", "number").to_dicts()
