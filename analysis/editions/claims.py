"""Claims held against the numbers of an edition when all its pages have run: the state of each, why, and what changed since the last.

A claim can never say more than the verdicts bear: each test is asked as a narrative's citation is, and refused for the same reasons.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from analysis.datasets.report.citing import named_in
from analysis.editions.last_claims import last_claims
from analysis.editions.ledger.evidence import ExecutedPage, PublishedFact, collect_facts
from analysis.editions.narrative import FACT_GONE, CannotBeSaid, NotComparable, as_fact, held_fact, words_for
from analysis.editions.running.executed_copies import text_of, write_copy
from analysis.exhibits.exhibit import plain
from analysis.exhibits.facts import Fact, in_markdown, show_number
from analysis.exhibits.report.learning.cited import cited_sentence
from analysis.exhibits.report.learning.claims import (
    NOTHING_CLAIMED,
    JudgedClaim,
    said_of_all,
    said_of_claim,
    said_of_none,
)
from analysis.exhibits.wording import telling
from analysis.handover import ClaimBasis, ClaimsBasis, Handover
from analysis.measures.report.claims import LastEdition, Outcome, state_of
from analysis.measures.verdict import STRENGTHS, TELLING
from analysis.networks import Network
from analysis.periods import Period
from analysis.sources.findings import Finding, Place
from analysis.sources.report.citations import Citation, citations_in
from analysis.sources.report.claims import CHANGES, ClaimTest, bears_a_way, needed_by, test_in

_PLACE = re.compile(r"\{claims\}|\{claim: ([^{}]+)\}")
_SLOT = re.compile(r"(?<!\\)\{fact: [^{}]*\}")
# A stronger word holds a weaker one too, and a word that is too strong is borne in part by a weaker one.
_STRONGER = dict(zip(TELLING["described"][:2], TELLING["beyond usual variation"][:2], strict=True))
_WEAKER = {strong: weak for weak, strong in _STRONGER.items()}


def settle_claims(
    pages: Sequence[ExecutedPage], notebooks: Path, edition: str, slug: str, last: LastEdition
) -> list[Finding]:
    """Test the claims, and put their states into their page, its executed copy and its facts. Findings that stop the build: a number
    that is not there, or that does not compare. Nothing is written where there is one, or where nothing is claimed.

    edition: its period; last: what the edition before it claimed.
    """
    found = [
        (page, place, output, handed)
        for page in pages
        for place, (output, handed) in enumerate(page.outputs)
        if handed.claims
    ]
    if not found:
        return []
    facts = {fact.id: fact for fact in collect_facts(pages)}
    findings = [finding for *_, handed in found for finding in _findings(handed.claims, facts, edition)]
    if findings:
        return findings
    for page, place, output, handed in found:
        page.outputs[place] = (output, _put_in(output, handed, handed.claims, facts, slug, last))
        page.written_anew()
        write_copy(page.notebook, notebooks / page.copy)
    return []


def last_edition(network: Network, period: Period) -> LastEdition:
    """What the edition of the period before claims, by its kept ledger."""
    return LastEdition(*last_claims(network, period))


def judge_claim(basis: ClaimBasis, facts: Mapping[str, PublishedFact], earlier: str = "") -> JudgedClaim:
    """The state of a claim. CannotBeSaid where a number that it names is not there, NotComparable where a test asks what it cannot be asked."""
    tests = [test for typed in named_in(basis.tests) if (test := test_in(typed))]
    needed, word = needed_by(basis.sentence, tests)
    outcomes, why = [], []
    for test in tests:
        outcome, reason = _outcome(test, facts)
        change = as_fact(held_fact(test.fact, facts))
        if outcome in ("held", "weaker") and _is_asked(test, tests, needed) and not _bears(change, needed):
            # A comparison or a cause that the numbers do not bear is not half borne: one page would say what another denies.
            outcome = "against" if needed in STRENGTHS[3:] else "weaker"
            reason = f"{reason}, and does not bear “{in_markdown(word)}”"
        outcomes.append(outcome)
        why.append(reason)
    tested = [name for test in tests for name in (test.fact, test.other) if name]
    return JudgedClaim(
        basis,
        state_of(outcomes),
        _filled(basis.sentence, facts),
        tuple(why),
        tuple(as_fact(held_fact(name, facts)) for name in dict.fromkeys(tested)),
        tuple(as_fact(held_fact(name, facts)) for name in named_in(basis.facts)),
        earlier,
    )


def _is_asked(test: ClaimTest, tests: Sequence[ClaimTest], needed: str) -> bool:
    """Whether a test has to bear the claim's strongest word. What stayed as it was may stand beside what rose; where others are
    compared, or a cause is named, it is part of what is compared. Where no test asks for a way, none is let off."""
    if bears_a_way(test) or not any(map(bears_a_way, tests)):
        return True
    return test.says in CHANGES and needed in STRENGTHS[3:]


def _bears(change: Fact, needed: str) -> bool:
    """Whether a change may be told in words of that strength."""
    strength = change.strength if change.strength in STRENGTHS else "described"
    ladder: list[str] = [*STRENGTHS]
    return ladder.index(strength) >= ladder.index(needed)


def _outcome(test: ClaimTest, facts: Mapping[str, PublishedFact]) -> tuple[Outcome, str]:
    """What became of a test, and why, as markdown."""
    fact = as_fact(held_fact(test.fact, facts))
    others = [as_fact(held_fact(test.other, facts))] if test.other else []
    for each in (fact, *others):
        if not isinstance(each.value, (int, float)) or each.strength == "unknown":
            return "unknown", f"{each.reading('not known')}: {in_markdown(each.how)}"
    if test.number is not None:
        return _held_to_limit(fact, test)
    if others:
        holds = _said(Citation("fact", test.fact, test.says, test.other), facts)
        return ("held" if holds else "against"), f"{fact} is {'' if holds else 'not '}{test.says} {others[0]}"
    holds = any(
        _said(Citation("fact", test.fact, word), facts) for word in (test.says, _STRONGER.get(test.says, test.says))
    )
    may = f"{fact} may be told as “{telling(fact)}”"
    if holds:
        return "held", may
    if test.says in _WEAKER and _said(Citation("fact", test.fact, _WEAKER[test.says]), facts):
        return "weaker", f"{may}, not as “{test.says}”"
    return "against", f"{may}, not as “{test.says}”"


def _held_to_limit(fact: Fact, test: ClaimTest) -> tuple[Outcome, str]:
    assert test.number is not None
    if test.percent and fact.unit != "percent":
        raise NotComparable(f"it holds `{fact.id}` ({fact.unit}) against a share in %: they do not compare")
    holds = fact.number >= test.number if test.says == "at least" else fact.number <= test.number
    decimals = max(0, -int(Decimal(repr(test.number)).normalize().as_tuple().exponent))  # all that are tested
    limit = f"[{in_markdown(show_number(test.number, fact.unit, decimals))}]{{.given}}"
    return ("held" if holds else "against"), f"{fact} is {'' if holds else 'not '}{test.says} {limit}"


def _said(cited: Citation, facts: Mapping[str, PublishedFact]) -> bool:
    """Whether a narrative could say so."""
    try:
        words_for(cited, facts)
    except NotComparable:
        raise
    except CannotBeSaid:
        return False
    return True


def _filled(sentence: str, facts: Mapping[str, PublishedFact]) -> str:
    def slot(found: re.Match[str]) -> str:
        (cited,) = citations_in(found[0])
        return words_for(cited, facts)

    return _SLOT.sub(slot, cited_sentence(sentence))


def _findings(basis: ClaimsBasis | None, facts: Mapping[str, PublishedFact], edition: str) -> Iterator[Finding]:
    for claim in basis.claims if basis else ():
        try:
            judge_claim(claim, facts)
        except CannotBeSaid as problem:
            place = Place(basis.file if basis else "", row=claim.line, table="claims")
            yield FACT_GONE.at(place, sentence=claim.sentence, what=problem, edition=edition)


def _put_in(
    output: dict[str, Any],
    handed: Handover,
    basis: ClaimsBasis | None,
    facts: Mapping[str, PublishedFact],
    slug: str,
    last: LastEdition,
) -> Handover:
    """The states in the output's words, and as facts in what it hands on."""
    judged = [judge_claim(each, facts, last.states.get(each.id, "")) for each in (basis.claims if basis else ())]
    if not judged:
        nothing, said = in_markdown(NOTHING_CLAIMED), said_of_none(last)
        for kind in ("text/markdown", "text/plain", "text/html"):
            if kind in output["data"]:
                output["data"][kind] = text_of(output["data"][kind]).replace(_as(nothing, kind), _as(said, kind))
        return handed
    said, stated = said_of_all(judged, slug, last)
    words = {"": said}
    for claim in judged:
        words[claim.basis.id], fact = said_of_claim(claim, slug, last)
        stated.append(fact)
    for kind in ("text/markdown", "text/plain", "text/html"):
        if kind in output["data"]:
            text = text_of(output["data"][kind])
            output["data"][kind] = _PLACE.sub(lambda found: _as(words[found[1] or ""], kind), text)  # noqa: B023 - used at once
    handed = replace(handed, facts=(*handed.facts, *stated))
    output["metadata"] |= handed.as_metadata()
    return handed


def _as(words: str, kind: str) -> str:
    if kind == "text/markdown":
        return words
    return html.escape(plain(words)) if kind == "text/html" else plain(words)
