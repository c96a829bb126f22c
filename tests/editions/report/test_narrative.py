"""A narrative's facts are put in when all pages have run; one that is gone, or says otherwise, stops the build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.disclosure_settings import DisclosureSettings
from analysis.editions.ledger.citable_facts import start_narrative, tell_citable
from analysis.editions.ledger.evidence import ExecutedPage, PublishedFact, collect_facts, write_evidence
from analysis.editions.ledger.origins import Sources
from analysis.editions.narrative import nearest, settle_narrative
from analysis.handover import (
    About,
    Handover,
    MissingQuote,
    NarrativeBasis,
    NarrativeCitation,
    NarrativeSentence,
    StatedFact,
)
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused

FILE = "editions/2024-25/narrative.md"


def fact(fact_id: str, value: Any, shown: str, unit: str = "people", strength: str = "") -> StatedFact:
    return StatedFact(fact_id, value, unit, shown, "sum", strength=strength)


FACTS = (
    fact("activity.people.2024-25", 1240, "1,240"),
    fact("activity.people.2023-24", 1100, "1,100"),
    fact("activity.people-change.2024-25", 12.7, "+13%", "percent", "beyond usual variation"),
    fact("activity.sessions-change.2024-25", 12.7, "+13%", "percent", "described"),
    fact("activity.volunteers-change.2024-25", -2.9, "−3%", "percent"),
    fact("activity.small.2024-25", None, "[c]"),
    fact("activity.share.2024-25", 27, "27%", "percent"),
)


def written(sentence: str, line: str = "line 7", missing: dict[str, MissingQuote] | None = None) -> ExecutedPage:
    """The report's page with a narrative of one sentence, beside one that states the facts above."""
    cited = sentence.split("fact: ")[-1].split("}")[0].split(",")[0]
    cites = (NarrativeCitation("fact", cited, ""),) if "fact: " in sentence else ()
    basis = NarrativeBasis(FILE, (NarrativeSentence(line, sentence, cites, ""),), missing or {})
    handed = Handover(About("narrative", "sentence", "", ""), narrative=basis)
    data = {"text/markdown": sentence, "text/plain": sentence}
    output = {"output_type": "execute_result", "metadata": handed.as_metadata(), "data": data}
    notebook = {"cells": [{"cell_type": "code", "source": "", "outputs": [output]}], "metadata": {}}
    return ExecutedPage("index.html", notebook, "annual-learning-report.ipynb")


def stating() -> ExecutedPage:
    handed = Handover(About("drawn", "sentence", "", ""), FACTS)
    output = {"metadata": handed.as_metadata(), "data": {"text/markdown": ""}}
    return ExecutedPage("20-activity.html", {"cells": [{"cell_type": "code", "source": "", "outputs": [output]}]})


def said(page: ExecutedPage, kind: str = "text/markdown") -> str:
    text: str = page.notebook["cells"][0]["outputs"][0]["data"][kind]
    return text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("{fact: activity.people.2024-25}", r'[1,240]{.fact data-fact="activity.people.2024-25"}'),
        ("{fact: activity.small.2024-25}", r'[\[c\]]{.fact data-fact="activity.small.2024-25"}'),
        (
            "{fact: activity.people-change.2024-25, rose}",
            r'rose by [13%]{.fact data-fact="activity.people-change.2024-25"}',
        ),
        (
            "{fact: activity.sessions-change.2024-25, higher}",
            r'were [13%]{.fact data-fact="activity.sessions-change.2024-25"} higher',
        ),
        ("{fact: activity.people-change.2024-25, size}", r'[13%]{.fact data-fact="activity.people-change.2024-25"}'),
        (
            "{fact: activity.volunteers-change.2024-25, steady}",
            r'were about the same ([−3%]{.fact data-fact="activity.volunteers-change.2024-25"})',
        ),
        (
            "{fact: activity.people.2024-25, more than activity.people.2023-24}",
            r'[1,240]{.fact data-fact="activity.people.2024-25"}',
        ),
    ],
)
def test_a_cited_fact_stands_as_it_is_shown_and_leads_to_the_ledger(tmp_path: Path, typed: str, shown: str) -> None:
    page = written(f"People {typed} came.")
    sentences, findings = settle_narrative([stating(), page], tmp_path, "2024-25")
    assert not findings
    assert said(page) == f"People {shown} came."
    kept = json.loads((tmp_path / "annual-learning-report.ipynb").read_text(encoding="utf-8"))
    assert kept["cells"][0]["outputs"][0]["data"]["text/markdown"] == said(page)
    assert "{" not in said(page, "text/plain")
    assert [fact.pages for fact in collect_facts([stating(), page]) if "index.html" in fact.pages]
    assert sentences[0]["line"] == 7 and sentences[0]["file"] == FILE and "{" not in sentences[0]["sentence"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("activity.peple.2024-25", "no such fact; the nearest are activity.people.2024-25"),
        ("activity.people-change.2024-25, fell", "which is +13%: write “rose”, or think again"),
        (
            "activity.sessions-change.2024-25, rose",
            "which is +13%, and not known to be more than usual variation: write “higher”",
        ),
        ("activity.volunteers-change.2024-25, fell", "which is −3%: write “steady”"),
        ("activity.small.2024-25, rose", "which is [c]: nobody can tell"),
        ("activity.share.2024-25, rose", "which is no change but 27%"),
        (
            "activity.people.2023-24, more than activity.people.2024-25",
            "1,100, is more than `activity.people.2024-25`, which is 1,240",
        ),
        ("activity.people.2024-25, more than activity.share.2024-25", "do not compare"),
        ("activity.people.2024-25, more than activity.gone", "there is no such fact"),
    ],
)
def test_a_fact_that_is_gone_or_says_otherwise_stops_with_line_and_sentence(
    tmp_path: Path, typed: str, words: str
) -> None:
    page = written(f"People {{fact: {typed}}} came.")
    before = said(page)
    sentences, (finding,) = settle_narrative([stating(), page], tmp_path, "2024-25")
    assert not sentences and said(page) == before and not list(tmp_path.iterdir())
    assert (finding.file, finding.row, finding.severity) == (FILE, 7, "stops")
    assert words in finding.problem and finding.problem.startswith("“People {fact: activity.")
    assert "line 7" in str(finding)


def test_a_quote_that_may_not_be_shown_stops_with_the_nearest(tmp_path: Path) -> None:
    missing = {"q-9": MissingQuote("there is no such passage, or its source was withdrawn", ("q-8",))}
    _, (finding,) = settle_narrative(
        [stating(), written("One said {quote: q-9}.", missing=missing)], tmp_path, "2024-25"
    )
    assert (
        "`q-9`: there is no such passage, or its source was withdrawn; the nearest that may be quoted are q-8"
        in finding.problem
    )


def test_a_page_without_a_narrative_is_left_alone(tmp_path: Path) -> None:
    assert settle_narrative([stating()], tmp_path, "2024-25") == ([], [])


def test_nearest_ids_share_words_first() -> None:
    ids = ["activity.people.2024-25", "activity.people.2023-24", "funding.total", "activity.sessions.2024-25"]
    assert nearest("activity.people.2025-26", ids)[0].startswith("activity.people.")
    assert nearest("people.activity.2024-25", ids)[0] == "activity.people.2024-25"
    assert nearest("zzz", ids) == []


def test_evidence_says_what_each_sentence_rests_on(tmp_path: Path) -> None:
    page = written("People {fact: activity.people-change.2024-25, rose}.")
    page.notebook["cells"][0]["outputs"][0]["metadata"]["hub_learning"]["narrative"]["sentences"][0]["cites"] = [
        {
            "kind": "fact",
            "id": "activity.people-change.2024-25",
            "typed": "activity.people-change.2024-25",
            "test": "rose",
            "other": "",
        }
    ]
    pages = [stating(), page]
    sentences, _ = settle_narrative(pages, tmp_path, "2024-25")
    write_evidence(tmp_path, pages, "five-valleys", "2024-25", Sources(tmp_path), sentences)
    ledger = json.loads((tmp_path / "evidence.json").read_text(encoding="utf-8"))
    assert ledger["narrative"] == [
        {
            "sentence": "People rose by 13%.",
            "file": FILE,
            "line": 7,
            "rests_on": ["activity.people-change.2024-25"],
            "tests": ["activity.people-change.2024-25 rose"],
            "page": "index.html",
        }
    ]
    (change,) = [one for one in ledger["facts"] if one["id"] == "activity.people-change.2024-25"]
    assert "index.html" in change["pages"]


QUOTES = pl.DataFrame(
    [("012bff83-3443-5227-b84d-7ceef30b360b", "case-1", "We met over a toaster.", "visitor", "diary")],
    schema=["coding_id", "case_id", "quote", "role", "source_kind"],
    orient="row",
)


def test_the_list_of_what_can_be_cited_can_be_narrowed_by_words() -> None:
    facts = collect_facts([ExecutedPage("index.html", stating().notebook)])
    facts.append(PublishedFact("some-table.cell", 3, "hubs", "exact", "count", ["3"], [], [], ["index.html"]))
    whole = tell_citable(facts, QUOTES)
    assert "{fact: activity.people.2024-25}  1,240 people" in whole
    assert "{quote: 012bff83}  “We met over a toaster.” [visitor, diary]" in whole
    assert "some-table.cell" not in whole and "1 more facts" in whole
    assert (
        tell_citable(facts, QUOTES, ["volunteers"]).splitlines()[0] == "{fact: activity.volunteers-change.2024-25}  −3%"
    )
    assert "some-table.cell" in tell_citable(facts, QUOTES, ["hubs"])
    assert tell_citable(facts, QUOTES, ["nonsense"]) == "Nothing that can be cited has all of these words: nonsense."


def test_a_narrative_to_begin_with_is_written_once(tmp_path: Path) -> None:
    settings = DisclosureSettings(7, 5, "a test")
    first, last = Period.parse("2024-25 Q1"), Period.parse("2024-25 Q4")
    network = Network("drawn", "Drawn", True, "", "", "", first, last, 28, settings, "2024-25", tmp_path)
    path = start_narrative(network, last)
    text = path.read_text(encoding="utf-8")
    assert path == tmp_path / "editions" / "2024-25-q4" / "narrative.md"
    assert 'hub-learning facts drawn "2024-25 Q4"' in text and "{fact: ID, rose}" in text
    with pytest.raises(Refused, match="there is a narrative already"):
        start_narrative(network, last)
