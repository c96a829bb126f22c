"""The warm process: imports everything once, then forks for each notebook, and once for many pages of hubs. `python -m analysis.editions.running.warm`

It is a process of its own and not the build's: a process that ran a polars query hangs its forked children, and the
build reads tables. So it starts first and warms up while the raw files are processed on the other core.

It reads one line of JSON from its input, a list of jobs, and answers each with a line when it has run; then the next.
It ends when its input does. `--isolated` forks nothing and gives each notebook a kernel, one after another.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import pkgutil
import select
import selectors
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.editions.running.jobs import HUB_PAGE
from analysis.editions.running.run import Job, Ran, avoid_slow_imports, run_notebook
from analysis.project import notebooks_folder

TIME_LIMIT = 600  # seconds one notebook may take
_MOST_TOGETHER = 64  # pages of hubs in one fork, whose memory grows with each
_COLLECTED = 8  # pages after which what they left behind is thrown away

_PATIENCE = 0.3  # seconds without a request before each of these is imported
_MEANWHILE = ("scipy.stats", "pandas", "statsmodels.genmod.families", "statsmodels.genmod.generalized_linear_model")

Answer = Callable[[Ran], None]


def warm_up() -> None:
    """Import what most notebooks import, and let plotly and nbformat build their own caches on made-up content.

    Nothing here may run a polars query.
    """
    avoid_slow_imports()
    import great_tables  # noqa: F401
    import nbformat
    import papermill  # noqa: F401
    import plotly.graph_objects
    import polars  # noqa: F401

    import analysis.editions.running.shell
    import analysis.exhibits
    from analysis.datasets.processing.freshness import reading_code
    from analysis.exhibits.lab import as_lab_html

    for module in pkgutil.walk_packages(analysis.exhibits.__path__, "analysis.exhibits."):
        with contextlib.suppress(Exception):  # a module that does not import is for the notebook that uses it to tell
            importlib.import_module(module.name)
    reading_code()  # each notebook asks whether its tables are what this code reads, and the code stays the same meanwhile
    as_lab_html("a *word*", ())
    plotly.graph_objects.Figure(plotly.graph_objects.Bar(x=["a"], y=[1])).to_dict()
    nbformat.validate(nbformat.v4.new_notebook())  # compiles the schema
    with analysis.editions.running.shell.open_shell() as shell:
        shell.run_cell("None")


def import_meanwhile() -> None:
    """Import statsmodels, with pandas and scipy, piece by piece while nobody asks for anything: it costs as much as all the rest, and one
    notebook needs it, which otherwise imports it in its own fork."""
    for module in _MEANWHILE:
        if select.select([sys.stdin], [], [], _PATIENCE)[0]:
            return
        importlib.import_module(module)


def look_ahead(jobs: list[Job]) -> None:
    """Find out once what each of the notebooks would find out by itself: the settings of their networks, and whether the tables are what
    was sent. What is wrong is for the notebook to tell. Nothing here may run a polars query either."""
    from analysis.datasets.processing.processing import note_current
    from analysis.networks import open_network, peers_of

    for name in sorted({job.parameters["network"] for job in jobs if "network" in job.parameters}):
        with contextlib.suppress(Exception):
            for network in (opened := open_network(name), *peers_of(opened)):
                note_current(network)


def end_with_parent() -> None:
    """Ask Linux to end this process when its parent ends, so that a killed build leaves no writer behind."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def run_forked(jobs: list[Job], answer: Answer, at_once: int) -> None:
    """Run the jobs in forks of this process, `at_once` at a time, and answer as they end."""
    waiting = list(reversed(together(jobs, at_once)))
    with selectors.DefaultSelector() as running:
        while waiting or running.get_map():
            while waiting and len(running.get_map()) < at_once:
                fork = _fork(waiting.pop())
                running.register(fork.told, selectors.EVENT_READ, fork)
            for key, _ in running.select():
                fork = key.data
                for ran in fork.heard():
                    answer(ran)
                if fork.ended:
                    running.unregister(fork.told)
                    if left := fork.end(answer):
                        waiting.append(left)


def together(jobs: list[Job], at_once: int) -> list[list[Job]]:
    """Which jobs run one after another in one fork, in the order of the forks: pages of many hubs, which rest on the same tables and differ in
    nothing but the hub, as many in each as in the others; every other notebook has a fork to itself, so that none sees what another left in
    a module."""
    pages = [job for job in jobs if _of_hub(job)]
    rounds = -(-len(pages) // (at_once * _MOST_TOGETHER))
    size = -(-len(pages) // (at_once * max(rounds, 1)))
    alone = [[job] for job in jobs if not _of_hub(job)]
    return alone + [pages[first : first + size] for first in range(0, len(pages), max(size, 1))]


def _of_hub(job: Job) -> bool:
    return Path(job.source).stem == HUB_PAGE


class _Fork:
    """A child process with its jobs, and the pipe on which it tells of each how it went, a line each."""

    def __init__(self, process: int, told: int, jobs: list[Job]) -> None:
        self.told, self.ended = told, False
        self._process, self._jobs = process, jobs
        self._text, self._heard = b"", 0

    def heard(self) -> list[Ran]:
        """Those that it told of since; `ended` once it will tell of no more."""
        read = os.read(self.told, 1 << 16)
        self.ended = not read
        *lines, self._text = (self._text + read).split(b"\n")
        self._heard += len(lines)
        return [Ran(**json.loads(line)) for line in lines]

    def end(self, answer: Answer) -> list[Job]:
        """The jobs that it did not come to, as it ended while it ran one: that one failed."""
        os.close(self.told)
        _, status = os.waitpid(self._process, 0)
        if self._heard == len(self._jobs):
            return []
        answer(Ran(self._jobs[self._heard].target, problem=_ended_badly(status)))
        return self._jobs[self._heard + 1 :]


def _fork(jobs: list[Job]) -> _Fork:
    """A child that runs these jobs one after another."""
    result, tell = os.pipe()
    process = os.fork()
    if process:
        os.close(tell)
        return _Fork(process, result, jobs)
    try:
        end_with_parent()
        os.close(result)
        with os.fdopen(tell, "w") as stream:
            for number, job in enumerate(jobs, start=1):
                signal.alarm(TIME_LIMIT)
                print(json.dumps(asdict(run_notebook(job, warm=True))), file=stream, flush=True)
                if number % _COLLECTED == 0:
                    gc.collect()
    finally:
        os._exit(0)


def _ended_badly(status: int) -> str:
    number = os.waitstatus_to_exitcode(status)
    if number == -signal.SIGALRM:
        return f"it took longer than {TIME_LIMIT} seconds and was ended"
    return f"its process ended unexpectedly ({number})"


def main() -> None:
    end_with_parent()
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # nothing that a library prints may fall between the answers

    def answer(ran: Ran) -> None:
        print(json.dumps(asdict(ran)), file=answers, flush=True)

    isolated = "--isolated" in sys.argv
    sys.path.append(str(notebooks_folder()))  # modules beside the notebooks; last, so that none takes a library's place
    if not isolated:
        gc.disable()  # nothing here lives long: collecting would only cost time, and copy memory that children share
        warm_up()
        import_meanwhile()
    for line in sys.stdin:
        jobs = [Job(**record) for record in _records(line)]
        if isolated:
            for job in jobs:
                answer(run_notebook(job, warm=False))
        else:
            look_ahead(jobs)
            gc.freeze()  # what forks share is never looked through by their collecting
            run_forked(jobs, answer, at_once=max(2, os.cpu_count() or 2))


def _records(line: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(line)
    return records


if __name__ == "__main__":
    main()
