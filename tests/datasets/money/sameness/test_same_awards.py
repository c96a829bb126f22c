"""The same award, or payment, on record twice: sure ones count once, likely ones make a range until a person decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.datasets.drawn_money import Money, grant, package, read_money

TERM = [{"startDate": "2024-04-01", "endDate": "2026-03-31"}]
REGISTER = "award_id,title,kind,currency,amount,award_date,start,end,payer,payer_id,recipient\n"


def published(**more: Any) -> dict[str, Any]:
    """The funder's own grant of £90,000."""
    said = {"title": "Warm rooms", "awardDate": "2024-03-01", "plannedDates": TERM, **more}
    return grant("360G-hollow-1", {"id": "GB-CHC-1", "name": "Hollow Trust"}, amount=90_000, **said)


def both(tmp_path: Path, row: str, decision: str = "", **more: Any) -> Money:
    files: dict[str, Any] = {"foundation.json": package(published(**more)), "register.csv": REGISTER + row}
    return read_money(tmp_path, files | ({"same-awards.yml": decision} if decision else {}))


SAME = "R1,Warm rooms,grant,GBP,90000,2024-03-01,2024-04-01,2026-03-31,The Hollow Trust,GB-CHC-1,MILL HUB LTD\n"
ALIKE = "R1,Winter money,grant,GBP,90000,2024-03-02,2024-04-01,2026-03-31,The Hollow Trust,GB-CHC-1,The Mill Hub CIO\n"


def test_an_award_in_funder_and_register_alike_in_all_but_its_id_counts_once(tmp_path: Path) -> None:
    money = both(tmp_path, SAME)
    assert money.awards["amount"].sum() == 90_000
    assert money.repeats.select("why", "amount").rows() == [("same award", 90_000.0)]
    assert "same-award" in money.rules


def test_a_likely_one_counts_up_to_a_decision_and_makes_a_range(tmp_path: Path) -> None:
    money = both(tmp_path, ALIKE)
    assert money.awards.sort("least_amount", nulls_last=True).select("amount", "least_amount").rows() == [
        (90_000.0, 0.0),
        (90_000.0, None),
    ]
    assert [rule for _, rule in money.told if rule.startswith("perhaps")] == ["perhaps-same-award"]
    assert money.repeats.is_empty()


@pytest.mark.parametrize(("same", "total"), [("true", 90_000), ("false", 180_000)])
@pytest.mark.parametrize("row", [SAME, ALIKE])
def test_what_a_person_decided_holds_for_sure_and_likely_ones(tmp_path: Path, row: str, same: str, total: int) -> None:
    entry = f"- one: R1\n  other: 360G-hollow-1\n  same: {same}\n  reason: asked\n  who: partner\n  when: 2025-05-01\n"
    money = both(tmp_path, row, entry)
    assert money.awards["amount"].sum() == total
    assert money.awards["least_amount"].null_count() == money.awards.height


@pytest.mark.parametrize(
    "row",
    [
        SAME.replace("90000", "90001"),  # another amount
        SAME.replace("2024-03-01,2024-04-01,2026-03-31", "2024-05-03,2024-04-01,2026-03-31"),  # two months later
        SAME.replace("2024-04-01,2026-03-31", "2026-04-01,2028-03-31"),  # for other years
        SAME.replace("The Hollow Trust,GB-CHC-1", "Other Trust,GB-CHC-2"),  # another payer
        SAME.replace("MILL HUB LTD", "Dale Hub").replace("2024-04-01", "2024-06-01"),  # another recipient
    ],
)
def test_awards_that_differ_in_what_tells_are_two(tmp_path: Path, row: str) -> None:
    money = both(tmp_path, row)
    assert money.awards.height == 2 and money.awards["least_amount"].null_count() == 2


def test_what_was_passed_on_from_an_award_that_counts_under_another_identifier_follows_it(tmp_path: Path) -> None:
    onward = "R2,Part,grant,GBP,10000,2024-05-01,,,Mill Hub,,Dale Hub\n"
    register = (REGISTER[:-1] + ",passed_on_from\n") + SAME[:-1] + ",\n" + onward[:-1] + ",R1\n"
    money = read_money(tmp_path, {"foundation.json": package(published()), "register.csv": register})
    kept = money.repeats["same_as"].item()
    assert money.award("R2")["passed_on_from"] == kept and kept != money.repeats["record_id"].item()


def test_the_order_of_the_files_names_changes_nothing(tmp_path: Path) -> None:
    one = read_money(tmp_path, {"a.json": package(published()), "b.csv": REGISTER + SAME})
    other = read_money(tmp_path, {"b.json": package(published()), "a.csv": REGISTER + SAME})
    assert one.awards["award_id"].to_list() == other.awards["award_id"].to_list()


SPEND = "Payer,Supplier Name,Payment Date,Transaction No,Amount,Purpose\n"


def test_a_payment_in_the_years_and_the_months_file_counts_once_whatever_its_payee_is_called(tmp_path: Path) -> None:
    year = (
        SPEND
        + "Council,Mill Hub,03/06/2024,900123,5000.00,Support\nCouncil,Mill Hub,03/07/2024,900124,5000.00,Support\n"
    )
    month = SPEND + "Council,THE MILL HUB LTD,03/06/2024,0900123,5000.00,Community services\n"
    money = read_money(tmp_path, {"2024-06.csv": month, "2024-25.csv": year})
    assert money.payments["amount"].sum() == 10_000
    assert money.repeats["why"].to_list() == ["same payment"]


def test_files_without_numbers_are_matched_one_by_one(tmp_path: Path) -> None:
    head = "Payer,Supplier Name,Payment Date,Amount,Purpose\n"
    line = "Council,Mill Hub,03/06/2024,500.00,Rent\n"
    money = read_money(tmp_path, {"a.csv": head + line * 2, "b.csv": head + line * 3})
    assert money.payments["amount"].sum() == 1_500  # two of the three are those of the other file
