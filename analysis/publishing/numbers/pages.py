"""Every number of the site as a link to its card: what it is, how it was worked out, from which files.

The cards of a page lie in numbers/PAGE.html, which the link leads to, and once more in numbers/PAGE.js, from which site.js opens the
card over the page: a script, not JSON, for a page opened from a folder may load scripts but may not fetch.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from analysis.disclosure.symbols import key_of
from analysis.project import root
from analysis.publishing.numbers.cards import FOLDER, MOST_CARDS, Card, Ledger, Line, cards_of, file_of, read_ledger
from analysis.publishing.numbers.long_tables import FOLDER as TABLES
from analysis.publishing.policy import policy_of

# A fact as either renderer writes it: a span that holds no other.
_FACT = re.compile(r'<span class="fact" data-fact="([^"]*)"[^>]*>((?:(?!</?span\b).)*?)</span>', re.DOTALL)
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_STATEMENT = re.compile(r'<div class="statement">.*?</div>', re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")


def link_numbers(site: Path) -> None:
    """Make each number on the pages of SITE a link to its card, and write the cards; SITE/evidence.json is the published ledger."""
    ledger = read_ledger(site / "evidence.json")
    # Further rows of a long table have their cards with those of the page that shows the first.
    further = {path.relative_to(site).as_posix() for path in (site / TABLES).glob("*.html")}
    for page in sorted({*ledger.on_pages, *further}):
        path = site / page
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(_linked(text, page, ledger), encoding="utf-8", newline="\n")
            statement = _STATEMENT.search(text)
            if page in ledger.on_pages:
                _write_cards(site, page, (_title_of(text), statement[0] if statement else ""), ledger)


def _linked(text: str, page: str, ledger: Ledger) -> str:
    """The page with its main part's numbers as links. What stands in menus beside it is a link already."""
    start, end = text.find("<main"), text.rfind("</main>")
    if not 0 <= start < end:
        return text

    def link(fact: re.Match[str]) -> str:
        name = html.unescape(fact[1])
        home = ledger.home_of(name, page)
        if home is None:
            return fact[0]
        return f'<a class="fact" data-fact="{fact[1]}" href="{html.escape(address_of(page, home, name))}">{fact[2]}</a>'

    return text[:start] + _FACT.sub(link, text[start:end]) + text[end:]


def address_of(page: str, home: str, fact: str) -> str:
    """From the page to the card of a number: an address that is still to be escaped where it stands in HTML."""
    return f"{'../' * page.count('/')}{FOLDER}/{quote(home)}#{quote(fact)}"


def _title_of(text: str) -> str:
    found = _TITLE.search(text)
    return " ".join(_TAGS.sub("", found[1]).split()) if found else ""


def _write_cards(site: Path, page: str, head: tuple[str, str], ledger: Ledger) -> None:
    """head: the page's title and what the network says at the head of every page, as HTML."""
    cards = cards_of(ledger, page)
    parts = [cards[start : start + MOST_CARDS] for start in range(0, len(cards), MOST_CARDS)]
    for number, held in enumerate(parts):
        path = site / FOLDER / file_of(page, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        homes = {line.link: ledger.home_of(line.link, page) or page for card in held for line in _links(card)}
        turn = _turn(page, number, len(parts))
        path.write_text(_page(held, page, head, homes, turn), encoding="utf-8", newline="\n")
        path.with_suffix(".js").write_text(_script(held, page, homes), encoding="utf-8", newline="\n")


def _turn(page: str, number: int, parts: int) -> str:
    """Links from one file of a page's cards to the others; empty where there is one."""
    name = PurePosixPath(page).name
    others = [
        str(at + 1) if at == number else f'<a href="{html.escape(quote(file_of(name, at)))}">{at + 1}</a>'
        for at in range(parts)
    ]
    return f"<p>They stand on {parts} pages: {', '.join(others)}</p>" if parts > 1 else ""


def _links(card: Card) -> Iterable[Line]:
    return (line for _, lines in card.parts for line in lines if line.link)


def _script(cards: list[Card], page: str, homes: dict[str, str]) -> str:
    """Each card as [shown, [[part, [text or [text, address]]]]]; addresses are as from the page that the card opens on."""
    told = {
        card.id: [
            card.shown,
            [
                [
                    part,
                    [
                        [line.text, address_of(page, homes[line.link], line.link)] if line.link else line.text
                        for line in lines
                    ],
                ]
                for part, lines in card.parts
            ],
        ]
        for card in cards
    }
    held = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028")
    return f"window.learningReportNumbers = {held};\n"


def _page(cards: list[Card], page: str, head: tuple[str, str], homes: dict[str, str], turn: str) -> str:
    title, statement = head
    template = (root() / "reports" / "templates" / "numbers.html").read_text(encoding="utf-8")
    up = "../" * (page.count("/") + 1)
    values = {
        "home": up,
        "policy": policy_of(),
        "page": html.escape(f"{up}{page}"),
        "statement": statement,
        "title": title or html.escape(PurePosixPath(page).stem),
        "cards": "\n".join([turn + _key(cards), *(_card(card, page, homes) for card in cards)]),
    }
    return re.sub(r"\{\{([a-z]+)\}\}", lambda place: values[place[1]], template)


def _key(cards: list[Card]) -> str:
    lines = [line.text for card in cards for _, said in card.parts for line in said]
    told = key_of([*(card.shown for card in cards), *lines])  # a number is also written with its mark
    return f"<p>{html.escape(told)}</p>" if told else ""


def _card(card: Card, page: str, homes: dict[str, str]) -> str:
    parts = "".join(
        f"<dt>{html.escape(part)}</dt>{''.join(f'<dd>{_line(line, page, homes)}</dd>' for line in lines)}"
        for part, lines in card.parts
    )
    name = html.escape(card.id)
    return f'<section class="number-card" id="{name}"><h2>{html.escape(card.shown)}</h2><dl>{parts}</dl></section>'


def _line(line: Line, page: str, homes: dict[str, str]) -> str:
    if not line.link:
        return html.escape(line.text)
    address = f"../{address_of(page, homes[line.link], line.link)}"  # the page of cards lies a folder deeper
    return f'<a href="{html.escape(address)}">{html.escape(line.text)}</a>'
