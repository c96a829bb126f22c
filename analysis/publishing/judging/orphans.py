"""Numbers of a page that lead to no source and are of no kind that needs none: orphans.

A number leads to its source where it stands in an element that names a fact. Those that need none are of a declared kind: a period, the
number of a figure, a part of a name, the number of an option of the rule, which whoever writes it marks as `[7]{.given}` at its source.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.publishing.cache import Cache, hash_of_files, key_of
from analysis.publishing.judging.names import NO_NAMES, NamesWithNumbers
from analysis.publishing.judging.pages import main_of, of_classes, take_out
from analysis.publishing.numbers.cards import FOLDER, read_ledger

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True)
class Kind:
    """Numbers that need no fact: what they are called, how they are known in a text, why they need none."""

    name: str
    pattern: re.Pattern[str]
    why: str


KINDS = (
    Kind("levels", re.compile(r"\b95% (?:interval|of(?: \d,\d{3} orders)?|from)"), "the level of an interval is that of all intervals here"),
    Kind(
        "periods",
        re.compile(
            rf"\b{_YEAR}[-–‑/]\d\d\b(?:[ \xa0]Q[1-4])?|\bQ[1-4]\b|\b{_YEAR}-\d\d-\d\d\b|"
            rf"\b(?:\d{{1,2}}[ \xa0](?:(?:and|to)[ \xa0]\d{{1,2}}[ \xa0])?)?{_MONTH}(?:[ \xa0]{_YEAR})?\b|(?<![£\d,.]){_YEAR}\b(?![\d,.]*\d|%)"
        ),
        "a period says when, and counts nothing",
    ),
    Kind(
        "references",
        re.compile(r"\b(?:Figures?|Tables?|Sections?|[Ll]ines?|[Pp]ages?|[Rr]ows?|[Ss]teps?|[Cc]hapters?|tellers?|tenth|year|questions?|COREQ|[Qq]uarters?|[Mm]onth)[ \xa0]\d+(?:\.\d+)*"),
        "it says where something stands",
    ),
    Kind(
        "ages",
        re.compile(
            r"\b[Aa]ged \d+ to \d+\b|\b(?:[Uu]nder|[Oo]ver|[Aa]ged) \d{1,2}(?=\s*(?:,|\(|$))|\b\d\d (?:and|or) over\b|\b(?:were|people of) \d+ to \d+\b|^\s*\d{1,2} to \d{1,2}\s*$"
        ),
        "a band of ages is the name of what was asked",
    ),
    Kind(
        "rules",
        re.compile(r"\brounded to £?\d+(?:, and with fewer than \d+ hubs to £\d+)?|\bfrom \d+ to \d+ are withheld|\b(?:to the|the) nearest £?\d[\d,]*|\bup to \d+ (?:are )?withheld|\boff by \d+ either way|\bin groups of \d+ or more|\bMeans of fewer than \d+ people are withheld"),
        "it is an option of the rule for small counts, which the sentence names",
    ),
    Kind("units", re.compile(r"\b(?:[Ff]or each|per|for) 10?,000\b"), "what a rate is told for"),
    Kind(
        "thresholds",
        re.compile(
            r"\b(?:[Ff]ewer than|[Aa]t least|has|[Oo]ver) \d+ (?:hubs|sources|coded sources|tell|partners|years)|\b\d+ (?:hubs|sources|partners|kinds) or more"
            r"|\bneeded: \d+ (?:hubs|quarters)\b|\banswered in \d+ quarters\b|\bwhen the network has \d+ quarters\b"
            r"|\b\d+% or (?:more|less)|\bthe (?:last|first) \d+ sources|\bto the first \d+\b|\bbefore the last \d+\b|\bof (?:them )?\d,\d{3} orders\b"
        ),
        "it is what is needed before something is told, and named as that",
    ),
    Kind("too few", re.compile(r"\bOnly \d+ (?:hubs?|quarters?)\b"), "it says why nothing is told of them"),
    Kind("bands", re.compile(r"\b\d+% to \d+% from one\b"), "a band of a drawing, which counts what lies in it"),
    Kind("rests", re.compile(r"\band \d+ more\b|^\d+ other \w+$|\bThe \d+ other \w+|\band \d+ (?:smaller|other) \w+"), "it says how much of a list is not shown beside what is"),
    Kind(
        "names",
        re.compile(r"\b[^\W\d_]+[-_.:/]?\d[\w./:-]*|\b\d+[-_]?[^\W\d_][\w./:-]*\d*"),
        "it is a part of a name, as in 360Giving, A4 or a code",
    ),
)  # fmt: skip
_NUMBER = re.compile(r"[£€−-]?\d[\d,]*(?:\.\d+)?%?")
_DIGIT = re.compile(r"\d")
_SKIPPED = {
    "script",
    "style",
    "nav",
    "noscript",
    "template",
    "svg",
    "code",
    "pre",
    "kbd",
    "button",
    "input",
    "time",
    "select",
}
# What a renderer numbers, and what is marked as needing no fact.
_GIVEN = ("given", "written", "header-section-number", "section-number")
_BLOCKS = {
    "p", "li", "td", "th", "caption", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "summary", "label", "div", "section",
    "blockquote", "tr", "figure", "table", "main", "details", "option", "legend", "output",
}  # fmt: skip
_LED = "\ue000"  # stands in the place of what leads to its source
_EDGE = "\ue001"  # stands where a block begins or ends


@dataclass(frozen=True)
class Orphan:
    """One number that leads nowhere, and the words that it stands in."""

    number: str
    where: str

    def __str__(self) -> str:
        return f"the number {self.number} leads to no source: '{self.where}'"


def orphans_of(page: str, known: Iterable[str] = (), names: NamesWithNumbers = NO_NAMES) -> list[Orphan]:
    """All orphans of a finished page's main part, its alternative texts included.

    page: HTML. known: how the facts of the page are shown, for the words that cannot hold a link.
    names: those of the network that hold numbers.
    """
    main = main_of(page)
    shown = {token for element in _led(main) for token in _NUMBER.findall(_whole(element))}
    shown |= {token for words in known for token in _NUMBER.findall(words)}
    shown |= {
        f"{float(token[:-1]):.0f}%" for token in shown if re.fullmatch(r"\d+\.\d+%", token)
    }  # in few words: in whole ones
    alternatives = list(_alternatives(main))
    found = [orphan for text in _blocks_of(main) for orphan in _orphans_in(text, names)]
    for alt in alternatives:  # nothing can be linked there: each number is one that the page shows with its source
        found += [orphan for orphan in _orphans_in(alt, names) if orphan.number not in shown]
    return found


def tell_orphans(
    site: Path, listing: Path, cache: Cache | None = None, names: NamesWithNumbers = NO_NAMES
) -> list[str]:
    """A complaint where pages of SITE hold orphans: how many, the first, and the file that lists all; none where there are none.

    An edition with orphans leaves all the same: its numbers may be right. Whoever wrote the sentence gives the number its source.
    cache: of what was found on a page before; a page that is as it was is not searched again. names: as for `orphans_of`.
    """
    shown = shown_on(site)
    pages = [path.relative_to(site) for path in sorted(site.rglob("*.html"))]
    found = [
        f"{page.as_posix()}: {said}"
        for page in pages
        if page.parts[0] != FOLDER
        for said in remembered_orphans(site / page, shown.get(page.as_posix(), []), cache, names)
    ]
    if not found:
        listing.unlink(missing_ok=True)
        return []
    listing.parent.mkdir(parents=True, exist_ok=True)
    listing.write_text("\n".join(found) + "\n", encoding="utf-8")
    told = "a number leads" if len(found) == 1 else f"{len(found)} numbers lead"
    return [f"{told} to no source (all of them: {listing}); the first: {found[0]}"]


def shown_on(site: Path) -> dict[str, list[str]]:
    """How the numbers of each page are shown, by the published ledger; sorted."""
    on_pages = read_ledger(site / "evidence.json").on_pages
    return {
        page: sorted({str(said) for fact in facts for said in (fact["shown"], *fact.get("also_shown", ()))})
        for page, facts in on_pages.items()
    }


def remembered_orphans(page: Path, known: list[str], cache: Cache | None, names: NamesWithNumbers) -> list[str]:
    """What is told of a page's orphans: as found before, where page, facts, names and code are the same."""
    text = page.read_text(encoding="utf-8")
    key = key_of("orphans", text, *known, "named", *names.names, _searched_by(), suffix=".orphans")
    kept = cache.get(key) if cache else None
    if kept is not None:
        told: list[str] = json.loads(kept)
        return told
    found = [str(orphan) for orphan in orphans_of(text, known, names)]
    if cache:
        cache.put(key, json.dumps(found).encode())
    return found


@functools.cache
def _searched_by() -> str:
    return hash_of_files(Path(__file__).parent.glob("*.py"))


@functools.lru_cache(maxsize=20_000)  # the headings of tables stand on every hub's page
def _orphans_in(text: str, names: NamesWithNumbers) -> tuple[Orphan, ...]:
    bare = text
    for kind in KINDS:
        if not _DIGIT.search(bare):
            return ()
        bare = kind.pattern.sub(lambda found: " " * len(found[0]), bare)
    found = []
    for number in _NUMBER.finditer(bare):
        if names.hold(text, number.start(), number.start() + len(number[0].rstrip(","))):
            continue
        start, end = max(0, number.start() - 60), number.end() + 40
        found.append(Orphan(number[0].strip(",."), " ".join(text[start:end].replace(_LED, "…").split())))
    return tuple(found)


def _blocks_of(main: Any) -> list[str]:
    """The text of each block, with a sign in the place of what leads to its source or needs none. The tree is of no use afterwards."""
    from lxml import etree

    etree.strip_elements(main, etree.Comment, etree.ProcessingInstruction, *_SKIPPED, with_tail=False)
    told_beside = of_classes(main, ("visually-hidden",))  # the alternative texts
    for aside in [*told_beside, *(head for head in main.iterfind('.//th[@scope="row"]') if _is_number(head))]:
        take_out(aside)
    for led in _led(main):
        del led[:]
        led.tag, led.text = "span", _LED
    for block in main.iter(*_BLOCKS):
        block.text, block.tail = _EDGE + (block.text or ""), _EDGE + (block.tail or "")
    return [text for text in "".join(main.itertext()).split(_EDGE) if text.strip()]


def _led(main: Any) -> list[Any]:
    """The elements that lead to a source or need none."""
    return [*main.xpath(".//*[string(@data-fact)]"), *of_classes(main, _GIVEN)]


def _is_number(element: Any) -> bool:
    return "".join(element.itertext()).strip().isdigit()


def _whole(element: Any) -> str:
    return element.get("aria-label") or "".join(element.itertext())


def _alternatives(main: Any) -> Iterator[str]:
    told = '@alt or @aria-label or contains(@class, "visually-hidden")'
    for element in main.xpath(f"descendant-or-self::*[({told}) and not(string(@data-fact))]"):
        yield from (element.get(name) for name in ("alt", "aria-label") if element.get(name))
        if "visually-hidden" in (element.get("class") or "").split():
            yield "".join(element.itertext())
