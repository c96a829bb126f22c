"""What changed between two editions, and why: drawn editions of one or two numbers, and two built ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.editions.ledger.changed_numbers import Comparison, Kind, compare, read_edition
from analysis.editions.ledger.changed_words import tell_changes
from analysis.project import Refused
from tests.conftest import CopiedProject

FIRST = "returns/2024-25-q1/first.xlsx"
SECOND = "returns/2024-25-q1/second.xlsx"


def fact(
    shown: str, *files: str, how: str = "sum", unit: str = "visits", pages: tuple[str, ...] = ()
) -> dict[str, Any]:
    sources = [{"file": name, "cells": "C5"} for name in files or (FIRST,)]
    return {"shown": shown, "unit": unit, "qualifier": "exact", "how": how, "sources": sources, "pages": list(pages)}


def edition(
    folder: Path,
    facts: dict[str, dict[str, Any]],
    files: dict[str, str],
    package: str = "code-1",
    hubs: tuple[str, ...] = ("first",),
    network: str = "somewhere",
) -> Path:
    """A published edition as it lies in its folder: evidence and manifest. files: below the network's folder -> hash."""
    folder.mkdir()
    told = {"network": network, "period": "2024-25", "facts": [{"id": name, **each} for name, each in facts.items()]}
    made = {
        "network": network,
        "period": "2024-25",
        "package": package,
        "inputs": {f"data/raw/{network}/{name}": sha for name, sha in files.items()} | {"analysis/way.py": package},
        "files": {f"hubs/{hub}.html": "page" for hub in hubs} | {"hubs/index.html": "page"},
    }
    (folder / "evidence.json").write_text(json.dumps(told))
    (folder / "manifest.json").write_text(json.dumps(made))
    return folder


def compared(tmp_path: Path, before: dict[str, Any], after: dict[str, Any]) -> Comparison:
    return compare(
        read_edition(edition(tmp_path / "before", **before)), read_edition(edition(tmp_path / "after", **after))
    )


def only_reasons(comparison: Comparison) -> tuple[str, ...]:
    (change,) = comparison.changes
    return change.why


UNCHANGED = {"register/hubs.csv": "same"}


def test_numbers_are_told_as_new_gone_changed_or_redefined_and_the_same_is_not_told(tmp_path: Path) -> None:
    before = {"same": fact("1"), "other": fact("2"), "gone": fact("3"), "redefined": fact("4", how="sum")}
    after = {"same": fact("1"), "other": fact("5"), "new": fact("6"), "redefined": fact("4", how="mean")}
    files = {FIRST: "a"}
    told = compared(tmp_path, {"facts": before, "files": files}, {"facts": after, "files": files})
    assert {change.id: (change.kind, change.before, change.after) for change in told.changes} == {
        "gone": (Kind.GONE, "3", None),
        "new": (Kind.NEW, None, "6"),
        "other": (Kind.CHANGED, "2", "5"),
        "redefined": (Kind.REDEFINED, "4", "4"),
    }


def test_a_number_of_the_front_page_comes_first(tmp_path: Path) -> None:
    files = {FIRST: "a"}
    before = {"a": fact("1"), "z": fact("1", pages=("20-activity.html", "index.html"))}
    after = {"a": fact("2"), "z": fact("2", pages=("index.html",))}
    told = compared(tmp_path, {"facts": before, "files": files}, {"facts": after, "files": files})
    assert [change.id for change in told.changes] == ["z", "a"]


def test_a_return_that_was_sent_again_is_the_reason_of_the_numbers_that_rest_on_it_alone(tmp_path: Path) -> None:
    before = {"first": fact("1", FIRST), "second": fact("1", SECOND)}
    after = {"first": fact("2", FIRST), "second": fact("2", SECOND)}
    told = compared(
        tmp_path,
        {"facts": before, "files": {FIRST: "a", SECOND: "b"}},
        {"facts": after, "files": {FIRST: "a, sent again", SECOND: "b"}},
    )
    why = {change.id: change.why for change in told.changes}
    assert why["first"] == (f"files sent again or corrected: {FIRST}",)
    assert why["second"] == ("not explained by files, decisions, definition or code",)


def test_a_late_return_is_one_more_file_and_its_hub_is_told(tmp_path: Path) -> None:
    told = compared(
        tmp_path,
        {"facts": {"all": fact("1", FIRST)}, "files": {FIRST: "a"}},
        {"facts": {"all": fact("3", FIRST, SECOND)}, "files": {FIRST: "a", SECOND: "b"}, "hubs": ("first", "second")},
    )
    assert only_reasons(told) == (f"rests on more files: {SECOND}",)
    assert told.hubs_new == ["second"] and told.hubs_gone == []


def test_a_correction_or_a_setting_may_be_the_reason(tmp_path: Path) -> None:
    told = compared(
        tmp_path,
        {"facts": {"all": fact("1")}, "files": {FIRST: "a", "network.yml": "n"}},
        {"facts": {"all": fact("3")}, "files": {FIRST: "a", "network.yml": "n", "corrections.yml": "c"}},
    )
    assert only_reasons(told) == ("decided otherwise, perhaps: corrections.yml",)


@pytest.mark.parametrize(
    ("package", "reason"),
    [
        ("code-2", "the code is other than it was"),
        ("code-1", "not explained by files, decisions, definition or code"),
    ],
)
def test_the_code_is_a_reason_only_where_it_changed(tmp_path: Path, package: str, reason: str) -> None:
    files = {FIRST: "a"}
    told = compared(
        tmp_path,
        {"facts": {"all": fact("1")}, "files": files},
        {"facts": {"all": fact("3")}, "files": files, "package": package},
    )
    assert only_reasons(told) == (reason,)


def test_another_key_is_not_taken_for_files_sent_again(tmp_path: Path) -> None:
    told = compared(
        tmp_path,
        {"facts": {"all": fact("1")}, "files": {FIRST: "under key 1", SECOND: "too"}},
        {"facts": {"all": fact("2")}, "files": {FIRST: "under key 2", SECOND: "other"}},
    )
    assert told.revised == set()
    assert "Made with two keys" in tell_changes(told)


def test_what_a_number_is_worth_is_part_of_what_is_shown_and_a_symbol_has_no_worth(tmp_path: Path) -> None:
    files = {FIRST: "a"}
    exact, rounded = fact("15"), fact("15") | {"qualifier": "rounded to 5"}
    before, after = {"same-digits": exact, "withheld": rounded}, {"same-digits": rounded}
    after["withheld"] = fact("[c]") | {"qualifier": "rounded to 5"}
    told = compared(tmp_path, {"facts": before, "files": files}, {"facts": after, "files": files})
    assert [(change.before, change.after) for change in told.changes] == [
        ("15", "15 (rounded to 5)"),
        ("15 (rounded to 5)", "[c]"),
    ]


def test_two_equal_editions_are_told_as_equal(tmp_path: Path) -> None:
    one = {"facts": {"all": fact("1")}, "files": {FIRST: "a"}}
    told = compared(tmp_path, one, one)
    assert told.changes == [] and "both editions say the same" in tell_changes(told)


def test_a_long_list_says_how_much_it_leaves_out(tmp_path: Path) -> None:
    files = {FIRST: "a"}
    before = {f"n{at:02}": fact("1") for at in range(45)}
    after = {name: fact("2") for name in before}
    told = compared(tmp_path, {"facts": before, "files": files}, {"facts": after, "files": files})
    assert "... and 5 more" in tell_changes(told) and "n44" not in tell_changes(told)
    assert "n44" in tell_changes(told, everything=True) and "more (" not in tell_changes(told, everything=True)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda folder: (folder / "evidence.json").unlink(), "holds no evidence.json"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "does not read"),
        (lambda folder: (folder / "evidence.json").write_text("[]"), "does not read"),
        (lambda folder: (folder / "evidence.json").write_text('{"facts": [7]}'), "does not read"),
    ],
)
def test_a_folder_that_is_no_whole_edition_is_refused(tmp_path: Path, spoil: Any, says: str) -> None:
    folder = edition(tmp_path / "one", {"all": fact("1")}, {FIRST: "a"})
    spoil(folder)
    with pytest.raises(Refused, match=says):
        read_edition(folder)


def test_editions_of_two_networks_are_not_compared(tmp_path: Path) -> None:
    one = read_edition(edition(tmp_path / "one", {}, {}))
    two = read_edition(edition(tmp_path / "two", {}, {}, network="elsewhere"))
    with pytest.raises(Refused, match="somewhere, the other of elsewhere"):
        compare(one, two)


def test_the_command_compares_two_built_editions_and_refuses_what_is_none(demonstration: CopiedProject) -> None:
    """Every number that the ledgers of tests/ledgers show otherwise is told, and none that they show alike."""
    demonstration.build("five-valleys", "2024-25"), demonstration.build("five-valleys", "2024-25 Q3")
    told = demonstration.run("diff", "five-valleys/2024-25", "five-valleys/2024-25 Q3", "--all")
    assert told.returncode == 0, told.stderr
    year, quarter = (_ledger(f"five-valleys-2024-25{part}.tsv") for part in ("", "-q3"))
    listed = {line.split(":")[0].strip() for line in told.stdout.splitlines() if line[:2] == "  " and line[2:3].strip()}
    differ = {name for name in year.keys() | quarter.keys() if year.get(name) != quarter.get(name)}
    assert len(differ) > 300 and differ <= listed
    assert not {name for name in year.keys() & quarter.keys() if year[name] == quarter[name]} & _only_numbers(
        told.stdout
    )
    for wrong, says in (
        ("nowhere/2024-25", "nowhere"),
        ("five-valleys/2019-20", "2019-20"),
        ("loose", "NETWORK/PERIOD"),
    ):
        refused = demonstration.run("diff", wrong, "five-valleys/2024-25")
        assert refused.returncode == 2 and says in refused.stderr and "Traceback" not in refused.stderr


def _ledger(name: str) -> dict[str, str]:
    folder = Path(__file__).resolve().parents[2] / "ledgers"
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t")[:2] for line in lines if not line.startswith("#"))  # type: ignore[misc]


def _only_numbers(text: str) -> set[str]:
    """Ids told as another number than before."""
    part = text.split(f"{Kind.CHANGED.value}:")[1].split(f"\n{Kind.NEW.value}:")[0]
    return {line.split(":")[0].strip() for line in part.splitlines() if "->" in line and line[:4] != "    "}
