"""Exhibits on cause: what came of the comparisons that the network declared, and whether they stand on their own feet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import polars as pl

from analysis.datasets.returns.questions import label_of
from analysis.designs import DESIGNS_FILE, DeclaredDesign
from analysis.disclosure.release import Field, Reads, Released
from analysis.exhibits.counts import packed
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.intervals import end_shown, tested_fields
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.effects.meanwhile import given_meanwhile
from analysis.exhibits.totals import has_answers, not_answered, said_of_joined
from analysis.exhibits.verdicts import looked_at, rarely, with_strength
from analysis.exhibits.wording import noun_for, plainly
from analysis.measures.returns.designs.checks import (
    Check,
    levels_changed,
    vary_unlike,
)
from analysis.measures.returns.designs.counterfactual import DECLARED_COMPARISON, Panel, estimated, panel_of
from analysis.measures.returns.designs.inferred import Estimate
from analysis.measures.returns.joined import as_one, given_as_one
from analysis.measures.verdict import SIGNIFICANT, STRENGTHS, TELLING, Design, Verdict, against_each_other, in_family
from analysis.shared_values import of_these

LOT = {
    "lot": "It was placed by lot, so all other causes are left to chance.",
    "decision": "The hubs were chosen, not drawn by lot: what else sets them apart may be why.",
}
WHERE = {"area": " in each area", "locality": " in each locality", "network": ""}
COMPARISON, CHECKS = "declared-comparison", "comparison-checks"


class Found(NamedTuple):
    """One outcome of one declared design, and all that came of it."""

    design: DeclaredDesign
    outcome: str
    label: str
    panel: Panel
    estimate: Estimate
    unlike: Check  # the same where hubs need not vary alike
    verdict: Verdict


def declared_comparison(edition: OpenEdition) -> Exhibit:
    """What the hubs that were given something had more than there would have been without it, by each declared design."""
    found = compared_outcomes(edition)
    if not found:
        return nothing_compared(edition, COMPARISON, "what was compared")
    table = _table(edition, found)
    firsts = [(row, one) for row, one in enumerate(found) if row == 0 or found[row - 1].design.id != one.design.id]
    said = [_said(edition, table, row, one) for row, one in firsts]
    sentence = " ".join(text for _, text, _ in said)
    stated = [fact for _, _, facts in said for fact in facts]
    return exhibit_table(COMPARISON, said[0][0], table, sentence, stated, data_folder=edition.data_folder)


def compared_in_short(edition: OpenEdition) -> Exhibit:
    """The same for the report, without the two changes that the difference lies between and the ways to place, which stand on its page."""
    whole = declared_comparison(edition)
    if whole.table is None:
        return whole
    left_out = ("with_change", "without_change", "ways")
    kept = [field for field in whole.table.fields if field.name not in left_out]
    names = [name for name in whole.table.frame.columns if not name.startswith(left_out)]
    return replace(whole, shown=whole.table.derive(COMPARISON, lambda frame: frame.select(names), kept))


def nothing_compared(edition: OpenEdition, exhibit_id: str, subject: str) -> Exhibit:
    if all(design.against == "before" for design in edition.network.designs):
        return exhibit_unknown(
            exhibit_id,
            subject,
            plainly(edition, "change.nothing-declared"),
            plainly(edition, "change.design-needed", file=DESIGNS_FILE),
        )
    looked_at = [name for each in edition.network.designs if each.against == "others" for name in each.outcomes]
    if not any(has_answers(edition, name) for name in looked_at):
        return not_answered(exhibit_id, subject, edition, looked_at[0])
    return exhibit_unknown(
        exhibit_id,
        subject,
        plainly(edition, "change.too-few-compared", period=edition.period.label),
        plainly(edition, "change.both-sides-needed"),
    )


def compared_outcomes(edition: OpenEdition) -> list[Found]:
    """Each outcome of each design that can be compared, with its verdict."""
    return edition.remembered("declared comparisons", lambda: _looked_at(edition))


def _looked_at(edition: OpenEdition) -> list[Found]:
    """Each outcome of each design, all looks in one family."""
    labels = {row["question_id"]: label_of(row) for row in edition.table("questions").iter_rows(named=True)}
    found = []
    for design in (each for each in edition.network.designs if each.against == "others"):
        for outcome in design.outcomes:
            panel = _panel(edition, design, outcome) if has_answers(edition, outcome) else None
            estimate = None if panel is None else of_these("estimate", panel.told, partial(estimated, panel))
            if panel is not None and estimate is not None:
                label = labels[outcome]
                unlike = vary_unlike(panel)
                verdict = _verdict(design, estimate, unlike)
                wide = _of_both(estimate, unlike) if design.by == "decision" else estimate
                found.append(Found(design, outcome, label, panel, wide, unlike, verdict))
    told = in_family({f"{one.design.id} {one.outcome}": one.verdict for one in found})
    return [one._replace(verdict=verdict) for one, verdict in zip(found, told.values(), strict=True)]


def _starts(edition: OpenEdition, design: DeclaredDesign) -> dict[str, str]:
    """Hub -> its first quarter with what was given."""
    named = edition.table("hubs").drop_nulls("facilitated_from").select("hub_id", "facilitated_from")
    return {hub: quarter.label for hub, quarter in design.starts.items()} or dict(named.iter_rows())


def _panel(edition: OpenEdition, design: DeclaredDesign, outcome: str) -> Panel | None:
    """The hubs that can be compared; a hub that was given it after the period's last quarter is left among the others until then."""
    hubs = edition.table("hubs")
    starts, mixed = given_as_one(_starts(edition, design), edition.joined)
    now = {hub: start for hub, start in starts.items() if start <= edition.quarters_so_far[-1]}
    named = {edition.joined.whole(hub) for hub in design.compared_with or hubs["hub_id"]}
    others = sorted(named - now.keys() - mixed)
    column = {"area": "area", "locality": "locality_id"}.get(design.within)
    within = {} if column is None else dict(hubs.select("hub_id", pl.col(column).fill_null("")).rows())
    answers = as_one(edition.answers.frame, outcome, edition.joined)
    return panel_of(answers, outcome, now, [*now, *others], within, design.counted)


def _of_both(found: Estimate, unlike: Check) -> Estimate:
    """With the ends of whichever interval reaches further, so that they hold nought wherever one of the two tests does."""
    if found.low is None or found.high is None or unlike.low is None or unlike.high is None:
        return found
    return replace(found, low=min(found.low, unlike.low), high=max(found.high, unlike.high))


def _verdict(design: DeclaredDesign, found: Estimate, unlike: Check) -> Verdict:
    """Where somebody chose the hubs, ways to place are no lot: chosen hubs may be the steady ones, so chance has to be rare by both tests."""
    kind: Design = "placed by lot" if design.by == "lot" else "declared comparison"
    chance = found.p if found.can_tell else None
    if chance is not None and design.by == "decision" and unlike.chance is not None:
        chance = max(chance, unlike.chance)
    base = found.given + found.others
    why = "" if found.can_tell else "too few ways to place as many"
    return Verdict(None, None, found.effect, base, {}, kind, chance=chance, against="other placements", why_not=why)


def _table(edition: OpenEdition, found: list[Found]) -> Released:
    several = len({one.design.id for one in found}) > 1
    levels = [levels_changed(one.panel) for one in found]
    columns: dict[str, list[object]] = {
        "outcome": [f"{one.label}: {one.design.given}" if several else one.label for one in found],
        "effect": [tenths(one.estimate.effect) for one in found],
        "low": [end_shown(one.estimate.low) for one in found],
        "high": [end_shown(one.estimate.high) for one in found],
        "chance": [tenths(100 * one.estimate.p) for one in found],
        "with_change": [tenths(one) for one, _ in levels],
        "without_change": [tenths(other) for _, other in levels],
        "given": [one.estimate.given for one in found],
        "others": [one.estimate.others for one in found],
        "ways": [one.estimate.ways for one in found],
    }
    marks = {
        f"{name}__mark": ["[z]" if value is None else None for value in columns[name]]
        for name in ("low", "high", "with_change", "without_change")
    }
    note = declared_by(edition, [one.design for one in found])
    return edition.answers.derive(
        COMPARISON, lambda _: pl.DataFrame({**columns, **marks}), _fields(edition, found), note
    )


def declared_by(edition: OpenEdition, designs: Sequence[DeclaredDesign]) -> str:
    """The note below a table of designs: the rule of its counts, and when and by whom each design was declared."""
    told = list(
        dict.fromkeys(f"{each.given}: declared on {each.declared:%d %B %Y} by {each.source}." for each in designs)
    )
    if len(told) == 1:  # the title names it
        told = [f"Declared on {designs[0].declared:%d %B %Y} by {designs[0].source}."]
    sentences = [f"{each[:1].upper()}{each[1:]}" for each in told]
    return " ".join([*sentences, _from_counts(edition)])


def _from_counts(edition: OpenEdition) -> str:
    rule = edition.rule
    return f"From counts rounded to the nearest {rule.base}, those up to {rule.threshold} withheld."


def ends_of(intervals: Sequence[Estimate | Check]) -> list[float | None]:
    return [end for each in intervals for end in (each.low, each.high)]


def tenths(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def compared_rows(edition: OpenEdition, found: Sequence[Found]) -> Reads:
    """The answers of the hubs compared, in the quarters that are, and what the register says of these hubs."""
    hubs = edition.joined.with_parts(sorted({hub for one in found for hub in one.panel.hubs}))
    quarters = sorted({quarter for one in found for quarter in one.panel.quarters})
    asked = sorted({one.outcome for one in found})
    return ("returns", {"question_id": asked, "hub_id": hubs, "quarter": quarters}), ("hubs", {"hub_id": hubs})


def _fields(edition: OpenEdition, found: Sequence[Found]) -> list[Field]:
    reads = compared_rows(edition, found)
    level = "sums of hubs' mean returns, before anybody began and since all have"
    return [
        Field("outcome", "Outcome", "key"),
        *tested_fields("effect", DECLARED_COMPARISON.how, reads, ends_of([one.estimate for one in found])),
        Field("with_change", "Change with", unit="percent", how=level, reads=reads),
        Field("without_change", "Change without", unit="percent", how=level, reads=reads),
        Field("given", "Hubs with", unit="hubs", how="hubs that were given it", reads=reads),
        Field("others", "Hubs without", unit="hubs", how="hubs it is compared with", reads=reads),
        Field("ways", "Ways to place", unit="ways", how="ways to place as many that the design allows", reads=reads),
    ]


def _said(edition: OpenEdition, table: Released, row: int, one: Found) -> tuple[str, str, list[Fact]]:
    """Title, sentence and the facts they state, of a design's first outcome."""
    effect, low, high, chance, with_, without, ways, up, beside = (
        fact_of(table, name, row, f"change.{one.design.id}-{name.replace('_', '-')}.{edition.period.slug}")
        for name in ("effect", "low", "high", "chance", "given", "others", "ways", "with_change", "without_change")
    )
    effect, design, found = with_strength(effect, one.verdict), one.design, one.estimate
    given, where, label = in_markdown(design.given), WHERE[design.within], in_markdown(one.label)
    higher, lower, _ = TELLING["described"]
    amount = f"{effect.reading(f'{abs(effect.number):.0f}%')} {higher if found.effect >= 0 else lower}"
    title = f"{label} were {amount} at hubs with {given} than the other hubs lead one to expect"
    as_much = f"Had chance placed as many{where}, {rarely(chance)} of the {noun_for(ways, 'way')} would show as much"
    if not found.can_tell:
        title = f"With {with_} and {noun_for(without, 'hub')} no difference at hubs with {given}, however large, could be told from chance"
        said = f"There {'is' if ways.value == 1 else 'are'} only {noun_for(ways, 'way')} to place as many{where}, so none could be told from chance."
    elif STRENGTHS.index(one.verdict.strongest) >= STRENGTHS.index("more than elsewhere"):
        said = f"{as_much}."
    else:
        title += ": not told from chance"
        said = f"{as_much}{_of_unlike_hubs(one, effect)}, so no difference can be claimed."
    between = f" (95% interval {low} to {high})" if low.known and high.known else ""
    levels = ""
    if up.known and beside.known:
        levels = f"Against the quarters before, {against_each_other(up.number, beside.number)}: {up} with it, {beside} without, in sums that leave out each hub's level and when it began."
    noughts = f" Answers of nought are not in it: {one.panel.noughts}." if one.panel.noughts else ""
    sentence = (
        f"@tbl-{COMPARISON} sets {noun_for(with_, 'hub')} with {given} beside {without} without{between}. {said}{_looks(one, effect)} {LOT[design.by]}"
        f"{given_meanwhile(edition, one.design, one.panel, (with_, without))}\n\n"
        f"{levels}{_said_of_joined(edition, one)} It assumes: {in_markdown(design.assumed)}{noughts}"
    )
    stated = [effect, chance, with_, without, ways, *(fact for fact in (low, high, up, beside) if fact.known)]
    return title, sentence, stated


def _of_unlike_hubs(one: Found, effect: Fact) -> str:
    """Where chance is too common only once hubs need not vary alike, that it is."""
    if one.estimate.p > SIGNIFICANT or one.unlike.chance is None or one.unlike.chance <= SIGNIFICANT:
        return ""
    head, _, slug = effect.id.rpartition(".")
    how = "how often chance does as much where hubs need not vary alike (CR2)"
    chance = derived(f"{head}-unlike.{slug}", round(100 * one.unlike.chance, 1), "percent", how, [effect])
    return f"; but were these hubs steadier than the others, chance would do so in {packed(chance)}"


def _looks(one: Found, effect: Fact) -> str:
    family = one.verdict.family
    return f" It is one of {looked_at(effect, family.looked_at)} looked at." if family and family.looked_at > 1 else ""


def _said_of_joined(edition: OpenEdition, one: Found) -> str:
    """Which hubs are compared with those that became part of them, and which are not, since a part alone had what was given."""
    names = dict(edition.table("hubs").select("hub_id", pl.coalesce("name", "hub_id")).iter_rows())
    mixed, given = given_as_one(_starts(edition, one.design), edition.joined)[1], in_markdown(one.design.given)
    apart = [
        f" {in_markdown(names[hub])} is in no group: a part of it had {given}, and not all of it."
        for hub in sorted(mixed)
    ]
    return said_of_joined(edition, one.panel.hubs) + "".join(apart)
