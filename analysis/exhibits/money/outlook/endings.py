"""What ends when: the cliff calendar of the three years after the period."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.counts import counted, packed
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_none, exhibit_table
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.money.amounts import (
    ON_RECORD,
    is_range,
    rests_on,
    rounded_money,
    stated_cells,
    stated_facts,
    the_amount,
    traced,
)
from analysis.exhibits.money.awards import term_in_words
from analysis.exhibits.money.facts import awards_told, in_force, parts_of, terms_of, which_awards
from analysis.exhibits.money.outlook.endings_chart import alt_of_endings, draw_endings
from analysis.exhibits.money.unknown import unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, listed, noun_for, plainly, worded
from analysis.measures.money import endings, funding
from analysis.measures.money.funding import HOME

NO_ENDS = "No award on record states when its money ends."
ENDS_NEEDED = "The first and last day that each award pays for, or its first day and its term."
_OPTIONS_NAMED = 3  # awards with an option to extend; more are counted
LEFT = "funding.cliff.left"  # the share of the money of the last quarter that is known for the one a year on
LISTED = 40  # awards without a known end; more are counted


def cliff_calendar(edition: OpenEdition) -> Exhibit:
    """The money known for the period's last quarter and for those of three years after it, until all of it is over, and what ends in each."""
    exhibit_id = "cliff-calendar"
    parts = _with_rates(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    quarters = endings.quarters_ahead(edition.period)
    running = parts.filter(pl.col("last_day") >= quarters[0].start)
    if not parts.height:
        return unknown_money(edition, exhibit_id, "what ends when", NO_ENDS, ENDS_NEEDED, **more)
    if not running.height:
        last = max(parts["last_day"].to_list())
        words = plainly(edition, "funding.all-ended", quarter=quarters[0].label, day=f"{last:%-d %B %Y}")
        return unknown_money(
            edition, exhibit_id, "what ends when", words, plainly(edition, "funding.running-needed"), **more
        )
    frame, table = _calendar(edition, parts)
    title, facts = _title(frame, table)
    made = exhibit_figure(
        exhibit_id,
        title,
        alt_of_endings(frame),
        table,
        draw_endings(frame),
        _sentence(edition, frame, table),
        facts,
        **more,
    )
    rests = {"money": ("awards", "awards"), **dict.fromkeys(("ends", "rate", "followed", "hubs"), ("awards", "ended"))}
    return traced(made, *rests, rests=rests)


def _calendar(edition: OpenEdition, parts: pl.DataFrame) -> tuple[pl.DataFrame, Released]:
    """Quarter by quarter what falls and what ends; and the same as released."""
    quarters = endings.quarters_ahead(edition.period)
    frame = endings.falls_ahead(_home(edition), quarters)
    frame = frame.join(endings.endings(parts, quarters), on="quarter", how="left", maintain_order="left")
    frame = _until_all_is_over(frame.with_columns(ended=pl.col("ended").fill_null([])))
    basis = f"{ON_RECORD} Awards made by {edition.period.end:%-d %B %Y}."
    return frame, release_open("cliff-calendar", frame, _fields(), basis)


def goes_on_in_short(edition: OpenEdition) -> tuple[str, list[Fact]]:
    """The calendar's finding within a sentence: `6% of the money for 2024-25 Q4 is known to go on a year later`; nothing where it says nothing of a loss."""
    parts = _with_rates(edition)
    if not parts.filter(pl.col("last_day") >= endings.quarters_ahead(edition.period)[0].start).height:
        return "", []
    frame, table = _calendar(edition, parts)
    _, facts = _title(frame, table)
    this, goes_on = in_markdown(frame["quarter"][0]), "is known to go on a year later"
    if share := next((fact for fact in facts if fact.id == LEFT and fact.number), None):
        return f"{share} of the money for {this} {goes_on}", facts
    if frame["money"][0] and not frame["money"][4]:
        return f"nothing of the money for {this} {goes_on}", []
    unsure = [fact for fact in facts if is_range(fact)]
    return (f"of {the_amount(facts[0])} for {this}, {facts[1]} {goes_on}", facts[:2]) if unsure else ("", [])


def _until_all_is_over(frame: pl.DataFrame) -> pl.DataFrame:
    """The calendar to a quarter after the last of which something is known, and of a year at least."""
    known = frame.with_row_index("row").filter((pl.col("money") > 0) | (pl.col("ends") > 0))["row"].to_list()
    return frame.head(max([5, *[row + 2 for row in known]]))


def _home(edition: OpenEdition) -> pl.DataFrame:
    """The money in pounds known by the period's end, each pound once."""
    terms = funding.counted(funding.known_by_end(terms_of(edition), edition.period))
    return terms.filter(pl.col("currency") == HOME)


def _with_rates(edition: OpenEdition) -> pl.DataFrame:
    """All money known by the period's end whose last day is known: parts of whole awards, and awards by the year."""
    whole = endings.with_rates(parts_of(edition, everything=True))
    yearly = endings.by_the_year(_home(edition))
    columns = ["award_id", "recipient", "recipient_hub", "kept", "rate", "rate__least", "qualifiers", "awards"]
    columns += ["first_day", "last_day", "known_by", "coarse"]
    return pl.concat([whole.select(columns), yearly.select(columns)])


def _fields() -> list[Field]:
    how = endings.ENDINGS.how
    return [
        Field("quarter", "Quarter", "key"),
        Field(
            "money",
            "Known for it",
            unit=HOME,
            how="awards made by the period's end, spread evenly over their days",
        ),
        Field("ends", "Awards that end in it", unit="awards", how=how),
        Field("rate", "What they are a year", unit="GBP per year", how=how),
        Field(
            "followed",
            "Of these, to a body with another",
            unit="awards",
            how="whose recipient has another award on record that runs on, or begins within a year",
        ),
        Field("hubs", "Hubs left without", unit="hubs", how="hubs of which no award on record runs on or follows"),
    ]


def _title(frame: pl.DataFrame, table: Any) -> tuple[str, list[Fact]]:
    """The money of the period's last quarter against that of the same quarter a year on; else where most ends."""
    ends = frame.filter(pl.col("ends") > 0)
    now, then = (rounded_money(_traced(table, "money", row, frame)) for row in (0, 4))
    this, later = in_markdown(frame["quarter"][0]), in_markdown(frame["quarter"][4])
    facts = [now, then]
    if now.number and then.number < 0.95 * now.number:
        share = derived(
            LEFT,
            round(100 * then.number / now.number, 1),
            "percent",
            "money known for the quarter a year on, as a share of that of the period's last quarter",
            facts,
        )
        left = f"{then}" if then.number else "nothing"
        unsure = is_range(now) or is_range(then)
        part = f" ({share})" if then.number and not unsure else ""
        said = f"Of {the_amount(now)} for {this}, {left}{part} is known to go on in {later}{_until(frame)}"
        return said, facts if unsure else [*facts, share]
    if not now.number:
        return f"No money is known for {this}; {then} is known for {later}", facts
    if not ends.height:
        return f"No award on record ends by {in_markdown(frame['quarter'][-1])}", []
    return f"{now} is known for {this}, and {then} for {later}{_until(frame)}", facts


def _until(frame: pl.DataFrame) -> str:
    """`; after 2025-26 Q4 nothing is known`, where the money known for the year to come runs out within the calendar."""
    paid = frame.filter(pl.col("money") > 0)["quarter"].to_list()
    last = paid[-1] if paid else ""
    runs_out = frame["money"][4] > 0 and last != frame["quarter"][-1]
    return f"; after {in_markdown(last)} nothing is known" if runs_out else ""


def _options(edition: OpenEdition) -> str:
    """Which awards may be extended, and until when: in no sum, since nobody has decided on it."""
    awards = _home(edition).filter(
        (pl.col("last_day") >= edition.period.end) & (pl.col("extend_to") > pl.col("last_day"))
    )
    if not awards.height:
        return ""
    named = [
        f"“{in_markdown(title)}” ({in_markdown(recipient or 'not stated')}) from {last:%-d %B %Y} to {option:%-d %B %Y}"
        for title, recipient, last, option in awards.join(
            edition.table("awards").select("award_id", heading="title"), on="award_id", how="left"
        )
        .sort("extend_to", "award_id")
        .select("heading", "recipient", "last_day", "extend_to")
        .head(_OPTIONS_NAMED)
        .iter_rows()
    ]
    more = awards.height - len(named)
    named += [count_of(more, "other")] if more else []
    whose = awards_told("with-options", awards, "awards in force with an option to be extended", ("has", "have"))
    return f" {worded(edition, 'funding.options', awards=whose, named=listed(named))}"


def _traced(table: Any, column: str, row: int, frame: pl.DataFrame) -> Fact:
    cells = frame.row(row, named=True)
    return replace(fact_of(table, column, row, qualifier=cells["money_sure"]), origins=rests_on(cells["awards"]))


def _sentence(edition: OpenEdition, frame: pl.DataFrame, table: Any) -> str:
    soon = frame.head(5)
    left = max(soon["hubs"].to_list())
    text = ""
    number = int(soon["ends"].sum())
    how = "sum over the quarters named"
    ending = [fact_of(table, "ends", row) for row in range(soon.height)]
    text += f"{counted('funding.cliff.ends', number, 'award', how, ending, ('ends', 'end'))} from {in_markdown(soon['quarter'][0])} to {in_markdown(soon['quarter'][-1])}"
    followed = int(soon["followed"].sum())
    if number:
        on = [fact_of(table, "followed", row) for row in range(soon.height)]
        of_these = packed(derived("funding.cliff.followed", followed, "awards", how, on)) if followed else "none"
        text += f", {of_these} of them to a body with another that runs on, or begins within a year"
    text += "."
    if left:
        at = soon["hubs"].to_list().index(left)
        without = fact_of(table, "hubs", at)
        text += " " + worded(
            edition,
            "funding.left-without",
            quarter=in_markdown(soon["quarter"][at]),
            hubs=packed(without),
            have="hub has" if left == 1 else "hubs have",
        )
    text += _options(edition)
    if (unknown := _unknown(edition)).height:
        which = which_awards(edition)
        verb = (f"{which} has no known end and is", f"{which} have no known end and are")
        text += f" {awards_told('ends-unknown', unknown, 'awards of which nobody stated an end', verb)} not in it."
    if (no_start := in_force(edition).filter(pl.col("known_by") == "end")).height:
        verb = (
            "says when it ends and not when it begins, and is",
            "say when they end and not when they begin, and are",
        )
        text += f" {awards_told('starts-unknown', no_start, 'awards of which nobody stated a start', verb)} in no quarter of it."
    return text + f" {worded(edition, 'funding.decisions-to-come')}"


def _unknown(edition: OpenEdition) -> pl.DataFrame:
    return endings.unknown_ends(in_force(edition))


def unknown_ends(edition: OpenEdition) -> Exhibit:
    """The awards in force of which nobody says when they end, apart from the calendar."""
    exhibit_id = "unknown-ends"
    rows = _unknown(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not in_force(edition).height:
        return unknown_money(
            edition,
            exhibit_id,
            "awards without a known end",
            plainly(edition, "funding.none-on-record"),
            ENDS_NEEDED,
            **more,
        )
    if not rows.height:
        return exhibit_none(exhibit_id, "Every end is known", plainly(edition, "funding.every-end-known"), **more)
    cells = _as_stated(rows)
    fields = [
        Field("title", "Award", "text"),
        Field("payer", "Who pays", "text"),
        Field("stated", "Amount, as stated", "text", states="fact"),
        Field("term", "Term, as stated", "text", written=True),
    ]
    cells = cells.with_columns(fact=pl.format(f"{exhibit_id}.{{}}", "award_id"))
    table = release_open(exhibit_id, cells.head(LISTED), fields, ON_RECORD)
    facts = stated_facts(table, exhibit_id, "awards", "award_id")
    number = replace(
        derived("funding.unknown-ends", rows.height, "awards", "awards in force without a known last day", facts),
        origins=rests_on(rows["award_id"].to_list()),
    )
    verb = "has" if rows.height == 1 else "have"
    title = f"{noun_for(number, 'award')} {which_awards(edition)} {verb} no known end"
    text = worded(
        edition, "funding.not-in-calendar", they="It is" if rows.height == 1 else "They are", table=f"@tbl-{exhibit_id}"
    )
    text += f" {worded(edition, 'funding.largest-listed', number=LISTED)}" if rows.height > LISTED else ""
    return exhibit_table(exhibit_id, title, table, text, [number, *facts], **more)


def _as_stated(rows: pl.DataFrame) -> pl.DataFrame:
    """The awards with amount, unit and term in the words of their source."""
    return stated_cells(rows).with_columns(
        term=pl.Series([term_in_words(row) for row in rows.iter_rows(named=True)], dtype=pl.String)
    )
