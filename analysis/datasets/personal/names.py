"""Names of people in a text, told from places, bodies, months and first words of sentences by the words around them.

A list of given names knows most people; what is on no list is found by a title, an initial or words such as `called`. Many names
are words as well (Will, Hope, April): they count only where the sentence treats them as a person.
"""

from __future__ import annotations

import re

from analysis.datasets.personal.marks import Found
from analysis.datasets.personal.meant import between_places, called_after, meant_as_person
from analysis.datasets.personal.name_words import (
    Word,
    end_of,
    given_names,
    merged_spans,
    names_that_are_words,
    nobodies,
    word_sections,
    words_of,
)

NAME = "name"
_OF = word_sections()
_TITLES, _BODIES, _LOW_BODIES = _OF["titles"], _OF["bodies"], _OF["bodies in small letters"]
_MONTHS, _PLACES = _OF["months"], _OF["places"]
_SEASONS = _MONTHS | _OF["seasons"]
_SAYING, _SAYING_ALONE = _OF["verbs"], _OF["verbs of speech"]
_NAMING, _KIN, _ROLES = _OF["naming"], _OF["kin"], _OF["roles"]
_BEFORE_PERSON = _NAMING | _OF["before"]
_FIRST_WORDS = _OF["no names"] | _MONTHS
_CLOSE, _HOW_CLOSE = _OF["close"], _OF["how close"]
_PARTICLES, _BEFORE_BODY, _BEFORE_THING = _OF["particles"], _OF["before a body"], _OF["before a thing"]
# Surnames that are known by their form; the shop and the biscuits are nobody.
_SURNAME = re.compile(r"(?:O['’]|Ma?c)(?!Donald['’]?s?$|Vitie|Cain$|Millan$)[A-Z][a-z]{2,}")
_INITIAL = re.compile(r"(?<![\w.'’])(?:(?:[A-Z]\. ?){1,3}|[B-HJ-Z] )([A-Z][a-z]{2,}(?:[-'’][A-Z][a-z]+)*)")
_SAID_NAME = re.compile(
    r"(?:\b(?:my|his|her|their|whose) name (?:is|was)|\bnamed after|\b(?:is|was|be|are|were|man|woman|lad|girl|boy|lady|someone|somebody|shall|we|us) "
    r"(?:called|call|named)|\b(?:I am|I'm|I’m)|\b[Ss]igned,?|\b[Cc]ontact:|\b[Ii]nterview(?:ed)? (?:with|by)|\b[Cc]ollected by|\b[Cc]oded by"
    r"|\b[Yy]ours (?:sincerely|faithfully),?) +(?=[A-ZÀ-Þ])"
)


def find_names(text: str) -> list[Found]:
    """Each name with its title, in order. Nothing is known here of a network's own hubs and payers: see personal_data."""
    words = words_of(text)
    if not words:
        return []
    shouted = sum(word.text.isupper() for word in words if len(word.text) > 1) > len(words) / 2
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        last, person = _name_at(text, words, at, shouted)
        if person:
            spans.append((words[at].start, end_of(words[last])))
        at = last + 1
    spans += (
        [hit.span() for hit in _INITIAL.finditer(text) if hit[1].lower() not in _BODIES | _FIRST_WORDS]
        if not shouted
        else []
    )
    spans += _said(text, words)
    things = [hit.span() for hit in nobodies().finditer(text)]
    return [
        Found(NAME, *span)
        for span in merged_spans(spans)
        if not any(start <= span[0] and span[1] <= end for start, end in things)
    ]


def _joined(text: str, one: Word, two: Word) -> bool:
    """Whether two words may be of one name: a space between them, and an initial's dot."""
    between = text[one.end : two.start]
    return not one.owns and (between == " " or (between == ". " and (len(one.text) <= 2 or one.low in _TITLES)))


def _name_at(text: str, words: list[Word], at: int, shouted: bool) -> tuple[int, bool]:
    """The place of the last word of what begins at this one, and whether that is a person's name."""
    word = words[at]
    if word.low in _TITLES and (titled := _titled(text, words, at)) is not None:
        return titled, True
    if word.text.isupper() and len(word.text) > 1 and not shouted:
        last = _shouted_name(text, words, at)
        return (at, False) if last is None else (last, True)  # a set of initials, as NHS or NINO
    if not word.cap:
        return at, _low_name(text, words, at)
    parts = word.low.split("-")
    if _SURNAME.fullmatch(word.text) and not shouted:
        last = _last_of(text, words, at, shouted)
        return (at, False) if _is_body(text, words, at, last) else (last, True)
    known = all(part in given_names() or part in names_that_are_words() for part in parts) and (
        len(parts) > 1 or word.low in given_names()
    )
    if len(parts) > 1 and parts[0] in given_names() and word.text.split("-")[1][:1].isupper():
        last = _last_of(text, words, at, shouted)  # `Jean-Baptiste Mbeki`
        if last > at and not _is_body(text, words, at, last):
            return last, True
    if word.low in _BODIES or not (known or word.low in names_that_are_words()):
        return at, False
    last = _last_of(text, words, at, shouted)
    if _is_body(text, words, at, last):
        return last, False
    if between_places(text, words, at, last):
        return last, False
    certain = (
        known and (word.low not in names_that_are_words() or len(parts) > 1) and not called_after(text, words, at, last)
    )
    return (last, True) if certain or meant_as_person(text, words, at, last) else (at, False)


def _titled(text: str, words: list[Word], at: int) -> int | None:
    """`Mrs P. Hargreaves`, `Auntie Bev`, `mr singh`; not `Father Christmas` and not `Mother and Baby`."""
    if at + 1 == len(words) or not _joined(text, words[at], words[at + 1]):
        return None
    after = words[at + 1]
    if words[at].cap and (beyond := _after_particles(text, words, at + 1)) is not None:
        return _last_of(text, words, beyond, False)
    if words[at].cap and after.cap and after.low not in _BODIES | _FIRST_WORDS:
        last = _last_of(text, words, at + 1, False)
        return None if _is_body(text, words, at, last) else last
    if (
        words[at].low in ("mr", "mrs", "dr")
        and not words[at].cap
        and len(after.text) > 2
        and after.low not in _FIRST_WORDS
    ):
        return at + 1
    return None


def _after_particles(text: str, words: list[Word], at: int) -> int | None:
    """The place of the surname in `de Souza`, `van der Berg`, `al-Hassan`, where particles in small letters begin here."""
    place = at
    while place < len(words) and words[place].low in _PARTICLES and not words[place].cap:
        if place + 1 == len(words) or not _joined(text, words[place], words[place + 1]):
            return None
        place += 1
    if at < place < len(words) and words[place].cap:
        return place
    parts = words[at].text.split("-")
    return at if len(parts) > 1 and parts[0].lower() in _PARTICLES and parts[-1][:1].isupper() else None


def _shouted_name(text: str, words: list[Word], at: int) -> int | None:
    """Where `JANE SMITH` ends, a given name and a surname in capitals in a line that is not all capitals."""
    if at + 1 == len(words) or not _joined(text, words[at], words[at + 1]) or _is_body(text, words, at, at + 1):
        return None
    after = words[at + 1]
    surname = after.text.isupper() and len(after.text) > 2 and after.low not in _BODIES | _FIRST_WORDS
    return at + 1 if surname and words[at].low in given_names() | names_that_are_words() else None


def _last_of(text: str, words: list[Word], at: int, shouted: bool) -> int:
    """How far a name goes on: surnames, initials, `O'Connell`, at most three more words."""
    last = at
    while last + 1 < len(words) and last - at < 3 and _joined(text, words[last], words[last + 1]):
        after = words[last + 1]
        small = after.low in _PARTICLES and last + 2 < len(words)
        if small and words[last + 2].cap and not shouted:
            last += 1
            continue
        if (
            not after.cap
            or after.low in _FIRST_WORDS
            or (shouted and after.low in _SAYING)
            or (after.first and len(words[last].text) > 2)
        ):
            break
        if shouted and after.low not in given_names() and last > at:
            break
        last += 1
    return last


def _is_body(text: str, words: list[Word], at: int, last: int) -> bool:
    """Whether the words are part of the name of a body, a place or a thing: St Mary's Hall, the Albert Room, Nan's Kitchen."""
    inside = words[at : last + 1]
    if any(_of_body(word.low) for word in inside[1:]):
        return True
    if last + 1 < len(words):
        after, between = words[last + 1], text[words[last].end : words[last + 1].start]
        if (
            between == " "
            and not words[last].owns
            and after.low not in _KIN
            and _of_body(after.low if after.cap else f"-{after.low}")
        ):
            return True
        if between == " " and words[last].owns and after.cap and _of_body(after.low):
            return True
        if (
            between in (" & ", " and ")
            and after.cap
            and after.low not in given_names() | names_that_are_words()
            and words[at].owns
        ):
            return True
    if at == 0:
        return False
    before, between = words[at - 1], text[words[at - 1].end : words[at].start]
    if between not in (" ", ". ", "-"):
        return False
    if before.low in _BEFORE_BODY:
        return True
    return before.low == "the" and last > at and text[end_of(words[last]) : end_of(words[last]) + 1] not in ("'", "’")


def _of_body(low: str) -> bool:
    """`Halls`, `Trust`; `-ward`: a word in small letters, which fewer bodies end in."""
    if low.startswith("-"):
        return low[1:] in _LOW_BODIES
    return low in _BODIES or low.removesuffix("s") in _BODIES


def _low_name(text: str, words: list[Word], at: int) -> bool:
    """`thanks to sarah and dave`: a name in small letters, where it is no other word."""
    word = words[at]
    if len(word.text) < 4 or word.low not in given_names():
        return False
    before = words[at - 1].low if at else ""
    after = words[at + 1].low if at + 1 < len(words) else ""
    apart = text[words[at - 1].end : word.start] if at else ""
    return (
        before in _BEFORE_PERSON or before in _ROLES or "," in apart or after in _SAYING or (not before and bool(after))
    )


def _of_a_group(words: list[Word], at: int) -> bool:
    """`our Monday group is called ...`: what bears the name is a body, or a thing that bodies have."""
    return any(_of_body(word.low) or _of_body(f"-{word.low}") for word in words[max(0, at - 4) : at])


def _said(text: str, words: list[Word]) -> list[tuple[int, int]]:
    """Names on no list, where the sentence says that it is one: `called Tewodros Bekele`, `my mate Deano`."""
    starts = {word.start: number for number, word in enumerate(words)}
    spans = []
    for hit in _SAID_NAME.finditer(text):
        at = starts.get(hit.end())
        if at is not None and words[at].low not in _FIRST_WORDS | _BODIES and not _of_a_group(words, at):
            last = _last_of(text, words, at, False)
            if not _is_body(text, words, at, last):
                spans.append((words[at].start, end_of(words[last])))
    for at, word in enumerate(words[2:], start=2):  # `my mate Deano`, `her little boy Zayn`
        owner, close = words[at - (3 if at > 2 and words[at - 2].low in _HOW_CLOSE else 2)], words[at - 1].low
        if (
            (owner.low in ("my", "our", "his", "her", "their", "your", "whose") or owner.owns)
            and close in _CLOSE
            and text[words[at - 1].end : word.start] == " "
            and word.cap
        ):
            last = _last_of(text, words, at, False)
            if word.low not in _FIRST_WORDS | _BODIES and not _is_body(text, words, at, last):
                spans.append((word.start, end_of(words[last])))
    return spans + _in_office(text, words)


def _in_office(text: str, words: list[Word]) -> list[tuple[int, int]]:
    """Who is what: `our treasurer is Anthea Ludgrove`, `the coordinator, Parveen Akhtar,`."""
    spans = []
    for at, word in enumerate(words[2:], start=2):  # `our treasurer is Anthea Ludgrove`
        if words[at - 2].low in _ROLES and words[at - 1].low in ("is", "was") and word.cap:
            last = _last_of(text, words, at, False)
            if last > at and word.low not in _FIRST_WORDS | _BODIES and not _is_body(text, words, at, last):
                spans.append((word.start, end_of(words[last])))
    for at, word in enumerate(words[1:], start=1):
        gap = text[words[at - 1].end : word.start]
        if gap in (", ", " (") and word.cap and words[at - 1].low in _ROLES and word.low not in _FIRST_WORDS | _BODIES:
            last = _last_of(text, words, at, False)
            closed = text[end_of(words[last]) : end_of(words[last]) + 1] in (",", ")")
            if closed and not _is_body(text, words, at, last):
                spans.append((word.start, end_of(words[last])))
    return spans
