"""The catalogue of wording: what pages print in fixed words, a room a page.

An id begins with its subject. A sentence stands here and nowhere in the code that prints it; slots in braces hold numbers that lead to their
sources, names and periods. What a number allows to be said is no part of it: verdicts word that.
"""

from __future__ import annotations

from analysis.datasets.report.catalogue import easy_words, funder_page, hub_page, report

ROOMS: dict[str, dict[str, str]] = {
    "The report": report.WORDS,
    "The page in easy words": easy_words.WORDS,
    "A hub's page": hub_page.WORDS,
    "The page on funders": funder_page.WORDS,
}
CATALOGUE: dict[str, str] = {name: words for room in ROOMS.values() for name, words in room.items()}
"""Sentence by its id."""
