"""What was hoped for and did not happen: always shown, also where nothing of the kind was found."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.case_counts import (
    OPEN,
    bears_unsure,
    cases_fact,
    cases_of,
    codes_of,
    marked,
    more,
    no_cases,
    traced,
)
from analysis.exhibits.cases.coders import reliability_note
from analysis.exhibits.cases.quotes import QUOTABLE, quote_fact, who_said
from analysis.exhibits.cases.tellers import passages_shown, tellers_note, why_no_words
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.tables import in_cell
from analysis.exhibits.wording import listed, noun_for, plainly, worded
from analysis.measures.cases import agreement

SUBJECT = "what was hoped for and did not happen"
ALL = "All sources"


def contrary_cases(edition: OpenEdition) -> Exhibit:
    """How many case studies tell the contrary, and what else they tell of beside the others. A row of noughts where none does."""
    cases, codes = cases_of(edition), codes_of(edition, ["contrary"])
    if not cases.height:
        return no_cases("contrary-cases", SUBJECT, edition)
    if not codes.height:
        unknown = plainly(edition, "told.no-contrary-code")
        needed = plainly(edition, "told.contrary-code-needed")
        return exhibit_unknown("contrary-cases", SUBJECT, unknown, needed, **more(edition))
    table = _released(edition, cases, codes)
    number, first = cases_fact(edition), fact_of(table, "contrary", 0)
    partners = cases.filter(pl.col("case_id").is_in(_telling(edition, codes)))["partner"].drop_nulls().n_unique()
    who = derived("contrary.partners", partners, "partners", "different partners who collected these sources", [first])
    basis = noun_for(number, "source")
    if first.number:
        verb = "tells" if first.number == 1 else "tell"
        alone = ", all collected by one partner" if partners == 1 and first.number > 1 else ""
        title = f"{first} of {basis} {verb} of something hoped for that did not happen{alone}"
    else:
        title = f"No contrary case was found in {basis}"
    text, facts = _sentence(edition, codes, table, first, who)
    return traced(exhibit_table("contrary-cases", title, table, text, [number, first, *facts], **more(edition)))


def _telling(edition: OpenEdition, codes: pl.DataFrame) -> list[str]:
    """Case studies that at least one coder gave a contrary code."""
    given = edition.table("codings").filter(pl.col("code_id").is_in(codes["code_id"].to_list()))
    used = cases_of(edition).join(given.select("case_id").unique(), on="case_id", how="semi")
    return used["case_id"].to_list()


def _released(edition: OpenEdition, cases: pl.DataFrame, codes: pl.DataFrame) -> Released:
    """All case studies first; then the codes that contrary ones bear, the most told first, beside how many others bear them."""
    telling = _telling(edition, codes)
    contrary = codes["code_id"].to_list()
    given = (
        edition.table("codings").join(cases.select("case_id"), on="case_id", how="semi").unique(["case_id", "code_id"])
    )
    is_contrary = pl.col("case_id").is_in(telling)
    rows = (
        codes_of(edition)
        .filter(~pl.col("code_id").is_in(contrary))
        .join(
            given.group_by("code_id").agg(
                contrary=is_contrary.sum().cast(pl.Int64),
                others=(~is_contrary).sum().cast(pl.Int64),
                case_ids=pl.col("case_id").sort(),
            ),
            on="code_id",
        )
        .filter(pl.col("contrary") > 0)
        .sort("contrary", "others", "name", descending=[True, False, False])
        .with_columns(code_ids=pl.concat_list("code_id"))
        .drop("code_id")
    )
    whole = {"name": ALL, "frame": "", "contrary": len(telling), "others": cases.height - len(telling)}
    first = pl.DataFrame([whole | {"case_ids": telling, "code_ids": contrary}], schema=rows.schema)
    frame = marked(edition, pl.concat([first, rows]).with_columns(code_id=pl.col("code_ids").list.first()))
    fields = [
        Field("name", "Tells of", "key"),
        Field(
            "contrary",
            "Contrary cases",
            unit="sources",
            how="sources given a contrary code, and this one",
        ),
        Field(
            "others",
            "Other sources",
            unit="sources",
            how="sources given no contrary code, but this one",
        ),
        Field("sure", "Marks", "text"),
        Field("frame", "Kind", "text"),
    ]
    return release_open("contrary-cases", frame, fields, OPEN)


def _sentence(
    edition: OpenEdition, codes: pl.DataFrame, table: Released, first: Fact, who: Fact
) -> tuple[str, list[Fact]]:
    """How they were looked for, who collected them, what the table sets beside each other, and how sure it is."""
    coders = agreement.coders_of(edition.table("codings"), cases_of(edition))
    readers = len(coders.names)
    looking = derived(
        "contrary.coders", readers, "coders", "different coders that the codings name", [cases_fact(edition)]
    )
    names = listed([f"“{in_markdown(name)}”" for name in codes["name"].to_list()])
    by = f"by {noun_for(looking, 'coder')}" if readers else "by coders whom the codings do not name"
    text = f"Contrary cases were looked for {by} with the {'code' if codes.height == 1 else 'codes'} {names}"
    definition = edition.table("codebook").filter(pl.col("code_id") == codes["code_id"][0])["definition"][0]
    text += f" ({in_markdown(definition.strip().rstrip('.'))})." if codes.height == 1 and definition else "."
    if not first.number:
        text += " None was found. Sources are chosen, and what went wrong is seldom chosen: it may be there and not have been told."
        return f"{text} {reliability_note(edition, bears_unsure(table))}", [looking]
    text += f" {'It was' if first.number == 1 else 'They were'} collected by {noun_for(who, 'partner')}."
    text += (
        " @tbl-contrary-cases sets beside each other what they and the other sources tell of; with so few, a difference of one or two "
        f"says nothing. {reliability_note(edition, bears_unsure(table))}"
    )
    return text, [looking, who]


def contrary_words(edition: OpenEdition, where: str = "report") -> Exhibit:
    """Every contrary case study that may be quoted, in its teller's words: one passage each, the latest first."""
    exhibit_id, subject = "contrary-words", "contrary cases in the words of those who told them"
    if not cases_of(edition).height:
        return no_cases(exhibit_id, subject, edition)
    codes = codes_of(edition, ["contrary"])
    telling = _telling(edition, codes)
    passages = passages_shown(edition, where)
    passages = passages.filter(pl.col("code_id").is_in(codes["code_id"].to_list())).unique(
        "case_id", keep="first", maintain_order=True
    )
    if not telling:
        unknown = plainly(edition, "told.no-contrary-words")
        return exhibit_unknown(exhibit_id, subject, unknown, plainly(edition, "told.contrary-needed"), **more(edition))
    if passages.is_empty():
        unknown = f"{'One source tells' if len(telling) == 1 else 'Sources tell'} of it. {why_no_words(edition, codes, where)}"
        return exhibit_unknown(exhibit_id, subject, unknown, plainly(edition, "told.consent-needed"), **more(edition))
    facts = [quote_fact(row) for row in passages.iter_rows(named=True)]
    rows = [
        (f"“{in_cell(fact)}”", who_said(row)) for fact, row in zip(facts, passages.iter_rows(named=True), strict=True)
    ]
    said = pl.DataFrame(rows, schema={"words": pl.String, "who": pl.String}, orient="row")
    table = release_open(
        exhibit_id,
        said,
        [Field("words", "In their words", "text"), Field("who", "Who, and where from", "text")],
        QUOTABLE,
    )
    shown = derived("contrary.quoted", len(facts), "sources", "contrary cases quoted here", facts)
    found = derived("contrary.told", len(telling), "sources", "sources given a contrary code", [cases_fact(edition)])
    title = f"{shown} of {noun_for(found, 'contrary case')} may be quoted"
    text = worded(edition, "told.contrary-words", table="@tbl-contrary-words") + (
        f" {worded(edition, 'told.others-counted')}" if len(facts) < len(telling) else ""
    )
    text += f" {tellers_note(edition)}"
    return exhibit_table(exhibit_id, title, table, text, [shown, found, *facts], **more(edition))
