"""The questions of the return by which one sees whether a recommendation is followed: where each stands, and what it did since."""

from __future__ import annotations

import polars as pl

from analysis.exhibits.facts import Fact
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.joint.words import counted_as
from analysis.exhibits.tables import in_cells
from analysis.exhibits.totals import compared, has_answers, over_quarters, total_fact
from analysis.exhibits.wording import direction, noun_for


def moved_since(edition: OpenEdition, made: pl.DataFrame) -> tuple[list[str], list[Fact]]:
    """What each recommendation's indicator did, like for like, from the released answers; empty where it names none."""
    words, facts = [], []
    for question in made["indicator"].to_list():
        name = counted_as(edition, question or "")
        if not question or question not in edition.answers.frame.columns:
            words.append(f"{name}: not asked in the returns" if question else "")
            continue
        now, then, change, hubs = compared(edition, question)
        if change.known:
            words.append(in_cells(f"{name} {direction(change)} ({noun_for(hubs, 'hub')})", (change, hubs)))
            facts += [now, then, change, hubs]
        else:
            words.append(f"{name}: cannot be compared")
    return words, list({fact.id: fact for fact in facts}.values())


def seen_by(edition: OpenEdition, made: pl.DataFrame) -> tuple[list[str], list[Fact]]:
    """By which number of the returns one will see whether each is followed, and where that stands; empty where it names none."""
    words, facts = [], []
    for question in made["indicator"].to_list():
        words.append(counted_as(edition, question) if question else "")
        if question and has_answers(edition, question):
            fact = total_fact(edition, question)
            words[-1] = in_cells(f"{words[-1]}, now {fact}{over_quarters(edition, question)}", (fact,))
            facts.append(fact)
    return words, list({fact.id: fact for fact in facts}.values())
