"""Personal data that has a form of its own: emails, phone numbers, postcodes, dates of birth, numbers of people, accounts, addresses.

Each finder gives (kind, start, end) in code points of the text. They look at single texts, so each begins with the cheapest test
that lets most texts go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Found(NamedTuple):
    """Personal data in a text: of which kind, from which code point to which (the one after its last)."""

    kind: str
    start: int
    end: int


EMAIL, PHONE, POSTCODE, BIRTH, NHS, NI = "email", "phone", "postcode", "date of birth", "NHS number", "NI number"
BANK, ADDRESS = "bank account", "address"

_EMAIL = re.compile(r"(?<![\w.])[\w][\w.+'’-]*@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
# No more parts, and no longer ones, than an address has: without a bound, a text of many "dot"s would be gone through again from each.
_WORD = r"[\w+-]{1,64}"
_DOT = r"(?:\.|\s?[\[(]?\bdot\b[\])]?\s?)"
_SPELT_EMAIL = re.compile(
    rf"\b{_WORD}(?:{_DOT}{_WORD}){{0,8}}\s?(?:[\[(]\s?at\s?[\])]|\bat\b)\s?{_WORD}(?:{_DOT}{_WORD}){{1,8}}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d(?:[\s().-]{0,3}\d){7}")
_UK_PHONE = re.compile(
    r"(?<![\d£$€.,/-])(?:(?:\+|00)\s?44\s?(?:\(0\)\s?|0)?|\(?[0oO](?=[1-9])|(?=7\d{3}[ .-]))\(?[1-9](?:[ .()-]{0,2}\d){8,9}(?![\d])"
)
# These belong to organisations alone: free and special rates. An office's landline cannot be told from a person's, so it is found.
_OF_BODIES = re.compile(r"(?:\+44|0044|0)\s?\(?(?:3\d\d|80[08]|84[345]|87[0123]|9\d\d)")
_ABROAD = re.compile(r"(?:\+|\b00)\s?[1-9]")
_SAID_DIGIT = {
    "zero": "0", "nought": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9",
}  # fmt: skip
_SAID = r"(?:(?:double|treble|triple)[ -])?(?:zero|nought|oh|one|two|three|four|five|six|seven|eight|nine|[oO]?\d{1,6})"
_SAID_NUMBER = re.compile(rf"(?<![\w.])(?:[oO]\d{{2,5}}|{_SAID})(?:[ ,-]{{1,2}}{_SAID}){{2,11}}(?![\w])", re.IGNORECASE)
_LEAST_SAID, _MOST_SAID = 8, 11  # digits; the last ones are often typed apart
_DRAWN_OUT = re.compile(r"(?<![\d.,-])(?<!\d )0 7(?: \d){9}(?! ?\d)")
_PLUS = re.compile(r"\+\s?[1-9](?:[ .()-]{0,2}\d){8,13}(?!\d)")
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Z]?\d[\dA-HJKPS-UWXYZ]? {0,2}\d(?!am|pm|st|nd|rd|th)[A-Z]{2})\b", re.IGNORECASE
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_YEAR = r"(?:19|20)\d\d"
_ORDINAL = (  # a day of the month in words
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|twentieth|thirtieth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\.?,? {_YEAR}|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}"
    rf"|(?:{_ORDINAL})(?: of)? {_MONTH},? {_YEAR}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\.? ['’]?\d\d"
    rf"|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{_YEAR}|\d\d)|{_YEAR}-\d\d-\d\d)\b"
)
_BIRTH = re.compile(
    rf"(?:\bborn\b|\bbirth(?:day|date)?\b|\bd\.?o\.?b\b|(?<=\()b\.|\bturn(?:ed|s)? \d{{1,3}}\b)[^\n\d]{{0,25}}?(?P<date>{_DATE})",
    re.IGNORECASE,
)
_AS_BIRTHDAY = re.compile(  # `gave 7th August 1945 as his birthday`; the King's is nobody's
    rf"(?P<date>{_DATE}) (?:as|is|was) (?:my|his|her|their|your) (?:date of )?birth", re.IGNORECASE
)
_NHS = re.compile(r"(?<![\d£.,-])\d{3}([ -]?)\d{3}\1\d{4}(?!\d|[,.-]\d)")
_NI = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]([ -]?)\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b", re.IGNORECASE)
_NI_EXAMPLE = re.compile(r"\bQQ[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b", re.IGNORECASE)
_OTHER_NUMBER = re.compile(
    r"\b(?:order|ref(?:erence)?|grant|charity|compan(?:y|ies)|invoice|isbn|receipt|serial)\b[^.;]{0,25}$", re.IGNORECASE
)
_SORT = re.compile(r"(?<![\d/-])\d{2}([ -])\d{2}\1\d{2}(?![\d/-]|-?\w)")
_UNBROKEN_SORT = re.compile(r"\bsort[ -]?code:?(?: is| no\.?)? (?P<sort>\d{6})(?!\d)", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<![\d£,.-])\d{8}(?!\d|[.,]\d)")
_OF_BANK = re.compile(
    r"\bsort[ -]?code|\bsort\b(?= ?\d)|\bs/c\b|\ba/c\b|\bacc(?:oun)?t?s?\b|\bbank\b|\bpay(?:ment)?\b", re.IGNORECASE
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?\d{1,4})?\b")
_STREET = (
    "road|rd|street|st|lane|ln|avenue|ave|close|drive|way|crescent|terrace|gardens|grove|row|rise|court|place|square|mews|walk|"
    "hill|view|green|paddocks?|park|parade|meadows?|orchard|fields?|cottages?|vale|croft|end|yard|wharf|gate|mill|approach|quay|villas?|buildings?"
)
_HOUSE = re.compile(
    r"(?:\b[Ff]lat \w+,? )?\b\d{1,4}[a-zA-Z]? (?:[A-Z][\w'’-]+ ){1,3}?(?:"
    + "|".join(word.capitalize() for word in re.sub(r"\?", "", _STREET).split("|"))
    + r")s?\b"
)
# `Flat 3, Ashdown Court`: the number is the flat's, and what it lies in may be a house of any name.
_FLAT = re.compile(
    r"\b(?:[Ff]lat|[Aa]partment|[Aa]pt\.?) \d{1,4}[a-zA-Z]?,? (?:[A-Z][\w'’-]+ ){1,3}?(?:House|Lodge|Mansions?|Heights|Tower|Towers|Point|"
    + "|".join(word.capitalize() for word in re.sub(r"\?", "", _STREET).split("|"))
    + r")s?\b"
)
# `The Old Forge, Mill Lane`: a house that has a name and no number.
_NAMED_HOUSE = re.compile(
    r"\b(?:[A-Z][\w'’-]+ ){1,3}(?:Cottage|Forge|Barn|Lodge|Farm|Farmhouse|Vicarage|Rectory|Bungalow|Manse|Stables|Granary|House), "
    r"(?:[A-Z][\w'’-]+ ){1,3}?(?:"
    + "|".join(word.capitalize() for word in re.sub(r"\?", "", _STREET).split("|"))
    + r")\b"
)
_LOW_HOUSE = re.compile(r"\b\d{1,4}[a-z]? [a-z]{3,} (?:road|street|lane|avenue|close|terrace|crescent|row)\b")


def find_marks(text: str) -> list[Found]:
    """All of them in a text, in order; where two overlap, the one that is told first below stays."""
    found: list[Found] = []
    taken = bytearray(len(text))
    for finder in (_emails, _birth_dates, _with_digits, _named_houses):
        found += apart(finder(text), taken)
    return sorted(found, key=lambda each: each.start)


def apart(found: Iterable[Found], taken: bytearray) -> Iterator[Found]:
    """Those that touch nothing found before. taken: a byte for each character, set where something stands."""
    for each in found:
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            yield each


def _emails(text: str) -> Iterator[Found]:
    if "@" in text:
        yield from (Found(EMAIL, *hit.span()) for hit in _EMAIL.finditer(text))
    lower = text.lower()
    if " at " in lower or "at)" in lower or "at]" in lower:
        yield from (Found(EMAIL, *hit.span()) for hit in _SPELT_EMAIL.finditer(text) if _is_spelt(hit[0]))


def _is_spelt(text: str) -> bool:
    """`jo at example dot org` and `jo (at) example.org`, but not `soup at home.Then`."""
    lower = text.lower()
    marked = any(sign in lower for sign in ("(at)", "[at]", "( at )", "[ at ]"))
    return " dot " in lower or "[dot]" in lower or "(dot)" in lower or (marked and "." in lower)


def _birth_dates(text: str) -> Iterator[Found]:
    lower = text.lower()
    if any(sign in lower for sign in ("born", "birth", "dob", "d.o.b", "(b.", "turn")):
        hits = (*_BIRTH.finditer(text), *_AS_BIRTHDAY.finditer(text))
        yield from (Found(BIRTH, *hit.span("date")) for hit in hits)


def _with_digits(text: str) -> Iterator[Found]:
    if not any(character.isdigit() for character in text):
        return
    yield from (Found(NI, *hit.span()) for hit in (*_NI.finditer(text), *_NI_EXAMPLE.finditer(text)))
    yield from (Found(BANK, *hit.span()) for hit in _IBAN.finditer(text) if any(sign.isdigit() for sign in hit[0][4:]))
    yield from _nhs_numbers(text)
    yield from _phones(text)
    yield from _said_numbers(text)
    yield from _accounts(text)
    yield from (Found(POSTCODE, *hit.span()) for hit in _POSTCODE.finditer(text))
    yield from (
        Found(ADDRESS, *hit.span())
        for hit in (
            *_FLAT.finditer(text),
            *_HOUSE.finditer(text),
            *_NAMED_HOUSE.finditer(text),
            *_LOW_HOUSE.finditer(text),
        )
    )


def _named_houses(text: str) -> Iterator[Found]:
    if ", " in text:
        yield from (Found(ADDRESS, *hit.span()) for hit in _NAMED_HOUSE.finditer(text))


def _nhs_numbers(text: str) -> Iterator[Found]:
    for hit in _NHS.finditer(text):
        before = text[max(0, hit.start() - 40) : hit.start()]
        near = before + text[hit.end() : hit.end() + 30]
        if re.search(r"\bnhs\b", near, re.IGNORECASE) or (
            is_nhs_number(hit[0]) and not hit[0].startswith("0") and not _OTHER_NUMBER.search(before)
        ):
            yield Found(NHS, *hit.span())


def is_nhs_number(text: str) -> bool:
    """Whether ten digits, however spaced, end in their check digit. Source: NHS Data Dictionary, NHS NUMBER (modulus 11)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return check != 10 and digits[9] == (0 if check == 11 else check)


def _phones(text: str) -> Iterator[Found]:
    if not _DIGITS.search(text):
        return
    for hit in _UK_PHONE.finditer(text):
        before = text[max(0, hit.start() - 40) : hit.start()]
        if not _OF_BODIES.match(hit[0].replace("(", "").replace(")", "")) and not _OTHER_NUMBER.search(before):
            yield Found(PHONE, *hit.span())
    yield from (Found(PHONE, *hit.span()) for hit in _DRAWN_OUT.finditer(text))
    yield from (Found(PHONE, *hit.span()) for hit in _PLUS.finditer(text) if not hit[0].lstrip("+ ").startswith("44"))
    if _ABROAD.search(text):
        import phonenumbers  # a tenth of a second; few texts hold a number from abroad

        for match in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE):
            if match.number.country_code != 44 and match.raw_string.lstrip("( ").startswith(("+", "00")):
                yield Found(PHONE, match.start, match.end)


def _said_numbers(text: str) -> Iterator[Found]:
    """`o7700 nine double-oh ...`: numbers some of whose digits are written in words, as on a note pad."""
    for hit in _SAID_NUMBER.finditer(text):
        digits, times = "", 1
        for part in re.findall(r"[a-zA-Z]+(?=\d)|\d+|[a-zA-Z]+", hit[0].lower()):
            if part in ("double", "treble", "triple"):
                times = 2 if part == "double" else 3
                continue
            digits += _SAID_DIGIT.get(part, part if part.isdigit() else "") * times
            times = 1
        in_words = re.search(r"[a-z]{2,}|[oO]\d", hit[0], re.IGNORECASE)
        if in_words and digits.startswith("0") and _LEAST_SAID <= len(digits) <= _MOST_SAID:
            yield Found(PHONE, *hit.span())


def _accounts(text: str) -> Iterator[Found]:
    """Sort codes and account numbers look like many other numbers: only beside a word of banks, or beside each other."""
    sorts, accounts = list(_SORT.finditer(text)), list(_ACCOUNT.finditer(text))
    for hits, others in ((sorts, accounts), (accounts, sorts)):
        for hit in hits:
            near = text[max(0, hit.start() - 40) : hit.end() + 14]
            beside = any(abs(hit.start() - other.end()) < 12 or abs(other.start() - hit.end()) < 12 for other in others)
            if beside or (
                _OF_BANK.search(near) and not _OTHER_NUMBER.search(text[max(0, hit.start() - 30) : hit.start()])
            ):
                yield Found(BANK, *hit.span())
    yield from (Found(BANK, *hit.span("sort")) for hit in _UNBROKEN_SORT.finditer(text))
