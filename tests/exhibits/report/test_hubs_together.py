"""What is worked out for all hubs' pages at once is what each would work out by itself."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.exhibits.money.facts import terms_of
from analysis.exhibits.opening import COUNTED, OpenEdition
from analysis.exhibits.report.hubs_together import worked_out_together
from analysis.networks import open_network
from analysis.shared_values import Kept

NETWORK, PERIOD = "five-valleys", "2024-25"


@pytest.fixture(scope="module")
def together() -> tuple[dict[str, Kept], dict[str, dict[str, Kept]]]:
    network = open_network(NETWORK)
    hubs = OpenEdition(network, network.period(PERIOD)).table("hubs")["hub_id"].sort().to_list()
    return worked_out_together(network, network.period(PERIOD), hubs)


def page_of(hub: str) -> OpenEdition:
    network = open_network(NETWORK)
    return OpenEdition(network, network.period(PERIOD), hub)


def readings(kept: list[dict[str, object]]) -> set[tuple[object, ...]]:
    return {(read["table"], read["hub"]) for read in kept}


def told(frame: pl.DataFrame) -> pl.DataFrame:
    """Without columns of flags that no answer of the hub bears: a table of all hubs has one where any does."""
    return frame.drop(name for name in frame.columns if name.endswith("__flag") and not frame[name].count())


def test_answers_of_each_hub_are_those_of_its_own_page(
    together: tuple[dict[str, Kept], dict[str, dict[str, Kept]]],
) -> None:
    _, own = together
    assert len(own) == 10
    for hub, kept in own.items():
        page = page_of(hub)
        (family, family_reads), (answers, answers_reads) = kept[COUNTED], kept["answers"]
        assert told(answers.frame).equals(told(page.answers.frame)), hub
        assert (answers.fields, answers.note, answers.rounding, answers.pounds) == (
            page.answers.fields, page.answers.note, page.answers.rounding, page.answers.pounds)  # fmt: skip
        assert told(family.frame).equals(told(page.answers_family().frame)) and family.spans == page.spans
        noted = {name: readings(reads) for name, (_, reads) in page.worked_out((COUNTED, "answers")).items()}
        assert noted == {COUNTED: readings(family_reads), "answers": readings(answers_reads)}


def test_what_is_held_back_of_one_hub_is_held_back_of_it_alone() -> None:
    network = open_network(NETWORK)
    whole = OpenEdition(network, network.period(PERIOD))
    quarter = whole.period.quarter_labels[0]
    shown = whole.answers.frame.filter(pl.col("quarter") == quarter, pl.col("attendances").is_not_null())
    first, second = shown["hub_id"].sort()[-2:]
    more = pl.DataFrame({"unit": [first], "group": [quarter], "column": ["attendances"]})
    each = whole.answers_family().of_each(more)
    marks = [
        each[hub][1].frame.filter(pl.col("quarter") == quarter)["attendances__mark"].item() for hub in (first, second)
    ]
    assert marks == ["[c]", None]
    alone = page_of(first).answers_family().released(more).frame
    assert told(each[first][1].frame).equals(told(alone))


def test_awards_with_their_terms_are_those_of_any_hubs_page(
    together: tuple[dict[str, Kept], dict[str, dict[str, Kept]]],
) -> None:
    in_common, own = together
    page = page_of(max(own))
    terms, reads = in_common["terms"]
    assert terms.equals(terms_of(page)) and readings(reads) == readings(page.readings)
    rows, _ = in_common["awards by hub"]
    named = {
        hub: [
            row
            for row, award in enumerate(terms.to_dicts())
            if hub == award["recipient_hub"] or hub in (award["recipient_hubs"] or "").split("; ")
        ]
        for hub in own
    }
    assert any(named.values()) and {hub: rows.get(hub, []) for hub in own} == named
    titles, _ = in_common["award titles"]
    assert titles == dict(page.table("awards").select("award_id", "title").rows())
