"""A large record of awards: what each pays for, where its money lies, and all exhibits of the funding page."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.records import prepare_records
from analysis.measures.money.funding import spread_over, with_terms
from analysis.measures.money.passing_on import parts_held
from analysis.periods import Period
from analysis.sources.money.files import read_money
from bench.measuring import MeasuredProject

NUMBER = 20_000
YEARS = range(2013, 2029)


def awards_against_rows(_project: MeasuredProject) -> dict[str, Any]:
    """Terms of 20,000 awards, and what falls in each of 64 quarters; the peer follows the same rule row by row. The quickest of three."""
    awards = _drawn()
    quarters = [quarter for year in YEARS for quarter in Period(year).quarters]
    ours = min(_seconds(lambda: spread_over(with_terms(awards), quarters)) for _ in range(3))
    held = min(_seconds(lambda: parts_held(with_terms(awards), Period(2024), "GBP", everything=True)) for _ in range(3))
    peer = _seconds(lambda: _row_by_row(awards, quarters))
    print(f"  where the money of all of them lies in the end, a third of it passed on: {held:.3f} s")
    return {
        "what": f"what falls in each of {len(quarters)} quarters, of {NUMBER:,} awards",
        "seconds": round(ours, 3),
        "held_seconds": round(held, 3),
        "peer": "the same rule in plain Python, award by award",
        "peer_seconds": round(peer, 2),
        "ratio": round(peer / ours, 1),
        "target": "at least 3 times faster",
        "met": peer / ours >= 3,
    }


def awards_from_file(_: MeasuredProject) -> dict[str, Any]:
    """20,000 grants of a package: read, told about, bodies resolved, matched; the quickest of three, and how it grows from 5,000."""
    with TemporaryDirectory() as folder:
        held = {number: _package(Path(folder), number) for number in (NUMBER // 4, NUMBER)}
        took = {
            number: min(_seconds(lambda path=path: _prepared(path)) for _ in range(3)) for number, path in held.items()
        }
    few, many = took[NUMBER // 4], took[NUMBER]
    print(
        f"  {NUMBER // 4:,} grants in {few:.2f} s, {NUMBER:,} in {many:.2f} s: {many / few:.1f} times as long for 4 times as many"
    )
    return {
        "what": f"{NUMBER:,} grants read, resolved and matched",
        "seconds": round(many, 2),
        "peer": f"{NUMBER // 4:,} grants four times over",
        "peer_seconds": round(4 * few, 2),
        "ratio": round(4 * few / many, 2),
        "target": "within 5 seconds, and at most 5 times as long for 4 times as many",
        "met": many <= 5 and many / few <= 5,
    }


def _prepared(path: Path) -> None:
    reading = read_money(path, "funding/grants.json")
    prepare_records(AWARDS, [("funding/grants.json", record) for record in reading.records["awards"]], {})


def _package(folder: Path, number: int) -> Path:
    """Grants by 60 funders to 4,000 bodies of which many have the same amount, as published in one file."""
    chance = Random(20240401)
    grants = [
        {
            "id": f"360G-x-{each}",
            "title": f"Grant {each}",
            "description": "What it pays for",
            "currency": "GBP",
            "amountAwarded": chance.choice((500, 1_000, 5_000, chance.randrange(100, 90_000))),
            "awardDate": f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "fundingOrganization": [{"id": f"GB-CHC-{1_000_000 + each % 60}", "name": f"Fund {each % 60}"}],
            "recipientOrganization": [{"id": f"GB-CHC-{1_200_000 + each % 4_000}", "name": f"Hub {each % 4_000}"}],
            "plannedDates": [{"startDate": "2024-04-01", "endDate": "2025-03-31"}],
        }
        for each in range(number)
    ]
    path = folder / f"{number}.json"
    path.write_text(json.dumps({"grants": grants}), encoding="utf-8")
    return path


def _drawn() -> pl.DataFrame:
    """Awards over ten years; of every three one was passed on out of an earlier one."""
    chance, rows = Random(20240401), []
    for number in range(NUMBER):
        start = dt.date(chance.randint(2015, 2024), chance.randint(1, 12), 1)
        row: dict[str, Any] = {
            "award_id": f"a{number}",
            "title": "x",
            "kind": "grant",
            "currency": "GBP",
            "qualifier": "exact",
        }
        row |= {
            "amount": round(chance.uniform(100, 90_000), 2),
            "payer": f"p{number % 60}",
            "recipient": f"r{number % 4_000}",
        }
        row |= {"award_date": start, "start": start, "end": start + dt.timedelta(days=chance.randint(90, 1_500))}
        if number > 100 and number % 3 == 0:
            row["passed_on_from"] = f"a{chance.randint(0, number - 1)}"
        rows.append(row)
    return pl.DataFrame(rows, schema=AWARDS.schema)


def _row_by_row(awards: pl.DataFrame, quarters: list[Period]) -> list[tuple[str, str, float]]:
    spans = [(quarter.label, quarter.start, quarter.end) for quarter in quarters]
    fallen = []
    for award, amount, first, last in awards.select("award_id", "amount", "start", "end").iter_rows():
        days = (last - first).days + 1
        for label, begin, end in spans:
            inside = (min(last, end) - max(first, begin)).days + 1
            if inside > 0:
                fallen.append((award, label, amount * inside / days))
    return fallen


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
