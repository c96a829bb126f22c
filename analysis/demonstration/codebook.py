"""The codebook of the invented case studies: four frames, and one code for what did not happen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CodeEntry:
    """One code, with the codes below it. A code with codes below it only heads a branch."""

    name: str
    definition: str
    below: tuple[CodeEntry, ...] = ()

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
                    CodeEntry("Less alone", "Somebody who saw few others now has company that lasts beyond one visit."),
                    CodeEntry("A next step", "Somebody begins a thing of their own: a course, work, volunteering."),
                ),
            ),
            CodeEntry(
                "Communities",
                "Outcomes for a street, a village, a neighbourhood.",
                (
                    CodeEntry(
                        "Neighbours know whom to ask", "People find help close by because they know one another."
                    ),
                    CodeEntry(
                        "People run the place", "Those who came to be helped now decide and do things themselves."
                    ),
                ),
            ),
            CodeEntry(
                "Partners",
                "Outcomes for services and organisations that work with hubs.",
                (
                    CodeEntry(
                        "Services come closer", "A service meets people at the hub who would not have gone to it."
                    ),
                    CodeEntry("Partners share what they have", "Rooms, vans, money or knowledge are used in common."),
                ),
            ),
        ),
    ),
    CodeEntry(
        "Enabler",
        "What made an outcome possible.",
        (
            CodeEntry("Facilitation", "Somebody is paid to bring people together and keep things moving."),
            CodeEntry("Money without strings", "Small sums that can be spent on what turns up."),
            CodeEntry(
                "Trusted relationships", "Something went well because those involved had come to trust each other."
            ),
        ),
    ),
    CodeEntry(
        "Lesson",
        "What the teller would do again, or not again.",
        (
            CodeEntry("Start small", "Trying a thing out cheaply before building on it."),
            CodeEntry("Food brings people", "Eating or cooking together is what gets people through the door."),
        ),
    ),
    CodeEntry(
        "Hurdle",
        "What stood in the way.",
        (
            CodeEntry("Short money", "Funding that ends too soon, comes late, or pays for new things only."),
            CodeEntry("Volunteers worn thin", "Too much rests on too few."),
            CodeEntry("Getting there", "Distance, buses, steps and dark roads keep people away."),
        ),
    ),
    CodeEntry("Contrary", "An outcome that was hoped for and did not happen, or turned into its opposite."),
)


def codable_codes(entries: tuple[CodeEntry, ...] = CODEBOOK) -> list[str]:
    """The names of the codes that coders use, in order."""
    found: list[str] = []
    for entry in entries:
        found += [entry.name] if entry.codable else codable_codes(entry.below)
    return found
