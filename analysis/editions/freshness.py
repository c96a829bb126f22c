"""Whether an edition is still what its inputs give. Answers without importing anything heavy."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from analysis.editions.file_hashes import SeenFiles, sha256_of, write_whole
from analysis.networks import Network, open_network, peers_of
from analysis.project import (
    BRAND_FILE,
    Refused,
    brand_file,
    edition_folder,
    notebooks_folder,
    processed_folder,
    raw_folder,
    root,
)
from analysis.sources.listing import list_files

_HELD = "reports: words that may not be shown any more"
_CLAIMED = "reports: what the last edition claims"
_PACKAGE = Path(__file__).resolve().parents[1]
# Parts of the package that no notebook runs: a change there makes no executed copy stale.
_NOT_IN_NOTEBOOKS = (
    "correspondence/",
    "publishing/",
    "sources/",
    "way.py",
    "commands/",
    "__main__.py",
    "editions/",
)
_IN_NOTEBOOKS = (
    "editions/engine.py",
    "editions/running/shell.py",
    "editions/running/run.py",
    "editions/running/executed_copies.py",
    "editions/running/cells.py",
)


@dataclass(frozen=True)
class Inputs:
    """All that an edition is made from: sha256 by path relative to the project, versions by library, the renderer."""

    files: dict[str, str]
    libraries: dict[str, str]
    renderer: str
    network: str = ""

    @property
    def key(self) -> str:
        return sha256_of([self.files, self.libraries, self.renderer])

    def beside(self, held: str) -> Inputs:
        """The same, with what other editions still hold though it may not be shown: one page tells of it."""
        others = {path: sha for path, sha in self.files.items() if path != _HELD}
        return replace(self, files=others | ({_HELD: held} if held else {}))

    def after(self, claimed: str) -> Inputs:
        """The same, with what the last edition claims, against which this one says what changed."""
        return replace(self, files=self.files | ({_CLAIMED: claimed} if claimed else {}))

    def in_formats(self, formats: tuple[str, ...]) -> Inputs:
        """The same, made into these: an edition that gets a Word file from now on is another."""
        return replace(self, renderer=" ".join((self.renderer, *formats)))

    @property
    def package(self) -> str:
        """Hash of the package and the notebooks."""
        return sha256_of(
            {path: sha for path, sha in self.files.items() if path.startswith(("analysis/", "notebooks/"))}
        )

    @property
    def code_of_notebooks(self) -> str:
        """Hash of what any notebook may run: the layers below publishing, the settings and the libraries."""
        code = {
            path: sha
            for path, sha in self.files.items()
            if (path.startswith("analysis/") and _runs_in_notebooks(path))
            or (path.endswith(".py") and path.startswith("notebooks/"))
        }
        settings = {path: sha for path, sha in self.files.items() if self._sets(path) or _shared(path)}
        return sha256_of([code, settings, self.libraries])

    def _sets(self, path: str) -> bool:
        """The network's own settings: those of others are known to have been read by the pages that read them."""
        names = ("network.yml", "disclosure.yml", "designs.yml", "theory.yml")
        return path.endswith(tuple(f"/{self.network}/{name}" if self.network else f"/{name}" for name in names))


class Memory(NamedTuple):
    """What an edition is made from, and the files whose hashes are known: by both together, what ran before is remembered."""

    inputs: Inputs
    seen: SeenFiles


def _shared(path: str) -> bool:
    """Raw files that belong to no network, as the price index: notebooks may rest on them without a table of theirs."""
    parts = path.split("/")
    return parts[:2] == ["data", "raw"] and not (root() / "data" / "raw" / parts[2] / "network.yml").exists()


def _runs_in_notebooks(path: str) -> bool:
    within = path.removeprefix("analysis/")
    return within in _IN_NOTEBOOKS or not within.startswith(_NOT_IN_NOTEBOOKS)


def cache_folder(network: str) -> Path:
    return processed_folder(network) / "cache"


def open_seen(network: str) -> SeenFiles:
    return SeenFiles(cache_folder(network) / "editions" / "seen.json")


def read_inputs(network: str, renderer: str | None, seen: SeenFiles) -> Inputs:
    """What an edition of the network would be made from now. `renderer`: as asked for, None for what there is."""
    files = {name: seen.sha256(path) for name, path in sorted(_input_files(network))}
    return Inputs(files, libraries(), _renderer_identity(renderer), network)


def is_fresh(network: str, period_slug: str, inputs: Inputs) -> bool:
    """Whether the edition in place was made from exactly these inputs, and nobody touched its files since."""
    try:
        record = json.loads(_record_path(network, period_slug).read_text(encoding="utf-8"))
        edition = edition_folder(network, period_slug)
        return bool(record["key"] == inputs.key and record["published"] == _published_state(edition))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def record_fresh(network: str, period_slug: str, inputs: Inputs) -> None:
    """Note what the edition that was just placed was made from."""
    state = {"key": inputs.key, "published": _published_state(edition_folder(network, period_slug))}
    write_whole(_record_path(network, period_slug), json.dumps(state, indent=0))


def libraries() -> dict[str, str]:
    """Python and the installed versions of the locked libraries, by name, read from the folders' names."""
    locked = _locked_names()
    versions: dict[str, str] = {}
    for folder in sys.path:
        if not Path(folder).is_dir():
            continue
        for entry in os.scandir(folder or "."):
            if entry.name.endswith(".dist-info"):
                name, _, version = entry.name.removesuffix(".dist-info").rpartition("-")
                name = re.sub(r"[-_.]+", "-", name).lower()
                if not locked or name in locked:
                    versions.setdefault(name, version)
    return {"python": platform.python_version(), **dict(sorted(versions.items()))}


def _locked_names() -> set[str]:
    try:
        lock = (root() / "requirements.lock").read_text(encoding="utf-8")
    except OSError:
        return set()
    return {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE)}


def _record_path(network: str, period_slug: str) -> Path:
    return cache_folder(network) / "editions" / f"{period_slug}.json"


def _published_state(edition: Path) -> dict[str, list[int]]:
    """Size and time of each file of an edition, by path."""
    paths = {path.relative_to(edition).as_posix(): path.stat() for path in _files_below(edition)}
    if not paths:
        raise FileNotFoundError(edition)
    return {path: [state.st_size, state.st_mtime_ns] for path, state in sorted(paths.items())}


def _input_files(network: str) -> Iterator[tuple[str, Path]]:
    home = root()
    shared = [folder for folder in (home / "data" / "raw").glob("*/") if not (folder / "network.yml").exists()]
    # A page sets networks of one kind side by side, so what the others sent is an input too.
    others = [peer.folder for peer in _peers(network)]
    styles = (home / "reports" / "styles", home / "reports" / "templates")
    for folder in (raw_folder(network), *others, *shared, *styles):
        below = list_files(folder) if folder.is_dir() else {}
        yield from ((f"{folder.relative_to(home).as_posix()}/{name}", path) for name, path in below.items())
    for path in _files_below(_PACKAGE):
        if path.suffix not in (".pyc", ".pyo"):
            yield f"analysis/{path.relative_to(_PACKAGE).as_posix()}", path
    pages, modules = notebooks_folder().glob("*.ipynb"), _files_below(notebooks_folder())
    for path in (*pages, *(path for path in modules if path.suffix == ".py")):
        yield f"notebooks/{path.relative_to(notebooks_folder()).as_posix()}", path
    if brand_file().is_file():
        yield BRAND_FILE, brand_file()
    for name in ("_quarto.yml", "requirements.lock", "reports/prepare.py"):
        if (home / name).is_file():
            yield name, home / name


def _peers(network: str) -> list[Network]:
    try:
        return peers_of(open_network(network))
    except Refused:  # a network whose own settings do not read is refused where it is opened
        return []


def _files_below(folder: Path) -> Iterator[Path]:
    """All files, but not the hidden ones and the lock files that an office program leaves beside an open workbook."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        yield from (Path(parent) / name for name in names if not name.startswith((".", "~$")))


def _renderer_identity(renderer: str | None) -> str:
    """`embedded`, or which Quarto: its size and time stand for its version, which it takes long to tell."""
    quarto = shutil.which("quarto") if renderer != "embedded" else None
    if quarto is None:
        return renderer or "embedded"
    state = Path(quarto).resolve().stat()
    return f"quarto {state.st_size} {state.st_mtime_ns}"
