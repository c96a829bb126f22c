"""Exhibits: a figure or a table with its finding as title, its text alternative, its data and the facts it states."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis.disclosure.release import Released
from analysis.exhibits.counts import unpacked, with_carried
from analysis.exhibits.drawing.points import name_points
from analysis.exhibits.facts import Fact, facts_of, in_markdown, without_turns
from analysis.exhibits.lab import FOOTNOTE, as_lab_html
from analysis.exhibits.tables import Notes, as_html, as_markdown, as_published, symbols_told
from analysis.exhibits.wording import count_of
from analysis.handover import About, Handover, Kind, Unknown

if TYPE_CHECKING:  # plotly costs half a second, and a table needs none
    import plotly.graph_objects as go

_SPAN = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\{[^}]*\}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]<>#+\-.!|$@^~\"'&])")

NEEDED = "What would be needed:"  # the label in a notice

Bundle = tuple[dict[str, Any], dict[str, Any]]


def plain(markdown: str) -> str:
    """A sentence without its markup, for titles in metadata and text alternatives."""
    return _ESCAPE.sub(r"\1", _SPAN.sub(r"\1", FOOTNOTE.sub("", markdown)).replace("**", ""))


@dataclass(frozen=True)
class Sentence:
    """Markdown that states facts. In a notebook it displays itself and carries its facts in the output's metadata.

    >>> hubs = Fact("network.hubs", 10, "hubs", "10", "hubs in the register")
    >>> said = Sentence(f"There are {hubs} hubs.", (hubs,), "hubs-says")
    >>> said.text
    'There are [10]{.fact data-fact="network.hubs"} hubs.'
    >>> plain(said.text)
    'There are 10 hubs.'
    """

    text: str
    facts: tuple[Fact, ...] = ()
    id: str = "sentence"
    unknown: tuple[Unknown, ...] = ()  # what it says is not known

    def __post_init__(self) -> None:
        text, carried = unpacked(self.text)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "facts", tuple({fact.id: fact for fact in (*self.facts, *carried)}.values()))

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        words = plain(self.text)
        data = {"text/markdown": self.text, "text/plain": words}
        if self.text:
            data["text/html"] = as_lab_html(self.text, self.facts)
        return data, self.handover(words).as_metadata()

    def handover(self, words: str) -> Handover:
        about = About(self.id, "sentence", words, "")
        return Handover(about, self.facts, unknown=self.unknown)

    def __str__(self) -> str:
        return self.text


_ON_THE_WEB = re.compile(r" ?The table under it gives [^.]*\.")  # on paper there is none


def alt_on_paper(alt: str) -> str:
    """A figure's text where no table of it stands below: on paper and on slides it points to none."""
    return _ON_THE_WEB.sub("", alt)


@dataclass(frozen=True)
class Exhibit:
    """A figure or a table. Built only from a released table; `facts` are those of its cells and those its words state.

    title: markdown, states the finding. alt: plain text, what a person who cannot see the drawing needs. Made by exhibit_table,
    exhibit_figure or exhibit_unknown:

    >>> import polars as pl
    >>> from analysis.disclosure import release_open
    >>> from analysis.disclosure.release import Field
    >>> fields = [Field("kind", "Kind", "key"), Field("hubs", "Hubs", unit="hubs", how="hubs in the register")]
    >>> frame = pl.DataFrame({"kind": ["library", "village hall"], "hubs": [2, 8]})
    >>> table = release_open("hubs-by-kind", frame, fields, "the register is public")
    >>> exhibit = exhibit_table("hubs-by-kind", "Most hubs are village halls", table, "Eight of ten are.")
    >>> exhibit.reference, [fact.id for fact in exhibit.facts]
    ('@tbl-hubs-by-kind', ['hubs-by-kind.hubs.library', 'hubs-by-kind.hubs.village-hall'])
    """

    id: str
    kind: Kind
    title: str
    alt: str
    table: Released | None
    sentence: Sentence
    facts: tuple[Fact, ...] = ()
    figure: go.Figure | None = None
    data_folder: str = "data"
    notice: str = ""  # markdown that stands in place of an exhibit
    unknown: Unknown | None = (
        None  # what the notice says is not known; None where it says that there is nothing to show
    )
    download: Released | None = None  # what the CSV file holds, where that is more than what is shown
    shown: Released | None = None  # the same cells laid out for reading, where the CSV file is laid out for programs
    named_by: Released | None = None  # the table with the keys that name its facts, where not all of them are shown

    def __post_init__(self) -> None:
        if self.kind != "unknown" and not isinstance(self.table, Released):
            raise TypeError(f"exhibit {self.id} is not built from a released table")
        if self.kind != "unknown" and not self.alt.strip():
            raise ValueError(f"exhibit {self.id} has no text alternative")

    @property
    def known(self) -> bool:
        return self.kind != "unknown"

    @property
    def says(self) -> Sentence:
        """For the report: its first paragraph, without the beginning where that says the title again. The rest stands on the exhibit's page."""
        text = self.sentence.text.removeprefix(f"{self.title} ({self.reference}).")
        return replace(self.sentence, text=text.lstrip().partition("\n\n")[0])

    @property
    def reference(self) -> str:
        """The cross-reference that sentences use."""
        return f"@{'fig' if self.kind == 'figure' else 'tbl'}-{self.id}"

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        written = self.figure.to_json() if self.figure is not None else ""
        data: dict[str, Any] = {"text/plain": plain(self.title), "text/markdown": self.markdown(written)}
        drawing = None
        if self.figure is not None:
            drawing = json.loads(written)
            data["application/vnd.plotly.v1+json"] = drawing
        elif self.table is not None:
            data["text/html"] = f"<p><strong>{html.escape(data['text/plain'])}</strong></p>\n{self._table_html}"
        elif self.notice:
            data["text/html"] = as_lab_html(self.notice, ())
        about = About(self.id, self.kind, data["text/plain"], self.alt)
        unknown = (self.unknown,) if self.unknown else ()
        handed = Handover(about, self.facts, as_published(self.download or self.table), drawing, unknown)
        return data, handed.as_metadata()

    def markdown(self, written: str = "") -> str:
        """Quarto markdown for site, PDF and Word. written: the figure as JSON, where it is at hand already."""
        if self.kind == "unknown" or self.table is None:
            return self.notice
        if self.figure is None:
            return self._table_markdown()
        return self._figure_markdown(written or self.figure.to_json())

    def _figure_markdown(self, written: str) -> str:
        assert self.table is not None
        # "<" is written as an escape, so that no text in the data can end the script element early.
        drawing = written.replace("<", "\\u003c")
        alt = html.escape(" ".join(without_turns(self.alt).split()), quote=True)
        on_paper = without_turns(alt_on_paper(self.alt))
        return "\n".join(
            [
                f"::: {{#fig-{self.id}}}",
                *_only_html(
                    f'<div class="exhibit-plot" role="img" aria-label="{alt}" data-exhibit="{self.id}">'
                    f'<script type="application/json">{drawing}</script></div>'
                ),
                *_not_html(f'![](figures/{self.id}.png){{fig-alt="{_attribute(on_paper)}"}}'),
                self.title,
                ":::",
                "",
                *_only_html(
                    '<details class="exhibit-data"><summary>Data behind this figure'
                    f'<span class="visually-hidden">: {html.escape(plain(self.title))}</span></summary>'
                    f"{as_html(self.table, f'data-{self.id}', self._fact_ids, self.named_by)}{self.notes.behind()}</details>"
                ),
            ]
        )

    @cached_property
    def _table_html(self) -> str:
        """The table for the page and for the lab alike: it is the dearest part of an exhibit, and they never stand together."""
        assert self.table is not None
        return as_html(self.shown or self.table, f"table-{self.id}", self._fact_ids, self.named_by)

    @property
    def _fact_ids(self) -> frozenset[str]:
        return frozenset(fact.id for fact in self.facts)

    def _table_markdown(self) -> str:
        assert self.table is not None
        return "\n".join(
            [
                f"::: {{#tbl-{self.id}}}",
                *_only_html(self._table_html),
                *_not_html(as_markdown(self.shown or self.table)),
                self.title,
                ":::",
                "",
                *_only_html(f'<div class="table-note">{self.notes.under()}</div>'),
                *(_not_html(in_markdown(self._key)) if self._key else []),
            ]
        )

    @property
    def notes(self) -> Notes:
        """What stands under it on the web."""
        assert self.table is not None
        downloads = (self.table.name, self.download.name if self.download is not None else "")
        return Notes(plain(self.title), self._key, self.table.note, self.data_folder, *downloads)

    @cached_property
    def _key(self) -> str:
        """What the symbols in the table stand for."""
        return symbols_told(self.shown or self.table) if self.table is not None else ""


def exhibit_figure(
    exhibit_id: str,
    title: str,
    alt: str,
    table: Released,
    drawing: go.Figure,
    sentence: str,
    stated: Sequence[Fact] = (),
    **more: Any,
) -> Exhibit:
    title, sentence, stated = with_carried(title, sentence, stated)
    facts = _all_facts(table, stated)
    name_points(drawing, table, {fact.id for fact in facts})
    return Exhibit(
        exhibit_id,
        "figure",
        title,
        alt,
        table,
        Sentence(sentence, tuple(stated), f"{exhibit_id}-says"),
        facts,
        drawing,
        **more,
    )


def exhibit_table(
    exhibit_id: str, title: str, table: Released, sentence: str, stated: Sequence[Fact] = (), alt: str = "", **more: Any
) -> Exhibit:
    title, sentence, stated = with_carried(title, sentence, stated)
    facts = _all_facts(table, stated)
    words = alt or f"Table of {count_of(len(table), 'row')}: {', '.join(field.label for field in table.fields)}."
    return Exhibit(
        exhibit_id, "table", title, words, table, Sentence(sentence, tuple(stated), f"{exhibit_id}-says"), facts, **more
    )


def exhibit_unknown(exhibit_id: str, subject: str, unknown: str, needed: str, **more: Any) -> Exhibit:
    """In place of an exhibit that nothing is known for: what is not known, and what would be needed."""
    what, silent = Unknown(subject, unknown, needed), Sentence("", (), f"{exhibit_id}-says")
    return Exhibit(exhibit_id, "unknown", subject, unknown, None, silent, notice=notice_of(what), unknown=what, **more)


def notice_of(unknown: Unknown) -> str:
    """What is not known as markdown, for readers alone: what publishing must know of it goes with the exhibit as `unknown`."""
    return (
        f'::: {{.callout-note title="Not known: {_attribute(unknown.subject)}"}}\n'
        f"{in_markdown(unknown.reason)}\n\n**{NEEDED}** {in_markdown(unknown.needed)}\n:::"
    )


def exhibit_none(exhibit_id: str, subject: str, text: str, **more: Any) -> Exhibit:
    """In place of an exhibit of which it is known that there is nothing to show; no text: not a word, nor the heading above, is published."""
    title = _attribute(f"{subject[:1].upper()}{subject[1:]}")  # a title stands alone
    said = f'::: {{.callout-tip title="{title}"}}\n{in_markdown(text)}\n:::' if text else ""
    silent = Sentence("", (), f"{exhibit_id}-says")
    return Exhibit(exhibit_id, "unknown", subject, text, None, silent, notice=said, **more)


def _all_facts(table: Released, stated: Sequence[Fact]) -> tuple[Fact, ...]:
    """Facts of the cells and facts of the words; a stated fact that is a cell's stands once."""
    return tuple({fact.id: fact for fact in [*facts_of(table), *stated]}.values())


def _only_html(block: str) -> list[str]:
    return ['::: {.content-visible when-format="html"}', "```{=html}", block, "```", ":::"]


def _not_html(block: str) -> list[str]:
    return ['::: {.content-visible unless-format="html"}', block, ":::", ""]


def _attribute(text: str) -> str:
    """Text that may stand in a quoted attribute of pandoc markdown."""
    return " ".join(text.split()).replace("\\", "").replace('"', "'")
