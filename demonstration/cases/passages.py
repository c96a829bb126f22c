"""What invented tellers of case studies say, by the code it should be given. `{hub}` is the hub's name."""

from __future__ import annotations

PASSAGES: dict[str, tuple[str, ...]] = {
    "Less alone": (
        "Before, my week had one conversation in it, and that was with the chemist. Now there are five people who would "
        "ring if I did not turn up on Tuesday.",
        "She told us that the evenings were the worst, so two of the others walk her home and stay for a cup of tea.",
        "He sits at the same end of the table every week, and the people around him have started to save the chair.",
        "My mother has friends again. I had forgotten that she used to have friends 🌱 and so had she.",
        "Three men who lived within sight of each other for years met for the first time over a broken toaster.",
        "I came for the warmth. I go back because somebody there knows how I take my coffee.",
        "The two of them now share a taxi to the market, which neither would have dared alone.",
        "After the baby I saw nobody for days on end; the other mothers at {hub} became the people I message at night.",
        "When he was in hospital there were eleven cards by the bed, and nine of them came from the domino table.",
    ),
    "A next step": (
        "In March she signed up for the bookkeeping course, paid for the £15 exam herself and passed.",
        "He began by stacking chairs, then ran the till, and since June he has had twelve paid hours at the garden centre.",
        "I had not filled in a form by myself in ten years. Last month I helped my neighbour with hers.",
        "Two of the young people now lead the Friday session, with a grown-up in the next room in case.",
        "She stood up at the meeting and spoke. She had practised with us in the kitchen for a fortnight.",
        "What he wanted was a driving licence. The theory book lives on our shelf, and he passed on the second try.",
        "I go to the college one day a week now, and I would not have known that door was open to me.",
    ),
    "Neighbours know whom to ask": (
        "When the water was off, nobody waited for the council: the lane had a list, and the list had been made here.",
        "People used to ring three numbers. Now they ask at the counter of {hub}, and somebody knows somebody.",
        "A woman found a carpenter, a lift to the hospital and a cat-sitter in one morning, all within two streets.",
        "You can see it in the noticeboard. It was all posters; now it is all handwriting.",
        "After the storm we knew within an hour which houses were dark, because each corner has its person.",
        "The new families on the estate are told on their first day who to ask, and it is never the same person twice.",
    ),
    "People run the place": (
        "The committee is made up of people who first came for a meal, and they are stricter with the budget than we were.",
        "The growing club decides for itself what to plant; our part is to unlock the gate.",
        "It was the regulars who wrote the house rules, and there are four of them, not forty.",
        "The café is theirs. They set the prices, they fall out over the playlist, they make it up again.",
        "When our coordinator was ill the hub did not close for a single day, because those who come had the keys.",
        "They asked for the accounts, read them, and moved £300 from leaflets to the bus fund.",
    ),
    "Services come closer": (
        "The nurse takes blood pressures by the coffee machine, and found two people who needed a doctor that same week.",
        "The housing officer used to send letters. Now he has a chair here on Wednesdays and the letters have stopped.",
        "Somebody from the advice table sat with him for an hour; he would never have gone to the office in town.",
        "The library van changed its round to stop outside {hub}, and the children's shelf was empty by four o'clock.",
        "The midwife comes to the toddler hour. Nobody has to say that they are going to see the midwife.",
        "The job coach left the desk and joined the lunch, and that was when people began to talk to her.",
    ),
    "Partners share what they have": (
        "The school lends its minibus at weekends, we lend it our kitchen, and nobody sends an invoice.",
        "Three hubs bought one set of staging between them and pass it round by trailer.",
        "The surgery paid for the heating of one room because its own waiting room was full.",
        "We stopped writing rival bids. The one we wrote together brought £4,800 and fewer headaches.",
        "The allotment society gives its surplus, the chapel gives its freezer, and we give the lists of who cooks.",
    ),
    "Facilitation": (
        "None of this happened until somebody had the paid hours to ring round, book the room and chase the answers.",
        "Our area facilitator knew that the next hub had solved it already, and drove me there to see.",
        "She took the minutes so that the rest of us could argue. It sounds small; it changed the meetings.",
        "What we needed was a person whose job it was to remember what we had all promised.",
        "With two mornings of the facilitator a month we got further than in the two years before.",
        "Two hubs that had not spoken since the summer fair sat down together because a third person set the chairs out.",
        "She knew who had a spare freezer, who needed one, and who owned a van. That was the whole magic.",
    ),
    "Money without strings": (
        "A pot of £250 that we could spend without asking meant that the boots were bought the same afternoon.",
        "The grant said ‘running costs’, and so for once the heating was not an adventure.",
        "We spent the last £60 on bus fares. No form we know has a line for that, and it was what mattered.",
        "Because nobody had told us what to buy, we could wait until people said what they wanted.",
    ),
    "Trusted relationships": (
        "I only told her about the debt because I had known her for a year by then.",
        "The officer rang us before it was public. That is worth more than a contract.",
        "They let us use the hall without a deposit, since nothing had ever gone wrong with us.",
        "He does not trust forms, but he trusts the woman who runs the soup table.",
        "We could be blunt with each other, which you cannot be in the first year.",
        "She gave me the key. Nobody had given me a key in a long time.",
        "The doctor sends people to us by first name, and we send them back with a note.",
        "There was a mistake in the books, we told the funder the same day, and they thanked us for it.",
    ),
    "Start small": (
        "We began with one table and a tin of biscuits, and only bought the oven when the queue reached the door.",
        "I would try it for six weeks with borrowed things before asking anybody for a penny.",
        "The first evening had four people. We did not call it a failure, we called it a rehearsal.",
        "If I did it again I would leave out the launch with the balloons and just open the door.",
    ),
    "Food brings people": (
        "Nobody comes to a ‘wellbeing session’. They come for the crumble, and the rest happens while washing up.",
        "Chopping onions side by side is the best way I know to talk about something hard.",
        "We moved the advice desk next to the soup and had more visitors in a week than in a month before.",
        "The meal is the reason they give at home for going out. It is a good reason, so we keep it cheap.",
    ),
    "Short money": (
        "By the time the second year's letter came, our best worker had already taken another post.",
        "We spend every January proving that what works is new, because nobody funds what merely works.",
        "The money came in November for a summer scheme, so we gave back £1,100 and an apology.",
    ),
    "Volunteers worn thin": (
        "Six of us do what fifteen did, and the youngest of the six is sixty-eight.",
        "I love it, and I have asked twice who will take over. It went very quiet.",
        "When the treasurer moved away it took us four months to find another, and the bank took three more.",
        "I have done the rota since we opened, and last month I put my own name down for three shifts running.",
    ),
    "Getting there": (
        "The last bus goes at ten past four, so whatever happens after four happens without the far end of the valley.",
        "It is eleven steps up to the door. We counted them with her, and then we began to plan the ramp.",
        "In winter the lane is black. People said so; we had put the session in the evening all the same.",
        "The taxi costs £9 each way, which is more than the lunch, the tombola and the raffle together.",
    ),
    "Contrary": (
        "We had hoped that he would come back after the first visit. He did not, and we never found out why.",
        "The course was full and not one of the twelve finished it; the day had been chosen to suit us.",
        "The young people's evening was meant to ease things with the neighbours. There were more complaints, not fewer.",
        "We offered the keys to the regulars, and after one meeting nobody would have them.",
        "She felt more alone after the group than before, she said, for they all seemed to know each other.",
    ),
}

OPENINGS = (
    "I have been coming to {hub} for about two years, and this is how it began.",
    "This is about one winter at {hub}, told by somebody who was there most days.",
    "When we opened the doors of {hub} that spring, we did not know who would walk in.",
    "People ask what difference {hub} makes. I can only tell what I saw.",
    "The story starts at the bus shelter outside {hub}, on a wet morning.",
    "There were four of us around the stove at {hub} when this was written down.",
    "I was against it at first, I should say that straight away.",
    "It was a quarrel over a key that brought me to {hub}.",
)

SETTINGS = (
    "The bakery had closed that year, and apart from the hub there was hardly a lit window in the street after five.",
    "The hall smelt of damp coats and toast, the piano was out of tune, and there were never quite enough chairs.",
    "Half of us had moved here for work and the other half had never moved at all, and you could tell who sat where.",
    "Nobody had much money that winter, the café was still a trestle table, and we wore our coats indoors until Easter.",
    "There had been a hub in name for some time, with a sign and a key safe, but on most days the door was shut.",
    "I live four fields away, so I hear things late; by the time I came along the first quarrels were over already.",
    "It was the spring in which everything seemed to need mending at once: the roof, the rota and the minibus.",
)

BRIDGES = (
    "It did not go quickly.",
    "That was one thing. There is another.",
    "I have thought about it since.",
    "Others would tell it differently, I am sure.",
    "It rained for most of that month, as I remember.",
    "Let me say something else, which belongs to it.",
    "I had not expected that.",
    "You would have to ask the others about the details.",
)

CLOSINGS = (
    "That is all there is to tell, and I was asked to tell it plainly.",
    "Would I do it again? Yes, with a better pair of boots.",
    "I do not know what will come of it, but it has begun.",
    "Ask me again in a year; by then the apple trees will have said their part.",
    "So far, so good, and the naïve hope we started with is still in the room.",
    "I have left out the names, as we agreed. They would laugh at being in a report.",
)

REFLECTIONS = (
    "None of it would show in a count of heads, and I am not sure that it should.",
    "What it cost was mostly time, and some of that time was not ours to give.",
    "If you had asked me in the first month, I would have told you a different story.",
    "People say that it is about the building. It is a little about the building.",
    "I have left some things out because they belong to other people, who can tell them if they like.",
    "We wrote it on the wall by the sink, so that those who come after us need not learn it again.",
    "It may not work somewhere else, and it may not work here for ever.",
)
