"""Render copies: markdown alone, a title in the front matter, code only where analysts read."""

import json

import pytest

from analysis.exhibits.facts import in_markdown
from analysis.project import Refused
from analysis.publishing.staging import stage, stage_pages
from tests.publishing.sample import PERIOD, sample_network, write_sample


@pytest.fixture
def staged(tmp_path):
    work = write_sample(tmp_path / "work")
    pages = stage(work, sample_network(tmp_path), PERIOD, tmp_path / "staged")
    return {page.path: (page, json.loads((tmp_path / "staged" / f"{page.path}.ipynb").read_text())) for page in pages}


def front_matter(notebook):
    import yaml

    first = notebook["cells"][0]
    assert first["cell_type"] == "raw"
    return yaml.safe_load("".join(first["source"]).strip("-\n"))


def test_the_report_is_the_first_page_and_every_hub_has_one(staged):
    assert list(staged) == [
        "index", "00-data-quality", "20-activity", "hubs/index", "hubs/abbey-road", "hubs/brook-house", "hubs/canal-side"
    ]  # fmt: skip


def test_render_copies_are_written_as_nbformat_writes_them(staged):
    """Quarto loses the ends of lines within one string, and says nothing of it."""
    import nbformat

    assert len(staged) == 7
    for _, notebook in staged.values():
        node = nbformat.from_dict(notebook)
        nbformat.validate(node)
        assert json.loads(nbformat.writes(node))["cells"] == notebook["cells"]


def test_outputs_of_render_copies_hold_markdown_alone(staged):
    kinds = {
        kind
        for _, notebook in staged.values()
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        for kind in output["data"]
    }
    assert kinds == {"text/markdown"}


def test_front_matter_takes_title_and_date_from_the_inputs(staged):
    matter = front_matter(staged["index"][1])
    assert matter["title"] == "Annual learning report"
    covers = r"Sample Valleys community hubs, 2024\-25 · Covers April 2024 to March 2025"
    assert matter["subtitle"] == rf"{covers}\. Draft: nobody has signed it"
    assert "date" not in matter, "Quarto would print it as the day of publishing"
    assert matter["lang"] == "en-GB"
    assert set(matter["format"]) == {"html", "docx", "typst"}


def test_no_page_shows_code(staged):
    assert len(staged) > 3
    for page, copy in staged.values():
        assert "exhibits.visits" not in page.markdown and "```python" not in page.markdown
        assert front_matter(copy)["execute"]["echo"] is False
    assert "format" not in front_matter(staged["20-activity"][1])


def test_parameters_are_not_shown_to_anyone(staged):
    assert len(staged) > 3
    assert all("network = " not in page.markdown for page, _ in staged.values())


def test_every_page_says_once_that_its_data_are_invented(staged):
    statement = "Invented for demonstration: no hub, person or award on this page is real."
    assert {page.markdown.replace("\\", "").count(statement) for page, _ in staged.values()} == {1}


def test_a_hubs_page_bears_the_hubs_name(staged):
    page, _ = staged["hubs/brook-house"]
    assert page.title == "Brook House"
    assert "Brook House {.unnumbered}" not in page.markdown
    assert "[Brook House](brook-house.html)" in staged["hubs/index"][0].markdown


@pytest.mark.parametrize("name", ["Hwb_y_Caffi", r"!\"#$%&'()*+,-./:;<=>?@[\]^_`{|}~", "Tŷ & co.", "C:\\new"])
def test_a_name_is_shown_as_it_was_typed(tmp_path, name):
    work = write_sample(tmp_path / "work")
    notebook = work / "notebooks" / "hubs" / "brook-house.ipynb"
    escaped = json.dumps(in_markdown(name))[1:-1]
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("Brook House", escaped), encoding="utf-8")
    pages = stage_pages(work, sample_network(tmp_path), PERIOD)
    assert next(page.title for page in pages if page.path == "hubs/brook-house") == name


def test_an_edition_without_its_report_is_refused(tmp_path):
    work = write_sample(tmp_path / "work")
    (work / "notebooks" / "annual-learning-report.ipynb").unlink()
    with pytest.raises(Refused, match="nothing to publish"):
        stage_pages(work, sample_network(tmp_path), PERIOD)


def test_every_page_says_how_the_edition_stands(tmp_path):
    pages = stage_pages(write_sample(tmp_path / "work"), sample_network(tmp_path), PERIOD)
    assert len(pages) > 4
    assert {page.dated for page in pages} == {"Covers April 2024 to March 2025. Draft: nobody has signed it"}


def test_an_edition_of_one_quarter_is_not_called_annual(tmp_path):
    work = write_sample(tmp_path / "work")
    pages = stage_pages(work, sample_network(tmp_path), PERIOD.quarters[2])
    assert next(page.title for page in pages if page.kind == "report") == "Quarterly learning report"


def test_published_figures_are_not_said_to_cover_the_year_of_the_edition(tmp_path):
    network = sample_network(tmp_path)
    work = write_sample(tmp_path / "work")
    assert stage_pages(work, network, PERIOD)[0].dated.startswith("Covers ")
    network.folder.mkdir(parents=True, exist_ok=True)
    (network.folder / "published-figures.csv").write_text("figure_id\n")
    assert stage_pages(work, network, PERIOD)[0].dated == "Published figures, each of its own date"
    (network.folder / "questions.yml").write_text("questions: []\n")
    assert stage_pages(work, network, PERIOD)[0].dated.startswith("Covers ")
