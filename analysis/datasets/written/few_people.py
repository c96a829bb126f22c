"""How many people a text tells of, where they are few: in figures or in words, English or Welsh.

Three ways of saying it are known: a number before the people ("three keen volunteers", "dau o bobl"), some of them ("three of the volunteers"), and
a number after them ("Volunteers: 3", "volunteers fell from twelve to three"). Whoever wants to say it otherwise still can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.sources.number_words import NUMBER, as_read, numbers_told, value_of

PERSON = (
    "volunteer|person|helper|visitor|child|member|participant|carer|adult|baby|boy|girl|man|woman|lady|pupil|referral|course|family|"
    "worker|attendee|resident|pensioner|teenager|mother|father|mum|dad|parent|grandmother|grandfather|neighbour|friend|guest|lad|student|refugee"
)
_ALSO = (
    "trustee|client|user|befriender|driver|cook|coordinator|co-ordinator|widow|widower|learner|newcomer|patient|tenant|toddler|youngster|"
    "grandchild|daughter|son|brother|sister|household|couple|individual|colleague|teacher|leader|organiser|employee|apprentice|intern|customer|"
    "villager|veteran|survivor|seeker|applicant|attender|steward|caretaker|manager|mentor|tutor|nurse|kid|pair"
)
_PLURAL = (
    rf"(?:{PERSON}|{_ALSO})(?:s|es)|people|persons|children|grandchildren|men|women|ladies|families|babies|beneficiaries|staff|folks?|regulars|locals|"
    "others|kids|youths"
)
_WELSH = (
    "[pb]obl|phobl|b?lant|plant|phlant|[pb]lentyn|phlentyn|g?wirfoddolwyr|g?wirfoddolwr|[pb]erson|pherson|d?dyn|d?dynion|menywod|fenywod|menyw|fenyw|"
    "merch|ferch|merched|ferched|bachgen|fachgen|bechgyn|fechgyn|teulu|deulu|theulu|teuluoedd|deuluoedd|aelod|aelodau|oedolyn|oedolion|g?ofalwr|"
    "g?ofalwyr|ymwelydd|ymwelwyr"
)
_NO_PERSON = (  # a family room and a volunteer day are none
    r"(?!-\w|\s+(?:rooms?|sessions?|days?|groups?|hubs?|events?|clubs?|areas?|spaces?|centres?|services?|activit(?:y|ies)|organisations?|hours?|meals?|"
    r"programmes?|support|schemes?|networks?|funds?|grants?|surveys?|forms?|questionnaires?|routes?|pathways?|visits?|times?|care)\b)"
)
_ENDS = r"(?=\s*(?:[.,;:!?)\]]|$))"
# What may stand between: words that say of what kind, none that begins something else and none in the plural (“three sessions helping people”).
_BETWEEN = (
    r"(?:(?!(?:of|in|and|or|to|for|with|by|at|on|from|per|an?|each|every|the|that|which|who|were|was|is|are|had|have|has|as|than)\b|\w*[^su\W]s\b)"
    r"(?>[^\W\d][\w’'-]{0,40}),?[\s-]+){0,3}?"
)
_BEFORE = re.compile(
    rf"(?<![\w,.’'£$€-])(?P<number>{NUMBER})(?:\s*\(\d+\))?(?P<gap>(?:[\s-]+(?:of|o)(?:\s+(?:the|our|their|its|your|my|those|these|them|y))?)?[\s-]+{_BETWEEN})"
    rf"(?P<who>(?P<welsh>{_WELSH})|(?P<many>{_PLURAL})|(?:{PERSON}|{_ALSO}))\b{_NO_PERSON}",
    re.IGNORECASE,
)
_LINKS = (
    "fell|rose|grew|dropped|went|came|declined|increased|decreased|reduced|shrank|were|was|are|is|be|to|from|by|at|of|in|down|up|now|only|just|about|"
    "around|nearly|numbered|number|totalled|total|stood|remained|remaining|left|there|and|had|have|been|then"
)
_APART = r"(?:[\s,;:=|*_()–—]|(?<=\s)-(?=\s))+"
_AFTER = re.compile(  # atomic, or “twenty two” is tried as one number and as two, each time
    rf"\b(?:{_PLURAL}|{_WELSH})(?:{_APART}(?>(?:{_LINKS}|{NUMBER})\b)){{0,12}}{_APART}{NUMBER}"
    r"(?=\s*(?:[.;,:!?)\]|*_]|$)|\s+(?:in|at|by|this|last|during|since|after|before|and|only|left|now|here|there|when|over)\b)",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(  # one in three people; Year 6 pupils
    rf"(?:\b{NUMBER}\s+(?:in|out\s+of)|\b(?:years?|stage|grade|level|phase|room))\s+$", re.IGNORECASE
)


def few_told(text: str, most: int) -> str:
    """The words that say how many people it was, where these are from 1 to `most`; empty where none do.

    >>> few_told("In spring only three new volunteers were left.", 7)
    'three new volunteers'
    >>> few_told("Volunteers fell from twelve to three.", 7)
    'Volunteers fell from twelve to three'
    >>> few_told("Three sessions for forty people.", 7)
    ''
    """
    read = as_read(text)
    return next((words for words, value in _counted(read) if 1 <= value <= most), "")


def _counted(text: str) -> Iterator[tuple[str, int]]:
    for found in _BEFORE.finditer(text):
        if _counts(found, text):
            yield " ".join(found[0].split()), value_of(found["number"])
    for found in _AFTER.finditer(text):
        for number in numbers_told(found[0]):
            yield " ".join(found[0].split()), number.value


def _counts(found: re.Match[str], text: str) -> bool:
    """Whether the number is of these people: one is of one, several are of several, or the people's word ends what is said."""
    if _NO_COUNT.search(text[max(0, found.start() - 80) : found.start()]):
        return False
    if found["welsh"]:
        return True
    if value_of(found["number"]) == 1 and not found["number"].isdecimal():
        return not found["many"] and not re.search(r"\bof\b|,", found["gap"])
    return bool(found["many"]) or re.match(_ENDS, text[found.end() :]) is not None
