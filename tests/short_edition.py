"""What an edition says, in seconds: its tables made anew and its notebooks built without a kernel, the facts as the ledger has them.

Of the hubs' pages that of one hub. For mutants, which are many; tests/test_ledger.py holds the whole editions.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

EDITIONS = (("five-valleys", "2024-25", "sallowbridge"), ("marches", "2024-25 Q3", "bramblow-village-hall"))


def short_ledgers(root: Path) -> Iterator[list[str]]:
    """Every fact and every exhibit of each edition of the project that lies there, a line each; one edition after the other."""
    from analysis.editions.progress import Steps
    from analysis.handover import KEY
    from analysis.networks import open_network
    from analysis.way import process, protect
    from tests.ledger import said, shown, words_of
    from tests.notebooks_built import build_notebooks

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(root))
        for name, period, hub in EDITIONS:
            network = open_network(name)
            with Steps() as steps:
                process(network, steps)
                protect(network, network.period(period), steps)
            lines = []
            for built in build_notebooks(name, period, hub, in_markdown=False):
                handed = built.handed.as_metadata()[KEY]
                lines.append("\t".join((built.notebook, *shown(handed), *words_of(handed))))
                lines += ["\t".join(said(fact.as_dict())) for fact in built.handed.facts]
            yield sorted(lines)
