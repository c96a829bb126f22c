"""A small project as QualCoder keeps it: the tables that its `data.qda` has, with nested categories, two coders, and a text that moved.

The columns are those of its database version v11 (QualCoder 3.6); `supercid` came later.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

SCHEMA = """
create table project (databaseversion text, date text, memo text, about text, bookmarkfile integer, bookmarkpos integer, codername text);
create table source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text, av_text_id integer, risid integer, unique(name));
create table code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text, date text, memo text, avid integer, important integer);
create table attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text, owner text);
create table cases (caseid integer primary key, name text, memo text, owner text, date text);
create table case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text, date text, memo text);
create table code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
create table code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text{sub});
"""
VISIT = "She came 🌱 alone.\r\nNow she runs the till.\r\nNobody asked her."
TALK = "We began with one table."


def write_qualcoder(path: Path, subcodes: bool = False) -> Path:
    """The project; with `subcodes`, in the form of newer versions, in which a code may stand below another."""
    with closing(sqlite3.connect(path)) as base:
        base.executescript(SCHEMA.format(sub=", supercid integer" if subcodes else ""))
        base.execute("insert into project values ('v11', '', '', 'QualCoder', 0, 0, 'Ann')")
        base.executemany(
            "insert into source (id, name, fulltext, mediapath) values (?, ?, ?, ?)",
            [
                (1, "visit.txt", VISIT, None),
                (2, "talk.txt", TALK, None),
                (3, "gone.txt", "Secret words.", None),
                (4, "hall.jpg", None, "/images/hall.jpg"),
            ],
        )
        base.executemany("insert into cases (caseid, name) values (?, ?)", [(1, "The visit"), (3, "Taken back")])
        base.executemany("insert into case_text (caseid, fid) values (?, ?)", [(1, 1), (3, 3)])
        base.executemany(
            "insert into attribute (name, attr_type, value, id) values (?, ?, ?, ?)",
            [
                ("Consent", "case", "quote", 1),
                ("Partner", "case", "Alder", 1),
                ("Consent", "case", "withdrawn", 3),
                ("consent", "file", "count only", 2),
            ],
        )
        _write_codes(base, subcodes)
        base.commit()
    return path


def _write_codes(base: sqlite3.Connection, subcodes: bool) -> None:
    """Codes in categories, and the passages that two coders gave them."""
    base.executemany(
        "insert into code_cat (catid, name, supercatid) values (?, ?, ?)",
        [(1, "For people", 2), (2, "Outcomes", None)],
    )
    base.executemany(
        "insert into code_name (cid, name, memo, catid, color) values (?, ?, ?, ?, ?)",
        [(1, "Less alone", "Company that lasts", 1, "#ff8800"), (2, "Bus", "frame: hurdle", None, "")],
    )
    if subcodes:
        base.execute("insert into code_name (cid, name, memo, color, supercid) values (3, 'Phone calls', '', '', 1)")
    base.executemany(
        "insert into code_text (ctid, cid, fid, seltext, pos0, pos1, owner) values (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                1,
                1,
                1,
                "Now she runs the till.",
                19,
                41,
                "Ann",
            ),  # a break is stored as two characters, a plant is one
            (2, 1, 1, "Nobody asked her.", 43, 60, "Ben"),
            (3, 2, 1, "Another sentence", 0, 16, "Ben"),  # the text was changed since
            (4, 2, 2, "one table", 14, 23, "Ann"),
            (5, 1, 3, "Secret", 0, 6, "Ann"),
        ],
    )
