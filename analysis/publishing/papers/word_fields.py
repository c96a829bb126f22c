"""What Word itself keeps right in the report: numbers of captions, the list of contents, and the lines at the head and foot of pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject

CAPTIONS = ("ImageCaption", "TableCaption")
CONTENTS = ("TOCHeading", "toc1")  # styles of the list, by id
_NUMBERED = re.compile(r"^(Figure|Table)([ \xa0])(\d+)(:.*)?$", re.DOTALL)
_SECTION = re.compile(r"^\d+\u2002")
_FEWEST = 4  # sections that a list of contents is worth having for


def style_of(paragraph: Any) -> str:
    """The id of the paragraph's style, empty where it has none."""
    from docx.oxml.ns import qn

    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val"), "") if style is not None else ""


def number_captions(document: DocumentObject) -> None:
    """The number in each caption as a field that counts (SEQ), so that a figure that is moved or taken out renumbers the rest."""
    from docx.oxml.ns import qn

    for paragraph in list(document.element.body.iter(qn("w:p"))):
        text = next(iter(paragraph.iter(qn("w:t"))), None) if style_of(paragraph) in CAPTIONS else None
        found = _NUMBERED.match(text.text or "") if text is not None else None
        if text is None or found is None:
            continue
        run = text.getparent()
        rest = _like(run, found[4] or "")
        run.addnext(rest)
        for part in reversed(_field(run, f" SEQ {found[1]} \\* ARABIC ", found[3])):
            run.addnext(part)
        _say(text, f"{found[1]}{found[2]}")


def add_contents(document: DocumentObject) -> None:
    """A list of the numbered sections before the first of them, each a link; Word puts the pages in when it opens the file."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    body = document.element.body
    sections = [one for one in body.iter(qn("w:p")) if style_of(one) == "Heading1" and _SECTION.match(_text_of(one))]
    if len(sections) < _FEWEST:
        return
    lines = [_line("TOCHeading", _run("Contents"))]
    for section in sections:
        mark = next((one.get(qn("w:name")) for one in _marks_before(section)), "")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), mark)
        link.append(_run(_text_of(section)))
        lines.append(_line("toc1", link))
    begin = _field(_run(""), ' TOC \\o "1-1" \\h \\z \\u ', "", dirty=True)
    for part in reversed(begin[:3]):
        lines[1].insert(1, part)
    lines[-1].append(begin[-1])
    before = _first_of_its_marks(sections[0])
    for line in lines:
        before.addprevious(line)


def add_running_lines(document: DocumentObject, title: str, author: str) -> None:
    """The report's title at the head of every page but the first, who made it and the page's number at its foot."""
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = section.footer_distance = Mm(10)
    section.header.paragraphs[0].text = title
    for foot in (section.footer, section.first_page_footer):
        line = foot.paragraphs[0]
        line.text = f"{author}\tPage "
        for code, after in ((" PAGE ", " of "), (" NUMPAGES ", "")):
            last = line.runs[-1].element
            for part in _field(last, code, "1"):
                last.addnext(part)
                last = part
            line.add_run(after)
        line.paragraph_format.tab_stops.clear_all()
        line.paragraph_format.tab_stops.add_tab_stop(Mm(166), 2)  # to the right
    for part in (section.header, section.footer, section.first_page_footer):
        for run in part.paragraphs[0].runs:
            run.font.size = Pt(8.5)


def _field(like: Any, code: str, shown: str, dirty: bool = False) -> list[Any]:
    """The runs of a field: begin, code, separator, what is shown until it is counted anew, end."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    runs = []
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = _like(like, "")
        run.remove(run[-1])
        if kind == "code":
            told = OxmlElement("w:instrText")
            told.text = code
            told.set(qn("xml:space"), "preserve")
        elif kind == "shown":
            told = OxmlElement("w:t")
            told.text = shown
        else:
            told = OxmlElement("w:fldChar")
            told.set(qn("w:fldCharType"), kind)
            if dirty and kind == "begin":
                told.set(qn("w:dirty"), "true")
        run.append(told)
        runs.append(run)
    return runs


def _like(run: Any, text: str) -> Any:
    """A run that looks as another does and says this."""
    import copy

    from docx.oxml.ns import qn

    made = _run(text)
    looks = run.find(qn("w:rPr"))
    if looks is not None:
        made.insert(0, copy.deepcopy(looks))
    return made


def _run(text: str) -> Any:
    from docx.oxml import OxmlElement

    run, said = OxmlElement("w:r"), OxmlElement("w:t")
    _say(said, text)
    run.append(said)
    return run


def _say(element: Any, text: str) -> None:
    from docx.oxml.ns import qn

    element.text = text
    element.set(qn("xml:space"), "preserve")


def _line(style: str, content: Any) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    line, properties, named = OxmlElement("w:p"), OxmlElement("w:pPr"), OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    properties.append(named)
    line.append(properties)
    line.append(content)
    return line


def _text_of(paragraph: Any) -> str:
    from docx.oxml.ns import qn

    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _marks_before(paragraph: Any) -> list[Any]:
    """The bookmarks that a heading stands in: pandoc opens them before it, or in it."""
    from docx.oxml.ns import qn

    found = list(paragraph.iter(qn("w:bookmarkStart")))
    before = paragraph.getprevious()
    while before is not None and before.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        found += [before] if before.tag == qn("w:bookmarkStart") else []
        before = before.getprevious()
    return found


def _first_of_its_marks(paragraph: Any) -> Any:
    """The first of the bookmarks that open right before a heading, else the heading."""
    outside = [one for one in _marks_before(paragraph) if one.getparent() is paragraph.getparent()]
    return outside[-1] if outside else paragraph
