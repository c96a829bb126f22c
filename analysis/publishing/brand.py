"""The brand: colours and letters as `_brand.yml` names them, and the font's files."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import yaml

from analysis.project import brand_file

# Weight and slant of the faces that pages use; everything bold is semibold.
FACES = {"Regular": (400, "normal"), "It": (400, "italic"), "Semibold": (600, "normal")}


@dataclass(frozen=True)
class Brand:
    """colours: name -> `#RRGGBB`, the palette and the roles (primary, foreground) together."""

    name: str
    font: str
    colours: dict[str, str]

    def as_css(self, fonts: str) -> str:
        """Font faces and custom properties; `fonts` is the fonts' folder as seen from the style sheet."""
        faces = "".join(
            f'@font-face {{ font-family: "{self.font}"; font-weight: {weight}; font-style: {slant}; font-display: swap; '
            f'src: url("{fonts}/{font_file(face).name}") format("truetype"); }}\n'
            for face, (weight, slant) in FACES.items()
        )
        properties = "".join(f"  --{name}: {colour};\n" for name, colour in sorted(self.colours.items()))
        return f'{faces}:root {{\n  --font: "{self.font}";\n{properties}}}\n'


def read_brand(path: Path | None = None) -> Brand:
    """The brand of the edition that is built, or that of a file."""
    settings = yaml.safe_load((path or brand_file()).read_text(encoding="utf-8"))
    palette: dict[str, str] = settings["color"]["palette"]
    roles = {name: palette.get(value, value) for name, value in settings["color"].items() if name != "palette"}
    return Brand(settings["meta"]["name"], settings["typography"]["base"]["family"], {**palette, **roles})


def font_folder() -> Path:
    """Where the font package keeps its files; found without importing it."""
    found = importlib.util.find_spec("font_source_sans_pro")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the package font-source-sans-pro is not installed")
    return Path(next(iter(found.submodule_search_locations))) / "files"


def font_file(face: str) -> Path:
    return font_folder() / f"SourceSansPro-{face}.ttf"
