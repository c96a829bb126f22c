"""Mappings applied: the columns of a form's export become the questions that a person said they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import polars as pl

from analysis.datasets.returns.questions import choice_code
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Answer, Reading, Record, SentReturn
from analysis.sources.returns.mappings import MAPPING

Sent = tuple[str, SentReturn]  # the file and the return

_NOTHING_READ = "None of its returns is read before: numbers under the wrong question would look right."
_LEFT_OUT = "It is not used before; columns whose wording is not a question's are left out."
MAPPING_NEEDED = Rule(
    "mapping-needed",
    "No column says which hub each row is from, and no mapping tells.",
    "{meanwhile}",
    "Type `hub-learning map 'data/raw/NETWORK/{file}'`, read what it proposes, and confirm it.",
    ignore="Where the export is not of this network's return.",
)
MAPPING_UNCONFIRMED = Rule(
    "mapping-unconfirmed",
    "Its mapping, {mapping}, has not been confirmed by anybody.",
    "{meanwhile}",
    "Read each line of the mapping, correct what is wrong, and write your role beside `confirmed_by`.",
    ignore="Never: nothing of the export is read until somebody answers for it.",
)
NOT_MAPPED = (MAPPING_NEEDED.name, MAPPING_UNCONFIRMED.name)  # of an export that is not read by a mapping
MAPPING_NO_COLUMN = Rule(
    "mapping-no-column",
    "The mapping {mapping} names a column `{wording}`, which is not there.",
    "Its answers are missing; it may have been reworded.",
    "Type `hub-learning map 'data/raw/NETWORK/{file}'` again, or correct the wording in the mapping.",
    ignore="Where the question was taken off the form.",
)
MAPPING_UNKNOWN_QUESTION = Rule(
    "mapping-unknown-question",
    "`{column}` is not a question of this network.",
    "The column's answers are left out.",
    "Write an id from questions.yml, or leave it empty.",
    ignore="Where the column is not to be read.",
)
MAPPING_OF_NOTHING = Rule(
    "mapping-of-nothing",
    "There is no form export that this mapping is for.",
    "It changes nothing.",
    "Put it beside its export, as EXPORT.{mapping}, or as {mapping} for all exports of a folder.",
    "note",
    ignore="Where its export is still to come.",
)


@dataclass(frozen=True)
class Mapping:
    """One mapping. `columns`: the wording of the columns for hub, quarter and received; `questions`: question by wording,
    empty where the column is left out on purpose. All wordings in plain words."""

    file: str
    confirmed_by: str
    columns: dict[str, str]
    questions: dict[str, str]

    @classmethod
    def of_record(cls, record: Record) -> Mapping:
        columns = {name: plain_words(text) for name, text in record.values.items() if name != "confirmed_by" and text}
        questions = {plain_words(wording): question for wording, question in record.places.items()}
        return cls(record.place, record.values.get("confirmed_by", ""), columns, questions)


def apply_mappings(readings: dict[str, Reading], codes: set[str]) -> tuple[list[Sent], list[Finding]]:
    """All returns that were sent, those of exports with their mapping, if it was confirmed; and what is wrong with it.

    codes: the network's questions, and their choices where these are asked one by one.
    """
    mappings = [
        Mapping.of_record(record) for reading in readings.values() for record in reading.records.get("mappings", [])
    ]
    by_file = {mapping.file: mapping for mapping in mappings}
    sent: list[Sent] = []
    findings = [finding for mapping in mappings for finding in _unknown_questions(mapping, codes)]
    used = set()
    for file, reading in readings.items():
        returns = reading.returns
        if not returns or returns[0].about.row is None:
            sent += [(file, form) for form in returns]
            continue
        mapping = _mapping_for(file, by_file)
        foreign = "hub" not in returns[0].about.places and "hub_id" not in returns[0].about.places
        if mapping is not None:
            used.add(mapping.file)
        if mapping is None or not mapping.confirmed_by:
            if foreign or mapping is not None:
                findings.append(_not_confirmed(file, returns[0], mapping, foreign))
            sent += [] if foreign else [(file, form) for form in returns]
            continue
        findings += _absent_columns(file, mapping, returns[0])
        sent += [(file, _mapped(form, mapping)) for form in returns]
    findings += [
        MAPPING_OF_NOTHING.at(Place(mapping.file, table="returns"), mapping=MAPPING)
        for mapping in mappings
        if mapping.file not in used
    ]
    return sent, findings if sent else [_stopping(finding) for finding in findings]


def _stopping(finding: Finding) -> Finding:
    """An export without a mapping drops itself. Where it is all that came, the edition would be empty and look whole."""
    return replace(finding, severity="stops") if finding.rule in NOT_MAPPED else finding


def codes_of(questions: pl.DataFrame) -> set[str]:
    """What a mapping may name: the questions by id, and each choice of a question by its own code."""
    codes = set(questions["question_id"])
    for question, choices in questions.select("question_id", "choices").drop_nulls().iter_rows():
        codes.update(choice_code(question, choice) for choice in choices.split(";") if choice)
    return codes


def _mapping_for(file: str, by_file: dict[str, Mapping]) -> Mapping | None:
    """The export's own mapping, else that of its folder, else that of the folders above it."""
    if own := by_file.get(f"{file}.{MAPPING}"):
        return own
    folders = (str(folder) for folder in PurePosixPath(file).parents)
    return next((by_file[f"{folder}/{MAPPING}"] for folder in folders if f"{folder}/{MAPPING}" in by_file), None)


def _mapped(form: SentReturn, mapping: Mapping) -> SentReturn:
    values, places = dict(form.about.values), dict(form.about.places)
    answers = []
    column_of = {wording: name for name, wording in mapping.columns.items()}
    for answer in (*form.own, *form.answers):  # what a person confirmed holds before what headings tell
        if name := column_of.get(plain_words(answer.wording)):
            for told in ("hub", "hub_id") if name == "hub" else (name,):
                values.pop(told, None)
                places.pop(told, None)
            places[name] = answer.cell
            if answer.text:
                values[name] = answer.text
    for answer in form.answers:
        plain = plain_words(answer.wording)
        if plain in column_of:
            continue
        if plain not in mapping.questions:
            answers.append(answer)
        elif mapping.questions[plain]:
            answers.append(Answer(mapping.questions[plain], answer.wording, answer.text, answer.cell))
    return SentReturn(form.about._replace(values=values, places=places), answers)


def _not_confirmed(file: str, form: SentReturn, mapping: Mapping | None, foreign: bool) -> Finding:
    place = Place(file, form.about.sheet, table="returns")
    meanwhile = _NOTHING_READ if foreign else _LEFT_OUT
    if mapping is None:
        return MAPPING_NEEDED.at(place, meanwhile=meanwhile)
    return MAPPING_UNCONFIRMED.at(place, mapping=mapping.file, meanwhile=meanwhile)


def _absent_columns(file: str, mapping: Mapping, form: SentReturn) -> list[Finding]:
    """Columns that the mapping names and this export does not have: it was reworded since."""
    there = {plain_words(answer.wording) for answer in (*form.own, *form.answers)}
    wanted = set(mapping.columns.values())
    wanted |= {wording for wording, question in mapping.questions.items() if question}
    place = Place(file, form.about.sheet, table="returns")
    return [
        MAPPING_NO_COLUMN.at(place, mapping=mapping.file, wording=wording[:80]) for wording in sorted(wanted - there)
    ]


def _unknown_questions(mapping: Mapping, codes: set[str]) -> list[Finding]:
    unknown = sorted({each for each in mapping.questions.values() if each and each not in codes})
    return [MAPPING_UNKNOWN_QUESTION.at(Place(mapping.file, table="returns", column=question)) for question in unknown]
