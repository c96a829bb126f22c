"""The attack on all that an edition releases, and what it holds back for it: made in each build before any exhibit is.

What people are told rests on two families, the answers of hubs and the counts along pathways; no count in one is worked out from the
other. Each is attacked group by group (a quarter, or a quarter and where pathways lead), for no relation joins two of them, beside
every edition that is out. What was found of a group is remembered, and worked out again where its counts, what left before or the
attack itself changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import polars as pl

from analysis.disclosure.attacks.attack import GivenAway
from analysis.disclosure.magnitudes import add_up_apart
from analysis.disclosure.protection import MORE, Left, attacked, held_back, nothing_more
from analysis.disclosure.several import POOLED
from analysis.disclosure.steady import ALL_PEOPLE, SPAN_SUM, pooled_hubs
from analysis.exhibits.cases.case_counts import cases_of
from analysis.exhibits.cases.guarded import CASES, held_of
from analysis.exhibits.families import CountedFamily
from analysis.exhibits.held_back import left_before, not_remembered, remember, write_held_back
from analysis.exhibits.opening import OpenEdition, open_edition
from analysis.exhibits.planning.pathways_family import pathways_family
from analysis.exhibits.report.attack_memory import AttackMemory, attack_code, digest
from analysis.exhibits.report.case_puzzle import hold_cases
from analysis.exhibits.report.former_releases import released_before
from analysis.exhibits.report.told_in_words import all_told
from analysis.exhibits.report.withheld import write_withheld
from analysis.network_settings import NETWORK_FILE
from analysis.networks import Network
from analysis.periods import Period
from analysis.sources.findings import Finding, Place
from analysis.sources.findings import Rule as FindingRule

GIVEN_AWAY = FindingRule(
    "count-given-away",
    "The count `{column}` of {unit} in {group}, which is withheld, could be worked out to one of {values} numbers from: {figures}.",
    "It is of few people, and whoever knows them would know which.",
    "Nothing that can be left out protects it. Raise `threshold` or `base` under `disclosure`, or take back the edition named, if one is.",
    "stops",
)


def hold_back(
    network: Network, period: Period, tell: Callable[[str], None], families: Sequence[CountedFamily] = ()
) -> list[Finding]:
    """Attack what the edition would release and note what more it holds back. Returns the findings that stop the build.

    tell: is given each doubt in words: counts that what is out already gives away. families: of the edition, where they are at hand.
    """
    edition = open_edition(network.name, period.label)
    memory = AttackMemory(network.name)
    findings, more = list[Finding](), dict[str, pl.DataFrame]()
    families = families or families_of(edition)
    for counted in families:
        before = released_before(edition, counted)
        rows: list[list[str]] = []
        leaving = counted.leaving(nothing_more())
        for group, frame in _groups(counted):
            beside = _of_group(counted, before, group)
            if not _given_away(counted, frame, leaving.filter(pl.col(counted.family.group) == group), beside, memory):
                continue  # with the sums over the hubs compared, which are in it too
            found = memory.of(_key(counted, frame, beside), partial(_attack, counted, frame, beside))
            rows += found["more"]
            findings += [_finding(counted, *each) for each in found["found"]]
            for told in found["told"]:
                tell(_doubt(*told))
        rows += _magnitudes_that_tell(counted, before)
        held = pl.DataFrame(rows, schema=MORE, orient="row").unique().sort(list(MORE))
        more[counted.name] = _without_spans_that_tell(counted, held, before, memory) if counted.spans else held
    more[CASES], led = _hold_cases(edition, memory, tell)
    findings += led
    memory.keep()
    write_held_back(network.name, period.slug, more)
    write_withheld(network, period, [(counted, more[counted.name]) for counted in families])
    return findings


def _hold_cases(
    edition: OpenEdition, memory: AttackMemory, tell: Callable[[str], None]
) -> tuple[pl.DataFrame, list[Finding]]:
    """As hold_cases: even to put together what it asks takes as long as a quarter's attack, and returns have no part in it."""

    def attack() -> dict[str, Any]:
        told: list[str] = []
        more, led = hold_cases(edition, lambda key, attack: memory.of(digest(key, attack_code()), attack), told.append)
        return {"more": more.rows(), "led": [vars(each) for each in led], "told": told}

    network = edition.network
    left = [text for each in left_before(network, edition.period, CASES) for text in _told_by(each)]
    unknown = [each.label for each in not_remembered(network, CASES)]
    found = memory.of_tables(edition, digest(CASES, *unknown, *left), attack)
    for each in found["told"]:
        tell(each)
    more = pl.DataFrame(found["more"], schema=MORE, orient="row")
    return more, [Finding(**each) for each in found["led"]]


def _told_by(left: Left) -> tuple[str, str, str]:
    return left.edition, str(left.until), left.frame.write_csv()


def _without_spans_that_tell(
    counted: CountedFamily, more: pl.DataFrame, before: list[Left], memory: AttackMemory
) -> pl.DataFrame:
    """The same, and with it the pools of hubs compared that would give a count away beside those of all hubs: then large hubs alone
    are compared, which costs that comparison and nothing else."""
    while True:
        pools = counted.span_pools(more)
        shown = counted.released(more).frame
        refused: set[tuple[str, str, str]] = set()
        for group, frame in _groups(counted):
            own = pools.filter(pl.col(counted.family.group) == group)
            if not own.height:
                continue
            here = shown.filter(pl.col(counted.family.group) == group)
            leaving = pl.concat([here, own], how="diagonal_relaxed")
            beside = _of_group(counted, before, group)
            found = _given_away(counted, frame, leaving, beside, memory)
            if found and beside:  # what left before may tell of some by itself
                without = _given_away(counted, frame, here, beside, memory)
                found = [cell for cell in found if cell not in without]
            refused |= {row for _, _, column in found for row in _refused(counted, own, column)}
        if not refused:
            return more
        further = pl.DataFrame(sorted(refused), schema=MORE, orient="row")
        more = pl.concat([more, further]).unique().sort(list(MORE))


def _refused(counted: CountedFamily, own: pl.DataFrame, column: str) -> list[tuple[str, str, str]]:
    """Which rows of hubs compared go for a count of a column: the once rounded sum of its quarter over the longest span, which costs the
    least, else its own pools; where it has neither, others tell of it, and none of these spans is left."""
    there = own.filter(pl.col(column).is_not_null()) if column in own.columns else own.clear()
    spans, asked = there[counted.family.unit].to_list(), column
    if not spans:
        spans, asked = own[counted.family.unit].to_list(), ALL_PEOPLE
    sums = [each for each in spans if each.startswith(SPAN_SUM)]
    if sums:
        return [(max(sums, key=lambda span: int(span.rpartition(": ")[2])), own[counted.family.group][0], asked)]
    return [(span, "", asked) for span in spans]


def _given_away(
    counted: CountedFamily, frame: pl.DataFrame, leaving: pl.DataFrame, before: list[Left], memory: AttackMemory
) -> list[list[str]]:
    """The counts of a group that what leaves gives away, by itself or beside what left before."""

    def attack() -> list[list[str]]:
        found = attacked(counted.family, leaving, counted.protected(frame), before, frame)
        return [list(each.cell) for each in found]

    found: list[list[str]] = memory.of(_key(counted, frame, before) + _key(counted, leaving, []), attack)
    return found


def _magnitudes_that_tell(counted: CountedFamily, before: list[Left]) -> list[list[str]]:
    """Sums of magnitudes of few people that, taken from what left before, would leave those of too few: of a return that came late, say."""
    unit, group, leaving = counted.family.unit, counted.family.group, counted.leaving(nothing_more())
    refused = []
    for column in [each.column for each in counted.magnitudes]:
        values = {(row[0], row[1]): row[2] for row in counted.frame.select(group, unit, column).iter_rows()}
        earlier = [pooled_hubs(left.frame, column, unit, group) for left in before]
        for (name, whose), hubs in pooled_hubs(leaving, column, unit, group).items():
            others = [held for sums in earlier for (when, _), held in sums.items() if when == name]
            known = {hub: value for (when, hub), value in values.items() if when == name and value is not None}
            if not add_up_apart(hubs, others, known, counted.family.rule.dominance):
                refused.append([whose, name if whose == POOLED else "", column])
    return refused


def _of_group(counted: CountedFamily, before: list[Left], group: str) -> list[Left]:
    beside = [Left(left.edition, left.frame.filter(pl.col(counted.family.group) == group)) for left in before]
    return [left for left in beside if left.frame.height]


def families_of(edition: OpenEdition) -> list[CountedFamily]:
    return [edition.answers_family(), pathways_family(edition)]


def remember_released(network: Network, period: Period, families: Sequence[CountedFamily] = ()) -> None:
    """Keep what the edition that was just placed releases, so that later ones are attacked beside it. families: as of hold_back."""
    edition = open_edition(network.name, period.label)
    families = families or families_of(edition)
    released = {counted.name: counted.remembered(edition.held_back(counted.name)) for counted in families}
    if cases_of(edition).height:
        released[CASES] = all_told(edition, held_of(edition))
    remember(network, period, released)


def _groups(counted: CountedFamily) -> Iterator[tuple[str, pl.DataFrame]]:
    parts = counted.frame.partition_by(counted.family.group, as_dict=True, maintain_order=True)
    yield from ((str(name), rows) for (name,), rows in parts.items())


def _attack(counted: CountedFamily, frame: pl.DataFrame, before: list[Left]) -> dict[str, Any]:
    """What more to hold back in a group; what is given away all the same; what earlier editions alone give away already."""
    protected = counted.protected(frame)
    bare = counted.released(None, frame).frame
    if not attacked(counted.family, bare, protected, before, frame):
        return {"more": [], "found": [], "told": []}
    alone = _by_editions_alone(counted, bare, protected, before, frame)
    gone = {each.cell for each in alone}
    more, found = held_back(counted.family, lambda more: counted.released(more, frame), protected, before, frame, gone)
    told = [[*each.cell, each.figures] for each in alone]
    return {"more": more.rows(), "found": [[*each.cell, each.values, each.figures] for each in found], "told": told}


def _by_editions_alone(
    counted: CountedFamily,
    bare: pl.DataFrame,
    protected: list[tuple[str, str, str]],
    before: list[Left],
    frame: pl.DataFrame,
) -> list[GivenAway]:
    """The counts that what left before gives away with nothing of today beside it: no holding back can mend that."""
    if not before:
        return []
    nothing = bare.with_columns(
        *[pl.lit(None, pl.Float64).alias(column) for column in counted.family.counts],
        *[pl.lit(None, pl.String).alias(f"{column}__mark") for column in counted.family.counts],
    )
    return attacked(counted.family, nothing, protected, before, frame)


def _finding(counted: CountedFamily, unit: str, group: str, column: str, values: int, figures: list[str]) -> Finding:
    place = Place(NETWORK_FILE, table=counted.name, column=column)
    return GIVEN_AWAY.at(place, unit=unit, group=group, values=values, figures="; ".join(figures))


def _doubt(unit: str, group: str, column: str, figures: list[str]) -> str:
    return (
        f"The count `{column}` of {unit} in {group} can be worked out from what is out already ({'; '.join(figures)}). "
        "Nothing that this edition leaves out mends that: take those back, or know it."
    )


def _key(counted: CountedFamily, frame: pl.DataFrame, before: list[Left]) -> str:
    family = counted.family
    known = [counted.name, str(family), attack_code(), frame.write_csv()]
    known += [text for left in before for text in (left.edition, left.frame.write_csv())]
    return digest(*known)
