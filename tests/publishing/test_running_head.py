"""The line at the head of the PDF's pages, where titles are longer than it: read as a person reads, letter beside letter."""

import datetime as dt

import pypdfium2
import pytest

from analysis.publishing.papers.pdf import prepare_typesetting, set_pdf

REPORT = """#import "report.typ": report
#let brand = json("brand.json")
#show: report.with(title: "{title}", subtitle: "{subtitle}", author: "Us", brand: brand)
= One
#pagebreak()
= Two
"""
LONG = "Llanfairpwllgwyngyll and the Upper and Lower Dales Joint Hubs, with all who meet there on a Thursday and each second Sunday"


def letters_at_the_head(pdf):
    """Each letter of page 2's head with its place: left, bottom, right, top, in points."""
    page = pypdfium2.PdfDocument(pdf)[1]
    text, height = page.get_textpage(), page.get_height()
    letters = [(text.get_text_range(i, 1), text.get_charbox(i, loose=False)) for i in range(text.count_chars())]
    return [(letter, box) for letter, box in letters if letter.strip() and box[1] > height - 62]


def overprinted(letters):
    """Pairs that share more than a quarter of a letter's width and height, which no two letters in a line do."""
    return [
        (one, two)
        for number, (one, a) in enumerate(letters)
        for two, b in letters[:number]
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
    ]


@pytest.mark.parametrize(
    ("title", "subtitle"),
    [
        ("Annual learning report", "Sample Valleys, 2024-25"),
        ("Quarterly learning report", LONG),
        (LONG, "2024-25"),
        (LONG, LONG),
    ],
)
def test_no_letter_is_printed_over_another(tmp_path, title, subtitle):
    prepare_typesetting(tmp_path)
    source = tmp_path / "main.typ"
    source.write_text(REPORT.format(title=title, subtitle=subtitle), encoding="utf-8")
    set_pdf(source, tmp_path / "out.pdf", dt.date(2025, 3, 31))
    letters = letters_at_the_head(tmp_path / "out.pdf")
    assert len(letters) >= len(title.replace(" ", "")) + len(subtitle.replace(" ", ""))
    assert overprinted(letters) == []
