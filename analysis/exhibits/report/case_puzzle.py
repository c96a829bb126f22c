"""The attack on what is told of case studies, made in each build beside that on counts, and what is held back for it.

Whoever is quoted must not be led to one place or one partner, neither by a reader nor by a partner that knows its own case studies
and takes them away. Where all tables together lead there, the project holds back the least: the outcome's row in the table by place or
partner, then that table, then the group's name among the numbers. Numbers of tellers join what one teller says on all pages; where
that leads there, or where one of a teller's passages names a sum of money, which can be looked up, the numbers are held back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import polars as pl

from analysis.disclosure.cases import least_told
from analysis.disclosure.protection import MORE, nothing_more
from analysis.disclosure.puzzle.puzzle import Led, led_to_one
from analysis.disclosure.puzzle.worlds import Voice
from analysis.exhibits.cases.case_counts import cases_of, placed
from analysis.exhibits.cases.guarded import CASES, SIZED, TOLD
from analysis.exhibits.cases.tellers import UNNUMBERED, hashed, passages_of_all_pages, spoken_by
from analysis.exhibits.held_back import left_before, not_remembered
from analysis.exhibits.opening import OpenEdition, open_edition
from analysis.exhibits.report.told_in_words import all_told, of_findings, without_findings
from analysis.measures.cases.sources import NOT_GIVEN
from analysis.network_settings import NETWORK_FILE
from analysis.sources.findings import Finding, Place
from analysis.sources.findings import Rule as FindingRule

LED_TO_ONE = FindingRule(
    "case-study-led-back",
    "Somebody whose words of {codes} may be quoted ({kind}) could be led to one {dimension} from: {figures}.",
    "Who knows that {dimension} would know who told the story.",
    "Nothing that can be left out protects it. Raise `fewest` and `alike` of the groups of case studies, or take the consent to quote back to `count`.",
    "stops",
)
# Sums in figures, with their sign or name, and round ones in words; English and Welsh.
_SUM = (
    r"(?i)[£€$]\s?\d|\b\d[\d,.]*k?\s*(?:pounds?|quid|grand|pence|euros?|punt|o bunnoedd)\b"
    r"|\b(?:hundred|thousand|million|cant|mil)\s+(?:pounds|quid|euros|o bunnoedd)\b"
)
TARGETS = ("place", "partner")
Found = tuple[str, str, str, tuple[str, ...], list[str]]  # kind, dimension, name, codes, figures


def hold_cases(
    edition: OpenEdition, remembered: Callable[[str, Callable[[], Any]], Any], tell: Callable[[str], None]
) -> tuple[pl.DataFrame, list[Finding]]:
    """What more is held back of case studies, and the findings that stop the build.

    remembered: (key, attack) to what it found, now or before. tell: is given what editions that are out lead to by themselves.
    """
    if not cases_of(edition).height:
        return nothing_more(), []
    before = _before(edition)
    if not _attack(edition, nothing_more(), before, remembered, together=True):
        return _unnumbered(
            edition, nothing_more(), []
        ), []  # what all words of a teller do not tell, none of them tells
    everything = _everything(edition)
    out = _attack(edition, everything, before, remembered) if before else []
    for each in out:
        tell(_doubt(each))
    known = {each[:4] for each in out}
    more = nothing_more()
    while found := [each for each in _attack(edition, more, before, remembered) if each[:4] not in known]:
        further = _further(edition, found, more)
        if not further.height:
            return more, [_finding(each) for each in found]
        more = pl.concat([more, further]).unique().sort(list(MORE))
    return _unnumbered(edition, more, _attack(edition, more, before, remembered, together=True)), []


def _unnumbered(edition: OpenEdition, more: pl.DataFrame, found: list[Found]) -> pl.DataFrame:
    """With the numbers held back too of tellers whose words, put together, would lead to one place or partner, or name a sum of money.

    One without a number among others would be the one to look for, and the words without a number its words: so as many bear none as
    make a group that may be told of.
    """
    led = {(kind, without_findings(codes)) for kind, _, _, codes, _ in found}
    led |= tellers_with_sums(passages_of_all_pages(edition, cases_of(edition)))
    if not led:
        return more
    voices = [(voice.kind, without_findings(sorted(voice.codes))) for voice in _voices(edition, None, together=True)]
    others = sorted(
        (voice for voice in voices if voice not in led), key=lambda voice: hashed(edition.period.slug, str(voice))
    )
    without = [*sorted(led), *others[: max(0, least_told(edition.network.breakdowns) - len(led))]]
    rows = [(UNNUMBERED, kind, ";".join(codes)) for kind, codes in without]
    return pl.concat([more, pl.DataFrame(rows, schema=MORE, orient="row")]).sort(list(MORE))


def tellers_with_sums(passages: pl.DataFrame) -> set[tuple[str, tuple[str, ...]]]:
    """The kind and codes of each teller of several passages of which one names a sum of money.

    Who looks the sum up among awards and accounts knows of whom that passage is; a number would tell it of the others. passages: as those of
    all pages: case_id, start, end, quote, source_kind, code_id.
    """
    of_each = passages.unique(["case_id", "start", "end"]).group_by("case_id")
    told = of_each.agg(several=pl.len() > 1, sums=pl.col("quote").str.contains(_SUM).any())
    cases = told.filter("several", "sums")["case_id"].to_list()
    voices = spoken_by(passages, together=True).filter(pl.col("case_id").is_in(cases))
    return {(kind, tuple(codes)) for kind, codes in voices.select("source_kind", "code_id").iter_rows()}


def _attack(
    edition: OpenEdition,
    held: pl.DataFrame,
    before: list[OpenEdition | pl.DataFrame],
    remembered: Callable[[str, Callable[[], Any]], Any],
    together: bool = False,
) -> list[Found]:
    """As a reader, and as each partner. together: all passages of one teller are known to be one voice, as numbers tell."""
    now = all_told(edition, held)
    frames = [each if isinstance(each, pl.DataFrame) else all_told(each, nothing_more()) for each in before]
    frames = [each for each in frames if _all_of(each) <= _all_of(now) and not each.equals(now)]
    partners = placed(edition).filter(pl.col("partner") != NOT_GIVEN)["partner"].unique().sort().to_list()
    voices = _voices(edition, None, together)
    readers = [_Reader([*frames, now], voices, (target,)) for target in reversed(TARGETS)]  # partners take longest
    readers += [
        _Reader([all_told(edition, held, partner)], _voices(edition, partner, together), TARGETS[:1])
        for partner in partners
    ]
    with ThreadPoolExecutor(2) as pool:  # the solver lets other threads work
        found = [each for led in pool.map(lambda reader: _of(reader, remembered), readers) for each in led]
    return sorted({json.dumps(each): each for each in found}.values())


class _Reader(NamedTuple):
    """Whoever reads the tables of these editions, the oldest first, and asks of each voice whether it leads to one of the targets."""

    tables: list[pl.DataFrame]
    voices: list[Voice]
    targets: tuple[str, ...]


def _of(reader: _Reader, remembered: Callable[[str, Callable[[], Any]], Any]) -> list[Found]:
    said = [[voice.kind, sorted(voice.codes)] for voice in reader.voices]
    key = json.dumps([CASES, said, reader.targets, *[each.write_csv() for each in reader.tables]])
    told = remembered(key, lambda: [_plain(each) for each in led_to_one(*reader)])
    return [(kind, dimension, name, tuple(codes), list(figures)) for kind, dimension, name, codes, figures in told]


def _plain(led: Led) -> list[Any]:
    return [led.voice.kind, led.dimension, led.name, sorted(led.voice.codes), list(led.figures)]


def _all_of(frame: pl.DataFrame) -> int:
    return int(frame.filter(pl.col("table") == "all")["number"].sum())


def _voices(edition: OpenEdition, but: str | None, together: bool) -> list[Voice]:
    """Each passage that may be quoted on any page, or each teller: the kind of source, the codes, and the findings it is named for."""
    cases = cases_of(edition)
    cases = cases if but is None else cases.filter(pl.col("partner").ne_missing(but))
    spoken = spoken_by(of_findings(edition, passages_of_all_pages(edition, cases)), together)
    found = {Voice(kind, frozenset(codes)) for kind, codes in spoken.select("source_kind", "code_id").iter_rows()}
    return sorted(found, key=lambda voice: (voice.kind, sorted(voice.codes)))


def _before(edition: OpenEdition) -> list[OpenEdition | pl.DataFrame]:
    """What editions that are out told, oldest first: as remembered, else as the case studies of then would tell it today."""
    network = edition.network
    left: list[tuple[dt.date, OpenEdition | pl.DataFrame]] = [
        (each.end, open_edition(network.name, each.label))
        for each in not_remembered(network, CASES)
        if each.end < edition.period.end
    ]
    left += [(each.until, each.frame) for each in left_before(network, edition.period, CASES)]
    return [each for _, each in sorted(left, key=lambda one: one[0])]


def _everything(edition: OpenEdition) -> pl.DataFrame:
    """All that can be held back."""
    rows = [(TOLD, target, "") for target in TARGETS]
    rows += [(SIZED, target, name) for target in TARGETS for name in placed(edition)[target].unique().to_list()]
    return pl.DataFrame(rows, schema=MORE, orient="row")


def _further(edition: OpenEdition, found: list[Found], more: pl.DataFrame) -> pl.DataFrame:
    """For each voice led to one: the rows of its codes that fewest case studies tell of; then the table; then the group's name."""
    now, held = all_told(edition, more), set(more.rows())
    told = dict(now.filter(pl.col("table") == "telling").select("code", "number").iter_rows())
    rows = set()
    for _, dimension, name, codes, _ in found:
        shown = now.filter((pl.col("table") == "told") & (pl.col("dimension") == dimension))["code"].unique().to_list()
        own = sorted((code for code in codes if code in shown), key=lambda code: (told.get(code, 0), code))
        if own:
            rows.add((TOLD, dimension, own[0]))
        elif shown:
            rows.add((TOLD, dimension, ""))
        else:
            rows.add((SIZED, dimension, name))
    return pl.DataFrame(sorted(rows - held), schema=MORE, orient="row")


def _finding(found: Found) -> Finding:
    kind, dimension, _, codes, figures = found
    return LED_TO_ONE.at(
        Place(NETWORK_FILE, table=CASES, column=dimension),
        dimension=dimension,
        kind=kind,
        codes=", ".join(codes),
        figures="; ".join(figures),
    )


def _doubt(found: Found) -> str:
    kind, dimension, _, codes, figures = found
    return (
        f"Somebody whose words of {', '.join(codes)} may be quoted ({kind}) can be led to one {dimension} from what is out "
        f"already ({'; '.join(figures)}). Nothing that this edition leaves out mends that: take those back, or know it."
    )
