"""A hub's page with its own numbers as it sent them, made for sending to that hub alone, beside every edition and in none."""

from __future__ import annotations

import tempfile
from pathlib import Path

from analysis.editions.freshness import cache_folder
from analysis.editions.running.execution import BuildFailed, run_notebooks
from analysis.editions.running.jobs import job_to_send
from analysis.exhibits.parameters import refuse_goes_to
from analysis.networks import Network, open_network
from analysis.periods import Period
from analysis.project import reports_folder


def refuse_unagreed(network_name: str, hub: str) -> None:
    """Refused where the network's disclosure.yml does not say that its hubs may be sent their own numbers."""
    refuse_goes_to(open_network(network_name), hub, "the hub alone")


def make_page_to_send(network_name: str, period_text: str, hub: str) -> tuple[Path, list[str]]:
    """Run the hub's page under the rule for its hub alone and set it as a PDF. Where it lies; complaints.

    The edition of the period is there already, so all that leaves has been attacked as each hub, its own counts to the number taken
    away (disclosure/attacks/insiders.py). The executed copy goes with its temporary folder: none of it is remembered for an edition.
    """
    from analysis.publishing.cache import Cache
    from analysis.publishing.page_to_send import set_page_to_send
    from analysis.publishing.pandoc import RenderingFailed

    network = open_network(network_name)
    period = network.period(period_text)
    refuse_goes_to(network, hub, "the hub alone")
    to = place_of(network, period, hub)
    with tempfile.TemporaryDirectory(prefix="to-send-") as place:
        job = job_to_send(network, period, hub, Path(place))
        run_notebooks([job])
        try:
            complaints = set_page_to_send(Path(job.target), network, period, to, Cache(cache_folder(network.name)))
        except RenderingFailed as failure:
            raise BuildFailed(str(failure)) from failure
    return to, complaints


def place_of(network: Network, period: Period, hub: str) -> Path:
    """Beside forms and query sheets, which go to a hub too, and outside every edition."""
    return reports_folder() / "to-send" / network.name / period.slug / f"{hub}.pdf"
