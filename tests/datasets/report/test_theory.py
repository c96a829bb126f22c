"""theory.yml: what is wrong in it is refused with its line, and evidence that nobody wrote down is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from analysis.datasets.report.theory import check_theory
from analysis.project import Refused
from analysis.theory_of_change import TheoryOfChange, evidence_lines, theory_of

LINK = {"id": "company", "from": "come", "to": "alone", "assumed": "They meet again."}
THEORY = {
    "asked": "Are people less alone?",
    "declared": "2024-01-02",
    "source": "us",
    "steps": [
        {"id": "come", "says": "People come", "column": "what is done"},
        {"id": "alone", "says": "Less alone", "column": "what is hoped for"},
    ],
    "links": [LINK],
}


def read(folder: Path, **more: object) -> TheoryOfChange | None:
    (folder / "theory.yml").write_text(yaml.safe_dump(THEORY | more), encoding="utf-8")
    return theory_of(folder, "drawn")


def test_without_the_file_there_is_no_theory(tmp_path: Path) -> None:
    assert theory_of(tmp_path, "drawn") is None


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"links": [LINK | {"to": "elsewhere"}]}, "`company` names the step `elsewhere`; there are: alone, come."),
        ({"links": [LINK | {"to": "alon"}]}, "Did you mean `alone`?"),
        ({"links": [LINK | {"to": "come"}]}, "a link leads to another one"),
        ({"links": [LINK, LINK]}, "`company` is there more than once"),
        ({"links": [LINK | {"for": [{"says": "x", "kind": "comparison"}]}]}, "name it under `design`"),
        (
            {
                "links": [
                    LINK
                    | {
                        side: [{"says": "x", "kind": "what was told", "finding": "company"}]
                        for side in ("for", "against")
                    }
                ]
            },
            "what speaks against a finding is taken from it",
        ),
        ({"links": [LINK | {"others": [{"says": "x", "judged": "ruled out"}]}]}, "write in `because` what says so"),
    ],
)
def test_what_does_not_hold_together_is_refused_with_what_to_do(
    tmp_path: Path, more: dict[str, object], told: str
) -> None:
    with pytest.raises(Refused, match="theory") as refusal:
        read(tmp_path, **more)
    assert told in str(refusal.value)


def test_evidence_that_nobody_wrote_down_is_told_with_the_nearest(tmp_path: Path) -> None:
    speaks = [
        {"says": "x", "kind": "what was told", "finding": "compny"},
        {"says": "y", "kind": "comparison", "design": "facilitators"},
    ]
    theory = read(tmp_path, links=[LINK | {"for": speaks}])
    (found,) = check_theory(theory, evidence_lines(tmp_path), ["company"], ["facilitators"])
    assert found.rule == "theory-evidence" and "the nearest is `company`" in found.problem
    written = (tmp_path / "theory.yml").read_text(encoding="utf-8").splitlines()
    assert "finding: compny" in written[(found.row or 0) - 1] and found.place == f"theory.yml, line {found.row}"


@pytest.mark.parametrize(("key", "line"), [("from", "from: nowhere"), ("to", "to: nowhere")])
def test_a_step_that_is_not_there_is_told_at_the_line_that_names_it(tmp_path: Path, key: str, line: str) -> None:
    good = LINK | {"id": "good"}
    with pytest.raises(Refused) as refused:
        read(tmp_path, links=[good, LINK | {key: "nowhere"}])
    lines = (tmp_path / "theory.yml").read_text(encoding="utf-8").splitlines()
    at = next(number for number, each in enumerate(lines, start=1) if each.strip(" -") == line)
    assert f"line {at}, links, entry 2, {key}:" in str(refused.value)


def test_an_id_given_twice_is_told_at_its_second_line(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, links=[LINK, dict(LINK)])
    lines = (tmp_path / "theory.yml").read_text(encoding="utf-8").splitlines()
    second = [number for number, each in enumerate(lines, start=1) if each.strip(" -") == f"id: {LINK['id']}"][1]
    assert f"line {second}, links, entry 2, id:" in str(refused.value)
