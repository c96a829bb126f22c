"""What is published of case studies links nobody: neither the ledger nor the notebooks name a case study, a row or a passage."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from analysis.disclosure.cases import FOLDER
from analysis.editions.ledger.evidence import read_pages
from analysis.editions.ledger.origins import Sources
from analysis.editions.ledger.unlinking import case_tables, unlink_copies, unlinked_sources
from analysis.handover import KEY, About, Handover, Origin, StatedFact


def processed(tmp_path: Path, files: list[str]) -> Sources:
    """A case study with a coding for each of these files, and one return."""
    folder = tmp_path / "drawn"
    folder.mkdir()
    numbers = range(1, len(files) + 1)
    rows = {"case_id": [f"case-{n}" for n in numbers], "source_cell": [f"A{n + 1}" for n in numbers]}
    for name in case_tables():
        frame = pl.DataFrame({**rows, "source_file": files, "code_id": ["c1"] * len(files)})
        frame.write_parquet(folder / f"{name}.parquet")
    pl.DataFrame({"hub_id": ["ash"], "source_file": ["returns/ash.xlsx"], "source_cell": ["C11"]}).write_parquet(
        folder / "returns.parquet"
    )
    return Sources(folder)


def told_by(*cases: str) -> Origin:
    return Origin("codings", (("case_id", cases), ("code_id", ("c1",))))


def test_the_tables_of_case_studies_follow_from_the_declarations() -> None:
    assert {"case_studies", "codings"} <= case_tables() and "returns" not in case_tables()


def test_every_fact_over_case_studies_leads_to_the_same_files(tmp_path: Path) -> None:
    sources = processed(tmp_path, ["cases/project.qdpx"] * 3)
    one, another = (
        unlinked_sources([told_by("case-1")], sources),
        unlinked_sources([told_by("case-2", "case-3")], sources),
    )
    assert one == another == [{"file": "cases/project.qdpx"}]


def test_one_file_a_case_study_is_told_as_their_folder(tmp_path: Path) -> None:
    sources = processed(tmp_path, [f"cases/texts/{name}.txt" for name in "abcd"])
    assert unlinked_sources([told_by("case-1")], sources) == [{"file": FOLDER}]


def test_a_number_of_sources_does_not_rest_on_a_box_that_tells_one(tmp_path: Path) -> None:
    sources = processed(tmp_path, ["cases/project.qdpx"] * 3)
    box = pl.DataFrame({"case_id": ["case-1"], "source_file": ["boxes.yml"], "source_cell": ["/0"]})
    box.write_parquet(tmp_path / "drawn" / "boxes.parquet")
    assert unlinked_sources([told_by("case-2")], sources) == [{"file": "cases/project.qdpx"}]


def test_returns_still_lead_to_their_cells(tmp_path: Path) -> None:
    sources = processed(tmp_path, ["cases/project.qdpx"] * 3)
    both = unlinked_sources([Origin("returns", (("hub_id", ("ash",)),)), told_by("case-1")], sources)
    assert both == [{"file": "returns/ash.xlsx", "cells": "C11"}, {"file": "cases/project.qdpx"}]


def test_what_a_check_says_of_a_case_study_leads_to_its_file_alone(tmp_path: Path) -> None:
    sources = processed(tmp_path, ["cases/project.qdpx"] * 3)
    place = {"file": ["cases/project.qdpx"], "cell": ["Cases/Case[15]"], "rule": ["no-consent"]}
    pl.DataFrame(place).write_parquet(tmp_path / "drawn" / "findings.parquet")
    found = unlinked_sources([Origin("findings", ()), told_by("case-1")], sources)
    assert found == [{"file": "cases/project.qdpx"}]


def test_published_notebooks_name_no_case_study_nor_say_which_numbers_share_one(tmp_path: Path) -> None:
    of_ash = Origin("returns", (("hub_id", ("ash",)),))
    told = {"quote-1": (told_by("case-1"),), "quote-2": (told_by("case-2"), of_ash), "quote-3": (told_by("case-1"),)}
    facts = tuple(StatedFact(name, None, "quote", "…", "as told", origins=origins) for name, origins in told.items())
    cell = {"cell_type": "code", "outputs": [{"metadata": Handover(About("q", "table", "", ""), facts).as_metadata(), "data": {}}], "source": ""}  # fmt: skip
    path = tmp_path / "30-case-studies.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": {}}), encoding="utf-8")
    unlink_copies(read_pages(tmp_path), tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "case-1" not in text and "case-2" not in text
    handed = json.loads(text)["cells"][0]["outputs"][0]["metadata"][KEY]
    assert [fact["origins"] for fact in handed["facts"]] == [[0], [0, 1], [0]]
    assert [origin["table"] for origin in handed["origins"]] == ["codings", "returns"]
    assert handed["origins"][1]["where"] == {"hub_id": ["ash"]}


def test_what_was_withdrawn_leads_to_the_same_files_as_what_is_used(tmp_path: Path) -> None:
    """Whoever takes the files of the one from those of the other is left with none, also where each case study has a file of its own."""
    for folder, files in (("few", ["cases/a.txt", "cases/b.txt"]), ("many", [f"cases/{name}.txt" for name in "abcde"])):
        (tmp_path / folder).mkdir()
        sources = processed(tmp_path / folder, files)
        used = tuple(f"case-{number}" for number in range(1, len(files)))
        withdrawn = Origin("case_studies", (("case_id", (f"case-{len(files)}",)),))
        kept = [place["file"] for place in sources.of([withdrawn])]
        assert kept == [files[-1]]  # at home it leads to the line that says so
        assert unlinked_sources([withdrawn], sources) == unlinked_sources([told_by(*used)], sources)
