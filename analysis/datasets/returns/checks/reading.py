"""Checks on single answers: what cannot be read at all, or not be given to its question. Their readers raise the findings."""

from __future__ import annotations

from analysis.datasets.returns.checks.rules import Check

_NUMBER = "What is the number, if anybody knows it?"
_NOT_ZERO = "The answer is missing from the report; it is not counted as zero."

# The readers raise these with words of their own; here stands what becomes of the answer, when the finding may be ignored, and what
# the hub is asked.
READING = (
    Check(
        "not-a-number",
        "Does the answer read as one number?",
        _NOT_ZERO,
        "Never: what does not read as a number cannot be added up.",
        "doubt",
        "left out",
        "Write the number alone.",
        _NUMBER,
        rank=2,
    ),
    Check(
        "negative",
        "Is the number nought or more?",
        _NOT_ZERO,
        "Never: nothing can be counted below nought.",
        "doubt",
        "left out",
        "Write how many or how much there was.",
        _NUMBER,
        rank=2,
    ),
    Check(
        "not-whole",
        "Is a count a whole number?",
        _NOT_ZERO,
        "Never: people and sessions come whole.",
        "doubt",
        "left out",
        "Write a whole number.",
        _NUMBER,
        rank=2,
    ),
    Check(
        "not-yes-no",
        "Is the answer yes or no?",
        _NOT_ZERO,
        "Never: it cannot be counted either way.",
        "doubt",
        "left out",
        "Write yes or no.",
        "Is it yes or no?",
        rank=3,
    ),
    Check(
        "not-a-choice",
        "Are all choices on the list?",
        "What is not on the list cannot be counted; the rest is.",
        "Where the choice is another word for one that was chosen as well.",
        "doubt",
        "left out",
        "Choose from the list.",
        "Which of the list is meant? Write all that the hub offered, with ; between them.",
        rank=4,
    ),
    Check(
        "answered-twice",
        "Is each question answered once?",
        "The first answer was counted.",
        "Where both mean the same.",
        "doubt",
        "kept",
        "Delete the one that is wrong.",
        "Which of the two is right?",
        rank=3,
    ),
    Check(
        "below-the-form",
        "Does nothing stand below the last question?",
        "It was not read: it may put an answer right, or say why a number is unusual.",
        "Where it is a greeting, or a remark that changes no answer.",
        "doubt",
        "kept",
        "Ask the hub whether its answers stand.",
        "Do your answers stand as they are?",
        rank=5,
    ),
    Check(
        "unknown-question",
        "Is each question one that this network asks?",
        "Answers to it are left out.",
        "Where the hub added a question for its own use.",
        "doubt",
        "left out",
        "Give questions.yml the same words.",
    ),
    Check(
        "mapping-needed",
        "Are the columns of an export worded as the network's questions?",
        "Their answers are left out; returns that hold no others count as missing.",
        "Never.",
        "doubt",
        "left out",
        "Let hub-learning map propose what each column asks, and confirm it.",
    ),
    Check(
        "required-blank",
        "Is every required question answered?",
        _NOT_ZERO,
        "Where the hub does not count this.",
        "note",
        "",
        "Ask the hub for it.",
        "Do you know the number?",
        rank=3,
    ),
    Check(
        "not-known",
        "Does the hub know the answer?",
        _NOT_ZERO,
        "Always: a hub that does not know says so.",
        "note",
        "",
        "Nothing to do, unless it is known by now.",
    ),
    Check(
        "bound", "Is the answer a number, not one that it stays below?",
        "It is kept as written and stands in no sum: a sum would count it as if the bound had been reached.",
        "Where the hub keeps small numbers to itself.", "doubt", "left out", "If the number is known, write it.", _NUMBER, rank=4,
    ),
    Check(
        "dash", "Does the answer say whether there was none, or whether it is not known?", _NOT_ZERO, "Never: it may mean either.",
        "doubt", "left out", "Write 0 if there was none; leave it blank if not known.", _NUMBER, rank=3,
    ),
    Check(
        "nought-in-words", "Is nought written as a number?", "A blank would mean not known; nil and none say that there was none.",
        "Always, unless not known was meant.", "note", "", "Nothing to do, unless not known was meant.",
    ),
    Check(
        "not-applicable", "Does the question apply to the hub?", _NOT_ZERO, "Always: a hub knows what it does.", "note", "",
        "Nothing to do.",
    ),
    Check(
        "formula-without-result", "Was each formula worked out?", _NOT_ZERO, "Never: what it comes to is not in the file.",
        "doubt", "left out", "Open the workbook in a spreadsheet program, save it once, and put it back.", _NUMBER, rank=2,
    ),
    Check(
        "formula-error", "Does each formula come to something?", _NOT_ZERO, "Never: a formula that fails says nothing.", "doubt",
        "left out", "Write the number instead of the formula.", _NUMBER, rank=2,
    ),
    Check(
        "merged-boxes", "Does each question have a box of its own?", _NOT_ZERO, "Never: which question is answered cannot be told.",
        "doubt", "left out", "Part the boxes and answer each question.", _NUMBER, rank=2,
    ),
    Check(
        "struck-through", "Does each answer stand as it was written?", _NOT_ZERO, "Never: what of it holds cannot be told.", "doubt",
        "left out", "Write the answer that holds, without what was struck out.", "Which answer holds?", rank=2,
    ),
    Check(
        "row-deleted", "Has the form a row for each question that it was sent out with?", _NOT_ZERO, "Where the hub does not count this.",
        "doubt", "left out", "Ask the hub for it.", "What is the answer, if anybody knows it?", rank=2,
    ),
    Check(
        "cell-comment", "Is a comment attached to a cell?", "Comments are not read: names stand in them.",
        "Where it changes no answer.", "note", "", "Open the workbook and read it.",
    ),
    Check(
        "beside-the-box", "Do answers stand in their boxes?", _NOT_ZERO, "Where what stands beside is a remark.", "doubt", "left out",
        "If it is the answer, move it into the box.", "Is that the answer?", rank=3,
    ),
    Check(
        "beside-the-boxes", "Do answers stand in their boxes?", _NOT_ZERO, "Where last quarter's answers, or remarks, stand beside.",
        "doubt", "left out", "If they are the answers, the hub says so on its query sheet.",
        "Are they your answers for this quarter?", rank=1,
    ),
    Check(
        "into-the-question", "Do answers stand in their boxes?", _NOT_ZERO, "Where it only explains the question.", "doubt", "left out",
        "If it is the answer, move it into the box.", "Is that the answer?", rank=3,
    ),
    Check(
        "question-changed", "Are the words of each question as they were sent out?",
        "The answer may count more or less than the question asks.", "Where it changes nothing in what is counted.", "note", "",
        "Read it, and correct the answer if another question was answered.",
    ),
    Check(
        "note-beside", "Is there anything beside an answer that was not read?", "Only what stands in the box was read.",
        "Where it is a remark.", "note", "", "Nothing to do, unless it is the answer.",
    ),
    Check(
        "names-apart", "Do number, wording and code of each row name the same question?",
        "Under the wrong question an answer looks right and is not; none of them is counted.", "Never: one of the names is wrong.",
        "doubt", "left out", "Ask the hub whether its answers belong to the words beside them, or for the form once more.",
        "Did you answer, in each row, the question whose words stand there?", rank=1,
    ),
)  # fmt: skip
