"""Who is in the invented network beside its hubs: members, a steering group and a post; two members work through others."""

from __future__ import annotations

from analysis.datasets.register.members import MEMBERS
from demonstration.register.register import written_csv

_ROWS: tuple[dict[str, str], ...] = (
    {
        "member_id": "alliance", "name": "Five Valleys Hubs Alliance (invented)", "kind": "organisation", "roles": "member; lead body", "since": "2022-23 Q1",
        "does": "Holds money for hubs and passes it on.", "brought": "A bank account and a bid writer.",
    },
    {
        "member_id": "district", "name": "Vale and Valleys District Council (invented)", "kind": "organisation", "roles": "funder; steering group",
        "since": "2022-23 Q1", "does": "Pays the facilitators.", "caution": "Its officers changed twice in these years.",
    },
    {
        "member_id": "timebank", "name": "Sallow Timebank", "kind": "organisation", "roles": "member", "since": "2022-23 Q2",
        "does": "Brings people together who give each other time.", "works_through": "neighbour groups; a repair bench",
        "brought": "A list of who can do what.",
    },
    {
        "member_id": "bus", "name": "Upper Valleys Bus Friends", "kind": "organisation", "roles": "member", "since": "2022-23 Q3",
        "does": "Drives those who have no bus.", "works_through": "lunch clubs", "brought": "A minibus on Thursdays.",
    },
    {
        "member_id": "steering", "name": "Steering group", "kind": "group", "roles": "steers", "host": "Five Valleys Hubs Alliance (invented)",
        "since": "2022-23 Q1", "does": "Meets each quarter, and reads this report first.",
    },
    {
        "member_id": "lead", "name": "Hubs development lead", "kind": "post", "roles": "development lead; facilitator", "host": "Five Valleys Hubs Alliance (invented)",
        "funder": "Vale and Valleys District Council (invented)", "since": "2023-24 Q1", "does": "Visits hubs that begin, and places that have none.",
    },
    {
        "member_id": "research", "name": "Tarn and Weir Research (invented)", "kind": "organisation", "roles": "research partner", "since": "2022-23 Q1",
        "does": "Collects returns and accounts, and writes this report.", "funder": "Vale and Valleys District Council (invented)",
    },
)  # fmt: skip


def members_csv() -> bytes:
    return written_csv([column.name for column in MEMBERS.columns_sent], [dict(row) for row in _ROWS])
