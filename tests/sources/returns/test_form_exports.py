"""Exports of online forms in the shapes of the services that write them, and as people save them."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest

from analysis.sources.records import Reading
from analysis.sources.returns.form_exports import read_form_export

HUB, QUARTER = "Which hub are you filling this in for?", "Which quarter is this return for?"
OWN = f"""Timestamp,{HUB},{QUARTER},How many sessions?,How many people?,How much money?
2024-07-12 09:31:00,Mill Hub,2024-25 Q1,12,30,£10.50
2024-07-13 10:00:00,Kiln Hub,2024-25 Q1,8,20,£5.00
"""
MICROSOFT = """ID,Start time,Completion time,Email,Name,Last modified time,Which hub do you run?,How many sessions?
1,7/12/24 9:20:00,7/13/24 9:31:00,pat@example.org,Pat Secret,,Mill Hub,12
2,45485.39,45485.4,anonymous,,,Kiln Hub,8
"""
GOOGLE = """Timestamp,Email Address,Which hub is this for?,How many sessions?,"Which kinds of support?"
2024/07/12 9:31:00 am GMT+1,pat@example.org,Mill Hub,12,"Food, Transport"
"""
SURVEYMONKEY = """Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,Which hub is this for?,Which kinds of support did you offer?,,,How many people came?,,How many sessions?
,,,,,,,,,Open-Ended Response,Food,Transport,Other (please specify),Under 18,18 and over,Response
114,98,07/12/2024 09:20:00 AM,07/13/2024 09:31:00 AM,192.0.2.7,pat@example.org,Pat,Secret,x,Mill Hub,Food,,darts,4,40,12
115,98,07/12/2024 09:20:00 AM,07/14/2024 09:31:00 AM,192.0.2.8,sam@example.org,Sam,Hidden,y,Kiln Hub,,Transport,,0,11,8
"""


def read(tmp_path: Path, held: str | bytes) -> Reading:
    path = tmp_path / "export.csv"
    path.write_bytes(held if isinstance(held, bytes) else held.encode())
    return read_form_export(path, "returns/export.csv")


def answers(reading: Reading, row: int = 0) -> dict[str, str]:
    return {answer.wording: answer.text for answer in reading.returns[row].answers}


@pytest.mark.parametrize(
    "text", [OWN, OWN.replace("\n", "\r\n"), OWN.replace(",", ";"), OWN.replace(",", "\t"), "sep=,\n" + OWN]
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be-with-mark", "utf-16-le"])
def test_any_encoding_and_separator_gives_the_same_returns(tmp_path: Path, text: str, codec: str) -> None:
    held = codecs.BOM_UTF16_BE + text.encode("utf-16-be") if codec == "utf-16-be-with-mark" else text.encode(codec)
    reading = read(tmp_path, held)
    assert [sent.about.values["hub"] for sent in reading.returns] == ["Mill Hub", "Kiln Hub"]
    assert answers(reading) == {"How many sessions?": "12", "How many people?": "30", "How much money?": "£10.50"}
    assert [answer.cell for answer in reading.returns[1].answers] == ["D3", "E3", "F3"]
    assert {finding.rule for finding in reading.findings} == ({"encoding"} if codec == "cp1252" else set())


def test_quoted_newlines_and_separators_stay_in_their_cell(tmp_path: Path) -> None:
    reading = read(tmp_path, OWN.replace("12,30", '"1,200","thirty\nor so; say"'))
    assert (answers(reading)["How many sessions?"], answers(reading)["How many people?"]) == (
        "1,200",
        "thirty\nor so; say",
    )
    assert reading.returns[1].answers[0].cell == "D3"  # a row of the table, as a spreadsheet counts them


def test_rows_above_blank_rows_repeated_headings_and_totals_are_left_out_and_told(tmp_path: Path) -> None:
    head, first, second = OWN.strip().split("\n")
    text = "\n".join(["Export of 2 answers", "", head, first, "", head, second, ",Total,,20,50,15.50", ""])
    reading = read(tmp_path, text)
    assert [(sent.about.values["hub"], sent.about.row) for sent in reading.returns] == [
        ("Mill Hub", 4),
        ("Kiln Hub", 7),
    ]
    assert [(finding.rule, finding.row, finding.severity) for finding in reading.findings] == [
        ("preamble", 1, "note"),
        ("totals-row", 8, "note"),
        ("repeated-headings", 6, "note"),
    ]


def test_a_last_row_without_a_word_is_a_total_if_all_its_numbers_add_up(tmp_path: Path) -> None:
    assert len(read(tmp_path, OWN + ",,,20,50,15.50\n").returns) == 2
    assert len(read(tmp_path, OWN + "2024-07-14 10:00:00,Oven Hub,2024-25 Q1,20,50,15.40\n").returns) == 3


def test_microsoft_forms(tmp_path: Path) -> None:
    reading = read(tmp_path, MICROSOFT)
    assert [sent.about.values for sent in reading.returns] == [{"received": "7/13/24 9:31:00"}, {"received": "45485.4"}]
    assert answers(reading) == {"Which hub do you run?": "Mill Hub", "How many sessions?": "12"}


def test_google_forms(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOGLE)
    assert reading.returns[0].about.values == {"received": "2024/07/12 9:31:00 am GMT+1"}
    assert answers(reading)["Which kinds of support?"] == "Food, Transport"


def test_surveymonkey_has_two_rows_of_headings_and_choices_over_columns(tmp_path: Path) -> None:
    reading = read(tmp_path, SURVEYMONKEY)
    first, second = reading.returns
    assert first.about.values == {"received": "07/13/2024 09:31:00 AM"}
    assert (first.about.row, second.about.row) == (3, 4)
    assert answers(reading) == {
        "Which hub is this for?": "Mill Hub",
        "Which kinds of support did you offer?": "Food;darts",
        "How many people came? Under 18": "4",
        "How many people came? 18 and over": "40",
        "How many sessions?": "12",
    }
    assert [(answer.text, answer.cell) for answer in second.answers[:2]] == [("Kiln Hub", "J4"), ("Transport", "L4")]


@pytest.mark.parametrize(("text", "columns"), [(MICROSOFT, 2), (GOOGLE, 1), (SURVEYMONKEY, 4)])
def test_nothing_about_the_person_who_answered_is_kept(tmp_path: Path, text: str, columns: int) -> None:
    reading = read(tmp_path, text)
    held = json.dumps(reading.as_json())
    for secret in ("Pat", "Secret", "Hidden", "pat@example.org", "192.0.2.7"):
        assert secret not in held
    (told,) = [finding for finding in reading.findings if finding.rule == "personal-columns"]
    assert told.severity == "note"
    assert told.problem.startswith(f"{columns} columns" if columns > 1 else "The column")


@pytest.mark.parametrize(
    ("heading", "dropped"),
    [
        ("Your name", True), ("Email address:", True), ("What is your e-mail?", True), ("Telephone number", True),
        ("Name of person completing this form", True), ("Who filled this in?", True), ("IP Address", True),
        ("Name of your hub", False), ("How many emails did you send?", False), ("Hub address?", False),
        ("How many people gave their name?", False),
    ],
)  # fmt: skip
def test_personal_columns_are_known_by_their_headings(tmp_path: Path, heading: str, dropped: bool) -> None:
    reading = read(tmp_path, f"Timestamp,{HUB},{QUARTER},{heading}\n2024-07-12,Mill Hub,2024-25 Q1,Pat\n")
    assert ("Pat" not in json.dumps(reading.as_json())) is dropped


def test_a_long_export_is_read_in_full(tmp_path: Path) -> None:
    rows = [f"2024-07-12,Hub {number},2024-25 Q1,1,2,3" for number in range(5_000)]
    assert len(read(tmp_path, "\n".join([OWN.split("\n")[0], *rows])).returns) == 5_000
