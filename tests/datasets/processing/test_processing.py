"""From raw files to tables: slips are found with their cells, only what changed is read, nothing is written twice."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing import freshness
from analysis.datasets.processing.freshness import is_fresh
from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.processing.tables import TABLES
from analysis.networks import Network
from analysis.project import Refused, processed_folder
from tests.conftest import PROJECT
from tests.datasets.drawn_network import HUBS, draw_network, write, write_return


def findings(network: Network, *rules: str) -> list[dict[str, Any]]:
    frame = read_table(network.name, "findings")
    return frame.filter(pl.col("rule").is_in(rules)).rows(named=True) if rules else frame.rows(named=True)


def values(network: Network, **where: str) -> dict[str, Any]:
    frame = read_table(network.name, "returns").filter(pl.lit(True), **where)
    return dict(frame.select("question_id", "value").iter_rows())


def test_a_return_becomes_rows_with_their_cells(network: Network) -> None:
    write_return(
        network,
        "2024-25-q1/mill.xlsx",
        people="about 30",
        warm_space="Yes",
        support_kinds="Food; transport",
        received=dt.date(2024, 8, 1),
    )
    process_network(network)
    returns = read_table(network.name, "returns")
    assert values(network) == {
        "sessions": 10,
        "attendances": 200,
        "volunteers": 5,
        "people": 30,
        "warm_space": 1,
        "support_kinds": None,
    }
    people = returns.row(by_predicate=pl.col("question_id") == "people", named=True)
    assert (people["qualifier"], people["source_file"], people["source_sheet"], people["source_cell"]) == (
        "about", "returns/2024-25-q1/mill.xlsx", "Return", "C14",
    )  # fmt: skip
    assert returns.filter(pl.col("question_id") == "support_kinds")["text"].item() == "food;transport"
    (sent,) = read_table(network.name, "submissions").rows(named=True)
    assert (sent["hub_id"], sent["quarter"], sent["due"], sent["days_late"]) == (
        "mill",
        "2024-25 Q1",
        dt.date(2024, 7, 28),
        4,
    )


@pytest.mark.parametrize(
    ("answers", "rule", "cell", "left_out"),
    [
        ({"sessions": "a dozen"}, "not-a-number", "C11", ["sessions"]),
        ({"sessions": -3}, "negative", "C11", ["sessions"]),
        ({"sessions": 7.5}, "not-whole", "C11", ["sessions"]),
        ({"people": "n/a"}, "not-applicable", "C14", ["people"]),
        ({"people": "not sure"}, "not-known", "C14", ["people"]),
        ({"people": "-"}, "dash", "C14", ["people"]),
        ({"people": "20-25"}, "not-a-number", "C14", ["people"]),
        ({"people": "45%"}, "not-a-number", "C14", ["people"]),
        ({"people": "<5"}, "bound", "C14", []),
        ({"people": "nil"}, "nought-in-words", "C14", []),
        ({"story": "n/a"}, "not-applicable", "C14", ["story"]),
        ({"warm_space": "on Tuesdays"}, "not-yes-no", "C14", ["warm_space"]),
        ({"people": 201}, "people-over-attendances", "C14", ["people", "attendances"]),
        (
            {"people": 100, "people_0_17": 10, "people_18_64": 20, "people_65_plus": 30},
            "ages-not-adding-up",
            "C15",
            ["people_0_17", "people_18_64", "people_65_plus"],
        ),
        ({"sessions": ""}, "required-blank", "C11", ["sessions"]),
        ({"support_kinds": "food; juggling"}, "not-a-choice", "C14", []),
        ({"How many geese?": 3}, "below-the-form", "C14", ["How many geese?"]),
    ],
)
def test_each_slip_is_found_with_its_cell(
    network: Network, answers: dict[str, Any], rule: str, cell: str, left_out: list[str]
) -> None:
    write_return(network, "2024-25-q1/mill.xlsx", **answers)
    process_network(network)
    (found,) = findings(network, rule)
    assert (found["file"], found["cell"], found["row"]) == ("returns/2024-25-q1/mill.xlsx", cell, int(cell[1:]))
    assert found["problem"] and found["why"] and found["remedy"]
    kept = values(network)
    assert set(left_out).isdisjoint(kept)
    assert set(kept) == ({"sessions", "attendances", "volunteers", *answers} - set(left_out))


def test_two_hubs_whose_names_differ_in_an_apostrophe_are_both_suggested(network: Network) -> None:
    added = "st-marys-1,St Mary's,library,l1,North,established,\nst-marys-4,St. Mary’s,library,l1,North,established,\n"
    write(network.folder / "register" / "hubs.csv", HUBS + added)
    write_return(network, "2024-25-q1/letter.xlsx", hub="St Marys", hub_id="St Marys")
    process_network(network)
    (unknown,) = findings(network, "unknown-hub")
    assert all(f"({code})" in unknown["remedy"] for code in ("st-marys-1", "st-marys-4"))


def test_unknown_hub_wrong_quarter_and_late_dates(network: Network) -> None:
    write_return(network, "2024-25-q1/letter.xlsx", hub="Mil Hub", hub_id="ml")
    write_return(network, "2024-25-q2/mill.xlsx", quarter="2024-25 Q1", received=dt.date(2024, 10, 10))
    write_return(network, "2024-25-q2/kiln.xlsx", hub="Mill Hub", hub_id="kiln", quarter="2024-25 Q2", received="soon")
    process_network(network)
    (unknown,) = findings(network, "unknown-hub")
    assert (unknown["cell"], unknown["value"]) == ("B5", "ml")
    (wrong,) = findings(network, "wrong-quarter")
    assert (wrong["cell"], wrong["value"], wrong["hub_id"], wrong["quarter"]) == (
        "B6",
        "2024-25 Q1",
        "mill",
        "2024-25 Q2",
    )
    (unclear,) = findings(network, "two-hubs-named")
    assert (unclear["cell"], unclear["hub_id"]) == ("B4", "kiln")
    assert [found["cell"] for found in findings(network, "not-a-date")] == ["B7"]
    assert read_table(network.name, "submissions").select("hub_id", "quarter", "days_late").rows() == [
        ("kiln", "2024-25 Q2", None),
        ("mill", "2024-25 Q2", -18),
    ]


def test_a_return_outside_the_networks_quarters_is_left_out(network: Network) -> None:
    write_return(network, "mill.xlsx", quarter="2025-26 Q1")
    process_network(network)
    (found,) = findings(network, "quarter-outside")
    assert found["cell"] == "B6" and "hub-learning add" not in found["remedy"]
    assert read_table(network.name, "returns").is_empty()


def test_a_return_for_the_next_quarter_says_how_to_expect_it(network: Network) -> None:
    write_return(network, "mill.xlsx", quarter="2024-25 Q3")
    process_network(network)
    (found,) = findings(network, "quarter-outside")
    assert "`hub-learning add quarter mills`" in found["remedy"]


def test_a_register_without_rows_says_how_to_add_one(network: Network) -> None:
    write(network.folder / "register" / "hubs.csv", HUBS.splitlines()[0] + "\n")
    write_return(network, "2024-25-q1/mill.xlsx")
    (stop,) = [stop for stop in process_network(network).stops if stop.rule == "no-hubs"]
    assert "in its place" not in stop.remedy and "`hub-learning add hub mills NAME`" in stop.remedy


def test_a_later_return_that_answers_nothing_takes_no_others_place(network: Network) -> None:
    """The form sent again empty; and a form service's export whose headings nobody has mapped yet."""
    nothing = {"sessions": None, "attendances": None, "volunteers": None}
    write_return(network, "2024-25-q1/mill.xlsx", sessions=11)
    write_return(network, "2024-25-q1/again.xlsx", received=dt.date(2024, 7, 20), **nothing)
    export = "Hub,Quarter,Date sent,How busy were you?\nMill Hub,2024-25 Q1,25/07/2024,very\n"
    write(network.folder / "returns" / "2024-25-q1" / "export.csv", export)
    process_network(network)
    assert values(network)["sessions"] == 11
    told = findings(network, "doubled-return", "differing-returns", "same-day-returns")
    assert [(each["rule"], each["severity"], each["file"].rpartition("/")[2]) for each in told] == [
        ("doubled-return", "note", "again.xlsx"),
        ("doubled-return", "note", "export.csv"),
    ]


def test_returns_that_came_twice(network: Network) -> None:
    write_return(network, "2024-25-q1/mill.xlsx", people=90)
    write_return(network, "2024-25-q1/mill-2.xlsx", people=100, received=dt.date(2024, 7, 20))
    write_return(network, "2024-25-q2/mill.xlsx", quarter="2024-25 Q2", received=dt.date(2024, 10, 2))
    write_return(network, "2024-25-q2/mill-copy.xlsx", quarter="2024-25 Q2", received=dt.date(2024, 10, 2))
    process_network(network)
    (differing,) = findings(network, "differing-returns")
    assert (differing["file"], differing["severity"]) == ("returns/2024-25-q1/mill.xlsx", "doubt")
    assert "returns/2024-25-q1/mill-2.xlsx" in differing["problem"]
    assert [found["severity"] for found in findings(network, "doubled-return")] == ["note"]
    assert values(network, quarter="2024-25 Q1")["people"] == 100


def test_an_export_in_other_words_is_told_where_each_of_its_hubs_sent_its_form_too(network: Network) -> None:
    write_return(network, "2024-25-q1/mill.xlsx", people=90)
    export = "Hub,Quarter,Heads,Helpers,Doors\nMill,2024-25 Q1,91,4,12\n"
    write(network.folder / "returns" / "2024-25-q1" / "export.csv", export)
    process_network(network)
    (told,) = findings(network, "mapping-needed")
    assert (told["file"], told["severity"]) == ("returns/2024-25-q1/export.csv", "doubt")
    assert "3 columns" in told["problem"] and "`Heads`, `Helpers`, `Doors`." in told["problem"]
    assert values(network)["people"] == 90


def test_missing_returns_are_noted_for_hubs_that_were_open(network: Network) -> None:
    write_return(network, "2024-25-q1/mill.xlsx")
    process_network(network)
    assert [
        (found["hub_id"], found["quarter"], found["severity"]) for found in findings(network, "missing-return")
    ] == [
        ("kiln", "2024-25 Q2", "note"),
        ("mill", "2024-25 Q2", "note"),
    ]


def test_an_unreadable_return_is_left_out_and_the_rest_stands(network: Network) -> None:
    write_return(network, "2024-25-q1/mill.xlsx")
    (network.folder / "returns" / "2024-25-q2").mkdir()
    (network.folder / "returns" / "2024-25-q2" / "mill.xlsx").write_bytes(b"PK\x03\x04")
    processed = process_network(network)
    (found,) = findings(network, "unreadable-file")
    assert (found["hub_id"], found["quarter"], found["severity"]) == ("mill", "2024-25 Q2", "doubt")
    assert processed.stops == []
    assert len(read_table(network.name, "submissions")) == 1


def test_what_makes_an_edition_meaningless_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_network(tmp_path, "bare", register=False)
    write_return(network, "2024-25-q1/mill.xlsx")
    write(network.folder / "funding" / "awards.json", "{")
    assert [finding.rule for finding in process_network(network).stops] == ["not-json", "no-hubs"]
    assert not is_fresh(network)  # so that the next build tells it again
    write(network.folder / "questions.yml", "- {id: x, number: 1, kind: riddle}")
    write(network.folder / "register" / "hubs.csv", HUBS)
    assert {finding.file for finding in process_network(network).stops} >= {"questions.yml"}


def test_hostile_files_are_findings_and_the_others_are_read(network: Network) -> None:
    write_return(network, "2024-25-q1/mill.xlsx")
    write(
        network.folder / "funding" / "awards.json",
        json.dumps({"grants": [{"id": "\ud800", "amountAwarded": 1e999, "title": "T"}]}),
    )
    write(network.folder / "recommendations.csv", "recommendation_id,text\n\x00,\n")
    write(network.folder / "card.yml", 'title: "\\uD800"\n&a b: [*a]\n')
    write(network.folder / "returns" / "notes.docx", "PK but not really")
    Path(os.fsdecode(os.fsencode(network.folder) + b"/\xff.csv")).write_text("x", encoding="utf-8")
    process_network(network)
    assert values(network)["sessions"] == 10
    found = findings(network)
    assert "reader-failed" not in {each["rule"] for each in found}
    assert {"recommendations.csv", "card.yml", "returns/notes.docx", "\ufffd.csv", "funding/awards.json"} <= {
        each["file"] for each in found
    }
    places = [(each["file"], each["cell"]) for each in found if each["file"] == "funding/awards.json" and each["cell"]]
    assert len(set(places)) == len(places)


def test_a_network_without_sources_has_all_tables_with_their_schemas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_network(tmp_path, "empty", register=False, questions=False)
    assert process_network(network).stops == []
    for name, table in TABLES.items():
        frame = read_table("empty", name)
        assert frame.schema == table.schema
        assert frame.is_empty() or name == "personal_rates"  # which is the same for all networks
    with pytest.raises(Refused, match="there is no table 'ponds'; there are: localities"):
        read_table("empty", "ponds")


def test_one_changed_return_rereads_one_file_and_rewrites_what_changed(network: Network) -> None:
    write_return(network, "2024-25-q1/mill.xlsx")
    write_return(
        network,
        "2024-25-q2/kiln.xlsx",
        hub="Kiln Hub",
        hub_id="kiln",
        quarter="2024-25 Q2",
        received=dt.date(2024, 10, 2),
    )
    assert len(process_network(network).files_read) == 6
    assert is_fresh(network)
    write_return(network, "2024-25-q1/mill.xlsx", sessions=11)
    assert not is_fresh(network)
    processed = process_network(network)
    assert processed.files_read == ["returns/2024-25-q1/mill.xlsx"]
    assert processed.tables_changed == ["returns"]
    assert is_fresh(network)
    (processed_folder(network.name) / "hubs.parquet").unlink()
    assert not is_fresh(network)
    assert process_network(network).files_read == []
    assert process_network(network).tables_changed == []


def test_a_changed_file_is_noticed_even_with_the_same_size_and_time(network: Network) -> None:
    hubs = network.folder / "register" / "hubs.csv"
    process_network(network)
    state = hubs.stat()
    hubs.write_text(HUBS.replace("Mill Hub", "Hill Hub"), encoding="utf-8")
    os.utime(hubs, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert not is_fresh(network)


def test_the_same_files_give_the_same_bytes(network: Network) -> None:
    write_return(network, "2024-25-q1/mill.xlsx", sessions="lots", people="about 12")
    process_network(network)
    folder = processed_folder(network.name)
    before = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for path in [*folder.rglob("*")]:
        if path.is_file():
            path.unlink()
    process_network(network)
    assert {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert {f"{name}.parquet" for name in TABLES} <= before.keys()


def test_withdrawn_words_go_no_further(network: Network) -> None:
    from tests.sources.drawn_files import project_xml, write_project

    (network.folder / "cases").mkdir()
    xml = project_xml([("A visit", "=She came alone")], [(0, 0, 8, "", "k2", "u1")], consent="withdrawn")
    write_project(network.folder / "cases" / "project.qdpx", xml)
    process_network(network)
    (case,) = read_table(network.name, "case_studies").rows(named=True)
    assert (case["hub_id"], case["consent"], case["text"]) == ("mill", "withdrawn", None)
    assert read_table(network.name, "codings").is_empty()
    held = b"".join(path.read_bytes() for path in processed_folder(network.name).rglob("*") if path.is_file())
    assert b"case-0" in held
    assert b"came alone" not in held


def test_the_fresh_check_imports_nothing_heavy(network: Network) -> None:
    process_network(network)
    code = (
        "import sys; from analysis.networks import open_network; from analysis.datasets.processing.freshness import is_fresh\n"
        "print(is_fresh(open_network('mills')), [m for m in ('polars', 'pandas', 'python_calamine') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    assert done.stdout.strip() == "True []"


def test_a_finding_of_the_reader_names_hub_and_quarter_whatever_the_file_is_called(network: Network) -> None:
    from openpyxl import load_workbook

    path = write_return(network, "2024-25-q1/Return FINAL (2).xlsx", people=90)
    book = load_workbook(path)
    book.worksheets[0]["C14"] = "=40+50"
    book.save(path)
    process_network(network)
    (found,) = findings(network, "formula-without-result")
    assert (found["hub_id"], found["quarter"], found["column"], found["cell"]) == (
        "mill",
        "2024-25 Q1",
        "people",
        "C14",
    )
    assert "people" not in values(network)


@pytest.mark.parametrize(
    "module", ["sources/money/giving/grants.py", "datasets/returns/checks/peers.py", "datasets/lists/new.txt"]
)
def test_a_changed_reader_makes_the_tables_stale(module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However deep it lies: numbers of an older reader never stand without an error."""
    package = tmp_path / "analysis"
    shutil.copytree(freshness._PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(freshness, "_PACKAGE", package)
    freshness._package_code.cache_clear()
    before = freshness.reading_code()
    with (package / module).open("a", encoding="utf-8") as file:
        file.write("\n")
    freshness._package_code.cache_clear()
    after = freshness.reading_code()
    freshness._package_code.cache_clear()
    assert before != after


def test_a_reader_that_moves_makes_the_tables_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "analysis"
    shutil.copytree(freshness._PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(freshness, "_PACKAGE", package)
    freshness._package_code.cache_clear()
    before = freshness.reading_code()
    (package / "sources/money/giving/grants.py").rename(package / "sources/cases/grants.py")
    freshness._package_code.cache_clear()
    after = freshness.reading_code()
    freshness._package_code.cache_clear()
    assert before != after
