"""Photographs as files beside the pages: in executed copies they stand in the text itself, which no page may carry about."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

_INLINE = re.compile(r"\]\(data:image/jpeg;base64,([A-Za-z0-9+/=]+)\)")


def as_files(markdown: str) -> str:
    """The text with each photograph as a file of figures/, named by what it holds."""
    return (
        _INLINE.sub(lambda found: f"](figures/{_name(found[1])})", markdown) if "data:image" in markdown else markdown
    )


def write_photographs(notebooks: Path, folder: Path) -> None:
    """The photographs of the executed copies in NOTEBOOKS into FOLDER/figures, under the names that pages call them by."""
    for path in sorted(notebooks.glob("*.ipynb")):
        written = path.read_text(encoding="utf-8")
        if "data:image/jpeg" not in written:
            continue
        outputs = [output for cell in json.loads(written)["cells"] for output in cell.get("outputs", [])]
        for output in outputs:
            said = output.get("data", {}).get("text/markdown", "")
            for found in _INLINE.finditer("".join(said) if isinstance(said, list) else said):
                place = folder / "figures" / _name(found[1])
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(base64.b64decode(found[1]))


def _name(encoded: str) -> str:
    return f"photo-{hashlib.sha256(encoded.encode()).hexdigest()[:12]}.jpg"
