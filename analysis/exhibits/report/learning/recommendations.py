"""Exhibits on learning: what was recommended, what became of it, and what hubs say they learned."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from analysis.datasets.report.citing import named_in
from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.disclosure.rule import MISSING
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_none, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown, in_own_words
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.learning.indicators import moved_since, seen_by
from analysis.exhibits.totals import not_answered
from analysis.exhibits.wording import listed, noun_for, plainly, worded
from analysis.measures.report import learning
from analysis.sources.report.citations import without_footnote_marks

RECORD = "Recommendations of the network's own yearly reports; they name bodies and no persons."
ANSWERS = "Numbers of answers, not of people; of the words only those are printed, on other tables, whose form said that they may be."
NO_RECOMMENDATIONS = "No recommendation of a report on this network is on record."
RECORD_NEEDED = "A sheet of the recommendations made, each with the one who should act, its status and its progress."
_CLAUSE_ENDS = re.compile(r"(?<=[.!?]) |[:;] ")


def _more(edition: OpenEdition) -> dict[str, Any]:
    return {"data_folder": edition.data_folder}


def _made(edition: OpenEdition, year: str) -> pl.DataFrame:
    return learning.recommendations_made(edition.table("recommendations"), year)


def _last_year(edition: OpenEdition) -> str:
    return edition.period.whole_year.previous.label


def _status_table(edition: OpenEdition, year: str) -> Released:
    frame = learning.by_status(_made(edition, year))
    reads: Reads = (("recommendations", {"made_in": [], "status": []}),)
    fields = [
        Field("made_in", "Made in", "key"),
        Field("status", "Status", "key"),
        Field(
            "recommendations",
            "Recommendations",
            unit="recommendations",
            how=learning.RECOMMENDATION_STATUS.how,
            reads=reads,
        ),
    ]
    return release_open("recommendation-status", frame, fields, RECORD)


def _number_made(edition: OpenEdition, year: str) -> tuple[Fact, list[tuple[str, Fact]]]:
    """How many recommendations a report made, and how many of them have each status."""
    table = _status_table(edition, year)
    by_status = [(table.frame["status"][row], fact_of(table, "recommendations", row)) for row in range(len(table))]
    total = int(sum(fact.number for _, fact in by_status))
    facts = [fact for _, fact in by_status]
    how = f"recommendations of the report of {year}, counted"
    return derived(f"recommendations.made.{year}", total, "recommendations", how, facts), by_status


def last_recommendations(edition: OpenEdition) -> Exhibit:
    """Last year's recommendations: what became of each, and what its indicator did since."""
    year = _last_year(edition)
    made = _made(edition, year)
    if not made.height:
        unknown = plainly(edition, "learning.none-made", year=year)
        unknown = unknown if edition.table("recommendations").height else NO_RECOMMENDATIONS
        needed = RECORD_NEEDED
        return exhibit_unknown(
            "recommendations-followed", "what became of recommendations", unknown, needed, **_more(edition)
        )
    number, by_status = _number_made(edition, year)
    since_made = edition.period.earlier.year_label >= year
    moved, facts = moved_since(edition, made) if since_made else ([""] * made.height, [])
    frame = made.with_columns(pl.col("number").cast(pl.String), moved=pl.Series(moved, dtype=pl.String))
    fields = [
        Field("number", "No.", "key"),
        Field("text", "Recommended", "text", written=True),
        Field("addressed_to", "To whom", "text"),
        Field("status", "Status", "text"),
        Field("progress", "Progress", "text", written=True),
    ]
    if _is_newest(edition, year):
        frame, fields = _how_it_stands(edition, frame, fields)
    fields += [Field("moved", "What its indicator did since", "text")] if any(moved) else []
    table = release_open("recommendations-followed", frame, fields, RECORD)
    text = ""
    if facts:
        before, now = in_markdown(edition.period.earlier.label), in_markdown(edition.period.newest.label)
        text = (
            f"That an indicator moved does not mean that it moved because of the recommendation.\n\nWhere one names an indicator, the table "
            f"says how it moved from {before} to {now} in the hubs that reported on it throughout."
        )
    elif not since_made:
        text = worded(
            edition,
            "learning.indicators-elsewhere",
            newest=in_markdown(edition.period.newest.label),
            earlier=in_markdown(edition.period.earlier.label),
        )
    title = _account(number, by_status, year)
    stated = [number, *[fact for _, fact in by_status], *facts]
    return exhibit_table("recommendations-followed", title, table, text, stated, **_more(edition))


def followed_in_short(edition: OpenEdition) -> Exhibit:
    """The same for the report: each with its status and what its indicator did. How far it got stands on its page, and, where newer ones
    stand below it, to whom it was made."""
    whole = last_recommendations(edition)
    if whole.table is None:
        return whole
    left_out = ("progress", "made_by") if _is_newest(edition, _last_year(edition)) else ("progress", "addressed_to")
    kept = [field for field in whole.table.fields if field.name not in left_out]
    names = [field.name for field in kept]
    return replace(whole, shown=whole.table.derive(whole.table.name, lambda frame: frame.select(names), kept))


def _is_newest(edition: OpenEdition, year: str) -> bool:
    """Whether that year's report is the last there is, as it is for a part of the year after it: its recommendations are those to act on."""
    return year == edition.period.last_whole_year.label


def _account(number: Fact, by_status: list[tuple[str, Fact]], year: str) -> str:
    """`Of the 5 recommendations made in 2023-24, 2 are done, 2 are under way and 1 is not started`."""
    if len(by_status) == 1:
        status, fact = by_status[0]
        whole = f"{'The' if number.value == 1 else 'All'} {noun_for(number, 'recommendation')}"
        return f"{whole} made in {in_markdown(year)} {_is(fact, status)} {status}"
    parts = [f"{fact} {_is(fact, status)} {status}" for status, fact in by_status]
    return f"Of the {noun_for(number, 'recommendation')} made in {in_markdown(year)}, {listed(parts)}"


def _is(fact: Fact, status: str) -> str:
    if status == "dropped":
        return "was" if fact.value == 1 else "were"
    return "is" if fact.value == 1 else "are"


def new_recommendations(edition: OpenEdition) -> Exhibit:
    """What this year's report recommends; nothing for a quarter, whose last report stands with what became of it."""
    year = edition.period.last_whole_year.label  # of which there is a report
    made = _made(edition, year)
    if made.height and _is_newest(edition, _last_year(edition)):  # they stand above, with what became of them
        return exhibit_none("recommendations", "what is recommended", "", **_more(edition))
    if not made.height:
        held = edition.table("recommendations").height
        unknown = plainly(edition, "learning.none-of-year", year=year) if held else NO_RECOMMENDATIONS
        needed = plainly(edition, "learning.agreed-needed")
        needed = needed if held else RECORD_NEEDED
        return exhibit_unknown("recommendations", "what is recommended", unknown, needed, **_more(edition))
    fields = [
        Field("number", "No.", "key"),
        Field("text", "Recommended", "text", written=True),
        Field("addressed_to", "To whom", "text"),
    ]
    frame, fields = _how_it_stands(edition, made.with_columns(pl.col("number").cast(pl.String)), fields)
    seen, facts = seen_by(edition, made)
    frame = frame.with_columns(seen=pl.Series(seen, dtype=pl.String))
    fields += [Field("seen", "How one will see it", "text")] if any(seen) else []
    table = release_open("recommendations", frame, fields, RECORD)
    number, by_status = _number_made(edition, year)
    bodies = made.group_by("addressed_to").len().sort(["len", "addressed_to"], descending=[True, False])["addressed_to"]
    title = f"{noun_for(number, 'recommendation')}, addressed to {listed([in_markdown(name) for name in bodies])}"
    text = f"{worded(edition, 'recommendations.next')} (@tbl-recommendations)."
    stated = [number, *[fact for _, fact in by_status], *facts, *_whole_cost(table)]
    return exhibit_table("recommendations", title, table, text, stated, **_more(edition))


def _whole_cost(table: Released) -> list[Fact]:
    """What all would cost together, which is not known where the cost of one of them is not; none where nobody states any."""
    if "cost" not in [field.name for field in table.fields]:
        return []
    costs = [fact_of(table, "cost", row) for row in range(len(table))]
    whole = sum(fact.number for fact in costs) if all(fact.known for fact in costs) else None
    how = "sum of the costs of all that is recommended, as whoever recommends it states them; not known where one is not stated"
    return [derived("recommendations.cost", whole, "GBP", how, costs, shown=None if whole is not None else MISSING)]


def proposed_in_short(edition: OpenEdition) -> Exhibit:
    """The same for the report, without who of its authors recommends it, which stands on its page."""
    whole = new_recommendations(edition)
    if whole.table is None:
        return whole
    kept = [field for field in whole.table.fields if field.name != "made_by"]
    names = [field.name for field in kept]
    return replace(whole, shown=whole.table.derive(whole.table.name, lambda frame: frame.select(names), kept))


def _how_it_stands(edition: OpenEdition, made: pl.DataFrame, fields: list[Field]) -> tuple[pl.DataFrame, list[Field]]:
    """With who recommends it, the findings that it rests on, by when and at what cost: each column where one says so."""
    sentences = dict(edition.table("learned").select("learned_id", "sentence").iter_rows())
    brief = [[in_brief(sentences.get(name, name)) for name in named_in(names)] for names in made["rests_on"]]
    rests = [". ".join(each).replace("….", "…") for each in brief]
    frame = made.with_columns(
        rests_on=pl.Series([words or None for words in rests], dtype=pl.String),
        due=pl.col("due").dt.strftime("%-d %B %Y"),
    )
    how = "as whoever recommends it states it"
    reads: Reads = (("recommendations", {"recommendation_id": made["recommendation_id"].to_list()}),)
    more = [
        Field("made_by", "By whom", "text"),
        Field("rests_on", "Why", "text"),
        Field("due", "By when", "text"),
        Field("cost", "Cost", unit="GBP", how=how, reads=reads),
        Field("caution", "Caution", "text", written=True),
        Field("source", "Read in", "text", written=True),
    ]
    shown = [field for field in more if frame[field.name].is_not_null().any()]
    return frame.with_columns(pl.col("made_by", "rests_on", "due").fill_null(MISSING)), [*fields, *shown]


def in_brief(sentence: str) -> str:
    """What a finding says first, for a cell: its first sentence, up to what explains it, and never broken off within a clause.

    >>> in_brief("A helper joins what is there already. The numbers do not show it: they were {fact: a.b} higher.")
    'A helper joins what is there already'
    >>> in_brief("Hubs rest on few volunteers: where one leaves, months go by.")
    'Hubs rest on few volunteers'
    """
    first = _CLAUSE_ENDS.split(" ".join(without_footnote_marks(sentence).split()), maxsplit=1)[0]
    words, *cited = first.split("{")
    whole, comma, _ = words.rpartition(",")
    return f"{whole if comma else words.strip()} …" if cited else first.rstrip(".")


@dataclass(frozen=True)
class Wanted:
    """What is to be done next of what is recommended. number: how many recommendations that report has, None where none is on record; row: the
    next, None where all of them ended; facts: what the number was counted from."""

    number: Fact | None
    row: dict[str, Any] | None = None
    facts: tuple[Fact, ...] = ()


def recommended_next(edition: OpenEdition) -> Wanted:
    """Of the last yearly report's recommendations, in its order, the first that nobody has begun; else the first under way."""
    made = _made(edition, edition.period.last_whole_year.label)
    if not made.height:
        return Wanted(None)
    number, by_status = _number_made(edition, edition.period.last_whole_year.label)
    return Wanted(number, learning.to_do_next(made), tuple(fact for _, fact in by_status))


def recommendations_now(edition: OpenEdition) -> Sentence:
    """For the report's first screen, in one sentence: what is to be done next of what is recommended, by whom, and of how many it is."""
    year = edition.period.last_whole_year.label  # of which there is a report
    wanted = recommended_next(edition)
    number, first, facts = wanted.number, wanted.row, wanted.facts
    if number is None:
        text = worded(edition, "learning.not-known", year=in_markdown(year))
        return Sentence(text, (), "recommendations-now")
    if first is None:
        text = worded(
            edition, "learning.nothing-left", recommendations=noun_for(number, "recommendation"), year=in_markdown(year)
        )
        return Sentence(text, (number, *facts), "recommendations-now")
    said = f"{in_own_words(first['text'].removesuffix('.'))} ({in_markdown(first['addressed_to'])})"
    when = "" if edition.period.is_whole_year else f" of the report of {in_markdown(year)}"
    under_way = ", under way," if first["status"] == learning.UNDER_WAY else ""
    if number.value == 1:
        text = f"{said}: the one recommendation{when}{under_way.removesuffix(',')}."
    else:
        which = "the first" if first["number"] == _made(edition, year)["number"][0] else "the next"
        text = f"{said}: {which}{under_way} of {noun_for(number, 'recommendation')}{when} (@sec-learning)."
    return Sentence(text, (number, *facts), "recommendations-now")


def hubs_learned(edition: OpenEdition) -> Exhibit:
    """How many answers say what a hub learned that another could use, and how many hubs they come from."""
    quarters = edition.period.quarter_labels
    answers = learning.learned_answers(edition.table("returns"), quarters)
    if not answers.height:
        return not_answered("hubs-learned", "what hubs learned", edition, "learned")
    reads: Reads = (("returns", {"question_id": ["learned"], "quarter": []}),)
    fields = [
        Field("quarter", "Quarter", "key"),
        Field("answers", "Answers on what was learned", unit="answers", how=learning.LEARNED.how, reads=reads),
    ]
    table = release_open(
        "hubs-learned", learning.learned_by_quarter(edition.table("returns"), quarters), fields, ANSWERS
    )
    each = [fact_of(table, "answers", row) for row in range(len(table))]
    total = derived("learning.answers", answers.height, "answers", f"{learning.LEARNED.how}, over the period", each)
    hubs = derived(
        "learning.hubs", answers["hub_id"].n_unique(), "hubs", "hubs that gave at least one of these answers", each
    )
    title = f"{noun_for(hubs, 'hub')} told what {'it' if hubs.value == 1 else 'they'} learned, in {noun_for(total, 'answer')}"
    text = worded(edition, "learning.answers-only", table="@tbl-hubs-learned")
    return exhibit_table("hubs-learned", title, table, text, [total, hubs], **_more(edition))
