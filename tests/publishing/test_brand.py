"""A brand is one file: its colours reach figures, pages and papers, and a font that is not to be had is told."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
import yaml
from docx import Document
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from PIL import Image

from analysis.project import brand_file
from analysis.publishing import publication
from analysis.publishing.brand import Brand, font_file, font_folder, read_brand
from analysis.publishing.cache import Cache
from analysis.publishing.embedded import SLIDES, render_files
from analysis.publishing.figures.drawing import draw
from analysis.publishing.judging.slides import lost_in_slides, read_slides
from analysis.publishing.letters import drawable
from analysis.publishing.papers.slides import Deck
from analysis.publishing.publication import publish
from tests.publishing.sample import PERIOD, sample_network, write_sample
from tests.publishing.test_slides import REPORT


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


def with_own(folder: Path, family: str, files: list[dict[str, object]], **more: object) -> Path:
    """A brand file that names files of its own."""
    settings = yaml.safe_load(brand_file().read_text(encoding="utf-8")) | more
    settings["typography"]["base"]["family"] = family
    settings["typography"]["fonts"] = [{"family": family, "source": "file", "files": files}]
    path = folder / "_brand.yml"
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return path


def renamed_font(folder: Path, face: str, family: str) -> str:
    """The report's own font under another name: what stands for the font of a council."""
    with TTFont(font_folder() / f"SourceSansPro-{face}.ttf") as font:
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 16):
                font["name"].setName(family, record.nameID, record.platformID, record.platEncID, record.langID)
            if record.nameID == 6:
                font["name"].setName(f"Own-{face}", 6, record.platformID, record.platEncID, record.langID)
        font.save(folder / f"own-{face}.ttf")
    return f"own-{face}.ttf"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a brand with a font and a logo of its own, which is that of the edition."""
    files: list[dict[str, object]] = [
        {"path": renamed_font(tmp_path, "Regular", "Council Sans")},
        {"path": renamed_font(tmp_path, "Bold", "Council Sans"), "weight": "bold"},
    ]
    Image.new("RGB", (60, 20), "#004D25").save(tmp_path / "logo.png")
    logo = {"images": {"ours": {"path": "logo.png", "alt": "The council's arms"}}, "medium": "ours"}
    monkeypatch.setenv("HUB_LEARNING_BRAND", str(with_own(tmp_path, "Council Sans", files, logo=logo)))
    drawable.cache_clear()
    yield tmp_path
    drawable.cache_clear()


def test_a_font_of_files_is_taken_and_faces_that_it_lacks_are_its_upright_one(own: Path) -> None:
    brand = read_brand()
    assert (brand.font, brand.complaints) == ("Council Sans", [])
    assert {face: font_file(face).name for face in ("Regular", "It", "Semibold", "Bold")} == {
        "Regular": "own-Regular.ttf", "It": "own-Regular.ttf", "Semibold": "own-Bold.ttf", "Bold": "own-Bold.ttf"
    }  # fmt: skip
    assert "font-family: 'Council Sans'" in draw(json.loads(FIGURE))


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([{"path": "gone.ttf"}], "there is no file gone.ttf"),
        ([{"path": "words.ttf"}], "words.ttf is no TrueType or OpenType file"),
        ([{"path": "other.ttf"}], "other.ttf calls itself "),
        ([{"path": "own.ttf", "weight": 700}], "none of its files is of weight 400 and upright"),
    ],
)
def test_files_that_will_not_do_are_told_and_the_own_font_taken(
    tmp_path: Path, files: list[dict[str, object]], why: str
) -> None:
    (tmp_path / "words.ttf").write_text("not a font")
    shutil.copyfile(font_folder() / "SourceSansPro-Regular.ttf", tmp_path / "other.ttf")
    shutil.copyfile(tmp_path / renamed_font(tmp_path, "Regular", "Council Sans"), tmp_path / "own.ttf")
    brand = read_brand(with_own(tmp_path, "Council Sans", files))
    assert brand.font == "Source Sans Pro" and brand.files == ()
    (said,) = brand.complaints
    assert "Council Sans" in said and why in said


def test_the_brand_reaches_pages_pdf_and_word(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = write_sample(own / "work")
    monkeypatch.setattr(publication, "processed_folder", lambda name: own / "processed")
    complaints = publish(work, sample_network(own), PERIOD, "embedded").complaints
    assert not [said for said in complaints if "_brand.yml" in said]
    assert 'font-family: "Council Sans"' in (work / "assets/site.css").read_text(encoding="utf-8")
    assert (work / "assets/fonts/own-Regular.ttf").is_file()
    assert '<img class="logo" src="../assets/logo.png" alt="The council&#x27;s arms">' in (
        work / "hubs/abbey-road.html"
    ).read_text(encoding="utf-8")
    assert (work / "assets/logo.png").read_bytes() == (own / "logo.png").read_bytes()
    pdf = pypdf.PdfReader(work / "learning-report.pdf")
    fonts = {
        str(font["/BaseFont"])
        for page in pdf.pages
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())
    }  # type: ignore[index]
    assert any("Own-Regular" in name for name in fonts) and not any("SourceSans" in name for name in fonts)
    assert len(pdf.pages[0].images) == 1
    word = Document(str(work / "learning-report.docx"))
    (first, *_) = word.element.body.iter(qn("wp:docPr"))
    assert first.get("descr") == "The council's arms"
    assert word.styles["Normal"].font.name == "Council Sans"


def test_the_logo_stands_on_the_first_slide_and_the_file_opens(own: Path) -> None:
    work = own / "deck"
    work.mkdir()
    assert render_files(work, sample_network(work), PERIOD, REPORT, Cache(work / "cache"), (SLIDES,)) == []
    first, *others = read_slides(work / SLIDES)
    assert first.alts == ["The council's arms"] and "The council's arms" not in [
        alt for one in others for alt in one.alts
    ]
    assert lost_in_slides(Deck(REPORT), work / SLIDES) == []
    with zipfile.ZipFile(work / SLIDES) as parts:
        assert parts.read("ppt/media/logo.png") == (own / "logo.png").read_bytes()
        assert b'Extension="png"' in parts.read("[Content_Types].xml")


def test_a_logo_that_is_not_there_is_told(tmp_path: Path) -> None:
    settings = yaml.safe_load(brand_file().read_text(encoding="utf-8")) | {"logo": "gone.png"}
    (tmp_path / "_brand.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    brand = read_brand(tmp_path / "_brand.yml")
    assert brand.logo is None
    (said,) = brand.complaints
    assert "gone.png" in said
