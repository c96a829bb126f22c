"""The styles of the Word file: the reference document that pandoc takes them from, made by code."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

from analysis.publishing.brand import Brand, read_brand
from analysis.publishing.cache import Cache, key_of
from analysis.publishing.pandoc import pandoc_path
from analysis.publishing.papers.word import same_bytes, speak_british

# Word takes letters from the reader's machine, and few have Source Sans; Arial is on all of them.
FONT = "Arial"


def reference_document(cache: Cache) -> Path:
    """The .docx whose styles pandoc takes, made by code from pandoc's own and kept in the cache."""
    brand = read_brand()
    key = key_of("reference", Path(__file__).read_bytes(), repr(brand), pandoc_path(), suffix=".docx")
    if cache.get(key) is None:
        cache.put(key, _make_reference(brand))
    return cache.folder / key


_BOXES = ("Callout", "Callout Quote", "Callout Title", "Statement", "Headline", "Headline Label", "Headline Number")


def _make_reference(brand: Brand) -> bytes:
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm

    default = subprocess.run(
        [pandoc_path(), "--print-default-data-file", "reference.docx"], capture_output=True, check=True
    ).stdout
    document = Document(io.BytesIO(default))
    colours, styles = brand.colours, document.styles
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    for name in _BOXES:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
    styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name in ("toc 1", "header", "footer"):
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True).base_style = styles["Normal"]
    for size in styles["Verbatim Char"].element.findall("{*}rPr/{*}sz"):  # code is as large as what stands around it
        size.getparent().remove(size)
    for style in styles:
        _set_letters(style, brand, colours["foreground"] if style.name == "Normal" else None)
    _shape_text(styles, colours)
    _shape_boxes(styles, colours)
    _table_style(styles["Table"], colours)
    speak_british(document)
    kept = io.BytesIO()
    document.save(kept)
    return same_bytes(kept.getvalue())


def _shape_text(styles: Any, colours: dict[str, str]) -> None:
    """Running text, title block, headings, captions and links."""
    from docx.shared import RGBColor

    _shape(styles["Normal"], 10.5, before=0, after=6, line=1.2)
    for name in ("Body Text", "First Paragraph"):
        _shape(styles[name], 10.5, before=3, after=7, line=1.25)
    _shape(styles["Compact"], 10, before=2, after=2)
    _shape(styles["Title"], 24, colours["primary"], True, 0, 4)
    _shape(styles["Subtitle"], 13, colours["foreground"], False, 0, 2)
    _shape(styles["Author"], 10, colours["quiet"], False, 0, 0)
    _shape(styles["Date"], 10, colours["quiet"], False, 0, 12)
    for name in ("Title", "Subtitle", "Author", "Date"):
        styles[name].paragraph_format.alignment = 0
    for level, (size, before) in enumerate(((17, 22), (13.5, 16), (11.5, 12), (10.5, 10)), start=1):
        _shape(styles[f"Heading {level}"], size, colours["primary"], True, before, 5)
    for name in ("Image Caption", "Table Caption"):
        _shape(styles[name], 11, colours["primary"], False, 14, 5)
        styles[name].font.italic = False
        styles[name].paragraph_format.keep_with_next = True
    _shape(styles["Note"], 8, before=0, after=1)
    _shape(styles["TOC Heading"], 11.5, colours["primary"], True, 14, 3)
    _shape(styles["toc 1"], 10, before=0, after=1)
    styles["Hyperlink"].font.color.rgb = RGBColor.from_string(colours["primary"].lstrip("#"))


def _shape_boxes(styles: Any, colours: dict[str, str]) -> None:
    """What stands in a box of its own: callouts, the statement on the data, the first screen's numbers."""
    from docx.shared import Pt

    for name in _BOXES:
        told = name == "Statement"
        _shape(styles[name], 10, None, name == "Callout Title", 0, 0, line=1.2)
        _box(styles[name], "#FFF4E5" if told else colours["mist"], colours["orange" if told else "primary"])
        styles[name].paragraph_format.left_indent = Pt(9)
    for name in ("Callout Title", "Headline Label"):
        styles[name].paragraph_format.space_before = Pt(10)
        styles[name].paragraph_format.keep_with_next = True
    _shape(styles["Headline Number"], 18, colours["primary"], True, 0, 0)
    styles["Headline Number"].paragraph_format.keep_with_next = True
    styles["Callout Quote"].paragraph_format.first_line_indent = Pt(12)
    styles["Callout Quote"].font.italic = True
    for name, after in (("Statement", 10), ("Callout", 5), ("Callout Quote", 5), ("Headline", 3)):
        styles[name].paragraph_format.space_after = Pt(after)


def _shape(
    style: Any,
    size: float,
    colour: str | None = None,
    bold: bool | None = None,
    before: float = 0,
    after: float = 0,
    line: float | None = None,
) -> None:
    from docx.shared import Pt, RGBColor

    style.font.size = Pt(size)
    if bold is not None:
        style.font.bold = bold
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if line:
        style.paragraph_format.line_spacing = line


def _set_letters(style: Any, brand: Brand, colour: str | None) -> None:
    """One font throughout: pandoc's own styles name the theme's fonts, which win over plain names."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    family = brand.font if brand.files else FONT  # a font of its own is on the machines of who has that brand
    fonts = style.element.find(f".//{qn('w:rFonts')}")
    if fonts is not None:
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), family)
    for spread in style.element.findall(f"{qn('w:rPr')}/{qn('w:spacing')}"):
        spread.getparent().remove(spread)
    if colour:
        style.font.name = family
        style.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))


def _box(style: Any, fill: str, edge: str) -> None:
    """A pale ground and a coloured edge on the left."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    properties = style.element.get_or_add_pPr()
    border = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24" w:space="8" w:color="{edge[1:]}"/></w:pBdr>'
    shading = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>'
    # The schema fixes the order of a paragraph's properties: borders and ground stand before spacing.
    spacing = properties.find("{*}spacing")
    for element in (parse_xml(border), parse_xml(shading)):
        if spacing is None:
            properties.append(element)
        else:
            spacing.addprevious(element)


def _table_style(style: Any, colours: dict[str, str]) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    for old in ("w:tblPr", "w:tblStylePr"):
        for element in style.element.findall(qn(old)):
            style.element.remove(element)
    rule, primary = colours["rule"][1:], colours["primary"][1:]
    style.element.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders>"
            f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{rule}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/></w:tblBorders>'
            '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )
    style.element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>'
            f'<w:bottom w:val="single" w:sz="10" w:space="0" w:color="{primary}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
        )
    )
