"""The manifest: what an edition was made from, with what, and the hash of every published file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from analysis.editions.freshness import Inputs

NAME = "manifest.json"


def write_manifest(
    work: Path, network: str, period_label: str, renderer: str, inputs: Inputs, timings: dict[str, Any]
) -> None:
    """Write WORK/manifest.json over all files that lie in WORK. `timings` is the one part that differs between builds."""
    published = sorted(path for path in work.rglob("*") if path.is_file() and path.name != NAME)
    manifest = {
        "network": network,
        "period": period_label,
        "renderer": renderer,
        "package": inputs.package,
        "libraries": inputs.libraries,
        "inputs": inputs.files,
        "files": {path.relative_to(work).as_posix(): _sha256(path) for path in published},
        "timings": timings,
    }
    (work / NAME).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def read_manifest(edition: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((edition / NAME).read_text(encoding="utf-8"))
    return manifest


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
