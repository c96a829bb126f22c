"""The shared codebook: complete, in the order coders need, and refused in one line where it is not."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
import yaml

from analysis.datasets.cases.shared_codebook import FOLDER, read_shared_codebook, shared_outcomes
from analysis.project import Refused, root


def test_every_frame_of_the_starter_codebook_is_whole() -> None:
    codes = read_shared_codebook()
    counted = Counter(code.frame for code in codes if code.codable)
    assert {
        frame: counted[frame]
        for frame in ("gain", "lesson", "opportunity", "hurdle", "reflection", "principle", "activity", "quality")
    } == {
        "gain": 3, "lesson": 7, "opportunity": 4, "hurdle": 4, "reflection": 4, "principle": 7, "activity": 8, "quality": 7,
    }  # fmt: skip
    assert [code.name for code in codes if code.frame == "telling" and code.codable] == [
        "What changed",
        "Why it matters",
        "What the hub or network did towards it",
        "Who else can say so",
    ]
    assert {code.parent_id for code in shared_outcomes()} == {"people", "communities", "partners"}
    assert all(code.definition and code.when and code.when_not for code in codes)
    assert len({code.name for code in codes}) == len({code.guid for code in codes}) == len(codes)
    placed: set[str | None] = {None}
    for code in codes:
        assert code.parent_id in placed  # a parent comes before what stands below it
        placed.add(code.code_id)


def test_an_outcome_knows_its_indicators_and_purposes() -> None:
    step = next(code for code in shared_outcomes() if code.code_id == "people.next_step")
    assert step.indicators == ("next_steps",)
    assert "training" in step.purposes
    assert step.guid == "badea74b-09a3-5a42-b994-7271e8f6707f"  # must never change: coded projects refer to it
    assert all(code.purposes for code in shared_outcomes())


def test_the_card_names_the_file_that_is_there() -> None:
    card = yaml.safe_load((root() / FOLDER / "card.yml").read_text(encoding="utf-8"))
    held = (root() / FOLDER / "shared.yml").read_bytes()
    assert card["files"] == {"shared.yml": hashlib.sha256(held).hexdigest()}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("- {id: a, name: A, frame: outcome}", "definition: There is no `definition` in entry 1"),
        ("- {id: a, name: A, definition: x}", "no `frame` at `a`"),
        ("- {name: A}", "There is no `id` in entry 1"),
        ("- {id: a, name: A, definition: x, frame: outcome, indicators: [shoes]}", "`shoes` as an indicator of `a`"),
        (
            "- {id: a, name: A, definition: x, frame: outcome, purposes: food}",
            "`purposes` is `food`; it must be a list",
        ),
        (
            "- {id: a, name: A, definition: x, frame: outcome, colour: red}",
            "line 1, entry 1, colour: `colour` is not read",
        ),
        ("- {id: a, name: A, definition: x, frame: o}\n- {id: a, name: B, definition: x, frame: o}", "two codes"),
        ("codes: {}", "it must be a list"),
        ("- [", "YAML"),
        ("[" * 5000, "YAML"),
    ],
)
def test_what_does_not_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, told: str
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    assert read_shared_codebook() == []
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "shared.yml").write_text(written, encoding="utf-8")
    with pytest.raises(Refused, match=told):
        read_shared_codebook()
