"""What the page on learning prints in fixed words."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "learning.none-made": "No recommendation of a report of {year} is on record, so nothing can be said of what became of it.",
    "learning.indicators-elsewhere": "What their indicators did since is in the report of {newest} alone: this one compares with {earlier}, which lies before them.",
    "learning.none-of-year": "No recommendation of the report of {year} is on record.",
    "learning.agreed-needed": "The recommendations agreed with the hubs: one row each, with the one who should act.",
    "learning.not-known": "Not known: no recommendation of the report of {year} is on record.",
    "learning.nothing-left": "Nothing is left to do of the {recommendations} of the report of {year}.",
    "learning.answers-only": "{table} counts answers only. Their words stand on a hub's own page, or among what hubs tell in their own words, where the form "
    "said that they may be printed there; others are printed nowhere, for they may tell of persons who did not agree to it.",
    "learning.every-question-used": "Each question is used by something.",
    "learning.hub-page-alone": "Used on the hub's own page alone: {questions}.",
    "learning.nobody-looked": "Nobody looked: the codebook has no code for contrary cases.",
    "learning.nor-the-contrary": "No source tells the contrary either.",
}
