"""How case studies were made: what readers of qualitative work look for, as far as somebody wrote it down; the rest is told as not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.disclosure.rule import WITHHELD, Rule
from analysis.disclosure.words import reason_shown
from analysis.exhibits.cases.case_counts import cases_of, more, no_cases
from analysis.exhibits.counts import given
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, listed
from analysis.handover import Origin
from analysis.sources.cases.study_methods import CODER, ITEMS, METHODS_FILE

SUBJECT = "how the sources were collected and coded"
NEEDED = f"{METHODS_FILE} beside network.yml: who researched, how tellers were found, who coded; docs/files.md lists what it may say."
NOT_WRITTEN = "Nobody has written down who researched, how tellers were found and how many declined, how it was collected, and who coded."
OPEN = "What those who collected the sources say of how they did; it tells of no teller. Numbers of people are under the rule for all counts of people."
FEW_DECLINED = "how many, and how many of them declined, is withheld: a number among them, or between them, is small."
_IN_SHORT = ("found",)


def study_methods(edition: OpenEdition) -> Exhibit:
    """Table: each thing that COREQ or SRQR asks for and methods.yml says; the sentence names what is not said."""
    said = _said(edition)
    if not said:
        if not cases_of(edition).height:
            return no_cases("study-methods", SUBJECT, edition)
        return exhibit_unknown("study-methods", SUBJECT, NOT_WRITTEN, NEEDED, **more(edition))
    rows = [(item.label, said[item.key], item.lists) for item in ITEMS if item.key in said]
    roles = [role for item, role in said.items() if item.startswith(CODER)]
    if roles:
        rows.append(("The coders", "; ".join(roles), "COREQ 24"))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("item", "said", "lists"), pl.String), orient="row")
    fields = [
        Field("item", "What", "key"),
        Field("said", "What is said of it", "text", written=True),
        Field("lists", "Asked for by", "text", written=True),
    ]
    table = release_open("study-methods", frame, fields, OPEN)
    open_items = [item.label.lower() for item in ITEMS if item.key not in said]
    answered = _fact(
        "methods.said",
        len(ITEMS) - len(open_items),
        "things",
        "things that the research partner said of its methods",
        tuple(said),
    )
    title = f"{answered} of {given(len(ITEMS))} things that readers of such work look for {'is' if answered.value == 1 else 'are'} said"
    text = (
        "@tbl-study-methods holds what those who collected the sources say of it, under the items of COREQ (Tong, Sainsbury and Craig 2007) and "
        "SRQR (O'Brien and others 2014)."
    )
    if roles:
        text += " The row on the coders stands beside these things."
    if open_items:
        text += f" Not said: {in_markdown(listed(open_items))}."
    return exhibit_table("study-methods", title, table, text, [answered], **more(edition))


def methods_in_short(edition: OpenEdition) -> Sentence:
    """A box of a few lines for the report: how tellers were found and how many declined; the rest stands on the page on what people tell."""
    said = _said(edition)
    if not said:
        reason = f"{NOT_WRITTEN} The page on what people tell says what is missing." if cases_of(edition).height else ""
        return Sentence(_box(f"*{in_markdown(reason)}*") if reason else "", (), "methods-in-short")
    labels = {item.key: item.label for item in ITEMS}
    parts = [f"**{labels[key]}:** {in_markdown(_stopped(said[key]))}" for key in _IN_SHORT if key in said]
    facts: list[Fact] = []
    if said.get("asked") == WITHHELD:
        parts.insert(1 if "found" in said else 0, f"**Asked:** {in_markdown(FEW_DECLINED)}")
    elif asked := said.get("asked"):
        facts.append(_fact("methods.asked", int(asked), "people", "people who were asked to tell of it", ("asked",)))
        line = f"**Asked:** {count_of(int(asked), 'person', 'people').replace(asked, str(facts[0]))}"
        if declined := said.get("declined"):
            facts.append(
                _fact("methods.declined", int(declined), "people", "of them, people who declined", ("declined",))
            )
            line += f", of whom {facts[1]} declined" if declined != "0" else "; nobody declined"
        parts.insert(1 if "found" in said else 0, f"{line}.")
    return Sentence(
        _box("\n\n".join(parts) or "Who researched is said on the page on what people tell."),
        tuple(facts),
        "methods-in-short",
    )


def _said(edition: OpenEdition) -> dict[str, str]:
    """What is said, its numbers of people under the rule for all counts of people."""
    said: dict[str, str] = dict(edition.table("study_methods").select("item", "said").iter_rows())
    people: dict[str, int] = {key: int(said[key]) for key in ("asked", "declined") if key in said}
    said |= people_shown(people, cases_of(edition).height, edition.rule)
    if "why_declined" in said:
        said["why_declined"] = reason_shown(said["why_declined"])
    return said


def people_shown(people: Mapping[str, int], told: int, rule: Rule) -> dict[str, str]:
    """How many were asked and how many of them declined, as both may be printed. people: the two, as far as they are known; told: how many
    told, which everybody may count.

    Asked less those who told is nearly how many declined, and the other way about; so both are withheld where one of them, or what lies
    between, is few. And an edition is read beside those that are out: where what lies between came to be few after it had been more, the mark
    alone would tell it, so it is few up to a base above the threshold; and where what is printed leaves those who declined less than the
    protection interval, two editions would tell how many declined since.
    """
    asked, declined = people.get("asked"), people.get("declined")
    few = any(0 < number <= rule.threshold for number in people.values())
    if asked is not None:
        few = few or 0 < asked - told <= rule.threshold + rule.base
        if declined:
            most = rule.behind(rule.round_one(asked))[1] - told
            few = few or most - rule.behind(rule.round_one(declined))[0] < rule.least_width
    return {key: WITHHELD if few and number else f"{rule.round_one(number):.0f}" for key, number in people.items()}


def _fact(name: str, number: int, unit: str, how: str, items: tuple[str, ...]) -> Fact:
    return replace(derived(name, number, unit, how, []), origins=(Origin("study_methods", (("item", items),)),))


def _stopped(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def _box(text: str) -> str:
    return f'::: {{.callout-note title="How these sources were collected and coded"}}\n{text}\n:::'
