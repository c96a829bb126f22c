"""An invented council's spend file: what it paid for the hubs among salt and lamps, with a total that is out."""

from __future__ import annotations

from demonstration.money.grants import DISTRICT, PARENT_AMOUNT
from demonstration.planted import SPEND_TOTAL_IS_OUT_BY

SPENDING_FILE = "funding/council-spend-2024-25.csv"
_QUARTERLY = (
    ("FIVE VALLEYS HUBS ALLIANCE CIO", "Grants to voluntary bodies", f"{PARENT_AMOUNT / 12:.2f}"),
    ("FIVE VALLEYS HUBS ALLIANCE CIO", "Area facilitators", "15000.00"),
    ("TARN & WEIR RESEARCH LTD", "Consultancy", "3000.00"),
)
_DAYS = ("12/04/2024", "12/07/2024", "11/10/2024", "10/01/2025")
_OTHERS = (
    ("03/04/2024", "BRINE AND GRIT LTD", "Road salt", "8,412.60"),
    ("29/04/2024", "REDACTED PERSONAL DATA", "Adult social care", "1,120.00"),
    ("17/05/2024", "LAMPLIGHT SUPPLIES", "Street lighting", "12,660.00"),
    ("11/06/2024", "THE PENNYWATER PANTRY", "Hire of rooms", "640.00"),
    ("24/06/2024", "LAMPLIGHT SUPPLIES", "Street lighting: credit note", "(1,830.00)"),
    ("02/09/2024", "WELLS & WAGGON HAULAGE", "Refuse collection", "23,075.15"),
    ("30/10/2024", "SALLOWBRIDGE COMMUNITY CENTRE", "Hire of rooms", "585.00"),
    ("05/11/2024", "REDACTED PERSONAL DATA", "Foster care", "2,304.00"),
    ("16/12/2024", "BRINE AND GRIT LTD", "Road salt", "9,730.40"),
    ("21/02/2025", "SALLOWBRIDGE COMMUNITY CENTRE", "Hire of rooms: credit note", "-45.00"),
    ("14/03/2025", "LAMPLIGHT SUPPLIES", "Street lighting", "11,204.00"),
)


def council_spending_csv() -> bytes:
    """The file as a council would publish it: a line of words above, its own total below."""
    rows = [(day, *each) for day in _DAYS for each in _QUARTERLY] + list(_OTHERS)
    rows.sort(key=lambda row: (row[0][6:], row[0][3:5], row[0][:2], row[1]))
    total = sum(_pence(amount) for *_, amount in rows) + round(100 * SPEND_TOTAL_IS_OUT_BY)
    lines = ["Payments over £500 (invented for demonstration),,,,,"]
    lines.append("Body Name,Payment Date,Supplier Name,Transaction No.,Purpose of Expenditure,Net Amount (£)")
    lines += [
        f'{DISTRICT[1]},{day},{payee},{70_000 + 13 * number},{purpose},"{amount}"'
        for number, (day, payee, purpose, amount) in enumerate(rows)
    ]
    lines.append(f',,,,TOTAL,"{total / 100:,.2f}"')
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def _pence(amount: str) -> int:
    negative = amount.startswith(("(", "-"))
    pence = round(100 * float(amount.strip("()-").replace(",", "")))
    return -pence if negative else pence
