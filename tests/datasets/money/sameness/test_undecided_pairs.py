"""Pairs that may be one award, or one payment: listed, started in same-awards.yml, and gone once a person decided."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.datasets.processing.processing import read_table
from analysis.datasets.processing.undecided_pairs import list_pairs, tell_pairs
from analysis.networks import open_network

NETWORK = """\
title: Two files
demonstration: true
statement: Drawn for a test.
place: Nowhere
research_partner: Nobody
quarters: {first: 2023-24 Q1, last: 2024-25 Q4, why: a test}
due_days: 28
disclosure: {threshold: 7, base: 5, source: a test}
price_base: 2024-25
"""
HEAD = "award_id,title,kind,currency,amount,award_date,start,end,payer,payer_id,recipient\n"
FUNDER = HEAD + "F-1,Warm rooms,grant,GBP,90000,2024-03-01,2024-04-01,2026-03-31,Hollow Trust,GB-CHC-1,Mill Hub\n"
REGISTER = (
    HEAD + "R1,Winter money,grant,GBP,90000,2024-03-02,2024-04-01,2026-03-31,The Hollow Trust,GB-CHC-1,Mill Hub\n"
)
SPEND = "Payer,Supplier Name,Payment Date,Transaction No,Amount,Purpose\n"


def test_pairs_are_listed_and_decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    folder = tmp_path / "data" / "raw" / "two"
    (folder / "funding").mkdir(parents=True)
    (folder / "network.yml").write_text(NETWORK, encoding="utf-8")
    (folder / "funding" / "funder.csv").write_text(FUNDER, encoding="utf-8")
    (folder / "funding" / "register.csv").write_text(REGISTER, encoding="utf-8")
    (folder / "funding" / "may.csv").write_text(SPEND + "Vale,Mill Hub,01/06/2024,,500.00,Rent\n", encoding="utf-8")
    (folder / "funding" / "year.csv").write_text(SPEND + "Vale,Mill Hub,02/06/2024,,500.00,Hall\n", encoding="utf-8")
    network = open_network("two")

    listed = list_pairs(network)
    assert [(pair.table, {pair.one, pair.other}) for pair in listed.waiting] == [
        ("awards", {"F-1", "R1"}),
        ("payments", {"may/2", "year/2"}),
    ]
    assert listed.added == listed.waiting
    words = tell_pairs(listed, "same-awards.yml")
    assert words.startswith("2 pairs wait for a decision; 2 added to same-awards.yml")
    assert "90,000.00 GBP from Hollow Trust to Mill Hub, 2024-03-01 (funding/funder.csv)" in words

    text = listed.path.read_text(encoding="utf-8")
    assert list_pairs(network).added == [] and listed.path.read_text(encoding="utf-8") == text  # nothing twice

    decided = re.sub(r"^# (?=- one|  )", "", text, flags=re.MULTILINE)
    for name, said in {"same": "true", "reason": "the letter", "who": "research partner", "when": "2025-05-01"}.items():
        decided = decided.replace(f"  {name}:\n", f"  {name}: {said}\n")
    listed.path.write_text(decided, encoding="utf-8")
    again = list_pairs(network)
    assert again.waiting == [] and "No award and no payment waits" in tell_pairs(again, "same-awards.yml")
    assert read_table("two", "awards").height == 1


def test_where_nothing_may_be_twice_no_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    folder = tmp_path / "data" / "raw" / "one"
    (folder / "funding").mkdir(parents=True)
    (folder / "network.yml").write_text(NETWORK, encoding="utf-8")
    (folder / "funding" / "funder.csv").write_text(FUNDER, encoding="utf-8")
    listed = list_pairs(open_network("one"))
    assert listed.waiting == [] and not listed.path.exists()
