"""Drawings in pages: ids of their own, links on the marks that show published numbers, scripts to explore them, letters and colours."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from analysis.publishing.brand import lightened
from analysis.publishing.cache import Cache
from analysis.publishing.figures.drawing import draw
from analysis.publishing.figures.marks import inline_drawing
from analysis.publishing.figures.pages import place_drawings
from analysis.publishing.fonts import faces_css, write_fonts
from tests.judges import Missing, check_links
from tests.judges.pages import open_browser

LINE = {"type": "scatter", "mode": "lines+markers", "x": ["Q1", "Q2", "Q3"], "y": [4, None, 9], "ids": ["a", "", "c"]}
BARS = {
    "type": "bar",
    "orientation": "h",
    "name": "Hubs",
    "y": ["library", "hall"],
    "x": [2, 8],
    "ids": ["two", "eight"],
}
LINKS = {name: (f"numbers/index.html#{name}", f"shown {name}") for name in ("a", "c", "two", "eight")}


def spec(*traces: dict[str, Any]) -> dict[str, Any]:
    return {"data": list(traces), "layout": {"height": 200, "xaxis": {"automargin": True}}}


def drawn(*traces: dict[str, Any]) -> str:
    return inline_drawing(draw(spec(*traces)), "one", "wide", spec(*traces), LINKS)


def links_of(svg: str) -> list[tuple[str, str]]:
    return re.findall(r'<a class="fact mark" data-fact="([^"]*)" href="[^"]*" aria-label="([^"]*)"', svg)


def test_each_mark_leads_to_the_number_that_it_shows_and_says_which() -> None:
    assert links_of(drawn(LINE)) == [("a", "Q1: shown a"), ("c", "Q3: shown c")]
    assert links_of(drawn(LINE, BARS)) == [
        ("two", "Hubs, library: shown two"),
        ("eight", "Hubs, hall: shown eight"),
        ("a", "Q1: shown a"),
        ("c", "Q3: shown c"),
    ]


def test_a_mark_of_no_published_number_is_no_link() -> None:
    assert links_of(drawn({**LINE, "ids": ["gone", "", "c"]})) == [("c", "Q3: shown c")]
    assert links_of(drawn({name: value for name, value in LINE.items() if name != "ids"})) == []
    assert links_of(drawn({**LINE, "mode": "lines"})) == []


def test_typed_names_stay_words_in_a_link() -> None:
    (label,) = [label for fact, label in links_of(drawn({**LINE, "x": ['"><script>', "Q2", "Q3"]})) if fact == "a"]
    assert label.startswith("&quot;&gt;&lt;script&gt;")


def test_ids_stand_once_on_a_page_that_holds_a_drawing_twice() -> None:
    one, two = (inline_drawing(draw(spec(LINE)), name, "wide", spec(LINE), {}) for name in ("one", "two"))
    ids = re.findall(r'\bid="([^"]+)"', one + two)
    assert ids and len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= {name for name in ids if name.startswith("one-")}
    assert 'viewBox="0 0 720 200"' in one and ' width="720"' not in one.partition(">")[0]


def page(folder: Path, name: str, figure: dict[str, Any]) -> None:
    told = json.dumps(figure).replace("<", "\\u003c")
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f'<html><body><main><div class="exhibit-plot" role="img" aria-label="Bars" data-exhibit="bars">'
        f'<script type="application/json">{told}</script></div></main></body></html>'
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    fact = {"id": "two", "shown": "2", "pages": ["index.html", "hubs/a.html"]}
    (tmp_path / "evidence.json").write_text(json.dumps({"facts": [fact]}))
    page(tmp_path, "index.html", spec(BARS))
    page(tmp_path, "hubs/a.html", spec({**BARS, "x": [2, 9]}))
    page(tmp_path, "20-plain.html", spec({**BARS, "ids": None}))
    (tmp_path / "numbers").mkdir()
    place_drawings(tmp_path, Cache(tmp_path / "cache"))
    return tmp_path


def test_a_page_holds_a_drawing_for_a_desk_and_one_for_a_phone_and_a_hub_page_one_for_both(site: Path) -> None:
    index, hub = ((site / name).read_text() for name in ("index.html", "hubs/a.html"))
    assert re.findall(r'class="drawing drawing-(\w+)"', index) == ["wide", "narrow"]
    assert re.findall(r'class="drawing drawing-(\w+)"', hub) == ["single"]
    assert "application/json" not in index + hub
    assert links_of(index) == [("two", "Hubs, library: 2")] * 2
    assert 'href="../numbers/hubs/a.html#two"' in hub


def test_what_holds_links_is_a_group_and_what_holds_none_an_image(site: Path) -> None:
    assert 'role="group" aria-label="Bars"' in (site / "index.html").read_text()
    assert 'role="img" aria-label="Bars"' in (site / "20-plain.html").read_text()


def test_a_figure_lies_beside_the_pages_once_for_all_that_show_it(site: Path) -> None:
    names = {
        name: re.findall(r'data-figure="([^"]+)"', (site / name).read_text())[0]
        for name in ("index.html", "hubs/a.html")
    }
    scripts = sorted(path.name for path in (site / "figures").iterdir())
    assert len(scripts) == 3 and all(
        (site / name).parent.joinpath(link).resolve().is_file() for name, link in names.items()
    )
    held = (site / names["index.html"]).read_text()
    assert json.loads(held.partition("] = ")[2].rstrip(";\n")) == spec(BARS)


def test_small_fonts_hold_what_reports_are_written_in_and_the_whole_ones_the_rest(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    write_fonts(tmp_path)
    for face in ("Regular", "It", "Semibold"):
        small = tmp_path / f"{face}.woff"
        assert small.stat().st_size < 25_000 and (tmp_path / f"SourceSansPro-{face}.ttf").is_file()
        with TTFont(small) as font:
            assert {ord(letter) for letter in "Aż£€–—−×’“”…é≥"} <= set(font.getBestCmap())
    assert small.read_bytes() == (write_fonts(tmp_path), small.read_bytes())[1]
    cache = Cache(tmp_path / "cache")
    for folder in ("made", "kept"):  # the second time from what was kept
        write_fonts(tmp_path / folder, cache)
        assert {path.name: path.read_bytes() for path in (tmp_path / folder).glob("*.woff")} == {
            path.name: path.read_bytes() for path in tmp_path.glob("*.woff")
        }
    assert len(list(cache.folder.glob("*.woff"))) == 3
    ranges = re.findall(r"unicode-range: ([^;]+);", faces_css("Any", "fonts"))
    covered = [
        {
            letter
            for part in one.split(", ")
            for letter in range(*(int(end, 16) + at for at, end in enumerate(part[2:].split("-"))))
        }
        for one in ranges[:2]
    ]
    assert not covered[0] & covered[1]
    assert covered[0] | covered[1] == set(range(0x20, 0x110000)) - set(range(0x7F, 0xA0))


def luminance(colour: str) -> float:
    """By the formula of WCAG 2.2, from its definition."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", ["#12436D", "#000000", "#801650", "#FFFFFF", "#00FF00"])
def test_a_colour_is_as_light_as_a_dark_ground_asks_for(colour: str) -> None:
    seen = luminance(lightened(colour, "#12181F")) + 0.05
    assert seen / (luminance("#12181F") + 0.05) >= 7


def test_the_marks_of_a_drawing_are_one_stop_and_the_arrows_lead_along_them_to_cards(demonstration: Any) -> None:
    edition = demonstration.build()
    try:
        with open_browser() as browser:
            opened = browser.new_page(viewport={"width": 390, "height": 844})
            opened.goto((edition / "index.html").as_uri())
            chart = "#fig-attendance-by-quarter svg.drawing-narrow"
            stops = opened.evaluate(
                f"Array.from(document.querySelectorAll('{chart} a.mark'), one => one.getAttribute('tabindex'))"
            )
            assert len(stops) > 8 and stops.count("0") == 1 and stops[0] == "0"
            opened.focus(f"{chart} a.mark")
            opened.keyboard.press("ArrowRight")
            name = opened.evaluate("document.activeElement.dataset.fact")
            opened.keyboard.press("Enter")
            opened.wait_for_selector("dialog[open] h2")
            assert name in opened.inner_text("dialog")
            opened.keyboard.press("Escape")
            assert opened.evaluate("document.activeElement.dataset.fact") == name
    except Missing as reason:
        pytest.skip(str(reason))
    assert check_links(edition) == []
