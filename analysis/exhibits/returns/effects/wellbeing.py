"""Exhibits on wellbeing where a network asks people twice: what changed between first and last, in which bands they were, who is missing.

Nothing of the kind is on the page of a network that does not ask. Numbers of people go through the same gate as all others; a mean is
withheld below twenty people, where one person more or less would move it by half a point of ten. Both are told of whole years alone: a
quarter beside its year would leave the few people of the others.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl

from analysis.datasets.returns.wellbeing.answers import ONS4, TIMES, answered, swemwbs_items, with_due
from analysis.disclosure.nested import Nested, any_small, too_close
from analysis.disclosure.parts import Parts
from analysis.disclosure.release import Field, Reads, Released, release_counts
from analysis.disclosure.rule import NOT_APPLICABLE, WITHHELD, Rule
from analysis.exhibits.counts import given
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of
from analysis.exhibits.intervals import end_shown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.verdicts import rarely
from analysis.exhibits.wording import noun_for, plainly, worded
from analysis.measures.returns.wellbeing.paired import MISSING, PAIRED, Asked, asked_in, with_scores
from analysis.measures.returns.wellbeing.scales import BANDED, BANDS, METRIC, SCALES, band_of, bands_of
from analysis.measures.verdict import TELLING

CHANGED, IN_BANDS = "wellbeing", "wellbeing-bands"
SUBJECT = "how people said they were, when first and when last asked"
FEWEST_FOR_MEAN = 20
# Points. Below it three people of four changed by the same to within a point (Chebyshev), so that their mean is each one's own change.
LEAST_SPREAD = 0.5
_READS: Reads = (("wellbeing", {}),)  # the sheet: rows would say how many people there are
_MEANS = ("first", "last", "difference", "low", "high", "chance")
_SCALES = {scale.name: scale for scale in SCALES}
_COLUMN = {band: band.replace(" ", "_") for band in BANDS}


def wellbeing_changed(edition: OpenEdition) -> Exhibit:
    """Table: each scale, of the people who answered it both times, with the interval of the change; and who did not answer again."""
    rows = edition.table("wellbeing")
    if not rows.height:
        return exhibit_none(CHANGED, SUBJECT, "")
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    due = _due(edition, rows)
    if due is None or not due.height:
        return exhibit_unknown(CHANGED, SUBJECT, *_why_not(edition), **more)
    asked = asked_in(due)
    if not asked:
        return exhibit_unknown(CHANGED, SUBJECT, *_NO_FIRST, **more)
    held = _held(due, asked, edition.rule)
    table, counts = _table(edition, asked, held), _asked_again(edition, due, held)
    stated = [fact_of(counts, name, 0, f"wellbeing.{name}.{edition.period.slug}") for name in ("due", "again", "gone")]
    title, text, facts = _said(edition, asked, table, stated)
    return exhibit_table(CHANGED, title, table, text, [*stated, *facts], **more)


def wellbeing_in_bands(edition: OpenEdition) -> Exhibit:
    """Table: how many people were in which band of the four questions of the national statistics, first and last; of those who answered both."""
    rows = edition.table("wellbeing")
    due = _due(edition, rows) if rows.height else None
    if due is None or not due.height:
        return exhibit_none(IN_BANDS, "wellbeing in bands", "")
    asked = [one for one in asked_in(due) if one.scale in ONS4]
    if not asked:
        return exhibit_none(IN_BANDS, "wellbeing in bands", "")
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not any(one.paired for one in asked) or "people" in _held(due, asked_in(due), edition.rule):
        return exhibit_unknown(IN_BANDS, "in which bands people's answers were", *_NO_BANDS, **more)
    table = _bands(edition, due)
    text = worded(edition, "wellbeing.bands", table=f"@tbl-{IN_BANDS}")
    title = "How many people were in which band when first asked, and when asked again"
    return exhibit_table(IN_BANDS, title, table, text, **more)


SWEMWBS = " SWEMWBS, the short Warwick-Edinburgh scale, makes of seven answers a score from seven to thirty-five; more is better."
_NO_FIRST = (
    "Of those who were due to be asked again, nobody had answered a question, or all items of the scale, when first asked.",
    "Answers of people who are asked a first time.",
)
_NO_BANDS = (
    "Nobody answered one of the four questions both times, or how many did would tell of the few who did not.",
    "Answers of more people, first and again.",
)


def _due(edition: OpenEdition, rows: pl.DataFrame) -> pl.DataFrame | None:
    """The people whose last answers were due in the period; None where it is not a whole year."""
    if not edition.period.is_whole_year:
        return None
    scored = with_scores(with_due(rows), {time: swemwbs_items(time) for time in TIMES})
    return scored.filter(pl.col("due").is_in(edition.period.quarter_labels))


def _why_not(edition: OpenEdition) -> tuple[str, str]:
    if not edition.period.is_whole_year:
        return (
            plainly(edition, "wellbeing.whole-years"),
            plainly(edition, "wellbeing.year-needed"),
        )
    return (
        plainly(edition, "wellbeing.nobody-due", period=edition.period.label),
        plainly(edition, "wellbeing.people-needed"),
    )


def _again(due: pl.DataFrame) -> int:
    return int(due.select(pl.any_horizontal(pl.col(answered("last")).is_not_null()).sum()).item())


def _held(due: pl.DataFrame, asked: list[Asked], rule: Rule) -> tuple[str, ...]:
    """Which numbers of people are withheld in every row of every table here, for all are of the same people.

    Where few left, or a number beside how many were due would tell of few, it is told how many came and neither how many were due nor who left.
    Where how many answered a question is too close to how many came at all, only how many were due is told.
    """
    again = _again(due)
    counts: dict[str, float] = {"due": due.height, "again": again, "gone": due.height - again}
    counts |= {f"people of {one.scale}": one.paired.people if one.paired else 0 for one in asked}
    counts |= {f"gone of {one.scale}": one.gone for one in asked}
    people, gone = [f"people of {one.scale}" for one in asked], [f"gone of {one.scale}" for one in asked]
    within = [Nested("again", [name]) for name in people]
    if too_close(counts, within, rule):
        return ("people", "again", "gone")
    within = [Nested("due", parts) for parts in (*zip(people, gone, strict=True), *([name] for name in counts if name != "due"))]  # fmt: skip
    if any_small(counts, list(counts), rule) or too_close(counts, within, rule):
        return ("due", "gone")
    return ()


def _without(released: Released, names: tuple[str, ...]) -> Released:
    """The table with these columns withheld whole, noughts too."""
    here = [name for name in names if name in released.frame.columns]
    columns = [pl.lit(None, pl.Float64).alias(name) for name in here]
    marks = [pl.lit(WITHHELD).alias(f"{name}__mark") for name in here]
    return released.derive(released.name, lambda frame: frame.with_columns(*columns, *marks), released.fields)


def _asked_again(edition: OpenEdition, due: pl.DataFrame, held: tuple[str, ...]) -> Released:
    again = _again(due)
    frame = pl.DataFrame({"due": [due.height], "again": [again], "gone": [due.height - again]}, schema=dict.fromkeys(("due", "again", "gone"), pl.Float64))  # fmt: skip
    fields = [
        Field("due", "Due to be asked again", unit="people", how=MISSING.how, reads=_READS),
        Field("again", "Answered", unit="people", how="of those, people with last answers", reads=_READS),
        Field("gone", "Did not", unit="people", how="of those, people without", reads=_READS),
    ]
    return _without(release_counts("wellbeing-asked", frame, fields, edition.rule, ["due", "again", "gone"]), held)


def _may_be_told(one: Asked) -> bool:
    """Whether means of the scale tell of nobody: of enough people, who did not nearly all change, or answer, alike."""
    pairs = one.paired
    if pairs is None or pairs.people < FEWEST_FOR_MEAN or pairs.spread < LEAST_SPREAD:
        return False
    return not (_at_an_end(one.scale, pairs.first) or _at_an_end(one.scale, pairs.last))


def _tenth(name: str, value: float | None) -> float | None:
    """An end of an interval stays on its side of nought."""
    return end_shown(value) if value is None or name in ("low", "high") else round(value, 1) + 0.0


def _at_an_end(scale: str, mean: float) -> bool:
    return not _SCALES[scale].least < round(mean, 1) < _SCALES[scale].top


def _table(edition: OpenEdition, asked: list[Asked], held: tuple[str, ...]) -> Released:
    rows = []
    for one in asked:
        pairs, told = one.paired, one.verdict
        enough, chance = _may_be_told(one), None if told is None or told.adjusted is None else 100 * told.adjusted
        means = {name: getattr(pairs, name) if enough else None for name in _MEANS if name != "chance"}
        means |= {"chance": chance if enough else None}
        began = one.gone_first if one.gone >= FEWEST_FOR_MEAN else None
        means |= {"gone_first": None if began is None or _at_an_end(one.scale, began) else began}
        shown = {name: _tenth(name, value) for name, value in means.items()}
        marks = {f"{name}__mark": None if value is not None else WITHHELD for name, value in shown.items()}
        people = float(pairs.people) if pairs else 0.0
        rows.append({"scale": _SCALES[one.scale].label, "people": people, **shown, "gone": float(one.gone), **marks})
    schema = {name: pl.String if name == "scale" or name.endswith("__mark") else pl.Float64 for name in rows[0]}
    fields = _fields()
    counts = release_counts(CHANGED, pl.DataFrame(rows, schema=schema), fields, edition.rule, ["people", "gone"])
    released = _without(counts, held)
    note = f"{released.note} Means of fewer than {FEWEST_FOR_MEAN} people are withheld too, and of people who nearly all answered or changed alike."
    note += SWEMWBS if any(one.scale == "swemwbs" for one in asked) else ""
    return released.derive(CHANGED, lambda frame: frame, fields, note)


def _fields() -> list[Field]:
    def points(name: str, label: str, how: str) -> Field:
        return Field(name, label, unit="points", how=how, decimals=1, reads=_READS)

    end = "end of the 95% interval of the mean change"
    return [
        Field("scale", "What was asked", "key"),
        Field("people", "People who answered both times", unit="people", how="people due in the period with both answers", reads=_READS),
        points("first", "First", f"mean of their first answers; of SWEMWBS, {METRIC.how}"),
        points("last", "Last", "mean of their last answers"),
        points("difference", "Change", PAIRED.how),
        points("low", "At least", f"lower {end}"),
        points("high", "At most", f"upper {end}"),
        Field("chance", "As large by chance", unit="percent", how="two-sided, after allowing for all scales looked at", decimals=1, reads=_READS),
        Field("gone", "People who did not answer again", unit="people", how="people due in the period with a first answer alone", reads=_READS),
        points("gone_first", "First, of those", "mean of the first answers of those who did not answer again"),
    ]  # fmt: skip


def _said(edition: OpenEdition, asked: list[Asked], table: Released, stated: list[Fact]) -> tuple[str, str, list[Fact]]:
    """Title, sentence and the facts they state: of the first scale with a mean that may be shown."""
    due, again, gone = stated
    who = {"people": noun_for(due, "person", "people"), "again": again, "gone": gone, "table": f"@tbl-{CHANGED}"}
    answers = worded(edition, "wellbeing.answered", **who)
    place = next((row for row in range(len(table)) if table.frame["difference"][row] is not None), None)
    if place is None:
        return "Too few people answered both times, or too much alike, to tell how they were", answers, []
    one, slug = asked[place], edition.period.slug
    change, low, high, chance, first, gone_first = (
        fact_of(table, name, place, f"wellbeing.{one.scale.replace('_', '-')}-{name.replace('_', '-')}.{slug}")
        for name in ("difference", "low", "high", "chance", "first", "gone_first")
    )
    higher, lower, _ = TELLING["described"]
    size = change.reading(f"{abs(change.number):.1f}")
    scale = _SCALES[one.scale]
    label = scale.label
    amount = (
        f"{size} points {higher if change.number > 0 else lower}" if change.number else "the same to a tenth of a point"
    )
    told = [each for each in asked if _may_be_told(each)]  # whether a withheld change stands out is withheld with it
    out = sum(each.verdict is not None and each.verdict.stands_out for each in told)
    beyond = one.verdict is not None and one.verdict.stands_out
    title = f"{label} was {amount} when people were asked again: {'more than chance makes' if beyond else 'not told from chance'}"
    looks, beside = (
        derived(f"wellbeing.{name}.{slug}", number, "scales", how, [change])
        for name, number, how in (
            ("scales", len(told), "scales whose change is told"),
            (
                "stand-out",
                out,
                "of those, scales whose change chance makes in 5% of cases or fewer, after allowing for all",
            ),
        )
    )
    missing = worded(edition, "wellbeing.begun-not-shown")
    if gone_first.known:
        missing = worded(edition, "wellbeing.stayed", gone=gone_first, stayed=first)
    kept = [change, low, high, chance, looks, beside, *([gone_first, first] if gone_first.known else [])]
    text = (
        f"{answers} {label} was {amount} on a scale of {given(f'{scale.least:g} to {scale.top:g}')} (95% interval {low} to {high}; as much by chance in "
        f"{rarely(chance)} of cases)."
    )
    text += f" Of {noun_for(looks, 'scale')} {beside if out else beside.reading('none')} {'stands' if out == 1 else 'stand'} out so.{_worse(told, table, asked, slug, kept)} {missing}"
    return title, text, kept


def _worse(told: list[Asked], table: Released, asked: list[Asked], slug: str, kept: list[Fact]) -> str:
    """Said of each scale on which people were worse, however little: that some went the other way is not for the table alone."""
    said = ""
    for one in told:
        scale, verdict = _SCALES[one.scale], one.verdict
        change = fact_of(
            table, "difference", asked.index(one), f"wellbeing.{one.scale.replace('_', '-')}-difference.{slug}"
        )
        if change.known and change.number and (change.number > 0) != (scale.better == "higher"):
            way, beyond = "higher" if change.number > 0 else "lower", verdict is not None and verdict.stands_out
            said += f" {scale.label} was {change.reading(f'{abs(change.number):.1f}')} points {way}, which is worse: "
            said += "more than chance makes." if beyond else "not told from chance."
            kept.append(change)
    return said


def _bands(edition: OpenEdition, due: pl.DataFrame) -> Released:
    rows: list[dict[str, Any]] = []
    for question in ONS4:
        both = due.drop_nulls([f"{time}_{question}" for time in TIMES])
        for time in TIMES if both.height else ():
            found = Counter(band_of(question, answer) for answer in both[f"{time}_{question}"])
            own = bands_of(question)
            counts = {name: float(found[name]) if name in own else None for name in BANDS}
            marks = {f"{_COLUMN[name]}__none": name not in own for name in BANDS}
            held = {_COLUMN[name]: count for name, count in counts.items()}
            rows.append({"asked": f"{_SCALES[question].label}, {time}", "people": float(both.height), **held, **marks})
    columns = [_COLUMN[name] for name in BANDS]
    schema = {"asked": pl.String, **dict.fromkeys(["people", *columns], pl.Float64)}
    schema |= {f"{name}__none": pl.Boolean for name in columns}
    fields = [
        Field("asked", "What was asked", "key"),
        *[Field(_COLUMN[name], name.capitalize(), unit="people", how=BANDED.how, reads=_READS) for name in BANDS],
        Field("people", "People", unit="people", how="people due in the period with both answers", reads=_READS),
    ]
    parts = (Parts(columns, "people"),)
    released = release_counts(
        IN_BANDS, pl.DataFrame(rows, schema=schema), fields, edition.rule, ["people", *columns], parts
    )
    not_there = [pl.when(pl.col(f"{name}__none")).then(pl.lit(NOT_APPLICABLE)).otherwise(pl.col(f"{name}__mark")).alias(f"{name}__mark") for name in columns]  # fmt: skip
    return released.derive(IN_BANDS, lambda frame: frame.with_columns(not_there), fields)
