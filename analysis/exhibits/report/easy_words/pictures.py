"""Simple pictures that stand beside easy words: lines alone, drawn in the colour of the text, so that they hold in print and in any scheme."""

from __future__ import annotations

import html
from typing import Literal

Picture = Literal["hub", "people", "sure", "story", "money", "idea", "to do", "unknown"]
# What each shows, in words, and its lines on a ground of 48 by 48.
_DRAWN: dict[Picture, tuple[str, str]] = {
    "hub": (
        "A house with an open door",
        '<path d="M6 24 24 8l18 16"/><path d="M11 20v20h26V20"/><path d="M20 40V28h8v12"/>',
    ),
    "people": (
        "Three people",
        '<circle cx="24" cy="14" r="5"/><path d="M15 38v-8a9 9 0 0 1 18 0v8"/><circle cx="9" cy="19" r="4"/><path d="M3 38v-6a6 6 0 0 1 8-6"/>'
        '<circle cx="39" cy="19" r="4"/><path d="M45 38v-6a6 6 0 0 0-8-6"/>',
    ),
    "sure": (
        "A pair of scales",
        '<path d="M24 8v32M14 40h20M8 14h32"/><path d="M8 14 3 26h10zM40 14l-5 12h10z"/><circle cx="24" cy="8" r="2"/>',
    ),
    "story": (
        "Two people who talk",
        '<path d="M5 9h24v15H17l-7 7v-7H5z"/><path d="M33 17h10v15h-4v7l-7-7H21v-4"/>',
    ),
    "money": (
        "Coins",
        '<ellipse cx="24" cy="14" rx="14" ry="5"/><path d="M10 14v10c0 3 6 5 14 5s14-2 14-5V14"/><path d="M10 24v10c0 3 6 5 14 5s14-2 14-5V24"/>',
    ),
    "idea": (
        "A light bulb",
        '<path d="M18 31c-4-3-6-7-6-11a12 12 0 0 1 24 0c0 4-2 8-6 11v3H18z"/><path d="M19 38h10M21 42h6"/>',
    ),
    "to do": (
        "A list with a tick",
        '<path d="M10 6h28v36H10z"/><path d="m15 16 3 3 5-6M26 16h8M15 26h19M15 33h19"/>',
    ),
    "unknown": (
        "A question mark",
        '<circle cx="24" cy="24" r="19"/><path d="M18 19a6 6 0 1 1 8 6c-2 1-2 2-2 4"/><path d="M24 34v1"/>',
    ),
}


def drawn(picture: Picture) -> str:
    """The picture as SVG with its words for who cannot see it."""
    said, lines = _DRAWN[picture]
    return (
        f'<svg class="easy-picture" role="img" aria-label="{html.escape(said)}" viewBox="0 0 48 48" fill="none" stroke="currentColor" '
        f'stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">{lines}</svg>'
    )
