"""What readers are told of each published number: what it is, how it was worked out, and from which files.

A card is made from the published ledger alone (evidence.json), so that it leads nobody further than the ledger does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from analysis.editions.ledger.ledger_files import read_facts
from analysis.editions.ledger.places_in_words import place_in_words

FOLDER = "numbers"  # of a site: one page of cards for each page
MOST_CARDS = 1_500  # of a page in one file; more stand in files of their own, 20-activity.2.html and on, that a browser opens at once
_LISTED = 12  # files of one folder that a card names before it only counts them
# Said by a sign, or no unit of a number.
_UNSAID = ("", "percent", "currency", "quote", "words", "answer", "coefficient", "rank correlation", "not stated")
# Units that stand before or otherwise than the name of a thing counted stands after its number.
_SAID_AS = {"tenth": "tenth {shown} of ten", "pounds": "£{shown}", "GBP per head": "{shown} a head"}
_ONE = {"people": "person", "kinds of source": "kind of source"}


@dataclass(frozen=True)
class Line:
    """One line of a card. `link`: the id of another number, which has a card of its own."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class Card:
    """One number: what is shown, and what there is to say of it, part by part."""

    id: str
    shown: str
    parts: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True)
class Ledger:
    """The published numbers by id, and which page holds the card of each."""

    facts: Mapping[str, Mapping[str, Any]]

    @cached_property
    def on_pages(self) -> Mapping[str, list[Mapping[str, Any]]]:
        """The facts that stand on each page, in the ledger's order."""
        found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for fact in self.facts.values():
            for page in fact["pages"]:
                found[page].append(fact)
        return found

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, int]]:
        """Of each page the place of each of its facts."""
        return {page: {fact["id"]: at for at, fact in enumerate(facts)} for page, facts in self.on_pages.items()}

    def home_of(self, fact: str, page: str) -> str | None:
        """The file (`20-activity.html`) that holds the number's card: that of the page itself where it stands there, else of its first page."""
        pages = self.facts[fact]["pages"] if fact in self.facts else []
        home = page if page in pages else next(iter(pages), None)
        return None if home is None else file_of(home, self._places[home][fact] // MOST_CARDS)


def file_of(page: str, part: int) -> str:
    """The file of a part of a page's cards, from 0 on."""
    return f"{page.removesuffix('.html')}.{part + 1}.html" if part else page


def read_ledger(path: Path) -> Ledger:
    """The published ledger; one without numbers where the edition states none."""
    state = path.stat()
    return _read_once(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=1)  # all that is published of an edition asks for it
def _read_once(path: Path, _size: int, _changed: int) -> Ledger:
    return Ledger({fact["id"]: fact for fact in read_facts(path)})


def cards_of(ledger: Ledger, page: str) -> list[Card]:
    """The cards of all numbers that stand on the page, by id."""
    return [card_of(ledger, fact) for fact in ledger.on_pages.get(page, ())]


def card_of(ledger: Ledger, fact: Mapping[str, Any]) -> Card:
    """What there is to say of one number."""
    parts = (
        ("How exact it is", _exactness(str(fact.get("qualifier") or ""))),
        ("How it was worked out", (Line(_how(ledger, fact)),)),
        ("From these numbers", tuple(_inputs(ledger, fact))),
        ("From these files", tuple(Line(text) for text in files_in_words(fact.get("sources", ())))),
        ("Also written as", tuple(Line(text) for text in fact.get("also_shown", ()))),
        ("Its name in the ledger", (Line(str(fact["id"])),)),
    )
    return Card(str(fact["id"]), _with_unit(fact), tuple(part for part in parts if part[1]))


def _with_unit(fact: Mapping[str, Any]) -> str:
    """The number as shown, and its unit unless that is said already: by a sign, or by words after it, as in "30 hubs" of a published figure."""
    shown, unit = str(fact["shown"]), str(fact.get("unit") or "")
    if unit in _SAID_AS and any(letter.isdigit() for letter in shown):
        return _SAID_AS[unit].format(shown=shown)
    worded = any(letter.isalpha() for letter in shown.split(" ")[-1])
    plain = unit in _UNSAID or unit.startswith(("GBP", "EUR")) or shown.startswith("[")
    return shown if plain or worded else f"{shown} {_one(unit) if shown == '1' else unit}"


def _one(unit: str) -> str:
    """The unit of a single thing: `hub`, `attendance per 1,000 residents`."""
    counted, per, rest = unit.partition(" per ")
    return f"{_ONE.get(counted, _singular(counted))}{per}{rest}"


def _singular(noun: str) -> str:
    return f"{noun.removesuffix('ies')}y" if noun.endswith("ies") else noun.removesuffix("s")


def _how(ledger: Ledger, fact: Mapping[str, Any]) -> str:
    """With the numbers themselves where the ledger names them by id."""
    text = str(fact["how"])
    for name in sorted(fact.get("inputs", ()), key=len, reverse=True):
        if name in ledger.facts:
            text = text.replace(name, str(ledger.facts[name]["shown"]))
    return text


def _exactness(qualifier: str) -> tuple[Line, ...]:
    words = {
        "as told": "in the words of whoever told it",
        "about": "about: an estimate is in it",
        "at least": "at least: not all of it could be read",
    }
    parts = [part.strip() for part in qualifier.split(",") if part.strip() not in ("", "exact")]
    return tuple(Line(words.get(part, part)) for part in parts)


def _inputs(ledger: Ledger, fact: Mapping[str, Any]) -> Iterator[Line]:
    for name in fact.get("inputs", ()):
        other = ledger.facts.get(name)
        if other is not None and other["pages"]:
            yield Line(f"{_with_unit(other)} ({name})", name)


def files_in_words(sources: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """The files a number rests on, a folder a line: `returns/2024-25-q1: bellowmead.xlsx and 8 more; Return C5`.

    Cells are named where all files of the folder share them; evidence.json has them for each.
    """
    return _told_of_files(tuple(tuple(source.items()) for source in sources))


@lru_cache(maxsize=10_000)  # most numbers of an exhibit rest on the same files
def _told_of_files(named: tuple[tuple[tuple[str, str], ...], ...]) -> tuple[str, ...]:
    folders: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source in map(dict, named):
        above, slash, name = source["file"].rpartition("/")
        network = f"{source['network']}: " if "network" in source else ""
        where = " ".join(filter(None, (source.get("sheet"), place_in_words(source.get("cells", "")))))
        folders[f"{network}{above}{slash}"][name].add(where)
    told = []
    for folder, files in sorted(folders.items()):
        places = {place for wheres in files.values() for place in wheres if place}
        at = f" ({next(iter(places))})" if len(places) == 1 and len(next(iter(places))) < 80 else ""
        told.append(f"{folder}{_named(sorted(files))}{at}")
    return tuple(told)


def _named(names: list[str]) -> str:
    if len(names) <= _LISTED:
        return ", ".join(names)
    return f"{', '.join(names[:_LISTED])} and {len(names) - _LISTED} more"
