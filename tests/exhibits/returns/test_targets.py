"""A declared target is drawn, judged and told alike on the network's chart, at its hub and on the hub's page."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network
from analysis.exhibits import open_edition
from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.returns.change import attendance_xmr
from analysis.exhibits.returns.charts.hub_charts import hub_control_charts
from analysis.exhibits.returns.hub_page.hub import hub_attendance
from tests.exhibits.returns.test_hub_page import write
from tests.exhibits.small_network import HUBS, QUARTERS, draw_small_network

MET, MISSED = "meet it in every quarter", "miss it in every quarter"


def targets(*entries: str) -> str:
    return "targets:\n" + "".join(f"- {{{each}}}\n" for each in entries)


def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, counts: list[str]) -> str:
    """Each of eight hubs counts the same, a quarter each."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_small_network(tmp_path, settings=settings)
    told = zip(QUARTERS, counts, strict=True)
    write(network, {(hub, quarter, "attendances"): count for quarter, count in told for hub in HUBS})
    assert not process_network(network).stops
    return network.name


def aim(exhibit: Exhibit) -> list[float]:
    """The values of the lines called Target."""
    assert exhibit.figure is not None
    return [value for trace in exhibit.figure.data if trace.name == "Target" for value in trace.y]


STEADY = [
    "1000",
    "1050",
] * 6  # of each hub; moving ranges of 50: limits at 1,025 less and plus 133, of eight hubs 7,136 and 9,264


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("at_least: 7000, source: our plan", MET),
        ("at_least: 9500, source: our plan", MISSED),
        ("at_least: 8200, source: our plan", "meet it in some quarters and miss it in others"),
        ("at_most: 9500, source: our plan", MET),
        ("at_most: 7000, source: our plan", MISSED),
    ],
)
def test_a_target_of_all_hubs_is_judged_by_the_charts_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, said: str
) -> None:
    name = drawn(tmp_path, monkeypatch, "season: none\n" + targets(entry), STEADY)
    chart = attendance_xmr(open_edition(name, "2024-25"))
    number = float(entry.split(":")[1].split(",")[0])
    assert aim(chart) == [number] * len(QUARTERS)
    assert said in plain(chart.sentence.text) and "our plan" in plain(chart.sentence.text)
    assert said in chart.alt and f"{number:,.0f} a quarter" in chart.alt


def test_a_target_is_not_judged_while_the_last_quarter_is_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = drawn(
        tmp_path, monkeypatch, "season: none\n" + targets("at_least: 7000, source: us"), [*STEADY[:-1], "2000"]
    )
    chart = attendance_xmr(open_edition(name, "2024-25"))
    assert "it is not judged while the last quarter is marked" in plain(chart.sentence.text)
    assert "2024-25 Q4 (above the limits)" in plain(chart.sentence.text)


def test_a_hubs_target_is_told_alike_beside_all_hubs_and_on_its_own_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = f"at_least: 1050, hub: {HUBS[2]}, from: 2023-24 Q1, source: its committee"
    name = drawn(tmp_path, monkeypatch, targets(own), STEADY)
    edition = open_edition(name, "2024-25")
    charts = hub_control_charts(edition)
    assert charts.table is not None
    names = dict(edition.table("hubs").select("hub_id", "name").rows())
    judged = dict(charts.table.frame.select("hub", "target").rows())
    assert judged.pop(names[HUBS[2]]).endswith("meet it in some quarters and miss it in others")
    assert set(judged.values()) == {"none is set"}
    page = hub_attendance(open_edition(name, "2024-25", HUBS[2]))
    assert aim(page) == [None] * 4 + [1050.0] * 8
    for text in (plain(charts.sentence.text), plain(page.sentence.text)):
        assert (
            "The target is at least 1,050 a quarter (its committee): usual ups and downs alone meet it in some" in text
        )
    assert "It was met in 2 of 4 quarters of 2024-25." in plain(page.sentence.text)
    assert "target" not in plain(attendance_xmr(edition).sentence.text)
    assert "target" not in plain(hub_attendance(open_edition(name, "2024-25", HUBS[3])).sentence.text)


def test_a_target_that_begins_later_is_not_told_of_earlier_quarters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = drawn(tmp_path, monkeypatch, targets("at_least: 1000, from: 2024-25 Q1, source: us"), STEADY)
    assert not aim(attendance_xmr(open_edition(name, "2023-24")))
    assert aim(attendance_xmr(open_edition(name, "2024-25"))) == [None] * 8 + [1000.0] * 4


def test_a_target_of_an_unknown_hub_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = drawn(tmp_path, monkeypatch, targets("at_least: 1050, hub: hub-33, source: us"), STEADY)
    findings = open_edition(name, "2024-25").table("findings")
    told = findings.filter(findings["rule"] == "target-hub")
    assert "names the hub hub-33" in told["problem"][0]
