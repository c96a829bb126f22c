"""Every list that people write, with an entry in it twice: told with the file and the line of the second."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.designs import DESIGNS_FILE
from analysis.networks import open_network
from analysis.planned_editions import EDITIONS_FILE, planned_editions
from analysis.project import Refused, raw_folder, root
from analysis.sources.personal.decisions import PERSONAL_FILE
from tests.datasets.drawn_network import draw_network
from tests.settings.test_mutations import SETTINGS, text_of

# A decision taken twice is one decision, and a correction made twice no longer finds what it expects (told there).
ONE_DECISION = {PERSONAL_FILE, "same-awards.yml", "corrections.yml"}
LISTS = [file for file, held in SETTINGS.items() if isinstance(held, list) and not file.startswith("data/")]


def twice(file: str) -> tuple[str, int]:
    """The text of a list with its one entry twice, and the line at which the second begins."""
    once = text_of(file, SETTINGS[file])
    return text_of(file, SETTINGS[file] + deepcopy(SETTINGS[file])), once.count("\n") + 1


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("file", [file for file in LISTS if file not in (*ONE_DECISION, EDITIONS_FILE, DESIGNS_FILE)])
def test_an_entry_that_is_there_twice_is_told_at_the_second(project: Path, file: str) -> None:
    network = draw_network(project)
    text, line = twice(file)
    (raw_folder(network.name) / file).write_text(text, encoding="utf-8")
    process_network(open_network(network.name))
    told = read_table(network.name, "findings").filter(file=file, rule="doubled-key")
    assert told["row"].to_list() == [line]


@pytest.mark.parametrize("file", [EDITIONS_FILE, DESIGNS_FILE])
def test_an_entry_of_a_list_that_is_needed_whole_is_refused_at_the_second(project: Path, file: str) -> None:
    network = draw_network(project)
    text, line = twice(file)
    path = root() / file if file == EDITIONS_FILE else raw_folder(network.name) / file
    path.write_text(text, encoding="utf-8")
    with pytest.raises(
        Refused, match=rf"{file}, line {line}, \w+: .* is there more than once, first in line 1\."
    ) as refused:
        planned_editions() if file == EDITIONS_FILE else open_network(network.name)
    assert "\n" not in str(refused.value)
