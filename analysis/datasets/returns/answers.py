"""Answers as hubs write them become values; what does not read is missing, with a finding, and never zero."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

import polars as pl

from analysis.datasets.checks import shortened
from analysis.datasets.returns.collection import Collected
from analysis.datasets.returns.returns import RETURNS
from analysis.datasets.returns.single_choices import join_choices, offered_by
from analysis.datasets.written.numbers_and_days import plain_words, read_numbers, silence
from analysis.sources.findings import Finding, Severity
from analysis.sources.records import Answer, row_of

_YES = {"yes": 1.0, "y": 1.0, "true": 1.0, "1": 1.0, "no": 0.0, "n": 0.0, "false": 0.0, "0": 0.0}
_SENT = {
    "hub_id": pl.String,
    "quarter": pl.String,
    "question_id": pl.String,
    "written": pl.String,
    "source_file": pl.String,
    "source_sheet": pl.String,
    "source_cell": pl.String,
}

_LATER = ("revised", "correction")  # known only where corrections are applied
TYPED = {name: dtype for name, dtype in RETURNS.schema.items() if name not in _LATER} | {"written": pl.String()}


def type_answers(collected: list[Collected], questions: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """As `read_answers`, from the returns as they were collected."""
    written, unmatched = match_answers(collected, questions)
    answers, findings = read_answers(written, questions)
    return answers, unmatched + findings


def read_answers(written: pl.DataFrame, questions: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The answers that could be read, one row each, and what was wrong with the others.

    written: as `match_answers` gives it, after corrections. Columns: those of the returns table that a reading gives, and
    `written`: the answer letter for letter.
    """
    findings: list[Finding] = []
    about = questions.select("question_id", "wording", "number", "kind", "unit", "required", "choices")
    asked = written.join(about, on="question_id", how="left", maintain_order="left")
    blank = asked.filter(pl.col("written") == "")
    findings += [_blank(row) for row in blank.filter(pl.col("required")).iter_rows(named=True)]
    given = asked.filter(pl.col("written") != "")
    parts = []
    for kinds, read in (
        (["count", "hours", "money"], _read_quantities),
        (["yes-no"], _read_yes_no),
        (["choices"], _read_choices),
        (["text"], _read_texts),
    ):
        frame, found = read(given.filter(pl.col("kind").is_in(kinds)))
        parts.append(frame.select(list(TYPED)))
        findings += found
    return pl.concat(parts).cast(TYPED).sort(RETURNS.key), findings  # type: ignore[arg-type]


def match_answers(collected: list[Collected], questions: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Each answer with its question: by code, else by wording. An answer to no question of ours is told once a file.

    Columns: hub_id, quarter, question_id, written (empty where left blank), source_file, source_sheet, source_cell.
    """
    codes = set(questions["question_id"])
    listed = questions.select("wording", "question_id").drop_nulls().iter_rows()
    wordings = {plain_words(wording): code for wording, code in listed}
    matched: dict[tuple[str, str], str | None] = {}
    rows, findings = [], []
    strange: dict[tuple[str, str], list[str]] = defaultdict(list)
    offered = offered_by(questions)
    for each in collected:
        seen: dict[str, str] = {}
        answers, neither = join_choices(each.answers, offered)
        findings += [_neither(each, answer) for answer in neither]
        for answer in answers:
            key = (answer.code, answer.wording)
            if key not in matched:
                matched[key] = answer.code if answer.code in codes else wordings.get(plain_words(answer.wording))
            question = matched[key]
            if question is None:
                if answer.text:
                    strange[each.file, answer.wording or answer.code].append(answer.cell)
                continue
            if question in seen:
                findings += _asked_twice(each, answer.cell, answer.text, question, seen[question])
                continue
            seen[question] = answer.text
            rows.append((each.hub_id, each.quarter, question, answer.text, each.file, each.sheet or None, answer.cell))
    findings += [_strange(file, wording, cells) for (file, wording), cells in strange.items()]
    return pl.DataFrame(rows, schema=_SENT, orient="row"), findings


def _read_quantities(given: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Counts, hours and money. Counts are whole; nothing is negative."""
    read = given.hstack(read_numbers(given["written"], given["unit"])).with_columns(text=pl.lit(None, pl.String))
    whole = (pl.col("kind") != "count") | (pl.col("value") == pl.col("value").round())
    findings = [_not_read(row) for row in read.filter(pl.col("state") != "read").iter_rows(named=True)]
    bounds = read.filter(pl.col("state") == "bound").with_columns(text=pl.col("written"))
    read = read.filter(pl.col("state").is_in(["read", "nought"]))
    for row in read.filter(pl.col("value") < 0).iter_rows(named=True):
        findings.append(_say(row, "is less than zero.", "Write how many or how much there was.", "negative"))
    for row in read.filter(~whole, pl.col("value") >= 0).iter_rows(named=True):
        remedy = "Write a whole number; if a point was meant to part thousands, leave it out."
        findings.append(_say(row, "is not a whole number.", remedy, "not-whole"))
    return pl.concat([read.filter(whole, pl.col("value") >= 0), bounds]), findings


def _not_read(row: dict[str, object]) -> Finding:
    """Why a quantity is none, or is not quite what was written."""
    if row["state"] == "bound":
        words = f"is a bound ({row['qualifier']}), not a number: it is kept as written and stands in no sum."
        return _say(row, words, "If the number is known, write it.", "bound")
    return _unreadable(row) if row["state"] == "unreadable" else _silent(row, str(row["state"]))


def _read_yes_no(given: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    words = pl.col("written").str.to_lowercase().str.strip_chars(" .!")
    read = given.with_columns(
        words.replace_strict(_YES, default=None, return_dtype=pl.Float64).alias("value"),
        text=pl.lit(None, pl.String),
        qualifier=pl.lit("exact"),
    )
    findings = []
    for row in read.filter(pl.col("value").is_null()).iter_rows(named=True):
        said = silence(row["written"])
        neither = said is None or said == "nought"
        findings.append(
            _say(row, "is neither yes nor no.", "Write yes or no.", "not-yes-no")
            if neither
            else _silent(row, said or "")
        )
    return read.filter(pl.col("value").is_not_null()), findings


def _read_choices(given: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The choices that are on the list, in the list's order; others are told and left out."""
    findings, texts = [], []
    for row in given.iter_rows(named=True):
        offered = _offered(row["choices"] or "")
        written = [part.strip() for part in row["written"].replace("\n", ";").split(";") if part.strip()]
        if len(written) == 1 and plain_words(written[0]) not in offered:
            written = [part.strip() for part in written[0].split(",") if part.strip()]
        chosen = {plain_words(part) for part in written}
        strange = [part for part in written if plain_words(part) not in offered]
        if strange and (said := silence(row["written"])):
            findings.append(_silent(row, said, "none of the choices"))
        elif strange:
            problem = f"has `{', '.join(strange)}`, which is not among the choices."
            findings.append(_say(row, problem, "Choose from the list, or use `something else`.", "not-a-choice"))
        texts.append(";".join(choice for plain, choice in offered.items() if plain in chosen) or None)
    read = given.with_columns(
        pl.Series("text", texts, dtype=pl.String), value=pl.lit(None, pl.Float64), qualifier=pl.lit("exact")
    )
    return read.filter(pl.col("text").is_not_null()), findings


@lru_cache(maxsize=64)
def _offered(choices: str) -> dict[str, str]:
    return {plain_words(choice): choice for choice in choices.split(";") if choice}


def _read_texts(given: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Words as they were written, but for those that only say that there are none."""
    said = pl.Series([silence(text) for text in given["written"]], dtype=pl.String)
    findings = [
        _say(row, "was written for nothing to tell.", "Nothing to do.", "not-applicable", "note")
        for row in given.filter(said.is_not_null()).iter_rows(named=True)
    ]
    read = given.filter(said.is_null()).with_columns(
        pl.col("written").alias("text"), value=pl.lit(None, pl.Float64), qualifier=pl.lit("exact")
    )
    return read, findings


def _unreadable(row: dict[str, object]) -> Finding:
    remedy, written = "Write the number alone; `about 30` is fine where it is an estimate.", str(row["written"])
    if re.match(r"\d{4}-\d{2}-\d{2}", written):
        return _say(row, "is a date: spreadsheets make one of answers such as 3-4.", remedy, "not-a-number")
    if re.fullmatch(r"[\d.,]+\s?%", written):
        return _say(row, "is a share; how many there were is asked.", remedy, "not-a-number")
    if re.fullmatch(r"(between )?£?[\d.,]+\s?(-|–|to|or|and)\s?£?[\d.,]+", written.lower()):
        return _say(row, "gives two numbers; which one holds cannot be told.", remedy, "not-a-number")
    return _say(row, "does not read as one number.", remedy, "not-a-number")


def _silent(row: dict[str, object], said: str, nought: str = "0") -> Finding:
    """What was made of an answer that gives none."""
    if said == "nought":
        finding = _say(
            row, f"was read as {nought}.", "Nothing to do, unless not known was meant.", "nought-in-words", "note"
        )
        return replace(finding, why="A blank would mean not known; this says that there was none.")
    if said == "dash":
        return _say(
            row, "may mean none or not known.", "Write 0 if there was none; leave it blank if not known.", "dash"
        )
    if said == "not applicable":
        return _say(row, "says that the question does not apply.", "Nothing to do.", "not-applicable", "note")
    return _say(row, "was written for not known.", "Nothing to do, unless it is known by now.", "not-known", "note")


def _blank(row: dict[str, object]) -> Finding:
    finding = _say(row, "", "Ask the hub for it.", "required-blank", "note")
    return Finding(**{**vars(finding), "problem": f"Question {row['number']} was left blank: {row['wording']}"})


def _say(row: dict[str, object], problem: str, remedy: str, rule: str, severity: Severity = "doubt") -> Finding:
    written = shortened(str(row["written"]))
    return Finding(
        file=str(row["source_file"]),
        sheet=str(row["source_sheet"] or ""),
        cell=str(row["source_cell"]),
        row=row_of(str(row["source_cell"])),
        table="returns",
        column=str(row["question_id"]),
        value=written,
        problem=f"The answer to question {row['number']}, `{written}`, {problem}",
        why="The answer is missing from the report; it is not counted as zero."
        if rule != "not-a-choice"
        else "What is not on the list cannot be counted; the rest of the answer is.",
        remedy=remedy,
        severity=severity,
        rule=rule,
        hub_id=str(row["hub_id"]),
        quarter=str(row["quarter"]),
    )


def _neither(each: Collected, answer: Answer) -> Finding:
    return Finding(
        file=each.file,
        sheet=each.sheet,
        cell=answer.cell,
        row=row_of(answer.cell),
        table="returns",
        column=answer.code.split(":")[0],
        value=shortened(answer.text),
        problem=f"Beside `{shortened(answer.wording)}` stands `{shortened(answer.text)}`, which is neither yes nor no.",
        why="It is not counted as chosen.",
        remedy="Write yes or no.",
        severity="doubt",
        rule="not-yes-no",
        hub_id=each.hub_id,
        quarter=each.quarter,
    )


def _asked_twice(each: Collected, cell: str, text: str, question: str, first: str) -> list[Finding]:
    if not text or plain_words(text) == plain_words(first):
        return []
    return [
        Finding(
            file=each.file,
            sheet=each.sheet,
            cell=cell,
            row=row_of(cell),
            table="returns",
            column=question,
            value=shortened(text),
            problem=f"The question is answered twice: `{shortened(first)}` above and `{shortened(text)}` here.",
            why="The first answer was counted.",
            remedy="Delete the one that is wrong.",
            severity="doubt",
            rule="answered-twice",
            hub_id=each.hub_id,
            quarter=each.quarter,
        )
    ]


def _strange(file: str, wording: str, cells: list[str]) -> Finding:
    return Finding(
        file=file,
        cell=cells[0],
        row=row_of(cells[0]),
        table="returns",
        value=shortened(wording),
        problem=f"`{shortened(wording)}` is not a question of this network ({len(cells)} answers).",
        why="Answers to it are left out.",
        remedy="If it was reworded on the form, give questions.yml the same words.",
        severity="doubt",
        rule="unknown-question",
    )
