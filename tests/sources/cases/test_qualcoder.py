"""QualCoder's own file: codes with their branches, cases with what is said of them, and each passage held to the words noted with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.sources.cases.qualcoder import read_qualcoder
from tests.sources.drawn_qualcoder import TALK, VISIT, write_qualcoder


def test_passages_are_the_words_that_the_coder_saw_and_what_moved_is_not_quoted(tmp_path: Path) -> None:
    reading = read_qualcoder(write_qualcoder(tmp_path / "data.qda"), "cases/data.qda")
    codings = [record.values for record in reading.records["codings"]]
    text = VISIT.replace("\r\n", "\n")
    assert [(each["case_id"], each["coder"], each["quotable"]) for each in codings] == [
        ("The visit", "Ann", "yes"), ("The visit", "Ben", "yes"), ("The visit", "Ben", "no"), ("talk.txt", "Ann", "yes"),
    ]  # fmt: skip
    assert [text[int(each["start"]) : int(each["end"])] for each in codings[:2]] == [
        "Now she runs the till.",
        "Nobody asked her.",
    ]
    (moved,) = [finding for finding in reading.findings if finding.rule == "passage-unproven"]
    assert (moved.cell, moved.value, moved.severity) == ("source[1]", "0 to 16", "doubt")


def test_a_case_has_its_attributes_and_a_withdrawn_one_no_words(tmp_path: Path) -> None:
    reading = read_qualcoder(write_qualcoder(tmp_path / "data.qda"), "cases/data.qda")
    cases = {record.values["case_id"]: record.values for record in reading.records["case_studies"]}
    assert (cases["The visit"]["consent"], cases["The visit"]["partner"]) == ("quote", "Alder")
    assert (cases["talk.txt"]["consent"], cases["talk.txt"]["text"]) == ("count only", TALK)
    assert cases["Taken back"]["consent"] == "withdrawn" and "text" not in cases["Taken back"]
    assert "Secret" not in str(reading)
    assert [finding.value for finding in reading.findings if finding.rule == "not-text"] == ["hall.jpg"]


@pytest.mark.parametrize("subcodes", [False, True])
def test_codes_stand_in_their_branches(tmp_path: Path, subcodes: bool) -> None:
    reading = read_qualcoder(write_qualcoder(tmp_path / "data.qda", subcodes), "cases/data.qda")
    codes = {record.values["name"]: record.values for record in reading.records["codebook"]}
    order = list(codes)
    assert order.index("Outcomes") < order.index("For people") < order.index("Less alone")
    assert {name: codes[name]["frame"] for name in ("Outcomes", "For people", "Less alone", "Bus")} == {
        "Outcomes": "outcome", "For people": "outcome", "Less alone": "outcome", "Bus": "hurdle",
    }  # fmt: skip
    assert (codes["Outcomes"]["codable"], codes["Less alone"]["codable"]) == ("no", "yes")
    assert (codes["Less alone"]["definition"], codes["Less alone"]["colour"]) == ("Company that lasts", "#FF8800")
    assert codes["Less alone"]["parent_id"] == codes["For people"]["code_id"]
    if subcodes:
        assert (codes["Phone calls"]["parent_id"], codes["Phone calls"]["frame"]) == (
            codes["Less alone"]["code_id"],
            "outcome",
        )


@pytest.mark.parametrize("held", [b"no database", b"SQLite format 3\x00" + b"\x07" * 500, b""])
def test_what_is_no_project_is_one_finding(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "data.qda").write_bytes(held)
    reading = read_qualcoder(tmp_path / "data.qda", "cases/data.qda")
    assert len(reading.findings) == 1 and reading.records == {}


def test_reading_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = write_qualcoder(tmp_path / "data.qda")
    before = path.read_bytes()
    read_qualcoder(path, "cases/data.qda")
    assert path.read_bytes() == before and [each.name for each in tmp_path.iterdir()] == ["data.qda"]
