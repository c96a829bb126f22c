"""A findings.yml to begin with: for each code who tells of it, by kind of source and by partner, and passages to choose from."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from analysis.datasets.cases.consent_uses import USES_OF_PAGES
from analysis.datasets.processing.processing import read_table
from analysis.exhibits.wording import count_of
from analysis.measures.cases.case_studies import codes_in
from analysis.measures.cases.quotes import quotable_passages
from analysis.networks import Network
from analysis.project import Refused, place_whole
from analysis.settings.writing import schema_comment
from analysis.sources.report.learned import LEARNED_FILE, SECTIONS

MOST_PASSAGES, LONGEST = 4, 110  # of a code; letters of each that are shown
_SECTION_OF = {
    "outcome": "outcomes",
    "gain": "gains",
    "lesson": "model",
    "enabler": "model",
    "opportunity": "opportunities",
    "hurdle": "hurdles",
}
_HEAD = """
# What was learned, finding by finding. Nothing here is used before you take the # from the front of its lines and write the sentence:
# a code that many tell of is no finding yet. Name passages for it and against it by their ids, look for those against it before you
# write `contrary_sought: true`, and say what a reader must not conclude. docs/files.md lists every key.
"""


def begin_findings(network: Network) -> str:
    """The text of the file. Refused where the network has no coded case study."""
    codings, cases = read_table(network.name, "codings"), read_table(network.name, "case_studies")
    codes = codes_in(read_table(network.name, "codebook"))
    if codings.is_empty():
        raise Refused(f"{network.name} has no coded case study to begin from")
    about = cases.select(
        "case_id", pl.col("source_kind").fill_null("kind not given"), pl.col("partner").fill_null("partner not given")
    )
    told = codings.select("code_id", "case_id").unique().join(about, on="case_id").join(codes, on="code_id")
    passages = quotable_passages(codings, cases, USES_OF_PAGES["report"], shortest=1)
    counts = {code: int(number) for code, number in told.group_by("code_id").len().iter_rows()}
    entries = [
        _entry(
            row, told.filter(pl.col("code_id") == row["code_id"]), passages.filter(pl.col("code_id") == row["code_id"])
        )
        for row in sorted(
            codes.iter_rows(named=True),
            key=lambda row: (_place(row["frame"]), -counts.get(row["code_id"], 0), row["name"]),
        )
        if row["code_id"] in counts
    ]
    return schema_comment("findings") + _HEAD + "\n" + "\n".join(entries)


def write_findings(network: Network, text: str) -> Path:
    """Refused where there is a file already: what people wrote is never overwritten."""
    path = network.folder / LEARNED_FILE
    if path.exists():
        raise Refused(f"{path} is there already; with --print what it would begin with is printed")
    place_whole(path, text.encode())
    return path


def _place(frame: str) -> int:
    section = _SECTION_OF.get(frame, "")
    return SECTIONS.index(section) if section else len(SECTIONS)


def _entry(code: dict[str, str], told: pl.DataFrame, passages: pl.DataFrame) -> str:
    lines = [
        f"# {code['name']} ({code['frame'] or 'no frame'}): {count_of(told.height, 'source')}",
        f"#   by kind: {_counts(told, 'source_kind')}",
        f"#   by partner: {_counts(told, 'partner')}",
        f"# - id: {re.sub(r'[^a-z0-9]+', '-', code['name'].lower()).strip('-')}",
        '#   sentence: ""',
        f"#   section: {_SECTION_OF.get(code['frame'], code['frame'] or 'model')}",
        f'#   codes: ["{code["name"]}"]',
        "#   for:",
    ]
    for row in passages.head(MOST_PASSAGES).iter_rows(named=True):
        words = " ".join(row["quote"].split())
        lines.append(f"#     - {row['coding_id']}  # {words[:LONGEST]}{'…' if len(words) > LONGEST else ''}")
    lines += ["#   against: []", "#   contrary_sought: false", "#   caution: ", ""]
    return "\n".join(lines)


def _counts(told: pl.DataFrame, column: str) -> str:
    counts = told.group_by(column).len().sort("len", column, descending=[True, False])
    return ", ".join(f"{name} {number}" for name, number in counts.iter_rows())
