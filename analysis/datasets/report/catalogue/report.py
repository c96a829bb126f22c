"""What the report prints in fixed words."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "first.changed": "What changed",
    "first.told": "What was told",
    "first.sure": "How sure that is",
    "first.money": "Where the money went",
    "first.learned": "What was learned",
    "first.do": "What to do",
    "first.compared": "{label} {moved} at the {hubs} (of {open}) that can be compared.",
    "first.not-compared": "{label}: {counted}; no hub can be compared with a year earlier.",
    "first.chosen": "It rests on {sources}; they were chosen to be learned from, so none of it says how common anything is.",
    "narrative.not-written": "Nobody has written yet how they read this evidence. The exhibits say what was counted, told and paid; what it "
    "means together is for a person to say, and to sign.",
    "narrative.explained": "Each sentence rests on the numbers or quotes in it, or says that it is our view.",
    "learned.in-full": "The page on learning has each in full. A source that speaks for and against counts on both sides.",
    "learned.none": "No finding is written down yet.",
    "recommendations.next": "The next report accounts for each of them",
    "limits.returns": "It rests on {came} of {due} due ({share}); hubs that sent none may differ from those that did.",
    "limits.all-returns": "It rests on all {due} due.",
    "limits.doubts": "The checks leave out {lost}, in whole or in part, and keep {kept} as sent.",
    "limits.no-doubt": "The checks raised {lost} doubt about these returns.",
    "limits.no-returns": "It holds no returns, so it says nothing about how many people came or what hubs did.",
    "limits.no-cases": "It holds no case study, interview or other source, so it says nothing of what change meant to the people concerned.",
    "limits.counting": "Hubs count attendances in their own ways, and a person who uses two hubs is counted at both.",
    "limits.decision": "Where hubs with and without support are compared, support was given by decision and not by lot.",
    "reading.rule": "Small counts of people are withheld ([c] in tables) and others rounded; the page on data quality has the rule and all signs.",
    "reading.cards": "Each number opens a card with its source; on paper it has a note at the end.",
    "reading.cards-in-full": "Every number of this report has a card, on its web page, that says how it was worked out and from which files: there "
    "each number with a dotted line under it opens its card. On paper the notes at the end say the same.",
    "reading.rests-on": "This edition rests on {held}.",
    "reading.holds-none": "It holds none of these: {absent}.",
}
