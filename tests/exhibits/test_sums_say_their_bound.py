"""Each sum of rounded counts of people says how far it may be off: one that said "rounded to 5" would claim what a single count may."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.handover import StatedFact
from tests.exhibits.small_network import draw_small_network
from tests.notebooks_built import build_notebooks

# What is no sum of counts: a level, a place in an order, a difference that says its own bound.
OF_ONE = ("mean", "median", "highest", "lowest", "usually", "over the season")
ITSELF = ".rounding-difference"  # the row that is what rounding makes


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, StatedFact]:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    assert not process_network(draw_small_network(tmp_path)).stops
    pages = build_notebooks("mills", "2024-25", "hub-2", in_markdown=False)
    return {fact.id: fact for page in pages for fact in page.handed.facts}


def counts_behind(fact: StatedFact) -> pl.DataFrame:
    """The answers, or counts along pathways, that a fact names as those it rests on and that are not nought, a row each."""
    found = []
    for origin in fact.origins:
        column = {"returns": "value", "pathways": "people"}.get(origin.table)
        if column is None or origin.network:
            continue
        rows = read_table("mills", origin.table).filter(pl.col(column) > 0, pl.col("quarter").is_not_null())
        for name, values in origin.where:
            rows = rows.filter(pl.col(name).is_in(list(values))) if values else rows
        found.append(rows.select("quarter", pl.col(column).cast(pl.Float64).alias("count")))
    return pl.concat(found) if found else pl.DataFrame(schema={"quarter": pl.String, "count": pl.Float64})


def test_no_sum_over_quarters_claims_the_rounding_of_one_count(facts: dict[str, StatedFact]) -> None:
    """All hubs of one quarter may be rounded once; several quarters never are."""
    looked_at, wrong = set(), []
    for fact in facts.values():
        several = counts_behind(fact)["quarter"].n_unique() > 1
        if fact.unit not in ("people", "attendances") or not fact.value or not several:
            continue
        if any(word in fact.how for word in OF_ONE) or fact.id.endswith(ITSELF):
            continue
        looked_at.add(fact.id.split(".")[0])
        if not fact.qualifier.startswith("sum of "):
            wrong.append((fact.id, fact.value, fact.qualifier, fact.how))
    assert wrong == []
    assert {"activity", "activity-by-hub", "reach", "referral-network", "pathway-strengths"} <= looked_at


def test_what_the_register_states_is_not_called_rounded(facts: dict[str, StatedFact]) -> None:
    stated = [fact for fact in facts.values() if fact.how == "as the register states it" and fact.unit == "people"]
    assert stated and {fact.qualifier for fact in stated} == {"exact"}
