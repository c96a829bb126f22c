"""What a notebook shows of a sentence where it is worked on: clean text, and under it a card for each number in it.

Readers get the markdown; JupyterLab, which would show that with all its marks, gets this.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.exhibits.facts import Fact

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_SPAN = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\{[^}]*\}")
_DIV = re.compile(r'^:::+(?:\s*\{[^}]*?(?:title="([^"]*)")?\s*\}|\s*[\w-]+)?\s*$', re.MULTILINE)
_ATTRIBUTES = re.compile(r"^(#+ .*?)\s*\{[^}]*\}\s*$", re.MULTILINE)
_REFERENCE = re.compile(r"(?<![\w\\])\[?@(fig|tbl|sec)-[\w-]+\]?")
_REFERRED = {"fig": "the figure", "tbl": "the table", "sec": "its section"}
FOOTNOTE = re.compile(r"(?<!\\)\[\^[\w-]*?(\d+)\](: )?")
_RAW = re.compile(r"^```\{=\w+\}\n.*?^```\s*$", re.MULTILINE | re.DOTALL)


def as_lab_html(markdown: str, facts: Sequence[Fact]) -> str:
    """Quarto's markdown as plain HTML, and after it what there is to say of each fact, folded away.

    >>> as_lab_html('[18%]{.fact data-fact="a.change"} *more*.', [Fact("a.change", 18, "percent", "18%", "after less before")])
    '<p>18% <em>more</em>.</p>\\n<details><summary>Where the number comes from</summary><dl><dt>18%</dt><dd>after less before<br><code>a.change</code></dd></dl></details>'
    """
    text = _DIV.sub(lambda div: f"\n**{div[1]}**\n" if div[1] else "\n", _RAW.sub("", markdown))
    text = _ATTRIBUTES.sub(r"\1", _REFERENCE.sub(lambda found: _REFERRED[found[1]], _within(text)))
    text = FOOTNOTE.sub(lambda mark: f"Footnote {mark[1]}: " if mark[2] else f" (footnote {mark[1]})", text)
    return str(_markdown_it().render(text)).strip() + _cards(facts)


def _within(text: str) -> str:
    """The text with each span's words alone, also where one stands within another."""
    while (bare := _SPAN.sub(r"\1", text)) != text:
        text = bare
    return text


def _cards(facts: Sequence[Fact]) -> str:
    if not facts:
        return ""
    said = "Where the number comes from" if len(facts) == 1 else "Where the numbers come from"
    cards = "".join(f"<dt>{html.escape(fact.shown)}</dt><dd>{'<br>'.join(_lines(fact))}</dd>" for fact in facts)
    return f"\n<details><summary>{said}</summary><dl>{cards}</dl></details>"


def _lines(fact: Fact) -> list[str]:
    exactness = [html.escape(fact.qualifier)] if fact.qualifier not in ("", "exact") else []
    tables = sorted({origin.table for origin in fact.origins})
    rests = [f"from {html.escape(', '.join(tables))}"] if tables else []
    inputs = [f"worked out from {html.escape(', '.join(fact.inputs))}"] if fact.inputs else []
    return [html.escape(fact.how), *exactness, *inputs, *rests, f"<code>{html.escape(fact.id)}</code>"]


@functools.cache
def _markdown_it() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")
