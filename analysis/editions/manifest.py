"""The manifest: what an edition was made from, with what, and the hash of every published file.

The plain hash of a small file gives the file away to whoever can guess what may stand in it: six rows of small counts are found in less
than a second. So what was sent is named by a hash keyed with a secret that stays at home: it shows that two editions were made from
the same file to those who hold the key, and nothing to others.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from analysis.editions.freshness import Inputs
from analysis.project import processed_folder

NAME = "manifest.json"
_KEY = "manifest.key"  # below data/processed, which is not published
_SENT = "data/raw/"
_CASES = re.compile(r"data/raw/[^/]+/cases/")


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
        "inputs": _told(inputs.files),
        "files": {path.relative_to(work).as_posix(): _sha256(path) for path in published},
        "timings": timings,
    }
    (work / NAME).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _told(files: Mapping[str, str]) -> dict[str, str]:
    """Each file with its hash; what was sent by a keyed one, and a network's case studies as one, for a file's name may be a teller's."""
    told = {path: sha for path, sha in files.items() if not path.startswith(_SENT)}
    sent: dict[str, list[tuple[str, str]]] = {}
    for path, sha in sorted(files.items()):
        if path.startswith(_SENT):
            folder = _CASES.match(path)
            sent.setdefault(folder[0] if folder else path, []).append((path, sha))
    for name, held in sent.items():
        told[name] = _keyed(json.dumps(held) if name.endswith("/") else held[0][1])
    return dict(sorted(told.items()))


def _keyed(digest: str) -> str:
    return hmac.new(_key(processed_folder("") / _KEY), digest.encode(), hashlib.sha256).hexdigest()


@cache
def _key(path: Path) -> bytes:
    """The secret of this machine's project; made once, readable by its owner alone, never half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            stream.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):  # another build was quicker: its key holds
            os.link(beside, path)
        beside.unlink()
    return bytes.fromhex(path.read_text(encoding="utf-8").strip())


def read_manifest(edition: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((edition / NAME).read_text(encoding="utf-8"))
    return manifest


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
