"""The content of a page, from HTML as either renderer writes it."""

from __future__ import annotations

import re
from typing import Any

from analysis.publishing.judging.content import Content, Table

_NUMBERS = ("section-number", "header-section-number")
_CAPTION = re.compile(r"^((?:Figure|Table)\s\d+):?\s+(.*)$", re.DOTALL)
# What is not printed, and what either frame or a drawing says beside what was staged.
_UNPRINTED = {
    "screen-reader-only",
    "footnote-back",
}  # classes; the second leads from a footnote back to where it is marked
_ASIDE = {"script", "style", "nav", "noscript", "template", "button", "svg"}


def read_page(text: str) -> Content:
    """The content of the page's main part, without title, navigation and scripts."""
    import lxml.html

    document = lxml.html.document_fromstring(text)
    main = next(iter(document.iter("main")), document)
    for aside in [*_of_class(main, "title-block"), *main.iterfind('.//header[@id="title-block-header"]')]:
        aside.getparent().remove(aside)
    for above in main.xpath('.//section[@id="footnotes"]/h2'):  # Quarto heads the footnotes; nobody staged that
        above.getparent().remove(above)
    return _content(main)


def read_raw(text: str) -> Content:
    """The content of one raw block of a staged page."""
    import lxml.html

    return _content(lxml.html.fragment_fromstring(text, create_parent="div"))


def _content(main: Any) -> Content:
    said = Content()
    for element in main.iter():
        if not isinstance(element.tag, str):
            continue
        classes = (element.get("class") or "").split()
        if re.fullmatch("h[1-6]", element.tag):
            said.headings.append(_heading(element))
        elif element.tag == "figcaption" and (caption := _CAPTION.match(_text(element).replace("\xa0", " "))):
            said.captions.append(f"{caption[1]}: {caption[2]}")
        elif element.tag == "table":
            said.tables.append(_table(element))
        elif "callout" in classes:
            said.callouts.append(_callout_title(element))
        elif element.tag == "p" and not _is_aside(element):
            said.paragraphs.append(_text(element))
        if element.get("data-fact") and "mark" not in classes:
            said.facts.append((element.get("data-fact"), _text(element)))
    said.whole = _text(main)
    return said


def _is_aside(element: Any) -> bool:
    return any(one.tag in _ASIDE for one in element.iterancestors())


def _heading(element: Any) -> str:
    number = next((_text(span) for span in element.iter("span") if set(_NUMBERS) & set(_classes(span))), "")
    words = _text(element)
    return f"{number.strip()} {words[len(number) :].strip()}".strip() if words.startswith(number) else words


def _callout_title(element: Any) -> str:
    for inner in element.iter():
        if isinstance(inner.tag, str) and {"callout-title", "callout-title-container"} & set(_classes(inner)):
            return _text(inner)
    return ""


def _table(element: Any) -> Table:
    return [[_text(cell) for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _of_class(main: Any, name: str) -> list[Any]:
    return [element for element in main.iter() if isinstance(element.tag, str) and name in _classes(element)]


def _text(element: Any) -> str:
    """All that the element prints; the parts of blocks stand apart."""
    parts: list[str] = []

    def walk(one: Any) -> None:
        if isinstance(one.tag, str) and one.tag not in _ASIDE and not _UNPRINTED & set(_classes(one)):
            parts.append(one.text or "")
            for inner in one:
                walk(inner)
                parts.append(inner.tail or "")

    walk(element)
    return " ".join("".join(parts).split())
