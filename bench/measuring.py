"""A project folder to measure in, builds of it, and the peer: papermill's own way, one notebook after another."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
_SOURCES = ("analysis", "data/raw", "notebooks", "reports/styles", "reports/templates")
_FILES = ("_quarto.yml", "_brand.yml", "requirements.lock")


def seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


class MeasuredProject:
    """A copy of the package and of what a build reads, so that measuring neither uses nor spoils anybody's editions."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment = {**os.environ, "HUB_LEARNING_ROOT": str(root), "PYTHONPATH": str(root)}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's package is compiled anew for each command

    def run(self, *command: str) -> None:
        """Run to the end. What it says is shown only if it fails."""
        ran = subprocess.run(command, env=self.environment, cwd=self.root, capture_output=True, text=True)
        if ran.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{ran.stdout}\n{ran.stderr}")

    def build(self, network: str, period: str = "2024-25") -> None:
        self.run(sys.executable, "-m", "analysis", "build", network, period, "--renderer", "embedded")

    def python(self, code: str) -> None:
        self.run(sys.executable, "-c", code)

    def papermill(self, notebook: str, target: Path, **parameters: str) -> None:
        """The papermill command on one notebook, as it comes: a process and a kernel of its own."""
        asked = [text for name, value in parameters.items() for text in ("-p", name, value)]
        source = self.root / "notebooks" / f"{notebook}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        quiet = ["--no-progress-bar", "--log-level", "ERROR"]
        self.run(sys.executable, "-m", "papermill", str(source), str(target), *quiet, *asked)

    def hubs(self, network: str) -> list[str]:
        return sorted(path.stem for path in (self.edition(network) / "notebooks" / "hubs").glob("*.ipynb"))

    def edition(self, network: str, period: str = "2024-25") -> Path:
        return self.root / "reports" / network / period

    def forget(self, network: str, *, tables: bool) -> None:
        """Without editions and remembered copies and pages; without processed tables too."""
        processed = self.root / "data" / "processed" / network
        shutil.rmtree(self.root / "reports" / network, ignore_errors=True)
        for name in ("notebooks", "editions"):
            shutil.rmtree(processed / "cache" / name, ignore_errors=True)
        for path in (processed / "cache").glob("*") if processed.exists() else []:
            if path.is_file() and path.name != "readings.json":
                path.unlink()
        if tables:
            shutil.rmtree(processed, ignore_errors=True)

    def change_an_answer(self, number: int) -> None:
        """Fifty more attendances in one of the last rows of the marches' form export; `number` counts from the end."""
        path = self.root / "data/raw/marches/returns/form-export.csv"
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        column = next(place for place, heading in enumerate(rows[0]) if "attendances" in heading)
        numeric = [row for row in rows[1:] if row[column].isdigit()]
        numeric[-number][column] = str(int(numeric[-number][column]) + 50)
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(rows)

    def change_a_return(self, hub: str) -> None:
        """Fifty more attendances in one cell of the hub's last workbook."""
        path = self.root / "data/raw/five-valleys/returns/2024-25-q4" / f"{hub}.xlsx"
        with zipfile.ZipFile(path) as book:
            parts = {name: book.read(name) for name in book.namelist()}
        sheet = "xl/worksheets/sheet1.xml"
        cell = re.compile(rb'(<c r="C12"[^>]*><v>)(\d+)(</v>)')
        parts[sheet] = cell.sub(lambda found: found[1] + str(int(found[2]) + 50).encode() + found[3], parts[sheet])
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for name, part in parts.items():
                book.writestr(name, part)


@contextmanager
def measured_project() -> Iterator[MeasuredProject]:
    with tempfile.TemporaryDirectory(prefix="hub-learning-bench-") as folder:
        root = Path(folder)
        for source in _SOURCES:
            shutil.copytree(PROJECT / source, root / source)
        for name in _FILES:
            shutil.copyfile(PROJECT / name, root / name)
        yield MeasuredProject(root)
