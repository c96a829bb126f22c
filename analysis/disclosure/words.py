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
import unicodedata
from collections.abc import Iterable

from analysis.datasets.written.few_people import PERSON
from analysis.disclosure.rule import WITHHELD
from analysis.sources.report.citations import typed_numbers

REASON_BESIDE_FEW = f"{WITHHELD} the reason is not printed beside a count that is withheld"
REASON_HELD = f"{WITHHELD} the reason has a number in it, which could tell a count"
_UNITS = "nought zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: at - 1 if at else 0 for at, word in enumerate(_UNITS.split())}
_VALUES |= {word: 10 * at for at, word in enumerate(_TENS.split(), 2)} | {"once": 1, "single": 1, "sole": 1, "alone": 1}
_VALUES |= dict.fromkeys(
    ["twice", "both", "couple", "pair", "double", "doubled", "half", "twin", "twins", "dau", "dwy"], 2
)
_VALUES |= dict.fromkeys(["thrice", "triple", "tripled", "treble", "trebled", "trio", "threesome", "tri", "tair"], 3)
_VALUES |= dict.fromkeys(["quadruple", "quadrupled", "quartet", "foursome", "pedwar", "pedair"], 4)
_VALUES |= {
    "quintet": 5,
    "chwech": 6,
    "saith": 7,
    "wyth": 8,
    "naw": 9,
    "deg": 10,
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1000,
}
_VALUES |= dict.fromkeys(["nobody", "none", "nil"], 0)
_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
_VALUES |= {word: at for at, word in enumerate(_ORDINALS.split(), 3)}
_WORD = re.compile(
    rf"\b(?:({'|'.join(_TENS.split())})[- ]({'|'.join(_UNITS.split()[2:11])})|({'|'.join(_VALUES)}))\b", re.IGNORECASE
)
_ONE_OF = re.compile(rf"\b(?:an?|another|the|my|our|his|her|their|only)\s+(?:\w+\s+)?(?:{PERSON})\b", re.IGNORECASE)
_ROMAN = re.compile(r"\b(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})\b")
_UNSEEN = re.compile(
    r"[\u00ad\u200b-\u200f\u2060\ufeff]"
)  # breaks a word for whoever searches, and not for whoever reads
_SPANS = re.compile(
    rf"\b(?:\d+|{'|'.join([*_VALUES, 'a'])})\s+(?:days?|weeks?|months?|years?|terms?|quarter)\b", re.IGNORECASE
)
_THINGS = (
    "pages?|rules?|rooms?|kitchens?|halls?|gardens?|buildings?|roofs?|walls?|doors?|windows?|floors?|stairs|keys?|locks?|boilers?|heaters?|radiators?|"
    "kettles?|ovens?|fridges?|freezers?|leaks?|floods?|storms?|streets?|roads?|miles?|villages?|towns?|vans?|computers?|printers?|posters?|websites?"
)
_OF_THINGS = re.compile(
    rf"\b(?:\d[\d,]*|(?:(?:{'|'.join(_TENS.split())})[- ])?(?:{'|'.join(_VALUES)}))\s+"
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
    read = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _OF_THINGS.sub(" ; ", _SPANS.sub(" ; ", read))


def _numbers_in(text: str) -> set[float]:
    found = {float(each[0].replace(",", "")) for each in _DIGITS.finditer(text)}
    for tens, units, alone in _WORD.findall(text.lower()):
        found.add(float(_VALUES[alone] if alone else _VALUES[tens] + _VALUES[units]))
    return found | ({1.0} if _ONE_OF.search(text) else set())
