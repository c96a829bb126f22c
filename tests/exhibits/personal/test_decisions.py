"""What the page on data quality says of personal data, of the search for it, and of words withdrawn."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import polars as pl
import pytest

from analysis.datasets.personal.rates import rates_table
from analysis.datasets.processing.withdrawn_words import HELD_SCHEMA
from analysis.exhibits import opening
from analysis.exhibits.exhibit import plain
from analysis.exhibits.personal import decisions as personal
from tests.exhibits.drawn_edition import drawn, open_drawn


def entry(number: int, decision: str | None, **more: Any) -> dict[str, Any]:
    usual = {"file": "returns/a.xlsx", "cell": "C27", "kind": "name", "shown": "B… A…", "reason": "she *asked*"}
    return {
        **usual,
        "decision": decision,
        "who": "Chair",
        "when": dt.date(2025, 5, 6),
        "source_cell": f"/{number}",
        **more,
    }


def test_what_was_decided_is_told_with_why_and_by_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [entry(0, "redact"), entry(1, "redact"), entry(2, "allow", file=None, cell=None), entry(3, None)]
    shown = personal.personal_decided(open_drawn(monkeypatch, personal_data=drawn("personal_data", rows)))
    assert plain(shown.title) == "2 texts redacted and 1 allowed, each by a person who said why"
    assert (
        shown.table is not None and shown.table.frame.height == 3
    )  # what nobody decided stops the build, and is told there
    assert shown.table.frame["place"].to_list() == ["returns/a.xlsx, C27"] * 2 + ["all files"]
    assert shown.table.frame["what"].to_list() == ["name", "name", "name B… A…"]  # initials and a place may be a person
    assert "she \\*asked\\* (Chair)" in shown.markdown()


def test_in_which_case_study_something_was_redacted_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        entry(0, "redact", file="cases/project.qdpx", cell="Sources/TextSource[5]"),
        entry(1, "redact", file="cases/texts/mo.txt"),
    ]
    shown = personal.personal_decided(open_drawn(monkeypatch, personal_data=drawn("personal_data", rows)))
    assert shown.table is not None and shown.table.frame["place"].to_list() == ["cases/", "cases/"]


def test_where_nothing_was_found_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = personal.personal_decided(open_drawn(monkeypatch))
    assert not shown.known and "nobody had to decide" in shown.markdown()


def test_the_rates_are_those_of_the_sentences_held_out(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = personal.personal_rates(open_drawn(monkeypatch, personal_rates=rates_table()))
    held = rates_table().filter(pl.col("half") == "held out")
    names = held.filter(pl.col("kind") == "name").row(0, named=True)
    assert plain(shown.title).startswith(f"{names['missed']} of {names['labelled']} names and ")
    facts = {fact.id: fact for fact in shown.facts}
    assert facts["personal-rates.missed.name"].value == names["missed"]
    assert facts["personal-rates.missed.name"].origins[0].as_dict() == {
        "table": "personal_rates", "where": {"half": ["held out"], "kind": ["name"]},
    }  # fmt: skip
    assert (
        facts["personal.labelled.others"].value
        == held.filter(~pl.col("kind").is_in(["name", "none"]))["labelled"].sum()
    )


def held(monkeypatch: pytest.MonkeyPatch, *rows: dict[str, Any]) -> str:
    usual = {"where": "reports/drawn/x", "case_id": "case-1", "why": "withdrawn", "remedy": "Build `it`.", "quotes": 1}
    frame = pl.DataFrame([{**usual, **row} for row in rows], schema=HELD_SCHEMA)
    monkeypatch.setattr(opening, "read_held", lambda network: frame)
    shown = personal.words_still_held(open_drawn(monkeypatch))
    return plain(shown.title)


def test_editions_that_hold_withdrawn_words_are_counted_but_for_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    old, older = {"slug": "2023-24", "period": "2023-24"}, {"slug": "2022-23", "period": "2022-23"}
    assert held(monkeypatch, {"slug": "2024-25", "period": "2024-25"}) == "No other edition holds withdrawn words"
    assert held(monkeypatch, old, {**old, "case_id": "case-2"}) == (
        "1 other edition still holds words that may not be shown any more"
    )
    assert held(monkeypatch, old, {**older, "quotes": 0}).endswith("; 1 edition that is out may hold them")
    assert held(monkeypatch, {**older, "quotes": 0}) == (
        "None of the editions built here still holds words that may not be shown any more; 1 edition that is out may hold them"
    )
    assert held(monkeypatch, {**old, "case_id": "", "why": "redacted since", "quotes": 0}).startswith("1 other edition")


def test_which_case_study_was_withdrawn_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    """An older edition's evidence says which quote is of which case study."""
    row = {"where": "reports/drawn/x", "why": "withdrawn", "remedy": "Build it.", "quotes": 1, "slug": "2023-24"}
    frame = pl.DataFrame([{**row, "case_id": case} for case in ("case-1", "case-2")], schema=HELD_SCHEMA)
    monkeypatch.setattr(opening, "read_held", lambda network: frame)
    shown = personal.words_still_held(open_drawn(monkeypatch))
    assert shown.table is not None and shown.table.frame.height == 1
    assert "case-" not in json.dumps(shown._repr_mimebundle_(), default=str)
