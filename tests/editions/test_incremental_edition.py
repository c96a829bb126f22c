"""Each file that people send changed in turn: what is made anew, beside what is remembered, is to the byte what a clean run makes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.editions.freshness import Memory, open_seen, read_inputs
from analysis.editions.progress import Steps
from analysis.editions.running.execution import Runner, run_notebooks
from analysis.editions.running.jobs import jobs_of
from analysis.networks import open_network
from analysis.way import execute, process, protect
from tests.exhibits.small_network import PROJECT, draw_small_network

# By file: what stands in it, and what stands there after somebody changed it.
CHANGES = {
    "returns/form-export.csv": ("hub-2,2024-25 Q4,44,882", "hub-2,2024-25 Q4,44,932"),
    "register/hubs.csv": ("Mill 3", "Mill Three"),
    "register/localities.csv": ("Town 2,6400", "Town 2,8400"),
    "register/pathways.csv": ("hub-5,,2024-25 Q2,20", "hub-5,,2024-25 Q2,35"),
    "funding/awards.csv": ("4300", "43000"),
    "recommendations.csv": ("Do thing 2.", "Do thing two."),
    "corrections.yml": ("new: '47'", "new: '49'"),
    "events.yml": ("The roof was mended", "The roof was mended and the stove lit"),
    "claims.yml": ("Attendances rose", "Attendances rose again"),
    "wording.yml": ("Ask us", "Ask the partner"),
    "questions.yml": ("minutes: 1.0", "minutes: 0.5"),
    "network.yml": ("threshold: 7", "threshold: 9"),
}
# Of all notebooks as many as it takes to show each of these; a page of one kind is remembered as those of any other.
NOTEBOOKS = ("00-data-quality", "10-network", "40-funding", "60-learning", "annual-learning-report", "hub-page")
WRITTEN = {
    "corrections.yml": "- {hub_id: hub-2, quarter: 2024-25 Q1, question_id: sessions, kind: correct, expected: '44', new: '47',"
    " reason: the fair was left out, who: Treasurer, when: 2025-05-20}\n",
    "events.yml": "- {id: roof, day: '2024-11-01', words: The roof was mended, source: Minutes, caution: It rained.}\n",
    "claims.yml": "- {since: 2024-25, id: rose, sentence: 'Attendances rose: {fact: activity.attendances-change.now}.',"
    " tests: [activity.attendances-change.now rose], ceiling: beyond usual variation, owner: partner}\n",
    "wording.yml": "- {id: reading.cards, words: Ask us for the sources.}\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The raw folder of a network with a file of each kind that changes here, in a project with some of the notebooks."""
    root = tmp_path_factory.mktemp("incremental")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(root))
        network = draw_small_network(root)
        (root / "notebooks").mkdir()
        for name in NOTEBOOKS:
            shutil.copyfile(PROJECT / "notebooks" / f"{name}.ipynb", root / "notebooks" / f"{name}.ipynb")
        for name, text in WRITTEN.items():
            (network.folder / name).write_text(text, encoding="utf-8")
        yield network.folder


def copies_of(folder: Path, runner: Runner, remembering: bool) -> dict[str, bytes]:
    """The executed copies of the edition as the files are now, by notebook; that of one hub stands for all hubs' pages."""
    network, into = open_network("mills"), folder.parents[2] / "copies"
    period = network.period("2024-25")
    shutil.rmtree(into, ignore_errors=True)
    if remembering:
        with Steps() as steps:
            process(network, steps)
            protect(network, period, steps)
            seen = open_seen(network.name)
            memory = Memory(read_inputs(network.name, "embedded", seen), seen)
            execute(network, period, ["hub-2"], into, memory, runner, steps)
    else:  # on the tables that were just made: what is not remembered, nor shared among notebooks
        run_notebooks(jobs_of(network, period, ["hub-2"], into), runner=runner)
    return {path.relative_to(into).as_posix(): path.read_bytes() for path in sorted(into.rglob("*.ipynb"))}


def test_after_each_change_what_is_remembered_and_made_anew_is_what_a_clean_run_makes(folder: Path) -> None:
    sent = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert sent == CHANGES.keys(), "a file of the network that nothing changes"
    with Runner() as runner:
        before = copies_of(folder, runner, remembering=True)
        for file, (was, becomes) in CHANGES.items():
            text = (folder / file).read_text(encoding="utf-8")
            assert text.count(was), f"{file} does not hold `{was}`"
            (folder / file).write_text(text.replace(was, becomes, 1), encoding="utf-8")
            made, clean = (copies_of(folder, runner, remembering) for remembering in (True, False))
            assert [name for name in clean if made.get(name) != clean[name]] == [], f"stale after {file} changed"
            assert made != before, f"nothing follows from {file}"
            before = made
