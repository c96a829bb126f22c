"""What is planted for planning in the invented network is found again by its exhibits."""

from __future__ import annotations

import json
from collections import Counter

import polars as pl

from analysis.datasets.processing.processing import read_table
from analysis.exhibits import open_edition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.planning import pathways, readiness
from analysis.exhibits.register import coverage
from analysis.measures.planning.readiness import last_answers
from demonstration import five_valleys
from demonstration.planning.planning import NOT_ANSWERED

NETWORK, PERIOD = "five-valleys", "2024-25"
TABLES = ("cost_lines", "rent_tiers", "pathways", "boundaries", "readiness")


def test_nothing_of_it_raises_a_finding() -> None:
    found = read_table(NETWORK, "findings").filter(pl.col("table").is_in(TABLES))
    assert found.rows() == []
    assert all(read_table(NETWORK, table).height for table in TABLES)


def test_neighbours_share_their_borders() -> None:
    """Each point of a border inside the network belongs to two localities at least; those on the coast to one."""
    outlines = read_table(NETWORK, "boundaries")
    assert set(outlines["locality_id"]) == {place.locality_id for place in five_valleys.localities()}
    rings = [json.loads(text)[0][0] for text in outlines["outline"]]
    assert all(ring[0] == ring[-1] for ring in rings)
    times = Counter(tuple(corner) for ring in rings for corner in ring[1:])
    assert sum(number > 1 for number in times.values()) > 100


def test_the_two_localities_without_a_hub_come_by_need() -> None:
    gaps = coverage.gaps_by_need(open_edition(NETWORK, PERIOD))
    assert gaps.table is not None
    assert gaps.table.frame["locality_id"].to_list() == ["gorsemere", "ambermoor"]


def test_the_hub_among_spokes_and_the_one_without_a_pathway_are_found() -> None:
    edition = open_edition(NETWORK, PERIOD)
    assert plain(pathways.pathway_strengths(edition).title).startswith("Most people were pointed to Sallowbridge")
    said = plain(pathways.referral_network(edition).sentence.text)
    assert all("Rushenlow Hub" in part for part in said.split("No pathway on record leads ")[1:])


def test_no_count_that_the_rule_withholds_is_published() -> None:
    raw = read_table(NETWORK, "pathways").filter(pl.col("people").is_between(1, 7))
    cells = pathways.released_pathways(open_edition(NETWORK, PERIOD)).frame
    cells = cells.filter(~pl.col("pathway").str.starts_with("("))
    hidden = cells.filter(pl.col("people__mark") == "[c]")
    assert hidden.height == raw.height > 20
    assert hidden["people"].null_count() == hidden.height
    shown = cells["people"].drop_nulls()
    assert ((shown % 5 == 0) & ((shown > 7) | (shown == 0))).all()


def test_the_silent_hub_is_not_counted_as_unready() -> None:
    edition = open_edition(NETWORK, PERIOD)
    answered = last_answers(edition.table("readiness"), edition.period.end)
    assert NOT_ANSWERED not in answered["hub_id"].to_list()
    network = readiness.readiness_of_network(edition)
    assert "1 open hub sent no check list and is not counted as unready" in plain(network.sentence.text)
    earlier = open_edition(NETWORK, "2024-25 Q3")
    assert last_answers(earlier.table("readiness"), earlier.period.end)["day"].max() < edition.period.start.replace(
        month=6
    )
    assert not readiness.readiness_plan(open_edition(NETWORK, PERIOD, NOT_ANSWERED)).known
