"""Whether a further case study still tells of something new."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.case_counts import OPEN, cases_fact, cases_of, codes_of, more, no_cases, traced
from analysis.exhibits.counts import given
from analysis.exhibits.drawing.theme import NAVY, PALE, figure, line
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, noun_for, plainly, worded
from analysis.measures.cases import saturation

FEWEST = saturation.BASE + saturation.RUN
SUBJECT = "whether a further source still tells of something new"


def new_codes(edition: OpenEdition) -> Exhibit:
    """Codes told of so far, case study by case study as they were collected, with a band for orders drawn by chance."""
    cases, codes = cases_of(edition), codes_of(edition)
    if not cases.height:
        return no_cases("new-codes", SUBJECT, edition)
    found = saturation.saturation(edition.table("codings"), codes["code_id"].to_list(), cases)
    if cases.height < FEWEST or not found["so_far"].max():
        held = "there are fewer in all" if cases.height < FEWEST else "none of them is coded"
        unknown = f"It is asked what the last {saturation.RUN} sources add to the first {saturation.BASE}; {held}."
        return exhibit_unknown(
            "new-codes", SUBJECT, unknown, plainly(edition, "told.sources-needed", fewest=FEWEST), **more(edition)
        )
    table = _released(found, codes)
    title, facts = _title(table)
    text, said = _sentence(edition, table, codes)
    met = found["so_far"].to_list()
    alt = (
        f"Line of codes told of so far over {count_of(cases.height, 'source')} in the order of collection: {met[saturation.BASE - 1]} after "
        f"{saturation.BASE}, {met[-1 - saturation.RUN]} before the last {saturation.RUN}, {met[-1]} after all. A band shows where "
        "95% of 1,000 orders drawn by chance lie."
    )
    shown = exhibit_figure("new-codes", title, alt, table, _drawn(table), text, [*facts, *said], **more(edition))
    return traced(shown)


def _released(found: pl.DataFrame, codes: pl.DataFrame) -> Released:
    """Every row rests on its case study and those before it."""
    ids = found["case_id"].to_list()
    frame = found.with_columns(
        case_ids=pl.Series([ids[: place + 1] for place in range(len(ids))], dtype=pl.List(pl.String)),
        code_ids=pl.Series([codes["code_id"].to_list()] * len(ids), dtype=pl.List(pl.String)),
    ).with_columns(number=pl.col("number").cast(pl.String))
    chance = "over 1,000 orders of the same sources drawn by chance"
    fields = [
        Field("number", "Source", "key"),
        Field("new", "New codes", unit="codes", how=saturation.SATURATION.how),
        Field(
            "so_far",
            "Codes told of so far",
            unit="codes",
            how="codes told of by this source or one collected before it",
        ),
        Field("mean", "By chance, on average", unit="codes", how=f"mean {chance}", decimals=1),
        Field("low", "95% from", unit="codes", how=f"lower end of the middle 95% {chance}", decimals=1),
        Field("high", "to", unit="codes", how=f"upper end of the middle 95% {chance}", decimals=1),
    ]
    return release_open("new-codes", frame, fields, OPEN)


def _title(table: Released) -> tuple[str, list[Fact]]:
    last = table.frame.tail(saturation.RUN)["new"].to_list()
    rows = [fact_of(table, "new", len(table) - place) for place in range(saturation.RUN, 0, -1)]
    whole = fact_of(table, "so_far", len(table) - 1)
    added = derived("saturation.added", sum(last), "codes", f"new codes of the last {saturation.RUN} sources", rows)
    run = derived("saturation.run", saturation.RUN, "sources", "the last sources looked at", rows)
    if not sum(last):
        return (
            f"The last {noun_for(run, 'source')} told of nothing that was new: {noun_for(whole, 'code')} {'was' if whole.value == 1 else 'were'} known before",
            [
                run,
                whole,
                added,
            ],
        )
    return f"The last {noun_for(run, 'source')} still added {noun_for(added, 'code')} to make {whole}", [
        run,
        whole,
        added,
    ]


def _sentence(edition: OpenEdition, table: Released, codes: pl.DataFrame) -> tuple[str, list[Fact]]:
    number = cases_fact(edition)
    share = saturation.new_information(table.frame["so_far"].to_list())
    first, whole = fact_of(table, "so_far", saturation.BASE - 1), fact_of(table, "so_far", len(table) - 1)
    text = (
        f"@fig-new-codes takes {noun_for(number, 'source')} in the order in which they were collected and counts the codes "
        "met so far; the band shows the same in orders drawn by chance, so that an unlucky order is not taken for a finding."
    )
    facts = [number]
    if share is not None:
        new = derived(
            "saturation.share",
            round(share, 1),
            "percent",
            f"new codes of the last {saturation.RUN} sources as a share of the codes of the first {saturation.BASE}",
            [first, whole],
        )
        verdict = "little that is new" if share <= saturation.LITTLE_NEW else "more than little"
        text += (
            f" What the last {given(saturation.RUN)} added is {new} of what the first {given(saturation.BASE)} told of: by the rule of Guest, Namey and "
            f"Chen (2020), who call {given(f'{saturation.LITTLE_NEW:g}%')} or less little, that is {verdict}."
        )
        facts.append(new)
    unused = codes.height - int(whole.number)
    if unused:
        never = derived("saturation.unused", unused, "codes", "codes of the codebook that no source was given", [whole])
        text += " " + worded(
            edition, "told.codes-not-given", codes=noun_for(never, "code"), were="was" if unused == 1 else "were"
        )
        facts.append(never)
    return text, facts


def _drawn(table: Released) -> Any:
    frame = table.frame
    x = [int(number) for number in frame["number"].to_list()]
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    band = [
        {"type": "scatter", "x": x, "y": frame["high"].to_list(), **edge},
        {
            "type": "scatter",
            "x": x,
            "y": frame["low"].to_list(),
            **edge,
            "fill": "tonexty",
            "fillcolor": PALE,
            "showlegend": True,
            "name": "Orders drawn by chance, 95%",
        },
    ]
    return figure(
        *band,
        line(x, frame["so_far"].to_list(), "As collected", NAVY, marker={"size": 6}),
        legend=True,
        y_title="Codes told of so far",
        xaxis={"title": {"text": "Sources"}, "dtick": max(1, round(len(x) / 8)), "tick0": 1},
        yaxis={"rangemode": "tozero"},
    )
