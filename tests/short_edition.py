"""What an edition says, in seconds: its tables made anew and its notebooks built without a kernel, the facts as the ledger has them.

Of the hubs' pages that of one hub. For mutants, which are many; tests/test_ledger.py holds the whole editions.
"""

from __future__ import annotations

from pathlib import Path

import pytest

EDITIONS = (("five-valleys", "2024-25", "sallowbridge"), ("marches", "2024-25 Q3", "bramblow-village-hall"))


def short_ledger(root: Path) -> list[str]:
    """Every fact and every exhibit of the editions of the project that lies there, a line each."""
    from analysis.editions.progress import Steps
    from analysis.networks import open_network
    from analysis.way import process, protect
    from tests.notebooks_built import build_notebooks

    lines = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(root))
        for name, period, hub in EDITIONS:
            network = open_network(name)
            with Steps() as steps:
                process(network, steps)
                protect(network, network.period(period), steps)
            for built in build_notebooks(name, period, hub, in_markdown=False):
                lines.append(f"{name}\t{period}\t{built.notebook}\t{built.id}\t{built.kind}")
                lines += [f"{name}\t{fact.id}\t{fact.shown}\t{fact.unit}" for fact in built.handed.facts]
    return sorted(lines)
