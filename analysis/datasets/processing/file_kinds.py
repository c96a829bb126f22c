"""Which kinds of file there are: where each lies, by what it is known, who reads it, and what it is called.

One table that all ask: the build, by the place of a file; `inspect`, by its place and by what it holds. A plain table is one line
of it beside its declaration.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path

from analysis.datasets.cases.outcome_map import check_shared_codes
from analysis.datasets.declaration import Table
from analysis.datasets.money.bids import BIDS
from analysis.datasets.money.commitments import COMMITMENTS
from analysis.datasets.money.local_spending import LOCAL_SPENDING
from analysis.datasets.money.organisations import ORGANISATIONS
from analysis.datasets.money.prices import PRICES
from analysis.datasets.personal.decisions import DECISION
from analysis.datasets.planning.cost_lines import COST_LINES
from analysis.datasets.planning.pathways import PATHWAYS
from analysis.datasets.planning.readiness import READINESS
from analysis.datasets.planning.rent_tiers import RENT_TIERS
from analysis.datasets.register.boundaries import BOUNDARIES
from analysis.datasets.register.hubs import HUBS
from analysis.datasets.register.localities import LOCALITIES
from analysis.datasets.register.members import MEMBERS
from analysis.datasets.report.published_figures import PUBLISHED_FIGURES
from analysis.datasets.report.recommendations import RECOMMENDATIONS
from analysis.datasets.returns.corrections import CORRECTION
from analysis.datasets.returns.questions import QUESTION
from analysis.datasets.returns.wellbeing.answers import FILE as WELLBEING_FILE
from analysis.datasets.returns.wellbeing.answers import WELLBEING
from analysis.sources.cases.outcome_maps import OUTCOMES_FILE, read_outcome_map
from analysis.sources.cases.project import read_project
from analysis.sources.cases.qualcoder import read_qualcoder
from analysis.sources.cases.sheets import read_case_text, read_coded_sheet
from analysis.sources.cases.study_methods import METHODS_FILE, read_study_methods
from analysis.sources.files.pictures import SUFFIXES, read_picture
from analysis.sources.files.sheets import read_sheet
from analysis.sources.money.files import read_money
from analysis.sources.money.same_awards import SAME_AWARDS_FILE, read_same_awards
from analysis.sources.personal.decisions import PERSONAL_FILE, read_personal_decisions
from analysis.sources.planning.check_lists import read_check_list
from analysis.sources.raw.cards import CARD, read_card
from analysis.sources.records import Reading, Record
from analysis.sources.register.boundaries import read_boundaries
from analysis.sources.report.boxes import BOXES_FILE, read_boxes
from analysis.sources.report.claims import CLAIMS_FILE, read_claims
from analysis.sources.report.definitions import DEFINITIONS_FILE, read_definitions
from analysis.sources.report.events import EVENTS_FILE, read_events
from analysis.sources.report.learned import LEARNED_FILE, read_learned
from analysis.sources.report.lens import LENS_FILE, read_lens
from analysis.sources.report.narrative import read_narrative
from analysis.sources.report.photographs import PHOTOGRAPHS_FILE, read_photographs
from analysis.sources.report.wording import WORDING_FILE, read_wording
from analysis.sources.returns.corrections import CORRECTIONS_FILE, read_corrections
from analysis.sources.returns.mappings import MAPPING, read_mapping
from analysis.sources.returns.questionnaires import QUESTIONS_FILE, read_questionnaire
from analysis.sources.returns.returns_files import read_returns

Reader = Callable[[Path, str], Reading]
_WORKBOOKS, _TEXT_TABLES = (".xlsx", ".xlsm", ".xls", ".ods"), (".csv", ".tsv")


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    words: what it is called. places: where a network holds it, relative to its raw folder, the first of which remedies name; `*` is
    any name, `**` any below a folder. suffixes: those it may have there. headings: by which a plain table is known; all must be there.
    read: None where nobody sent it, and the network's settings or a person reads it. alone: endings of files that hold all there
    is of their kind; one of which nothing can be read stops the build, for an edition without it would say nothing and look whole.
    """

    name: str
    words: str
    places: tuple[str, ...]
    read: Reader | None = None
    suffixes: tuple[str, ...] = ()
    table: Table | None = None
    headings: frozenset[str] = frozenset()
    alone: tuple[str, ...] = ()

    def lies_at(self, file: str) -> bool:
        right = not self.suffixes or file.lower().endswith(self.suffixes)
        return right and any(_pattern(place).fullmatch(file) for place in self.places)


@cache
def _pattern(place: str) -> re.Pattern[str]:
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*"}
    return re.compile("".join(parts.get(part) or re.escape(part) for part in re.split(r"(\*\*/|\*\*|\*)", place)))


_ALL = ("",)  # every ending


def plain(
    table: Table, place: str, words: str, known_by: str, alone: tuple[str, ...] = (), read: Reader | None = None
) -> Kind:
    """A plain table. known_by: the headings that tell it from others."""
    reader = read or partial(read_sheet, table=table.name)
    places = (place,) if place else ()
    suffixes = (".csv",) if place.endswith("*") else ()
    return Kind(table.name, words, places, reader, suffixes, table, frozenset(known_by.split()), alone)


def _read_card(path: Path, file: str) -> Reading:
    card, findings = read_card(path, file)
    return Reading({"cards": [Record(card.folder, card.about, card.files)] if card else []}, [], findings)


def _read_outcomes(path: Path, file: str) -> Reading:
    return check_shared_codes(read_outcome_map(path, file), file)


README = Kind("README", "a text about the files of its folder", ("**/README.md",))
SETTINGS = Kind("network.yml", "the settings of a network", ("network.yml",))
DISCLOSED = Kind("disclosure.yml", "a network's own rule of who must not be given away", ("disclosure.yml",))
DECLARED = Kind("designs.yml", "what was given to some hubs, and how it is compared", ("designs.yml",))
THEORY = Kind("theory.yml", "how what a network does should lead to what it hopes for", ("theory.yml",))
CARDS = Kind("card.yml", "a provenance card", (f"**/{CARD}",), _read_card)
QUESTIONNAIRE = Kind(
    "questions.yml",
    "the questions of the quarterly return",
    (QUESTIONS_FILE,),
    partial(read_questionnaire, question=QUESTION),
)
CORRECTED = Kind(
    "corrections.yml",
    "corrections of answers, and answers that were confirmed",
    (CORRECTIONS_FILE,),
    partial(read_corrections, correction=CORRECTION),
)
DECIDED = Kind(
    "personal-data.yml",
    "what was decided about personal data",
    (PERSONAL_FILE,),
    partial(read_personal_decisions, decision=DECISION),
)
SAME = Kind("same-awards.yml", "which awards or payments are one and the same", (SAME_AWARDS_FILE,), read_same_awards)
LEARNINGS = Kind(LEARNED_FILE, "what was learned, with what speaks for and against it", (LEARNED_FILE,), read_learned)
CLAIMED = Kind(CLAIMS_FILE, "what is claimed, and the tests it has to pass", (CLAIMS_FILE,), read_claims)
LENSES = Kind(
    LENS_FILE, "aims, principles or questions of the network, and what speaks to each", (LENS_FILE,), read_lens
)
HAPPENED = Kind(EVENTS_FILE, "what happened when, for charts over time", (EVENTS_FILE,), read_events)
BOXED = Kind(BOXES_FILE, "case studies told as boxes of the report", (BOXES_FILE,), read_boxes)
SEEN = Kind(
    PHOTOGRAPHS_FILE, "photographs that may be shown, and with whose leave", (PHOTOGRAPHS_FILE,), read_photographs
)
PICTURED = Kind("photograph", "a photograph", ("photographs/*",), read_picture, SUFFIXES)
DEFINED = Kind(DEFINITIONS_FILE, "what words of the network's own mean", (DEFINITIONS_FILE,), read_definitions)
REWORDED = Kind(WORDING_FILE, "sentences of the report in a network's own words", (WORDING_FILE,), read_wording)
STUDIED = Kind(METHODS_FILE, "how case studies were made", (METHODS_FILE,), read_study_methods)
NARRATIVES = Kind("narrative.md", "the narrative of an edition", ("editions/*/narrative.md",), read_narrative)
MAPPINGS = Kind(
    "mapping.yml",
    "which column of a form's export answers which question",
    (f"returns/**/{MAPPING}", f"returns/**/*.{MAPPING}"),
    read_mapping,
)
RETURNS = Kind("returns", "a quarterly return", ("returns/**",), read_returns)
OUTCOMES = Kind(
    "outcomes.yml",
    "which codes of a network stand for which shared outcomes",
    (OUTCOMES_FILE,),
    _read_outcomes,
    alone=_ALL,
)
PROJECTS = Kind(
    "REFI-QDA project",
    "coded case studies, as a REFI-QDA project",
    ("cases/**",),
    read_project,
    (".qdpx", ".qde"),
    alone=_ALL,
)
QUALCODER = Kind(
    "QualCoder project",
    "coded case studies, as QualCoder keeps them",
    ("cases/**",),
    read_qualcoder,
    (".qda",),
    alone=_ALL,
)
CODEBOOKS = Kind("REFI-QDA codebook", "a codebook, as REFI-QDA", ("cases/**",), read_project, (".qdc",), alone=_ALL)
CODED_SHEETS = Kind(
    "coded sheet",
    "codings, codes or case studies, as a sheet",
    ("cases/**",),
    read_coded_sheet,
    (*_TEXT_TABLES, *_WORKBOOKS),
    alone=_ALL,
)
CASE_TEXTS = Kind("case text", "the text of a case study", ("cases/**",), read_case_text, (".txt", ".docx"), alone=_ALL)
OUTLINES = Kind(
    "boundaries",
    "outlines of localities (GeoJSON)",
    ("register/boundaries.geojson",),
    read_boundaries,
    table=BOUNDARIES,
)
MONEY = Kind(
    "money",
    "awards, grants, contracts or payments",
    ("funding/**",),
    read_money,
    (".json", ".jsonl", ".ndjson", ".txt", *_TEXT_TABLES, *_WORKBOOKS),
    alone=_ALL,
)
# The index of prices is no network's: data/raw/prices holds it, and the measures of money read it.
PLAIN = (
    plain(HUBS, "register/hubs.csv", "the register of hubs", "hub_id name", _ALL),
    plain(LOCALITIES, "register/localities.csv", "the localities of the register", "locality_id name", _ALL),
    plain(RECOMMENDATIONS, "recommendations.csv", "recommendations and what became of them", "recommendation_id"),
    plain(MEMBERS, "members.csv", "members, partners and posts of the network", "member_id name", _ALL),
    plain(PUBLISHED_FIGURES, "published-figures.csv", "figures that others published", "figure_id"),
    plain(ORGANISATIONS, "funding/organisations.csv", "bodies that receive money", "organisation_id name", _ALL),
    plain(PRICES, "", "a price index by financial year", "financial_year index"),
    plain(
        LOCAL_SPENDING,
        "funding/local-spending.csv",
        "what organisations spent in the area, round by round",
        "organisation year spent_locally",
        _ALL,
    ),
    plain(BIDS, "funding/bids.csv", "bids for money, won and lost", "bid_id outcome", _ALL),
    plain(COMMITMENTS, "funding/commitments.csv", "what was promised with awards", "commitment_id award_id", _ALL),
    plain(COST_LINES, "costs/cost-lines.csv", "lines of a costed plan", "line_id phase"),
    plain(RENT_TIERS, "costs/rent-tiers.csv", "rents of rooms by who hires them", "tier_id rate"),
    plain(
        WELLBEING, WELLBEING_FILE, "what people answered about their own wellbeing", "first_quarter last_quarter", _ALL
    ),
    plain(PATHWAYS, "register/pathways.csv", "pathways from hub to hub", "from_hub to_hub"),
    plain(
        READINESS,
        "readiness/**",
        "answers to the readiness check list",
        "hub_id question_id answer",
        read=read_check_list,
    ),
)
# What stands first is asked first: a file with a name of its own goes before the folder that it lies in.
KINDS: tuple[Kind, ...] = (
    README, SETTINGS, DISCLOSED, DECLARED, THEORY, CARDS, QUESTIONNAIRE, CORRECTED, DECIDED, SAME, LEARNINGS, CLAIMED, LENSES, HAPPENED, BOXED, SEEN, PICTURED, DEFINED, REWORDED, STUDIED, NARRATIVES, *PLAIN, OUTLINES, MAPPINGS, RETURNS, OUTCOMES,
    PROJECTS, QUALCODER, CODEBOOKS, CODED_SHEETS, CASE_TEXTS, MONEY,
)  # fmt: skip


@lru_cache(maxsize=4096)  # each file is asked about several times
def kind_at(file: str) -> Kind | None:
    """The kind as which a network's file is read, by its name relative to the raw folder; None where nothing is read from it."""
    return next((kind for kind in KINDS if kind.lies_at(file)), None)
