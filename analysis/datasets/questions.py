"""The questions of the quarterly return, and the core that all networks share."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

QuestionKind = Literal["count", "money", "hours", "yes-no", "choices", "text"]
QUESTION_KINDS = ("count", "money", "hours", "yes-no", "choices", "text")

QUESTIONS = Table(
    name="questions",
    meaning="One row a question that hubs are asked each quarter.",
    key=("question_id",),
    as_sent=True,
    columns=(
        Column("question_id", "text", "the question's code", required=True, why="Answers find their question by it."),
        Column("number", "text", "the number printed on the form, such as 4b", required=True),
        Column(
            "wording",
            "text",
            "the question as it is asked",
            required=True,
            why="The form export's headings are matched with it, letter for letter.",
        ),
        Column(
            "kind",
            "choice",
            "what kind of answer is asked for",
            required=True,
            choices=QUESTION_KINDS,
            why="An answer is read as a number, a sum of money or words according to it.",
        ),
        Column("unit", "text", "the unit of the answer"),
        Column(
            "minutes",
            "number",
            "minutes that answering is expected to take",
            unit="minutes",
            minimum=0,
            maximum=20,
            why="The whole return should take a volunteer under 20 minutes.",
        ),
        Column("why", "text", "what the answer is used for, as told to the volunteer"),
        Column(
            "people",
            "boolean",
            "whether the answer counts persons, so that small numbers are withheld",
            required=True,
            why="Left out, small groups of people might be published.",
        ),
        Column("required", "boolean", "whether every return should answer it", required=True),
        Column("choices", "text", "the answers offered, joined by ;"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)


@dataclass(frozen=True)
class Question:
    """One question of the return. `minutes` is the time its answer is expected to take."""

    id: str
    number: str
    wording: str
    kind: QuestionKind
    unit: str
    minutes: float
    why: str
    people: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """As it stands in questions.yml: `choices` only where there are some."""
        record = {**asdict(self), "choices": list(self.choices)}
        return record if self.choices else {name: value for name, value in record.items() if name != "choices"}


SUPPORT_KINDS = (
    "social activities and company",
    "food",
    "advice on money or benefits",
    "help with forms or going online",
    "health and wellbeing",
    "learning and skills",
    "children and families",
    "young people",
    "arts and crafts",
    "sport and being active",
    "transport",
    "something else",
)

# Fifteen numbered questions, 18.75 minutes in all. The age bands are one question (4a to 4c), and so are the
# referrals (10a and 10b): a volunteer takes each group from the same page of the signing-in book.
CORE_QUESTIONS: tuple[Question, ...] = (
    Question(
        "sessions",
        "1",
        "How many sessions or activities did the hub hold this quarter?",
        "count",
        "sessions",
        1.0,
        "Shows how much the hub offers, and how many people come to each session.",
        required=True,
    ),
    Question(
        "attendances",
        "2",
        "How many attendances were there in all (the same person coming five times counts five times)?",
        "count",
        "attendances",
        1.5,
        "Shows how busy the hub was compared with other quarters.",
        people=True,  # not different persons; yet few attendances mean fewer people still
        required=True,
    ),
    Question(
        "people",
        "3",
        "How many different people came this quarter? Leave blank if you do not know.",
        "count",
        "people",
        2.0,
        "Shows how many lives the hub touches. A blank is better than a guess.",
        people=True,
    ),
    Question(
        "people_0_17",
        "4a",
        "Of these people, how many were aged 0 to 17?",
        "count",
        "people",
        0.75,
        "Shows whom the hub reaches. The three ages together make the answer to question 3.",
        people=True,
    ),
    Question(
        "people_18_64",
        "4b",
        "Of these people, how many were aged 18 to 64?",
        "count",
        "people",
        0.75,
        "Shows whom the hub reaches. The three ages together make the answer to question 3.",
        people=True,
    ),
    Question(
        "people_65_plus",
        "4c",
        "Of these people, how many were aged 65 or over?",
        "count",
        "people",
        0.75,
        "Shows whom the hub reaches. The three ages together make the answer to question 3.",
        people=True,
    ),
    Question(
        "volunteers",
        "5",
        "How many people volunteered at the hub this quarter?",
        "count",
        "people",
        0.5,
        "Hubs are run by their volunteers; funders ask how many.",
        people=True,
        required=True,
    ),
    Question(
        "volunteer_hours",
        "6",
        "How many hours did volunteers give in all? A fair estimate will do.",
        "hours",
        "hours",
        1.5,
        "Shows what volunteers give, and whether it rests on few shoulders.",
    ),
    Question(
        "support_kinds",
        "7",
        "Which kinds of support did the hub offer?",
        "choices",
        "kinds of support",
        0.75,
        "Shows what can be found where, and what is missing in a locality.",
        choices=SUPPORT_KINDS,
    ),
    Question(
        "agencies",
        "8",
        "How many other organisations worked with people at the hub?",
        "count",
        "organisations",
        0.75,
        "Shows how far services come to where people already are.",
    ),
    Question(
        "warm_space",
        "9",
        "Was the hub open as a warm space this quarter?",
        "yes-no",
        "",
        0.25,
        "Councils plan winter support with it.",
    ),
    Question(
        "referrals_in",
        "10a",
        "How many people were referred to the hub by someone else (a surgery, a school, the council)?",
        "count",
        "people",
        0.75,
        "Shows whether services know of the hub and trust it.",
        people=True,
    ),
    Question(
        "referrals_out",
        "10b",
        "How many people did the hub point to another service?",
        "count",
        "people",
        0.75,
        "Shows the hub as a door to other services.",
        people=True,
    ),
    Question(
        "next_steps",
        "11",
        "How many people took a next step that you know of (a course, a job, volunteering, a group of their own)?",
        "count",
        "people",
        1.0,
        "Shows what coming to the hub led to.",
        people=True,
    ),
    Question(
        "money_in",
        "12",
        "How much money came in this quarter (grants, hire, donations)?",
        "money",
        "GBP",
        1.0,
        "Shows what a hub lives on.",
    ),
    Question(
        "money_out",
        "13",
        "How much money did the hub spend this quarter?",
        "money",
        "GBP",
        1.0,
        "Shows what it costs to keep the doors open.",
    ),
    Question(
        "story",
        "14",
        "Tell us about one thing that happened this quarter. Please leave out names.",
        "text",
        "",
        2.5,
        "Numbers miss what matters most; stories lead us to case studies.",
    ),
    Question(
        "learned",
        "15",
        "What did you learn that another hub could use?",
        "text",
        "",
        1.25,
        "Goes back to all hubs in the yearly learning report.",
    ),
)
