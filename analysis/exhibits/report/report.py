"""What only the annual learning report has: its first screen, and what a reader must know before believing a figure."""

from __future__ import annotations

import polars as pl

from analysis.exhibits.cases import case_studies
from analysis.exhibits.exhibit import Sentence
from analysis.exhibits.facts import Fact, in_markdown
from analysis.exhibits.money import funding
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report import learning
from analysis.exhibits.report.published_first import (
    limits_of_published_figures,
    published_first,
    published_table,
    reading_published_figures,
    rests_on_published_figures,
)
from analysis.exhibits.returns import activity, quality

__all__ = ["first_screen", "how_to_read", "limits_in_short", "published_table"]


def what_changed(edition: OpenEdition) -> Sentence:
    """How attendances changed, and what case studies tell of most, with the contrary; the latter only where there are some."""
    counted, told = activity.what_changed(edition), case_studies.cases_by_outcome(edition)
    if not told.known:
        return counted
    said = case_studies.what_cases_show(edition)
    traced = {fact.id: fact for fact in told.facts}
    facts = [traced.get(fact.id, fact) for fact in said.facts]
    return Sentence(f"{counted.text}\n\n{said.text}", (*counted.facts, *facts), "headline-change")


CARDS = (
    ("What changed", what_changed),
    ("How sure we are", quality.how_sure),
    ("Where the money went", funding.where_the_money_went),
    ("What is recommended", learning.recommendations_now),
)


def first_screen(edition: OpenEdition) -> Sentence:
    """Four cards: what changed, how sure we are, where the money went, what is recommended.

    Where nothing but published figures is held, those come first, and then what is not known.
    """
    if rests_on_published_figures(edition):
        return published_first(edition)
    said = [(label, make(edition)) for label, make in CARDS]
    cards = [f"::: {{.headline}}\n**{label}**\n\n{sentence.text}\n:::" for label, sentence in said]
    facts: dict[str, Fact] = {fact.id: fact for _, sentence in said for fact in sentence.facts}
    text = "::::: {.headlines}\n" + "\n\n".join(cards) + "\n:::::"
    return Sentence(text, tuple(facts.values()), "first-screen")


def how_to_read(edition: OpenEdition) -> Sentence:
    """Symbols, rule, sources: what stands behind each figure."""
    sources = _sources(edition)
    rules = reading_published_figures(edition) if rests_on_published_figures(edition) else _rules(edition)
    text = (
        f"{rules}\n\n{sources}\n\nEach number with a dotted line under it leads back to its source: `evidence.json`, which lies "
        "beside this report, gives its unit, how it was worked out, and the files and cells it comes from."
    )
    return Sentence(text, (), "how-to-read")


def _rules(edition: OpenEdition) -> str:
    return (
        f"{in_markdown(edition.rule.words)} This rule was set by: {in_markdown(edition.rule.source)}.\n\n"
        "In tables, [c] stands for a count withheld because it is small, [x] for one that is not known, [u] for one of low "
        "reliability; [r] stands beside one that was revised after it had first been published, [e] beside one that is a hub's estimate or "
        "has one in it, [n] beside one with something out of the ordinary behind it that a hub confirmed, [b] beside the first one asked in "
        "other words than before. A change of less than 5% is told as about the same. A count was higher or lower than a year "
        "before; it rose or fell only where that is more than it always varies."
    )


def _sources(edition: OpenEdition) -> str:
    """Which kinds of source this edition has, in one sentence each."""
    known = {
        "returns": "quarterly returns of the hubs",
        "awards": "the record of awards",
        "case_studies": "coded case studies",
        "recommendations": "the recommendations of earlier reports",
        "published_figures": "published figures with their sources",
    }
    held = [words for table, words in known.items() if edition.table(table).height]
    absent = [words for table, words in known.items() if not edition.table(table).height]
    text = f"This edition rests on {', '.join(held) or 'nothing yet'}."
    return text + (f" It holds none of these: {', '.join(absent)}." if absent else "")


def limits_in_short(edition: OpenEdition) -> Sentence:
    """What this report cannot say, from what is missing in its own sources."""
    lines = []
    if rests_on_published_figures(edition):
        lines = limits_of_published_figures(edition)
        return Sentence("\n".join(f"- {line}" for line in lines), (), "limits")
    if edition.table("submissions").height:
        due, came, share = quality.received(edition)
        lines.append(
            f"It rests on {came} of {due} returns due ({share}); hubs that sent none may differ from those that did."
        )
        facts: tuple[Fact, ...] = (due, came, share)
    else:
        lines.append("It holds no returns, so it says nothing about how many people came or what hubs did.")
        facts = ()
    if not edition.table("case_studies").filter(pl.col("consent").ne_missing("withdrawn")).height:
        lines.append("It holds no case studies, so it says nothing of what change meant to the people concerned.")
    lines.append("Hubs count attendances in their own ways, and a person who uses two hubs is counted at both.")
    lines.append("Where hubs with and without support are compared, support was given by decision and not by lot.")
    return Sentence("\n".join(f"- {line}" for line in lines), facts, "limits")
