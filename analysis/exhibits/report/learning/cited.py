"""A finding's sentence as safe markdown, with the places of the numbers that it cites and its footnotes, and what it cites for the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.datasets.report.citing import named_in
from analysis.exhibits.facts import in_markdown_between
from analysis.handover import NarrativeCitation, NarrativeSentence
from analysis.sources.report.citations import FOOTNOTE_MARK, braced_in, citations_in, without_footnote_marks
from analysis.sources.report.footnotes import Footnoted, references, taken_apart, written_below


def cited_sentence(sentence: str) -> str:
    """The sentence as safe markdown, with the places of its facts; marks of footnotes are left out."""
    sentence = without_footnote_marks(sentence)
    written, done = [], 0
    for braced in braced_in(sentence):
        written += [in_markdown_between(sentence[done : braced.start]), str(braced.citation) if braced.citation else ""]
        done = braced.end
    return "".join([*written, in_markdown_between(sentence[done:])])


def with_footnotes(row: Mapping[str, Any]) -> tuple[str, str]:
    """The sentence with the marks of its footnotes, and these as markdown to stand below it, both where readers meet it first."""
    apart = _apart(row)
    names = references(apart, f"finding-{row['number']}")
    said, done = list[str](), 0
    for mark in FOOTNOTE_MARK.finditer(row["sentence"]):
        if mark[1] in names:
            said += [cited_sentence(row["sentence"][done : mark.start()]), f"[^{names[mark[1]]}]"]
            done = mark.end()
    said.append(cited_sentence(row["sentence"][done:]))
    return "".join(said), written_below({names[note.name]: cited_sentence(note.text) for note in apart.notes})


def _apart(row: Mapping[str, Any]) -> Footnoted:
    return taken_apart(row["footnotes"] or "")


def basis_of(rows: list[dict[str, Any]]) -> Iterator[NarrativeSentence]:
    """What the sentences cite, for the ledger: a fact that is gone stops the build."""
    for row in rows:
        behind = "; ".join(f"{{fact: {fact}}}" for fact in named_in(row["facts"]))
        notes = (note.text for note in _apart(row).notes)
        for sentence in (row["sentence"], f"Numbers behind {row['learned_id']}: {behind}" if behind else "", *notes):
            if cites := cites_of(sentence):
                yield NarrativeSentence(f"line {row['line']}", sentence, cites, "")


def cites_of(sentence: str) -> tuple[NarrativeCitation, ...]:
    return tuple(
        NarrativeCitation(each.kind, each.id, each.id, each.test, each.other if each.test else "")
        for each in citations_in(sentence)
    )
