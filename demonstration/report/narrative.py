"""What an invented research partner makes of the invented evidence: the narrative of the demonstration edition."""

from __future__ import annotations

NARRATIVE = "editions/2024-25/narrative.md"

_WRITTEN = """\
---
signed: research partner
written: 2025-07-14
about: The research partner works with the hubs since 2022 and is paid by those who fund them; it runs none of them
---
<!-- Invented for demonstration, as is the evidence that it speaks of. hub-learning facts five-valleys 2024-25 lists what can be cited. -->

# How the year went

Hubs counted {fact: activity.attendances.2024-25} attendances; at the {fact: activity.attendances-steady-hubs.2024-25} hubs that
reported throughout both years, attendances {fact: activity.attendances-change.2024-25, rose}. That is more than the usual ups and
downs; anything from {fact: activity.attendances-change-low.2024-25} to {fact: activity.attendances-change-high.2024-25} would fit
what was counted. Volunteers {fact: activity.volunteers-change.2024-25, steady}. A coordinator told us what a rota can be like:
{quote: 1740bab7}.

# What made a difference

Where an area facilitator came, attendances were {fact: change.facilitators-effect.2024-25, size} higher than the other hubs led us to
expect. That is another number than the change of the year above, and the {fact: change.facilitators-given.2024-25} hubs with a
facilitator are others than the {fact: activity.attendances-steady-hubs.2024-25} that can be compared over the years. Had facilitators
gone to other hubs of the same areas, chance would have done as much in {fact: change.facilitators-chance.2024-25} of all cases, so the
numbers alone do not tell it from chance. *We believe in it and do not call it proven*: the hubs were chosen by decision and not by
lot. {our view}
What a facilitator does, one parent put like this: {quote: 3d8c831f}

# What it meant to people

Of {fact: cases.used} case studies, {fact: cases-by-outcome.cases.less-alone} tell of somebody who is less alone and
{fact: cases-by-outcome.cases.a-next-step} of somebody who took a next step. This is what a next step can be: {quote: 241aaf35}
It does not always go so: {fact: cases-by-outcome.cases.contrary} of the {fact: cases.used} tell, some of them beside something good, of
what was hoped for and did not happen. One was told about a group that had meant well: {quote: e44d1c2d}. Set beside the returns, case studies are confirmed on {fact: joint.confirm.2024-25} of
{fact: joint.outcomes.2024-25} outcomes; on {fact: joint.silent.2024-25} of them the returns or the stories say nothing either way. Case studies are chosen to be learned from, so none of this says how common either
is. {our view}

# What it stands on

Three things keep us awake. {connecting}

- Money for running stood about still in real terms ({fact: funding.change.2024-25}), while attendances rose.
- Of the {fact: funding.total} awarded as whole amounts over several years, {fact: funding.largest-payer-share} comes from one payer, and of the
  money for this year alone {fact: funding.largest-payer-share-of-period}; what another pays by the year,
  {fact: funding.by-the-year.360G-demo-advice-2023}, is in neither.
- In {fact: network.localities-without.2024-25} of {fact: network.localities.2024-25} localities there is no hub, and this report
  knows of those who live there how many they are and how deprived the place is, and nothing of what they need.

Of last year's {fact: recommendations.made.2023-24} recommendations {fact: recommendation-status.recommendations.2023-24.done} are
done. Of what is recommended now, we would begin with what takes weight off volunteers. {our view}
"""


def narrative_md() -> bytes:
    """The file as the writer would have saved it."""
    return _WRITTEN.encode("utf-8")
