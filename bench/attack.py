"""The attack on what leaves, by the number of hubs: marches as it is, and drawn networks of up to 500 hubs."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl

from analysis.datasets.returns.core_questions import CORE_QUESTIONS, record_of
from analysis.disclosure.protection import attacked, nothing_more
from analysis.disclosure.rule import Rule
from analysis.disclosure.steady import Compared, Span
from analysis.exhibits.families import CountedFamily, answers_family
from bench.measuring import MeasuredProject, seconds

QUARTERS = [f"{year} Q{number}" for year in ("2022-23", "2023-24", "2024-25") for number in (1, 2, 3, 4)]
MEANS = {"attendances": 300, "people": 0, "people_0_17": 6, "people_18_64": 12, "people_65_plus": 9, "volunteers": 9}
MEANS |= {"referrals_in": 4, "referrals_out": 5, "next_steps": 3}
OWN = {
    f"own_{at}": mean for at, mean in enumerate((2, 4, 6, 9, 15, 40))
}  # questions of the network's own: fifteen counts in all
HUBS = (72, 250, 500)


def attack_on_marches(project: MeasuredProject) -> dict[str, Any]:
    """All that an edition of marches releases and holds back, from the processed tables, nothing remembered."""
    project.build("marches")
    memory = project.root / "data" / "processed" / "marches" / "cache" / "editions" / "attacked.json"
    code = (
        "from analysis.networks import open_network; from analysis.exhibits.report.protection import hold_back\n"
        "import time; network = open_network('marches'); began = time.perf_counter()\n"
        "assert hold_back(network, network.period('2024-25'), print) == []\n"
        f"open({str(project.root / 'attack.txt')!r}, 'w').write(str(time.perf_counter() - began))"
    )

    def attack() -> float:
        memory.unlink(missing_ok=True)
        project.python(code)
        return float((project.root / "attack.txt").read_text(encoding="utf-8"))

    ours = min(attack() for _ in range(3))
    return {
        "what": "attack on all that marches releases (72 hubs, 8 quarters, 9 counts)",
        **against_target(ours, 5),
    }


def puzzle_on_five_valleys(project: MeasuredProject) -> dict[str, Any]:
    """Every voice that may be quoted against all tables of case studies, as a reader and as each partner, nothing remembered."""
    project.build("five-valleys")
    code = (
        "from analysis.networks import open_network; from analysis.exhibits.opening import open_edition\n"
        "from analysis.exhibits.report.case_puzzle import hold_cases\n"
        "import time; edition = open_edition('five-valleys', '2024-25'); began = time.perf_counter()\n"
        "assert hold_cases(edition, lambda key, attack: attack(), print)[1] == []\n"
        f"open({str(project.root / 'puzzle.txt')!r}, 'w').write(str(time.perf_counter() - began))"
    )
    project.python(code)
    ours = float((project.root / "puzzle.txt").read_text(encoding="utf-8"))
    return {
        "what": "puzzle of case studies by place, partner, kind and code (five-valleys, beside three editions that are out)",
        **against_target(ours, 60),
    }


def attack_by_hubs(_project: MeasuredProject) -> dict[str, Any]:
    """Drawn networks of 12 quarters and 15 counts; how the time grows with the number of hubs."""
    took = {hubs: seconds(lambda hubs=hubs: attack_on(drawn_family(hubs))) for hubs in HUBS}
    few, many = HUBS[0], HUBS[-1]
    growth = math.log(took[many] / took[few]) / math.log(many / few)
    told = ", ".join(f"{hubs} hubs {spent:.1f} s" for hubs, spent in took.items())
    return {
        "what": f"attack on drawn networks ({told}; the time grows with the hubs to the power of {growth:.2f})",
        **against_target(took[many], 60),
        "target": "500 hubs under 60 s, 72 hubs under 5 s",
        "met": took[many] < 60 and took[few] < 5,
    }


def against_target(spent: float, most: int) -> dict[str, Any]:
    """What took so many seconds, held against those that it may take: there is no peer that does the same."""
    return {
        "seconds": round(spent, 2),
        "peer": "its own target",
        "peer_seconds": most,
        "ratio": round(most / spent, 1),
        "target": f"under {most} s",
        "met": spent < most,
    }


def attack_on(counted: CountedFamily) -> None:
    frame = counted.leaving(nothing_more())
    for (name,), rows in counted.frame.partition_by("quarter", as_dict=True).items():
        attacked(counted.family, frame.filter(pl.col("quarter") == name), counted.protected(rows), (), rows)


def drawn_family(hubs: int) -> CountedFamily:
    """Small counts, the ages adding up to the people, always the same ones."""
    draws = np.random.default_rng(1)
    rows = []
    for quarter in QUARTERS:
        for hub in range(hubs):
            told = {name: int(draws.poisson(mean)) for name, mean in MEANS.items()}
            told["people"] = sum(told[name] for name in MEANS if name.startswith("people_"))
            told |= {name: int(draws.poisson(mean)) for name, mean in OWN.items()}
            rows += [(f"hub-{hub:03}", quarter, name, float(value)) for name, value in told.items()]
    schema = {"hub_id": pl.String, "quarter": pl.String, "question_id": pl.String, "value": pl.Float64}
    empty = {name: pl.lit(None, pl.String) for name in ("text", "qualifier", "revised", "correction")}
    returns = pl.DataFrame(rows, schema=schema, orient="row").with_columns(**empty)
    asked = [{**record_of(question), "question_id": question.id} for question in CORE_QUESTIONS]
    like = next(each for each in asked if each["question_id"] == "next_steps")
    asked += [{**like, "question_id": name} for name in OWN]
    questions = pl.DataFrame(asked, infer_schema_length=None)
    return answers_family(
        returns, questions, QUARTERS, {}, Rule(7, 5, "a bench"), Compared((Span(tuple(QUARTERS[4:])),))
    )
