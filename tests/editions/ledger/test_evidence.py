"""Each published number once, with its source cells; disagreement and undeclared numbers stop the build."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.editions.ledger.evidence import ExecutedPage, collect_facts, read_pages, write_evidence
from analysis.editions.ledger.origins import Sources, compact_cells
from analysis.editions.running.execution import BuildFailed
from analysis.handover import VERSION, About, Handover, Origin, StatedFact


def fact(fact_id: str, value: Any, **more: Any) -> StatedFact:
    return StatedFact(**{"id": fact_id, "value": value, "unit": "people", "shown": str(value), "how": "sum"} | more)


def rows(table: str, **where: list[Any]) -> Origin:
    return Origin(table, tuple((column, tuple(values)) for column, values in where.items()))


def page(name: str, *facts: StatedFact, says: str = "") -> ExecutedPage:
    handed = Handover(About("drawn", "sentence", "", ""), facts)
    outputs = [{"metadata": handed.as_metadata(), "data": {"text/markdown": says}}]
    return ExecutedPage(name, {"cells": [{"cell_type": "code", "source": "", "outputs": outputs}]})


def test_number_on_two_pages_is_one_fact() -> None:
    first = page("10-network.html", fact("hubs", 10))
    second = page("index.html", fact("hubs", 10, shown="ten"), fact("attendances", 5))
    attendances, hubs = collect_facts([first, second])
    assert (attendances.id, attendances.pages) == ("attendances", ["index.html"])
    assert (hubs.pages, hubs.shown) == (["10-network.html", "index.html"], ["10", "ten"])


@pytest.mark.parametrize(("name", "other"), [("value", 11), ("unit", "hubs"), ("qualifier", "about")])
def test_number_that_differs_between_pages_stops_the_build(name: str, other: Any) -> None:
    pages = [page("a.html", fact("hubs", 10)), page("b.html", fact("hubs", **{"value": 10, name: other}))]
    with pytest.raises(BuildFailed, match=rf"^the number 'hubs' has two {name}s: .* in a.html and {other} in b.html$"):
        collect_facts(pages)


def test_number_that_no_exhibit_declares_stops_the_build() -> None:
    said = page("index.html", says='we saw [12]{.fact data-fact="nobody.knows"} people')
    with pytest.raises(BuildFailed, match=r"^index.html names the number 'nobody.knows', which no exhibit declares$"):
        collect_facts([said])


def test_page_that_only_names_a_number_is_listed() -> None:
    pages = [page("a.html", fact("hubs", 10)), page("index.html", says='[10]{.fact data-fact="hubs"}')]
    assert collect_facts(pages)[0].pages == ["a.html", "index.html"]


def test_sentence_may_write_a_number_in_its_own_words() -> None:
    said = '[18%]{.fact data-fact="change"} and [nearly a fifth]{.fact data-fact="change"} of [£1.2 million]{.fact data-fact="sum"}'
    facts = [fact("change", -18.2, shown="−18%"), fact("sum", 1_210_000, shown="£1,210,000")]
    change, total = collect_facts([page("index.html", *facts, says=said)])
    assert change.shown == ["−18%", "18%", "nearly a fifth"]
    assert total.shown == ["£1,210,000", "£1.2 million"]


def test_brackets_before_a_number_are_not_part_of_it() -> None:
    said = 'withheld \\[c\\] | [x] 7 | counted [10 \\[about\\]]{.fact data-fact="hubs"}'
    (hubs,) = collect_facts([page("index.html", fact("hubs", 10), says=said)])
    assert hubs.shown == ["10", "10 [about]"]


@pytest.mark.parametrize("written", ["81%", "£18 million", "180"])
def test_sentence_that_writes_another_number_stops_the_build(written: str) -> None:
    said = page("index.html", fact("change", -18.2, shown="−18%"), says=f'[{written}]{{.fact data-fact="change"}}')
    with pytest.raises(BuildFailed, match=rf"^index.html writes '{written}' for the number 'change', which is −18%$"):
        collect_facts([said])


def test_copy_of_another_version_has_to_run_again() -> None:
    old = page("20-activity.html", fact("hubs", 10))
    old.notebook["cells"][0]["outputs"][0]["metadata"]["hub_learning"]["version"] = VERSION + 1
    with pytest.raises(BuildFailed, match=r"^20-activity.html has to be run again: "):
        collect_facts([old])


@pytest.fixture
def processed(tmp_path: Path) -> Path:
    drawn = {
        "hub_id": ["ash", "ash", "elm", "elm"],
        "quarter": ["2024-25 Q1", "2024-25 Q2", "2024-25 Q1", "2024-25 Q2"],
        "source_file": ["r/ash-1.xlsx", "r/ash-2.xlsx", "r/elm-1.xlsx", "r/elm-2.xlsx"],
        "source_sheet": ["Return"] * 4,
        "source_cell": ["C11", "C11", "C11", "C12"],
    }
    pl.DataFrame(drawn).write_parquet(tmp_path / "returns.parquet")
    awards = {"award_id": ["a"], "source_file": ["funding/awards.json"], "source_cell": ["/grants/0/amountAwarded"]}
    pl.DataFrame(awards).write_parquet(tmp_path / "awards.parquet")
    return tmp_path


def test_origins_lead_to_files_sheets_and_cells(processed: Path) -> None:
    sources = Sources(processed)
    where = {"hub_id": ["elm"], "quarter": ["2024-25 Q1", "2024-25 Q2"]}
    assert sources.of([rows("returns", **where)]) == [
        {"file": "r/elm-1.xlsx", "sheet": "Return", "cells": "C11"},
        {"file": "r/elm-2.xlsx", "sheet": "Return", "cells": "C12"},
    ]
    assert sources.of([rows("awards", award_id=["a"])]) == [
        {"file": "funding/awards.json", "cells": "/grants/0/amountAwarded"}
    ]
    everywhere = sources.of([rows("returns", hub_id=[], quarter=["2024-25 Q1"])])
    assert [found["file"] for found in everywhere] == ["r/ash-1.xlsx", "r/elm-1.xlsx"]
    assert sources.of([rows("returns", hub_id=["oak"])]) == []


def test_origins_in_another_network_name_it(processed: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("processed")
    for name in ("here", "there"):
        (folder / name).mkdir()
        figures = {"figure_id": ["hubs"], "source_file": [f"{name}.csv"], "source_cell": ["A2"]}
        pl.DataFrame(figures).write_parquet(folder / name / "published_figures.parquet")
    origin = rows("published_figures", figure_id=["hubs"])
    assert Sources(folder / "here").of([origin, replace(origin, network="there")]) == [
        {"file": "here.csv", "cells": "A2"},
        {"network": "there", "file": "there.csv", "cells": "A2"},
    ]


def test_findings_lead_to_the_cells_they_complain_of(tmp_path: Path) -> None:
    found = {
        "rule": ["negative", "missing-return"],
        "file": ["r/ash-1.xlsx", ""],
        "sheet": ["Return", ""],
        "cell": ["C12", None],
    }
    pl.DataFrame(found).write_parquet(tmp_path / "findings.parquet")
    place = [{"file": "r/ash-1.xlsx", "sheet": "Return", "cells": "C12"}]
    assert Sources(tmp_path).of([rows("findings", rule=[])]) == place


def test_cells_are_listed_compactly() -> None:
    assert compact_cells(["C13", "B2", "C11", "C12", "C20", "AA1", "/grants/1"]) == "B2, C11:C13, C20, AA1, /grants/1"
    assert compact_cells([]) == ""


def test_ledger_holds_one_fact_a_line(processed: Path, tmp_path: Path) -> None:
    origins = (rows("returns", hub_id=["ash"], quarter=["2024-25 Q1"]),)
    pages = [page("a.html", fact("b", 2.5, origins=origins), fact("a", None, shown="[c]"))]
    write_evidence(tmp_path, pages, "five-valleys", "2024-25", Sources(processed))
    text = (tmp_path / "evidence.json").read_text(encoding="utf-8")
    ledger = json.loads(text)
    assert (ledger["network"], ledger["period"]) == ("five-valleys", "2024-25")
    assert [one["id"] for one in ledger["facts"]] == ["a", "b"]
    assert ledger["facts"][1]["sources"] == [{"file": "r/ash-1.xlsx", "sheet": "Return", "cells": "C11"}]
    assert len(text.splitlines()) == 4


def test_pages_are_named_as_in_the_site(tmp_path: Path) -> None:
    for name in ("annual-learning-report", "10-network", "hubs/ash"):
        path = tmp_path / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"cells": []}')
    assert [one.page for one in read_pages(tmp_path)] == ["10-network.html", "index.html", "hubs/ash.html"]
