"""The IPython shell of the warm engine: what a cell prints and shows becomes outputs, as a kernel would send them."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import from_dict
from traitlets.config import Config

Outputs = list[Any]


def _output(kind: str, **parts: Any) -> Any:
    """An output as nbformat makes it, but for looking whether it is one, which takes as long as many an exhibit."""
    return from_dict({"output_type": kind, **parts})


class _Stream(io.TextIOBase):
    """Standard output or error of a cell. Text that follows text of the same stream joins it, as in a kernel."""

    def __init__(self, shell: NotebookShell, name: str) -> None:
        self._shell, self._name = shell, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        outputs = self._shell.outputs
        if not text:
            return 0
        if outputs and outputs[-1].output_type == "stream" and outputs[-1].name == self._name:
            outputs[-1].text += text
        else:
            outputs.append(_output("stream", name=self._name, text=text))
        return len(text)


class _Publisher(DisplayPublisher):
    """`display(...)`: the bundle and its metadata exactly as they were given."""

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *_: Any,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **__: Any,
    ) -> None:
        shell = _shell_of(self)
        shell.show(_output("display_data", data=data, metadata=metadata or {}), transient, update)

    def clear_output(self, _wait: bool = False) -> None:
        _shell_of(self).outputs.clear()


class _Hook(DisplayHook):
    """The value of a cell's last expression."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        output = _output("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=self.prompt_count)
        _shell_of(self).outputs.append(output)

    def finish_displayhook(self) -> None:
        self._is_active = False


class NotebookShell(InteractiveShell):
    """One shell runs one notebook. `outputs` are those of the cell that runs now."""

    display_pub_class = _Publisher
    displayhook_class = _Hook
    outputs: Outputs

    def __init__(self, **settings: Any) -> None:
        self.outputs = []
        self._displayed: dict[str, list[Any]] = {}
        super().__init__(**settings)  # type: ignore[no-untyped-call]  # IPython states no type for it

    def show(self, output: Any, transient: dict[str, Any] | None, update: bool) -> None:
        """Add a displayed output; with a display id and `update`, change the ones shown under that id before."""
        known = self._displayed.setdefault(str((transient or {}).get("display_id")), [])
        if update and transient and known:
            for shown in known:
                shown.data, shown.metadata = output.data, output.metadata
            return
        known.append(output)
        self.outputs.append(output)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.outputs.append(
            _output("error", ename=getattr(etype, "__name__", str(etype)), evalue=str(evalue), traceback=list(stb))
        )


def _shell_of(part: Any) -> NotebookShell:
    """IPython's parts know their shell only as a general one."""
    shell: NotebookShell = part.shell
    return shell


@contextmanager
def open_shell() -> Iterator[NotebookShell]:
    """A fresh shell that `get_ipython()` finds; what it puts in the place of `__main__` is put back."""
    main, displaced = sys.modules.get("__main__"), InteractiveShell._instance  # noqa: SLF001 (traitlets gives no other door)
    InteractiveShell.clear_instance()
    settings = Config()
    settings.HistoryManager.enabled = False  # no database, no thread that a fork would lose
    settings.HistoryManager.hist_file = ":memory:"
    settings.InteractiveShell.colors = "nocolor"
    settings.InteractiveShell.xmode = "Context"
    try:
        yield NotebookShell.instance(config=settings)
    finally:
        NotebookShell.clear_instance()
        InteractiveShell._instance = displaced  # noqa: SLF001 (as above)
        if main is not None:
            sys.modules["__main__"] = main


def run_cells(manager: Any) -> None:
    """Run the code cells of `manager.nb` (papermill's NotebookExecutionManager), stopping at the first that fails.

    Cells that stand among the notebook's `kept` ones are not run: their outputs are put in as they were.
    """
    told = manager.nb.metadata.papermill
    kept, cell_reads = told.pop("kept", {}), {}
    with open_shell() as shell:
        for index, cell in enumerate(manager.nb.cells):
            if cell.cell_type != "code":
                continue
            if known := kept.get(str(index)):
                cell.outputs, cell.execution_count = from_dict(known["outputs"]), known["execution_count"]
                shell.execution_count = max(shell.execution_count, (cell.execution_count or 0) + 1)
                continue
            manager.cell_start(cell, index)
            before = _readings(shell)
            failed = _run_cell(shell, cell)
            cell_reads[str(index)] = _since(before, _readings(shell))
            if failed:
                manager.cell_exception(cell, cell_index=index)
            manager.cell_complete(cell, cell_index=index)
            if failed:
                return
        told["reads"] = _tables_read(shell)
        told["cell_reads"] = cell_reads if told["reads"] is not None else None


def _readings(shell: NotebookShell) -> dict[int, tuple[list[Any], int]]:
    """The lists in which the notebook's open editions note each reading, and how long each is by now."""
    return {id(value.readings): (value.readings, len(value.readings)) for value in _editions(shell)}


def _since(before: dict[int, tuple[list[Any], int]], now: dict[int, tuple[list[Any], int]]) -> list[Any]:
    """Readings that are new. An edition that a cell opens is new with all that it read."""
    new = [read for name, (readings, _) in now.items() for read in readings[before[name][1] if name in before else 0 :]]
    once = {tuple(read.items()): read for read in new}.values()  # the same is read over and over
    return list({tuple(sorted(read.items(), key=str)): dict(read) for read in once}.values())


def _editions(shell: NotebookShell) -> list[Any]:
    named = [value for name, value in shell.user_ns.items() if not name.startswith("_")]
    return [value for value in named if isinstance(getattr(value, "readings", None), list) and hasattr(value, "table")]


def _tables_read(shell: NotebookShell) -> list[Any] | None:
    """What the notebook's open editions say they read; None if it has none, as then nobody knows."""
    said = [value.reads for value in _editions(shell)]
    return [dict(read) for reads in said for read in reads] if said else None


def _run_cell(shell: NotebookShell, cell: Any) -> bool:
    """Whether the cell failed. An empty cell counts nothing, as in a kernel."""
    if not cell.source.strip():
        cell.outputs, cell.execution_count = [], None
        return False
    outputs: Outputs = []
    shell.outputs = outputs
    cell.execution_count = shell.execution_count
    was = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream(shell, "stdout"), _Stream(shell, "stderr")
    try:
        result = shell.run_cell(cell.source, store_history=True)
    finally:
        sys.stdout, sys.stderr = was
    cell.outputs = outputs
    return not result.success
