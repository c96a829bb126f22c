"""Sources counted as what they are: so many case studies, so many interviews, so many reflective sessions, and from when to when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.disclosure.cases import OTHERS
from analysis.exhibits.cases.case_counts import cases_fact, placed
from analysis.exhibits.cases.guarded import kinds_named
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import listed, noun_for, several_of
from analysis.measures.cases.sources import NOT_GIVEN
from analysis.periods import MONTHS

MOST_WAVES = 4  # what a sentence holds
TOO_FEW = "of which kinds is not told, for there are too few of each"


def sources_by_kind(edition: OpenEdition) -> tuple[str, list[Fact]]:
    """`9 sources, collected in November 2022 and from April to June 2024: 3 case studies, 4 interviews and 2 reflective sessions`, with its facts.

    Where all are of one kind they are called that, and where no kind is told of any, sources; those not counted by kind are counted together.
    """
    cases, number = placed(edition), cases_fact(edition)
    when = f"collected {when_collected(cases['collected'].to_list())}"
    counts = counts_by_kind(edition, cases["case_id"])
    if set(counts) <= {NOT_GIVEN, OTHERS}:
        why = f"; {TOO_FEW}" if OTHERS in counts else ""
        return f"{noun_for(number, 'source')}, {when}{why}", [number]
    if len(counts) == 1:
        return f"{number} {kind_called(next(iter(counts)), cases.height)}, {when}", [number]
    facts, parts = [number], []
    for place, (kind, count) in enumerate(counts.items(), 1):
        fact = derived(
            f"cases.of-kind-{place}",
            count,
            "sources",
            "sources of one kind, or those not counted by kind",
            [number],
        )
        facts.append(replace(fact, origins=number.origins))
        parts.append(f"{fact} {kind_called(kind, count)}")
    return f"{noun_for(number, 'source')}, {when}: {listed(parts)}", facts


def when_collected(days: Sequence[dt.date]) -> str:
    """`in November 2022 and from April to June 2024`: each wave, which is a run of months one after the other; of more than MOST_WAVES only
    from when to when."""
    months = sorted({12 * day.year + day.month - 1 for day in days})
    firsts = [month for month in months if month - 1 not in months]
    lasts = [month for month in months if month + 1 not in months]
    if len(firsts) > MOST_WAVES:
        firsts, lasts = months[:1], months[-1:]
    return listed([_wave(*ends) for ends in zip(firsts, lasts, strict=True)])


def from_to(days: Sequence[dt.date]) -> str:
    """`from November 2022 to June 2024`: the first month and the last, whatever lies between."""
    months = [12 * day.year + day.month - 1 for day in days]
    return _wave(min(months), max(months))


def _wave(first: int, last: int) -> str:
    names = [f"{MONTHS[month % 12]} {month // 12}" for month in (first, last)]
    if first == last:
        return f"in {names[0]}"
    begin = MONTHS[first % 12] if first // 12 == last // 12 else names[0]
    return f"from {begin} to {names[1]}"


def counts_by_kind(edition: OpenEdition, case_ids: Iterable[str]) -> dict[str, int]:
    """How many of these sources are of each kind, by the kinds that the edition names (`kinds_named`): the most first, what is not given
    and what is not counted by kind last."""
    kinds = kinds_named(edition)
    counts = Counter(kinds.get(case, OTHERS) for case in case_ids)
    return dict(sorted(counts.items(), key=lambda each: (each[0] in (NOT_GIVEN, OTHERS), -each[1], each[0])))


def kind_called(kind: str, count: int) -> str:
    """`interviews`, as it follows their number, in markdown. Sources join a kind only so many at a time, so one that is not yet counted
    may be of a kind that is."""
    if kind == OTHERS:
        return "other" if count == 1 else "others"
    if kind == NOT_GIVEN:
        return "of a kind that is not given"
    return in_markdown(kind if count == 1 else several_of(kind))
