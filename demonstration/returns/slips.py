"""Every slip planted in the invented returns: where it stands, what was written, which rule should find it.

A return without a slip here is written as it truly was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.datasets.returns.questions import CORE_QUESTIONS
from analysis.periods import Period

SHEET = "Return"
FIRST_ANSWER_ROW = 11
HEADER_CELLS = {"hub name": "B4", "hub": "B5", "quarter": "B6", "sent": "B7"}
FORM_EXPORT = "returns/form-export.csv"

Written = str | int | float | None


@dataclass(frozen=True)
class Slip:
    """One slip. `field` is a question's code, or `hub`, `quarter`, `sent`; `also` are blanks that go with it."""

    hub_id: str
    quarter: str
    field: str
    written: Written
    rule: str  # of the finding that names it; empty where it can be read all the same
    what: str
    also: tuple[tuple[str, Written], ...] = ()


@dataclass(frozen=True)
class SentTwice:
    """A return that came twice: the second file holds the changes, none where it is the same again."""

    hub_id: str
    quarter: str
    rule: str
    what: str
    changes: tuple[tuple[str, int], ...] = ()  # added to the answer

    @property
    def file(self) -> str:
        return workbook_file(self.hub_id, self.quarter, "-2")


@dataclass(frozen=True)
class Unseen:
    """An answer that no check could see was wrong; the hub put it right later (corrections.yml restores the truth)."""

    hub_id: str
    quarter: str
    field: str
    lacking: int  # how much less than the truth was written
    reason: str
    who: str
    when: dt.date

    def written(self, truth: Mapping[str, object]) -> int:
        value = truth[self.field]
        assert isinstance(value, int)
        return value - self.lacking


def workbook_file(hub_id: str, quarter: str, suffix: str = "") -> str:
    """The file in which a hub sent a quarter, as it lies in the network's folder."""
    return f"returns/{Period.parse(quarter).slug}/{hub_id}{suffix}.xlsx"


def workbook_cell(field: str) -> str:
    """The cell of the return workbook that holds a header field or the answer to a question."""
    if field in HEADER_CELLS:
        return HEADER_CELLS[field]
    return f"C{FIRST_ANSWER_ROW + [question.id for question in CORE_QUESTIONS].index(field)}"


FIVE_VALLEYS = (
    Slip("bellowmead", "2023-24 Q3", "attendances", "1,068", "", "a number typed as text with a comma"),
    Slip("wickhollow", "2023-24 Q1", "volunteers", "approx 30", "", "a number with `approx` before it"),
    Slip("candlecombe", "2022-23 Q3", "volunteers", "a dozen", "not-a-number", "a word instead of a number"),
    Slip("quillbrook", "2023-24 Q4", "agencies", -4, "negative", "a count below nothing"),
    Slip(
        "rushenlow",
        "2023-24 Q1",
        "people",
        980,
        "people-over-attendances",
        "more people than attendances",
        also=(("people_0_17", None), ("people_18_64", None), ("people_65_plus", None)),
    ),
    Slip("brindlecote", "2023-24 Q2", "people_0_17", 61, "ages-not-adding-up", "age bands do not add up to the people"),
    Slip("wickhollow", "2023-24 Q3", "hub", "wickholow", "hub-unclear", "the hub's code misspelt"),
    Slip("rushenlow", "2023-24 Q3", "quarter", "2023-24 Q2", "wrong-quarter", "the quarter of another folder"),
    Slip("candlecombe", "2023-24 Q4", "attendances", None, "required-blank", "a required answer left blank"),
    Slip("sallowbridge", "2024-25 Q1", "money_in", "£1,234.50", "", "money typed with sign and comma"),
    Slip("tansyford", "2024-25 Q2", "sent", "14 October 2024", "", "a date typed as text"),
    Slip("pennywater", "2024-25 Q3", "warm_space", "on Tuesdays", "not-yes-no", "neither yes nor no"),
    Slip("quillbrook", "2024-25 Q3", "volunteers", 17.5, "not-whole", "half a volunteer"),
    Slip("foxlade", "2024-25 Q4", "volunteer_hours", "lots", "not-a-number", "a word instead of a number"),
    Slip("brindlecote", "2024-25 Q4", "referrals_in", "6 or 7", "not-a-number", "two numbers in one answer"),
)

UNSEEN = (
    Unseen(
        "tansyford",
        "2023-24 Q3",
        "volunteer_hours",
        100,
        "the hours of the Christmas fair were left out",
        "Treasurer",
        dt.date(2024, 5, 20),  # before the year's edition came out: no revision
    ),
    Unseen(
        "quillbrook",
        "2023-24 Q2",
        "attendances",
        60,
        "a page of the signing-in book was left out",
        "Centre manager",
        dt.date(2024, 10, 14),
    ),
    Unseen(
        "candlecombe",
        "2022-23 Q4",
        "next_steps",
        1,
        "one course was forgotten",
        "Volunteer lead",
        dt.date(2024, 11, 4),
    ),
    Unseen(
        "bellowmead",
        "2024-25 Q1",
        "attendances",
        150,
        "the choir was not counted",
        "Treasurer",
        dt.date(2025, 1, 20),
    ),
)

FIVE_VALLEYS_TWICE = (
    SentTwice("tansyford", "2023-24 Q2", "doubled-return", "the same return sent twice"),
    SentTwice(
        "sallowbridge",
        "2024-25 Q4",
        "differing-returns",
        "two different returns for one quarter; the second, sent later, corrects the first",
        changes=(("attendances", 48), ("people", 9), ("people_18_64", 9)),
    ),
)

MARCHES = (
    Slip("gorsewell-lunch-club", "2023-24 Q2", "attendances", "about 60", "", "a number with `about` before it"),
    Slip("hopsward-leisure-centre", "2023-24 Q3", "attendances", "2,862", "", "a number with a comma"),
    Slip("lintwood-lunch-club", "2023-24 Q4", "volunteers", "five", "not-a-number", "a word instead of a number"),
    Slip(
        "umberford-village-hall", "2024-25 Q1", "hub", "Umberford Vilage Hall", "unknown-hub", "the hub's name misspelt"
    ),
    Slip("larchwold-library", "2024-25 Q2", "agencies", -1, "negative", "a count below nothing"),
    Slip("bramblow-lunch-club", "2024-25 Q3", "attendances", None, "required-blank", "a required answer left blank"),
    Slip("lintwood-village-hall", "2024-25 Q4", "people_0_17", 40, "ages-not-adding-up", "age bands do not add up"),
    Slip("sorrelby-community-centre", "2024-25 Q4", "money_out", "£1,300.32", "", "money with its sign"),
)

MARCHES_TWICE = (SentTwice("teaselham-lunch-club", "2024-25 Q2", "doubled-return", "the form sent off twice"),)

# Words in which a careless page would see markup or a formula, as people write them; what was made to break a page is tried in the tests.
MARKUP: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "five-valleys": (
        (
            "wickhollow",
            "2024-25 Q2",
            "story",
            "-1 outside and the hall was full by ten: one neighbour had told the other.",
        ),
        (
            "sallowbridge",
            "2024-25 Q4",
            "story",
            "The loud ones sang first & the shy ones after; we <3 the piano that the school gave us.",
        ),
        ("foxlade", "2024-25 Q3", "learned", "*Always* label the boxes: tins | jars | bread, and the day they came."),
        (
            "brindlecote",
            "2024-25 Q1",
            "learned",
            "#1 rule: never run out of milk. A tin with $5 in it, from somebody's holiday, still waits for change.",
        ),
        (
            "tansyford",
            "2024-25 Q4",
            "story",
            "We sold 30 cakes @ £2 each, all by noon, and drank the rest of the tea. ☕",
        ),
        (
            "bellowmead",
            "2024-25 Q4",
            "learned",
            "Bring your own cup: 'tis cheaper than paper ~ and nobody has to carry out the bins.",
        ),
    ),
    "marches": (
        (
            "sorrelby-library",
            "2024-25 Q3",
            "story",
            "+1 on the sign-up sheet, and three more on the day.",
        ),
        (
            "aldermoss-lunch-club",
            "2024-25 Q4",
            "story",
            "Pudding first & soup after: *nobody* minded, and we asked.",
        ),
    ),
}
