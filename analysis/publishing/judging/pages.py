"""The content of a page, from HTML as either renderer writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from analysis.publishing.judging.content import Content, Table

_NUMBERS = ("section-number", "header-section-number")
_CAPTION = re.compile(r"^((?:Figure|Table)\s\d+):?\s+(.*)$", re.DOTALL)
# What is not printed, and what either frame or a drawing says beside what was staged.
# Classes; the second leads from a footnote back to where it is marked.
_UNPRINTED = ("screen-reader-only", "footnote-back")
_ASIDE = ("script", "style", "nav", "noscript", "template", "button", "svg")
_HEADINGS = {f"h{level}" for level in range(1, 7)}


def read_page(text: str) -> Content:
    """The content of the page's main part, without title, navigation and scripts."""
    main = main_of(text)
    for aside in [*of_classes(main, ("title-block",)), *main.iterfind('.//header[@id="title-block-header"]')]:
        aside.getparent().remove(aside)
    for above in main.xpath('.//section[@id="footnotes"]/h2'):  # Quarto heads the footnotes; nobody staged that
        above.getparent().remove(above)
    return _content(main)


def read_raw(text: str) -> Content:
    """The content of one raw block of a staged page."""
    return _content(main_of(f"<html><body>{text}</body></html>"))


def main_of(page: str) -> Any:
    """The page's main part, or all of it where it has none, as elements of lxml.etree: those of lxml.html take three times as long to walk."""
    from lxml import etree

    document = etree.fromstring(page, etree.HTMLParser())
    return next(iter(document.iter("main")), document)


def of_classes(main: Any, names: Iterable[str]) -> list[Any]:
    """The elements below that are of one of the classes."""
    wanted = set(names)
    return [each for each in main.xpath(".//*[@class]") if not wanted.isdisjoint(each.get("class").split())]


def take_out(element: Any) -> None:
    """Take an element out of its tree, and leave the text behind it."""
    above, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        above.text = (above.text or "") + element.tail
    above.remove(element)


def _content(main: Any) -> Content:
    """What is not printed is taken out of the tree first, so that all text below an element is what it prints."""
    from lxml import etree

    stated = [each for each in main.xpath(".//*[@data-fact]") if "mark" not in _classes(each)]
    etree.strip_elements(main, etree.Comment, etree.ProcessingInstruction, *_ASIDE, with_tail=False)
    for unprinted in of_classes(main, _UNPRINTED):
        take_out(unprinted)
    said = Content()
    for element in main.iter():
        tag, classes = element.tag, (element.get("class") or "").split()
        if tag in _HEADINGS:
            said.headings.append(_heading(element))
        elif tag == "figcaption" and (caption := _CAPTION.match(_text(element).replace("\xa0", " "))):
            said.captions.append(f"{caption[1]}: {caption[2]}")
        elif tag == "table":
            said.tables.append(_table(element))
        elif "callout" in classes:
            said.callouts.append(_callout_title(element))
        elif tag == "p":
            said.paragraphs.append(_text(element))
    said.facts = [(each.get("data-fact"), _text(each)) for each in stated]  # wherever they stand
    said.whole = _text(main)
    return said


def _heading(element: Any) -> str:
    number = next((_text(span) for span in element.iter("span") if set(_NUMBERS) & set(_classes(span))), "")
    words = _text(element)
    return f"{number.strip()} {words[len(number) :].strip()}".strip() if words.startswith(number) else words


def _callout_title(element: Any) -> str:
    for inner in element.iter():
        if {"callout-title", "callout-title-container"} & set(_classes(inner)):
            return _text(inner)
    return ""


def _table(element: Any) -> Table:
    return [[_text(cell) for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _text(element: Any) -> str:
    """All that the element prints; the parts of blocks stand apart."""
    return " ".join("".join(element.itertext()).split())
