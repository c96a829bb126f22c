"""Where the project's folders lie, and the one way it refuses wrong use."""

from __future__ import annotations

import os
import threading
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
BRAND_FILE = "_brand.yml"
MARK = "hub-learning.yml"  # lies at the top of a project folder that is no checkout of this package

# What a project folder has beside its networks: copied by `hub-learning new`, carried by the wheel.
SHIPPED = (
    "notebooks",
    "reports/styles",
    "reports/templates",
    "reports/prepare.py",
    "data/raw/codebook",
    "data/raw/prices",
    "docs/schemas",
    "_quarto.yml",
    BRAND_FILE,
    "requirements.lock",
)


# What the wheel carries too, and no project folder has a copy of: the documentation of the version that is installed.
DOCUMENTATION = "docs"


class Refused(Exception):
    """Wrong use, told in one line that says what there is. The command line prints it and exits with 2."""


def root() -> Path:
    """The project's folder: HUB_LEARNING_ROOT where set, else the current folder or the nearest above it that `hub-learning new`
    made, else the checkout that holds this package.

    Notebooks run in whatever folder papermill, nbmake or Quarto choose, so no path may depend on the current one otherwise. Refused
    where none of these is to be had.
    """
    told = os.environ.get("HUB_LEARNING_ROOT")
    if told:
        return Path(told).resolve()
    found = _marked_folder()
    if found is None and (_PACKAGE.parent / "notebooks").is_dir():
        found = _PACKAGE.parent
    if found is None:
        raise Refused(
            "neither this folder nor one above it is a project folder: `hub-learning new FOLDER` makes one; --project FOLDER, or "
            "HUB_LEARNING_ROOT in the environment, names one that is elsewhere"
        )
    return found


def _marked_folder() -> Path | None:
    try:
        here = Path.cwd()
    except FileNotFoundError:  # somebody removed the folder that we are in
        return None
    return next((folder for folder in (here, *here.parents) if (folder / MARK).is_file()), None)


def brand_file() -> Path:
    """The colours and letters: those of the edition that is built, where editions.yml names some, else the project's."""
    return root() / os.environ.get("HUB_LEARNING_BRAND", BRAND_FILE)


def shipped() -> Path:
    """Where SHIPPED lie as they came with the package: within it where it was installed, beside it in its checkout."""
    within = _PACKAGE / "shipped"
    return within if within.is_dir() else _PACKAGE.parent


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
