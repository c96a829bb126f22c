"""What a number of one hub rests on is found without looking at all hubs: there are thousands of such numbers, and as many more with each hub."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.editions.ledger.origins import Sources, compact_cells
from analysis.handover import Origin

HUBS, QUARTERS = 400, 8


class Counted(list[Any]):
    """A column that counts how often one of its rows is looked at."""

    looked_at = 0

    def __getitem__(self, place: Any) -> Any:
        Counted.looked_at += 1
        return super().__getitem__(place)


def drawn(folder: Path) -> Sources:
    rows = [
        {"hub_id": f"h{hub}", "quarter": f"q{quarter}", "question_id": question, "source_file": "a.csv",
         "source_cell": f"{column}{hub * QUARTERS + quarter + 2}"}
        for hub in range(HUBS)
        for quarter in range(QUARTERS)
        for column, question in (("C", "attendances"), ("D", "people"))
    ]  # fmt: skip
    pl.DataFrame(rows).write_parquet(folder / "returns.parquet")
    return Sources(folder)


def test_of_one_hub_its_own_rows_alone_are_looked_at(tmp_path: Path) -> None:
    sources = drawn(tmp_path)
    asked = (("question_id", ("people",)), ("hub_id", ("h7",)), ("quarter", ("q0", "q1", "q2")))
    assert sources.of([Origin("returns", asked)]) == [{"file": "a.csv", "cells": "D58:D60"}]
    table = sources._table("", "returns")
    table._columns = {name: Counted(held) for name, held in table._columns.items()}
    table._places = Counted(table._places)
    Counted.looked_at = 0
    asked = (("question_id", ("people",)), ("hub_id", ("h8",)), ("quarter", ("q0", "q1", "q2")))
    assert sources.of([Origin("returns", asked)]) == [{"file": "a.csv", "cells": "D66:D68"}]
    assert 0 < Counted.looked_at <= 4 * QUARTERS * 2, "a hub has as many rows as quarters and questions"


def test_of_all_hubs_every_row_is_found_once(tmp_path: Path) -> None:
    found = drawn(tmp_path).of([Origin("returns", (("question_id", ("people", "people")), ("hub_id", ())))])
    assert found == [{"file": "a.csv", "cells": f"D2:D{HUBS * QUARTERS + 1}"}]


@pytest.mark.parametrize("seed", range(30))
def test_rows_are_found_as_by_looking_at_each(tmp_path: Path, seed: int) -> None:
    """However many values are asked of a column, also such as no row holds, and the same one twice."""
    chosen = random.Random(seed)
    hubs, quarters, questions = ([f"{name}-{n}" for n in range(size)] for name, size in (("h", 9), ("q", 4), ("a", 5)))
    rows = [
        {"hub_id": hub, "quarter": quarter, "question_id": question, "source_file": chosen.choice(("a.csv", "b.csv", "")),
         "source_cell": f"C{number}", "correction": chosen.choice((None, None, number))}
        for number, (hub, quarter, question) in enumerate(itertools.product(hubs, quarters, questions))
        if chosen.random() < 0.7
    ]  # fmt: skip
    (tmp_path / "drawn").mkdir()
    pl.DataFrame(rows).write_parquet(tmp_path / "drawn" / "returns.parquet")
    columns = {"hub_id": [*hubs, "elsewhere"], "quarter": quarters, "question_id": questions}
    sources = Sources(tmp_path / "drawn")
    for _ in range(20):
        asked = {
            name: tuple(chosen.choices(held, k=chosen.randint(0, len(held))))
            for name, held in columns.items()
            if chosen.random() < 0.8
        }
        wanted = [row for row in rows if all(row[name] in held for name, held in asked.items() if held)]
        cells: dict[str, set[str]] = {}
        for row in wanted:
            if row["source_file"]:
                cells.setdefault(row["source_file"], set()).add(row["source_cell"])
            if row["correction"]:
                cells.setdefault("corrections.yml", set()).add(str(row["correction"]))
        found = sources.of([Origin("returns", tuple(asked.items()))])
        assert found == [{"file": file, "cells": compact_cells(cells[file])} for file in sorted(cells)]
