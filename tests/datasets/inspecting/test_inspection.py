"""Any file can be inspected: what it is, what would be read, what is wrong; never a traceback."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from analysis.datasets.inspecting.inspection import inspect_file
from analysis.networks import Network
from tests.datasets.drawn_network import HUBS, write_return


def test_a_return_workbook(network: Network) -> None:
    inspected = inspect_file(write_return(network, "2024-25-q1/mill.xlsx", people="some"))
    assert inspected.kind == "a quarterly return of one hub, as a workbook; read with the questions of mills"
    assert [(table.name, table.rows) for table in inspected.tables] == [("submissions", 1), ("returns", 4)]
    assert [(finding.rule, finding.cell) for finding in inspected.findings] == [("not-a-number", "C14")]
    assert "cell C14" in inspected.as_text()
    assert json.loads(inspected.as_json()) == inspected.as_dict()


@pytest.mark.parametrize(
    ("name", "held", "kind", "tables"),
    [
        ("any.csv", HUBS, "the register of hubs", ["hubs"]),
        ("any.csv", "figure_id,measure\nx,y\n", "figures that others published", ["published_figures"]),
        ("any.csv", "a,b\n1,2\n", "a table, but not one we read", []),
        ("any.json", '{"grants": [{"id": "A"}]}', "grants, as a 360Giving package (JSON)", ["awards", "award_sources"]),
        ("any.json", '{"a": 1}', "JSON, but not something we read", []),
        ("network.yml", "title: T\n", "the settings of a network", ["settings"]),
        ("network.yml", "[", "the settings of a network", []),
        ("disclosure.yml", "counts: {threshold: 10, base: 5, source: us}\n", "a network's own rule of who must not be given away", ["settings"]),
        ("disclosure.yml", "magnitudes: {shar: 80}\n", "a network's own rule of who must not be given away", []),
        ("questions.yml", "- {id: a, number: 1, wording: Why, kind: text, minutes: 1, why: So, people: no, required: no}", "the questions of the quarterly return", ["questions"]),
        ("card.yml", "title: T\nfiles: {a: b}\n", "a provenance card", ["card", "files"]),
        ("letter.txt", "Dear all,\n", "not something we read", []),
        ("photo.jpg", "\x7f\x00", "not something we read", []),
    ],
)  # fmt: skip
def test_each_kind_is_told_by_its_content(tmp_path: Path, name: str, held: str, kind: str, tables: list[str]) -> None:
    (tmp_path / name).write_text(held, encoding="utf-8")
    inspected = inspect_file(tmp_path / name)
    assert (inspected.kind, [table.name for table in inspected.tables]) == (kind, tables)
    assert inspected.understood is bool(tables)
    assert inspected.as_text().startswith(f"{name}: {kind}")


def test_folders_and_missing_files_are_findings(tmp_path: Path) -> None:
    assert [finding.rule for finding in inspect_file(tmp_path).findings] == ["unreadable-file"]
    assert [finding.rule for finding in inspect_file(tmp_path / "nothing.csv").findings] == ["unreadable-file"]


def test_noise_under_every_name_never_raises(tmp_path: Path, network: Network) -> None:
    chance = random.Random(1)
    workbook = write_return(network, "2024-25-q1/mill.xlsx").read_bytes()
    names = [
        "a.xlsx",
        "a.xls",
        "a.csv",
        "a.json",
        "a.qdpx",
        "a.yml",
        "network.yml",
        "questions.yml",
        "card.yml",
        "a",
        "a.ods",
    ]
    for _ in range(15):
        spoilt = bytearray(workbook)
        for _ in range(20):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        for held in (
            bytes(spoilt),
            chance.randbytes(500),
            b"a,b\n\xff\xfe\x00",
            b"&a [*a, *a]",
            b'{"grants":[[{}],{"id":[1]}]}',
            b"- {id: [a]}",
        ):
            for name in names:
                path = tmp_path / name
                path.write_bytes(held)
                inspected = inspect_file(path)
                assert "reader-failed" not in [finding.rule for finding in inspected.findings], (
                    name,
                    held[:40],
                    inspected.findings,
                )
                json.dumps(inspected.as_dict())


def test_rows_that_a_build_leaves_out_are_not_said_to_be_read(network: Network) -> None:
    """A second file has one of the awards once more: by itself it holds two, and a build keeps one of them."""
    heads = "award_id,title,kind,currency,amount,payer,recipient,award_date,start,end\n"
    row = "{},Rooms,grant,GBP,500,Council,Mill Hub,2024-04-01,2024-04-01,2025-03-31\n"
    folder = network.folder / "funding"
    folder.mkdir()
    (folder / "a.csv").write_text(heads + row.format("one"), encoding="utf-8")
    second = folder / "b.csv"
    second.write_text(heads + row.format("one") + row.format("two").replace("500", "70"), encoding="utf-8")
    awards = next(table for table in inspect_file(second).tables if table.name == "awards")
    assert (awards.rows, awards.built) == (2, 1)
    assert "awards would be read 2 rows, of which a build keeps 1" in inspect_file(second).as_text()
    assert "of which a build keeps" not in inspect_file(folder / "a.csv").as_text()


def test_answers_that_nothing_is_made_of_are_not_said_to_be_read(network: Network) -> None:
    inspected = inspect_file(write_return(network, "2024-25-q1/mill.xlsx", people="some", sessions=4))
    returns = next(table for table in inspected.tables if table.name == "returns")
    assert returns.built == returns.rows - 1 and "of which a build keeps" in inspected.as_text()


def test_a_file_of_returns_of_which_no_answer_is_kept_is_not_understood(network: Network, tmp_path: Path) -> None:
    """An export in other words that nobody mapped, and a return whose answers all stand beside their boxes: read, and nothing made of it."""
    export = tmp_path / "export.csv"
    export.write_text(
        "Hub,Quarter,Date sent,Visits to us,Helpers\nMill Hub,2024-25 Q1,2024-07-12,30,4\n", encoding="utf-8"
    )
    blank = write_return(network, "2024-25-q1/mill.xlsx", sessions=None, attendances=None, volunteers=None)
    for path in (export, blank):
        inspected = inspect_file(path)
        assert (inspected.understood, [table.name for table in inspected.tables]) == (False, ["submissions", "returns"])
    assert inspect_file(write_return(network, "2024-25-q1/mill.xlsx", sessions=None, attendances=None)).understood
