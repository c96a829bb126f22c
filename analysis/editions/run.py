"""One notebook run by papermill in this process: source and parameters in, settled copy or a told failure out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from analysis.editions.copies import read_copy, settle, text_of, write_copy


@dataclass(frozen=True)
class Job:
    """A notebook to run: its source, its parameters, where the executed copy goes, and where a failed one is kept."""

    source: str
    parameters: Mapping[str, str]
    target: str
    log: str

    def as_record(self) -> dict[str, Any]:
        return {**asdict(self), "parameters": dict(self.parameters)}


@dataclass(frozen=True)
class Ran:
    """How a run went. `problem` is empty if well, else one line: which heading, which error."""

    target: str
    seconds: float = 0.0
    problem: str = ""
    refused: bool = False  # the notebook itself refused its parameters: wrong use, not a failed build
    reads: list[dict[str, str | None]] | None = None  # {"table", "hub"} of all it read; None where nobody knows


def avoid_slow_imports() -> None:
    """With jupyterlab installed, jsonschema builds the grammar of an optional IRI check: 1 to 2 s that nobody uses."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def run_notebook(job: Job, engine: str | None) -> Ran:
    """Run one job with the papermill engine of that name (None: papermill's own, a real kernel). Raises nothing."""
    started = time.perf_counter()
    try:
        ran = _execute(job, engine)
    except Exception as error:
        ran = Ran(job.target, problem=f"{type(error).__name__}: {_one_line(error)}")
    return replace(ran, seconds=round(time.perf_counter() - started, 3))


def _execute(job: Job, engine: str | None) -> Ran:
    avoid_slow_imports()
    import papermill

    log = Path(job.log)
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        papermill.execute_notebook(
            job.source,
            job.log,
            parameters=dict(job.parameters),
            engine_name=engine,
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
        )
    except papermill.PapermillExecutionError as error:
        heading = _heading_above(read_copy(log)["cells"])
        problem = f"{heading}{error.ename}: {_one_line(error.evalue)}"
        return Ran(job.target, problem=problem, refused=error.ename == "Refused")
    executed = read_copy(log)
    reads = executed["metadata"]["papermill"].get("reads")
    settled = settle(executed, dict(job.parameters))
    target = Path(job.target)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    write_copy(settled, beside)
    beside.replace(target)
    log.unlink()
    return Ran(job.target, reads=reads)


def _heading_above(cells: list[dict[str, Any]]) -> str:
    """`under 'What people came for', ` - the last heading above the cell that failed; nothing if there is none."""
    heading = ""
    for cell in cells:
        if any(output["output_type"] == "error" for output in cell.get("outputs", [])):
            break
        if cell["cell_type"] == "markdown" and "papermill-error-cell-tag" not in cell["metadata"].get("tags", []):
            lines = [line for line in text_of(cell["source"]).splitlines() if line.startswith("#")]
            heading = lines[-1].lstrip("#").split("{")[0].strip() if lines else heading
    return f"under '{heading}', " if heading else ""


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:600]
