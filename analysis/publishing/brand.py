"""The brand: colours and letters as `_brand.yml` names them, and the font's files."""

from __future__ import annotations

import functools
import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.project import Refused, brand_file
from analysis.settings.field_words import nearest_of
from analysis.settings.shapes import Form, Lines
from analysis.settings.whole import read_mapping

_HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
_RGB = re.compile(r"(rgba?\()(\d+), ?(\d+), ?(\d+)")
# Weight and slant of the faces that pages use; everything bold is semibold.
FACES = {"Regular": (400, "normal"), "It": (400, "italic"), "Semibold": (600, "normal")}


# By face: the weights that will do for it, the best first, and the slant.
_FACES = {
    "Regular": ((400, 300, 500), "normal"),
    "It": ((400, 300, 500), "italic"),
    "Semibold": ((600, 700, 800, 500), "normal"),
}
_NAMED = {
    "thin": 100,
    "light": 300,
    "normal": 400,
    "regular": 400,
    "medium": 500,
    "semi-bold": 600,
    "semibold": 600,
    "bold": 700,
    "black": 900,
}
_FILE = Lines({
    "path": str, "style": str, "weight": Form(rf"(?i:[1-9]00|{'|'.join(_NAMED)})", f"100, 200 to 900, or one of {', '.join(_NAMED)}"),
}, ("path",))  # fmt: skip
_LOGO = (str, Lines({"path": str, "alt": str}))
_SHAPE = Lines({
    "meta": Lines({"name": str}),
    "color": Lines({"palette": Lines(others=str)}, others=str),
    "typography": Lines({"base": Lines({"family": str}), "fonts": [Lines({"family": str, "source": str, "files": [(str, _FILE)]})]}),
    "logo": (str, Lines({"images": Lines(others=_LOGO), "path": str, "alt": str, "small": _LOGO, "medium": _LOGO, "large": _LOGO})),
})  # fmt: skip
_LOGOS = (".png", ".jpg", ".jpeg", ".svg")


FONT = "Source Sans Pro"  # the one whose files come with this package
# The palette that figures are drawn in, each colour with the role and the name under which a brand gives its own.
_DRAWN_IN = {
    "#12436D": ("primary", "dark-blue"),
    "#28A197": ("success", "turquoise"),
    "#801650": ("danger", "dark-pink"),
    "#F46A25": ("warning", "orange"),
    "#3D3D3D": ("dark", "dark-grey"),
    "#A285D1": ("tertiary", "light-purple"),
}


@dataclass(frozen=True)
class Brand:
    """colours: name -> `#RRGGBB`, the palette and the roles (primary, foreground) together."""

    name: str
    font: str
    colours: dict[str, str]
    asked: str = ""  # the font that its file asks for, where that is not to be had
    why: str = ""  # why it is not, in words
    files: tuple[tuple[str, Path], ...] = ()  # of a font of its own, the file of each face
    logo: Path | None = None
    logo_said: str = ""  # what the logo shows, for who cannot see it
    logo_missing: str = ""  # the file that its file names as logo and that is not there

    @property
    def complaints(self) -> list[str]:
        """What of the brand cannot be done, a line each."""
        told = []
        if self.asked:
            why = f" ({self.why})" if self.why else ""
            told.append(
                f"the font {self.asked} that _brand.yml names is not here{why}: pages, PDF and figures are set in {self.font}. Name its "
                "files under `typography: fonts`, each with its weight and style"
            )
        if self.logo_missing:
            told.append(
                f"the logo {self.logo_missing} that _brand.yml names is no PNG, JPEG or SVG file beside it: pages and papers have none"
            )
        return told

    def in_its_colours(self, figure: str) -> str:
        """A figure as JSON text with the brand's colours in place of those that figures are drawn in."""
        told = {
            drawn: next((self.colours[name] for name in names if name in self.colours), drawn)
            for drawn, names in _DRAWN_IN.items()
        }
        parts = {_parts(drawn): own for drawn, own in told.items()}

        def mixed(found: re.Match[str]) -> str:
            own = parts.get((int(found[2]), int(found[3]), int(found[4])))
            return f"{found[1]}{', '.join(map(str, _parts(own)))}" if own else found[0]

        text = _HEX.sub(lambda found: told.get(found[0].upper(), found[0]), figure)
        return _RGB.sub(mixed, text)

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


_NEEDED = ("primary", "foreground", "background", "quiet", "rule", "mist")  # pages, PDF and Word file are set in them
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
    """The brand of the edition that is built, or that of a file. Refused where a colour is none, or what is needed is not there."""
    path = path or brand_file()
    return _read(path, path.stat().st_mtime_ns if path.is_file() else 0)


@functools.lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> Brand:
    settings = read_mapping(path, path.name, ("meta.name", "color.palette", "typography.base.family"), _SHAPE)
    palette = {str(name): str(colour) for name, colour in settings["color"]["palette"].items()}
    given = {str(name): str(colour) for name, colour in settings["color"].items() if name != "palette"}
    roles = {name: palette.get(colour, colour) for name, colour in given.items()}
    if lacking := next((name for name in _NEEDED if name not in palette and name not in roles), None):
        meant = nearest_of(lacking, {**palette, **roles})
        raise Refused(
            f"{path.name}: there is no colour `{lacking}`. {f'Is `{meant}` meant for it?' if meant else 'Write it.'}"
        )
    for name, colour in {**palette, **roles}.items():
        if not _HEX.fullmatch(str(colour)):
            raise Refused(
                f"{path.name}: the colour `{name}` is `{colour}`. Write # and six of the digits 0 to 9 and A to F, in quotation marks, or the name "
                "of a colour of `palette`"
            )
    asked = str(settings["typography"]["base"]["family"])
    files, why = ({}, "") if asked == FONT else own_files(settings["typography"], path.parent)
    logo, said, missing = own_logo(settings, path.parent)
    return Brand(
        str(settings["meta"]["name"]),
        asked if files else FONT,
        {**palette, **roles},
        "" if files or asked == FONT else asked,
        why,
        tuple(files.items()),
        logo,
        said,
        missing,
    )


def own_files(typography: dict[str, Any], folder: Path) -> tuple[dict[str, Path], str]:
    """The file of each face of the font that text is set in, and, where they are not to be had, why.

    A font without an italic or a bolder face is set in its upright or usual one.
    """
    family = typography["base"]["family"]
    fonts = typography.get("fonts") or []
    named = next((font for font in fonts if font.get("family") == family and font.get("source") == "file"), None)
    if named is None:
        return {}, ""
    told = [_one(file, folder) for file in named.get("files") or []]
    for path, _, _ in told:
        if problem := _unfit(path, family):
            return {}, problem
    upright = _best(told, *_FACES["Regular"])
    if upright is None:
        return {}, "none of its files is of weight 400 and upright"
    return {face: _best(told, *wanted) or upright for face, wanted in _FACES.items()}, ""


def _one(file: Any, folder: Path) -> tuple[Path, int, str]:
    """Path, weight and style of a font file, as the brand states them."""
    told = file if isinstance(file, dict) else {"path": file}
    weight = told.get("weight") or 400
    return folder / str(told["path"]), _NAMED.get(str(weight).lower(), 0) or int(weight), told.get("style", "normal")


def _best(told: list[tuple[Path, int, str]], weights: tuple[int, ...], style: str) -> Path | None:
    fit = [(weights.index(weight), path) for path, weight, slant in told if weight in weights and slant == style]
    return min(fit, key=lambda each: each[0])[1] if fit else None


def _unfit(path: Path, family: str) -> str:
    """Why a file cannot be taken; empty where it can. PDF and pictures find a font by the name in its files."""
    from fontTools.ttLib import TTFont, TTLibError

    if not path.is_file():
        return f"there is no file {path.name}"
    try:
        with TTFont(path, lazy=True) as font:
            names = {font["name"].getDebugName(number) for number in (1, 16)}
    except (TTLibError, KeyError):
        return f"{path.name} is no TrueType or OpenType file"
    return "" if family in names else f"{path.name} calls itself {' or '.join(sorted(filter(None, names)))}"


def own_logo(settings: dict[str, Any], folder: Path) -> tuple[Path | None, str, str]:
    """The logo's file, what it shows in words, and, where the file named is not one, what was named."""
    told = settings.get("logo")
    images = (told.get("images") or {}) if isinstance(told, dict) else {}
    if isinstance(told, dict):
        told = next((told[size] for size in ("medium", "small", "large") if size in told), None)
    told = images.get(told, told) if isinstance(told, str) else told
    name, said = (told.get("path", ""), told.get("alt", "")) if isinstance(told, dict) else (told or "", "")
    if not name:
        return None, "", ""
    path, said = folder / str(name), str(said or settings["meta"]["name"])
    fit = path.is_file() and path.suffix.lower() in _LOGOS
    return (path, said, "") if fit else (None, "", str(name))


def font_folder() -> Path:
    """Where the font package keeps its files; found without importing it."""
    found = importlib.util.find_spec("font_source_sans_pro")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the package font-source-sans-pro is not installed")
    return Path(next(iter(found.submodule_search_locations))) / "files"


def font_file(face: str) -> Path:
    """The file of a face of the edition's font."""
    own = dict(read_brand().files)
    return own.get(face, own["Semibold"]) if own else font_folder() / f"SourceSansPro-{face}.ttf"


def font_folders() -> list[Path]:
    """Where all files of the edition's font lie."""
    return list(dict.fromkeys([font_folder(), *(path.parent for _, path in read_brand().files)]))
