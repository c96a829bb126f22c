"""Answers as hubs write them become values; what does not read is missing, with a finding, and never zero."""

from __future__ import annotations

import re
from functools import lru_cache

import polars as pl

from analysis.datasets.checks import shortened
from analysis.datasets.returns.question_life import LIFE, is_asked
from analysis.datasets.returns.returns import RETURNS
from analysis.datasets.written.numbers_and_days import plain_words, read_numbers, silence
from analysis.datasets.written.suggestions import RANGE, suggested_number
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import row_of

_YES = {"yes": 1.0, "y": 1.0, "true": 1.0, "1": 1.0, "no": 0.0, "n": 0.0, "false": 0.0, "0": 0.0}
_LEFT_OUT = "The answer is missing from the report; it is not counted as zero."
_ANSWER = "The answer to question {number}, `{value}`, "

NOT_A_NUMBER = Rule(
    "not-a-number",
    _ANSWER + "{said}",
    _LEFT_OUT,
    "{perhaps}Write the number alone; `about 30` is fine where it is an estimate.",
    ignore="Where the hub cannot be asked any more; the answer then stays not known.",
)
NEGATIVE = Rule(
    "negative",
    _ANSWER + "is less than zero.",
    _LEFT_OUT,
    "Write how many or how much there was.",
    ignore="Never: nothing counted is less than zero.",
)
NOT_WHOLE = Rule(
    "not-whole",
    _ANSWER + "is not a whole number.",
    _LEFT_OUT,
    "Write a whole number; if a point was meant to part thousands, leave it out.",
    ignore="Where the hub cannot be asked any more; the answer then stays not known.",
)
BOUND = Rule(
    "bound",
    _ANSWER + "is a bound ({qualifier}), not a number: it is kept as written and stands in no sum.",
    _LEFT_OUT,
    "If the number is known, write it.",
    ignore="Where the number is not known more exactly.",
)
NOT_YES_NO = Rule(
    "not-yes-no",
    _ANSWER + "is neither yes nor no.",
    _LEFT_OUT,
    "Write yes or no.",
    ignore="Where the hub cannot be asked any more; the answer then stays not known.",
)
NOT_A_CHOICE = Rule(
    "not-a-choice",
    _ANSWER + "has `{strange}`, which is not among the choices.",
    "What is not on the list cannot be counted; the rest of the answer is.",
    "Choose from the list, or use `something else`.",
    ignore="Where it is one more word for a choice that was ticked as well.",
)
NOTHING_TO_TELL = Rule(
    "not-applicable",
    _ANSWER + "was written for nothing to tell.",
    _LEFT_OUT,
    "Nothing to do.",
    "note",
    ignore="Always: there was nothing to tell.",
)
NOUGHT = Rule(
    "nought-in-words",
    _ANSWER + "was read as {nought}.",
    "A blank would mean not known; this says that there was none.",
    "Nothing to do, unless not known was meant.",
    "note",
    ignore="Where none is what was meant.",
)
DASH = Rule(
    "dash",
    _ANSWER + "may mean none or not known.",
    _LEFT_OUT,
    "Write 0 if there was none; leave it blank if not known.",
    ignore="Where the hub cannot be asked any more; the answer then stays not known.",
)
NOT_APPLICABLE = Rule(
    "not-applicable",
    _ANSWER + "says that the question does not apply.",
    _LEFT_OUT,
    "Nothing to do.",
    "note",
    ignore="Always, unless the question should apply to the hub.",
)
NOT_KNOWN = Rule(
    "not-known",
    _ANSWER + "was written for not known.",
    _LEFT_OUT,
    "Nothing to do, unless it is known by now.",
    "note",
    ignore="Always: a blank is better than a guess.",
)
BLANK = Rule(
    "required-blank",
    "Question {number} was left blank: {wording}",
    _LEFT_OUT,
    "Ask the hub for it.",
    "note",
    ignore="Where the hub does not know it: a blank is better than a guess.",
)

_LATER = ("revised", "correction")  # known only where corrections are applied
TYPED = {name: dtype for name, dtype in RETURNS.schema.items() if name not in _LATER} | {"written": pl.String()}


def read_answers(written: pl.DataFrame, questions: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The answers that could be read, one row each, and what was wrong with the others.

    written: as `match_answers` gives it, after corrections; a blank for which something is proposed is asked about already. Columns: those of the returns table that a reading gives, and
    `written`: the answer letter for letter.
    """
    findings: list[Finding] = []
    about = questions.select("question_id", "wording", "number", "kind", "unit", "required", "choices", *LIFE)
    asked = written.join(about, on="question_id", how="left", maintain_order="left")
    blank = asked.filter(pl.col("written") == "", pl.col("proposed").is_null() if "proposed" in asked.columns else True)
    required = blank.filter(pl.col("required"), is_asked(pl.col("quarter"))).iter_rows(named=True)
    findings += [_tell(BLANK, row, wording=row["wording"]) for row in required]
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


def _read_quantities(given: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Counts, hours and money. Counts are whole; nothing is negative."""
    read = given.hstack(read_numbers(given["written"], given["unit"])).with_columns(text=pl.lit(None, pl.String))
    whole = (pl.col("kind") != "count") | (pl.col("value") == pl.col("value").round())
    findings = [_not_read(row) for row in read.filter(pl.col("state") != "read").iter_rows(named=True)]
    bounds = read.filter(pl.col("state") == "bound").with_columns(text=pl.col("written"))
    read = read.filter(pl.col("state").is_in(["read", "nought"]))
    findings += [_tell(NEGATIVE, row) for row in read.filter(pl.col("value") < 0).iter_rows(named=True)]
    findings += [_tell(NOT_WHOLE, row) for row in read.filter(~whole, pl.col("value") >= 0).iter_rows(named=True)]
    return pl.concat([read.filter(whole, pl.col("value") >= 0), bounds]), findings


def _not_read(row: dict[str, object]) -> Finding:
    """Why a quantity is none, or is not quite what was written."""
    if row["state"] == "bound":
        return _tell(BOUND, row, qualifier=row["qualifier"])
    return _unreadable(row) if row["state"] in ("unreadable", "unclear") else _silent(row, str(row["state"]))


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
        findings.append(_tell(NOT_YES_NO, row) if neither else _silent(row, said or ""))
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
            findings.append(_tell(NOT_A_CHOICE, row, strange=", ".join(strange)))
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
    findings = [_tell(NOTHING_TO_TELL, row) for row in given.filter(said.is_not_null()).iter_rows(named=True)]
    read = given.filter(said.is_null()).with_columns(
        pl.col("written").alias("text"), value=pl.lit(None, pl.Float64), qualifier=pl.lit("exact")
    )
    return read, findings


def _unreadable(row: dict[str, object]) -> Finding:
    written = str(row["written"])
    if row["state"] == "unclear":
        said = "could be two numbers: its point may part thousands, or begin a part of one."
    elif re.match(r"\d{4}-\d{2}-\d{2}", written):
        said = "is a date: spreadsheets make one of answers such as 3-4."
    elif re.fullmatch(r"[\d.,]+\s?%", written):
        said = "is a share; how many there were is asked."
    elif RANGE.fullmatch(" ".join(written.split())):
        said = "gives two numbers; which one holds cannot be told."
    else:
        said = "does not read as one number."
    perhaps = suggested_number(written, str(row["unit"] or ""))
    remedy = f"{perhaps} " if perhaps else ""
    return _tell(NOT_A_NUMBER, row, said=said, perhaps=remedy)


def _silent(row: dict[str, object], said: str, nought: str = "0") -> Finding:
    """What was made of an answer that gives none."""
    if said == "nought":
        return _tell(NOUGHT, row, nought=nought)
    return _tell({"dash": DASH, "not applicable": NOT_APPLICABLE}.get(said, NOT_KNOWN), row)


def _tell(rule: Rule, row: dict[str, object], **blanks: object) -> Finding:
    cell = str(row["source_cell"])
    written = shortened(str(row["written"]))
    place = Place(
        str(row["source_file"]),
        str(row["source_sheet"] or ""),
        cell,
        row_of(cell),
        RETURNS.name,
        str(row["question_id"]),
        written,
    )
    hub, quarter = str(row["hub_id"]), str(row["quarter"])
    return rule.at(place, hub_id=hub, quarter=quarter, number=row["number"], **blanks)
