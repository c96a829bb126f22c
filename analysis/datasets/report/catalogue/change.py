"""What the page on change prints in fixed words."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "change.not-yet": "Only {number} {quarters} can be watched up to {period}, so what is usual for these hubs, and what is not, cannot be told yet.",
    "change.quarters-needed": "{number} quarters of which the same hubs answered in at least three of four, and thirteen for firm limits: these limits are there "
    "in {quarter} if these hubs report in every quarter until then.",
    "change.watched": "{figure} watches the {hubs} that answered in at least three of four quarters since {quarter}{beside}.",
    "change.none-marked": "No quarter of {period} is marked.",
    "change.nothing-declared": "The network has declared nothing that was given to some hubs and not to others.",
    "change.design-needed": "A design in {file}, written before what came of it is looked at.",
    "change.both-sides-needed": "Hubs with and without it, with returns from before it began.",
    "change.too-few-compared": "Up to {period} fewer than two hubs have what was given, or fewer than two can be compared with them, or none has quarters before "
    "and after, or one side counted nothing.",
    "change.no-check": "Too few quarters and hubs for any check.",
    "change.check-needed": "More quarters and hubs.",
    "change.would-be-found": "A difference of {size} would be found four times in five, a smaller one less often.",
    "change.none-found": "However large, no difference would be found four times in five.",
    "change.one-after-another": "Hubs began one after another, which the estimate is meant for.",
    "change.nothing-began": "The network has declared nothing that began at one time and is held against the quarters before.",
    "change.began-too-near": "It began in {quarter}; up to {period} too few quarters lie before it or since.",
    "change.quarters-around": "{before} quarters before it and {since} since.",
    "wellbeing.bands": "{table} counts the people who answered a question both times, by the bands of the Office for National Statistics. The four "
    "questions are never added up, and anxiety has bands of its own: low is good there. Numbers are rounded, so a row need not add up.",
    "wellbeing.whole-years": "How people said they were is told of whole years: a quarter beside its year would leave few people between the two.",
    "wellbeing.year-needed": "An edition of a whole year.",
    "wellbeing.nobody-due": "Nobody was to be asked again in {period}.",
    "wellbeing.people-needed": "People who were asked a first time, and again.",
    "wellbeing.answered": "Of the {people} to be asked again, {again} answered and {gone} did not ({table}).",
    "wellbeing.begun-not-shown": "How those who did not answer again had begun is not shown: they are few, or answered alike.",
    "wellbeing.stayed": "Those who did not answer again had begun at {gone}, those who did at {stayed}: the change is of those who stayed.",
    "change.no-theory": "The network has not written down how what it does and what it hopes for hang together.",
    "change.theory-needed": "{file}: the steps from what is done to what is hoped for, and for each link what speaks for it, what against, and what else could "
    "explain it.",
    "change.no-hub-watched": "No hub has answered in {number} quarters up to {period}.",
    "change.answers-needed": "{number} quarters of answers from a hub.",
    "change.no-hub-marked": "None is marked in {period}.",
    "change.most-marked": "Drawn are the {number} hubs with most marked quarters; the table holds every hub, and each hub's own page draws its "
    "attendances and says what changed.",
}
