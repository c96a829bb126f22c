"""Every effect planted in the invented networks, with its size, and every effect that is not there.

Tests and notebooks' tests read these constants; the generator reads the same ones, so that they cannot drift apart.
"""

from __future__ import annotations

from analysis.periods import Period

# --- five-valleys: effects that are there ---------------------------------------------------------------------------

# Three area facilitators, each with two hubs of their own area, began in the same quarter.
FACILITATORS_BEGAN = Period.parse("2023-24 Q1")
FACILITATED = ("candlecombe", "foxlade", "tansyford", "brindlecote", "sallowbridge", "pennywater")
NEVER_FACILITATED = ("wickhollow", "quillbrook", "rushenlow", "bellowmead")
FACILITATION = 1.20  # attendances of a facilitated hub from then on, as a multiple; the same for each hub

# A sustained shift of every hub's attendances in the last year, when they began to open on Saturdays (designs.yml holds those without a facilitator against their own past).
SHIFT_BEGAN = Period.parse("2024-25 Q1")
SHIFT = 1.15

# One hub flooded: it was shut for most of one quarter.
CLOSED_HUB = "pennywater"
CLOSED_QUARTER = Period.parse("2023-24 Q4")
CLOSURE = 0.3

SEASONS = {1: 0.98, 2: 0.95, 3: 1.03, 4: 1.04}  # multiples of an ordinary quarter; their mean is 1
WARM_SPACE = 1.04  # on top, for the winter quarters (Q3, Q4) of hubs that open as a warm space

# Three hubs existed before the first quarter, the others opened in its year: all hubs is not like for like.
EXISTED_BEFORE = ("sallowbridge", "wickhollow", "tansyford")

# A hub that never counts different people, and one that did not in the first year.
NEVER_COUNTS_PEOPLE = "foxlade"
COUNTS_PEOPLE_FROM = {"bellowmead": Period.parse("2023-24 Q1")}

ATTENDANCE_NOISE = 0.03  # standard deviation of the logarithm, for each hub and quarter
VOLUNTEER_NOISE = 0.06

# What people said of themselves when first asked and when asked again (points of the scale; SWEMWBS for each of its items). Those who
# began low stayed away more often, so the people who answered both times had begun higher than all.
WELLBEING_CHANGE = {"life_satisfaction": 0.8, "worthwhile": 0.5, "happiness": 0.6, "anxiety": 0.0, "swemwbs": 0.18}
BEGAN_LOW = 5  # life satisfaction up to this
STAYED_AWAY = {"low": 0.55, "others": 0.18}  # share who did not answer again
ASKED_ABOUT_WELLBEING = 150  # people due to be asked again in the last year

# --- five-valleys: effects that are not there -----------------------------------------------------------------------
NOT_THERE = (
    "volunteers do not change: not with facilitators, not over time, not with the seasons",
    "attendances for each head of population have nothing to do with the locality's deprivation",
)

# --- five-valleys: returns that never came, and returns that came late (days after the due day) ---------------------
MISSING = {
    ("quillbrook", "2023-24 Q1"),
    ("foxlade", "2023-24 Q3"),
    ("candlecombe", "2024-25 Q2"),
    ("bellowmead", "2022-23 Q4"),
}
LATE = {
    ("candlecombe", "2022-23 Q2"): 9,
    ("wickhollow", "2022-23 Q3"): 3,
    ("rushenlow", "2022-23 Q4"): 21,
    ("quillbrook", "2022-23 Q4"): 5,
    ("pennywater", "2023-24 Q1"): 12,
    ("pennywater", "2023-24 Q4"): 34,
    ("bellowmead", "2023-24 Q2"): 7,
    ("rushenlow", "2023-24 Q4"): 16,
    ("foxlade", "2024-25 Q1"): 2,
    ("candlecombe", "2024-25 Q3"): 11,
    ("quillbrook", "2024-25 Q4"): 6,
    ("wickhollow", "2024-25 Q4"): 15,
}

# --- five-valleys: agreement between the two coders -----------------------------------------------------------------
POOR_AGREEMENT = "Trusted relationships"  # coded by each coder where the other mostly did not: no better than chance
# (case number, code): what the second coder left out or put in; every other code was given to the same cases by both.
SECOND_CODER_LEFT_OUT = (
    (3, "Less alone"),
    (11, "People run the place"),
    (13, "Facilitation"),
    (17, "Start small"),
    (20, "A next step"),
    (23, "Contrary"),
)
SECOND_CODER_PUT_IN = (
    (5, "Getting there"),
    (8, "Neighbours know whom to ask"),
    (16, "A next step"),
    (20, "Volunteers worn thin"),
    (2, "Services come closer"),
)

# Case number: the outcome whose contrary its contrary passage tells, which coders gave to the same passage. In case 20 it stands in
# one paragraph with `People run the place`; of case 14 nobody can say which hope it was.
DENIED = {7: "Less alone", 12: "A next step", 23: "Less alone"}

# --- five-valleys: money --------------------------------------------------------------------------------------------
DEPENDENT_HUB = "brindlecote"  # all that it has on record comes from one funder
SPEND_TOTAL_IS_OUT_BY = 1_250.0  # pounds by which the council's own total is more than its payments add up to
LEVERAGED = {  # pounds that the record ties to each year of facilitation
    "360G-demo-facilitators-2023": 32_000 + 24_000 + 15_600,
    "360G-demo-facilitators-2024": 3_600 + 1_200,
}

# --- marches --------------------------------------------------------------------------------------------------------
MARCHES_WARM_SPACE = 1.25  # attendances of a warm space hub in Q3 and Q4, as a multiple
MARCHES_WARM_SPACES = 30
MARCHES_SESSIONS = 970  # about so many a quarter in all
MARCHES_VOLUNTEERS = 620  # about so many in all
MARCHES_AGENCIES = 95  # about so many in all
MARCHES_ATTENDANCE_NOISE = 0.10
MARCHES_VOLUNTEER_NOISE = 0.10
MARCHES_MISSING_SHARE = 0.05
MARCHES_LATE_SHARE = 0.12
MARCHES_MEALS = 1.2  # meals served in the second year, as a multiple of the first
MARCHES_NOT_THERE = ("lunch clubs and leisure centres do not grow or shrink over the eight quarters",)
# A trust gives by need: pounds for each resident fall in a straight line from the most deprived tenth to the least.
MARCHES_BY_NEED = 1.2  # pounds for each resident and each tenth below eleven
MARCHES_BY_NEED_NOISE = 0.08  # standard deviation of the logarithm, for each locality
