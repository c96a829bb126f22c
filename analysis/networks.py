"""A network's settings, as `data/raw/NETWORK/network.yml` states them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from analysis.baselines import BaselineSettings
from analysis.designs import DESIGNS_FILE, DeclaredDesign
from analysis.disclosure_settings import (
    DISCLOSURE_FILE,
    NOT_SET,
    BreakdownSettings,
    DisclosureFileSettings,
    DisclosureSettings,
    HubPageSettings,
    MagnitudeSettings,
)
from analysis.network_settings import NETWORK_FILE, AgreementSettings, NetworkSettings
from analysis.periods import APRIL, MONTHS, NotAPeriod, Period, quarters_between
from analysis.project import Refused, raw_folder, root
from analysis.settings.whole import lines_of_entries, read_whole, refuse_doubled
from analysis.targets import TargetSettings
from analysis.theory_of_change import TheoryOfChange, evidence_lines, theory_of

Said = TypeVar("Said")
SETTINGS = "networks"  # how pages call the settings of all networks among the tables that they read
NO_PARTNER = "No research partner: read from published documents"


@dataclass(frozen=True)
class Network:
    """One network: its name (the folder's), its title, and the rules its editions follow."""

    name: str
    title: str
    demonstration: bool
    statement: str  # printed on every page made from this network's data
    place: str
    research_partner: str
    first: Period  # the first and the last quarter that returns are expected for
    last: Period
    due_days: int  # a return is late this many days after its quarter's end
    disclosure: DisclosureSettings
    price_base: str  # the year whose pounds real terms are stated in: one of the price index, or a calendar year
    folder: Path
    begins: int = APRIL  # the month in which its years begin
    published: tuple[tuple[Period, dt.date], ...] = ()  # editions that are out, with the day each came out
    expected: tuple[
        tuple[Period, dt.date], ...
    ] = ()  # editions that are to come out, with the day that each is expected on
    contact: str = ""  # to whom readers turn with questions
    span_because: str = ""  # why these quarters, where no returns say so themselves
    headlines: tuple[str, ...] = ()  # published figures that the first screen leads with; empty: the first ones
    documents_in: Period | None = None  # whose edition holds what documents without a day tell; None: every one
    hub_sheets: bool | None = None  # whether each hub's page is a PDF too; None: unless hubs are many
    agreement: AgreementSettings = field(default_factory=AgreementSettings)
    breakdowns: BreakdownSettings = field(default_factory=BreakdownSettings)
    baselines: tuple[BaselineSettings, ...] = ()
    targets: tuple[TargetSettings, ...] = ()
    season: bool | None = None  # whether quarters of the year differ in the same way every year; None: a test tells
    designs: tuple[DeclaredDesign, ...] = ()  # what was given to some hubs, declared before it was looked at
    design_lines: tuple[Mapping[str, int], ...] = ()  # of each, the line of each of its keys
    theory: TheoryOfChange | None = None  # how what it does should lead to what it hopes for
    theory_lines: Mapping[tuple[str, str, str], int] = field(default_factory=dict)  # where its links name evidence
    magnitudes: MagnitudeSettings = field(default_factory=MagnitudeSettings)
    hub_pages: HubPageSettings = field(
        default_factory=HubPageSettings
    )  # what may stand on a page that goes to its hub alone

    @property
    def author(self) -> str:
        """Who signs the pages. Published figures alone have nobody who collected them for us, and the pages say so."""
        return NO_PARTNER if self.research_partner.strip().lower() == "nobody" else self.research_partner

    def out_on(self, period: Period) -> dt.date | None:
        """The day on which the edition of a period came out; None where it is not out."""
        return next((day for edition, day in self.published if edition.key == period.key), None)

    def next_after(self, period: Period) -> tuple[Period, dt.date] | None:
        """The edition that is expected next after that of a period, with its day; None where none is."""
        later = [(day, edition.label, edition) for edition, day in self.expected if edition.end > period.end]
        return (min(later)[2], min(later)[0]) if later else None

    def published_on(self, quarter: str) -> dt.date | None:
        """The day on which a quarter first stood in an edition; None where it has not yet.

        An edition of a year that came out while the year was under way held the quarters that had ended by then.
        """
        over = self.period_of(quarter).end
        days = [day for period, day in self.published if quarter in period.quarter_labels and day > over]
        return min(days, default=None)

    @property
    def quarters(self) -> list[Period]:
        return quarters_between(self.first, self.last)

    @property
    def periods(self) -> list[Period]:
        """Years and quarters an edition can be built for, oldest first; the last year has its quarters so far where more are to come."""
        years = sorted({quarter.whole_year for quarter in self.quarters if quarter.quarter == 4})
        last = self.last.quarter or 4
        under_way = [self.last.up_to(last)] if last < 4 else []
        return [*years, *under_way, *self.quarters]

    @property
    def several_years(self) -> list[Period]:
        """All runs of two years and more that one edition can tell of together."""
        years = [period for period in self.periods if period.is_year]
        return [
            replace(last, year=first.year, years=last.year - first.year + 1)
            for last in years
            for first in years
            if first < last
        ]

    def covers(self, period: Period) -> str:
        """The months that an edition covers, and from when on its returns are, where its first year began before them; without a full stop."""
        told = f"Covers {period.months}"
        if period.so_far:
            told += f", the quarters of {period.year_label} so far"
        if period.is_year and period.quarters[0] < self.first:
            told += f", with returns from {self.first.start:%B %Y} on"
        return told

    def period_of(self, label: str) -> Period:
        """The year or quarter of that label in the network's own calendar. Raises NotAPeriod."""
        return Period.parse(label, self.begins)

    def quarter_on(self, day: dt.date) -> Period:
        """The quarter of the network's own calendar in which a day lies."""
        return Period.of_date(day, self.begins)

    @property
    def calendar(self) -> str:
        """Which months its years are, where that is not what readers expect; empty where they begin in April."""
        if self.begins == APRIL:
            return ""
        quarters = "; ".join(
            f"Q{each.quarter} {' to '.join(word for word in each.months.split() if word in MONTHS)}"
            for each in self.first.whole_year.quarters
        )
        return f"Its years begin in {MONTHS[self.begins - 1]}: {quarters}."

    def period(self, text: str) -> Period:
        """The period that the text names. Refused, with what there is, if it is none or not covered."""
        try:
            period = Period.of_label(text, self.begins)
        except NotAPeriod as error:
            raise Refused(f"{error}; {self._offered()}") from None
        offered = next(
            (
                each
                for each in [*self.periods, *self.several_years]
                if each == period and period.is_whole_year is period.is_year
            ),
            None,
        )
        if offered is None:
            raise Refused(f"{self.name} has no period {period.label}; {self._offered()}")
        return offered

    def _offered(self) -> str:
        years = [period for period in self.periods if period.is_year]
        several = f", several years as {years[0].key} to {years[-1].key}," if len(years) > 1 else ""
        listed = ", ".join(period.label for period in years)
        return f"{self.name} has the years {listed}{several} and the quarters {self.first.label} to {self.last.label}"


def network_names() -> list[str]:
    return sorted(path.parent.name for path in (root() / "data" / "raw").glob("*/network.yml") if path.is_file())


def peers_of(network: Network) -> list[Network]:
    """The other networks of its kind, by name: real ones for a real one, invented for an invented.

    The two kinds never stand in one table. A network whose settings do not read is left out; its own build says why.
    """
    others = []
    for name in network_names():
        try:
            other = None if name == network.name else open_network(name)
        except Refused:
            continue
        if other is not None and other.demonstration == network.demonstration:
            others.append(other)
    return others


def open_network(name: str) -> Network:
    """The network of that name. Refused, with the names there are, if it is unknown, and with all that is wrong in its settings."""
    if name not in network_names():
        raise Refused(f"there is no network '{name}'; there are: {', '.join(network_names()) or 'none'}")
    path = raw_folder(name) / NETWORK_FILE
    settings: NetworkSettings = read_whole(path, f"data/raw/{name}/{NETWORK_FILE}", NetworkSettings)
    own = _own_rule(path.parent / DISCLOSURE_FILE, name, settings)
    begins = MONTHS.index(settings.year_starts) + 1
    return Network(
        name=name,
        title=settings.title,
        demonstration=settings.demonstration,
        statement=settings.statement,
        place=settings.place,
        research_partner=settings.research_partner,
        first=settings.quarters.first.quarters[0].in_calendar(begins),
        last=settings.quarters.last.quarters[-1].in_calendar(begins),
        due_days=settings.due_days,
        disclosure=own.counts,
        price_base=settings.price_base.label,
        folder=path.parent,
        begins=begins,
        expected=tuple((period.in_calendar(begins), day) for period, day in settings.expected.items()),
        contact=settings.contact,
        published=tuple((period.in_calendar(begins), day) for period, day in settings.published.items()),
        hub_sheets={"for every hub": True, "for none": False}.get(settings.hub_sheets),
        agreement=settings.agreement,
        breakdowns=own.case_groups,
        baselines=settings.baselines,
        targets=settings.targets,
        season={"every year": True, "none": False}.get(settings.season),
        designs=_declared(path.parent / DESIGNS_FILE, name, begins),
        design_lines=lines_of_entries(path.parent / DESIGNS_FILE, tuple[DeclaredDesign, ...]),
        theory=theory_of(path.parent, name),
        theory_lines=evidence_lines(path.parent),
        magnitudes=own.magnitudes,
        hub_pages=own.hub_pages,
        span_because=" ".join(settings.quarters.why.split()),
        headlines=settings.headlines,
        documents_in=settings.documents_in.in_calendar(begins) if settings.documents_in else None,
    )


def _declared(path: Path, name: str, begins: int) -> tuple[DeclaredDesign, ...]:
    """The designs of designs.yml; none where there is no such file. Refused where two have the same id, or a quarter is of no such year."""
    if not path.is_file():
        return ()
    shown = f"data/raw/{name}/{DESIGNS_FILE}"
    designs: tuple[DeclaredDesign, ...] = tuple(read_whole(path, shown, tuple[DeclaredDesign, ...], ()))
    refuse_doubled(path, shown, tuple[DeclaredDesign, ...], [design.id for design in designs], "id")
    for design in designs:
        for quarter in design.starts.values():
            if not quarter.is_written_in(begins):
                raise Refused(
                    f"{shown}: `{design.id}` names {quarter.label}, which is no label of years that begin in {MONTHS[begins - 1]}: write "
                    f"{Period(2024, 1, begins).label} and the like"
                )
    return designs


def _own_rule(path: Path, name: str, settings: NetworkSettings) -> DisclosureFileSettings:
    """disclosure.yml with what network.yml says of the same. Refused where both say it, or neither says which counts are withheld."""
    shown = f"data/raw/{name}/{NETWORK_FILE}"
    own = DisclosureFileSettings()
    if path.is_file():
        own = read_whole(path, f"data/raw/{name}/{DISCLOSURE_FILE}", DisclosureFileSettings)
    counts = _said_once(settings.disclosure, own.counts, NOT_SET, name, ("disclosure", "counts"))
    groups = _said_once(
        settings.case_breakdowns, own.case_groups, BreakdownSettings(), name, ("case_breakdowns", "case_groups")
    )
    if counts == NOT_SET:
        raise Refused(
            f"{shown} has no `disclosure`: write which counts of people are withheld and how the others are rounded, there or as "
            f"`counts` in data/raw/{name}/{DISCLOSURE_FILE}, with `threshold`, `base` and `source`"
        )
    return DisclosureFileSettings(counts, groups, own.magnitudes, own.hub_pages)


def _said_once(here: Said, there: Said, unsaid: Said, name: str, keys: tuple[str, str]) -> Said:
    """What network.yml or disclosure.yml says, where not both do. keys: what it is called in the one and in the other."""
    if unsaid not in (here, there):
        raise Refused(
            f"data/raw/{name}/{NETWORK_FILE} says `{keys[0]}`, and data/raw/{name}/{DISCLOSURE_FILE} says `{keys[1]}`, which is the same: "
            "delete one of them"
        )
    return there if here == unsaid else here
