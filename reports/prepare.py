"""Run by Quarto around its rendering (`pre-render` and `post-render` in _quarto.yml).

Before: executes copies of the notebooks and stages them. After, as `prepare.py finish`: mends the Word file, makes a tagged PDF
where Quarto made none, lays evidence and notebooks beside the pages, and judges them all against what was staged.

Quarto starts this with whatever Python it finds. Only the standard library is imported here; the work is done by the
project's own command, in this Python where the package is installed, else in the project's .venv.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMONSTRATION = ("five-valleys", "2024-25")
NEEDED = ("polars", "papermill", "plotly")


def python_with_the_packages():
    """This Python, or the project's environment; None where neither has what is needed."""
    if all(importlib.util.find_spec(name) for name in NEEDED):
        return sys.executable
    for path in (ROOT / ".venv" / "bin" / "python", ROOT / ".venv" / "Scripts" / "python.exe"):
        if path.is_file():
            return str(path)
    return None


def main():
    python = python_with_the_packages()
    if python is None:
        print(
            "The project's packages are not installed: run `make report` once, then `quarto render`.", file=sys.stderr
        )
        return 1
    network = os.environ.get("HUB_LEARNING_NETWORK") or DEMONSTRATION[0]
    period = os.environ.get("HUB_LEARNING_PERIOD") or DEMONSTRATION[1]
    if sys.argv[1:] == ["finish"] and os.environ.get("QUARTO_PROJECT_RENDER_ALL") != "1":
        print("Only a part was rendered: neither finished nor judged. `quarto render` without a file's name does both.")
        return 0
    command = "finish" if sys.argv[1:] == ["finish"] else "stage"
    return subprocess.run([python, "-m", "analysis", command, network, period], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
