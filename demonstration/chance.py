"""Random draws that never depend on the order of drawing: each has a seed that names what it is for."""

from __future__ import annotations

from random import Random


def draw(*about: object) -> Random:
    """A source of random numbers for one purpose, such as `draw("five-valleys", "foxlade", "2023-24 Q1", "stories")`.

    A new question or a new hub then changes nothing in what is drawn for the others.
    """
    return Random("/".join(str(part) for part in about))
