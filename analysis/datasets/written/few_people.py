"""How many people a text tells of, where they are few: in figures or in words, English or Welsh."""

from __future__ import annotations

import re

PERSON = (
    "volunteer|person|helper|visitor|child|member|participant|carer|adult|baby|boy|girl|man|woman|lady|pupil|referral|course|family|"
    "worker|attendee|resident|pensioner|teenager|mother|father|mum|dad|parent|grandmother|grandfather|neighbour|friend|guest|lad|student|refugee"
)
_MANY = "people|children|men|women|ladies|families|babies|carers|others|gwirfoddolwyr|gwirfoddolwr|pobl|plant"
_NUMBERS = {
    "one": 1, "single": 1, "sole": 1, "un": 1, "two": 2, "both": 2, "couple of": 2, "pair of": 2, "dau": 2, "dwy": 2, "three": 3, "trio of": 3,
    "tri": 3, "tair": 3, "four": 4, "pedwar": 4, "pedair": 4, "five": 5, "pump": 5, "six": 6, "chwech": 6, "chwe": 6, "seven": 7, "saith": 7,
    "eight": 8, "wyth": 8, "nine": 9, "naw": 9, "ten": 10, "deg": 10,
}  # fmt: skip
_COUNTED = re.compile(
    rf"(?<![\w,.’'-])({'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|\d{{1,3}})[\s-]+"
    rf"(?:(?!of\b|in\b|and\b|or\b|to\b)[\w’'-]+[\s-]+){{0,2}}?(?:{PERSON}|{_MANY})(?:s|es)?\b",
    re.IGNORECASE,
)


def few_told(text: str, most: int) -> str:
    """The words that say how many people it was, where these are from 1 to `most`; empty where none do.

    >>> few_told("In spring only three new volunteers were left.", 7)
    'three new volunteers'
    >>> few_told("Three sessions for forty people.", 7)
    ''
    """
    for found in _COUNTED.finditer(text):
        word = " ".join(found[1].lower().split())
        if 1 <= (_NUMBERS[word] if word in _NUMBERS else int(word)) <= most:
            return " ".join(found[0].split())
    return ""
