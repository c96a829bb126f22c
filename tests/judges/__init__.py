"""Judges: each looks at published files and returns its complaints as a list of lines; an empty list is a pass.

A judge that needs a tool which is not here raises Missing with the reason, for `pytest.skip`.
"""

from tests.judges.missing import Missing
from tests.judges.pages import (
    check_axe,
    check_dark,
    check_links,
    check_magnified,
    check_no_outside_requests,
    check_pages,
    check_plots,
)
from tests.judges.papers import check_docx, check_pdf_ua

__all__ = [
    "Missing",
    "check_axe",
    "check_dark",
    "check_docx",
    "check_links",
    "check_magnified",
    "check_no_outside_requests",
    "check_pages",
    "check_pdf_ua",
    "check_plots",
]
