"""Exports of form services, each in its own shape and in words of its own: `map` proposes nothing wrong, and most of what is right."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.register.hubs import HUBS
from analysis.datasets.returns.mapping.column_questions import propose_questions
from analysis.datasets.returns.mapping.meanings import meaning_of
from analysis.datasets.returns.mapping.proposals import propose_mapping
from analysis.datasets.returns.mapping.surroundings import core_questions
from analysis.sources.returns.returns_files import read_returns

REGISTER = (
    HUBS.empty()
    .clear()
    .vstack(
        pl.DataFrame(
            [{"hub_id": "alder", "name": "Alder Hall"}, {"hub_id": "birch", "name": "Birch Hall"}], schema=HUBS.schema
        )
    )
)
STORY, LEARNED = "The choir sang at the care home.", "Ask the school early."
# Each service: its own columns before, then (heading, question, answers of two hubs), then its own columns after.
Column = tuple[str, str, tuple[str, str]]
N = lambda one, other: (str(one), str(other))  # noqa: E731
COUNTS = [N(20, 21), N(300, 310), N(100, 101), N(20, 21), N(50, 50), N(30, 30), N(8, 9), N(100, 110)]
CODES = [
    "sessions",
    "attendances",
    "people",
    "people_0_17",
    "people_18_64",
    "people_65_plus",
    "volunteers",
    "volunteer_hours",
]
AFTER = [
    "agencies",
    "warm_space",
    "referrals_in",
    "referrals_out",
    "next_steps",
    "money_in",
    "money_out",
    "story",
    "learned",
]
ANSWERS = [N(3, 4), N("Yes", "No"), N(11, 12), N(9, 10), N(8, 9), N(1000.5, 1001.5), N(900, 901), N(STORY, STORY), N(LEARNED, LEARNED)]  # fmt: skip
KINDS = N("food;transport", "food")

WORDS = {
    "microsoft": [
        "Sessions and activities held", "Total attendances", "Number of different people", "People aged under 18", "People aged 18-64",
        "People aged 65+", "Number of volunteers", "Volunteer hours given", "What kinds of support did you offer?", "Partner agencies",
        "Did you run a warm bank?", "People referred to us", "People signposted elsewhere", "Next steps taken", "Total income",
        "Total expenditure", "Tell us a story", "Lessons learned",
    ],
    "google": [
        "How many activities took place?", "Total footfall", "How many unique visitors?", "Visitors [under 18]", "Visitors 18 to 64",
        "Visitors 65 and over", "How many helpers did you have?", "Hours given by helpers", "Which services were offered?",
        "How many organisations visited?", "Were you open as a warm space?", "Referrals received", "Referrals made",
        "How many people moved on to something new?", "Money received (£)", "Money spent (£)", "Something good that happened",
        "What did you learn?",
    ],
    "jotform": [
        "Activities >> Sessions", "Activities >> Visits", "Activities >> Unique visitors", "Age groups >> Under 18",
        "Age groups >> 18 to 64", "Age groups >> 65 and over", "Volunteers >> How many", "Volunteers >> Hours", "Support offered",
        "Agencies", "Warm space", "Referrals >> In", "Referrals >> Out", "Next steps", "Finance >> Income", "Finance >> Expenditure",
        "Story", "Learning",
    ],
    "kobo": [
        "activity/Sessions", "activity/Attendances", "people/Different people", "people/Aged 0 to 17", "people/Aged 18 to 64",
        "people/Aged 65 or over", "people/Volunteers", "people/Volunteer hours", "support/Kinds of support offered",
        "support/Organisations", "support/Warm space", "referrals/Referrals in", "referrals/Referrals out", "referrals/Next steps",
        "money/Money in", "money/Money out", "words/Story", "words/Learned",
    ],
    "kobo by names": [
        "activity/sessions_held", "activity/total_attendances", "people/different_people", "people/aged_0_17", "people/aged_18_64",
        "people/aged_65_plus", "people/volunteers", "people/volunteer_hours", "support/kinds_of_support", "support/organisations",
        "support/warm_space", "referrals/referrals_in", "referrals/referrals_out", "referrals/next_steps", "money/money_in",
        "money/money_out", "words/story", "words/learned",
    ],
    "jotform with tables": [
        "Activities >> Sessions held >> Number", "Activities >> Total attendances >> Number", "Activities >> Different people >> Number",
        "Age groups >> Under 18 >> Number", "Age groups >> 18 to 64 >> Number", "Age groups >> 65 and over >> Number",
        "Volunteers >> How many? >> Number", "Volunteers >> Hours given >> Number", "What kinds of support did you offer?",
        "Which partner agencies came?", "Was the hub a warm space?", "Referrals >> Received >> Number", "Referrals >> Made >> Number",
        "How many people took a next step?", "Finance >> Income >> £", "Finance >> Expenditure >> £", "A story", "What you learned",
    ],
}  # fmt: skip
WORDS["odk"] = [name.replace("/", "-") for name in WORDS["kobo by names"]]
WHO = "Pat Low"
_MOMENT, _PLACE = "2025-07-10T09:00:00.000+01:00", "51.75 -2.2 100 5"
_KOBO = (
    [
        "start",
        "end",
        "today",
        "username",
        "deviceid",
        "Your GPS position",
        "_Your GPS position_latitude",
        "_Your GPS position_longitude",
    ],
    [_MOMENT, _MOMENT, "2025-07-10", WHO, "ee.example:abc", _PLACE, *_PLACE.split()[:2]],
    [
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
        "_notes",
        "_status",
        "_submitted_by",
        "__version__",
        "_tags",
        "meta/rootUuid",
        "_index",
    ],
)
_JOTFORM = (
    ["Submission Date", "First Name", "Full Name", "E-mail"],
    ["Jul 10, 2025", WHO, WHO, "pat@example.org"],
    ["Submission IP", "Last Update Date", "Submission ID", "Submission URL", "Signature", "Approval Status"],
)
OWN = {
    "microsoft": (
        ["ID", "Start time", "Completion time", "Email", "Name", "Language", "Last modified time"],
        ["1", "45480.1", "45485.4", "pat@example.org", WHO, "English (United Kingdom)", ""],
        ["Total points", "Quiz feedback", "Grade posted time"],
    ),
    "google": (["Timestamp", "Username", "Score"], ["2025/07/10 9:11:12 am GMT+1", "pat@example.org", "0 / 0"], ["Email address"]),
    "jotform": _JOTFORM, "jotform with tables": _JOTFORM, "kobo": _KOBO, "kobo by names": _KOBO,
    "odk": (
        ["SubmissionDate", "start", "end"],
        [_MOMENT] * 3,
        ["meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState",
         "DeviceID", "Edits", "FormVersion"],
    ),
}  # fmt: skip
LAST = {
    "_id": "9", "_uuid": "u", "_submission_time": "2025-07-10T08:10:01", "_index": "1", "_submitted_by": WHO, "__version__": "vAb", "_status": "sent",
    "Submission ID": "61", "Submission IP": "192.0.2.1", "Last Update Date": "2025-07-11", "Signature": "https://x.example/s.png", "KEY": "uuid:7",
    "meta-instanceID": "uuid:7", "SubmitterID": "12", "SubmitterName": WHO, "DeviceID": "ee.example:abc", "AttachmentsPresent": "0",
    "Email address": "pat@example.org", "Total points": "0",
}  # fmt: skip


def columns_of(service: str) -> list[Column]:
    codes = [*CODES, "support_kinds", *AFTER]
    answers = [*COUNTS, KINDS, *ANSWERS]
    return list(zip(WORDS[service], codes, answers, strict=True))


def write_export(path: Path, service: str) -> Path:
    before, held, after = OWN[service]
    columns = columns_of(service)
    hub, quarter = ("Hub name", "Reporting period") if not service.startswith(("kobo", "odk")) else ("Hub", "Quarter")
    rows = [[*before, hub, quarter, *(heading for heading, _, _ in columns), *after]]
    for at, name in enumerate(("Alder Hall", "Birch Hall")):
        rows.append(
            [
                *held,
                name,
                "Apr-Jun 2025",
                *(answers[at] for _, _, answers in columns),
                *(LAST.get(each, "") for each in after),
            ]
        )
    return written(path, rows)


def written(path: Path, rows: list[list[str]]) -> Path:
    quoted = ("\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)) + "\n"
    path.write_text(quoted, encoding="utf-8")
    return path


def proposed(path: Path) -> tuple[dict[str, str], list[str]]:
    reading = read_returns(path, path.name)
    mapping = propose_mapping(reading, core_questions(), REGISTER)
    return {each.wording: each.question for each in mapping.questions if each.question}, mapping.known


@pytest.mark.parametrize("service", WORDS)
def test_nothing_wrong_is_proposed_and_sixteen_of_eighteen_right(tmp_path: Path, service: str) -> None:
    found, known = proposed(write_export(tmp_path / f"{service}.csv", service))
    right = {heading: question for heading, question, _ in columns_of(service)}
    assert {heading: question for heading, question in found.items() if right.get(heading) != question} == {}
    assert len(found) >= 16, sorted(set(right) - set(found))
    assert {"hub", "received"} <= set(known)


@pytest.mark.parametrize("service", WORDS)
def test_nothing_of_who_filled_it_in_or_where_is_kept(tmp_path: Path, service: str) -> None:
    path = write_export(tmp_path / "export.csv", service)
    held = json.dumps(read_returns(path, path.name).as_json())
    assert "Alder Hall" in held
    assert [told for told in (WHO, "pat@example.org", "51.75", "ee.example", "192.0.2.1") if told in held] == []


def test_surveymonkey_writes_two_rows_of_headings_and_choices_in_columns(tmp_path: Path) -> None:
    columns = [column for column in columns_of("microsoft") if column[1] != "support_kinds"]
    own = [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "IP Address",
        "Email Address",
        "Hub name",
        "Reporting period",
    ]
    first = [*own, *(heading for heading, _, _ in columns), "What kinds of support did you offer?", "", ""]
    second = [
        "",
        "",
        "",
        "",
        "",
        "",
        "Response",
        "Response",
        *("Open-Ended Response" for _ in columns),
        "Food",
        "Transport",
        "Other (please specify)",
    ]
    rows = [first, second]
    for at, name in enumerate(("Alder Hall", "Birch Hall")):
        held = ["11", "22", "07/10/2025 09:00:00 AM", "07/10/2025 09:12:00 AM", "1.2.3.4", "", name, "Apr-Jun 2025"]
        rows.append([*held, *(answers[at] for _, _, answers in columns), "Food", "Transport" if not at else "", ""])
    found, known = proposed(written(tmp_path / "surveymonkey.csv", rows))
    right = {heading: question for heading, question, _ in columns_of("microsoft")}
    assert {heading: question for heading, question in found.items() if right.get(heading) != question} == {}
    assert len(found) >= 16
    assert {"hub", "received"} <= set(known)


def test_typeform_heads_columns_by_the_choices_alone(tmp_path: Path) -> None:
    columns = [column for column in columns_of("google") if column[1] != "support_kinds"]
    first = [
        "#",
        "Hub name",
        "Reporting period",
        *(heading for heading, _, _ in columns),
        "Food",
        "Transport",
        "Other",
        "Start Date (UTC)",
        "Submit Date (UTC)",
        "Network ID",
    ]
    rows = [first]
    for at, name in enumerate(("Alder Hall", "Birch Hall")):
        held = ["abc", name, "Apr-Jun 2025", *(answers[at] for _, _, answers in columns)]
        rows.append(
            [*held, "Food", "Transport" if not at else "", "", "2025-07-10 08:00:00", "2025-07-10 08:12:00", "n1"]
        )
    found, known = proposed(written(tmp_path / "typeform.csv", rows))
    right = {heading: question for heading, question, _ in columns_of("google")}
    right |= {"Food": "support_kinds:food", "Transport": "support_kinds:transport"}
    assert {heading: question for heading, question in found.items() if right.get(heading) != question} == {}
    assert {right[heading].partition(":")[0] for heading in found} >= {"support_kinds"}
    assert len({question.partition(":")[0] for question in found.values()}) >= 16
    assert {"hub", "received"} <= set(known)


def test_kobo_choices_in_columns_are_one_question_and_their_sum_is_left_out() -> None:
    written = {
        "support/Which kinds of support did the hub offer?": ["Food Transport", "Food"],
        "support/Which kinds of support did the hub offer?/Food": ["1", "1"],
        "support/Which kinds of support did the hub offer?/Transport": ["1", "0"],
    }
    found = {each.wording.rpartition("/")[2]: each.question for each in propose_questions(written, core_questions())}
    assert found == {
        "Which kinds of support did the hub offer?": "",
        "Food": "support_kinds:food",
        "Transport": "support_kinds:transport",
    }


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("Incorporated charity number", ""), ("Comments", "people"), ("Notes", "Finance"), ("Average attendance per session", ""),
        ("Money in and money out", ""), ("Referrals in and out", ""), ("Learning and skills budget per head", ""), ("Opening hours", ""),
        ("Percentage of volunteers under 18", ""), ("Planned spending", ""), ("Attendances last quarter", ""), ("Instep", ""),
        ("Referee", ""), ("Storage costs per month", ""), ("Steps to the front door", ""),
    ],
)  # fmt: skip
def test_words_that_ask_for_something_else_propose_nothing(heading: str, group: str) -> None:
    assert meaning_of(heading, group).question == ""


def test_one_word_in_common_is_not_enough() -> None:
    """`Money in` shares its only telling word with the question on money spent."""
    found = propose_questions({"Money in": ["10"], "Money": ["20"]}, core_questions())
    assert [each.question for each in found] == ["money_in", ""]


def test_two_columns_for_one_question_are_left_to_a_person() -> None:
    found = propose_questions({"Volunteers": ["5"], "Helpers": ["4"]}, core_questions())
    assert [each.question for each in found] == ["", ""]
    assert all("another column" in each.reason for each in found)
