"""What a project folder has a copy of, held against the package that is installed now: what an upgrade changed, and mending it.

`hub-learning new` notes the sha256 of each file that it lays out. So a file that nobody touched can be told from one that somebody made
their own: the one is replaced by the package's of today, the other never.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

import analysis
from analysis.project import MARK, SHIPPED, Refused, place_whole, root, shipped
from analysis.settings.writing import yaml_of
from analysis.sources.listing import digest_of

State = Literal["current", "older", "missing", "yours", "yours, and newer in the package", "dropped"]
_MENDED: tuple[State, ...] = ("older", "missing")


@dataclass(frozen=True)
class ShippedFile:
    """One file that came with the package. older: as some version laid it out; yours: somebody changed it; dropped: no longer shipped."""

    name: str
    state: State

    @property
    def can_be_mended(self) -> bool:
        return self.state in _MENDED


def shipped_names() -> Iterator[str]:
    """Every file of SHIPPED, by its name in a project folder."""
    home = shipped()
    for name in SHIPPED:
        below = sorted((home / name).rglob("*")) if (home / name).is_dir() else [home / name]
        for path in below:
            parts = path.relative_to(home).parts
            if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in parts):
                yield "/".join(parts)


def mark_text() -> str:
    """The file by which commands know a project folder, with what was laid out in it."""
    laid_out = {name: digest_of(shipped() / name) for name in shipped_names()}
    return (
        "# A project folder of Hub Learning; the commands know it by this file. `hub-learning doctor` reads it and writes it.\n"
        + yaml_of({"made_by": analysis.__version__, "laid_out": laid_out})
    )


def compare() -> list[ShippedFile]:
    """Each file that came with the package or comes with it now. Refused where the project's folder is the package's own checkout."""
    if not (root() / MARK).is_file():
        raise Refused("this is the package's own folder: its files are those that the package brings")
    laid_out = _noted().get("laid_out") or {}
    names = dict.fromkeys(shipped_names())
    found = [ShippedFile(name, _state(name, str(laid_out.get(name, "")))) for name in names]
    gone = [name for name in laid_out if name not in names and (root() / name).is_file()]
    return found + [ShippedFile(name, "dropped") for name in gone]


def mend(files: list[ShippedFile]) -> None:
    """Replace what nobody touched by the package's own, add what is missing, and note what is there now. What is yours stays."""
    noted = _noted()
    laid_out = {**(noted.get("laid_out") or {})}
    for file in files:
        if file.can_be_mended:
            place_whole(root() / file.name, (shipped() / file.name).read_bytes())
        if file.can_be_mended or file.state == "current":
            laid_out[file.name] = digest_of(shipped() / file.name)
    head = "".join(
        line for line in (root() / MARK).read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")
    )
    whole = head + yaml_of({**noted, "made_by": analysis.__version__, "laid_out": laid_out})
    place_whole(root() / MARK, whole.encode())


def _noted() -> dict[str, Any]:
    try:
        held = yaml.safe_load((root() / MARK).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Refused(
            f"{MARK} does not read ({type(error).__name__}): put back the one that `hub-learning new` wrote"
        ) from None
    return held if isinstance(held, dict) else {}


def _state(name: str, laid_out: str) -> State:
    there: Path = root() / name
    if not there.is_file():
        return "missing"
    now, own = digest_of(shipped() / name), digest_of(there)
    if own == now:
        return "current"
    if own == laid_out:
        return "older"
    return "yours" if laid_out == now else "yours, and newer in the package"
