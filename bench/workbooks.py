"""Two hundred return workbooks, read and checked; the peer only reads them, by pandas with openpyxl.

They are the forms that this project sends out, filled in with the demonstration's answers and slips. Run in a process of its
own, with HUB_LEARNING_ROOT at the project folder: python bench/workbooks.py write|ours|pandas. Prints JSON.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

NAME = "two-hundred"
FORMS = 200


def write() -> dict[str, float]:
    """The network's raw folder: fifty invented hubs and four quarters, a slip in every other return. How many forms."""
    from analysis.correspondence.forms import write_forms
    from analysis.demonstration import five_valleys, marches, slips
    from analysis.demonstration.register import hubs_csv, localities_csv
    from analysis.demonstration.settings import network_yml, questions_yml
    from analysis.networks import open_network
    from analysis.project import raw_folder

    hubs, quarters = marches.hubs()[: FORMS // 4], five_valleys.QUARTERS[-4:]
    for file, held in {
        "network.yml": network_yml("Two hundred returns", "nowhere", quarters, five_valleys.DUE_DAYS),
        "questions.yml": questions_yml(),
        "register/hubs.csv": hubs_csv(hubs),
        "register/localities.csv": localities_csv(marches.localities()),
    }.items():
        path = raw_folder(NAME) / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
    planted = [slip for slip in slips.FIVE_VALLEYS if slip.field not in slips.HEADER_CELLS]
    written = 0
    with tempfile.TemporaryDirectory() as blank:
        for quarter in quarters:
            forms = write_forms(open_network(NAME), quarter, into=Path(blank) / quarter.slug).forms
            for hub, form in zip(sorted(hubs, key=lambda hub: hub.hub_id), forms, strict=True):
                cells = five_valleys.true_cells(hub, quarter)
                if written % 2:
                    slip = planted[written // 2 % len(planted)]
                    cells = cells | {slip.field: slip.written} | dict(slip.also)
                _fill_in(form, cells, raw_folder(NAME) / slips.workbook_file(hub.hub_id, quarter.label))
                written += 1
    return {"files": written}


def _fill_in(form: Path, cells: dict[str, Any], filled: Path) -> None:
    """Answers typed into the boxes, each kind of support in its own, and saved as a spreadsheet program saves."""
    from openpyxl import load_workbook

    from analysis.datasets.questions import choice_code

    given = set(str(cells["support_kinds"] or "").split(";"))
    said = cells | {choice_code("support_kinds", choice): "Yes" for choice in given}
    book = load_workbook(form)
    sheet = book.active
    headings = next([cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == "No.")
    answer, code = headings.index("Your answer"), headings.index("Code")
    for row in sheet.iter_rows():
        if row[0].value == "Date sent":
            row[1].value = cells["sent"]
        elif row[code].value in said and row[code].value != "support_kinds":
            row[answer].value = said[row[code].value]
    filled.parent.mkdir(parents=True, exist_ok=True)
    book.save(filled)


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


if __name__ == "__main__":
    print(json.dumps({"write": write, "ours": read_and_check, "pandas": read_by_pandas}[sys.argv[1]]()))
