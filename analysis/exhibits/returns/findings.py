"""Exhibits on what the checks found in what was sent, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from analysis.datasets.findings import FINDING_NUMBER
from analysis.datasets.returns.checks.catalogue import CHECKS, hub_cannot_say, on_a_query_sheet
from analysis.disclosure.cases import place_told
from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table
from analysis.exhibits.facts import Fact, fact_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import listed, noun_for
from analysis.measures.returns import quality

COUNTS_RETURNS = "These are numbers of returns and of hubs, not of people, and stand as they are."
OF_FEW = (
    "Doubts about how large a withheld count is are for its hub alone, on its query sheet, and are not counted here; nor is what was found in a "
    "sheet with a row a person."
)
LEFT_OUT = pl.col("effect") != "kept"  # a doubt that says no effect concerns a file or a row that could not be used
BECAME = (
    pl.when(pl.col("severity") == "stops")
    .then(pl.lit("stops the build"))
    .when(pl.col("severity") == "note")
    .then(pl.lit("noted only"))
    .when(LEFT_OUT)
    .then(pl.lit("left out, and asked about"))
    .otherwise(pl.lit("kept as sent, and asked about"))
)
ON_THE_SHEET = "The hub's query sheet says more."
ON_NO_SHEET = "The hub was asked, and does not know."
OURS_TO_SETTLE = "Nothing you need do: whoever keeps the network's files sees to it."
ON_THE_SCREEN = "The check of the files says more."  # where no hub is asked, there is no sheet


def findings_by_rule(edition: OpenEdition) -> Exhibit:
    """What the checks found, by kind, and what became of it."""
    findings = edition.findings
    if not findings.height:
        return exhibit_none(
            "findings-by-rule",
            "Nothing was found",
            f"The checks found nothing wrong in what was sent{_apart(edition)}.",
        )
    counted = quality.findings_by_rule(findings.with_columns(became=BECAME)).with_columns(
        rule=pl.col("rule").str.replace_all("-", " "),
        became=pl.col("became").list.join("; "),
    )
    reads = _reads_of(findings)
    table = release_open(
        "findings-by-rule",
        counted,
        [
            Field("rule", "What was found", "key"),
            Field("became", "What became of it", "text"),
            Field("found", "Times", unit="findings", how="findings of this kind in all raw files", reads=reads),
            Field("files", "Files", unit="files", how="files in which it was found", reads=reads),
        ],
        COUNTS_RETURNS,
    )
    total = count_findings(edition, "quality.findings", findings, "all findings of the checks")
    lost, kept = doubts_in(edition, findings, "quality.all")
    return exhibit_table(
        "findings-by-rule",
        f"The checks raised {noun_for(total, 'finding')}; {lost} of them {'leaves' if lost.value == 1 else 'leave'} something out, {kept} {'asks' if kept.value == 1 else 'ask'} about what is kept",
        table,
        f"The checks raised {noun_for(total, 'finding')} in the files that were sent (@tbl-findings-by-rule). An answer that "
        "cannot be read counts as missing, never as nought. One that can be read but is odd is kept as it was sent until the hub "
        f"has answered. {OF_FEW}",
        [total, lost, kept],
        data_folder=edition.data_folder,
    )


def findings_in_full(edition: OpenEdition) -> Exhibit:
    """Each doubt with its place, its remedy and when to ignore it, without the words a volunteer wrote."""
    findings = edition.findings.filter(pl.col("severity") == "doubt")
    if not findings.height:
        return exhibit_none(
            "findings-in-full",
            "Nobody need be asked",
            f"Nothing was left out, and nothing that was kept is in doubt{_apart(edition)}.",
        )
    shown = findings.sort("file", "row", "cell").with_columns(
        place=place_told(pl.col("file"), pl.col("cell")),
        rule=pl.col("rule").str.replace_all("-", " "),
        became=pl.when(LEFT_OUT).then(pl.lit("left out")).otherwise(pl.lit("kept")),
        remedy=remedy_told(edition.table("hubs")["hub_id"], hub_cannot_say(edition.table("corrections"))),
        ignore=pl.col("ignore").fill_null("").str.replace_all("`", ""),
    )
    table = release_open(
        "findings-in-full",
        shown.select("place", "rule", "became", "remedy", "ignore"),
        [
            Field("place", "File and cell", "text", written=True),  # an address: its numbers count nothing
            Field("rule", "What was found", "text"),
            Field("became", "Until then", "text"),
            Field("remedy", "What to do", "text"),
            Field("ignore", "When to ignore it", "text"),
        ],
        "Places in files and kinds of fault; what was written there is not shown.",
    )
    parts, stated = _who_settles(edition, findings)
    return exhibit_table(
        "findings-in-full",
        f"{noun_for(stated[0], 'doubt')}: {parts}",
        table,
        "Each doubt names its file and cell, but of what people told only the folder, so that it leads to nobody; it says what to do and "
        f"when to ignore it (@tbl-findings-in-full). {OF_FEW}",
        stated,
        data_folder=edition.data_folder,
    )


def _apart(edition: OpenEdition) -> str:
    """Where something was found that is not told here, that it is not: else "nothing" would be said of what is not looked at."""
    return "" if edition.table("findings").is_empty() else ", as far as is told here"


def _who_settles(edition: OpenEdition, findings: pl.DataFrame) -> tuple[str, list[Fact]]:
    """How many of the doubts hubs are asked about, and how many not; the facts begin with that of all."""
    asks, cannot = on_a_query_sheet(), hub_cannot_say(edition.table("corrections"))
    kinds = (
        ("asked", asks & ~cannot, "to ask hubs about", "findings that hubs are asked about"),
        (
            "answered",
            asks & cannot,
            "that the hub cannot settle",
            "findings of which the hub said that it does not know",
        ),
        ("not-asked", ~asks, "that no hub is asked about", "findings that are settled without a hub"),
    )
    all_of = count_findings(edition, "quality.doubts", findings, "findings that somebody should settle")
    told = [
        (count_findings(edition, f"quality.doubts-{name}", findings.filter(which), how), words)
        for name, which, words, how in kinds
    ]
    some = [(fact, words) for fact, words in told if fact.value]
    return listed([f"{fact} {words}" for fact, words in some]), [all_of, *(fact for fact, _ in some)]


def queries_table(exhibit_id: str, findings: pl.DataFrame, labels: Mapping[str, str]) -> Released:
    """What a hub's own page asks: a row a doubt, with the question it is about, its place and what we ask, in the words of the query sheet.

    labels: of the questions, by their codes.

    A check's remedy is for whoever keeps the files, and names commands and files that no volunteer has.
    """
    questions = {name: check.query for name, check in CHECKS.items()}
    about = pl.col("column").replace_strict(labels, default="the whole return", return_dtype=pl.String)
    frame = findings.sort("quarter", "file", "row").select(
        "quarter",
        "cell",
        about=about,
        rule=pl.col("rule").str.replace_all("-", " "),
        asked=pl.when(on_a_query_sheet())
        .then(pl.col("rule").replace_strict(questions, default="", return_dtype=pl.String))
        .otherwise(pl.lit(OURS_TO_SETTLE)),
    )
    fields = [
        Field("quarter", "Quarter", "text"),
        Field("about", "Question", "text"),
        Field("cell", "Cell of your return", "text"),
        Field("rule", "What we saw", "text"),
        Field("asked", "What we ask", "text"),
    ]
    return release_open(
        exhibit_id, frame, fields, "Places and kinds of fault only; what was written there is not shown."
    )


def remedy_told(codes: Iterable[str], answered: pl.Expr) -> pl.Expr:
    """What would help, for everybody to read: a sentence with a figure in it may say what a volunteer wrote, and stays on the query sheet.

    codes: of hubs, whose figures are none. answered: of findings, whether the hub was asked and cannot say.
    """
    no_figures = re.compile("|".join(rf"\b{re.escape(code)}(?![\w-])" for code in sorted(codes)) or "(?!)")

    def told(row: dict[str, Any]) -> str:
        sentences = re.split(r"(?<=[.!?])\s+", row["remedy"].replace("`", "").strip())
        plain = [sentence for sentence in sentences if not re.search(r"\d", no_figures.sub("", sentence))]
        more = (ON_NO_SHEET if row["answered"] else ON_THE_SHEET) if row["asked"] else ON_THE_SCREEN
        return " ".join(plain if len(plain) == len(sentences) else [*plain, more])

    return pl.struct("remedy", asked=on_a_query_sheet(), answered=answered).map_elements(told, return_dtype=pl.String)


def doubts_in(edition: OpenEdition, findings: pl.DataFrame, name: str) -> tuple[Fact, Fact]:
    """How many findings leave something out, and how many ask about what is kept as it was sent."""
    doubts = findings.filter(pl.col("severity") == "doubt")
    scope = " in returns of the period" if name.endswith("own") else ""
    return (
        count_findings(
            edition, f"{name}-left-out", doubts.filter(LEFT_OUT), f"findings{scope} that leave something out"
        ),
        count_findings(
            edition, f"{name}-kept", doubts.filter(~LEFT_OUT), f"findings{scope} about what is kept as it was sent"
        ),
    )


def count_findings(edition: OpenEdition, name: str, findings: pl.DataFrame, how: str) -> Fact:
    """How many findings these are, as a fact that leads to their places and to no other finding's: one that is told nowhere has none here."""
    return _counted(edition, name, findings.height, "findings", how, _reads_of(findings))


def count_returns(edition: OpenEdition, name: str, number: int, how: str) -> Fact:
    """A number of the period's returns, as a fact of the edition: it leads to no return that came after."""
    quarters = edition.period.quarter_labels
    return _counted(edition, name, number, "returns", how, (("submissions", {"quarter": quarters}),))


def _reads_of(findings: pl.DataFrame) -> Reads:
    # An empty list restricts nothing, and there is no row -1.
    return (("findings", {FINDING_NUMBER: findings[FINDING_NUMBER].to_list() or [-1]}),)


def _counted(edition: OpenEdition, name: str, number: int, unit: str, how: str, reads: Reads) -> Fact:
    released = release_open(
        name,
        pl.DataFrame({"number": [number]}),
        [Field("number", how, unit=unit, how=how, reads=reads)],
        COUNTS_RETURNS,
    )
    return fact_of(released, "number", 0, f"{name}.{edition.period.slug}")
