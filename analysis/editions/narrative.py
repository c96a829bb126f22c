"""The narrative's facts put in where the ledger knows them: when all notebooks have run.

A fact that is gone, or that no longer bears what the sentence says of it, is a finding that stops the build: with the line,
the sentence, and the nearest ids that there are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from analysis.editions.ledger.evidence import ExecutedPage, PublishedFact, collect_facts
from analysis.editions.running.executed_copies import text_of, write_copy
from analysis.exhibits.exhibit import plain
from analysis.exhibits.facts import Fact
from analysis.exhibits.wording import direction, telling
from analysis.handover import NarrativeBasis, NarrativeSentence
from analysis.measures.verdict import TELLING
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.report.citations import Citation, braced_in, citations_in, without_footnote_marks

_CITED = re.compile(r"(?<!\\)\{fact: [^{}]*\}")
_MOST = 5  # ids that a message names
_CHANGED = re.compile(r"^[+−-]\s*[\d£]|^0%$")
FACT_GONE = Rule(
    "narrative-fact",
    "“{sentence}”: {what} (edition {edition}).",
    "A sentence must not outlive what it rests on.",
    "Cite what there is now, and read the sentence again; hub-learning facts lists what can be cited.",
    "stops",
)

Sentences = list[dict[str, Any]]


class CannotBeSaid(Exception):
    """A citation that no fact answers, or that a fact answers otherwise; the text says which and why."""


class NotComparable(CannotBeSaid):
    """A citation that asks of a fact what no value of it could answer, as which way a number went that is no change."""


def settle_narrative(pages: Sequence[ExecutedPage], notebooks: Path, edition: str) -> tuple[Sentences, list[Finding]]:
    """Put the cited facts into the narrative's page and its executed copy; what each sentence rests on, and what stops the build.

    edition: its period, for findings.yml is cited by all editions. Nothing is written where something stops it. No narrative: nothing to do, and no sentences.
    """
    found = [(page, output, handed.narrative) for page in pages for output, handed in page.outputs if handed.narrative]
    if not found:
        return [], []
    facts = {fact.id: fact for fact in collect_facts(pages)}
    sentences: Sentences = []
    findings: list[Finding] = []
    for page, output, basis in found:
        findings += _findings(basis, facts, edition)
        if not findings:
            sentences += [_record(sentence, basis.file, page.page, facts) for sentence in basis.sentences]
            for kind in ("text/markdown", "text/plain", "text/html"):
                if kind in output["data"]:
                    output["data"][kind] = _put_in(text_of(output["data"][kind]), facts, kind)
    if not findings:
        for page, *_ in found:
            page.written_anew()
            write_copy(page.notebook, notebooks / page.copy)
    return sentences, findings


def _put_in(text: str, facts: Mapping[str, PublishedFact], kind: str) -> str:
    def said(found: re.Match[str]) -> str:
        (cited,) = citations_in(found[0])
        words = words_for(cited, facts)
        if kind == "text/markdown":
            return words
        return html.escape(plain(words)) if kind == "text/html" else plain(words)

    return _CITED.sub(said, text)


def words_for(cited: Citation, facts: Mapping[str, PublishedFact]) -> str:
    """The markdown that stands in a citation's place. CannotBeSaid where there is no such fact, or it says otherwise."""
    fact = as_fact(held_fact(cited.id, facts))
    if not cited.test:
        return str(fact)
    if cited.test == "size":
        return str(fact.reading(fact.shown.lstrip("+−-")))
    if not isinstance(fact.value, (int, float)):
        raise CannotBeSaid(f"it says “{cited.test}” of `{fact.id}`, which is {fact.shown}: nobody can tell")
    if cited.test in ("more than", "less than"):
        return _compared(cited, fact, as_fact(held_fact(cited.other, facts)))
    if not fact.strength and (fact.unit != "percent" or not _CHANGED.match(fact.shown)):
        raise NotComparable(f"it says “{cited.test}” of `{fact.id}`, which is no change but {fact.shown}")
    way = telling(fact)
    if way != cited.test:
        usual = ", and not known to be more than usual variation" if way in TELLING["described"][:2] else ""
        raise CannotBeSaid(
            f"it says “{cited.test}” of `{fact.id}`, which is {fact.shown}{usual}: write “{way}”, or think again"
        )
    return direction(fact)


def _compared(cited: Citation, fact: Fact, other: Fact) -> str:
    if not isinstance(other.value, (int, float)) or fact.unit != other.unit:
        raise NotComparable(
            f"it holds `{fact.id}` ({fact.unit}) against `{other.id}` ({other.shown}, {other.unit}): they do not compare"
        )
    holds = fact.number > other.number if cited.test == "more than" else fact.number < other.number
    if not holds:
        raise CannotBeSaid(
            f"it says that `{fact.id}`, {fact.shown}, is {cited.test} `{other.id}`, which is {other.shown}"
        )
    return str(fact)


def held_fact(name: str, facts: Mapping[str, PublishedFact]) -> PublishedFact:
    """The fact of that name. CannotBeSaid, with the nearest, where there is none."""
    if name not in facts:
        near = nearest(name, [fact for fact in facts if not fact.startswith("quote.")])
        raise CannotBeSaid(f"it cites `{name}`, and there is no such fact; the nearest are {', '.join(near) or 'none'}")
    return facts[name]


def as_fact(fact: PublishedFact) -> Fact:
    """The fact as it is first shown."""
    return Fact(fact.id, fact.value, fact.unit, fact.shown[0], fact.how, fact.qualifier, strength=fact.strength)


def nearest(name: str, ids: Sequence[str]) -> list[str]:
    """The ids most like a name: those that share its words first, whatever their order."""
    parts = _parts(name)

    def likeness(other: str) -> float:
        shared = len(parts & _parts(other)) / max(1, len(parts | _parts(other)))
        return (shared + SequenceMatcher(None, name, other).ratio()) / 2

    alike = {other: likeness(other) for other in ids}
    return [other for other in sorted(alike, key=lambda other: (-alike[other], other)) if alike[other] > 0.3][:_MOST]


def _parts(name: str) -> set[str]:
    return set(re.split(r"[._]", name.lower())) | set(re.findall(r"[a-z]+|\d+", name.lower()))


def _findings(basis: NarrativeBasis, facts: Mapping[str, PublishedFact], edition: str) -> list[Finding]:
    """All that stops the build, sentence by sentence."""
    found = []
    for sentence in basis.sentences:
        line = int(re.sub(r"\D", "", sentence.line) or 0) or None
        place, words = Place(basis.file, row=line, table="narrative"), sentence.sentence
        for cited in citations_in(words):
            if cited.kind == "quote":
                if missing := basis.missing.get(cited.id):
                    near = (
                        f"; the nearest that may be quoted are {', '.join(missing.nearest)}" if missing.nearest else ""
                    )
                    what = f"it cites the quote `{cited.id}`: {missing.why}{near}"
                    found.append(FACT_GONE.at(place, sentence=words, what=what, edition=edition))
                continue
            try:
                words_for(cited, facts)
            except CannotBeSaid as problem_found:
                found.append(FACT_GONE.at(place, sentence=words, what=problem_found, edition=edition))
    return found


def _without_markup(text: str) -> str:
    bare = without_footnote_marks(text)
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"(?<!\\)\*+", "", bare))
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(bare.split()))


def _quoted(cited: Citation, sentence: NarrativeSentence, facts: Mapping[str, PublishedFact]) -> str:
    full = next(each.id for each in sentence.cites if each.typed == cited.id)
    return f"“{facts[full].shown[0]}”"


def _record(sentence: NarrativeSentence, file: str, page: str, facts: Mapping[str, PublishedFact]) -> dict[str, Any]:
    """One sentence as evidence.json holds it: in full, with the ids of the facts and quotes that it rests on."""
    text, said, done = sentence.sentence, [], 0
    for braced in braced_in(text):
        said.append(text[done : braced.start])
        done = braced.end
        if braced.citation:
            cited = braced.citation
            said.append(plain(words_for(cited, facts)) if cited.kind == "fact" else _quoted(cited, sentence, facts))
    rests = [each.id for each in sentence.cites] + [each.other for each in sentence.cites if each.other]
    tests = [f"{each.id} {each.test} {each.other}".strip() for each in sentence.cites if each.test not in ("", "size")]
    return {
        "sentence": _without_markup("".join([*said, text[done:]])),
        "file": file,
        "line": int(re.sub(r"\D", "", sentence.line) or 0),
        "rests_on": list(dict.fromkeys(rests)),
        **({"tests": tests} if tests else {}),
        **({"mark": sentence.mark} if sentence.mark else {}),
        "page": page,
    }
