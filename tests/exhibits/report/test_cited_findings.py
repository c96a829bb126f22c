"""A link of the theory of change that rests on a finding stands as that finding does: its strength, its contrary, its search are not judged again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.datasets.processing.processing import process_network, read_table
from analysis.exhibits import OpenEdition
from analysis.exhibits.report.contribution import contribution
from analysis.networks import open_network
from tests.exhibits.drawn_summary import FINDINGS, draw_summary, finding

STEPS = [
    {"id": "meet", "says": "They meet", "column": "what is done"},
    {"id": "heard", "says": "They are heard", "column": "what is hoped for"},
]
MINUTES = {"says": "letters of the board", "kind": "document"}
DOORS = FINDINGS[0]  # told in s2, s3, i1, i3 and r2, of three partners and three kinds; by one coder


def link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cited: dict[str, Any], contrary: tuple[str, ...], **more: Any) -> dict[str, str]:  # fmt: skip
    """The one link of a theory that rests on a document and on this finding, against which passages of these sources speak."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_summary(tmp_path, [cited])
    process_network(network)
    passages = {row["case_id"]: row["coding_id"] for row in read_table("rivers", "codings").iter_rows(named=True)}
    network = draw_summary(tmp_path, [{**cited, "against": [passages[case] for case in contrary]}])
    told = {"says": "the county answers", "kind": "what was told", "finding": cited["id"]}
    arrow = {"id": "rooms", "from": "meet", "to": "heard", "assumed": "Boards listen to many.", "for": [told, MINUTES], "contrary_sought": True}  # fmt: skip
    theory = {"asked": "Are they heard?", "declared": "2024-01-02", "source": "us", "steps": STEPS, "links": [arrow | more]}  # fmt: skip
    (network.folder / "theory.yml").write_text(yaml.safe_dump(theory), encoding="utf-8")
    network = open_network("rivers")
    process_network(network)
    table = contribution(OpenEdition(network, network.period("2024-25"))).table
    assert table is not None
    return table.frame.row(0, named=True)


@pytest.mark.parametrize(
    ("cited", "contrary", "strength", "called", "against"),
    [
        (DOORS, (), "strong", "fair", "nothing"),
        (DOORS, ("i4",), "strong", "fair", "fewer sources tell the contrary than tell of it"),
        (DOORS, ("s1", "i2", "i4", "r1", "i3"), "contested", "weak", "as many sources tell the contrary as tell of it"),
        (DOORS | {"contrary_sought": False}, (), "moderate", "weak", "nobody looked"),
        (
            finding("purpose", "model", codes=["Unclear purpose"], contrary_sought=True),
            (),
            "tentative",
            "weak",
            "nothing",
        ),
    ],
)
def test_a_link_stands_as_the_finding_that_it_cites(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    cited: dict[str, Any],
    contrary: tuple[str, ...],
    strength: str,
    called: str,
    against: str,
) -> None:
    row = link(tmp_path, monkeypatch, cited, contrary)
    assert row["speaks_for"] == f"the county answers (what was told, {strength}); letters of the board (document)"
    assert row["called"] == called and row["against"].endswith(against)


def test_a_contested_finding_alone_leaves_its_link_contested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only = [{"says": "the county answers", "kind": "what was told", "finding": "doors"}]
    row = link(tmp_path, monkeypatch, DOORS, ("s1", "i2", "i4", "r1", "i3"), **{"for": only, "contrary_sought": False})
    assert row["called"] == "contested"
