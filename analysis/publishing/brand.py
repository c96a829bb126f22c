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

    def as_css(self) -> str:
        """Font and colours as custom properties."""
        properties = "".join(f"  --{name}: {colour};\n" for name, colour in sorted(self.colours.items()))
        return f':root {{\n  --font: "{self.font}";\n{properties}}}\n'

    def as_dark_css(self) -> str:
        """The same for whoever has asked for a dark scheme: a dark ground, and the brand's own colours as light as reading on it takes."""
        told = {
            **_DARK,
            **{name: lightened(self.colours[name], _DARK["paper"]) for name in _SEEN if name in self.colours},
            "bar": self.colours["primary"],
        }
        properties = "".join(f"  --{name}: {colour};\n" for name, colour in sorted(told.items()))
        return (
            f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n  color-scheme: dark;\n{properties}}}\n}}\n"
        )


# Ground and letters of the dark scheme, whatever the brand; and the brand's colours that words and edges wear.
_DARK = {
    "paper": "#12181F",
    "background": "#12181F",
    "ink": "#E6EBF0",
    "foreground": "#E6EBF0",
    "quiet": "#AEB9C4",
    "rule": "#3A4754",
    "mist": "#1B242E",
    "told": "#33261A",
}
_SEEN = ("primary", "turquoise", "dark-pink", "orange")


def lightened(colour: str, ground: str, contrast: float = 7.0) -> str:
    """The colour mixed with as much white as it takes to stand out from a dark ground by that contrast (WCAG 2.2).

    >>> lightened("#FFFFFF", "#000000"), lightened("#12436D", "#12181F")
    ('#FFFFFF', '#90A7BA')
    """
    for share in range(101):
        parts = [round(part + (255 - part) * share / 100) for part in _parts(colour)]
        mixed = "#" + "".join(f"{part:02X}" for part in parts)
        if (_luminance(mixed) + 0.05) / (_luminance(ground) + 0.05) >= contrast:
            return mixed
    return "#FFFFFF"


def _luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


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
