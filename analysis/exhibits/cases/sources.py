"""Where case studies come from, and what is told of in which kind of source, place or partner's collection."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.cases import OTHERS, breakdown_words, least_told
from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.case_counts import (
    OPEN,
    OUTCOMES,
    cases_fact,
    codes_of,
    marked,
    more,
    no_cases,
    no_codes,
    partners_fact,
    placed,
    traced,
)
from analysis.exhibits.cases.coders import UNSURE, reliability_note
from analysis.exhibits.cases.guarded import codes_broken_down, shown_singly, told_singly
from analysis.exhibits.drawing.heat import heat
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, listed, noun_for, plainly, worded
from analysis.handover import Origin
from analysis.measures.cases import case_studies
from analysis.measures.cases.sources import GROUPS, NOT_GIVEN

NOUNS = {"partner": "partner", "place": "place", "source_kind": "kind of source"}
PLURALS = {"partner": "partners", "place": "places", "source_kind": "kinds of source"}
SUBJECTS = {
    "partner": "what each partner's sources tell of",
    "place": "what is told of where",
    "source_kind": "what is told in which kind of source",
}
NAMES = {"partner": "outcomes-by-partner", "place": "outcomes-by-place", "source_kind": "outcomes-by-source"}
PLACED = {"partner": "in the sources of", "place": "in", "source_kind": "in"}
MOST_COLUMNS = 10  # groups that a page's width holds; the data holds all
# Beside a quote, the case studies of a place or partner would say where its teller lives, or who knows them.
NOT_WHICH = (
    "the sources named are those of all sources, so that no quote is led back to a place, a partner or an occasion"
)


def case_sources(edition: OpenEdition) -> Exhibit:
    """Table: how many case studies each partner collected, of which kind they are, and from which places they come."""
    cases = placed(edition)
    if not cases.height:
        return no_cases("case-sources", "where sources come from", edition)
    held = cases.with_columns(shown_singly(edition, cases, group).alias(group) for group in GROUPS)
    parts = [_group_counts(held, group) for group in GROUPS]
    counts = case_studies_fields()
    words = f"{OPEN} {breakdown_words(edition.network.breakdowns)}"
    table = release_open("case-sources", pl.concat(parts), counts, words)
    number, partners = cases_fact(edition), partners_fact(edition)
    known = {group: cases.filter(pl.col(group) != NOT_GIVEN)[group].n_unique() for group in GROUPS}
    kinds, places = (_how_many(group, known[group], number) for group in ("source_kind", "place"))
    origins = (
        (partners, "partner", "partners"),
        (places, "place", "places"),
        (kinds, "kind of source", "kinds of source"),
    )
    given = [noun_for(*origin) for origin in origins if origin[0].number]  # not given is not nought
    title = f"{noun_for(number, 'source')}{' from ' if given else ', of origins that are not given'}{listed(given)}"
    text = worded(edition, "told.three-times", table="@tbl-case-sources")
    stated = [number, *(fact for fact in (partners, kinds, places) if fact.number)]
    singly = parts[0].filter(~pl.col("name").is_in([NOT_GIVEN, OTHERS]))["cases"].to_list()
    if len(singly) > 1 and singly.count(max(singly)) == 1:  # of one, and of several alike, none collected most
        how = "sources of the partner who collected most of those shown singly"
        share = derived("cases.most", max(singly), "sources", how, [number])
        text += f" The partner who collected most, of those shown singly, collected {share} of them."
        stated.append(share)
    shown = exhibit_table("case-sources", title, table, text, stated, **more(edition))
    return _traced_to_cases(shown, cases["case_id"].to_list())


def case_studies_fields() -> list[Field]:
    how = f"sources collected by the period's end, without those withdrawn; {NOT_WHICH}"
    return [
        Field("name", "Which", "key"),
        Field("group", "Counted by", "key"),
        Field("cases", "Sources", unit="sources", how=how),
    ]


def _how_many(group: str, number: int, cases: Fact) -> Fact:
    return derived(
        f"cases.{group}s", number, PLURALS[group], f"different {PLURALS[group]} of the sources used", [cases]
    )


def _group_counts(cases: pl.DataFrame, group: str) -> pl.DataFrame:
    """One row a partner, place or kind: the most first, what is not shown singly and what is not given last."""
    counts = cases.group_by(pl.col(group).alias("name")).agg(
        cases=pl.len().cast(pl.Int64), case_ids=pl.col("case_id").sort()
    )
    return (
        counts.with_columns(group=pl.lit(GROUPS[group]))
        .sort(pl.col("name") == NOT_GIVEN, pl.col("name") == OTHERS, -pl.col("cases"), "name")
        .select("name", "group", "cases", "case_ids")
    )


def _traced_to_cases(exhibit: Exhibit, every: list[str]) -> Exhibit:
    """Led back to every case study, so that no quote leads to a place."""
    assert exhibit.table is not None
    facts = {fact.id: fact for fact in exhibit.facts}
    for row in range(len(exhibit.table)):
        fact = fact_of(exhibit.table, "cases", row)
        facts[fact.id] = replace(fact, origins=(Origin("case_studies", (("case_id", tuple(every)),)),))
    return replace(exhibit, facts=tuple(facts.values()))


def outcomes_by_source(edition: OpenEdition) -> Exhibit:
    """Heat map: case studies by outcome and kind of source."""
    return _outcomes_by(edition, "source_kind")


def outcomes_by_place(edition: OpenEdition) -> Exhibit:
    """Heat map: case studies by outcome and place, places with few case studies together."""
    return _outcomes_by(edition, "place")


def outcomes_by_partner(edition: OpenEdition) -> Exhibit:
    """Heat map: case studies by outcome and partner who collected them, partners with few case studies together."""
    return _outcomes_by(edition, "partner")


def _outcomes_by(edition: OpenEdition, group: str) -> Exhibit:
    name, subject = NAMES[group], SUBJECTS[group]
    cases, every = placed(edition), codes_of(edition, OUTCOMES)
    if not cases.height:
        return no_cases(name, subject, edition)
    if not every.height:
        return no_codes(name, subject, OUTCOMES, edition)
    codes = codes_broken_down(edition, every, group)
    shown = cases.with_columns(group=told_singly(edition, cases, group))
    groups = _ordered(shown)
    single = [one for one in groups if one not in (OTHERS, NOT_GIVEN)]
    if not single:
        least = least_told(edition.network.breakdowns)
        unknown = f"No {NOUNS[group]} has {count_of(least, 'source')}, and what fewer tell is not broken down by {NOUNS[group]}: {edition.network.breakdowns.source}."
        return exhibit_unknown(
            name, subject, unknown, f"{count_of(least, 'source')} or more of one {NOUNS[group]}.", **more(edition)
        )
    if not codes.height:
        unknown = f"Beside the quotes, what is told by {NOUNS[group]} would lead somebody quoted to one {NOUNS[group]}, so it is not broken down."
        return exhibit_unknown(
            name, subject, unknown, plainly(edition, "told.more-of-each", kind=NOUNS[group]), **more(edition)
        )
    table = _grid(edition, name, shown, codes, groups, group)
    title, facts = _grid_title(edition, table, single, group)
    text, said = _grid_sentence(edition, table, shown, groups, group)
    if kept := every.height - codes.height:
        left = derived(f"{name}.kept-back", kept, "outcomes", "outcomes that are not broken down here", [])
        text += f" {noun_for(left, 'outcome')} told of {'is' if kept == 1 else 'are'} not broken down here: beside a quote it would lead to one {NOUNS[group]}."
        said.append(left)
    alt = f"Grid of sources by outcome and {NOUNS[group]}. {_spoken(table, groups)}"
    drawing = _drawn(table, codes, groups[:MOST_COLUMNS])
    made = exhibit_figure(name, title, alt, table, drawing, text, [*facts, *said], **more(edition))
    return traced(made, whole=["size"], among=cases["case_id"].to_list())


def _ordered(shown: pl.DataFrame) -> list[str]:
    """Groups with most case studies first; what is not shown singly last."""
    counts = (
        shown.group_by("group")
        .len()
        .sort(pl.col("group").is_in([OTHERS, NOT_GIVEN]), -pl.col("len").cast(pl.Int64), "group")
    )
    return counts["group"].to_list()


def _grid(
    edition: OpenEdition, name: str, shown: pl.DataFrame, codes: pl.DataFrame, groups: list[str], group: str
) -> Released:
    """One row a group and an outcome: how many of the group's case studies tell of it."""
    given = (
        edition.table("codings")
        .select("case_id", "code_id")
        .unique()
        .join(shown.select("case_id", "group"), on="case_id")
    )
    told = given.group_by("group", "code_id").agg(cases=pl.len().cast(pl.Int64), case_ids=pl.col("case_id").sort())
    sizes = shown.group_by("group").agg(size=pl.len().cast(pl.Int64), whole_ids=pl.col("case_id").sort())
    every = pl.DataFrame({"group": groups}, schema={"group": pl.String}).join(codes, how="cross")
    frame = (
        every.join(told, on=["group", "code_id"], how="left", maintain_order="left")
        .join(sizes, on="group", how="left", maintain_order="left")
        .with_columns(pl.col("cases").fill_null(0), pl.col("case_ids").fill_null([]))
    )
    note = f"{OPEN} {breakdown_words(edition.network.breakdowns)}"
    hows = f"sources of the {NOUNS[group]} shown here", case_studies.CASES_BY_CODE.how
    size, telling = (f"{how}; {NOT_WHICH}" for how in hows)
    fields = [
        Field("group", GROUPS[group], "key"),
        Field("name", "Told of", "key"),
        Field("cases", "Sources that tell of it", unit="sources", how=telling),
        Field("size", "Sources shown", unit="sources", how=size),
        Field("sure", "Marks", "text"),
    ]
    return release_open(name, marked(edition, frame), fields, note)


def _grid_title(edition: OpenEdition, table: Released, single: list[str], group: str) -> tuple[str, list[Fact]]:
    """The outcome that most of the groups shown tell of; no superlative where none is told in two, or all alike."""
    frame = table.frame.with_row_index("row")
    told = frame.filter(pl.col("group").is_in(single) & (pl.col("cases") > 0) & (pl.col("frame") != "contrary"))
    counted = derived(
        f"{table.name}.groups", len(single), PLURALS[group], f"{PLURALS[group]} shown singly", [cases_fact(edition)]
    )
    if told.is_empty():
        return f"No outcome is told of in any of {noun_for(counted, NOUNS[group], PLURALS[group])}", [counted]
    spread = (
        told.group_by("name", maintain_order=True)
        .agg(pl.col("row"), groups=pl.len())
        .sort("groups", descending=True, maintain_order=True)
    )
    first = spread.row(0, named=True)
    widest = spread.filter(pl.col("groups") == first["groups"])
    inputs = [fact_of(table, "cases", row) for rows in widest["row"].to_list() for row in rows]
    how = f"{PLURALS[group]} whose sources tell of the outcome that is told most widely"
    where = derived(f"{table.name}.widest", first["groups"], PLURALS[group], how, inputs)
    tied = derived(f"{table.name}.tied", widest.height, "outcomes", "outcomes told as widely as any", inputs)
    names = f"“{in_markdown(first['name'])}” is" if widest.height == 1 else f"{noun_for(tied, 'outcome')} are"
    spot = f"{where} of {noun_for(counted, NOUNS[group], PLURALS[group])}"
    if first["groups"] == len(single):
        spot = f"all {where} {PLURALS[group]}" if len(single) > 1 else f"the one {NOUNS[group]}"
    elif first["groups"] == 1:  # once is not widely
        return f"No outcome is told of {PLACED[group]} more than {spot} shown singly", [where, tied, counted]
    widely = " most widely," if widest.height < spread.height else " of"  # where all are told alike, none is most
    return f"{names} told{widely} {PLACED[group]} {spot} shown singly", [where, tied, counted]


def _grid_sentence(
    edition: OpenEdition, table: Released, shown: pl.DataFrame, groups: list[str], group: str
) -> tuple[str, list[Fact]]:
    number = cases_fact(edition)
    text = f"@fig-{table.name} counts {noun_for(number, 'source')}, each once an outcome; a nought says that none of those counted there tells of it."
    facts = [number]
    if OTHERS in groups:
        held = shown.filter(pl.col("group") == OTHERS).height
        rest = derived(f"{table.name}.others", held, "sources", "sources that are not shown singly", [number])
        text += (
            f" {noun_for(rest, 'source')} stand together as others, too few of their {NOUNS[group]} or too few that joined it since, so that none can be "
            f"picked out ({in_markdown(edition.network.breakdowns.source)})."
        )
        facts.append(rest)
    if len(groups) > MOST_COLUMNS:
        text += f" The drawing holds the {MOST_COLUMNS} {PLURALS[group]} with most sources; its data holds all."
    text += f" {reliability_note(edition, bool((table.frame['sure'] == UNSURE).any()))}"
    return text, facts


def _spoken(table: Released, groups: list[str]) -> str:
    told = []
    for group in groups[:MOST_COLUMNS]:
        rows = table.frame.filter((pl.col("group") == group) & (pl.col("cases") > 0))
        words = ", ".join(f"{name} {number}" for name, number in rows.select("name", "cases").rows())
        told.append(f"{group}, {count_of(rows['size'][0] if rows.height else 0, 'source')}: {words or 'none'}")
    return "; ".join(told) + "."


def _drawn(table: Released, codes: pl.DataFrame, groups: list[str]) -> Any:
    cells = {(row["group"], row["code_id"]): row for row in table.frame.iter_rows(named=True)}
    names = [
        f"{name} {cells[groups[0], code]['sure']}".strip() for code, name in codes.select("code_id", "name").rows()
    ]
    sizes = {group: cells[group, codes["code_id"][0]]["size"] for group in groups}
    numbers = [[cells[group, code]["cases"] for group in groups] for code in codes["code_id"]]
    said = [
        [f"{name}, {group}: {cells[group, code]['cases']} of {sizes[group]}" for group in groups]
        for code, name in zip(codes["code_id"], names, strict=True)
    ]
    heads = [f"{'others' if group == OTHERS else group}\N{NO-BREAK SPACE}({sizes[group]})" for group in groups]
    return heat(names, heads, numbers, said)
