"""Which notebooks an edition runs, and with which parameters."""

from __future__ import annotations

from pathlib import Path

from analysis.editions.running.execution import logs_folder
from analysis.editions.running.parameters import parameters_of
from analysis.editions.running.run import Job
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import notebooks_folder

REPORT, HUB_PAGE = "annual-learning-report", "hub-page"


def jobs_of(network: Network, period: Period, hubs: list[str], folder: Path) -> list[Job]:
    """One job for each notebook, and one for each hub's page."""
    parameters = {"network": network.name, "period": period.label}
    logs = logs_folder() / network.name / period.slug

    def job(source: Path, name: str, **more: str) -> Job:
        return Job(str(source), {**parameters, **more}, str(folder / f"{name}.ipynb"), str(logs / f"{name}.ipynb"))

    # The report takes longest, so it runs first: at the end no core waits for it.
    sources = sorted(notebooks_folder().glob("*.ipynb"), key=lambda path: (path.stem != REPORT, path.stem))
    pages = [job(source, source.stem) for source in sources if source.stem != HUB_PAGE]
    hub_page = notebooks_folder() / f"{HUB_PAGE}.ipynb"
    asked = {"goes_to": "everybody"} if "goes_to" in parameters_of(hub_page) else {}  # whatever its notebook says
    return pages + [job(hub_page, f"hubs/{hub}", hub=hub, **asked) for hub in hubs]


def job_to_send(network: Network, period: Period, hub: str, folder: Path) -> Job:
    """The hub's page under the rule for its hub alone, into a folder that is no edition's."""
    parameters = {"network": network.name, "period": period.label, "hub": hub, "goes_to": "the hub alone"}
    log = logs_folder() / network.name / period.slug / "to-send" / f"{hub}.ipynb"
    return Job(str(notebooks_folder() / f"{HUB_PAGE}.ipynb"), parameters, str(folder / f"{hub}.ipynb"), str(log))
