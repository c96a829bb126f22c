"""How a notebook that failed is told: under which heading, with which error, how many more, and where the copy is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.editions.running.execution import BuildFailed, _raise_failure
from analysis.editions.running.run import Job, Ran, _heading_above, _one_line
from analysis.editions.running.shell import _run_cell, _Stream, open_shell
from analysis.project import Refused

FAILED = {"cell_type": "code", "outputs": [{"output_type": "error", "ename": "E", "evalue": "e"}]}
WELL = {"cell_type": "code", "outputs": [{"output_type": "stream"}]}


def text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([text("# One"), FAILED], "under 'One', "),
        ([text("# One"), text("## Two {#sec-two}"), WELL, FAILED, text("## Three")], "under 'Two', "),
        ([text("## Two\n\nwords\n### Deeper\nmore"), FAILED], "under 'Deeper', "),
        ([text("## Two"), text("words alone, and a # in them"), FAILED], "under 'Two', "),
        ([text("words"), FAILED], ""),
        ([FAILED, text("# One")], ""),
    ],
)
def test_the_heading_above_the_cell_that_failed(cells: list[dict[str, Any]], told: str) -> None:
    assert _heading_above(cells) == told


def test_an_error_is_told_on_one_line_and_not_at_any_length() -> None:
    assert _one_line("a\n  b\tc") == "a b c"
    assert _one_line("x" * 601) == "x" * 600


def job(name: str, log: Path) -> Job:
    return Job(f"notebooks/{name}.ipynb", {"network": "n", "period": "p"}, name, str(log))


@pytest.mark.parametrize(
    ("failed", "kept", "message"),
    [
        (["a"], False, "notebook a (n, p) failed under 'One', E: e"),
        (["a", "b"], False, "notebook a (n, p) failed under 'One', E: e; 1 more failed"),
        (["b", "a", "c"], False, "notebook b (n, p) failed badly; 2 more failed"),
        (
            ["a"],
            True,
            "notebook a (n, p) failed under 'One', E: e; the copy with its traceback is reports/logs/a.ipynb",
        ),
    ],
)
def test_the_first_failure_is_told_how_many_more_and_where_the_copy_is(
    failed: list[str], kept: bool, message: str, project: Path
) -> None:
    logs = project / "reports" / "logs"
    logs.mkdir(parents=True)
    if kept:
        (logs / "a.ipynb").touch()
    results = {name: Ran(name, problem="under 'One', E: e" if name == "a" else "badly") for name in "abc"}
    with pytest.raises(BuildFailed) as told:
        _raise_failure([job(name, logs / f"{name}.ipynb") for name in failed], results)
    assert str(told.value) == message


def test_what_a_notebook_refuses_is_told_in_its_own_words(project: Path) -> None:
    results = {"a": Ran("a", problem="under 'One', Refused: there is no hub so called", refused=True)}
    with pytest.raises(Refused) as told:
        _raise_failure([job("a", project / "a")], results)
    assert str(told.value) == "there is no hub so called"


def test_what_is_printed_joins_what_was_printed_before_on_the_same_stream() -> None:
    with open_shell() as shell:
        out, err = _Stream(shell, "stdout"), _Stream(shell, "stderr")
        assert out.writable()
        assert [out.write("one "), out.write(""), out.write("two"), err.write("oh"), out.write("three")] == [
            4,
            0,
            3,
            2,
            5,
        ]
        assert [(each.name, each.text) for each in shell.outputs] == [
            ("stdout", "one two"),
            ("stderr", "oh"),
            ("stdout", "three"),
        ]


class Cell:
    def __init__(self, source: str) -> None:
        self.source, self.outputs, self.execution_count = source, ["before"], 7


@pytest.mark.parametrize(
    ("source", "failed", "kinds", "count"),
    [
        ("  \n", False, [], None),
        ("print('a')\n1", False, ["stream", "execute_result"], 1),
        ("1 / 0", True, ["error"], 1),
        ("a = 1", False, [], 1),
        (
            "from IPython.display import display\nh = display('a', display_id='x')\nh.update('b')\ndisplay('c')",
            False,
            ["display_data"] * 2,
            1,
        ),
    ],
)
def test_a_cell_has_the_outputs_of_its_run_and_its_number(
    source: str, failed: bool, kinds: list[str], count: int | None
) -> None:
    cell: Any = Cell(source)
    with open_shell() as shell:
        assert _run_cell(shell, cell) is failed
    assert [each.output_type for each in cell.outputs] == kinds and cell.execution_count == count
    if "display" in source:
        assert [each.data["text/plain"] for each in cell.outputs] == ["'b'", "'c'"]
