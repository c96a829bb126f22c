"""Tables for PDF and Word: no word is broken, and long columns share what room is left."""

import polars as pl

from analysis.disclosure import release_open
from analysis.disclosure.release import Field
from analysis.disclosure.several import ROUNDING
from analysis.exhibits.facts import derived
from analysis.exhibits.tables import as_html, as_markdown, as_published, in_cells


def test_each_column_has_room_for_its_longest_word() -> None:
    frame = pl.DataFrame({"no": ["1"], "status": ["not started"], "text": ["word " * 40], "n": [1234567.0]})
    fields = [
        Field("no", "No.", "text"),
        Field("status", "Status", "text"),
        Field("text", "Recommended", "text"),
        Field("n", "Total"),
    ]
    rule = as_markdown(release_open("t", frame, fields, "invented")).splitlines()[1]
    widths = [len(part.strip()) for part in rule.strip("|").split("|")]
    assert widths[0] > len("No.")
    assert widths[1] > len("started")
    assert widths[3] > len("1,234,567")
    assert widths[2] == max(widths)
    assert sum(widths) <= 101


def test_html_tables_have_scopes_and_ids_of_their_own() -> None:
    frame = pl.DataFrame({"quarter": ["2024-25 Q1"], "n": [3]})
    html = as_html(
        release_open("t", frame, [Field("quarter", "Quarter", "key"), Field("n", "Hubs")], "invented"), "one"
    )
    assert 'scope="col" id="one-n"' in html
    assert 'scope="row"' in html
    assert "<style" not in html


def test_a_row_of_several_units_is_named_once_and_what_stands_beside_by_its_label() -> None:
    frame = pl.DataFrame({"hub": [ROUNDING], "hub_id": [ROUNDING], "hours": [1.0], "hours__flag": ["[r]"]})
    fields = [Field("hub", "Hub", "text"), Field("hub_id", "Code", "key"), Field("hours", "Volunteers' hours")]
    told = as_published(release_open("t", frame, fields, "Drawn."))
    assert told is not None and told.rows == ((ROUNDING, None, 1.0, "[r]"),)
    assert [column["label"] for column in told.columns] == [
        "Hub",
        "Code",
        "Volunteers' hours",
        "Volunteers' hours, marks beside it",
    ]


def test_a_number_in_a_cell_of_words_is_the_fact_it_is_on_paper_and_the_words_keep_their_spaces() -> None:
    change = derived("activity.change", 18.0, "percent", "how", [])
    words = in_cells(f"attendances rose by {change} at hubs", (change,))
    field = Field("words", "What it did", "text", written=True)
    released = release_open("by-kind", pl.DataFrame({"words": [words]}), [field], "Public.")
    assert '| attendances rose by [18%]{.fact data-fact="activity.change"} at hubs |' in as_markdown(released)
