"""The first answers as slides: one a headline, each whole without the others, read back as they were staged."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.publishing.brand import read_brand
from analysis.publishing.cache import Cache
from analysis.publishing.embedded import SLIDES, render_files
from analysis.publishing.judging.slides import Read, lost_in_slides, read_slides
from analysis.publishing.papers.slides import Deck
from analysis.publishing.render_copy import Figure, Page
from analysis.publishing.staging import on_slides
from tests.publishing.sample import PERIOD, sample_network

BARS = json.dumps({"data": [{"type": "bar", "x": ["a", "b"], "y": [1, 2]}], "layout": {"height": 300}})
REPORT = Page(
    "index",
    "Annual learning report",
    "Sample <Valleys>, 2024-25",
    "Draft: nobody has signed it",
    "report",
    """\
::: {.statement}
Invented for demonstration\\.
:::

::::: {.answers}
::: {.answer data-figure="visits"}
## What changed {.unnumbered .unlisted}

Visits rose by [18%]{.fact data-fact="visits.change" data-note="1"} at the Old \\<Mill\\>.
:::

::: {.answer .sureness}
## How sure that is {.unnumbered .unlisted}

Fairly sure: [11%]{.fact data-fact="visits.low" data-note="2"} would fit; more in @sec-change.
:::

::: {.answer}
## What to do {.unnumbered .unlisted}

Keep the "helpers" (@sec-plans).
:::
:::::

## Where each number comes from {#sec-notes .unnumbered}

:::: {.notes}
1. 18%: as in note 2. `visits.change`
2. 11%: worked out from *all* returns, one after another. `visits.low`
::::
""",
    (Figure("visits", "Bars: a 1, b 2", BARS),),
)


def made(folder: Path) -> Path:
    folder.mkdir()
    (folder / "notebooks").mkdir()
    assert render_files(folder, sample_network(folder), PERIOD, REPORT, Cache(folder / "cache"), (SLIDES,)) == []
    return folder / SLIDES


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("slides") / "one")


@pytest.fixture(scope="module")
def slides(file: Path) -> list[Read]:
    return read_slides(file)


def test_each_headline_is_a_slide_of_its_own_and_how_sure_one_is_is_told_with_it_and_once(slides: list[Read]) -> None:
    assert [one.title for one in slides] == [
        "Annual learning report",
        "What changed",
        "What to do",
    ]
    assert slides[1].words[1:3] == ["Visits rose by 18% at the Old <Mill>.", "Fairly sure: 11% would fit."]
    assert slides[2].words[1] == "Keep the “helpers”."
    assert sum("Fairly sure: 11% would fit." in one.words for one in slides) == 1


def test_every_slide_says_from_which_report_it_is_how_that_stands_and_that_it_is_invented(slides: list[Read]) -> None:
    foot = "From: Annual learning report, Sample <Valleys>, 2024-25. Draft: nobody has signed it. Invented for demonstration."
    assert [one.words[-1] for one in slides] == [foot] * 3


def test_the_drawing_is_described_and_what_it_shows_is_told_to_who_speaks(slides: list[Read]) -> None:
    assert [one.alts for one in slides] == [[], ["Bars: a 1, b 2"], []]
    assert "The drawing: Bars: a 1, b 2" in slides[1].notes


def test_the_figures_of_slides_are_known_from_the_executed_report_before_anything_is_staged(tmp_path: Path) -> None:
    """They are drawn with the others then, and no process is started for them alone once the papers are made."""
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": [REPORT.markdown]}}
    report = tmp_path / "annual-learning-report.ipynb"
    report.write_text(json.dumps({"cells": [{"cell_type": "code", "source": [], "outputs": [output]}]}))
    others = (Figure("costs", "Bars: c 3", BARS),)
    assert on_slides(report, REPORT.figures + others) == REPORT.figures
    assert {each.answer.figure for each in Deck(REPORT).slides if each.answer.figure} == {"visits"}
    assert on_slides(tmp_path / "missing.ipynb", others) == ()


def test_letters_on_a_drawing_are_told_on_the_slide_and_no_table_below_it_is(tmp_path: Path) -> None:
    alt = "Bars: a 1, b 2. The table under it gives each value. Lines mark what happened: A, 2023: A roof fell in."
    report = replace(REPORT, figures=(Figure("visits", alt, BARS),))
    render_files(tmp_path, sample_network(tmp_path), PERIOD, report, Cache(tmp_path / "cache"), (SLIDES,))
    marked = read_slides(tmp_path / SLIDES)[1]
    assert marked.words[3] == "Lines mark what happened: A, 2023: A roof fell in."
    assert marked.alts == ["Bars: a 1, b 2. Lines mark what happened: A, 2023: A roof fell in."]
    assert lost_in_slides(Deck(report), tmp_path / SLIDES) == []


def test_the_notes_lead_each_number_back_and_hold_the_note_that_one_refers_to(slides: list[Read]) -> None:
    assert "Note 1. 18%: as in note 2." in slides[1].notes
    assert slides[1].notes.count("worked out from all returns, one after another. visits.low") == 1
    assert slides[2].notes == ""


def test_a_slide_that_is_not_as_staged_is_told(file: Path, tmp_path: Path) -> None:
    assert lost_in_slides(Deck(REPORT), file) == []
    spoilt = tmp_path / "spoilt.pptx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "ppt/slides/slide2.xml":
                content = content.replace(b"18%", b"81%").replace(b"Bars: a 1", b"Bars: a 9")
            new.writestr(name, content)
    told = lost_in_slides(Deck(REPORT), spoilt)
    assert any("81%" in one and "was not staged" in one for one in told)
    assert any("18%" in one and "is not there" in one for one in told)
    assert any("does not say what it shows" in one for one in told)
    more = replace(REPORT, markdown=REPORT.markdown.replace("::: {.answer}\n## What to", "::: {.other}\n## What to"))
    assert any("2 slides where 1 were staged" in one for one in lost_in_slides(Deck(more), file))


def test_the_same_slides_are_the_same_bytes(file: Path, tmp_path: Path) -> None:
    assert made(tmp_path / "again").read_bytes() == file.read_bytes()


def test_slides_wear_the_brand_and_speak_british(file: Path) -> None:
    with zipfile.ZipFile(file) as parts:
        theme = parts.read("ppt/theme/theme1.xml").decode()
        slide = parts.read("ppt/slides/slide2.xml").decode()
        core = parts.read("docProps/core.xml").decode()
    assert f'<a:dk2><a:srgbClr val="{read_brand().colours["primary"].lstrip("#")}"' in theme
    assert slide.count("<a:rPr") == slide.count('lang="en-GB"') > 3
    assert "Annual learning report: Sample &lt;Valleys&gt;, 2024-25" in core and "2025-03-31T12:00:00Z" in core


def test_each_shape_of_a_slide_has_an_id_of_its_own(file: Path) -> None:
    from lxml import etree

    from analysis.publishing.papers.slide_styles import NAMES

    with zipfile.ZipFile(file) as parts:
        slide = etree.fromstring(parts.read("ppt/slides/slide2.xml"))
    ids = [one.get("id") for one in slide.iterfind(".//p:cNvPr", NAMES)]
    assert len(ids) == len(set(ids)) >= 5
