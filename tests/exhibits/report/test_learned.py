"""Findings in words: who of which kind said so, one passage for, one against, strength, caution; and each held to what it cites."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.editions.findings_file import begin_findings, write_findings
from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.report.learning.cited import cited_sentence
from analysis.exhibits.report.learning.learned import (
    NONE_FOUND,
    NOT_SOUGHT,
    Evidence,
    spoken_against,
    what_was_learned,
)
from analysis.exhibits.report.learning.learned_in_short import learned_in_short
from analysis.exhibits.report.summary.later_editions import findings_over_editions
from analysis.networks import Network
from analysis.project import Refused
from tests.exhibits.drawn_edition import unnumbered
from tests.exhibits.drawn_summary import FINDINGS, draw_summary, finding


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return tmp_path


def passage(network: Network, case: str, words: str) -> str:
    rows = read_table(network.name, "codings").iter_rows(named=True)
    return next(row["coding_id"] for row in rows if row["case_id"] == case and words in row["quote"])


def said(network: Network, period: str = "2024-25") -> str:
    return plain(what_was_learned(OpenEdition(network, network.period(period))).text)


def part(text: str, name: str) -> dict[str, str]:
    """The lines below one finding, by their label."""
    block = text.split(f"What was learned of {name}.")[1].split("What was learned of")[0].split("###")[0]
    return dict(line.removeprefix("- ").split(": ", 1) for line in block.splitlines() if line.startswith("- "))


def rewritten(root: Path, findings: list[dict[str, Any]]) -> Network:
    network = draw_summary(root, findings)
    process_network(network)
    return network


def test_a_finding_says_who_of_which_kind_told_it_and_what_speaks_against_it(root: Path) -> None:
    network = rewritten(root, FINDINGS)
    against = passage(network, "i3", "no door opened")
    network = rewritten(
        root, [{**FINDINGS[0], "for": [passage(network, "i1", "let into rooms")], "against": [against]}, *FINDINGS[1:]]
    )
    doors = part(said(network), "doors")
    # counted by hand in tests/exhibits/drawn_summary.py: s2 and s3, i1 and i3, r2
    assert (
        doors["Told by"] == "5 sources: 2 case studies, 2 interviews and 1 reflective session, collected by 3 partners"
    )
    assert (
        unnumbered(doors["For it"])
        == "“Together we were let into rooms that were shut before.” [network partner, interview]"
    )
    assert (
        unnumbered(doors["Against it"])
        == "1 source: “For us no door opened that was not ajar.” [network partner, interview]"
    )
    assert doors["Strength of what was told"] == "strong (4 of 5 tests met; not met: a second coder)"
    assert (doors["Caution"], doors["Holds for"]) == ("Not always through the network", "county")


def test_sections_stand_in_their_order_and_a_networks_own_after_them(root: Path) -> None:
    text = said(rewritten(root, FINDINGS))
    headings = [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")]
    assert headings == [
        "What changed",
        "What the network gained by being one",
        "What was learned of the way of working",
        "Opportunities",
        "Hurdles",
        "A heading of our own",
    ]
    assert part(text, "own")["Read in"] == "A published summary, section 3 (claim)"
    assert part(text, "getting-by")["Since then"] == "2024-25: held again"
    assert part(text, "bids")["Whose finding"] == "the network"


def test_words_of_a_teller_who_is_only_counted_are_counted_and_not_quoted(root: Path) -> None:
    network = rewritten(root, FINDINGS)
    only_counted = finding("numbers", "gains", **{"for": [passage(network, "s3", "councillor")]})
    numbers = part(said(rewritten(root, [only_counted])), "numbers")
    assert numbers["Told by"].startswith("1 source: 1 case study")
    assert numbers["For it"] == "told, but in no words that may be quoted here"
    assert numbers["Strength of what was told"].startswith(
        "tentative (0 of 5 tests met; not met: 5 sources or more, 2 partners or more, 2 kinds of source or more"
    )


def test_what_speaks_against_it_and_was_collected_later_is_not_told_of_an_earlier_edition(root: Path) -> None:
    network = rewritten(root, FINDINGS)
    against = passage(network, "i3", "no door opened")
    edition = OpenEdition(network, network.period("2024-25"))
    evidence = Evidence(edition, "report")
    row = {"learned_id": "doors", "contrary_sought": True}
    assert "1 source: “" in plain(spoken_against(row, [against], evidence, set()))
    evidence.cases = evidence.cases.filter(pl.col("case_id") != "i3")
    assert spoken_against(row, [against], evidence, set()) == NONE_FOUND
    assert spoken_against({**row, "contrary_sought": False}, [against], evidence) == NOT_SOUGHT


def test_as_many_against_as_for_is_contested(root: Path) -> None:
    network = rewritten(root, FINDINGS)
    one, other = passage(network, "i1", "let into rooms"), passage(network, "i3", "no door opened")
    assert part(said(rewritten(root, [finding("both", "gains", **{"for": [one], "against": [other]})])), "both")[
        "Strength of what was told"
    ].startswith("contested")


def test_a_finding_of_a_later_report_is_none_of_an_earlier_one(root: Path) -> None:
    network = rewritten(
        root,
        [
            finding("later", "model", codes=["Trust first"], since="2024-25"),
            finding("always", "model", codes=["Trust first"]),
        ],
    )
    assert "of later" not in said(network, "2023-24") and "of always" in said(network, "2023-24")
    assert "of later" in said(network)


@pytest.mark.parametrize(
    ("spoilt", "rule", "column"),
    [
        ({"codes": ["Trust frist"]}, "learned-cites", "codes"),
        ({"codes": [], "for": ["no-such-coding"]}, "learned-cites", "speaks_for"),
        ({"awards": ["no-such-award"]}, "learned-cites", "awards"),
        ({"sentence": "Trust took 3 years."}, "learned-number", "sentence"),
        ({"sentence": "Trust came first {quote: x}."}, "learned-citation", "sentence"),
        ({"codes": []}, "learned-uncited", "sentence"),
    ],
)
def test_a_sentence_that_does_not_rest_on_what_it_says_stops_the_build(
    root: Path, spoilt: dict[str, Any], rule: str, column: str
) -> None:
    network = draw_summary(root, [{**finding("trust", "model", codes=["Trust first"]), **spoilt}])
    assert [(stop.file, stop.rule, stop.column) for stop in process_network(network).stops] == [
        ("findings.yml", rule, column)
    ]


def test_the_nearest_code_is_named(root: Path) -> None:
    (stop,) = process_network(draw_summary(root, [finding("trust", "model", codes=["Trust frist"])])).stops
    assert "`Trust first`" in stop.problem


def test_the_file_begins_from_the_codings_and_reads_back_once_its_sentences_are_written(root: Path) -> None:
    network = rewritten(root, [])
    text = begin_findings(network)
    assert (
        "# Doors open (gain): 5 sources" in text
        and "#   by kind: case study 2, interview 2, reflective session 1" in text
    )
    assert "councillor took" not in text  # its teller is counted only
    with pytest.raises(Refused):
        write_findings(network, text)
    lines = [line for line in text.splitlines() if line.startswith(("# - ", "#   ")) and not line.startswith("#   by ")]
    written = (
        "\n".join(line[2:] for line in lines)
        .replace('sentence: ""', "sentence: It is so.")
        .replace("caution: ", "caution: None.")
    )
    (network.folder / "findings.yml").write_text(written, encoding="utf-8")
    assert process_network(network).stops == []
    assert read_table(network.name, "learned").height == 13


def test_the_facts_of_a_finding_are_named_for_the_ledger(root: Path) -> None:
    network = rewritten(root, [finding("trust", "model", codes=["Trust first"], facts=["cases.used"])])
    shown = what_was_learned(OpenEdition(network, network.period("2024-25")))
    assert "{fact: cases.used}" in shown.text and shown.basis is not None
    assert [cited.id for sentence in shown.basis.sentences for cited in sentence.cites] == ["cases.used"]


@pytest.mark.parametrize(
    "sentence",
    [
        "{fact: a} of {fact: b} came, or {fact: c}.",
        "It was {fact: a}, {fact: b} and {fact: c} more; none left.",
        "{fact: a}{fact: b}",
    ],
)
def test_words_keep_their_distance_from_numbers(sentence: str) -> None:
    """Between two numbers as before the first and after the last."""
    assert plain(cited_sentence(sentence)) == sentence


def test_a_number_of_now_is_that_of_the_edition(root: Path) -> None:
    """One file serves all editions: a number of one period would be gone in the next."""
    said_of_now = {
        "id": "sum",
        "sentence": "There were {fact: a-thing.now, rose} and {fact: cases.used}; now all is well.",
        "section": "model",
    }
    network = rewritten(root, [{**said_of_now, "facts": ["other.now", "cases.known"], "codes": ["Trust first"]}])
    for period, slug in (("2024-25", "2024-25"), ("2024-25 Q3", "2024-25-q3")):
        shown = what_was_learned(OpenEdition(network, network.period(period)))
        assert shown.basis is not None
        cited = [cited.id for sentence in shown.basis.sentences for cited in sentence.cites]
        assert cited == [f"a-thing.{slug}", "cases.used", f"other.{slug}", "cases.known"]
        assert "; now all is well" in plain(shown.text)


def test_in_short_a_finding_keeps_its_strength_what_speaks_against_it_and_its_caution(root: Path) -> None:
    network = rewritten(root, FINDINGS)
    against = passage(network, "i3", "no door opened")
    told_for = passage(network, "i1", "let into rooms")
    network = rewritten(
        root, [{**FINDINGS[0], "for": [told_for], "against": [against], "caution": "Few were asked."}, *FINDINGS[1:]]
    )
    edition = OpenEdition(network, network.period("2024-25"))
    shown = learned_in_short(edition)
    text = unnumbered(plain(shown.text))
    assert (
        "What was learned of doors. Strong: 5 sources of 3 partners, 1 source against. Caution: Few were asked."
    ) in text
    in_full = what_was_learned(edition)
    assert {fact.id for fact in shown.facts} <= {fact.id for fact in in_full.facts}
    assert len(text.split()) < len(plain(in_full.text).split())


def test_in_short_no_finding_is_told_as_none(root: Path) -> None:
    network = rewritten(root, [])
    shown = learned_in_short(OpenEdition(network, network.period("2024-25")))
    assert plain(shown.text) == plain(what_was_learned(OpenEdition(network, network.period("2024-25"))).text)


def test_what_became_of_findings_is_told_by_year_and_in_short(root: Path) -> None:
    followed = finding("trust", "model", codes=["Trust first"], since="2022-23", became={"2023-24": "held; in part", "2024-25": "given up"})  # fmt: skip
    network = rewritten(root, [*FINDINGS, followed])
    edition = OpenEdition(network, network.period("2024-25"))
    shown = findings_over_editions(edition)
    assert shown.table is not None
    assert shown.table.frame.rows() == [
        ("What was learned of getting-by", "2022-23", "", "held again"),
        ("What was learned of trust", "2022-23", "held; in part", "given up"),
    ]
    assert plain(shown.title) == "What became of 2 of 7 findings is told"
    said = plain(learned_in_short(edition).text)
    assert "Since then: held; in part (2023-24); given up (2024-25)." in said
    before = plain(learned_in_short(OpenEdition(network, network.period("2024-25 Q3"))).text)
    assert "Since then: held; in part (2023-24)." in before and "given up" not in before and "held again" not in before
    nothing = findings_over_editions(OpenEdition(rewritten(root, FINDINGS[:1]), network.period("2024-25")))
    assert not nothing.known and nothing.unknown is None


def test_a_source_that_says_both_is_in_both_counts_and_the_page_says_so(root: Path) -> None:
    """i3 tells of open doors by its code, and the passage against it is its own: five tell of it, i3 among them, and one speaks against it."""
    network = rewritten(root, FINDINGS)
    against = passage(network, "i3", "no door opened")
    text = said(rewritten(root, [{**FINDINGS[0], "against": [against]}]))
    doors = part(text, "doors")
    assert doors["Told by"].startswith("5 sources") and doors["Against it"].startswith("1 source")
    assert "A source that tells of a finding and holds a passage against it as well is in both counts" in text
