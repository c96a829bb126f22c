"""What the slides say, read back out of their file and held against what was to stand on them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.exhibits.exhibit import plain
from analysis.publishing.brand import read_brand
from analysis.publishing.judging.content import bare, shorten
from analysis.publishing.papers.slide_styles import NAMES
from analysis.publishing.papers.slides import Deck

_MARKUP = re.compile(r"[\\`*]")


@dataclass(frozen=True)
class Read:
    """One slide as it is: its title, all its words by paragraph, the texts of its pictures, the notes for who speaks."""

    title: str
    words: list[str]
    alts: list[str]
    notes: str


def read_slides(path: Path) -> list[Read]:
    """The slides of a .pptx in their order."""
    with zipfile.ZipFile(path) as file:
        names = sorted(
            (name for name in file.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)), key=_number
        )
        return [_read(file, name) for name in names]


def lost_in_slides(deck: Deck, path: Path) -> list[str]:
    """What the file lacks or says beyond the deck, a line each: a slide, its title, its words, its numbers' notes, its drawing's text."""
    front, *made = read_slides(path)
    brand = read_brand()
    logo = brand.logo_said if brand.logo is not None else ""
    staged = [
        ("the title", front, [deck.report.title], [deck.report.subtitle + deck.report.dated], logo, ()),
        *(
            (f"slide {at + 1}", read, [each.answer.asked_in_words], list(each.said), each.alt, each.notes)
            for at, (each, read) in enumerate(zip(deck.slides, made, strict=False), start=1)
        ),
    ]
    found = [
        f"{where}: {said}"
        for where, read, titles, words, alt, notes in staged
        for said in _differing(read, [*titles, *words, deck.foot], alt, notes)
    ]
    if len(made) != len(deck.slides):
        found.append(f"there are {len(made)} slides where {len(deck.slides)} were staged")
    return found


def _differing(read: Read, words: list[str], alt: str, notes: tuple[str, ...]) -> Iterator[str]:
    wanted, there = {bare(one) for one in words}, {bare(one) for one in read.words if bare(one)}
    for said in sorted(wanted ^ there):
        yield f"'{shorten(said)}' {'is not there' if said in wanted else 'was not staged'}"
    if read.alts != ([alt] if alt else []):
        yield "its picture does not say what it shows"
    for note in notes:
        if bare(_MARKUP.sub("", plain(note))) not in bare(read.notes):
            yield f"the note '{shorten(note)}' is not there"


def _read(file: zipfile.ZipFile, name: str) -> Read:
    from lxml import etree

    slide = etree.fromstring(file.read(name))
    shapes = [(one.find(".//p:ph", NAMES), _paragraphs(one)) for one in slide.iterfind(".//p:sp", NAMES)]
    kinds = [(holder.get("type") if holder is not None else None, said) for holder, said in shapes]
    title = next((" ".join(said) for kind, said in kinds if kind in ("title", "ctrTitle")), "")
    words = [line for kind, said in kinds if kind != "sldNum" for line in said]
    alts = [one.get("descr") or "" for one in slide.iterfind(".//p:pic/p:nvPicPr/p:cNvPr", NAMES)]
    return Read(title, words, alts, _notes(file, name))


def _notes(file: zipfile.ZipFile, slide: str) -> str:
    """What stands in the notes of a slide, which a file of its own holds that its relations name."""
    from lxml import etree

    relations = f"ppt/slides/_rels/{slide.rpartition('/')[2]}.rels"
    targets = [one.get("Target", "") for one in etree.fromstring(file.read(relations))]
    notes = next((one.rpartition("/")[2] for one in targets if "notesSlide" in one), "")
    if not notes:
        return ""
    return "\n".join(_paragraphs(etree.fromstring(file.read(f"ppt/notesSlides/{notes}"))))


def _paragraphs(shape: Any) -> list[str]:
    return [
        "".join(one.text or "" for one in line.iterfind(".//a:t", NAMES)) for line in shape.iterfind(".//a:p", NAMES)
    ]


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name.rpartition("/")[2]))
