"""The content of the report's Word file and PDF, and what is printed over in the PDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.publishing.judging.content import Content, Table, bare, differences, shorten
from analysis.publishing.papers.word import data_tables
from analysis.publishing.papers.word_fields import CAPTIONS, CONTENTS, style_of

_TITLES = ("Title", "Subtitle", "Author", "Date")
_OVERPRINTED = 20  # letters of a page that stand upon others; a single line of a table has more


def read_word(path: Path) -> Content:
    """The content of the Word file. Callouts are paragraphs or tables there, by who made it: they count as words."""
    from docx import Document
    from docx.oxml.ns import qn

    document, said, lines = Document(str(path)), Content(), []
    for element in [*document.element.body.iter(qn("w:p")), *_footnotes(document)]:
        text, style = _text(element), style_of(element)
        if style.startswith("Heading"):
            said.headings.append(text)
        elif style in CAPTIONS:
            said.captions.append(text)
        if style not in (*_TITLES, *CONTENTS):  # what stands above the report: its title, which may hold any mark
            said.paragraphs += [text] if text.strip() else []
            lines.append(text)
    said.tables = [_rows(table._tbl) for table in data_tables(document)]
    said.whole = "\n".join(lines)
    return said


def _footnotes(document: Any) -> list[Any]:
    """The paragraphs of the footnotes, which Word keeps in a part of their own."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    parts = (each.target_part for each in document.part.rels.values() if each.reltype.endswith("/footnotes"))
    return [line for part in parts for line in parse_xml(part.blob).iter(qn("w:p")) if _text(line).strip()]


def _rows(table: Any) -> Table:
    from docx.oxml.ns import qn

    return [[_text(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]


def _text(element: Any) -> str:
    from docx.oxml.ns import qn

    breaks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    return "".join(
        (one.text or "") if one.tag == qn("w:t") else breaks[one.tag] for one in element.iter(qn("w:t"), *breaks)
    )


def lost_in_word(staged: Content, path: Path, alts: dict[str, str]) -> list[str]:
    """What `differences` finds but for facts and callouts, which Word has no marks for; and each figure whose picture says nothing."""
    from docx import Document
    from docx.oxml.ns import qn

    made = read_word(path)
    made.callouts = [one for one in staged.callouts if one]
    said = [one.get("descr") or "" for one in Document(str(path)).element.body.iter(qn("wp:docPr"))]
    lost = [f"the picture of the figure {name} is not described" for name, alt in alts.items() if alt not in said]
    return [*differences(staged, made, with_facts=False), *lost]


def lost_in_pdf(staged: Content, path: Path) -> list[str]:
    """What cannot be read out of the PDF: headings, captions, cells of tables, words; and letters that stand upon others."""
    import pypdfium2

    found, texts = [], []
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, start=1):
            printed = page.get_textpage()
            texts.append(printed.get_text_bounded())
            upon = _printed_over(printed)
            if upon > _OVERPRINTED:
                found.append(f"on page {number}, {upon} letters are printed over others")
    return found + list(_unread(staged, "\n".join(texts)))


def _printed_over(printed: Any) -> int:
    """How many letters of the page stand upon another of the same line."""
    lines: dict[int, list[tuple[float, float]]] = defaultdict(list)
    before = None
    for number, letter in enumerate(printed.get_text_range()[: printed.count_chars()]):
        box = printed.get_charbox(number, loose=True)
        if not letter.isspace() and box != before and box[2] > box[0]:  # the parts of a ligature share its box
            lines[round(box[1])].append((box[0], box[2]))
        before = box
    return sum(_overlapping(sorted(line)) for line in lines.values())


def _overlapping(line: list[tuple[float, float]]) -> int:
    """How many of the extents, sorted, begin well before the end of the one before; letters that are kerned do so by a little."""
    return sum(left < end - 0.4 * min(end - start, right - left) for (start, end), (left, right) in pairwise(line))


def _unread(staged: Content, text: str) -> Iterator[str]:
    whole = letters(text)
    for kind, items in (("heading", staged.headings), ("caption", staged.captions), ("words", staged.words)):
        for item in items:
            for line in item.splitlines():
                if not _is_read(letters(line), whole):
                    yield f"the {kind} '{shorten(line)}' cannot be read"
    for number, table in enumerate(staged.tables, start=1):
        last = next((cell for row in reversed(table) for cell in reversed(row) if letters(cell)), "")
        if not _is_read(letters(last), whole):
            yield f"the last cell of table {number}, '{shorten(last)}', cannot be read"


def _is_read(wanted: str, whole: str) -> bool:
    """Whether the letters stand in the whole, in at most three parts: the head and foot of pages stand between these."""
    for _ in range(3):
        if wanted in whole:
            return True
        least, most = 0, len(wanted)
        while least < most:  # how much of the beginning is there
            middle = (least + most + 1) // 2
            least, most = (middle, most) if wanted[:middle] in whole else (least, middle - 1)
        wanted = wanted[least:]
        if least < 8:
            return False
    return False


def letters(text: str) -> str:
    """Letters and digits alone: a PDF breaks words at hyphens, which are then there or not."""
    return "".join(letter for letter in bare(text) if letter.isalnum())
