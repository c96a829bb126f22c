"""What a person typed as markdown, block by block: headings, paragraphs, lists, emphasis and links; all else is told.

Whatever else markdown knows would reach readers' pages with nobody's leave.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from analysis.sources.findings import Finding, Place, Rule

UNFIT = "It could not be published as it was meant."
PLAIN_TEXT = "Take it out: a narrative holds headings, paragraphs, lists, *emphasis*, links and footnotes."
_LINK = re.compile(r"^(?:https?://[^\s<>\"]+|[A-Za-z0-9][\w/-]*\.html(?:#[\w-]+)?)$")
_REFUSED = {
    "fence": "a block of code",
    "code_block": "an indented block, which markdown takes for code",
    "code_inline": "text between backticks, which markdown takes for code",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "a picture",
    "blockquote_open": "a quotation typed by hand (a line that begins with >)",
}
STRANGE_LINK = Rule(
    "narrative-form",
    "There is a link to {address}.",
    UNFIT,
    "Link to https addresses or to pages of the report, such as 40-funding.html.",
    "stops",
)
NOT_PLAIN = Rule("narrative-form", "There is {what} in the narrative.", UNFIT, PLAIN_TEXT, "stops")
QUOTED_BLOCK = Rule(
    "narrative-form",
    "There is {what} in the narrative.",
    UNFIT,
    "Cite it as {{quote: ID}}, so that consent is looked after; hub-learning facts lists the quotes.",
    "stops",
)


class TypedBlock(NamedTuple):
    """A heading, paragraph or item: its text as typed, the line that it begins in (from 1), and its tokens within the line."""

    kind: str
    level: int
    text: str
    line: int
    inline: list[Any]


def blocks_of(text: str, place: Callable[[int], Place], findings: list[Finding]) -> Iterator[TypedBlock]:
    """Headings, paragraphs and items in order; what markdown knows beside them goes among the findings. place: of a line, from 1."""
    from markdown_it import MarkdownIt  # only where something typed is read

    lists: list[str] = []
    heading = 0
    for token in MarkdownIt("commonmark").parse(text):
        line = (token.map[0] if token.map else 0) + 1
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("bullet" if token.type.startswith("bullet") else "numbered")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "inline":
            inline = list(token.children or [])
            findings += _beside_words(inline, place(line))
            kind = "heading" if heading else lists[-1] if lists else "paragraph"
            yield TypedBlock(kind, heading or max(1, len(lists)), token.content, line, inline)
        elif token.type in _REFUSED:
            findings.append(_refused(place(line), token.type))


def _beside_words(inline: list[Any], place: Place) -> Iterator[Finding]:
    """What in a line is neither words, emphasis nor a link that may be followed."""
    for child in inline:
        address = str(child.attrs.get("href", ""))
        if child.type in _REFUSED:
            yield _refused(place, child.type)
        elif child.type == "link_open" and not _LINK.match(address):
            yield STRANGE_LINK.at(place, address=address[:80])


def _refused(place: Place, kind: str) -> Finding:
    return (QUOTED_BLOCK if kind == "blockquote_open" else NOT_PLAIN).at(place, what=_REFUSED[kind])
