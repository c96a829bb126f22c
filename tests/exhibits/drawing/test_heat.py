"""The grid of numbers: what stands in a cell can be read, whatever its shade."""

from __future__ import annotations

from analysis.exhibits.drawing.heat import DARK, LIGHT, NAVY, PAPER, heat


def luminance(colour: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_number_stands_out_from_its_cell() -> None:
    """WCAG 2.2 AA asks 4.5:1 of text; the middle shades are the hard ones."""
    most = 40
    drawn = heat(["row"], [str(number) for number in range(most + 1)], [list(range(most + 1))], [[""] * (most + 1)])
    inks = [note.font.color for note in drawn.layout.annotations]
    for number, ink in enumerate(inks):
        share = number / most
        cell = tuple(low + share * (high - low) for low, high in zip(parts(LIGHT), parts(NAVY), strict=True))
        assert contrast(parts(ink), cell if number else parts(PAPER)) >= 4.5, number
    assert inks[0] == DARK
    assert inks[-1] == PAPER


def test_names_are_shown_as_typed_and_an_empty_cell_as_a_dash() -> None:
    drawn = heat(["<b>bold</b> & more"], ["A column"], [[None]], [["said"]])
    assert drawn.layout.yaxis.ticktext == ("&lt;b&gt;bold&lt;/b&gt; &amp; more",)
    assert drawn.layout.annotations[0].text == "–"
