"""What happened to the network, on every chart over time: a lettered line at its quarter, and its words below and in the text alternative."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from analysis.exhibits.drawing.theme import PLUM
from analysis.exhibits.exhibit import Exhibit
from analysis.exhibits.facts import in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.periods import NotAPeriod, Period
from analysis.sources.records import column_letter

if TYPE_CHECKING:
    import plotly.graph_objects as go


Asked = ParamSpec("Asked")
Make = Callable[Concatenate[OpenEdition, Asked], Exhibit]


@dataclass(frozen=True)
class Event:
    """One event. letter: what stands for it on all charts of an edition; when: its day or quarter, as pages write it."""

    letter: str
    quarter: str
    when: str
    words: str
    source: str
    caution: str


def events_of(edition: OpenEdition) -> list[Event]:
    """What had happened by the period's end, in the order of time; an edition's letters do not change when something happens after it."""
    rows = edition.table("events").iter_rows(named=True)
    begins, last = edition.network.begins, edition.period.quarters[-1]
    so_far = [row for row in rows if row["quarter"] and Period.parse(row["quarter"], begins) <= last]
    return [
        Event(
            column_letter(place),
            row["quarter"],
            f"{row['day'].day} {row['day']:%B %Y}" if row["day"] else row["quarter"],
            row["words"].rstrip("."),
            row["source"],
            row["caution"] or "",
        )
        for place, row in enumerate(so_far)
    ]


def over_time(make: Make[Asked]) -> Make[Asked]:
    """For a function that makes an exhibit whose drawing goes quarter by quarter: what happened in them is marked and told."""

    @wraps(make)
    def marked(edition: OpenEdition, /, *args: Asked.args, **named: Asked.kwargs) -> Exhibit:
        return _with_events(edition, make(edition, *args, **named))

    return marked


def _with_events(edition: OpenEdition, exhibit: Exhibit) -> Exhibit:
    """The exhibit with what happened in the quarters that it draws; one that draws no quarters stays as it is."""
    quarters = _quarters_drawn(exhibit.figure)
    shown = [event for event in events_of(edition) if event.quarter in quarters]
    if exhibit.figure is None or not shown:
        return exhibit
    for quarter in dict.fromkeys(event.quarter for event in shown):
        letters = ", ".join(event.letter for event in shown if event.quarter == quarter)
        _mark(exhibit.figure, quarters.index(quarter), letters)
    words = [f"{event.letter}, {event.when}: {event.words}" for event in shown]
    text = f"{exhibit.sentence.text}\n\n*Lines mark what happened.* {in_markdown('; '.join(words))}."
    alt = f"{exhibit.alt} Lines mark what happened: {'; '.join(words)}."
    return replace(exhibit, alt=alt, sentence=replace(exhibit.sentence, text=text))


def _quarters_drawn(drawing: go.Figure | None) -> list[str]:
    """The quarters along the axis, in their order; none where it is no axis of quarters."""
    along = drawing.data[0]["x"] if drawing is not None and drawing.data else None
    labels = [] if along is None else [str(label) for label in along]
    return labels if labels and all(_is_quarter(label) for label in labels) else []


def _is_quarter(label: str) -> bool:
    try:
        return bool(Period.parse(label).quarter)
    except NotAPeriod:
        return False


def _mark(drawing: go.Figure, place: int, letters: str) -> None:
    """A line through the whole height, with its letter at the top within the frame: above it stand the legend and the axis's name."""
    drawing.add_vline(x=place, line={"color": PLUM, "dash": "dash", "width": 1.5}, layer="below")
    drawing.add_annotation(
        x=place, y=1, yref="paper", yanchor="top", xanchor="left", xshift=3, showarrow=False, text=letters,
        font={"size": 13, "color": PLUM}, bgcolor="rgba(255,255,255,0.85)", borderpad=1,
    )  # fmt: skip
