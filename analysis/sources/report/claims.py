"""claims.yml: what the network claims, each claim with its tests over published numbers and the most that it may ever say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from analysis.settings.declaration import ShortName, Year, about
from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading
from analysis.sources.report.citations import without_braces

CLAIMS_FILE = "claims.yml"
CLAIMS = "claims"
Ceiling = Literal["described", "beyond usual variation", "more than elsewhere", "by lot"]
CEILINGS: tuple[Ceiling, ...] = get_args(
    Ceiling
)  # the strengths of a verdict (analysis/measures/verdict.py), weakest first
EDITIONS = ("all", "years", "quarters")

WRONG = Rule(
    "claims-unreadable",
    "{problem}",
    "What is claimed would stand untested, or not at all, and nobody would see it.",
    "{remedy}",
    "stops",
)


@dataclass(frozen=True)
class ClaimSaid:
    """One claim: a sentence, the tests that it has to pass, and the most that it may ever say."""

    id: Annotated[ShortName, about("a short name that stays the same from edition to edition", example="more-came")]
    sentence: Annotated[
        str,
        about(
            "the claim in one sentence; its slots are cited numbers: {fact: activity.attendances.now}",
            why="A number typed by hand would stay when the evidence moves.",
        ),
    ]
    tests: Annotated[
        tuple[str, ...],
        about(
            "what has to hold of published numbers, each as `ID says`: higher, lower, rose, fell, steady, more than ID, less than ID, at least NUMBER or at most NUMBER; .now stands for the edition's own period",
            why="A claim holds because its tests do, and not because somebody still believes it.",
            example="activity.attendances-change.now higher",
        ),
    ]
    ceiling: Annotated[
        Ceiling,
        about(
            "the strongest that the design behind it could ever bear, whatever the numbers turn out to be",
            why="A sentence grows stronger from year to year if nobody wrote down how far it may go.",
        ),
    ]
    owner: Annotated[str, about("the role of whoever answers for it", example="research partner")]
    facts: Annotated[tuple[str, ...], about("published numbers that it rests on beside those it is tested by")] = ()
    findings: Annotated[tuple[str, ...], about("findings of findings.yml that it rests on, by their id")] = ()
    caution: Annotated[str, about("what a reader must not conclude from it")] = ""
    since: Annotated[Year | None, about("the year of the first edition that holds it")] = None
    editions: Annotated[
        Literal["all", "years", "quarters"],
        about(
            "in which editions it is tested, where the numbers it needs do not stand in all: those of one year, or those of a quarter"
        ),
    ] = "all"


@dataclass(frozen=True)
class ClaimTest:
    """One test as it was typed: what is asked of a fact. other: the fact, number: the limit, that it is held against.

    percent: whether the limit was typed with a %, which a fact in percent alone can be held against.
    """

    fact: str
    says: str
    other: str = ""
    number: float | None = None
    percent: bool = False


def read_claims(path: Path, file: str) -> Reading:
    """One record of `claims` an entry. One with a fault stops the build."""
    settings, findings = read_entries(path, file, tuple[ClaimSaid, ...], WRONG, CLAIMS)
    needed = {"id", "sentence", "tests", "ceiling", "owner"}
    clear = [entry for entry in settings.entries if needed <= entry.values.keys()]
    columns = {"id": "claim_id"}
    records = [
        record._replace(values={**record.values, "number": str(number), "line": str(record.row)})
        for number, record in enumerate((record_of(entry, columns) for entry in clear), start=1)
    ]
    return Reading({CLAIMS: records}, [], findings)


_TEST = re.compile(
    r"^(?P<fact>\S+)\s+(?:(?P<way>higher|lower|rose|fell|steady)|(?P<against>more than|less than)\s+(?P<other>\S+)|"
    r"(?P<limit>at least|at most)\s+(?P<number>[-−]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,6})?)(?P<percent>%?))$"
)


def test_in(typed: str) -> ClaimTest | None:
    """A test as somebody typed it; None where it is none.

    >>> test_in("activity.people-change.now higher")
    ClaimTest(fact='activity.people-change.now', says='higher', other='', number=None, percent=False)
    >>> test_in("money.known at most 1,250").number, test_in("money.known at most 1,2,50")
    (1250.0, None)
    """
    found = _TEST.match(" ".join(typed.split()))
    if not found:
        return None
    said = found["way"] or found["against"] or found["limit"]
    number = float(found["number"].replace(",", "").replace("−", "-")) if found["number"] else None
    return ClaimTest(found["fact"], said, found["other"] or "", number, bool(found["percent"]))


# What a test asks of a change that has a verdict, by the way it goes; steady goes neither, and so bears no word for a way or a cause.
CHANGED_UP, CHANGED_DOWN = ("higher", "rose"), ("lower", "fell")
CHANGES = (*CHANGED_UP, *CHANGED_DOWN, "steady")
_GREW = r"rose|ris(?:es?|en|ing)|gr(?:ew|ows?|own|owing|owth)|increas(?:es?|ed|ing)|climb(?:s|ed)|doubl(?:ed|es)|improv(?:es?|ed)|went up|went on growing"
_SHRANK = r"fell|falls?|fallen|falling|shr[aiu]nk|decreas(?:es?|ed|ing)|declin(?:es?|ed|ing)|dropp?(?:s|ed)?(?![- ]ins?\b)|halved|worsen(?:s|ed)|went down"
_RISEN, _FALLEN = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (_GREW, _SHRANK))
_UPWARDS = re.compile(r"\b(?:higher|more|larger|greater|busier)\b", re.IGNORECASE)
_DOWNWARDS = re.compile(r"\b(?:lower|fewer|less|smaller|quieter)\b", re.IGNORECASE)
_BY_HOW_MUCH = re.compile(rf"\b({_GREW}|{_SHRANK})\s+(?:by\s+)?(?:more|less)\b", re.IGNORECASE)
# Which tests ask for a word. A verb says that something changed, so a change has to be asked; what lies higher than another number may
# be held against that number. A limit says nothing of a way: at least 1 is so however far a number fell.
_WAYS = (
    (_RISEN, CHANGED_UP),
    (_FALLEN, CHANGED_DOWN),
    (_UPWARDS, (*CHANGED_UP, "more than")),
    (_DOWNWARDS, (*CHANGED_DOWN, "less than")),
)
_DENIED = re.compile(
    rf"(?:\b(?:not|no|never|nor|neither|cannot|hardly|without|fail(?:s|ed)? to)|\b\w+n['’ʼ]t)\b(?:\W+\w+){{0,2}}?\W+"
    rf"(?:{_GREW}|{_SHRANK}|climb|double|halve|worsen|go(?:es|ing|ne)? (?:up|down)|higher|lower|chang(?:ed?|es|ing))\b",
    re.IGNORECASE,
)
_NEEDS: tuple[tuple[Ceiling, re.Pattern[str]], ...] = (
    (
        "by lot",
        re.compile(
            r"\b(?:because|caus(?:es?|ed)|led to|leads? to|thanks to|owing to|due to|as a result|result(?:s|ed) (?:in|from)|brought about|"
            r"makes?|made|help(?:s|ed)|effects? of|works?|impact)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "more than elsewhere",
        re.compile(
            rf"\b(?:{_GREW}|{_SHRANK})\b[^.;]*\b(?:more|less|faster|slower)\b|\b(?:more|less|faster) than (?:elsewhere|where|others?|the others?|hubs)\b|\belsewhere\b",
            re.IGNORECASE,
        ),
    ),
    ("beyond usual variation", re.compile(rf"\b(?:{_GREW}|{_SHRANK})\b", re.IGNORECASE)),
)


def needed_by(sentence: str, tests: Sequence[ClaimTest]) -> tuple[Ceiling, str]:
    """The least strength that words and tests of a claim need, and the word that needs it; `described` needs none.

    >>> needed_by("Attendances rose because facilitators came.", [])
    ('by lot', 'because')
    """
    words = without_braces(sentence)
    for strength, pattern in _NEEDS:
        if found := pattern.search(words):
            return strength, found[0]
    stronger = next((test.says for test in tests if test.says in ("rose", "fell")), "")
    return ("beyond usual variation", stronger) if stronger else ("described", "")


def untested_word(sentence: str, tests: Sequence[ClaimTest]) -> str:
    """A word that says which way something went or lies, and that no test asks for; empty where there is none.

    >>> untested_word("Attendances rose.", [ClaimTest("people", "at least", number=1.0)])
    'rose'
    """
    words, says = _BY_HOW_MUCH.sub(r"\1", without_braces(sentence)), {test.says for test in tests}
    for pattern, ways in _WAYS:
        if (found := pattern.search(words)) and not says & set(ways):
            return found[0]
    return ""


def bears_a_way(test: ClaimTest) -> bool:
    """Whether a test asks which way a change went: only its verdict can bear a word that needs more than a description."""
    return test.says in (*CHANGED_UP, *CHANGED_DOWN)


def denial_in(sentence: str) -> str:
    """Words that deny a change; empty where there are none."""
    found = _DENIED.search(without_braces(sentence))
    return found[0] if found else ""
