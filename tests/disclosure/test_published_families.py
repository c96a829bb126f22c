"""The attack on what the invented networks publish: no withheld count can be bounded more closely than the rule allows."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network
from analysis.disclosure.parts import Parts
from analysis.disclosure.protection import Family, attacked
from analysis.disclosure.release import POOLED
from analysis.exhibits.opening import open_edition
from analysis.networks import open_network
from tests.conftest import CopyProject

BANDS = ("people_0_17", "people_18_64", "people_65_plus")


@pytest.fixture(scope="module", params=["five-valleys", "marches"])
def network(request: pytest.FixtureRequest, copy_project: CopyProject) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(copy_project(f"attacked-{request.param}").root))
        process_network(open_network(request.param))
        yield request.param


def test_nothing_that_the_invented_networks_publish_gives_a_count_away(network: str) -> None:
    edition = open_edition(network, "2024-25")
    people = tuple(edition.table("questions").filter("people")["question_id"].to_list())
    small = pl.col("value").is_between(1, edition.rule.threshold)
    counted = pl.col("question_id").is_in(people) & pl.col("quarter").is_in(edition.quarters_so_far)
    rows = edition.table("returns").filter(small & counted)
    protected = rows.select("hub_id", "quarter", "question_id").rows()
    assert len(protected) > 50
    frame = edition.answers.frame
    pools = frame.filter(pl.col("hub_id") == POOLED)
    assert pools.height, "no pool is published: the attack would have nothing to attack"
    family = Family(people, (Parts(BANDS, "people"),), edition.rule)
    assert attacked(family, frame, protected) == []
