"""The core of the quarterly return: the questions that all networks share, so that they can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

QuestionKind = Literal["count", "money", "hours", "yes-no", "choices", "text"]
QUESTION_KINDS = ("count", "money", "hours", "yes-no", "choices", "text")


@dataclass(frozen=True)
class Question:
    """One question of the return.

    minutes: the time its answer is expected to take. help: how to find the answer, as the volunteer reads it. minimum and
    maximum: in the question's unit, both included; beyond them an answer is asked about unless `ignore_when` holds.
    publish: where its words may be printed (left out: nowhere), from the quarter on whose form said so. label: what it is called
    in tables and drawings, where the wording is too long.
    """

    id: str
    number: str
    wording: str
    kind: QuestionKind
    unit: str
    minutes: float
    why: str
    help: str = ""
    minimum: float | None = None
    maximum: float | None = None
    ignore_when: str = ""
    people: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    publish: str = ""
    publish_from: str = ""
    label: str = ""
    asked_from: str = ""
    asked_until: str = ""
    reworded: Mapping[str, str] = field(default_factory=dict)

    def as_record(self) -> dict[str, Any]:
        """As it stands in questions.yml: choices, bounds and their exceptions only where there are some; no label of the core's own."""
        record = {**asdict(self), "choices": list(self.choices)}
        if self.id in CORE and CORE[self.id].label == self.label:
            record["label"] = ""
        optional = (
            "choices",
            "minimum",
            "maximum",
            "ignore_when",
            "publish",
            "publish_from",
            "label",
            "asked_from",
            "asked_until",
            "reworded",
        )
        return {
            name: value for name, value in record.items() if name not in optional or value not in (None, "", [], {})
        }


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
        help="Count each time the doors were open for something: three lunches are three sessions.",
        minimum=0,
        maximum=2000,
        ignore_when="A hub that runs many short classes each day, such as a leisure centre, may hold more than 2,000.",
        required=True,
        label="Sessions",
    ),
    Question(
        "attendances",
        "2",
        "How many attendances were there in all (the same person coming five times counts five times)?",
        "count",
        "attendances",
        1.5,
        "Shows how busy the hub was compared with other quarters.",
        help="Add up the signing-in sheets, or the usual number times the sessions.",
        minimum=0,
        maximum=100000,
        ignore_when="A leisure centre or a festival may bring more than 100,000.",
        people=True,  # not different persons; yet few attendances mean fewer people still
        required=True,
        label="Attendances",
    ),
    Question(
        "people",
        "3",
        "How many different people came this quarter? Leave blank if you do not know.",
        "count",
        "people",
        2.0,
        "Shows how many lives the hub touches. A blank is better than a guess.",
        help="Count each person once, however often they came.",
        minimum=0,
        maximum=20000,
        ignore_when="A leisure centre with a membership list may count more than 20,000.",
        people=True,
        label="Different people",
    ),
    Question(
        "people_0_17",
        "4a",
        "Of these people, how many were aged 0 to 17?",
        "count",
        "people",
        0.75,
        "Shows whom the hub reaches. The three ages together make the answer to question 3.",
        help="Count each person once. The three ages add up to question 3.",
        minimum=0,
        maximum=20000,
        ignore_when="As for question 3.",
        people=True,
        label="Aged 0 to 17",
    ),
    Question(
        "people_18_64",
        "4b",
        "Of these people, how many were aged 18 to 64?",
        "count",
        "people",
        0.75,
        "Shows whom the hub reaches. The three ages together make the answer to question 3.",
        help="Count each person once. The three ages add up to question 3.",
        minimum=0,
        maximum=20000,
        ignore_when="As for question 3.",
        people=True,
        label="Aged 18 to 64",
    ),
    Question(
        "people_65_plus",
        "4c",
        "Of these people, how many were aged 65 or over?",
        "count",
        "people",
        0.75,
        "Shows whom the hub reaches. The three ages together make the answer to question 3.",
        help="Count each person once. The three ages add up to question 3.",
        minimum=0,
        maximum=20000,
        ignore_when="As for question 3.",
        people=True,
        label="Aged 65 or over",
    ),
    Question(
        "volunteers",
        "5",
        "How many people volunteered at the hub this quarter?",
        "count",
        "people",
        0.5,
        "Hubs are run by their volunteers; funders ask how many.",
        help="Count each person once, trustees and committee too.",
        minimum=0,
        maximum=1000,
        ignore_when="A hub that lists everybody who ever helped may count more than 1,000.",
        people=True,
        required=True,
        label="Volunteers",
    ),
    Question(
        "volunteer_hours",
        "6",
        "How many hours did volunteers give in all? A fair estimate will do.",
        "hours",
        "hours",
        1.5,
        "Shows what volunteers give, and whether it rests on few shoulders.",
        help="Volunteers times their usual hours a week times 13 weeks is a good way to work it out.",
        minimum=0,
        maximum=100000,
        ignore_when="More than 100,000 hours is some 1,000 volunteers for two hours a day.",
        label="Volunteer hours",
    ),
    Question(
        "support_kinds",
        "7",
        "Which kinds of support did the hub offer?",
        "choices",
        "kinds of support",
        0.75,
        "Shows what can be found where, and what is missing in a locality.",
        help="Choose Yes for each kind that people could get at the hub at least once.",
        choices=SUPPORT_KINDS,
        label="Kinds of support",
    ),
    Question(
        "agencies",
        "8",
        "How many other organisations worked with people at the hub?",
        "count",
        "organisations",
        0.75,
        "Shows how far services come to where people already are.",
        help="Such as a surgery, an advice service, the police, a school. Each counts once.",
        minimum=0,
        maximum=200,
        ignore_when="A network's main office may work with more than 200.",
        label="Other organisations",
    ),
    Question(
        "warm_space",
        "9",
        "Was the hub open as a warm space this quarter?",
        "yes-no",
        "",
        0.25,
        "Councils plan winter support with it.",
        help="Yes if anybody could come in to keep warm without paying.",
        label="Open as a warm space",
    ),
    Question(
        "referrals_in",
        "10a",
        "How many people were referred to the hub by someone else (a surgery, a school, the council)?",
        "count",
        "people",
        0.75,
        "Shows whether services know of the hub and trust it.",
        help="Count each person once. Leave out people who simply came.",
        minimum=0,
        maximum=2000,
        ignore_when="A hub with a social prescriber of its own may be sent more than 2,000.",
        people=True,
        label="Referred to the hub",
    ),
    Question(
        "referrals_out",
        "10b",
        "How many people did the hub point to another service?",
        "count",
        "people",
        0.75,
        "Shows the hub as a door to other services.",
        help="Count each person once, also where you only gave a telephone number.",
        minimum=0,
        maximum=2000,
        ignore_when="A hub with an advice desk may point more than 2,000 on.",
        people=True,
        label="Pointed to others",
    ),
    Question(
        "next_steps",
        "11",
        "How many people took a next step that you know of (a course, a job, volunteering, a group of their own)?",
        "count",
        "people",
        1.0,
        "Shows what coming to the hub led to.",
        help="Only what you know of. Count each person once.",
        minimum=0,
        maximum=2000,
        ignore_when="A hub that runs courses may know of more than 2,000.",
        people=True,
        label="Next steps taken",
    ),
    Question(
        "money_in",
        "12",
        "How much money came in this quarter (grants, hire, donations)?",
        "money",
        "GBP",
        1.0,
        "Shows what a hub lives on.",
        help="Count it in the quarter in which it reached the bank or the tin.",
        minimum=0,
        maximum=5000000,
        ignore_when="A building grant may be more than £5,000,000.",
        label="Money in",
    ),
    Question(
        "money_out",
        "13",
        "How much money did the hub spend this quarter?",
        "money",
        "GBP",
        1.0,
        "Shows what it costs to keep the doors open.",
        help="Rent, heating, food, wages, repairs: all that was paid.",
        minimum=0,
        maximum=5000000,
        ignore_when="A building may cost more than £5,000,000.",
        label="Money out",
    ),
    Question(
        "story",
        "14",
        "Tell us about one thing that happened this quarter. Please leave out names.",
        "text",
        "",
        2.5,
        "Numbers miss what matters most; stories lead us to case studies.",
        help="Two or three sentences. What happened, and for whom it made a difference.",
        label="A story",
    ),
    Question(
        "learned",
        "15",
        "What did you learn that another hub could use?",
        "text",
        "",
        1.25,
        "Goes back to all hubs in the yearly learning report.",
        help="One or two sentences. What went wrong is as welcome as what went well.",
        label="What was learned",
    ),
)

CORE = {question.id: question for question in CORE_QUESTIONS}
