"""Open an edition in a notebook: one network, one period, its rule, and the tables that its exhibits are built from."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import polars as pl

from analysis.datasets.findings import numbered
from analysis.datasets.processing.processing import read_table
from analysis.datasets.processing.withdrawn_words import HELD_TABLE, read_held
from analysis.datasets.register.hub_life import Joined, joined_hubs
from analysis.datasets.returns.checks.catalogue import COMPARING
from analysis.disclosure import Released, Rule
from analysis.disclosure.cases import of_people
from analysis.disclosure.steady import Compared, Span
from analysis.exhibits.documents import of_this_edition
from analysis.exhibits.exhibit import Bundle
from analysis.exhibits.facts import in_markdown
from analysis.exhibits.families import ANSWERS, CountedFamily, answers_family
from analysis.exhibits.held_back import held_back_table, read_held_back
from analysis.exhibits.parameters import GoesTo, refuse_goes_to, refuse_ignored_parameters
from analysis.exhibits.question_uses import read_uses, uses_table
from analysis.exhibits.standing_table import read_standing, read_sums, standing_table, sums_table
from analysis.handover import EDITION, RULE, About, Handover
from analysis.measures.returns import circumstances, quality
from analysis.networks import SETTINGS, Network, open_network, peers_of
from analysis.periods import Period
from analysis.project import Refused
from analysis.shared_values import Kept, laid_down_for

Value = TypeVar("Value")
COUNTED = "answers before the gate"


class SameHubs(NamedTuple):
    """sums: one row a quarter (total, and how much of it is pooled); hubs: those compared; withheld: those too small for it.

    members: the hubs compared with those that became part of them: whose returns the sums rest on.
    """

    sums: Released
    hubs: list[str]
    withheld: list[str]
    members: list[str]


class OpenEdition:
    """One network x one period. Remembers which tables were read, so that a rebuild knows what a notebook rests on."""

    def __init__(self, network: Network, period: Period, hub: str | None = None, goes_to: GoesTo = "everybody") -> None:
        self.network = network
        self.period = period
        self.hub = hub
        self.goes_to = goes_to
        self.rule = Rule.of(network.disclosure, network.magnitudes)
        if self.for_hub_alone:
            self.rule = Rule.of_own_counts(network.hub_pages)
        # Each reading in its order, also of what was at hand: a cell of a notebook rests on those made while it ran.
        self.readings: list[dict[str, Any]] = []
        self.read_beside_as = ""  # where another edition reads this one beside its own, the name it notes it under
        self._tables: dict[tuple[str, str | None], pl.DataFrame] = {}
        self._remembered: dict[str, Kept] = {} if self.for_hub_alone else laid_down_for(network.name, period.label, hub)

    @property
    def for_hub_alone(self) -> bool:
        """Whether what is made of it goes to the hub alone, which then sees its own numbers as it sent them, and is published nowhere."""
        return self.goes_to == "the hub alone"

    def table(self, name: str) -> pl.DataFrame:
        """A processed table; of a hub's rows on its page those alone, of what documents tell what stands in this edition (documents.py)."""
        key = (name, self.hub if name in _BY_HUB else None)
        self._note(*key)
        if key not in self._tables:
            self._tables[key] = of_this_edition(name, read_table(self.network.name, *key), self)
        return self._tables[key]

    def _note(self, table: str, hub: str | None) -> None:
        other = {"network": self.read_beside_as} if self.read_beside_as else {}
        self.readings.append({"table": table, "hub": hub, **other})

    def remembered(self, name: str, make: Callable[[], Value]) -> Value:
        """What `make` gives, worked out once for this edition. Who asks again is noted to have read what it was worked out from.

        Whatever is kept of an edition from one exhibit to the next is kept here: otherwise an exhibit that finds it at hand would not
        be made anew when a table that it rests on changes.
        """
        if name not in self._remembered:
            before = len(self.readings)
            value = make()
            self._remembered[name] = (value, self.readings[before:])
        else:
            self.readings += self._remembered[name][1]
        kept: Value = self._remembered[name][0]
        return kept

    def worked_out(self, names: Sequence[str]) -> dict[str, Kept]:
        """Of what was worked out so far, what has one of these names: for other openings of the same edition (shared_values.py)."""
        return {name: self._remembered[name] for name in names if name in self._remembered}

    @property
    def answers(self) -> Released:
        """The family that all figures about people come from: hub x quarter, one column a numeric question, released.

        Quarters after the edition's last are left out: an edition of an earlier period must not change when a new one is sent.
        A question of the core that the network does not ask has a column too, with no answer in it: what rests on it then says so.
        """
        return self.remembered("answers", self._released_answers)

    def _released_answers(self) -> Released:
        return self.remembered(COUNTED, self.answers_family).released(self.held_back(ANSWERS))

    def answers_family(self) -> CountedFamily:
        """The same family before the gate, for the gate and the attack alone."""
        returns, questions = self.table("returns"), self.table("questions")
        beside = circumstances.beside_answers(returns, self._confirmed, circumstances.breaks(questions))
        counted = answers_family(
            returns, questions, self.quarters_so_far, self.published, self.rule, self.compared, beside
        )
        if self.for_hub_alone:
            return replace(counted.of_one(), amounts=())
        return counted if self.hub is None else counted.of_one()

    @property
    def exceptions(self) -> pl.DataFrame:
        """What hubs confirmed as out of the ordinary in quarters so far, an answer each (measures/returns/circumstances.py); of none that is
        withheld, for it would tell how large that is."""
        return circumstances.of_shown_answers(self._confirmed, self.answers.frame)

    @property
    def _confirmed(self) -> pl.DataFrame:
        found = self.remembered(
            "exceptions",
            lambda: circumstances.exceptions(self.table("corrections"), self.table("returns"), self.table("hubs")),
        )
        return found.filter(pl.col("quarter").is_in(self.quarters_so_far))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The quarters over which hubs are compared with themselves: the period and what it is compared with. There is one such span,
        so that title, drawing and sentence speak of the same hubs."""
        return (Span((*self.period.earlier.quarter_labels, *self.period.newest.quarter_labels)),)

    @property
    def joined(self) -> Joined:
        """Which hubs have become part of others, to be compared as one with them. On a hub's own page every hub is its own alone."""
        if self.hub is not None:
            return Joined()
        return self.remembered("joined", lambda: joined_hubs(self.table("hubs"), self.quarters_so_far))

    @property
    def compared(self) -> Compared:
        return Compared(self.spans, self.joined)

    def same_hubs(self, question: str, quarters: Sequence[str]) -> SameHubs:
        """The hubs that answered a question in each of the quarters, which are a span of this edition, and their sums."""
        # On a hub's page one question is asked for, in the report all are.
        name, asked = ("steady", ()) if self.hub is None else (f"steady {question}", (question,))
        steady = self.remembered(name, lambda: self._steady(asked))
        span = Span(tuple(quarters))
        own = pl.col("question") == question, pl.col("span") == span.label
        rows = steady.frame.filter(*own)
        if not rows.height:
            raise ValueError(f"{question} is not released over {span.label}")
        told = {name: [each for each in rows[name][0].split("|") if each] for name in ("hubs", "withheld")}
        return SameHubs(
            steady.select("steady", own[0] & own[1]),
            told["hubs"],
            told["withheld"],
            self.joined.with_parts(told["hubs"]),
        )

    def _steady(self, questions: Sequence[str]) -> Released:
        counted = self.remembered(COUNTED, self.answers_family)
        return counted.steady(self.held_back(ANSWERS), self.answers, questions)

    def held_back(self, family: str) -> pl.DataFrame | None:
        """What more of a family is not released, because the attack on all that leaves found that it gives a count away."""
        if self.for_hub_alone:  # its own numbers give away nothing that it does not know
            return None
        self._note(held_back_table(self.period.slug), None)
        return read_held_back(self.network.name, self.period.slug, family)

    @cached_property
    def published(self) -> dict[str, dt.date]:
        """The quarters so far that an edition has shown before, with the day on which it came out."""
        return {label: day for label in self.quarters_so_far if (day := self.network.published_on(label)) is not None}

    def standing_of(self, hub: str) -> pl.DataFrame | None:
        """The hub among hubs of its kind (standing_table.py), as the build worked it out; None where none has."""
        self._note(standing_table(self.period.slug), hub)
        return read_standing(self.network.name, self.period.slug, hub)

    def sums_of(self, hub: str) -> pl.DataFrame | None:
        """What the hub's quarters come to (standing_table.py), likewise."""
        self._note(sums_table(self.period.slug), hub)
        return read_sums(self.network.name, self.period.slug, hub)

    @property
    def held_words(self) -> pl.DataFrame:
        """What editions made earlier still hold though it may not be shown any more, as the last build noted it."""
        self._note(HELD_TABLE, None)
        return read_held(self.network.name)

    @property
    def question_uses(self) -> pl.DataFrame | None:
        """What the edition's own exhibits say they rest on; None where none of them has been built."""
        self._note(uses_table(self.period.slug), None)
        return read_uses(self.network.name, self.period.slug)

    @property
    def findings(self) -> pl.DataFrame:
        """Findings of quarters so far, or of none: an earlier edition must not change when a new return is sent. None that tells how
        large a withheld count is (its hub's query sheet does), and none on a sheet with a row a person (`check` does)."""
        return self.remembered("findings", self._findings_told)

    def _findings_told(self) -> pl.DataFrame:
        told = pl.col("quarter").is_in([None, *self.quarters_so_far], nulls_equal=True), ~of_people(pl.col("file"))
        return quality.of_shown_answers(numbered(self.table("findings")).filter(*told), self.answers.frame, COMPARING)

    def findings_of(self, rule: str) -> pl.DataFrame:
        """The findings of one rule, of any quarter: what rests on these alone is made anew only where they change."""
        self._note(f"findings{RULE}{rule}", None)
        return read_table(self.network.name, "findings").filter(pl.col("rule").eq_missing(rule))

    @property
    def reads(self) -> tuple[dict[str, Any], ...]:
        """All that was read: tables of this network; tables of others, with their `network`; and which networks there are."""
        said = {(read.get("network") or "", read["table"], read["hub"]): read for read in self.readings}
        return tuple(said[key] for key in sorted(said, key=str))

    @property
    def beside(self) -> tuple[OpenEdition, ...]:
        """The other networks of this one's kind in the same period, each under its own disclosure rule.

        What is read of them counts as read here. One that has not come to this period yet, or no longer, has no quarters in it.
        """
        return self.remembered("beside", self._open_beside)

    def _open_beside(self) -> tuple[OpenEdition, ...]:
        self._note(SETTINGS, None)
        others = tuple(OpenEdition(peer, self.period.in_calendar(peer.begins)) for peer in peers_of(self.network))
        for other in others:
            other.readings, other.read_beside_as = self.readings, other.network.name
        return others

    @property
    def data_folder(self) -> str:
        """Where a page's links to the published tables lead: hub pages lie a folder deeper."""
        return "../data" if self.hub else "data"

    @cached_property
    def quarters_so_far(self) -> list[str]:
        """Labels of all quarters from the network's first to the period's last."""
        last = self.period.quarters[-1]
        return [quarter.label for quarter in self.network.quarters if quarter <= last]

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        """In the lab: whose data this is. On a page that banner is publishing's, so there only the rule is told, in short."""
        rule = self.rule.note
        about = About(EDITION, "sentence", self.network.title, "")
        named = f"{self.network.title}, {self.period.label}"
        return {
            "text/html": f"<p><strong>{html.escape(named)}</strong>. {html.escape(self.network.statement)}</p><p>{html.escape(rule)}</p>",
            "text/markdown": f"::: {{.edition-rule}}\n{in_markdown(rule)}\n:::",
            "text/plain": f"{named}. {self.network.statement}",
        }, Handover(about).as_metadata()


# Tables of which a hub's page reads only the hub's own rows.
_BY_HUB = {"returns", "submissions", "findings", "corrections", "case_studies", "readiness"}


def open_edition(network: str, period: str, hub: str | None = None, goes_to: GoesTo = "everybody") -> OpenEdition:
    """Open the edition of a network and a period. Refused, with what there is, where one of them, or a parameter given, is unknown.

    A notebook opens one, shows it, and gives it to each exhibit:

        edition = open_edition("five-valleys", "2024-25")
        edition.table("returns")                          # a processed table, polars
        edition.answers                                   # the released family of all answers, hub by quarter
        activity.attendance_by_quarter(edition).sentence  # what an exhibit says of itself

    On a hub's page `hub` is the hub's code; then only that hub's rows are read of the tables that have rows of hubs. goes_to: `the hub
    alone` shows its own numbers as it sent them, on a page for sending; refused where the network's disclosure.yml does not allow it.
    """
    refuse_ignored_parameters()
    settings = open_network(network)
    refuse_goes_to(settings, hub, goes_to)
    edition = OpenEdition(settings, settings.period(period), hub, goes_to)
    if hub is not None:
        hubs = sorted(edition.table("hubs")["hub_id"].to_list())
        if hub not in hubs:
            raise Refused(f"{network} has no hub '{hub}'; there are: {', '.join(hubs) or 'none'}")
    return edition
