from __future__ import annotations

from pathlib import Path

import pytest

from analysis.networks import Network
from tests.datasets.drawn_network import draw_network, write_return


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    """Two hubs, the kiln open from the second quarter on; the mill sent a return for the first."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_network(tmp_path)
    write_return(
        network,
        "2024-25-q1/mill.xlsx",
        attendances="about 200",
        money_in="£1,234.50",
        warm_space="No",
        support_kinds="food; transport",
        story="@1+1 made a crowd. " + "It went on and on. " * 20,
    )
    return network
