"""Two dollar signs in a name are two dollar signs in a figure, and a figure that cannot be drawn is named."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import plotly.graph_objects as go
import pytest

from analysis.exhibits.facts import in_plot
from analysis.publishing.figures.drawing import draw, draw_files


def drawn(text: str) -> str:
    figure = go.Figure(go.Scatter(x=[1], y=[2], text=[text], mode="text"), layout={"title": {"text": text}})
    return str(figure.to_json())


def test_dollar_signs_are_drawn_as_they_were_typed() -> None:
    svg = draw(json.loads(drawn(in_plot("Cash $5 & $6 <b>"))))
    assert unescape(svg).count("Cash $5 & $6 <b>") == 2


def test_a_figure_that_cannot_be_drawn_is_named(tmp_path: Path) -> None:
    (tmp_path / "fig-places.json").write_text(drawn("$x$"), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"^fig-places: "):
        draw_files(str(tmp_path), "svg", ["fig-places"])
