"""A case study told as a box: with its teller's consent, resting on its own passages, saying neither who nor where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from analysis.datasets.processing.processing import Processed, process_network
from analysis.exhibits import OpenEdition
from analysis.exhibits.cases import tellers
from analysis.exhibits.exhibit import plain
from analysis.exhibits.report.narrative import what_we_make_of_it
from analysis.exhibits.report.summary.boxes import HELD_BACK, boxes
from analysis.networks import Network, open_network
from tests.exhibits.drawn_summary import draw_summary, sheet

BOX = {
    "id": "doors", "title": "How a door opened", "case": "s2", "agreed": "Read and agreed to on 2 May 2023", "written_by": "research partner",
    "text": "For years *nobody* had asked.\n\n{quote: QUOTE}\n\nSince then they meet.",
}  # fmt: skip
WORDS = "The health board rang us, and not the other way round."


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return draw_summary(tmp_path, [])


def passage(case: str) -> str:
    """The id of the first coding of a case study of the network."""
    from analysis.datasets.processing.processing import read_table

    found: str = read_table("rivers", "codings").filter(case_id=case)["coding_id"][0]
    return found


def given(network: Network, case: str = "s2", **more: Any) -> Processed:
    process_network(network)
    written = {**BOX, "case": case, **more}
    written["text"] = written["text"].replace("QUOTE", passage(case if case != "s9" else "s2")[:10])
    (network.folder / "boxes.yml").write_text(yaml.safe_dump([written], sort_keys=False), encoding="utf-8")
    return process_network(network)


def test_a_box_tells_with_consent_and_sets_its_quote_off(network: Network) -> None:
    assert not given(network).stops
    edition = OpenEdition(network, network.period("2024-25"))
    made = boxes(edition)
    said = made.text.splitlines()
    assert said[0] == '::: {.callout-note title="Case study: How a door opened" icon=false}'
    (quote,) = [line for line in said if line.startswith("> ")]
    assert WORDS.rstrip(".") in quote and "network partner" in quote and "For years *nobody* had asked\\." in said
    assert plain(said[-2]) == "*Told by: research partner. Consent: Read and agreed to on 2 May 2023.*"
    (fact,) = made.facts
    assert fact.value == WORDS and made.basis is not None
    assert [cited.id for sentence in made.basis.sentences for cited in sentence.cites] == [fact.id]


def test_it_stands_in_no_edition_before_its_case_study_and_only_in_those_named(network: Network) -> None:
    given(network, editions=["2024-25", "2022-23 to 2024-25"])
    shown = {
        period: bool(boxes(OpenEdition(network, network.period(period))).text)
        for period in ("2022-23", "2023-24", "2024-25", "2022-23 to 2024-25")
    }
    assert shown == {"2022-23": False, "2023-24": False, "2024-25": True, "2022-23 to 2024-25": True}


@pytest.mark.parametrize(
    ("case", "more", "rule", "said"),
    [
        ("s3", {}, "box-consent", "whose teller did not agree to be quoted in the report (count only)"),
        ("s9", {}, "box-case", "the case study `s9`, and there is none"),
        ("s2", {"text": "It was so.", "passages": []}, "box-uncited", "cites no passage"),
        ("s2", {"text": "It was so for 13 years. {quote: QUOTE}"}, "box-text", "holds the number 13"),
        ("s2", {"text": "The health board rang us, and not we it. {quote: QUOTE}"}, "box-text", "the teller's own words, typed by hand"),
        ("s2", {"text": "See [here](javascript:alert). {quote: QUOTE}"}, "box-text", "holds a link"),
        ("s2", {"text": "At Birch, nobody had asked. {quote: QUOTE}"}, "box-names", "names Birch, the partner of its case study"),
    ],
)  # fmt: skip
def test_what_must_not_be_told_stops_the_build(
    network: Network, case: str, more: dict[str, Any], rule: str, said: str
) -> None:
    stops = [stop for stop in given(network, case, **more).stops if stop.file == "boxes.yml"]
    assert [stop.rule for stop in stops] == [rule] and said in stops[0].problem


def test_a_passage_of_another_stops_and_an_agreed_name_does_not(network: Network) -> None:
    process_network(network)
    (stop,) = given(network, passages=[passage("i1")]).stops
    assert stop.rule == "box-passage" and "none of its case study" in stop.problem
    assert not given(network, text="At Birch, nobody had asked. {quote: QUOTE}", named=True).stops


def test_a_withdrawn_story_stops_the_next_build(network: Network) -> None:
    assert not given(network).stops
    cases = network.folder / "cases" / "cases.csv"
    text = cases.read_text(encoding="utf-8")
    before = "s2,Text s2,Birch,network partner,case study,2023-05-02,quote"
    assert before in text
    cases.write_text(text.replace(before, before.replace("quote", "withdrawn")), encoding="utf-8")
    assert {stop.rule for stop in process_network(network).stops} >= {"box-consent", "box-passage"}


def test_where_tellers_bear_no_number_and_where_it_rests_on_more_than_may_be_quoted_it_is_held_back(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(network)
    monkeypatch.setattr("analysis.exhibits.report.summary.boxes.teller_numbers", lambda edition: {"i1": 1})
    made = boxes(OpenEdition(network, network.period("2024-25")))
    assert plain(made.text) == f"*{HELD_BACK}*" and not made.facts
    monkeypatch.setattr("analysis.exhibits.report.summary.boxes.teller_numbers", tellers.teller_numbers)
    # A code on the whole text, of which nothing may be quoted: too long
    long = "She said it again and again. " * 12
    sheet(
        network.folder / "cases" / "more.csv",
        "case,code,coder,passage",
        [("s2", "Unclear purpose", "Coder A", long.strip())],
    )
    cases = network.folder / "cases" / "cases.csv"
    cases.write_text(cases.read_text("utf-8").replace(WORDS, f"{WORDS} {long.strip()}"), encoding="utf-8")
    process_network(open_network("rivers"))
    from analysis.datasets.processing.processing import read_table

    (further,) = read_table("rivers", "codings").filter(pl.col("quote").str.len_chars() > 240)["coding_id"]
    given(network, passages=[further])
    assert plain(boxes(OpenEdition(network, network.period("2024-25"))).text) == f"*{HELD_BACK}*"


def test_a_paragraph_of_a_narrative_that_is_one_quote_stands_apart(network: Network) -> None:
    process_network(network)
    folder = network.folder / "editions" / "2024-25"
    folder.mkdir(parents=True)
    typed = f"---\nsigned: partner\n---\n\nIt turned. {{our view}}\n\n{{quote: {passage('s2')[:10]}}}\n\nAnd so: {{quote: {passage('i1')[:10]}}}\n"
    (folder / "narrative.md").write_text(typed, encoding="utf-8")
    process_network(network)
    said = what_we_make_of_it(OpenEdition(network, network.period("2024-25"))).text.split("\n\n")
    assert [part.startswith("> ") for part in said[:3]] == [False, True, False]
