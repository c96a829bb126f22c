"""What an edition states, for whoever writes its narrative: the facts to cite, and what a narrative cites that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.editions.freshness import Memory, open_seen, read_inputs
from analysis.editions.placement import workplace
from analysis.editions.progress import Steps
from analysis.editions.running.execution import Runner
from analysis.networks import Network, open_network
from analysis.periods import Period
from analysis.project import edition_folder
from analysis.way import execute, hubs_of, process, protect

if TYPE_CHECKING:
    from analysis.editions.ledger.evidence import ExecutedPage, PublishedFact
    from analysis.sources.findings import Finding


def citable_facts(network_name: str, period_text: str, steps: Steps | None = None) -> list[PublishedFact]:
    """What the pages of an edition state, as it would be built now: for whoever writes its narrative.

    A narrative that does not read, or that cites what is gone, is no hindrance: this is how its writer mends it.
    """
    from analysis.editions.ledger.evidence import collect_facts

    network = open_network(network_name)
    with executed_now(network, network.period(period_text), steps) as (pages, _):
        return collect_facts(pages)


def narrative_stops(network: Network, steps: Steps | None = None) -> list[Finding]:
    """What the network's narratives cite and their editions do not bear: what a build of them would stop at.

    Only the narratives whose editions can be built are looked at; the tables must hold nothing that stops a build.
    """
    from analysis.editions.narrative import settle_narrative

    found: list[Finding] = []
    for path in sorted(network.folder.glob("editions/*/narrative.md")):
        named = {period.slug: period for period in network.periods}
        if path.parent.name in named:
            with executed_now(network, named[path.parent.name], steps) as (pages, notebooks):
                found += settle_narrative(pages, notebooks)[1]
    return found


@contextmanager
def executed_now(network: Network, period: Period, steps: Steps | None) -> Iterator[tuple[list[ExecutedPage], Path]]:
    """The pages of an edition as they would be built now, with the folder of their copies, which is gone afterwards."""
    from analysis.editions.ledger.evidence import read_pages

    seen = open_seen(network.name)
    inputs = read_inputs(network.name, None, seen)
    with (
        workplace(edition_folder(network.name, f"{period.slug}.facts")) as work,
        Runner() as runner,
        steps or Steps() as steps,
    ):
        process(network, steps, but_for="narrative")
        protect(network, period, steps)
        execute(network, period, hubs_of(network), work / "notebooks", Memory(inputs, seen), runner, steps)
        yield read_pages(work / "notebooks"), work / "notebooks"
    seen.save()
