"""Many workbooks are read by forks: the same comes of it, in the same order, and what ends a fork is told."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing import many_files, readings
from analysis.datasets.processing.freshness import is_current
from analysis.datasets.processing.many_files import read_many, was_ended
from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.processing.readings import remembered_text
from analysis.networks import Network
from analysis.sources.records import Answer, Beside, Reading, Record, SentReturn
from tests.datasets.drawn_network import write_return

FILES = [f"returns/hub-{number:03}.xlsx" for number in range(2 * many_files.ENOUGH)]
forks = pytest.mark.skipif(sys.platform != "linux", reason="forks are used on Linux alone")


def reading_of(file: str) -> Reading:
    beside = (Beside("G12", "", "about"),)
    sent = SentReturn(
        Record("A1", {"hub": file}, {}), [Answer("people", "How many?", str(os.getpid()), "D12", "3", beside)]
    )
    return Reading({}, [sent], [])


def who_read(readings: dict[str, Reading]) -> set[str]:
    return {reading.returns[0].answers[0].text for reading in readings.values() if reading.returns}


@pytest.fixture
def cores(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    return lambda number: monkeypatch.setattr(many_files, "_cores", lambda: number)


@forks
def test_each_process_has_its_share_and_the_order_is_the_files(cores: Callable[[int], None]) -> None:
    cores(3)
    readings = read_many(FILES, reading_of)
    assert list(readings) == FILES
    assert [reading.returns[0].about.values["hub"] for reading in readings.values()] == FILES
    assert readings[FILES[0]].returns[0].answers[0].beside == (Beside("G12", "", "about"),)
    assert len(who_read(readings)) == 3 and str(os.getpid()) in who_read(readings)


def test_a_small_network_and_one_core_fork_nothing(
    cores: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"), raising=False)
    cores(2)
    assert who_read(read_many(FILES[: many_files.ENOUGH - 1], reading_of)) == {str(os.getpid())}
    cores(1)
    assert list(read_many(FILES, reading_of)) == FILES
    assert read_many([], reading_of) == {}


@forks
def test_a_file_that_ends_a_fork_is_told_and_all_others_are_read(cores: Callable[[int], None]) -> None:
    cores(2)
    here, fatal = os.getpid(), FILES[41]

    def read(file: str) -> Reading:
        if file == fatal and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return reading_of(file)

    readings = read_many(FILES, read)
    assert list(readings) == FILES
    [told] = [finding for reading in readings.values() for finding in reading.findings]
    assert (told.file, told.rule, told.severity) == (fatal, "reading-ended", "stops")
    assert "(signal 9)" in told.problem
    assert [file for file, reading in readings.items() if not reading.returns] == [fatal]


@forks
def test_a_fork_that_only_stops_leaves_its_share_to_be_read_here(cores: Callable[[int], None]) -> None:
    cores(2)
    here = os.getpid()

    def read(file: str) -> Reading:
        if file == FILES[41] and os.getpid() != here:
            raise SystemExit
        return reading_of(file)

    readings = read_many(FILES, read)
    assert list(readings) == FILES and all(reading.returns for reading in readings.values())


@forks
def test_where_no_fork_can_be_made_all_is_read_here(
    cores: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refused)
    cores(2)
    assert who_read(read_many(FILES, reading_of)) == {str(os.getpid())}


@forks
def test_no_fork_stays_behind_where_reading_is_broken_off(
    cores: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cores(2)
    here, made, fork = os.getpid(), [], os.fork

    def noted() -> int:
        made.append(fork())
        return int(made[-1])

    monkeypatch.setattr(os, "fork", noted)

    def read(file: str) -> Reading:
        if os.getpid() == here:
            raise KeyboardInterrupt
        signal.pause()
        return reading_of(file)

    with pytest.raises(KeyboardInterrupt):
        read_many(FILES, read)
    assert len(made) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(made[0], os.WNOHANG)


def test_what_ended_a_fork_is_read_again_the_next_time() -> None:
    ended = Reading({}, [], [many_files._told_of_end("returns/a.xlsx", 9)])
    assert was_ended(ended) and not was_ended(reading_of("returns/b.xlsx"))
    kept = remembered_text(
        {"returns/a.xlsx": ended, "returns/b.xlsx": reading_of("b")},
        dict.fromkeys(("returns/a.xlsx", "returns/b.xlsx"), "0"),
    )
    assert "returns/b.xlsx" in kept and "returns/a.xlsx" not in kept


@forks
def test_a_fork_that_hangs_is_ended_and_its_share_read_here(
    cores: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_files, "LONGEST", 0.2)
    cores(2)
    here = os.getpid()

    def read(file: str) -> Reading:
        if file == FILES[41] and os.getpid() != here:
            time.sleep(3600)
        return reading_of(file)

    readings = read_many(FILES, read)
    assert list(readings) == FILES and all(reading.returns for reading in readings.values())


FATAL = "returns/2024-25-q1/mill.xlsx"


@pytest.fixture
def killed(network: Network, cores: Callable[[int], None], monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """A network of two returns, of which a fork reads the second, FATAL; how many forks are killed on it can be said."""
    write_return(network, "2024-25-q1/kiln.xlsx", hub="Kiln Hub", hub_id="kiln", sessions=12)
    write_return(network, FATAL.removeprefix("returns/"), sessions=31)
    monkeypatch.setattr(many_files, "ENOUGH", 2)
    cores(2)
    here, healthy, deaths = os.getpid(), readings.read_raw_file, network.folder.parents[2] / "deaths"

    def times(number: int) -> None:
        deaths.mkdir(exist_ok=True)
        for each in range(number):
            (deaths / str(each)).touch()

    def read(path: Path, file: str) -> Reading:
        if file == FATAL and os.getpid() != here and (left := sorted(deaths.iterdir())):
            left[0].unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return healthy(path, file)

    monkeypatch.setattr(readings, "read_raw_file", read)
    return times


def sessions(network: Network) -> dict[str, float]:
    told = read_table(network.name, "returns").filter(pl.col("question_id") == "sessions")
    return dict(told.select("hub_id", "value").iter_rows())


@forks
def test_a_return_on_which_a_fork_was_killed_once_is_in_the_tables(
    network: Network, killed: Callable[[int], None]
) -> None:
    killed(1)
    assert process_network(network).stops == []
    assert sessions(network) == {"kiln": 12, "mill": 31}


@forks
def test_a_return_on_which_two_forks_were_killed_stops_and_is_read_the_next_time(
    network: Network, killed: Callable[[int], None]
) -> None:
    killed(2)
    first = process_network(network)
    assert [(each.file, each.rule) for each in first.stops] == [(FATAL, "reading-ended")]
    assert not is_current(network)  # so that no reader of the tables takes them for whole either
    second = process_network(network)
    assert (second.files_read, second.stops) == ([FATAL], [])
    assert sessions(network) == {"kiln": 12, "mill": 31}


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), MemoryError()])
def test_what_a_disk_or_lack_of_memory_kept_from_being_read_is_read_the_next_time(
    network: Network, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    write_return(network, FATAL.removeprefix("returns/"), sessions=31)
    healthy, fails = readings.read_file, [error]

    def read(path: Path, file: str) -> Reading:
        if file == FATAL and fails:
            raise fails.pop()
        return healthy(path, file)

    monkeypatch.setattr(readings, "read_file", read)
    process_network(network)
    assert process_network(network).files_read == [FATAL]
    assert sessions(network) == {"mill": 31}
