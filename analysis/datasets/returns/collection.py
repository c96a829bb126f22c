"""Which hub and which quarter each return is about."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import PurePosixPath

import polars as pl

from analysis.datasets.register.hub_life import other_names
from analysis.datasets.returns.doubled_returns import settle_doubled, tell_repeated
from analysis.datasets.returns.sending_days import checked_day, days_sent, place_in
from analysis.datasets.returns.submissions import SUBMISSIONS
from analysis.datasets.written.numbers_and_days import not_a_quarter, plain_words, quarter_of_folder, read_quarter
from analysis.networks import Network
from analysis.periods import quarters_are_written
from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Answer, SentReturn

_CORRECT_QUARTER = "Correct the quarter on the form, or move the file into its quarter's folder."
_LEFT_OUT = "The return is left out."

UNKNOWN_HUB = Rule(
    "unknown-hub",
    "{says}",
    _LEFT_OUT,
    "Write the hub's code as the register has it, or add the hub to the register.",
    ignore="Never, if the return is one.",
)
LIKE_A_HUB = Rule(
    "unknown-hub",
    "{says}",
    _LEFT_OUT,
    "Perhaps {nearest} is meant: if so, write it as the register does.",
    ignore="Never, if the return is one.",
)
OTHER_HUB = Rule(
    "hub-unclear",
    "`{value}` is not the {what} of {hub}.",
    "The return was taken as that of {hub}, as its other marks say.",
    "Correct the code or the name so that both are the same hub's.",
    ignore="Where the hub was renamed.",
)
TWO_HUBS = Rule(
    "two-hubs-named",
    "The {what} on the return is that of {other}, but all else says {hub}.",
    "It is counted as that of {hub}; if that is wrong, two hubs are wrong.",
    "Correct the code or the name so that both are the same hub's.",
    effect="kept",
    ignore="Where the hub sent its answers on another's form.",
)
OTHER_FILE_NAME = Rule(
    "hub-unclear",
    "The file is named after {other}.",
    "The return was taken as that of {hub}, as the form inside says.",
    "Rename the file; if it holds the returns of two hubs, give each a file of its own.",
    ignore="Where the form inside is right.",
)
NO_QUARTER = Rule(
    "not-a-quarter",
    "{says}",
    _LEFT_OUT,
    "Write the quarter as {like}.",
    ignore="Never: the return is left out.",
)
WRONG_QUARTER = Rule(
    "wrong-quarter",
    "The form says {says}, but it was filed under {filed}.",
    "It was counted in {filed}; if that is wrong, two quarters are wrong.",
    _CORRECT_QUARTER,
    ignore="Where last quarter's form was used again, with the numbers of this one in it.",
)
QUARTER_OUTSIDE, QUARTER_TO_COME = (
    Rule(
        "quarter-outside",
        "{about} is not among the network's quarters, {quarters}.",
        _LEFT_OUT,
        remedy,
        ignore="Where the report is not to cover that quarter.",
    )
    for remedy in (
        _CORRECT_QUARTER,
        f"If it is right, type `hub-learning add quarter {{network}}` first. {_CORRECT_QUARTER}",
    )
)


@dataclass(frozen=True)
class Collected:
    """One return whose hub and quarter are known.

    moment: the day it was sent, and the time where a form service wrote it down. rivals: other returns of the hub for the quarter,
    of which nobody can tell whether they came before this one or after it.
    """

    hub_id: str
    quarter: str
    received: dt.date | None
    file: str
    sheet: str
    row: int | None
    answers: tuple[Answer, ...]
    moment: dt.datetime | None = None
    rivals: tuple[Collected, ...] = ()

    @property
    def place(self) -> str:
        return f"{self.file}, row {self.row}" if self.row else self.file


class Hubs:
    """Finds a hub by its code or its name."""

    def __init__(self, hubs: pl.DataFrame) -> None:
        before = hubs.select("hub_id", "also_called").drop_nulls().iter_rows()
        self._by_word = {plain_words(name): hub for hub, names in before for name in other_names(names)}
        self._by_word |= {
            plain_words(name): hub for hub, name in zip(hubs["hub_id"], hubs["name"], strict=True) if name
        }
        self._by_word.update({plain_words(hub): hub for hub in hubs["hub_id"]})
        self.names = dict(zip(hubs["hub_id"], hubs["name"], strict=True))

    def find(self, written: str | None) -> str | None:
        return self._by_word.get(plain_words(written)) if written else None

    def nearest(self, written: str) -> list[str]:
        """The hubs whose code or name is most like what was written: several where they differ in no letter. Only ever suggested."""
        by_letters: dict[str, list[str]] = {}
        for word, hub in self._by_word.items():
            by_letters.setdefault(_letters(word), []).append(hub)
        alike = get_close_matches(_letters(written), by_letters, n=1, cutoff=0.8)
        return list(dict.fromkeys(by_letters[alike[0]])) if alike else []

    def named(self, hub: str) -> str:
        return f"{self.names.get(hub) or hub} ({hub})"


def collect_returns(
    sent: list[tuple[str, SentReturn]],
    hubs: pl.DataFrame,
    network: Network,
    says_something: Callable[[Collected], bool],
) -> tuple[list[Collected], list[Finding]]:
    """One return a hub and quarter, sorted; findings for what was unclear or came twice.

    says_something: whether a return holds an answer to a question of the network; one that does not takes no other's place.
    """
    register, findings = Hubs(hubs), []
    received, about_days = days_sent(sent)
    findings += about_days
    collected = []
    for (file, form), when in zip(sent, received, strict=True):
        hub, about_hub = _hub_of(file, form, register)
        quarter, about_quarter = _quarter_of(file, form, hub, network)
        findings += [replace(finding, quarter=quarter) for finding in about_hub] + about_quarter
        if hub is None or quarter is None:
            continue
        day, about_day = checked_day(file, form, when, hub, network.period_of(quarter))
        findings += about_day
        about = form.about
        moment = when.moment if day is not None else None
        collected.append(Collected(hub, quarter, day, file, about.sheet, about.row, tuple(form.answers), moment))
    kept, doubled = settle_doubled(collected, says_something)
    return kept, findings + doubled + tell_repeated(kept)


def submissions_frame(collected: Sequence[Collected], network: Network) -> pl.DataFrame:
    rows = []
    for each in collected:
        due = network.period_of(each.quarter).end + dt.timedelta(days=network.due_days)
        late = (each.received - due).days if each.received else None
        rows.append((each.hub_id, each.quarter, each.received, due, late, each.file, each.sheet or None, each.row))
    return pl.DataFrame(rows, schema=SUBMISSIONS.schema, orient="row").sort(SUBMISSIONS.key)


def _hub_of(file: str, form: SentReturn, register: Hubs) -> tuple[str | None, list[Finding]]:
    """The hub that most of code, name and file name agree on; the code where they do not."""
    about, stem = form.about, PurePosixPath(file).stem
    stated: dict[str, str] = {name: about.values[name] for name in ("hub_id", "hub") if name in about.values}
    votes: dict[str, str] = {name: hub for name, written in stated.items() if (hub := register.find(written))}
    if about.row is None and (by_file := register.find(stem)):
        votes["file name"] = by_file
    if not votes:
        return None, [_no_hub(file, form, stated, register)]
    most = Counter(votes.values()).most_common(2)
    hub = most[0][0] if len(most) == 1 or most[0][1] > most[1][1] else next(iter(votes.values()))
    named = register.named(hub)
    findings = []
    for name in stated:
        if votes.get(name) != hub:
            what = "name" if name == "hub" else "code"
            place, other = place_in(file, form, name), votes.get(name)
            if other:
                told = TWO_HUBS.at(
                    place._replace(column=""), hub_id=hub, what=what, other=register.named(other), hub=named
                )
            else:
                told = OTHER_HUB.at(place, hub_id=hub, what=what, hub=named)
            findings.append(told)
    if votes.get("file name", hub) != hub:
        other = register.named(votes["file name"])
        findings.append(OTHER_FILE_NAME.at(place_in(file, form, "hub_id"), hub_id=hub, other=other, hub=named))
    return hub, findings


def _letters(written: str) -> str:
    """Letters and figures alone: names that differ in an apostrophe or a full stop are one to whoever types them."""
    return "".join(filter(str.isalnum, written.lower()))


def _no_hub(file: str, form: SentReturn, stated: dict[str, str], register: Hubs) -> Finding:
    column = "hub_id" if "hub_id" in stated else "hub"
    written = stated.get(column, "")
    says = f"`{written}` is no hub of the register." if written else "The return does not say which hub sent it."
    place = place_in(file, form, column)
    if nearest := register.nearest(written):
        return LIKE_A_HUB.at(place, says=says, nearest=" or ".join(map(register.named, nearest)))
    return UNKNOWN_HUB.at(place, says=says)


def _quarter_of(file: str, form: SentReturn, hub: str | None, network: Network) -> tuple[str | None, list[Finding]]:
    """The folder's quarter where there is one: it says when the return came in. Else the quarter on the form."""
    written = form.about.values.get("quarter", "")
    on_form, by_folder = read_quarter(written, network.begins), quarter_of_folder(file, network.begins)
    quarter, findings = by_folder or on_form, []
    place = place_in(file, form, "quarter")
    if quarter is None:
        says = (
            not_a_quarter(written, network.begins) if written else "The return does not say which quarter it is about."
        )
        findings.append(NO_QUARTER.at(place, hub_id=hub, says=says, like=quarters_are_written(network.begins)))
    elif by_folder and on_form != by_folder and (form.about.row is None or "quarter" in form.about.places):
        says = (
            f"`{written}`, which is no quarter"
            if written and not on_form
            else f"`{written}`"
            if written
            else "nothing of its quarter"
        )
        findings.append(WRONG_QUARTER.at(place, hub_id=hub, quarter=by_folder, says=says, filed=by_folder))
    if quarter and not network.first <= network.period_of(quarter) <= network.last:
        first, last = network.first.label, network.last.label
        quarters = f"{first} to {last}" if first != last else f"which are {first} alone"
        rule = QUARTER_TO_COME if quarter == network.last.next_quarter.label else QUARTER_OUTSIDE
        told = rule.at(place, hub_id=hub, quarter=quarter, about=quarter, quarters=quarters, network=network.name)
        return None, [*findings, told]
    return quarter, findings
