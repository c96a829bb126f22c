"""Pages of many hubs run one after another in one process: each as if it had one to itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis.editions.running.execution import BuildFailed, run_notebooks
from analysis.editions.running.run import Job
from analysis.editions.running.warm import together

OUTPUT = "import os\nleft = globals().get('left', 0) + 1\nprint(hub, left, os.getpid())"


def page(project: Path, source: Path, hub: str) -> Job:
    return Job(
        str(source), {"hub": hub}, str(project / "work" / f"{hub}.ipynb"), str(project / "logs" / f"{hub}.ipynb")
    )


def said(job: Job) -> list[str]:
    cells = json.loads(Path(job.target).read_text(encoding="utf-8"))["cells"]
    words: list[str] = cells[-1]["outputs"][0]["text"].split()
    return words


def test_pages_of_hubs_share_a_process_and_no_names(project: Path, draw_notebook: Any) -> None:
    source = draw_notebook("hub-page", 'hub = ""', OUTPUT)
    jobs = [page(project, source, f"hub-{number:02}") for number in range(21)]
    run_notebooks(jobs)
    told = [said(job) for job in jobs]
    assert [hub for hub, _, _ in told] == [f"hub-{number:02}" for number in range(21)]
    assert {left for _, left, _ in told} == {"1"}
    assert len({process for *_, process in told}) < len(jobs)


def test_one_that_ends_its_process_is_told_and_the_others_run(project: Path, draw_notebook: Any) -> None:
    source = draw_notebook("hub-page", 'hub = ""', f"import os\nos._exit(3) if hub == 'hub-05' else None\n{OUTPUT}")
    jobs = [page(project, source, f"hub-{number:02}") for number in range(12)]
    with pytest.raises(BuildFailed, match=r"hub-page \(hub-05\) failed its process ended unexpectedly \(3\)$"):
        run_notebooks(jobs)
    assert [Path(job.target).exists() for job in jobs] == [number != 5 for number in range(12)]


def test_one_whose_cell_fails_is_told_and_the_others_run(project: Path, draw_notebook: Any) -> None:
    source = draw_notebook("hub-page", 'hub = ""', f"assert hub != 'hub-05', 'no such thing'\n{OUTPUT}")
    jobs = [page(project, source, f"hub-{number:02}") for number in range(12)]
    with pytest.raises(BuildFailed, match=r"hub-page \(hub-05\) failed AssertionError: no such thing;"):
        run_notebooks(jobs)
    assert [Path(job.target).exists() for job in jobs] == [number != 5 for number in range(12)]


@pytest.mark.parametrize(("pages", "at_once"), [(0, 2), (1, 2), (10, 2), (72, 2), (504, 2), (2016, 2), (77, 8)])
def test_processors_get_as_many_pages_each(pages: int, at_once: int) -> None:
    hubs = [Job("hub-page", {"hub": f"hub-{number}"}, f"{number}", "") for number in range(pages)]
    others = [Job(f"notebook-{number}", {}, f"n{number}", "") for number in range(3)]
    forks = together([*others, *hubs], at_once)
    assert [job for fork in forks for job in fork] == [*others, *hubs] and [len(fork) for fork in forks[:3]] == [1] * 3
    sizes = [len(fork) for fork in forks[3:]]
    assert max(sizes, default=0) <= 64 and len(sizes) <= max(at_once, -(-pages // 64) + at_once)
    # None waits long for the others: but for the last, all are of one size.
    assert len(set(sizes[:-1])) <= 1


IMPORTED = (
    "import sys; from analysis.editions.running.warm import import_meanwhile; import_meanwhile();"
    "print('statsmodels.genmod.families' in sys.modules)"
)


@pytest.mark.parametrize(("asked", "imported"), [("[]\n", "False"), ("", "True")])
def test_what_one_notebook_needs_is_imported_only_while_nobody_waits(asked: str, imported: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORTED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None and process.stdout is not None
    with process:
        process.stdin.write(asked)
        process.stdin.flush()
        assert process.stdout.readline().strip() == imported  # its input stays open meanwhile, as a build's does
        process.stdin.close()
