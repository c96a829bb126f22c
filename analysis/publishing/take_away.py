"""The files of an edition that are taken away from its pages: what each is called, and which of them an edition has."""

from __future__ import annotations

from collections.abc import Collection

from analysis.networks import Network
from analysis.periods import Period
from analysis.planned_editions import formats_of

PDF, WORD, SLIDES = "learning-report.pdf", "learning-report.docx", "slides.pptx"
PAPERS = {PDF: "pdf", WORD: "word", SLIDES: "slides"}  # made of the report, and what editions.yml calls each
EASY = "easy-read"  # the page, without its suffix
FILES = {
    PDF: "The report as PDF",
    WORD: "The report as Word file",
    SLIDES: "The first answers as slides",
    "data/all-tables.xlsx": "All tables as one workbook",
    "data/all-tables.ods": "All tables in the open format",
    "summary.png": "The first answers as one picture",
    "evidence.json": "Where each number comes from",
}
_IN_SHORT = {PDF: "PDF", WORD: "Word", SLIDES: "Slides", "data/all-tables.xlsx": "All data"}


def papers_of(network: Network, period: Period) -> tuple[str, ...]:
    """The files that are made beside the site, by name: PDF, Word file, slides, or what editions.yml wants of them."""
    wanted = formats_of(network.name, period.label)
    return tuple(name for name, known in PAPERS.items() if known in wanted)


def absent_of(network: Network, period: Period) -> tuple[str, ...]:
    """The files that editions.yml leaves out of an edition."""
    wanted = papers_of(network, period)
    return tuple(name for name in PAPERS if name not in wanted)


def in_one_line(absent: Collection[str], with_easy_read: bool) -> str:
    """Links to them below the first answers, where a reader on a phone has no menu open: markdown for the web page alone.

    absent: those that this edition does not have.
    """
    links = [f"[In easy words]({EASY}.html)"] if with_easy_read else []
    links += [f"[{label}]({name})" for name, label in _IN_SHORT.items() if name not in absent]
    return f'::: {{.content-visible when-format="html"}}\n::: {{.take-away}}\n**To take away:** {" · ".join(links)}\n:::\n:::'
