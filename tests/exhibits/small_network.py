"""A small network as raw files with an answer to every question, so that every exhibit over returns is known."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from analysis.datasets.returns.core_questions import CORE_QUESTIONS, record_of
from analysis.datasets.returns.question import Question
from analysis.networks import Network, open_network

PROJECT = Path(__file__).resolve().parents[2]
QUARTERS = [f"{year} Q{number}" for year in ("2022-23", "2023-24", "2024-25") for number in (1, 2, 3, 4)]
HUBS = [f"hub-{number}" for number in range(1, 9)]
SETTINGS = """title: Eight Mills (invented)
demonstration: true
statement: Invented.
place: Nowhere
research_partner: Nobody
quarters: {first: 2022-23 Q1, last: 2024-25 Q4}
due_days: 28
disclosure: {threshold: 7, base: 5, source: test}
price_base: 2024-25
"""
# Sent ten days after its quarter: years later than the label's first, month and day.
APRIL_YEARS = {"Q1": (0, "07-10"), "Q2": (0, "10-10"), "Q3": (1, "01-10"), "Q4": (1, "04-10")}
CALENDAR_YEARS = {"Q1": (0, "04-10"), "Q2": (0, "07-10"), "Q3": (0, "10-10"), "Q4": (1, "01-10")}
SEPTEMBER_YEARS = {"Q1": (0, "12-10"), "Q2": (1, "03-10"), "Q3": (1, "06-10"), "Q4": (1, "09-10")}


def draw_small_network(
    root: Path,
    without: Sequence[str] = (),
    more: Sequence[Question] = (),
    questions: bool = True,
    returns: bool = True,
    settings: str = "",
    sent: Mapping[str, tuple[int, str]] = APRIL_YEARS,
) -> Network:
    """Eight hubs in six localities and twelve quarters, all answered; `without` some questions of the core, and with `more`."""
    asked = [question for question in CORE_QUESTIONS if question.id not in without] + list(more)
    folder = root / "data" / "raw" / "mills"
    (folder / "returns").mkdir(parents=True)
    (folder / "register").mkdir()
    for shared in ("codebook", "prices"):
        shutil.copytree(PROJECT / "data" / "raw" / shared, root / "data" / "raw" / shared)
    (folder / "network.yml").write_text(SETTINGS + settings, encoding="utf-8")
    (folder / "register" / "hubs.csv").write_text(_hubs(), encoding="utf-8")
    (folder / "register" / "localities.csv").write_text(_localities(), encoding="utf-8")
    if questions:
        listed = yaml.safe_dump([record_of(question) for question in asked], allow_unicode=True, sort_keys=False)
        (folder / "questions.yml").write_text(listed, encoding="utf-8")
    if returns:
        (folder / "returns" / "form-export.csv").write_text(_returns(asked, sent), encoding="utf-8-sig")
    (folder / "register" / "pathways.csv").write_text(_pathways(), encoding="utf-8")
    (folder / "recommendations.csv").write_text(_recommendations(), encoding="utf-8")
    (folder / "funding").mkdir()
    (folder / "funding" / "awards.csv").write_text(_awards(), encoding="utf-8")
    return open_network("mills")


def draw_calendar_network(root: Path) -> Network:
    """The same network where the year is the calendar year: `2024 Q1` and `2024` stand in its files, and prices are of 2021-22."""
    folder = draw_small_network(root, sent=CALENDAR_YEARS).folder
    for path in [*folder.rglob("*.csv"), folder / "network.yml"]:
        text = re.sub(r"(20\d\d)-\d\d( Q[1-4])", r"\1\2", path.read_text(encoding="utf-8-sig"))
        path.write_text(text.replace(",2023-24,", ",2023,").replace("2024-25\n", "2021-22\n"), encoding="utf-8")
    with (folder / "network.yml").open("a", encoding="utf-8") as settings:
        settings.write("year_starts: January\npublished: {2023: 2024-03-01, 2023 Q1: 2023-06-01}\n")
    return open_network("mills")


def draw_peer(root: Path) -> Network:
    """Another network of its kind, which asks the whole core: what the small one is held against."""
    shutil.copytree(root / "data" / "raw" / "mills", root / "data" / "raw" / "dales")
    listed = yaml.safe_dump([record_of(question) for question in CORE_QUESTIONS], allow_unicode=True, sort_keys=False)
    folder = root / "data" / "raw" / "dales"
    (folder / "questions.yml").write_text(listed, encoding="utf-8")
    (folder / "returns" / "form-export.csv").write_text(_returns(CORE_QUESTIONS), encoding="utf-8-sig")
    return open_network("dales")


def _hubs() -> str:
    lines = ["hub_id,name,kind,locality_id,area,status,opened,facilitated_from,latitude,longitude"]
    for number, hub in enumerate(HUBS):
        facilitated = "2023-24 Q2" if number < 3 else ""
        kind = "library" if number < 4 else "village hall"
        place = f"l{number % 6 + 1}"
        lines.append(
            f"{hub},Mill {number + 1},{kind},{place},North,established,,{facilitated},{52 + number / 10},{-2 - number / 10}"
        )
    return "\n".join(lines) + "\n"


def _localities() -> str:
    lines = ["locality_id,name,population,deprivation_decile,latitude,longitude"]
    lines += [f"l{number},Town {number},{5000 + 700 * number},{number},{52 + number / 10},-2" for number in range(1, 7)]
    return "\n".join(lines) + "\n"


def _pathways() -> str:
    lines = ["from_hub,to_hub,to_service,quarter,people,what"]
    lines += [f"{HUBS[number]},{HUBS[number + 1]},,{quarter},20,advice" for number in range(7) for quarter in QUARTERS]
    return "\n".join(lines) + "\n"


def _recommendations() -> str:
    lines = ["recommendation_id,made_in,number,text,addressed_to,status,progress,indicator"]
    asked = [question.id for question in CORE_QUESTIONS]
    lines += [f"R{at},2023-24,{at},Do thing {at}.,Council,done,It was done.,{name}" for at, name in enumerate(asked, 1)]
    return "\n".join(lines) + "\n"


def _awards() -> str:
    lines = ["award_id,title,kind,currency,amount,qualifier,award_date,start,end,payer,recipient,recipient_hub"]
    lines += [
        f"A{at},Running costs,grant,GBP,{4000 + 100 * at},exact,2024-04-01,2024-04-01,2025-03-31,Council,Mill {at + 1},{hub}"
        for at, hub in enumerate(HUBS)
    ]
    return "\n".join(lines) + "\n"


def _returns(asked: Sequence[Question], sent: Mapping[str, tuple[int, str]] = APRIL_YEARS) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    heads = ["Timestamp", "Which hub are you filling this in for?", "Which quarter is this return for?"]
    writer.writerow([*heads, *[question.wording for question in asked]])
    for at, quarter in enumerate(QUARTERS):
        for number, hub in enumerate(HUBS):
            later, day = sent[quarter[-2:]]
            writer.writerow(
                [
                    f"{int(quarter[:4]) + later}-{day} 09:00:00",
                    hub,
                    quarter,
                    *[_answer(question, at, number) for question in asked],
                ]
            )
    return text.getvalue()


_ANSWERS = {
    "sessions": 40,
    "attendances": 800,
    "people": 200,
    "people_0_17": 50,
    "people_18_64": 90,
    "people_65_plus": 60,
    "volunteers": 20,
    "volunteer_hours": 400,
    "agencies": 4,
    "referrals_in": 20,
    "referrals_out": 30,
    "next_steps": 15,
    "money_in": 5000,
    "money_out": 4800,
}


def _answer(question: Question, quarter: int, hub: int) -> str:
    """Steady numbers that differ between hubs, ages adding up to the people; warm spaces in winter at half; blanks where not asked."""
    if not (question.asked_from or "") <= QUARTERS[quarter] <= (question.asked_until or "9999"):
        return ""
    if question.kind == "yes-no":
        return "Yes" if hub % 2 and quarter % 4 > 1 else "No"
    if question.kind == "choices":
        return ";".join(question.choices[hub % 2 : 3])
    if question.kind == "text":
        return f"We learned thing {quarter} at place {hub}."
    usual = _ANSWERS.get(question.id, 60)
    return str(usual * (10 + hub) // 10 + (quarter % 3 if question.id == "attendances" else 0))
