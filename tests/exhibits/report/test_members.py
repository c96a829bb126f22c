"""Members, partners and posts: their roles, through whom they work, what they hold; and who was not part of it in the period."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.report.members import member_profiles, members_and_partners
from analysis.networks import Network
from tests.exhibits.drawn_summary import draw_summary
from tests.exhibits.small_network import draw_small_network

HEAD = "member_id,name,kind,roles,host,funder,since,until,works_through,brought,also_called"
ROWS = (
    "alder,Alder Trust,organisation,member; lead body,,,2022-23 Q1,,lunch clubs; a repair bench,A van,Alder",
    "left,Gone Before,organisation,member,,,2022-23 Q1,2022-23 Q4,,,",
    "comes,Comes Later,organisation,member,,,2025-26 Q1,,,,",
    "lead,Development lead,post,development lead,Alder Trust,The council,2023-24 Q2,,,,",
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return tmp_path


def edition_of(network: Network, period: str, *rows: str) -> OpenEdition:
    (network.folder / "members.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    assert not process_network(network).stops
    return OpenEdition(network, network.period(period))


def test_the_table_holds_who_was_part_of_it_in_the_period(root: Path) -> None:
    network = draw_summary(root)
    late = members_and_partners(edition_of(network, "2024-25", *ROWS))
    assert late.table is not None
    assert late.table.frame["name"].to_list() == ["Alder Trust", "Development lead"]
    assert plain(late.title) == "1 organisation and 1 post make up the network beside its hubs"
    assert "Alder Trust works through other groups" in plain(late.sentence.text)
    whole = members_and_partners(OpenEdition(network, network.period("2022-23 to 2024-25")))
    assert whole.table is not None and "Gone Before" in whole.table.frame["name"]


def test_a_profile_says_what_it_collected_under_its_other_name_and_whom_it_works_through(root: Path) -> None:
    said = plain(member_profiles(edition_of(draw_summary(root), "2024-25", *ROWS)).text)
    first = said.split("Development lead")[0]
    assert "Works through: lunch clubs and a repair bench; what people gained there is not its own alone" in first
    assert (
        "Collected: 3 sources" in first
    )  # s1, i1 and i4 (tests/exhibits/drawn_summary.py); groups of two and more may be told of
    assert "Paid by: The council" in said and "Part of it: since 2023-24 Q2" in said


def test_a_profile_adds_up_what_it_holds_of_awards_in_force(root: Path) -> None:
    network = draw_small_network(root)
    said = plain(member_profiles(edition_of(network, "2024-25", "c,Council,organisation,funder,,,,,,,")).text)
    assert "Pays: £34,800 in 8 awards that are in force" in said  # £4,000, £4,100, ... £4,700


def test_without_a_register_that_is_said_and_a_slip_in_it_is_told_at_its_cell(root: Path) -> None:
    network = draw_summary(root)
    process_network(network)
    assert not members_and_partners(OpenEdition(network, network.period("2024-25"))).known
    (network.folder / "members.csv").write_text(f"{HEAD}\nx,X,club,member,,,2023,,,,\n", encoding="utf-8")
    process_network(network)
    told = read_table(network.name, "findings").filter(file="members.csv")
    assert {"kind", "since"} <= set(told["column"])
