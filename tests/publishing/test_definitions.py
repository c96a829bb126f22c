"""The report explains those of the network's own words that it uses."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.exhibits.exhibit import Sentence
from analysis.exhibits.report.summary.definitions import WORDS_OF_OUR_OWN
from analysis.handover import Handover
from analysis.publishing.plain_words.definitions import keep_terms_used

LIST = "**What we mean by**\n\n- **hub:** A place.\n- **Warm space:** A heated one (Form)."


def cell(text: str, name: str = "said") -> dict[str, Any]:
    data, metadata = Sentence(text, (), name)._repr_mimebundle_()
    output = {"data": {"text/markdown": data["text/markdown"]}, "handover": Handover.of_output({"metadata": metadata})}
    return {"cell_type": "code", "source": "", "outputs": [output]}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("At hubs much was done.", ["hub"]),
        ("Warm spaces of hubs.", ["hub", "Warm space"]),
        ("Nothing was counted.", []),
    ],
)
def test_a_word_is_explained_where_the_page_says_it(said: str, kept: list[str]) -> None:
    cells = keep_terms_used([cell(said), cell(LIST, WORDS_OF_OUR_OWN)])
    told = cells[1]["outputs"][0]["data"]["text/markdown"]
    assert [name for name in ("hub", "Warm space") if f"**{name}:**" in told] == kept
    assert ("What we mean by" in told) is bool(kept)


def test_a_page_without_such_a_list_stays_as_it_is() -> None:
    assert keep_terms_used([cell("At hubs.")]) == [cell("At hubs.")]
