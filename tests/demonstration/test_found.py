"""Read back, the invented networks show every planted slip, nothing unplanted, and the planted effects."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing import process_network, read_table
from analysis.demonstration import five_valleys, marches, planted, slips
from analysis.networks import open_network
from analysis.project import root


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
        network: read_table(network, "findings").filter(pl.col("severity") != "note")["rule"].sort().to_list()
        for network in ("five-valleys", "marches")
    }
    noted = ("required-blank", "doubled-return", "")
    assert doubts["five-valleys"] == sorted(
        slip.rule for slip in (*slips.FIVE_VALLEYS, *slips.FIVE_VALLEYS_TWICE) if slip.rule not in noted
    )
    assert doubts["marches"] == sorted(slip.rule for slip in slips.MARCHES if slip.rule not in noted)


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
    for hub, quarter, question, words in slips.MARKUP[network]:
        assert returns.row(by_predicate=_is(hub, quarter, question), named=True)["text"] == words


def test_all_hubs_of_the_marches_are_known_by_name() -> None:
    hubs = set(read_table("marches", "submissions")["hub_id"])
    assert hubs == {hub.hub_id for hub in marches.hubs()}


def test_awards_find_their_hubs_and_count_passed_on_money_once() -> None:
    awards = read_table("five-valleys", "awards")
    passed_on = awards.filter(pl.col("passed_on_from").is_not_null())
    assert set(passed_on["recipient_hub"]) == {hub.hub_id for hub in five_valleys.hubs()}
    pounds = awards.filter(pl.col("passed_on_from").is_null() & (pl.col("currency") == "GBP"))
    assert pounds["amount"].sum() == 275_000 + 2 * 60_000 + 1_800 + 2_400 + 7_500 + 950 + 18_500


def test_cases_are_coded_by_two_and_the_withdrawn_one_is_silent() -> None:
    assert read_table("five-valleys", "codings")["coder"].n_unique() == 2
    cases = read_table("five-valleys", "case_studies")
    withdrawn = cases.filter(pl.col("consent") == "withdrawn")
    assert withdrawn.height <= 1 and all(not text for text in withdrawn["text"])
    assert cases.filter(pl.col("consent") == "quote").height == 17
