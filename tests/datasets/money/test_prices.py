"""The price index: what one pound of a year is in another, and that its vintage is never printed wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from analysis.datasets.money.prices import FILE, FOLDER, NO_PRICES, read_prices
from analysis.project import Refused


def put(root: Path, index: str, digest: str = "") -> None:
    """An index with its card in a project of its own."""
    folder = root / FOLDER
    folder.mkdir(parents=True)
    (folder / FILE).write_text(index, encoding="utf-8")
    right = hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
    card = f"title: An index of May 2031\nwho: x\nwhen: 2031-05-01\nlicence: x\nmethod: x\nfiles:\n  {FILE}: {digest or right}\n"
    (folder / "card.yml").write_text(card, encoding="utf-8")


def test_the_index_held_gives_the_factor_its_card_promises() -> None:
    prices = read_prices()
    assert prices.index["2024-25"] / prices.index["2018-19"] == pytest.approx(1.2651, abs=5e-5)
    assert "release of 30 June 2025" in prices.source
    first = prices.frame.row(0, named=True)
    assert (first["financial_year"], first["index"], first["source_cell"]) == ("2010-11", 77.775, "B2")


def test_a_newer_index_is_named_by_its_own_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    assert read_prices() == NO_PRICES
    put(tmp_path, "financial_year,index\n2030-31,130.5\n2029-30,128\n")
    assert (read_prices().index, read_prices().source) == ({"2029-30": 128.0, "2030-31": 130.5}, "An index of May 2031")


@pytest.mark.parametrize(
    ("index", "digest"),
    [
        ("financial_year,index\n2030-31,130.5\n", "0" * 64),
        ("financial_year,index\n2030-31,n/a\n", ""),
        ("financial_year,index\n2030-32,130.5\n", ""),
        ("financial_year,index\n2030-31,nan\n", ""),
    ],
)
def test_what_does_not_read_or_fit_its_card_is_refused(
    index: str, digest: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    put(tmp_path, index, digest)
    with pytest.raises(Refused, match=r"data/raw/prices/gdp-deflator\.csv"):
        read_prices()
