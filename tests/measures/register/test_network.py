"""Which hubs there are at the end of a quarter: the quarter of opening and that of closing count in."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.tables import TABLES
from analysis.measures.register.network import closed_hubs, hubs_by_kind, open_hubs

Q1, Q2, Q3 = (f"2024-25 Q{number}" for number in (1, 2, 3))


def hubs(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{"hub_id": "a", "name": "A", "kind": "library", **row} for row in rows], schema=TABLES["hubs"].schema)  # fmt: skip


@pytest.mark.parametrize(
    ("life", "is_open", "is_closed"),
    [
        ({}, True, False),
        ({"opened": Q2}, True, False),
        ({"opened": Q3}, False, False),
        ({"opened": Q1, "closed": Q2}, True, False),
        ({"opened": Q1, "closed": Q1}, False, True),
        ({"closed": Q3}, True, False),
        ({"closed": Q1}, False, True),
        ({"opened": Q3, "closed": Q3}, False, False),
    ],
)
def test_a_hub_is_open_from_its_first_quarter_to_its_last(life: dict[str, str], is_open: bool, is_closed: bool) -> None:
    assert open_hubs(hubs(life), Q2).height == is_open
    assert closed_hubs(hubs(life), Q2).height == is_closed


def test_closed_hubs_are_told_by_name_and_two_of_one_name_by_their_code() -> None:
    gone = hubs(*[{"hub_id": code, "name": name, "closed": Q1} for code, name in (("z", "B"), ("y", "A"), ("x", "B"))])
    assert closed_hubs(gone, Q2)["hub_id"].to_list() == ["y", "x", "z"]


def test_kinds_are_told_by_how_many_there_are_and_two_alike_by_name() -> None:
    kinds = hubs(*[{"kind": kind} for kind in ("shop", "hall", "library", "hall")])
    assert hubs_by_kind(kinds).rows() == [("hall", 2), ("library", 1), ("shop", 1)]
