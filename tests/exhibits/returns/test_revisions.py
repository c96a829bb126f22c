"""Answers corrected after publication are marked wherever they stand singly, and listed without giving anything away."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import polars as pl
import pytest

from analysis.disclosure.words import REASON_BESIDE_FEW
from analysis.exhibits import OpenEdition, opening
from analysis.exhibits.returns import activity, revisions
from analysis.exhibits.returns.hub_page import answers
from analysis.exhibits.tables import shown_frame
from analysis.periods import Period
from tests.exhibits.drawn_edition import drawn, open_drawn

QUARTERS = [f"{year} Q{number}" for year in ("2023-24", "2024-25") for number in (1, 2, 3, 4)]
ASKED = ("sessions", "attendances", "people", "people_0_17", "people_18_64", "people_65_plus", "story")


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch) -> OpenEdition:
    """One hub over two years. 2023-24 came out on 31 July 2024; four answers of 2023-24 Q2 were corrected afterwards, one before."""
    values = {"sessions": 40.0, "attendances": 400.0, "people": 30.0, "people_0_17": 4.0, "people_18_64": 16.0}
    values |= {"people_65_plus": 10.0}
    late = {("2023-24 Q2", name): "2024-09-01" for name in ("attendances", "people_65_plus", "people_0_17", "story")}
    late |= {("2023-24 Q3", "sessions"): "2024-07-30", ("2024-25 Q1", "sessions"): "2025-01-01"}
    answers: list[dict[str, Any]] = [
        {"quarter": quarter, "question_id": name, "value": value, "revised": late.get((quarter, name))}
        for quarter in QUARTERS
        for name, value in values.items()
    ]
    entries = [
        {"quarter": quarter, "question_id": name, "when": dt.date.fromisoformat(day), "source_cell": f"/{number}"}
        | {"old_value": None if name == "story" else 300.0 if name == "attendances" else 9.0}
        for number, ((quarter, name), day) in enumerate(late.items())
    ]
    usual = {"hub_id": "mill", "kind": "correct", "reason": "miscounted", "who": "Chair", "expected": "x"}
    tables = {
        "hubs": drawn("hubs", [{"hub_id": "mill", "name": "Mill *Hub*", "kind": "library"}]),
        "questions": drawn(
            "questions",
            [
                {
                    "question_id": name,
                    "number": str(number),
                    "wording": f"How many {name}?",
                    "kind": "text" if name == "story" else "count",
                    "unit": name,
                    "people": name not in ("sessions", "story"),
                }
                for number, name in enumerate(ASKED)
            ],
        ),
        "returns": drawn("returns", answers, hub_id="mill", qualifier="exact"),
        "corrections": drawn("corrections", entries, **usual),
    }
    opened = open_drawn(monkeypatch, **tables)
    opened.network = dataclasses.replace(opened.network, published=((Period.parse("2023-24"), dt.date(2024, 7, 31)),))
    return opened


def test_every_published_answer_that_was_corrected_is_listed(edition: OpenEdition) -> None:
    exhibit = revisions.revisions(edition)
    assert exhibit.table is not None
    shown = shown_frame(exhibit.table)
    assert shown.select("question", "old", "new").rows() == [
        ("Attendances", "300", "400"),
        # one age band is too small, another is withheld with it, and neither can be had from what they were
        ("Aged 0 to 17", "[c]", "[c]"),
        ("Aged 65 or over", "[c]", "[c]"),
        ("A story", "[z]", "[z]"),
    ]
    assert shown["reason"].to_list() == ["miscounted", REASON_BESIDE_FEW, REASON_BESIDE_FEW, "miscounted"]
    assert set(shown["quarter"]) == {"2023-24 Q2"} and set(shown["told"]) == {"1 Sep 2024"}
    assert "4]{" in exhibit.title.replace("[4", "4") and "Mill \\*Hub\\*" in exhibit.markdown()


@pytest.mark.parametrize(("was", "now"), [(7.0, 8.0), (8.0, 7.0), (0.0, 1.0), (1.0, 0.0)])
def test_a_correction_across_the_threshold_is_told_as_revised_without_its_reason(
    edition: OpenEdition, was: float, now: float
) -> None:
    """7 to 8 because "only Anna was forgotten": neither number, nor the reason that gives both, is told, whatever its words."""
    mine = (pl.col("quarter") == "2023-24 Q2") & (pl.col("question_id") == "people")
    returns, corrections = edition.table("returns"), edition.table("corrections")
    edition._tables["returns", None] = returns.with_columns(
        value=pl.when(mine).then(now).otherwise("value"),
        revised=pl.when(mine).then(pl.lit("2024-09-01")).otherwise("revised"),
    )
    entry = corrections.head(1).with_columns(
        quarter=pl.lit("2023-24 Q2"), question_id=pl.lit("people"), when=pl.lit(dt.date(2024, 9, 1)), old_value=pl.lit(was),
        reason=pl.lit("only Anna was forgotten"), source_cell=pl.lit("/9"),
    )  # fmt: skip
    edition._tables["corrections", None] = pl.concat([corrections, entry])
    exhibit = revisions.revisions(edition)
    assert exhibit.table is not None
    (row,) = shown_frame(exhibit.table).filter(pl.col("question") == "Different people").rows(named=True)
    assert (row["old"], row["new"]) == ("[r]", "[r]")
    assert "Anna" not in exhibit.markdown() and row["reason"] == REASON_BESIDE_FEW


def test_the_mark_stands_beside_the_number_and_beside_sums_it_is_in(edition: OpenEdition) -> None:
    by_quarter = activity.attendance_by_quarter(edition).table
    assert by_quarter is not None
    marked = shown_frame(by_quarter).filter(pl.col("total").str.ends_with(" [r]"))
    assert marked["quarter"].to_list() == ["2023-24 Q2"] and marked["total"].item() == "400 [r]"
    by_hub = activity.activity_by_hub(edition).table
    assert by_hub is not None and "[r]" not in "".join(shown_frame(by_hub).row(0))  # nothing of 2024-25 was out


def test_a_hubs_page_marks_what_was_revised_of_the_period(
    edition: OpenEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_BY_HUB", set())
    before = OpenEdition(edition.network, Period.parse("2023-24"), "mill")
    table = answers.hub_answers(before).table
    assert table is not None
    shown = shown_frame(table)
    assert shown["attendances"].to_list() == ["400", "400 [r]", "400", "400"]
    assert shown["sessions"].to_list() == ["40"] * 4  # corrected before the year came out


def test_data_for_other_programs_keep_numbers_as_numbers(edition: OpenEdition) -> None:
    _, metadata = activity.attendance_by_quarter(edition)._repr_mimebundle_()
    published = metadata["hub_learning"]["table"]
    names = [column["name"] for column in published["columns"]]
    row = dict(zip(names, published["rows"][1], strict=True))
    assert (row["quarter"], row["total"], row["total_flag"]) == ("2023-24 Q2", 400.0, "[r]")


def test_without_a_published_edition_nothing_is_a_revision(edition: OpenEdition) -> None:
    edition.network = dataclasses.replace(edition.network, published=())
    exhibit = revisions.revisions(edition)
    assert not exhibit.known and "No edition of these quarters is out yet" in exhibit.notice


def test_how_many_were_revised_leads_to_these_entries_and_how_many_before_to_the_others(edition: OpenEdition) -> None:
    facts = {fact.id: fact for fact in revisions.revisions(edition).sentence.facts}
    entries = {
        name: [
            (at, sorted(cells)) for each in facts[f"quality.{name}-answers.2024-25"].origins for at, cells in each.where
        ]
        for name in ("revised", "before")
    }
    assert entries["revised"] == [("source_cell", ["/0", "/1", "/2", "/3"])]
    assert entries["before"] == [("source_cell", ["/4", "/5"])]
