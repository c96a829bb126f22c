"""The notes at the end of the Word file: much of it, read by few, so in small letters and two columns, as in the PDF."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from analysis.publishing.papers.word_fields import style_of

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject

NOTES = "sec-notes"  # the bookmark of their heading
_GAP = 454  # twentieths of a point between the columns


def set_notes_in_columns(document: DocumentObject) -> None:
    """Everything from the notes' first line on in two columns and in the style `Note`; a file without notes stays as it is.

    What is before them becomes a section of its own: a section's columns are stated at its end, in the last paragraph that it has.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    body = document.element.body
    mark = next((one for one in body.iter(qn("w:bookmarkStart")) if one.get(qn("w:name")) == NOTES), None)
    lines = (
        list[Any]()
        if mark is None
        else [one for one in _from(body, mark) if one.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None]
    )
    if not lines:
        return
    for line in lines:
        style = line.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None:
            style.set(qn("w:val"), "Note")
    last = body.sectPr
    before = copy.deepcopy(last)
    ends = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(before)
    ends.append(properties)
    lines[0].addprevious(ends)
    for name in ("w:headerReference", "w:footerReference", "w:titlePg"):  # as in the section before
        for one in last.findall(qn(name)):
            last.remove(one)
    kind, columns = OxmlElement("w:type"), OxmlElement("w:cols")
    kind.set(qn("w:val"), "continuous")
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), str(_GAP))
    last.find(qn("w:pgSz")).addprevious(kind)
    last.find(qn("w:pgMar")).addnext(columns)


def _from(body: Any, mark: Any) -> list[Any]:
    """The paragraphs of the body after a bookmark's heading."""
    from docx.oxml.ns import qn

    paragraphs = list(body.iter(qn("w:p")))
    heading = next((one for one in mark.iterancestors(qn("w:p"))), None)
    heading = heading if heading is not None else next(one for one in mark.itersiblings() if style_of(one))
    return paragraphs[paragraphs.index(heading) + 1 :]
