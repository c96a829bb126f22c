"""Invented places of the marches. None is the name of a place, hub or organisation that we know of."""

from __future__ import annotations

AREAS = ("North March", "East March", "South March", "West March", "Middle March")

# Each area's town comes first; the others are villages.
PLACES: dict[str, tuple[str, ...]] = {
    "North March": ("Aldermoss", "Brackenlow", "Cinderlow", "Dapplecote", "Elmsward", "Fernlode", "Gorsewell"),
    "East March": ("Hopsward", "Harebeck", "Inglewold", "Juniper Cross", "Kestrelow", "Lintwood", "Marrowfield"),
    "South March": ("Larchwold", "Nettlewold", "Osierbank", "Pippinwell", "Ravenslow", "Teaselham", "Umberford"),
    "West March": ("Quenchford", "Vetchlow", "Willowmoss", "Yarrowdine", "Applemarsh", "Bramblow", "Cobnut Green"),
    "Middle March": (
        "Sorrelby",
        "Damsonford",
        "Eldermarch",
        "Flaxholt",
        "Greengage Hill",
        "Ivymarch",
        "Medlarcote",
        "Quincewell",
    ),
}

HUB_NAMES: dict[str, str] = {
    "lunch club": "{place} Lunch Club",
    "village hall": "{place} Village Hall",
    "place of worship": "{place} Chapel Hub",
    "community centre": "{place} Community Centre",
    "library": "{place} Library",
    "leisure centre": "{place} Leisure Centre",
}


def as_code(name: str) -> str:
    """A name as a code for files and links: `Cobnut Green Lunch Club` becomes `cobnut-green-lunch-club`."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())
