"""Every number of a page is a link to its card: what a card says, where a link leads, and how a browser opens it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from analysis.publishing.numbers.cards import Ledger, cards_of, files_in_words
from analysis.publishing.numbers.pages import link_numbers
from tests.judges import Missing, check_links
from tests.judges.pages import open_browser

RETURN = {"sheet": "Return", "cells": "C12"}


def fact(name: str, shown: str, *pages: str, unit: str = "people", **more: Any) -> dict[str, Any]:
    told = {
        "id": name,
        "shown": shown,
        "unit": unit,
        "qualifier": "exact",
        "how": "counted",
        "sources": [],
        "inputs": [],
    }
    return {**told, "pages": list(pages), **more}


def page(*numbers: str, up: str = "") -> str:
    said = " ".join(
        f'<span class="fact" data-fact="{name}">{shown}</span>' for name, shown in (n.split("=") for n in numbers)
    )
    table = "".join(f'<td><span class="fact" data-fact="cell.{at}">{at}</span></td>' for at in range(2))
    rows = f"<table><tbody><tr>{table}</tr><tr>{table.replace('cell.', 'low.')}</tr></tbody></table>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>T</title><script src="{up}assets/site.js" defer></script></head><body>'
        f'<nav><a href="#x"><span class="fact" data-fact="total">menu</span></a></nav><main><h1>Our &amp; page</h1><p id="x">{said}</p>'
        f"{rows}</main></body></html>"
    )


def site(folder: Path, facts: list[dict[str, Any]], **pages: str) -> Path:
    cells = [fact(f"{row}.{at}", str(at), "index.html") for row in ("cell", "low") for at in range(2)]
    told = {"network": "somewhere", "period": "2024-25", "facts": [*facts, *cells]}
    (folder / "evidence.json").write_text(json.dumps(told))
    (folder / "assets").mkdir()
    root = Path(__file__).resolve().parents[2]
    (folder / "assets" / "site.js").write_text((root / "reports/styles/site.js").read_text())
    for name in ("site.css", "icon.svg"):
        (folder / "assets" / name).write_text("")
    for name, text in pages.items():
        path = folder / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    link_numbers(folder)
    return folder


def test_each_number_of_the_main_part_is_a_link_and_none_in_the_menu(tmp_path: Path) -> None:
    site(tmp_path, [fact("total", "47", "index.html")], index=page("total=47"))
    text = (tmp_path / "index.html").read_text()
    assert '<a class="fact" data-fact="total" href="numbers/index.html#total">47</a>' in text
    assert '<a href="#x"><span class="fact" data-fact="total">menu</span></a>' in text
    assert check_links(tmp_path) == []


def test_a_number_that_a_page_borrows_leads_to_the_page_that_holds_its_card(tmp_path: Path) -> None:
    hub = page("total=47", "own=3", up="../")
    facts = [fact("total", "47", "index.html"), fact("own", "3", "hubs/a.html")]
    site(tmp_path, facts, index=page("total=47"), hubs__a=hub)
    text = (tmp_path / "hubs/a.html").read_text()
    assert 'href="../numbers/index.html#total"' in text and 'href="../numbers/hubs/a.html#own"' in text
    assert check_links(tmp_path) == []


def test_a_number_that_the_ledger_does_not_hold_stays_as_it_is(tmp_path: Path) -> None:
    site(tmp_path, [fact("total", "47", "index.html")], index=page("total=47", "other=9"))
    assert '<span class="fact" data-fact="other">9</span>' in (tmp_path / "index.html").read_text()


def test_typed_words_stay_words_on_cards_and_in_their_script(tmp_path: Path) -> None:
    typed = "</script><b onclick=alert(1)>5 & more\u2028"
    site(tmp_path, [fact("total", typed, "index.html", how=typed, also_shown=[typed])], index=page("total=47"))
    cards = (tmp_path / "numbers/index.html").read_text()
    assert "<b onclick" not in cards and cards.count("&lt;b onclick=alert(1)&gt;5 &amp; more") == 3
    script = (tmp_path / "numbers/index.js").read_text()
    assert "\u2028" not in script
    held = json.loads(script.removeprefix("window.learningReportNumbers = ").rstrip().rstrip(";"))
    assert held["total"][0] == typed


def test_a_card_says_numbers_for_names_and_leads_on_to_them() -> None:
    change = fact(
        "change",
        "+25%",
        "index.html",
        unit="percent",
        how="(after less before) as a share of before",
        inputs=["before", "after"],
    )
    ledger = Ledger(
        {one["id"]: one for one in (change, fact("before", "100", "a.html"), fact("after", "125", "a.html"))}
    )
    (card,) = cards_of(ledger, "index.html")
    parts = dict(card.parts)
    assert card.shown == "+25%" and parts["How it was worked out"][0].text == "(125 less 100) as a share of 100"
    assert [(line.text, line.link) for line in parts["From these numbers"]] == [
        ("100 people (before)", "before"),
        ("125 people (after)", "after"),
    ]


@pytest.mark.parametrize(
    ("qualifier", "said"),
    [
        ("exact", []),
        ("rounded to 5", ["rounded to 5"]),
        ("about, rounded to 5", ["about: an estimate is in it", "rounded to 5"]),
    ],
)
def test_a_card_says_how_exact_a_number_is(qualifier: str, said: list[str]) -> None:
    ledger = Ledger({"total": fact("total", "47", "index.html", qualifier=qualifier)})
    (card,) = cards_of(ledger, "index.html")
    assert [line.text for line in dict(card.parts).get("How exact it is", ())] == said


@pytest.mark.parametrize(
    ("shown", "unit", "said"),
    [
        ("47", "people", "47 people"),
        ("more than 970 activities per quarter", "activities per quarter", "more than 970 activities per quarter"),
        ("1 hub", "hubs", "1 hub"),
        ("3.3 hubs each", "hubs to one person", "3.3 hubs each"),
        ("[c]", "people", "[c]"),
        ("£60,000 a year", "GBP per year", "£60,000 a year"),
        ("we sold 30", "words", "we sold 30"),
        ("1", "hubs", "1 hub"),
        ("1", "people", "1 person"),
        ("1", "attendances per 1,000 residents", "1 attendance per 1,000 residents"),
        ("8", "tenth", "tenth 8 of ten"),
        ("[x]", "tenth", "[x]"),
        ("0.87", "coefficient", "0.87"),
        ("£1.92", "GBP per head", "£1.92 a head"),
    ],
)
def test_a_unit_is_said_once(shown: str, unit: str, said: str) -> None:
    held = fact("held", shown, "index.html", unit=unit)
    ledger = Ledger({"held": held, "of": fact("of", "2", "index.html", inputs=["held"])})
    first, second = cards_of(ledger, "index.html")
    assert first.shown == said
    assert dict(second.parts)["From these numbers"][0].text == f"{said} (held)"


def test_files_are_told_by_folder_and_their_cells_where_all_share_them() -> None:
    same = [{"file": f"returns/q1/{hub}.xlsx", **RETURN} for hub in ("b", "a")]
    other = [{"file": "returns/q2/a.xlsx", **RETURN}, {"file": "returns/q2/b.xlsx", "sheet": "Return", "cells": "C13"}]
    far = [{"file": "funding/awards.json", "cells": "/1", "network": "marches"}, {"file": "corrections.yml"}]
    assert list(files_in_words([*same, *other, *far])) == [
        "corrections.yml",
        "marches: funding/awards.json (entry 2)",
        "returns/q1/a.xlsx, b.xlsx (Return C12)",
        "returns/q2/a.xlsx, b.xlsx",
    ]


def test_many_files_of_a_folder_are_counted_after_the_twelfth() -> None:
    (line,) = files_in_words({"file": f"r/{at:02}.xlsx"} for at in range(15))
    assert line.endswith("11.xlsx and 3 more") and "12.xlsx" not in line


def test_a_browser_opens_the_card_from_a_folder_by_keyboard_and_gives_the_place_back(tmp_path: Path) -> None:
    parts = fact("part", "40", "index.html")
    total = fact("total", "47", "index.html", inputs=["part"], how="part and more")
    home = site(tmp_path, [total, parts], index=page("total=47", "part=40"))
    try:
        with open_browser() as browser:
            opened, faults = browser.new_page(), []
            opened.on("pageerror", lambda error: faults.append(str(error)))
            opened.goto((home / "index.html").as_uri())
            opened.focus('a.fact[data-fact="total"]')
            opened.keyboard.press("Enter")
            opened.wait_for_selector("dialog[open] h2")
            assert opened.inner_text("dialog h2") == "47 people" and "40 and more" in opened.inner_text("dialog")
            opened.click("dialog dd a")
            opened.wait_for_function("document.querySelector('dialog h2').textContent === '40 people'")
            opened.keyboard.press("Escape")
            assert opened.evaluate("document.activeElement.dataset.fact") == "total"
            # A table of numbers is one stop of the Tab key, and the arrows walk through it.
            assert opened.evaluate("Array.from(document.querySelectorAll('table a'), one => one.tabIndex)") == [
                0,
                -1,
                -1,
                -1,
            ]
            opened.focus('a.fact[data-fact="cell.0"]')
            walked = []
            for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
                opened.keyboard.press(key)
                walked.append(opened.evaluate("document.activeElement.dataset.fact"))
            assert walked == ["cell.1", "low.1", "low.0", "cell.0"] and faults == []
    except Missing as reason:
        pytest.skip(str(reason))


def test_every_number_of_a_built_edition_leads_to_its_card(demonstration: Any) -> None:
    edition = demonstration.build()
    told = json.loads((edition / "evidence.json").read_text(encoding="utf-8"))
    standing = {(fact["id"], name) for fact in told["facts"] for name in fact["pages"]}
    cards = {
        path: set(re.findall(r'class="number-card" id="([^"]+)"', path.read_text()))
        for path in edition.glob("numbers/**/*.html")
    }
    assert standing == {
        (name, path.relative_to(edition / "numbers").as_posix()) for path, held in cards.items() for name in held
    }
    for path in [*edition.glob("*.html"), *edition.glob("hubs/*.html")]:
        main = path.read_text(encoding="utf-8").partition("<main")[2]
        assert 'span class="fact"' not in main, path.name
    assert 'class="fact"' in (edition / "index.html").read_text(encoding="utf-8")
