"""What a heading of somebody else's form asks for, told by the words that hubs and funders use for it; never by letters alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.datasets.written.numbers_and_days import plain_words

# Words for one thing, as expressions. A meaning is a few of them together.
_WORDS = {
    "volunteer": r"volunteers?|vols?|volunteer(?:ed|ing)|helpers?",
    "hours": r"hours?|hrs",
    "session": r"sessions?|activit(?:y|ies)|events?|classes",
    "attend": r"attend(?:ance|ances|ed|ees)?|visits|footfall|times people came",
    "different": r"different|unique|distinct|individual|separate",
    "people": r"people|persons?|visitors?|individuals?|users|beneficiaries|participants?",
    "counted people": r"(?:how many|number of|total(?: number of)?|no\.? of) (?:people|visitors|participants|users|beneficiaries)"
    r"(?= (?:who )?(?:came|come|attended|visited|used|took part|this|in all)\b|$)|people who (?:came|attended|visited|used)",
    "young": r"under[- ]?18s?|under the age of 18|0\s?(?:-|–|to)\s?1[78]|17 (?:and|or) under|up to 17|children",
    "adult": r"18\s?(?:-|–|to)\s?6[45]|working[- ]age",
    "old": r"65\s?(?:\+|plus)|65 (?:and|or|years and) (?:over|older|above)|over[- ]6[45]s?|65s? and over|pensioners?|older people",
    "support": r"support|help|services",
    "offered": r"kinds?|types?|offer(?:ed)?|provid(?:e|ed)|available|which|what",
    "agency": r"agenc(?:y|ies)|organi[sz]ations?|partners?",
    "warm": r"warm(?: space| bank| hub| place| room)?s?",
    "refer": r"refer(?:red|rals?)?",
    "inward": r"in|to us|to (?:the |your |our )?hub|to you|received|from|by",
    "outward": r"out|on|onwards?|elsewhere|made|to (?:other|another|an?) \w+",
    "signpost": r"signpost(?:ed|ing|s)?|point(?:ed)? (?:people )?(?:on )?to (?:other|another)",
    "step": r"next steps?|moved on|went on to|progress(?:ed|ion)?",
    "income": r"income|money (?:came |come |coming )?in|donations?|raised|takings|receipts|revenue|received",
    "spent": r"expenditure|money (?:went |going )?out|spend(?:ing)?|spent|outgoings|paid out|expenses|costs",
    "story": r"stor(?:y|ies)|happened|case study|highlight|good news",
    "learn": r"learn(?:ed|t|ing)?|lessons?",
}
_FOUND = {name: re.compile(rf"(?<![\w£])(?:{words})(?!\w)") for name, words in _WORDS.items()}
# By question, the words that must be there together; of several meanings in one heading the one of most words holds, of as many the
# one that stands first here, for `people who volunteered` are volunteers.
_MEANINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "volunteer_hours": (("volunteer", "hours"),),
    "referrals_in": (("refer", "inward"),),
    "referrals_out": (("refer", "outward"), ("signpost",)),
    "next_steps": (("step",),),
    "people_0_17": (("young",),),
    "people_18_64": (("adult",),),
    "people_65_plus": (("old",),),
    "volunteers": (("volunteer",),),
    "agencies": (("agency",),),
    "people": (("different", "people"), ("counted people",)),
    "attendances": (("attend",),),
    "sessions": (("session",),),
    "support_kinds": (("support", "offered"),),
    "warm_space": (("warm",),),
    "money_in": (("income",),),
    "money_out": (("spent",),),
    "story": (("story",),),
    "learned": (("learn",),),
}
# What makes a number another one than the one that is asked for.
_ANOTHER_NUMBER = re.compile(
    r"\b(?:average|mean|typical|usual(?:ly)?|per|percent(?:age)?|proportion|target|planned|last (?:quarter|year)|new|waiting|"
    r"would you|do you want|like to|need(?:ed|s)?|wish(?:es)?|satisf\w+|training|staff|trustees?|cancelled|online|virtual|"
    r"disab\w+|carers?|female|male|women|men|girls|boys|ethnic\w*|refugees?|unemployed|veterans?|first[- ]time|repeat|returning)\b|%"
)
# Two of these in one heading ask for two things, or for one in a way that only a person can tell.
_EITHER = (
    {"referrals_in", "referrals_out"},
    {"money_in", "money_out"},
    {"people_0_17", "people_18_64", "people_65_plus"},
)
_AGES = {"young", "adult", "old"}
_OF_OTHERS = {"volunteer", "refer", "signpost", "step", "attend", "session", "agency"}  # whose ages nobody asks for
# Words of a column that say too little alone: what they mean is said by the group that the column stands in.
_LEANING = re.compile(
    r"\W*(?:(?:how many|number|no|total|in all|in|out|received|made|given|hours|of|them|count|all|people)\W*)+"
)


class Meaning(NamedTuple):
    """The question that a heading asks for, and the words that say so; empty where none or several are meant."""

    question: str
    words: tuple[str, ...]
    told_by: int  # words that must be there together


NOTHING = Meaning("", (), 0)


def meaning_of(heading: str, group: str = "") -> Meaning:
    """What a heading asks for. group: the part of the form that it stands in, which weighs only where the heading leans on it."""
    plain = plain_words(heading)
    if group and _LEANING.fullmatch(plain):
        plain = f"{plain_words(group)} {plain}"
    if _ANOTHER_NUMBER.search(plain):
        return NOTHING
    found = {name: match[0] for name, pattern in _FOUND.items() if (match := pattern.search(plain))}
    if _AGES & found.keys() and _OF_OTHERS & found.keys():
        return NOTHING
    meant = {
        question: max((each for each in ways if set(each) <= found.keys()), key=len, default=())
        for question, ways in _MEANINGS.items()
    }
    most = max(map(len, meant.values()))
    best = [question for question, words in meant.items() if most and len(words) == most]
    if not best or any(len(either & set(best)) > 1 for either in _EITHER):
        return NOTHING
    words = meant[best[0]]
    return Meaning(best[0], tuple(found[name] for name in words), len(words))
