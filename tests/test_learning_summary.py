"""A summary of learning as a whole edition: nine invented texts, ten kinds of code, several years, aims, members and recommendations.

What the texts hold stands in tests/exhibits/drawn_summary.py; the words on the pages are held to it.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from PIL import Image, PngImagePlugin
from pypdf import PdfReader

from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import open_network
from analysis.project import edition_folder
from analysis.way import build_edition
from tests.conftest import PROJECT, CopiedProject
from tests.exhibits.drawn_summary import CODES, FINDINGS, TEXTS, draw_summary, finding, lay_out_project

PERIOD, SLUG = "2022-23 to 2024-25", "2022-23-to-2024-25"
AIMS = [
    {"id": "doors", "lens": "What we set out to do", "name": "Doors open to us", "codes": ["Doors open"]},
    {"id": "heard", "lens": "What we set out to do", "name": "The seldom heard decide"},
]
MEMBERS = """member_id,name,kind,roles,works_through
alder,Alder Trust,organisation,member,lunch clubs
lead,Development lead,post,development lead,
"""
RECOMMENDED = """recommendation_id,made_in,number,text,addressed_to,status,made_by,rests_on,due
r1,2024-25,1,Say what the network is for,Members,proposed,Research partner,purpose,2026-03-31
"""
EVENTS = [
    {
        "id": "turn",
        "day": "2023-11-07",
        "words": "The network turned to its way of working",
        "source": "Minutes of that day",
    }
]
DEFINED = [
    {"term": "door", "meaning": "A way into what others decide", "source": "First paper"},
    {"term": "heating up", "meaning": "That people of a place begin to act together"},  # which the report never says
]
BOX = {
    "id": "rooms", "title": "Into rooms that were shut", "case": "i1", "agreed": "Read and agreed to on 2 May 2024", "written_by": "research partner",
    "text": "They had been many, each at a door[^door] of its own.\n\n{quote: QUOTE}\n\n[^door]: A **board**, a council, a surgery.",
}  # fmt: skip
NOTED = "What was learned of doors[^1].\n\n[^1]: Of boards and councils, <b>not</b> of houses."
FOOTNOTES = (
    "Its members and its steering group.", "What was asked changed too. (our view)", "A board, a council, a surgery.",
    "Of boards and councils, <b>not</b> of houses.",
)  # fmt: skip
PHOTOGRAPH = {
    "id": "table", "file": "table.png", "alt": "Five people at a table with a map", "credit": "Photograph by the group", "people": True,
    "consent": "All five, on 3 March 2024",
}  # fmt: skip
NARRATIVE = """---
signed: research partner
written: 2025-05-12
about: With the network since 2022, paid by its funders
---

Half-way the network[^who] turned from its effects to its way of working.[^turn] {our view}

It was told in {fact: cases.used} texts.

[^who]: Its members and *its* steering group. {connecting}
[^turn]: What was
asked changed too. {our view}
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("summary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(root))
        lay_out_project(root)
        doors, *others = FINDINGS
        folder = draw_summary(root, [{**doors, "sentence": NOTED}, *others]).folder
        add_form_of_a_summary(folder)
        (folder / "lens.yml").write_text(yaml.safe_dump(AIMS, sort_keys=False), encoding="utf-8")
        (folder / "members.csv").write_text(MEMBERS, encoding="utf-8")
        (folder / "recommendations.csv").write_text(RECOMMENDED, encoding="utf-8")
        narrative = folder / "editions" / SLUG / "narrative.md"
        narrative.parent.mkdir(parents=True)
        narrative.write_text(NARRATIVE, encoding="utf-8")
        build_edition("rivers", PERIOD, "embedded")
        yield edition_folder("rivers", SLUG)


def add_form_of_a_summary(folder: Path) -> None:
    """An event, a box that quotes a passage of its case study, and a photograph with metadata."""
    process_network(open_network("rivers"))
    passage = read_table("rivers", "codings").filter(case_id="i1").sort("start")["coding_id"][0]
    box = {**BOX, "text": BOX["text"].replace("QUOTE", passage)}
    for name, written in (
        ("definitions", DEFINED),
        ("events", EVENTS),
        ("boxes", [box]),
        ("photographs", [PHOTOGRAPH]),
    ):
        (folder / f"{name}.yml").write_text(yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    (folder / "photographs").mkdir()
    noted = PngImagePlugin.PngInfo()
    noted.add_text("Comment", "taken at 51.75 north")
    Image.new("RGB", (640, 420), "teal").save(folder / "photographs" / "table.png", pnginfo=noted)


def bare(text: str) -> str:
    """Without what typesetting may change: spaces, and how < and > are written."""
    return "".join(html.unescape(text).split()).replace("↩︎", "")


def words(page: Path) -> str:
    text = re.sub(r'<a href="#fn\d"[^>]*><sup>\d</sup></a>', "", page.read_text(encoding="utf-8"))
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_the_report_is_of_all_the_years_and_signed(edition: Path) -> None:
    said = words(edition / "index.html")
    assert "Learning report over 3 years" in said and "Covers April 2022 to March 2025" in said
    assert "Half-way the network turned from its effects to its way of working." in said
    for file in ("learning-report.pdf", "learning-report.docx"):
        assert (edition / file).stat().st_size > 10_000


def test_every_kind_of_code_reaches_the_reader(edition: Path) -> None:
    told = words(edition / "30-case-studies.html")
    missing = [name for name, _ in CODES if name not in told]
    assert len(CODES) == 13 and not missing
    said = words(edition / "index.html")
    assert re.search(r"4 ?interviews ?, 3 ?case studies and 2 ?reflective sessions", said)


def test_findings_aims_members_and_recommendations_stand_on_their_pages(edition: Path) -> None:
    report = words(edition / "index.html")
    assert "What was learned of doors." in report
    assert "Say what the network is for" in report and "31 March 2026" in report
    assert "Alder Trust" in words(edition / "10-network.html")
    aims = words(edition / "65-aims.html")
    assert "Doors open to us" in aims and "The seldom heard decide" in aims


def test_event_box_and_photograph_stand_in_report_pdf_and_word_file(edition: Path) -> None:
    report = words(edition / "index.html")
    assert re.search(
        r"What happened when 7 November 2023: The network turned to its way of working \( ?Minutes of that day ?\)",
        report,
    )
    assert "Interview: Into rooms that were shut" in report and "Read and agreed to on 2 May 2024" in report
    page = (edition / "index.html").read_text(encoding="utf-8")
    assert re.search(r"<blockquote>\s*<p>“<a[^>]*>Together we were let into rooms that were shut before\.", page)
    (name,) = re.findall(r'<img src="figures/(photo-\w+\.jpg)" [^>]*alt="Five people at a table with a map"', page)
    shown = edition / "figures" / name
    assert Image.open(shown).size == (640, 420) and b"51.75" not in shown.read_bytes()
    assert "Photograph by the group" in report and "All five" not in report
    paper = "".join(sheet.extract_text() for sheet in PdfReader(edition / "learning-report.pdf").pages)
    with zipfile.ZipFile(edition / "learning-report.docx") as file:
        word = file.read("word/document.xml").decode("utf-8")
    for said in ("Into rooms that were shut", "Photograph by the group", "turned to its way of working"):
        assert said in " ".join(paper.split()) and said in re.sub(r"<[^>]+>", "", word)
    assert 'descr="Five people at a table with a map"' in word and any(
        sheet.images for sheet in PdfReader(edition / "learning-report.pdf").pages
    )


def test_words_are_defined_and_the_author_says_who_wrote(edition: Path) -> None:
    report = words(edition / "index.html")
    assert "door: A way into what others decide (First paper)." in report and "heating up" not in report
    assert "About the author: With the network since 2022, paid by its funders." in report and "12 May 2025" in report


def test_footnotes_stand_on_the_page_in_the_pdf_and_in_the_word_file(edition: Path) -> None:
    page = (edition / "index.html").read_text(encoding="utf-8")
    notes = re.findall(r'<li id="fn(\d)"[^>]*>(.*?)</li>', page, re.DOTALL)
    said = {number: " ".join(re.sub("<[^>]+>", "", note).split()).removesuffix(" ↩︎") for number, note in notes}
    assert sorted(bare(note) for note in said.values()) == sorted(bare(note) for note in FOOTNOTES)
    assert all(f'href="#fn{number}"' in page and f'id="fnref{number}"' in page for number in said)
    paper = bare("".join(sheet.extract_text() for sheet in PdfReader(edition / "learning-report.pdf").pages))
    with zipfile.ZipFile(edition / "learning-report.docx") as file:
        word = bare(re.sub(r"<[^>]+>", "", file.read("word/footnotes.xml").decode("utf-8")))
    for note in FOOTNOTES:
        assert bare(note) in paper and bare(note) in word


def test_words_of_the_teller_who_is_only_counted_stand_nowhere(edition: Path) -> None:
    silent = [passage for *_, consent, said in TEXTS if consent != "quote" for _, passage in said]
    assert silent
    held = [
        file
        for file in edition.rglob("*")
        if file.is_file() and file.suffix in {".html", ".json", ".csv", ".ipynb", ".js"}
    ]
    assert not [
        (file.name, passage) for file in held for passage in silent if passage in file.read_text(encoding="utf-8")
    ]


# What rebuilding does


def hashes(edition: Path) -> dict[str, str]:
    files = sorted(path for path in edition.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(edition).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_builds_from_scratch_give_the_same_bytes(edition: Path, tmp_path: Path) -> None:
    """In another folder, time zone, language and order of hashing; the folder is named beyond ASCII, and there is no home."""
    other = tmp_path / "Höfe & Söhne's $1 $2"
    for sent in ("data/raw", "notebooks", "reports/styles", "reports/templates"):
        shutil.copytree(edition.parents[2] / sent, other / sent)
    for file in ("_quarto.yml", "_brand.yml"):
        shutil.copy(edition.parents[2] / file, other / file)
    elsewhere = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(PROJECT)}
    nowhere = {"HOME": str(tmp_path / "gone"), "XDG_CACHE_HOME": str(tmp_path / "gone" / "cache")}
    one, two = hashes(edition), hashes(CopiedProject(other).build("rivers", PERIOD, **elsewhere, **nowhere))
    assert len(one) > 50 and sorted(path for path in one.keys() | two.keys() if one.get(path) != two.get(path)) == []


def test_a_narrative_is_held_to_its_evidence(edition: Path, tmp_path: Path) -> None:
    """A fact that is gone stops the build with its line; a changed sentence runs the report's notebook and no other."""
    shutil.copytree(edition.parents[2], tmp_path, dirs_exist_ok=True)
    project, raw = CopiedProject(tmp_path), tmp_path / "data/raw/rivers"
    edition, build = project.root / "reports" / "rivers" / SLUG, ("build", "rivers", PERIOD, "--renderer", "embedded")
    good, path = hashes(edition), raw / "editions" / SLUG / "narrative.md"
    path.write_text(NARRATIVE.replace("{fact: cases.used}", "{fact: cases.usable}"), encoding="utf-8")
    failed = project.run_here(*build)
    assert failed.returncode == 1 and hashes(edition) == good
    told = next(line for line in failed.stderr.splitlines() if line.startswith(f"editions/{SLUG}/narrative.md, line "))
    assert "`cases.usable`, and there is no such fact; the nearest are " in told
    checked = project.run_here("check", "rivers")  # whoever asks beforehand is told the same
    assert checked.returncode == 1 and told in checked.stderr

    path.write_text(NARRATIVE.replace("It was told in", "It was heard in"), encoding="utf-8")
    built = project.run_here(*build)
    assert built.returncode == 0, built.stderr
    assert "It was heard in" in words(edition / "index.html")
    ran = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))["timings"]["notebooks"]
    assert set(ran) == {"annual-learning-report.ipynb"}

    learned = raw / "findings.yml"
    found = yaml.safe_load(learned.read_text(encoding="utf-8"))
    found.append(finding("numbers", "model", facts=["cases.usable"]))
    text = yaml.safe_dump(found, sort_keys=False)
    learned.write_text(text, encoding="utf-8")
    line = 1 + text[: text.index("- id: numbers")].count("\n")
    for command in (build, ("check", "rivers")):
        stopped = project.run_here(*command)
        assert stopped.returncode == 1 and f"findings.yml, line {line}: “Numbers behind numbers" in stopped.stderr
        assert "`cases.usable`, and there is no such fact" in stopped.stderr
