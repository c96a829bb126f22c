"""narrative.md: what a person makes of an edition, in plain markdown whose sentences cite facts and quotes by id.

Only headings, paragraphs, lists, emphasis and links are read; all else would reach readers' pages with nobody's leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from analysis.periods import NotAPeriod, Period
from analysis.settings.text import quick_loader
from analysis.sources.findings import Finding, Severity
from analysis.sources.records import Reading, Record, as_written, nothing_read, whole_text
from analysis.sources.report.citations import (
    CONNECTING,
    braced_in,
    citations_in,
    in_short,
    mark_of,
    numbers_in_words,
    sentences_of,
    typed_numbers,
    typed_quotations,
)
from analysis.sources.unreadable import size_problem

NARRATIVE_FILE = "narrative.md"
LARGEST = 500_000  # bytes; a long report's whole text
_HEAD = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"\s*(?:<!--.*?-->\s*)+", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{[<%]|^\s*!include\b", re.MULTILINE)
_ROW_OF_TABLE = re.compile(r"^\s*\|.*\|\s*$|^\s*\|?\s*:?-{3,}:?\s*\|", re.MULTILINE)
_LINK = re.compile(r"^(?:https?://[^\s<>\"]+|[A-Za-z0-9][\w/-]*\.html(?:#[\w-]+)?)$")
_REFUSED = {
    "fence": "a block of code",
    "code_block": "an indented block, which markdown takes for code",
    "code_inline": "text between backticks, which markdown takes for code",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "a picture",
    "blockquote_open": "a quotation typed by hand (a line that begins with >)",
}


class _Block(NamedTuple):
    """A heading, paragraph or item: its text as typed, the line that it begins in, and its tokens within the line."""

    kind: str
    level: int
    text: str
    line: int
    inline: list[Any]


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
        return nothing_read(_say(file, None, "The file is not saved as UTF-8 text.", "Save it as plain text, UTF-8."))
    if period is None:
        problem = "The folder is not named after a period, so the narrative belongs to no edition."
        return nothing_read(_say(file, None, problem, "Name the folder 2024-25, or 2024-25-q3 for a quarter."))
    about, body, above, findings = _head(text, file)
    records: list[Record] = []
    for number, block in enumerate(_blocks(body, above, file, findings), 1):
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
    held: Any = {}
    findings = []
    if found:
        try:
            held = _load(found[1])
        except (yaml.YAMLError, RecursionError, ValueError):
            held = None
        if not isinstance(held, dict):
            findings.append(
                _say(file, 1, "The lines between the first two --- do not read as `name: value`.", _SIGN_IT)
            )
            held = {}
    known = {
        str(name).strip().lower(): as_written(value)
        for name, value in held.items()
        if not isinstance(value, dict | list)
    }
    findings += [
        _say(file, 1, f"`{name}` is not read.", "Nothing to do, unless it is misspelt.", "note", "not-read")
        for name in held
        if str(name).strip().lower() not in ("signed", "written")
    ]
    if not known.get("signed"):
        findings.append(_say(file, 1, "The narrative is not signed.", _SIGN_IT, "doubt", "narrative-unsigned"))
    about = {name: known[name] for name in ("signed", "written") if known.get(name)}
    rest = text[found.end() :] if found else text
    return about, rest, text[: found.end()].count("\n") if found else 0, findings


_SIGN_IT = "Begin the file with a line ---, then `signed: ` and your role (no name), then a line ---."


def _load(text: str) -> Any:
    loader = quick_loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def _blocks(body: str, above: int, file: str, findings: list[Finding]) -> Iterator[_Block]:
    """Headings, paragraphs and items in order; what markdown knows beside them goes among the findings."""
    from markdown_it import MarkdownIt  # only where a narrative is read

    lists: list[str] = []
    heading = 0
    for token in MarkdownIt("commonmark").parse(body):
        line = above + (token.map[0] if token.map else 0) + 1
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("bullet" if token.type.startswith("bullet") else "numbered")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "inline":
            inline = list(token.children or [])
            for child in inline:
                if child.type in _REFUSED and not _is_comment(child.content, child.type):
                    findings.append(_refused(file, line, child.type))
                elif child.type == "link_open" and not _LINK.match(str(child.attrs.get("href", ""))):
                    problem = f"There is a link to {str(child.attrs.get('href', ''))[:80]}."
                    remedy = "Link to https addresses or to pages of the report, such as 40-funding.html."
                    findings.append(_say(file, line, problem, remedy, rule="narrative-form"))
            kind = "heading" if heading else lists[-1] if lists else "paragraph"
            yield _Block(kind, heading or max(1, len(lists)), token.content, line, inline)
        elif token.type in _REFUSED and not _is_comment(token.content, token.type):
            findings.append(_refused(file, line, token.type))


def _is_comment(text: str, kind: str) -> bool:
    """`<!-- a note to oneself -->`, which is published nowhere."""
    return kind.startswith("html") and bool(_COMMENT.fullmatch(text))


def _refused(file: str, line: int, kind: str) -> Finding:
    remedy = "Take it out: a narrative holds headings, paragraphs, lists, *emphasis* and links."
    if kind == "blockquote_open":
        remedy = "Cite it as {quote: ID}, so that consent is looked after; hub-learning facts lists the quotes."
    return _say(file, line, f"There is {_REFUSED[kind]} in the narrative.", remedy, rule="narrative-form")


def _parts(block: _Block) -> list[tuple[int, str]]:
    """(offset, text) of the sentences; comments are gone."""
    text = re.sub(r"<!--.*?-->", lambda found: " " * len(found[0]), block.text, flags=re.DOTALL)
    if block.kind == "heading":
        return [(0, " ".join(text.split()))]
    return [(offset, " ".join(said.split())) for offset, said in sentences_of(text)]


def _judge(block: _Block, sentence: str, file: str, line: int) -> Iterator[Finding]:
    """What is wrong with one sentence."""
    shown = in_short(sentence)
    if _SHORTCODE.search(sentence):
        yield _say(file, line, f"“{shown}” holds a shortcode or an include.", "Take it out.", rule="narrative-form")
        return
    if _ROW_OF_TABLE.search(block.text):
        yield _say(
            file, line, "There is a table in the narrative.", "Cite the numbers in sentences.", rule="narrative-form"
        )
        return
    for braced in braced_in(sentence):
        if braced.problem:
            remedy = "Write {fact: ID}, {quote: ID}, {our view} or {connecting}; hub-learning facts lists the ids."
            yield _say(file, line, braced.problem, remedy, rule="narrative-citation")
    for number in typed_numbers(sentence):
        problem = f"“{shown}” holds the number {number}, typed by hand."
        remedy = "Cite the fact instead, as {fact: ID}; hub-learning facts lists them."
        yield _say(file, line, problem, remedy, rule="narrative-number", why=_UNTRACED)
    if block.kind == "heading":
        if citations_in(sentence):
            remedy = "Cite it in a sentence below."
            yield _say(file, line, f"The heading “{shown}” cites something.", remedy, rule="narrative-citation")
        return
    yield from _doubts(sentence, shown, file, line)


def _doubts(sentence: str, shown: str, file: str, line: int) -> Iterator[Finding]:
    if not citations_in(sentence) and not mark_of(sentence):
        remedy = "Cite what it rests on; or end it with {our view}, or with {connecting} if it only leads on."
        problem = f"“{shown}” rests on no number and no quote."
        yield _say(file, line, problem, remedy, "doubt", "narrative-uncited", _UNTRACED)
    if mark_of(sentence) != CONNECTING and (words := numbers_in_words(sentence)):
        problem = f"“{shown}” says “{words[0]}” without a number behind it."
        remedy = "Cite the fact if it is one."
        yield _say(file, line, problem, remedy, "doubt", "narrative-number-word", _UNTRACED)
    if typed_quotations(sentence):
        problem = f"“{shown}” quotes somebody by hand."
        remedy = "Cite the passage as {quote: ID}."
        why = "Nobody can see whether the person agreed to be quoted, and a withdrawal would not reach it."
        yield _say(file, line, problem, remedy, "doubt", "narrative-quotation", why)


_UNTRACED = "The report promises that all it says leads back to what was sent."


def _say(
    file: str,
    line: int | None,
    problem: str,
    remedy: str,
    severity: Severity = "stops",
    rule: str = "narrative-unreadable",
    why: str = "It could not be published as it was meant.",
) -> Finding:
    return Finding(
        file=file,
        problem=problem,
        why=why,
        remedy=remedy,
        severity=severity,
        rule=rule,
        row=line,
        table="narrative",
        effect="kept" if severity == "doubt" else "",
    )
