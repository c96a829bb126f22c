"""The words of a Word document (.docx): its paragraphs, one a line."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from analysis.sources.findings import Finding
from analysis.sources.unreadable import zip_parts

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST = 20_000_000  # bytes of word/document.xml


def text_of_docx(held: bytes) -> str:
    """The text, empty where the document does not read. What was struck out by tracked changes is left out."""
    if isinstance(zip_parts(held, ""), Finding):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(held)) as archive, archive.open("word/document.xml") as part:
            root = fromstring(part.read(_LARGEST))
    except (KeyError, ParseError, DefusedXmlException, zipfile.BadZipFile, OSError, ValueError, EOFError, zlib.error):
        return ""
    pieces: list[str] = []
    for element in root.iter():
        if element.tag == f"{_WORD}t":
            pieces.append(element.text or "")
        elif element.tag == f"{_WORD}tab":
            pieces.append("\t")
        elif element.tag in (f"{_WORD}br", f"{_WORD}cr", f"{_WORD}p") and pieces:
            pieces.append("\n")
    return "".join(pieces).strip("\n")
