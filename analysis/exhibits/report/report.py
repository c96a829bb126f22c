"""What only the annual learning report has: what a reader must know before believing a figure."""

from __future__ import annotations

import polars as pl

from analysis.exhibits.cases.case_studies import cases_by_outcome
from analysis.exhibits.cases.every_frame import told_in_words
from analysis.exhibits.exhibit import Sentence
from analysis.exhibits.facts import Fact, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.first_screen import first_screen, leading_change
from analysis.exhibits.report.published_first import (
    limits_of_published_figures,
    published_table,
    reading_published_figures,
    rests_on_published_figures,
)
from analysis.exhibits.returns import quality
from analysis.exhibits.returns.effects.designs import compared_outcomes
from analysis.exhibits.returns.findings import doubts_in
from analysis.exhibits.several import Several
from analysis.exhibits.wording import listed, noun_for, worded
from analysis.networks import NO_PARTNER

__all__ = [
    "first_screen",
    "how_to_read",
    "leading_change",
    "limits_in_short",
    "published_table",
    "sources_and_citing",
    "told_without_outcomes",
]


def told_without_outcomes(edition: OpenEdition) -> Several:
    """What was told in words, where no outcome is: elsewhere the page on case studies has it, and the report the outcomes."""
    if cases_by_outcome(edition).known:
        return Several(())
    return Several((told_in_words(edition),))


def sources_and_citing(edition: OpenEdition) -> Sentence:
    """Where the rules are told, and how to cite it."""
    if rests_on_published_figures(edition):
        return Sentence(f"{how_to_read(edition).text}{_how_to_cite(edition)}", (), "read-and-cite")
    text = f"{worded(edition, 'reading.rule')} {worded(edition, 'reading.cards')}{_how_to_cite(edition)}"
    return Sentence(text, (), "read-and-cite")


def how_to_read(edition: OpenEdition) -> Sentence:
    """Symbols, rule, sources: what stands behind each figure."""
    sources = _sources(edition)
    rules = reading_published_figures(edition) if rests_on_published_figures(edition) else _rules(edition)
    return Sentence(f"{rules}\n\n{sources}\n\n{worded(edition, 'reading.cards-in-full')}", (), "how-to-read")


def _how_to_cite(edition: OpenEdition) -> str:
    network = edition.network
    if network.author == NO_PARTNER:
        return ""  # it is the documents that are to be cited, and each figure names its own
    out = network.out_on(edition.period)
    state = f"published on {out:%-d %B %Y}" if out else "not published yet"
    cited = f"{network.author}: Learning report of {network.title}, {edition.period.label}, {state}."
    said = [f"**To cite this report:** {in_markdown(cited)}"]
    if network.contact:
        said.append(f"**Questions about it:** {in_markdown(network.contact)}.")
    return "\n\n" + " ".join(said)


def _rules(edition: OpenEdition) -> str:
    return (
        f"[{in_markdown(edition.rule.words)} This rule was set by: {in_markdown(edition.rule.source)}.]{{.given}}\n\n"
        "In tables, [c] stands for a count withheld because it is small, [x] for one that is not known, [z] for one that there cannot be, [u] for one of low "
        "reliability; [r] stands beside one that was revised after it had first been published, [e] beside one that is a hub's estimate or "
        "has one in it, [n] beside one with something out of the ordinary behind it that a hub confirmed, [b] beside the first one asked in "
        "other words than before. A change of less than [5%]{.given} is told as about the same. A count was higher or lower than a year "
        "before; it rose or fell only where that is more than it always varies."
    )


def _sources(edition: OpenEdition) -> str:
    """Which kinds of source this edition has, in one sentence each."""
    known = {
        "returns": "quarterly returns of the hubs",
        "awards": "the record of awards",
        "case_studies": "coded texts of what people told",
        "recommendations": "the recommendations of learning reports",
        "published_figures": "published figures with their sources",
    }
    held = [words for table, words in known.items() if edition.table(table).height]
    absent = [words for table, words in known.items() if not edition.table(table).height]
    text = worded(edition, "reading.rests-on", held=listed(held) or "nothing yet")
    return f"{text} {worded(edition, 'reading.holds-none', absent=listed(absent))}" if absent else text


def limits_in_short(edition: OpenEdition) -> Sentence:
    """What this report cannot say, from what is missing in its own sources."""
    lines = []
    if rests_on_published_figures(edition):
        lines = limits_of_published_figures(edition)
        return Sentence("\n".join(f"- {line}" for line in lines), (), "limits")
    if edition.table("submissions").height:
        due, came, share = quality.received(edition)
        returns = noun_for(due, "return")
        if came.value == due.value:
            lines.append(worded(edition, "limits.all-returns", due=returns))
        else:
            lines.append(worded(edition, "limits.returns", came=came, due=returns, share=share))
        own = edition.findings.filter(
            (pl.col("severity") == "doubt") & pl.col("quarter").is_in(edition.period.quarter_labels)
        )
        lost, kept = doubts_in(edition, own, "quality.own")
        if lost.value or kept.value:
            doubted = noun_for(lost, "doubted answer or return", "doubted answers or returns")
            lines.append(
                worded(edition, "limits.doubts", lost=doubted, kept=kept if kept.value else kept.reading("none"))
            )
        else:
            lines.append(worded(edition, "limits.no-doubt", lost=lost.reading("no")))
        lines.append(worded(edition, "limits.counting"))
        facts: tuple[Fact, ...] = (due, came, share, lost, kept)
    else:
        lines.append(worded(edition, "limits.no-returns"))
        facts = ()
    if not edition.table("case_studies").filter(pl.col("consent").ne_missing("withdrawn")).height:
        lines.append(worded(edition, "limits.no-cases"))
    if any(design.by == "decision" for design in edition.network.designs) and not compared_outcomes(edition):
        lines.append(worded(edition, "limits.decision"))
    return Sentence("\n".join(f"- {line}" for line in lines), facts, "limits")
