"""Reading and checking at scale: 200 workbooks, a million returns against pandera, ten thousand rows to ten million."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from typing import Any

from bench.measuring import PROJECT, MeasuredProject

# Rows, and how often they are checked; the quickest counts.
GROWING = ((10_000, 20), (100_000, 10), (1_000_000, 3), (10_000_000, 1))


def workbooks_against_pandas(project: MeasuredProject) -> dict[str, Any]:
    """From the files to the written tables with all findings; the peer only reads the cells. The quickest of three each."""
    forms = _told(project, "workbooks.py", "write")["files"]
    runs = [(_told(project, "workbooks.py", "ours"), _told(project, "workbooks.py", "pandas")) for _ in range(3)]
    ours, peer = (min(run[who]["seconds"] for run in runs) for who in (0, 1))
    ratio = peer / ours
    return {
        "what": f"{forms} return workbooks read and checked ({runs[0][0]['findings']} findings), after start-up",
        "seconds": round(ours, 3),
        "peer": "pandas.read_excel with openpyxl on the same files, reading alone",
        "peer_seconds": round(peer, 2),
        "ratio": round(ratio, 1),
        "target": "at most 2 s, and at least 10 times faster",
        "met": ours <= 2 and ratio >= 10,
    }


def table_against_pandera(project: MeasuredProject) -> dict[str, Any]:
    """A million returns of 25 answers; both tell of every bad cell. Each has a process of its own, for its memory."""
    ours, peer = (_told(project, "wide_table.py", who, 1_000_000, 5) for who in ("ours", "pandera"))
    ratio = peer["seconds"] / ours["seconds"]
    return {
        "what": f"1,000,000 returns x 25 answers checked, a finding for each of {ours['told']:,} bad cells"
        f" (peak memory {ours['peak_mb']:,.0f} MB)",
        "seconds": round(ours["seconds"], 3),
        "peer": f"pandera.polars, lazily, the same rules (peak memory {peer['peak_mb']:,.0f} MB)",
        "peer_seconds": round(peer["seconds"], 3),
        "ratio": round(ratio, 2),
        "peak_mb": round(ours["peak_mb"]),
        "peer_peak_mb": round(peer["peak_mb"]),
        "target": "at least as fast",
        "met": ratio >= 1,
    }


def growth(project: MeasuredProject) -> dict[str, Any]:
    """Time and memory from 10,000 rows to 10,000,000; the peer is the million rows, scaled."""
    runs = {rows: _told(project, "wide_table.py", "batches", rows, times) for rows, times in GROWING}
    for rows, run in runs.items():
        each = run["seconds"] / rows * 1e6
        print(f"  {rows:>10,} rows: {run['seconds']:.3f} s, {each:.2f} µs a row, peak memory {run['peak_mb']:,.0f} MB")
    exponent = _exponent({rows: run["seconds"] for rows, run in runs.items()})
    most, before = GROWING[-1][0], GROWING[-2][0]
    scaled = runs[before]["seconds"] * most / before
    return {
        "what": f"{most:,} returns x 25 answers checked (peak memory {runs[most]['peak_mb']:,.0f} MB)",
        "seconds": round(runs[most]["seconds"], 2),
        "peer": f"{before:,} of them, scaled to {most:,}",
        "peer_seconds": round(scaled, 2),
        "ratio": round(scaled / runs[most]["seconds"], 2),
        "exponent": round(exponent, 2),
        "by_rows": {f"{rows}": {name: round(value, 4) for name, value in run.items()} for rows, run in runs.items()},
        "target": f"time grows with the rows to the power of {exponent:.2f}, at most 1.1",
        "met": exponent <= 1.1,
    }


def _exponent(seconds: dict[int, float]) -> float:
    """The slope of the least-squares line through the logarithms of rows and seconds; 1 is linear."""
    points = [(math.log(rows), math.log(spent)) for rows, spent in seconds.items()]
    across, up = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((x - across) * (y - up) for x, y in points) / sum((x - across) ** 2 for x, _ in points)


def _told(project: MeasuredProject, script: str, *asked: object) -> dict[str, float]:
    """What a script of this folder measures in a process of its own."""
    command = [sys.executable, str(PROJECT / "bench" / script), *map(str, asked)]
    ran = subprocess.run(command, env=project.environment, cwd=project.root, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{ran.stdout}\n{ran.stderr}")
    told: dict[str, float] = json.loads(ran.stdout)
    return told
