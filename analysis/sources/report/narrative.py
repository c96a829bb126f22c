"""narrative.md: what a person makes of an edition, in plain markdown whose sentences cite facts and quotes by id.

Only headings, paragraphs, lists, emphasis and links are read; all else would reach readers' pages with nobody's leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from analysis.periods import NotAPeriod, Period
from analysis.settings.declaration import about
from analysis.settings.reading import read_settings
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Reading, Record, nothing_read, whole_text
from analysis.sources.report.citations import (
    CONNECTING,
    FOOTNOTE_MARK,
    braced_in,
    citations_in,
    in_short,
    mark_of,
    numbers_in_words,
    sentences_of,
    typed_numbers,
    typed_quotations,
)
from analysis.sources.report.footnotes import WRITE_SO, Footnoted, footnote_problems, taken_apart
from analysis.sources.report.plain_markdown import UNFIT, TypedBlock, blocks_of
from analysis.sources.unreadable import size_problem

NARRATIVE_FILE = "narrative.md"
LARGEST = 500_000  # bytes; a long report's whole text
_HEAD = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # a note to oneself, published nowhere
_SHORTCODE = re.compile(r"\{\{[<%]|^\s*!include\b", re.MULTILINE)
_ROW_OF_TABLE = re.compile(r"^\s*\|.*\|\s*$|^\s*\|?\s*:?-{3,}:?\s*\|", re.MULTILINE)
_UNTRACED = "The report promises that all it says leads back to what was sent."
_SIGN_IT = "Begin the file with a line ---, then `signed: ` and your role (no name), then a line ---."


def _stop(rule: str, problem: str, remedy: str) -> Rule:
    """What cannot be published as it stands."""
    return Rule(rule, problem, UNFIT, remedy, "stops")


NOT_UTF8 = _stop("narrative-unreadable", "The file is not saved as UTF-8 text.", "Save it as plain text, UTF-8.")
NO_PERIOD = _stop(
    "narrative-unreadable",
    "The folder is not named after a period, so the narrative belongs to no edition.",
    "Name the folder 2024-25, or 2024-25-q3 for a quarter.",
)
HEAD_UNREADABLE = _stop(
    "narrative-unreadable", "The lines between the first two --- do not read as `name: value`. {problem}", _SIGN_IT
)
HEAD_NOT_READ = Rule(
    "not-read",
    "{problem}",
    UNFIT,
    "Write it as the documentation has it, or delete the line.",
    effect="kept",
    ignore="Never: what was meant by the line is not printed.",
)
UNSIGNED = Rule(
    "narrative-unsigned", "The narrative is not signed.", UNFIT, _SIGN_IT, "doubt", "kept", "Where it is a draft."
)
SHORTCODE = _stop("narrative-form", "“{shown}” holds a shortcode or an include.", "Take it out.")
TYPED_TABLE = _stop("narrative-form", "There is a table in the narrative.", "Cite the numbers in sentences.")
CITED_WRONGLY = _stop(
    "narrative-citation",
    "{what}",
    "Write {{fact: ID}}, {{quote: ID}}, {{our view}} or {{connecting}}; hub-learning facts lists the ids.",
)
FOOTNOTE = _stop("narrative-footnote", "{what}.", WRITE_SO)
HEADING_CITES = _stop(
    "narrative-citation", "The heading “{shown}” cites something, or marks a footnote.", "Do so in a sentence below."
)
TYPED_NUMBER = Rule(
    "narrative-number",
    "“{shown}” holds the number {number}, typed by hand.",
    _UNTRACED,
    "Cite the fact instead, as {{fact: ID}}; hub-learning facts lists them.",
    "stops",
)
UNCITED = Rule(
    "narrative-uncited",
    "“{shown}” rests on no number and no quote.",
    _UNTRACED,
    "Cite what it rests on; or end it with {{our view}}, or with {{connecting}} if it only leads on.",
    "stops",
)
NUMBER_IN_WORDS = Rule(
    "narrative-number-word",
    "“{shown}” says “{word}” without a number behind it.",
    _UNTRACED,
    "Cite the fact if it is one.",
    effect="kept",
    ignore="Where the word counts nothing, as in “one of us”.",
)
TYPED_QUOTATION = Rule(
    "narrative-quotation",
    "“{shown}” quotes somebody by hand.",
    "Nobody can see whether the person agreed to be quoted, and a withdrawal would not reach it.",
    "Cite the passage as {{quote: ID}}.",
    effect="kept",
    ignore="Where the words are a title or a saying, and nobody's.",
)


@dataclass(frozen=True)
class NarrativeHead:
    """The lines between the first two --- of a narrative."""

    signed: Annotated[
        str,
        about("the role of whoever answers for the text, no name", why="A text that nobody answers for is no account."),
    ] = ""
    written: Annotated[str, about("the day it was written", example="2025-05-12")] = ""
    about: Annotated[
        str, about("who wrote it: what for, since when, paid by whom, no name", example="Partner since 2022")
    ] = ""


def is_narrative(file: str) -> bool:
    """Whether a raw file lies where an edition's narrative lies: editions/PERIOD/narrative.md."""
    return file.startswith("editions/") and file.count("/") == 2 and file.endswith(f"/{NARRATIVE_FILE}")


def read_narrative(path: Path, file: str) -> Reading:
    """Records of `narrative`, one a heading or sentence, at their lines; and what may not be published as it stands."""
    if unfit := size_problem(path, file, LARGEST):
        return nothing_read(replace(unfit, severity="doubt" if unfit.rule == "empty-file" else "stops"))
    period = _period_of(file)
    try:
        text = whole_text(path.read_bytes().decode("utf-8-sig")).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return nothing_read(NOT_UTF8.at(_line(file, None)))
    if period is None:
        return nothing_read(NO_PERIOD.at(_line(file, None)))
    about, body, above, findings = _head(text, file)
    apart = taken_apart(_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), body))
    findings += [FOOTNOTE.at(_line(file, above + line + 1), what=what) for line, what in footnote_problems(apart)]
    records: list[Record] = []
    for number, (block, footnote) in enumerate(_blocks(apart, above, file, findings), 1):
        for offset, sentence in _parts(block):
            line = block.line + block.text[:offset].count("\n")
            findings += _judge(block, sentence, file, line)
            values = {
                "period": period.label,
                "number": str(len(records) + 1),
                "block": str(number),
                "kind": block.kind,
                "level": str(block.level),
                "sentence": sentence,
                "footnote": footnote,
            }
            records.append(Record(f"line {line}", values | about, {}, line))
    if not records:  # a file to begin with, in which nothing stands yet
        findings = [finding for finding in findings if finding.rule != "narrative-unsigned"]
    return Reading({"narrative": records}, [], list(dict.fromkeys(findings)))


def _period_of(file: str) -> Period | None:
    try:
        return Period.parse(file.split("/")[-2]) if "/" in file else Period.parse("2000-01")
    except NotAPeriod:
        return None


def _head(text: str, file: str) -> tuple[dict[str, str], str, int, list[Finding]]:
    """What is said above the text (signed, written), the text, how many lines stood above it, and findings."""
    found = _HEAD.match(text)
    findings = []
    known: dict[str, str] = {}
    if found:
        read = read_settings(found[1], NarrativeHead)
        for fault in read.faults:
            rule = HEAD_NOT_READ if fault.key else HEAD_UNREADABLE
            findings.append(rule.at(_line(file, (fault.line or 0) + 1), problem=fault.problem))
        known = next((entry.values for entry in read.entries), {})
    if not known.get("signed"):
        findings.append(UNSIGNED.at(_line(file, 1)))
    about = {name: known[name] for name in ("signed", "written", "about") if known.get(name)}
    rest = text[found.end() :] if found else text
    return about, rest, text[: found.end()].count("\n") if found else 0, findings


def _blocks(apart: Footnoted, above: int, file: str, findings: list[Finding]) -> Iterator[tuple[TypedBlock, str]]:
    """Headings, paragraphs and items in order, then the footnotes, each with its name; what is neither goes among the findings."""

    def blocks(text: str, line: int) -> Iterator[TypedBlock]:
        return blocks_of(text, lambda at: _line(file, above + line + at), findings)

    for block in blocks(apart.text, 0):
        yield block._replace(line=above + block.line), ""
    for note in apart.notes:
        for block in blocks(note.text, note.line):
            yield block._replace(kind="footnote", level=1, line=above + note.line + block.line), note.name


def _parts(block: TypedBlock) -> list[tuple[int, str]]:
    """(offset, text) of the sentences."""
    if block.kind == "heading":
        return [(0, " ".join(block.text.split()))]
    return [(offset, " ".join(said.split())) for offset, said in sentences_of(block.text)]


def _judge(block: TypedBlock, sentence: str, file: str, line: int) -> Iterator[Finding]:
    """What is wrong with one sentence."""
    shown, place = in_short(sentence), _line(file, line)
    if _SHORTCODE.search(sentence):
        yield SHORTCODE.at(place, shown=shown)
        return
    if _ROW_OF_TABLE.search(block.text):
        yield TYPED_TABLE.at(place)
        return
    for braced in braced_in(sentence):
        if braced.problem:
            yield CITED_WRONGLY.at(place, what=braced.problem)
    for number in typed_numbers(sentence):
        yield TYPED_NUMBER.at(place, shown=shown, number=number)
    if block.kind == "heading":
        if citations_in(sentence) or FOOTNOTE_MARK.search(sentence):
            yield HEADING_CITES.at(place, shown=shown)
        return
    yield from _doubts(sentence, shown, place)


def _doubts(sentence: str, shown: str, place: Place) -> Iterator[Finding]:
    if not citations_in(sentence) and not mark_of(sentence):
        yield UNCITED.at(place, shown=shown)
    if mark_of(sentence) != CONNECTING and (words := numbers_in_words(sentence)):
        yield NUMBER_IN_WORDS.at(place, shown=shown, word=words[0])
    if typed_quotations(sentence):
        yield TYPED_QUOTATION.at(place, shown=shown)


def _line(file: str, line: int | None) -> Place:
    return Place(file, row=line, table="narrative")
