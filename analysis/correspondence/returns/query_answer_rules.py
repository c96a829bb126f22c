"""What an answered query sheet may say that does not fit together, in the words in which it is told."""

from __future__ import annotations

from analysis.sources.findings import Rule

_WHY = "What the hub meant is not certain, so nothing was changed."

UNKNOWN_HUB = Rule(
    "unknown-hub",
    "`{value}` is no hub of the register.",
    _WHY,
    "Write the hub's code as the register has it.",
    ignore="Never: the hub's answers are not used.",
)
NOT_OFFERED = Rule(
    "not-a-choice",
    "`{value}` is not one of the answers offered.",
    _WHY,
    "Choose one of the list, and read the sheet again.",
    ignore="Never: the hub's answer is not used.",
)
NO_CHOICE = Rule(
    "remark-alone",
    "The remark `{value}` stands there, but no answer was chosen.",
    "Nothing was changed by it.",
    "Read it, and ask the hub which of the answers it means.",
    ignore="Where the remark is about something else.",
)
NUMBER_FOR_RETURN = Rule(
    "not-a-choice",
    "A number cannot stand in for a return.",
    _WHY,
    "Ask the hub for the return itself.",
    ignore="Never: the return stays missing.",
)
EARLIER_HOLDS = Rule(
    "earlier-return-holds",
    "The earlier return for {about} holds.",
    "Until then the later one is counted.",
    "Take the later one out of the folder, and check again.",
    ignore="Never: the wrong return is counted until then.",
)
OF_ANOTHER_QUARTER = Rule(
    "return-of-another-quarter",
    "The return that is counted for {about} is not of that quarter.",
    "Until it is moved, that quarter's totals hold it.",
    "Ask of which quarter it is, and put it into that quarter's folder; or take it out.",
    ignore="Never: the totals of two quarters are wrong.",
)
OF_ANOTHER_HUB = Rule(
    "return-of-another-hub",
    "The return that is counted for {about} is not of this hub.",
    "Until its code is corrected, this hub's totals hold it.",
    "Ask the hub that it names, and correct the code on the return.",
    ignore="Never: the totals of two hubs are wrong.",
)
WAS_SHUT = Rule(
    "shut-in-the-register",
    "By the hub it was shut in {about}, and the register has it open then.",
    "Until the register says so, a return counts as due, and the report tells it as missing.",
    "Write {about} under `paused` in its row of register/hubs.csv; or under `closed` the last quarter in which it was open.",
    "note",
    ignore="Where it was shut for a part of the quarter alone.",
)
COME_SINCE = Rule(
    "answer-changed-since",
    "The return for {about} has come since.",
    _WHY,
    "See whether the return is the right one.",
    ignore="Where the return that has come is right.",
)
CHANGED_SINCE = Rule(
    "answer-changed-since",
    "{what} for {about} is not what it was when the sheet was sent out.",
    _WHY,
    "See what the return says now, and ask again if it is still in doubt.",
    ignore="Where what the return says now is right.",
)
NUMBER_MISSING = Rule(
    "number-missing",
    "Another number is said to be right, but not which.",
    _WHY,
    "Write the number, or choose that it is not known.",
    ignore="Never: the number in doubt stays as it was.",
)
TWO_ANSWERS = Rule(
    "answers-conflict",
    "`{chosen}` and another number, `{value}`, cannot both be meant.",
    _WHY,
    "Ask the hub which of the two it is.",
    ignore="Never: neither of the two is used.",
)
NOT_A_NUMBER = Rule(
    "not-a-number",
    "{says}",
    _WHY,
    "Write the number alone; `about 30` is fine.",
    ignore="Never: the hub's answer is not used.",
)
CANNOT_BE_RIGHT = Rule(
    "cannot-be-right",
    "It is said to be right, but it cannot be read as an answer to the question.",
    _WHY,
    "Ask the hub what is meant.",
    ignore="Never: the answer stays left out.",
)
CANNOT_ALL_BE_RIGHT = Rule(
    "cannot-both-be-right",
    "All of it is said to be right, but it cannot be: {asks}",
    _WHY,
    "Ask the hub once more, by word of mouth.",
    ignore="Never: one of these answers is wrong.",
)
