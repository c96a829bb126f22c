"""A brand is one file: its colours reach figures, pages and papers, and a font that is not to be had is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from analysis.project import brand_file
from analysis.publishing.brand import Brand, read_brand
from analysis.publishing.figures.drawing import draw


def brand_with(folder: Path, palette: dict[str, str], font: str = "Source Sans Pro") -> Brand:
    settings = yaml.safe_load(brand_file().read_text(encoding="utf-8"))
    settings["color"]["palette"] |= palette
    settings["typography"]["base"]["family"] = font
    path = folder / "_brand.yml"
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return read_brand(path)


FIGURE = json.dumps(
    {
        "data": [
            {"type": "bar", "x": ["a"], "y": [1], "marker": {"color": "#12436d"}},
            {"type": "bar", "x": ["a"], "y": [2], "marker": {"color": "rgba(40, 161, 151, 0.4)"}},
        ],
        "layout": {"font": {"color": "#1D2733"}},
    }
)


def test_the_brands_own_palette_leaves_figures_as_they_are(tmp_path: Path) -> None:
    figure = FIGURE.replace("#12436d", "#12436D")
    assert brand_with(tmp_path, {}).in_its_colours(figure) == figure


def test_a_figure_wears_the_colours_of_the_brand_in_full_and_in_part(tmp_path: Path) -> None:
    brand = brand_with(tmp_path, {"dark-blue": "#004D25", "turquoise": "#0A141E"})
    bars = json.loads(brand.in_its_colours(FIGURE))["data"]
    assert [one["marker"]["color"] for one in bars] == ["#004D25", "rgba(10, 20, 30, 0.4)"]
    assert "rgb(0, 77, 37)" in draw(json.loads(brand.in_its_colours(FIGURE)))


def test_a_role_alone_is_enough(tmp_path: Path) -> None:
    brand = Brand("Ours", "Source Sans Pro", {"primary": "#004D25"})
    assert '"#004D25"' in brand.in_its_colours(FIGURE) and "rgba(40, 161, 151, 0.4)" in brand.in_its_colours(FIGURE)


@pytest.mark.parametrize("font", ["Comic Sans MS", "Lato"])
def test_a_font_that_is_not_here_is_told_and_the_own_one_taken(tmp_path: Path, font: str) -> None:
    brand = brand_with(tmp_path, {}, font)
    assert brand.font == "Source Sans Pro"
    (said,) = brand.complaints
    assert font in said and "Source Sans Pro" in said
    assert brand_with(tmp_path, {}).complaints == []
