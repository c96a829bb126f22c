"""The whole raw folder of each invented network, as files by their place in data/raw."""

from __future__ import annotations

from demonstration import five_valleys, marches, planted
from demonstration.cards import with_cards
from demonstration.cases.case_studies import case_studies
from demonstration.cases.codebook import outcomes_of
from demonstration.cases.coded_cases import coded_project
from demonstration.cases.marches_cases import marches_case_files, marches_outcomes
from demonstration.cases.study_methods import METHODS, methods_yml
from demonstration.money.bids import bids_csv, commitments_csv
from demonstration.money.contracts import contracts_json
from demonstration.money.council_spending import SPENDING_FILE, council_spending_csv
from demonstration.money.grants import five_valleys_awards
from demonstration.money.local_spending import local_spending_csv
from demonstration.money.marches_grants import marches_funding
from demonstration.money.organisations import organisations_csv
from demonstration.money.published_awards import package
from demonstration.personal.personal_data import personal_data_yml
from demonstration.planning.planning import cost_lines_csv, pathways_csv, readiness_csv, rent_tiers_csv
from demonstration.register.outlines import boundaries_geojson
from demonstration.register.register import hubs_csv, localities_csv
from demonstration.report.boxes import BOXES, boxes_yml
from demonstration.report.claims import CLAIMS, claims_yml
from demonstration.report.definitions import DEFINITIONS, definitions_yml
from demonstration.report.events import EVENTS, events_yml
from demonstration.report.findings import FINDINGS, findings_yml
from demonstration.report.lens import LENS, lens_yml
from demonstration.report.members import members_csv
from demonstration.report.narrative import NARRATIVE, narrative_md
from demonstration.report.photographs import HALL, PHOTOGRAPHS, hall_png, photographs_yml
from demonstration.report.recommendations import five_valleys_recommendations, marches_recommendations
from demonstration.returns.corrections import PUBLISHED, corrections_yml
from demonstration.returns.slips import FORM_EXPORT
from demonstration.returns.wellbeing import wellbeing_csv
from demonstration.settings import (
    designs_yml,
    disclosure_yml,
    five_valleys_questions,
    marches_questions,
    network_yml,
    outcomes_yml,
    questions_yml,
)
from demonstration.theory import theory_yml

_DRAWN = "drawn by a computer from fixed seeds, with effects and slips planted that the project's tests look for"
_AT_SEA = (
    "Invented for demonstration: places, people and deprivation tenths do not exist. The coordinates lie in the open "
    "sea on purpose, so that no real place can be taken for one of these."
)


def all_files() -> dict[str, bytes]:
    """Every generated file of data/raw, in order of its path."""
    networks = {five_valleys.NAME: five_valleys_files(), marches.NAME: marches_files()}
    files = {f"{name}/{path}": content for name, held in networks.items() for path, content in held.items()}
    return dict(sorted(files.items()))


def five_valleys_files() -> dict[str, bytes]:
    return with_cards({**_five_valleys_written(), **_five_valleys_sent()}, _five_valleys_folders())


def _five_valleys_written() -> dict[str, bytes]:
    """What whoever keeps the network wrote: its settings, and what reports say in words."""
    title = "Five Valleys Community Hubs (demonstration)"
    return {
        "network.yml": network_yml(
            title,
            "the five valleys",
            five_valleys.QUARTERS,
            five_valleys.DUE_DAYS,
            published=PUBLISHED,
            baselines=[five_valleys.BASELINE],
            targets=five_valleys.TARGETS,
        ),
        "disclosure.yml": disclosure_yml(),
        "designs.yml": designs_yml(dict.fromkeys(planted.NEVER_FACILITATED, planted.SHIFT_BEGAN.label)),
        "theory.yml": theory_yml(),
        "questions.yml": questions_yml(five_valleys_questions()),
        "recommendations.csv": five_valleys_recommendations(),
        "members.csv": members_csv(),
        "corrections.yml": corrections_yml(five_valleys.truth()),
        "personal-data.yml": personal_data_yml(),
        NARRATIVE: narrative_md(),
        FINDINGS: findings_yml(),
        CLAIMS: claims_yml("five-valleys"),
        LENS: lens_yml(),
        EVENTS: events_yml(),
        BOXES: boxes_yml(),
        DEFINITIONS: definitions_yml(),
        PHOTOGRAPHS: photographs_yml(),
        HALL: hall_png(),
        METHODS: methods_yml(),
    }


def _five_valleys_sent() -> dict[str, bytes]:
    """What hubs, coders and funders sent, and the register."""
    hubs = five_valleys.hubs()
    return {
        "register/hubs.csv": hubs_csv(hubs),
        "register/localities.csv": localities_csv(five_valleys.localities()),
        "register/boundaries.geojson": boundaries_geojson(five_valleys.NAME, five_valleys.localities()),
        "register/pathways.csv": pathways_csv(five_valleys.NAME),
        "costs/cost-lines.csv": cost_lines_csv(),
        "costs/rent-tiers.csv": rent_tiers_csv(),
        "readiness/answers.csv": readiness_csv(five_valleys.NAME, hubs),
        "wellbeing/wellbeing.csv": wellbeing_csv(five_valleys.NAME, hubs),
        "funding/awards.json": package(five_valleys_awards({hub.hub_id: hub for hub in hubs})),
        "funding/contracts.json": contracts_json(),
        SPENDING_FILE: council_spending_csv(),
        "funding/organisations.csv": organisations_csv(five_valleys.NAME),
        "funding/local-spending.csv": local_spending_csv(),
        "funding/bids.csv": bids_csv(),
        "funding/commitments.csv": commitments_csv(),
        "cases/project.qdpx": coded_project(case_studies()),
        "cases/outcomes.yml": outcomes_yml(outcomes_of()),
        **five_valleys.returns(),
    }


def _five_valleys_folders() -> dict[str, dict[str, str]]:
    """What the card of each folder says."""
    folders = {
        "": _said(
            "Recommendations of the learning reports, and members",
            "2025-04-14",
            "kept by the research partner; " + _DRAWN,
        ),
        "register": _said("Register of hubs and localities", "2025-04-01", _DRAWN) | {"caution": _AT_SEA},
        "costs": _said("Lines of the costed plan, and rents by tier", "2025-04-02", "made up; " + _DRAWN),
        "wellbeing": _said(
            "What people answered about their own wellbeing, without names or codes",
            "2025-04-07",
            "copied by hubs from cards that they keep; " + _DRAWN,
        ),
        "readiness": _said("Answers to the readiness check list", "2025-02-24", _DRAWN),
        "funding": _said(
            "Awards (360Giving 1.4), a contract (OCDS 1.1) and a council's spend file", "2025-04-09", _DRAWN
        )
        | {"note": "A hub is named by its recipient identifier: 360G-fivevalleys- and the hub's code."},
        "photographs": _said(
            "A drawing in the place of a photograph", "2025-04-01", "drawn point by point by a computer"
        ),
        "cases": _said("Case studies coded by two coders, as a REFI-QDA project", "2025-04-28", _DRAWN),
    }
    for quarter in five_valleys.QUARTERS:
        method = "one workbook a hub, as sent in; " + _DRAWN
        received = quarter.next_quarter.end  # the last of them had come by then
        folders[f"returns/{quarter.slug}"] = _said(f"Returns for {quarter.label}", received.isoformat(), method)
    return folders


def marches_files() -> dict[str, bytes]:
    hubs = marches.hubs()
    title = "Marches Community Hubs (demonstration)"
    files = {
        "network.yml": network_yml(title, "the marches", marches.QUARTERS, marches.DUE_DAYS),
        "questions.yml": questions_yml(marches_questions()),
        "recommendations.csv": marches_recommendations(),
        "register/hubs.csv": hubs_csv(hubs),
        "register/localities.csv": localities_csv(marches.localities()),
        FORM_EXPORT: marches.returns(),
        **marches_funding(hubs, marches.localities()),
        "funding/organisations.csv": organisations_csv(marches.NAME),
        "cases/outcomes.yml": outcomes_yml(marches_outcomes()),
        **marches_case_files(),
        CLAIMS: claims_yml("marches"),
    }
    folders = {
        "": _said("Recommendations of the learning reports", "2025-04-14", "kept by the research partner; " + _DRAWN),
        "register": _said("Register of hubs and localities", "2025-04-01", _DRAWN) | {"caution": _AT_SEA},
        "returns": _said("Export of the online return form", "2025-06-10", _DRAWN),
        "funding": _said("Awards of two funders as 360Giving 1.4 spreadsheets", "2025-04-09", _DRAWN)
        | {"note": "A hub is named by its recipient identifier: 360G-marches- and the hub's code."},
        "cases": _said(
            "List of case studies, their codings and their codebook",
            "2025-03-20",
            "coded by one person; written by hand",
        ),
        "cases/texts": _said(
            "Texts of the case studies", "2025-03-20", "written down in conversation; written by hand"
        ),
    }
    return with_cards(files, folders)


def _said(title: str, when: str, method: str) -> dict[str, str]:
    return {"title": f"{title} (invented for demonstration)", "when": when, "method": method}
