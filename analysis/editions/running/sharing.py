"""What the notebooks of a build have in common, worked out once and laid down for all of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from analysis.editions.freshness import Inputs, cache_folder
from analysis.editions.running.run import Job
from analysis.networks import Network
from analysis.periods import Period

_WORTH_IT = 3  # notebooks; for fewer it takes as long as it spares


@contextmanager
def sharing(
    jobs: Sequence[Job], network: Network, period: Period, inputs: Inputs, tell: Callable[[str], None]
) -> Iterator[list[Job]]:
    """The jobs with a memory of what was worked out by the same code; those for all hubs with what they share laid down until the end,
    where enough would use it. tell: is given in words what could not be laid down."""
    memory = _memory_of(network, inputs)
    hubs = sorted({job.parameters["hub"] for job in jobs if "hub" in job.parameters})
    with tempfile.TemporaryDirectory(prefix="shared-") as place:
        path, of_hubs = Path(place) / "values", Path(place) / "hubs"
        if sum("hub" not in job.parameters for job in jobs) >= _WORTH_IT:
            with _told(path, tell):
                _lay_down(path, network, period)
        if len(hubs) >= _WORTH_IT:
            with _told(of_hubs, tell):
                _lay_down_for_hubs(of_hubs, network, period, hubs)
        yield [
            replace(job, memory=memory, shared=_laid_down(of_hubs if "hub" in job.parameters else path)) for job in jobs
        ]


def _laid_down(path: Path) -> str:
    return str(path) if path.is_file() else ""


@contextmanager
def _told(path: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Without what is laid down the edition is the same and takes longer. What cannot be worked out at all stops the notebook that asks
    for it, with the place in it."""
    try:
        yield
    except Exception as error:
        path.unlink(missing_ok=True)  # half of it may be written
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        tell(f"What most notebooks need could not be worked out once for all ({said}): each works it out by itself.")


def _lay_down(path: Path, network: Network, period: Period) -> None:
    from analysis.exhibits.opening import open_edition
    from analysis.exhibits.verdicts import verdict_on
    from analysis.shared_values import lay_down

    edition = open_edition(network.name, period.label)
    verdict_on(edition, edition.answers.values[0].name)  # one works out all, and what they rest on
    lay_down(path, network.name, period.label, edition.worked_out(("answers", "steady", "verdicts")))


def _lay_down_for_hubs(path: Path, network: Network, period: Period, hubs: Sequence[str]) -> None:
    from analysis.exhibits.report.hubs_together import worked_out_together
    from analysis.shared_values import lay_down_for_hubs

    in_common, own = worked_out_together(network, period, hubs)
    lay_down_for_hubs(path, network.name, period.label, in_common, own)


def _memory_of(network: Network, inputs: Inputs) -> str:
    """The folder for what this code worked out. What other code did is of no use any more, and goes."""
    folder = cache_folder(network.name) / "worked-out"
    own = folder / inputs.code_of_notebooks[:16]
    for other in folder.glob("*"):
        if other != own:
            shutil.rmtree(other, ignore_errors=True)
    own.mkdir(parents=True, exist_ok=True)
    return str(own)
