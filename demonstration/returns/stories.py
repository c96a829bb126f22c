"""What invented volunteers write in their own words. No names of people, no real organisation."""

from __future__ import annotations

from random import Random

_WHO = (
    "A neighbour who had not been out since her operation",
    "A father with two small children",
    "A man who used to sit in his van outside",
    "Two sisters from the new houses",
    "A young carer",
    "A couple who moved here last autumn",
    "One of our oldest regulars",
    "A woman who came in to get out of the rain",
    "A lad who had left school without a plan",
    "A retired bus driver",
    "Someone who first came for a food parcel",
    "A grandmother bringing up three children",
)
_JOINED = (
    "came to the soup table",
    "joined the mending morning",
    "tried the chair exercises",
    "sat down at the board games",
    "came along to the growing club",
    "stopped by the form-filling desk",
    "came to the toddler hour",
    "started at the Thursday lunch",
    "turned up for the choir",
    "came to the repair bench",
)
_THEN = (
    "and now lays the tables before anybody asks.",
    "and went home with a phone number to ring.",
    "and has not missed a week since.",
    "and brought a friend the week after.",
    "and told us it was the first real talk that week.",
    "and is thinking about a course at the college.",
    "and asked whether we need help with the accounts. We do!",
    "and found out about a benefit that had never been claimed.",
    "and said the café corner feels like a front room.",
    "and taught the rest of us how to prune.",
    "and cried a little, and then laughed a lot.",
    "and now opens up on Mondays.",
)
_EVENTS = (
    "The boiler failed in the coldest week and three families lent us heaters, so nobody was sent home.",
    "We held our first evening for people new to the village. Twenty chairs were not enough.",
    "The nurse from the surgery sat with us on two mornings and had a queue both times.",
    "Teenagers painted the back wall. Nobody has complained, which here counts as praise.",
    "The freezer was full of plums, so we made jam and sold it for £212 towards the minibus.",
    "A quiet quarter. The bus was cut to one a day and we felt it at once.",
    "The advice table helped with eleven sets of forms, most of them about heating.",
    "Our harvest supper had every table full and two people signed up to drive.",
    "We lost two volunteers to paid work, which is good news that leaves a hole in the rota.",
    "The knitting group gave away forty hats and kept the pattern going round.",
    "The school brought one class a week to read with older visitors.",
    "We tried opening on a Sunday. Hardly anyone came at first, then a dozen did.",
)
_LEARNED = (
    "Put the kettle on before the leaflets out.",
    "Ring people the day before. It doubles who comes.",
    "Do not start a new session in August.",
    "A rota on the wall works better than one on a phone.",
    "Ask people what they can do, not what they need.",
    "One page of rules is read, five pages are not.",
    "Share the driving early, before someone is worn out.",
    "The advice desk is used more when it stands next to the tea.",
    "Keep a tin of small change: it saves a lot of fuss.",
    "If the surgery knows one of us by face, people get sent our way.",
    "Finish at half past two, so that parents can get to the school gate.",
    "Let young people choose the music and they will stack the chairs.",
    "Write the quarter's numbers down each Friday. It takes five minutes; at the end of the quarter it takes a day.",
    "Two short sessions bring more people than one long one.",
    "Free things with a tin for gifts raise more than a price does.",
    "People come for the food and stay for the talk.",
    "Say what it costs to keep the doors open. People are kinder than we feared.",
    "Borrow before buying: the next hub had the projector.",
)


def story(chance: Random) -> str:
    """One thing that happened in the quarter."""
    if chance.random() < 0.3:
        return chance.choice(_EVENTS)
    return f"{chance.choice(_WHO)} {chance.choice(_JOINED)} {chance.choice(_THEN)}"


def learned(chance: Random) -> str:
    """One thing another hub could use."""
    return chance.choice(_LEARNED)
