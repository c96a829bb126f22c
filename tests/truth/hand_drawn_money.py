"""Three small networks drawn by hand, as funders and councils send them, and what each comes to by year: each line worked out from the cell.

Each network: its files, and lines (what it counts in, the pounds, first and last day or the one day). A line says by itself what a person
would write on paper beside the row: which version holds, what is one award on record twice, what is a loan, what is no money.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from fractions import Fraction
from typing import Any, NamedTuple

Sums = dict[str, dict[int, Fraction]]
TRUST = {"id": "GB-CHC-1000001", "name": "The Larch Trust"}
ALLIANCE = {"id": "GB-CHC-1100009", "name": "Larch Alliance"}
COUNCIL = {"id": "GB-LAE-LAR", "name": "Larch Borough Council"}
MILL, WEIR = {"id": "GB-CHC-1100001", "name": "Mill Hub"}, {"id": "GB-CHC-1100002", "name": "Weir Hub"}


class Line(NamedTuple):
    """A sum of money. what: running or capital (of an award: it is awarded on `day`, where that is said, and falls in its term), awarded,
    onward, or paid."""

    what: str
    pounds: str
    day: str
    first: str = ""
    last: str = ""


class Drawn(NamedTuple):
    """The files of a network by name, and what they come to."""

    files: dict[str, Any]
    lines: tuple[Line, ...]


def grant(name: str, pounds: float, day: str, first: str, last: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": more.pop("title", name),
        "description": "What it is for",
        "currency": more.pop("currency", "GBP"),
        "amountAwarded": pounds,
        "awardDate": day,
        "fundingOrganization": [more.pop("payer", TRUST)],
        "recipientOrganization": [more.pop("to", MILL)],
        "plannedDates": [{"startDate": first, "endDate": last}],
        **({"fundingType": [{"title": more.pop("type")}]} if "type" in more else {}),
        **more,
    }


def package(*grants: dict[str, Any]) -> str:
    return json.dumps({"grants": list(grants)})


# A grant that was amended (the newer version under the earlier name of file), money taken back, capital, euros, money passed on.
AMENDED = Drawn(
    {
        "aa-2025.json": package(
            grant("360G-l-1", 73_100, "2023-05-10", "2023-07-01", "2025-06-30", dateModified="2025-02-01"),
            grant("360G-l-2", -4_000, "2024-09-01", "2024-10-01", "2025-03-31", title="Heating, returned"),
            grant("360G-l-3", 20_000, "2024-01-15", "2024-02-01", "2024-05-31", to=WEIR, type="Capital grant"),
            grant("360G-l-4", 10_000, "2024-04-20", "2024-05-01", "2025-04-30", currency="EUR"),
            grant("360G-l-5", 60_000, "2024-03-30", "2024-04-01", "2026-03-31", to=ALLIANCE),
            grant("360G-l-6", 15_000, "2024-06-01", "2024-07-01", "2025-06-30", payer=ALLIANCE, relatedActivity=["360G-l-5"]),
        ),
        "zz-2024.json": package(grant("360G-l-1", 90_000, "2023-05-10", "2023-07-01", "2025-06-30", dateModified="2024-04-01")),
    },
    (
        Line("running", "73100", "2023-05-10", "2023-07-01", "2025-06-30"),
        Line("running", "-4000", "2024-09-01", "2024-10-01", "2025-03-31"),
        Line("capital", "20000", "2024-01-15", "2024-02-01", "2024-05-31"),
        Line("running", "60000", "2024-03-30", "2024-04-01", "2026-03-31"),
        Line("onward", "15000", "2024-06-01"),
    ),
)  # fmt: skip

# A council's ledger with a remark above its headings and a total below, kinds left blank and of other words, amounts for each year
# with and without a last day, one award of which the funder publishes as well, a day apart and under the recipient's legal name; the year's payments and a month's once more, with tax.
_SPEND = "Body Name,Payment Date,Supplier Name,Transaction No,Gross Amount,VAT,Net Amount,Purpose\n"
LEDGER = Drawn(
    {
        "awards.csv": (
            "# exported from the ledger,,,,,,,,,,\n"
            "award_id,title,kind,currency,amount,award_date,start,end,payer,recipient,spending\n"
            'r1,Rooms,grant,GBP,"£24,000",01/04/2023,01/04/2023,31/03/2025,Larch Borough Council,Mill Hub,revenue\n'
            "# a remark between the rows,,,,,,,,,,\n"
            "r2,Cook,service level agreement,GBP,36000,03/04/2023,01/04/2023,31/03/2026,LARCH BOROUGH COUNCIL,Weir Hub,revenue\n"
            "r3,Roof,,GBP,50000,15/09/2024,01/10/2024,30/09/2025,Larch Borough Council,The Mill Hub,capital\n"
            'r4,Van,loan,GBP,"8,000.50",02/12/2024,,,Larch Borough Council,Weir Hub,\n'
            "r5,Hall,in kind,GBP,3000,01/04/2024,01/04/2024,31/03/2025,Larch Borough Council,Weir Hub,\n"
            'r6,Returned,grant,GBP,"(1,500)",01/02/2025,01/02/2025,31/03/2025,Larch Borough Council,Mill Hub,revenue\n'
            'r7,Warden,grant,GBP,"£12,000 per annum",01/03/2023,01/04/2023,31/03/2026,Larch Borough Council,Weir Hub,revenue\n'
            'r8,Open,grant,GBP,"£900 a year",01/03/2023,01/04/2023,,Larch Borough Council,Weir Hub,revenue\n'
            'Total,,,,"120,000.50",,,,,,\n'
        ),
        "council.json": package(
            grant("360G-larch-77", 24_000, "2023-04-02", "2023-04-01", "2025-03-31", payer=COUNCIL, title="Rooms", to={**MILL, "name": "Mill Hub CIO"})
        ),
        "spend-2024.csv": _SPEND
        + 'Larch Borough Council,10/04/2024,MILL HUB,5001,"3,600.00",600.00,"3,000.00",Room hire\n'
        'Larch Borough Council,12/06/2024,Weir Hub,5002,"1,000.00",0,"1,000.00",Cook\n'
        "Larch Borough Council,20/06/2024,Weir Hub,5003,(200.00),0,(200.00),Credit\n"
        "Larch Borough Council,02/03/2025,Mill Hub,5004,120.30,20.05,100.25,Room hire\n"
        "Larch Borough Council,02/03/2025,Salt Ltd,5005,120,20,100,Salt\n"  # of no concern to the network
        ',,,TOTAL,"4,640.30",640.05,"4,000.25",\n',
        "spend-2024-06.csv": _SPEND
        + 'Larch Borough Council,12/06/2024,WEIR HUB,5002,"1,000.00",0,"1,000.00",Lunch cook\n'
        "Larch Borough Council,20/06/2024,WEIR HUB,5003,-200.00,0,-200.00,Credit note\n",
    },
    (
        *[
            Line("running", "12000", "2023-03-01" if year == 2023 else "", f"{year}-04-01", f"{year + 1}-03-31")
            for year in (2023, 2024, 2025)
        ],  # three years at 12,000, awarded as 36,000
        Line("awarded", "24000", "2023-03-01"),
        Line("running", "24000", "2023-04-01", "2023-04-01", "2025-03-31"),
        Line("running", "36000", "2023-04-03", "2023-04-01", "2026-03-31"),
        Line("capital", "50000", "2024-09-15", "2024-10-01", "2025-09-30"),
        Line("running", "8000.50", "2024-12-02", "2024-04-01", "2025-03-31"),  # no term: the year in which it was awarded
        Line("running", "-1500", "2025-02-01", "2025-02-01", "2025-03-31"),
        Line("paid", "3000", "2024-04-10"),
        Line("paid", "1000", "2024-06-12"),
        Line("paid", "-200", "2024-06-20"),
        Line("paid", "100.25", "2025-03-02"),
    ),
)  # fmt: skip


def _release(
    name: str, date: str, pounds: float, day: str, term: tuple[str, str], *suppliers: str, **more: Any
) -> dict[str, Any]:
    period = {
        "startDate": f"{term[0]}T00:00:00Z",
        "endDate": f"{term[1]}T00:00:00Z",
        "maxExtentDate": "2029-03-31T00:00:00Z",
    }
    contract = {
        "id": "c",
        "awardID": "a",
        "title": name,
        "period": period,
        "value": {"amount": pounds, "currency": "GBP"},
        "status": "active",
    }
    held = [{"id": f"GB-COH-{number}", "name": each} for number, each in enumerate(suppliers)]
    return {
        "ocid": f"ocds-abc123-{name}", "id": f"{name}-{date}", "date": f"{date}T00:00:00Z", "tag": ["contract"], "initiationType": "tender",
        "language": "en", "buyer": COUNCIL, "awards": [{"id": "a", "date": f"{day}T00:00:00Z", "suppliers": held}],
        "contracts": [{**contract, **more}],
    }  # fmt: skip


def _payment(name: str, day: str, pounds: float) -> dict[str, Any]:
    about = {"payer": COUNCIL, "payee": {"id": "GB-COH-0", "name": "Tarn Care Ltd"}}
    return {"id": name, "date": f"{day}T00:00:00Z", "value": {"amount": pounds, "currency": "GBP"}, **about}


# A contract that was amended, with what was paid; one to two suppliers; a pot passed on twice over; a register of grants by the
# transparency code whose columns say what was asked for, what was paid, and which row is a loan or no money.
CONTRACTS = Drawn(
    {
        "contracts.json": json.dumps(
            {
                "releases": [
                    _release("care", "2023-05-01", 36_000, "2023-04-15", ("2023-07-01", "2026-06-30"), "Tarn Care Ltd"),
                    _release(
                        "care", "2024-08-01", 42_000, "2023-04-15", ("2023-07-01", "2026-06-30"), "Tarn Care Ltd",
                        implementation={"transactions": [_payment("t1", "2024-03-28", 2_500), _payment("t2", "2024-06-28", 3_000.25), _payment("t3", "2024-09-30", -250.25)]},
                    ),
                    _release("duo", "2024-06-01", 30_000, "2024-05-20", ("2024-06-01", "2025-05-31"), "Beck Ltd", "Ford Ltd"),
                ]
            }
        ),
        "awards.csv": (
            "\n"
            "award_id,title,kind,currency,amount,award_date,start,end,payer,recipient,passed_on_from,spending\n"
            "p1,Pot,grant,GBP,100000,2023-03-31,2023-04-01,2025-03-31,Larch Trust,Larch Alliance,,revenue\n"
            "p2,Part one,grant,GBP,30000,2023-06-01,2023-07-01,2025-03-31,Larch Alliance,Mill Hub,p1,revenue\n"
            "p3,Part two,grant,GBP,20000,2024-06-01,2024-07-01,2025-03-31,Larch Alliance,Weir Hub,p1,revenue\n"
            "p4,Part three,grant,GBP,5000,2024-08-01,2024-09-01,2025-03-31,Weir Hub,Ford Group,p3,revenue\n"
        ),
        "grants.csv": (
            "Beneficiary,Purpose,Amount requested,Amount paid,Amount awarded,Date awarded,Start date,End date,Type,Council\n"
            'Mill Hub,Lunch,"9,000",500,"£1,250.00",14/05/2024,01/04/2024,31/03/2025,Grant,Larch Borough Council\n'
            "Weir Hub,Van,20000,0,6000,01/06/2024,01/07/2024,30/06/2026,Loan,Larch Borough Council\n"
            "Weir Hub,Stage,9000,0,7000,01/06/2024,01/07/2024,30/06/2025,Capital grant,Larch Borough Council\n"
            "Weir Hub,Hall,900,0,900,01/06/2024,01/07/2024,30/06/2025,In kind,Larch Borough Council\n"
            "Mill Hub,Returned,0,0,-250.50,02/02/2025,01/04/2024,31/03/2025,Grant,Larch Borough Council\n"
        ),
    },
    (
        Line("running", "42000", "2023-04-15", "2023-07-01", "2026-06-30"),
        Line("running", "30000", "2024-05-20", "2024-06-01", "2025-05-31"),
        Line("running", "100000", "2023-03-31", "2023-04-01", "2025-03-31"),
        Line("onward", "30000", "2023-06-01"),
        Line("onward", "20000", "2024-06-01"),
        Line("onward", "5000", "2024-08-01"),
        Line("running", "1250", "2024-05-14", "2024-04-01", "2025-03-31"),
        Line("running", "6000", "2024-06-01", "2024-07-01", "2026-06-30"),
        Line("capital", "7000", "2024-06-01", "2024-07-01", "2025-06-30"),
        Line("running", "-250.50", "2025-02-02", "2024-04-01", "2025-03-31"),
        Line("paid", "2500", "2024-03-28"),
        Line("paid", "3000.25", "2024-06-28"),
        Line("paid", "-250.25", "2024-09-30"),
    ),
)  # fmt: skip

NETWORKS = {"amended": AMENDED, "ledger": LEDGER, "contracts": CONTRACTS}


def worked_out(lines: tuple[Line, ...], years: tuple[int, ...]) -> Sums:
    """The lines by the year in which each begins; what an award pays for over the days of its term."""
    names = ("awarded", "falls", "capital", "running", "onward", "paid")
    sums: Sums = {name: defaultdict(Fraction) for name in names}
    for line in lines:
        pounds = Fraction(line.pounds)
        if line.day:
            day = dt.date.fromisoformat(line.day)
            sums["awarded" if line.first else line.what][day.year - (day.month < 4)] += pounds
        if not line.first:
            continue
        first, last = dt.date.fromisoformat(line.first), dt.date.fromisoformat(line.last)
        for year in years:
            days = (min(last, dt.date(year + 1, 3, 31)) - max(first, dt.date(year, 4, 1))).days + 1
            part = pounds * max(0, days) / ((last - first).days + 1)
            sums["falls"][year] += part
            sums[line.what][year] += part
    return sums
