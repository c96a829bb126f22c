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


UNITS = ("case", "paragraph", "overlap")
STATISTICS = ("alpha", "ac1", "cohen", "fleiss")
LEVELS = ("nominal", "ordinal", "interval", "ratio")


@dataclass(frozen=True)
class AgreementSettings:
    """How the agreement of coders is judged, and below what a code is marked as of low reliability.

    unit: what coders are held to have judged: each case study, each paragraph, or each passage that one of them marked (overlap).
    level: nominal asks whether a code was given to the unit; the others, of alpha alone, how often. source: who set the threshold.
    """

    unit: str = "case"
    statistic: str = "alpha"
    level: str = "nominal"
    threshold: float = 0.667
    source: str = "Krippendorff (2004), Content Analysis: 0.667 is the least on which tentative conclusions may rest"


@dataclass(frozen=True)
class BreakdownSettings:
    """Fewer case studies than this are not told of by place or partner together with what they tell; `source` says why."""

    fewest: int = 3
    source: str = "with two, each teller can work out what the other told"


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
    agreement: AgreementSettings = AgreementSettings()
    breakdowns: BreakdownSettings = BreakdownSettings()

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
        agreement=_agreement(name, settings.get("agreement") or {}),
        breakdowns=_breakdowns(name, settings.get("case_breakdowns") or {}),
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


def _agreement(name: str, settings: Any) -> AgreementSettings:
    """`agreement: {unit: paragraph, statistic: ac1, threshold: 0.6, source: ...}`; what is not said stays as it is usually."""
    told = _named(name, "agreement", settings, ("unit", "statistic", "level", "threshold", "source"))
    for key, offered in (("unit", UNITS), ("statistic", STATISTICS), ("level", LEVELS)):
        if key in told and told[key] not in offered:
            raise _unfit(name, f"agreement: {key} is '{told[key]}'; it may be {', '.join(offered)}")
    if told.get("level", "nominal") != "nominal" and told.get("statistic", "alpha") != "alpha":
        raise _unfit(name, f"agreement: level {told['level']} is of alpha alone, not of {told['statistic']}")
    if told.get("statistic", "alpha") != "alpha" and "threshold" not in told:
        raise _unfit(
            name,
            f"agreement: the threshold 0.667 is alpha's own; name a threshold for {told['statistic']} and its source",
        )
    if "threshold" in told and not (_is_number(told["threshold"]) and 0 < told["threshold"] <= 1):
        raise _unfit(name, f"agreement: threshold is '{told['threshold']}'; it lies above 0 and is at most 1")
    _with_source(name, "agreement", told, "threshold")
    usual = AgreementSettings()
    return AgreementSettings(
        unit=str(told.get("unit", usual.unit)),
        statistic=str(told.get("statistic", usual.statistic)),
        level=str(told.get("level", usual.level)),
        threshold=float(told.get("threshold", usual.threshold)),
        source=str(told.get("source", usual.source)).strip(),
    )


def _breakdowns(name: str, settings: Any) -> BreakdownSettings:
    """`case_breakdowns: {fewest: 5, source: ...}`: how small a group of case studies may be told of by place or partner."""
    told = _named(name, "case_breakdowns", settings, ("fewest", "source"))
    if "fewest" in told and not (type(told["fewest"]) is int and told["fewest"] >= 2):
        raise _unfit(name, f"case_breakdowns: fewest is '{told['fewest']}'; it is a whole number of 2 or more")
    _with_source(name, "case_breakdowns", told, "fewest")
    usual = BreakdownSettings()
    return BreakdownSettings(int(told.get("fewest", usual.fewest)), str(told.get("source", usual.source)).strip())


def _with_source(name: str, part: str, told: dict[str, Any], key: str) -> None:
    """A number of the network's own is printed with who set it, so the two come together or not at all."""
    if (key in told) != bool(str(told.get("source") or "").strip()):
        raise _unfit(name, f"{part}: {key} and source come together, for the one is printed beside the other")


def _named(name: str, part: str, settings: Any, offered: tuple[str, ...]) -> dict[str, Any]:
    """The settings of one part of network.yml. Refused where it is no list of names with values, or has a name that is unknown."""
    if not isinstance(settings, dict):
        raise _unfit(name, f"{part} is '{settings}'; it holds {', '.join(offered)}")
    for key in settings:
        if key not in offered:
            raise _unfit(name, f"{part} has no '{key}'; it holds {', '.join(offered)}")
    return settings


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unfit(name: str, problem: str) -> Refused:
    return Refused(f"data/raw/{name}/network.yml: {problem}")
