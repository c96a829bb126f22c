"""What was learned: findings in sentences, each held to the codes, passages and awards that it cites."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.report.citing import codes_of_network, codes_shared, identifiers, settle_names
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.report.citations import braced_in, in_short, typed_numbers
from analysis.sources.report.footnotes import WRITE_SO, footnote_problems, taken_apart
from analysis.sources.report.learned import LEARNED as NAME

STATEMENTS = ("evidence told", "claim", "plan", "hope")
AUTHORS = ("partner", "network", "both", "reader")
_JOINED = "joined by `;`"
LEARNED = Table(
    name=NAME,
    meaning="One row a finding of findings.yml: what was learned, on what it rests, what speaks against it.",
    key=("learned_id",),
    columns=(
        Column("learned_id", "text", "the finding's short name", required=True),
        Column("number", "integer", "its place in the file", required=True, minimum=1),
        Column("line", "integer", "the line of the file that it begins in", required=True, minimum=1),
        Column("sentence", "text", "the finding in one sentence, with the facts it cites", required=True),
        Column("footnotes", "text", "the footnotes that the sentence marks, each below the other"),
        Column("section", "text", "the section it stands in", required=True),
        Column("codes", "text", f"the codes it rests on, by identifier, {_JOINED}"),
        Column("themes", "text", f"codes of the shared codebook that it tells of, by identifier, {_JOINED}"),
        Column("speaks_for", "text", f"codings whose passages bear it out, {_JOINED}"),
        Column("against", "text", f"codings whose passages speak against it, {_JOINED}"),
        Column("facts", "text", f"published numbers behind it, {_JOINED}"),
        Column("awards", "text", f"awards behind it, {_JOINED}"),
        Column("contrary_sought", "boolean", "whether passages against it were looked for"),
        Column("other_explanations", "text", "what else may explain it"),
        Column("caution", "text", "what a reader must not conclude from it"),
        Column("level", "text", "the level of governance at which it holds"),
        Column("source", "text", "the published document and section that it was read in"),
        Column("statement", "choice", "what that document gives for it", choices=STATEMENTS),
        Column("author", "choice", "whose finding it is", choices=AUTHORS),
        Column("since", "year", "the year of the first report that held it"),
        Column("became", "text", "what became of it in later editions, by year"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
_ONLY_FACTS = "A finding cites facts in its sentence; passages are named under `for` and `against`."

GONE = Rule(
    "learned-cites",
    "The finding cites the {kind} `{value}`, and there is none{near}.",
    "A finding must not outlive what it rests on.",
    "Cite what there is now, and read the sentence again.",
    "stops",
)
TYPED_NUMBER = Rule(
    "learned-number",
    "“{shown}” holds the number {number}, typed by hand.",
    "The report promises that all it says leads back to what was sent.",
    "Cite the fact instead, as {{fact: ID}}; hub-learning facts lists them.",
    "stops",
)
CITED_WRONGLY = Rule(
    "learned-citation", "{what}", "It could not be published as it was meant.", "Write {{fact: ID}}.", "stops"
)
FOOTNOTE = Rule("learned-footnote", "{what}.", "It could not be published as it was meant.", WRITE_SO, "stops")
RESTS_ON_NOTHING = Rule(
    "learned-uncited",
    "The finding names no code, no passage, no number, no award and no document.",
    "Nobody can see what it rests on.",
    "Name what it rests on; a view without evidence belongs into the narrative, marked {{our view}}.",
    "stops",
)


def settle_learned(tables: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, list[Finding]]:
    """The findings with what they cite by identifier, and a finding that stops for each thing that is not there (any more)."""
    frame = tables[NAME]
    if frame.is_empty():
        return frame, []
    passage = ("passage", identifiers(tables["codings"], "coding_id"))
    kinds = {
        "codes": ("code", codes_of_network(tables)),
        "themes": ("code of the shared codebook", codes_shared()),
        "speaks_for": passage,
        "against": passage,
        "awards": ("award", identifiers(tables["awards"], "award_id")),
    }
    rows = frame.to_dicts()
    told = [finding for row in rows for finding in (*_about_sentence(row), *settle_names(row, kinds, NAME, GONE))]
    return pl.DataFrame(rows, schema=frame.schema), told


def _about_sentence(row: dict[str, str]) -> Iterator[Finding]:
    place = Place(row["source_file"], cell=row["source_cell"], table=NAME, column="sentence")
    apart = taken_apart(f"{row['sentence']}\n\n{row['footnotes'] or ''}")
    for _, what in footnote_problems(apart):
        yield FOOTNOTE.at(place, what=what)
    for text in (row["sentence"], *(note.text for note in apart.notes)):
        for braced in braced_in(text):
            wrong = braced.problem or ("" if braced.citation and braced.citation.kind == "fact" else _ONLY_FACTS)
            if wrong:
                yield CITED_WRONGLY.at(place, what=wrong)
        for number in typed_numbers(text):
            yield TYPED_NUMBER.at(place, shown=in_short(text), number=number)
    if not any(
        row[column] for column in ("codes", "speaks_for", "against", "facts", "awards", "source")
    ) and not braced_in(row["sentence"]):
        yield RESTS_ON_NOTHING.at(place)
