"""A network whose years begin in September: it reads, labels, chases, adds up and compares by its own months, from files to pages."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from analysis.correspondence.returns.forms import write_forms
from analysis.datasets.money.prices import Prices
from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.written.numbers_and_days import read_quarter
from analysis.exhibits import open_edition
from analysis.exhibits.comparing.answers import answers_compared
from analysis.exhibits.exhibit import plain
from analysis.exhibits.money.years import money_by_year
from analysis.exhibits.returns import activity
from analysis.networks import Network, open_network
from analysis.periods import MONTHS, Period
from tests.exhibits.small_network import SEPTEMBER_YEARS, draw_peer, draw_small_network
from tests.notebooks_built import build_notebooks

SEPTEMBER = "year_starts: September\n"


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return draw_small_network(tmp_path, settings=SEPTEMBER, sent=SEPTEMBER_YEARS)


def write_awards(network: Network, *rows: str) -> None:
    head = "award_id,title,kind,currency,amount,qualifier,award_date,start,end,payer,recipient,recipient_hub"
    (network.folder / "funding" / "awards.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def test_returns_are_due_and_late_by_its_own_months(network: Network) -> None:
    assert not process_network(network).stops
    findings = read_table("mills", "findings")
    assert findings["rule"].is_in(["sent-early", "impossible-date", "missing-return", "not-a-quarter"]).sum() == 0
    sent = read_table("mills", "submissions").filter(hub_id="hub-1")
    due = dict(sent.select("quarter", "due").rows())
    assert due["2024-25 Q1"] == dt.date(2024, 12, 28)  # 28 days after 30 November 2024
    assert due["2024-25 Q4"] == dt.date(2025, 9, 28)  # 28 days after 31 August 2025
    assert set(sent["days_late"]) == {-18}  # each came ten days after its quarter's end


@pytest.mark.parametrize(
    ("written", "quarter"),
    [
        ("September to November 2024", "2024-25 Q1"),
        ("Dec 2024 - Feb 2025", "2024-25 Q2"),
        ("December to February 2025", "2024-25 Q2"),
        ("Q4 2024-25", "2024-25 Q4"),
    ],
)
def test_months_that_hubs_write_are_its_quarters(network: Network, written: str, quarter: str) -> None:
    path = network.folder / "returns" / "form-export.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert text.count(f",hub-1,{quarter},") == 1
    path.write_text(text.replace(f",hub-1,{quarter},", f",hub-1,{written},"), encoding="utf-8-sig")
    process_network(network)
    assert read_table("mills", "submissions").filter(hub_id="hub-1").height == 12
    assert not read_table("mills", "findings").filter(rule="missing-return").height


def test_months_of_another_calendar_are_asked_about(network: Network) -> None:
    path = network.folder / "returns" / "form-export.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace(",hub-1,2024-25 Q1,", ",hub-1,October to December 2024,"), encoding="utf-8-sig")
    process_network(network)
    (told,) = read_table("mills", "findings").filter(rule="not-a-quarter").iter_rows(named=True)
    assert "October to December 2024" in told["problem"] and told["severity"] == "doubt"


def test_forms_and_pages_say_which_months_they_are_about(network: Network, tmp_path: Path) -> None:
    process_network(network)
    written = write_forms(network, network.period_of("2025-26 Q2"), into=tmp_path / "forms")
    rows = load_workbook(written.forms[0]).active.iter_rows(values_only=True)
    said = " ".join(str(cell) for row in rows for cell in row if cell)
    assert "December 2025 to February 2026" in said and "28 March 2026" in said
    assert network.calendar == (
        "Its years begin in September: Q1 September to November; Q2 December to February; Q3 March to May; Q4 June to August."
    )


def test_money_falls_in_its_own_years(network: Network) -> None:
    """By hand: 1 April 2024 to 31 March 2025 is 365 days, of which 153 lie before September and 212 from then on."""
    write_awards(
        network,
        "A,Own year,grant,GBP,5000,exact,2023-09-01,2023-09-01,2024-08-31,Council,Mill 1,hub-1",
        "B,Funder's year,grant,GBP,3650,exact,2024-04-01,2024-04-01,2025-03-31,Council,Mill 2,hub-2",
    )
    process_network(network)
    made = money_by_year(open_edition("mills", "2024-25"))
    assert made.table is not None
    years = {row["year"]: row for row in made.table.frame.iter_rows(named=True)}
    assert {year: row["nominal"] for year, row in years.items()} == {"2023-24": 6530.0, "2024-25": 2120.0}
    # The price level of September 2023 to August 2024: seven months of 107.975 and five of 112.375.
    real = 6530 * 112.375 * 12 / (7 * 107.975 + 5 * 112.375)
    assert years["2023-24"]["real"] == pytest.approx(real)
    assert years["2024-25"]["real"] is None  # the index does not reach to August 2025
    (rests,) = [fact for fact in made.facts if fact.id.endswith("real.2023-24")]
    (cells,) = [origin for origin in rests.origins if origin.table == "prices"]
    assert dict(cells.where)["financial_year"] == ("2023-24", "2024-25")


def test_networks_of_other_months_are_not_held_against_each_other(network: Network, tmp_path: Path) -> None:
    peer = draw_peer(tmp_path)
    settings = peer.folder / "network.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(SEPTEMBER, ""), encoding="utf-8")
    settings.write_text(settings.read_text(encoding="utf-8").replace("Eight Mills", "Eight Dales"), encoding="utf-8")
    for one in (network, open_network("dales")):
        process_network(one)
    made = answers_compared(open_edition("mills", "2024-25"))
    assert not made.known
    assert (
        "their years do not begin in September and their quarters are of other months: Eight Dales (invented) (from April)"
        in plain(made.alt)
    )


def test_every_page_is_built(network: Network) -> None:
    process_network(network)
    pages = build_notebooks("mills", "2024-25", "hub-2")
    assert {one.notebook for one in pages} >= {"20-activity", "40-funding", "70-planning", "hub-page"}


def test_a_price_level_of_two_years_is_that_of_their_months() -> None:
    frame = pl.DataFrame({"financial_year": ["2023-24", "2024-25"], "index": [100.0, 124.0]})
    prices = Prices(frame, "")
    for begins, level in ((4, 100.0), (7, 106.0), (10, 112.0), (3, None), (9, 110.0)):
        found = prices.factors([Period(2023, None, begins)], "2023-24").get("2023-24")
        assert (None if found is None else round(100 / found, 9)) == level


@pytest.mark.parametrize("month", range(2, 13))
def test_years_may_begin_in_any_month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, month: int) -> None:
    """Each return came on the tenth of the month after its quarter; days, months and the comparison are worked out by counting months."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))

    def day_after(quarter: int, day: int = 1, year: int = 2024) -> dt.date:
        later, ended = divmod(month - 1 + 3 * quarter, 12)
        return dt.date(year + later, ended + 1, day)

    sent = {
        f"Q{quarter}": (day_after(quarter).year - 2024, f"{day_after(quarter).month:02d}-10") for quarter in range(1, 5)
    }
    network = draw_small_network(tmp_path, settings=f"year_starts: {MONTHS[month - 1]}\n", sent=sent)
    assert not process_network(network).stops
    findings = read_table("mills", "findings")
    assert (
        not findings["rule"]
        .is_in(["sent-early", "impossible-date", "missing-return", "not-a-quarter", "late-return"])
        .any()
    )
    due = dict(read_table("mills", "submissions").filter(hub_id="hub-1").select("quarter", "due").rows())
    for quarter in range(1, 5):
        assert due[f"2024-25 Q{quarter}"] == day_after(quarter) + dt.timedelta(days=27)  # 28 after the day before
        first, last = MONTHS[(month - 1 + 3 * quarter - 3) % 12], MONTHS[(month - 1 + 3 * quarter - 1) % 12]
        ends = day_after(quarter) - dt.timedelta(days=1)
        assert read_quarter(f"{first} to {last} {ends.year}", month) == f"2024-25 Q{quarter}"
        assert f"{first} " in network.period_of(f"2024-25 Q{quarter}").months
    said = plain(activity.attendance_by_quarter(open_edition("mills", "2024-25")).sentence.text)
    assert "Among the 8 hubs that reported throughout both periods" in said
    now, then = (int(number.replace(",", "")) for number in re.search(r"\(([\d,]+) after ([\d,]+)\)", said).groups())  # type: ignore[union-attr]
    assert (
        abs(now - 34_600) <= 80 and abs(then - 34_592) <= 80
    )  # 32 counts of 80 x (10 to 17) and up to 2, each rounded to 5
