"""The first answers as slides: a title, then one for each headline, with its drawing, where it is from, and its numbers' notes.

Pandoc writes the file; here the texts of its pictures, its foot lines, its language and its times are set.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.exhibits.exhibit import alt_on_paper, plain
from analysis.exhibits.facts import in_markdown
from analysis.publishing.figures.pictures import ON_SLIDES
from analysis.publishing.first_answers import Answer, answers_in
from analysis.publishing.papers.slide_logo import with_logo
from analysis.publishing.papers.slide_styles import LANGUAGE, NAMES, in_points
from analysis.publishing.papers.word import same_bytes
from analysis.publishing.render_copy import Page

_BANNER = re.compile(r"^::: \{\.statement\}\n(.*?)\n:::$", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"Lines mark what happened: .+$", re.DOTALL)
_NOTE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_MARK = re.compile(r'data-note="(\d+)"')
_AS_IN = re.compile(r"as in note (\d+)")
_FOOT = (
    "<p:sp {names}><p:nvSpPr><p:cNvPr id='0' name='{name}'/><p:cNvSpPr><a:spLocks noGrp='1'/></p:cNvSpPr><p:nvPr>"
    "<p:ph type='{kind}' sz='quarter' idx='{index}'/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
    "<a:p>{inner}</a:p></p:txBody></p:sp>"
)
_NUMBER = "<a:fld id='{C5EF2332-01BF-834F-8236-50238282D533}' type='slidenum'><a:rPr/><a:t>%d</a:t></a:fld>"


@dataclass(frozen=True)
class Slide:
    """One headline. alt: what its drawing shows, empty where it has none; notes: how each of its numbers was worked out, as markdown; sure: how
    sure it is, where that is a row of its own, for a slide is shown without the others."""

    answer: Answer
    alt: str
    notes: tuple[str, ...]
    sure: Answer | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """What stands below the question, a paragraph each, in words."""
        told = (each.said_in_words for each in (self.answer, self.sure) if each is not None)
        return (*told, self.key) if self.key else tuple(told)

    @property
    def key(self) -> str:
        """What the letters on the drawing stand for, which no caption below it says on a slide; empty where it has none."""
        found = _KEY.search(self.alt)
        return found[0] if found else ""

    @property
    def markdown(self) -> str:
        said = "\n\n".join(each.said for each in (self.answer, self.sure) if each is not None)
        said += f"\n\n{in_markdown(self.key)}" if self.key else ""
        if self.alt:
            picture = f"![](figures/{self.answer.figure}.{ON_SLIDES[-1]})"
            said = f":::: {{.columns}}\n::: {{.column}}\n{said}\n:::\n::: {{.column}}\n{picture}\n:::\n::::"
        told = "\n\n".join([*self.notes, *([f"The drawing: {in_markdown(self.alt)}"] if self.alt else [])])
        return f"## {self.answer.question}\n\n{said}\n\n" + (f"::: {{.notes}}\n{told}\n:::\n" if told else "")


@dataclass(frozen=True)
class Deck:
    """All slides of a report. foot: what stands on each of them: from which report it is, how that stands, and its network's statement."""

    report: Page

    @cached_property
    def slides(self) -> tuple[Slide, ...]:
        """A slide for each answer; how sure one is stands on its own slide, and has none beside it that would say it again."""
        drawn = {figure.id: alt_on_paper(figure.alt) for figure in self.report.figures}
        answers = [*answers_in(self.report), None]
        return tuple(
            self._slide(one, after, drawn) for one, after in pairwise(answers) if one is not None and not one.sureness
        )

    def _slide(self, answer: Answer, after: Answer | None, drawn: dict[str, str]) -> Slide:
        sure = after if after is not None and after.sureness else None
        said = answer.said + (sure.said if sure else "")
        return Slide(answer, drawn.get(answer.figure, ""), tuple(self._notes(said)), sure)

    @property
    def foot(self) -> str:
        report = self.report
        statement = _BANNER.search(report.markdown)
        told = [f"From: {report.title}, {report.subtitle}", report.dated, plain(statement[1]) if statement else ""]
        return ". ".join(part.strip().rstrip(".") for part in told if part) + "."

    @property
    def markdown(self) -> str:
        return "\n\n".join(slide.markdown for slide in self.slides)

    def _notes(self, said: str) -> Iterator[str]:
        """The report's note of each number that is said, and of each that one of these refers to."""
        there = dict(_NOTE.findall(self.report.markdown))
        wanted = [number for number in _MARK.findall(said) if number in there]
        for number in wanted:
            note = there[number]
            wanted += [other for other in _AS_IN.findall(note) if other not in wanted]
            yield f"Note {number}. {note}"


def finish_slides(path: Path, deck: Deck, author: str, day: dt.date) -> None:
    """Give every picture its text, every slide its foot and its language, the first one the logo, and the file its title and fixed times."""
    from lxml import etree

    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as old:
        for name in old.namelist():
            content = old.read(name)
            if found := re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name):
                slide = etree.fromstring(content)
                _finish(slide, int(found[1]), deck)
                content = etree.tostring(slide, xml_declaration=True, encoding="UTF-8", standalone=True)
            elif name == "docProps/core.xml":
                content = _about(f"{deck.report.title}: {deck.report.subtitle}", author, day)
            parts[name] = content
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as new:
        for name, content in with_logo(parts).items():
            new.writestr(name, content)
    path.write_bytes(same_bytes(kept.getvalue()))


def _finish(slide: Any, number: int, deck: Deck) -> None:
    from lxml import etree

    alts = {each.answer.figure: each.alt for each in deck.slides}
    for picture in slide.iterfind(".//p:pic/p:nvPicPr/p:cNvPr", NAMES):
        picture.set("descr", alts.get(Path(picture.get("descr", "")).name.partition(".")[0], ""))
    if number > 1:
        _set_letters(slide, deck.slides[number - 2])
    tree = slide.find(".//p:spTree", NAMES)
    names = " ".join(f"xmlns:{short}='{name}'" for short, name in NAMES.items())
    for name, kind, index in (("Source", "ftr", 11), ("Slide number", "sldNum", 12)):
        foot = etree.fromstring(_FOOT.format(names=names, name=name, kind=kind, index=index, inner=_NUMBER % number))
        if kind == "ftr":
            (line,) = foot.iterfind(".//a:p", NAMES)
            line.remove(line[0])
            run = etree.SubElement(line, f"{{{NAMES['a']}}}r")
            letters = etree.SubElement(
                run, f"{{{NAMES['a']}}}rPr", sz="800"
            )  # not every program takes them from the master
            etree.SubElement(letters, f"{{{NAMES['a']}}}latin").set("typeface", "+mn-lt")
            etree.SubElement(run, f"{{{NAMES['a']}}}t").text = deck.foot
        tree.append(foot)
    for at, shape in enumerate(tree.iterfind(".//p:cNvPr", NAMES), start=1):  # pandoc gives some of them the same
        shape.set("id", str(at))
    for letters in slide.iterfind(".//a:rPr", NAMES):
        letters.set("lang", LANGUAGE)


def _set_letters(slide: Any, said: Slide) -> None:
    """As large as what is said has room for: the whole slide, or the part beside a drawing."""
    size = in_points(sum(map(len, said.said)), beside=bool(said.alt))
    for body in slide.iterfind(".//p:sp", NAMES):
        place = body.find(".//p:ph", NAMES)
        if place is not None and place.get("type") is None:
            for letters in body.iterfind(".//a:rPr", NAMES):
                letters.set("sz", str(100 * size))


def _about(title: str, author: str, day: dt.date) -> bytes:
    """The file's own record: title, author, language, and the day that it is of."""
    from lxml import etree

    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    names = {"cp": core, "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/"}
    names["xsi"] = "http://www.w3.org/2001/XMLSchema-instance"
    record = etree.Element(f"{{{core}}}coreProperties", nsmap=names)
    for name, text in (("title", title), ("creator", author), ("language", LANGUAGE)):
        etree.SubElement(record, f"{{{names['dc']}}}{name}").text = text
    for name in ("created", "modified"):
        time = etree.SubElement(record, f"{{{names['dcterms']}}}{name}")
        time.set(f"{{{names['xsi']}}}type", "dcterms:W3CDTF")
        time.text = f"{day.isoformat()}T12:00:00Z"
    return bytes(etree.tostring(record, xml_declaration=True, encoding="UTF-8", standalone=True))
