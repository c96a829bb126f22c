"""Which uses of somebody's words a consent may name, and which of them a page needs."""

from __future__ import annotations

USES = ("report", "site", "hub page", "talks")
# The annual report stands on the site and is sent on as PDF and Word.
USES_OF_PAGES = {"report": ("report", "site"), "site": ("site",), "hub page": ("hub page",)}


def uses_of_page(page: str) -> tuple[str, ...]:
    """The uses that a consent must cover before words stand on a page of the site, such as `index.html` or `hubs/mill.html`."""
    kind = "hub page" if page.startswith("hubs/") else "report" if page == "index.html" else "site"
    return USES_OF_PAGES[kind]
