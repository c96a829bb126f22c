"""A network whose year is the calendar year: `2024` and `2024 Q1` from the files that people write to pages, facts and file names."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from analysis.commands import commands
from analysis.correspondence.returns.forms import write_forms
from analysis.datasets.money.prices import Prices, read_prices
from analysis.datasets.processing.processing import process_network, read_table
from analysis.exhibits import open_edition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.money.outlook.endings import cliff_calendar
from analysis.exhibits.money.years import money_by_year
from analysis.exhibits.returns import activity
from analysis.measures.money.funding import with_terms
from analysis.networks import Network, open_network
from analysis.periods import Period
from analysis.planned_editions import planned_editions
from analysis.project import Refused
from analysis.way import build_edition
from tests.exhibits.small_network import PROJECT, draw_calendar_network, draw_peer
from tests.measures.drawn_awards import awards
from tests.plain_pictures import draw_nothing

OTHER_LABEL = re.compile(r"20\d\d-\d\d(?!\d|-\d\d)")


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return draw_calendar_network(tmp_path)


def test_returns_are_read_due_and_compared_by_calendar_years(network: Network) -> None:
    assert not process_network(network).stops
    rules = read_table("mills", "findings")["rule"]
    assert rules.is_in(["sent-early", "impossible-date", "missing-return", "not-a-quarter", "late-return"]).sum() == 0
    due = dict(read_table("mills", "submissions").filter(hub_id="hub-1").select("quarter", "due").rows())
    assert (due["2024 Q1"], due["2024 Q4"]) == (dt.date(2024, 4, 28), dt.date(2025, 1, 28))  # 28 days after the quarter
    made = activity.attendance_by_quarter(open_edition("mills", "2024"))
    said = plain(made.sentence.text)
    # 32 counts of 80 x (10 to 17) and up to 2, each rounded to 5
    now, then = (int(each.replace(",", "")) for each in re.search(r"\(([\d,]+) after ([\d,]+)\)", said).groups())  # type: ignore[union-attr]
    assert abs(now - 34_600) <= 80 and abs(then - 34_592) <= 80
    assert "In 2024," in said and "activity.attendances.2024" in {fact.id for fact in made.facts}
    assert not OTHER_LABEL.search(said)


@pytest.mark.parametrize("written", ["2024 q1", "Q1 2024", "2024-Q1", "January to March 2024", "Jan - Mar 2024"])
def test_quarters_as_hubs_write_them(network: Network, written: str) -> None:
    path = network.folder / "returns" / "form-export.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(",hub-1,2024 Q1,") == 1
    path.write_text(text.replace(",hub-1,2024 Q1,", f",hub-1,{written},"), encoding="utf-8")
    process_network(network)
    assert read_table("mills", "submissions").filter(hub_id="hub-1", quarter="2024 Q1")["received"].to_list() == [
        dt.date(2024, 4, 10)
    ]


def test_quarters_of_financial_years_are_asked_about(network: Network) -> None:
    path = network.folder / "returns" / "form-export.csv"
    path.write_text(path.read_text("utf-8").replace(",hub-1,2024 Q1,", ",hub-1,2024-25 Q1,"), encoding="utf-8")
    hubs = network.folder / "register" / "hubs.csv"
    heads, first, *rest = hubs.read_text("utf-8").splitlines()
    hubs.write_text("\n".join([f"{heads},paused", f"{first},2022-23 Q1", *rest]) + "\n", encoding="utf-8")
    process_network(network)
    told = {row["rule"]: row for row in read_table("mills", "findings").iter_rows(named=True)}
    assert told["not-a-quarter"]["problem"] == "`2024-25 Q1` is not a quarter of years that begin in January."
    assert told["not-a-quarter"]["remedy"] == "Write the quarter as 2024 Q3."
    assert "2024 Q1" in told["hub-life"]["problem"]  # what a pause is written as here


def test_own_forms_lie_in_the_quarters_folder_and_are_read_back(network: Network) -> None:
    quarter = network.period_of("2024 Q4")
    export = network.folder / "returns" / "form-export.csv"
    rows = [line for line in export.read_text("utf-8").splitlines() if ",hub-1,2024 Q4," not in line]
    export.write_text("\n".join(rows) + "\n", encoding="utf-8")
    process_network(network)
    written = write_forms(network, quarter, hub="hub-1", into=network.folder / "returns" / quarter.slug)
    book = load_workbook(written.forms[0])
    said = " ".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row if cell)
    assert "October to December 2024" in said and "2024 Q4" in said
    (answer,) = [row for row in book.active.iter_rows() if any(cell.value == "attendances" for cell in row)]
    heads = {
        str(cell.value).strip().lower(): cell.column for row in book.active.iter_rows() for cell in row if cell.value
    }
    book.active.cell(answer[0].row, heads["your answer"]).value = 812
    book.save(written.forms[0])
    process_network(network)
    held = read_table("mills", "returns").filter(hub_id="hub-1", quarter="2024 Q4", question_id="attendances")
    assert held["value"].to_list() == [812]
    assert held["source_file"].to_list() == ["returns/2024-q4/hub-1.xlsx"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("quarters: {first: 2022-23 Q1, last: 2024 Q4}", "`2022-23 Q1` is no label of years that begin in January"),
        ("quarters: {first: 2022 Q1, last: 2024-25 Q4}", "`2024-25 Q4` is no label of years that begin in January"),
    ],
)
def test_settings_of_another_calendar_are_refused(network: Network, line: str, told: str) -> None:
    path, key = network.folder / "network.yml", line.partition(":")[0]
    path.write_text(re.sub(f"(?m)^{key}:.*$", line, path.read_text("utf-8")), encoding="utf-8")
    with pytest.raises(Refused, match=re.escape(told)):
        open_network("mills")


def test_calendar_years_are_refused_elsewhere(network: Network) -> None:
    path = network.folder / "network.yml"
    path.write_text(path.read_text("utf-8").replace("year_starts: January", "year_starts: April"), encoding="utf-8")
    with pytest.raises(Refused, match="is no label of years that begin in April: write 2024-25 Q1 and the like"):
        open_network("mills")


def test_a_period_of_the_other_kind_is_refused_with_how_to_write_it(network: Network) -> None:
    with pytest.raises(
        Refused, match="write a year as 2024 or a quarter as 2024 Q3; mills has the years 2022, 2023, 2024"
    ):
        network.period("2024-25")


def test_money_falls_in_calendar_years(network: Network) -> None:
    """By hand: 1 April 2024 to 31 March 2025 is 365 days, of which 275 lie in 2024. Eight awards of 4,000 to 4,700 are 34,800."""
    process_network(network)
    made = money_by_year(open_edition("mills", "2024"))
    assert made.table is not None
    assert dict(made.table.frame.select("year", "nominal").rows())["2024"] == pytest.approx(
        34_800 * 275 / 365, abs=0.01
    )
    ends = cliff_calendar(open_edition("mills", "2024"))
    assert ends.table is not None
    assert dict(ends.table.frame.select("quarter", "ends").rows())["2025 Q1"] == 8  # all on 31 March 2025


def test_an_award_of_a_year_lies_in_that_year() -> None:
    """Of an award whose day alone is known the whole amount is taken for its year: the network's own."""
    day = {"award_id": "a", "amount": 100.0, "award_date": dt.date(2024, 2, 29)}
    days = {begins: with_terms(awards(day), begins).select("first_day", "last_day").row(0) for begins in (1, 4, 9)}
    assert days == {
        1: (dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        4: (dt.date(2023, 4, 1), dt.date(2024, 3, 31)),
        9: (dt.date(2023, 9, 1), dt.date(2024, 8, 31)),
    }


def test_a_calendar_year_alone_is_certain_here(network: Network) -> None:
    path = network.folder / "funding" / "awards.csv"
    head = path.read_text("utf-8").splitlines()[0]
    path.write_text(f"{head}\nB,Old money,grant,GBP,1000,exact,2023,,,Council,Mill 1,hub-1\n", encoding="utf-8")
    process_network(network)
    assert read_table("mills", "awards")["award_date"].to_list() == [dt.date(2023, 1, 1)]
    assert "part-of-date" in read_table("mills", "findings")["rule"].to_list()


def test_a_year_that_returns_begin_within_says_from_when_on_they_are(network: Network) -> None:
    late = replace(network, first=network.period_of("2022 Q4"))
    first, begun = "Covers January 2022 to December 2022", ", with returns from October 2022 on"
    assert late.covers(late.period("2022")) == first + begun and network.covers(network.period("2022")) == first
    assert late.covers(late.period("2022 to 2023")) == "Covers January 2022 to December 2023" + begun
    assert late.covers(late.period("2022 Q4")) == "Covers October to December 2022"
    assert late.covers(late.period("2023")) == "Covers January 2023 to December 2023"


def test_every_place_that_says_what_an_edition_covers_says_as_much() -> None:
    said = [path.name for path in (PROJECT / "analysis").rglob("*.py") if "Covers {" in path.read_text("utf-8")]
    assert said == ["networks.py"]


@pytest.mark.parametrize("asked", ["2024 Q5", "2024 to 2023", "2023 Q4 to 2024 Q4", "2031", "last year"])
def test_whoever_names_no_period_is_told_of_calendar_years_alone(network: Network, asked: str) -> None:
    with pytest.raises(Refused) as told:
        network.period(asked)
    assert " 2024" in str(told.value) and not OTHER_LABEL.search(str(told.value))


def test_real_terms_may_be_pounds_of_a_calendar_year(network: Network) -> None:
    path = network.folder / "network.yml"
    path.write_text(path.read_text("utf-8").replace("price_base: 2021-22", "price_base: 2022"), encoding="utf-8")
    process_network(network)
    made = money_by_year(open_edition("mills", "2024"))
    assert made.table is not None and made.title.startswith("In 2022 pounds")
    assert made.table.fields[0].label == "Year"
    row = made.table.frame.filter(year="2024").row(0, named=True)
    index = read_prices().index
    level = {
        year: (index[f"{year - 1}-{year % 100}"] + 3 * index[f"{year}-{year % 100 + 1}"]) / 4 for year in (2022, 2024)
    }
    assert row["real"] == pytest.approx(row["nominal"] * level[2022] / level[2024], rel=1e-6)
    assert "price-base" not in read_table("mills", "findings")["rule"].to_list()


def test_a_price_base_that_the_index_does_not_hold_is_told(network: Network) -> None:
    path = network.folder / "network.yml"
    path.write_text(path.read_text("utf-8").replace("price_base: 2021-22", "price_base: 2031"), encoding="utf-8")
    process_network(open_network("mills"))
    (told,) = read_table("mills", "findings").filter(rule="price-base").iter_rows(named=True)
    assert told["file"] == "network.yml" and "2031, which the price index does not hold" in told["problem"]
    made = money_by_year(open_edition("mills", "2024"))
    assert "does not hold 2031, so real terms are not known" in made.sentence.text and made.title.startswith(
        "In pounds as awarded"
    )


def test_no_exhibit_calls_every_year_a_financial_one() -> None:
    """The years of a network are its own; the price index alone goes by financial years."""
    files = [path for folder in ("exhibits", "measures") for path in (PROJECT / "analysis" / folder).rglob("*.py")]
    said = [path.name for path in files if "inancial year" in path.read_text("utf-8")]
    assert files and said == ["grants_sheet.py"]  # of what an award itself states


def test_prices_of_a_calendar_year_are_those_of_its_months() -> None:
    frame = pl.DataFrame({"financial_year": ["2023-24", "2024-25"], "index": [100.0, 124.0]})
    found = Prices(frame, "").factors([Period.parse("2024")], "2023-24")
    assert round(100 / found["2024"], 9) == 118.0  # three months of 100 and nine of 124


def test_a_narrative_of_another_calendar_stands_in_no_edition_and_is_told(network: Network) -> None:
    for name in ("2024", "2024-25"):
        folder = network.folder / "editions" / name
        folder.mkdir(parents=True)
        (folder / "narrative.md").write_text("---\nsigned: partner\n---\n\nWe like it. {our view}\n", encoding="utf-8")
    process_network(network)
    (told,) = read_table("mills", "findings").filter(rule="narrative-of-no-edition").iter_rows(named=True)
    assert told["file"] == "editions/2024-25/narrative.md" and "2022 Q1 to 2024 Q4" in told["remedy"]


def test_networks_of_the_two_kinds_of_year_are_not_compared(network: Network, tmp_path: Path) -> None:
    peer = draw_peer(tmp_path)
    assert (peer.begins, peer.period_of("2024").label) == (1, "2024")
    (edition,) = open_edition("mills", "2024").beside
    assert edition.period.label == "2024"


def test_an_edition_is_built_end_to_end(network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year and a quarter as they are asked for on the command line and in editions.yml, by the embedded renderer."""
    draw_nothing(monkeypatch)
    for name in ("notebooks", "_brand.yml", "_quarto.yml", "reports/styles", "reports/templates"):
        source, target = PROJECT / name, tmp_path / name
        target.parent.mkdir(exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    listed = "- network: mills\n  period: 2024\n  renderer: embedded\n  formats: [site]\n"
    (tmp_path / "editions.yml").write_text(listed, encoding="utf-8")
    assert [planned.period.label for planned in planned_editions()] == ["2024"]
    built = CliRunner().invoke(commands, ["build", "mills", "2024"])
    assert built.exit_code == 0, built.output
    build_edition("mills", "2024 Q3", "embedded")
    for name, months in (("2024", "January 2024 to December 2024"), ("2024-q3", "July to September 2024")):
        folder = tmp_path / "reports" / "mills" / name
        pages = [*folder.glob("*.html"), *(folder / "hubs").glob("*.html")]
        papers = {path.suffix for path in folder.glob("learning-report.*")}
        assert len(pages) >= 18 and papers == ({".pdf", ".docx"} if name == "2024-q3" else set())
        assert f"Covers {months}" in (folder / "index.html").read_text("utf-8")
        kept = [*(folder / "data").glob("*attend*.csv"), *(folder / "data").glob("hub-*.csv")]
        assert not [path.name for path in kept if OTHER_LABEL.search(path.read_text("utf-8-sig"))]
        ids = {fact["id"] for fact in json.loads((folder / "evidence.json").read_text("utf-8"))["facts"]}
        assert f"activity.attendances.{name}" in ids and f"hub.hub-2.attendances.{name}" in ids
        assert not [each for each in ids if OTHER_LABEL.search(each)]
        said = re.sub(r"<[^>]*>", " ", " ".join(page.read_text("utf-8") for page in pages))
        # But for the years of the price index, from April: that of the pounds, and its last, whose rise the planning page takes.
        assert set(OTHER_LABEL.findall(said)) <= {"2021-22", "2024-25"} and not re.search(r"20\d\d-\d\d Q[1-4]", said)
