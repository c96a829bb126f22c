"""What a hub is asked about its returns: the findings that only it can answer, as a few numbered questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from analysis.correspondence.returns.waiting_answers import as_it_stands, digest, proposed_answers
from analysis.datasets.returns.checks.catalogue import CHECKS, hub_cannot_say
from analysis.datasets.returns.checks.peers import FAR_FROM_ITS_KIND
from analysis.datasets.returns.checks.rules import Check
from analysis.datasets.returns.checks.young_series import RATE_FAR_FROM_OTHERS, YOUNG_RATES
from analysis.periods import Period

# More questions than these, or more boxes, and nobody answers any: the sheet is to be one page and ten minutes.
MOST_QUERIES, MOST_BOXES = 6, 12

RIGHT = "It is right as it is"
ANOTHER = "The number should be"
ANOTHER_ANSWER = "The answer should be"
UNKNOWN = "I do not know"
SHUT = "The hub was shut"
OPEN, NOT_OPEN = "Yes: we were open then", "No: it is not of this quarter"
SAME_AGAIN = "Yes: they are of this quarter"
OURS, NOT_OURS = "Yes: it is ours", "No: it is another hub's"
COMING = "We shall send it"
LATER, EARLIER = "The later one", "The earlier one"
MEANT, AGAIN, REMARK = "Yes: please count them so", "No: we shall send it once more", "Yes: our answers stand"
RIVALS = ("The first", "The second", "The third", "The fourth")  # of the texts that are shown
MISSING_RETURN, DIFFERING_RETURNS, UNKNOWN_HUB = "missing-return", "differing-returns", "unknown-hub"
UNREAD_RETURN, SAME_DAY, NAMES_APART, ALL_BESIDE, SHUT_HUB, TWO_HUBS, BELOW, REPEATED = (
    "return-without-answers", "same-day-returns", "names-apart", "beside-the-boxes", "hub-not-open", "two-hubs-named", "below-the-form",
    "repeated-return",
)  # fmt: skip
_IN_OTHER_WORDS = {
    MISSING_RETURN: "We have no return for this quarter.",
    SAME_DAY: "You sent two returns for this quarter, and we cannot tell which came later. Where they differ we counted neither.",
    NAMES_APART: "On your form the words of the questions have moved against their codes, so that we cannot tell which question some "
    "of your answers belong to. We counted none of those.",
}
# What the whole return is asked about, and the answers offered.
ABOUT_RETURNS: dict[str, tuple[str, ...]] = {
    MISSING_RETURN: (SHUT, COMING, UNKNOWN),
    UNREAD_RETURN: (SHUT, COMING, UNKNOWN),
    TWO_HUBS: (OURS, NOT_OURS, UNKNOWN),
    SHUT_HUB: (OPEN, NOT_OPEN, UNKNOWN),
    REPEATED: (SAME_AGAIN, NOT_OPEN, UNKNOWN),
    DIFFERING_RETURNS: (LATER, EARLIER, UNKNOWN),
    NAMES_APART: (MEANT, AGAIN, UNKNOWN),
    ALL_BESIDE: (MEANT, AGAIN, UNKNOWN),
    SAME_DAY: (*RIVALS, UNKNOWN),
    BELOW: (REMARK, AGAIN, UNKNOWN),
}
_OF_RATES = (FAR_FROM_ITS_KIND.name, RATE_FAR_FROM_OTHERS.name)
_NOT_BLANK = {
    "formula-without-result": "a formula"
}  # what stands in a box of which nothing was taken, where the finding quotes nothing
_CELLS = re.compile(r" \(cells? [A-Z]+\d+(?: and [A-Z]+\d+)?\)")


@dataclass(frozen=True)
class Asked:
    """One answer that is asked about: a row of boxes. `written`: as the return has it now; empty where left blank."""

    hub_id: str
    quarter: str
    question_id: str
    rule: str
    number: str  # of the question on the return, such as 4a
    wording: str
    kind: str  # of the question; empty for a whole return
    written: str
    cell: str  # where the hub finds it in its own workbook; empty for a form filled in online
    choices: tuple[str, ...]
    shown: str = ""  # for what was written, where that is no answer: a remark below the form, a number struck through

    @property
    def code(self) -> str:
        """What the answered sheet is matched by. Its end changes with what was written, so that no answer meets another number."""
        return f"{self.quarter}/{self.question_id or 'return'}/{self.rule}/{digest(self.written)}"


@dataclass(frozen=True)
class Query:
    """One numbered question to a hub: what was seen, what is asked, why it matters, and the answers it is about."""

    quarter: str
    check: Check
    seen: str
    why: str
    asked: tuple[Asked, ...]
    begins: int  # the month in which the network's years begin

    @property
    def text(self) -> str:
        return f"{Period.parse(self.quarter, self.begins).months} ({self.quarter}): {self.seen} {self.check.query}"


@dataclass(frozen=True)
class HubQueries:
    """The questions of one hub, most important first. `waiting`: how many more there are for a later sheet."""

    hub_id: str
    name: str
    queries: tuple[Query, ...]
    waiting: int


def hub_queries(
    findings: pl.DataFrame,
    written: pl.DataFrame,
    questions: pl.DataFrame,
    hubs: pl.DataFrame,
    corrections: pl.DataFrame,
    begins: int,
) -> list[HubQueries]:
    """The questions to each hub that has any, by the hubs' codes.

    findings, questions, hubs, corrections: processed tables. written: every answer as it stands now. begins: the month in which the network's years begin.
    """
    asking = [name for name, check in CHECKS.items() if check.query]
    # The register is not the hub's to mend.
    of_hub = pl.col("hub_id").is_not_null() & pl.col("quarter").is_not_null()
    open_ones = findings.filter(pl.col("rule").is_in(asking), of_hub, ~hub_cannot_say(corrections))
    open_ones = _not_here_under_another_name(open_ones, findings)
    names = dict(zip(hubs["hub_id"], hubs["name"], strict=True))
    about = {row["question_id"]: row for row in questions.iter_rows(named=True)}
    answers = _answers_of(open_ones, written)
    made = []
    for hub, own in groupby(open_ones.sort("hub_id").iter_rows(named=True), key=lambda row: row["hub_id"]):
        if queries := _composed(hub, list(own), answers, about, begins):
            kept = _few(queries)
            made.append(HubQueries(hub, names.get(hub) or hub, tuple(kept), len(queries) - len(kept)))
    return made


def _answers_of(findings: pl.DataFrame, written: pl.DataFrame) -> dict[tuple[str, str, str], dict[str, Any]]:
    concerned = written.join(findings.select("hub_id", "quarter").unique(), on=["hub_id", "quarter"], how="semi")
    own = written.group_by("source_file").agg(own=pl.col("hub_id").n_unique() == 1)  # else it is the export of a form
    rows = concerned.join(own, on="source_file", how="left").iter_rows(named=True)
    return {
        (row["hub_id"], row["quarter"], row["question_id"]): row | ({} if row["own"] else {"source_cell": ""})
        for row in rows
    }


def _not_here_under_another_name(open_ones: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Without the missing returns that seem to be here, only with the hub's name misspelt: the partner settles those."""
    strange = findings.filter(pl.col("rule") == UNKNOWN_HUB)
    seeming = {
        (hub, row["quarter"])
        for row in strange.iter_rows(named=True)
        for hub in re.findall(r"\(([^()]+)\) is meant", row["remedy"] or "")
    }
    if not seeming:
        return open_ones
    here = pl.DataFrame(sorted(seeming), schema={"hub_id": pl.String, "quarter": pl.String}, orient="row")
    missing = open_ones.filter(pl.col("rule") == MISSING_RETURN).join(here, on=["hub_id", "quarter"], how="semi")
    return open_ones.join(missing, on=["hub_id", "quarter", "rule"], how="anti")


def _composed(
    hub: str,
    findings: list[dict[str, Any]],
    answers: dict[tuple[str, str, str], dict[str, Any]],
    about: dict[str, dict[str, Any]],
    begins: int,
) -> list[Query]:
    """All questions to a hub in the order of their importance: the check's rank, then the newest quarter."""
    order = {question: place for place, question in enumerate(about)}

    def importance(row: dict[str, Any]) -> tuple[int, int, str, int]:
        newest = -int("".join(filter(str.isdigit, row["quarter"] or "0")))
        return CHECKS[row["rule"]].rank, newest, row["rule"], order.get(row["column"], 99)

    queries, met = [], set()
    for _, alike in groupby(sorted(findings, key=importance), key=lambda row: importance(row)[:3]):
        rows = list(alike)
        # A number odd by several checks is asked about once, by the most important of them.
        rows = [row for row in rows if (row["quarter"], row["column"]) not in met]
        for several in _together(rows):
            asked = [each for row in several for each in _asked(hub, row, answers, about)]
            met |= {(each.quarter, each.question_id) for each in asked}
            if asked:  # what has no box beside it, as the day a return was sent, cannot be answered on the sheet
                queries.append(_query(several, tuple(dict.fromkeys(asked)), begins))
    return queries


def _together(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Findings of one check in one return: asked as one question where each is about one number, apart where it compares two."""
    if rows and not CHECKS[rows[0]["rule"]].about and rows[0]["rule"] not in _OF_RATES:
        yield from (rows[start : start + MOST_QUERIES] for start in range(0, len(rows), MOST_QUERIES))
    else:
        yield from ([row] for row in rows)


def _query(rows: list[dict[str, Any]], asked: tuple[Asked, ...], begins: int) -> Query:
    check = CHECKS[rows[0]["rule"]]
    seen = _seen(rows[0])
    if len({row["column"] for row in rows}) < len(
        rows
    ):  # several things about one answer, of which each has words of its own
        seen = " ".join(dict.fromkeys(map(_seen, rows)))
    elif len(rows) > 1:
        seen = f"{len(rows)} answers raise the same question. {seen}"
    if not any(each.cell for each in asked):
        seen = _CELLS.sub("", seen)
    return Query(rows[0]["quarter"], check, seen, rows[0]["why"] or check.why, asked, begins)


def _seen(finding: dict[str, Any]) -> str:
    """The finding's own words, as far as they are news to the hub."""
    if finding["rule"] == DIFFERING_RETURNS:
        differ = re.search(r"they differ in \d+ answers", str(finding["problem"]))
        words = f": {differ[0]}" if differ else " that differ"
        return f"You sent two returns for this quarter{words}. We counted the later one."
    if finding["rule"] in _IN_OTHER_WORDS:
        return _IN_OTHER_WORDS[finding["rule"]]
    problem = str(finding["problem"]).replace("`", "")
    return problem.split(":")[0] + "." if finding["rule"] == "required-blank" else problem


def _asked(
    hub: str,
    finding: dict[str, Any],
    answers: dict[tuple[str, str, str], dict[str, Any]],
    about: dict[str, dict[str, Any]],
) -> Iterator[Asked]:
    check, quarter = CHECKS[finding["rule"]], finding["quarter"]
    if finding["rule"] == SAME_DAY:
        yield from _rivals(hub, quarter, answers, about)
        return
    if choices := ABOUT_RETURNS.get(finding["rule"], ()):
        own = {question: row for (whose, when, question), row in answers.items() if (whose, when) == (hub, quarter)}
        waiting = proposed_answers(own, about) if MEANT in choices else ""
        shown = finding["value"] if finding["rule"] == BELOW else ""
        yield Asked(hub, quarter, "", check.name, "", f"The return for {quarter}", "", waiting, "", choices, shown)
        return
    unreadable = finding["effect"] == "left out" and not check.about
    for question in _compared(check, finding["column"]):
        row = answers.get((hub, quarter, question))
        if question not in about or (row is None and question != finding["column"]):
            continue
        kind = about[question]["kind"]
        another = ANOTHER if kind in ("count", "money", "hours") else ANOTHER_ANSWER
        written = as_it_stands(row)
        proposed = bool(row and row["proposed"] and not row["written"])
        offered = (another, UNKNOWN) if (unreadable and not proposed) or not written else (RIGHT, another, UNKNOWN)
        number, wording = about[question]["number"], about[question]["wording"]
        cell = row["source_cell"] if row else ""
        shown = "" if written or question != finding["column"] else _NOT_BLANK.get(check.name) or finding["value"] or ""
        yield Asked(hub, quarter, question, check.name, number, wording, kind, written, cell or "", offered, shown)


def _rivals(
    hub: str, quarter: str, answers: dict[tuple[str, str, str], dict[str, Any]], about: dict[str, dict[str, Any]]
) -> Iterator[Asked]:
    """Each answer in which returns of one day differ: the hub says which of them holds. Where they differ in many, once for all."""
    own = {question: answers.get((hub, quarter, question)) for question in about}
    differing = {
        name: row for name, row in own.items() if row and not row["written"] and len(row["proposed"] or []) > 1
    }
    if len(differing) > MOST_QUERIES:
        most = max(len(row["proposed"]) for row in differing.values())
        choices: tuple[str, ...] = (*RIVALS[:most], UNKNOWN)
        numbers = ", ".join(about[name]["number"] for name in differing)
        wording = f"The return for {quarter} (questions {numbers})"
        waiting = proposed_answers({name: row for name, row in own.items() if row}, about)
        yield Asked(hub, quarter, "", SAME_DAY, "", wording, "", waiting, "", choices)
        return
    for question, row in differing.items():
        asked = about[question]
        choices = (*RIVALS[: len(row["proposed"])], ANOTHER, UNKNOWN)
        number, wording, kind = asked["number"], asked["wording"], asked["kind"]
        yield Asked(hub, quarter, question, SAME_DAY, number, wording, kind, as_it_stands(row), "", choices)


def _compared(check: Check, column: str) -> tuple[str, ...]:
    """The questions to ask about: all that the check compares, or the one that the finding names."""
    if check.name in _OF_RATES:
        rates = [(rate.counted, rate.each) for rate in YOUNG_RATES if rate.counted == column]
        return rates[0] if rates else (column,)
    return check.about or (column,)


def _few(queries: list[Query]) -> list[Query]:
    """As many as fit one page, at least one."""
    kept: list[Query] = []
    boxes = 0
    for query in queries[:MOST_QUERIES]:
        boxes += len(query.asked)
        if kept and boxes > MOST_BOXES:
            break
        kept.append(query)
    return kept
