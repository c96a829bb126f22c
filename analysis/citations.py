"""What an edition states, for whoever writes its narrative: the facts to cite, and what a narrative cites that is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from analysis.way import Stopped, execute, hubs_of, process, protect

if TYPE_CHECKING:
    from analysis.editions.ledger.evidence import ExecutedPage, PublishedFact
    from analysis.sources.findings import Finding


def citable_facts(network_name: str, period_text: str, steps: Steps | None = None) -> list[PublishedFact]:
    """What the pages of an edition state, as it would be built now: for whoever writes its narrative.

    A narrative that does not read, or that cites what is gone, is no hindrance: this is how its writer mends it.
    """
    from analysis.editions.claims import last_edition, settle_claims
    from analysis.editions.ledger.evidence import collect_facts

    network = open_network(network_name)
    period = network.period(period_text)
    with executed_now(network, period, steps) as (pages, notebooks):
        settle_claims(pages, notebooks, period.label, period.slug, last_edition(network, period))
        return collect_facts(pages)


def edition_stops(network: Network, on_period: Callable[[Period], None] | None = None) -> list[Finding]:
    """What a build of an edition would stop at beyond what its tables tell: what is cited and not borne any more, what gives a count away.

    Looked at: the editions that are built, those with a narrative, and the last year, each told to on_period beforehand. The tables must
    hold nothing that stops a build.
    """
    from analysis.editions.claims import last_edition, settle_claims
    from analysis.editions.narrative import settle_narrative

    found: list[Finding] = []
    in_all = _cited_in_all(network)
    for period in _editions_at_hand(network):
        if on_period:
            on_period(period)
        try:
            if in_all or _narrative_of(network, period).is_file():
                with executed_now(network, period, None) as (pages, notebooks):
                    last = last_edition(network, period)
                    found += settle_claims(pages, notebooks, period.label, period.slug, last)
                    found += settle_narrative(pages, notebooks, period.label)[1]
            else:
                with Steps() as silent:
                    protect(network, period, silent)
        except Stopped as stopped:
            found += stopped.findings
    return list(dict.fromkeys(found))


def _editions_at_hand(network: Network) -> list[Period]:
    last = [period for period in network.periods if period.is_year][-1:]
    return [
        period
        for period in [*network.periods, *network.several_years]
        if period in last
        or _narrative_of(network, period).is_file()
        or (edition_folder(network.name, period.slug) / "index.html").is_file()
    ]


def _narrative_of(network: Network, period: Period) -> Path:
    return network.folder / "editions" / period.slug / "narrative.md"


def _cited_in_all(network: Network) -> bool:
    """Whether findings.yml or claims.yml names numbers, which each edition has its own of."""
    from analysis.datasets.processing.processing import read_table
    from analysis.sources.report.citations import citations_in

    learned = read_table(network.name, "learned")
    texts = learned.select("facts", "sentence", "footnotes").iter_rows()
    return read_table(network.name, "claims").height > 0 or any(
        facts or citations_in(f"{sentence} {footnotes or ''}") for facts, sentence, footnotes in texts
    )


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
