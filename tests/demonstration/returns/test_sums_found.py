"""What the hubs of the marches counted in a year, against what was sent: sums of rounded counts are off by chance alone, and no further than they say."""

import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.exhibits.opening import open_edition
from analysis.measures.returns import activity
from analysis.networks import open_network
from analysis.project import root

FEW = ("volunteers", "referrals_in", "referrals_out")  # mostly 8 to 12 at a hub
QUESTIONS = (*FEW, "attendances", "people", "people_0_17", "people_18_64", "people_65_plus")


def of_hubs(year: str) -> pl.DataFrame:
    """A row a hub and question with several counts in the year: told, said (how far that may be off), true and cells (rounded counts, added)."""
    answers = open_edition("marches", year).answers.frame.filter(~pl.col("hub_id").str.starts_with("("))
    quarters = [f"{year} Q{number}" for number in (1, 2, 3, 4)]
    sent = read_table("marches", "returns").select("hub_id", "quarter", "question_id", "value")
    totals = activity.totals_by_hub(answers, QUESTIONS, quarters)
    parts = []
    for name in QUESTIONS:
        shown = answers.filter(pl.col("quarter").is_in(quarters), pl.col(name) > 0).select(
            "hub_id", "quarter", cell=name
        )
        true = shown.join(sent.filter(question_id=name), on=["hub_id", "quarter"])
        by_hub = true.group_by("hub_id").agg(true=pl.col("value").sum(), cells=pl.col("cell").sum(), number=pl.len())
        told = totals.select("hub_id", told=name, said=(2 * pl.col(f"{name}__counts") + 0.5).floor())
        parts.append(by_hub.filter(pl.col("number") > 1).join(told, on="hub_id").with_columns(question=pl.lit(name)))
    return pl.concat(parts)


@pytest.fixture(scope="module")
def sums(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    place: Path = tmp_path_factory.mktemp("root")
    for folder in ("marches", "codebook", "prices"):
        shutil.copytree(root() / "data" / "raw" / folder, place / "data" / "raw" / folder)
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("HUB_LEARNING_ROOT", str(place))
        process_network(open_network("marches"))
        return pl.concat([of_hubs(year) for year in ("2023-24", "2024-25")])


def errors(rows: pl.DataFrame, column: str) -> float:
    """The mean error in its standard errors."""
    off = (rows[column] - rows["true"]).to_numpy()
    return float(off.mean() / (off.std(ddof=1) / np.sqrt(len(off))))


def test_no_sum_is_off_further_than_it_says(sums: pl.DataFrame) -> None:
    off = (sums["told"] - sums["true"]).abs()
    assert len(off) > 500 and (off <= sums["said"]).all()
    assert off.max() > 5  # so it is not said for nothing


def test_sums_of_small_counts_lean_where_rounded_cells_are_added_and_not_as_they_are_told(sums: pl.DataFrame) -> None:
    few = sums.filter(pl.col("question").is_in(FEW))
    assert errors(few, "cells") > 4
    assert abs(errors(few, "told")) < 2


@pytest.mark.parametrize("question", QUESTIONS)
def test_of_no_question_do_they_lean(sums: pl.DataFrame, question: str) -> None:
    assert abs(errors(sums.filter(question=question), "told")) < 2.5
