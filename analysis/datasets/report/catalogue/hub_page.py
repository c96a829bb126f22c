"""What a hub's own page prints in fixed words."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "hub.thanks": "Thank you.",
    "hub.sent": "You sent us {returns} for {period}.",
    "hub.about": "This page gives back what the hub told us for {period}, so that its volunteers can use it and put right what we got wrong.",
    "hub.for-it-alone": "Please do not pass it on, and put it nowhere that others can read it: a neighbour may know the volunteer whom a small "
    "number stands for, and beside the report it could give away what another hub counted. What everybody may read is the hub's page of the report, "
    "where small counts are withheld.",
    "hub.attendances-unknown": "No return of this hub up to {period} says how many people came.",
    "hub.attendances-needed": "A number for each quarter: how many attendances there were.",
    "hub.counted": "The hub counted {now} attendances in {period}, after {before} {when} ({figure}).",
    "hub.target-met": "It was met in {reached} {quarters} of {period}.",
    "hub.closed": "The hub closed after {quarter}, so the two periods are not compared.",
    "hub.opened": "The hub opened in {quarter}, so there is nothing to compare it with yet.",
    "hub.return-missing": "A return is missing in this period or in the period before, so the two are not compared.",
    "hub.no-return-held": "We hold no return of yours for {quarters}. If you sent it, it did not reach us; if not, it is welcome still.",
    "hub.nothing-in-doubt": "No return of this hub for {period} came, so nothing in one is in doubt.",
    "hub.adds-up": "What came could be read and adds up. Thank you.",
    "hub.questions": "We have {questions} ({table}). An answer by word of mouth will do.",
    "hub.held": "We hold {returns} of this hub for {period} ({table}).",
    "hub.withheld": "What you sent on {questions} is withheld: everybody can read this page, and the numbers are small, or would tell of a small one.",
    "hub.none-due": "{why}, so no return for {period} is due.",
    "hub.not-come": "No return of this hub for {period} has come.",
    "hub.late-welcome": "The return for each quarter; a late one is welcome.",
    "hub.choices-held": "We hold {answers} of this kind for {period} ({table}). A cell is empty where the question was left blank or could not be read.",
    "hub.choices-none": "No return of this hub for {period} answers a question by yes, no or choosing.",
    "hub.choices-needed": "An answer to one of these questions.",
    "hub.settled": "You answered {questions} of ours about your returns; every number since goes by what you said.",
    "hub.nothing-followed": "No recommendation of the last two yearly reports is followed by a question that you answered.",
    "hub.followed": "Your returns are part of what this report rests on. {table} names what was recommended to whom, and how it stands by the end "
    "of {period}; with numbers like yours the report looks whether anything moves.",
    "hub.among": "{table} sets your numbers for {period} beside those of {hubs}: half of them lie between the two ends, a quarter below and a "
    "quarter above. None is named, and more is no better in itself: a hub that opens once a month is no worse than one that opens every day.",
    "hub.among-released": "Yours too stand here as everybody may read them in the report, so that like is set beside like.",
}
