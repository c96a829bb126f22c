"""What the page on what people tell prints in fixed words."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "told.three-times": "{table} counts every source three times: by who collected it, by place and by kind of source. A place is the one named, or that "
    "of the hub it is about.",
    "told.more-of-each": "More sources of each {kind}.",
    "told.sources-needed": "At least {fewest} coded sources.",
    "told.codes-not-given": "{codes} of the codebook {were} not given to any.",
    "told.no-contrary-code": "The codebook has no code for contrary cases, so nobody looked for them in a way that can be counted. That none is shown does not "
    "mean that there is none.",
    "told.contrary-code-needed": "A code named Contrary, for an outcome that was hoped for and did not happen, given wherever it is told.",
    "told.no-contrary-words": "No contrary case was found, so there are no words to show of one.",
    "told.contrary-needed": "A source that tells of what was hoped for in vain.",
    "told.consent-needed": "The teller's consent to be quoted.",
    "told.contrary-words": "{table} holds one passage of each, as it was told.",
    "told.others-counted": "The others are counted only.",
    "told.no-codes": "The codebook has no codes for outcomes, or none for help, lessons and hurdles.",
    "told.codes-given-most": "The drawing holds the codes given most; its data holds all.",
    "told.no-two-codes": "No source was given two codes.",
    "told.two-codes-needed": "Sources coded with more than one code each.",
    "told.pairs-shown": "Shown are the pairs found in most sources.",
}
