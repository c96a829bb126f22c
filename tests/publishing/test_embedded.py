"""What the embedded renderer promises of pages, PDF and Word file, judged on a sample edition."""

import re
from html.parser import HTMLParser

import pytest

from tests.judges import Missing, check_docx, check_links, check_pages, check_pdf_ua
from tests.publishing.conftest import publish_sample


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words = []

    def handle_data(self, data):
        self.words.append(data)


def words_of(path):
    parser = Words()
    parser.feed(path.read_text(encoding="utf-8"))
    return " ".join(" ".join(parser.words).split())


def test_references_and_captions_are_numbered_as_quarto_does(edition):
    words = words_of(edition / "index.html")
    assert "See Figure 1 , Table 1 and Section 2 ." in words
    assert "Figure 3 Four pounds in five" in words
    assert "?@" not in words


def test_captions_stand_above_what_they_name(edition):
    page = (edition / "index.html").read_text(encoding="utf-8")
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) >= 3
    for figure in figures:
        assert figure.index("<figcaption") < figure.index("<table")


def test_the_data_behind_a_figure_open_inside_its_card(edition):
    page = (edition / "index.html").read_text(encoding="utf-8")
    cards = re.findall(r'<figure class="exhibit exhibit-fig".*?</figure>', page, re.DOTALL)
    assert ['<details class="exhibit-data">' in card for card in cards] == [True, True, True]


def test_wide_tables_scroll_in_a_named_region(edition):
    page = (edition / "index.html").read_text(encoding="utf-8")
    names = re.findall(r'class="table-scroll" role="region" tabindex="0" aria-label="([^"]+)"', page)
    assert len(names) == 4 == len(set(names))


def test_facts_point_to_their_evidence(edition):
    page = (edition / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<span class="fact"[^>]*data-fact="visits.total"[^>]*>26,090</span>', page)


def test_the_search_reads_headings_and_text(edition):
    index = (edition / "assets" / "search-index.js").read_text(encoding="utf-8")
    assert '"heading":"Where the money went","id":"sec-money"' in index
    assert "@fig" not in index


def test_links_and_ids_hold(edition):
    assert check_links(edition) == []


def test_pages_are_accessible_and_ask_nobody(edition):
    try:
        assert (
            check_pages([edition / "index.html", edition / "20-activity.html", edition / "hubs" / "abbey-road.html"])
            == []
        )
    except Missing as reason:
        pytest.skip(str(reason))


def test_the_pdf_is_pdf_ua(edition):
    try:
        assert check_pdf_ua(edition / "learning-report.pdf") == []
    except Missing as reason:
        pytest.skip(str(reason))


def test_the_pdf_has_title_language_words_and_texts_of_pictures(edition):
    from pypdf import PdfReader

    reader = PdfReader(edition / "learning-report.pdf")
    assert reader.metadata.title == "Annual learning report: Sample Valleys community hubs, 2024-25"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "Four pounds in five reach hubs through the lead body" in words
    assert "(3 shows how)" in words


def test_the_word_file_keeps_its_promises(edition):
    assert check_docx(edition / "learning-report.docx") == []


def test_the_word_file_says_what_its_pictures_show(edition):
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(str(edition / "learning-report.docx"))
    said = [picture.get("descr") for picture in document.element.body.iter(qn("wp:docPr"))]
    assert len(said) == 3
    assert said[0].startswith("Visits rose in every quarter of the year: a drawing of")


def test_two_publishings_give_the_same_bytes(edition, tmp_path):
    again = publish_sample(tmp_path)
    one = {path.relative_to(edition): path.read_bytes() for path in edition.rglob("*") if path.is_file()}
    other = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert sorted(one) == sorted(other)
    assert [str(name) for name in one if one[name] != other[name]] == []
