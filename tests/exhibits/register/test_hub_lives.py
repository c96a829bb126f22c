"""Hubs close, pause, change their names and become part of others: no form, no chase, nothing missing, and the register says it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.correspondence.returns.forms import write_forms
from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.register.hub_life import open_in, shut_quarters
from analysis.datasets.returns.core_questions import CORE
from analysis.exhibits import open_edition, totals, verdicts
from analysis.exhibits.exhibit import plain
from analysis.exhibits.register import coverage
from analysis.exhibits.register import network as register
from analysis.exhibits.returns import quality, volunteering
from analysis.exhibits.returns.effects import designs, own_past, warm_spaces
from analysis.exhibits.returns.hub_page import hub
from analysis.exhibits.verdicts import TOO_SMALL
from analysis.networks import Network, open_network
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
    said = "Mill 3 closed after 2024-25 Q1 and is part of Mill 4 since, with which it is compared as one. Mill 5 was shut in 2024-25 Q2. Mill 6 went by the name The Old Mill before."
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
        ({"merged_into": "hub-4"}, "does not say the last quarter that the hub counted for itself"),
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


def join(network: Network, counted: str) -> None:
    """Mill 3 becomes part of Mill 4, which counts both from 2024-25 on: nobody came or went."""
    live(network, **{"hub-3": {"closed": "2023-24 Q4", "merged_into": "hub-4"}})
    path = network.folder / "returns" / "form-export.csv"
    rows = pl.read_csv(path, infer_schema=False)
    hub, quarter, asked = rows.columns[1], rows.columns[2], CORE[counted].wording
    later = pl.col(quarter).str.starts_with("2024-25")
    gone = dict(rows.filter(pl.col(hub) == "hub-3", later).select(quarter, pl.col(asked).cast(pl.Int64)).iter_rows())
    more = pl.col(quarter).replace_strict(gone, default=0, return_dtype=pl.Int64)
    both = pl.when((pl.col(hub) == "hub-4") & later).then((pl.col(asked).cast(pl.Int64) + more).cast(pl.String))
    rows = rows.filter(~((pl.col(hub) == "hub-3") & later))
    rows.with_columns(both.otherwise(asked).alias(asked)).write_csv(path)


def test_like_for_like_counts_hubs_that_became_one_as_one(network: Network) -> None:
    assert not process_network(network).stops
    apart = totals.compared(open_edition("mills", "2024-25"), "volunteers")
    join(network, "volunteers")
    assert not process_network(network).stops
    edition = open_edition("mills", "2024-25")
    now, then, change, hubs = totals.compared(edition, "volunteers")
    assert (now.value, then.value, change.value) == (apart[0].value, apart[1].value, apart[2].value)
    assert (apart[3].value, hubs.value) == (8, 7)
    (where,) = [dict(origin.where) for origin in then.origins]
    assert {"hub-3", "hub-4"} <= set(where["hub_id"])
    assert verdicts.verdict_on(edition, "volunteers").base == 7
    assert verdicts.left_out(edition, "volunteers", totals.compared_quarters(edition), ["hub-4"]).keys() == {TOO_SMALL}
    assert "Mill 4 is compared with what it and Mill 3, which became part of it, counted before." in plain(
        volunteering.volunteers(edition).sentence.text
    )


def test_a_hub_is_part_of_another_from_the_quarter_after_its_last_one(network: Network) -> None:
    join(network, "volunteers")
    process_network(network)
    assert totals.compared(open_edition("mills", "2023-24"), "volunteers")[3].value == 8
    page = open_edition("mills", "2024-25", "hub-4")  # on its own page a hub is its own alone
    assert not page.joined.whole_of and page.same_hubs("volunteers", totals.compared_quarters(page)).hubs == ["hub-4"]


def test_two_hubs_are_not_part_of_each_other(network: Network) -> None:
    live(
        network,
        **{
            "hub-3": {"closed": "2024-25 Q4", "merged_into": "hub-4"},
            "hub-4": {"closed": "2024-25 Q4", "merged_into": "hub-3"},
        },
    )
    process_network(network)
    found = read_table("mills", "findings").filter(pl.col("rule") == "hub-life")
    assert found.height == 2 and all("is part of this one" in problem for problem in found["problem"])


HELPERS = """- id: helpers
  given: a helper
  declared: 2022-03-01
  source: our plan
  assumed: Nothing else happened.
  starts: {%s}
"""


def declare(network: Network, starts: str) -> Network:
    (network.folder / "designs.yml").write_text(HELPERS % starts, encoding="utf-8")
    return open_network(network.name)


STARTS = "hub-1: 2023-24 Q1, hub-2: 2023-24 Q1, hub-3: 2023-24 Q1, hub-4: 2023-24 Q1"


def test_a_declared_comparison_counts_hubs_that_became_one_as_one(network: Network) -> None:
    """The joined hub counts what both would have, so the comparison finds what it would have found: nothing."""
    join(declare(network, STARTS), "attendances")
    process_network(open_network("mills"))
    edition = open_edition("mills", "2024-25")
    (one,) = designs._looked_at(edition)
    assert one.panel.hubs == ("hub-1", "hub-2", "hub-4", "hub-5", "hub-6", "hub-7", "hub-8")
    assert abs(one.estimate.effect) < 0.5  # counted alone, hub 4 would have all but doubled
    said = plain(designs.declared_comparison(edition).sentence.text)
    assert "Mill 4 is compared with what it and Mill 3, which became part of it, counted before." in said


def test_a_hub_of_which_a_part_alone_had_it_is_in_no_group(network: Network) -> None:
    join(declare(network, "hub-1: 2023-24 Q1, hub-2: 2023-24 Q1, hub-4: 2023-24 Q1"), "attendances")
    process_network(open_network("mills"))
    edition = open_edition("mills", "2024-25")
    (one,) = designs._looked_at(edition)
    assert not {"hub-3", "hub-4"} & set(one.panel.hubs)
    said = plain(designs.declared_comparison(edition).sentence.text)
    assert "Mill 4 is in no group: a part of it had a helper, and not all of it." in said


def test_what_began_everywhere_is_held_against_all_that_is_one_now(network: Network) -> None:
    design = HELPERS % ", ".join(f"{hub}: 2024-25 Q1" for hub in ("hub-4", "hub-5", "hub-6", "hub-7"))
    (network.folder / "designs.yml").write_text(design + "  against: before\n", encoding="utf-8")
    join(network, "attendances")
    process_network(open_network("mills"))
    (held,) = own_past.held_outcomes(open_edition("mills", "2024-25"), list(open_network("mills").designs))
    assert abs(held.step.ratio - 1) < 0.005 and held.series.hubs == 4


def test_a_hub_at_a_part_of_which_it_began_is_not_held_against_its_past(network: Network) -> None:
    """Mill 3, which never had it, is open beside Mill 4 for two quarters with it."""
    design = HELPERS % ", ".join(f"{hub}: 2024-25 Q1" for hub in ("hub-4", "hub-5", "hub-6", "hub-7"))
    (network.folder / "designs.yml").write_text(design + "  against: before\n", encoding="utf-8")
    live(network, **{"hub-3": {"closed": "2024-25 Q2", "merged_into": "hub-4"}})
    without_returns(network, "hub-3", "2024-25 Q3", "2024-25 Q4")
    process_network(open_network("mills"))
    edition = open_edition("mills", "2024-25")
    (held,) = own_past.held_outcomes(edition, list(open_network("mills").designs))
    assert held.series.hubs == 3
    assert "Mill 4 is not counted, as it began at a part of it alone" in plain(own_past.own_past(edition).sentence.text)


def test_winter_and_summer_are_those_of_all_that_is_one_now(network: Network) -> None:
    """Mill 3 joins Mill 4 in the middle of the year: its summer counts with the winter of the whole."""
    live(network, **{"hub-3": {"closed": "2024-25 Q2", "merged_into": "hub-4"}})
    path = network.folder / "returns" / "form-export.csv"
    rows = pl.read_csv(path, infer_schema=False)
    hub, quarter, asked = rows.columns[1], rows.columns[2], CORE["attendances"].wording
    winter = pl.col(quarter).is_in(["2024-25 Q3", "2024-25 Q4"])
    more = dict(rows.filter(pl.col(hub) == "hub-3", winter).select(quarter, pl.col(asked).cast(pl.Int64)).iter_rows())
    both = pl.col(asked).cast(pl.Int64) + pl.col(quarter).replace_strict(more, default=0, return_dtype=pl.Int64)
    rows = rows.filter(~((pl.col(hub) == "hub-3") & winter))
    joined = pl.when((pl.col(hub) == "hub-4") & winter).then(both.cast(pl.String)).otherwise(asked)
    rows.with_columns(joined.alias(asked)).write_csv(path)
    process_network(network)
    exhibit = warm_spaces.warm_spaces(open_edition("mills", "2024-25"))
    assert exhibit.table is not None
    winters = dict(exhibit.table.frame.select("group", "winter").iter_rows())
    assert all(
        abs(value) < 0.5 for value in winters.values()
    )  # counted alone, hub 4's winter would be twice its summer
    assert exhibit.table.frame["hubs"].sum() == 7
    assert "which became part of it" in plain(exhibit.sentence.text)


def test_pages_of_hubs_that_became_one_say_so_and_compare_nothing_unlike(network: Network) -> None:
    join(network, "attendances")
    process_network(network)
    page = plain(hub.hub_attendance(open_edition("mills", "2024-25", "hub-4")).sentence.text)
    assert "Mill 3 became part of this hub after 2023-24 Q4" in page and "a year earlier" not in page
    gone = plain(hub.about(open_edition("mills", "2024-25", "hub-3")).text)
    assert "It closed after 2023-24 Q4 and is part of Mill 4 since." in gone


def test_hubs_without_a_name_are_called_by_their_code(network: Network) -> None:
    join(network, "attendances")
    path = network.folder / "register" / "hubs.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("hub-3,Mill 3,", "hub-3,,").replace("hub-4,Mill 4,", "hub-4,,"), encoding="utf-8")
    process_network(network)
    page = plain(hub.hub_attendance(open_edition("mills", "2024-25", "hub-4")).sentence.text)
    assert "hub-3 became part of this hub" in page
    assert "is part of hub-4 since" in plain(hub.about(open_edition("mills", "2024-25", "hub-3")).text)


def test_a_hub_whose_kind_did_not_read_has_its_page(network: Network) -> None:
    path = network.folder / "register" / "hubs.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Mill 2,library", "Mill 2,librarry"), encoding="utf-8")
    process_network(network)
    assert "Hub in Town 2" in plain(hub.about(open_edition("mills", "2024-25", "hub-2")).text)
