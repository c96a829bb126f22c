"""A hub's page for sending: one PDF that goes to that hub alone, set by itself and not with an edition.

A PDF, whichever renderer makes the editions: one file to attach, with no navigation, search or links into a site that it is no part of.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from analysis.networks import Network
from analysis.periods import Period
from analysis.project import place_whole
from analysis.publishing.cache import Cache
from analysis.publishing.embedded import make_pdf
from analysis.publishing.figures.pictures import draw_pictures
from analysis.publishing.staging import page_to_send
from analysis.publishing.take_away import PDF


def set_page_to_send(copy: Path, network: Network, period: Period, to: Path, cache: Cache) -> list[str]:
    """Write the PDF of an executed hub page in its place, whole or not at all. Returns complaints; raises RenderingFailed."""
    page = page_to_send(copy, network, period)
    with tempfile.TemporaryDirectory(prefix="to-send-") as place:
        folder = Path(place)
        draw_pictures(page.figures, folder, cache)
        complaints = make_pdf(folder, network, period, page, cache)
        place_whole(to, (folder / PDF).read_bytes())
    return complaints
