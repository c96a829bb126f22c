"""What people write in their own words, held against numbers before it is published.

A correction of a small count comes with its reason, and the reason often tells the count: "one volunteer was forgotten", "it is thirteen
and not twelve". So a reason with a number in it, in figures or in words, English or Welsh, is not printed; and beside a count that is withheld,
or crossed the threshold, none is, for words say how many in more ways than a list of words holds ("only Anna was forgotten"). What a hub writes otherwise is not printed
where a number in it is one of the hub's own counts of that quarter which is not shown as it is.

A number of things that stand for nobody may stay: one page of rules, two kettles. Forms, lines, cups or chairs are not among them, for each is
often one person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.datasets.written.few_people import PERSON
from analysis.disclosure.rule import WITHHELD
from analysis.sources.number_words import (
    ENGLISH_TOO,
    GROUPS,
    OTHER_FORMS,
    SCALES,
    TENS,
    UNITS,
    WELSH,
    any_of,
    as_read,
    numbers_told,
)
from analysis.sources.report.citations import typed_numbers

REASON_BESIDE_FEW = f"{WITHHELD} the reason is not printed beside a count that is withheld"
REASON_HELD = f"{WITHHELD} the reason has a number in it, which could tell a count"
# A reason is not printed for any of these, alone or in a row: a Welsh word that is an English one too is none.
_VALUES = UNITS | TENS | SCALES | GROUPS | OTHER_FORMS
_VALUES |= {word: value for word, value in WELSH.items() if word not in ENGLISH_TOO}
_WORD = re.compile(rf"\b(?:{any_of(_VALUES)})\b", re.IGNORECASE)
_OTHER_FORM = re.compile(rf"\b(?:{any_of(OTHER_FORMS)})\b(?!\s+(?:a\s+)?(?:dozen|score))", re.IGNORECASE)
_ONE_OF = re.compile(rf"\b(?:an?|another|the|my|our|his|her|their|only)\s+(?:\w+\s+)?(?:{PERSON})\b", re.IGNORECASE)
_ROMAN = re.compile(r"\b(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})\b")
_SPANS = re.compile(
    rf"\b(?:\d+|{'|'.join([*_VALUES, 'a'])})\s+(?:days?|weeks?|months?|years?|terms?|quarter)\b", re.IGNORECASE
)
_THINGS = (
    "pages?|rules?|rooms?|kitchens?|halls?|gardens?|buildings?|roofs?|walls?|doors?|windows?|floors?|stairs|keys?|locks?|boilers?|heaters?|radiators?|"
    "kettles?|ovens?|fridges?|freezers?|leaks?|floods?|storms?|streets?|roads?|miles?|villages?|towns?|vans?|computers?|printers?|posters?|websites?"
)
_OF_THINGS = re.compile(
    rf"\b(?:\d[\d,]*|(?:(?:{any_of(TENS)})[- ])?(?:{any_of(_VALUES)}))\s+"
    rf"(?:(?:new|old|whole|other|small|large|big|broken|more|further)\s+)?(?:{_THINGS})\b(?!['’-])",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d[\d,]*")


def reason_shown(text: str) -> str:
    """The reason as it may be printed: itself, or REASON_HELD where it has a number in it. Spans of time and things are no counts of people.

    >>> reason_shown("the hub was shut for nine weeks after a flood")
    'the hub was shut for nine weeks after a flood'
    >>> reason_shown("one volunteer was forgotten")
    '[c] the reason has a number in it, which could tell a count'
    >>> reason_shown("one page of rules had gone to the other hub")
    'one page of rules had gone to the other hub'
    """
    without = _without_things(text)
    signs = (_WORD, _ONE_OF, _DIGITS, _ROMAN)
    return REASON_HELD if typed_numbers(without) or any(sign.search(without) for sign in signs) else text


def tells_one_of(text: str, counts: Iterable[float]) -> bool:
    """Whether a number in the text, in figures or in words, is one of the counts."""
    return bool(_numbers_in(_without_things(text)) & {float(count) for count in counts})


def _without_things(text: str) -> str:
    """What is left where numbers of days and of things are taken out; a sign in their place, so that no words come to stand together."""
    return _OF_THINGS.sub(" ; ", _SPANS.sub(" ; ", as_read(text)))


def _numbers_in(text: str) -> set[float]:
    found = {float(each[0].replace(",", "")) for each in _DIGITS.finditer(text) if each[0].strip(",")}
    found |= {float(each.value) for each in numbers_told(text) if each.written.lower() not in ENGLISH_TOO}
    found |= {float(OTHER_FORMS[each[0].lower()]) for each in _OTHER_FORM.finditer(text)}
    return found | ({1.0} if _ONE_OF.search(text) else set())
