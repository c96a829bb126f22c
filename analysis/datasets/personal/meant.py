"""Whether a word that is a name too is meant as a person's here: by the words around it, by an age, by what somebody is."""

from __future__ import annotations

import re

from analysis.datasets.personal.name_words import Word, end_of, given_names, word_sections

_OF = word_sections()
_MONTHS, _PLACES, _KIN, _ROLES, _NAMING = _OF["months"], _OF["places"], _OF["kin"], _OF["roles"], _OF["naming"]
_SEASONS = _MONTHS | _OF["seasons"]
_SAYING, _SAYING_ALONE = _OF["verbs"], _OF["verbs of speech"]
_BEFORE_PERSON, _BEFORE_THING = _NAMING | _OF["before"], _OF["before a thing"]


def meant_as_person(text: str, words: list[Word], at: int, last: int) -> bool:
    """Whether a name that is a word as well is meant as a person here."""
    word, after = words[at], words[last + 1] if last + 1 < len(words) else None
    next_to = after is not None and text[end_of(words[last]) : after.start] == " "
    before = words[at - 1] if at else None
    place = word.low in _PLACES or word.low in _SEASONS
    if last > at and words[last].low not in _PLACES | _MONTHS:
        return not (before and before.low in ("the", "a", "an"))
    if _aged(text, end_of(words[last])):
        return True
    if next_to and after is not None and after.low in (_SAYING_ALONE if place else _SAYING):
        return not (before and not word.first and before.low in ("the", "a", "in", "by", "since", "of", "this", "that"))
    if next_to and after is not None and after.low == "is" and _is_role(text, after.end):
        return True
    if word.owns and after is not None and after.low in _KIN:
        return True
    if word.first:
        return _beside_name(text, words, last)
    if before is None or before.low in _BEFORE_THING:
        return False
    if place:  # `between 1 April and 30 June` names nobody
        return before.low in _NAMING - {"between"} and text[before.end : word.start] == " "
    quiet = text[before.end : word.start].strip() in ("", "(", ",", "“", '"')
    return (quiet and (not before.cap or before.first)) or before.low in _BEFORE_PERSON


def called_after(text: str, words: list[Word], at: int, last: int) -> bool:
    """`the Norman tower`, `a Henry and a mop`: one name alone behind an article, and no `who` behind it."""
    if at == 0 or last > at or words[at - 1].low not in ("the", "a", "an") or words[at].owns:
        return False
    after = words[last + 1] if last + 1 < len(words) else None
    closely = text[words[at - 1].end : words[at].start] == " "
    return closely and after is not None and not after.cap and after.low not in ("who", "that", "i", "we", "whom")


def between_places(text: str, words: list[Word], at: int, last: int) -> bool:
    """`the bus from Ross to Ledbury`: one name alone, on the way to what is no person's."""
    if at == 0 or last > at or words[at - 1].low != "from" or last + 2 >= len(words):
        return False
    towards, there = words[last + 1], words[last + 2]
    return (
        towards.low == "to" and there.cap and there.low not in given_names() and there.low not in _OF["titles"]
        and text[words[last].end : towards.start] == " "
    )  # fmt: skip


def _aged(text: str, end: int) -> bool:
    """`Lily, aged 7`, `Clive, who is 82`, `Ivy (91)`."""
    return bool(
        re.match(
            r",? ?\(?(?:aged? |who (?:is|was) |,? ?)\(?\d{1,2}\b(?! ?(?:%|am|pm|:|\d))|,? who\b", text[end : end + 16]
        )
    )


def _is_role(text: str, end: int) -> bool:
    """`is our treasurer`, `is on the rota`: what a person is, and no month."""
    hit = re.match(r" (?:our|the|my|a|an|now)((?: \w+){1,3})", text[end : end + 50])
    return bool(hit and _ROLES & set(hit[1].lower().split())) or text[end : end + 12] == " on the rota"


def _beside_name(text: str, words: list[Word], last: int) -> bool:
    """`Bill and Maureen`: joined by `and` to a name that is nothing else."""
    after = text[end_of(words[last]) : end_of(words[last]) + 40]
    hit = re.match(r"(?: and| &|,) ([A-ZÀ-Þ][^\W\d_]+)", after)
    return bool(hit and hit[1].lower() in given_names())
