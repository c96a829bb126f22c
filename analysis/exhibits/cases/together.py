"""What comes with what: outcomes with helps, lessons and hurdles, and codes with each other."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.case_counts import (
    HELPED,
    OPEN,
    OUTCOMES,
    cases_fact,
    cases_of,
    codes_of,
    marked,
    marks_of,
    more,
    no_cases,
    traced,
)
from analysis.exhibits.cases.coders import UNSURE, reliability_note
from analysis.exhibits.drawing.heat import heat
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for, plainly, worded
from analysis.measures.cases import co_occurrence

MOST_ROWS, MOST_COLUMNS, MOST_PAIRS = 16, 9, 12  # what a phone and a page hold; the data holds all
BEYOND = "more than chance"
EXPECTED = "sources with both, were the two codes given without regard to each other"


def outcomes_with_help(edition: OpenEdition) -> Exhibit:
    """Heat map: in how many case studies each outcome comes with each help, lesson and hurdle."""
    subject = "which outcome comes with which help"
    outcomes, helped = codes_of(edition, OUTCOMES), codes_of(edition, HELPED)
    if not cases_of(edition).height:
        return no_cases("outcomes-with-help", subject, edition)
    if not outcomes.height or not helped.height:
        unknown = plainly(edition, "told.no-codes")
        needed = "A codebook with codes under “outcome” and under “enabler”, “lesson” or “hurdle”."
        return exhibit_unknown("outcomes-with-help", subject, unknown, needed, **more(edition))
    table = _released("outcomes-with-help", edition, helped, outcomes)
    title, facts = _title(edition, table)
    rows, columns = _most_used(table, "first", MOST_ROWS), _most_used(table, "second", MOST_COLUMNS)
    left = (helped.height > len(rows)) or (outcomes.height > len(columns))
    alt = "Grid of sources by outcome and by help, lesson or hurdle. " + _spoken(table)
    text, said = _sentence(edition, table, "@fig-outcomes-with-help")
    if left:
        text += f" {worded(edition, 'told.codes-given-most')}"
    drawing = _drawn(table, rows, columns)
    shown = exhibit_figure(
        "outcomes-with-help", title, alt, table, drawing, text, _each([*facts, *said]), **more(edition)
    )
    return traced(shown, whole=["expected"])


def codes_together(edition: OpenEdition) -> Exhibit:
    """Table: the pairs of codes, of whatever kind, that most case studies bear together."""
    codes = codes_of(edition)
    if not cases_of(edition).height:
        return no_cases("codes-together", "which codes come together", edition)
    table = _released("codes-together", edition, codes, None, MOST_PAIRS)
    if not len(table):
        unknown = plainly(edition, "told.no-two-codes")
        needed = plainly(edition, "told.two-codes-needed")
        return exhibit_unknown("codes-together", "which codes come together", unknown, needed, **more(edition))
    title, facts = _title(edition, table)
    text, said = _sentence(edition, table, "@tbl-codes-together")
    shown = exhibit_table("codes-together", title, table, text, _each([*facts, *said]), **more(edition))
    return traced(shown, whole=["expected"])


def _each(facts: list[Fact]) -> list[Fact]:
    return list({fact.id: fact for fact in facts}.values())


def _released(
    name: str, edition: OpenEdition, first: pl.DataFrame, second: pl.DataFrame | None, most: int | None = None
) -> Released:
    """One row a pair, most case studies first. `most`: of all pairs only so many, and none that no case study bears."""
    others = None if second is None else second["code_id"].to_list()
    found = co_occurrence.together(edition.table("codings"), cases_of(edition), first["code_id"].to_list(), others)
    pairs, ties = found.height, found.filter(pl.col("cases") == pl.col("cases").max()).height  # before the cut
    if most is not None:
        found = (
            found.filter(pl.col("cases") > 0).sort("cases", "passages", descending=True, maintain_order=True).head(most)
        )
    frame = _described(edition, found).with_columns(pairs=pl.lit(pairs), ties=pl.lit(ties))
    how = co_occurrence.TOGETHER.how
    passages = "sources in which one passage was given both codes"
    keys = [Field("first_name", "Code", "key"), Field("second_name", "Comes with", "key")]
    if second is None:
        frame = frame.with_columns(pair=pl.format("{} + {}", "first_name", "second_name"))
        keys = [Field("pair", "Codes", "key")]
    fields = [
        *keys,
        Field("cases", "Sources with both", unit="sources", how=how),
        Field("expected", "To be expected by chance", unit="sources", how=EXPECTED, decimals=1),
        Field("passages", "In the same passage", unit="sources", how=passages),
        Field("marks", "Marks", "text"),
    ]
    return release_open(name, frame, fields, OPEN)


def _described(edition: OpenEdition, found: pl.DataFrame) -> pl.DataFrame:
    """The pairs with their codes' names, the case studies that they are counted in, and their marks."""
    named = codes_of(edition).select("code_id", "name", "frame")
    frame = (
        found.join(
            named.rename({"code_id": "first", "name": "first_name", "frame": "kind"}), on="first", maintain_order="left"
        )
        .join(
            named.rename({"code_id": "second", "name": "second_name", "frame": "second_kind"}),
            on="second",
            maintain_order="left",
        )
        .with_columns(
            code_ids=pl.concat_list("first", "second"),
            more=pl.when("beyond").then(pl.lit(BEYOND)).otherwise(pl.lit("")),
        )
    )
    whole = pl.Series("whole_ids", [cases_of(edition)["case_id"].to_list()] * frame.height, dtype=pl.List(pl.String))
    frame = frame.with_columns(whole)
    frame = marked(edition, marked(edition, frame, "first", "first_sure"), "second", "second_sure")
    frame = frame.with_columns(
        sure=pl.when((pl.col("first_sure") != "") | (pl.col("second_sure") != ""))
        .then(pl.lit(UNSURE))
        .otherwise(pl.lit(""))
    )
    return frame.with_columns(marks=marks_of("more", "sure"))


def _title(edition: OpenEdition, table: Released) -> tuple[str, list[Fact]]:
    """The pair that most case studies bear, and whether any pair comes more often than chance would have it."""
    number = cases_fact(edition)
    frame = table.frame.with_row_index("row")
    most = frame["cases"].max()
    if not most:
        return "No source tells of an outcome together with a help, lesson or hurdle", [number]
    top = frame.filter(pl.col("cases") == most)
    facts = [fact_of(table, "cases", row) for row in top["row"].to_list()]
    basis = noun_for(number, "source")
    if top.height > 3 or most == 1 < top.height:
        pairs = derived(f"{table.name}.top", top["ties"][0], "pairs", "pairs found in as many sources as any", facts)
        said = "come together, none in more than" if most == 1 else "come together most often, each in"
        return f"{noun_for(pairs, 'pair')} {said} {facts[0]} of {basis}", [pairs, facts[0], number]
    named = [
        f"“{in_markdown(one)}” and “{in_markdown(two)}”" for one, two in top.select("first_name", "second_name").rows()
    ]
    each = "each " if top.height > 1 else ""
    doubt = ", though coders agree too little on one of the two" if (top["sure"] != "").any() else ""
    chance = "" if frame["beyond"].any() else "; no pair more often than chance may bring about"
    often = "" if frame.filter(pl.col("cases") > 0).height == 1 else " most often"
    said = f"{'; '.join(named)} come together{often}, {each}in {facts[0]} of {basis}{doubt}{chance}"
    return said, [*facts, number]


def _sentence(edition: OpenEdition, table: Released, reference: str) -> tuple[str, list[Fact]]:
    """What is counted, against chance, and how sure the codes are."""
    number = cases_fact(edition)
    beyond = table.frame.filter("beyond")
    looked = derived(
        f"{table.name}.pairs", max([0, *table.frame["pairs"].to_list()]), "pairs", "pairs of codes looked at", [number]
    )
    found = derived(
        f"{table.name}.beyond",
        beyond.height,
        "pairs",
        "pairs in more sources than chance would bring about",
        [looked],
    )
    text = (
        f"{reference} counts a source where at least one coder gave it the one code and at least one the other, in whatever passages. "
        "Beside it stands how many there would be if the two had nothing to do with each other. "
    )
    if not found.number:
        text += f"Of {noun_for(looked, 'pair')} none comes together more often than chance may bring about with so few sources."
    else:
        verb = "comes" if found.number == 1 else "come"
        text += f"Of {noun_for(looked, 'pair')} {found} {verb} together more often than chance would bring about."
    if len(table) < looked.number:
        text += f" {worded(edition, 'told.pairs-shown')}"
    text += " (Fisher's exact test, all pairs held to account by Holm's method at [5%]{.given}.)"
    return f"{text} {reliability_note(edition, bool((table.frame['sure'] == UNSURE).any()))}", [looked, found]


def _spoken(table: Released) -> str:
    told = table.frame.filter(pl.col("cases") > 0).sort("cases", descending=True, maintain_order=True).head(MOST_PAIRS)
    pairs = [
        f"{one} with {two}: {number}" for one, two, number in told.select("first_name", "second_name", "cases").rows()
    ]
    return ("; ".join(pairs) if pairs else "No source has both of any pair") + "."


def _most_used(table: Released, side: str, most: int) -> list[str]:
    """Codes of one side in the codebook's order, of too many those that most case studies bear."""
    used = table.frame.group_by(side, maintain_order=True).agg(pl.col(f"{side}_cases").first())
    kept = set(used.sort(f"{side}_cases", descending=True, maintain_order=True).head(most)[side].to_list())
    return [code for code in used[side].to_list() if code in kept]


def _drawn(table: Released, rows: list[str], columns: list[str]) -> Any:
    cells = {(row["first"], row["second"]): row for row in table.frame.iter_rows(named=True)}
    names = {row["first"]: f"{row['first_name']} {row['first_sure']}".strip() for row in cells.values()}
    names |= {row["second"]: f"{row['second_name']} {row['second_sure']}".strip() for row in cells.values()}
    numbers = [[cells[row, column]["cases"] for column in columns] for row in rows]
    said = [
        [
            f"{names[row]} with {names[column]}: {cells[row, column]['cases']}, by chance {cells[row, column]['expected']:.1f}"
            for column in columns
        ]
        for row in rows
    ]
    return heat([names[row] for row in rows], [names[column] for column in columns], numbers, said)
