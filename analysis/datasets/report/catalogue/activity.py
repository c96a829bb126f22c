"""What the page on activity prints in fixed words."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "activity.rounding-row": "The row {row} is what lets the hubs, each in whole ones, add up to the total, which is rounded once.",
    "activity.volunteers": "Volunteers of {hubs} gave {hours} in {period} ({figure}).",
    "activity.support": "In {period} {kinds} could be found in the network ({figure}).",
    "activity.no-words": "For {period} no answer in words came that may be printed here.",
    "activity.none-may-be-printed": "No question on the form says that its answer in words may be printed here.",
    "activity.form-needed": "A form that says where answers in words may be printed.",
    "hubs.register-of": "{table} is of the end of {period}.",
    "hubs.coverage-of": "{figure} is of the end of {period}.",
    "hubs.off-the-map": "{localities} without coordinates can only be in the table.",
    "hubs.no-gap": "Each locality of the register had an open hub at the end of {period}.",
    "hubs.gaps": "{localities} had no hub at the end of {period} ({table}).",
    "hubs.people-in-gaps": "Together {people} people live in {them}.",
    "quality.undated": "Of {returns} it is not known, for no day on which it was sent can be read.",
    "quality.none-corrected": "No answer was corrected after an edition with it had come out.",
    "quality.no-edition-out": "No edition of these quarters is out yet, so nothing published can have been revised.",
}
