"""Long tables in slices: a page shows the first rows of a table of hundreds, and pages of their own hold the others.

A browser takes seconds over a table of thousands of rows, and nobody reads to its end. The rows stand in plain pages, tables/NAME-2.html and
on, which need no script; the CSV file holds all of them at once, and a hub's own page its own numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from analysis.publishing.render_copy import Page

FOLDER = "tables"
MOST_ROWS, SHOWN = 300, 100  # rows up to which a table stands whole on its page; rows that stand there of a longer one
_TABLE = re.compile(
    r'<div class="table-frame" id="(?:table|data)-(?P<name>[^"]+)">\n(?P<head><table.*?<tbody[^>]*>\n)(?P<rows>.*?)(?P<foot>\n</tbody>\n</table>\n</div>)',
    re.DOTALL,
)
_ROW_ENDS = "</tr>\n"
_STATEMENT = re.compile(r"\A::: \{\.statement\}\n.*?\n:::\n\n", re.DOTALL)


def in_slices(pages: Iterable[Page]) -> list[Page]:
    """The pages, each long table cut after its first rows, and behind them the pages that hold the others."""
    cut, more = list[Page](), dict[str, Page]()
    for page in pages:
        rest = list[Page]()

        def shorten(table: re.Match[str], page: Page = page, rest: list[Page] = rest) -> str:
            rows = table["rows"].split(_ROW_ENDS)
            if len(rows) <= MOST_ROWS:
                return table[0]
            slices = list(_slices(len(rows)))
            rest += [_page_of(page, table, rows, slices, number) for number in range(1, len(slices))]
            return f"{_table_of(table, rows, slices[0])}\n{_said(table['name'], slices, 0, page.home)}"

        cut.append(replace(page, markdown=_TABLE.sub(shorten, page.markdown)))
        for each in rest:
            more.setdefault(each.path, each)  # an exhibit that two pages show has its further rows once
    return [*cut, *more.values()]


def _slices(rows: int) -> Iterator[tuple[int, int]]:
    """Where each slice begins and ends: few rows on the page itself, then as many as stand on one page."""
    yield 0, SHOWN
    yield from ((start, min(rows, start + MOST_ROWS)) for start in range(SHOWN, rows, MOST_ROWS))


def _table_of(table: re.Match[str], rows: list[str], part: tuple[int, int]) -> str:
    held = _ROW_ENDS.join(rows[slice(*part)])
    closed = held if held.endswith("</tr>") else f"{held}</tr>"
    opened = table[0][: table.start("head") - table.start()]
    return f"{opened}{table['head']}{closed}{table['foot']}"


def _page_of(page: Page, table: re.Match[str], rows: list[str], slices: list[tuple[int, int]], number: int) -> Page:
    """The page that holds one slice, with its way back and on."""
    banner = _STATEMENT.match(page.markdown)
    text = "\n".join(
        [
            "```{=html}",
            f'<p><a href="../{page.path}.html">Back to the page, which says what the table shows and what its signs mean</a></p>',
            _scrolling(_table_of(table, rows, slices[number]), _words(table["name"])),
            _said(table["name"], slices, number, "../"),
            "```",
        ]
    )
    return Page(
        _path(table["name"], number),
        f"{page.title}: {_words(table['name'])}, page {number + 1}",
        page.subtitle,
        page.dated,
        "table",
        f"{banner[0] if banner else ''}{text}",
    )


def _scrolling(table: str, name: str) -> str:
    """In a region of its name, which the keyboard reaches, as the pages' own tables are laid by their captions."""
    opened = f'<div class="table-scroll" role="region" tabindex="0" aria-label="{name}, further rows"><table'
    return table.replace("<table", opened, 1).replace("</table>", "</table></div>", 1)


def _words(name: str) -> str:
    return name.replace("-", " ")


def _path(name: str, number: int) -> str:
    return f"{FOLDER}/{name}-{number + 1}"


def _said(name: str, slices: list[tuple[int, int]], number: int, home: str) -> str:
    """Which rows stand here, and where the others do: where the first ones stand, the way back says."""
    others = [
        f'<a href="{home}{_path(name, at)}.html">{_given(first + 1)} to {_given(last)}</a>'
        for at, (first, last) in enumerate(slices)
        if at not in (0, number)
    ]
    first, last = slices[number]
    here = f"Rows {_given(first + 1)} to {_given(last)} of {_given(slices[-1][1])} stand here."
    further = f" Further rows: {', '.join(others)}." if others else ""
    return f'<p class="further-rows">{here}{further} The CSV file holds all of them.</p>'


def _given(number: int) -> str:
    return f'<span class="given">{number:,}</span>'
