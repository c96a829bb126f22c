"""Exhibits are built from released tables only, carry their facts, and run nothing that a person typed."""

from dataclasses import replace

import polars as pl
import pytest

from analysis.disclosure import Rule, release_counts, release_open
from analysis.disclosure.release import Field
from analysis.exhibits.drawing.theme import bars, figure
from analysis.exhibits.exhibit import exhibit_figure, exhibit_table, exhibit_unknown, plain
from analysis.exhibits.facts import derived, fact_of, facts_of, in_markdown, show_number
from analysis.exhibits.wording import change_between, direction

NASTY = '<script>alert(1)</script> [x](http://example.org) **b** $x$ {{< include /etc/passwd >}} | "q" `c` @fig-a'
FIELDS = [
    Field("quarter", "Quarter", "key"),
    Field(
        "people",
        "People",
        unit="people",
        how="as returned",
        reads=(("returns", {"question_id": ["people"], "quarter": []}),),
    ),
]


def released(people: list[float], quarters: list[str]) -> object:
    frame = pl.DataFrame({"quarter": quarters, "people": people})
    return release_counts("people", frame, FIELDS, Rule(7, 5, "test"), ["people"])


def test_an_exhibit_needs_a_released_table() -> None:
    with pytest.raises((TypeError, AttributeError)):
        exhibit_table("t", "Title", pl.DataFrame({"people": [3]}), "says")  # type: ignore[arg-type]


def test_each_cell_is_a_fact_with_its_origin() -> None:
    facts = facts_of(released([103.0, 4.0], ["2024-25 Q1", "2024-25 Q2"]))
    assert [(fact.id, fact.value, fact.shown) for fact in facts] == [
        ("people.people.2024-25-q1", 105.0, "105"),
        ("people.people.2024-25-q2", None, "[c]"),
    ]
    assert facts[0].origins[0].as_dict() == {
        "table": "returns",
        "where": {"question_id": ["people"], "quarter": ["2024-25 Q1"]},
    }


def test_the_output_carries_facts_and_table() -> None:
    table = released([103.0], ["2024-25 Q1"])
    exhibit = exhibit_figure(
        "people",
        f"Title with {fact_of(table, 'people')}",
        "alt",
        table,
        figure(bars(["a"], [1])),
        "says",
    )
    data, metadata = exhibit._repr_mimebundle_()
    told = metadata["hub_learning"]
    assert told["exhibit"] == {"id": "people", "kind": "figure", "title": "Title with 105", "alt": "alt"}
    assert [fact["id"] for fact in told["facts"]] == ["people.people.2024-25-q1"]
    assert told["table"]["rows"] == [["2024-25 Q1", 105.0]]
    assert 'data-fact="people.people.2024-25-q1"' in data["text/markdown"]


def test_a_withheld_cell_is_nowhere_in_what_leaves() -> None:
    table = released([4.0, 103.0], ["2024-25 Q1", "2024-25 Q2"])
    data, metadata = exhibit_table("people", "Title", table, "says")._repr_mimebundle_()
    assert metadata["hub_learning"]["table"]["rows"][0] == ["2024-25 Q1", "[c]"]
    assert "103" not in data["text/html"] and "[c]" in data["text/html"]


def test_what_a_person_typed_stays_text_in_every_form() -> None:
    table = release_open(
        "t", pl.DataFrame({"hub": [NASTY], "n": [1]}), [Field("hub", "Hub", "text"), Field("n", "N")], "invented"
    )
    data, _ = exhibit_table("t", in_markdown(NASTY), table, "says")._repr_mimebundle_()
    assert "<script>alert" not in data["text/html"]
    markdown = data["text/markdown"]
    assert "<script>alert" not in markdown.replace("\\<script\\>alert", "")
    assert "{{<" not in markdown.replace("{{&lt;", "")
    assert plain(in_markdown(NASTY)) == " ".join(NASTY.split())


def test_a_plot_cannot_be_ended_early_by_text_in_its_data() -> None:
    table = release_open(
        "t", pl.DataFrame({"hub": ["a"], "n": [1]}), [Field("hub", "Hub", "text"), Field("n", "N")], "invented"
    )
    drawing = figure(bars(["</script><script>alert(1)</script>"], [1]))
    markdown = exhibit_figure("t", "Title", "alt", table, drawing, "says").markdown()
    assert "</script><script>" not in markdown


def test_what_is_unknown_says_so_and_what_would_be_needed() -> None:
    exhibit = exhibit_unknown("x", "attendances", "Nothing is held.", "A return.")
    assert "Not known: attendances" in exhibit.markdown()
    assert "What would be needed" in exhibit.markdown()
    assert exhibit.facts == ()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (100.0, 112.0, "were 12% higher"),
        (100.0, 91.0, "were 9% lower"),
        (100.0, 104.0, "were about the same (+4%)"),
        (0.0, 5.0, "cannot be compared"),
    ],
)
def test_the_sentence_turns_with_the_numbers(before: float, after: float, words: str) -> None:
    one, two = (derived(name, value, "people", "", []) for name, value in (("a", before), ("b", after)))
    assert plain(direction(change_between("c", one, two, "test"))) == words


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (275000, "GBP", "£275,000"),
        (-3, "percent", "−3%"),
        (None, "people", "[x]"),
        (1234.6, "people", "1,235"),
        (1800, "EUR", "€1,800"),
    ],
)
def test_numbers_are_shown_as_readers_write_them(value: float | None, unit: str, shown: str) -> None:
    assert show_number(value, unit) == shown


def test_a_cell_names_its_fact_where_the_key_that_tells_it_apart_is_not_shown() -> None:
    fields = [
        Field("title", "Network", "text"),
        Field("code", "Its folder", "key"),
        Field("hubs", "Hubs", unit="hubs", how="counted"),
    ]
    frame = pl.DataFrame({"title": ["Marches", "Dales"], "code": ["marches", "dales"], "hubs": [72, 9]})
    whole = release_open("t", frame, fields, "open")
    shown = whole.select("t", fields=["title", "hubs"])
    bare = exhibit_table("t", "Title", shown, "says")
    named = replace(bare, facts=tuple(facts_of(whole)), named_by=whole)
    for fact, text in (("t.hubs.marches", "72"), ("t.hubs.dales", "9")):
        assert f'<span class="fact" data-fact="{fact}">{text}</span>' in named.markdown()
    assert (
        "Its folder" not in named.markdown()
        and "data-fact" not in replace(bare, facts=tuple(facts_of(whole))).markdown()
    )


def test_what_an_exhibit_says_beside_its_caption_does_not_say_the_caption_again() -> None:
    frame = pl.DataFrame({"kind": ["library"], "hubs": [2]})
    fields = [Field("kind", "Kind", "key"), Field("hubs", "Hubs", unit="hubs", how="in the register")]
    table = release_open("kinds", frame, fields, "the register is public")
    again = exhibit_table("kinds", "Two are libraries", table, "Two are libraries (@tbl-kinds). Others are not known.")
    other = exhibit_table("kinds", "Two are libraries", table, "@tbl-kinds holds all that is known.")
    assert again.says.text == "Others are not known." and again.sentence.text.startswith("Two are libraries (")
    assert other.says.text == other.sentence.text
    assert exhibit_table("kinds", "Two are", table, "Two are (@tbl-kinds).").says.text == ""


@pytest.mark.parametrize("height", [120, 150, 360, 900])
def test_a_legend_stands_above_the_title_of_the_axis_however_short_the_figure_is(height: int) -> None:
    frame = figure(bars(["a"], [1]), height=height, y_title="Visits", legend=True).layout
    drawn_on = height - frame.margin.t - frame.margin.b  # what plotly counts as one
    line_of_text = 20  # 13 px of letters with their leading
    assert (frame.legend.y - frame.annotations[0].y) * drawn_on >= line_of_text
    assert (frame.legend.y - 1) * drawn_on + line_of_text <= frame.margin.t


def test_on_paper_a_text_alternative_points_to_no_table() -> None:
    released = release_open("by-kind", pl.DataFrame({"kind": ["library"]}), [Field("kind", "Kind", "key")], "Public.")
    alt = "Bars, a library first. The table under it gives each. The target is 5."
    written = exhibit_figure("by-kind", "Title", alt, released, figure(), "Sentence.").markdown()
    assert f'aria-label="{alt}"' in written
    assert 'fig-alt="Bars, a library first. The target is 5."' in written
