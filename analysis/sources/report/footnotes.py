"""Footnotes as a writer types them: `[^name]` in the text, and below it a paragraph that begins with `[^name]:`.

They are taken apart here, before anything else reads the text, so that a footnote is held to what its text is held to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis.sources.report.citations import FOOTNOTE_MARK, in_short

_NAME = r"\[\^([^\s\[\]{}^]{1,40})\]"
_BEGINS = re.compile(rf"^ {{0,3}}{_NAME}:[ \t]*(.*)$")
_ODD = re.compile(r"(?<!\\)(?:\^\[|\[\^[^\]\n]*\]?)")
WRITE_SO = "Write [^name] in the text, and below it a paragraph that begins with `[^name]: `."


class Footnote(NamedTuple):
    """One footnote: its name as typed, the line of the text that it begins in (from 0), and what it says."""

    name: str
    line: int
    text: str


class Footnoted(NamedTuple):
    """A text without its footnotes, line for line as it was, and these in their order."""

    text: str
    notes: tuple[Footnote, ...]


def taken_apart(text: str) -> Footnoted:
    """A footnote begins a line and goes on to the next blank line, or to the next footnote.

    >>> taken_apart("Warm[^w] places.\\n\\n[^w]: Heated, and\\nopen to all.")
    Footnoted(text='Warm[^w] places.\\n\\n\\n', notes=(Footnote(name='w', line=2, text='Heated, and open to all.'),))
    """
    kept, notes = list[str](), list[Footnote]()
    within = False
    for number, line in enumerate(text.split("\n")):
        begins = _BEGINS.match(line)
        if begins:
            notes.append(Footnote(begins[1], number, begins[2].strip()))
        elif within and line.strip():
            notes[-1] = notes[-1]._replace(text=f"{notes[-1].text} {line.strip()}".strip())
        within = bool(begins) or (within and bool(line.strip()))
        kept.append("" if within else line)
    return Footnoted("\n".join(kept), tuple(notes))


def joined(notes: tuple[Footnote, ...]) -> str:
    """Footnotes as one text that `taken_apart` reads again."""
    return "\n\n".join(f"[^{note.name}]: {note.text}" for note in notes)


def footnote_problems(apart: Footnoted) -> Iterator[tuple[int, str]]:
    """(line from 0, what is wrong) of footnotes and marks that do not belong together, or that cannot be printed."""
    names = [note.name for note in apart.notes]
    marked = set(FOOTNOTE_MARK.findall(apart.text))
    for number, line in enumerate(apart.text.split("\n")):
        for name in FOOTNOTE_MARK.findall(line):
            if name not in names:
                yield number, f"[^{name}] marks a footnote that is written nowhere"
        for odd in _ODD.findall(FOOTNOTE_MARK.sub("", line)):
            yield number, f"“{in_short(odd, 60)}” is no mark of a footnote"
    for place, note in enumerate(apart.notes):
        if note.name in names[:place]:
            yield note.line, f"The footnote [^{note.name}] is written twice: give one of them another name"
        elif note.name not in marked:
            yield (
                note.line,
                f"The footnote [^{note.name}] is marked nowhere in the text, so that nobody would be led to it",
            )
        if not note.text:
            yield note.line, f"The footnote [^{note.name}] says nothing"
        elif _ODD.search(note.text):
            yield note.line, f"The footnote [^{note.name}] holds another footnote: put both marks into the text"


def references(apart: Footnoted, prefix: str) -> dict[str, str]:
    """The name under which each footnote stands on a page, so that no two of a page are called the same."""
    return {note.name: f"{prefix}-{place}" for place, note in enumerate(apart.notes, 1)}


def written_below(said: Mapping[str, str]) -> str:
    """Footnotes as markdown that both renderers know. said: their names on the page, each with its text as markdown."""
    return "\n\n".join(f"[^{name}]: {text}" for name, text in said.items())
