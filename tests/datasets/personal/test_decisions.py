"""Personal data stops a build until a person decided; what is redacted is gone from all that is made and remembered."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
import yaml
from click.testing import CliRunner

from analysis.commands import commands
from analysis.datasets.processing.freshness import is_fresh
from analysis.datasets.processing.personal_review import extend_review
from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network
from analysis.project import Refused, processed_folder
from analysis.sources.findings import Finding
from tests.datasets.drawn_network import WORDING, write, write_return

STORY = "Bronwen Ashdown rang from 07700 900418, and Bronwen Ashdown laid the tables."
FILE, CELL = "returns/2024-25-q1/mill.xlsx", "C14"
DECIDED = {"reason": "nobody asked her", "who": "Research partner", "when": "2025-05-06"}


def send(network: Network, story: str = STORY) -> None:
    write_return(network, "2024-25-q1/mill.xlsx", story=story)


def decide(network: Network, *entries: dict[str, Any]) -> None:
    held = [{"file": FILE, "sheet": "Return", "cell": CELL, **DECIDED, **entry} for entry in entries]
    write(network.folder / "personal-data.yml", yaml.safe_dump(held, allow_unicode=True, sort_keys=False))


def stops(network: Network) -> list[Finding]:
    return process_network(network).stops


def told(network: Network) -> str:
    return read_table(network.name, "returns").filter(pl.col("question_id") == "story")["text"].item()


def holds(network: Network, text: str) -> list[str]:
    """Processed files in which the text stands, however they are packed."""
    folder = processed_folder(network.name)
    found = [path.name for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]
    tables = list(folder.glob("*.parquet"))
    return found + [path.name for path in tables if text in pl.read_parquet(path).write_json()]


NAME = {"kind": "name", "text": "Bronwen Ashdown"}
PHONE = {"kind": "phone", "text": "07700 900418"}


def test_what_nobody_decided_about_stops_and_is_told_without_being_repeated(network: Network) -> None:
    send(network)
    found = stops(network)
    assert [(each.rule, each.severity, each.file, each.sheet, each.cell, each.column) for each in found] == [
        ("personal-data", "stops", FILE, "Return", CELL, "story")
    ] * 2
    assert {each.value for each in found} == {"B… A…", "07… …18"}
    assert not any("Bronwen" in str(each) or "900418" in str(each) for each in found)
    assert all("hub-learning personal mills" in each.remedy for each in found)
    assert {each.hub_id for each in found} == {"mill"}
    waiting = read_table(network.name, "personal_data").select("file", "cell", "shown", "decision").rows()
    assert sorted(waiting) == [(FILE, CELL, "07… …18", None), (FILE, CELL, "B… A…", None)]
    assert not is_fresh(network)  # a build tells it again, and again


def test_what_is_redacted_is_gone_from_all_that_is_made_and_remembered(network: Network) -> None:
    send(network)
    process_network(network)
    assert holds(network, "Bronwen")  # undecided, it is still there: nothing is published of it
    decide(network, {**NAME, "decision": "redact", "instead": "[a neighbour]"}, {**PHONE, "decision": "redact"})
    assert stops(network) == []
    assert told(network) == "[a neighbour] rang from [phone], and [a neighbour] laid the tables."
    for word in ("Bronwen", "Ashdown", "900418"):
        assert holds(network, word) == []
    shown = read_table(network.name, "personal_data").select("kind", "shown", "decision", "instead").rows()
    assert shown == [("name", "B… A…", "redact", "[a neighbour]"), ("phone", "07… …18", "redact", None)]
    assert process_network(network).files_read == []  # nothing changed: nothing is read or searched again


def test_a_decision_that_is_taken_back_brings_the_words_back(network: Network) -> None:
    send(network)
    decide(network, {**NAME, "decision": "redact"}, {**PHONE, "decision": "redact"})
    assert stops(network) == []
    decide(network, {**NAME, "decision": ""}, {**PHONE, "decision": "redact"})
    assert [each.value for each in stops(network)] == ["B… A…"]
    assert told(network).startswith("Bronwen Ashdown rang from [phone]")


def test_what_is_allowed_by_name_stands(network: Network) -> None:
    send(network, "Our boat is called Percival.")
    decide(network, {"kind": "name", "text": "Percival", "decision": "allow", "reason": "a boat"})
    assert stops(network) == [] and "Percival" in told(network)
    send(network, "Our boat is called Percival, and Bronwen rows it.")  # another one in the same cell is none of it
    assert [each.value for each in stops(network)] == ["B…"]


def test_an_entry_without_file_or_cell_is_for_all_of_them(network: Network) -> None:
    send(network)
    write_return(
        network,
        "2024-25-q2/kiln.xlsx",
        hub="Kiln Hub",
        hub_id="kiln",
        quarter="2024-25 Q2",
        story="Ask Bronwen Ashdown.",
    )
    decide(
        network,
        {**NAME, "file": "", "sheet": "", "cell": "", "decision": "redact"},
        {**PHONE, "decision": "redact", "cell": ""},
    )
    assert stops(network) == []
    assert holds(network, "Bronwen") == []


def test_what_only_a_person_can_see_is_redacted_too(network: Network) -> None:
    send(network, "The baker of Nether Wick came alone. Also the bakery closed.")
    decide(network, {"kind": "other", "text": "The baker of Nether Wick", "decision": "redact", "instead": "Somebody"})
    assert stops(network) == []
    assert told(network) == "Somebody came alone. Also the bakery closed."


def test_whole_words_alone_are_redacted(network: Network) -> None:
    send(network, "Al said so. Also Alan's wall (Al).")
    decide(network, *({"kind": "name", "text": text, "decision": "redact", "instead": "X"} for text in ("Al", "Alan")))
    assert stops(network) == []
    assert told(network) == "X said so. Also X's wall (X)."


def test_an_entry_that_finds_nothing_any_more_is_told(network: Network) -> None:
    send(network, "Nobody came.")
    decide(network, {**NAME, "decision": "redact"}, {"kind": "name", "text": "Percival", "decision": "allow"})
    assert stops(network) == []
    found = read_table(network.name, "findings").filter(pl.col("rule") == "personal-data-unmatched")
    assert found["severity"].unique().to_list() == ["note"] and found["cell"].to_list() == ["/0", "/1"]
    assert "B… A…" in found["problem"][0] and "Bronwen" not in found.write_json()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({**NAME, "decision": "delete"}, "`decision` is `delete`; it must be one of `allow`, `redact`"),
        ({**NAME, "kind": "shoe size", "decision": "redact"}, "`kind` is `shoe size`; it must be one of"),
        ({"kind": "name", "decision": "allow"}, "which text is meant"),
        ({**NAME, "decision": "redact", "reason": ""}, "`reason` is blank"),
        ({**NAME, "decision": "redact", "who": ""}, "`who` is blank"),
        ({**NAME, "decision": "redact", "when": "last week"}, "it must be a day such as"),
        ({**NAME, "decision": "redact", "who": "Gwenllian Prosser"}, "`who` tells who somebody is"),
        ({**NAME, "decision": "redact", "reason": "Bronwen Ashdown asked"}, "`reason` tells who somebody is"),
        ({**NAME, "decision": "redact", "instead": "Gwen"}, "`instead` tells who somebody is"),
        ({**NAME, "decision": "allow", "instead": "[a neighbour]"}, "allows the text and says what stands instead"),
        ({**NAME, "decision": "allow", "note": "x"}, "`note` is not read in entry 1"),
    ],
)
def test_an_entry_that_is_not_clear_stops(network: Network, entry: dict[str, Any], said: str) -> None:
    send(network)
    decide(network, entry, {**PHONE, "decision": "redact"})
    found = [each for each in stops(network) if each.file == "personal-data.yml"]
    assert any(said in each.problem for each in found), found
    assert not any("Ashdown" in str(each) or "Gwen" in str(each) for each in found)
    if entry.get("decision") == "redact":
        assert "Bronwen" not in told(network)  # meant to be hidden, it is hidden whatever else is amiss


@pytest.mark.parametrize(
    "text", ["- [", "file: x", "- just words\n", "\0", "- file: &a [*a]", "é".encode("latin-1").decode("latin-1")]
)
def test_a_file_that_does_not_read_stops(network: Network, text: str) -> None:
    write(network.folder / "personal-data.yml", text)
    assert {each.rule for each in stops(network)} == {"personal-data-unreadable"}


def test_an_empty_file_decides_nothing(network: Network) -> None:
    for text in ("", "[]", "null", "# nothing yet\n"):
        write(network.folder / "personal-data.yml", text)
        assert stops(network) == []


def test_numbers_are_read_letter_for_letter(network: Network) -> None:
    """YAML would make an octal number of 07700900418 written without quotes."""
    send(network, "Ring 07700900416.")
    held = f"- {{file: {FILE}, cell: {CELL}, kind: phone, text: 07700900416, decision: redact, reason: hers, who: Chair, when: 2025-05-06}}\n"
    write(network.folder / "personal-data.yml", held)
    assert stops(network) == [] and told(network) == "Ring [phone]."


def test_every_source_is_searched(network: Network) -> None:
    """Awards with persons as recipients, recommendations, figures' cautions, corrections, and the names of hubs are no persons."""
    folder = network.folder
    hubs = "hub_id,name,kind,locality_id,area,status,opened\nmill,Grace Mill,library,l1,North,established,\n"
    write(folder / "register" / "hubs.csv", hubs)
    write_return(network, "2024-25-q1/mill.xlsx", hub="Grace Mill", story="Grace Mill opened its doors.")
    write(
        folder / "recommendations.csv",
        "recommendation_id,made_in,number,text,addressed_to,status\nr,2024-25,1,Ask Sunita Rao,Council,proposed\n",
    )
    write(
        folder / "funding" / "awards.csv",
        "award_id,title,description,kind,currency,amount,payer,recipient\n"
        "a,Tools for a garden,For ms.tapp@garden.example,grant,GBP,100,Council,Mrs Imogen Tapp\n",
    )
    write(
        folder / "corrections.yml",
        "- {hub_id: mill, quarter: 2024-25 Q1, question_id: sessions, expected: '10', new: '11', reason: told by Ffion, who: Chair, when: 2024-08-01}\n",
    )
    found = {(each.file, each.value) for each in stops(network) if each.rule == "personal-data"}
    assert found == {
        ("recommendations.csv", "S… R…"),
        ("funding/awards.csv", "m…@…"),
        ("funding/awards.csv", "M… I… T…"),
        ("corrections.yml", "F…"),
    }


def test_in_an_export_each_row_is_a_return_of_its_hub(network: Network) -> None:
    heads = "Timestamp,Which hub are you filling this in for?,Which quarter is this return for?," + WORDING["story"]
    rows = [
        "2024-07-12 09:31:00,Mill Hub,2024-25 Q1,All well.",
        '2024-10-12 09:31:00,Kiln Hub,2024-25 Q2,"Ask Gwenllian, she knows."',
    ]
    write(network.folder / "returns" / "form-export.csv", "\n".join([heads, *rows]) + "\n")
    (found,) = stops(network)
    assert (found.cell, found.hub_id, found.quarter, found.value) == ("D3", "kiln", "2024-25 Q2", "G…")


def case(network: Network, consent: str = "quote", code: str = "case-0") -> None:
    from tests.sources.drawn_files import project_xml, write_project

    text = "Before. Nobody asked Bronwen Ashdown to come along that day. After."
    start, end = text.index("Nobody"), text.index(" After")
    (network.folder / "cases").mkdir(exist_ok=True)
    xml = project_xml([("A visit", f"={text}")], [(0, start, end, text[start:end], "k2", "u1")], consent=consent)
    write_project(network.folder / "cases" / "project.qdpx", xml.replace("case-0", code))


def test_a_name_in_a_case_study_is_redacted_in_text_and_passage_and_positions_stay_true(network: Network) -> None:
    case(network)
    assert [(each.file, each.value) for each in stops(network)] == [("cases/project.qdpx", "B… A…")]
    place = read_table(network.name, "case_studies")["source_cell"].item()
    decide(
        network,
        {**NAME, "file": "cases/project.qdpx", "sheet": "", "cell": place, "decision": "redact", "instead": "[her]"},
    )
    assert stops(network) == []
    (coding,) = read_table(network.name, "codings").rows(named=True)
    text = read_table(network.name, "case_studies")["text"].item()
    assert coding["quote"] == "Nobody asked [her] to come along that day."
    assert text[coding["start"] : coding["end"]] == f"Nobody asked {'█' * 15} to come along that day."
    assert holds(network, "Bronwen") == []


def test_a_name_in_the_code_of_a_case_study_is_found_and_redacted_in_its_codings_too(network: Network) -> None:
    """Programs without a variable case_id call a case study as the coder called its source, and evidence names it."""
    case(network, code="Visit to Bronwen Ashdown")
    decide(network, {**NAME, "file": "cases/project.qdpx", "sheet": "", "cell": "", "decision": "redact"})
    assert stops(network) == []
    (study,), (coding,) = (read_table(network.name, name).rows(named=True) for name in ("case_studies", "codings"))
    assert study["case_id"] == coding["case_id"] == "Visit to [name]"
    assert holds(network, "Bronwen") == []
    (network.folder / "personal-data.yml").unlink()
    texts = network.folder / "cases" / "project.qdpx"
    texts.unlink()
    sheet = "case_id,title,role,consent,text\nBronwen Ashdown,A visit,visitor,quote,Nobody asked her.\n"
    write(network.folder / "cases" / "cases.csv", sheet)

    (found,) = stops(network)
    assert (found.column, found.value) == ("case_id", "B… A…") and "a code that is no name" in found.remedy


def test_copies_made_before_a_redaction_are_forgotten(network: Network) -> None:
    send(network)
    process_network(network)
    copy = processed_folder(network.name) / "cache" / "notebooks" / "x.ipynb"
    write(copy, STORY)
    write(copy.parent.parent / "page.html", STORY)
    write(copy.parent.parent / "editions" / "seen.json", "{}")
    decide(network, {**NAME, "decision": "redact"}, {**PHONE, "decision": "redact"})
    process_network(network)
    assert holds(network, "Bronwen") == []
    assert (copy.parent.parent / "editions" / "seen.json").exists()


def test_the_command_lists_what_waits_and_keeps_what_is_decided(network: Network) -> None:
    send(network)
    path = network.folder / "personal-data.yml"
    review = extend_review(network)
    assert (len(review.added), review.waiting) == (2, 2)
    first = path.read_text(encoding="utf-8")
    assert "Bronwen Ashdown" in first and "\n# What looks like personal data" in first
    assert extend_review(network).added == [] and path.read_text(encoding="utf-8") == first
    decide(network, {**NAME, "decision": "redact"})
    before = path.read_text(encoding="utf-8")
    shown = CliRunner().invoke(commands, ["personal", network.name])
    assert shown.exit_code == 1 and "1 entry added, 1 to decide on, 1 redacted" in shown.output
    assert "Bronwen" not in shown.output and "900418" not in shown.output
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before) and "07700 900418" in after.removeprefix(before)
    decide(network, {**NAME, "decision": "redact"}, {**PHONE, "decision": "redact"})
    assert CliRunner().invoke(commands, ["personal", network.name]).exit_code == 0


def test_nothing_is_added_to_a_file_that_does_not_read(network: Network) -> None:
    send(network)
    write(network.folder / "personal-data.yml", "- [")
    with pytest.raises(Refused, match="does not read, so nothing was added"):
        extend_review(network)
