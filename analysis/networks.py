"""A network's settings, as `data/raw/NETWORK/network.yml` states them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from analysis.periods import NotAPeriod, Period, quarters_between
from analysis.project import Refused, raw_folder, root

SETTINGS = "networks"  # how pages call the settings of all networks among the tables that they read
NO_PARTNER = "No research partner: read from published documents"


@dataclass(frozen=True)
class DisclosureSettings:
    """Counts of people below or at `threshold` are withheld, the others rounded to `base`; `source` says who set it."""

    threshold: int
    base: int
    source: str


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
    price_base: str  # the financial year whose pounds real terms are stated in
    folder: Path
    published: tuple[tuple[Period, dt.date], ...] = ()  # editions that are out, with the day each came out
    span_because: str = ""  # why these quarters, where no returns say so themselves
    headlines: tuple[str, ...] = ()  # published figures that the first screen leads with; empty: the first ones

    @property
    def author(self) -> str:
        """Who signs the pages. Published figures alone have nobody who collected them for us, and the pages say so."""
        return NO_PARTNER if self.research_partner.strip().lower() == "nobody" else self.research_partner

    def published_on(self, quarter: str) -> dt.date | None:
        """The day on which a quarter first stood in an edition; None where it has not yet."""
        days = [day for period, day in self.published if quarter in period.quarter_labels]
        return min(days, default=None)

    @property
    def quarters(self) -> list[Period]:
        return quarters_between(self.first, self.last)

    @property
    def periods(self) -> list[Period]:
        """Years and quarters an edition can be built for, oldest first; a year is offered once its last quarter is in."""
        years = sorted({Period(quarter.year) for quarter in self.quarters if quarter.quarter == 4})
        return [*years, *self.quarters]

    def period(self, text: str) -> Period:
        """The period that the text names. Refused, with what there is, if it is none or not covered."""
        try:
            period = Period.parse(text)
        except NotAPeriod as error:
            raise Refused(f"{error}; {self._offered()}") from None
        if period not in self.periods:
            raise Refused(f"{self.name} has no period {period.label}; {self._offered()}")
        return period

    def _offered(self) -> str:
        years = ", ".join(period.label for period in self.periods if period.is_year)
        return f"{self.name} has the years {years} and the quarters {self.first.label} to {self.last.label}"


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
    """The network of that name. Refused, with the names there are, if it is unknown or its settings do not read."""
    if name not in network_names():
        raise Refused(f"there is no network '{name}'; there are: {', '.join(network_names()) or 'none'}")
    path = raw_folder(name) / "network.yml"
    try:
        settings: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _network(name, settings, path.parent)
    except (yaml.YAMLError, KeyError, TypeError, ValueError, OSError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise Refused(f"data/raw/{name}/network.yml does not read: {type(error).__name__} {reason}") from None


def _network(name: str, settings: dict[str, Any], folder: Path) -> Network:
    disclosure = settings["disclosure"]
    first, last = Period.parse(settings["quarters"]["first"]), Period.parse(settings["quarters"]["last"])
    return Network(
        name=name,
        title=str(settings["title"]),
        demonstration=bool(settings["demonstration"]),
        statement=str(settings["statement"]).strip(),
        place=str(settings["place"]),
        research_partner=str(settings["research_partner"]),
        first=first.quarters[0],
        last=last.quarters[-1],
        due_days=int(settings["due_days"]),
        disclosure=DisclosureSettings(int(disclosure["threshold"]), int(disclosure["base"]), str(disclosure["source"])),
        price_base=Period.parse(str(settings["price_base"])).label,
        folder=folder,
        published=tuple(_published(settings.get("published") or {})),
        span_because=" ".join(str(settings["quarters"].get("why") or "").split()),
        headlines=tuple(str(figure) for figure in settings.get("headlines") or ()),
    )


def _published(settings: dict[str, Any]) -> Iterator[tuple[Period, dt.date]]:
    """`published: {"2023-24": 2024-07-31}`: periods with the day their edition came out."""
    for label, day in settings.items():
        written = day.date() if isinstance(day, dt.datetime) else day
        yield (
            Period.parse(str(label)),
            written if isinstance(written, dt.date) else dt.date.fromisoformat(str(written)),
        )
