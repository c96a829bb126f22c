"""Pictures of nothing, for builds whose pictures nobody looks at: drawing them takes a third of a small network's build.

Whole editions with their drawings are looked at in tests/test_whole_edition.py, test_judged_edition.py and tests/publishing.
"""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from analysis.publishing.figures import pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="380" viewBox="0 0 720 380"></svg>'
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEAQH/7yMK/gAAAABJRU5ErkJggg=="


def write_nothing(folder: str, kinds: str, names: list[str]) -> None:
    """In the place of drawing.draw_files."""
    for name in names:
        for kind in kinds.split(","):
            content = base64.b64decode(PNG) if kind == "png" else SVG.encode()
            (Path(folder) / f"{name}.{kind}").write_bytes(content)


def draw_nothing(patch: pytest.MonkeyPatch) -> None:
    """From here on, in builds of this process."""
    patch.setattr(
        pictures,
        "_DRAW",
        pictures._DRAW.replace("analysis.publishing.figures.drawing", __name__).replace("draw_files", "write_nothing"),
    )


def let_draw_nothing(package: Path) -> None:
    """In builds of an installed package: the same functions, at the end of its own module."""
    module = package / "analysis" / "publishing" / "figures" / "drawing.py"
    stated = Path(__file__).read_text(encoding="utf-8").partition("SVG = ")[2].partition("def draw_nothing")[0]
    said = f"\nimport base64\n\nSVG = {stated}draw_files = write_nothing\n"
    module.write_text(module.read_text(encoding="utf-8") + said, encoding="utf-8")
