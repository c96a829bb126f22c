"""Notebooks run warm give what a real kernel gives, and a failure is told in one line."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis.editions.running.execution import BuildFailed, Runner, run_notebooks
from analysis.editions.running.parameters import check_parameters, parameters_of
from analysis.editions.running.run import Job
from analysis.project import Refused

TALKATIVE = (
    "# A page",
    'network = "five-valleys"\nperiod: str = "2024-25"  # a year or a quarter',
    "import sys\nprint('out', period)\nprint('more')\nprint('err', file=sys.stderr)",
    "from IPython.display import display\n"
    "display({'text/markdown': '**5**'}, raw=True, metadata={'hub_learning': {'facts': [{'id': 'a', 'value': 2.5}]}})\n"
    "shown = display('first', display_id='x')\nshown.update('second')",
    "class Shown:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/markdown': 'm', 'text/plain': 'p'}, {'hub_learning': {'table': [1]}}\nShown()",
    "1 + 1;",
    "object()",
    "import os\nos.getcwd().startswith('/'), _ is not None, get_ipython().__class__ is not None",
)


@pytest.mark.parametrize("isolated", [False, True])
def test_modules_beside_the_notebooks_are_found_and_take_no_library_s_place(
    project: Path, draw_notebook: Any, isolated: bool
) -> None:
    (project / "notebooks" / "helpers").mkdir()
    (project / "notebooks" / "helpers" / "__init__.py").write_text("A = 42", encoding="utf-8")
    (project / "notebooks" / "calendar.py").write_text("raise ValueError('ours')", encoding="utf-8")
    source = draw_notebook("page", 'period = ""', "import calendar, helpers\nhelpers.A, calendar.isleap(2024)")
    run_notebooks([job(project, source, "own")], isolated)
    assert outputs(project / "work" / "own.ipynb")[-1][0]["data"]["text/plain"] == "(42, True)"


def job(project: Path, source: Path, name: str, **parameters: str) -> Job:
    return Job(
        str(source), parameters, str(project / "work" / f"{name}.ipynb"), str(project / "logs" / f"{name}.ipynb")
    )


def outputs(path: Path) -> list[list[dict[str, Any]]]:
    notebook = nbformat.read(path, as_version=4)
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def test_warm_run_keeps_prints_displays_values_and_their_metadata(project: Path, draw_notebook: Any) -> None:
    source = draw_notebook("page", *TALKATIVE)
    run_notebooks([job(project, source, "warm", period="2023-24")])
    _, _, printed, shown, value, silent, plain, _ = outputs(project / "work" / "warm.ipynb")
    assert [(one["name"], one["text"]) for one in printed] == [
        ("stdout", "out 2023-24\nmore\n"),
        ("stderr", "err\n"),
    ]
    assert shown[0]["data"] == {"text/markdown": "**5**"}
    assert shown[0]["metadata"] == {"hub_learning": {"facts": [{"id": "a", "value": 2.5}]}}
    assert shown[1]["data"] == {"text/plain": "'second'"}, "an updated display shows its last state"
    assert value[0]["output_type"] == "execute_result" and value[0]["metadata"] == {"hub_learning": {"table": [1]}}
    assert silent == []
    assert plain[0]["data"]["text/plain"] == "<object at 0x…>"


def test_both_ways_of_running_give_the_same_bytes(project: Path, draw_notebook: Any) -> None:
    source = draw_notebook("page", *TALKATIVE)
    warm, again, isolated = (job(project, source, name, period="2023-24") for name in ("warm", "again", "isolated"))
    run_notebooks([warm, again])
    run_notebooks([isolated], isolated=True)
    drawn = Path(warm.target).read_bytes()
    assert drawn == Path(again.target).read_bytes()
    assert drawn == Path(isolated.target).read_bytes()
    assert str(project).encode() not in drawn
    ids = [cell["id"] for cell in json.loads(drawn)["cells"]]
    assert ids == ["cell-0", "cell-1", "injected-parameters", *[f"cell-{number}" for number in range(2, 8)]]


def test_runs_do_not_see_each_other(project: Path, draw_notebook: Any) -> None:
    source = draw_notebook(
        "page",
        'hub = ""',
        "import builtins\nseen = getattr(builtins, 'seen', [])\nseen.append(hub)",
        "builtins.seen = seen\nseen",
    )
    jobs = [job(project, source, name, hub=name) for name in ("one", "two", "three")]
    run_notebooks(jobs)
    assert [outputs(Path(one.target))[-1][0]["data"]["text/plain"] for one in jobs] == [
        "['one']",
        "['two']",
        "['three']",
    ]


@pytest.mark.parametrize("isolated", [False, True])
def test_failure_names_notebook_heading_and_error_and_keeps_the_copy(
    project: Path, draw_notebook: Any, isolated: bool
) -> None:
    source = draw_notebook("20-activity", "# Activity", 'hub = "ash"', "## Who came {#sec-who}", "[][1]", "# Never run")
    with pytest.raises(BuildFailed) as failure:
        run_notebooks([job(project, source, "broken", hub="elm")], isolated=isolated)
    assert str(failure.value) == (
        "notebook 20-activity (elm) failed under 'Who came', IndexError: list index out of range; "
        "the copy with its traceback is logs/broken.ipynb"
    )
    assert not (project / "work" / "broken.ipynb").exists()
    assert "Traceback" in (project / "logs" / "broken.ipynb").read_text(encoding="utf-8")


def test_notebook_that_refuses_its_parameters_is_wrong_use(project: Path, draw_notebook: Any) -> None:
    source = draw_notebook(
        "page", 'network = "a"', "from analysis.project import Refused\nraise Refused('there is no network: z')"
    )
    with pytest.raises(Refused, match=r"^there is no network: z$"):
        run_notebooks([job(project, source, "page", network="z")])


def test_process_that_dies_is_told_and_the_others_finish(project: Path, draw_notebook: Any) -> None:
    dying = draw_notebook("dying", 'hub = ""', "import os\nos._exit(3)")
    well = draw_notebook("well", 'hub = ""', "1")
    with pytest.raises(BuildFailed, match=r"^notebook dying \(a\) failed its process ended unexpectedly \(0?3\)"):
        run_notebooks([job(project, dying, "dying", hub="a"), job(project, well, "well", hub="b")])
    assert (project / "work" / "well.ipynb").exists()


def test_warm_process_ends_with_its_runner(project: Path) -> None:
    with Runner() as runner:
        process = runner._warm
        assert process is not None and process.poll() is None
    assert process.poll() is not None


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel to end children with their parent")
def test_killed_build_leaves_no_process_that_writes(project: Path, draw_notebook: Any) -> None:
    source = draw_notebook(
        "slow", 'hub = ""', f"import time, pathlib\ntime.sleep(2)\npathlib.Path(r'{project}/late').touch()"
    )
    code = (
        "from analysis.editions.running.execution import run_notebooks; from analysis.editions.running.run import Job;"
        f"run_notebooks([Job(r'{source}', {{'hub': 'a'}}, r'{project}/out.ipynb', r'{project}/log.ipynb')])"
    )
    build = subprocess.Popen([sys.executable, "-c", code])
    waited_until(lambda: (project / "log.ipynb").parent.exists() and _children(build.pid))
    time.sleep(0.3)
    build.kill()
    build.wait()
    time.sleep(4)
    assert not (project / "late").exists()


def _children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def waited_until(condition: Any, looks: int = 2_000) -> None:
    for _ in range(looks):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("waited in vain")


def test_unknown_parameter_is_refused_with_those_there_are(draw_notebook: Any) -> None:
    source = draw_notebook("20-activity", 'network = "five-valleys"\nperiod: str = "2024-25"')
    assert parameters_of(source) == ["network", "period"]
    with pytest.raises(Refused, match=r"^20-activity.ipynb has no parameter 'perod'; it has: network, period$"):
        check_parameters(source, {"network": "x", "perod": "y"})


def test_notebook_without_the_tag_is_refused(draw_notebook: Any) -> None:
    source = draw_notebook("20-activity", 'network = "five-valleys"', tagged=False)
    with pytest.raises(Refused, match="no cell tagged 'parameters'"):
        check_parameters(source, {})


def test_missing_notebook_is_refused_with_those_there_are(draw_notebook: Any) -> None:
    source = draw_notebook("20-activity", "a = 1")
    with pytest.raises(Refused, match=r"^there is no notebook '30-x'; there are: 20-activity$"):
        parameters_of(source.with_name("30-x.ipynb"))


def test_engine_is_cheap_to_import() -> None:
    code = (
        "import sys, analysis.editions.engine; print({'papermill', 'IPython', 'nbformat', 'polars'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
