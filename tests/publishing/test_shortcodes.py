"""What people type can look like a reference or a shortcode of Quarto, which it would run. It stays text wherever words go."""

import json
import shutil
from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest

from analysis.disclosure import release_open
from analysis.disclosure.release import Field
from analysis.exhibits.drawing.theme import bars, figure
from analysis.exhibits.exhibit import exhibit_figure, exhibit_none, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import in_markdown
from analysis.publishing import publication
from analysis.publishing.judging.content import bare
from analysis.publishing.publication import publish
from analysis.publishing.quarto.stage import write_project
from analysis.publishing.render_copy import in_front_matter
from analysis.publishing.staging import stage
from tests.publishing import sample
from tests.publishing.sample import PERIOD

TYPED = "@fig-none {{< include x >}} {{{< env HOME >}}}"
RENDERERS = [
    "embedded",
    pytest.param(
        "quarto",
        marks=pytest.mark.skipif(
            shutil.which("quarto") is None, reason="no quarto on PATH: nothing was rendered by it"
        ),
    ),
]


@pytest.fixture
def typed(tmp_path, monkeypatch):
    """A network all whose words are TYPED, and its edition before publishing."""
    monkeypatch.setattr(publication, "processed_folder", lambda name: tmp_path / "processed")
    monkeypatch.setitem(sample.HUBS, "abbey-road", in_markdown(TYPED))
    network = sample.sample_network(tmp_path)
    network = replace(network, title=TYPED, statement=TYPED, research_partner=TYPED, place=TYPED)
    work = sample.write_sample(tmp_path / "work")
    table = release_open(
        "typed", pl.DataFrame({"hub": [TYPED], "n": [1]}), [Field("hub", TYPED, "text"), Field("n", "N")], TYPED
    )
    exhibits = [
        exhibit_figure("typed-drawn", in_markdown(TYPED), TYPED, table, figure(bars([TYPED], [1])), "says"),
        exhibit_table("typed-table", in_markdown(TYPED), table, "says"),
        exhibit_unknown("typed-unknown", TYPED, TYPED, TYPED),
        exhibit_none("typed-none", TYPED, TYPED),
    ]
    for name in ("annual-learning-report", "20-activity"):
        path = work / "notebooks" / f"{name}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["cells"] += [_cell(f"typed-{number}", one) for number, one in enumerate(exhibits)]
        path.write_text(json.dumps(notebook), encoding="utf-8")
    (work / "data" / "typed.csv").write_text("hub,n\n", encoding="utf-8")
    return work, network


def _cell(name, exhibit):
    data, metadata = exhibit._repr_mimebundle_()
    data = {kind: data[kind] for kind in ("text/plain", "text/markdown")}
    outputs = [{"output_type": "display_data", "metadata": metadata, "data": data}]
    return {**sample._code(f'exhibits.show("{TYPED}")', outputs), "id": name}


def test_no_file_that_quarto_is_given_holds_a_shortcode(typed, tmp_path):
    """Not even when the escapes of its settings are gone: it looks there a second time, for whole ones and for halves."""
    work, network = typed
    pages = stage(work, network, PERIOD, tmp_path / "stage")
    write_project(tmp_path / "stage", network, pages, work / "data")
    settings = [(tmp_path / "stage" / "_quarto.yml").read_text(encoding="utf-8")]
    for page in pages:
        text = (tmp_path / "stage" / f"{page.path}.ipynb").read_text(encoding="utf-8")
        assert "{{<" not in text and "include x" in text, page.path
        settings.append("".join(json.loads(text)["cells"][0]["source"]))
    assert len(settings) == 8
    for text in settings:
        read = text.replace("\\", "")
        assert "include x" in read and "{{<" not in read and ">}}" not in read


def test_signs_that_turn_the_direction_do_not_hide_a_shortcode():
    assert "{{<" not in in_front_matter("{\u202a{<\u202c x >}\u200e}").replace("\\", "")
    assert in_front_matter("[x](javascript:y)").startswith("\\[")


class Read(HTMLParser):
    """The words of a page's title, headings, list items and callouts, one text."""

    def __init__(self, text):
        super().__init__()
        self.said = []
        self.feed(text)

    def handle_data(self, data):
        self.said.append(data)


@pytest.mark.parametrize("renderer", RENDERERS)
def test_typed_words_are_printed_as_they_are(typed, renderer):
    work, network = typed
    report = publish(work, network, PERIOD, renderer)
    assert [said for said in report.complaints if "to no source" not in said] == []
    wanted = bare(TYPED)
    counts = {}
    for name in ("index.html", "20-activity.html", "hubs/index.html", "hubs/abbey-road.html"):
        counts[name] = bare("".join(Read((work / name).read_text(encoding="utf-8")).said)).count(wanted)
    assert all(counts.values()), counts
    assert counts["20-activity.html"] > 8, "statement, subtitle, code, captions, table, notices"
