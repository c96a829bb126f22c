"""What a network set out to do, and all that is held of each aim; what it names and is not there stops the build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.datasets.processing.processing import Processed, process_network
from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.report.lens import along_the_lens, lens_in_short
from analysis.networks import Network, open_network
from tests.exhibits.drawn_summary import draw_summary
from tests.exhibits.small_network import draw_small_network

AIMS = [
    {"id": "doors", "lens": "Aims", "name": "Doors open to us", "codes": ["Doors open"], "source": "Our first paper", "caution": "Not ours alone"},
    {"id": "purpose", "lens": "Aims", "name": "We know what for", "findings": ["purpose"]},
    {"id": "heard", "lens": "Aims", "name": "The seldom heard decide"},
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return tmp_path


def given(network: Network, aims: list[dict[str, Any]]) -> Processed:
    (network.folder / "lens.yml").write_text(yaml.safe_dump(aims, sort_keys=False), encoding="utf-8")
    return process_network(network)


def part(text: str, name: str) -> list[str]:
    """The lines below one aim."""
    block = text.split(f"{name}\n", 1)[1]
    return [line.removeprefix("- ") for line in block.strip().split("\n\n")[0].splitlines()]


def test_each_aim_says_what_is_held_of_it_and_what_nothing_is_known_of(root: Path) -> None:
    network = draw_summary(root)
    assert not given(network, AIMS).stops
    edition = OpenEdition(network, network.period("2024-25"))
    short = lens_in_short(edition)
    assert short.table is not None
    rows = short.table.frame.select("name", "sources", "findings", "lacking").rows()
    # five sources told of open doors (tests/exhibits/drawn_summary.py); the finding `doors` rests on that code
    assert rows == [
        ("Doors open to us", 5, 1, "returns, published figures, money, recommendations"),
        ("We know what for", 0, 1, "returns, published figures, people's own accounts, money, recommendations"),
        ("The seldom heard decide", 0, 0, "returns, published figures, people's own accounts, findings, money, recommendations"),
    ]  # fmt: skip
    assert plain(short.title) == "Returns speak to none of 3 entries, people's own accounts to 1, findings to 2"
    said = part(plain(along_the_lens(edition).text), "Doors open to us")
    assert said[:2] == ["Told in: 5 sources", "Finding: What was learned of doors."]
    assert said[-2:] == ["Stated in: Our first paper", "Caution: Not ours alone"]


def test_returns_money_and_recommendations_stand_beside_their_aim(root: Path) -> None:
    network = draw_small_network(root)
    aim = {
        "id": "load",
        "lens": "Aims",
        "name": "Less load",
        "indicators": ["volunteers"],
        "awards": ["A0", "A1"],
    }
    assert not given(network, [aim]).stops
    said = part(plain(along_the_lens(OpenEdition(network, network.period("2024-25"))).text), "Less load")
    # by hand: 20, 22, ... 34 volunteers at eight hubs are 216 a quarter, rounded once a quarter; £4,000 and £4,100
    assert (
        said[0] == "Returns: volunteers were about the same (0%) as in 2023-24 at 8 hubs; 215 on average in a quarter"
    )
    assert said[1] == "Money: £8,100 in awards in force: Running costs and Running costs"
    assert said[2].startswith("Recommended: Do thing") and said[2].endswith("(Council; done)")
    assert said[-1] == "Nothing is known from: published figures, people's own accounts and findings"


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        ({"codes": ["Doors opne"]}, "The entry names the code `Doors opne`, and there is none; the nearest is `Doors open`."),
        ({"findings": ["door"]}, "The entry names the finding `door`, and there is none; the nearest is `doors`."),
        ({"indicators": ["visits"]}, "The entry names the question `visits`, and there is none."),
        ({"awards": ["x"]}, "The entry names the award `x`, and there is none."),
        ({"themes": ["people.conected"]}, "The entry names the code of the shared codebook `people.conected`, and there is none"),
    ],
)  # fmt: skip
def test_what_is_named_and_not_there_stops_the_build(root: Path, aim: dict[str, Any], said: str) -> None:
    network = draw_summary(root)
    (stop,) = given(network, [{"id": "a", "lens": "Aims", "name": "One", **aim}]).stops
    assert stop.problem.startswith(said) and stop.file == "lens.yml"


def test_a_network_without_aims_says_so_and_an_empty_file_is_none(root: Path) -> None:
    network = draw_summary(root)
    process_network(network)
    edition = OpenEdition(network, network.period("2024-25 Q1"))
    assert not lens_in_short(edition).known
    assert "has not written down its aims" in along_the_lens(edition).text
    (network.folder / "lens.yml").write_text("", encoding="utf-8")
    assert not process_network(open_network("rivers")).stops
