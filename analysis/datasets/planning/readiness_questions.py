"""The readiness check list: what a hub has in place, or sees to next. Declared once; form, checks and plans follow from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadinessQuestion:
    """One question of the check list.

    weight: 3 for what should stand before doors open, because people could come to harm or the hub could fall at once; 2 for what
    a hub cannot do without for long; 1 for what makes it last. The plan of a hub takes the heaviest first.
    """

    id: str
    theme: str
    wording: str
    why: str
    first_step: str
    who_helps: str
    weight: int


READINESS_QUESTIONS: tuple[ReadinessQuestion, ...] = (
    ReadinessQuestion(
        "safeguarding",
        "safeguarding",
        "Is there a safeguarding policy that fits what you do, and somebody named whom volunteers can turn to?",
        "Hubs meet people at hard times. A volunteer who is worried about somebody must know the same day whom to tell.",
        "Take a policy that another hub uses, name a lead and a deputy, and put their numbers up where volunteers see them.",
        "the area facilitator; the council's safeguarding team; the local association of voluntary groups",
        3,
    ),
    ReadinessQuestion(
        "insurance",
        "insurance",
        "Are public liability and, where you have volunteers or staff, employer's liability insured for all that you do?",
        "One accident without cover can end a hub and burden its committee.",
        "List what goes on in a month, food and trips included, and ask whether the policy of the building covers it.",
        "the building's owner; the local association of voluntary groups",
        3,
    ),
    ReadinessQuestion(
        "building",
        "building and access",
        "Do you have the use of a building in writing, for the days you open, with fire and first aid seen to?",
        "A hub that can be asked to leave next month cannot promise anything to anyone.",
        "Ask the owner for a letter that says days, rooms, rent and notice; walk through the fire plan together.",
        "the parish or town council; the building's committee",
        3,
    ),
    ReadinessQuestion(
        "steering-group",
        "steering group",
        "Is there a group of at least three people who decide together, with a written purpose?",
        "A hub that rests on one person stops when that person does.",
        "Invite three people who already help in other ways; agree on one page what the hub is for.",
        "the area facilitator; an established hub nearby",
        3,
    ),
    ReadinessQuestion(
        "data-protection",
        "data and returns",
        "Do you know which personal details you keep, why, where, and for how long, and do people who give them know?",
        "What people tell a hub in confidence must not lie in an open book.",
        "Keep numbers rather than names wherever you can; lock away or shred the rest; put a short notice by the door.",
        "the research partner; the council's data protection officer",
        3,
    ),
    ReadinessQuestion(
        "volunteers",
        "volunteers",
        "Are there enough volunteers to open when one is ill, and does each know what is and is not asked of them?",
        "Volunteers leave when everything falls on them, and when they feel they must have all the answers.",
        "Write down the tasks of one session; ask for one more person for each; say what volunteers pass on to others.",
        "the volunteer centre; an established hub nearby",
        2,
    ),
    ReadinessQuestion(
        "money",
        "money",
        "Is there a bank account that two people sign for, and a budget for the next twelve months?",
        "Funders ask for both; and a hub that knows its costs can say no in time.",
        "Open an account in the hub's name, and write down what a month costs (the costed plan of this report helps).",
        "the treasurer of an established hub; the council's grants officer",
        2,
    ),
    ReadinessQuestion(
        "accessibility",
        "accessibility",
        "Can somebody who uses a wheelchair, hears or sees badly, or reads little English come in and take part?",
        "Those who could use a hub most are often those who cannot get in.",
        "Ask one person of each kind to come and say what stopped them; mend what costs nothing first.",
        "a local group of disabled people; the building's owner",
        2,
    ),
    ReadinessQuestion(
        "partners",
        "partners",
        "Do you know whom to point people on to for food, money, housing and health, and do they know you?",
        "A hub need not do everything where it knows who does, and services that know a hub send people to it.",
        "Make a list of ten numbers; ask a surgery, a school and an advice service to visit one session.",
        "the area facilitator; social prescribers of the surgery",
        2,
    ),
    ReadinessQuestion(
        "inclusion",
        "accessibility",
        "Have you asked people who do not come what would bring them, and changed something because of it?",
        "A hub easily becomes a club of those who came first.",
        "Ask twenty people outside a shop or a school one question, and tell them afterwards what you changed.",
        "residents' groups; the community builder or development officer",
        1,
    ),
    ReadinessQuestion(
        "returns",
        "data and returns",
        "Is there a signing-in sheet or a count each session, and somebody who fills in the quarterly return?",
        "What is not counted when it happens is guessed later; and money for hubs is argued for with these numbers.",
        "Put a tally sheet by the kettle, and choose who adds it up at the end of each month.",
        "the research partner",
        1,
    ),
    ReadinessQuestion(
        "sustainability",
        "sustainability",
        "Do you know where the money and the people for the year after next are to come from?",
        "Hubs open with a grant and close at its end. Rent from rooms, small regular gifts and shared staff take years to build.",
        "Write down which award ends when (the calendar of funding in this report shows it), and one income of your own to try.",
        "the area facilitator; an established hub; the council's grants officer",
        1,
    ),
    ReadinessQuestion(
        "emergencies",
        "partners",
        "Is it agreed with the parish and the council what the hub would do in a flood, a cold spell or a power cut?",
        "Neighbours turn to a hub when something happens, whether or not it is prepared.",
        "Ask the parish for its emergency plan, and to have the hub in it with a telephone number and a key holder.",
        "the parish or town council; the district's emergency planner",
        1,
    ),
)
