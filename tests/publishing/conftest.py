"""The sample edition, published once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.publishing import publication
from analysis.publishing.publication import publish
from tests.publishing.sample import PERIOD, sample_network, write_sample


def publish_sample(place: Path) -> Path:
    """A freshly written and published sample, with a cache of its own. Returns WORK."""
    work = write_sample(place / "work")
    patch = pytest.MonkeyPatch()
    patch.setattr(publication, "processed_folder", lambda name: place / "processed")
    report = publish(work, sample_network(place), PERIOD, "embedded")
    patch.undo()
    assert [said for said in report.complaints if "to no source" not in said] == []  # the sample has planted ones
    return work


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_sample(tmp_path_factory.mktemp("edition"))
