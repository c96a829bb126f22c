"""Two hundred return workbooks, read and checked; the peer only reads them, by pandas with openpyxl.

Run in a process of its own, with HUB_LEARNING_ROOT at the project folder: python bench/workbooks.py write|ours|pandas. Prints JSON.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path

NAME = "two-hundred"
FORMS = 200


def write_network(raw: Path) -> int:
    """The network's raw folder: fifty invented hubs and four quarters, a slip in every other return. How many forms."""
    from analysis.demonstration import five_valleys, marches, slips
    from analysis.demonstration.register import hubs_csv, localities_csv
    from analysis.demonstration.settings import network_yml, questions_yml
    from analysis.demonstration.workbooks import return_workbook

    hubs, quarters = marches.hubs()[: FORMS // 4], five_valleys.QUARTERS[-4:]
    files = {
        "network.yml": network_yml("Two hundred returns", "nowhere", quarters, five_valleys.DUE_DAYS),
        "questions.yml": questions_yml(),
        "register/hubs.csv": hubs_csv(hubs),
        "register/localities.csv": localities_csv(marches.localities()),
    }
    planted = [slip for slip in slips.FIVE_VALLEYS if slip.field not in slips.HEADER_CELLS]
    for number, (hub, quarter) in enumerate((hub, quarter) for hub in hubs for quarter in quarters):
        cells = five_valleys.true_cells(hub, quarter)
        if number % 2:
            slip = planted[number // 2 % len(planted)]
            cells = cells | {slip.field: slip.written} | dict(slip.also)
        files[slips.workbook_file(hub.hub_id, quarter.label)] = return_workbook(cells)
    for file, held in files.items():
        path = raw / NAME / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
    return sum(file.endswith(".xlsx") for file in files)


def read_and_check() -> dict[str, float]:
    """From the raw files to the written tables with all findings, nothing remembered; seconds after the imports."""
    from analysis.datasets.processing import process_network
    from analysis.networks import open_network
    from analysis.project import processed_folder

    network = open_network(NAME)
    shutil.rmtree(processed_folder(NAME), ignore_errors=True)
    began = time.perf_counter()
    processed = process_network(network)
    return {"seconds": time.perf_counter() - began, "findings": processed.findings, "stops": len(processed.stops)}


def read_by_pandas() -> dict[str, float]:
    """Each file's first sheet into a frame, nothing checked; seconds after the imports."""
    import openpyxl  # noqa: F401 - else it would be imported, and counted, at the first file
    import pandas

    from analysis.project import raw_folder

    files = sorted((raw_folder(NAME) / "returns").rglob("*.xlsx"))
    began = time.perf_counter()
    for file in files:
        pandas.read_excel(file, engine="openpyxl")
    return {"seconds": time.perf_counter() - began, "files": len(files)}


def write() -> dict[str, float]:
    from analysis.project import raw_folder

    return {"files": write_network(raw_folder(NAME).parent)}


if __name__ == "__main__":
    print(json.dumps({"write": write, "ours": read_and_check, "pandas": read_by_pandas}[sys.argv[1]]()))
