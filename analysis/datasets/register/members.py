"""Who makes up a network beside its hubs: members, partners, groups that steer it, and posts, with host and funder."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

KINDS = ("organisation", "group", "post")

MEMBERS = Table(
    name="members",
    meaning="One row an organisation, group or post of the network, with its roles.",
    key=("member_id",),
    as_sent=True,
    columns=(
        Column("member_id", "text", "its code", required=True),
        Column("name", "text", "its name; of a post what it is called, never who holds it", required=True),
        Column(
            "kind",
            "choice",
            "an organisation, a group of several (such as a steering group), or a post",
            required=True,
            choices=KINDS,
        ),
        Column(
            "roles",
            "text",
            "what it is in the network, several parted by `;`, such as member; host; research partner",
            required=True,
            why="Who decides, who pays and who does the work are three questions.",
        ),
        Column("does", "text", "what it does, in a sentence"),
        Column("host", "text", "the body that a post or a group is housed with"),
        Column("funder", "text", "who pays for it"),
        Column("since", "quarter", "the first quarter in which it was part of the network"),
        Column("until", "quarter", "the last quarter in which it was"),
        Column(
            "works_through",
            "text",
            "groups that it supports, and through whom people are reached, parted by `;`",
            why="What people gained there was brought about by those groups as well, and is not counted as its own alone.",
        ),
        Column("brought", "text", "what it brought to the network, in a sentence"),
        Column("also_called", "text", "its other names in case studies and awards, parted by `;`"),
        Column("source", "text", "where that is from, where it was read in a document"),
        Column("caution", "text", "what a reader must not conclude from it"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
