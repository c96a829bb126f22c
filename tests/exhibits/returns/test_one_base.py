"""One base and one verdict: what a title tells is what is drawn and said, and a hub's page says of it what the page on change says."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network
from analysis.exhibits import open_edition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.facts import derived
from analysis.exhibits.report import first_screen
from analysis.exhibits.returns.activity import attendance_by_quarter
from analysis.exhibits.returns.charts.hub_charts import hub_control_charts
from analysis.exhibits.returns.hub_page.hub import hub_attendance
from analysis.exhibits.verdicts import BEYOND, in_brief, said_of_chance, verdict_of_hub, verdict_on
from analysis.measures.verdict import Interval, Verdict, one_of
from tests.exhibits.drawn_edition import drawn, open_drawn
from tests.exhibits.returns.test_hub_page import write
from tests.exhibits.small_network import HUBS, QUARTERS, draw_small_network

ASKED = {"question_id": "attendances", "people": False}


def test_title_drawing_and_sentence_are_of_the_same_hubs_where_one_missed_a_quarter_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """a, b and c answered in both quarters compared, c not in one between; d came late. 300 after 250: 20% more, at 3 hubs of 4."""
    told = {"2023-24 Q3": "abc", "2023-24 Q4": "abc", "2024-25 Q1": "ab", "2024-25 Q2": "abc", "2024-25 Q3": "abcd"}
    sums = {"2023-24 Q3": {"a": 100.0, "b": 100.0, "c": 50.0}, "2024-25 Q3": {"a": 100.0, "b": 100.0, "c": 100.0}}
    rows = [
        {"hub_id": hub, "quarter": quarter, "question_id": "attendances", "value": sums.get(quarter, {}).get(hub, 90.0)}
        for quarter, hubs in told.items()
        for hub in hubs
    ]
    hubs = drawn("hubs", [{"hub_id": hub, "name": hub.upper()} for hub in "abcd"])
    questions = drawn("questions", [ASKED], kind="count", unit="attendances", wording="?", number="1", why="?")
    edition = open_drawn(
        monkeypatch, "2024-25 Q3", returns=drawn("returns", rows, qualifier="exact"), hubs=hubs, questions=questions
    )
    made = attendance_by_quarter(edition)
    assert made.table is not None and made.figure is not None
    steady = dict(made.table.frame.select("quarter", "steady").rows())
    assert [quarter for quarter, value in steady.items() if value is not None] == ["2023-24 Q3", "2024-25 Q3"]
    assert (steady["2023-24 Q3"], steady["2024-25 Q3"]) == (250, 300)
    assert made.table.mark("steady", list(steady).index("2024-25 Q1")) == "[z]"
    assert list(made.figure.data[1]["y"]) == list(steady.values())
    assert "20% higher" in plain(made.title) and "3 hubs" in made.alt
    assert "Among the 3 hubs that reported throughout both periods" in plain(made.sentence.text)
    assert "300 after 250" in plain(made.sentence.text)
    assert "(of 4)" in plain(first_screen.LeadingChange(edition).told.text)


def test_no_hub_has_two_verdicts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of eight hubs the first has one quarter far outside its limits, the second twice as many in every quarter of the year."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_small_network(tmp_path)
    own = QUARTERS[8:]
    more = {(HUBS[1], quarter, "attendances"): "2000" for quarter in own}
    write(network, {(HUBS[0], own[1], "attendances"): "1500", **more})
    assert not process_network(network).stops
    edition = open_edition(network.name, "2024-25")
    chart = hub_control_charts(edition)
    assert chart.table is not None
    shown = {row["hub"]: row for row in chart.table.frame.iter_rows(named=True)}
    names = dict(edition.table("hubs").select("hub_id", "name").rows())
    words = {}
    for hub in HUBS:
        page = open_edition(network.name, "2024-25", hub)
        words[hub] = in_brief(verdict_on(page, "attendances"))
        assert in_brief(verdict_of_hub(edition, hub, "attendances")) == words[hub] == shown[names[hub]]["change"]
    assert shown[names[HUBS[0]]]["marks"] and words[HUBS[0]] != BEYOND and words[HUBS[1]] == BEYOND
    said = plain(hub_attendance(open_edition(network.name, "2024-25", HUBS[0])).sentence.text)
    assert "would be a question to the hub" in said
    assert "at 1 hub it is more than the hub's usual variation" in plain(chart.sentence.text)


@pytest.mark.parametrize(
    ("difference", "chance", "many", "brief", "page"),
    [
        (40.0, 0.001, 10, BEYOND, "more than its usual variation"),
        (40.0, 0.04, 10, "one of many looked at", "By itself it would stand out"),
        (4.0, 0.001, 10, "too little to be told", "too little to be told"),
        (40.0, 0.3, 10, "within its usual variation", "within its usual variation"),
    ],
)
def test_table_and_sentence_say_the_same_of_a_verdict(
    difference: float, chance: float, many: int, brief: str, page: str
) -> None:
    interval = Interval(1.0, 80.0, "drawn")
    one = one_of(
        Verdict(100.0, 100.0 + difference, difference, 1, {}, interval=interval, chance=chance, visible=20.0), many
    )
    change = derived("hub.a.attendances-change.2024-25", difference, "percent", "drawn", [])
    assert in_brief(one).startswith(brief) and page in plain(said_of_chance(one, change)[0])


@pytest.mark.parametrize(("opened", "called"), [("2023-24 Q1", "A"), ("2023-24 Q2", "A, which is new"), (None, "A")])
def test_a_hub_that_the_network_began_with_is_not_called_new(
    opened: str | None, called: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of the difference is the first hub's. The network has had returns since 2023-24 Q1."""
    quarters = [f"{year} Q{number}" for year in ("2023-24", "2024-25") for number in range(1, 5)]
    rows = [
        {"hub_id": hub, "quarter": quarter, "question_id": "attendances", "value": 160.0 if (hub, quarter[:4]) == ("a", "2024") else 100.0}
        for hub in "abcd"
        for quarter in quarters
    ]  # fmt: skip
    hubs = drawn("hubs", [{"hub_id": hub, "name": hub.upper(), "opened": opened} for hub in "abcd"])
    questions = drawn("questions", [ASKED], kind="count", unit="attendances", wording="?", number="1", why="?")
    edition = open_drawn(monkeypatch, returns=drawn("returns", rows, qualifier="exact"), hubs=hubs, questions=questions)
    driver = verdict_on(edition, "attendances").driver
    assert driver is not None and driver.name == called
