"""One notebook run by papermill in this process: source and parameters in, settled copy or a told failure out."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from analysis.editions.running.executed_copies import read_copy, settle, text_of, write_copy
from analysis.project import notebooks_folder


@dataclass(frozen=True)
class Job:
    """A notebook to run: its source, its parameters, where the executed copy goes, and where a failed one is kept."""

    source: str
    parameters: Mapping[str, str]
    target: str
    log: str
    kept: tuple[
        int, ...
    ] = ()  # numbers of the cells that need not run, for their outputs stand in `copy` and still hold
    copy: str = ""
    shared: str = ""  # where what several notebooks would each work out is laid down (analysis/shared_values.py)
    memory: str = ""  # folder of what was worked out before, likewise

    def as_record(self) -> dict[str, Any]:
        return {**asdict(self), "parameters": dict(self.parameters)}


@dataclass(frozen=True)
class Ran:
    """How a run went. `problem` is empty if well, else one line: which heading, which error."""

    target: str
    seconds: float = 0.0
    problem: str = ""
    refused: bool = False  # the notebook itself refused its parameters: wrong use, not a failed build
    # {"table", "hub"} of all it read, of another network with its "network"; None where nobody knows
    reads: list[dict[str, str | None]] | None = None
    cells: dict[str, list[dict[str, str | None]]] | None = None  # what each cell that ran read, by its number


def avoid_slow_imports() -> None:
    """With jupyterlab installed, jsonschema builds the grammar of an optional IRI check: 1 to 2 s that nobody uses."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def run_notebook(job: Job, warm: bool) -> Ran:
    """Run one job with the warm engine in this process, or with papermill's own and a real kernel. Raises nothing."""
    started = time.perf_counter()
    avoid_slow_imports()
    try:
        ran = _settled(job, _run_warm(job) if warm else _run_isolated(job))
    except Exception as error:
        ran = Ran(job.target, problem=f"{type(error).__name__}: {_one_line(error)}")
    return replace(ran, seconds=round(time.perf_counter() - started, 3))


def _run_warm(job: Job) -> Any:
    """What `papermill.execute_notebook` does with the `warm` engine, but for writing the notebook a second time."""
    from papermill.engines import papermill_engines
    from papermill.execute import prepare_notebook_metadata
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    from analysis.shared_values import take_from

    take_from(job.shared, job.memory)
    given = {"kernel_name": "python3", "engine_name": "warm"}
    notebook = parameterize_notebook(load_notebook_node(job.source), dict(job.parameters), **given)
    notebook = prepare_notebook_metadata(notebook, job.source, job.target)
    if job.kept:
        kept = read_copy(Path(job.copy))["cells"]
        notebook.metadata.papermill["kept"] = {str(number): kept[number] for number in job.kept}
    return papermill_engines.execute_notebook_with_engine(
        "warm", notebook, "python3", output_path=None, progress_bar=False
    )


def _run_isolated(job: Job) -> Any:
    import nbformat
    import papermill

    Path(job.log).parent.mkdir(parents=True, exist_ok=True)
    beside = f"__import__('sys').path.append({str(notebooks_folder())!r})"  # as the warm process does
    options = {
        "kernel_name": "python3",
        "progress_bar": False,
        "extra_arguments": [f"--IPKernelApp.exec_lines={beside}"],
    }
    with contextlib.suppress(papermill.PapermillExecutionError):  # the error stands among the outputs
        papermill.execute_notebook(job.source, job.log, dict(job.parameters), **options)
    return nbformat.read(job.log, as_version=4)


def _settled(job: Job, notebook: Any) -> Ran:
    """Write the executed copy in its place, or a failed one as the log. `notebook`: a NotebookNode."""
    reads, cells = notebook.metadata.papermill.get("reads"), notebook.metadata.papermill.get("cell_reads")
    settled = settle(notebook, dict(job.parameters))
    failed = next((output for cell in settled["cells"] for output in _errors(cell)), None)
    if failed:
        write_copy(settled, Path(job.log))
        problem = f"{_heading_above(settled['cells'])}{failed['ename']}: {_one_line(failed['evalue'])}"
        return Ran(job.target, problem=problem, refused=failed["ename"] == "Refused")
    write_copy(settled, Path(job.target))
    Path(job.log).unlink(missing_ok=True)
    return Ran(job.target, reads=reads, cells=cells)


def _errors(cell: dict[str, Any]) -> list[dict[str, Any]]:
    return [output for output in cell.get("outputs", []) if output["output_type"] == "error"]


def _heading_above(cells: list[dict[str, Any]]) -> str:
    """`under 'What people came for', ` - the last heading above the cell that failed; nothing if there is none."""
    heading = ""
    for cell in cells:
        if _errors(cell):
            break
        if cell["cell_type"] == "markdown":
            lines = [line for line in text_of(cell["source"]).splitlines() if line.startswith("#")]
            heading = lines[-1].lstrip("#").split("{")[0].strip() if lines else heading
    return f"under '{heading}', " if heading else ""


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:600]
