"""The tutorial, done as it says by somebody who has the package and an empty folder: every file, every command, what each prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.installed import Installed
from tests.commands.page_steps import changed, left_out_in_order, steps_of, take, typed
from tests.conftest import PROJECT
from tests.plain_pictures import let_draw_nothing

PAGE = PROJECT / "docs" / "tutorial.md"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project folder once all of the page is done."""
    package, here = Installed(tmp_path_factory.mktemp("package")), tmp_path_factory.mktemp("empty")
    let_draw_nothing(package.site)
    for step in steps_of(PAGE.read_text(encoding="utf-8")):
        if step.does != "type":
            take(step, here)
            continue
        for words, wanted in typed(step):
            if words[0] == "cd":
                here = here / words[1]
                continue
            assert words[0] == "hub-learning", f"line {step.line}: {words[0]} is not on every system"
            renderer = ("--renderer", "embedded") if words[1] == "build" else ()
            ran = package.run(*words[1:], *renderer, cwd=here)
            told = f"docs/tutorial.md, line {step.line}: {' '.join(words)}\n{ran.stdout}\n{ran.stderr}"
            assert ran.returncode == (1 if step.stops else 0), told
            lacking = left_out_in_order(wanted, [*ran.stdout.splitlines(), *ran.stderr.splitlines()])
            assert lacking is None, f"not printed: {lacking}\n{told}"
    return here


def test_all_of_it_can_be_done_as_it_says(done: Path) -> None:
    page = (done / "reports" / "dales" / "2024-25-q1" / "index.html").read_text(encoding="utf-8")
    assert "Upper Dales Hubs" in page
    assert "1,310" not in page and "1,130" not in page, "an answer of one hub stands on that hub's page alone"


def test_what_it_says_of_names_revisions_and_consent_is_so(done: Path) -> None:
    edition = done / "reports" / "dales" / "2024-25-q1"
    everything = "".join(path.read_text(encoding="utf-8") for path in edition.rglob("*.html"))
    assert "Mair" not in everything and "Pugh" not in everything
    assert "the lathe" not in everything and "the long table" in everything
    # 820 + 1,130 + 260 is 2,210, where 2,390 had come out
    assert "2,210" in everything and "[r]" in everything


def test_it_has_what_it_promises(done: Path) -> None:
    does = [step.does for step in steps_of(PAGE.read_text(encoding="utf-8"))]
    assert {"save", "add", "change", "fill", "type"} == set(does)
    assert (done / "data" / "raw" / "dales" / "corrections.yml").is_file()


def test_a_line_that_is_not_printed_in_its_place_is_told() -> None:
    assert left_out_in_order(["a", "...", "c d..."], ["a", "b", "c d e"]) is None
    assert left_out_in_order(["a", "c"], ["a", "b", "c"]) == "c"
    assert left_out_in_order(["a"], ["a", "b"]) == "(nothing more, but: b)"


def test_a_change_is_of_what_stands_there_once() -> None:
    assert changed("a: 1\nb: 2\n", "-a: 1\n+a: 3\n") == "a: 3\nb: 2\n"
    with pytest.raises(AssertionError, match="2 times"):
        changed("a\nb\na\n", "-a\n+c\n")
