"""Sources counted as what they are: so many case studies, so many interviews, so many reflective sessions, and from when to when."""

from __future__ import annotations

from dataclasses import replace

from analysis.disclosure.cases import OTHERS
from analysis.exhibits.cases.case_counts import cases_fact, placed
from analysis.exhibits.cases.guarded import shown_singly
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import listed, noun_for, several_of
from analysis.measures.cases.sources import NOT_GIVEN
from analysis.periods import MONTHS

PLAIN = "case study"


def sources_by_kind(edition: OpenEdition) -> tuple[str, list[Fact]]:
    """`9 sources, collected from November 2022 to June 2024: 3 case studies, 4 interviews and 2 reflective sessions`, with its facts.

    Kinds too few to be shown singly are counted together. Where no other kind than case studies is named, they are called that.
    """
    cases, number = placed(edition), cases_fact(edition)
    days = sorted(cases["collected"].to_list())
    first, last = (f"{MONTHS[day.month - 1]} {day.year}" for day in (days[0], days[-1]))
    when = f"collected in {first}" if first == last else f"collected from {first} to {last}"
    counts: dict[str, int] = {}
    for kind in shown_singly(edition, cases, "source_kind"):
        counts[kind] = counts.get(kind, 0) + 1
    if set(counts) <= {PLAIN, NOT_GIVEN, OTHERS}:
        return f"{noun_for(number, PLAIN, several_of(PLAIN))}, {when}", [number]
    facts, parts = [number], []
    ordered = sorted(counts.items(), key=lambda each: (each[0] in (NOT_GIVEN, OTHERS), -each[1], each[0]))
    for place, (kind, count) in enumerate(ordered, 1):
        fact = derived(
            f"cases.of-kind-{place}",
            count,
            "sources",
            "sources of one kind, or of kinds too few to be shown singly",
            [number],
        )
        facts.append(replace(fact, origins=number.origins))
        parts.append(f"{fact} {_called(kind, count)}")
    return f"{noun_for(number, 'source')}, {when}: {listed(parts)}", facts


def _called(kind: str, count: int) -> str:
    if kind == OTHERS:
        return "of kinds too few to be shown singly"
    if kind == NOT_GIVEN:
        return "of a kind that is not given"
    return in_markdown(kind if count == 1 else several_of(kind))
