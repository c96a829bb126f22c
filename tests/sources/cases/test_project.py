"""Coded projects: texts, passages and coders, whichever program wrote them; and no way out of the zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from analysis.sources.cases.project import read_project
from tests.sources.drawn_files import project_xml, write_project

TEXT = "She came alone.\r\nNow she runs the café on Tuesdays.\r\nNobody asked her to."
LF = TEXT.replace("\r\n", "\n")
PASSAGES = ["She came alone.", "Now she runs the café on Tuesdays.", "Nobody asked her to"]


def stored(passage: str, text: str, end_is_last: bool) -> tuple[int, int]:
    start = text.index(passage)
    return start, start + len(passage) - end_is_last


@pytest.mark.parametrize("end_is_last", [False, True])
@pytest.mark.parametrize("breaks_are_one", [False, True])
@pytest.mark.parametrize("named", [False, True])
def test_passages_are_the_same_however_positions_were_counted(
    tmp_path: Path, end_is_last: bool, breaks_are_one: bool, named: bool
) -> None:
    counted = LF if breaks_are_one else TEXT
    selections = [
        (0, *stored(passage, counted, end_is_last), passage if named else "", "k2", "u1") for passage in PASSAGES
    ]
    path = write_project(tmp_path / "p.qdpx", project_xml([("A visit", "internal://a.txt")], selections), a=TEXT)
    reading = read_project(path, "cases/p.qdpx")
    codings = reading.records["codings"]
    assert [record.values["quote"] for record in codings] == PASSAGES
    assert [LF[int(r.values["start"]) : int(r.values["end"])] for r in codings] == PASSAGES
    told = [
        finding for finding in reading.findings if finding.rule != "passage-unproven"
    ]  # whether a full stop belongs to it
    assert [finding.rule for finding in told] == ["positions-counted"]
    assert ("last character" in told[0].problem) is end_is_last
    assert sum(record.values["quotable"] == "yes" for record in codings) >= len(PASSAGES) - 1


def test_codes_cases_and_coders(tmp_path: Path) -> None:
    selections = [(0, 0, 3, "", "k2", "u1"), (0, 0, 3, "", "k2", "u2")]
    reading = read_project(
        write_project(tmp_path / "p.qdpx", project_xml([("A visit", "=She came")], selections)), "p.qdpx"
    )
    top, below = reading.records["codebook"]
    assert (top.values["frame"], top.values["codable"], top.values["definition"]) == ("outcome", "no", "What changed")
    assert (below.values["parent_id"], below.values["frame"]) == ("k1", "outcome")
    (case,) = reading.records["case_studies"]
    assert case.values == {
        "case_id": "case-0", "title": "A visit", "hub_id": "mill", "consent": "quote", "collected": "2024-11-02", "text": "She came",
    }  # fmt: skip
    assert [record.values["coder"] for record in reading.records["codings"]] == ["Coder A", "Coder B"]


def test_codings_without_a_coder_and_passages_outside_the_text_are_told(tmp_path: Path) -> None:
    selections = [(0, 0, 3, "", "k2", ""), (0, 5, 900, "", "k2", "u1")]
    reading = read_project(
        write_project(tmp_path / "p.qdpx", project_xml([("A visit", "=She came")], selections)), "p.qdpx"
    )
    assert [finding.rule for finding in reading.findings] == ["passage-outside", "positions-counted", "no-coder"]
    assert reading.findings[0].cell == "Sources/TextSource[1]/PlainTextSelection[2]"


@pytest.mark.parametrize(
    "path",
    [
        "internal://../project.qde",
        "internal:///etc/passwd",
        "/etc/passwd",
        "relative://x.txt",
        "internal://..",
        "internal://a\\b",
    ],
)
def test_no_text_from_outside_the_project_is_read(tmp_path: Path, path: str) -> None:
    reading = read_project(write_project(tmp_path / "p.qdpx", project_xml([("A visit", path)], [])), "p.qdpx")
    assert reading.records["case_studies"] == []
    assert [finding.rule for finding in reading.findings] == ["text-outside"]


def test_entities_are_refused(tmp_path: Path) -> None:
    xml = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + project_xml([], []).split("?>", 1)[1]
    reading = read_project(write_project(tmp_path / "p.qdpx", xml), "p.qdpx")
    assert [finding.rule for finding in reading.findings] == ["not-a-project"]


def test_what_is_no_project_is_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    for held, rule in ((b"", "empty-file"), (b"PK cut", "unreadable-file"), (b"text", "unreadable-file")):
        path.write_bytes(held)
        assert [finding.rule for finding in read_project(path, "p.qdpx").findings] == [rule]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.xml", "<a/>")
    assert [finding.rule for finding in read_project(path, "p.qdpx").findings] == ["not-a-project"]
