"""Invented bodies that pay, hold and receive money, and the sheets that say what kind each is."""

from __future__ import annotations

from analysis.datasets.money.organisations import ORGANISATIONS
from demonstration.money.published_awards import Body
from demonstration.register.register import drawn_table, written_csv

# code, name, kind of body, whether it is of the network's area, the locality it is in
_FIVE_VALLEYS = """
code            | name                                         | kind            | local | locality
valleysdistrict | Vale and Valleys District Council (invented) | public body     | yes   |
fiverivers      | County Council of the Five Rivers (invented) | public body     | no    |
hubsalliance    | Five Valleys Hubs Alliance (invented)        | charity         | yes   |
copperbeech     | Copperbeech Small Grants (invented)          | charity         | no    |
roofsrafters    | Roofs and Rafters Fund (invented)            | charity         | no    |
twintowns       | Twin Towns Friendship Fund (invented)        | charity         | no    |
ladle           | The Ladle Trust (invented)                   | charity         | no    |
tarnweir        | Tarn and Weir Research (invented)            | business        | no    |
players         | The Lantern Players (invented)               | business        | no    |
advice          | Valleys Advice (invented)                    | charity         | yes   |
families        | Five Valleys Families (invented)             | charity         | yes   |
neighbours      | Gorsemere Neighbours (invented)              | community group | yes   | gorsemere
allotments      | Ambermoor Allotments (invented)              | community group | yes   | ambermoor
readers         | Ambermoor Readers (invented)                 | community group | yes   | ambermoor
parish          | Rushenlow Parish Council (invented)          | public body     | yes   | rushenlow
"""
_MARCHES = """
code        | name                                          | kind            | local | locality
marchcounty | County Council of the Marches (invented)      | public body     | yes   |
evenhand    | The Evenhand Trust (invented)                 | charity         | no    |
marchaction | Marches Voluntary Action (invented)           | charity         | yes   |
flaxholt    | Flaxholt Village Green (invented)             | community group | yes   | flaxholt
wheelwright | Wheelwright Training (invented)               | business        | no    |
"""


def bodies(network: str) -> dict[str, Body]:
    """Identifier and name of each body, by its code."""
    return {row["code"]: (f"360G-demo-{row['code']}", row["name"]) for row in _rows(network)}


def organisations_csv(network: str) -> bytes:
    """The sheet that says of each body what it is."""
    rows = (
        {**row, "organisation_id": f"360G-demo-{row['code']}", "locality_id": row["locality"]} for row in _rows(network)
    )
    return written_csv([column.name for column in ORGANISATIONS.columns_sent], rows)


def _rows(network: str) -> list[dict[str, str]]:
    return drawn_table(_FIVE_VALLEYS if network == "five-valleys" else _MARCHES)
