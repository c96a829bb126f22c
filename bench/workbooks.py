"""Two hundred return workbooks, read and checked; the peer only reads them, by pandas with openpyxl.

They are the forms that this project sends out to a county, with its 25 kinds of support, filled in with the demonstration's
answers and slips. Run in a process of its
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

NAME, WARM_UP = "two-hundred", "two"
FORMS = 200


def write() -> dict[str, float]:
    """Raw folders of a network of 200 forms, and of one of two to warm up with. How many forms the first has."""
    write_network(WARM_UP, 1, 2)
    return {"files": write_network(NAME, FORMS // 4, 4)}


def write_network(name: str, hub_count: int, quarter_count: int) -> int:
    """A network's raw folder, with a slip in every other return. How many forms."""
    from analysis.correspondence.returns.forms import write_forms
    from analysis.datasets.processing.processing import process_network
    from analysis.networks import open_network
    from analysis.project import raw_folder
    from demonstration import five_valleys, marches
    from demonstration.register.register import hubs_csv, localities_csv
    from demonstration.returns import slips
    from demonstration.settings import marches_questions, network_yml, questions_yml

    hubs, quarters = marches.hubs()[:hub_count], five_valleys.QUARTERS[-quarter_count:]
    for file, held in {
        "network.yml": network_yml("Two hundred returns", "nowhere", quarters, five_valleys.DUE_DAYS),
        "questions.yml": questions_yml(marches_questions()),
        "register/hubs.csv": hubs_csv(hubs),
        "register/localities.csv": localities_csv(marches.localities()),
    }.items():
        path = raw_folder(name) / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
    planted = [slip for slip in slips.FIVE_VALLEYS if slip.field not in slips.HEADER_CELLS]
    written = 0
    with tempfile.TemporaryDirectory() as blank:
        for quarter in quarters:
            process_network(open_network(name))  # what was said last quarter stands beside the boxes
            forms = write_forms(open_network(name), quarter, into=Path(blank) / quarter.slug).forms
            for hub, form in zip(sorted(hubs, key=lambda hub: hub.hub_id), forms, strict=True):
                cells = five_valleys.true_cells(hub, quarter)
                if written % 2:
                    slip = planted[written // 2 % len(planted)]
                    cells = cells | {slip.field: slip.written} | dict(slip.also)
                _fill_in(form, cells, raw_folder(name) / slips.workbook_file(hub.hub_id, quarter.label))
                written += 1
    return written


def _fill_in(form: Path, cells: dict[str, Any], filled: Path) -> None:
    """Answers typed into the boxes, each kind of support in its own, and saved as a spreadsheet program saves."""
    from openpyxl import load_workbook

    from analysis.datasets.returns.questions import choice_code

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
    """From the raw files to the written tables with all findings, nothing remembered; seconds after start-up."""
    from analysis.datasets.processing.processing import Processed, process_network
    from analysis.networks import open_network
    from analysis.project import processed_folder

    def process(name: str) -> Processed:
        shutil.rmtree(processed_folder(name), ignore_errors=True)
        return process_network(network[name])

    network = {name: open_network(name) for name in (NAME, WARM_UP)}
    process(WARM_UP)
    began = time.perf_counter()
    processed = process(NAME)
    return {"seconds": time.perf_counter() - began, "findings": processed.findings, "stops": len(processed.stops)}


def read_by_pandas() -> dict[str, float]:
    """Each file's first sheet into a frame, nothing checked; seconds after start-up."""
    import pandas

    from analysis.project import raw_folder

    first, *_ = (raw_folder(WARM_UP) / "returns").rglob("*.xlsx")
    pandas.read_excel(first, engine="openpyxl")
    files = sorted((raw_folder(NAME) / "returns").rglob("*.xlsx"))
    began = time.perf_counter()
    for file in files:
        pandas.read_excel(file, engine="openpyxl")
    return {"seconds": time.perf_counter() - began, "files": len(files)}


if __name__ == "__main__":
    print(json.dumps({"write": write, "ours": read_and_check, "pandas": read_by_pandas}[sys.argv[1]]()))
