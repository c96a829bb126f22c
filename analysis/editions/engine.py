"""`warm`: the papermill engine that runs a notebook in this process, with an IPython shell instead of a kernel.

papermill loads every engine by entry point whenever it is imported, so nothing heavy is imported here, and the engine
is no subclass of papermill's: importing papermill from a module that papermill is just importing is a circle.
"""

from __future__ import annotations

from typing import Any


class WarmEngine:
    """What papermill asks of an engine: execute_notebook, and the names of kernel and language."""

    @classmethod
    def execute_notebook(cls, nb: Any, _kernel_name: str, output_path: str | None = None, **settings: Any) -> Any:
        """Run the cells of `nb` in order until one fails, and give `nb` back with the outputs in it.

        papermill raises PapermillExecutionError itself when it finds an error among the outputs.
        """
        from papermill.engines import NotebookExecutionManager

        from analysis.editions.running.shell import run_cells

        wanted = ("progress_bar", "log_output", "autosave_cell_every")
        manager = NotebookExecutionManager(
            nb, output_path=output_path, **{name: settings[name] for name in wanted if name in settings}
        )
        manager.notebook_start()
        try:
            run_cells(manager)
        finally:
            manager.cleanup_pbar()
            manager.notebook_complete()
        return manager.nb

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        return name or nb.metadata.get("kernelspec", {}).get("name") or "python3"

    @classmethod
    def nb_language(cls, _nb: Any, language: str | None = None) -> str:
        return language or "python"
