"""The attack that each build makes: on the edition, and beside what left before. Planted counts, and the invented network's own."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
import pytest

import analysis.disclosure
from analysis.datasets.processing.processing import process_network
from analysis.disclosure.protection import MORE
from analysis.disclosure.several import POOLED
from analysis.exhibits.cases.guarded import CASES
from analysis.exhibits.held_back import left_before, read_held_back, remember
from analysis.exhibits.opening import OpenEdition, open_edition
from analysis.exhibits.report import attack_memory, protection
from analysis.networks import Network, open_network
from tests.exhibits.small_network import draw_small_network

OUT = "published: {2023-24: 2024-05-31}\n"
Planted = Mapping[
    tuple[str, str], tuple[str, str]
]  # (hub, quarter) -> people who took a next step, day on which it was sent


def plant(root: Path, planted: Planted, settings: str = OUT) -> Network:
    """Eight Mills with other numbers of next steps in some returns, and other days of sending."""
    network = draw_small_network(root, settings=settings)
    for (hub, quarter), (count, day) in planted.items():
        edit(network, hub, quarter, count, day)
    process_network(network)
    return network


def edit(network: Network, hub: str, quarter: str, count: str, day: str = "") -> None:
    path = network.folder / "returns" / "form-export.csv"
    heads, *rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    column = next(at for at, head in enumerate(heads) if "next step" in head.lower())
    for row in rows:
        if row[1:3] == [hub, quarter]:
            row[column], row[0] = count, day or row[0]
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    path.write_text(text.getvalue(), encoding="utf-8-sig")


def pool_of(network: Network, period: str, quarter: str) -> float | None:
    frame = open_edition(network.name, period).answers.frame
    pool = frame.filter(hub_id=POOLED, quarter=quarter)
    return pool["next_steps"][0] if pool.height else None


def hold_back(network: Network, period: str = "2024-25") -> tuple[list[str], list[str]]:
    told: list[str] = []
    return [str(each) for each in protection.hold_back(network, network.period(period), told.append)], told


LATE: Planted = {
    ("hub-1", "2023-24 Q2"): ("3", ""),
    ("hub-2", "2023-24 Q2"): ("4", ""),
    ("hub-4", "2023-24 Q2"): ("5", ""),
    ("hub-6", "2023-24 Q2"): ("4", ""),
    ("hub-3", "2023-24 Q2"): ("1", "2024-07-01 09:00:00"),
}


def test_a_late_return_is_held_back_beside_the_edition_that_is_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """16 left as 15 in May; with a late 1 it would be 15 again, and the late one 1 to 4. Nobody remembers May: it is worked out."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = plant(tmp_path, LATE)
    assert pool_of(network, "2024-25", "2023-24 Q2") == 15
    assert hold_back(network) == ([], [])
    more = read_held_back("mills", "2024-25", "answers")
    assert more is not None and (POOLED, "2023-24 Q2", "next_steps") in more.rows()
    assert more["column"].unique().to_list() == ["next_steps"]
    assert pool_of(network, "2024-25", "2023-24 Q2") is None


def test_what_an_edition_released_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    early = {key: told for key, told in LATE.items() if not told[1]}
    network = plant(tmp_path, {**early, ("hub-3", "2023-24 Q2"): ("20", "")}, "")
    period = network.period("2023-24")
    hold_back(network, "2023-24")
    protection.remember_released(network, period)
    assert left_before(network, network.period("2024-25"), "answers") == []  # it is not out
    (tmp_path / "data" / "raw" / "mills" / "network.yml").open("a").write(OUT)
    (left,) = left_before(open_network("mills"), network.period("2024-25"), "answers")
    assert left.edition == "the edition of 2023-24"
    assert left.frame.filter(hub_id=POOLED, quarter="2023-24 Q2")["next_steps"].to_list() == [15.0]
    # Made again after it came out: both makings left.
    path = tmp_path / "data" / "raw" / "mills" / "returns" / "form-export.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("hub-3,2023-24 Q2", "hub-3,2023-24 Q9"), encoding="utf-8-sig")  # fmt: skip
    process_network(open_network("mills"))
    protection.remember_released(open_network("mills"), period)
    names = [each.edition for each in left_before(open_network("mills"), network.period("2024-25"), "answers")]
    assert names == ["the edition of 2023-24 (version 1)", "the edition of 2023-24"]


def test_what_is_out_and_gives_a_count_away_by_itself_is_told_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edition from before this rule: its pool of 7 + 7 is 15, so each is 6 or 7 whatever is left out now."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = plant(tmp_path, {("hub-1", "2023-24 Q2"): ("7", ""), ("hub-2", "2023-24 Q2"): ("7", "")})
    frame = open_edition("mills", "2023-24").answers.frame
    unguarded = frame.head(1).with_columns(
        hub_id=pl.lit(POOLED), quarter=pl.lit("2023-24 Q2"), next_steps=pl.lit(15.0), next_steps__mark=None
    )
    folder = tmp_path / "data" / "processed" / "mills" / "released" / "2023-24"
    folder.mkdir(parents=True)
    pl.concat([frame, unguarded], how="diagonal_relaxed").write_parquet(folder / "answers.1.parquet")
    findings, told = hold_back(network)
    assert findings == []
    assert len(told) == 2 and "hub-1" in told[0] and "the edition of 2023-24" in told[0]


def test_where_nothing_helps_the_build_stops_and_the_finding_names_cell_and_figures_and_no_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = plant(tmp_path, LATE)
    monkeypatch.setattr(protection, "held_back", _nothing_held)
    findings, _ = hold_back(network)
    assert findings
    assert "`next_steps` of hub-3 in 2023-24 Q2" in findings[0]
    assert "next_steps of the hubs withheld in 2023-24 Q2, the edition of 2023-24" in findings[0]


def _nothing_held(family, release, protected, before, exact, gone):  # type: ignore[no-untyped-def]
    from analysis.disclosure.protection import attacked, nothing_more

    return nothing_more(), attacked(family, release(nothing_more()).frame, protected, before)


def test_nothing_is_attacked_again_where_nothing_changed_and_one_quarter_where_one_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = plant(tmp_path, LATE)
    hold_back(network)
    tried: list[str] = []
    attack = protection.attacked
    monkeypatch.setattr(
        protection, "attacked", lambda *given: (tried.extend(given[1]["quarter"].unique()), attack(*given))[1]
    )
    hold_back(network)
    assert tried == []
    edit(network, "hub-5", "2024-25 Q3", "45")
    process_network(network)
    hold_back(network)
    assert set(tried) == {"2024-25 Q3"}


@pytest.mark.parametrize(
    ("reads", "change", "again"),
    [
        ("codings", "nothing", False),
        ("codings", "a return", False),
        ("returns", "a return", True),  # what reads returns rests on them, whatever it is about
        ("hubs", "a hub", True),
        ("codings", "the settings", True),
        ("codings", "what left before", True),
        ("", "nothing", True),  # of what reads no table nobody knows what it rests on
    ],
)
def test_case_studies_are_attacked_again_where_what_they_rest_on_changed(
    reads: str, change: str, again: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network, tried = plant(tmp_path, LATE), []

    def attack(
        edition: OpenEdition, _remembered: object, tell: Callable[[str], None]
    ) -> tuple[pl.DataFrame, list[object]]:
        tried.append(edition.table(reads).height if reads else 0)
        tell("it is out already")
        return pl.DataFrame([("a", "b", "c")], schema=MORE, orient="row"), []

    monkeypatch.setattr(protection, "hold_cases", attack)
    _, told = hold_back(network)
    assert told[-1] == "it is out already"
    if change == "a return":
        edit(network, "hub-5", "2024-25 Q3", "45")
    elif change == "a hub":
        register = network.folder / "register" / "hubs.csv"
        register.write_text(
            register.read_text(encoding="utf-8").replace("village hall", "community hub", 1), encoding="utf-8"
        )
    elif change == "the settings":
        settings = network.folder / "network.yml"
        settings.write_text(
            settings.read_text(encoding="utf-8") + "case_breakdowns: {fewest: 9, source: a test}\n", encoding="utf-8"
        )
        network = open_network(network.name)
    elif change == "what left before":
        remember(network, network.period("2023-24"), {CASES: pl.DataFrame({"number": [1]})})
    process_network(network)
    _, told = hold_back(network)
    assert len(tried) == 1 + again
    assert told[-1] == "it is out already"  # said again, from memory too
    held = read_held_back(network.name, network.period("2024-25").slug, CASES)
    assert held is not None
    assert held.rows() == [("a", "b", "c")]


def test_no_verdict_is_remembered_where_any_file_of_the_attack_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Path(shutil.copytree(Path(analysis.disclosure.__file__).parent, tmp_path / "disclosure"))
    monkeypatch.setattr(analysis.disclosure, "__file__", str(package / "__init__.py"))
    before = attack_memory.attack_code.__wrapped__()
    files = [path for path in package.rglob("*.py") if path.name != "__init__.py"]
    assert {"attack.py", "solver.py", "protection.py"} <= {path.name for path in files}  # in rooms, and at the top
    for path in files:
        held = path.read_bytes()
        path.write_bytes(held + b"# another attack\n")
        assert attack_memory.attack_code.__wrapped__() != before, path
        path.write_bytes(held)


def test_the_analyst_sees_what_is_withheld_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = plant(tmp_path, LATE)
    hold_back(network)
    path = tmp_path / "data" / "processed" / "mills" / "withheld" / "2024-25.csv"
    told = {(row["unit"], row["column"]): row for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))}
    assert {unit for unit, column in told if column == "next_steps"} == {f"hub-{n}" for n in (1, 2, 3, 4, 6)}
    assert told["hub-3", "next_steps"]["count"] == "1.0" and told["hub-3", "next_steps"]["why"] == "a count from 1 to 7"


def test_what_is_remembered_of_families_that_are_at_hand_is_what_they_would_be_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build keeps at its end what it attacked at its beginning: 15 of the second quarter are held back in both."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = plant(tmp_path, LATE)
    period, folder = network.period("2024-25"), tmp_path / "data" / "processed" / "mills" / "released" / "2024-25"
    families = protection.families_of(open_edition("mills", "2024-25"))
    assert protection.hold_back(network, period, print, families) == []
    protection.remember_released(network, period, families)
    kept = pl.read_parquet(folder / "answers.1.parquet")
    shutil.rmtree(folder)
    protection.remember_released(network, period)
    assert kept.equals(pl.read_parquet(folder / "answers.1.parquet"))
    assert kept.filter(hub_id=POOLED, quarter="2023-24 Q2")["next_steps"].drop_nulls().is_empty()
