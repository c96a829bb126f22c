"""What hubs' pages rest on, worked out for all hubs at once: each page would find the same by itself, and take as long for it as for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.exhibits.families import ANSWERS
from analysis.exhibits.money.facts import awards_by_hub, titles_of
from analysis.exhibits.opening import COUNTED, OpenEdition
from analysis.networks import Network
from analysis.periods import Period
from analysis.shared_values import Kept

_IN_COMMON = ("terms", "awards by hub", "award titles")
_OWN = (COUNTED, "answers")


def worked_out_together(
    network: Network, period: Period, hubs: Sequence[str]
) -> tuple[dict[str, Kept], dict[str, dict[str, Kept]]]:
    """What all these hubs' pages have in common, and for each hub what is its own: by name, as its open edition would remember it.

    What a page is noted to have read is what the first hub's page reads, of its own hub.
    """
    whole, first = OpenEdition(network, period), OpenEdition(network, period, hubs[0])
    awards_by_hub(first), titles_of(first)
    assert first.answers is not None  # asked, so that it is remembered with what it rests on
    read = {name: readings for name, (_, readings) in first.worked_out(_OWN).items()}
    each = whole.answers_family().of_each(whole.held_back(ANSWERS))
    own = {
        hub: {name: (value, _of_hub(read[name], hubs[0], hub)) for name, value in zip(_OWN, each[hub], strict=True)}
        for hub in hubs
        if hub in each
    }
    return first.worked_out(_IN_COMMON), own


def _of_hub(readings: Sequence[Mapping[str, object]], first: str, hub: str) -> list[dict[str, object]]:
    return [{**read, "hub": hub if read["hub"] == first else read["hub"]} for read in readings]
