"""Whether data/processed still is what the raw files give. Imports nothing heavy: a build with nothing to do asks only this."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from analysis.networks import Network
from analysis.project import processed_folder

PROCESSING = "processing.json"
READINGS = "cache/readings.json"
_PACKAGE = Path(__file__).resolve().parents[1]
_LIBRARIES = ("polars", "python_calamine", "pyyaml", "defusedxml")


def raw_files(network: Network) -> dict[str, Path]:
    """All files that were sent, by name relative to the raw folder; lock files of office programs are none."""
    named = ((path.relative_to(network.folder).as_posix(), path) for path in _files_below(network.folder))
    # A name that is not UTF-8 can be opened, but not written into a table.
    return dict(sorted((os.fsencode(name).decode("utf-8", "replace"), path) for name, path in named))


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith((".", "~$")) and name not in ("Thumbs.db", "desktop.ini"):
                yield Path(parent) / name


def sha256_of_file(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def raw_digests(network: Network) -> dict[str, str]:
    """sha256 by file. Always of the bytes: size and time can stay the same while a return changes."""
    return {file: sha256_of_file(path) for file, path in raw_files(network).items()}


@cache
def reading_code() -> str:
    """sha256 over the code that reads and checks, and the versions of what it reads with."""
    paths = [_PACKAGE / f"{name}.py" for name in ("project", "periods", "networks")]
    paths += sorted([*_PACKAGE.glob("sources/*.py"), *_PACKAGE.glob("datasets/*.py")])
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    whole.update(json.dumps([sys.version_info[:3], _library_versions()]).encode())
    return whole.hexdigest()


def _library_versions() -> list[str]:
    """Read from the folders' names: importing the libraries, or importlib.metadata, would cost more than all the rest."""
    wanted = re.compile(rf"^({'|'.join(_LIBRARIES)})-.*\.dist-info$", re.IGNORECASE)
    folders = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    found = {entry.name for folder in folders for entry in os.scandir(folder) if wanted.match(entry.name)}
    return sorted(found)


def processing_record(network_name: str) -> dict[str, Any] | None:
    """What the last processing noted: code, raw (sha256 by file), tables (sha256 by name), findings, stops."""
    try:
        record = json.loads((processed_folder(network_name) / PROCESSING).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def is_current(network: Network) -> bool:
    """Whether the processed tables are what the raw files and the code give now."""
    record = processing_record(network.name)
    if record is None or record.get("code") != reading_code() or record.get("raw") != raw_digests(network):
        return False
    folder = processed_folder(network.name)
    try:
        tables = record["tables"].items()
        return all(sha256_of_file(folder / f"{table}.parquet") == digest for table, digest in tables)
    except (OSError, KeyError, AttributeError):
        return False


def is_fresh(network: Network) -> bool:
    """Whether there is nothing to process. A network with findings that stop a build never is: they are to be told again."""
    record = processing_record(network.name)
    return record is not None and record.get("stops") == 0 and is_current(network)
