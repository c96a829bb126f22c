"""Builds one edition and prints as JSON what each of its steps took, by the clock and in processor time of all its processes."""

from __future__ import annotations

import json
import sys
import time

import psutil

from analysis.editions.progress import Steps
from analysis.way import build_edition


class MeasuredSteps(Steps):
    """Processor time of each step: this process, and all below it, those that have ended among them."""

    def __init__(self) -> None:
        super().__init__()
        self.spent: dict[str, float] = {}
        self._before = 0.0

    def begin(self, step: str, total: int | None = None) -> None:
        super().begin(step, total)
        self._before = spent_so_far()

    def end_step(self) -> None:
        if self._step:
            self.spent[self._step] = round(spent_so_far() - self._before, 2)
        super().end_step()


def spent_so_far() -> float:
    """Seconds of processor time. A process that ends while it is looked at is counted with its parent."""
    total = 0.0
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return total


def main(network: str, period: str) -> None:
    began = time.perf_counter()
    steps = MeasuredSteps()
    built = build_edition(network, period, "embedded", steps=steps)
    files = {
        path.relative_to(built.folder).as_posix(): path.stat().st_size
        for path in built.folder.rglob("*")
        if path.is_file()
    }
    largest = dict(sorted(files.items(), key=lambda each: -each[1])[:6])
    told = {"seconds": round(time.perf_counter() - began, 1), "cpu": round(spent_so_far(), 1), "parts": steps.spent, "largest": largest,
            "megabytes": round(sum(files.values()) / 1e6, 1)}  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
