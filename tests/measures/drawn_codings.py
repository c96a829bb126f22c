"""Case studies, codes and codings drawn in a test."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODEBOOK, CODINGS


def cases(*ids: str, text: str | None = None, **usual: Any) -> pl.DataFrame:
    """Case studies that may be used, collected in 2024-25 unless something else is said of all."""
    same = {"title": "A case", "consent": "quote", "collected": dt.date(2024, 5, 1), "source_file": "p", "text": text}
    return pl.DataFrame([{**same, **usual, "case_id": case} for case in ids], schema=CASE_STUDIES.schema)


def codes(*names: str, frame: str = "outcome") -> pl.DataFrame:
    """Codes that coders use: code_id, name (the same) and frame, as of codes_in."""
    return pl.DataFrame(
        {"code_id": names, "name": names, "frame": [frame] * len(names)},
        schema=dict.fromkeys(("code_id", "name", "frame"), pl.String),
    )


def codebook(**frames: str) -> pl.DataFrame:
    """A codebook: code=frame."""
    rows = [
        {"code_id": code, "name": code, "frame": frame, "codable": True, "source_file": "p"}
        for code, frame in frames.items()
    ]
    return pl.DataFrame(rows, schema=CODEBOOK.schema)


def codings(*rows: tuple[Any, ...], quotable: bool | None = None) -> pl.DataFrame:
    """case_id, code_id, coder, and start and end where they matter."""
    names = ("case_id", "code_id", "coder", "start", "end")
    made = [
        {"coding_id": f"c{number}", "source_file": "p", "quotable": quotable, **dict(zip(names, row, strict=False))}
        for number, row in enumerate(rows)
    ]
    return pl.DataFrame(made, schema=CODINGS.schema)
