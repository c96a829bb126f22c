"""What a build says while it runs: each step in its users' words, as a bar on a terminal and as plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a build that finds nothing to do draws no bar
    from rich.progress import Progress, TaskID


class Steps:
    """The steps of one build, silently. `seconds` holds the time of each step that has ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._step = ""
        self._began = 0.0

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, *_: object) -> None:
        self.end_step()

    def begin(self, step: str, total: int | None = None) -> None:
        """The next step begins and the one before it has ended. `total`: how many parts it has, where known."""
        self.end_step()
        self._step, self._began = step, time.perf_counter()
        self.show(step, total)

    def note(self, part: str) -> None:
        """A part of the step is done, or what the step does now."""

    def complain(self, problem: str) -> None:
        """What went wrong without stopping the build."""
        print(problem, file=sys.stderr)

    def end_step(self) -> None:
        if self._step:
            self.seconds[self._step] = round(time.perf_counter() - self._began, 3)
            self._step = ""

    def show(self, step: str, total: int | None) -> None:
        """How a step's beginning is told."""


class PlainSteps(Steps):
    """One line a step, for logs and pipes."""

    def show(self, step: str, total: int | None) -> None:
        parts = f" ({total})" if total else ""
        print(f"{step}{parts}", flush=True)


class BarSteps(Steps):
    """A bar for each step, with the part at work beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: Progress | None = None
        self._task: TaskID | None = None
        self._total: int | None = None

    def show(self, step: str, total: int | None) -> None:
        if self._bars is None:
            self._bars = _new_bars()
            self._bars.start()
        self._total = total
        self._task = self._bars.add_task(step, total=total, part="")

    def note(self, part: str) -> None:
        if self._bars is not None and self._task is not None:
            self._bars.update(self._task, part=part, advance=1 if self._total else 0)

    def end_step(self) -> None:
        if self._step and self._bars is not None and self._task is not None:
            total = self._total or 1
            self._bars.update(self._task, total=total, completed=total, part="")
        super().end_step()

    def __exit__(self, *problem: object) -> None:
        if problem[0] is not None:  # a step that failed is not shown as done
            self._step = ""
        super().__exit__(*problem)
        if self._bars is not None:
            self._bars.stop()


def _new_bars() -> Any:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description:<44}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("{task.fields[part]}", style="dim"),
    )


def steps_for_output() -> Steps:
    return BarSteps() if sys.stdout.isatty() else PlainSteps()
