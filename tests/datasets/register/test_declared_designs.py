"""designs.yml: refused where it cannot be meant, told of where it names what nobody knows."""

from pathlib import Path

import pytest

from analysis.datasets.register.declared_designs import check_designs
from analysis.designs import DESIGNS_FILE, DeclaredDesign
from analysis.networks import open_network
from analysis.project import Refused
from analysis.settings.whole import lines_of_entries, read_whole
from tests.test_networks import opened

HELPERS = """
- id: helpers
  given: a helper
  declared: 2023-03-01
  source: our plan
  assumed: All hubs would have gone alike.
"""


def read(folder: Path, text: str) -> tuple[DeclaredDesign, ...]:
    path = folder / DESIGNS_FILE
    path.write_text(text, encoding="utf-8")
    return tuple(read_whole(path, DESIGNS_FILE, tuple[DeclaredDesign, ...]))


def test_what_is_left_out_is_as_usual(tmp_path: Path) -> None:
    (design,) = read(tmp_path, HELPERS)
    assert (design.by, design.within, design.outcomes, design.counted) == (
        "decision",
        "network",
        ("attendances",),
        "sums",
    )
    assert design.starts == {} and design.compared_with == ()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("  by: chance\n", "`by` is `chance`; it must be one of `decision`, `lot`"),
        ("  starts: {mill: 2023-24 Q1}\n  compared_with: [mill]\n", "names mill, which was given it itself"),
        ("  outcomes: []\n", "names no question"),
        ("  against: before\n", "needs `starts` with each hub and one quarter for all"),
        ("  against: before\n  starts: {mill: 2023-24 Q1, barn: 2023-24 Q2}\n", "one quarter for all"),
        ("  against: before\n  starts: {mill: 2023-24 Q1}\n  compared_with: [barn]\n", "compares with none"),
        ("  starts: {mill: 2023-24}\n", "quarter"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, more: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, HELPERS + more)
    assert told in str(refused.value) and "designs.yml, line" in str(refused.value)


def test_two_designs_of_one_id_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = opened(tmp_path, monkeypatch)
    (network.folder / DESIGNS_FILE).write_text(HELPERS + HELPERS, encoding="utf-8")
    with pytest.raises(
        Refused, match=r"designs\.yml, line \d+, id: `helpers` is there more than once, first in line \d+\."
    ):
        open_network("drawn")


def test_hubs_and_questions_that_nobody_knows_are_told(tmp_path: Path) -> None:
    named = (
        "  starts: {mill: 2023-24 Q1, bran: 2023-24 Q1}\n  compared_with: [barn]\n  outcomes: [attendances, visits]\n"
    )
    path = tmp_path / "designs.yml"
    designs = read(tmp_path, HELPERS + named)
    lines = lines_of_entries(path, tuple[DeclaredDesign, ...])
    found = check_designs(designs, lines, {"mill": "mill", "Mill Hub": "mill", "barn": "barn"}, {"attendances"})
    assert [(finding.rule, finding.value, finding.row) for finding in found] == [
        ("design-hub", "bran", 7),
        ("design-outcome", "visits", 9),
    ]
    assert "; the nearest is `barn`" in found[0].problem
    assert all(finding.file == DESIGNS_FILE and "helpers" in finding.problem for finding in found)
