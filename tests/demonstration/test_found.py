"""Read back, the invented networks show every planted slip, nothing unplanted, and the planted effects."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.measures.cases.contrary import contrary_passages
from analysis.networks import open_network
from analysis.project import root
from demonstration import five_valleys, marches, planted
from demonstration.returns import slips


@pytest.fixture(scope="module", autouse=True)
def processed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Both networks, processed in a folder of their own."""
    place = tmp_path_factory.mktemp("root")
    shutil.copytree(root() / "data" / "raw", place / "data" / "raw")
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("HUB_LEARNING_ROOT", str(place))
        for name in ("five-valleys", "marches"):
            assert process_network(open_network(name)).stops == []
        yield place


ABOUT_MONEY = pl.col("file").str.starts_with("funding/")  # test_money_found.py
UNUSUAL = ("far-from-usual", "far-from-its-kind", "out-of-bounds")


def places(network: str) -> set[tuple[str, str, str]]:
    findings = read_table(network, "findings")
    return set(findings.select("file", "cell", "rule").iter_rows())


def test_every_slip_of_the_workbooks_is_found_in_its_cell() -> None:
    found = places("five-valleys")
    for slip in slips.FIVE_VALLEYS:
        if slip.rule:
            file = slips.workbook_file(slip.hub_id, slip.quarter)
            assert (file, slips.workbook_cell(slip.field), slip.rule) in found, slip
    assert {twice.rule for twice in slips.FIVE_VALLEYS_TWICE} <= {rule for _, _, rule in found}


def test_nothing_else_is_doubted() -> None:
    doubts = {
        network: read_table(network, "findings")
        .filter(pl.col("severity") != "note", ~pl.col("rule").is_in(UNUSUAL), ~ABOUT_MONEY)["rule"]
        .sort()
        .to_list()
        for network in ("five-valleys", "marches")
    }
    noted = ("required-blank", "doubled-return", "")
    assert doubts["five-valleys"] == sorted(
        slip.rule for slip in (*slips.FIVE_VALLEYS, *slips.FIVE_VALLEYS_TWICE) if slip.rule not in noted
    )
    assert doubts["marches"] == sorted(slip.rule for slip in slips.MARCHES if slip.rule not in noted)


def test_few_numbers_are_called_unusual_and_one_of_them_for_nothing() -> None:
    """Of 10,800 numbers. What the flood did was confirmed; the £1,234.50 is planted; Wickhollow's grant came by chance."""
    unusual = {
        network: read_table(network, "findings")
        .filter(pl.col("rule").is_in(UNUSUAL))
        .select("hub_id", "quarter", "column", "severity", "effect")
        .rows()
        for network in ("five-valleys", "marches")
    }
    assert unusual["five-valleys"] == [
        ("wickhollow", "2023-24 Q3", "money_in", "doubt", "kept"),
        ("sallowbridge", "2024-25 Q1", "money_in", "doubt", "kept"),
    ]
    assert unusual["marches"] == []


def test_what_hubs_put_right_is_the_truth_and_leads_to_its_correction() -> None:
    returns, truth = read_table("five-valleys", "returns"), five_valleys.truth()
    for unseen in slips.UNSEEN:
        row = returns.row(by_predicate=_is(unseen.hub_id, unseen.quarter, unseen.field), named=True)
        assert row["value"] == truth[unseen.hub_id, unseen.quarter][unseen.field]
        assert row["revised"] == str(unseen.when)
        assert row["source_cell"] == slips.workbook_cell(unseen.field)
    assert returns["revised"].count() == returns["correction"].count() == len(slips.UNSEEN)
    corrections = read_table("five-valleys", "corrections").filter(pl.col("kind") == "correct")
    lacking = dict(zip(corrections["hub_id"], corrections["new_value"] - corrections["old_value"], strict=True))
    assert lacking == {unseen.hub_id: unseen.lacking for unseen in slips.UNSEEN}


def test_a_confirmed_number_is_not_asked_about_again() -> None:
    confirmed = read_table("five-valleys", "corrections").filter(pl.col("kind") == "confirm")
    assert set(confirmed["hub_id"]) == {planted.CLOSED_HUB} and confirmed.height == 6
    findings = read_table("five-valleys", "findings")
    asked = findings.filter(hub_id=planted.CLOSED_HUB, quarter=planted.CLOSED_QUARTER.label)
    assert asked["rule"].to_list() == ["late-return"]


def test_slips_that_can_be_read_are_read() -> None:
    returns = read_table("five-valleys", "returns")
    for hub, quarter, question, value, qualifier in (
        ("wickhollow", "2023-24 Q1", "volunteers", 30.0, "about"),
        ("sallowbridge", "2024-25 Q1", "money_in", 1234.5, "exact"),
    ):
        row = returns.row(by_predicate=_is(hub, quarter, question), named=True)
        assert (row["value"], row["qualifier"]) == (value, qualifier)


def _is(hub: str, quarter: str, question: str) -> pl.Expr:
    return (pl.col("hub_id") == hub) & (pl.col("quarter") == quarter) & (pl.col("question_id") == question)


def test_missing_and_late_returns_are_the_planted_ones() -> None:
    submissions = read_table("five-valleys", "submissions")
    came = set(submissions.select("hub_id", "quarter").iter_rows())
    expected = {(hub.hub_id, quarter.label) for hub, quarter in five_valleys.expected_returns()}
    assert expected - came == planted.MISSING
    late = submissions.filter(pl.col("days_late") > 0).select("hub_id", "quarter", "days_late")
    # the second, different return of a hub came after the due day as well
    assert planted.LATE.items() <= {(hub, quarter): days for hub, quarter, days in late.iter_rows()}.items()


@pytest.mark.parametrize("network", ["five-valleys", "marches"])
def test_markup_arrives_letter_for_letter(network: str) -> None:
    returns = read_table(network, "returns")
    assert slips.MARKUP[network]
    for hub, quarter, question, words in slips.MARKUP[network]:
        assert returns.row(by_predicate=_is(hub, quarter, question), named=True)["text"] == words


def test_all_hubs_of_the_marches_are_known_by_name() -> None:
    hubs = set(read_table("marches", "submissions")["hub_id"])
    assert hubs == {hub.hub_id for hub in marches.hubs()}


def test_awards_find_their_hubs_and_count_passed_on_money_once() -> None:
    awards = read_table("five-valleys", "awards")
    passed_on = awards.filter(pl.col("passed_on_from").is_not_null())
    assert set(passed_on["recipient_hub"].drop_nulls()) == {hub.hub_id for hub in five_valleys.hubs()}
    pounds = awards.filter(pl.col("passed_on_from").is_null(), pl.col("kind") == "grant", pl.col("currency") == "GBP")
    small = 1_800 + 2_400 + 7_500 + 950 + 4_200 + 3_600 + 1_200 + 900 + 350
    assert pounds["amount"].sum() == (
        275_000 + 2 * 60_000 + 36_000 + 18_500 + 32_000 + 24_000 + 15_600 + 9_800 + 7_200 + 8_000 + small
    )


def test_cases_are_coded_by_two_and_the_withdrawn_one_is_silent() -> None:
    assert read_table("five-valleys", "codings")["coder"].n_unique() == 2
    cases = read_table("five-valleys", "case_studies")
    withdrawn = cases.filter(pl.col("consent") == "withdrawn")
    assert withdrawn.height <= 1 and all(not text for text in withdrawn["text"])
    assert cases.filter(pl.col("consent") == "quote").height == 17


def test_contrary_passages_are_of_the_outcomes_that_were_planted() -> None:
    """By the same rule as in a report, over the tables as they are read."""
    codings, cases, codebook = (read_table("five-valleys", name) for name in ("codings", "case_studies", "codebook"))
    ids = dict(codebook.select("name", "code_id").rows())
    found = {
        (int(case.removeprefix("case-")), name): of_it
        for name in ("Less alone", "A next step", "People run the place", "Partners share what they have")
        for case, of_it in contrary_passages(codings, cases, codebook, [ids[name]]).select("case_id", "of_it").rows()
    }
    assert {at for at, of_it in found.items() if of_it} == {*planted.DENIED.items(), (20, "People run the place")}
    assert {at for at, of_it in found.items() if not of_it} == {
        (20, "A next step"),
        (14, "Partners share what they have"),
    }
