"""Awards and figures as others stated them: nothing is added up, nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.counts import packed
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.money.amounts import (
    ON_RECORD,
    amount_in_words,
    money_fact,
    rests_on,
    stated_cells,
    stated_facts,
    stated_in_words,
)
from analysis.exhibits.money.facts import awards_by_hub, terms_of, titles_of
from analysis.exhibits.money.grants_sheet import as_grants
from analysis.exhibits.money.unknown import unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, noun_for, plainly
from analysis.measures.money import funding

MANY_ALIKE = 12  # awards of one payer and programme; above that they stand in one row
MOST_LISTED = 300  # rows; a longer table no browser shows in good time, and nobody reads
_ALIKE = ["payer", "lead", "kind", "purpose", "currency", "passed_on_from"]


def awards_as_stated(edition: OpenEdition) -> Exhibit:
    """Every award in force in the period: payer, lead, recipient, amount or yearly amount, term and caution as stated."""
    awards = funding.in_force(terms_of(edition), edition.period)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not awards.height:
        unknown = plainly(edition, "funding.no-award-of-period")
        needed = plainly(edition, "funding.awards-needed")
        return unknown_money(edition, "awards", "awards", unknown, needed, **more)
    titles = dict(edition.table("awards").select("award_id", "title").rows())
    frame, listed = _in_rows(awards, titles)
    fields = [
        Field("title", "Award", "text", written=True),
        Field("payer", "Who pays", "text"),
        *([Field("lead", "Who leads", "text")] if (frame["lead"] != "").any() else []),
        Field("recipient", "Who receives", "text", written=True),
        Field("stated", "Amount, as stated", "text", states="fact", written=True),
        Field("term", "Term, as stated", "text", written=True),
        Field("caution", "Caution", "text", written=True),
    ]
    table = release_open("awards", frame, fields, ON_RECORD)
    facts = [*_facts_of(listed), *_together_facts(awards)]
    number = derived(
        "awards.in-force", awards.height, "awards", "awards in force in the period, those passed on too", facts
    )
    passed = awards.filter(pl.col("passed_on_from").is_not_null()).height
    onward = derived("awards.passed-on", passed, "awards", "awards made out of another award", facts)
    dated = (awards["known_by"] != "nothing").any()
    which = f"in force in {in_markdown(edition.period.label)}" if dated else "on record"
    title = f"{noun_for(number, 'award')} {'is' if number.value == 1 else 'are'} {which}"
    title += f"; {onward} of them {'passes' if passed == 1 else 'pass'} on money from another award" if passed else ""
    text = _awards_words(awards, listed.height)
    sheet = as_grants(edition.table("awards").filter(pl.col("award_id").is_in(awards["award_id"].to_list())))
    download = release_open("awards", sheet, [Field(name, name, "text") for name in sheet.columns], ON_RECORD)
    return exhibit_table("awards", title, table, text, [number, onward, *facts], download=download, **more)


def _awards_words(awards: pl.DataFrame, listed: int) -> str:
    """listed: how many of them the table shows."""
    text = (
        "Amounts stand as they were stated, in their own currency; what is stated by the year is multiplied out only where its term is stated. "
        "@tbl-awards is a record, not a sum."
    )
    shared = [award for award in awards.iter_rows(named=True) if _shared_by(award)]
    if shared:
        are = "award is" if len(shared) == 1 else "awards are"
        rests = rests_on([award["award_id"] for award in shared])
        told = packed(
            Fact(
                "awards.shared",
                len(shared),
                "awards",
                f"{len(shared):,}",
                "awards to several recipients",
                origins=rests,
            )
        )
        text += (
            f" {told} {are} shared by several recipients. Who has how much is not on record, so each stands as one award to all "
            "of them, and in no sum of a single hub."
        )
    if listed < awards.height:
        rest = awards.height - listed
        text += f" The {count_of(rest, 'smaller award')} not listed {'is' if rest == 1 else 'are'} in every sum; the sources hold each."
    return text


def _facts_of(awards: pl.DataFrame, prefix: str = "awards") -> list[Fact]:
    """The amounts through the gate as a table of their own, one row an award."""
    cells = stated_cells(awards.filter(pl.col("currency").is_not_null()))
    released = release_open(prefix, cells, [Field("award_id", "Award", "key")], ON_RECORD)
    return stated_facts(released, prefix, "awards", "award_id")


def slug_of(text: str) -> str:
    """Its letters and digits, as ids have them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _in_rows(awards: pl.DataFrame, titles: dict[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row an award, many small ones of the same payer and programme together in one row; and the awards that have a row."""
    alike: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for award in _largest_first(awards).iter_rows(named=True):
        alike.setdefault(tuple(award[name] for name in _ALIKE), []).append(award)
    rows: list[tuple[str, ...]] = []
    listed: list[str] = []
    for group in alike.values():
        together = _stand_together(group)
        shown = group if together else group[: max(0, MOST_LISTED - len(rows))]
        if len(rows) >= MOST_LISTED:
            break
        rows += [_together(group, titles)] if together else [_row(award, titles) for award in shown]
        listed += [award["award_id"] for award in shown]
    names = ["title", "payer", "lead", "recipient", "stated", "term", "caution", "fact"]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return frame, awards.filter(pl.col("award_id").is_in(listed))


def _largest_first(awards: pl.DataFrame) -> pl.DataFrame:
    """Pounds before other currencies, the largest award first, each followed by what was passed on out of it."""
    size = pl.coalesce("amount", "annual_amount").fill_null(0.0)
    origin = pl.coalesce("passed_on_from", "award_id")
    sizes = awards.select(origin="award_id", origin_size=size)
    return (
        awards.with_columns(size=size, origin=origin)
        .join(sizes, on="origin", how="left")
        .sort(
            pl.col("currency").ne_missing(funding.HOME),
            -pl.col("origin_size").fill_null(0.0),
            "origin",
            pl.col("passed_on_from").is_not_null(),
            -pl.col("size"),
            "award_id",
        )
    )


def _row(award: dict[str, Any], titles: dict[str, str]) -> tuple[str, ...]:
    lead = "" if award["lead"] in (award["payer"], award["recipient"]) else award["lead"] or ""
    about = (award["title"], award["payer"], lead, award["recipient"], stated_in_words(award))
    return (*about, term_in_words(award), cautions(award, titles), f"awards.{award['award_id']}")


def cautions(award: dict[str, Any], titles: dict[str, str]) -> str:
    """What to know before an award is counted, in words. titles: of all awards, by id."""
    said = [_counted_where(award, titles), _shared_by(award), award["caution"] or ""]
    return " ".join(text for text in said if text)


def _counted_where(award: dict[str, Any], titles: dict[str, str]) -> str:
    """Said where an award is in no sum of its own, or may be another once more."""
    if award["perhaps_same_as"]:
        other = titles.get(award["perhaps_same_as"], award["perhaps_same_as"])
        return f"May be “{other}” once more; nobody decided yet."
    if award["kind"] == "in kind":
        return "Help in kind; not counted as money."
    source = award["passed_on_from"]
    return f"Passed on; counted in “{titles.get(source, source)}”." if source else ""


def _shared_by(award: dict[str, Any]) -> str:
    """Said of an award to several, whose shares nobody stated."""
    several = len([name for name in (award["recipient"] or "").split(";") if name.strip()])
    several = max(several, award["recipient_count"] or 0)
    return f"Shared by {several}; who has how much is not on record." if several > 1 else ""


def _together_id(award: dict[str, Any]) -> str:
    return "awards.together." + slug_of(" ".join(str(award[name] or "") for name in _ALIKE))


def _together_facts(awards: pl.DataFrame) -> list[Fact]:
    """The sum of each group of awards that stands in one row."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for award in awards.iter_rows(named=True):
        groups.setdefault(_together_id(award), []).append(award)
    return [
        money_fact(
            name,
            sum(award["amount"] for award in group),
            group[0]["currency"],
            "sum of these awards",
            [award["award_id"] for award in group],
            funding.qualifier_of_sum(award["qualifier"] for award in group),
        )
        for name, group in groups.items()
        if _stand_together(group)
    ]


def _stand_together(group: list[dict[str, Any]]) -> bool:
    """Whether awards that are alike stand in one row: they are many, and all of whole amounts."""
    whole = all(
        award["amount"] is not None and award["currency"] is not None and not award["multiplied"] for award in group
    )
    return whole and len(group) > MANY_ALIKE


def _together(group: list[dict[str, Any]], titles: dict[str, str]) -> tuple[str, ...]:
    """Many awards of one programme, all with a whole amount, in one row."""
    first = group[0]
    amounts = [award["amount"] for award in group]
    sure = funding.qualifier_of_sum(award["qualifier"] for award in group)
    low, high = (amount_in_words(value, first["currency"]) for value in (min(amounts), max(amounts)))
    stated = f"{amount_in_words(sum(amounts), first['currency'], sure)} in all, {low} to {high} each"
    recipients = len({award["recipient"] for award in group})
    title = f"{count_of(len(group), 'award')}: {first['purpose'] or first['kind']}"
    about = (
        title,
        first["payer"],
        first["lead"] or "",
        "one recipient" if recipients == 1 else "several recipients",
        stated,
    )
    return (*about, "", _counted_where(first, titles), _together_id(first))


def term_in_words(award: dict[str, Any]) -> str:
    """The days it pays for; else the words of the source; `not stated` where there are neither. With an option to go on, where it has one."""
    words, start, end = award["term_stated"] or "not stated", award["start"], award["end"]
    if start and not award["term_stated"] and award["known_by"] == "term":  # its length is stated as a number
        end = award["last_day"]
    if start and end:
        words = f"{start:%-d %b %Y} to {end:%-d %b %Y}"
    elif start:
        words = f"from {start:%-d %b %Y}; {award['term_stated'] or 'its end is not stated'}"
    elif end:
        words = f"until {end:%-d %b %Y}; {award['term_stated'] or 'its start is not stated'}"
    option = award["extend_to"]
    further = option and (award["end"] is None or option > award["end"])
    return f"{words}; may be extended to {option:%-d %b %Y}" if further else words


def hub_awards(edition: OpenEdition) -> Exhibit:
    """On a hub's own page: the awards up to the period's end that name this hub, alone or among others, as they were stated."""
    hub = str(edition.hub)
    exhibit_id = f"hub-awards-{hub.lower()}"
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    own = terms_of(edition)[awards_by_hub(edition).get(hub, [])]
    awards = funding.known_by_end(own, edition.period).sort("award_date", "award_id")
    if not awards.height:
        unknown = plainly(edition, "funding.hub-has-none")
        return exhibit_unknown(
            exhibit_id, "money awarded to this hub", unknown, plainly(edition, "funding.hub-award-needed"), **more
        )
    titles = titles_of(edition)
    frame = awards.with_columns(
        date=pl.col("award_date").dt.strftime("%-d %B %Y").fill_null("not stated"),
        stated=of_each(awards, stated_in_words),
        term=of_each(awards, term_in_words),
        caution=of_each(awards, lambda award: cautions(award, titles)),
        fact=of_each(awards, lambda award: f"{exhibit_id}.amount.{slug_of(award['award_id'])}"),
    )
    fields = [
        Field("award_id", "Award", "key"),
        Field("title", "For", "text", written=True),
        Field("payer", "From", "text"),
        Field("date", "Awarded", "text"),
        Field("stated", "Amount, as stated", "text", states="fact", written=True),
        Field("term", "Term, as stated", "text", written=True),
        *([Field("caution", "Caution", "text", written=True)] if (frame["caution"] != "").any() else []),
    ]
    table = release_open(exhibit_id, frame, fields, "Awards are on the public record.")
    title = f"Awards to this hub up to the end of {edition.period.closes}"
    text = f"The record holds these awards to the hub (@tbl-{exhibit_id}). Money passed on by a lead body shows as that body paid it."
    shown = table.select(exhibit_id, fields=[field.name for field in fields if field.role != "key"])
    return exhibit_table(exhibit_id, title, table, text, amounts_of(awards, exhibit_id), shown=shown, **more)


def amounts_of(awards: pl.DataFrame, prefix: str) -> list[Fact]:
    """The stated amount of each award (with_terms) under the id that a cell has, by which earlier editions are compared with later ones."""
    facts = _facts_of(awards, prefix)
    return [replace(fact, id=f"{prefix}.amount.{slug_of(fact.id.removeprefix(prefix))}") for fact in facts]


def of_each(awards: pl.DataFrame, words: Callable[[dict[str, Any]], str]) -> pl.Series:
    """What `words` says of each award, in their order."""
    return pl.Series([words(award) for award in awards.iter_rows(named=True)], dtype=pl.String)
