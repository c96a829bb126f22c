"""Exhibits on the network itself: its hubs, their kinds, and the places they serve."""

from __future__ import annotations

import polars as pl

from analysis.datasets.register.hub_life import other_names, shut_quarters
from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.drawing.theme import NAVY, TEAL, bars, figure
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, facts_of, in_markdown, in_plot
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import listed, noun_for, worded
from analysis.measures.register import network

REGISTER = "The register of hubs and public statistics of places; it counts no people who came."
NO_REGISTER = "No register of hubs is held for this network."
REGISTER_NEEDED = (
    "A register: each hub with its kind, locality, opening and coordinates, and each locality with its population."
)
NO_LOCALITIES = "No localities are held for this network, so no hub stands in one."
LOCALITIES_NEEDED = "register/localities.csv, each locality with its population and deprivation tenth, and a `locality_id` for each hub in register/hubs.csv."


def open_now(edition: OpenEdition) -> pl.DataFrame:
    """The hubs that had opened by the period's end."""
    return network.open_hubs(edition.table("hubs"), edition.period.quarters[-1].label)


def hubs_fact(edition: OpenEdition) -> Fact:
    hubs = open_now(edition)["hub_id"].to_list()
    table = release_open(
        "hubs-open",
        pl.DataFrame({"hubs": [len(hubs)]}),
        [Field("hubs", "Hubs", unit="hubs", how=network.HUBS.how, reads=(("hubs", {"hub_id": hubs}),))],
        REGISTER,
    )
    return fact_of(table, "hubs", 0, f"network.hubs.{edition.period.slug}")


def hubs_by_kind(edition: OpenEdition) -> Exhibit:
    """Which kinds of hubs make up the network."""
    hubs = open_now(edition)
    if not hubs.height:
        return exhibit_unknown("hubs-by-kind", "the hubs", NO_REGISTER, REGISTER_NEEDED)
    table = release_open(
        "hubs-by-kind",
        network.hubs_by_kind(hubs),
        [
            Field("kind", "Kind of hub", "key"),
            Field("hubs", "Hubs", unit="hubs", how=network.HUBS.how, reads=(("hubs", {"kind": []}),)),
        ],
        REGISTER,
    )
    number, top = hubs_fact(edition), fact_of(table, "hubs", 0)
    few = {"dtick": 1} if top.number <= 10 else {}
    kinds = [in_plot(kind) for kind in table.frame["kind"].to_list()]
    common, share = _commonest(kinds, table.frame["hubs"].to_list())
    return exhibit_figure(
        "hubs-by-kind",
        f"{noun_for(number, 'hub')} made up the network; {common}",
        "Bar chart of the number of hubs of each kind: "
        + ", ".join(f"{kind} {fact.shown}" for kind, fact in zip(kinds, facts_of(table), strict=True))
        + ".",
        table,
        figure(
            bars(kinds[::-1], table.frame["hubs"].to_list()[::-1], colour=NAVY),
            height=70 + 34 * len(kinds),
            xaxis={"rangemode": "tozero", "showgrid": True, "tickformat": ",d", "title": {"text": "Hubs"}, **few},
        ),
        f"At the end of {edition.period.closes} the network had {noun_for(number, 'hub')}, {top} of {share} "
        "(@fig-hubs-by-kind).",
        [number, top],
        data_folder=edition.data_folder,
    )


def _commonest(kinds: list[str], hubs: list[int]) -> tuple[str, str]:
    """Which kind was the commonest, and of what there are as many; kinds with as many hubs stand beside each other, the commonest first."""
    alike = hubs.count(hubs[0])
    if alike == 1:
        return f"the commonest kind was the {kinds[0].lower()}", "the commonest kind"
    if alike == len(hubs):
        return "no kind was commoner than another", "each kind"
    return (
        f"the commonest kinds were {listed([f'the {kind.lower()}' for kind in kinds[:alike]])}",
        "each of the commonest kinds",
    )


def said_of_lives(edition: OpenEdition) -> str:
    """Sentences on the hubs that closed, are shut for a while, were called otherwise or have become part of another; empty without any."""
    last = edition.period.quarters[-1].label
    names = dict(edition.table("hubs").select("hub_id", "name").iter_rows())
    said = [
        f"{in_markdown(hub['name'] or hub['hub_id'])} closed after {hub['closed']}"
        + (
            f" and is part of {in_markdown(names.get(hub['merged_into']) or hub['merged_into'])} since, with which it is compared as one"
            if hub["merged_into"]
            else ""
        )
        for hub in network.closed_hubs(edition.table("hubs"), last).iter_rows(named=True)
    ]
    for hub in open_now(edition).sort("name", "hub_id").iter_rows(named=True):
        name = in_markdown(hub["name"] or hub["hub_id"])
        if shut := [label for label in shut_quarters(hub["paused"]) if label in edition.quarters_so_far]:
            said.append(f"{name} was shut in {listed(shut)}")
        if before := other_names(hub["also_called"]):
            said.append(f"{name} went by the name {listed([in_markdown(each) for each in before])} before")
    return "".join(f" {sentence}." for sentence in said)


def hub_register(edition: OpenEdition) -> Exhibit:
    """The hubs one by one: kind, locality, area, opening, facilitator."""
    hubs = open_now(edition)
    if not hubs.height:
        return exhibit_unknown("hub-register", "the hubs one by one", NO_REGISTER, REGISTER_NEEDED)
    places = edition.table("localities").select("locality_id", locality="name")
    frame = hubs.join(places, on="locality_id", how="left").sort("name")
    table = release_open(
        "hub-register",
        frame,
        [
            Field("name", "Hub", "text"),
            Field("kind", "Kind", "text"),
            Field("locality", "Locality", "text"),
            Field("area", "Area", "text"),
            Field("status", "Status", "text"),
            Field("opened", "Opened", "text"),
            Field("facilitated_from", "Facilitator from", "text"),
        ],
        REGISTER,
    )
    number = hubs_fact(edition)
    helped = derived(
        f"network.facilitated.{edition.period.slug}",
        hubs.filter(pl.col("facilitated_from").is_in(edition.quarters_so_far)).height,
        "hubs",
        "hubs whose area facilitator had started by the period's end",
        [number],
    )
    title = f"{helped if helped.value else helped.reading('None')} of {noun_for(number, 'hub')} had an area facilitator"
    return exhibit_table(
        "hub-register",
        title,
        table,
        f"{worded(edition, 'hubs.register-of', table='@tbl-hub-register', period=edition.period.closes)}{said_of_lives(edition)}",
        [number, helped],
        data_folder=edition.data_folder,
    )


_COUNTED = {
    "referrals_in": "People referred in",
    "referrals_out": "People pointed on",
    "next_steps": "Next steps taken",
}
_COUNTED_AS = {
    "referrals_in": "referred to them",
    "referrals_out": "pointed on to others",
    "next_steps": "who took a next step",
}


def reach(edition: OpenEdition) -> Exhibit:
    """Agencies, warm spaces and referrals that hubs reported."""
    from analysis.exhibits.totals import has_answers, not_answered, reporting_fact, total_fact

    known = {name: label for name, label in _COUNTED.items() if has_answers(edition, name)}
    if not known:
        return not_answered("reach", "referrals and next steps", edition, *_COUNTED)
    facts = {name: total_fact(edition, name) for name in known}
    tellers = {name: reporting_fact(edition, name) for name in known}
    labels = list(known.values())
    said = ", ".join(
        f"{label.lower()}: {facts[name]} at {noun_for(tellers[name], 'hub')}" for name, label in known.items()
    )
    first = next(iter(facts.values()))
    return exhibit_figure(
        "reach",
        f"Hubs counted {first} people {_COUNTED_AS[next(iter(known))]}",
        "Bar chart: " + ", ".join(f"{label} {facts[name].shown}" for name, label in known.items()) + ".",
        _reach_table(edition, facts, tellers),
        figure(
            bars(labels[::-1], [facts[name].value for name in known][::-1], colour=TEAL),
            height=70 + 44 * len(known),
            xaxis={"rangemode": "tozero", "showgrid": True, "title": {"text": "People, summed over quarters"}},
        ),
        f"In {edition.period.label}, {said} (@fig-reach). Small counts at single hubs are withheld, and in these sums only where they could be put together; a hub of which none is in a sum is not counted beside it.",
        [*facts.values(), *tellers.values()],
        data_folder=edition.data_folder,
    )


def _reach_table(edition: OpenEdition, facts: dict[str, Fact], tellers: dict[str, Fact]) -> Released:
    from analysis.exhibits.totals import HUBS_HOW, period_total

    reads: Reads = (("returns", {"question_id": list(facts), "quarter": edition.period.quarter_labels}),)
    label, how = f"In {edition.period.label}", "sum of released counts over hubs and quarters"
    fields = [
        Field("what", "What hubs counted", "key"),
        Field("total", label, unit="people", how=how, reads=reads),
        Field("hubs", "Hubs in it", unit="hubs", how=HUBS_HOW, reads=reads),
    ]
    frame = pl.DataFrame(
        {
            "what": [_COUNTED[name] for name in facts],
            "total": [fact.value for fact in facts.values()],
            "total__counts": [period_total(edition, name, edition.period).frame["total__counts"][0] for name in facts],
            "hubs": [fact.value for fact in tellers.values()],
        }
    )
    return edition.answers.derive("reach", lambda _: frame, fields)
