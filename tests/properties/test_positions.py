"""Passages in texts: however a program counts, a passage that is counted its way by hand is placed where it is."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from analysis.sources.cases.passages import Counting, Placing, Selection, SourceText

PIECES = st.lists(
    st.sampled_from(["a", "é", " ", ".", "🌱", "👩\u200d🌾", "\r\n", "\n", "\r", "’"]), min_size=1, max_size=25
)
STORED = st.tuples(st.booleans(), PIECES).map(lambda drawn: "\ufeff" * drawn[0] + "".join(drawn[1]))
COUNTINGS = st.builds(
    Counting,
    st.sampled_from(["code points", "UTF-16 units"]),
    st.sampled_from(["as stored", "one", "two"]),
    st.booleans(),
    st.booleans(),
)


def counted_by_hand(stored: str, counting: Counting) -> list[int]:
    """Where each character of the text with plain line breaks begins, and where the text ends, one stored character after another."""
    marked, rest = stored.startswith("\ufeff"), stored.removeprefix("\ufeff")
    at = int(marked and counting.mark_counts)
    places = []
    while rest:
        sign, rest = ("\r\n", rest[2:]) if rest.startswith("\r\n") else (rest[0], rest[1:])
        places.append(at)
        if sign in ("\r\n", "\n", "\r"):
            at += {"as stored": len(sign), "one": 1, "two": 2}[counting.breaks]
        else:
            at += len(sign.encode("utf-16-le")) // 2 if counting.units == "UTF-16 units" else 1
    return [*places, at]


@given(STORED, COUNTINGS, st.data())
@example("\ufeff🌱\r\na", Counting("UTF-16 units", "one", True, True), None)
def test_a_passage_is_placed_where_it_stands(stored: str, counting: Counting, data: st.DataObject | None) -> None:
    text = SourceText(stored)
    places = counted_by_hand(stored, counting)
    assert len(text.text) == len(places) - 1
    whole = range(len(text.text))
    start = data.draw(st.sampled_from(whole)) if data and whole else 0
    end = data.draw(st.integers(start + 1, len(text.text))) if data and whole else len(text.text)
    if not whole:
        return
    selection = Selection(places[start], places[end] - counting.end_is_last, "")
    placed = Placing(text).place(selection, counting)
    if counting.mark_counts and text.marked and selection.start == 0:
        return  # the mark itself is selected: that is no part of the text
    assert placed == (start, end, False)


@given(STORED, COUNTINGS, st.integers(-3, 60), st.integers(-3, 60))
def test_any_two_positions_give_a_passage_of_the_text_or_none(
    stored: str, counting: Counting, start: int, end: int
) -> None:
    text = SourceText(stored)
    placed = Placing(text).place(Selection(start, end, ""), counting)
    assert placed is None or 0 <= placed.start < placed.end <= len(text.text)
    assert "\r" not in text.text and not text.text.startswith("\ufeff")
