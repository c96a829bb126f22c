"""Checks on returns as they come: whose they are, for which quarter, when they were sent, and whether they came once."""

from __future__ import annotations

from dataclasses import replace

from analysis.datasets.returns.checks.reading import READING
from analysis.datasets.returns.checks.rules import Check
from analysis.datasets.returns.returns import RETURNS
from analysis.datasets.returns.submissions import SUBMISSIONS
from analysis.sources.findings import Finding

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
        "two-hubs-named", "Are the code and the name on the return those of one hub?", "If the wrong hub was taken, two hubs are wrong.",
        "Where the hub sent on another's form.", "doubt", "kept", "Correct the code or the name.", "Is this return yours?", rank=1,
    ),
    Check(
        "not-a-quarter", "Does the return say its quarter?", "The return is left out.", "Never.",
        "doubt", "left out", "Write the quarter as 2024-25 Q3, or as 2024 Q3 where years are calendar years.",
    ),
    Check(
        "wrong-quarter", "Was the return filed under its quarter?", "If the wrong quarter was taken, two are wrong.",
        "Where last quarter's form was used again, with the numbers of this one in it.", "doubt", "kept", "Correct the quarter, or move the file.",
    ),
    Check(
        "quarter-outside", "Is the quarter one of the network's?", "The return is left out.",
        "Where the network's quarters have not been moved on yet.", "doubt", "left out", "Correct the quarter.",
    ),
    Check(
        "not-a-date", "Does the day it was sent read as a date?", "Whether it came in time is not known.",
        "Where nobody asks how timely returns are.", "doubt", "left out", "Write the day as day/month/year.",
    ),
    Check(
        "impossible-date", "Can it have been sent that day?", "Whether it came in time is not known.",
        "Where nobody asks how timely returns are.", "doubt", "left out", "Write the day as day/month/year.",
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
        "Ask the hub which one holds, and delete the other.", "Which of them should be counted?", rank=2,
    ),
    Check(
        "same-day-returns", "Do two returns of one day say the same?", "Where they differ neither was counted.",
        "Never: nobody can tell which came later.", "doubt", "left out",
        "Ask the hub which one holds, and delete the other.", "Which of them should be counted?", rank=1,
    ),
    Check(
        "repeated-return", "Has each return numbers of its own?", "If an earlier return was sent again, it is counted twice.",
        "Where the quarters were alike in all of them.", "doubt", "kept", "Ask the hub for its numbers of the quarter.",
        "Are these your numbers of this quarter?", rank=1,
    ),
    Check(
        "mixed-days", "Are all days of a file written in one order?",
        "Whether those returns came in time, and which of two is the later, is not known.", "Where nobody asks how timely returns are.",
        "doubt", "left out", "Export the file again and do not open it in a spreadsheet program first.",
    ),
    Check(
        "month-first", "Are days written with the day first?", "Read with the day first, 7/3/2024 would be the seventh of March.",
        "Always: they were read as they are written.", "note", "", "Nothing to do; or set the form service to British dates.",
    ),
    Check(
        "return-without-answers", "Could any answer of the return be read?",
        "It counts as missing: totals of that quarter leave this hub out.", "Where the hub was closed.", "doubt", "left out",
        "Ask the hub for it once more.", "Was the hub open? If so, please send it once more.", rank=3,
    ),
    Check(
        "hub-not-open", "Was the hub open in the quarter, as the register has it?",
        "It is counted as it was sent; if it is of another quarter or hub, two totals are wrong.", "Where the register is wrong.",
        "doubt", "kept", "Correct the hub's row in register/hubs.csv, or the quarter or hub on the return.",
        "Were you open then, and is the return of this quarter?", rank=2,
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
