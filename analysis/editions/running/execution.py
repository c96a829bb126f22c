"""Notebooks run: many at once in forks of one warm process, or each with a kernel of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from analysis.editions.running.parameters import check_parameters
from analysis.editions.running.run import Job, Ran
from analysis.project import Refused, reports_folder, root

OnStep = Callable[[str], None]


class BuildFailed(Exception):
    """A build that had to stop, told in one line. The command line prints it and exits with 1."""


def logs_folder() -> Path:
    """Where failed copies and what libraries printed are kept; ignored by git."""
    return reports_folder() / "logs"


class Runner:
    """Processes that run notebooks. Start it early: the warm process imports while the caller does other work.

    isolated: a real kernel for each notebook; also where this machine cannot fork.
    """

    def __init__(self, isolated: bool = False) -> None:
        self.isolated = isolated or not hasattr(os, "fork")
        self._warm = None if self.isolated else self._start()

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        if self._warm:
            self._warm.kill()
            self._warm.wait()
            for pipe in (self._warm.stdin, self._warm.stdout):
                assert pipe is not None
                pipe.close()

    def run(self, jobs: list[Job]) -> Iterator[Ran]:
        """Results in the order in which the runs end."""
        if self._warm:
            yield from _ask(self._warm, jobs)
        else:
            with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as threads:
                yield from threads.map(self._run_alone, jobs)

    def _run_alone(self, job: Job) -> Ran:
        process = self._start("--isolated")
        told, _ = process.communicate(json.dumps([job.as_record()]) + "\n")
        return Ran(**json.loads(told)) if told.strip() else Ran(job.target, problem=_no_answer())

    def _start(self, *options: str) -> subprocess.Popen[str]:
        logs_folder().mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ,
            "HUB_LEARNING_ROOT": str(root()),
            "PYTHONHASHSEED": "0",  # nothing published may depend on the order of a set
            "PYTHONPATH": os.pathsep.join(filter(None, [_package_folder(), os.environ.get("PYTHONPATH", "")])),
        }
        with _log().open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "analysis.editions.running.warm", *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                env=environment,
                cwd=root(),
            )


def run_notebooks(
    jobs: Iterable[Job],
    isolated: bool = False,
    on_step: OnStep | None = None,
    runner: Runner | None = None,
    keep: Callable[[Job, Ran], None] | None = None,
) -> dict[str, Ran]:
    """Run all jobs and write their executed copies. Returns how each ran, by target.

    Refused, before anything runs, if a notebook has no such parameter. BuildFailed, with the first failure in
    the order of the jobs, if a cell fails; the copy with its traceback is then kept as the job's `log`. `runner`: one
    that was started early, so that it is warm by now; its caller ends it, and may run more with it. `keep` is called with each that went well, also beside failures.
    """
    jobs = list(jobs)
    for source, names in {(job.source, tuple(job.parameters)): None for job in jobs}:
        check_parameters(Path(source), dict.fromkeys(names, ""))
    for job in jobs:
        Path(job.target).parent.mkdir(parents=True, exist_ok=True)
    by_target = {job.target: job for job in jobs}
    results: dict[str, Ran] = {}
    with contextlib.nullcontext(runner) if runner else Runner(isolated) as running:  # who started one early ends it
        for ran in running.run(jobs):
            results[ran.target] = ran
            if keep and not ran.problem:
                keep(by_target[ran.target], ran)
            if on_step:
                on_step(Path(ran.target).stem)
    failed = [job for job in jobs if results[job.target].problem]
    if failed:
        _raise_failure(failed, results)
    return results


def _raise_failure(failed: list[Job], results: dict[str, Ran]) -> None:
    first = failed[0]
    ran = results[first.target]
    if ran.refused:
        raise Refused(ran.problem.split("Refused: ", 1)[-1])
    asked = ", ".join(first.parameters.values())
    others = f"; {len(failed) - 1} more failed" if len(failed) > 1 else ""
    kept = f"; the copy with its traceback is {_shown(Path(first.log))}" if Path(first.log).exists() else ""
    raise BuildFailed(f"notebook {Path(first.source).stem} ({asked}) failed {ran.problem}{others}{kept}")


def _ask(process: subprocess.Popen[str], jobs: list[Job]) -> Iterator[Ran]:
    requests, answers = _pipes(process)
    try:
        requests.write(json.dumps([job.as_record() for job in jobs]) + "\n")
        requests.flush()
        for _ in jobs:
            yield Ran(**json.loads(answers.readline()))
    except (BrokenPipeError, json.JSONDecodeError):
        raise BuildFailed(_no_answer()) from None


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None and process.stdout is not None
    return process.stdin, process.stdout


def _no_answer() -> str:
    return f"the process that runs notebooks ended unexpectedly; what it said is in {_shown(_log())}"


def _log() -> Path:
    return logs_folder() / "notebooks.log"


def _shown(path: Path) -> str:
    return path.relative_to(root()).as_posix() if path.is_relative_to(root()) else str(path)


def _package_folder() -> str:
    """The folder that holds this package, so that the processes run the same code wherever they start."""
    return str(Path(__file__).resolve().parents[3])
