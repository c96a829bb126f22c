"""data/awards.csv is what a grants officer loads again: read with the project's own reader it gives the same awards and totals."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from analysis.editions.grants_workbook import grants_workbook, write_grants_workbook
from analysis.editions.published_tables import TableOnPage, as_csv
from analysis.exhibits.money.awards import awards_as_stated
from analysis.handover import PublishedTable
from analysis.measures.money.funding import counted, spread_over, totals_by_currency, with_terms
from analysis.periods import Period
from tests.datasets.drawn_money import grant, package, read_money
from tests.exhibits.drawn_edition import open_drawn
from tests.truth.money import drawn as drawn_rows

# What a plain sheet, a package and a contract say of an award, in all the ways that the table holds.
ODD = package(
    grant("month", plannedDates=[{"startDate": "2024-05", "endDate": "2024-11"}], amount="about £18k"),
    grant("year", plannedDates=[{"startDate": "2024-25", "endDate": "2024-25"}]),
    grant("yearly", amount=None, annualAmount=640_000, termYears=5, awardDate="2024-04-01"),
    grant("two", recipient={"name": "Hub A; Hub B"}, locationScope="x", grantProgramme=[{"title": "Rent"}]),
    grant("lent", fundingType=[{"title": "Loan"}], currency="EUR", networkInvestment="yes", local="no"),
)
SAME = [
    "award_id", "title", "description", "kind", "currency", "amount", "annual_amount", "qualifier", "term_years", "award_date", "start",
    "start_known_to", "end", "end_known_to", "payer", "payer_id", "payer_body", "lead", "recipient", "recipient_id", "recipient_body",
    "recipient_count", "passed_on_from", "purpose", "programme", "spending", "place", "local", "network_investment", "caution",
]  # fmt: skip


def sheet_of(awards: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> PublishedTable:
    edition = open_drawn(monkeypatch, awards=awards)
    bundle: Any = awards_as_stated(edition)._repr_mimebundle_()
    handed = next(each for each in bundle[1].values() if "table" in each)
    return PublishedTable.from_dict(handed["table"])


def totals(awards: pl.DataFrame) -> list[Any]:
    terms = counted(with_terms(awards))
    years = (
        spread_over(terms, [Period(2024), Period(2025)])
        .group_by("period", "currency")
        .agg(pl.col("money").sum().round(2))
    )
    return [totals_by_currency(terms).select("currency", "total", "qualifier").rows(), sorted(years.rows())]


@pytest.mark.parametrize("files", [drawn_rows(1), {"odd.json": ODD}], ids=["sixty rows", "odd ones"])
def test_the_sheet_is_read_again_as_the_same_awards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, Any]
) -> None:
    awards = read_money(tmp_path, files).awards
    table = sheet_of(awards, monkeypatch)
    text = as_csv(table)
    listed = [row["Identifier"] for row in csv.DictReader(io.StringIO(text))]
    sent = awards.filter(pl.col("award_id").is_in(listed)).sort("award_id")
    assert len(listed) == sent.height >= 5
    for name, held in {"again.csv": text.encode(), "awards.xlsx": grants_workbook(table)}.items():
        again = read_money(tmp_path, {name: held}).awards.sort("award_id")
        for column in SAME:
            assert (column, again[column].to_list()) == (column, sent[column].to_list())
        assert totals(again) == totals(sent)
    assert totals(sent)[0]


def test_the_workbook_holds_numbers_and_days_and_the_same_bytes_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = sheet_of(read_money(tmp_path, {"odd.json": ODD}).awards, monkeypatch)
    write_grants_workbook(tmp_path, [TableOnPage(table, "Awards", "40-funding.html")])
    held = (tmp_path / "data" / "awards.xlsx").read_bytes()
    assert held == grants_workbook(table)
    rows = openpyxl.load_workbook(io.BytesIO(held)).active.iter_rows(values_only=True)
    titles = next(rows)
    kinds = {(title, type(cell).__name__) for row in rows for title, cell in zip(titles, row, strict=True) if cell}
    assert {("Amount Awarded", "int"), ("Award Date", "datetime"), ("Planned Dates:Start Date", "str")} <= kinds


def test_a_table_of_that_name_that_is_no_sheet_of_grants_makes_no_workbook(tmp_path: Path) -> None:
    other = PublishedTable("awards", ({"name": "x", "label": "X", "unit": ""},), (), "")
    write_grants_workbook(tmp_path, [TableOnPage(other, "Awards", "40-funding.html")])
    assert not (tmp_path / "data").exists()
