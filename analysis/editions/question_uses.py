"""What each question's answers go into, as the exhibits of an edition say of themselves once they are built.

The page on what each question costs shows it. That page runs with the others, so where these uses are not what it was built with, it is
built once more: a build never rests on the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

from analysis.editions.ledger.evidence import read_pages
from analysis.exhibits.question_uses import USES_SCHEMA, read_uses, write_uses
from analysis.handover import Handover, StatedFact

EXHIBIT, SENTENCE, HUB = "exhibit", "sentence", "hub page"
_OF_HUBS = "hub"  # how the pages of single hubs begin


def note_uses(network_name: str, slug: str, notebooks: Path) -> bool:
    """Write down what the executed copies below the folder rest on; whether it is something else than was noted before."""
    uses = uses_of((page.page, handed) for page in read_pages(notebooks) for _, handed in page.outputs)
    known = read_uses(network_name, slug)
    if known is not None and uses.equals(known):
        return False
    write_uses(network_name, slug, uses)
    return True


def uses_of(outputs: Iterable[tuple[str, Handover]]) -> pl.DataFrame:
    """One row a question and an exhibit, sentence or hub's page that rests on answers to it.

    outputs: page and what an output of it hands on. Columns: question_id, use, exhibit; sorted.
    """
    said = list(outputs)
    facts = {fact.id: fact for _, handed in said for fact in handed.facts}
    rows = {
        (question, _use(page, handed.exhibit.kind), handed.exhibit.id)
        for page, handed in said
        for fact in handed.facts
        for question in _questions(fact, facts)
    }
    return pl.DataFrame(sorted(rows), schema=USES_SCHEMA, orient="row")


def _use(page: str, kind: str) -> str:
    if page.startswith(_OF_HUBS):
        return HUB
    return SENTENCE if kind == "sentence" else EXHIBIT


def _questions(fact: StatedFact, facts: Mapping[str, StatedFact]) -> Iterator[str]:
    """The questions whose answers a fact rests on, however many steps away; those of other networks are their own."""
    waiting, met = [fact], {fact.id}
    while waiting:
        now = waiting.pop()
        for origin in now.origins:
            if origin.table == "returns" and not origin.network:
                yield from dict(origin.where).get("question_id", ())
        waiting += [facts[name] for name in now.inputs if name in facts and name not in met]
        met.update(now.inputs)
