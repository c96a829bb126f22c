"""What the writer of a narrative can cite: each fact and quote with its id and what it shows now; and a file to begin with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from analysis.editions.ledger.evidence import PublishedFact
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused
from analysis.sources.report.narrative import NARRATIVE_FILE

REPORT_PAGE = "index.html"
_LONGEST = 100  # characters of an explanation


def tell_citable(facts: Iterable[PublishedFact], quotes: pl.DataFrame, words: Sequence[str] = ()) -> str:
    """The list as text: citations that can be copied, what they show, how the number was worked out.

    Without words: what the annual report itself states, but for the cells of its tables and drawings. With words: all pages.
    """
    facts = [fact for fact in facts if fact.unit != "quote"]
    chosen = [fact for fact in facts if (_has(_told(fact), words) if words else _in_sentences(fact))]
    lines = [f"{{fact: {fact.id}}}  {_shown(fact)}\n    {_short(fact.how)}" for fact in chosen]
    passages = [
        row for row in quotes.iter_rows(named=True) if _has(" ".join(str(cell) for cell in row.values()), words)
    ]
    lines += [
        f"{{quote: {row['coding_id'][:8] if _is_long(row['coding_id']) else row['coding_id']}}}  “{' '.join(row['quote'].split())}” "
        f"[{row['role']}, {row['source_kind']}]"
        for row in _once(passages)
    ]
    rest = len(facts) - len(chosen)
    if not lines:
        return f"Nothing that can be cited has all of these words: {' '.join(words)}."
    more = (
        f"{rest:,} more facts stand in tables, drawings and on other pages; name words to find them."
        if rest and not words
        else ""
    )
    return "\n".join([*lines, *([more] if more else [])])


def _in_sentences(fact: PublishedFact) -> bool:
    """Facts of tables and drawings are called after an exhibit, with its words joined by hyphens, and there are many."""
    return REPORT_PAGE in fact.pages and "-" not in fact.id.split(".")[0]


def _told(fact: PublishedFact) -> str:
    return " ".join([fact.id, fact.unit, fact.how, *fact.shown])


def _has(text: str, words: Sequence[str]) -> bool:
    return all(word.lower() in text.lower() for word in words)


def _shown(fact: PublishedFact) -> str:
    """`+18%`, `47,315 attendances`: sums of money and percentages say their unit themselves."""
    told = fact.shown[0]
    return told if fact.unit in ("percent", "GBP", "EUR", "GBP per year", "GBP per head") else f"{told} {fact.unit}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _is_long(name: str) -> bool:
    """A GUID is known by its first eight letters."""
    return len(name) == 36 and name.count("-") == 4


def _once(passages: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Passages that several coders marked alike stand once."""
    return list({(row["case_id"], row["quote"].strip(" .")): row for row in reversed(passages)}.values())[::-1]


def start_narrative(network: Network, period: Period) -> Path:
    """Write a narrative to begin with. Refused where there is one already."""
    path = network.folder / "editions" / period.slug / NARRATIVE_FILE
    if path.exists():
        raise Refused(f"there is a narrative already: data/raw/{network.name}/editions/{period.slug}/{NARRATIVE_FILE}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        _TEMPLATE.format(network=network.name, period=f'"{period.label}"' if " " in period.label else period.label),
        encoding="utf-8",
        newline="\n",
    )
    return path


_TEMPLATE = """\
---
signed:
written:
---
<!--
What you make of the evidence. It stands in the annual report, after the first screen, under "What we make of it".

Above, beside `signed:`, your role (no name); beside `written:`, the day, as 2025-05-12.

  hub-learning facts {network} {period}              lists what you can cite
  hub-learning facts {network} {period} volunteers   lists what has to do with volunteers

In a sentence:
  {{fact: ID}}                   the number as the report shows it
  {{fact: ID, size}}             a change without its sign: fell by 4%
  {{fact: ID, higher}}           a change in words (higher, lower, steady); the build stops once it is no longer so
  {{fact: ID, rose}}             the same of a change that is more than usual variation (rose, fell); the build stops where it is not
  {{fact: ID, more than ID}}     the number; the build stops once it is not more (less than) the other
  {{quote: ID}}                  the quotation, with role and kind of source

Each sentence cites at least one. One that gives your view ends in {{our view}}; one that only leads on ends in {{connecting}}.
You may use # headings, - lists, *emphasis* and [links](https://example.org). Write no number by hand, but dates and years.
Nothing between these two marks is published.
-->
"""
