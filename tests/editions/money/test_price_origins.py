"""Facts in real terms lead back to the cells of the price index as well as to their awards."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis.editions.ledger.origins import Sources
from analysis.handover import Origin
from analysis.project import root


def test_a_fact_in_real_terms_leads_to_the_award_and_to_the_two_cells_of_the_index(tmp_path: Path) -> None:
    pl.DataFrame(
        {"award_id": ["a"], "source_file": ["funding/awards.json"], "source_cell": ["/grants/0"]}
    ).write_parquet(tmp_path / "awards.parquet")
    found = Sources(tmp_path).of(
        [
            Origin("awards", (("award_id", ("a",)),)),
            Origin("prices", (("financial_year", ("2022-23", "2024-25")),)),
        ]
    )
    assert found == [
        {"file": "../prices/gdp-deflator.csv", "cells": "B14, B16"},
        {"file": "funding/awards.json", "cells": "/grants/0"},
    ]
    rows = (root() / "data" / "raw" / "five-valleys" / found[0]["file"]).read_text(encoding="utf-8").splitlines()
    assert [rows[13], rows[15]] == ["2022-23,102.0", "2024-25,112.375"]  # rows 14 and 16 of the sheet
