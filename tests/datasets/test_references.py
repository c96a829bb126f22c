"""A hub is named by its code, or by a name that one hub alone goes by; what names nothing is told with the nearest."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.datasets.checks import check_records
from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.references import check_references
from analysis.sources.records import Record

VISITS = Table(
    "visits",
    "One row a hub.",
    ("hub_id",),
    (
        Column("hub_id", "text", "the hub", required=True, refers_to="hubs.hub_id"),
        Column("beside", "text", "its neighbour", refers_to="hubs.hub_id"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
HUBS = pl.DataFrame(
    {
        "hub_id": ["mill", "kiln", "ford-1", "ford-2"],
        "name": ["Mill Hub", "Kiln Hub", "The Ford", "The Ford"],
        "also_called": ["The Old Mill; Weir House", None, None, None],
    }
)


def sent(number: int, hub: str, beside: str = "") -> tuple[str, Record]:
    values = {"hub_id": hub, "beside": beside} if beside else {"hub_id": hub}
    return "visits.csv", Record(f"A{number}", values, {"hub_id": f"A{number}", "beside": f"B{number}"}, number)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Mill Hub", "mill"),
        ("mill hub ", "mill"),
        ("weir house", "mill"),
        ("the  old mill", "mill"),
        ("KILN HUB", "kiln"),
    ],
)
def test_a_name_is_read_as_the_code_it_stands_for(written: str, code: str) -> None:
    checked = check_records(VISITS, [sent(2, written, "Kiln Hub")])
    check_references(checked, {"hubs": HUBS})
    assert checked.finished.select("hub_id", "beside").rows() == [(code, "kiln")]
    assert [(each.rule, each.severity, each.cell) for each in checked.findings] == [
        ("read-by-name", "note", "A2"),
        ("read-by-name", "note", "B2"),
    ]
    assert f"the code `{code}`" in checked.findings[0].problem


def test_a_name_and_a_code_of_one_hub_are_one_key() -> None:
    checked = check_records(VISITS, [sent(2, "mill"), sent(3, "Mill Hub")])
    check_references(checked, {"hubs": HUBS})
    assert checked.finished["hub_id"].to_list() == ["mill"]
    assert [each.rule for each in checked.findings] == ["read-by-name", "doubled-key"]


def test_a_name_of_two_hubs_and_one_of_none_are_told() -> None:
    checked = check_records(VISITS, [sent(2, "The Ford"), sent(3, "Mil Hub"), sent(4, "kiln", "Observatory")])
    check_references(checked, {"hubs": HUBS})
    assert checked.finished.select("hub_id", "beside").rows() == [("kiln", None)]
    told = [(each.rule, each.cell, each.problem) for each in checked.findings]
    assert told == [
        ("unknown-reference", "A2", "`The Ford` is the name of several hubs: ford-1, ford-2."),
        ("unknown-reference", "A3", "`Mil Hub` is not in hubs; the nearest is `mill`."),
        ("unknown-reference", "B4", "`Observatory` is not in hubs."),
    ]
