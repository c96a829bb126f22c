"""Wherever a symbol stands in a number's place or beside it, what it stands for stands there too: in every form of the demonstration."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from analysis.disclosure.symbols import ALL, IN_PLACE
from tests.conftest import BUILT, SharedProject

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_SYMBOL = re.compile(r"\[[a-z]\]")


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


def test_a_table_without_its_key_is_seen(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<table><td>[c]</td></table><p>[x]: not known.</p>", encoding="utf-8")
    assert list(pages_without_key(tmp_path)) == [("page.html", {"[c]"})]
