"""Which hub and which quarter each return is about, which came twice, which are late and which are missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import PurePosixPath

import polars as pl

from analysis.datasets.returns.submissions import SUBMISSIONS
from analysis.datasets.written.numbers_and_days import (
    plain_words,
    puts_months_first,
    quarter_of_folder,
    read_dates,
    read_quarter,
)
from analysis.networks import Network
from analysis.periods import Period
from analysis.sources.findings import Finding, Severity
from analysis.sources.records import Answer, SentReturn, row_of


@dataclass(frozen=True)
class Collected:
    """One return whose hub and quarter are known."""

    hub_id: str
    quarter: str
    received: dt.date | None
    file: str
    sheet: str
    row: int | None
    answers: tuple[Answer, ...]

    @property
    def place(self) -> str:
        return f"{self.file}, row {self.row}" if self.row else self.file


class _Hubs:
    """Finds a hub by its code or its name."""

    def __init__(self, hubs: pl.DataFrame) -> None:
        self.opened = dict(zip(hubs["hub_id"], hubs["opened"], strict=True))
        self._by_word = {plain_words(name): hub for hub, name in zip(hubs["hub_id"], hubs["name"], strict=True) if name}
        self._by_word.update({plain_words(hub): hub for hub in hubs["hub_id"]})
        self.names = dict(zip(hubs["hub_id"], hubs["name"], strict=True))

    def find(self, written: str | None) -> str | None:
        return self._by_word.get(plain_words(written)) if written else None

    def nearest(self, written: str) -> str | None:
        """The hub whose code or name is much like what was written. Only ever suggested: two hubs may have like names."""
        alike = get_close_matches(plain_words(written), self._by_word, n=1, cutoff=0.8)
        return self._by_word[alike[0]] if alike else None


def collect_returns(
    sent: list[tuple[str, SentReturn]], hubs: pl.DataFrame, network: Network
) -> tuple[list[Collected], list[Finding]]:
    """One return a hub and quarter, sorted; findings for what was unclear, came twice or did not come."""
    register, findings = _Hubs(hubs), []
    received, about_order = _received(sent)
    findings += about_order
    collected = []
    for (file, form), day in zip(sent, received, strict=True):
        hub, about_hub = _hub_of(file, form, register)
        quarter, about_quarter = _quarter_of(file, form, hub, network)
        findings += [replace(finding, quarter=quarter) for finding in about_hub] + about_quarter
        if hub is None or quarter is None:
            continue
        day, about_day = _checked_day(file, form, day, hub, quarter)
        findings += about_day
        about = form.about
        collected.append(Collected(hub, quarter, day, file, about.sheet, about.row, tuple(form.answers)))
    kept, doubled = _latest(collected)
    findings += doubled
    if sent:
        findings += _not_come(kept, register, network)
    return kept, findings


def submissions_frame(collected: list[Collected], network: Network) -> pl.DataFrame:
    rows = []
    for each in collected:
        due = Period.parse(each.quarter).end + dt.timedelta(days=network.due_days)
        late = (each.received - due).days if each.received else None
        rows.append((each.hub_id, each.quarter, each.received, due, late, each.file, each.sheet or None, each.row))
    return pl.DataFrame(rows, schema=SUBMISSIONS.schema, orient="row").sort(SUBMISSIONS.key)


def _received(sent: list[tuple[str, SentReturn]]) -> tuple[list[dt.date | None], list[Finding]]:
    """The day each return was sent. A service writes all days of one file in one order, which some of them give away."""
    days: list[dt.date | None] = [None] * len(sent)
    at_of_file = defaultdict(list)
    for at, (file, form) in enumerate(sent):
        at_of_file[file if form.about.row else ""].append(at)
    findings = []
    for file, places in at_of_file.items():
        written = pl.Series("received", [sent[at][1].about.values.get("received") for at in places], dtype=pl.String)
        month_first = bool(file) and puts_months_first(written)
        for at, day in zip(places, read_dates(written, month_first), strict=True):
            days[at] = day
        if month_first:
            findings.append(_month_first(file, sent[places[0]][1]))
    return days, findings


def _month_first(file: str, form: SentReturn) -> Finding:
    problem = "The days in this file are written with the month first, as 7/13/2024, and were read so."
    why = "Read with the day first, 7/3/2024 would be the seventh of March."
    remedy = "Nothing to do; or set the form service to British dates."
    found = _say(file, form, "received", problem, why, remedy, "month-first", severity="note")
    return replace(found, value="")


def _hub_of(file: str, form: SentReturn, register: _Hubs) -> tuple[str | None, list[Finding]]:
    """The hub that most of code, name and file name agree on; the code where they do not."""
    about, stem = form.about, PurePosixPath(file).stem
    stated: dict[str, str] = {name: about.values[name] for name in ("hub_id", "hub") if name in about.values}
    votes: dict[str, str] = {name: hub for name, written in stated.items() if (hub := register.find(written))}
    if about.row is None and (by_file := register.find(stem)):
        votes["file name"] = by_file
    if not votes:
        column = "hub_id" if "hub_id" in stated else "hub"
        written = stated.get(column, "")
        problem = f"`{written}` is no hub of the register." if written else "The return does not say which hub sent it."
        remedy = "Write the hub's code as the register has it, or add the hub to the register."
        if nearest := register.nearest(written):
            remedy = f"Perhaps {_named(nearest, register)} is meant: if so, write it as the register does."
        return None, [_say(file, form, column, problem, "The return is left out.", remedy, "unknown-hub")]
    most = Counter(votes.values()).most_common(2)
    hub = most[0][0] if len(most) == 1 or most[0][1] > most[1][1] else next(iter(votes.values()))
    findings = []
    for name, written in stated.items():
        if votes.get(name) != hub:
            problem = f"`{written}` is not the {'name' if name == 'hub' else 'code'} of {_named(hub, register)}."
            why = f"The return was taken as that of {_named(hub, register)}, as its other marks say."
            remedy = "Correct the code or the name so that both are the same hub's."
            findings.append(_say(file, form, name, problem, why, remedy, "hub-unclear", hub=hub))
    if votes.get("file name", hub) != hub:
        problem = f"The file is named after {_named(votes['file name'], register)}."
        why = f"The return was taken as that of {_named(hub, register)}, as the form inside says."
        findings.append(_say(file, form, "hub_id", problem, why, "Rename the file.", "hub-unclear", hub=hub))
    return hub, findings


def _named(hub: str, register: _Hubs) -> str:
    return f"{register.names.get(hub) or hub} ({hub})"


def _quarter_of(file: str, form: SentReturn, hub: str | None, network: Network) -> tuple[str | None, list[Finding]]:
    """The folder's quarter where there is one: it says when the return came in. Else the quarter on the form."""
    written = form.about.values.get("quarter", "")
    on_form, by_folder = read_quarter(written), quarter_of_folder(file)
    quarter, findings = by_folder or on_form, []
    remedy = "Correct the quarter on the form, or move the file into its quarter's folder."
    if quarter is None:
        problem = f"`{written}` is not a quarter." if written else "The return does not say which quarter it is about."
        remedy = "Write the quarter as 2024-25 Q3."
        findings.append(
            _say(file, form, "quarter", problem, "The return is left out.", remedy, "not-a-quarter", hub=hub)
        )
    elif by_folder and on_form != by_folder and (form.about.row is None or "quarter" in form.about.places):
        says = f"`{written}`, which is no quarter" if written and not on_form else f"`{written or 'nothing'}`"
        problem = f"The form says {says}, but it was filed under {by_folder}."
        why = f"It was counted in {by_folder}; if that is wrong, two quarters are wrong."
        findings.append(_say(file, form, "quarter", problem, why, remedy, "wrong-quarter", hub=hub, quarter=by_folder))
    if quarter and not network.first <= Period.parse(quarter) <= network.last:
        problem = f"{quarter} is not among the network's quarters, {network.first.label} to {network.last.label}."
        why = "The return is left out."
        findings.append(_say(file, form, "quarter", problem, why, remedy, "quarter-outside", hub=hub, quarter=quarter))
        return None, findings
    return quarter, findings


def _checked_day(
    file: str, form: SentReturn, day: dt.date | None, hub: str, quarter: str
) -> tuple[dt.date | None, list[Finding]]:
    """The day a return was sent, unless it cannot be true."""
    written, period = form.about.values.get("received", ""), Period.parse(quarter)
    why, remedy = "Whether the return came in time is not known.", "Write the day it was sent, as 12/07/2024."
    if day is None:
        problem = f"`{written}` is not a date." if written else "The return does not say when it was sent."
        rule, severity = ("not-a-date", "doubt") if written else ("required-blank", "note")
        return None, [_say(file, form, "received", problem, why, remedy, rule, hub, quarter, severity)]  # type: ignore[arg-type]
    if day < period.start or (day - period.end).days > 730:
        problem = f"`{written}` cannot be the day a return about {quarter} was sent."
        return None, [_say(file, form, "received", problem, why, remedy, "impossible-date", hub, quarter)]
    if day <= period.end:
        problem = f"It was sent on {day.day} {day:%B %Y}, before the quarter had ended."
        why, remedy = "What happened afterwards may be missing from it.", "Ask whether it covers the whole quarter."
        return day, [_say(file, form, "received", problem, why, remedy, "sent-early", hub, quarter, "note")]
    return day, []


def _latest(collected: list[Collected]) -> tuple[list[Collected], list[Finding]]:
    """The return received last for each hub and quarter; undated ones count as first."""
    groups = defaultdict(list)
    for each in collected:
        groups[each.hub_id, each.quarter].append(each)
    kept, findings = [], []
    for key in sorted(groups):
        *earlier, last = sorted(groups[key], key=lambda each: (each.received or dt.date.min, each.file, each.row or 0))
        kept.append(last)
        findings += [_doubled(each, last) for each in earlier]
    return kept, findings


def _doubled(earlier: Collected, last: Collected) -> Finding:
    before, after = _content(earlier), _content(last)
    differing = [question for question in before.keys() | after.keys() if before.get(question) != after.get(question)]
    same = not differing
    return Finding(
        file=earlier.file,
        sheet=earlier.sheet,
        row=earlier.row,
        cell=f"A{earlier.row}" if earlier.row else "",
        table="submissions",
        problem=f"The return for {earlier.quarter} came twice: here and in {_place_of(last, earlier)}; "
        + (
            "both say the same."
            if same
            else f"they differ in {len(differing)} answer{'s' if len(differing) != 1 else ''}."
        ),
        why="One of them was counted." if same else f"The one received later was counted: {_place_of(last, earlier)}.",
        remedy="Nothing to do." if same else "Ask the hub which one holds, and delete the other.",
        severity="note" if same else "doubt",
        rule="doubled-return" if same else "differing-returns",
        hub_id=earlier.hub_id,
        quarter=earlier.quarter,
    )


def _place_of(each: Collected, beside: Collected) -> str:
    return f"sheet {each.sheet} of the same file" if each.file == beside.file and not each.row else each.place


def _content(each: Collected) -> dict[str, str]:
    return {
        answer.code or plain_words(answer.wording): plain_words(answer.text) for answer in each.answers if answer.text
    }


def _not_come(kept: list[Collected], register: _Hubs, network: Network) -> list[Finding]:
    """A note for each return that was expected: from every hub, since it opened."""
    came = {(each.hub_id, each.quarter) for each in kept}
    findings = []
    for hub in sorted(register.opened):
        opened = Period.parse(register.opened[hub]) if register.opened[hub] else network.first
        for quarter in network.quarters:
            if opened <= quarter and (hub, quarter.label) not in came:
                findings.append(
                    Finding(
                        file="returns",
                        table="submissions",
                        problem=f"There is no return from {_named(hub, register)} for {quarter.label}.",
                        why="Totals of that quarter leave this hub out; it is not counted as zero.",
                        remedy="Ask the hub for it, or note that it was closed.",
                        severity="note",
                        rule="missing-return",
                        hub_id=hub,
                        quarter=quarter.label,
                    )
                )
    return findings


def _say(
    file: str,
    form: SentReturn,
    column: str,
    problem: str,
    why: str,
    remedy: str,
    rule: str,
    hub: str | None = None,
    quarter: str | None = None,
    severity: Severity = "doubt",
) -> Finding:
    about = form.about
    return Finding(
        file=file,
        sheet=about.sheet,
        cell=about.place_of(column),
        row=row_of(about.place_of(column)),
        table="submissions",
        column=column,
        value=about.values.get(column, ""),
        problem=problem,
        why=why,
        remedy=remedy,
        severity=severity,
        rule=rule,
        hub_id=hub,
        quarter=quarter,
    )
