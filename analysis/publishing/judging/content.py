"""What a document says, as far as it can be compared: headings, captions, facts, tables, callouts and words, in order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# Marks of markdown that a renderer did not read. People's words may hold them: they are counted and compared, not searched for.
MARKS = (":::", "?@", "—title:", "Unable to resolve", "{#", "{.")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("‘’‚′`", "'") | dict.fromkeys("“”„″", '"'))
_JOINERS = re.compile("[\u00ad\u200b\u200d\u2060\ufe0e\ufe0f\ufeff]")

Table = list[list[str]]  # rows of cells


@dataclass
class Content:
    """headings: `2.1 Title`; captions: `Table 3: Title`; facts: (id, text); callouts: their titles; words: every block's text.

    tables: all their cells; paragraphs: what stands in paragraphs; whole: all that is printed, in which words are looked for.
    """

    headings: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    callouts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    whole: str = ""


def content_of(blocks: list[dict[str, Any]], read_html: Any) -> Content:
    """The content that was staged, from the blocks that content.lua lists. read_html: HTML text -> Content of a raw block."""
    said = Content()
    for block in blocks:
        facts = [(name, text) for name, text in block["facts"]]
        kind, text = block["t"], block.get("text", "")
        if kind == "heading":
            said.headings.append(f"{block['number']} {text}".strip())
        elif kind == "caption":
            said.captions.append(f"{block['kind']} {block['number']}: {text}")
        elif kind == "callout":
            said.callouts.append(text)
        elif kind == "table":
            said.tables.append(block["rows"])
        elif kind == "html":
            raw = read_html(text)
            facts, text = raw.facts, raw.whole
            said.tables += raw.tables
        said.facts += facts
        said.words.append(text if kind != "table" else "\n".join(cell for row in block["rows"] for cell in row))
    said.whole = "\n".join(said.words)
    said.paragraphs = [*said.words, *said.headings, *said.captions, *said.callouts]
    return said


def bare(text: str) -> str:
    """The text without what typesetting may change: spaces, kinds of dashes and quotes, ligatures, invisible joiners."""
    if text.isascii():  # which is most of what stands in tables, and has none of these but for a quote
        return "".join(text.split()).replace("`", "'")
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).replace("...", "…").replace("…", "...")
    return _JOINERS.sub("", "".join(plain.split()))


def differences(staged: Content, made: Content, with_facts: bool = True) -> list[str]:
    """What the document that was made lacks, changed or says beyond what was staged; one line each."""
    found = [
        *_unequal("heading", staged.headings, made.headings),
        *_unequal("caption", staged.captions, made.captions),
        *_unequal("callout", [one for one in staged.callouts if one], made.callouts),
    ]
    if with_facts:
        shown = ([f"{name}: {text}" for name, text in each.facts] for each in (staged, made))
        found += _unequal("fact", *shown)
    found += _changed_tables(staged.tables, made.tables)
    return [*found, *_lost_words(staged, made), *_new_words(staged, made), *_marks(staged, made)]


def _unequal(kind: str, staged: list[str], made: list[str]) -> Iterator[str]:
    """Each item that is missing or new; where all are there, whether their order is kept."""
    wanted, there = [bare(one) for one in staged], [bare(one) for one in made]
    missing, new = Counter(wanted) - Counter(there), Counter(there) - Counter(wanted)
    for items, names, said in ((staged, missing, "is not there"), (made, new, "was not staged")):
        for item in items:
            if names[bare(item)] > 0:
                names[bare(item)] -= 1
                yield f"the {kind} '{shorten(item)}' {said}"
    if not missing.total() and not new.total() and wanted != there:
        yield f"the {kind}s stand in another order"


def _changed_tables(staged: list[Table], made: list[Table]) -> Iterator[str]:
    if len(staged) != len(made):
        yield f"there are {len(made)} tables where {len(staged)} were staged"
        return
    for number, (wanted, there) in enumerate(zip(staged, made, strict=True), start=1):
        rows = [[bare(cell) for cell in row if bare(cell)] for row in wanted]
        got = [[bare(cell) for cell in row if bare(cell)] for row in there]
        rows, got = [row for row in rows if row], [row for row in got if row]
        if rows != got:
            at = next((at for at, (one, two) in enumerate(zip(rows, got, strict=False)) if one != two), len(got))
            yield f"table {number} is not as staged from row {at + 1} on ({len(got)} of {len(rows)} rows)"


def _lost_words(staged: Content, made: Content) -> Iterator[str]:
    whole = bare(made.whole)
    for text in staged.words:
        for line in text.splitlines():
            if bare(line) not in whole:
                yield f"the words '{shorten(line)}' are not there"


def _new_words(staged: Content, made: Content) -> Iterator[str]:
    there = "\n".join(bare(text) for text in staged.paragraphs)
    for text in made.paragraphs:
        if bare(text) not in there:
            yield f"the words '{shorten(text)}' were not staged"


def _marks(staged: Content, made: Content) -> Iterator[str]:
    for mark in MARKS:
        if made.whole.count(mark) > staged.whole.count(mark):
            at = made.whole.index(mark)
            yield f"'{mark}' stands in the text: '{shorten(made.whole[max(0, at - 20) : at + 60])}'"


def shorten(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= 90 else f"{said[:87]}..."
