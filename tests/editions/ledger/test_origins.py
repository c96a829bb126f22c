"""What a number of one hub rests on is found without looking at all hubs: there are thousands of such numbers, and as many more with each hub."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from analysis.editions.ledger.origins import Sources
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
    Counted.looked_at = 0
    asked = (("question_id", ("people",)), ("hub_id", ("h8",)), ("quarter", ("q0", "q1", "q2")))
    assert sources.of([Origin("returns", asked)]) == [{"file": "a.csv", "cells": "D66:D68"}]
    assert 0 < Counted.looked_at <= 4 * QUARTERS * 2, "a hub has as many rows as quarters and questions"


def test_of_all_hubs_every_row_is_found_once(tmp_path: Path) -> None:
    found = drawn(tmp_path).of([Origin("returns", (("question_id", ("people", "people")), ("hub_id", ())))])
    assert found == [{"file": "a.csv", "cells": f"D2:D{HUBS * QUARTERS + 1}"}]
