"""The Quarto route: what Quarto is given, how it fails; and, where a Quarto is on PATH, what it makes."""

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest
import yaml

from analysis.project import Refused, root
from analysis.publishing import publication
from analysis.publishing.outline import read_outline, read_settings
from analysis.publishing.pandoc import RenderingFailed
from analysis.publishing.publication import choose_renderer, publish
from analysis.publishing.quarto import renderer
from analysis.publishing.quarto.renderer import DoesNotStart, quarto_version
from analysis.publishing.quarto.stage import stage_settings
from analysis.publishing.staging import stage_pages
from analysis.publishing.take_away import FILES
from tests.judges import Missing, check_axe, check_docx, check_links, check_no_outside_requests, check_pdf_ua
from tests.publishing.sample import PERIOD, sample_network, write_sample

# Fails as Quarto can. None writes a page: what Quarto makes is looked at with a real one alone, below.
FAILURES = {
    "stops": "print('\\x1b[31mERROR: bad YAML\\x1b[39m\\n\\nStack trace:\\n    at read (file:///yaml.ts:1:1)'); sys.exit(1)",
    "writes nothing": "print('Output created: _site/index.html')",
    "does not end": "import time; print('still at it', flush=True); time.sleep(600)",
    "does not start": "print('no deno', file=sys.stderr); sys.exit(127)",
}
STAND_IN = """#!{python}
import sys
if "--version" in sys.argv and "{how}" != "does not start":
    print("1.9.38"); sys.exit()
{fails}
"""


@pytest.fixture
def failing(tmp_path, monkeypatch):
    """A quarto on PATH that fails in the way asked for."""

    def stand_in(how: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        script = folder / "quarto"
        script.write_text(STAND_IN.format(python=sys.executable, how=how, fails=FAILURES[how]))
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setattr(publication, "processed_folder", lambda name: tmp_path / "processed")

    return stand_in


def test_the_renderer_is_chosen_by_what_is_there():
    assert choose_renderer(None, None) == "embedded"
    assert choose_renderer(None, (1, 6, 4)) == "embedded"
    assert choose_renderer(None, (1, 7, 34)) == "quarto"
    assert choose_renderer("embedded", (1, 9, 1)) == "embedded"
    with pytest.raises(Refused, match="not on PATH"):
        choose_renderer("quarto", None)
    with pytest.raises(Refused, match="is older"):
        choose_renderer("quarto", (1, 6, 4))
    with pytest.raises(Refused, match="there are: quarto, embedded"):
        choose_renderer("word", None)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("stops", r"^Quarto stopped: bad YAML \(its log: .*quarto\.log\).*--renderer embedded$"),
        (
            "writes nothing",
            r"^Quarto ended without writing index\.html, .* and \d more \(its log: .*--renderer embedded$",
        ),
        ("does not end", r"^Quarto did not end in 0 minutes and was stopped: try again, or use --renderer embedded$"),
    ],
)
def test_a_quarto_that_fails_leaves_one_line_and_no_page(tmp_path, failing, monkeypatch, how, said):
    failing(how)
    monkeypatch.setattr(renderer, "LIMIT", 3)
    work = write_sample(tmp_path / "work")
    with pytest.raises(RenderingFailed, match=said):
        publish(work, sample_network(tmp_path), PERIOD, "quarto")
    assert list(work.rglob("*.html")) == []


def test_a_quarto_that_does_not_start_is_called_that(tmp_path, failing):
    failing("does not start")
    with pytest.raises(DoesNotStart, match=r"does not start \(no deno\): mend it, or use --renderer embedded"):
        quarto_version()
    report = publish(write_sample(tmp_path / "work"), sample_network(tmp_path), PERIOD)
    assert report.renderer == "embedded"
    assert any("does not start" in each for each in report.complaints)


def test_a_stage_knows_only_its_own_pages_and_folders(tmp_path):
    network = sample_network(tmp_path)
    pages = stage_pages(write_sample(tmp_path / "work"), network, PERIOD)
    settings = stage_settings(read_settings(), network, pages)
    text = yaml.safe_dump(settings)
    assert "reports/" not in text
    assert "pre-render" not in text and "post-render" not in text
    assert settings["project"]["render"][0] == "index.ipynb"
    listed = [path for section in settings["website"]["sidebar"]["contents"] for path in section["contents"]]
    pages, files = ([one for one in listed if isinstance(one, kind)] for kind in (str, dict))
    assert set(pages) <= set(settings["project"]["render"])
    assert [one["href"] for one in files] == [
        "/learning-report.pdf",
        "/learning-report.docx",
        "/slides.pptx",
        "/data/all-tables.xlsx",
        "/data/all-tables.ods",
        "/summary.png",
        "/evidence.json",
    ]
    # The embedded renderer's menu leads to the same, by the same words.
    assert {one["href"].removeprefix("/"): one["text"] for one in files} == FILES


def test_every_notebook_is_in_the_outline_and_rendered_at_the_root():
    sources = {path.stem for path in (root() / "notebooks").glob("*.ipynb")}
    pages = {"index", "hubs/index"} | {name for name in sources if name not in ("annual-learning-report", "hub-page")}
    assert pages <= set(read_outline().pages)
    rendered = {Path(path).stem for path in read_settings()["project"]["render"]}
    assert {page for page in pages if "/" not in page} <= rendered


# ---- where a real Quarto is on PATH ----

REAL = shutil.which("quarto")
needs_quarto = pytest.mark.skipif(REAL is None, reason="no quarto on PATH: nothing was rendered by Quarto")


@pytest.fixture(scope="module")
def by_quarto(tmp_path_factory):
    """The sample, rendered by the Quarto that is there. It was judged, or publishing would have stopped."""
    place = tmp_path_factory.mktemp("by-quarto")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication, "processed_folder", lambda name: place / "processed")
        work = write_sample(place / "work")
        report = publish(work, sample_network(place), PERIOD, "quarto")
    assert report.renderer == "quarto" and [said for said in report.complaints if "to no source" not in said] == []
    return work


@needs_quarto
def test_pages_by_quarto_are_accessible_linked_and_ask_nobody(by_quarto):
    pages = [by_quarto / name for name in ("index.html", "20-activity.html", "hubs/index.html", "hubs/abbey-road.html")]
    assert check_links(by_quarto) == []
    try:
        assert check_axe(pages) == []
        assert check_no_outside_requests(pages) == []
    except Missing as reason:
        pytest.skip(str(reason))
    page = pages[-1].read_text(encoding="utf-8")
    assert all(f'href="../{name}"' in page for name in ("learning-report.pdf", "learning-report.docx", "evidence.json"))
    assert "published" not in page.lower()


@needs_quarto
def test_papers_by_quarto_keep_their_promises(by_quarto):
    assert check_docx(by_quarto / "learning-report.docx") == []
    try:
        assert check_pdf_ua(by_quarto / "learning-report.pdf") == []
    except Missing as reason:
        pytest.skip(str(reason))


@needs_quarto
def test_papers_by_quarto_have_the_brands_letters(by_quarto):
    from pypdf import PdfReader

    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1].removesuffix("-Identity-H")
        for page in PdfReader(by_quarto / "learning-report.pdf").pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {"SourceSansPro-Regular", "SourceSansPro-Semibold"} <= fonts
