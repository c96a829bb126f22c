"""Files of settings begun for somebody: as they stand they say nothing; with the # taken away all their keys are known and in their place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.commands import commands
from analysis.correspondence.blank_sheets import write_blank_sheet
from analysis.correspondence.starter_files import TO_START, start_file, starter_of
from analysis.datasets.processing.processing import process_network
from analysis.networks import Network, open_network
from analysis.planned_editions import EDITIONS_FILE, planned_editions
from analysis.project import Refused, root
from analysis.settings.declaration import SettingsFile
from analysis.settings.reading import read_settings


def test_all_of_them_as_they_stand_say_nothing_and_stop_nothing(network: Network) -> None:
    before = {str(finding) for finding in process_network(network).stops}
    for name in TO_START:
        start_file(network, name)
    again = open_network(network.name)
    assert again.designs == network.designs and again.theory == network.theory and planned_editions() == ()
    assert {str(finding) for finding in process_network(again).stops} == before
    told = CliRunner().invoke(commands, ["check", network.name]).output
    assert not [name for name in TO_START if name in told], told


@pytest.mark.parametrize("file", TO_START.values(), ids=list(TO_START))
def test_without_their_signs_every_key_is_read_and_every_example_fits(file: SettingsFile) -> None:
    """What is left to find are keys that need an answer of somebody's own."""
    entry = starter_of(file).partition("\n#\n")[2]
    text = re.sub(r"^# ", "", entry, flags=re.MULTILINE)
    told = [fault.problem for fault in read_settings(text, file.content).faults]
    assert text.count("# needed: ") >= 1 or file.file == "cases/methods.yml"
    assert [problem for problem in told if not problem.endswith("` is blank.")] == []


def test_what_is_begun_is_told_and_nothing_there_is_overwritten(network: Network) -> None:
    told = CliRunner().invoke(commands, ["add", "settings", network.name, "events"])
    path = network.folder / "events.yml"
    assert told.exit_code == 0 and "events.yml" in told.output and path.is_file()
    path.write_text("# ours\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"events.yml is there already"):
        start_file(network, "events.yml")
    assert path.read_text(encoding="utf-8") == "# ours\n"
    assert start_file(network, EDITIONS_FILE) == root() / EDITIONS_FILE


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("evnts.yml", "Did you mean `events.yml`"),
        ("findings.yml", "begun by `hub-learning findings NETWORK`"),
        ("network.yml", "written by hand"),
        ("recommendations", "`hub-learning sheet recommendations` writes a blank one"),
        ("register/hubs.csv", "`hub-learning sheet hubs` writes a blank one"),
    ],
)
def test_a_file_that_is_not_begun_so_is_refused_with_what_begins_it(network: Network, name: str, said: str) -> None:
    with pytest.raises(Refused, match=re.escape(said)):
        start_file(network, name)


def test_who_asks_for_a_sheet_of_it_is_led_here(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"events.yml is no sheet .* `hub-learning add settings NETWORK events`"):
        write_blank_sheet("events", tmp_path)
