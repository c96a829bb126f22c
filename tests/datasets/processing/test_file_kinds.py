"""Every kind of file that there is: the build and `inspect` take it for the same, in its place and out of it."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import polars as pl
import pytest
import yaml
from PIL import Image

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.inspecting.inspection import _TABLES, inspect_file
from analysis.datasets.processing import file_kinds
from analysis.datasets.processing.file_contents import MISPLACED, NOT_READ, kind_in, wanted_place
from analysis.datasets.processing.file_kinds import KINDS, PLAIN, Kind, kind_at, plain
from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.processing.readings import read_raw_file
from analysis.datasets.processing.tables import TABLES
from analysis.datasets.returns.core_questions import CORE_QUESTIONS, record_of
from analysis.networks import Network
from tests.datasets.drawn_network import HUBS, LOCALITIES, SETTINGS, write, write_return
from tests.sources.drawn_qda import DIALECTS, write_dialect
from tests.sources.drawn_qualcoder import write_qualcoder

_SQUARE = [[[-2.0, 51.0], [-2.0, 51.1], [-1.9, 51.1], [-1.9, 51.0], [-2.0, 51.0]]]
_AREA = {
    "type": "Feature",
    "properties": {"locality_id": "l1"},
    "geometry": {"type": "Polygon", "coordinates": _SQUARE},
}
_QDC = '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="k1" name="Less alone"/></Codes></CodeBook>'
DRAWN = {
    "README": "# About these files\n",
    "network.yml": SETTINGS,
    "disclosure.yml": "magnitudes: {percent: 20, source: our council}\n",
    "designs.yml": "- {id: a, given: a helper, declared: 2023-03-01, source: our plan, assumed: Alike.}\n",
    "theory.yml": "{asked: A?, declared: 2024-01-02, source: us, steps: [], links: []}\n",
    "card.yml": "title: T\nwho: W\nwhen: 2024-05-01\nlicence: L\nmethod: M\nfiles: {}\n",
    "questions.yml": yaml.safe_dump([record_of(question) for question in CORE_QUESTIONS], allow_unicode=True),
    "corrections.yml": "- {hub: mill, quarter: 2024-25 Q1, question: sessions, confirmed: 10, reason: so, who: lead, when: 2024-08-01}\n",
    "personal-data.yml": "- {file: a.csv, cell: B2, kind: name, text: Ann Example, decision: redact, reason: a name, who: lead, when: 2024-08-01}\n",
    "same-awards.yml": "- {one: a1, other: a2, same: no, reason: two grants, who: lead, when: 2024-08-01}\n",
    "findings.yml": "- {id: a, sentence: It grew., section: model, source: a report}\n",
    "claims.yml": "- {id: a, sentence: More came., tests: [activity.people-change.now higher], ceiling: described, owner: us}\n",
    "wording.yml": "- {id: limits.counting, words: Hubs count each in their own way.}\n",
    "lens.yml": "- {id: a, lens: Aims, name: Reach everybody}\n",
    "events.yml": "- {id: a, day: 2024-01-18, words: It turned, source: Minutes}\n",
    "boxes.yml": "- {id: a, title: T, case: c1, text: It was so., agreed: Asked in May, written_by: partner}\n",
    "photographs.yml": "- {id: a, file: a.jpg, alt: A table, credit: Us, people: false, consent: Us}\n",
    "definitions.yml": "- {term: hub, meaning: A place run by its community}\n",
    "methods.yml": "found: by the hubs\n",
    "narrative.md": "---\nsigned: the partner\n---\nIt was a year. {our view}\n",
    "hubs": HUBS,
    "localities": LOCALITIES,
    "members": "member_id,name,kind,roles\nm1,Example Trust,organisation,member\n",
    "recommendations": "recommendation_id,text,status\nr1,Open more,open\n",
    "published_figures": "figure_id,measure\nf1,people\n",
    "organisations": "organisation_id,name,kind\no1,Example Trust,funder\n",
    "prices": "financial_year,index\n2024-25,100\n",
    "local_spending": "organisation,year,round,received,spent_locally\no1,2024-25,1,100,50\n",
    "bids": "bid_id,bidder,funder,title,asked,asked_on,outcome\nb1,The Mill,A trust,A roof,100,2024-05-01,lost\n",
    "commitments": "commitment_id,award_id,made_by,commitment,status\np1,a1,A lead body,Train helpers,done\n",
    "cost_lines": "line_id,hub_kind,pattern,phase,what,low,likely,high,unit,basis\nc1,library,stand-alone,set-up,Paint,1,2,3,GBP,a guess\n",
    "rent_tiers": "tier_id,who,affordable,rate,hours_low,hours_likely,hours_high,basis\nt1,groups,yes,5,1,2,3,a guess\n",
    "pathways": "from_hub,to_hub,to_service,quarter,people,what\nmill,kiln,,2024-25 Q1,9,advice\n",
    "wellbeing": "hub_id,first_quarter,last_quarter,first_happiness,last_happiness\nmill,2024-25 Q1,2024-25 Q2,5,6\n",
    "readiness": "hub_id,question_id,answer\nmill,q1,yes\n",
    "boundaries": json.dumps({"type": "FeatureCollection", "features": [_AREA]}),
    "mapping.yml": "confirmed_by: the lead\nquestions:\n- {wording: Which hub, question: ''}\n",
    "outcomes.yml": "confirmed_by: the lead\noutcomes: []\n",
    "REFI-QDA codebook": _QDC,
    "coded sheet": "case,code,coder,passage\none,Less alone,Coder A,She came alone.\n",
    "case text": "She came alone.\n",
    "money": "award_id,funder_name,recipient_name,amount,currency,date\na1,Example Fund,Example Trust,100,GBP,2024-05-01\n",
}
SUFFIXES = {
    "case text": ".txt",
    "coded sheet": ".csv",
    "money": ".csv",
    "REFI-QDA codebook": ".qdc",
    "readiness": ".csv",
}
SUFFIXES |= {"returns": ".xlsx", "REFI-QDA project": ".qdpx", "QualCoder project": ".qda"}


def draw(network: Network, kind: Kind, file: str) -> Path:
    """The kind's own content at a place in the network's folder."""
    path = network.folder / file
    if kind.name == "returns":
        drawn = write_return(network, "2024-25-q1/drawn-for-a-test.xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        return drawn.rename(path)
    if kind.name == "photograph":
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (300, 200), "teal").save(path, "PNG")
        return path
    if kind.name == "QualCoder project":
        path.parent.mkdir(parents=True, exist_ok=True)
        return write_qualcoder(path)
    if kind.name == "REFI-QDA project":
        path.parent.mkdir(parents=True, exist_ok=True)
        write_dialect(path, DIALECTS["the standard"])
        return path
    write(path, DRAWN[kind.name])
    return path


def right_place(kind: Kind) -> str:
    """The first place of a kind; for the folder of a kind, a file in it."""
    if not kind.places:
        return "prices.csv"
    place = (
        kind.places[0].replace("**/card", "returns/card").replace("**/README", "README").replace("**/", "2024-25-q1/")
    )
    place = place.replace("returns/**", "returns/2024-25-q1/**").replace("photographs/*", "photographs/2024-25.png")
    return place.replace("**", f"any{SUFFIXES.get(kind.name, '')}").replace("*", "2024-25")


def places(kind: Kind, where: str) -> str:
    """A kind's own content in its place, in a folder of no kind, under another name in its own folder, and with another ending."""
    right = PurePosixPath(right_place(kind))
    called = kind.name.replace(" ", "-").replace(".", "-")
    return {
        "right place": str(right),
        "wrong place": f"elsewhere/{called}/{right.name}",
        "wrong name": str(right.with_name(f"{called}-of-2025{right.suffix}")),
        "other extension": str(right.with_name(f"{called}.dat")),
    }[where]


def test_a_file_of_each_kind_is_drawn() -> None:
    """A kind that is added to the table is drawn here, or this fails."""
    assert {kind.name for kind in KINDS} == DRAWN.keys() | {
        "returns",
        "REFI-QDA project",
        "QualCoder project",
        "photograph",
    }


def test_what_lies_in_its_place_is_read(network: Network) -> None:
    placed = [kind for kind in KINDS if kind.places]
    assert len(placed) > 5
    for kind in placed:
        file = right_place(kind)
        path = draw(network, kind, file)
        assert kind_at(file) is kind
        if kind.read is not None:
            reading = read_raw_file(path, file)
            assert reading.returns or reading.records.keys(), reading.findings
            assert {finding.rule for finding in reading.findings}.isdisjoint({MISPLACED.name, NOT_READ.name})


@pytest.mark.parametrize("where", ["right place", "wrong place", "wrong name", "other extension"])
def test_inspect_says_what_the_build_does(network: Network, where: str) -> None:
    """Of each kind: whether anything is read, and each finding that the build has about it; found by building."""
    drawn = {places(kind, where): kind for kind in KINDS}
    assert len(drawn) == len(KINDS) > 20
    paths = {file: draw(network, kind, file) for file, kind in drawn.items()}
    process_network(network)
    findings = read_table(network.name, "findings").filter(pl.col("rule") != "no-card")
    for file, path in paths.items():
        inspected, reading, at = inspect_file(path), read_raw_file(path, file), kind_at(file)
        if at is None or at.read is not None:  # of the settings nothing is read into tables
            assert inspected.understood is bool(reading.returns or reading.records), file
        told = {(each.rule, each.cell, each.severity, each.problem) for each in inspected.findings}
        built = set(findings.filter(file=file).select("rule", "cell", "severity", "problem").iter_rows())
        assert told >= built if at is not None and at.read is None else told == built, file


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.name in {each.name for each in PLAIN}], ids=lambda each: each.name
)
def test_a_plain_table_elsewhere_is_a_doubt_with_its_place(network: Network, kind: Kind) -> None:
    file = "elsewhere/notes.csv"
    path = draw(network, kind, file)
    assert kind_in(path) is kind
    (finding,) = read_raw_file(path, file).findings
    assert (finding.rule, finding.severity) == ("misplaced", "doubt")
    assert f"Save it as {wanted_place(kind, file)};" in finding.remedy
    assert not kind.places or kind_at(wanted_place(kind, file)) is kind


@pytest.mark.parametrize(
    ("file", "meant"),
    [
        ("correction.yml", "corrections.yml"),
        ("findngs.yml", "findings.yml"),
        ("wording.yaml", "wording.yml"),
        ("Claims.YML.yml", ""),
        ("Claim.yml", "claims.yml"),
        ("personal_data.yml", "personal-data.yml"),
        ("cases/outcome.yml", "cases/outcomes.yml"),
        ("corrections-of-last-year.yml", ""),
        ("minutes.yml", ""),
    ],
)
def test_a_file_whose_name_is_a_slip_of_one_that_is_read_is_asked_about(
    network: Network, file: str, meant: str
) -> None:
    write(network.folder / file, "- what: anything\n")
    (told,) = read_raw_file(network.folder / file, file).findings
    expected = ("misnamed", "doubt") if meant else ("not-read", "note")
    assert (told.rule, told.severity) == expected
    assert not meant or told.remedy.startswith(f"Call it {meant};")
    (inspected,) = [each for each in inspect_file(network.folder / file).findings if each.rule == told.rule]
    assert (inspected.severity, inspected.problem) == (told.severity, told.problem)


def test_a_plan_under_another_name(network: Network) -> None:
    path = draw(network, next(kind for kind in PLAIN if kind.name == "cost_lines"), "costs/costs-2025.csv")
    inspected = inspect_file(path)
    assert (inspected.kind, inspected.understood, inspected.tables) == ("lines of a costed plan", False, [])
    assert "Save it as costs/cost-lines.csv" in inspected.as_text()


def test_a_register_saved_as_a_workbook(network: Network, tmp_path: Path) -> None:
    """In the network's folder and outside it."""
    import xlsxwriter

    for path in (network.folder / "register" / "hubs.xlsx", tmp_path / "hubs.xlsx"):
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet()
        for row, line in enumerate(HUBS.splitlines()):
            sheet.write_row(row, 0, line.split(","))
        book.close()
        inspected = inspect_file(path)
        assert (inspected.kind, inspected.understood) == ("the register of hubs", False)
        assert [finding.severity for finding in inspected.findings if finding.rule == "misplaced"] == ["doubt"]
        assert "Save it as register/hubs.csv" in inspected.as_text()
    assert "stops" not in {
        finding.severity
        for finding in read_raw_file(network.folder / "register" / "hubs.xlsx", "register/hubs.xlsx").findings
    }


def test_a_league_table_is_no_return(tmp_path: Path) -> None:
    """Headings of many words ask nothing."""
    path = tmp_path / "league.csv"
    headings = "School unique reference number,Number of pupils on roll,Percentage of pupils with special needs,Total number of teachers"
    write(path, f"{headings}\n100001,200,12,9\n100002,180,14,8\n")
    assert inspect_file(path).kind == "a table, but not one we read"
    write(
        path,
        "Timestamp,Which hub are you filling this in for?,How many sessions did you run?\n12/07/2024 10:00,Mill Hub,10\n",
    )
    assert inspect_file(path).kind.startswith("quarterly returns, as the export of an online form")


def test_a_new_plain_table_is_its_declaration_and_one_line(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read, checked, told by inspect and kept as a table, though no reader and no step of the build has heard of it."""
    columns = (
        Column("item_id", "text", "the item's code", required=True),
        Column("lent", "integer", "how often", minimum=0),
    )
    table = Table("lendings", "One row a thing that is lent.", ("item_id",), (*columns, SOURCE_FILE, SOURCE_CELL))
    kind = plain(table, "register/lendings.csv", "what hubs lend", "item_id lent")
    monkeypatch.setattr(file_kinds, "KINDS", (kind, *KINDS))
    monkeypatch.setitem(TABLES, table.name, table)
    monkeypatch.setitem(_TABLES, table.name, table)
    write(network.folder / "register" / "lendings.csv", "item_id,lent\ndrill,4\nladder,often\n")
    process_network(network)
    assert read_table(network.name, "lendings").select("item_id", "lent").rows() == [("drill", 4), ("ladder", None)]
    inspected = inspect_file(network.folder / "register" / "lendings.csv")
    assert (inspected.kind, inspected.tables[0].rows) == ("what hubs lend", 2)
    assert [(finding.rule, finding.cell) for finding in inspected.findings] == [("not-a-integer", "B3")]
