"""Where the names of dots stand, so that none lies over another at the width of a phone."""

from __future__ import annotations

from collections.abc import Sequence

# Pixels of a drawing on a phone, of a letter at size 12, and of a line.
_WIDTH, _HEIGHT, _LETTER, _LINE, _DOT = 300, 290, 6.4, 15, 7
_Box = tuple[float, float, float, float]


def place_labels(
    names: Sequence[str],
    across: Sequence[float],
    up: Sequence[float],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
) -> list[tuple[str, str]]:
    """For each dot its text and plotly's word for where it stands; no text where none of the places is free.

    The names are in the table under the drawing too, so a dot without one is no loss.
    """
    x_scale = _WIDTH / max(x_range[1] - x_range[0], 1e-9)
    y_scale = _HEIGHT / max(y_range[1] - y_range[0], 1e-9)
    dots = [((x - x_range[0]) * x_scale, (y - y_range[0]) * y_scale) for x, y in zip(across, up, strict=True)]
    taken: list[_Box] = [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in dots]
    places = []
    for name, dot in zip(names, dots, strict=True):
        found = next((place for place in _places(name, *dot) if _free(place[1], taken)), None)
        if found:
            taken.append(found[1])
        places.append((name, found[0]) if found else ("", "top center"))
    return places


def _places(name: str, x: float, y: float) -> list[tuple[str, _Box]]:
    wide, gap = _LETTER * len(name), _DOT + 2
    beside = (y - _LINE / 2, y + _LINE / 2)
    return [
        ("top center", (x - wide / 2, y + gap, x + wide / 2, y + gap + _LINE)),
        ("bottom center", (x - wide / 2, y - gap - _LINE, x + wide / 2, y - gap)),
        ("middle right", (x + gap, beside[0], x + gap + wide, beside[1])),
        ("middle left", (x - gap - wide, beside[0], x - gap, beside[1])),
        ("top right", (x + 2, y + gap - 3, x + 2 + wide, y + gap - 3 + _LINE)),
        ("top left", (x - 2 - wide, y + gap - 3, x - 2, y + gap - 3 + _LINE)),
    ]


def _free(box: _Box, taken: Sequence[_Box]) -> bool:
    inside = box[0] >= 0 and box[2] <= _WIDTH and box[1] >= 0 and box[3] <= _HEIGHT
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
    )
