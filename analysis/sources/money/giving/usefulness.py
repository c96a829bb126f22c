"""Habits of a file of grants that weaken what can be said with it: each told once, with how many grants have it.

Source: the tests on usefulness of ThreeSixtyGiving/dataquality, written anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from analysis.sources.findings import Finding, Rule
from analysis.sources.money.giving.identifiers import has_register_number
from analysis.sources.money.giving.trees import Grant, Path

_LONGEST_TITLE = 140  # characters
_RECIPIENT = ("recipientOrganization", 0)


def _note(name: str, what: str, why: str, remedy: str, ignore: str) -> Rule:
    return Rule(name, f"{{whose}} {what}{{first}}.", why, remedy, "note", "", ignore)


NO_RECIPIENT_ID = _note(
    "no-recipient-id",
    "no identifier of the recipient (Recipient Org:Identifier)",
    "Without one, one body under two spellings counts as two.",
    "Ask for charity or company numbers; a hub may be named by its code.",
    "For groups that are in no register, and for hubs, which are known by name.",
)
NO_REGISTER_NUMBER = _note(
    "no-register-number",
    "a recipient without charity or company number",
    "Only by such a number can others look the body up, and find what else it had.",
    "Add Recipient Org:Charity Number or Recipient Org:Company Number.",
    "For bodies that are in neither register, such as councils and schools.",
)
NO_PLACE = _note(
    "no-place",
    "no place that it is for (Beneficiary Location:Name)",
    "Money cannot be held against need by place, unless the recipient is a hub whose place is known.",
    "Name the village, ward or district.",
    "Where a grant is for the whole area.",
)
PLACE_OF_RECIPIENT_ONLY = _note(
    "place-of-recipient-only",
    "the place of the recipient and none that it is for (Beneficiary Location)",
    "Where a body has its office is not where its work is done; its place stands for the other here.",
    "Add the place that the grant is for.",
    "Where both are the same.",
)
NO_PLACE_OF_RECIPIENT = _note(
    "no-place-of-recipient",
    "neither postcode nor area code of the recipient",
    "Whether money stays in the area is not known of a body whose place nobody stated.",
    "Add Recipient Org:Postal Code, or Recipient Org:Location:Geographic Code.",
    "Where organisations.csv says whether the body is local.",
)
PLACE_WITHOUT_CODE = _note(
    "place-without-code",
    "a place by its name alone, without Beneficiary Location:Geographic Code",
    "One name may be that of several places, and official figures are kept by code.",
    "Add the code of the ward or district.",
    "Where the name is that of a locality of the register.",
)
THIN_DESCRIPTION = _note(
    "thin-description",
    "a description that only repeats the title",
    "A good description says what the money pays for, for whom and where.",
    "Write two sentences.",
    "Where the title says all that there is to say.",
)
LONG_TITLE = _note(
    "long-title",
    f"a title of more than {_LONGEST_TITLE} characters",
    "In a table a long title is cut, and its end may be what tells two grants apart.",
    "Say in a few words what the grant is for; the rest belongs into the description.",
    "Where the first words tell the grants apart.",
)
NO_PROGRAMME = _note(
    "no-programme",
    "no Grant Programme",
    "Which fund money came from, and so whether it will come again, cannot be told.",
    "Add Grant Programme:Title.",
    "For a funder that has no programmes.",
)
NO_TERM = _note(
    "no-term",
    "neither planned dates nor a duration",
    "The money is counted in the year of its award, and nobody can say when it ends.",
    "Add Planned Dates:Start Date and End Date, or Duration (months).",
    "For gifts that are spent at once.",
)
NO_LAST_MODIFIED = _note(
    "no-last-modified",
    "no day of its last change (Last Modified)",
    "Of two versions of a grant nobody can say which one holds; the sums are a range then.",
    "Add Last Modified.",
    "Where a grant is published once and never changed.",
)
NO_DATA_SOURCE = _note(
    "no-data-source",
    "no Data Source",
    "A reader who doubts a figure cannot go where it was published.",
    "Add the address of the page that the file was taken from.",
    "Where the card of the folder says where the file came from.",
)
PERSON_WITHOUT_REASON = _note(
    "person-without-reason",
    "a person as recipient, and neither purpose nor reason by code (To Individuals Details)",
    "What people were helped with can be told by the codes alone, for names and words are not read.",
    "Add Grant Purpose and Primary Grant Reason.",
    "Where so few grants are to people that the codes would tell who they are.",
)


class _Habit(NamedTuple):
    """Grants that lack something (`lacks`) among those that could have it (`could`), told at a path of the first."""

    rule: Rule
    could: Callable[[Grant], bool] | None  # None: each could
    lacks: Callable[[Grant], bool]
    path: Path


def _to_a_body(grant: Grant) -> bool:
    return "recipientOrganization" in grant.tree


_HABITS = (
    _Habit(NO_RECIPIENT_ID, _to_a_body, lambda grant: not grant.text(*_RECIPIENT, "id"), (*_RECIPIENT, "id")),
    _Habit(
        NO_REGISTER_NUMBER,
        _to_a_body,
        lambda grant: _named_otherwise(grant.text(*_RECIPIENT, "id")) and not has_register_number(grant),
        (*_RECIPIENT, "id"),
    ),
    _Habit(NO_PLACE, None, lambda grant: not _has_place(grant), ("beneficiaryLocation", 0, "name")),
    _Habit(
        PLACE_OF_RECIPIENT_ONLY,
        _to_a_body,
        lambda grant: "beneficiaryLocation" not in grant.tree and bool(grant.items(*_RECIPIENT, "location")),
        ("beneficiaryLocation", 0, "name"),
    ),
    _Habit(
        NO_PLACE_OF_RECIPIENT,
        _to_a_body,
        lambda grant: not (grant.text(*_RECIPIENT, "postalCode") or _coded(grant.items(*_RECIPIENT, "location"))),
        (*_RECIPIENT, "postalCode"),
    ),
    _Habit(
        PLACE_WITHOUT_CODE,
        lambda grant: "beneficiaryLocation" in grant.tree,
        lambda grant: not _coded(grant.items("beneficiaryLocation")),
        ("beneficiaryLocation", 0, "geoCode"),
    ),
    _Habit(
        THIN_DESCRIPTION,
        None,
        lambda grant: bool(title := grant.text("title")) and title == grant.text("description"),
        ("description",),
    ),
    _Habit(LONG_TITLE, None, lambda grant: len(grant.text("title")) > _LONGEST_TITLE, ("title",)),
    _Habit(NO_PROGRAMME, None, lambda grant: "grantProgramme" not in grant.tree, ("grantProgramme", 0, "title")),
    _Habit(
        NO_TERM,
        None,
        lambda grant: not grant.tree.keys() & {"plannedDates", "actualDates", "termYears", "termStated"},
        ("plannedDates", 0, "startDate"),
    ),
    _Habit(NO_LAST_MODIFIED, None, lambda grant: "dateModified" not in grant.tree, ("dateModified",)),
    _Habit(NO_DATA_SOURCE, None, lambda grant: "dataSource" not in grant.tree, ("dataSource",)),
    _Habit(
        PERSON_WITHOUT_REASON,
        lambda grant: "recipientIndividual" in grant.tree,
        lambda grant: "toIndividualsDetails" not in grant.tree,
        ("toIndividualsDetails", "grantPurpose"),
    ),
)


def check_usefulness(grants: list[Grant], file: str) -> list[Finding]:
    """Each habit once, at the first grant that has it, with how many of those that could have it do."""
    findings = []
    for habit in _HABITS:
        could = [grant for grant in grants if habit.could is None or habit.could(grant)]
        if some := [grant for grant in could if habit.lacks(grant)]:
            whose = (
                f"All {len(could):,} grants have"
                if len(some) == len(could) > 1
                else f"{len(some):,} of {len(could):,} grants {'has' if len(some) == 1 else 'have'}"
            )
            whose = f"Grant {some[0].name} has" if len(could) == 1 else whose
            first = f"; the first is {some[0].name}" if len(some) > 1 and some[0].name else ""
            findings.append(habit.rule.at(some[0].at(file, *habit.path), whose=whose, first=first))
    return findings


def _named_otherwise(identifier: str) -> bool:
    """Whether a body has an identifier, and none with a prefix of the standard's, of which another rule tells."""
    return bool(identifier) and not identifier.upper().startswith("360G-")


def _has_place(grant: Grant) -> bool:
    return bool(
        grant.items("beneficiaryLocation")
        or grant.items(*_RECIPIENT, "location")
        or grant.text(*_RECIPIENT, "addressLocality")
    )


def _coded(locations: list[object]) -> bool:
    return any(isinstance(each, dict) and each.get("geoCode") for each in locations)
