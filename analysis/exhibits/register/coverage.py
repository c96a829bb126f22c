"""Exhibits on coverage: established, emerging and missing hubs by locality, and the gaps by need."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_none, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, facts_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.register.coverage_drawing import WORDS, draw_coverage, has_places
from analysis.exhibits.register.network import LOCALITIES_NEEDED, NO_LOCALITIES, REGISTER, open_now, said_of_lives
from analysis.exhibits.wording import noun_for, plainly, worded
from analysis.measures.register import coverage
from analysis.measures.register.coverage import EMERGING, ESTABLISHED, MISSING

_PLACE: Reads = (("localities", {"locality_id": []}),)
_HUBS: Reads = (("hubs", {"locality_id": []}),)


def covered(edition: OpenEdition) -> pl.DataFrame:
    """The localities with their status at the period's end (measures.coverage); no rows without a register of localities."""
    return coverage.coverage(open_now(edition), edition.table("localities"))


def hubs_and_need(edition: OpenEdition) -> Exhibit:
    """Where hubs are established, where they emerge, where there is none; with population, deprivation and distance."""
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    frame, outlines = covered(edition), edition.table("boundaries")
    if not frame.height:
        return exhibit_unknown("hubs-and-need", "coverage by locality", NO_LOCALITIES, LOCALITIES_NEEDED, **more)
    table = _coverage_table(edition, "hubs-and-need", frame)
    title, facts = _coverage_title(edition, table)
    drawn_as = "outlines of localities" if outlines.height else "points at localities"
    located = frame["latitude"].count()
    drawn = outlines.height or has_places(frame) or has_places(open_now(edition))
    named = f"@{'fig' if drawn else 'tbl'}-hubs-and-need"
    said = f"{worded(edition, 'hubs.coverage-of', figure=named, period=in_markdown(edition.period.closes))}{said_of_lives(edition)}"
    if located < frame.height:
        gap = derived("network.localities-off-the-map", frame.height - located, "localities", "localities without coordinates", facts[:1])  # fmt: skip
        said += " " + worded(edition, "hubs.off-the-map", localities=noun_for(gap, "locality", "localities"))
        facts.append(gap)
    if not drawn:  # a map without a place would be an empty frame
        return exhibit_table("hubs-and-need", title, table, said, facts, **more)
    alt = (
        f"Map drawn as {drawn_as}, each marked by whether its hubs are established, emerging or missing, with a dot at each hub. "
        + "; ".join(_in_words(row) for row in frame.sort("status", "locality").head(40).iter_rows(named=True))
        + ". The table under it gives each locality."
    )
    drawing = draw_coverage(frame, outlines, open_now(edition))
    return exhibit_figure("hubs-and-need", title, alt, table, drawing, said, facts, **more)


def _coverage_table(edition: OpenEdition, name: str, frame: pl.DataFrame) -> Released:
    shown = frame.with_columns(shown_status=pl.col("status").replace_strict(WORDS))
    return release_open(
        name, shown, _fields(edition), f"{REGISTER} {coverage.COVERAGE.how}. Distance: {coverage.NEAREST.how}."
    )


def _fields(edition: OpenEdition) -> list[Field]:
    everyone = ("hubs", {"hub_id": open_now(edition)["hub_id"].to_list()})
    return [
        Field("locality", "Locality", "text"),
        Field("locality_id", "Code", "key"),
        Field("shown_status", "Hubs here", "text"),
        Field("population", "Population", unit="people", how="as the register states it", reads=_PLACE),
        Field("deprivation_decile", "Deprivation tenth", unit="tenth", how="1 is the most deprived tenth", reads=_PLACE),
        Field("hubs", "Number of hubs", unit="hubs", how="hubs of the register open at the period's end", reads=_HUBS),
        Field("distance", "Kilometres to the nearest hub", unit="km", how=coverage.NEAREST.how, decimals=1, reads=(*_PLACE, everyone)),
        Field("nearest", "Nearest hub", "text"),
    ]  # fmt: skip


def _counts(edition: OpenEdition, table: Released) -> dict[str, Fact]:
    """How many localities there are of each status, and in all."""
    cells = [fact for fact in facts_of(table) if ".hubs." in fact.id]
    slug, frame = edition.period.slug, table.frame
    names = {ESTABLISHED: "established", EMERGING: "emerging", MISSING: "without"}
    found = {
        status: derived(
            f"network.localities-{name}.{slug}",
            frame.filter(pl.col("status") == status).height,
            "localities",
            coverage.COVERAGE.how,
            cells,
        )
        for status, name in names.items()
    }
    found["all"] = derived(f"network.localities.{slug}", frame.height, "localities", "localities of the register", list(found.values()))  # fmt: skip
    return found


def _coverage_title(edition: OpenEdition, table: Released) -> tuple[str, list[Fact]]:
    counts = _counts(edition, table)
    number, none = counts["all"], counts[MISSING]
    places = noun_for(number, "locality", "localities")
    facts = list(counts.values())
    stands = f"{counts[ESTABLISHED]} had an established hub, {counts[EMERGING]} an emerging one"
    if not none.value:
        return f"Each of the {places} had a hub: {stands}", facts
    return f"Of {places}, {stands} and {none if none.value else 'none'} no hub at all", facts


def _in_words(row: dict[str, Any]) -> str:
    tenth = f", tenth {row['deprivation_decile']}" if row["deprivation_decile"] is not None else ""
    return f"{row['locality']} {WORDS[row['status']].lower()}{tenth}"


def gaps_by_need(edition: OpenEdition) -> Exhibit:
    """The localities without a hub, those first that need one most."""
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    frame = covered(edition)
    if not frame.height:
        return exhibit_unknown("gaps-by-need", "localities without a hub", NO_LOCALITIES, LOCALITIES_NEEDED, **more)
    gaps = coverage.by_need(frame)
    if not gaps.height:
        text = plainly(edition, "hubs.no-gap", period=edition.period.closes)
        return exhibit_none("gaps-by-need", "No locality is without a hub", text, **more)
    table = _gaps_table(edition, gaps)
    return _gaps_exhibit(edition, table, more)


def _gaps_table(edition: OpenEdition, gaps: pl.DataFrame) -> Released:
    fields = [field for field in _fields(edition) if field.name not in ("shown_status", "hubs")]
    note = f"{REGISTER} In order of need: the most deprived tenth first, then the most people. Distance: {coverage.NEAREST.how}."
    return release_open("gaps-by-need", gaps, fields, note)


def _gaps_exhibit(edition: OpenEdition, table: Released, more: dict[str, Any]) -> Exhibit:
    frame = table.frame
    number = derived(f"coverage.gaps.{edition.period.slug}", frame.height, "localities", "localities without an open hub", facts_of(table))  # fmt: skip
    first = in_markdown(frame["locality"][0])
    tenth, far = fact_of(table, "deprivation_decile"), fact_of(table, "distance")
    facts = [number]
    need = ""
    if tenth.known:
        need, facts = f", in deprivation tenth {tenth},", [*facts, tenth]
    title = f"{noun_for(number, 'locality', 'localities')} without a hub; {first}{need} comes first by need"
    said = worded(
        edition,
        "hubs.gaps",
        localities=noun_for(number, "locality", "localities"),
        period=in_markdown(edition.period.closes),
        table="@tbl-gaps-by-need",
    )
    if far.known:
        said += (
            f" From {first} the nearest hub, {in_markdown(frame['nearest'][0])}, is {far} km away as the crow flies."
        )
        facts.append(far)
    if frame["population"].count():
        people = derived(f"coverage.people-in-gaps.{edition.period.slug}", int(frame["population"].sum()), "people", "populations of these localities, as the register states them", [fact for fact in facts_of(table) if ".population." in fact.id])  # fmt: skip
        said += " " + worded(edition, "hubs.people-in-gaps", people=people, them="it" if frame.height == 1 else "them")
        facts.append(people)
    return exhibit_table("gaps-by-need", title, table, said, facts, **more)
