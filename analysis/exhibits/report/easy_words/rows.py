"""The report in easy words: a picture and a few short sentences for each of its first answers, from the same verdicts.

What is said is decided where the first screen is; here it is said again in words that need no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.exhibits.cases.case_counts import cases_fact, placed
from analysis.exhibits.cases.case_studies import cases_by_outcome, told_most
from analysis.exhibits.cases.source_kinds import from_to
from analysis.exhibits.facts import Fact, in_markdown, in_own_words
from analysis.exhibits.money.facts import falls_in_period, largest_of_period, total_fact, yearly_facts
from analysis.exhibits.money.outlook.endings import LEFT, goes_on_in_short
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.easy_words.pictures import Picture, drawn
from analysis.exhibits.report.easy_words.sizes import growth_in_easy_words, share_in_easy_words
from analysis.exhibits.report.first_screen import ENOUGH, FIRST, LeadingChange
from analysis.exhibits.report.learning.learned_in_short import best_finding
from analysis.exhibits.report.learning.recommendations import recommended_next
from analysis.exhibits.report.narrative import Narrative
from analysis.exhibits.report.published_first import rests_on_published_figures
from analysis.exhibits.returns.quality import received
from analysis.exhibits.verdicts import judged, verdict_on
from analysis.exhibits.wording import listed, noun_for, telling, worded
from analysis.handover import NarrativeBasis
from analysis.measures.verdict import TELLING

_MOST_NAMED = 3  # funders that give so much a year; outcomes that come up alike
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
_SAID_OF = {
    "sure": "easy.fairly-sure",
    "many": "easy.many-looked-at",
    "chance": "easy.usual",
    "not yet": "easy.not-yet",
}


@dataclass(frozen=True)
class Row:
    """One answer. says: sentences as markdown, one idea each."""

    picture: Picture
    heading: str
    says: list[str]
    facts: list[Fact] = field(default_factory=list)
    basis: NarrativeBasis | None = None


def easy_read(edition: OpenEdition) -> Narrative:
    """The report in easy words, a row for each of its first answers, and what it does not tell."""
    rows = list(_rows(edition))
    facts = {fact.id: fact for row in rows for fact in row.facts}
    basis = next((row.basis for row in rows if row.basis), None)
    text = "\n\n".join(_as_markdown(edition, row) for row in rows)
    return Narrative(f"::::: {{.easy-read}}\n{text}\n:::::", tuple(facts.values()), "easy-read", basis=basis)


def _as_markdown(edition: OpenEdition, row: Row) -> str:
    said = "\n\n".join(row.says)
    picture = f"::: {{.easy-drawn}}\n```{{=html}}\n{drawn(row.picture)}\n```\n:::"
    words = f"::: {{.easy-words}}\n## {worded(edition, row.heading)} {{.unnumbered}}\n\n{said}\n:::"
    return f":::: {{.easy-row}}\n{picture}\n\n{words}\n::::"


def _rows(edition: OpenEdition) -> Iterator[Row]:
    yield _about(edition)
    if rests_on_published_figures(edition):
        yield Row("unknown", "first.changed", _apart([worded(edition, "easy.published-alone")]))
    elif edition.table("submissions").height:
        yield from _change(edition)
    if stories := _stories(edition):
        yield stories
    yield _money(edition)
    yield _learned(edition)
    yield _to_do(edition)
    yield _not_told(edition)


def _about(edition: OpenEdition) -> Row:
    network = edition.network
    covers = network.covers(edition.period)
    dated = [] if rests_on_published_figures(edition) else [f"It {in_markdown(covers[:1].lower() + covers[1:])}."]
    says = [
        worded(edition, "easy.hub"),
        worded(edition, "easy.network", network=in_markdown(network.title)),
        *dated,
        f"[{worded(edition, 'easy.longer')}](index.html)",
    ]
    return Row("hub", "easy.about", says)


def _change(edition: OpenEdition) -> Iterator[Row]:
    change = LeadingChange(edition)
    if change.question is None:
        yield Row("people", "first.changed", [worded(edition, "easy.not-counted")])
        return
    stated, verdict = change.stated, verdict_on(edition, change.question)
    if not stated.change.known:
        counted = worded(edition, "easy.counted", what=change.label.lower(), total=stated.total)
        yield Row("people", "first.changed", [counted, worded(edition, "easy.not-compared")], list(stated.all))
        return
    said = telling(stated.change)
    moved = "stayed about the same"
    if said != "steady":
        moved = growth_in_easy_words(
            stated.change, up=stated.change.number > 0, rose=said in TELLING["beyond usual variation"]
        )
    there = change.there
    compared = worded(edition, "easy.compared", hubs=noun_for(stated.steady, "hub"), open=there)
    says = [worded(edition, "easy.attendance")] if change.question == FIRST else []
    says += [f"{change.label} {moved}.", worded(edition, "easy.beside", before=_before(edition)), compared]
    yield Row("people", "first.changed", says, [*stated.all, there])
    due, came, share = received(edition)
    sure = [worded(edition, _SAID_OF[judged(verdict, stated.change)])]
    if verdict.exceptions:
        sure.append(worded(edition, "easy.exception"))
    sure.append(worded(edition, "easy.forms", came=came, due=noun_for(due, "form")))
    if share.known and share.number < ENOUGH:
        sure.append(worded(edition, "easy.forms-missing"))
    yield Row("sure", "first.sure", _apart(sure), [due, came, share])


def _before(edition: OpenEdition) -> str:
    period = edition.period
    if period.is_whole_year and period.years == 1:
        return "the year before"
    return in_markdown(period.earlier.label) if period.years > 1 else "the same months a year before"


def _stories(edition: OpenEdition) -> Row | None:
    if not cases_by_outcome(edition).known:
        return None
    number, (most, contrary) = cases_fact(edition), told_most(edition)
    told = from_to(placed(edition)["collected"].to_list())  # not in the page's own year alone
    stories = noun_for(number, "story", "stories")
    says = [worded(edition, "easy.told", stories=stories, when=in_markdown(told))]
    if 0 < len(most) <= _MOST_NAMED:  # as many as are told alike: of more none stands out
        names, alike = [in_markdown(name) for name, _ in most], most[0][1]
        says.append(
            worded(edition, "easy.told-most", outcome=names[0], number=alike)
            if len(names) == 1
            else worded(edition, "easy.told-most-alike", outcomes=listed([f"“{name}”" for name in names]), number=alike)
        )
    if contrary:
        which = "easy.contrary" if len(contrary) == 1 else "easy.contrary-several"
        says.append(worded(edition, which, number=listed([str(fact) for fact in contrary])))
    says += _apart([worded(edition, "easy.stories-chosen")])
    told_alike = [fact for _, fact in most] if len(most) <= _MOST_NAMED else []
    return Row("story", "first.told", says, [number, *told_alike, *contrary])


def _money(edition: OpenEdition) -> Row:
    whole, yearly = total_fact(edition), yearly_facts(edition)
    if whole is None and not yearly:
        return Row("money", "first.money", [worded(edition, "easy.no-money")])
    falls = falls_in_period(edition) if whole is not None else None
    says, facts = list[str](), list[Fact]()
    if falls is not None:
        payer, share, payers = largest_of_period(edition, falls)
        part = "All of it" if payers == 1 else f"{share.reading(_capital(share_in_easy_words(share.number)))} pounds"
        says = [
            worded(edition, "easy.money", money=falls),
            worded(edition, "easy.payer", part=part, payer=in_markdown(payer)),
        ]
        facts = [falls, share]
    elif whole is not None:
        says, facts = [worded(edition, "easy.promised", money=whole)], [whole]
    for award, fact in yearly[:_MOST_NAMED]:
        says.append(worded(edition, "easy.gives-too", payer=in_markdown(award["payer"]), money=fact))
        facts.append(fact)
    if len(yearly) > _MOST_NAMED:
        says.append(worded(edition, "easy.more-money"))
    goes_on, known = goes_on_in_short(edition)
    left = next((fact for fact in known if fact.id == LEFT), None)
    if left is not None and left.number:
        kept = left.reading(share_in_easy_words(left.number))
        says += [worded(edition, "easy.ahead"), worded(edition, "easy.kept", share=kept)]
    elif goes_on.startswith("nothing"):
        says.append(worded(edition, "easy.money-ends"))
    elif len(known) > 1:
        says.append(f"A year later, we know of {known[1]} for three months.")
    return Row("money", "first.money", says, [*facts, *known])


def _learned(edition: OpenEdition) -> Row:
    found = best_finding(edition)
    if found is None:
        return Row("idea", "first.learned", [worded(edition, "easy.nothing-learned")])
    says = _apart([found.text.replace("; ", ". ")])
    if found.called:
        says.append(worded(edition, "easy.strength", strength=in_markdown(found.called)))
    return Row("idea", "first.learned", says, basis=found.basis)


def _to_do(edition: OpenEdition) -> Row:
    wanted = recommended_next(edition)
    if wanted.number is None:
        return Row("to do", "first.do", [worded(edition, "easy.nothing-recommended")])
    facts = [wanted.number, *wanted.facts]
    if wanted.row is None:
        return Row("to do", "first.do", [worded(edition, "easy.all-done")], facts)
    asked = worded(edition, "easy.for-whom", body=in_markdown(wanted.row["addressed_to"]))
    says = [*(in_own_words(part) for part in _sentences(wanted.row["text"])), asked]
    if wanted.number.value != 1:
        says.append(worded(edition, "easy.things", number=wanted.number))
    return Row("to do", "first.do", says, facts)


def _not_told(edition: OpenEdition) -> Row:
    ids = ["easy.counted-twice"] if edition.table("submissions").height else ["easy.no-returns"]
    ids += ["easy.small-hidden"] if edition.table("submissions").height else []
    says = _apart([worded(edition, name) for name in ids])
    if edition.network.contact:
        says.append(worded(edition, "easy.ask", contact=in_markdown(edition.network.contact)))
    return Row("unknown", "easy.not-told", says)


def _apart(texts: list[str]) -> list[str]:
    """Each sentence of the texts as a paragraph of its own, with a capital and a full stop."""
    parts = [part.strip() for text in texts for part in text.replace(".\\ ", ". ").split(". ")]
    return [f"{_capital(part).rstrip('.').removesuffix(chr(92))}." for part in parts if part]


def _sentences(text: str) -> list[str]:
    """The sentences of somebody's words, each with its own mark at its end."""
    return [part for part in _SENTENCE.split(" ".join(text.split())) if part]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
