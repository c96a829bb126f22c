"""What an invented research partner makes of the invented evidence: the narrative of the demonstration edition."""

from __future__ import annotations

NARRATIVE = "editions/2024-25/narrative.md"

_WRITTEN = """\
---
signed: research partner
written: 2025-07-14
about: The research partner has worked with the hubs since 2022 and is paid by those who fund them; it runs none of them
---
<!-- Invented for demonstration, as is the evidence that it speaks of. hub-learning facts five-valleys 2024-25 lists what can be cited. -->

# How the year went

At the {fact: activity.attendances-steady-hubs.2024-25} hubs that can be compared, attendances
{fact: activity.attendances-change.2024-25, rose}. Volunteers {fact: activity.volunteers-change.2024-25, steady}. A coordinator told us:
{quote: 1740bab7}.

# What made a difference

Where an area facilitator came, attendances were {fact: change.facilitators-effect.2024-25, size} higher than the other hubs led us to
expect; by chance as much comes in {fact: change.facilitators-chance.2024-25} of cases. *We believe in it and do not call it
proven*. {our view} One parent put it like this: {quote: 3d8c831f}

# What it meant to people

Of {fact: cases.used} sources, {fact: cases-by-outcome.cases.less-alone} tell of somebody who is less alone and
{fact: cases-by-outcome.cases.a-next-step} of a next step: {quote: 241aaf35}
In {fact: cases-by-outcome.cases.contrary}, what was hoped for did not happen: {quote: e44d1c2d}

# What it stands on

Two things keep us awake. {connecting}

- Money for running stood about still in real terms ({fact: funding.change.2024-25}), while attendances rose.
- One payer gave {fact: funding.largest-payer-share-of-period} of the money for this year, {fact: funding.by-the-year.360G-demo-advice-2023}
  from another not counted.

We would begin with what takes weight off volunteers. {our view}
"""


def narrative_md() -> bytes:
    """The file as the writer would have saved it."""
    return _WRITTEN.encode("utf-8")
