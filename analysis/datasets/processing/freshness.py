"""Whether data/processed still is what the raw files give. Imports nothing heavy: a build with nothing to do asks only this."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import analysis
from analysis.networks import Network
from analysis.project import processed_folder, root
from analysis.sources.listing import digest_of, list_files

PROCESSING = "processing.json"
READINGS = "cache/readings.json"
_PACKAGE = Path(analysis.__file__).resolve().parent
_LIBRARIES = ("polars", "python_calamine", "pyyaml", "defusedxml", "phonenumberslite")


def raw_files(network: Network) -> dict[str, Path]:
    """All files that were sent, by name relative to the raw folder."""
    return list_files(network.folder)


def raw_digests(network: Network) -> dict[str, str]:
    """sha256 by file. Always of the bytes: size and time can stay the same while a return changes."""
    return {file: digest_of(path) for file, path in raw_files(network).items()}


def reading_code() -> str:
    """sha256 over the code that reads and checks, the versions of what it reads with, and the codebook and prices that networks share."""
    raw = root() / "data" / "raw"
    shared = [digest_of(raw / file) for file in ("codebook/shared.yml", "prices/gdp-deflator.csv", "prices/card.yml")]
    return hashlib.sha256(" ".join([_package_code(), *shared]).encode()).hexdigest()


@cache
def _package_code() -> str:
    paths = [_PACKAGE / f"{name}.py" for name in ("project", "periods", "networks")]
    paths += sorted(
        [*_PACKAGE.glob("sources/**/*.py"), *_PACKAGE.glob("datasets/**/*.py"), *_PACKAGE.glob("datasets/lists/*")]
    )
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
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
        return all(digest_of(folder / f"{table}.parquet") == digest for table, digest in tables)
    except (OSError, KeyError, AttributeError):
        return False


def is_fresh(network: Network) -> bool:
    """Whether there is nothing to process. A network with findings that stop a build never is: they are to be told again."""
    record = processing_record(network.name)
    return record is not None and record.get("stops") == 0 and is_current(network)
