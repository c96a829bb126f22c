"""Small charts beside each other: names have the room of their own chart on a phone, and what is drawn is in the legend once."""

from __future__ import annotations

import html

import pytest

from analysis.exhibits.drawing.small_multiples import Small, draw_small_multiples

QUARTERS = ["2024-25 Q1", "2024-25 Q2"]
PHONE, LETTER = 320, 6.4  # pixels: of a drawing at the width of a phone; of a letter at size 12, on average


def small(name: str, *marked: bool) -> Small:
    return Small(name, [0, 1], [100.0, 104.0], [90.0, 90.0], [110.0, 110.0], marked)


@pytest.mark.parametrize(("number", "across"), [(10, 3), (25, 4)])
def test_no_name_runs_into_the_next_chart(number: int, across: int) -> None:
    names = ["Sallowbridge Community Centre", "Tansyford Youth and Family Centre", "Pepper & Salt Hall"]
    drawn = draw_small_multiples([small(names[place % 3], False, True) for place in range(number)], QUARTERS)
    lines = [html.unescape(part) for note in drawn.layout.annotations for part in note.text.split("<br>")]
    assert max(map(len, lines)) * LETTER <= PHONE / across
    assert max(note.text.count("<br>") for note in drawn.layout.annotations) == 1
    assert any(line.startswith("Sallowbridge"[:9]) for line in lines)


def test_signals_are_in_the_legend_once_and_only_where_there_are_any() -> None:
    def named(*charts: Small) -> list[str]:
        return [one.name for one in draw_small_multiples(charts, QUARTERS).data if one.showlegend]

    still, moved = small("A", False, False), small("B", False, True)
    assert named(still, moved, moved).count("Signal") == 1
    assert "Signal" not in named(still, still)
