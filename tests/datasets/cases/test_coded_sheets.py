"""Case studies, codes and codings from sheets: names are matched, passages found in their texts, nothing guessed in silence."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from analysis.datasets.cases.case_studies import check_uses
from analysis.datasets.inspecting.inspection import inspect_file
from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network
from tests.datasets.drawn_network import draw_network, write
from tests.exhibits.drawn_edition import drawn

CASES = """case_id,title,hub_id,place,role,source_kind,collected,consent,consent_covers,text_file
one,The visit,mill,Town,visitor,interview,2024-05-02,quote,report;site,texts/one.txt
two,The walk,kiln,Elsewhere,volunteer,diary,2024-06-02,withdrawn,,texts/two.txt
three,The talk,,,visitor,interview,2024-06-09,count only,,three.txt
"""
ONE = "She came alone.\r\nNow she’s at the café – every day.\r\nNow she’s at the café, he said.\r\n"
CODINGS = """case,code,coder,passage
one,Less alone,Ann Example,"She came alone.
Now she's at the café - every day."
one,Less alone,Ben Example,She came alone.
The visit,Bus,Coder B,words that are nowhere
two,Bus,Ann Example,secret words
four,Bus,Ann Example,who is this
one,Unheard of,Ann Example,every day
one,Bus,Coder B,
one,,Coder B,every day
"""
CODEBOOK = """code,definition,when_to_use,when_not,frame,parent
Outcomes,What changed,,,,
Less alone,Company that lasts,Friends,A full room,,Outcomes
Bus,No way to come,,,hurdle,
"""


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    opened = draw_network(tmp_path)
    cases = opened.folder / "cases"
    for name, text in (("cases.csv", CASES), ("codings.csv", CODINGS), ("codebook.csv", CODEBOOK)):
        write(cases / name, text)
    for name, text in (("texts/one.txt", ONE), ("texts/two.txt", "These are secret words.")):
        write(cases / name, text)
    (cases / "texts" / "one.txt").write_bytes(ONE.encode("utf-8-sig"))
    return opened


def write_drawn(
    network: Network, file: str, text: str, selections: list[tuple[int, int, int, str, str, str]], **changes: str
) -> None:
    """A project of one case at cases/FILE, as the tests of readers draw it; changes: what to put instead of what."""
    from tests.sources.drawn_files import project_xml, write_project

    xml = project_xml([("A visit", f"={text}")], selections)
    for old, new in changes.items():
        xml = xml.replace(f'"{old}"', f'"{new}"')
    write_project(network.folder / "cases" / file, xml)


def only_projects(network: Network) -> None:
    for path in [path for path in (network.folder / "cases").rglob("*") if path.is_file()]:
        path.unlink()


def found(network: Network, rule: str) -> list[dict[str, object]]:
    frame = read_table(network.name, "findings")
    return frame.filter(pl.col("rule") == rule).to_dicts()


def test_a_kind_of_source_is_one_in_whatever_capitals(network: Network) -> None:
    others = "four,A,,,visitor,Interview ,2024-06-09,count only,,\nfive,B,,,visitor,INTERVIEW,2024-06-09,count only,,\n"
    write(network.folder / "cases" / "cases.csv", CASES + others)
    process_network(network)
    assert set(read_table("mills", "case_studies")["source_kind"]) == {"interview", "diary"}
    assert [(each["value"], each["severity"]) for each in found(network, "other-capitals")] == [
        ("Interview", "note"),
        ("INTERVIEW", "note"),
    ]


def test_names_are_matched_and_passages_found(network: Network) -> None:
    assert process_network(network).stops == []
    cases = read_table("mills", "case_studies")
    assert cases["case_id"].to_list() == ["one", "three", "two"]
    one = cases.row(0, named=True)
    assert (one["hub_id"], one["locality_id"], one["consent_covers"]) == ("mill", "l1", "report;site")
    assert one["text"] == ONE.replace("\r\n", "\n")
    names = dict(read_table("mills", "codebook").select("code_id", "name").iter_rows())
    codings = [
        (names[row["code_id"]], row["coder"], row["quote"], row["start"], row["quotable"])
        for row in read_table("mills", "codings").sort("source_cell").iter_rows(named=True)
    ]
    assert codings == [
        ("Less alone", "Coder A", "She came alone.\nNow she’s at the café – every day.", 0, True),
        ("Less alone", "Coder C", "She came alone.", 0, True),
        ("Bus", "Coder B", "words that are nowhere", None, False),
        ("Unheard of", "Coder A", "every day", 40, True),
        ("Bus", "Coder B", None, None, None),
    ]
    assert one["text"][40:49] == "every day"


def test_who_read_a_case_study_is_held_by_the_names_that_coders_have_in_the_report(network: Network) -> None:
    lines = CASES.replace("text_file", "text_file,read_by").replace(
        "one.txt", "one.txt,Ben Example; Cay Example ;Coder B"
    )
    write(network.folder / "cases" / "cases.csv", lines)
    assert process_network(network).stops == []  # coders' names stop nothing: nobody is shown them
    read = dict(read_table("mills", "case_studies").select("case_id", "read_by").iter_rows())
    assert read == {"one": "Coder C; Coder D; Coder B", "two": None, "three": None}
    assert "Example" not in str(read_table("mills", "findings").to_dicts())


def test_the_codebook_of_a_sheet_has_its_tree_and_its_frames(network: Network) -> None:
    codes = {row["name"]: row for row in read_table("mills", "codebook").iter_rows(named=True)}
    assert codes["Less alone"]["parent_id"] == codes["Outcomes"]["code_id"]
    assert [codes[name]["frame"] for name in ("Outcomes", "Less alone", "Bus")] == ["outcome", "outcome", "hurdle"]
    assert (codes["Less alone"]["when_to_use"], codes["Less alone"]["when_not"]) == ("Friends", "A full room")


@pytest.mark.parametrize(
    ("name", "right", "wrong", "rule", "meant"),
    [
        ("codings.csv", "one,Less alone,Ann", "onne,Less alone,Ann", "unknown-case", "Did you mean `one`?"),
        ("codings.csv", "Unheard of", "Les alone", "no-codebook", "Did you mean `Less alone`?"),
        ("codebook.csv", "definition", "defintion", "unknown-headings", "Is `defintion` meant for `definition`?"),
        ("cases.csv", "case_id", "caseid", "unknown-headings", "Is `caseid` meant for `case_id`?"),
    ],
)
def test_a_slip_in_a_name_is_told_with_the_name_that_is_near(
    network: Network, name: str, right: str, wrong: str, rule: str, meant: str
) -> None:
    path = network.folder / "cases" / name
    path.write_text(path.read_text(encoding="utf-8").replace(right, wrong, 1), encoding="utf-8")
    process_network(network)
    assert meant in "".join(row["problem"] for row in found(network, rule))


def test_what_does_not_fit_is_told_at_its_cell(network: Network) -> None:
    process_network(network)
    told = {
        rule: [(row["file"], row["cell"]) for row in found(network, rule)]
        for rule in ("passage-not-found", "unknown-case", "no-codebook", "no-code", "text-missing", "coders-renamed")
    }
    assert told == {
        "passage-not-found": [("cases/codings.csv", "D4")],
        "unknown-case": [("cases/codings.csv", "A6")],
        "no-codebook": [("cases/codings.csv", "B7")],
        "no-code": [("cases/codings.csv", "B9")],
        "text-missing": [("cases/cases.csv", "J4")],
        "coders-renamed": [("cases/codings.csv", "C2")],
    }
    whole = "".join(str(row) for row in read_table("mills", "findings").iter_rows())
    assert "Ann Example" not in whole


def test_nothing_of_a_withdrawn_case_is_kept_in_the_tables(network: Network) -> None:
    for table in ("case_studies", "codings", "findings"):
        assert "secret" not in str(read_table("mills", table).to_dicts())
    assert read_table("mills", "case_studies").filter(pl.col("case_id") == "two")["text"].to_list() == [None]
    kept = (path for path in (network.folder.parents[1] / "processed").rglob("*") if path.is_file())
    assert not any(b"secret" in path.read_bytes() for path in kept)


def test_words_in_texts_and_sheets_are_looked_at_for_personal_data(network: Network) -> None:
    write(network.folder / "cases" / "texts" / "one.txt", "She came alone. Ring me on 07700 900123.")
    stops = process_network(network).stops
    assert [(stop.rule, stop.file) for stop in stops] == [("personal-data", "cases/texts/one.txt")]


def test_taguettes_export_has_no_coders_and_its_documents_are_found_by_name(network: Network) -> None:
    book = xlsxwriter.Workbook(str(network.folder / "cases" / "codings.xlsx"))
    sheet = book.add_worksheet("highlights")
    rows = [
        ("id", "document", "tag", "content"),
        ("1", "one.docx", "outcomes.less alone", "She came alone."),
        ("2", "one.docx", "", "x"),
    ]
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    (network.folder / "cases" / "codings.csv").unlink()
    write(
        network.folder / "cases" / "codebook.csv",
        "tag,description,number of highlights\noutcomes,What changed,0\noutcomes.less alone,Company,1\n",
    )
    process_network(network)
    (row,) = read_table("mills", "codings").to_dicts()
    assert (row["case_id"], row["coder"], row["quote"]) == ("one", None, "She came alone.")
    codes = {each["name"]: each for each in read_table("mills", "codebook").to_dicts()}
    assert codes["less alone"]["parent_id"] == codes["outcomes"]["code_id"]
    assert codes["less alone"]["frame"] == "outcome"
    assert len(found(network, "no-coder")) == 1


def test_a_mapping_is_used_once_it_is_confirmed(network: Network) -> None:
    path = network.folder / "cases" / "outcomes.yml"
    lines = "outcomes:\n- {code: less alone, shared: people.connected}\n- {code: Bus, shared: ''}\n"
    lines += "- {code: Bus, shared: people.shoes}\n- {code: Ghost, shared: people.connected}\n"
    write(path, "confirmed_by:\n" + lines)
    shared = network.folder.parent / "codebook" / "shared.yml"
    write(shared, "- {id: people.connected, name: Less alone, frame: outcome, definition: Company}\n")
    process_network(network)
    assert read_table("mills", "outcome_map").is_empty()
    assert [row["severity"] for row in found(network, "outcomes-unconfirmed")] == ["note"]
    write(path, "confirmed_by: Research partner\n" + lines)
    process_network(network)
    (row,) = pl.read_parquet(network.folder.parents[1] / "processed" / "mills" / "outcome_map.parquet").to_dicts()
    assert (row["shared_code"], row["confirmed_by"], row["source_cell"]) == (
        "people.connected",
        "Research partner",
        "/outcomes/0",
    )
    frames = dict(read_table("mills", "codebook").select("name", "frame").iter_rows())
    assert (frames["Unheard of"], frames["Bus"]) == (
        "unheard of",
        "hurdle",
    )  # only what the map names, and no known branch
    findings = pl.read_parquet(network.folder.parents[1] / "processed" / "mills" / "findings.parquet")
    told = dict(
        findings.filter(pl.col("rule").is_in(["unknown-outcome", "unknown-code"])).select("rule", "cell").iter_rows()
    )
    assert told == {"unknown-outcome": "/outcomes/2", "unknown-code": "/outcomes/3"}


@pytest.mark.parametrize(
    ("name", "kind", "rows"),
    [
        ("codings.csv", "coded passages of case studies, as a sheet", 8),
        ("codebook.csv", "a codebook, as a sheet", 3),
        ("cases.csv", "a list of case studies", 3),
        ("texts/one.txt", "the text of a case study", 1),
    ],
)
def test_each_kind_of_sheet_is_told(network: Network, name: str, kind: str, rows: int) -> None:
    told = inspect_file(network.folder / "cases" / name)
    assert (told.kind, told.understood, told.tables[0].rows) == (kind, True, rows)


def test_two_coders_copies_of_one_project_become_one(network: Network) -> None:
    only_projects(network)
    for file in ("a.qdpx", "b.qdpx"):
        write_drawn(network, file, "She came alone.", [(0, 0, 3, "", "k2", "u1"), (0, 4, 8, "", "k2", "u2")])
    process_network(network)
    assert [read_table("mills", name).height for name in ("case_studies", "codebook", "codings")] == [1, 2, 2]
    assert found(network, "doubled-key") == []


def test_codings_made_in_another_version_of_a_text_are_not_quoted(network: Network) -> None:
    only_projects(network)
    for name, text, coder in (("a", "She came alone.", "u1"), ("b", "She left alone.", "u2")):
        passage = text[:8]
        write_drawn(network, f"{name}.qdpx", text, [(0, 0, 8, passage, "k2", coder)], **{"g0-0": f"g{name}"})
    process_network(network)
    assert read_table("mills", "case_studies")["text"].to_list() == ["She came alone."]
    quotable = dict(read_table("mills", "codings").select("source_file", "quotable").iter_rows())
    assert quotable == {"cases/a.qdpx": True, "cases/b.qdpx": False}
    assert [row["file"] for row in found(network, "other-text")] == ["cases/b.qdpx"]


def test_two_exports_that_name_no_coder_are_asked_about_and_nothing_of_them_is_dropped(network: Network) -> None:
    """As Taguette writes them: the same columns from each coder, and none for the coder."""
    rows = "document,tag,content\none.txt,Less alone,She came alone.\none.txt,Bus,every day\n"
    (network.folder / "cases" / "codings.csv").unlink()
    write(network.folder / "cases" / "highlights-anna.csv", rows)
    write(network.folder / "cases" / "highlights-ben.csv", rows)
    process_network(network)
    assert read_table("mills", "codings").height == 4
    assert found(network, "coded-twice") == []
    asked = found(network, "whose-codings")
    assert [(row["file"], "highlights-ben" in str(row["remedy"])) for row in asked] == [
        ("cases/highlights-anna.csv", False),
        ("cases/highlights-ben.csv", True),
    ]
    write(
        network.folder / "cases" / "highlights-anna.csv",
        rows.replace("\n", ",Coder A\n").replace("content,Coder A", "content,coder"),
    )
    write(
        network.folder / "cases" / "highlights-ben.csv",
        rows.replace("\n", ",Coder B\n").replace("content,Coder B", "content,coder"),
    )
    process_network(network)
    assert found(network, "whose-codings") == []
    assert sorted(read_table("mills", "codings")["coder"].to_list()) == ["Coder A", "Coder A", "Coder B", "Coder B"]


def test_a_code_that_is_confirmed_as_a_shared_outcome_is_one_also_without_a_branch_of_that_name(
    network: Network,
) -> None:
    lines = "confirmed_by: Research partner\noutcomes:\n- {code: Unheard of, shared: people.connected}\n"
    write(network.folder / "cases" / "outcomes.yml", lines)
    shared = network.folder.parent / "codebook" / "shared.yml"
    write(shared, "- {id: people.connected, name: Less alone, frame: outcome, definition: Company}\n")
    process_network(network)
    frames = dict(read_table("mills", "codebook").select("name", "frame").iter_rows())
    assert frames["Unheard of"] == "outcome"


def test_a_use_that_is_none_is_told_with_the_nearest_that_is() -> None:
    rows = [{"case_id": "a", "consent_covers": "raport; site"}, {"case_id": "b", "consent_covers": "report"}]
    _, (found,) = check_uses(drawn("case_studies", rows))
    assert found.problem.endswith("which is no use that a consent can cover. Did you mean `report`?")
