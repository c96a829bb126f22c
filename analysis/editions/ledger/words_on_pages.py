"""The last look at what leaves: no page holds six words in a row of a case study whose teller did not agree to that use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.datasets.cases.kept_consent import WordsOnPages
from analysis.datasets.processing.processing import read_table
from analysis.datasets.processing.withdrawn_words import read_runs
from analysis.editions.ledger.evidence import ExecutedPage
from analysis.editions.running.execution import BuildFailed
from analysis.networks import Network


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


def _texts(page: ExecutedPage) -> Iterator[str]:
    """All that the page will show: text between the cells, and what the cells say."""
    for cell in page.notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield _joined(cell["source"])
        for output in cell.get("outputs", []):
            yield _joined(output.get("data", {}).get("text/markdown", ""))


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
