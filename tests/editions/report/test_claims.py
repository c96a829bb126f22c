"""A claim is held against the numbers of its edition: its state, why, what changed since the last, and never more than the verdict bears."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.editions.claims import judge_claim, last_edition, settle_claims
from analysis.editions.last_claims import claims_before
from analysis.editions.ledger.evidence import ExecutedPage, collect_facts, write_evidence
from analysis.editions.ledger.origins import Sources
from analysis.editions.narrative import CannotBeSaid, settle_narrative
from analysis.editions.recall import full_ledger, keep_ledger
from analysis.handover import (
    About,
    ClaimBasis,
    ClaimsBasis,
    Handover,
    NarrativeBasis,
    NarrativeCitation,
    NarrativeSentence,
    StatedFact,
)
from analysis.measures.report.claims import LastEdition
from analysis.measures.verdict import STRENGTHS
from analysis.networks import Network, open_network
from analysis.periods import Period
from analysis.sources.report.claims import CEILINGS, needed_by
from tests.exhibits.drawn_summary import SETTINGS

NOBODY = LastEdition("", {})
USUAL, ELSEWHERE, LOT = "beyond usual variation", "more than elsewhere", "by lot"


def fact(name: str, value: Any, shown: str, unit: str = "percent", strength: str = "") -> StatedFact:
    return StatedFact(name, value, unit, shown, f"how {name} is worked out", strength=strength)


FACTS = (
    fact("rose", 12.7, "+13%", strength=USUAL),
    fact("up", 12.7, "+13%", strength="described"),
    fact("same", -2.9, "−3%", strength="described"),
    fact("fell", -12.0, "−12%", strength=USUAL),
    fact("blank", None, "not known", strength="unknown"),
    fact("withheld", None, "[c]", "people"),
    fact("apart", 18.0, "18%", strength=ELSEWHERE),
    fact("drawn", 18.0, "18%", strength=LOT),
    fact("people", 1240, "1,240", "people"),
    fact("before", 1100, "1,100", "people"),
    fact("share", 6.1, "6%"),
)


def claim(sentence: str, *tests: str, ceiling: str = LOT, name: str = "it", **more: Any) -> ClaimBasis:
    return ClaimBasis(name, 3, sentence, ";".join(tests), ceiling, "partner", **more)


def stating(facts: tuple[StatedFact, ...] = FACTS) -> ExecutedPage:
    handed = Handover(About("drawn", "sentence", "", ""), facts)
    output = {"metadata": handed.as_metadata(), "data": {"text/markdown": ""}}
    return ExecutedPage("20-activity.html", {"cells": [{"cell_type": "code", "source": "", "outputs": [output]}]})


def claiming(*claims: ClaimBasis) -> ExecutedPage:
    handed = Handover(About("claims", "sentence", "", ""), claims=ClaimsBasis("claims.yml", claims))
    text = "\n\n".join(["{claims}", *(f"{{claim: {each.id}}}" for each in claims)])
    data = {"text/markdown": text, "text/plain": text, "text/html": text}
    output = {"output_type": "execute_result", "metadata": handed.as_metadata(), "data": data}
    return ExecutedPage(
        "60-learning.html",
        {"cells": [{"cell_type": "code", "source": "", "outputs": [output]}], "metadata": {}},
        "60-learning.ipynb",
    )


def said(page: ExecutedPage, kind: str = "text/markdown") -> str:
    text: str = page.notebook["cells"][0]["outputs"][0]["data"][kind]
    return text


def state(sentence: str, *tests: str, **more: Any) -> str:
    facts = {each.id: each for each in collect_facts([stating()])}
    return judge_claim(claim(sentence, *tests, **more), facts).state


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        (["rose rose"], "supported"),
        (["rose higher"], "supported"),  # who claims less than the verdict bears is right
        (["up higher"], "supported"),
        (["up rose"], "partly supported"),
        (["up lower"], "not supported"),
        (["rose fell"], "not supported"),
        (["fell fell", "fell lower"], "supported"),
        (["same steady"], "supported"),
        (["same lower"], "not supported"),
        (["rose steady"], "not supported"),
        (["rose rose", "up lower"], "partly supported"),
        (["up lower", "same higher"], "not supported"),
        (["blank rose"], "not enough data"),
        (["withheld at least 3"], "not enough data"),
        (["people more than withheld"], "not enough data"),
        (["rose rose", "blank rose"], "not enough data"),
        (["people more than before"], "supported"),
        (["people less than before"], "not supported"),
        (["share at most 10", "share at least 6"], "supported"),
        (["share at least 6.2"], "not supported"),
        (["people at least 1,240", "people at most 1240"], "supported"),
    ],
)
def test_the_state_of_a_claim_follows_from_its_tests(tests: list[str], expected: str) -> None:
    assert state("It was so.", *tests) == expected


@pytest.mark.parametrize(
    ("sentence", "tests", "expected"),
    [
        ("It rose more than elsewhere.", ["rose rose"], "not supported"),  # one series bears no comparison
        ("It rose more than elsewhere.", ["apart rose"], "supported"),
        ("It rose because she came.", ["apart rose"], "not supported"),  # a comparison bears no cause
        ("It rose because she came.", ["drawn rose"], "supported"),
        ("It rose because she came.", ["fell rose"], "not supported"),
        ("It rose.", ["up higher"], "partly supported"),  # the word is stronger than its test
        ("Attendances rose.", ["same steady", "people at least 1"], "partly supported"),
        ("It is so because she came.", ["same steady"], "not supported"),
        ("It is so because she came.", ["people more than before"], "not supported"),
        (
            "It rose because she came.",
            ["drawn rose", "same steady"],
            "partly supported",
        ),  # nothing was given by lot there
        ("It rose where others stayed as they were.", ["rose rose", "same steady"], "supported"),
    ],
)
def test_a_sentence_never_says_more_than_the_verdict_bears(sentence: str, tests: list[str], expected: str) -> None:
    assert state(sentence, *tests) == expected


def test_ceilings_are_the_strengths_of_a_verdict() -> None:
    assert STRENGTHS[1:] == CEILINGS


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("More came than before.", "described"), ("Attendances grew.", USUAL), ("It went down.", USUAL), ("It grew more than where nobody came.", ELSEWHERE),
        ("It is higher than elsewhere.", ELSEWHERE), ("It led to friendships.", LOT), ("Thanks to her it grew.", LOT), ("She helped them.", LOT),
    ],
)  # fmt: skip
def test_words_need_their_strength(words: str, needed: str) -> None:
    assert needed_by(words, [])[0] == needed


def test_only_what_is_supported_stands_as_a_sentence(tmp_path: Path) -> None:
    page = claiming(
        claim(
            "It rose: {fact: rose}.", "rose rose", name="a", facts="people", findings=("A finding",), caution="Visits"
        ),
        claim("It rose: {fact: up}.", "up rose", name="b"),
        claim("It was lower.", "up lower", name="c"),
        claim("It was higher.", "blank higher", name="d"),
    )
    assert not settle_claims([stating(), page], tmp_path, "2024-25", "2024-25", NOBODY)
    text = said(page)
    assert (
        '**[Supported]{.fact data-fact="claim.a.2024-25"}.** It rose: [+13%]{.fact data-fact="rose"}.'
        in text.replace("\\", "")
    )
    assert text.count("It is claimed, and") == 3 and "only partly borne out: “It rose: " in text
    assert (
        "may be told as “higher”, not as “rose”" in text
        and "- **Rests on:** [1,240]" in text
        and '{.fact data-fact="people"} (how people is worked out)' in text
    )
    assert (
        "the finding “A finding”" in text and "- **Caution:** Visits" in text and "- **Whose claim:** partner" in text
    )
    assert (
        "{claim" not in text + said(page, "text/html") + said(page, "text/plain")
        and "Since the last edition" not in text
    )
    stated = {each.id: each for each in collect_facts([stating(), page])}
    assert [stated[f"claim.{name}.2024-25"].value for name in "abcd"] == [
        "supported", "partly supported", "not supported", "not enough data",
    ]  # fmt: skip
    assert stated["claim.a.2024-25"].inputs == ["rose", "people"]
    assert {name: stated[f"claims.{name}.2024-25"].value for name in ("tested", "supported", "not-supported")} == {
        "tested": 4, "supported": 1, "not-supported": 1,
    }  # fmt: skip
    states = [f"claim.{name}.2024-25" for name in "abcd"]
    assert all(
        stated[f"claims.{name}.2024-25"].inputs == states for name in ("supported", "partly-supported", "not-supported")
    )
    kept = json.loads((tmp_path / "60-learning.ipynb").read_text(encoding="utf-8"))
    assert kept["cells"][0]["outputs"][0]["data"]["text/markdown"] == text


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (claim("It rose.", "rise rose"), "there is no such fact; the nearest are"),
        (claim("It rose.", "people rose"), "which is no change but 1,240"),
        (claim("It was so.", "people more than share"), "do not compare"),
        (claim("It was so.", "people at least 1240%"), "do not compare"),
        (claim("It was {fact: gone}.", "rose rose"), "cites `gone`"),
        (claim("It was so.", "rose rose", facts="gone"), "cites `gone`"),
        (claim("It was so.", "people more than gone"), "cites `gone`"),
    ],
)
def test_what_no_number_answers_stops_the_build_and_writes_nothing(
    tmp_path: Path, made: ClaimBasis, words: str
) -> None:
    page = claiming(made)
    before = said(page)
    (finding,) = settle_claims([stating(), page], tmp_path, "2024-25", "2024-25", NOBODY)
    assert finding.severity == "stops" and words in finding.problem and (finding.file, finding.row) == ("claims.yml", 3)
    assert said(page) == before and not list(tmp_path.iterdir())


def test_a_narrative_can_cite_the_state_of_a_claim(tmp_path: Path) -> None:
    page, sentence = claiming(claim("It rose.", "up rose", name="b")), "What we claim is {fact: claim.b.2024-25}."
    cites = (NarrativeCitation("fact", "claim.b.2024-25", "claim.b.2024-25"),)
    basis = NarrativeBasis("narrative.md", (NarrativeSentence("line 7", sentence, cites, ""),), {})
    handed = Handover(About("narrative", "sentence", "", ""), narrative=basis)
    output = {"output_type": "execute_result", "metadata": handed.as_metadata(), "data": {"text/markdown": sentence}}
    narrative = ExecutedPage(
        "index.html", {"cells": [{"cell_type": "code", "source": "", "outputs": [output]}], "metadata": {}}, "r.ipynb"
    )
    pages = [stating(), page, narrative]
    assert not settle_claims(pages, tmp_path, "2024-25", "2024-25", NOBODY)
    sentences, findings = settle_narrative(pages, tmp_path, "2024-25")
    assert not findings and sentences[0]["sentence"] == "What we claim is partly supported."
    (stated,) = [fact for fact in collect_facts(pages) if fact.id == "claim.b.2024-25"]
    assert "index.html" in stated.pages  # the page was looked at before its sentence was written into it, too


def drawn(root: Path) -> Network:
    folder = root / "data" / "raw" / "rivers"
    folder.mkdir(parents=True)
    (folder / "network.yml").write_text(SETTINGS, encoding="utf-8")
    return open_network("rivers")


def edition_of(root: Path, rivers: Network, label: str, strength: str, *claims: ClaimBasis) -> str:
    """An edition of a world in which a change has that strength: settled, and its ledger kept. What it says."""
    period = Period.parse(label)
    changed = tuple(replace(each, strength=strength) if each.id == "up" else each for each in FACTS)
    page = claiming(*claims)
    assert not settle_claims([stating(changed), page], root, label, period.slug, last_edition(rivers, period))
    keep_ledger("rivers", period.slug, write_evidence(root, [stating(changed), page], "rivers", label, Sources(root)))
    return said(page)


def test_the_next_edition_says_what_changed_and_what_is_claimed_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted world: in 2023-24 the change is within its usual variation, in 2024-25 it is not; one claim is taken out, one is new."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    rivers = drawn(tmp_path)
    grew, held, old, new = (
        claim("It rose.", "up rose", name="grew"), claim("It was so.", "same steady", name="held"), claim("It was lower.", "up lower", name="old"),
        claim("It was so.", "share at most 10", name="new"),
    )  # fmt: skip
    last = Period.parse("2024-25")
    assert claims_before(rivers, last) == ""
    first = edition_of(tmp_path, rivers, "2023-24", "described", grew, held, old)
    assert "Since the" not in first
    known = claims_before(rivers, last)
    assert known
    second = edition_of(tmp_path, rivers, "2024-25", USUAL, grew, held, new)
    assert r"**changed**: in 2023\-24 it was partly supported" in second
    assert r"- **Since the last edition:** as in 2023\-24" in second and "tested for the first time" in second
    assert "changed state" in second and r"Claimed no longer: old (not supported)" in second.replace(
        "\\(", "("
    ).replace("\\)", ")")
    changed = json.loads(full_ledger("rivers", last.slug).read_text(encoding="utf-8"))["facts"]
    (number,) = (each for each in changed if each["id"] == "claims.changed.2024-25")
    assert number["inputs"] == ["claim.grew.2024-25", "claim.held.2024-25", "claim.new.2024-25"]
    edition_of(tmp_path, rivers, "2023-24", USUAL, grew, held, old)
    assert claims_before(rivers, last) not in ("", known)  # another last edition makes this one stale


def test_a_number_that_is_gone_is_told_as_such() -> None:
    with pytest.raises(CannotBeSaid, match="no such fact"):
        state("It rose.", "nothing rose")
