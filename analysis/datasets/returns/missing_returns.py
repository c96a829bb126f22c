"""Returns that were expected and did not come, came without an answer that could be read, or came from a hub that was not open."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from analysis.datasets.register.hub_life import open_in, why_shut
from analysis.datasets.returns.collection import Collected, Hubs
from analysis.datasets.returns.submissions import SUBMISSIONS
from analysis.datasets.written.numbers_and_days import silence
from analysis.networks import Network
from analysis.sources.findings import Finding, Place, Rule

_KEY = ["hub_id", "quarter"]

MISSING_RETURN = Rule(
    "missing-return",
    "There is no return from {hub} for {about}.",
    "Totals of that quarter leave this hub out; it is not counted as zero.",
    "Ask the hub for it, or note that it was closed.",
    "note",
    ignore="Where the hub was closed.",
)
UNREAD_RETURN = Rule(
    "return-without-answers",
    "The return of {hub} for {about} was received, but no answer in it could be read for certain.",
    "It counts as missing: totals of that quarter leave this hub out.",
    "Ask the hub for it once more.",
    effect="left out",
    ignore="Where the hub was closed.",
)

FROM_A_SHUT_HUB = Rule(
    "hub-not-open",
    "By the register {hub} {says}, but here is a return of it for {about}.",
    "It is counted as it was sent; if it is of another quarter or hub, two totals are wrong.",
    "Correct the hub's row in register/hubs.csv, or the quarter or hub on the return.",
    effect="kept",
    ignore="Where the register is wrong; it should be put right all the same.",
)


def with_answers(collected: Sequence[Collected], written: pl.DataFrame, answers: pl.DataFrame) -> list[Collected]:
    """The returns that came: with an answer that could be read, or one that says that nobody knows.

    written: the answers as they stand, letter for letter; answers: those that could be read.
    """
    read = set(answers.select(_KEY).unique().iter_rows())
    said = {
        (hub, quarter)
        for hub, quarter, text in written.filter(pl.col("written") != "").select(*_KEY, "written").iter_rows()
        if (hub, quarter) not in read and silence(text) is not None
    }
    came = read | said
    return [each for each in collected if (each.hub_id, each.quarter) in came]


def tell_not_come(
    collected: Sequence[Collected],
    came: Sequence[Collected],
    hubs: pl.DataFrame,
    network: Network,
    unmapped: Collection[str],
) -> list[Finding]:
    """A doubt for each return without answers; a note for each that was expected and is not there: from every hub, while it is open.

    unmapped: exports that nobody has mapped yet, which are told as such; their hubs have nothing to send again.
    """
    register = Hubs(hubs)
    here = {(each.hub_id, each.quarter) for each in came}
    empty = {(each.hub_id, each.quarter): each for each in collected if (each.hub_id, each.quarter) not in here}
    findings = [
        UNREAD_RETURN.at(
            Place(each.file, each.sheet, "", each.row, SUBMISSIONS.name),
            hub_id=hub,
            quarter=quarter,
            hub=register.named(hub),
            about=quarter,
        )
        for (hub, quarter), each in empty.items()
        if each.file not in unmapped
    ]
    place = Place("returns", table=SUBMISSIONS.name)
    due = open_in(hubs, [quarter.label for quarter in network.quarters]).sort("hub_id", "quarter")
    return findings + [
        MISSING_RETURN.at(place, hub_id=hub, quarter=quarter, hub=register.named(hub), about=quarter)
        for hub, quarter in due.iter_rows()
        if (hub, quarter) not in here and (hub, quarter) not in empty
    ]


def tell_not_open(came: Sequence[Collected], hubs: pl.DataFrame) -> list[Finding]:
    """A doubt for each return of a quarter in which the register says that its hub was not open."""
    register, rows = Hubs(hubs), {row["hub_id"]: row for row in hubs.iter_rows(named=True)}
    return [
        FROM_A_SHUT_HUB.at(
            Place(each.file, each.sheet, "", each.row, SUBMISSIONS.name),
            hub_id=each.hub_id,
            quarter=each.quarter,
            hub=register.named(each.hub_id),
            says=says,
            about=each.quarter,
        )
        for each in came
        if (says := why_shut(rows[each.hub_id], each.quarter))
    ]
