"""A cell runs again only if it, or one that it rests on, would give something else; what is put in is never stale."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.editions.freshness import Inputs, open_seen
from analysis.editions.running.cells import needs_of, not_to_run, still_true
from analysis.editions.running.executed_cache import RememberedCopies, Tables
from analysis.editions.running.executed_copies import read_copy
from analysis.editions.running.run import Job, Ran, run_notebook
from analysis.editions.running.shell import open_shell
from tests.conftest import PROJECT, CopyProject


def code(*sources: str) -> list[dict[str, Any]]:
    return [{"cell_type": "code", "source": source} for source in sources]


def test_a_cell_rests_on_those_that_assign_what_it_uses() -> None:
    cells = code("from a import b\nedition = b()\nedition", "x = b(edition)\nx", "x.sentence", "y = 1\ny")
    cells.insert(1, {"cell_type": "markdown", "source": "## x"})
    needs = needs_of(cells)
    assert needs == [frozenset(), frozenset(), {0}, {0, 2}, frozenset()]
    assert needs is not None
    true = still_true(needs, [True, True, False, True, True])
    assert true == [0, 1, 4], "what is shown of an exhibit goes with it"
    assert not_to_run(needs, true) == [1, 4], "the edition is opened for those that run"


def test_a_name_given_twice_is_owed_to_both() -> None:
    assert needs_of(code("x = 1", "x = 2", "x")) == [frozenset(), frozenset(), {0, 1}]


@pytest.mark.parametrize(
    "source",
    [
        "x.append(1)\nx",
        "x[0] = 1",
        "x.y = 1",
        "x += 1",
        "%matplotlib inline",
        "del x",
        "for x in y:\n    x",
        "from a import *",
    ],
)
def test_a_notebook_that_may_change_something_in_passing_is_run_whole(source: str) -> None:
    assert needs_of(code("x = []", source)) is None


class Drawn:
    """A network of two tables, and a notebook over them: of one table, of the other, of what an edition keeps, of both."""

    def __init__(self, project: Path, draw_notebook: Any) -> None:
        self.project = project
        self.folder = project / "data" / "processed" / "a-network"
        self.folder.mkdir(parents=True)
        (project / "data" / "raw" / "a-network").mkdir(parents=True)
        shutil.copyfile(PROJECT / "data" / "raw" / "croydon" / "network.yml", self.raw / "network.yml")
        self.table("awards", 1)
        self.table("returns", 1)
        kept = 'edition.remembered("kept", lambda: edition.table("awards")["n"][0])'
        self.source = draw_notebook(
            "page",
            'network = "a-network"\nperiod = "2024-25"',
            "from analysis.exhibits import open_edition\nedition = open_edition(network, period)",
            'awards = edition.table("awards")["n"][0]\nawards',
            'returns = edition.table("returns")["n"][0]\nreturns',
            f"kept = {kept}\nkept",
            f"again = {kept}\nagain",
            "awards + returns",
        )

    @property
    def raw(self) -> Path:
        return self.project / "data" / "raw" / "a-network"

    def table(self, name: str, number: int) -> None:
        pl.DataFrame({"n": [number]}).write_parquet(self.folder / f"{name}.parquet")

    def job(self) -> Job:
        target = self.project / "page.ipynb"
        return Job(str(self.source), {"network": "a-network", "period": "2024-25"}, str(target), str(target) + ".log")

    def memory(self) -> RememberedCopies:
        inputs = Inputs({"analysis/measures/returns/change.py": "1"}, {}, "embedded")
        return RememberedCopies("a-network", inputs, Tables("a-network", open_seen("a-network")))

    def build(self) -> tuple[dict[str, Any], Ran]:
        """The executed copy, and how it ran: as a build does it."""
        memory = self.memory()
        job = memory.with_kept_cells(self.job())
        ran = run_notebook(job, warm=True)
        assert not ran.problem, ran.problem
        memory.remember(job, ran)
        return read_copy(Path(job.target)), ran


@pytest.fixture
def network(project: Path, draw_notebook: Any, monkeypatch: pytest.MonkeyPatch) -> Drawn:
    from analysis.exhibits import opening

    drawn = Drawn(project, draw_notebook)

    def read(_: str, table: str, hub: str | None = None) -> pl.DataFrame:
        frame = pl.read_parquet(drawn.folder / f"{table}.parquet")
        return frame if hub is None else frame.filter(pl.col("hub_id") == hub)

    monkeypatch.setattr(opening, "read_table", read)
    return drawn


def shown(copy: dict[str, Any]) -> list[str]:
    outputs = [output for cell in copy["cells"] for output in cell.get("outputs", [])]
    return [output["data"]["text/plain"] for output in outputs]


@pytest.mark.parametrize(
    ("changed", "values", "number"),
    [("awards", ["2", "1", "2", "2", "3"], 8), ("returns", ["1", "2", "1", "1", "3"], 6)],
)
def test_a_changed_table_is_seen_by_each_cell_that_rests_on_it(
    network: Drawn, changed: str, values: list[str], number: int
) -> None:
    first, ran = network.build()
    assert shown(first) == ["1", "1", "1", "1", "2"]
    assert ran.cells is not None and len(ran.cells) == 8
    network.table(changed, 2)
    after, again = network.build()
    assert shown(after) == values
    assert again.cells is not None and len(again.cells) == number
    Path(network.job().target).unlink()
    shutil.rmtree(network.folder / "cache")
    anew, _ = network.build()
    assert json.dumps(after, sort_keys=True) == json.dumps(anew, sort_keys=True), "as if all had run"


def test_a_cell_that_did_not_run_keeps_what_it_rests_on(network: Drawn) -> None:
    network.build()
    network.table("returns", 2)
    network.build()
    network.table("awards", 5)
    copy, _ = network.build()
    assert shown(copy) == ["5", "2", "5", "5", "7"]
    assert network.memory().recall(network.job())
    network.table("awards", 6)
    assert not network.memory().recall(network.job()), "the copy as a whole rests on what its older cells read"


def test_a_spoiled_memory_runs_everything(network: Drawn) -> None:
    network.build()
    for record in (network.folder / "cache" / "notebooks").glob("*.json"):
        record.write_text('{"sha256": ""}')
    assert network.memory().with_kept_cells(network.job()) == network.job()


def without_showing(source: str) -> str:
    """A cell's code that makes its exhibit and does not set its table, which is the dearest part and reads nothing."""
    body = ast.parse(source).body
    shown = isinstance(body[-1], ast.Expr) and not isinstance(body[-1].value, ast.Call)
    return ast.unparse(ast.Module(body[:-1] if shown else body, []))


def test_no_exhibit_keeps_what_it_read_but_with_its_edition(
    copy_project: CopyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each cell run over an edition opened for it alone reads no table that it was not noted to rest on in the whole notebook."""
    project = copy_project("cells")
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(project.root))
    notebooks = [path for path in sorted((PROJECT / "notebooks").glob("*.ipynb")) if path.stem != "hub-page"]
    alone = 0
    for source in notebooks:
        target = str(project.root / "works" / source.name)
        parameters = {"network": "five-valleys", "period": "2024-25"}
        ran = run_notebook(Job(str(source), parameters, target, f"{target}.log"), warm=True)
        assert not ran.problem and ran.cells is not None
        cells = read_copy(Path(target))["cells"]
        needs = needs_of(cells)
        assert needs is not None, f"{source.stem} does more than import, assign and show: it would be run whole"
        for number, cell in enumerate(cells):
            if cell["cell_type"] != "code" or not ran.cells[str(number)]:
                continue
            with open_shell() as shell:
                shell.outputs = []
                for before in sorted({*needs[number], number}):
                    if cells[before]["cell_type"] == "code":
                        assert shell.run_cell(without_showing("".join(cells[before]["source"]))).success
                edition = shell.user_ns["edition"]
            known = [read for each in {*needs[number], number} for read in ran.cells.get(str(each), [])]
            missed = [read for read in edition.reads if read not in known]
            assert not missed, (source.stem, cell["source"], missed)
            alone += 1
    assert alone > 80
