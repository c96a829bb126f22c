"""Hubs close, pause, change their names and become part of others: no form, no chase, nothing missing, and the register says it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.correspondence.returns.forms import write_forms
from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.register.hub_life import open_in, shut_quarters
from analysis.exhibits import open_edition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.register import coverage
from analysis.exhibits.register import network as register
from analysis.exhibits.returns import quality
from analysis.networks import Network
from analysis.periods import NotAPeriod, Period
from analysis.project import Refused
from tests.exhibits.small_network import draw_small_network


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return draw_small_network(tmp_path)


def live(network: Network, **lives: dict[str, str]) -> None:
    """Write the hubs' lives into the register, and take away the returns that they could not have sent."""
    path = network.folder / "register" / "hubs.csv"
    hubs = pl.read_csv(path, infer_schema=False)
    for column in ("closed", "paused", "also_called", "merged_into"):
        told = {hub: life.get(column, "") for hub, life in lives.items()}
        hubs = hubs.with_columns(
            pl.col("hub_id").replace_strict(told, default="", return_dtype=pl.String).alias(column)
        )
    hubs.write_csv(path)


def without_returns(network: Network, hub: str, *quarters: str) -> None:
    path = network.folder / "returns" / "form-export.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    gone = [f",{hub},{quarter}," for quarter in quarters]
    path.write_text("".join(line for line in lines if not any(part in line for part in gone)), encoding="utf-8-sig")


LAST = ["2024-25 Q2", "2024-25 Q3", "2024-25 Q4"]


def test_a_closed_hub_is_sent_nothing_and_missing_nowhere(network: Network, tmp_path: Path) -> None:
    live(network, **{"hub-3": {"closed": "2024-25 Q1", "merged_into": "hub-4"}})
    without_returns(network, "hub-3", *LAST)
    assert not process_network(network).stops
    findings = read_table("mills", "findings")
    assert not findings.filter(pl.col("rule") == "missing-return").height
    due, came, _ = quality.received(open_edition("mills", "2024-25"))
    assert (due.value, came.value) == (29, 29)
    written = write_forms(network, Period.parse("2025-26 Q1"), into=tmp_path / "forms")
    assert written.not_open == ["hub-3"] and len(written.forms) == 7
    with pytest.raises(Refused, match=r"hub-3 closed after 2024-25 Q1"):
        write_forms(network, Period.parse("2025-26 Q1"), "hub-3", into=tmp_path / "forms")


def test_register_and_map_say_what_became_of_hubs(network: Network) -> None:
    lives = {
        "hub-3": {"closed": "2024-25 Q1", "merged_into": "hub-4"},
        "hub-5": {"paused": "2024-25 Q2"},
        "hub-6": {"also_called": "The Old Mill"},
    }
    live(network, **lives)
    without_returns(network, "hub-3", *LAST)
    without_returns(network, "hub-5", "2024-25 Q2")
    process_network(network)
    edition = open_edition("mills", "2024-25")
    said = "Mill 3 closed after 2024-25 Q1 and is part of Mill 4 since. Mill 5 was shut in 2024-25 Q2. Mill 6 went by the name The Old Mill before."
    assert said in plain(register.hub_register(edition).sentence.text)
    assert said in plain(coverage.hubs_and_need(edition).sentence.text)
    assert register.hubs_fact(edition).value == 7
    states = quality.completeness(edition).table
    assert states is not None
    assert states.frame.filter(pl.col("hub") == "Mill 5")["2024-25 Q2"].to_list() == ["closed"]
    before = open_edition("mills", "2023-24")
    assert "closed" not in plain(register.hub_register(before).sentence.text)
    assert register.hubs_fact(before).value == 8


def test_returns_under_an_earlier_name_are_the_hubs_own(network: Network) -> None:
    live(network, **{"hub-6": {"also_called": "old-mill; The Old Mill"}})
    path = network.folder / "returns" / "form-export.csv"
    text = path.read_text(encoding="utf-8-sig").replace(",hub-6,2022-23", ",The Old Mill,2022-23")
    assert text.count(",The Old Mill,") == 4
    path.write_text(text, encoding="utf-8-sig")
    assert not process_network(network).stops
    findings = read_table("mills", "findings")
    assert not findings.filter(pl.col("rule").is_in(["unknown-hub", "hub-unclear", "missing-return"])).height
    assert read_table("mills", "submissions").filter(pl.col("hub_id") == "hub-6").height == 12


@pytest.mark.parametrize(
    ("life", "problem"),
    [
        ({"paused": "in spring"}, "it is neither a quarter"),
        ({"also_called": "Mill 1"}, "Mill 1 is the name or code of hub-1"),
        ({"merged_into": "hub-6"}, "a hub is no part of itself"),
    ],
)
def test_a_life_that_cannot_be_is_told_and_left_out(network: Network, life: dict[str, str], problem: str) -> None:
    live(network, **{"hub-6": life})
    assert not process_network(network).stops
    (found,) = read_table("mills", "findings").filter(pl.col("rule") == "hub-life").iter_rows(named=True)
    assert problem in found["problem"] and found["file"] == "register/hubs.csv" and found["severity"] == "doubt"
    (column,) = life
    assert read_table("mills", "hubs").filter(pl.col("hub_id") == "hub-6")[column].to_list() == [None]


def test_quarters_shut_are_read_as_they_are_written() -> None:
    assert shut_quarters("2024-25 Q3 to 2025-26 Q1; 2023-24 Q1") == [
        "2024-25 Q3",
        "2024-25 Q4",
        "2025-26 Q1",
        "2023-24 Q1",
    ]
    with pytest.raises(NotAPeriod):
        shut_quarters("2024-25 Q3 to 2024-25 Q1")


def test_a_hub_is_open_from_its_opening_to_its_closing_but_for_pauses() -> None:
    hub = {"hub_id": "a", "opened": "2023-24 Q2", "closed": "2024-25 Q1", "paused": "2023-24 Q4"}
    quarters = ["2023-24 Q1", "2023-24 Q2", "2023-24 Q3", "2023-24 Q4", "2024-25 Q1", "2024-25 Q2"]
    assert open_in(pl.DataFrame([hub]), quarters)["quarter"].to_list() == ["2023-24 Q2", "2023-24 Q3", "2024-25 Q1"]
