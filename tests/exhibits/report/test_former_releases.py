"""What editions that are out released, worked out once: made anew where anything that it follows from is another, and only there."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network
from analysis.disclosure.magnitudes import Magnitude
from analysis.disclosure.protection import Family
from analysis.disclosure.release import Field
from analysis.disclosure.rule import Rule
from analysis.disclosure.steady import Compared, Span
from analysis.exhibits.families import CountedFamily
from analysis.exhibits.opening import open_edition
from analysis.exhibits.report import former_releases
from analysis.exhibits.report.former_releases import kept_frame, made_of, released_before
from analysis.exhibits.report.protection import families_of
from analysis.networks import Network, open_network
from tests.exhibits.report.test_protection import LATE, edit, plant

RULE = Rule(7, 5, "a test")
FIELDS = (Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key"), Field("people", "People"))
COUNTED = CountedFamily(
    "answers",
    pl.DataFrame({"hub_id": ["ash", "elm"], "quarter": ["2024-25 Q1"] * 2, "people": [12.0, 30.0]}),
    FIELDS,
    Family(("people",), (), RULE),
)
OTHERWISE = {
    "name": "pathways",
    "frame": COUNTED.frame.with_columns(people=pl.Series([12.0, 31.0])),
    "fields": FIELDS[:2],
    "family": Family(("people",), (), replace(RULE, threshold=8)),
    "compared": Compared((Span(("2024-25 Q1",)),)),
    "magnitudes": (Magnitude("hours", "people"),),
    "amounts": ("people",),
    "sums": True,
    "pools": False,
}


@pytest.mark.parametrize("part", [each.name for each in fields(CountedFamily) if each.init])
def test_a_family_that_differs_in_any_part_is_another(part: str) -> None:
    assert made_of(replace(COUNTED)) == made_of(COUNTED)
    assert made_of(replace(COUNTED, **{part: OTHERWISE[part]})) != made_of(COUNTED)


@pytest.mark.parametrize("code", ["code_of_what_leaves", "reading_code"])
def test_other_code_makes_another(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made_of(COUNTED)
    monkeypatch.setattr(former_releases, code, lambda: "other")
    assert made_of(COUNTED) != before


def test_a_frame_is_kept_for_its_key_alone(tmp_path: Path) -> None:
    frame = pl.DataFrame({"people": [12.0, None], "people__mark": [None, "[c]"]})
    path, other = tmp_path / "former" / "2023-24.parquet", frame.reverse()
    assert kept_frame(path, "a", lambda: frame).equals(frame)
    kept = kept_frame(path, "a", lambda: other)
    assert kept.equals(frame) and kept.schema == frame.schema
    assert kept_frame(path, "b", lambda: other).equals(other)
    path.write_bytes(b"spoiled")
    assert kept_frame(path, "b", lambda: frame).equals(frame)


def next_steps(network: Network) -> dict[str, float | None]:
    """What the edition that is out told of the second quarter, by hub."""
    process_network(network)
    edition = open_edition("mills", "2024-25")
    (counted,) = (each for each in families_of(edition) if each.name == "answers")
    (left,) = released_before(edition, counted)
    return dict(left.frame.filter(quarter="2023-24 Q2").select("hub_id", "next_steps").rows())


def test_a_return_of_then_that_is_another_is_seen_and_one_that_came_since_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody remembers what left in May 2024. 40 people of hub 5 stood in it as 40, 62 would as 60; a return of July did not."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = plant(tmp_path, LATE | {("hub-5", "2023-24 Q2"): ("40", "")})
    assert next_steps(network)["hub-5"] == 40
    made: list[str] = []
    whole = CountedFamily.remembered
    monkeypatch.setattr(CountedFamily, "remembered", lambda *given: made.append(given[0].name) or whole(*given))
    edit(network, "hub-3", "2023-24 Q2", "55")  # sent on 1 July: after the edition came out
    assert next_steps(network).get("hub-3") is None and made == []
    edit(network, "hub-5", "2023-24 Q2", "62")
    assert next_steps(network)["hub-5"] == 60 and made == ["answers"]
    path = network.folder / "network.yml"
    path.write_text(path.read_text().replace("2024-05-31", "2024-08-31"))
    later = open_network("mills")
    assert later.published_on("2023-24 Q2") == dt.date(2024, 8, 31)
    assert next_steps(later)["hub-3"] == 55 and made == ["answers"] * 2
