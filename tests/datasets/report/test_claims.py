"""claims.yml before any number is looked at: what no number could settle, or says more than its ceiling, stops at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.datasets.processing.processing import process_network, read_table
from tests.exhibits.drawn_summary import draw_summary

GOOD: dict[str, Any] = {
    "id": "a",
    "sentence": "More came: {fact: activity.people-change.now}.",
    "tests": ["activity.people-change.now higher"],
    "ceiling": "described",
    "owner": "partner",
}

DROVE: dict[str, Any] = {"sentence": "Attendances rose.", "ceiling": "by lot"}


def stops(root: Path, **more: Any) -> list[tuple[str, str]]:
    """(rule, problem) of each finding about the one claim of a drawn network."""
    rivers = draw_summary(root)
    (rivers.folder / "claims.yml").write_text(yaml.safe_dump([{**GOOD, **more}], sort_keys=False), encoding="utf-8")
    told = [finding for finding in process_network(rivers).stops if finding.table == "claims"]
    assert all(finding.file == "claims.yml" and finding.remedy for finding in told)
    return [(finding.rule, finding.problem) for finding in told]


@pytest.fixture(autouse=True)
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))


def test_a_claim_becomes_a_row(tmp_path: Path) -> None:
    assert stops(tmp_path, findings=["doors"], tests=["x.now higher", "y more than z", "y at least 3"]) == []
    (row,) = read_table("rivers", "claims").to_dicts()
    assert (row["claim_id"], row["line"], row["tests"]) == ("a", 1, "x.now higher;y more than z;y at least 3")
    assert (row["ceiling"], row["findings"], row["owner"]) == ("described", "doors", "partner")


@pytest.mark.parametrize(
    ("more", "rule", "words"),
    [
        ({"tests": ["activity.people-change.now went up"]}, "claim-test", "is no test"),
        ({"sentence": "It rose."}, "claim-ceiling", "says “rose”, which needs “beyond usual variation”, and its ceiling is “described”"),
        ({"tests": ["a.now rose"]}, "claim-ceiling", "says “rose”"),
        ({"sentence": "Facilitators led to it.", "ceiling": "more than elsewhere"}, "claim-ceiling", "needs “by lot”"),
        ({"sentence": "It grew more than elsewhere.", "ceiling": "beyond usual variation"}, "claim-ceiling", "needs “more than elsewhere”"),
        ({"sentence": "Fewer came.", "tests": ["a.now higher"]}, "claim-untested", "says “Fewer”, and no test asks for it"),
        ({"sentence": "More came.", "tests": ["a.now steady"]}, "claim-untested", "says “More”"),
        ({"sentence": "It rose.", "ceiling": "by lot", "tests": ["a more than b"]}, "claim-unborne", "none of its tests asks for one"),
        ({**DROVE, "tests": ["a.now steady", "b at least 1"]}, "claim-untested", "says “rose”"),
        ({**DROVE, "tests": ["a.now steady", "b more than c"]}, "claim-untested", "says “rose”"),
        ({**DROVE, "tests": ["b more than c"]}, "claim-unborne", "says “rose”"),
        ({**DROVE, "sentence": "Attendances fell.", "tests": ["a.now steady", "b at most 1"]}, "claim-untested", "says “fell”"),
        ({**DROVE, "sentence": "More came.", "tests": ["b at least 1"]}, "claim-untested", "says “More”"),
        ({**DROVE, "sentence": "Attendances are so because facilitators came.", "tests": ["a.now steady"]}, "claim-unborne", "says “because”"),
        ({**DROVE, "sentence": "Attendances are so because facilitators came.", "tests": ["a more than b"]}, "claim-unborne", "says “because”"),
        ({"tests": ["a at least 1,2,4"]}, "claim-test", "is no test"),
        ({"tests": ["a at least 12,40"]}, "claim-test", "is no test"),
        ({"id": "a}b"}, "claims-unreadable", "`id` is `a}b`; it must be a name of the letters"),
        ({"id": "x{y"}, "claims-unreadable", "`id` is `x{y`; it must be a name of the letters"),
        ({"id": "two words"}, "claims-unreadable", "`id` is `two words`"),
        ({"sentence": "Attendances didn't rise.", "ceiling": "by lot"}, "claim-denial", "denies a change (“didn't rise”)"),
        ({"sentence": "Attendances haven’t really gone up.", "ceiling": "by lot"}, "claim-denial", "denies a change"),
        ({"sentence": "Attendances don’t go down."}, "claim-denial", "denies a change"),
        ({"sentence": "Attendances did not change."}, "claim-denial", "denies a change"),
        ({"sentence": "It never really fell."}, "claim-denial", "denies a change"),
        ({"sentence": "Some 40 more came."}, "claim-sentence", "holds the number 40, typed by hand"),
        ({"sentence": "More came: {fact: a.now, rose}."}, "claim-sentence", "no slot"),
        ({"sentence": "More came: {quote: 12345678}."}, "claim-sentence", "no slot"),
        ({"findings": ["dors"]}, "claim-cites", "the finding `dors`, and there is none; the nearest is `doors`"),
        ({"ceiling": "sky"}, "claims-unreadable", "ceiling"),
    ],
)  # fmt: skip
def test_what_could_never_be_settled_stops(tmp_path: Path, more: dict[str, Any], rule: str, words: str) -> None:
    told = stops(tmp_path, **more)
    assert [problem for name, problem in told if name == rule and words in problem], told


def test_words_within_their_ceiling_and_tests_pass(tmp_path: Path) -> None:
    assert stops(tmp_path, sentence="It rose because of it.", ceiling="by lot", tests=["a.now rose"]) == []
    assert stops(tmp_path, sentence="Fewer came.", tests=["a.now lower"]) == []
    assert stops(tmp_path, sentence="It costs less.", tests=["a less than b"]) == []
    assert stops(tmp_path, sentence="It fell by more than elsewhere.", ceiling="by lot", tests=["a.now fell"]) == []
    assert stops(tmp_path, sentence="A drop-in is held.", tests=["a at least 1"]) == []
    assert stops(tmp_path, sentence="It was much as before.", tests=["a.now steady"]) == []
