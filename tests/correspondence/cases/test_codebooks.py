"""Codebooks and coded cases go out as coding programs take them, and come back the same; mappings wait for a person."""

from __future__ import annotations

import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest
import yaml

from analysis.correspondence.cases.codebooks import (
    network_as_text,
    propose_map,
    shared_as_text,
    write_codebook,
    write_map,
)
from analysis.correspondence.cases.qda_codebooks import codebook_qdc, codes_of_table, shared_codes
from analysis.correspondence.cases.qda_projects import project_qdpx
from analysis.datasets.cases.case_studies import CASE_STUDIES, CODEBOOK, CODINGS
from analysis.datasets.cases.outcome_proposing import propose_outcomes
from analysis.datasets.cases.shared_codebook import read_shared_codebook, shared_outcomes
from analysis.datasets.checks import check_records
from analysis.datasets.declaration import ORIGINS, Table
from analysis.datasets.processing.processing import read_table
from analysis.networks import Network, open_network
from analysis.project import Refused, root
from analysis.sources.cases.project import read_project

# The order of elements and the attributes that must be there, as REFI-QDA 1.0 (March 2019) sets them for what is written.
_CHILDREN = {
    "CodeBook": ["Codes", "Sets"], "Codes": ["Code"], "Code": ["Description", "NoteRef", "Code"],
    "Project": ["Users", "CodeBook", "Variables", "Cases", "Sources"], "Users": ["User"], "Variables": ["Variable"],
    "Cases": ["Case"], "Case": ["Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"],
    "VariableValue": ["VariableRef", "TextValue", "DateValue"], "Sources": ["TextSource"],
    "TextSource": ["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"],
    "PlainTextSelection": ["Description", "Coding", "NoteRef"], "Coding": ["CodeRef", "NoteRef"],
}  # fmt: skip
_NEEDED = {
    "Code": {"guid", "name", "isCodable"}, "User": {"guid"}, "Variable": {"guid", "name", "typeOfVariable"}, "Case": {"guid"},
    "TextSource": {"guid"}, "PlainTextSelection": {"guid", "startPosition", "endPosition"}, "Coding": {"guid"},
    "CodeRef": {"targetGUID"}, "SourceRef": {"targetGUID"}, "VariableRef": {"targetGUID"},
}  # fmt: skip
_NEVER_EMPTY = ("Codes", "Users", "Variables", "Cases", "Sources")
_GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def held_against_the_standard(root: ET.Element) -> None:
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        below = [child.tag.rpartition("}")[2] for child in element]
        order = _CHILDREN.get(name, [])
        assert set(below) <= set(order), name
        assert below == sorted(below, key=order.index), name
        assert _NEEDED.get(name, set()) <= set(element.keys()), name
        assert below or name not in _NEVER_EMPTY, name
        for attribute in ("guid", "targetGUID", "creatingUser"):
            if element.get(attribute) is not None:
                assert pl.Series([element.get(attribute)]).str.contains(f"^{_GUID}$").all()
        assert element.get("color") is None or len(element.get("color") or "") == 7


def reread(held: bytes, tmp_path: Path, name: str) -> dict[str, pl.DataFrame]:
    path = tmp_path / name
    path.write_bytes(held)
    reading = read_project(path, name)
    assert [finding.rule for finding in reading.findings] in ([], ["positions-counted"])
    tables: dict[str, Table] = {table.name: table for table in (CODEBOOK, CASE_STUDIES, CODINGS)}
    return {
        table: check_records(tables[table], [(name, record) for record in records]).finished
        for table, records in reading.records.items()
    }


def same(one: pl.DataFrame, other: pl.DataFrame, by: str) -> bool:
    columns = [name for name in one.columns if name not in ORIGINS]
    return one.select(columns).sort(by).equals(other.select(columns).sort(by))


@pytest.mark.parametrize("network", ["five-valleys", "marches"])
def test_a_network_written_as_a_project_comes_back_as_the_same_tables(network: str, tmp_path: Path) -> None:
    codebook, cases, codings = (read_table(network, name) for name in ("codebook", "case_studies", "codings"))
    held = project_qdpx("A title with < & \x0b in it", codebook, cases, codings)
    with zipfile.ZipFile(BytesIO(held)) as archive:
        held_against_the_standard(ET.fromstring(archive.read("project.qde")))
    again = reread(held, tmp_path, "again.qdpx")
    assert same(again["codebook"], codebook, "code_id")
    assert same(again["case_studies"], cases.filter(pl.col("consent") != "withdrawn"), "case_id")
    assert same(again["codings"], codings, "coding_id")
    assert project_qdpx("A title with < & \x0b in it", codebook, cases, codings) == held


def test_a_withdrawn_case_is_never_written() -> None:
    cases = read_table("five-valleys", "case_studies")
    withdrawn = cases.filter(pl.col("consent") == "withdrawn").row(0, named=True)
    kept = cases.with_columns(text=pl.col("text").fill_null("Words that should not be here."))
    held = project_qdpx("x", read_table("five-valleys", "codebook"), kept, read_table("five-valleys", "codings"))
    assert withdrawn["case_id"].encode() not in held
    assert b"should not be here" not in held


def test_a_passage_that_is_not_certain_is_not_written_as_one(tmp_path: Path) -> None:
    cases = read_table("marches", "case_studies")
    codings = read_table("marches", "codings").with_columns(quotable=pl.lit(False))
    held = project_qdpx("x", read_table("marches", "codebook"), cases, codings)
    again = reread(held, tmp_path, "again.qdpx")["codings"]
    assert again.height == codings.height
    assert again["start"].null_count() == again["quote"].null_count() == again.height


def test_codebooks_written_come_back_with_all_that_is_said_of_a_code(tmp_path: Path) -> None:
    shared = read_shared_codebook()
    held = codebook_qdc(shared_codes(shared))
    held_against_the_standard(ET.fromstring(held))
    again = reread(held, tmp_path, "shared.qdc")["codebook"]
    said = again.select("code_id", "name", "frame", "definition", "when_to_use", "when_not", "codable").rows()
    assert said == [
        (code.guid, code.name, code.frame, code.definition, code.when, code.when_not, code.codable) for code in shared
    ]
    own = read_table("five-valleys", "codebook")
    assert same(reread(codebook_qdc(codes_of_table(own)), tmp_path, "own.qdc")["codebook"], own, "code_id")


def test_a_frame_that_the_name_does_not_tell_is_written_and_read(tmp_path: Path) -> None:
    codes = read_table("marches", "codebook").with_columns(
        frame=pl.lit("gain"), colour=pl.lit("#12436D"), name=pl.col("name") + " <&>"
    )
    again = reread(codebook_qdc(codes_of_table(codes)), tmp_path, "c.qdc")["codebook"]
    assert same(again, codes, "code_id")


def test_files_are_written_once_and_only_as_what_they_are(tmp_path: Path) -> None:
    network = open_network("marches")
    assert "82 codes" in write_codebook(tmp_path / "shared.qdc", None)
    assert "for coders, not for publishing" in write_codebook(tmp_path / "cases.qdpx", network)
    for path, which, told in (
        (tmp_path / "shared.qdc", None, "there already"),
        (tmp_path / "shared.qdpx", None, "name the network"),
        (tmp_path / "codes.xml", network, r"ends in \.qdc"),
        (tmp_path / "no" / "folder.qdc", network, "cannot be written"),
        (tmp_path / "empty.qdc", open_network("stroud"), "no codebook"),
        (tmp_path / "empty.qdpx", open_network("stroud"), "no case studies"),
    ):
        with pytest.raises(Refused, match=told):
            write_codebook(path, which)


def test_the_tree_is_told_with_what_codes_stand_for() -> None:
    lines = shared_as_text().splitlines()
    assert "    Less alone  [people.connected]" in lines
    told = network_as_text(open_network("marches"))
    assert "  Company  -> people.connected" in told
    assert "--map" not in told
    with pytest.raises(Refused, match="no codebook"):
        network_as_text(open_network("stroud"))


def test_a_mapping_is_proposed_by_identifier_name_and_words() -> None:
    shared = shared_outcomes()
    names = ("Less alone", "People run the place", "Zebra crossing", "Renamed")
    codes = pl.DataFrame(
        {
            "code_id": ["1", "2", "3", next(code.guid for code in shared if code.code_id == "people.well")],
            "name": names,
            "frame": ["outcome"] * 4,
            "definition": ["", "Those who came to be helped now decide and do things themselves.", "Stripes", ""],
            "codable": [True] * 4,
        }
    )
    proposed = propose_outcomes(codes, shared)
    assert [each.shared for each in proposed] == ["people.connected", "communities.led", "", "people.well"]
    assert proposed[3].reason == "it is the shared code itself"


def test_only_outcomes_are_proposed_something() -> None:
    proposed = propose_outcomes(read_table("marches", "codebook"), shared_outcomes())
    assert [each.name for each in proposed] == [
        "Company",
        "Fed and warm",
        "From guest to helper",
        "The surgery in the hall",
    ]


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    shutil.copytree(root() / "data" / "raw" / "marches", tmp_path / "data" / "raw" / "marches")
    shutil.copytree(root() / "data" / "raw" / "codebook", tmp_path / "data" / "raw" / "codebook")
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return open_network("marches")


def test_a_proposal_is_written_unconfirmed_and_never_over_another(copied: Network) -> None:
    there = copied.folder / "cases" / "outcomes.yml"
    confirmed = there.read_text(encoding="utf-8")
    text = propose_map(copied)
    with pytest.raises(Refused, match="there already"):
        write_map(copied, text)
    assert there.read_text(encoding="utf-8") == confirmed
    there.unlink()
    held = yaml.safe_load(write_map(copied, text).read_text(encoding="utf-8"))
    assert held["confirmed_by"] is None
    assert held["outcomes"][0]["code"] == "Company"
