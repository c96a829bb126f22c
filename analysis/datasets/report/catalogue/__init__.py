"""The catalogue of wording: what pages print in fixed words, a room a page.

An id begins with its subject. A sentence stands here and nowhere in the code that prints it; slots in braces hold numbers that lead to their
sources, names and periods. What a number allows to be said is no part of it: verdicts word that.
"""

from __future__ import annotations

from analysis.datasets.report.catalogue import (
    activity,
    change,
    easy_words,
    funder_page,
    funding,
    hub_page,
    learning,
    planning,
    report,
    tellings,
)

ROOMS: dict[str, dict[str, str]] = {
    "The report": report.WORDS,
    "The page in easy words": easy_words.WORDS,
    "A hub's page": hub_page.WORDS,
    "The page on funders": funder_page.WORDS,
    "The page on money": funding.WORDS,
    "The page on change": change.WORDS,
    "The page on planning": planning.WORDS,
    "The pages on hubs, activity and data quality": activity.WORDS,
    "The page on what people tell": tellings.WORDS,
    "The page on learning": learning.WORDS,
}
CATALOGUE: dict[str, str] = {name: words for room in ROOMS.values() for name, words in room.items()}
"""Sentence by its id."""
