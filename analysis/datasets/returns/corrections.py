"""What hubs said afterwards about their answers: corrections and confirmations, and how they are applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any

import polars as pl

from analysis.datasets.checks import shortened
from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.entries import entry_of
from analysis.datasets.returns.checks.rules import Check
from analysis.settings.declaration import about
from analysis.settings.field_words import nearest_of
from analysis.sources.findings import Finding, Place

CORRECT, CONFIRM, NOT_KNOWN = "correct", "confirm", "not known"
KINDS = (CORRECT, CONFIRM, NOT_KNOWN)
KEY = ["hub_id", "quarter", "question_id"]
# Rules by which an answer is not counted, but proposed to the hub, which settles it.
PROPOSING = ("names-apart", "beside-the-box", "beside-the-boxes", "into-the-question", "same-day-returns")
# Rules about a whole return: to confirm one says which return holds or whose it is, and makes no number out of the ordinary.
SETTLING = ("two-hubs-named", "differing-returns", "below-the-form", "repeated-return")
# All rules about a whole return that a hub can answer: what an entry without a question may be about.
_OF_RETURNS = (
    *(
        "missing-return",
        "return-without-answers",
        "hub-not-open",
        "names-apart",
        "beside-the-boxes",
        "same-day-returns",
    ),
    *SETTLING,
)

CORRECTIONS = Table(
    name="corrections",
    meaning="One row an entry of corrections.yml, in its order.",
    key=(),
    as_sent=True,
    columns=(
        Column("hub_id", "text", "the hub whose answer is meant", required=True, refers_to="hubs.hub_id"),
        Column("quarter", "quarter", "the quarter of the return", required=True),
        Column(
            "question_id",
            "text",
            "the question; none where the whole return is meant, as one that never came",
            refers_to="questions.question_id",
        ),
        Column(
            "kind",
            "choice",
            "correct: another answer holds; confirm: the answer is right as it is; not known: nobody can say",
            required=True,
            choices=KINDS,
        ),
        Column("rule", "text", "the check whose finding is answered; none where all about this answer are"),
        Column("expected", "text", "the answer as the return has it; none where it was left blank"),
        Column("new", "text", "the answer that holds instead; none where it is not known"),
        Column(
            "reason", "text", "why", required=True, why="A number that changed without a reason cannot be defended."
        ),
        Column(
            "who",
            "text",
            "the role of whoever said so; with the word `research`, as in `research partner`, where no hub did",
            required=True,
            why="Somebody must answer for the change.",
        ),
        Column(
            "when",
            "date",
            "the day it was said",
            required=True,
            why="Only with it can a reader tell what was published before the change.",
        ),
        Column("source", "text", "how it came: the name of the answered sheet, a call, a letter"),
        Column("old_value", "number", "what the report counted before the correction, where it was a number"),
        Column("new_value", "number", "what it counts since"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
# One entry of corrections.yml. `remark` is kept for whoever reads the file, and never published.
CORRECTION = entry_of(
    CORRECTIONS,
    without=("old_value", "new_value"),
    optional=("kind",),
    more={"remark": Annotated[str, about("the hub's own words; they are never published")]},
)

_LOUD = "A correction applied to something else would put a wrong number into the report without a word."
NO_LONGER_MATCHES = Check(
    "correction-no-longer-matches",
    "Does the return still say what the correction expects?",
    _LOUD,
    "Never: delete the entry if the hub has sent the right number itself.",
    "stops",
    "",
    "Compare the entry with the return; correct `expected`, or delete the entry.",
)
NO_RECORD = Check(
    "correction-without-record",
    "Is there a return that the correction is about?",
    _LOUD,
    "Never.",
    "stops",
    "",
    "Correct the entry's hub, quarter or question, put the return back, or delete the entry.",
)
CORRECTING = (NO_LONGER_MATCHES, NO_RECORD)


def said_by_the_hub() -> pl.Expr:
    """Of entries: whether somebody of the hub said so, and not whoever does the research, who decides what a hub leaves open."""
    return ~pl.col("who").fill_null("").str.to_lowercase().str.contains("research", literal=True)


def apply_corrections(written: pl.DataFrame, corrections: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The answers as corrected, and a stopping finding for each entry that does not match what it was made for.

    written: as `match_answers` gives it. Entries are applied in their order, so that one may correct an earlier one. Columns out:
    those of `written`, revised (the day, text) and correction (the entry's place); both null where nothing was corrected.
    """
    untouched = written.with_columns(revised=pl.lit(None, pl.String), correction=pl.lit(None, pl.String))
    if corrections.is_empty():
        return untouched, []
    concerned = written.join(corrections.select("hub_id", "quarter").unique(), on=["hub_id", "quarter"], how="semi")
    returns = {(row["hub_id"], row["quarter"]): row for row in concerned.iter_rows(named=True)}
    answered = {(row["hub_id"], row["quarter"]) for row in concerned.iter_rows(named=True) if row["written"]}
    now = {tuple(row[name] for name in KEY): row["written"] for row in concerned.iter_rows(named=True)}
    changed: dict[tuple[str, ...], dict[str, Any]] = {}
    findings = []
    for entry in corrections.iter_rows(named=True):
        key = tuple(entry[name] for name in KEY)
        sent = returns.get(key[:2])
        if problem := _mismatch(entry, sent, now.get(key, ""), key[:2] in answered):
            findings.append(problem)
        elif entry["kind"] == CORRECT and sent is not None:
            now[key] = entry["new"] or ""
            origin = {"source_file": sent["source_file"], "source_sheet": sent["source_sheet"], "source_cell": ""}
            origin["proposed"] = None
            said = {"written": now[key], "revised": str(entry["when"] or ""), "correction": entry["source_cell"]}
            changed[key] = origin | dict(zip(KEY, key, strict=True)) | said
    if not changed:
        return untouched, findings
    new = pl.DataFrame(list(changed.values()), schema=untouched.schema)
    kept = untouched.join(new.select(*KEY, "written", "revised", "correction"), on=KEY, how="left", suffix="_new")
    settled = pl.col("revised_new").is_not_null()
    kept = kept.with_columns(
        pl.when(settled).then(None).otherwise(pl.col("proposed")).alias("proposed"),
        *(pl.coalesce(f"{name}_new", name).alias(name) for name in ("written", "revised", "correction")),
    ).select(untouched.columns)
    return pl.concat([kept, new.join(written, on=KEY, how="anti").select(untouched.columns)]), findings


def _mismatch(entry: dict[str, Any], sent: dict[str, Any] | None, now: str, answered: bool) -> Finding | None:
    """A finding where an entry is about something that is not there, or not as it expects. answered: whether the return says anything."""
    about = f"{entry['hub_id']}, {entry['quarter']}, {entry['question_id'] or 'the whole return'}"
    if entry["question_id"] is None:
        if entry["kind"] == CORRECT:
            return _say(NO_RECORD, entry, f"The correction for {about} names no question.")
        if entry["rule"] == "missing-return" and answered:
            return _say(NO_LONGER_MATCHES, entry, f"The entry for {about} says that no return came, but one is here.")
        if entry["rule"] not in (None, *_OF_RETURNS):
            near = f"; the nearest is `{meant}`" if (meant := nearest_of(entry["rule"], _OF_RETURNS)) else ""
            return _say(
                NO_RECORD,
                entry,
                f"The entry for {about} is about `{entry['rule']}`, which no return is asked about{near}.",
            )
        if entry["rule"] != "missing-return" and sent is None:
            return _say(NO_RECORD, entry, f"The entry for {about} finds no return of that hub and quarter.")
        return None
    if sent is None:
        return _say(NO_RECORD, entry, f"The entry for {about} finds no return of that hub and quarter.")
    if _plain(now) == _plain(entry["expected"]):
        return None
    says, expects = (f"`{shortened(text)}`" if text else "nothing" for text in (now, entry["expected"] or ""))
    already = entry["kind"] == CORRECT and _plain(now) == _plain(entry["new"])
    problem = f"The entry for {about} expects {expects}, but the return says {says}" + (
        ": the new answer is there already." if already else "."
    )
    return _say(NO_LONGER_MATCHES, entry, problem)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _say(check: Check, entry: dict[str, Any], problem: str) -> Finding:
    expected = shortened(entry["expected"] or "")
    place = Place(
        entry["source_file"], "", entry["source_cell"], None, CORRECTIONS.name, entry["question_id"] or "", expected
    )
    return check.at(place, problem, hub_id=entry["hub_id"], quarter=entry["quarter"])


def _told_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without what follows from a word that reads as none: an entry that misspells its question seems to name none."""
    told = list(findings)
    misspelt = {
        (finding.file, finding.cell.removesuffix("/question_id"))
        for finding in told
        if finding.table == CORRECTIONS.name
        and finding.column == "question_id"
        and finding.cell.endswith("/question_id")
    }
    return [
        finding for finding in told if finding.rule != NO_RECORD.name or (finding.file, finding.cell) not in misspelt
    ]


def silence_confirmed(findings: Iterable[Finding], corrections: pl.DataFrame) -> list[Finding]:
    """The findings without those that a hub has answered by `right as it is`.

    What was left out stays told: a confirmation cannot make an answer readable, or two numbers true that contradict each other.
    """
    confirmed = {
        (row["hub_id"], row["quarter"], row["question_id"] or "", rule)
        for row in corrections.filter(pl.col("kind") == CONFIRM).iter_rows(named=True)
        for rule in [row["rule"] or ""]
    }
    return [
        finding
        for finding in _told_once(findings)
        if finding.severity == "stops"
        or finding.effect == "left out"
        or not confirmed & {(finding.hub_id, finding.quarter, finding.column, rule) for rule in (finding.rule, "")}
    ]


def still_proposed(findings: Iterable[Finding], corrected: pl.DataFrame) -> list[Finding]:
    """The findings without those about what was not counted and a hub has settled since. corrected: the answers as corrected."""
    open_ones = {
        (row["hub_id"], row["quarter"], question)
        for row in corrected.filter(pl.col("proposed").list.len() > 0).select(KEY).iter_rows(named=True)
        for question in (row["question_id"], "")
    }
    touched = set(corrected.filter(pl.col("revised").is_not_null()).select("hub_id", "quarter").iter_rows())
    return [
        finding
        for finding in findings
        if finding.rule not in PROPOSING
        or (finding.hub_id, finding.quarter) not in touched
        or (finding.hub_id, finding.quarter, finding.column) in open_ones
    ]


def lead_to_corrections(findings: Iterable[Finding], revised: pl.DataFrame) -> list[Finding]:
    """Findings about a corrected answer name the correction too. revised: KEY, revised and correction."""
    places = {tuple(row[:3]): (row[3], row[4]) for row in revised.select(*KEY, "revised", "correction").iter_rows()}
    told = []
    for finding in findings:
        when, place = places.get((finding.hub_id, finding.quarter, finding.column), (None, None))
        if when:
            number = int(str(place).strip("/").split("/")[0]) + 1
            words = f"{finding.problem} (So corrected on {when}: entry {number} of corrections.yml.)"
            finding = replace(finding, problem=words)
        told.append(finding)
    return told


def with_values(corrections: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The entries with what the report counted before and since. before, after: answers as checked."""
    values = [
        frame.filter(pl.col("value").is_not_null()).select(*KEY, pl.col("value").alias(name))
        for frame, name in ((before, "old_value"), (after, "new_value"))
    ]
    joined = corrections.drop("old_value", "new_value")
    for frame in values:
        joined = joined.join(frame, on=KEY, how="left", maintain_order="left")
    return joined.select(list(CORRECTIONS.schema))
