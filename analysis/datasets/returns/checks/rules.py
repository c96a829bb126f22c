"""Every check on what hubs send, as a record: what it asks, why, when to ignore what it finds, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.datasets.returns.returns import RETURNS
from analysis.datasets.returns.submissions import SUBMISSIONS
from analysis.sources.findings import Effect, Finding, Severity


@dataclass(frozen=True)
class Check:
    """One check. `name` is the `rule` of its findings.

    effect: what becomes of the value until somebody has answered. query: what the hub is asked after it was told what was
    seen, empty where the research partner must settle it. about: the questions whose answers are compared, asked for
    together. rank: the order on a query sheet; the smaller comes first.
    """

    name: str
    asks: str
    why: str
    ignore: str
    severity: Severity
    effect: Effect
    remedy: str
    query: str = ""
    about: tuple[str, ...] = ()
    rank: int = 5

    def finding(self, file: str, problem: str, **more: object) -> Finding:
        """A finding of this check. `more`: where it is, what was written, and the hub and quarter it concerns."""
        told: dict[str, object] = {"why": self.why, "remedy": self.remedy, "ignore": self.ignore, **more}
        return Finding(
            file=file,
            problem=problem,
            severity=self.severity,
            rule=self.name,
            effect=self.effect,
            **told,  # type: ignore[arg-type]
        )


_NUMBER = "What is the number, if anybody knows it?"
_NOT_ZERO = "The answer is missing from the report; it is not counted as zero."

# What cannot be read at all, or not placed. The readers raise these with words of their own; here stands what becomes of the
# answer, when the finding may be ignored, and what the hub is asked.
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
        "Which one holds?",
        rank=3,
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
        "beside-the-box", "Do answers stand in their boxes?", _NOT_ZERO, "Where what stands beside is a remark.", "doubt", "left out",
        "If it is the answer, move it into the box.", _NUMBER, rank=3,
    ),
)  # fmt: skip

ARRIVING = (
    Check(
        "unknown-hub", "Is the hub in the register?", "The return is left out.", "Never, if the return is one.",
        "doubt", "left out", "Write the hub's code as the register has it.",
    ),
    Check(
        "hub-unclear", "Do code, name and file name mean the same hub?", "If the wrong hub was taken, two hubs are wrong.",
        "Where the hub was renamed.", "doubt", "kept", "Correct the code or the name.",
    ),
    Check(
        "not-a-quarter", "Does the return say its quarter?", "The return is left out.", "Never.",
        "doubt", "left out", "Write the quarter as 2024-25 Q3.",
    ),
    Check(
        "wrong-quarter", "Was the return filed under its quarter?", "If the wrong quarter was taken, two are wrong.",
        "Where last quarter's form was used again.", "doubt", "kept", "Correct the quarter, or move the file.",
    ),
    Check(
        "quarter-outside", "Is the quarter one of the network's?", "The return is left out.",
        "Where the network's quarters have not been moved on yet.", "doubt", "left out", "Correct the quarter.",
    ),
    Check(
        "not-a-date", "Does the day it was sent read as a date?", "Whether it came in time is not known.",
        "Where nobody asks how timely returns are.", "doubt", "left out", "Write the day as 12/07/2024.",
    ),
    Check(
        "impossible-date", "Can it have been sent that day?", "Whether it came in time is not known.",
        "Where nobody asks how timely returns are.", "doubt", "left out", "Write the day as 12/07/2024.",
    ),
    Check(
        "sent-early", "Was it sent after the quarter's end?", "What happened afterwards may be missing from it.",
        "Where the hub had closed for the rest of the quarter.", "note", "", "Ask whether it covers the whole quarter.",
    ),
    Check(
        "doubled-return", "Did the return come once?", "One of them was counted.", "Always: both say the same.",
        "note", "", "Nothing to do.",
    ),
    Check(
        "differing-returns", "Do two returns for one quarter say the same?", "The one received later was counted.",
        "Where the later one was sent to put the earlier one right.", "doubt", "kept",
        "Ask the hub which one holds, and delete the other.", "Which one holds?", rank=2,
    ),
    Check(
        "late-return", "Did the return come by its due day?", "A report drawn up on the due day would have lacked it.",
        "Always, once it is here: lateness says nothing of the care taken.", "note", "", "Nothing to do.",
    ),
    Check(
        "missing-return", "Did every open hub send a return?",
        "Totals of that quarter leave this hub out; it is not counted as zero.", "Where the hub was closed.",
        "note", "", "Ask the hub for it, or note that it was closed.",
        "Was the hub open? If so, please send it; a late one is welcome.", rank=4,
    ),
)  # fmt: skip

_OTHERS = {check.name: check for check in (*READING, *ARRIVING)}


def declared(finding: Finding) -> Finding:
    """A finding about a return, with what its check's record says and its reader left unsaid."""
    check = _OTHERS.get(finding.rule)
    if check is None or finding.table not in ("", RETURNS.name, SUBMISSIONS.name):
        return finding
    effect = finding.effect or (check.effect if finding.severity == "doubt" else "")
    return replace(finding, effect=effect, ignore=finding.ignore or check.ignore)
