"""An edition appears whole or not at all, whenever the build is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.editions import placement
from analysis.editions.placement import place, recover, tidy, workplace
from analysis.editions.running.execution import BuildFailed


def draw_edition(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


@pytest.mark.parametrize("can_exchange", [True, False])
def test_new_edition_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(placement, "_exchange", lambda one, other: False)
    edition = draw_edition(tmp_path / "2024-25", "old")
    with workplace(edition) as work:
        draw_edition(work, "new")
        place(work, edition)
    assert (edition / "index.html").read_text() == "new"
    assert names(tmp_path) == ["2024-25"]


def test_first_edition_is_placed(tmp_path: Path) -> None:
    edition = tmp_path / "a-network" / "2024-25"
    with workplace(edition) as work:
        draw_edition(work, "new")
        place(work, edition)
    assert (edition / "index.html").read_text() == "new"


def test_failed_build_leaves_the_edition_and_no_rubbish(tmp_path: Path) -> None:
    edition = draw_edition(tmp_path / "2024-25", "old")
    with pytest.raises(ValueError, match="half way"), workplace(edition) as work:
        draw_edition(work, "half")
        raise ValueError("half way")
    assert (edition / "index.html").read_text() == "old"
    assert names(tmp_path) == ["2024-25"]


def test_edition_moved_aside_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    draw_edition(tmp_path / ".2024-25.previous", "old")
    draw_edition(tmp_path / ".2024-25.building", "half")
    recover(tmp_path / "2024-25")
    assert (tmp_path / "2024-25" / "index.html").read_text() == "old"
    assert names(tmp_path) == ["2024-25"]


def test_leftovers_beside_an_edition_that_needs_no_build_go_too(tmp_path: Path) -> None:
    edition = draw_edition(tmp_path / "2024-25", "new")
    draw_edition(tmp_path / ".2024-25.building", "old")
    with workplace(tmp_path / "2023-24"):
        tidy(edition)
        assert names(tmp_path) == [".2023-24.building", "2024-25"], "another edition's build is left alone"
    with workplace(edition):
        tidy(edition)
        assert ".2024-25.building" in names(tmp_path), "a build at work is left alone"


def test_second_build_of_the_same_edition_is_turned_away(tmp_path: Path) -> None:
    edition = tmp_path / "a-network" / "2024-25"
    with workplace(edition):
        code = (
            "from pathlib import Path; from analysis.editions.placement import workplace\n"
            f"with workplace(Path(r'{edition}')): pass"
        )
        second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert f"another build of a-network 2024-25 is under way (process {os.getpid()})" in second.stderr
        with workplace(edition.with_name("2023-24")):
            pass  # another edition may be built meanwhile
    with workplace(edition):
        pass  # and afterwards it is free again


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_lock_goes_with_its_process_and_is_not_held_on_by_its_children(tmp_path: Path) -> None:
    edition = tmp_path / "a-network" / "2024-25"
    code = (
        "import os, sys, time; from pathlib import Path; from analysis.editions.placement import workplace\n"
        f"with workplace(Path(r'{edition}')):\n"
        "    child = os.fork()\n"
        "    if child: print(child, flush=True)\n"
        "    time.sleep(60)"
    )
    build = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert build.stdout is not None
    child = int(build.stdout.readline())
    try:
        with pytest.raises(BuildFailed), workplace(edition):
            pass
        build.kill()
        build.wait()
        time.sleep(0.1)
        with workplace(edition):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
