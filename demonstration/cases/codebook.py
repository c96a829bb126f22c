"""The codebook of the invented case studies: four frames, and one code for what did not happen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CodeEntry:
    """One code, with the codes below it. A code with codes below it only heads a branch.

    when, when_not: when coders give it, and when not. shared: the shared outcome it stands for.
    """

    name: str
    definition: str
    below: tuple[CodeEntry, ...] = ()
    when: str = ""
    when_not: str = ""
    shared: str = ""

    @property
    def codable(self) -> bool:
        return not self.below


CODEBOOK = (
    CodeEntry(
        "Outcome",
        "What became different, for whom, as somebody who was there tells it.",
        (
            CodeEntry(
                "People",
                "Outcomes for single people.",
                (
                    CodeEntry(
                        "Less alone",
                        "Somebody who saw few others now has company that lasts beyond one visit.",
                        when="Company that is expected again: a saved chair, a call, a name that is known.",
                        when_not="A full room, where nobody is said to have met anybody.",
                        shared="people.connected",
                    ),
                    CodeEntry(
                        "A next step",
                        "Somebody begins a thing of their own: a course, work, volunteering.",
                        when="The step was taken, and the person took it.",
                        when_not="It is only hoped for; or the hub did it for the person.",
                        shared="people.next_step",
                    ),
                ),
            ),
            CodeEntry(
                "Communities",
                "Outcomes for a street, a village, a neighbourhood.",
                (
                    CodeEntry(
                        "Neighbours know whom to ask",
                        "People find help close by because they know one another.",
                        when="Help between people who live close, without a service arranging it.",
                        when_not="Help from the hub's own workers.",
                        shared="communities.neighbours",
                    ),
                    CodeEntry(
                        "People run the place",
                        "Those who came to be helped now decide and do things themselves.",
                        when="Keys, rules, budgets and plans in the hands of those who come.",
                        when_not="People were asked what they think, and others decided.",
                        shared="communities.led",
                    ),
                ),
            ),
            CodeEntry(
                "Partners",
                "Outcomes for services and organisations that work with hubs.",
                (
                    CodeEntry(
                        "Services come closer",
                        "A service meets people at the hub who would not have gone to it.",
                        when="A service changed its place, its day or its way to meet people.",
                        when_not="A leaflet, or a telephone number to ring.",
                        shared="partners.closer",
                    ),
                    CodeEntry(
                        "Partners share what they have",
                        "Rooms, vans, money or knowledge are used in common.",
                        when="Something was lent, pooled or applied for together.",
                        when_not="A meeting took place, and nothing followed yet.",
                        shared="partners.together",
                    ),
                ),
            ),
        ),
    ),
    CodeEntry(
        "Enabler",
        "What made an outcome possible.",
        (
            CodeEntry(
                "Facilitation",
                "Somebody is paid to bring people together and keep things moving.",
                when="The teller says that the paid hours made the difference.",
                when_not="A volunteer held things together.",
            ),
            CodeEntry(
                "Money without strings",
                "Small sums that can be spent on what turns up.",
                when="The freedom to spend it mattered, not only the sum.",
                when_not="A grant for one fixed thing.",
            ),
            CodeEntry(
                "Trusted relationships",
                "Something went well because those involved had come to trust each other.",
                when="A risk was taken, or a truth told, because of who the other was.",
                when_not="People merely got on well.",
            ),
        ),
    ),
    CodeEntry(
        "Lesson",
        "What the teller would do again, or not again.",
        (
            CodeEntry(
                "Start small",
                "Trying a thing out cheaply before building on it.",
                when="Something was tried cheaply before more was built on it.",
                when_not="Something stayed small because money was short.",
            ),
            CodeEntry(
                "Food brings people",
                "Eating or cooking together is what gets people through the door.",
                when="A meal, or cooking, is why people came or talked.",
                when_not="Food was on the table.",
            ),
        ),
    ),
    CodeEntry(
        "Hurdle",
        "What stood in the way.",
        (
            CodeEntry(
                "Short money",
                "Funding that ends too soon, comes late, or pays for new things only.",
                when="Money came late, ended, or paid for new things only.",
                when_not="Something was dear.",
            ),
            CodeEntry(
                "Volunteers worn thin",
                "Too much rests on too few.",
                when="Too much rests on too few, and the teller says so.",
                when_not="A busy day.",
            ),
            CodeEntry(
                "Getting there",
                "Distance, buses, steps and dark roads keep people away.",
                when="Distance, buses, steps or the dark kept people away.",
                when_not="The way is described, and people came.",
            ),
        ),
    ),
    CodeEntry(
        "Contrary",
        "An outcome that was hoped for and did not happen, or turned into its opposite.",
        when="Whenever a text tells against a finding; give the outcome's own code as well.",
        when_not="Something was hard and came about in the end.",
    ),
)


def codable_codes(entries: tuple[CodeEntry, ...] = CODEBOOK) -> list[str]:
    """The names of the codes that coders use, in order."""
    found: list[str] = []
    for entry in entries:
        found += [entry.name] if entry.codable else codable_codes(entry.below)
    return found


def outcomes_of(entries: tuple[CodeEntry, ...] = CODEBOOK) -> list[tuple[str, str]]:
    """Each code that stands for a shared outcome, with that outcome, in order."""
    found: list[tuple[str, str]] = []
    for entry in entries:
        found += [(entry.name, entry.shared)] if entry.shared else outcomes_of(entry.below)
    return found
