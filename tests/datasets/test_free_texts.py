"""Every text that is published passes one gate: none says of a hub, or of its place, how many people it was where they are few."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import pytest

from analysis.datasets.declaration import ORIGINS, Table
from analysis.datasets.free_texts import PUBLISHED_TEXTS, few_people_told
from analysis.datasets.processing import tables as declared
from analysis.datasets.written.few_people import few_told

# Columns of words that are no free text for readers, and why.
NAMES = "names, codes and lists of these: a name of somebody else, or looked up in another table"
ON_RECORD = "what funders and councils published, as it stands there"
AT_HOME = "not printed: for whoever keeps the files"
BY_CONSENT = "of case studies: printed by the teller's consent alone, passage by passage"
NOT_FREE = {
    "boxes": {"case_id": NAMES, "passages": NAMES, "editions": NAMES},
    "claims": dict.fromkeys(["tests", "owner", "facts", "findings"], NAMES),
    "definitions": {"source": NAMES},
    "events": {"source": NAMES},
    "learned": dict.fromkeys(["section", "codes", "themes", "speaks_for", "against", "facts", "awards", "level", "source"], NAMES),
    "lens": dict.fromkeys(["lens", "codes", "themes", "findings", "indicators", "figures", "awards", "recommendations", "source"], NAMES),
    "narrative": {"signed": NAMES, "footnote": NAMES},
    "photographs": {"file": NAMES, "editions": NAMES},
    "recommendations": dict.fromkeys(["addressed_to", "indicator", "made_by", "rests_on", "source"], NAMES),
    "members": dict.fromkeys(["name", "roles", "host", "funder", "works_through", "also_called", "source"], NAMES),
    "published_figures": {"measure": ON_RECORD, "unit": ON_RECORD, "period": ON_RECORD, "source": ON_RECORD},
    "bids": {"bidder": NAMES, "funder": NAMES},
    "commitments": {"award_id": NAMES, "made_by": NAMES},
    "pathways": {"to_service": NAMES},
    "questions": dict.fromkeys(["number", "unit", "choices", "label"], NAMES) | {"ignore_when": AT_HOME},
    "corrections": dict.fromkeys(["rule", "expected", "new", "who", "source"], AT_HOME),
    "returns": {"revised": AT_HOME, "correction": AT_HOME},
    "codebook": {"frame": NAMES, "colour": NAMES},
    "codings": {"coder": NAMES, "quote": BY_CONSENT},
    "case_studies": dict.fromkeys(["title", "place", "partner", "role", "source_kind", "consent_covers", "read_by", "text"], BY_CONSENT),
    "outcome_map": {"confirmed_by": AT_HOME},
    "hubs": dict.fromkeys(["name", "area", "paused", "also_called"], NAMES),
    "localities": {"name": NAMES},
    "organisations": {"name": NAMES, "also_called": NAMES},
    "pictures": {"jpeg": "a picture"},
    "boundaries": {"outline": "a shape"},
}  # fmt: skip
WHOLE_TABLES = {
    "awards": ON_RECORD,
    "payments": ON_RECORD,
    "repeats": ON_RECORD,
    "award_sources": ON_RECORD,
    "local_spending": ON_RECORD,
    "findings": "what the checks found: pages print the place and the kind (exhibits/returns/findings.py)",
    "personal_data": AT_HOME,
    "personal_rates": "of the detector's own test set",
    "case_lines": BY_CONSENT,
    "case_texts": BY_CONSENT,
    "coded_passages": BY_CONSENT,
    "code_lines": "read into the codebook",
}


def all_tables() -> dict[str, Table]:
    held = [each if isinstance(each, (tuple, list)) else [each] for each in vars(declared).values()]
    return {each.name: each for some in held for each in some if isinstance(each, Table)}


def words_of(table: Table) -> set[str]:
    texts = [each for each in table.columns if each.kind == "text" and not each.refers_to and each.name not in ORIGINS]
    return {each.name for each in texts} - set(table.key)


@pytest.mark.parametrize("table", all_tables().values(), ids=lambda table: table.name)
def test_of_every_column_of_words_it_is_said_whether_it_is_a_text_for_readers(table: Table) -> None:
    """A new one fails here until it stands in PUBLISHED_TEXTS, so that it passes the gate, or above, with the reason."""
    decided = {*PUBLISHED_TEXTS.get(table.name, ()), *NOT_FREE.get(table.name, {})}
    undecided = set() if table.name in WHOLE_TABLES else words_of(table) - decided
    assert undecided == set(), f"say of these columns of {table.name} whether readers see them"
    assert set(NOT_FREE.get(table.name, {})) <= words_of(table), "no such column any more"


def planted(table: str, column: str, text: str) -> dict[str, pl.DataFrame]:
    """All tables empty but the register and one cell."""
    frames = {name: each.empty() for name, each in all_tables().items()}
    frames["hubs"] = pl.DataFrame(
        [{"hub_id": "mill", "name": "Mill Hall", "locality_id": "L1"}], schema=frames["hubs"].schema
    )
    frames["localities"] = pl.DataFrame(
        [{"locality_id": "L1", "name": "Askerdale"}], schema=frames["localities"].schema
    )
    row = dict.fromkeys(frames[table].columns) | {"source_file": "f", "source_cell": "line 1", column: text}
    frames[table] = pl.DataFrame([row], schema=frames[table].schema)
    return frames


HELD = [
    (table, column)
    for table, columns in PUBLISHED_TEXTS.items()
    for column in columns
    if table not in ("returns", "corrections")
]


@pytest.mark.parametrize(("table", "column"), HELD)
def test_few_people_at_a_hub_stop_the_build_in_every_text(table: str, column: str) -> None:
    texts = ["At Mill Hall only three new volunteers were left.", "Askerdale: 2 carers came."]
    for text in [
        *texts,
        "Volunteers at Mi\u00adll Hall fell from twelve to three.",
        "Three of the volunteers stayed at Mill Hall.",
    ]:
        (finding,) = few_people_told(planted(table, column, text), None, 7)
        assert (finding.severity, finding.table, finding.column) == ("stops", table, column)


@pytest.mark.parametrize(
    "text",
    [
        "Train two volunteers of each hub.",  # of no hub by name
        "At Mill Hall forty people came.",
        "At Mill Hall 12 volunteers came.",
        "Seven hundred people came to Mill Hall for its three course meals.",
        "Mill Hall has two kettles. Three volunteers of each hub are to be trained.",
        "Mill Hall cites {fact: volunteers.3} volunteers.",
    ],
)
def test_what_tells_of_nobody_passes(text: str) -> None:
    assert few_people_told(planted("boxes", "text", text), None, 7) == []


@dataclass(frozen=True)
class Inner:
    says: str


@dataclass(frozen=True)
class Outer:
    theory: Inner
    reasons: tuple[Inner, ...]


@pytest.mark.parametrize("settings", [Outer(Inner("Mill Hall lost two helpers."), ()), Outer(Inner(""), (Inner("Mill Hall lost two helpers."),))])  # fmt: skip
def test_every_text_of_the_settings_is_held_whatever_its_key(settings: Outer) -> None:
    (finding,) = few_people_told(planted("boxes", "text", ""), settings, 7)
    assert (finding.column, finding.severity) == ("says", "stops")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one volunteer was forgotten", "one volunteer"),
        ("both carers", "both carers"),
        ("a couple of older men", "couple of older men"),
        ("saith gwirfoddolwr", "saith gwirfoddolwr"),
        ("seven people", "seven people"),
        ("eight people", ""),
        ("two of the people", "two of the people"),
        ("three of the volunteers stayed at ; ", "three of the volunteers"),
        ("Volunteers at ; fell from twelve to three", "Volunteers at ; fell from twelve to three"),
        ("Volunteers rose from three to twelve.", "Volunteers rose from three to twelve"),
        ("Volunteers: 3", "Volunteers: 3"),
        ("3 regular, long-standing volunteers", "3 regular, long-standing volunteers"),
        ("half a dozen volunteers", "half a dozen volunteers"),
        ("three (3) volunteers", "three (3) volunteers"),
        ("three trustees", "three trustees"),
        ("3 staff", "3 staff"),
        ("three clients", "three clients"),
        ("3 wheelchair users", "3 wheelchair users"),
        ("Chwe phlentyn", "Chwe phlentyn"),
        ("dau o bobl", "dau o bobl"),
        ("ＴＷＯ people", "TWO people"),
        ("thr\u00adee people", "three people"),
        ("seven hundred people", ""),
        ("two dozen volunteers", ""),
        ("two million people", ""),
        ("two hundred and three people", ""),
        ("three course meals", ""),
        ("dau ddeg tri o bobl", ""),
        ("one of the volunteers said so", ""),
        ("one in three people", ""),
        ("three sessions helping people", ""),
        ("single parents", ""),
        ("two volunteer days", ""),
        ("one family room", ""),
        ("people at 3 hubs", ""),
        ("Evenings for young carers, 2024-10-07", ""),
        ("Volunteers - 3", "Volunteers - 3"),
        ("Volunteers ran three sessions.", ""),
        ("twenty-two people", ""),
        ("1,003 people", ""),
    ],
)
def test_how_many_people_are_told_in_figures_and_in_words(text: str, said: str) -> None:
    assert few_told(text, 7) == said
