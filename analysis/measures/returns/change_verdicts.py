"""The verdict on a question's change on the year before: over which hubs, by what driven, with which exceptions, beyond what."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.returns import activity
from analysis.measures.returns.usual_variation import (
    AGAINST,
    FEWEST_QUARTERS,
    usual_change,
    yearly_differences,
)
from analysis.measures.verdict import LITTLE, SIGNIFICANT, Driver, Interval, Verdict, Without
from analysis.periods import Period

WHAT_MAY_BE_SAID = declare(
    Measure(
        name="what_may_be_said",
        unit="word",
        question="Which word may a change be told with?",
        how=f"described (was higher, was lower) unless chance does as much in {100 * SIGNIFICANT:g}% of cases or fewer after allowing for "
        "all changes that the edition looked at (Benjamini and Hochberg's false discovery rate); then rose or fell for one series, more than "
        "elsewhere for a declared comparison, because of it only where a lot placed what was given",
        better=None,
        reads="returns",
        source="Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57(1)",
    )
)

MORE_THAN_HALF = 50.0  # percent of a difference: then it is one hub's, or one kind's, and not the network's
FEWEST_TO_DRIVE = 3  # hubs; of two, one always makes up half
NEW_HUBS = "hubs that were new, and may still be growing to their size"
INTERVAL_HOW = "95% interval from the same test inverted"
TOO_FEW = "too few quarters are known"
NOTHING_BEFORE, NOTHING_SINCE = "nothing was counted a year before", "Nothing was counted in the period"
FEW_TO_NAME = 2  # quarters
WITHHELD = "[c]"  # the mark of a count too small to show
SEASON = "each quarter is held against the same quarter a year before, so a season that recurs is in neither side"


@dataclass(frozen=True)
class Known:
    """What else is known of the hubs: what each is called, of which kind it is, and what they confirmed as out of the ordinary.

    confirmed: (hub_id, quarter, reason). left_out: number of hubs not in the base, by reason. new: hubs that opened in the year before the
    first quarter compared, or since: they may still be growing to their size.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    confirmed: Sequence[tuple[str, str, str]] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    new: Collection[str] = ()


def change_verdict(
    answers: pl.DataFrame,
    question: str,
    before: Sequence[str],
    after: Sequence[str],
    so_far: Sequence[str],
    known: Known,
    rounding: Mapping[str, float] = MappingProxyType({}),
) -> Verdict:
    """The verdict on the change of a sum from one period to another, over the hubs that answered in every quarter of both.

    answers: hub_id, quarter and the question's column. so_far: all quarters up to the period's last, in order. rounding: by quarter, what
    the sum over these hubs is more than their answers, each of which is rounded.
    """
    base = activity.steady_hubs(answers, question, [*before, *after])
    rows = answers.filter(pl.col("hub_id").is_in(base), pl.col(question).is_not_null())
    values = {(hub, quarter): float(value) for hub, quarter, value in rows.select("hub_id", "quarter", question).rows()}
    then, now = _by_hub(values, base, before), _by_hub(values, base, after)
    first = sum(then.values()) + sum(rounding.get(quarter, 0.0) for quarter in before)
    second = sum(now.values()) + sum(rounding.get(quarter, 0.0) for quarter in after)
    if not base:
        short = _why_no_base(answers, question, [*before, *after])
        return Verdict(None, None, None, 0, known.left_out, in_short=short)
    if not first:
        return Verdict(first, second, None, len(base), known.left_out, in_short=NOTHING_BEFORE)
    plain = Verdict(
        first,
        second,
        100 * (second - first) / first,
        len(base),
        known.left_out,
        driver=_driver(then, now, known),
        exceptions=_exceptions(values, base, known, before, after),
        season=SEASON,
    )
    return _judged(plain, [_pair(values, base, quarter, rounding) for quarter in so_far], len(after), so_far)


def _why_no_base(answers: pl.DataFrame, question: str, quarters: Sequence[str]) -> str:
    """Why no hub is in it: of one hub, which of its quarters are withheld or have no answer; of several, that none has all."""
    if answers["hub_id"].drop_nulls().n_unique() != 1:
        return "no hub answered in every quarter of both periods"
    told = {row["quarter"]: row for row in answers.iter_rows(named=True)}
    missing = [quarter for quarter in quarters if told.get(quarter, {}).get(question) is None]
    withheld = [quarter for quarter in missing if told.get(quarter, {}).get(f"{question}__mark") == WITHHELD]
    if withheld:
        return f"a count is too small to show in {_which(withheld)}"
    return f"no answer that can be used in {_which(missing)}"


def _which(quarters: Sequence[str]) -> str:
    return " and ".join(quarters) if len(quarters) <= FEW_TO_NAME else f"several quarters, {quarters[0]} among them"


def _by_hub(values: Mapping[tuple[str, str], float], hubs: Sequence[str], quarters: Sequence[str]) -> dict[str, float]:
    return {hub: sum(values[hub, quarter] for quarter in quarters) for hub in hubs}


def _pair(
    values: Mapping[tuple[str, str], float], base: Sequence[str], quarter: str, rounding: Mapping[str, float]
) -> tuple[float, float] | None:
    """The sum a year before and the sum of the quarter, over the hubs of the base that answered in both."""
    earlier = Period.parse(quarter).same_last_year.label
    both = [hub for hub in base if (hub, quarter) in values and (hub, earlier) in values]
    if not both:
        return None
    beside = [rounding.get(each, 0.0) if {earlier, quarter} <= rounding.keys() else 0.0 for each in (earlier, quarter)]
    return (
        sum(values[hub, earlier] for hub in both) + beside[0],
        sum(values[hub, quarter] for hub in both) + beside[1],
    )


def _judged(plain: Verdict, pairs: Sequence[tuple[float, float] | None], span: int, so_far: Sequence[str]) -> Verdict:
    assert plain.before and plain.after is not None
    if len(so_far) < FEWEST_QUARTERS:
        return _with(plain, why_not=_not_yet(so_far), in_short=TOO_FEW)
    if not plain.after:
        return _with(
            plain,
            why_not=f"{NOTHING_SINCE}, which no usual variation can be worked out of",
            in_short=NOTHING_SINCE.lower(),
        )
    usual = usual_change(yearly_differences(pairs), math.log(plain.after / plain.before), span)
    if usual is None:
        why = f"Fewer than {FEWEST_QUARTERS} quarters of these hubs are known, or one of them is nought"
        return _with(plain, why_not=why, in_short=f"{TOO_FEW}, or one is nought")
    low, high, visible = (100 * math.expm1(value) for value in (usual.low, usual.high, usual.visible))
    return _with(
        plain,
        interval=Interval(low, high, INTERVAL_HOW),
        chance=usual.chance,
        against=AGAINST,
        visible=max(visible, LITTLE),
    )


def _with(plain: Verdict, **more: object) -> Verdict:
    return Verdict(**{**vars(plain), **more})


def _not_yet(so_far: Sequence[str]) -> str:
    """Since when it can be told whether a change is more than the usual variation."""
    when = Period.parse(so_far[-1])
    for _ in range(FEWEST_QUARTERS - len(so_far)):
        when = when.next_quarter
    return f"Whether that is more than the usual variation can be told from {when.label} on at the earliest, when enough quarters of returns are known"


def _driver(then: Mapping[str, float], now: Mapping[str, float], known: Known) -> Driver | None:
    """The one hub, else the new hubs together, else the one kind of hub, that makes up more than half of the difference; of several hubs
    only where they are the lesser part of the base."""
    whole = sum(now.values()) - sum(then.values())
    if len(then) < FEWEST_TO_DRIVE or not whole:
        return None
    shares = {hub: 100 * (now[hub] - then[hub]) / whole for hub in then}
    hub = max(shares, key=lambda name: shares[name])
    if shares[hub] > MORE_THAN_HALF:
        called = known.names.get(hub, hub)
        return Driver(f"{called}, which is new" if hub in known.new else called, shares[hub])
    groups = {NEW_HUBS: [name for name in then if name in known.new]}
    for kind in sorted(set(known.kinds.values())):
        groups[f"hubs of the kind {kind}"] = [name for name in then if known.kinds.get(name) == kind]
    first = sum(then.values())
    for told, members in groups.items():
        small = 2 * sum(then[name] for name in members) < first and len(members) < len(then) / 2
        if small and (share := sum(shares[name] for name in members)) > MORE_THAN_HALF:
            return Driver(told, share)
    return None


def _exceptions(
    values: Mapping[tuple[str, str], float],
    base: Sequence[str],
    known: Known,
    before: Sequence[str],
    after: Sequence[str],
) -> tuple[Without, ...]:
    """Each exception among the values compared, with the difference without its hub; of a hub by itself, without its quarter in both years."""
    found = []
    for hub, quarter, reason in known.confirmed:
        if quarter not in (*before, *after) or hub not in base:
            continue
        others = [name for name in base if name != hub]
        place = (before if quarter in before else after).index(quarter)
        kept = [number for number in range(len(before)) if others or number != place]
        first, second = (
            sum(values[name, quarters[number]] for name in others or base for number in kept)
            for quarters in (before, after)
        )
        found.append(Without(hub, quarter, reason, 100 * (second - first) / first if first else None))
    return tuple(found)
