"""The Quarto route, with a stand-in for Quarto: what it is given, what is taken from it, how it fails."""

import os
import stat
import sys
from pathlib import Path

import pytest
import yaml

from analysis.project import Refused, root
from analysis.publishing import publication, publish
from analysis.publishing.outline import read_outline, read_settings
from analysis.publishing.pandoc import RenderingFailed
from analysis.publishing.publication import choose_renderer
from analysis.publishing.quarto import stage_settings
from analysis.publishing.staging import stage_pages
from tests.judges import check_docx
from tests.publishing.sample import PERIOD, sample_network, write_sample

# Writes what Quarto would: a page for each notebook of the render list, and the report as Word file without any care.
STAND_IN = """
import pathlib, sys
if "--version" in sys.argv:
    print("1.7.34"); sys.exit()
if "{fails}":
    print("ERROR: the stand-in was told to fail"); sys.exit(1)
import yaml
project = yaml.safe_load(pathlib.Path("_quarto.yml").read_text())["project"]
site = pathlib.Path(project["output-dir"])
for name in project["render"]:
    page = site / name.replace(".ipynb", ".html")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("<html></html>")
import docx
document = docx.Document()
document.add_heading("A heading", 1)
document.add_picture("figures/visits-by-quarter.png")
document.add_table(2, 2)
document.save(site / "learning-report.docx")
"""


@pytest.fixture
def quarto(tmp_path, monkeypatch):
    def stand_in(fails: str = "") -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        script = folder / "quarto"
        script.write_text(f"#!{sys.executable}\n{STAND_IN.replace('{fails}', fails)}")
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


def test_quarto_makes_the_pages_and_the_word_file_is_mended(tmp_path, quarto):
    quarto()
    work = write_sample(tmp_path / "work")
    report = publish(work, sample_network(tmp_path), PERIOD)
    assert (report.renderer, report.versions["quarto"]) == ("quarto", "1.7.34")
    assert "hubs/brook-house.html" in report.pages
    assert (work / "learning-report.pdf").read_bytes().startswith(b"%PDF")  # 1.7 cannot tag: from the embedded route
    assert [said for said in check_docx(work / "learning-report.docx") if "picture" in said or "table" in said] == []


def test_a_quarto_that_stops_leaves_one_line_a_log_and_no_page(tmp_path, quarto):
    quarto(fails="yes")
    work = write_sample(tmp_path / "work")
    with pytest.raises(RenderingFailed, match=r"^Quarto stopped: ERROR: the stand-in was told to fail"):
        publish(work, sample_network(tmp_path), PERIOD, "quarto")
    assert list(work.rglob("*.html")) == []
    assert "told to fail" in (tmp_path / "processed" / "quarto.log").read_text()


def test_a_stage_knows_only_its_own_pages_and_folders(tmp_path):
    network = sample_network(tmp_path)
    pages = stage_pages(write_sample(tmp_path / "work"), network, PERIOD)
    settings = stage_settings(read_settings(), network, pages)
    text = yaml.safe_dump(settings)
    assert "reports/" not in text
    assert "pre-render" not in text
    assert settings["project"]["render"][0] == "index.ipynb"
    listed = [path for section in settings["website"]["sidebar"]["contents"] for path in section["contents"]]
    assert set(listed) <= set(settings["project"]["render"])


def test_every_notebook_is_in_the_outline_and_rendered_at_the_root():
    sources = {path.stem for path in (root() / "notebooks").glob("*.ipynb")}
    pages = {"index", "hubs/index"} | {name for name in sources if name not in ("annual-learning-report", "hub-page")}
    assert pages <= set(read_outline().pages)
    rendered = {Path(path).stem for path in read_settings()["project"]["render"]}
    assert {page for page in pages if "/" not in page} <= rendered
