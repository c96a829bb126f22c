"""The last look at what leaves: no page holds six words in a row of a case study whose teller did not agree to that use, nor is typed in
one how many people it was at a hub, where they are few."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from analysis.datasets.cases.kept_consent import WordsOnPages
from analysis.datasets.free_texts import FewPeopleSaid
from analysis.datasets.processing.processing import read_table
from analysis.datasets.processing.withdrawn_words import read_runs
from analysis.editions.ledger.evidence import ExecutedPage
from analysis.editions.running.execution import BuildFailed
from analysis.networks import Network

_FACTS = re.compile(r"\[[^\[\]]*\]\{[^{}]*\}|\{[^{}]*\}")  # numbers that came from released tables, and citations


def stop_at_words_not_agreed(network: Network, pages: Iterable[ExecutedPage]) -> None:
    """BuildFailed where a page holds such words, whichever file or notebook they came from."""
    cases = read_table(network.name, "case_studies")
    remembered = read_runs(network.name)
    if cases.is_empty() and not remembered.by_case:
        return
    words = WordsOnPages(cases, remembered)
    for page in pages:
        if case_id := words.not_agreed(page.page, "\n".join(_texts(page))):
            raise BuildFailed(
                f"{page.page} holds six or more words in a row of the case study `{case_id}`, whose teller agreed to no such use. Nothing was "
                "published. Look for them in what is typed for that page, in notebooks and settings too, and take them out; or ask the teller, and "
                "write the new consent into the list of case studies."
            )


def stop_at_few_people(network: Network, pages: Iterable[ExecutedPage]) -> None:
    """BuildFailed where a text cell, of a page of one's own too, says of a hub or its place how many people it was, up to the threshold.

    What cells of code say is not looked at: it is made from released tables, and only such text typed into code would pass.
    """
    tables = {name: read_table(network.name, name) for name in ("hubs", "localities")}
    said = FewPeopleSaid(tables, network.disclosure.threshold)
    looked_at: set[str] = set()  # the same text stands on each hub's page
    for page in pages:
        for text in (_joined(cell["source"]) for cell in page.notebook["cells"] if cell["cell_type"] == "markdown"):
            for few, whose in () if text in looked_at else said.of(_FACTS.sub(" ; ", text)):
                raise BuildFailed(
                    f"{page.page}: “{few}” says of {whose} how many people it was, and counts up to {network.disclosure.threshold} are withheld. "
                    "Nothing was published. Say it in the notebook without the number, or without the hub and its place."
                )
            looked_at.add(text)


def _texts(page: ExecutedPage) -> Iterator[str]:
    """All that the page will show: text between the cells, and what the cells say."""
    for cell in page.notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield _joined(cell["source"])
        for output in cell.get("outputs", []):
            yield _joined(output.get("data", {}).get("text/markdown", ""))


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
