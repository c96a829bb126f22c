"""Figures drawn by plotly in V8: the same as plotly-mirage's own engine draws, whatever was drawn before."""

import base64
import io
import re
from typing import Any

import pytest
from mirage.core import to_svg
from mirage.fonts import FontManager
from PIL import Image

from analysis.publishing.figures import drawing
from analysis.publishing.figures.engine import DrawingEngine

BARS = {"type": "bar", "orientation": "h", "x": [3, 12], "y": ["lunch clubs and cafés", "leisure centres"]}
HEAT = {
    "type": "heatmap",
    "z": [[0, 1]],
    "x": ["a", "b"],
    "y": ["c"],
    "showscale": False,
    "colorscale": [[0, "#ff0000"], [1, "#0000ff"]],
}
LAYOUT = {"width": 460, "height": 220, "yaxis": {"automargin": True}, "title": {"text": "who came"}}


@pytest.fixture(scope="module")
def engine() -> DrawingEngine:
    return DrawingEngine(FontManager().measure_raw)


def _sized(size: int) -> dict[str, Any]:
    """Bars beside labels of that size: the larger the letters, the narrower the bars."""
    return {**LAYOUT, "font": {"size": size}}


def _settled(svg: str) -> str:
    """Without the names that plotly gives by chance: of traces, and of what is referred to."""
    return drawing._settle(re.sub(r"trace[0-9a-f]{6}", "trace", svg))


def _width_of_bars(svg: str) -> float:
    return float(re.findall(r'class="axesclip" id="[^"]+"><rect x="[\d.]+" y="0" width="([\d.]+)"', svg)[0])


@pytest.mark.parametrize("trace", [BARS, HEAT], ids=["bars", "a heatmap"])
def test_a_figure_is_as_plotly_mirage_draws_it(engine: DrawingEngine, trace: dict[str, Any]) -> None:
    assert _settled(engine.svg([trace], LAYOUT)) == _settled(to_svg({"data": [trace], "layout": LAYOUT}))


def test_the_cells_of_a_heatmap_have_their_colours(engine: DrawingEngine) -> None:
    """Seen: what plotly paints on a canvas came out as a single clear dot."""
    (held,) = set(re.findall(r'href="data:image/png;base64,([^"]+)"', engine.svg([HEAT], LAYOUT)))
    picture = Image.open(io.BytesIO(base64.b64decode(held))).convert("RGB")
    left, right = (picture.getpixel((picture.width * place // 4, picture.height // 2)) for place in (1, 3))
    assert (left, right) == ((255, 0, 0), (0, 0, 255))


def test_a_label_that_reads_like_the_place_of_a_picture_stays_a_label(engine: DrawingEngine) -> None:
    drawn = engine.svg([HEAT | {"x": ["painted:7:", "b"]}], LAYOUT)
    assert ">painted:7:</text>" in drawn and "data:image/png;base64," in drawn


def test_the_room_of_labels_follows_from_their_size_and_not_from_what_was_drawn_before(engine: DrawingEngine) -> None:
    small, large = (engine.svg([BARS], _sized(size)) for size in (10, 20))
    alone = DrawingEngine(FontManager().measure_raw).svg([BARS], _sized(20))
    assert large == alone
    widest = [FontManager().measure(BARS["y"][0], "sans-serif", size)[0] for size in (10, 20)]
    assert _width_of_bars(small) - _width_of_bars(large) == pytest.approx(widest[1] - widest[0], abs=4)


def test_the_same_figure_is_the_same_letter_by_letter(engine: DrawingEngine) -> None:
    first = engine.svg([BARS], LAYOUT)
    engine.svg([{"type": "scatter", "y": [1, 2]}], LAYOUT)
    assert engine.svg([BARS], LAYOUT) == first


def test_sizes_that_do_not_settle_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.publishing.figures.engine._MOST_TRIES", 1)
    with pytest.raises(RuntimeError, match="does not settle"):
        DrawingEngine(FontManager().measure_raw).svg([BARS], LAYOUT)
