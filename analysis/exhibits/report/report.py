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
from analysis.exhibits.report.worded import worded
from analysis.exhibits.returns import quality
from analysis.exhibits.returns.findings import doubts_in
from analysis.exhibits.several import Several
from analysis.exhibits.wording import listed, noun_for
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
    """Where the rules are told, what this edition rests on, and how to cite it."""
    if rests_on_published_figures(edition):
        return Sentence(f"{how_to_read(edition).text}{_how_to_cite(edition)}", (), "read-and-cite")
    sources = _sources(edition).partition(" It holds none")[0]
    text = f"{worded(edition, 'reading.rule')} {sources} {worded(edition, 'reading.cards')}{_how_to_cite(edition)}"
    return Sentence(text, (), "read-and-cite")


def how_to_read(edition: OpenEdition) -> Sentence:
    """Symbols, rule, sources: what stands behind each figure."""
    sources = _sources(edition)
    rules = reading_published_figures(edition) if rests_on_published_figures(edition) else _rules(edition)
    text = (
        f"{rules}\n\n{sources}\n\nEvery number of this report has a card, on its web page, that says how it was worked out and from which "
        "files: there each number with a dotted line under it opens its card. On paper the notes at the end say the same."
    )
    return Sentence(text, (), "how-to-read")


def _how_to_cite(edition: OpenEdition) -> str:
    network = edition.network
    if network.author == NO_PARTNER:
        return ""  # it is the documents that are to be cited, and each figure names its own
    out, coming = network.out_on(edition.period), network.next_after(edition.period)
    state = f"published on {out:%-d %B %Y}" if out else "not published yet"
    cited = f"{network.author}: Learning report of {network.title}, {edition.period.label}, {state}."
    said = [f"**To cite this report:** {in_markdown(cited)}"]
    if network.contact:
        said.append(f"**Questions about it:** {in_markdown(network.contact)}.")
    if coming:
        period, day = coming
        said.append(f"**The next one**, of {in_markdown(period.label)}, is expected on {day:%-d %B %Y}.")
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
    text = f"This edition rests on {listed(held) or 'nothing yet'}."
    return text + (f" It holds none of these: {listed(absent)}." if absent else "")


def limits_in_short(edition: OpenEdition) -> Sentence:
    """What this report cannot say, from what is missing in its own sources."""
    lines = []
    if rests_on_published_figures(edition):
        lines = limits_of_published_figures(edition)
        return Sentence("\n".join(f"- {line}" for line in lines), (), "limits")
    if edition.table("submissions").height:
        due, came, share = quality.received(edition)
        lines.append(worded(edition, "limits.returns", came=came, due=noun_for(due, "return"), share=share))
        own = edition.findings.filter(
            (pl.col("severity") == "doubt") & pl.col("quarter").is_in(edition.period.quarter_labels)
        )
        lost, kept = doubts_in(edition, own, "quality.own")
        if lost.value or kept.value:
            lines.append(
                f"The checks leave out {noun_for(lost, 'doubted answer or return', 'doubted answers or returns')}, in whole or in part, and keep {kept} as sent."
            )
        else:
            lines.append(f"The checks raised no doubt about these returns ({lost}).")
        lines.append(worded(edition, "limits.counting"))
        facts: tuple[Fact, ...] = (due, came, share, lost, kept)
    else:
        lines.append(worded(edition, "limits.no-returns"))
        facts = ()
    if not edition.table("case_studies").filter(pl.col("consent").ne_missing("withdrawn")).height:
        lines.append(worded(edition, "limits.no-cases"))
    if any(design.by == "decision" for design in edition.network.designs):
        lines.append(worded(edition, "limits.decision"))
    return Sentence("\n".join(f"- {line}" for line in lines), facts, "limits")
