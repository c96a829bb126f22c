"""A sign that stands in several tables of a page is explained under the first of them; what is folded is whole each time."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.drawing.theme import figure
from analysis.exhibits.exhibit import exhibit_figure, exhibit_table
from analysis.publishing.shared_notes import tell_keys_once

PUBLIC = "Awards are public."
UNKNOWN, NOTHING = "[x]: not available", "[z]: not applicable"


def table(name: str, *signs: str, drawn: bool = False) -> dict[str, Any]:
    frame = pl.DataFrame({"a": list(signs) or ["plain"]})
    released = release_open(name, frame, [Field("a", "A", "key")], PUBLIC)
    made = (
        exhibit_figure(name, "Title", "Alt.", released, figure(), "Sentence.")
        if drawn
        else exhibit_table(name, "Title", released, "Sentence.")
    )
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": made.markdown()}}
    return {"cell_type": "code", "id": name, "metadata": {}, "source": "x", "outputs": [output]}


def told(*cells: dict[str, Any]) -> list[str]:
    return [cell["outputs"][0]["data"]["text/markdown"] for cell in tell_keys_once(list(cells))]


def keys(*cells: dict[str, Any]) -> list[str]:
    """What stands in the open under each table."""
    return [text.partition('<div class="table-note"><p>')[2].split("<a href")[0].strip() for text in told(*cells)]


def test_a_sign_is_explained_under_the_first_table_alone() -> None:
    first, second, third = keys(table("one", "[x]"), table("two", "[x]", "[z]"), table("three", "[z]", "[x]"))
    assert first.startswith(UNKNOWN) and NOTHING not in first
    assert second.startswith(NOTHING) and UNKNOWN not in second
    assert third == ""


def test_every_table_can_be_had_and_its_rule_is_folded_under_it() -> None:
    one, two = told(table("one"), table("two"))
    assert "Download as CSV" in one and "Download as CSV" in two
    assert PUBLIC in one.partition("<details><summary>About this table")[2]
    assert PUBLIC in two.partition("<details><summary>About this table")[2]
    assert PUBLIC not in one.partition("<details>")[0] + two.partition("<details>")[0]


def test_the_data_behind_a_figure_explain_their_own_signs_and_an_open_table_does_all_the_same() -> None:
    one, two, three = told(table("one", "[x]", drawn=True), table("two", "[x]", drawn=True), table("three", "[x]"))
    assert UNKNOWN in one and UNKNOWN in two and UNKNOWN in three
