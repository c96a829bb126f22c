"""What the page on planning prints in fixed words."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "planning.too-few-told": "Fewer than {fewest} hubs told what they spent in all four quarters up to {period}.",
    "planning.no-set-up": "No award to a hub names start-up or capital, and no cost line is declared.",
    "planning.not-all": "What an award gave is not all that setting up took: volunteers, gifts and other money are not in it. What is declared is a plan, "
    "and says what it rests on.",
    "planning.works": "Capital awards are for jobs on buildings, often of hubs that have long been open: they are no price of setting up, and the plan "
    "below does not reckon with them.",
    "planning.no-lines": "Nobody has declared what a hub of this network is expected to cost.",
    "planning.lines": "Each has its range, and is as good as what it rests on ({table}).",
    "planning.nothing-shared": "No costs of staff and systems that hubs share are declared for this network.",
    "planning.share-of-line": "A hub counts its share of a shared line only.",
    "planning.list-not-filled": "This hub had not filled in the check list by the end of {period}.",
    "planning.all-in-place": "All that was answered is in place. It is worth looking at again in a year.",
    "planning.no-list": "No hub had filled in the readiness check list by the end of {period}.",
    "planning.own-answers": "It goes by the hubs' own last answers up to the end of {period} ({figure}). Of those things {least} was in place least often.",
    "planning.list-not-sent": "{hubs} sent no check list and {are} not counted as unready.",
    "planning.nothing-to-reckon": "Neither what hubs spent nor what they are expected to cost is known, so nothing can be reckoned.",
    "planning.pathways-of": "{figure} is of {period}.",
    "planning.small-in-no-sum": "Counts too small to print are in no sum.",
    "planning.all-small": "Of {pathways} every count is too small to print: they are dotted, and in no sum.",
    "planning.no-pathway": "No pathway between hubs was counted in {period}.",
    "planning.none-with-both": "No hub has both a pathway and a return whose counts are large enough to be held against each other.",
    "planning.against-returns": "Held against the returns of {hubs}, which count referrals of all kinds: the difference is of people whom others than hubs "
    "referred, or who were pointed on without a pathway.",
    "planning.more-than-return": "For {hubs} the pathways count more people than the return does, which cannot be: one of the two is counted in another way, a "
    "quarter of the return is withheld, or rounding adds up.",
}
