"""Case studies told as boxes, in the words of whoever wrote them, with passages quoted as the teller agreed.

A box puts together what one teller says, so it stands only where all that the teller says on the pages, put together, leads to nobody:
where the attack on case studies takes the tellers' numbers away, it is held back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from analysis.datasets.report.citing import named_in
from analysis.disclosure.cases import OTHERS
from analysis.exhibits.cases.case_counts import cases_of
from analysis.exhibits.cases.guarded import kinds_named
from analysis.exhibits.cases.tellers import passages_shown, teller_numbers
from analysis.exhibits.facts import Fact, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.narrative import Narrative, Passages, basis_sentence, inline, set_off
from analysis.handover import MissingQuote, NarrativeBasis, NarrativeSentence
from analysis.measures.cases.sources import NOT_GIVEN
from analysis.periods import NotAPeriod, Period
from analysis.sources.report.citations import citations_in, sentences_of
from analysis.sources.report.footnotes import references, taken_apart, written_below

HELD_BACK = "What one teller told is not told here at length: what they say on these pages, put together, could say who they are."
ONE_TELLER = "As one teller told it"  # where the kind of source is said nowhere
_PARAGRAPHS = re.compile(r"\n\s*\n")


def boxes(edition: OpenEdition) -> Narrative:
    """The boxes of the edition, in the order of their file; nothing where there is none."""
    rows = [row for row in edition.table("boxes").sort("number").iter_rows(named=True) if _stands(row, edition)]
    numbers, kinds, parts = teller_numbers(edition), kinds_named(edition), list[str]()
    facts: dict[str, Fact] = {}
    sentences: list[NarrativeSentence] = []
    missing: dict[str, MissingQuote] = {}
    for row in rows:
        if row["case_id"] not in numbers or _tells_more(row, edition):
            parts.append(f"*{in_markdown(HELD_BACK)}*")
            continue
        passages = Passages(edition, {cited.id for cited in citations_in(row["text"]) if cited.kind == "quote"})
        parts.append(_box(row, passages, kinds[row["case_id"]]))
        facts |= passages.facts
        missing |= passages.missing
        sentences += _sentences(row, passages)
    basis = NarrativeBasis(rows[0]["source_file"], tuple(sentences), missing) if rows else None
    return Narrative("\n\n".join(dict.fromkeys(parts)), tuple(facts.values()), "boxes", basis=basis)


def _stands(row: Mapping[str, Any], edition: OpenEdition) -> bool:
    """Whether the edition is one of those named, and its case study had been collected by its end."""
    named = [_key(each, edition) for each in named_in(row["editions"])]
    collected = row["case_id"] in cases_of(edition)["case_id"].to_list()
    return collected and (not named or edition.period.key in named)


def _key(written: str, edition: OpenEdition) -> str:
    try:
        return Period.of_label(written, edition.network.begins).key
    except NotAPeriod:
        return written


def _tells_more(row: Mapping[str, Any], edition: OpenEdition) -> bool:
    """Whether a passage that the box rests on has a code of which no passage of its teller may be quoted: nothing was asked about that."""
    passages = passages_shown(edition, "report", shortest=1).filter(pl.col("case_id") == row["case_id"])
    rests = edition.table("codings").filter(pl.col("coding_id").is_in(named_in(row["passages"])))
    return not set(rests["code_id"]) <= set(passages["code_id"])


def _box(row: Mapping[str, Any], passages: Passages, kind: str) -> str:
    """As a callout, which both renderers know: heading, paragraphs with quotes set off, whose leave it has, and below it its footnotes."""
    told = ONE_TELLER if kind in (OTHERS, NOT_GIVEN) else f"{kind[:1].upper()}{kind[1:]}"
    title = " ".join(f"{told}: {row['title']}".split()).replace("\\", "").replace('"', "'")
    apart = taken_apart(row["text"])
    names = references(apart, f"box-{row['number']}")
    paragraphs = [" ".join(each.split()) for each in _PARAGRAPHS.split(apart.text) if each.strip()]
    said = [set_off(text, inline(text, passages, names)) for text in paragraphs]
    leave = f"Told by: {in_markdown(row['written_by'])}. Consent: {in_markdown(row['agreed'].rstrip('.'))}."
    body = "\n\n".join([*said, f"*{leave}*"])
    notes = written_below({names[note.name]: inline(note.text, passages) for note in apart.notes})
    return f'::: {{.callout-note title="{title}" icon=false}}\n{body}\n:::' + (notes and f"\n\n{notes}")


def _sentences(row: Mapping[str, Any], passages: Passages) -> Iterator[NarrativeSentence]:
    """What each sentence cites, for the ledger: a fact or a passage that is gone stops the build."""
    apart = taken_apart(row["text"])
    for text in (apart.text, *(note.text for note in apart.notes)):
        for _, sentence in sentences_of(" ".join(text.split())):
            if citations_in(sentence):
                yield basis_sentence(f"line {row['line']}", sentence, passages)
