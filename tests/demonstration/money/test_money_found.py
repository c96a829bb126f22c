"""What is planted in the invented money is found: slips in their cells, totals that are out, shares, ends, leverage, need."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.measures.money import funding
from analysis.measures.money.leverage import leverage_of
from analysis.measures.money.passing_on import parts_held
from analysis.networks import open_network
from analysis.periods import Period
from analysis.project import root
from demonstration import planted
from demonstration.money.contracts import AMENDED_VALUE, PAID
from demonstration.money.grants import PARENT, PASSED_ON, PASSED_ON_AGAIN, YEARLY_CONTRACT

YEAR = Period.parse("2024-25")
# (network, file, sheet, cell, rule, what was written)
SLIPS = (
    ("five-valleys", "funding/awards.json", None, "/grants/34/amountAwarded", "amount-not-known", "tbc"),
    ("marches", "funding/trust-grants.csv", None, "E38", "amount-not-known", "tbc"),
    ("marches", "funding/trust-grants.csv", None, "E39", "unclear-amount", "1.200"),
    ("marches", "funding/trust-grants.csv", None, "D40", "unknown-currency", "GBR"),
    ("marches", "funding/trust-grants.csv", None, "F41", "not-a-date", "last spring"),
    ("marches", "funding/trust-grants.csv", None, "E45", "doubled-award", "140000"),
)


@pytest.fixture(scope="module", autouse=True)
def processed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("root")
    shutil.copytree(root() / "data" / "raw", place / "data" / "raw")
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("HUB_LEARNING_ROOT", str(place))
        for name in ("five-valleys", "marches"):
            assert process_network(open_network(name)).stops == []
        yield place


def test_every_slip_about_money_is_found_in_its_cell_and_nothing_else_is_doubted() -> None:
    for network in ("five-valleys", "marches"):
        found = read_table(network, "findings").filter(
            pl.col("file").str.starts_with("funding/"), pl.col("severity") == "doubt"
        )
        expected = [slip[1:] for slip in SLIPS if slip[0] == network]
        assert sorted(found.select("file", "sheet", "cell", "rule", "value").rows(), key=str) == sorted(
            [(file, sheet or "", cell, rule, value) for file, sheet, cell, rule, value in expected], key=str
        )


def test_what_is_odd_but_certain_is_read() -> None:
    awards = read_table("marches", "awards")
    rows = {row["award_id"].rpartition("-")[2]: row for row in awards.rows(named=True) if "chest" in row["award_id"]}
    read = {
        name: (rows[name]["amount"], rows[name]["qualifier"], rows[name]["currency"])
        for name in ("kettle", "van", "stage")
    }
    assert read == {"kettle": (480, "exact", "GBP"), "van": (3_000, "about", "GBP"), "stage": (18_000, "about", "GBP")}
    assert [rows[name]["award_date"] for name in ("kettle", "van", "stage")] == [
        dt.date(2023, 11, 17), dt.date(2023, 12, 4), dt.date(2024, 1, 10),
    ]  # fmt: skip
    assert (rows["kettle"]["start_known_to"], rows["kettle"]["end"]) == ("month", dt.date(2025, 12, 31))


def test_each_file_is_held_against_its_own_total() -> None:
    five_valleys, marches = (read_table(name, "award_sources") for name in ("five-valleys", "marches"))
    spend = five_valleys.filter(source_file="funding/council-spend-2024-25.csv").row(0, named=True)
    assert round(spend["stated_total"] - spend["added"], 2) == planted.SPEND_TOTAL_IS_OUT_BY
    assert (spend["left_out"], spend["stated_cell"]) == (0, "F26")
    county = marches.filter(source_file="funding/county-grants.xlsx").row(0, named=True)
    assert county["stated_total"] == county["added"] and county["stated_cell"].startswith("Grants!E")
    again = read_table("marches", "repeats")  # there in the county's file, too
    assert again["source_file"].to_list() == ["funding/trust-grants.csv"] * 2
    told = {row["source_file"]: row["told_of"] for row in marches.iter_rows(named=True)}
    assert told["funding/trust-grants.csv"] and not spend["told_of"]


def test_payments_for_the_network_are_told_from_salt_and_lamps() -> None:
    payments = read_table("five-valleys", "payments")
    paid = dict(payments.group_by("to_network").agg(pl.col("amount").sum().round(2)).rows())
    hubs = {"pennywater": 640.0, "sallowbridge": 585.0 - 45.0}
    assert paid[True] == round(4 * (22_916.67 + 15_000 + 3_000) + sum(hubs.values()) + sum(sum_ for _, sum_ in PAID), 2)
    assert (
        dict(payments.drop_nulls("recipient_hub").group_by("recipient_hub").agg(pl.col("amount").sum()).rows()) == hubs
    )
    assert payments.filter(recipient="redacted").height == 2


def test_the_contract_holds_as_amended_and_the_one_without_a_term_has_no_total() -> None:
    awards = read_table("five-valleys", "awards")
    contract = awards.filter(source_file="funding/contracts.json").row(0, named=True)
    assert (contract["amount"], contract["kind"]) == (AMENDED_VALUE, "contract")
    yearly = awards.filter(award_id=YEARLY_CONTRACT).row(0, named=True)
    assert (yearly["amount"], yearly["annual_amount"], yearly["end"], yearly["term_years"]) == (
        None,
        48_000,
        None,
        None,
    )


def test_money_passed_on_twice_is_a_chain_and_counts_once() -> None:
    awards = read_table("five-valleys", "awards")
    last = awards.filter(award_id=f"{PARENT}-quillbrook-readers").row(0, named=True)
    assert (last["passed_on_from"], last["lead"], last["amount"]) == (
        f"{PARENT}-quillbrook", "Quillbrook Library Hub", PASSED_ON_AGAIN,
    )  # fmt: skip
    assert not funding.counted(awards).filter(pl.col("award_id").str.starts_with(f"{PARENT}-")).height


def test_a_hub_that_passes_a_little_on_keeps_the_rest_as_its_own() -> None:
    awards = funding.with_terms(read_table("five-valleys", "awards"))
    held = parts_held(awards, YEAR, "GBP").filter(pl.col("award_id").str.starts_with(f"{PARENT}-quillbrook"))
    assert set(held.select("recipient_hub", "kept", "amount").rows()) == {
        ("quillbrook", False, PASSED_ON["quillbrook"] - PASSED_ON_AGAIN), (None, False, PASSED_ON_AGAIN),
    }  # fmt: skip


def test_recipients_are_of_many_kinds_and_not_all_local() -> None:
    awards = read_table("five-valleys", "awards")
    assert set(awards["recipient_kind"]) == {
        "hub",
        "charity",
        "business",
        "community group",
        "public body",
        "individual",
    }
    assert set(awards.filter(pl.col("local") == False)["recipient"]) == {  # noqa: E712
        "Tarn and Weir Research (invented)", "The Lantern Players (invented)",
    }  # fmt: skip
    assert set(awards["spending"].drop_nulls()) == {"capital", "revenue"}
    assert {*awards["start_known_to"].drop_nulls()} == {"day", "month", "year"}
    placed = awards.filter(pl.col("locality_id").is_not_null())
    assert placed.height > awards.height / 2 and {"gorsemere", "ambermoor"} <= set(placed["locality_id"])


def test_one_hub_has_all_from_one_funder() -> None:
    awards = read_table("five-valleys", "awards").filter(recipient_hub=planted.DEPENDENT_HUB)
    assert awards["passed_on_from"].to_list() == [PARENT]


def test_leverage_is_what_the_record_ties_to_facilitation() -> None:
    awards = funding.with_terms(read_table("five-valleys", "awards"))
    found = leverage_of(awards, YEAR, "GBP")
    assert found.tied == sum(planted.LEVERAGED.values())
    assert found.invested == 2 * 60_000 + 36_000


def test_less_falls_in_the_year_after_than_in_the_year() -> None:
    awards = funding.counted(funding.with_terms(read_table("five-valleys", "awards"))).filter(
        pl.col("currency") == "GBP"
    )
    spread = funding.spread_over(awards, [Period.parse(label) for label in ("2023-24", "2024-25", "2025-26")])
    money = dict(spread.group_by("period").agg(pl.col("money").sum()).rows())
    assert money["2023-24"] > money["2024-25"] > 8 * money["2025-26"] > 0


def test_in_the_marches_money_is_where_need_is() -> None:
    """Pounds for each resident against the deprivation tenth, over the places where the trust gives; 1 is the most deprived."""
    awards, places = (read_table("marches", name) for name in ("awards", "localities"))
    by_need = awards.filter(pl.col("award_id").str.contains("-evenhand-")).join(places, on="locality_id")
    each = by_need.select("deprivation_decile", each=pl.col("amount") / pl.col("population"))
    assert each.select(pl.corr("deprivation_decile", "each", method="spearman")).item() < -0.95
    everything = (
        awards.filter((pl.col("currency") == "GBP") & pl.col("amount").is_not_null())
        .group_by("locality_id").agg(pl.col("amount").sum()).join(places, on="locality_id")
    )  # fmt: skip
    each = everything.select("deprivation_decile", each=pl.col("amount") / pl.col("population"))
    assert each.select(pl.corr("deprivation_decile", "each", method="spearman")).item() < -0.5
