"""The columns that form services add to what was asked: when a form was sent, who sent it, and their own numbers."""

from __future__ import annotations

import re
from typing import Literal

Column = Literal["hub", "hub_id", "quarter", "received", "personal", "technical"]

_HUB = ("which hub are you filling this in for", "hub", "hub name", "name of hub", "name of your hub", "which hub")
_QUARTER = (
    "which quarter is this return for",
    "quarter",
    "which quarter",
    "reporting quarter",
    "qtr",
    "quarter ending",
)
# The moment a form was sent off; where a service tells several, the first of these.
RECEIVED = (
    "_submission_time", "submissiondate", "completion time", "end date", "timestamp", "date submitted", "submitted at", "submission date", "submit date",
    "submit date (utc)", "date sent",
)  # fmt: skip
_TECHNICAL = (
    "start", "end", "today", "_id", "_uuid", "_validation_status", "_index",
    "_notes", "_status", "_tags", "__version__", "_version_", "_parent_index", "_attachments", "_geolocation", "instanceid", "instancename",
    "meta/instanceid", "formhub/uuid", "submission id", "last update date", "form title", "form id", "start date (utc)",
    "stage date (utc)", "ending", "collector", "respondent id", "custom variable 1", "date of last edit",
    "id", "#", "start time", "start date", "respondent id", "response id", "collector id", "last modified time",
    "date created", "date modified", "total points", "quiz feedback", "score", "network id", "response type", "tags",
    "language", "user agent", "custom data", "user language", "meta/rootuuid", "meta-instanceid", "meta-instancename", "key",
    "attachmentspresent", "attachmentsexpected", "reviewstate", "edits", "formversion", "submission url", "flow status", "approval status",
    "grade posted time",
)  # fmt: skip
_NUMBERED = re.compile(r"custom data \d+|(points|feedback) - .*")
_WHOSE = r"(?:your |contact |main |respondent'?s? |submitter'?s? )*"
_PERSONAL = re.compile(
    _WHOSE + r"(?:e-?mail(?: address)?|(?:phone|telephone|mobile)(?: number)?|name|full name|first name|last name|"
    r"surname|forename|user ?name|ip address|address|home address|post ?code|date of birth|contact details|"
    r"signature|job title|_submitted_by|submittername|submitterid|(?:submission )?ip|device ?id|subscriberid|simserial|phonenumber|(?:gps|geo)?[ -]?(?:position|coordinates|geopoint)|gps(?: location)?)"
    r"|_.*_(?:latitude|longitude|altitude|precision)"
    r"|(?:form )?(?:completed|filled in|submitted|answered) by"
    r"|.*\bname of (?:the )?(?:person|respondent|volunteer)\b.*"
    r"|.*\bwho (?:is |has |are you )?(?:fill|complet|answer).*"
    r"|.*\bperson (?:completing|filling|answering)\b.*"
    r"|.*\byour (?:own )?(?:full |first |last )?(?:name|e-?mail|phone|telephone|mobile|contact details)\b.*"
    r"|.*\b(?:e-?mail address|phone number|telephone number|mobile number)\b.*"
)


def plain_heading(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split()).rstrip("?:* ")


def column_of(heading: str) -> Column | None:
    """What a heading says its column holds; None for a question. Personal ones are to be dropped unread."""
    plain = plain_heading(heading)[:300]
    if plain in ("hub code", "hub id", "hub_id"):
        return "hub_id"
    if plain in _HUB:
        return "hub"
    if plain in _QUARTER:
        return "quarter"
    if plain in RECEIVED:
        return "received"
    if plain in _TECHNICAL or _NUMBERED.fullmatch(plain):
        return "technical"
    return "personal" if _PERSONAL.fullmatch(plain) else None
