"""Three hubs, whose counts are nearly all small: no count of 1 to 7 can be told from all that their editions print, by a reader or a hub."""

from __future__ import annotations

import csv
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.datasets.processing.processing import process_network
from analysis.datasets.returns.core_questions import CORE_QUESTIONS, record_of
from analysis.exhibits.report.protection import hold_back, remember_released
from analysis.networks import open_network
from tests.disclosure.intruder import BANDS, COUNTS, Cell, Intruder
from tests.exhibits.small_network import APRIL_YEARS, PROJECT
from tests.notebooks_built import HUB_PAGE, NOTEBOOKS, outputs_of

HUBS = ("y-caffi", "mill-hall", "the-shed")
QUARTERS = [f"{year} Q{number}" for year in ("2023-24", "2024-25") for number in (1, 2, 3, 4)]
LATE = ("the-shed", "2023-24 Q4")
SETTINGS = """title: Dales (invented)
demonstration: true
statement: Invented.
place: Nowhere
research_partner: Nobody
quarters: {first: 2023-24 Q1, last: 2024-25 Q4}
due_days: 28
disclosure: {threshold: 7, base: 5, source: test}
price_base: 2024-25
published: {2023-24: 2024-06-01, 2024-25 Q1: 2024-08-01}
"""
REGISTER = "hub_id,name,kind,locality_id,status,opened\n" + "".join(
    f"{hub},{hub.title()},other,L{at // 2},established,2022-23 Q1\n" for at, hub in enumerate(HUBS)
)
PLACES = "locality_id,name,population,deprivation_decile\nL0,Askerdale,2400,5\nL1,Bainthwaite,1900,7\n"


def draw(seed: int) -> dict[tuple[str, str], dict[str, int]]:
    draws = random.Random(seed)
    told = {}
    for quarter in QUARTERS:
        for hub in HUBS:
            own = {band: draws.choice([0, 1, 2, 3, 4, 5, 6, 9, 14]) for band in BANDS}
            own["people"] = sum(own.values())
            own["attendances"] = own["people"] * draws.randint(1, 9) + draws.randint(0, 9)
            own["volunteers"] = draws.choice([1, 2, 3, 4, 5, 6, 7, 8, 9, 11])
            own["volunteer_hours"] = own["volunteers"] * draws.randint(3, 30)
            own |= {name: draws.choice([0, 1, 2, 4, 5, 7, 8, 9, 12]) for name in COUNTS[6:]}
            told[hub, quarter] = own | {"sessions": draws.randint(10, 60), "money_out": draws.randint(500, 4000)}
    return told


def send(root: Path, told: dict[tuple[str, str], dict[str, int]], late_is_there: bool) -> None:
    """The raw files of the network. The late return came in the autumn after the first edition."""
    folder = root / "data" / "raw" / "dales"
    listed = yaml.safe_dump([record_of(question) for question in CORE_QUESTIONS], allow_unicode=True, sort_keys=False)
    for name, text in {
        "network.yml": SETTINGS,
        "questions.yml": listed,
        "register/hubs.csv": REGISTER,
        "register/localities.csv": PLACES,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "returns").mkdir(exist_ok=True)
    with (folder / "returns" / "export.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        asks = ["Timestamp", "Which hub are you filling this in for?", "Which quarter is this return for?"]
        writer.writerow([*asks, *(question.wording for question in CORE_QUESTIONS)])
        for (hub, quarter), own in told.items():
            later, day = APRIL_YEARS[quarter[-2:]]
            sent = "2024-10-01" if (hub, quarter) == LATE else f"{int(quarter[:4]) + later}-{day}"
            if late_is_there or (hub, quarter) != LATE:
                row = [own.get(question.id, "") for question in CORE_QUESTIONS]
                writer.writerow([f"{sent} 10:00:00", hub, quarter, *row])


def edition(period: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of the pages on activity and of each hub, as they are published; remembered as a build does."""
    network = open_network("dales")
    assert not process_network(network).stops
    assert hold_back(network, network.period(period), print) == []
    remember_released(network, network.period(period))
    tables = {}
    for page, hubs in (("20-activity", ("",)), (HUB_PAGE, HUBS)):
        for hub in hubs:
            parameters = {"network": "dales", "period": period, "hub": hub}
            for built in outputs_of(NOTEBOOKS / f"{page}.ipynb", parameters):
                if (table := built.handed.table) is not None:
                    names = [column["name"] for column in table.columns]
                    rows = json.loads(json.dumps(table.rows))
                    tables[table.name] = [dict(zip(names, map(as_number, row), strict=True)) for row in rows]
    return tables


def as_number(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@pytest.mark.parametrize("seed", [11, 12])
def test_no_count_of_few_can_be_told_from_all_editions_and_a_late_return(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    monkeypatch.setattr("analysis.exhibits.exhibit.Exhibit.markdown", lambda self, written="": "")
    for shared in ("codebook", "prices"):
        shutil.copytree(PROJECT / "data" / "raw" / shared, tmp_path / "data" / "raw" / shared)
    told = draw(seed)
    send(tmp_path, told, late_is_there=False)
    left = [edition(period) for period in ("2023-24", "2024-25 Q1")]
    send(tmp_path, told, late_is_there=True)
    left += [edition(period) for period in ("2023-24", "2024-25")]
    intruder = Intruder()
    for tables in left:
        intruder.reads(tables)
    truth: dict[Cell, int] = {(*place, name): own[name] for place, own in told.items() for name in COUNTS}
    assert all(least <= truth[cell] <= greatest for cell, (least, greatest) in intruder.bounds.items())
    few = [cell for cell in intruder.bounds if 1 <= truth[cell] <= 7]
    assert len(few) > 60
    for who in (None, *HUBS):
        knows = {cell: count for cell, count in truth.items() if cell[0] == who}
        found = intruder.bounds_of([cell for cell in few if cell[0] != who], knows)
        close = {cell: each for cell, each in found.items() if min(each[1], 7) - max(each[0], 1) < 4}
        assert close == {}, who


def printed(volunteers: str | float, **more: str | float) -> list[dict[str, Any]]:
    return [{"quarter": "Q1", **dict.fromkeys(COUNTS), "volunteers": volunteers, **more}]


def test_the_intruder_works_out_what_a_careless_gate_would_print() -> None:
    """Four withheld counts of 7 put together to 30, and a withheld age beside two that are shown and their whole."""
    careless = {f"hub-answers-{hub}": printed("[c]") for hub in "abcd"}
    intruder = Intruder()
    intruder.reads({**careless, "volunteers": [{"quarter": "Q1", "volunteers": 30.0, "hubs": 4}]})
    assert intruder.bounds_of([("a", "Q1", "volunteers")], {}) == {("a", "Q1", "volunteers"): (7, 7)}
    ages = {"people_0_17": "[c]", "people_18_64": 10.0, "people_65_plus": 10.0, "people": 30.0, "attendances": 300.0}
    intruder = Intruder()
    intruder.reads({"hub-answers-a": printed(10.0, **ages)})
    hidden, others = ("a", "Q1", "people_0_17"), {("a", "Q1", name): 12 for name in BANDS[1:]}
    assert intruder.bounds_of([hidden], others) == {hidden: (4, 8)}  # 28 to 32 less 24


def test_who_knows_itself_takes_its_own_count_away() -> None:
    intruder = Intruder()
    intruder.reads({**{f"hub-answers-{hub}": printed("[c]") for hub in "ab"}, "volunteers": [{"quarter": "Q1", "volunteers": 10.0, "hubs": 2}]})  # fmt: skip
    other = ("b", "Q1", "volunteers")
    assert intruder.bounds_of([other], {}) == {other: (1, 7)}
    assert intruder.bounds_of([other], {("a", "Q1", "volunteers"): 6}) == {other: (2, 6)}
