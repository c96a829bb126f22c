from __future__ import annotations

from pathlib import Path

import pytest

from analysis.networks import Network
from tests.datasets.drawn_network import draw_network


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    """An empty project with one network of two hubs, with its register and questions, and no returns yet."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return draw_network(tmp_path)
