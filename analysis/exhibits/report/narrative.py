"""What a person makes of the evidence: the edition's narrative, with its quotes, and the places where its facts will stand.

The facts it cites are stated by other pages too, so they are put in when all pages have run (`analysis.editions.narrative`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

import polars as pl

from analysis.exhibits.cases.quotes import quote_fact, who_said
from analysis.exhibits.cases.tellers import passages_shown
from analysis.exhibits.exhibit import Sentence
from analysis.exhibits.facts import Fact, in_markdown, in_markdown_between
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import with_verb, worded
from analysis.handover import Handover, MissingQuote, NarrativeBasis, NarrativeCitation, NarrativeSentence
from analysis.sources.report.citations import (
    FOOTNOTE_MARK,
    OUR_VIEW,
    braced_in,
    citations_in,
    mark_of,
    without_braces,
)
from analysis.sources.report.footnotes import written_below

_FEWEST = 8  # characters of an identifier's beginning that may stand for it


@dataclass(frozen=True)
class Narrative(Sentence):
    """The narrative as markdown whose facts are still named: `{fact: ID}`. `basis`: what each sentence cites, for the ledger."""

    basis: NarrativeBasis | None = None

    def handover(self, words: str) -> Handover:
        return replace(super().handover(words), narrative=self.basis)


def what_we_make_of_it(edition: OpenEdition) -> Narrative:
    """The narrative of the edition's period, signed; or that none was written yet."""
    rows = edition.table("narrative").filter(pl.col("period") == edition.period.key).sort("number")
    if rows.filter(pl.col("kind") != "heading").is_empty():
        text = f'::: {{.callout-note title="Not written yet"}}\n{worded(edition, "narrative.not-written")}\n:::'
        return Narrative(text, (), "narrative")
    passages = Passages(
        edition, {cited.id for text in rows["sentence"] for cited in citations_in(text) if cited.kind == "quote"}
    )
    text = "\n\n".join([*_blocks(rows, passages), _signature(rows, edition), *_footnotes(rows, passages)])
    typed = rows.filter(pl.col("kind") != "heading").select("source_cell", "sentence").iter_rows()
    sentences = tuple(basis_sentence(place, sentence, passages) for place, sentence in typed)
    day = rows["written"][0]
    basis = NarrativeBasis(
        rows["source_file"][0],
        sentences,
        passages.missing,
        rows["signed"][0] or "",
        day.isoformat() if day else "",
    )
    return Narrative(text, tuple(passages.facts.values()), "narrative", basis=basis)


def quotes_to_cite(edition: OpenEdition) -> pl.DataFrame:
    """The passages that the edition's narrative may quote, the latest first; columns as passages_shown gives them."""
    return passages_shown(edition, "report", shortest=1)


class Passages:
    """The quotes that a narrative cites: as markdown, as facts, and which of them are not to be had."""

    def __init__(self, edition: OpenEdition, wanted: set[str]) -> None:
        self.facts: dict[str, Fact] = {}
        self.missing: dict[str, MissingQuote] = {}
        self.full: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        if not wanted:
            return
        known = {row["coding_id"]: row for row in quotes_to_cite(edition).iter_rows(named=True)}
        for name in sorted(wanted):
            found = (
                [name] if name in known else [each for each in known if len(name) >= _FEWEST and each.startswith(name)]
            )
            if len(found) != 1:
                near = get_close_matches(name, [each[: max(_FEWEST, len(name))] for each in known], 5)
                self.missing[name] = MissingQuote(_why_missing(edition, name, found), tuple(near))
                continue
            passage = known[found[0]]
            fact = quote_fact(passage)
            self.full[name], self.facts[fact.id] = fact.id, fact
            self._shown[name] = f"“{fact}” {in_markdown(who_said(passage))}"

    def shown(self, name: str) -> str:
        return self._shown.get(name, in_markdown(f"{{quote: {name}}}"))


def _why_missing(edition: OpenEdition, name: str, found: list[str]) -> str:
    if found:
        return f"{with_verb(len(found), 'passage', 'has', 'have')} an id that begins so"
    held = edition.table("codings")["coding_id"]
    if len(name) >= _FEWEST and held.str.starts_with(name).any():
        return "the passage is there, but it may not be quoted here: consent, date, personal data or its length stand against it"
    return "there is no such passage, or its source was withdrawn"


def _blocks(rows: pl.DataFrame, passages: Passages) -> Iterator[str]:
    """Markdown of each heading, paragraph and list. The highest heading becomes one of the third level, under the section's."""
    headings = rows.filter(pl.col("kind") == "heading")["level"]
    top = int(headings.min() or 1)  # type: ignore[arg-type]
    items: list[str] = []
    notes = _names_of_footnotes(rows)
    text = rows.filter(pl.col("kind") != "footnote")
    for (number,), block in text.group_by("block", maintain_order=True):
        kind, level = block["kind"][0], int(block["level"][0])
        said = inline(" ".join(block["sentence"]), passages, notes)
        if kind in ("bullet", "numbered"):
            items.append(f"{'    ' * (level - 1)}{'-' if kind == 'bullet' else '1.'} {said}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        heading = f"{'#' * min(5, 3 + level - top)} {said} {{#narrative-{number}}}"
        yield heading if kind == "heading" else set_off(" ".join(block["sentence"]), said)
    if items:
        yield "\n".join(items)


def _names_of_footnotes(rows: pl.DataFrame) -> dict[str, str]:
    """What each footnote is called on the page, by its name as typed."""
    typed = rows.filter(pl.col("kind") == "footnote")["footnote"].unique(maintain_order=True)
    return {name: f"narrative-{place}" for place, name in enumerate(typed, 1)}


def _footnotes(rows: pl.DataFrame, passages: Passages) -> Iterator[str]:
    """The footnotes, below the text; both renderers put each at the foot of its page, or of the site's page."""
    said = rows.filter(pl.col("kind") == "footnote")
    for typed, name in _names_of_footnotes(rows).items():
        yield written_below({name: inline(" ".join(said.filter(footnote=typed)["sentence"]), passages)})


def set_off(typed: str, said: str) -> str:
    """A paragraph that is one quote and nothing else stands apart from the text. typed: as written; said: as markdown."""
    alone = [each for each in braced_in(typed) if each.citation and each.citation.kind == "quote"]
    return f"> {said}" if alone and not without_braces(typed).strip(" .") else said


def inline(text: str, passages: Passages, notes: Mapping[str, str] = MappingProxyType({})) -> str:
    """A block's typed text as safe markdown: emphasis, links and marks of footnotes stay, citations become what they name, all else is
    escaped. notes: what each footnote is called on the page; a mark within a link stands after it, for a link holds no other."""
    from markdown_it import MarkdownIt  # only where there is a narrative

    (line,) = MarkdownIt("commonmark").parseInline(text)
    written, target, after = [], "", list[str]()  # links never lie in links
    for token in line.children or []:
        if token.type in ("em_open", "em_close"):
            written.append("*")
        elif token.type in ("strong_open", "strong_close"):
            written.append("**")
        elif token.type == "link_open":
            target = _target(token)
            written.append("[")
        elif token.type == "link_close":
            written += [f"]({target})", *after]
            target, after = "", []
        elif token.type in ("softbreak", "hardbreak"):
            written.append(" ")
        else:
            for said, mark in _marked(token.content, notes):
                written.append(_cited(said, passages))
                (after if target else written).append(mark)
    return "".join(written).strip()


def _marked(text: str, notes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The text piece by piece, each with the mark of the footnote after it, or none."""
    done = 0
    for mark in FOOTNOTE_MARK.finditer(text):
        if mark[1] in notes:
            yield text[done : mark.start()], f"[^{notes[mark[1]]}]"
            done = mark.end()
    yield text[done:], ""


def _target(opened: Any) -> str:
    """Where a link leads, so that nothing in it ends the link early."""
    return "<" + str(opened.attrs["href"]).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C") + ">"


def _cited(text: str, passages: Passages) -> str:
    """Typed text with its citations: a quote in its words, a fact still by its id, a mark as readers see it."""
    written, done = [], 0
    for braced in braced_in(text):
        written.append(in_markdown_between(text[done : braced.start]))
        done = braced.end
        if braced.citation and braced.citation.kind == "quote":
            written.append(passages.shown(braced.citation.id))
        elif braced.citation:
            written.append(str(braced.citation))
        elif braced.mark == OUR_VIEW:
            written.append("*(our view)*")
        elif not braced.mark:
            written.append(in_markdown_between(text[braced.start : braced.end]))
    return "".join([*written, in_markdown_between(text[done:])])


def _signature(rows: pl.DataFrame, edition: OpenEdition) -> str:
    role, day = rows["signed"][0], rows["written"][0]
    when = f", {day.day} {day:%B %Y}" if day else ""
    signed = f"**Signed:** {in_markdown(role)}{when}." if role else "**Not signed yet.**"
    about = f" About the author: {in_markdown(rows['about'][0].rstrip('.'))}." if rows["about"][0] else ""
    return f"::: {{.signature}}\n{signed}{about} {worded(edition, 'narrative.explained')}\n:::"


def basis_sentence(place: str, sentence: str, passages: Passages) -> NarrativeSentence:
    """One sentence for the ledger: where it stands, as it was typed, what it cites."""
    cited = tuple(
        NarrativeCitation(
            each.kind,
            passages.full.get(each.id, each.id) if each.kind == "quote" else each.id,
            each.id,
            each.test,
            each.other if each.test else "",
        )
        for each in citations_in(sentence)
    )
    return NarrativeSentence(place, sentence, cited, mark_of(sentence))
