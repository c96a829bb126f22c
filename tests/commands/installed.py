"""The package as pip installs it: its wheel, unpacked in a folder of its own, and its commands as a process runs them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import PROJECT

BUILD = "import sys; sys.path.insert(0, 'distribution'); import backend; print(backend.build_wheel(sys.argv[1]))"


class Installed:
    """The wheel, unpacked as pip does it; its commands, without what names the checkout to a Python."""

    def __init__(self, folder: Path) -> None:
        built = subprocess.run(
            [sys.executable, "-c", BUILD, str(folder)], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        self.wheel = folder / built.stdout.strip()
        self.site = folder / "site"
        with zipfile.ZipFile(self.wheel) as packed:
            packed.extractall(self.site)

    def run(self, *arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HUB_LEARNING")}
        return subprocess.run(
            [sys.executable, "-m", "analysis", *arguments],
            cwd=cwd, env={**kept, "PYTHONPATH": str(self.site), "COLUMNS": "200", **more},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
