"""What stands under several tables of a page is said under the first of them."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.drawing.theme import figure
from analysis.exhibits.exhibit import exhibit_figure, exhibit_table
from analysis.publishing.shared_notes import tell_notes_once

PUBLIC = "Awards are public."


def table(name: str, note: str, drawn: bool = False) -> dict[str, Any]:
    released = release_open(name, pl.DataFrame({"a": ["x"]}), [Field("a", "A", "key")], note)
    made = (
        exhibit_figure(name, "Title", "Alt.", released, figure(), "Sentence.")
        if drawn
        else exhibit_table(name, "Title", released, "Sentence.")
    )
    text = made.markdown()
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": text}}
    return {"cell_type": "code", "id": name, "metadata": {}, "source": "x", "outputs": [output]}


def notes(*cells: dict[str, Any]) -> list[str]:
    texts = [cell["outputs"][0]["data"]["text/markdown"] for cell in tell_notes_once(list(cells))]
    return [text.split("<a href")[0].rpartition("<p>")[2].strip() for text in texts]


def test_a_sentence_stands_under_the_first_table_alone() -> None:
    found = notes(table("one", PUBLIC), table("two", f"{PUBLIC} A rule."), table("three", f"{PUBLIC} A rule."))
    assert found == [PUBLIC, "A rule.", ""]


def test_what_is_new_is_kept_and_every_table_can_be_had() -> None:
    cells = tell_notes_once([table("one", PUBLIC), table("two", PUBLIC)])
    assert all("Download as CSV" in cell["outputs"][0]["data"]["text/markdown"] for cell in cells)
    assert notes(table("one", "About 3.5 km. Roads are longer."), table("two", "About 4.5 km.")) == [
        "About 3.5 km. Roads are longer.",
        "About 4.5 km.",
    ]


def test_the_data_behind_a_second_figure_do_not_say_it_again_and_an_open_table_does() -> None:
    found = notes(
        table("one", PUBLIC, drawn=True),
        table("two", f"{PUBLIC} A rule.", drawn=True),
        table("three", PUBLIC),
        table("four", PUBLIC),
    )
    assert found == [PUBLIC, "A rule.", PUBLIC, ""]
