"""An edition's notebooks run and its numbers traced, without pages, PDF and Word file: what it says, in half the time of a build.

python -m tests.executed_editions NETWORK PERIOD FOLDER
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from analysis.editions.freshness import open_seen, read_inputs
from analysis.editions.placement import workplace
from analysis.editions.progress import Steps
from analysis.networks import open_network
from analysis.project import edition_folder


def execute_edition(network_name: str, period_text: str, folder: Path) -> Path:
    """Put evidence.json and notebooks/ of the edition, as a build would make them now, into the folder; what was there is gone."""
    from analysis.way import Memory, Runner, execute, gather, hubs_of, process, protect, tell_held

    network = open_network(network_name)
    period = network.period(period_text)
    seen = open_seen(network.name)
    inputs = read_inputs(network.name, None, seen)
    with workplace(edition_folder(network.name, f"{period.slug}.said")) as work, Runner() as runner, Steps() as steps:
        process(network, steps)
        protect(network, period, steps)
        tell_held(network, period, steps)
        execute(network, period, hubs_of(network), work / "notebooks", Memory(inputs, seen), runner, steps)
        gather(network, period, work, steps)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(work, folder)
    seen.save()
    return folder


if __name__ == "__main__":
    execute_edition(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
