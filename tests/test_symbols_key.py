"""Wherever a symbol stands in a number's place or beside it, what it stands for stands there too: in every form of the demonstration."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from analysis.disclosure.symbols import ALL, IN_PLACE
from tests.conftest import BUILT, SharedProject

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_SYMBOL = re.compile(r"\[[a-z]\]")
_KEYS = re.compile(r"\[[a-z]\]:")
# Sentences about symbols and not with them: the rule of disclosure, and how the report is read.
_SAID_OF_SYMBOLS = re.compile(r"\bshown\s+as\s+\[c\]|\[[a-z]\]\s+(?:stands|marks|for\s+one|beside|in\s+tables)\b")


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<script.*?</script>", " ", markup, flags=re.DOTALL)))


def untold(symbols: set[str], text: str) -> set[str]:
    whole = " ".join(text.split())
    return {symbol for symbol in symbols if f"{symbol}: {ALL[symbol]}" not in whole}


def pages_without_key(site: Path) -> Iterator[tuple[str, set[str]]]:
    for page in sorted(site.rglob("*.html")):
        markup = page.read_text(encoding="utf-8")
        cards = page.relative_to(site).parts[0] == "numbers"
        stands = text_of(markup) if cards else " ".join(text_of(table) for table in _TABLE.findall(markup))
        if lacking := untold(set(_SYMBOL.findall(stands)) & ALL.keys(), text_of(markup)):
            yield page.relative_to(site).as_posix(), lacking


def sheets_without_key(sheets: list[str]) -> list[tuple[int, str]]:
    """(sheet, symbol): where a run of sheets with a symbol begins that has no key of it, nor the sheet after it."""
    lacking = []
    for symbol, meaning in ALL.items():
        key = _flat(f"{symbol}: {meaning}")
        has = [symbol in _SAID_OF_SYMBOLS.sub("", _KEYS.sub("", sheet)) for sheet in sheets]
        begins = [at for at, there in enumerate(has) if there and not (at and has[at - 1])]
        for begin in begins:
            end = next((at for at in range(begin, len(has)) if not has[at]), len(has))
            if key not in _flat(" ".join(sheets[begin : end + 1])):
                lacking.append((begin + 1, symbol))
    return lacking


def _flat(text: str) -> str:
    """Without blanks and hyphens: a line of a PDF may end within a word."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\x02-]+", "", text)


@pytest.mark.parametrize(("network", "period"), sorted(BUILT))
def test_the_key_of_symbols_stands_with_them(network: str, period: str, demonstration: SharedProject) -> None:
    site = demonstration.build(network, period)
    assert list(pages_without_key(site)) == []
    tables = (site / "data").glob("*.csv")
    stand = {
        found for path in tables for found in _SYMBOL.findall(path.read_text(encoding="utf-8-sig"))
    } & IN_PLACE.keys()
    package = site / "data" / "datapackage.json"
    assert not stand or json.loads(package.read_text(encoding="utf-8"))["symbols"] == ALL
    word = Document(str(site / "learning-report.docx"))
    cells = {
        found for table in word.tables for cell in table._cells for found in _SYMBOL.findall(cell.text)
    } & ALL.keys()
    assert untold(cells, " ".join(paragraph.text for paragraph in word.paragraphs)) == set()
    assert stand or network == "hotspots"


@pytest.mark.parametrize(("network", "period"), sorted(BUILT))
def test_the_key_of_symbols_stands_in_the_pdf_with_them(
    network: str, period: str, demonstration: SharedProject
) -> None:
    """On the sheets where a symbol stands, or on the next, where a table's note may come to lie."""
    paper = pypdfium2.PdfDocument(demonstration.build(network, period) / "learning-report.pdf")
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in paper]
    assert len(sheets) > 1
    assert sheets_without_key(sheets) == []


def test_a_sheet_without_its_key_is_seen_and_words_about_symbols_need_none() -> None:
    key = f"[x]: {ALL['[x]']}."
    broken = key.replace("not available", "not avail\xad\r\nable")
    assert sheets_without_key(["Mill [x]", "more [x]", broken]) == []
    assert sheets_without_key(["Mill [x]", "no more", broken]) == [(1, "[x]")]
    assert sheets_without_key([broken, "Mill [x]"]) == [(2, "[x]")]
    assert sheets_without_key(["In tables, [x] stands for one that is not known, [e] beside an estimate."]) == []


def test_a_table_without_its_key_is_seen(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<table><td>[c]</td></table><p>[x]: not known.</p>", encoding="utf-8")
    assert list(pages_without_key(tmp_path)) == [("page.html", {"[c]"})]
