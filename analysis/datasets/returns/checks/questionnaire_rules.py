"""What may be wrong with a list of questions, in words for whoever keeps questions.yml. `whose`: `Question 4b (agencies)`."""

from __future__ import annotations

from analysis.sources.findings import Rule

_TOO_LONG = "Volunteers fill this in in their own time: past 15 questions or 20 minutes they stop sending it, or guess."

TOO_MANY_QUESTIONS = Rule(
    "too-many-questions",
    "It asks {asked} questions; at most {most} are asked without a reason.",
    _TOO_LONG,
    "Take a question out, or end it with `asked_until:` and a quarter before the new one begins (00-data-quality lists those that nothing "
    "uses); or begin the file with `allow_more:` and the reason, then a line `questions:` and the list under it.",
    "stops",
)
ALLOW_MORE_UNUSED = Rule(
    "allow-more-unused",
    "It asks {asked} questions and needs no `allow_more`.",
    "A reason that is no longer needed would let questions creep in.",
    "Take `allow_more` out, so that the next question too many is noticed.",
    "note",
    ignore="Where more questions are about to be added.",
)
TOO_MANY_MINUTES = Rule(
    "too-many-minutes",
    "The questions take {minutes:g} minutes in all, by the minutes declared; under {most} is the aim.",
    _TOO_LONG,
    "Take out what costs most and is used least, as 00-data-quality lists it.",
    "note",
    ignore="Where hubs are paid for the time, or were asked and agreed.",
)
CORE_CHANGED = Rule(
    "core-question-changed",
    "{whose}: `{code}` is a question of the core that all networks share, whose `{key}` is {wanted}.",
    "Answers of a different kind under the same code would be compared with those of other networks.",
    "Write {wanted}, or give the question a code of its own.",
    "stops",
)
CORE_MISSPELT = Rule(
    "core-question-misspelt",
    "{whose}: `{code}` is almost `{core}`, a question of the core that all networks share, which is not asked.",
    "It stands as a question of the network's own, and what the report tells of the core lacks its answers.",
    "Write {core}, if that is meant.",
    effect="kept",
    ignore="Where it is a question of the network's own, and not the one of the core.",
)
CORE_LEFT_OUT = Rule(
    "core-questions-left-out",
    "Not asked, of the core that all networks share: {codes}.",
    "On these the network cannot be compared with others.",
    "Nothing to do, if that was meant.",
    "note",
    ignore="Where the network has reason not to ask them.",
)
_TWICE = "{whose}: `{text}` is the {key} of `{first}` already."
_TAKEN_FOR_OTHER = "Answers are matched with their question by it, and could be taken for the other's."
NUMBER_TWICE = Rule("number-twice", _TWICE, _TAKEN_FOR_OTHER, "Give each question a {key} of its own.", "stops")
WORDING_TWICE = Rule("wording-twice", _TWICE, _TAKEN_FOR_OTHER, "Give each question a {key} of its own.", "stops")
NO_PLAIN_CODE = Rule(
    "question-code",
    "{whose}: `{code}` is not a plain code.",
    "Codes stand on forms and in files; spaces and signs get lost on the way.",
    "Use small letters, digits and underscores, such as warm_space.",
    "stops",
)
NO_PLAIN_NUMBER = Rule(
    "question-number",
    "{whose}: `{number}` is not a number such as 4 or 4b.",
    "The form prints it, and 4a to 4c count as one question.",
    "Write it as 4 or 4b.",
    "stops",
)
BOUNDS_UNUSED = Rule(
    "bounds-unused",
    "{whose}: A question answered by {kind} takes no smallest or largest number.",
    "There is no number to hold against them.",
    "Take `minimum` and `maximum` out.",
    "note",
    ignore="Always: they change nothing.",
)
BOUNDS_CROSSED = Rule(
    "bounds-crossed",
    "{whose}: The smallest answer, {lowest:g}, is above the largest, {highest:g}.",
    "Every answer would be asked about.",
    "Exchange the two.",
    "stops",
)
PUBLISH_UNUSED = Rule(
    "publish-unused",
    "{whose}: Only answers in words are printed.",
    "Numbers are shown by the disclosure rule, and choices are counted.",
    "Take `publish` out.",
    "note",
    ignore="Always: it changes nothing.",
)
PUBLISH_SINCE_WHEN = Rule(
    "publish-since-when",
    "{whose}: It may be printed, but since which quarter the form says so is not told.",
    "What was written before a hub was told that it may be printed must not be; nothing is printed until this is known.",
    "Add `publish_from: 2025-26 Q1`, the first quarter whose form says so.",
    ignore="Where the words are not to be printed after all.",
)
ENDS_FIRST = Rule(
    "question-life",
    "{whose}: It is asked until {ends}, before {begins}, when it is first asked.",
    "It would stand on no form.",
    "Exchange the two.",
    "stops",
)
REWORDED_UNASKED = Rule(
    "question-life",
    "{whose}: It is reworded in {quarter_of_words}, when it is not asked, or for the first time.",
    "The mark of a break would stand where there is none.",
    "Write the first quarter in which the form had the new words.",
    "stops",
)
REWORDED_ELSEWHERE = Rule(
    "question-life",
    "{whose}: It is reworded in {quarter_of_words}, which is no quarter of the network's own years.",
    "The mark of a break would stand nowhere.",
    "Write a quarter of the network's years, as {like}.",
    "stops",
)
NO_CHOICES = Rule(
    "no-choices",
    "{whose}: It offers no choices.",
    "The form has nothing to choose from.",
    "List at least two under `choices:`.",
    "stops",
)
CHOICES_UNUSED = Rule(
    "choices-unused",
    "{whose}: A question answered by {kind} takes no choices.",
    "They would not be offered.",
    "Take `choices` out, or make the kind `choices`.",
    "note",
    ignore="Always, unless the question was meant to offer them.",
)
CHOICES_ALIKE = Rule(
    "choices-alike",
    "{whose}: The choices {same} are the same.",
    "Which of them was chosen could not be told.",
    "Reword or delete one.",
    "stops",
)
WITHOUT_HELP = Rule(
    "questions-without-help",
    "Without a help text, or without smallest and largest answer: {codes}.",
    "The form then explains less, and a slipped digit is noticed later.",
    "Add `help`, `minimum` and `maximum`, as the core questions have them.",
    "note",
    ignore="Where the question explains itself.",
)
