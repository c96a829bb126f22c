"""Pictures of figures: drawn once, while other work goes on, by processes that import nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.publishing.cache import Cache
from analysis.publishing.figures import pictures
from analysis.publishing.figures.pictures import HUB_PAGES, PAGES, PAPER, Kinds, draw_pictures, drawn_beside
from analysis.publishing.pandoc import RenderingFailed
from analysis.publishing.render_copy import Figure

SPEC = json.dumps({"data": [{"type": "bar", "x": ["ash", "elm"], "y": [1, 2]}], "layout": {}})


def test_what_was_drawn_beside_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two figures of one name, as on the pages of two hubs, and one on two pages that want other kinds: one run draws all."""
    other = json.dumps({**json.loads(SPEC), "layout": {"title": "another"}})
    bars, same_name = Figure("bars", "two bars", SPEC), Figure("bars", "another", other)
    cache, drawn = Cache(tmp_path / "cache"), list[list[tuple[str, Kinds]]]()
    draw = pictures._draw
    monkeypatch.setattr(
        pictures,
        "_draw",
        lambda missing, *rest: (drawn.append([(f.spec, k) for f, k in missing]), draw(missing, *rest)),
    )
    with drawn_beside([((bars,), PAPER), ((bars,), PAGES), ((same_name,), HUB_PAGES)], cache):
        pass
    for figure, kinds in ((bars, PAPER), (bars, PAGES), (same_name, HUB_PAGES)):
        draw_pictures((figure,), tmp_path, cache, kinds=kinds)
    assert drawn == [[(SPEC, ("svg", "png", "narrow.svg")), (other, HUB_PAGES)]]
    assert "<svg" in (tmp_path / "figures" / "bars.svg").read_text(encoding="utf-8")
    assert (tmp_path / "figures" / "bars.single.svg").stat().st_size


def test_what_cannot_be_drawn_beside_is_told_where_it_is_needed(tmp_path: Path) -> None:
    cache, figures = Cache(tmp_path / "cache"), (Figure("broken", "nothing", json.dumps({"data": 3})),)
    with drawn_beside([(figures, PAPER)], cache):
        pass
    with pytest.raises(RenderingFailed, match="broken"):
        draw_pictures(figures, tmp_path, cache)


def test_drawing_waits_for_no_import_but_its_own() -> None:
    code = "import sys, analysis.publishing.figures.drawing; print(sorted({'polars', 'pandas', 'scipy'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
