"""A small network as raw files: two hubs, two quarters, returns as a form export or as workbooks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from analysis.datasets.returns.core_questions import record_of
from analysis.datasets.returns.questions import CORE_QUESTIONS
from analysis.networks import Network, open_network

SETTINGS = """title: Two Mills
demonstration: true
statement: Invented.
place: Nowhere
research_partner: Nobody
quarters: {first: 2024-25 Q1, last: 2024-25 Q2}
due_days: 28
disclosure: {threshold: 7, base: 5, source: test}
price_base: 2024-25
"""
HUBS = "hub_id,name,kind,locality_id,area,status,opened\nmill,Mill Hub,library,l1,North,established,\nkiln,Kiln Hub,library,l1,North,emerging,2024-25 Q2\n"
LOCALITIES = "locality_id,name,population,deprivation_decile\nl1,Town,9000,3\n"
WORDING = {question.id: question.wording for question in CORE_QUESTIONS}


def draw_network(root: Path, name: str = "mills", register: bool = True, questions: bool = True) -> Network:
    folder = root / "data" / "raw" / name
    folder.mkdir(parents=True)
    write(folder / "network.yml", SETTINGS)
    if register:
        write(folder / "register" / "hubs.csv", HUBS)
        write(folder / "register" / "localities.csv", LOCALITIES)
    if questions:
        listed = [record_of(question) for question in CORE_QUESTIONS]
        write(folder / "questions.yml", yaml.safe_dump(listed, allow_unicode=True, sort_keys=False))
    return open_network(name)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_return(network: Network, file: str, **answers: Any) -> Path:
    """A return workbook at returns/FILE: hub_id, hub, quarter, received, and answers by question."""
    about = {"hub": "Mill Hub", "hub_id": "mill", "quarter": "2024-25 Q1", "received": dt.date(2024, 7, 12)}
    about |= {name: answers.pop(name) for name in list(answers) if name in about}
    path = network.folder / "returns" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Return")
    for row, label in enumerate(("hub", "hub_id", "quarter", "received"), start=3):
        sheet.write(row, 0, {"hub": "Hub", "hub_id": "Hub code", "quarter": "Quarter", "received": "Date sent"}[label])
        sheet.write(row, 1, about[label])
    for column, heading in enumerate(("No.", "Question", "Your answer", "Unit or help", "Code")):
        sheet.write(9, column, heading)
    for row, (question, answer) in enumerate(
        {"sessions": 10, "attendances": 200, "volunteers": 5, **answers}.items(), 10
    ):
        sheet.write(row, 1, WORDING.get(question, question))
        sheet.write(row, 2, answer)
        sheet.write(row, 4, question)
    book.close()
    return path
