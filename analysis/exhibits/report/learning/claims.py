"""What is claimed, and what holds: each claim with its state, why it has it, on what it rests, and what changed since the last edition.

The numbers that claims are tested by stand on other pages, so the states are put in when all pages have run (`analysis.editions.claims`);
until then each claim's place is held by its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.datasets.report.citing import named_in
from analysis.exhibits.exhibit import Sentence
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.learning.learned import of_period, standing_findings, stood
from analysis.exhibits.report.learning.recommendations import in_brief
from analysis.exhibits.wording import listed, noun_for
from analysis.handover import CLAIM, ClaimBasis, ClaimsBasis, Handover
from analysis.measures.report.claims import STATES, LastEdition, State
from analysis.sources.report.claims import CLAIMS_FILE

NOTHING_CLAIMED = "No claim has been written down to be tested yet."
HOW = "state of a claim: supported where each of its tests holds, not enough data where a number that it is tested by is not known, not supported where none of them goes its way, else partly supported"
COUNTED = "claims of the edition by state"
RULE = (
    "*The rule:* a claim is supported where each of its tests holds, and not supported where none goes its way. It is partly supported where some "
    "do, or where the numbers go its way and bear a weaker word alone. Where a number that it is tested by is not known, there is not enough data."
)
_SAID: dict[State, str] = {
    "supported": "",
    "partly supported": "It is claimed, and only partly borne out: ",
    "not supported": "It is claimed, and not borne out: ",
    "not enough data": "It is claimed, and cannot be tested on what is known: ",
}
# The most that a claim may ever say, by its ceiling.
_MOST: dict[str, str] = {
    "described": "which way it went",
    "beyond usual variation": "that it went beyond its usual ups and downs",
    "more than elsewhere": "that it was more than elsewhere, by a comparison declared beforehand",
    "by lot": "that it came of what was given, which a lot had placed",
}
_COUNTED: dict[State, tuple[str, str]] = {
    "supported": ("is supported", "are supported"),
    "partly supported": ("is partly supported", "are partly supported"),
    "not supported": ("is not supported", "are not supported"),
    "not enough data": ("has not enough data", "have not enough data"),
}
FROM_FIRST = "tested for the first time"


@dataclass(frozen=True)
class Claims(Sentence):
    """The claims as markdown in which `{claims}` and `{claim: ID}` hold their places. `basis`: what each is tested by."""

    basis: ClaimsBasis | None = None

    def handover(self, words: str) -> Handover:
        return replace(super().handover(words), claims=self.basis)


@dataclass(frozen=True)
class JudgedClaim:
    """A claim with its state. sentence: as markdown, its slots filled; why: for each test what became of it, as markdown.

    rests: facts that it rests on beside its tests; earlier: its state in the last edition, empty where it had none.
    """

    basis: ClaimBasis
    state: State
    sentence: str
    why: tuple[str, ...]
    tested: tuple[Fact, ...]
    rests: tuple[Fact, ...]
    earlier: str


def claims_of(edition: OpenEdition) -> Claims:
    """The claims that this edition tests, in the order of their file; or that none was written down."""
    period = edition.period
    kind = "quarters" if period.quarter is not None else "years" if period.years == 1 else "several years"
    rows = [
        row
        for row in edition.table("claims").sort("number").iter_rows(named=True)
        if (row["editions"] or "all") in ("all", kind) and stood(row, period)
    ]
    if not rows:
        return Claims(f"*{in_markdown(NOTHING_CLAIMED)}*", (), "claims", basis=ClaimsBasis(CLAIMS_FILE, ()))
    held = {row["learned_id"]: in_brief(row["sentence"]) for row in standing_findings(edition)}
    claims = tuple(_basis(row, edition, held) for row in rows)
    text = "\n\n".join(["{claims}", *(f"{{claim: {each.id}}}" for each in claims)])
    return Claims(text, (), "claims", basis=ClaimsBasis(rows[0]["source_file"], claims))


def _basis(row: Mapping[str, Any], edition: OpenEdition, findings: Mapping[str, str]) -> ClaimBasis:
    sentence, tests, facts = (of_period(row[name], edition.period) for name in ("sentence", "tests", "facts"))
    rests = tuple(findings[name] for name in named_in(row["findings"]) if name in findings)
    about = (row["ceiling"], row["owner"], facts, rests, row["caution"] or "")
    return ClaimBasis(row["claim_id"], row["line"], sentence, tests, *about)


def state_fact(claim: JudgedClaim, slug: str) -> Fact:
    """The state as a number's equal: it can be cited, `{fact: claim.more-came.2024-25}`, and leads back to what it was tested by."""
    name = f"{CLAIM}{claim.basis.id}.{slug}"
    inputs = [*claim.tested, *claim.rests]
    return replace(derived(name, None, "claim", HOW, inputs, shown=claim.state), value=claim.state)


def said_of_claim(claim: JudgedClaim, slug: str, last: LastEdition) -> tuple[str, Fact]:
    """One claim as markdown, its state first, and the state as a fact."""
    fact = state_fact(claim, slug)
    words = claim.sentence if claim.state == "supported" else f"{_SAID[claim.state]}“{claim.sentence}”"
    called = fact.reading(claim.state[:1].upper() + claim.state[1:])
    lines = [("Why", "; ".join(claim.why)), *_rests(claim), ("Since the last edition", since_last(claim, last))]
    told = "\n".join(f"- **{label}:** {said}" for label, said in lines if said)
    return f"**{called}.** {words}\n\n{told}", fact


def _rests(claim: JudgedClaim) -> Iterator[tuple[str, str]]:
    yield (
        "Rests on",
        listed(
            [
                *(f"{each} ({in_markdown(each.how)})" for each in claim.rests),
                *(f"the finding “{in_markdown(each)}”" for each in claim.basis.findings),
            ]
        ),
    )
    yield "The most it may ever say", _MOST[claim.basis.ceiling]
    yield "Caution", in_markdown(claim.basis.caution)
    yield "Whose claim", in_markdown(claim.basis.owner)


def since_last(claim: JudgedClaim, last: LastEdition) -> str:
    """Whether the state is another than in the last edition; empty where none is kept."""
    if not last.label:
        return ""
    if not claim.earlier:
        return in_markdown(FROM_FIRST)
    if claim.earlier == claim.state:
        return f"as in {in_markdown(last.label)}"
    return f"**changed**: in {in_markdown(last.label)} it was {in_markdown(claim.earlier)}"


def said_of_all(claims: Sequence[JudgedClaim], slug: str, last: LastEdition) -> tuple[str, list[Fact]]:
    """How many claims are in which state, which of them changed, and which are claimed no longer."""
    counted = [state_fact(each, slug) for each in claims]
    facts = {
        state: derived(
            f"claims.{state.replace(' ', '-')}.{slug}",
            sum(each.state == state for each in claims),
            "claims",
            COUNTED,
            counted,
        )
        for state in STATES
    }
    total = derived(f"claims.tested.{slug}", len(claims), "claims", COUNTED, list(facts.values()))
    states = listed([f"{fact} {_COUNTED[state][fact.value != 1]}" for state, fact in facts.items() if fact.value])
    stated = [total, *facts.values()]
    said = f"Of {noun_for(total, 'claim')}, {states}. {RULE}"
    changed = [each for each in claims if each.earlier and each.earlier != each.state]
    if last.label:
        number = derived(
            f"claims.changed.{slug}",
            len(changed),
            "claims",
            "claims whose state is another than in the last edition",
            counted,
        )
        changed_words = number if number.value else number.reading("none")
        said += f" Since the edition of {in_markdown(last.label)}, {changed_words} changed state."
        stated.append(number)
    return said + _gone(claims, last), stated


def said_of_none(last: LastEdition) -> str:
    """That nothing is claimed, and what the last edition claimed."""
    gone = _gone((), last)
    return f"{in_markdown('Nothing is claimed in this edition.')}{gone}" if gone else in_markdown(NOTHING_CLAIMED)


def _gone(claims: Sequence[JudgedClaim], last: LastEdition) -> str:
    gone = sorted(set(last.states) - {each.basis.id for each in claims})
    named = listed([in_markdown(f"{name} ({last.states[name]})") for name in gone])
    return f" Claimed no longer: {named}." if gone else ""
