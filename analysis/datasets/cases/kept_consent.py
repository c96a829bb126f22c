"""Words of case studies that stand where nobody agreed to them: every free text that is published is held against the case studies.

A citation looks after consent; words typed by hand do not. So all that people write for readers is compared, in runs of six words, with
the case studies that may not be quoted there. Of those withdrawn no words are kept: what is compared then are salted hashes of such
runs, taken while the consent still held.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from analysis.datasets.cases.consent_uses import USES_OF_PAGES, uses_of_page
from analysis.datasets.free_texts import few_people_told, published_texts
from analysis.sources.findings import Finding, Rule
from analysis.sources.report.citations import without_footnote_marks

RUN = 6  # words; shorter runs of everyday words stand in many texts
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TAGS = re.compile(r"<[^<>]*>")
_BRACES = re.compile(r"\{[^{}]*\}")
_NEEDED = frozenset(USES_OF_PAGES["report"])  # what people write stands in the report, and that on the site

NOT_AGREED = Rule(
    "words-not-agreed",
    "Words of the case study `{case_id}` stand here, {run} or more in a row, typed by hand; its teller agreed to no such use ({consent}).",
    "They would be published against what was agreed, and a withdrawal would never reach them.",
    "Take the words out, or ask the teller and write the new consent into the list. Editions built before may hold them too: look for them.",
    "stops",
)


@dataclass(frozen=True)
class RememberedRuns:
    """Hashes of the runs of each case study, as they were when its words were last here; salt: of this network alone."""

    salt: str = ""
    by_case: dict[str, list[str]] = field(default_factory=dict)


NOTHING_REMEMBERED = RememberedRuns()


def runs_of(text: str) -> Iterator[str]:
    """Each six words in a row, in small letters and without marks."""
    words = [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
    return (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def hashed(run: str, salt: str) -> str:
    return hashlib.blake2b(run.encode(), key=bytes.fromhex(salt), digest_size=10).hexdigest()


def remember_runs(cases: pl.DataFrame, before: RememberedRuns) -> RememberedRuns:
    """The runs of all case studies whose words are here, and of those withdrawn what was remembered. cases: as declared."""
    by_case = {}
    for case_id, consent, text in cases.select("case_id", "consent", "text").iter_rows():
        if consent == "withdrawn":
            by_case[case_id] = before.by_case.get(case_id, [])
        elif text:
            by_case[case_id] = sorted({hashed(run, before.salt) for run in runs_of(text)})
    gone = {case: runs for case, runs in before.by_case.items() if case not in by_case}  # its file was taken away since
    return RememberedRuns(before.salt, {case: runs for case, runs in {**gone, **by_case}.items() if runs})


def texts_held(
    tables: dict[str, pl.DataFrame], remembered: RememberedRuns, settings: object, threshold: int
) -> list[Finding]:
    """All that stops for what a text says that is published: words of case studies nobody agreed to, and how few people it was at a hub."""
    return [*words_not_agreed(tables, remembered), *few_people_told(tables, settings, threshold)]


def words_not_agreed(tables: dict[str, pl.DataFrame], remembered: RememberedRuns) -> list[Finding]:
    """A finding that stops for each text that holds six or more words in a row of a case study that may not be quoted there.

    Runs that also stand in a case study that may be quoted are nobody's secret, and are passed over.
    """
    plain, withdrawn, consents = _withheld_runs(tables["case_studies"], remembered, _NEEDED)
    if not plain and not withdrawn:
        return []
    findings = []
    for place, text in published_texts(tables):
        if case_id := _first_hit(text, plain, withdrawn, remembered.salt):
            consent = consents.get(case_id, "withdrawn")
            findings.append(NOT_AGREED.at(place, case_id=case_id, run=RUN, consent=consent))
    return findings


class WordsOnPages:
    """The last look at all that leaves, whatever way it took there. cases: as declared; remembered: of those withdrawn."""

    def __init__(self, cases: pl.DataFrame, remembered: RememberedRuns) -> None:
        self._salt = remembered.salt
        self._withheld = {
            frozenset(uses): _withheld_runs(cases, remembered, frozenset(uses))[:2] for uses in USES_OF_PAGES.values()
        }

    def not_agreed(self, page: str, text: str) -> str:
        """The case study of which six or more words in a row stand on a page whose use its teller did not agree to; empty where there is
        none. page: such as `index.html`; text: as markdown."""
        plain, withdrawn = self._withheld[frozenset(uses_of_page(page))]
        if not plain and not withdrawn:
            return ""
        shown = _TAGS.sub(" ", _BRACES.sub("", without_footnote_marks(text))).replace("\\", "")
        return _first_hit(shown, plain, withdrawn, self._salt)


def _withheld_runs(
    cases: pl.DataFrame, remembered: RememberedRuns, needed: frozenset[str]
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Runs in words of those held here, hashes of those withdrawn, each with its case study; and what each teller agreed to."""
    plain: dict[str, str] = {}
    free: set[str] = set()
    consents: dict[str, str] = {}
    for case_id, consent, covers, text in cases.select("case_id", "consent", "consent_covers", "text").iter_rows():
        named = {use.strip().lower() for use in (covers or "").split(";") if use.strip()}
        if consent == "quote" and (not named or named >= needed):
            free.update(runs_of(text or ""))
            continue
        consents[case_id] = (
            f"to be quoted for {covers}" if consent == "quote" else consent or "no consent that is known"
        )
        if consent != "withdrawn":
            plain.update(dict.fromkeys(runs_of(text or ""), case_id))
    here = {case_id for case_id, consent in cases.select("case_id", "consent").iter_rows() if consent != "withdrawn"}
    secret = {run: case for case, runs in remembered.by_case.items() if case not in here for run in runs}
    open_ones = {hashed(run, remembered.salt) for run in free} if secret else set()
    return (
        {run: case for run, case in plain.items() if run not in free},
        {run: case for run, case in secret.items() if run not in open_ones},
        consents,
    )


def _first_hit(text: str, plain: dict[str, str], withdrawn: dict[str, str], salt: str) -> str:
    for run in runs_of(text):
        if found := plain.get(run) or (withdrawn.get(hashed(run, salt)) if withdrawn else None):
            return found
    return ""
