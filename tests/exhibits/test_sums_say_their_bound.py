"""Each sum of rounded counts of people says how far it may be off, is off no further, and leans to neither side."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.returns.core_questions import CORE_QUESTIONS
from analysis.handover import StatedFact
from analysis.networks import open_network
from tests.exhibits.small_network import draw_small_network
from tests.notebooks_built import build_notebooks

# What is no sum of counts: a level, a place in an order, a difference that says its own bound.
OF_ONE = ("mean", "median", "highest", "lowest", "usually", "over the season")
BANDS = ("people_0_17", "people_18_64", "people_65_plus")
COUNTED = (*BANDS, "attendances", "volunteers", "referrals_in", "referrals_out", "next_steps")
FEW = 5  # four quarters of one, and one
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


def leaning(root: Path, base: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, StatedFact]:
    """The same network where every count is rounded upwards by two, as 8 and 13 are, or not at all with a base of 1."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(root))
    network = draw_small_network(root)
    settings = network.folder / "network.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("base: 5", f"base: {base}"), encoding="utf-8")
    path = network.folder / "returns" / "form-export.csv"
    heads, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    place = {question.id: heads.index(question.wording) for question in CORE_QUESTIONS}
    for row in rows:
        for name in COUNTED:
            row[place[name]] = str(int(row[place[name]]) // 5 * 5 + 3)
        row[place["people"]] = str(sum(int(row[place[band]]) for band in BANDS))
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    path.write_text(text.getvalue(), encoding="utf-8-sig")
    pathways = network.folder / "register" / "pathways.csv"
    pathways.write_text(pathways.read_text(encoding="utf-8").replace(",20,", ",23,"), encoding="utf-8")
    network = open_network("mills")
    assert not process_network(network).stops
    pages = build_notebooks("mills", "2024-25", "hub-2", in_markdown=False)
    return {fact.id: fact for page in pages for fact in page.handed.facts if fact.unit in ("people", "attendances")}


def test_no_sum_leans_where_every_count_in_it_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who adds up rounded cells is off by two for each. A sum of all hubs is off by one a quarter, for eight times three is one less than 25."""
    told, true = (leaning(tmp_path / str(base), base, monkeypatch) for base in (5, 1))
    assert told.keys() == true.keys()
    wrong = []
    for name, fact in told.items():
        off = abs(float(fact.value or 0) - float(true[name].value or 0))
        said = re.search(r"within (\d+)", fact.qualifier)
        if off > FEW or (said and off > int(said[1])):
            wrong.append((name, fact.value, true[name].value, fact.qualifier))
    print("\n".join(map(str, wrong)))
    assert wrong == []
    about = {name.split(".")[0] for name in told}
    assert {"activity", "activity-by-hub", "hub", "reach", "referral-network", "pathway-strengths"} <= about


def test_what_the_register_states_is_not_called_rounded(facts: dict[str, StatedFact]) -> None:
    stated = [fact for fact in facts.values() if fact.how == "as the register states it" and fact.unit == "people"]
    assert stated and {fact.qualifier for fact in stated} == {"exact"}
