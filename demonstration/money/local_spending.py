"""Invented answers to where organisations of the five valleys spend their money: the rounds of the local multiplier."""

from __future__ import annotations

from analysis.datasets.money.local_spending import LOCAL_SPENDING
from demonstration.register.register import drawn_table, written_csv

# What each had to spend, what it spent of that in the valleys, and what those it paid said they spent there again. The library hub's
# suppliers were not asked.
_ROUNDS = """
organisation                      | hub_id       | year    | income | spent_locally | respent_locally
Sallowbridge Community Centre     | sallowbridge | 2023-24 | 141200 | 84900         | 33100
Sallowbridge Community Centre     | sallowbridge | 2024-25 | 148500 | 93200         | 37400
Wickhollow Hub                    | wickhollow   | 2024-25 | 61300  | 39800         | 17600
Tansyford Youth and Family Centre | tansyford    | 2024-25 | 96800  | 52400         | 19500
Candlecombe Village Hall          | candlecombe  | 2024-25 | 21900  | 16700         | 8300
Quillbrook Library Hub            | quillbrook   | 2024-25 | 54100  | 22300         |
Five Valleys Hubs Alliance (invented) |          | 2024-25 | 87500  | 31500         | 9800
"""


def local_spending_csv() -> bytes:
    rows = ({**row, "currency": "GBP"} for row in drawn_table(_ROUNDS))
    return written_csv([column.name for column in LOCAL_SPENDING.columns_sent], rows)
