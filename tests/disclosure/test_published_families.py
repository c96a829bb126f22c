"""The attack on what the invented networks publish: no withheld count can be bounded more closely than the rule allows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network
from analysis.disclosure.protection import attacked
from analysis.disclosure.several import POOLED
from analysis.exhibits.opening import open_edition
from analysis.exhibits.report.protection import families_of, hold_back, released_before
from analysis.networks import open_network
from tests.conftest import CopyProject, SharedProject


@pytest.fixture(scope="module", params=["five-valleys", "marches"])
def network(request: pytest.FixtureRequest, copy_project: CopyProject, demonstration: SharedProject) -> Iterator[str]:
    """Each with what its build has held back. What is released then is attacked below, without anything that is remembered."""
    project = copy_project(f"attacked-{request.param}")
    demonstration.said(request.param, "2024-25")
    demonstration.copy_to(project, Path("data/processed") / request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(project.root))
        process_network(open_network(request.param))
        yield request.param


def test_nothing_that_the_invented_networks_publish_gives_a_count_away(network: str) -> None:
    opened = open_network(network)
    assert hold_back(opened, opened.period("2024-25"), lambda doubt: None) == []
    edition = open_edition(network, "2024-25")
    attacked_cells = 0
    for counted in families_of(edition):
        released = counted.released(edition.held_back(counted.name)).frame
        protected = counted.protected(counted.frame)
        attacked_cells += len(protected)
        assert attacked(counted.family, released, protected, released_before(edition, counted)) == []
    assert attacked_cells > 50
    assert edition.answers.frame.filter(pl.col("hub_id") == POOLED).height, "no pool: the attack has nothing to attack"
