"""A hub's page for sending holds its own counts as it sent them, says that it is for it alone, and is in nothing that is published."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from analysis.datasets.returns.core_questions import CORE_QUESTIONS
from analysis.editions.running.jobs import jobs_of
from analysis.networks import open_network
from tests.conftest import CopiedProject, CopyProject
from tests.exhibits.small_network import draw_small_network
from tests.plain_pictures import draw_nothing

HUB, QUARTER = "hub-3", "2024-25 Q4"
# What the hub told in its last quarter, by question. None is what the rule would print, and no other hub tells it.
OWN = {"attendances": "803", "volunteers": "3", "referrals_in": "6", "money_out": "1234.56"}
SHOWN = {"Attendances": "803", "Volunteers": "3", "Referred to the hub": "6", "Money out": "£1,234.56"}
AGREED = "hub_pages: {own_counts: true, source: our meeting in May}\n"


@dataclass(frozen=True)
class Sent:
    """project: with the page made; before: the published files as they were without it."""

    project: CopiedProject
    before: dict[str, bytes]
    said: str

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def pages(self) -> list[str]:
        path = self.project.root / "reports" / "to-send" / "mills" / "2024-25" / f"{HUB}.pdf"
        return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def published(root: Path) -> dict[str, bytes]:
    """All that may be put where others read it: the editions and the page that lists them."""
    files = [root / "reports" / "index.html", *(root / "reports" / "mills").rglob("*")]
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in files
        if path.is_file() and "lock" not in path.name
    }


def tell(root: Path) -> None:
    path = root / "data" / "raw" / "mills" / "returns" / "form-export.csv"
    heads, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    (own,) = [row for row in rows if row[1:3] == [HUB, QUARTER]]
    asked = {question.id: question.wording for question in CORE_QUESTIONS}
    for question, value in OWN.items():
        own[heads.index(asked[question])] = value
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    path.write_text(text.getvalue(), encoding="utf-8-sig")


@pytest.fixture(scope="module")
def sent(copy_project: CopyProject) -> Iterator[Sent]:
    project = copy_project("to-send")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(project.root))
        shutil.rmtree(project.root / "data")
        for notebook in project.root.glob(
            "notebooks/*.ipynb"
        ):  # pages that tell of this hub by itself, of all and of its quarters
            if notebook.stem not in ("hub-page", "annual-learning-report", "20-activity"):
                notebook.unlink()
        draw_nothing(patch)
        network = draw_small_network(project.root)
        tell(project.root)
        (network.folder / "disclosure.yml").write_text(AGREED, encoding="utf-8")
        built = project.run_here("build", "mills", "2024-25", "--renderer", "embedded")
        assert built.returncode == 0, built.stderr
        before = published(project.root)
        told = project.run_here("hub", "mills", HUB, "2024-25", "--to-send")
        assert told.returncode == 0, f"{told.stdout}\n{told.stderr}"
        yield Sent(project, before, told.stdout)


def told_of(text: str, question: str) -> list[str]:
    """The words of all lines that begin with the question's name: of its row, whatever else."""
    return [word for line in text.splitlines() if line.startswith(question) for word in line.split()]


def test_it_holds_the_hubs_own_counts_as_it_sent_them(sent: Sent) -> None:
    for question, shown in SHOWN.items():
        assert shown in told_of(sent.text, question), (question, told_of(sent.text, question))
    assert "[c]" not in sent.text


def test_it_says_on_every_sheet_that_it_is_for_that_hub_alone(sent: Sent) -> None:
    assert len(sent.pages) > 1
    assert all("For this hub alone, not to be passed on" in page for page in sent.pages)
    first = " ".join(sent.pages[0].split())
    assert "do not pass it on" in first and "our meeting in May" in first
    assert f"For {HUB} alone, not to be passed on: reports/to-send/mills/2024-25/{HUB}.pdf" in sent.said


def test_the_published_page_of_the_hub_keeps_to_the_rule(sent: Sent) -> None:
    page = (sent.project.root / "reports" / "mills" / "2024-25" / "hubs" / f"{HUB}.html").read_text(encoding="utf-8")
    assert "[c]" in page and "805" in page
    assert not re.search(r"\b803\b|1,235|1,234", page)


def test_nothing_of_it_lies_in_what_is_published(sent: Sent) -> None:
    """Made or not, every published byte is the same; and none of them is the page's."""
    after = published(sent.project.root)
    assert len(after) > 50 and after == sent.before
    told = [name for name, held in after.items() if re.search(rb"to-send|[Ff]or this hub alone|own_counts", held)]
    assert not told
    (sheet,) = [
        held for name, held in after.items() if name.endswith(f"{HUB}.pdf")
    ]  # that of the page that everybody reads
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(sheet)).pages)
    assert "Mill 3" in text and "For this hub alone" not in text and SHOWN["Money out"] not in text


def test_it_tells_of_other_hubs_no_more_than_its_published_page(sent: Sent) -> None:
    """Whoever has it knows its own counts and what everybody reads, which is how the attack knows an insider (test_insiders.py)."""
    page = (sent.project.root / "reports" / "mills" / "2024-25" / "hubs" / f"{HUB}.html").read_text(encoding="utf-8")
    export = (sent.project.root / "data/raw/mills/returns/form-export.csv").read_text(encoding="utf-8-sig")
    own = [row for row in csv.reader(io.StringIO(export)) if row[1] == HUB]
    known = {float(cell) for row in own for cell in row[3:] if re.fullmatch(r"[\d.]+", cell)}
    sums = {float(sum(values)) for values in _years(own)}
    said = {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\.?\d*", re.sub(r"<[^>]+>", " ", page))}
    text = "\n".join(
        line for line in sent.text.splitlines() if not re.fullmatch(r"[\d,\s]+", line)
    )  # without a chart's axis
    there = {float(number.replace(",", "").rstrip(".")) for number in re.findall(r"\d[\d,]*\.?\d*", text)}
    rounded = {float(round(number)) for number in known}
    sheets = {float(number) for number in range(1, len(sent.pages) + 1)}
    more = there - said - known - rounded - sums - sheets
    assert there > {803.0, 6.0} and not more, more
    names = [f"Mill {number}" for number in range(1, 9) if f"hub-{number}" != HUB]
    assert not [name for name in names if name in sent.text and name not in page]


def _years(own: list[list[str]]) -> Iterator[list[float]]:
    """The answers of each of three years, question by question."""
    for at in range(3, len(own[0])):
        column = [row[at] for row in own]
        if all(re.fullmatch(r"[\d.]+", cell) for cell in column):
            yield from ([float(cell) for cell in column[begin : begin + 4]] for begin in (0, 4, 8))


def test_it_is_refused_where_the_network_did_not_agree_to_it(sent: Sent) -> None:
    path = sent.project.root / "data" / "raw" / "mills" / "disclosure.yml"
    path.unlink()
    try:
        told = sent.project.run_here("hub", "mills", HUB, "2024-25", "--to-send")
    finally:
        path.write_text(AGREED, encoding="utf-8")
    assert told.returncode == 2 and "own_counts: true" in told.stderr and len(told.stderr.splitlines()) == 1


def test_a_hub_that_is_not_in_the_register_gets_none(sent: Sent) -> None:
    told = sent.project.run_here("hub", "mills", "hub-99", "2024-25", "--to-send")
    assert told.returncode == 2 and "hub-99" in told.stderr
    assert not list((sent.project.root / "reports" / "to-send").rglob("*99*"))


def test_whatever_the_notebook_says_an_edition_goes_to_everybody(sent: Sent, tmp_path: Path) -> None:
    network = open_network("mills")
    jobs = jobs_of(network, network.period("2024-25"), ["hub-1", "hub-2"], tmp_path)
    told = [job.parameters["goes_to"] for job in jobs if "hub" in job.parameters]
    assert told == ["everybody", "everybody"]
