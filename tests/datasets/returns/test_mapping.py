"""From a foreign form's columns to the network's questions: proposed, confirmed by a person, only then used."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
import yaml
from click.testing import CliRunner

from analysis.commands import commands
from analysis.datasets.inspecting.inspection import inspect_file
from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.returns.mapping.proposals import propose_for_file, propose_mapping
from analysis.datasets.returns.mapping.surroundings import core_questions
from analysis.networks import Network
from analysis.project import Refused
from analysis.sources.records import Answer, Reading, Record, SentReturn
from tests.datasets.drawn_network import write

HEADINGS = [
    "ID", "Start time", "Completion time", "Email", "Name", "Which community hub do you help run?", "Reporting period",
    "Number of sessions held", "Total footfall", "Different people, if known", "How many volunteers did you have?",
    "Were you a warm space?", "Any other comments?",
]  # fmt: skip
ROWS = [
    [
        "1",
        "45480.1",
        "45485.4",
        "pat@example.org",
        "Pat",
        "Mill Hub",
        "April to June 2024",
        "10",
        "200",
        "c. 30",
        "5",
        "Yes",
        "hi",
    ],
    [
        "2",
        "45480.1",
        "45486.4",
        "sam@example.org",
        "Sam",
        "Kiln Hub",
        "April to June 2024",
        "nil",
        "0",
        "-",
        "<5",
        "No",
        "",
    ],
]


def write_export(network: Network, name: str = "export.csv") -> Path:
    path = network.folder / "returns" / name
    if name.endswith(".xlsx"):
        path.parent.mkdir(parents=True)
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("Form1")
        for at, row in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(at, 0, row)
        book.close()
    else:
        text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEADINGS, *ROWS])
        write(path, text)
    return path


def confirm(export: Path) -> None:
    mapping = export.with_name(f"{export.name}.mapping.yml")
    mapping.write_text(
        mapping.read_text(encoding="utf-8").replace("confirmed_by: ''", "confirmed_by: an analyst"), encoding="utf-8"
    )


def rules(network: Network) -> dict[str, str]:
    return dict(read_table(network.name, "findings").select("rule", "severity").iter_rows())


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx"])
def test_a_foreign_export_is_read_once_its_mapping_is_confirmed(network: Network, name: str) -> None:
    export = write_export(network, name)
    assert [finding.rule for finding in process_network(network).stops] == ["mapping-needed"]

    done = CliRunner().invoke(commands, ["map", str(export)])
    assert done.exit_code == 0, done.output
    assert [finding.rule for finding in process_network(network).stops] == ["mapping-unconfirmed"]
    assert read_table(network.name, "returns").is_empty()

    confirm(export)
    processed = process_network(network)
    assert (processed.stops, processed.files_read) == ([], [f"returns/{name}.mapping.yml"])
    returns = read_table(network.name, "returns").select("hub_id", "question_id", "value", "qualifier", "source_cell")
    assert returns.filter(pl.col("hub_id") == "mill").rows() == [
        ("mill", "attendances", 200, "exact", "I2"),
        ("mill", "people", 30, "about", "J2"),
        ("mill", "sessions", 10, "exact", "H2"),
        ("mill", "volunteers", 5, "exact", "K2"),
        ("mill", "warm_space", 1, "exact", "L2"),
    ]
    assert returns.filter(pl.col("hub_id") == "kiln").select("question_id", "value", "qualifier").rows() == [
        ("attendances", 0, "exact"),
        ("sessions", 0, "exact"),
        ("volunteers", None, "less than"),
        ("warm_space", 0, "exact"),
    ]
    assert read_table(network.name, "submissions")["days_late"].to_list() == [-15, -16]
    assert {"bound": "doubt", "dash": "doubt", "nought-in-words": "note", "personal-columns": "note"}.items() <= rules(
        network
    ).items()
    held = b"".join(
        path.read_bytes() for path in (network.folder.parents[1] / "processed").rglob("*") if path.is_file()
    )
    assert b"pat@example.org" not in held


def test_inspect_sees_the_mapping_and_the_networks_own_questions(network: Network) -> None:
    export = write_export(network)
    found = [finding.rule for finding in inspect_file(export).findings]
    assert found == ["mapping-needed", "personal-columns"]  # as check tells them: what stops first
    CliRunner().invoke(commands, ["map", str(export)])
    confirm(export)
    asked = yaml.safe_load((network.folder / "questions.yml").read_text(encoding="utf-8"))
    asked[0]["kind"] = "text"  # here sessions are told in words
    write(network.folder / "questions.yml", yaml.safe_dump(asked))
    inspected = inspect_file(export)
    assert inspected.tables[0].sample[0]["hub"] == "Mill Hub"
    told = {(finding.rule, finding.column) for finding in inspected.findings}
    assert ("not-applicable", "sessions") in told  # `nil` in words
    assert ("bound", "volunteers") in told


def test_proposals_say_how_sure_they_are_and_why(network: Network) -> None:
    proposal = propose_for_file(write_export(network))
    assert {name: each.wording for name, each in proposal.columns.items()} == {
        "hub": "Which community hub do you help run?",
        "quarter": "Reporting period",
    }
    assert {each.wording: each.question for each in proposal.questions} == {
        "Number of sessions held": "sessions",
        "Total footfall": "attendances",
        "Different people, if known": "people",
        "How many volunteers did you have?": "volunteers",
        "Were you a warm space?": "warm_space",
        "Any other comments?": "",
    }
    assert all(0.45 <= each.confidence <= 1 and each.reason for each in proposal.questions if each.question)
    assert "money_in" in proposal.unanswered
    assert "`volunteers`" in next(each.reason for each in proposal.questions if each.question == "volunteers")


@pytest.mark.parametrize(
    ("wording", "texts", "question"),
    [
        ("How many sessions or activities did the hub hold this quarter", ["3"], "sessions"),
        ("Volunteer hours", ["30"], "volunteer_hours"),
        ("Hours given by volunteers", ["about 30"], "volunteer_hours"),
        ("People signposted to other services", ["2"], "referrals_out"),
        ("Amount spent this quarter", ["£20"], "money_out"),
        ("One story", ["A choir began."], "story"),
        ("What did you learn?", ["Ask first."], "learned"),
        ("Kinds of support [Food]", ["yes"], "support_kinds:food"),
        ("How many dogs were there?", ["2"], ""),
        ("Colour of the door", ["red"], ""),
    ],
)
def test_each_wording_finds_its_question_or_none(wording: str, texts: list[str], question: str) -> None:
    sent = [SentReturn(Record("A2", {}, {}, 2), [Answer("", wording, text, "D2")]) for text in texts]
    hubs = pl.DataFrame({"hub_id": ["mill"], "name": ["Mill Hub"]})
    (proposed,) = propose_mapping(Reading({}, sent, []), core_questions(), hubs).questions
    assert proposed.question == question, proposed


def test_a_mapping_that_no_longer_fits_is_told(network: Network) -> None:
    export = write_export(network)
    CliRunner().invoke(commands, ["map", str(export)])
    confirm(export)
    export.write_text(export.read_text(encoding="utf-8").replace("Total footfall", "Total visits"), encoding="utf-8")
    mapping = export.with_name("export.csv.mapping.yml")
    mapping.write_text(
        mapping.read_text(encoding="utf-8").replace("question: people", "question: poeple"), encoding="utf-8"
    )
    process_network(network)
    found = rules(network)
    assert (found["mapping-no-column"], found["mapping-unknown-question"], found["unknown-question"]) == ("doubt",) * 3


def test_a_blank_row_of_a_mapped_export_is_asked_for_though_a_column_was_reworded(network: Network) -> None:
    export = write_export(network)
    CliRunner().invoke(commands, ["map", str(export)])
    confirm(export)
    held = export.read_text(encoding="utf-8").replace("Total footfall", "Total visits")
    quarter, blank = '"April to June 2024",', ",".join(['""'] * 6)
    mill, kiln = held.splitlines()[1:]
    export.write_text("\n".join([held.splitlines()[0], mill, kiln.partition(quarter)[0] + quarter + blank]), encoding="utf-8")  # fmt: skip
    process_network(network)
    assert {"mapping-no-column", "return-without-answers"} <= set(rules(network))


def test_one_mapping_serves_all_exports_of_a_folder_and_quarters_may_be_folders(network: Network) -> None:
    write_export(network)
    CliRunner().invoke(commands, ["map", str(network.folder / "returns" / "export.csv")])
    confirm(network.folder / "returns" / "export.csv")
    (network.folder / "returns" / "export.csv.mapping.yml").rename(network.folder / "returns" / "mapping.yml")
    folder = network.folder / "returns" / "2024-25-q2"
    folder.mkdir()
    (network.folder / "returns" / "export.csv").rename(folder / "export.csv")
    held = (folder / "export.csv").read_text(encoding="utf-8")
    (folder / "export.csv").write_text(held.replace("April to June 2024", ""), encoding="utf-8")
    write(network.folder / "notes" / "mapping.yml", "x")
    process_network(network)
    assert read_table(network.name, "submissions")["quarter"].to_list() == ["2024-25 Q2", "2024-25 Q2"]


@pytest.mark.parametrize("held", ["[", "just words", "questions: 3", "questions: [{question: a}]", "&a [*a]"])
def test_a_mapping_that_does_not_read_stops_and_says_so(network: Network, held: str) -> None:
    write_export(network)
    write(network.folder / "returns" / "export.csv.mapping.yml", held)
    assert "mapping-unreadable" in {finding.rule for finding in process_network(network).stops}


def test_map_never_overwrites_and_refuses_what_is_no_export(network: Network, tmp_path: Path) -> None:
    export = write_export(network)
    for name, held in (("letter.txt", "Dear all"), ("a.csv", "a,b\n1,2\n")):
        write(network.folder / name, held)
        with pytest.raises(Refused, match="not the export of a form"):
            propose_for_file(network.folder / name)
    write(tmp_path / "elsewhere.csv", export.read_text(encoding="utf-8"))
    with pytest.raises(Refused, match="--network"):
        propose_for_file(tmp_path / "elsewhere.csv")
    assert propose_for_file(tmp_path / "elsewhere.csv", network.name).columns
    assert CliRunner().invoke(commands, ["map", str(export)]).exit_code == 0
    again = CliRunner().invoke(commands, ["map", str(export)])
    assert isinstance(again.exception, Refused)
    printed = CliRunner().invoke(commands, ["map", "--print", str(export)])
    assert yaml.safe_load(printed.output)["confirmed_by"] == ""


def test_an_export_in_other_words_is_told_once_and_no_hub_is_asked_to_send_it_again(network: Network) -> None:
    """Eighteen columns of a form that somebody else worded: not eighteen remarks on questions, but the way to read it."""
    columns = [f"Our question {number}" for number in range(18)]
    rows = [["Mill Hub", "2024-25 Q1", *["12"] * 18], ["Kiln Hub", "2024-25 Q2", *["12"] * 18]]
    path = network.folder / "returns" / "Form responses 1.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(",".join(row) for row in [["Hub", "Quarter", *columns], *rows]), encoding="utf-8")
    process_network(network)
    found = read_table(network.name, "findings")
    (told,) = found.filter(pl.col("rule").is_in(["mapping-needed", "unknown-question", "return-without-answers"])).rows(
        named=True
    )
    assert (told["rule"], told["hub_id"]) == ("mapping-needed", None)
    assert told["problem"].startswith("18 columns of this export are no questions of this network: `Our question 0`")
    assert f"hub-learning map 'data/raw/{network.name}/returns/Form responses 1.csv'" in told["remedy"]


@pytest.mark.parametrize("headings", ["Hub,Qtr,Vols,Footfall,Sess", "Hub,When,Vols,Footfall,Sess"])
def test_short_headings_are_headings(network: Network, headings: str) -> None:
    """A sheet of somebody's own: one column names the hub, another says the quarter by its heading or its cells."""
    path = network.folder / "returns" / "own.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{headings}\nmill,2024-25 Q1,5,200,10\nkiln,2024-25 Q2,6,210,12\n", encoding="utf-8")
    found = propose_for_file(path)
    said = {each.wording: each.question for each in found.questions}
    assert {"Vols": "volunteers", "Footfall": "attendances"}.items() <= said.items()
    assert set(found.known) | set(found.columns) >= {"hub", "quarter"}
    assert said.get("Sess", "") in ("", "sessions")  # left open, or right


def test_headings_that_tell_neither_hub_nor_quarter_are_named(network: Network) -> None:
    path = network.folder / "returns" / "own.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Site,Vols,Footfall\nmill,5,200\nkiln,6,210\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"`Site`, `Vols`, `Footfall`.*head the column of hubs `Hub`"):
        propose_for_file(path)


def test_what_a_mapping_says_of_hub_and_day_holds_before_the_headings(network: Network) -> None:
    """The form has a column `Hub` that visitors fill in with their own, and two days: the mapping says which are meant."""
    export = network.folder / "returns" / "export.csv"
    rows = (
        "Hub,Which centre is this for?,Quarter,Submission time,Start time,Sessions held",
        "Kiln Hub,Mill Hub,2024-25 Q1,2024-09-30,2024-07-12,10",
    )
    write(export, "\n".join(rows))
    said = {
        "hub": "Which centre is this for?",
        "received": "Start time",
        "confirmed_by": "an analyst",
        "questions": [{"wording": "Sessions held", "question": "sessions"}],
    }
    write(export.with_name("export.csv.mapping.yml"), yaml.safe_dump(said))
    process_network(network)
    assert read_table(network.name, "returns").select("hub_id", "value").rows() == [("mill", 10)]
    assert read_table(network.name, "submissions").select("hub_id", "received").rows() == [
        ("mill", dt.date(2024, 7, 12))
    ]
    write(export.with_name("export.csv.mapping.yml"), yaml.safe_dump({**said, "received": "Strat time"}))
    process_network(network)
    assert rules(network)["mapping-no-column"] == "doubt"
