"""Bids and commitments come as awards do: as CSV or in a workbook, by any name, on sheets beside awards or alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from analysis.datasets.inspecting.inspection import inspect_file
from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network
from tests.datasets.drawn_money import write_sheets

BIDS = [
    ["bid_id", "bidder", "hub_id", "funder", "title", "asked", "asked_on", "outcome", "decided_on"],
    ["b1", "The Mill", "mill", "A trust", "A roof", 12_000, dt.date(2024, 5, 1), "lost", "2024-07-31"],
    ["b2", "The Mill", "mill", "A council", "A cook", 900.5, "01/06/2024", "maybe", ""],
]
COMMITMENTS = [
    ["commitment_id", "award_id", "made_by", "commitment", "due", "status"],
    ["c1", "g1", "A lead body", "Train ten helpers", dt.date(2025, 3, 31), "under way"],
]
AWARDS = [
    ["award_id", "title", "kind", "currency", "amount", "qualifier", "award_date", "payer", "recipient"],
    ["g1", "Doors open", "grant", "GBP", 5_000, "exact", "2024-05-01", "A trust", "The Mill"],
    ["Total", "", "", "", 5_000, "", "", "", ""],
]


def test_a_workbook_of_all_three_is_read_and_checked_as_their_csvs_are(network: Network) -> None:
    (network.folder / "funding").mkdir(exist_ok=True)
    sheets = {"Awards": AWARDS, "What we asked for": BIDS, "Promised": COMMITMENTS, "Notes": [["kept by the partner"]]}
    write_sheets(network.folder / "funding" / "our money.xlsx", sheets)
    process_network(network)
    bids = read_table(network.name, "bids")
    assert bids.select("bid_id", "asked", "asked_on", "decided_on").row(0) == (
        "b1", 12_000, dt.date(2024, 5, 1), dt.date(2024, 7, 31),
    )  # fmt: skip
    assert bids["source_file"].to_list() == ["funding/our money.xlsx"] * 2 and bids["asked"][1] == 900.5
    assert read_table(network.name, "commitments")["due"].to_list() == [dt.date(2025, 3, 31)]
    assert read_table(network.name, "awards")["award_id"].to_list() == ["g1"]
    assert read_table(network.name, "award_sources")["stated_total"].to_list() == [5_000]
    findings = read_table(network.name, "findings").filter(table="bids")
    assert findings.select("sheet", "cell", "rule").rows() == [("What we asked for", "H3", "not-a-choice")]


def test_inspect_says_what_it_is_inside_a_network_and_outside(network: Network, tmp_path: Path) -> None:
    (network.folder / "funding").mkdir(exist_ok=True)
    (tmp_path / "elsewhere").mkdir()
    for name, sheets, words in (
        ("asked.xlsx", {"Bids": BIDS}, "bids for money, won and lost"),
        ("promised.xlsx", {"Commitments": COMMITMENTS}, "what was promised with awards"),
        (
            "both.xlsx",
            {"Bids": BIDS, "Commitments": COMMITMENTS},
            "awards, bids, commitments or bodies, as plain sheets",
        ),
    ):
        for folder in (tmp_path / "elsewhere", network.folder / "funding"):
            write_sheets(folder / name, sheets)
            inspected = inspect_file(folder / name)
            assert (inspected.kind, inspected.understood) == (words, True)
            assert "misplaced" not in {finding.rule for finding in inspected.findings}
            (folder / name).unlink()


def test_a_bid_in_a_workbook_and_in_a_csv_is_told_as_one_too_many(network: Network) -> None:
    (network.folder / "funding").mkdir(exist_ok=True)
    csv = "bid_id,bidder,funder,title,asked_on,outcome\nb1,The Mill,A trust,A roof,2024-05-01,won\n"
    (network.folder / "funding" / "bids.csv").write_text(csv)
    write_sheets(network.folder / "funding" / "bids.xlsx", {"Bids": BIDS[:2]})
    process_network(network)
    assert read_table(network.name, "bids")["outcome"].to_list() == ["won"]
    told = read_table(network.name, "findings").filter(rule="doubled-key")
    assert told["file"].to_list() == ["funding/bids.xlsx"]
