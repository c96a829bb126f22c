"""Case studies told as boxes: each held to its teller's consent, to its passages, and to not saying who and where it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import polars as pl

from analysis.datasets.cases.consent_uses import USES_OF_PAGES
from analysis.datasets.cases.kept_consent import runs_of
from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.report.citing import identifiers, named_in
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.report.boxes import BOXES as NAME
from analysis.sources.report.citations import (
    braced_in,
    citations_in,
    in_short,
    typed_numbers,
    typed_quotations,
    without_braces,
    without_footnote_marks,
)
from analysis.sources.report.footnotes import WRITE_SO, footnote_problems, taken_apart

_JOINED = "joined by `;`"
BOXES = Table(
    name=NAME,
    meaning="One row an entry of boxes.yml: a case study told at some length, with its teller's consent.",
    key=("box_id",),
    columns=(
        Column("box_id", "text", "the box's short name", required=True),
        Column("number", "integer", "its place in the file", required=True, minimum=1),
        Column("line", "integer", "the line of the file that it begins in", required=True, minimum=1),
        Column("title", "text", "its heading", required=True),
        Column("case_id", "text", "the case study that it tells", required=True),
        Column("text", "text", "what is told, with the facts and passages it cites", required=True),
        Column("agreed", "text", "how the teller agreed to be told of in this way", required=True),
        Column("written_by", "text", "the role of whoever wrote it", required=True),
        Column("passages", "text", f"codings whose passages it rests on, {_JOINED}"),
        Column("named", "boolean", "whether the teller agreed that hub, place or partner is named"),
        Column("editions", "text", f"the editions that it stands in, {_JOINED}; none named means all"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
NO_CASE = Rule(
    "box-case",
    "The box tells of the case study `{value}`, and there is none{near}.",
    "Nobody could see whose story it is, or whether they agreed to it.",
    "Name the case study by the id that it has in the list.",
    "stops",
)
NO_CONSENT = Rule(
    "box-consent",
    "The box tells of the case study `{value}`, whose teller did not agree to be quoted in the report ({consent}).",
    "Somebody's story would be published against what was agreed.",
    "Take the box out, or ask the teller and write the new consent into the list. Editions built before may hold it: look for them.",
    "stops",
)
OF_ANOTHER = Rule(
    "box-passage",
    "The box rests on the passage `{value}`, which is none of its case study{near}.",
    "It would tell one person's story in another's words.",
    "Cite passages of the box's own case study.",
    "stops",
)
ON_NOTHING = Rule(
    "box-uncited",
    "The box cites no passage of its case study, and names none.",
    "Nobody can see what it rests on.",
    "Cite a passage as {{quote: ID}}, or name those it rests on under `passages`.",
    "stops",
)
UNFIT = Rule(
    "box-text",
    "“{shown}” {what}.",
    "It could not be published as it was meant.",
    "Write plain words with *emphasis*; cite numbers as {{fact: ID}} and words as {{quote: ID}}.",
    "stops",
)
FOOTNOTE = Rule("box-footnote", "{what}.", "It could not be published as it was meant.", WRITE_SO, "stops")
GIVES_AWAY = Rule(
    "box-names",
    "The box names {value}, the {kind} of its case study.",
    "Who reads it would know where to look for the teller.",
    "Say it without the name; or, where the teller agreed to be named so, write `named: true`.",
    "stops",
)
_MARKUP = re.compile(r"\]\(|!\[|<[A-Za-z/!]|`|^\s*(?:#|\||>|[-*+]\s|\d+[.)]\s)", re.MULTILINE)


def settle_boxes(tables: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, list[Finding]]:
    """The boxes with their passages by identifier, and a finding that stops for each thing that must not be printed so."""
    frame, told = tables[NAME], list[Finding]()
    find = identifiers(tables["case_studies"], "case_id")
    names = _names_of_places(tables)
    rows = []
    for row in frame.iter_rows(named=True):
        place = Place(row["source_file"], cell=row["source_cell"], table=NAME)
        told += _about_text(row, place)
        found, near = find(row["case_id"])
        if found is None:
            where = place._replace(column="case", value=row["case_id"])
            told.append(NO_CASE.at(where, near=f"; the nearest is `{near}`" if near else ""))
        else:
            case = tables["case_studies"].row(by_predicate=pl.col("case_id") == found, named=True)
            told += [
                *_consented(case, place),
                *_passages(row, found, tables["codings"], place),
                *_typed(row, case, place),
            ]
            told += [] if row["named"] else _given_away(row, case, names, place)
        rows.append({**row, "case_id": found or row["case_id"]})
    return pl.DataFrame(rows, schema=frame.schema), told


def _about_text(row: dict[str, Any], place: Place) -> Iterator[Finding]:
    where = place._replace(column="text")
    apart = taken_apart(row["text"])
    for _, what in footnote_problems(apart):
        yield FOOTNOTE.at(where, what=what)
    for text in (row["title"], apart.text, *(note.text for note in apart.notes)):
        shown = in_short(text)
        for braced in braced_in(text):
            if braced.problem:
                yield UNFIT.at(where, shown=shown, what=f"has something in braces: {braced.problem.rstrip('.')}")
        for number in typed_numbers(text):
            yield UNFIT.at(where, shown=shown, what=f"holds the number {number}, typed by hand")
        if typed_quotations(text):
            yield UNFIT.at(where, shown=shown, what="quotes somebody by hand")
        if _MARKUP.search(text):
            yield UNFIT.at(where, shown=shown, what="holds a link, a picture, a list, a heading or code")


def _consented(case: dict[str, Any], place: Place) -> Iterator[Finding]:
    covers = {use.strip().lower() for use in named_in(case["consent_covers"])}
    if case["consent"] != "quote" or (covers and not covers >= set(USES_OF_PAGES["report"])):
        said = case["consent"] or "no consent that is known"
        said = f"to be quoted for {case['consent_covers']} alone" if case["consent"] == "quote" else said
        yield NO_CONSENT.at(place._replace(column="case", value=case["case_id"]), consent=said)


def _passages(row: dict[str, Any], case_id: str, codings: pl.DataFrame, place: Place) -> Iterator[Finding]:
    """Findings for passages of others, and where there are none; those named are put into the row by their identifiers."""
    find = identifiers(codings.filter(pl.col("case_id") == case_id), "coding_id")
    quoted = [cited.id for cited in citations_in(row["text"]) if cited.kind == "quote"]
    known = []
    for called in (*quoted, *named_in(row["passages"])):
        found, near = find(called)
        known.append(found)
        if found is None:
            nearest = f"; the nearest of it is `{near}`" if near else ""
            yield OF_ANOTHER.at(place._replace(column="text", value=called), near=nearest)
    row["passages"] = ";".join(dict.fromkeys(each for each in known if each)) or None
    if not known:
        yield ON_NOTHING.at(place)


def _typed(row: dict[str, Any], case: dict[str, Any], place: Place) -> Iterator[Finding]:
    """The teller's own words that were typed and not cited, so that a withdrawal would not reach them."""
    told = set(runs_of(case["text"] or ""))
    said = " ".join(without_braces(text) for text in (row["title"], row["text"]))
    if typed := next((run for run in runs_of(said) if run in told), ""):
        yield UNFIT.at(place._replace(column="text"), shown=typed, what="is the teller's own words, typed by hand")


def _names_of_places(tables: dict[str, pl.DataFrame]) -> dict[str, dict[str, str]]:
    return {
        table: dict(tables[table].select(key, "name").drop_nulls().iter_rows())
        for table, key in (("hubs", "hub_id"), ("localities", "locality_id"))
    }


def _given_away(
    row: dict[str, Any], case: dict[str, Any], names: dict[str, dict[str, str]], place: Place
) -> Iterator[Finding]:
    """Where hub, place or partner of the case study stand in the box, word for word."""
    said = f" {_bare(row['title'])} {_bare(without_footnote_marks(row['text']))} "
    named = {
        "hub": names["hubs"].get(case["hub_id"]),
        "place": case["place"] or names["localities"].get(case["locality_id"]),
        "partner": case["partner"],
    }
    for kind, name in named.items():
        if name and f" {_bare(name)} " in said:
            yield GIVES_AWAY.at(place._replace(column="text", value=name), kind=kind)


def _bare(text: str) -> str:
    """Its words alone, in small letters: a name before a comma is that name."""
    return " ".join(re.findall(r"[^\W_]+", text.replace("’s ", " ").replace("'s ", " ").casefold()))
