"""Invented bids for money, won and lost, and invented commitments made with awards."""

from __future__ import annotations

from analysis.datasets.money.bids import BIDS
from analysis.datasets.money.commitments import COMMITMENTS
from demonstration.register.register import drawn_table, written_csv

_BIDS = """
bid_id  | bidder                                | hub_id      | funder                                    | title                       | asked | asked_on   | outcome  | decided_on | reason                                        | next_step
bid-01  | Wickhollow Hub                        | wickhollow  | Copperbeech Small Grants (invented)       | A kitchen for the lunch     | 14500 | 2023-09-04 | lost     | 2023-12-11 | The fund was asked for four times what it had. | Asked for half in the next round.
bid-02  | Candlecombe Village Hall              | candlecombe | Copperbeech Small Grants (invented)       | Lifts to lunch              | 3600  | 2024-02-19 | won      | 2024-05-20 |                                               |
bid-03  | Wickhollow Hub                        | wickhollow  | Copperbeech Small Grants (invented)       | A smaller kitchen           | 7200  | 2024-05-13 | lost     | 2024-07-30 | Building work is outside the fund.            | Cooks at the school until a kitchen is paid for.
bid-04  | Quillbrook Library Hub                | quillbrook  | County Council of the Five Rivers (invented) | Evenings for young carers |       | 2024-10-07 | lost     | 2025-01-20 | The area already has a worker for carers.     |
bid-05  | Five Valleys Hubs Alliance (invented) |             | County Council of the Five Rivers (invented) | One more facilitator, for eighteen months | 31000 | 2025-02-03 | waiting  |            |                                               |
"""
_COMMITMENTS = """
commitment_id | award_id                  | made_by                               | commitment                                                       | due        | status       | done_on    | progress
promise-01    | 360G-demo-facilitators-2024 | Five Valleys Hubs Alliance (invented) | Train two volunteers of each hub in keeping people safe.        | 2024-12-31 | done         | 2024-11-28 | Two volunteers of each of the ten hubs were trained.
promise-02    | 360G-demo-facilitators-2024 | Five Valleys Hubs Alliance (invented) | Open the facilitators' training to hubs outside the valleys.    | 2025-03-31 | not started  |            |
promise-03    | 360G-demo-youth-2023        | Tansyford Youth and Family Centre     | Pay two young people for a season as helpers.                   | 2025-05-31 | under way    |            | One has begun.
"""


def bids_csv() -> bytes:
    return written_csv([column.name for column in BIDS.columns_sent], drawn_table(_BIDS))


def commitments_csv() -> bytes:
    return written_csv([column.name for column in COMMITMENTS.columns_sent], drawn_table(_COMMITMENTS))
