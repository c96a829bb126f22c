"""What the invented network `five-valleys` declares for planning: costs, rents, pathways between hubs, readiness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.datasets.planning.cost_lines import COST_LINES
from analysis.datasets.planning.pathways import PATHWAYS
from analysis.datasets.planning.readiness import READINESS
from analysis.datasets.planning.readiness_questions import READINESS_QUESTIONS
from analysis.datasets.planning.rent_tiers import RENT_TIERS
from analysis.periods import Period, quarters_between
from demonstration.chance import draw
from demonstration.register.register import Hub, drawn_table, written_csv

_COST_LINES = """
line_id | hub_kind         | pattern       | phase   | what                                          | low   | likely | high  | shared_by | facilitator | basis
FV-S1   | any              | stand-alone   | set-up  | Making the rooms good: kitchen, first aid, locks | 1500 | 4000  | 12000 |           |             | three quotations of 2024 (invented)
FV-S2   | any              | stand-alone   | set-up  | Tables, chairs and a lockable store           | 600   | 1200   | 2500  |           |             | what four hubs paid (invented)
FV-S3   | any              | stand-alone   | set-up  | A laptop, a telephone and a till float        | 350   | 700    | 1200  |           |             | shop prices of 2024 (invented)
FV-S4   | any              | stand-alone   | set-up  | Policies, checks and first training           | 300   | 650    | 1200  |           |             | the alliance's training offer (invented)
FV-S5   | community hub    | stand-alone   | set-up  | Lease, legal advice and a sign                | 500   | 1100   | 2600  |           |             | two leases of 2022 (invented)
FV-S6   | village hall     | stand-alone   | set-up  | Heating the hall on weekdays                  | 0     | 2500   | 9000  |           |             | one survey; a guess beyond it (invented)
FV-S7   | community centre | stand-alone   | set-up  | A ramp and an accessible toilet               | 8000  | 22000  | 60000 |           |             | capital awards to other places (invented)
FV-R1   | any              | stand-alone   | running | Insurance                                     | 350   | 520    | 900   |           |             | policies of 2024 (invented)
FV-R2   | any              | stand-alone   | running | Volunteers' expenses and thanks               | 400   | 900    | 1800  |           |             | accounts of three hubs (invented)
FV-R3   | any              | stand-alone   | running | Food, materials and printing                  | 1200  | 3000   | 6500  |           |             | accounts of three hubs (invented)
FV-R4   | community hub    | stand-alone   | running | Rent, heat and light                          | 3000  | 4800   | 7500  |           |             | two leases of 2022 (invented)
FV-R5   | community hub    | stand-alone   | running | A coordinator for a few hours a week          | 2500  | 4000   | 7000  |           |             | the council's pay scale (invented)
FV-R6   | village hall     | stand-alone   | running | Heat and light on weekdays                    | 900   | 1600   | 3200  |           |             | meter readings of one hall (invented)
FV-R7   | community centre | stand-alone   | running | Rent, heat, light and repairs                 | 6000  | 9500   | 16000 |           |             | accounts of one centre (invented)
FV-R8   | community centre | stand-alone   | running | A part-time manager                           | 9000  | 12500  | 17000 |           |             | the council's pay scale (invented)
FV-N1   | network          | stand-alone   | running | An area facilitator                           | 17500 | 20000  | 24000 | 4         | yes         | the facilitators' award: three for £60,000 a year (invented)
FV-N2   | network          | stand-alone   | running | Training, returns and a yearly meeting        | 3000  | 5000   | 8000  |           |             | what the lead body keeps of the hubs' award (invented)
FV-C1   | any              | hub and spoke | set-up  | Self-entry locks and rooms to let             | 4000  | 7500   | 12000 |           |             | one quotation (invented)
FV-C2   | any              | hub and spoke | set-up  | Online booking, set up once for all           | 800   | 1600   | 3200  | 4         |             | one quotation (invented)
FV-C3   | any              | hub and spoke | running | Rent, rates, heat and light                   | 22000 | 30000  | 42000 |           |             | a guess from the size of the building (invented)
FV-C4   | any              | hub and spoke | running | Cleaning and repairs                          | 9000  | 12000  | 16000 |           |             | one quotation (invented)
FV-C5   | any              | hub and spoke | running | Insurance                                     | 1800  | 2400   | 3200  |           |             | one policy of 2024 (invented)
FV-C6   | any              | hub and spoke | running | Online booking and remote entry               | 300   | 480    | 700   | 4         |             | list prices of 2024 (invented)
FV-C7   | any              | hub and spoke | running | A manager shared by four hubs                 | 36000 | 40000  | 45000 | 4         |             | the council's pay scale (invented)
FV-C8   | any              | hub and spoke | running | A community builder shared by two hubs        | 30000 | 33000  | 37000 | 2         |             | the council's pay scale (invented)
"""

_RENT_TIERS = """
tier_id | who                                    | affordable | rate | hours_low | hours_likely | hours_high | basis
FV-T1   | private hirers and businesses          | no         | 32   | 350       | 520          | 700        | rents of three halls nearby (invented)
FV-T2   | public bodies and national charities   | no         | 26   | 500       | 800          | 1100       | rents of three halls nearby (invented)
FV-T3   | local charities with paid staff        | no         | 14   | 500       | 800          | 1000       | what four charities said they can pay (invented)
FV-T4   | small community groups                 | yes        | 6    | 1200      | 1800         | 2400       | what twelve groups said they can pay (invented)
"""

# People a quarter, on average, from hub to hub or to a service; Rushenlow has no pathway at all.
_PATHWAYS = """
from        | to           | service                  | people | what
tansyford   | sallowbridge |                          | 14     | advice on money
bellowmead  | sallowbridge |                          | 10     | help with forms
wickhollow  | sallowbridge |                          | 10     | advice on money
brindlecote | sallowbridge |                          | 5      | help with forms
sallowbridge | tansyford   |                          | 13     | families and young people
brindlecote | tansyford    |                          | 9      | families and young people
sallowbridge | bellowmead  |                          | 10     | arts and company
sallowbridge | pennywater  |                          | 5      | food
quillbrook  | pennywater   |                          | 3      | food
wickhollow  | candlecombe  |                          | 2      | the minibus
foxlade     | wickhollow   |                          | 3      | lunch
sallowbridge |             | debt advice in the town  | 12     | advice on debt
tansyford   |              | the school nurse         | 9      | children's health
wickhollow  |              | the surgery              | 9      | health
"""
_PATHWAY_QUARTERS = quarters_between(Period.parse("2023-24 Q1"), Period.parse("2024-25 Q4"))
_ROUNDS = ("2024-05-20", "2025-02-17")
NOT_ANSWERED = "rushenlow"  # it sent no check list in either round


def cost_lines_csv() -> bytes:
    rows = [{**row, "unit": "GBP" if row["phase"] == "set-up" else "GBP per year"} for row in drawn_table(_COST_LINES)]
    return written_csv([column.name for column in COST_LINES.columns_sent], rows)


def rent_tiers_csv() -> bytes:
    return written_csv([column.name for column in RENT_TIERS.columns_sent], drawn_table(_RENT_TIERS))


def pathways_csv(network: str) -> bytes:
    """Eight quarters of each pathway, and one that is agreed and not counted."""
    rows: list[dict[str, Any]] = []
    for quarter in _PATHWAY_QUARTERS:
        for row in drawn_table(_PATHWAYS):
            mean = float(row["people"])
            chance = draw(network, "pathway", row["from"], row["to"] or row["service"], quarter)
            people = max(0, round(chance.gauss(mean, 0.18 * mean)))
            rows.append(_pathway(row["from"], row["to"], row["service"], quarter.label, people, row["what"]))
    rows.append(_pathway("quillbrook", "sallowbridge", "", "", None, "advice on money, from this summer"))
    return written_csv([column.name for column in PATHWAYS.columns_sent], rows)


def _pathway(start: str, hub: str, service: str, quarter: str, people: int | None, what: str) -> dict[str, Any]:
    return {
        "from_hub": start,
        "to_hub": hub,
        "to_service": service,
        "quarter": quarter,
        "people": people,
        "what": what,
    }


def readiness_csv(network: str, hubs: Sequence[Hub]) -> bytes:
    """Two rounds of the check list; what was in place stays, and more is with each round."""
    rows = []
    for hub in hubs:
        if hub.hub_id == NOT_ANSWERED:
            continue
        settled = 0.86 if hub.status == "established" else 0.5
        for question in READINESS_QUESTIONS:
            luck = draw(network, "readiness", hub.hub_id, question.id).random()
            for number, day in enumerate(_ROUNDS):
                sure = settled + 0.16 * number + 0.06 * (question.weight - 2)
                answer = "yes" if luck < sure else "partly" if luck < sure + 0.18 else "no"
                rows.append({"hub_id": hub.hub_id, "day": day, "question_id": question.id, "answer": answer})
    return written_csv([column.name for column in READINESS.columns_sent], rows)
