"""An invented network of nine texts, shaped as a research partner's summary of learning: three case studies, four interviews, two sessions."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import yaml

from analysis.networks import Network, open_network
from tests.conftest import PROJECT
from tests.datasets.drawn_network import write

SETTINGS = """title: Three Rivers (invented)
demonstration: true
statement: Invented.
place: Nowhere
research_partner: A partner
quarters: {first: 2022-23 Q1, last: 2024-25 Q4}
due_days: 28
disclosure: {threshold: 7, base: 5, source: test}
price_base: 2024-25
case_breakdowns: {fewest: 2, alike: 2, source: test}
"""
CODES = (
    ("Getting by", "outcome"), ("Doors open", "gain"), ("Stronger together", "gain"), ("Unclear purpose", "lesson"), ("Trust first", "lesson"),
    ("Many levels", "hurdle"), ("One person", "hurdle"), ("Bidding as one", "opportunity"), ("Keep meeting", "reflection"),
    ("Paid time", "enabler"), ("Start from strengths", "principle"), ("Several languages", "quality"), ("Asset maps", "activity"),
)  # fmt: skip
# case, kind of source, partner, collected, consent, and what was said with its code; each text is its passages
TEXTS: tuple[tuple[str, str, str, str, str, tuple[tuple[str, str], ...]], ...] = (
    ("s1", "case study", "Alder", "2022-11-02", "quote", (("Getting by", "The larder saw my brother through the winter."),)),
    ("s2", "case study", "Birch", "2023-05-02", "quote", (("Doors open", "The health board rang us, and not the other way round."),)),
    ("s3", "case study", "Cedar", "2023-06-12", "count only", (("Doors open", "A councillor took our number down twice."),)),
    ("i1", "interview", "Alder", "2024-04-03", "quote", (
        ("Doors open", "Together we were let into rooms that were shut before."), ("Unclear purpose", "Ask us all what it is for and hear five answers."),
        ("Paid time", "Without her two days a week nobody writes the minutes."))),
    ("i2", "interview", "Birch", "2024-04-05", "quote", (
        ("Trust first", "It took a year of tea before we bid for anything."), ("Many levels", "Parish, district, county: each wants its own form."),
        ("Bidding as one", "Five small bids lose where one would win."))),
    ("i3", "interview", "Cedar", "2024-04-09", "quote", (
        ("Doors open", "For us no door opened that was not ajar."), ("One person", "When the officer left, so did the link."))),
    ("i4", "interview", "Alder", "2024-06-28", "quote", (("Stronger together", "Alone I would have stopped."), ("Start from strengths", "Begin with who is here."))),
    ("r1", "reflective session", "Birch", "2024-04-18", "quote", (("Keep meeting", "We would meet even if nobody paid."), ("Several languages", "We speak three languages at the table."))),
    ("r2", "reflective session", "Cedar", "2024-06-20", "quote", (("Doors open", "The county answers within the week now."), ("Asset maps", "Our map of halls is the thing they borrow."))),
)  # fmt: skip


def finding(name: str, section: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "sentence": f"What was learned of {name}.", "section": section, **more}


FINDINGS = [
    finding("doors", "gains", codes=["Doors open"], caution="Not always through the network", level="county", contrary_sought=True),
    finding("purpose", "model", codes=["Unclear purpose"]),
    finding("levels", "hurdles", codes=["Many levels"], other_explanations="New rules of that year"),
    finding("bids", "opportunities", codes=["Bidding as one"], author="network"),
    finding("getting-by", "outcomes", codes=["Getting by"], since="2022-23", became={"2024-25": "held again"}),
    finding("own", "A heading of our own", source="A published summary, section 3", statement="claim", author="reader"),
]  # fmt: skip


def lay_out_project(root: Path) -> None:
    """All that an edition is built from beside its network."""
    for needed in ("notebooks", "reports/styles", "reports/templates", "data/raw/codebook", "data/raw/prices"):
        shutil.copytree(PROJECT / needed, root / needed)
    for file in ("_quarto.yml", "_brand.yml"):
        shutil.copy(PROJECT / file, root / file)


def draw_summary(root: Path, findings: list[dict[str, Any]] | None = None) -> Network:
    """The network as raw files in a project at `root`, with these findings; passages are cited as `CASE CODE`."""
    folder = root / "data" / "raw" / "rivers"
    write(folder / "network.yml", SETTINGS)
    codings = [(case, code, "Coder A", passage) for case, *_, said in TEXTS for code, passage in said]
    cases = [
        (case, f"Text {case}", partner, "network partner", kind, day, consent, " ".join(words for _, words in said))
        for case, kind, partner, day, consent, said in TEXTS
    ]
    sheet(folder / "cases" / "cases.csv", "case_id,title,partner,role,source_kind,collected,consent,text", cases)
    sheet(folder / "cases" / "codings.csv", "case,code,coder,passage", codings)
    sheet(
        folder / "cases" / "codebook.csv",
        "code,definition,frame",
        [(code, "What it says", frame) for code, frame in CODES],
    )
    written = FINDINGS if findings is None else findings
    write(folder / "findings.yml", yaml.safe_dump(written, sort_keys=False))
    return open_network("rivers")


def sheet(path: Path, header: str, rows: list[tuple[str, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header.split(","), *rows])
    write(path, text.getvalue())
