"""The evidence ledger: each published number once, with how it was worked out, its source cells, and where it stands.

Executed copies carry the facts in their outputs' metadata; here they come together. The same id with two values, or a
number in a sentence that no exhibit declares, stops the build: one of the pages would be wrong.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.editions.ledger.ledger_files import one_text, write_ledger
from analysis.editions.ledger.origins import Sources
from analysis.editions.ledger.unlinking import unlinked_sources
from analysis.editions.running.executed_copies import read_copy, text_of
from analysis.editions.running.execution import BuildFailed
from analysis.handover import Handover, Origin, OtherVersion, StatedFact

_REFERRED = re.compile(r"""data-fact=\\?["']([^"'\\]+)""")
_SPAN = re.compile(r"""(?<!\\)\[((?:\\.|[^\[\]\\])*)\]\{[^}]*data-fact="([^"]+)"[^}]*\}""")
_CELL = re.compile(r'<span class="fact" data-fact="([^"]+)">([^<]*)</span>')  # of a table in HTML
_ESCAPED = re.compile(r"\\(.)")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = {"million": 1e6, "thousand": 1e3}
_COMPARED = ("value", "unit", "qualifier")


@dataclass
class PublishedFact:
    """One fact as the pages state it. `pages` are the published pages it stands on, in the order of the site."""

    id: str
    value: float | int | str | None
    unit: str
    qualifier: str
    how: str
    shown: list[str]
    origins: list[Origin]
    inputs: list[str]
    pages: list[str] = field(default_factory=list)
    strength: str = ""


@dataclass(frozen=True)
class ExecutedPage:
    """One executed copy: what it is called in the site, its notebook, and where it lies below the folder of copies."""

    page: str
    notebook: dict[str, Any]
    copy: str = ""

    @cached_property
    def outputs(self) -> list[tuple[dict[str, Any], Handover]]:
        """Each output of an exhibit, with what it hands on. BuildFailed where other code than this made it."""
        return list(self._handed_on())

    def _handed_on(self) -> Iterator[tuple[dict[str, Any], Handover]]:
        for cell in self.notebook["cells"]:
            for output in cell.get("outputs", []):
                try:
                    handed = Handover.of_output(output)
                except OtherVersion as other:
                    raise BuildFailed(f"{self.page} has to be run again: {other}") from other
                if handed:
                    yield output, handed

    @property
    def texts(self) -> Iterator[str]:
        for cell in self.notebook["cells"]:
            if cell["cell_type"] == "markdown":
                yield text_of(cell["source"])
            for output in cell.get("outputs", []):
                yield from (text_of(output["data"][kind]) for kind in _TEXTS if kind in output.get("data", {}))

    @cached_property
    def referred(self) -> set[str]:
        """Ids of the facts that the page's text names."""
        return {fact for text in self.texts for fact in _REFERRED.findall(text)}

    @cached_property
    def readings(self) -> set[tuple[str, str]]:
        """(id, words) of each fact as the page's sentences and tables write it."""
        texts = list(self.texts)
        found = (span for text in texts for span in _SPAN.findall(text))
        cells = (cell for text in texts for cell in _CELL.findall(text))
        said = {(fact, _ESCAPED.sub(r"\1", words)) for words, fact in found}
        return said | {(fact, html.unescape(words)) for fact, words in cells}

    def written_anew(self) -> None:
        """What the page's text says is found out again: a narrative's sentences are written into it after it was first looked at."""
        for name in ("referred", "readings"):
            self.__dict__.pop(name, None)


_TEXTS = ("text/markdown", "text/html")


def read_pages(notebooks: Path) -> list[ExecutedPage]:
    """All executed copies below the folder: the notebooks in their order, then the hub pages."""
    paths = sorted(notebooks.glob("*.ipynb")) + sorted(notebooks.glob("*/*.ipynb"))
    names = [path.relative_to(notebooks) for path in paths]
    return [ExecutedPage(_page_of(name), read_copy(notebooks / name), name.as_posix()) for name in names]


def _page_of(path: Path) -> str:
    """The annual learning report is the site's front page."""
    return "index.html" if path.stem == "annual-learning-report" else path.with_suffix(".html").as_posix()


def collect_facts(pages: Iterable[ExecutedPage]) -> list[PublishedFact]:
    """Every fact the pages state, sorted by id. BuildFailed if two pages disagree, or a page names an undeclared fact."""
    facts: dict[str, PublishedFact] = {}
    pages = list(pages)
    for page in pages:
        for _, handed in page.outputs:
            for stated in handed.facts:
                _add(facts, stated, page.page)
    for page in pages:
        for fact_id in sorted(page.referred):
            if fact_id not in facts:
                raise BuildFailed(f"{page.page} names the number '{fact_id}', which no exhibit declares")
            if page.page not in facts[fact_id].pages:
                facts[fact_id].pages.append(page.page)
        for fact_id, words in sorted(page.readings):
            _add_reading(facts[fact_id], words, page.page)
    return [facts[fact_id] for fact_id in sorted(facts)]


def _add(facts: dict[str, PublishedFact], stated: StatedFact, page: str) -> None:
    known = facts.get(stated.id)
    if known is None:
        known = facts[stated.id] = PublishedFact(
            stated.id,
            stated.value,
            stated.unit,
            stated.qualifier,
            stated.how,
            shown=[],
            origins=list(stated.origins),
            inputs=list(stated.inputs),
            strength=stated.strength,
        )
    for name in _COMPARED:
        before, now = getattr(known, name), getattr(stated, name)
        if before != now:
            raise BuildFailed(
                f"the number '{known.id}' has two {name}s: {before} in {known.pages[0]} and {now} in {page}"
            )
    if stated.unit == "quote":  # the same words, coded twice
        known.origins += [origin for origin in stated.origins if origin not in known.origins]
    if stated.shown not in known.shown:
        known.shown.append(stated.shown)
    if page not in known.pages:
        known.pages.append(page)


def _add_reading(fact: PublishedFact, words: str, page: str) -> None:
    """A sentence may write a number in its own words (`fell by 18%`), but not as another number."""
    if words in fact.shown:
        return
    written = _NUMBER.search(words)
    if written and isinstance(fact.value, (int, float)):
        scale = next((scale for name, scale in _SCALES.items() if name in words), 1.0)
        number = float(written[0].replace(",", "")) * scale
        if abs(number - abs(fact.value)) > 0.5 + 0.05 * abs(fact.value):
            raise BuildFailed(f"{page} writes '{words}' for the number '{fact.id}', which is {fact.shown[0]}")
    fact.shown.append(words)


def write_evidence(
    work: Path,
    pages: Iterable[ExecutedPage],
    network: str,
    period_label: str,
    sources: Sources,
    sentences: Sequence[dict[str, Any]] = (),
) -> str:
    """Collect the facts of the pages and write WORK/evidence.json, one fact a line (of a large network in slices, ledger_files.py); then
    what a person wrote, one sentence a line.

    What is published leads a fact over case studies to their files and no further (unlinking.py). Returns the ledger that leads each
    to its cells and passages, in the same form: it stays at home.
    sentences: of the narrative, each with the ids that it rests on.
    """
    facts = collect_facts(pages)
    by_id = {fact.id: fact for fact in facts}
    rests = [origins_of(fact, by_id) for fact in facts]
    published = [
        _as_record(fact, unlinked_sources(rows, sources), [], sources.exceptions(rows))
        for fact, rows in zip(facts, rests, strict=True)
    ]
    full = [
        _without_words(_as_record(fact, sources.of(rows), _passages(fact, sources), []))
        for fact, rows in zip(facts, rests, strict=True)
    ]
    about = {"network": network, "period": period_label}
    write_ledger(work, about, published, sentences)
    return one_text(about, full, sentences)


def _without_words(record: dict[str, Any]) -> dict[str, Any]:
    """A ledger that is kept holds no words of people: one who withdraws them would have to be forgotten in it too. The state of a claim is
    no word of anybody's, and the next edition asks for it."""
    if record["unit"] == "claim":
        return record
    kept = {name: value for name, value in record.items() if name != "also_shown"}
    return {**kept, "value": None, "shown": ""} if isinstance(record["value"], str) else record


def origins_of(fact: PublishedFact, by_id: dict[str, PublishedFact]) -> list[Origin]:
    """The rows a fact rests on: its own, or those of the facts it was worked out from, however many steps away."""
    found: dict[Origin, None] = {}  # in their order; a list was searched once for each of thousands
    waiting, met = [fact], {fact.id}
    while waiting:
        now = waiting.pop()
        found.update(dict.fromkeys(now.origins))
        waiting += [by_id[name] for name in now.inputs if name in by_id and name not in met]
        met.update(now.inputs)
    return list(found)


def _passages(fact: PublishedFact, sources: Sources) -> list[dict[str, Any]]:
    """Where in its text a quote stands; nothing for facts that are no quotes."""
    return sources.passages(fact.origins) if fact.unit == "quote" else []


def _as_record(
    fact: PublishedFact, sources: list[dict[str, Any]], passages: list[dict[str, Any]], exceptions: list[str]
) -> dict[str, Any]:
    """One line of the ledger. exceptions: what hubs said lies behind it; the ledger that is kept holds no words of people."""
    shown, *also = fact.shown
    return {
        "id": fact.id,
        "value": _plain(fact.value),
        "unit": fact.unit,
        "shown": shown,
        **({"also_shown": also} if also else {}),
        "qualifier": fact.qualifier,
        "how": fact.how,
        "sources": sources,
        **({"passages": passages} if passages else {}),
        **({"exceptions": exceptions} if exceptions else {}),
        "inputs": fact.inputs,
        **({"may_be_told_as": fact.strength} if fact.strength else {}),
        "pages": fact.pages,
    }


def _plain(value: float | int | str | None) -> float | int | str | None:
    """Whole numbers as such, whatever type the table held them in."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value
