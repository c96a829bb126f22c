"""Exhibits on what tells who somebody is: what was decided about it, how much the checks miss, and who still holds what."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.datasets.personal.names import NAME
from analysis.datasets.personal.rates import HELD_OUT, NONE, SECOND_AUTHOR
from analysis.datasets.personal.texts import IN_WORDS
from analysis.disclosure.cases import place_told
from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table
from analysis.exhibits.facts import Fact, derived, fact_of, facts_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for

MASKED = (
    "What was redacted is told by its kind alone, for initials and a place are enough in a village; what was allowed by its first letters. "
    "The texts themselves stand in no published file."
)
COUNTS = "Numbers of labelled sentences, which were invented for the purpose, and of what was found in them."
OF_EDITIONS = "Names of editions: none of the words they hold, and not which sources, for an older edition says which quote is whose."
_WHICH = {HELD_OUT: "those held out from the rules", SECOND_AUTHOR: "those of an author who did not write the rules"}
_MADE = {"redact": "redacted", "allow": "allowed"}


def _more(edition: OpenEdition) -> dict[str, Any]:
    return {"data_folder": edition.data_folder}


def personal_decided(edition: OpenEdition) -> Exhibit:
    """What looked like personal data, and what a person decided: redacted or allowed, why, and by which role."""
    decided = edition.table("personal_data").filter(pl.col("decision").is_not_null())
    if decided.is_empty():
        text = "Nothing in the texts that were sent looks like personal data, so nobody had to decide about any."
        return exhibit_none("personal-data", "No personal data was found", text, **_more(edition))
    frame = decided.sort("file", "sheet", "cell", "kind", nulls_last=True).with_columns(
        entry=pl.col("source_cell"),
        place=place_told(pl.col("file").fill_null("all files"), pl.col("cell")),
        what=pl.when(pl.col("decision") == "allow")
        .then(pl.format("{} {}", pl.col("kind"), pl.col("shown")))
        .otherwise("kind"),
        made=pl.col("decision").replace_strict(_MADE, default=pl.col("decision")),
        said=pl.format(
            "{} ({})", pl.col("reason").fill_null("no reason given"), pl.col("who").fill_null("nobody named")
        ),
    )
    fields = [
        Field("place", "File and place", "text"),
        Field("what", "What looks like it", "text"),
        Field("made", "Decision", "text"),
        Field("said", "Why, and whose decision", "text"),
    ]
    table = release_open("personal-data", frame, fields, MASKED)
    redacted, allowed = (_counted(decided, decision) for decision in ("redact", "allow"))
    text = (
        f"Free texts are searched before anything is made of them. Of what was found, a person had {noun_for(redacted, 'text')} redacted "
        f"and allowed {noun_for(allowed, 'text')} (@tbl-personal-data). While anything is undecided, no edition is built."
    )
    title = f"{noun_for(redacted, 'text')} redacted and {allowed} allowed, each by a person who said why"
    return exhibit_table("personal-data", title, table, text, [redacted, allowed], **_more(edition))


def _counted(decided: pl.DataFrame, decision: str) -> Fact:
    reads: Reads = (("personal_data", {"decision": [decision]}),)
    how = f"decisions on personal data that say “{decision}”"
    number = pl.DataFrame({"number": [decided.filter(pl.col("decision") == decision).height]})
    table = release_open(
        "personal-data-count", number, [Field("number", "Texts", unit="texts", how=how, reads=reads)], MASKED
    )
    return fact_of(table, "number", 0, f"personal.{_MADE[decision]}")


def personal_rates(edition: OpenEdition) -> Exhibit:
    """How much the search misses, and how often it takes for personal what is not: on sentences its rules never saw."""
    table = _rates_of(edition, HELD_OUT, "personal-rates")
    names, missed, others, others_missed = stated = _missed(table)
    blind = _rates_of(edition, SECOND_AUTHOR, "personal-rates-blind")
    theirs = _missed(blind)
    clean = _clean(edition.table("personal_rates").filter(pl.col("half") == HELD_OUT))
    title = f"{missed} of {noun_for(names, 'name')} and {others_missed} of {others} numbers and addresses were missed"
    text = (
        f"Measured on sentences that were set aside before the rules were written, {missed} of {noun_for(names, 'name')} and "
        f"{others_missed} of {noun_for(others, 'number or address', 'numbers and addresses')} of all kinds were missed (@tbl-personal-rates). "
        f"Of the {noun_for(clean[0], 'sentence')} without personal data {clean[1]} raised a false alarm, which a person then has to "
        f"allow. The author of these sentences wrote the rules too; of those that somebody else wrote, {theirs[1]} of "
        f"{noun_for(theirs[0], 'name')} and {theirs[3]} of {theirs[2]} numbers and addresses were missed. Real texts may fare as these, or "
        "worse: a person reads what is published."
    )
    return exhibit_table(
        "personal-rates", title, table, text, [*stated, *theirs, *clean, *facts_of(blind)], **_more(edition)
    )


def _rates_of(edition: OpenEdition, half: str, name: str) -> Released:
    """The rates of one part of the sentences, a row a kind."""
    kinds = edition.table("personal_rates").filter(pl.col("half") == half, pl.col("kind") != NONE)
    reads: Reads = (("personal_rates", {"kind": [], "half": [half]}),)
    how = f"in the labelled sentences: {_WHICH[half]}"
    fields = [
        Field("kind", "What is searched for", "key"),
        Field("labelled", "Times that it stands there", unit="times", how=f"times that it stands {how}", reads=reads),
        Field("missed", "Missed", unit="times", how=f"times that it was missed {how}", reads=reads),
        Field(
            "false_alarms",
            "False alarms",
            unit="times",
            how=f"times that it was found where it is not {how}",
            reads=reads,
        ),
    ]
    return release_open(name, kinds, fields, COUNTS)


def _missed(table: Released) -> tuple[Fact, Fact, Fact, Fact]:
    """Names, those missed, all else, and of that what was missed."""
    others = [kind for kind in IN_WORDS if kind != NAME]
    names, missed = (_rate(table, column, [NAME]) for column in ("labelled", "missed"))
    rest, rest_missed = (_rate(table, column, others) for column in ("labelled", "missed"))
    return names, missed, rest, rest_missed


def _rate(table: Released, column: str, kinds: list[str]) -> Fact:
    cells = [fact_of(table, column, row) for row, kind in enumerate(table.frame["kind"]) if kind in kinds]
    total = int(sum(fact.number for fact in cells))
    whose = "names" if kinds == [NAME] else "others"
    return derived(
        f"{table.name.replace('-rates', '')}.{column}.{whose}",
        total,
        "times",
        f"{cells[0].how}, over the kinds meant",
        cells,
    )


def _clean(rates: pl.DataFrame) -> tuple[Fact, Fact]:
    """Sentences without personal data, and those of them in which some was found."""
    reads: Reads = (("personal_rates", {"kind": [], "half": [HELD_OUT]}),)
    how = "labelled sentences without personal data, held out from the rules"
    fields = [
        Field("kind", "Kind", "key"),
        Field("sentences", "Sentences", unit="sentences", how=how, reads=reads),
        Field("alarmed", "With a false alarm", unit="sentences", how=f"{how}, in which some was found", reads=reads),
    ]
    table = release_open("personal-rates-clean", rates.filter(pl.col("kind") == NONE), fields, COUNTS)
    return fact_of(table, "sentences"), fact_of(table, "alarmed")


def words_still_held(edition: OpenEdition) -> Exhibit:
    """Other editions that hold words which may not be shown any more, and what to do."""
    held = edition.held_words.filter(pl.col("slug") != edition.period.slug)
    if held.is_empty():
        text = "No other edition that is built or known here holds words whose consent was withdrawn or narrowed, or that were redacted since."
        return exhibit_none("words-still-held", "No other edition holds withdrawn words", text, **_more(edition))
    sure = (pl.col("quotes") > 0) | (pl.col("case_id") == "")
    frame = (
        held.sort("slug", "case_id")
        .with_columns(
            pl.col("remedy").str.replace_all("`", ""),
            holds=pl.when(sure).then(pl.lit("holds them")).otherwise(pl.lit("may hold them")),
        )
        .select("where", "holds", "why", "remedy")
        .unique(maintain_order=True)
    )
    fields = [
        Field("where", "Edition", "text"),
        Field("holds", "What is known", "text"),
        Field("why", "Why not to be shown", "text"),
        Field("remedy", "What to do", "text"),
    ]
    table = release_open("words-still-held", frame, fields, OF_EDITIONS)
    certain = held.filter(sure)["slug"].unique()
    perhaps = held.filter(~sure, ~pl.col("slug").is_in(certain.implode()))["slug"].unique()
    holding, maybe = _editions(edition, len(certain), len(perhaps))
    title = _who_holds(holding, maybe)
    text = (
        "This edition shows none of them (@tbl-words-still-held). Of an edition that is out and was not built here nobody can "
        "say what it holds without looking through it."
    )
    return exhibit_table("words-still-held", title, table, text, [holding, maybe], **_more(edition))


def _who_holds(holding: Fact, maybe: Fact) -> str:
    """`2 other editions still hold words that may not be shown any more; 1 edition that is out may`."""
    may = f"{noun_for(maybe, 'edition')} that {'is' if maybe.value == 1 else 'are'} out may hold them"
    if not holding.value:
        return f"{holding.reading('None')} of the editions built here still holds words that may not be shown any more; {may}"
    sure = f"{noun_for(holding, 'other edition')} still {'holds' if holding.value == 1 else 'hold'} words that may not be shown any more"
    return f"{sure}; {may}" if maybe.value else sure


def _editions(edition: OpenEdition, certain: int, perhaps: int) -> tuple[Fact, Fact]:
    """How many editions hold such words, and how many may. Evidence names all sources that may be shown, and not those withdrawn."""
    shown = edition.table("case_studies").filter(pl.col("consent").ne_missing("withdrawn"))
    reads: Reads = (("case_studies", {"case_id": shown["case_id"].to_list()}),)
    fields = [
        Field(
            "holding", "Hold them", unit="editions", how="other editions whose evidence quotes such words", reads=reads
        ),
        Field(
            "maybe", "May hold them", unit="editions", how="editions that are out and were not built here", reads=reads
        ),
    ]
    counts = pl.DataFrame({"holding": [certain], "maybe": [perhaps]})
    table = release_open("words-still-held-count", counts, fields, OF_EDITIONS)
    holding, maybe = (fact_of(table, name, 0, f"personal.editions-{name}") for name in ("holding", "maybe"))
    return holding, maybe
