"""What is fresh stays, what changed is seen: files, editions, and remembered copies."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.editions import freshness
from analysis.editions.file_hashes import SeenFiles
from analysis.editions.freshness import Inputs, is_fresh, libraries, open_seen, read_inputs, record_fresh
from analysis.editions.running.executed_cache import RememberedCopies, Tables
from analysis.editions.running.run import Job, Ran


def long_ago(path: Path, seconds: float = 60) -> None:
    moment = path.stat().st_mtime - seconds
    os.utime(path, (moment, moment))


def test_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    file, record = tmp_path / "a.txt", tmp_path / "seen.json"
    file.write_text("one")
    long_ago(file)
    seen = SeenFiles(record)
    first = seen.sha256(file)
    seen.save()
    times = file.stat()
    file.write_text("two")  # the same size, and the time put back: only a reading would tell
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert SeenFiles(record).sha256(file) == first
    long_ago(file, 30)
    assert SeenFiles(record).sha256(file) != first


def test_file_changed_just_now_is_read_each_time(tmp_path: Path) -> None:
    file, seen = tmp_path / "a.txt", SeenFiles(tmp_path / "seen.json")
    file.write_text("one")
    first = seen.sha256(file)
    times = file.stat()
    file.write_text("two")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert seen.sha256(file) != first


@pytest.mark.parametrize("spoiled", ["", "{", "[1]", '{"a": 1}'])
def test_spoiled_memory_is_no_memory(tmp_path: Path, spoiled: str) -> None:
    (tmp_path / "seen.json").write_text(spoiled)
    (tmp_path / "a.txt").write_text("one")
    assert len(SeenFiles(tmp_path / "seen.json").sha256(tmp_path / "a.txt")) == 64


@pytest.fixture
def built(project: Path, draw_notebook: Any) -> Path:
    """A project whose edition was built and noted as fresh."""
    raw = project / "data" / "raw" / "a-network"
    (raw / "returns").mkdir(parents=True)
    (raw / "network.yml").write_text("title: A network")
    (raw / "returns" / "ash.xlsx").write_text("a return")
    (project / "data" / "raw" / "prices").mkdir()
    (project / "data" / "raw" / "prices" / "index.csv").write_text("100")
    (project / "_quarto.yml").write_text("project:")
    (project / "reports" / "styles").mkdir(parents=True)
    (project / "reports" / "styles" / "site.css").write_text("p {}")
    draw_notebook("page", 'network = "a-network"')
    edition = project / "reports" / "a-network" / "2024-25"
    edition.mkdir(parents=True)
    (edition / "index.html").write_text("<p>")
    record_fresh("a-network", "2024-25", now(project))
    assert is_fresh("a-network", "2024-25", now(project))
    return project


def now(project: Path, renderer: str | None = "embedded") -> Inputs:
    return read_inputs("a-network", renderer, open_seen("a-network"))


@pytest.mark.parametrize(
    "path",
    [
        "data/raw/a-network/returns/ash.xlsx",
        "data/raw/a-network/returns/new.xlsx",
        "data/raw/a-network/network.yml",
        "data/raw/prices/index.csv",
        "notebooks/page.ipynb",
        "_quarto.yml",
        "_brand.yml",
        "requirements.lock",
        "reports/styles/site.css",
        "reports/a-network/2024-25/index.html",
        "reports/a-network/2024-25/more.html",
    ],
)
def test_changed_or_new_file_makes_the_edition_stale(built: Path, path: str) -> None:
    (built / path).write_text("changed")
    assert not is_fresh("a-network", "2024-25", now(built))


def test_modules_beside_the_notebooks_are_inputs_to_the_last_folder(built: Path) -> None:
    for name in ("helpers/__init__.py", "helpers/__pycache__/a.py", ".ipynb_checkpoints/page.py"):
        (built / "notebooks" / name).parent.mkdir(parents=True, exist_ok=True)
        (built / "notebooks" / name).write_text("A = 1", encoding="utf-8")
    inputs = now(built)
    assert [name for name in inputs.files if name.startswith("notebooks/")] == ["notebooks/helpers/__init__.py", "notebooks/page.ipynb"]  # fmt: skip
    (built / "notebooks/helpers/__init__.py").write_text("A = 22", encoding="utf-8")
    assert now(built).code_of_notebooks != inputs.code_of_notebooks


def test_missing_files_make_the_edition_stale(built: Path) -> None:
    (built / "reports/a-network/2024-25/index.html").unlink()
    assert not is_fresh("a-network", "2024-25", now(built))


@pytest.mark.parametrize("name", [".DS_Store", "~$ash.xlsx"])
def test_files_that_nobody_sent_change_nothing(built: Path, name: str) -> None:
    (built / "data/raw/a-network/returns" / name).write_text("left by a program")
    assert is_fresh("a-network", "2024-25", now(built))


def test_other_renderer_libraries_or_period_are_not_fresh(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = now(built)
    assert not is_fresh("a-network", "2023-24", inputs)
    assert not is_fresh("a-network", "2024-25", Inputs(inputs.files, inputs.libraries, "quarto 1 2"))
    assert not is_fresh("a-network", "2024-25", Inputs(inputs.files, {"python": "9.9"}, inputs.renderer))


def test_package_is_an_input_under_its_own_name(built: Path) -> None:
    files = now(built).files
    assert "analysis/way.py" in files and "analysis/measures/returns/change.py" in files
    assert not any("__pycache__" in path for path in files)


def test_libraries_are_those_installed() -> None:
    assert libraries()["polars"] == pl.__version__


@pytest.fixture
def tables(project: Path) -> Path:
    folder = project / "data" / "processed" / "a-network"
    folder.mkdir(parents=True)
    pl.DataFrame({"hub_id": ["ash", "elm"], "value": [1.0, 2.0]}).write_parquet(folder / "returns.parquet")
    pl.DataFrame({"hub_id": ["ash", "elm"], "name": ["Ash", "Elm"]}).write_parquet(folder / "hubs.parquet")
    pl.DataFrame({"award_id": ["x"]}).write_parquet(folder / "awards.parquet")
    return folder


class Memory:
    """Remembered copies of a network, as a build opens them anew each time."""

    def __init__(self, project: Path, source: Path) -> None:
        self.project, self.source = project, source

    def job(self, **parameters: str) -> Job:
        name = "-".join(parameters.values()) or "page"
        return Job(str(self.source), parameters, str(self.project / f"{name}.ipynb"), str(self.project / "log.ipynb"))

    def open(self, code: str = "1") -> RememberedCopies:
        inputs = Inputs({"analysis/measures/returns/change.py": code}, {}, "embedded")
        return RememberedCopies("a-network", inputs, Tables("a-network", open_seen("a-network")))

    def remember(self, job: Job, *reads: tuple[str, str | None]) -> None:
        Path(job.target).write_text(json.dumps({"cells": []}))
        said = [{"table": table, "hub": hub} for table, hub in reads]
        self.open().remember(job, Ran(job.target, reads=said or None))


@pytest.fixture
def memory(project: Path, tables: Path, draw_notebook: Any) -> Memory:
    return Memory(project, draw_notebook("page", 'hub = ""'))


def test_copy_is_recalled_until_a_table_it_read_changes(memory: Memory, tables: Path) -> None:
    job = memory.job()
    memory.remember(job, ("returns", None))
    Path(job.target).unlink()
    assert memory.open().recall(job) and Path(job.target).exists()
    pl.DataFrame({"award_id": ["y"]}).write_parquet(tables / "awards.parquet")
    assert memory.open().recall(job), "a table that it did not read changes nothing"
    pl.DataFrame({"hub_id": ["ash"], "value": [9.0]}).write_parquet(tables / "returns.parquet")
    assert not memory.open().recall(job)


def test_hub_page_is_recalled_while_its_own_rows_stay(memory: Memory, tables: Path) -> None:
    ash, elm = memory.job(hub="ash"), memory.job(hub="elm")
    memory.remember(ash, ("returns", "ash"))
    memory.remember(elm, ("returns", "elm"))
    pl.DataFrame({"hub_id": ["ash", "elm"], "value": [9.0, 2.0]}).write_parquet(tables / "returns.parquet")
    assert not memory.open().recall(ash)
    assert memory.open().recall(elm)
    pl.DataFrame({"hub_id": ["elm"], "name": ["New name"]}).write_parquet(tables / "hubs.parquet")
    assert not memory.open().recall(elm), "opening a hub's page reads the register"


def test_copy_that_read_findings_of_one_rule_is_recalled_while_these_stay(memory: Memory, tables: Path) -> None:
    def find(*rules: str) -> None:
        pl.DataFrame({"rule": rules, "file": "a.csv"}).write_parquet(tables / "findings.parquet")

    find("long-sheet", "late-return")
    memory.remember(memory.job(), ("findings:long-sheet", None))
    find("long-sheet", "missing-return", "missing-return")
    assert memory.open().recall(memory.job())
    find("missing-return")
    assert not memory.open().recall(memory.job())


def test_copy_of_unknown_reads_rests_on_every_table(memory: Memory, tables: Path) -> None:
    job = memory.job()
    memory.remember(job)
    assert memory.open().recall(job)
    pl.DataFrame({"award_id": ["y"]}).write_parquet(tables / "awards.parquet")
    assert not memory.open().recall(job)


@pytest.fixture
def another(project: Path) -> Path:
    """Another network of the kind, with one table. Its raw folder; the table lies under data/processed."""
    raw, processed = (project / "data" / part / "b-network" for part in ("raw", "processed"))
    for folder in (raw, processed):
        folder.mkdir(parents=True)
    (raw / "network.yml").write_text("demonstration: false")
    pl.DataFrame({"figure_id": ["x"]}).write_parquet(processed / "published_figures.parquet")
    return raw


def another_table(project: Path, figure: str) -> None:
    folder = project / "data" / "processed" / "b-network"
    pl.DataFrame({"figure_id": [figure]}).write_parquet(folder / "published_figures.parquet")


def remember_reads(memory: Memory, job: Job, reads: list[dict[str, str | None]] | None) -> None:
    Path(job.target).write_text(json.dumps({"cells": []}))
    memory.open().remember(job, Ran(job.target, reads=reads))


def test_page_beside_another_network_is_stale_when_that_ones_table_changes(
    memory: Memory, project: Path, another: Path
) -> None:
    alone, beside = memory.job(hub="ash"), memory.job(hub="elm")
    memory.remember(alone, ("returns", "ash"))
    read = {"table": "published_figures", "hub": None, "network": "b-network"}
    remember_reads(memory, beside, [read, {"table": "networks", "hub": None}])
    assert memory.open().recall(alone) and memory.open().recall(beside)
    another_table(project, "y")
    assert memory.open().recall(alone), "a page that did not read the other network does not care"
    assert not memory.open().recall(beside)


def test_page_beside_others_is_stale_when_a_network_comes_or_changes_kind(memory: Memory, another: Path) -> None:
    job = memory.job()
    remember_reads(memory, job, [{"table": "networks", "hub": None}])
    assert memory.open().recall(job)
    (another / "network.yml").write_text("demonstration: true")
    assert not memory.open().recall(job)


def test_copy_of_unknown_reads_rests_on_other_networks_too(memory: Memory, project: Path, another: Path) -> None:
    job = memory.job()
    remember_reads(memory, job, None)
    assert memory.open().recall(job)
    another_table(project, "y")
    assert not memory.open().recall(job)


def settings_of(kind: str) -> str:
    disclosure = "disclosure: {threshold: 7, base: 5, source: a test}"
    rest = "title: T\nstatement: S\nplace: P\nresearch_partner: nobody\ndue_days: 28\nprice_base: 2024-25"
    return f"demonstration: {kind}\n{rest}\n{disclosure}\nquarters: {{first: 2024-25 Q1, last: 2024-25 Q4}}\n"


def test_what_other_networks_of_the_kind_sent_is_an_input_and_no_other(project: Path) -> None:
    kinds = {"a-network": "false", "b-network": "false", "c-network": "true"}
    for name, kind in kinds.items():
        folder = project / "data" / "raw" / name
        folder.mkdir(parents=True)
        (folder / "network.yml").write_text(settings_of(kind))
        (folder / "published-figures.csv").write_text("figure_id\n")
    files = set(now(project).files)
    assert {"data/raw/a-network/network.yml", "data/raw/b-network/published-figures.csv"} <= files
    assert not any("c-network" in file for file in files), "an invented network never stands beside a real one"


def test_settings_of_other_networks_make_only_pages_stale_that_read_them(project: Path) -> None:
    for name in ("a-network", "b-network"):
        (project / "data" / "raw" / name).mkdir(parents=True)
        (project / "data" / "raw" / name / "network.yml").write_text(settings_of("false"))

    def code(own: str, other: str) -> str:
        files = {"data/raw/a-network/network.yml": own, "data/raw/b-network/network.yml": other}
        return Inputs(files, {}, "embedded", "a-network").code_of_notebooks

    assert code("1", "1") == code("1", "2")
    assert code("1", "1") != code("2", "1")


def test_changed_code_source_or_parameters_are_not_recalled(memory: Memory) -> None:
    job = memory.job(hub="ash")
    memory.remember(job, ("returns", "ash"))
    assert not memory.open(code="2").recall(job)
    assert not memory.open().recall(memory.job(hub="elm"))
    memory.source.write_text(memory.source.read_text().replace("hub = ", "hub  = "))
    assert not memory.open().recall(job)


def test_spoiled_copy_is_not_recalled(memory: Memory, project: Path) -> None:
    job = memory.job()
    memory.remember(job, ("returns", None))
    (copy,) = (freshness.cache_folder("a-network") / "notebooks").glob("*.ipynb")
    copy.write_text("half a co")
    assert not memory.open().recall(job)


def test_only_code_that_notebooks_run_makes_copies_stale() -> None:
    def code(**files: str) -> str:
        return Inputs({path.replace("__", "/") + ".py": sha for path, sha in files.items()}, {}, "").code_of_notebooks

    drawn = {
        "analysis__exhibits__facts": "1",
        "analysis__publishing__papers__pdf": "1",
        "analysis__editions__running__shell": "1",
    }
    assert code(**drawn) == code(**drawn | {"analysis__publishing__papers__pdf": "2"})
    assert code(**drawn) != code(**drawn | {"analysis__exhibits__facts": "2"})
    assert code(**drawn) != code(**drawn | {"analysis__editions__running__shell": "2"})


@pytest.mark.parametrize("part", [*freshness._IN_NOTEBOOKS, *freshness._NOT_IN_NOTEBOOKS])
def test_parts_that_are_told_apart_are_there(part: str) -> None:
    """A module that moves away from under its name would make no copy stale any more, and nobody would see it."""
    assert (freshness._PACKAGE / part).exists()
