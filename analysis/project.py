"""Where the project's folders lie, and the one way it refuses wrong use."""

from __future__ import annotations

import os
import threading
from pathlib import Path


class Refused(Exception):
    """Wrong use, told in one line that says what there is. The command line prints it and exits with 2."""


def root() -> Path:
    """The project's folder: HUB_LEARNING_ROOT where set, else the folder that holds this package.

    Notebooks run in whatever folder papermill, nbmake or Quarto choose, so no path may depend on the current one.
    """
    told = os.environ.get("HUB_LEARNING_ROOT")
    return Path(told).resolve() if told else Path(__file__).resolve().parent.parent


def raw_folder(network: str) -> Path:
    return root() / "data" / "raw" / network


def processed_folder(network: str) -> Path:
    return root() / "data" / "processed" / network


def reports_folder() -> Path:
    return root() / "reports"


def edition_folder(network: str, period_slug: str) -> Path:
    return reports_folder() / network / period_slug


def notebooks_folder() -> Path:
    return root() / "notebooks"


def place_whole(path: Path, held: bytes) -> None:
    """Write a file whole or not at all: beside first, then renamed, so that a reader sees the old bytes or the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        beside.write_bytes(held)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
