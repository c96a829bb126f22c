"""Every kind of file that people write, and where its declaration stands. Reading, refusal, schema and documentation follow from it."""

from __future__ import annotations

from typing import Any

from analysis.datasets.cases.shared_codebook import SharedEntry
from analysis.datasets.declaration import Table
from analysis.datasets.personal.decisions import DECISION
from analysis.datasets.processing.file_kinds import PLAIN
from analysis.datasets.returns.corrections import CORRECTION
from analysis.datasets.returns.questions import QUESTION
from analysis.designs import DESIGNS_FILE, DeclaredDesign
from analysis.disclosure_settings import DISCLOSURE_FILE, DisclosureFileSettings
from analysis.network_settings import NETWORK_FILE, NetworkSettings
from analysis.planned_editions import EDITIONS_FILE, PlannedEdition
from analysis.settings.declaration import SettingsFile
from analysis.sources.cases.outcome_maps import OUTCOMES_FILE, OutcomeMap
from analysis.sources.cases.study_methods import METHODS_FILE, MethodsSaid
from analysis.sources.money.same_awards import SAME_AWARDS_FILE, SameAward
from analysis.sources.personal.decisions import PERSONAL_FILE
from analysis.sources.raw.cards import CARD, CardSaid
from analysis.sources.report.boxes import BOXES_FILE, BoxSaid
from analysis.sources.report.claims import CLAIMS_FILE, ClaimSaid
from analysis.sources.report.definitions import DEFINITIONS_FILE, DefinitionSaid
from analysis.sources.report.events import EVENTS_FILE, EventSaid
from analysis.sources.report.learned import LEARNED_FILE, LearnedSaid
from analysis.sources.report.lens import LENS_FILE, LensSaid
from analysis.sources.report.narrative import NarrativeHead
from analysis.sources.report.photographs import PHOTOGRAPHS_FILE, PhotographSaid
from analysis.sources.report.wording import WORDING_FILE, WordingSaid
from analysis.sources.returns.corrections import CORRECTIONS_FILE
from analysis.sources.returns.mappings import ColumnMapping
from analysis.sources.returns.questionnaires import QUESTIONS_FILE, content_of
from analysis.theory_of_change import THEORY_FILE, TheoryOfChange

_ENTRIES: Any = {"corrections": tuple[CORRECTION, ...], "personal": tuple[DECISION, ...]}

SETTINGS_FILES = (
    SettingsFile(
        NETWORK_FILE,
        "What a network is called, whom its pages speak for, and the rules its editions follow. A folder with it is a network.",
        NetworkSettings,
        "by hand",
        "network",
    ),
    SettingsFile(
        DISCLOSURE_FILE,
        "A network's own rule of who must not be given away, each part with its source. Without it the rule is that of network.yml, and as usual.",
        DisclosureFileSettings,
        "by hand",
        "disclosure",
    ),
    SettingsFile(
        DESIGNS_FILE,
        "What was given to hubs, and what it is held against, declared before what came of it is looked at.",
        tuple[DeclaredDesign, ...],
        "by hand",
        "designs",
        started=True,
    ),
    SettingsFile(
        THEORY_FILE,
        "How what the network does should lead to what it hopes for, and what speaks for and against each step.",
        TheoryOfChange,
        "by hand",
        "theory",
        started=True,
    ),
    SettingsFile(
        QUESTIONS_FILE,
        "The questions that hubs are asked each quarter: the form is made from them, and every answer read by them.",
        content_of(QUESTION),
        "by hand",
        "questions",
    ),
    SettingsFile(
        CORRECTIONS_FILE,
        "What hubs said afterwards about their answers: corrections, confirmations, and what nobody knows.",
        _ENTRIES["corrections"],
        "by `hub-learning check NETWORK --answers FILE`, or by hand",
        "corrections",
    ),
    SettingsFile(
        PERSONAL_FILE,
        "What a person decided about names, numbers and the like in what people sent. It stays where the raw files are.",
        _ENTRIES["personal"],
        "begun by `hub-learning personal NETWORK`, decided by hand",
        "personal-data",
    ),
    SettingsFile(
        SAME_AWARDS_FILE,
        "What a person decided about awards, or payments, that may be one and the same.",
        tuple[SameAward, ...],
        "by hand",
        "same-awards",
        started=True,
    ),
    SettingsFile(
        "returns/EXPORT.mapping.yml",
        "Which column of an online form's export answers which question; as mapping.yml, for all exports of its folder.",
        ColumnMapping,
        "begun by `hub-learning map EXPORT`, confirmed by hand",
        "mapping",
    ),
    SettingsFile(
        OUTCOMES_FILE,
        "Which codes of the network's codebook stand for which shared outcomes.",
        OutcomeMap,
        "begun by `hub-learning codebook NETWORK --map`, confirmed by hand",
        "outcomes",
    ),
    SettingsFile(
        LEARNED_FILE,
        "What was learned: findings in sentences, each with the passages, numbers and documents that speak for it and against it.",
        tuple[LearnedSaid, ...],
        "begun by `hub-learning findings NETWORK`, written by hand",
        "findings",
    ),
    SettingsFile(
        CLAIMS_FILE,
        "What is claimed: sentences, each with the tests over published numbers that it has to pass, and the most that it may ever say.",
        tuple[ClaimSaid, ...],
        "by hand",
        "claims",
        started=True,
    ),
    SettingsFile(
        LENS_FILE,
        "What a network set out to do, its principles or its questions: a page reads all evidence along them.",
        tuple[LensSaid, ...],
        "by hand",
        "lens",
        started=True,
    ),
    SettingsFile(
        EVENTS_FILE,
        "What happened when: turning points of the network, which charts over time mark and pages tell.",
        tuple[EventSaid, ...],
        "by hand",
        "events",
        started=True,
    ),
    SettingsFile(
        BOXES_FILE,
        "Case studies told at some length as boxes of the report, each with its teller's consent to that.",
        tuple[BoxSaid, ...],
        "by hand",
        "boxes",
        started=True,
    ),
    SettingsFile(
        PHOTOGRAPHS_FILE,
        "Photographs that may be shown: what each shows, who took it, and with whose leave.",
        tuple[PhotographSaid, ...],
        "by hand",
        "photographs",
        started=True,
    ),
    SettingsFile(
        DEFINITIONS_FILE,
        "What words of the network's own mean; the report lists them at its end.",
        tuple[DefinitionSaid, ...],
        "by hand",
        "definitions",
        started=True,
    ),
    SettingsFile(
        WORDING_FILE,
        "Sentences that the report prints in fixed words, in the words of the network in their place.",
        tuple[WordingSaid, ...],
        "by hand",
        "wording",
        started=True,
    ),
    SettingsFile(
        METHODS_FILE,
        "How case studies were made: who researched, how tellers were found and how many declined, who coded, what those who told said of it.",
        MethodsSaid,
        "by hand",
        "methods",
        started=True,
    ),
    SettingsFile(
        f"FOLDER/{CARD}",
        "Who sent the files of a folder, when, under which licence, and which bytes they were.",
        CardSaid,
        "by hand",
        "card",
    ),
    SettingsFile(
        "editions/PERIOD/narrative.md",
        "The lines between the first two --- of an edition's narrative.",
        NarrativeHead,
        "begun by `hub-learning facts NETWORK PERIOD --start`, written by hand",
        "narrative",
    ),
    SettingsFile(
        EDITIONS_FILE,
        "The editions that are kept up to date, at the top of the project's folder; `hub-learning build --all` builds them.",
        tuple[PlannedEdition, ...],
        "by hand",
        "editions",
        started=True,
    ),
    SettingsFile(
        "data/raw/codebook/shared.yml",
        "The codebook that all networks share.",
        tuple[SharedEntry, ...],
        "by hand, for all networks together",
        "shared-codebook",
    ),
)

SHEET_FILES: tuple[tuple[str, Table], ...] = tuple(
    (kind.places[0], kind.table) for kind in PLAIN if kind.table and kind.places and "*" not in kind.places[0]
)
