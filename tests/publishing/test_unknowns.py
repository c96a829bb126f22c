"""On a published page each reason why something is not known stands once."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.exhibits import exhibit as exhibits
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_none, exhibit_unknown
from analysis.handover import Handover, Unknown
from analysis.publishing import unknowns
from analysis.publishing.unknowns import tell_unknowns_once

LIMITS = "**What this does not show.** Causes."


def heading(text: str) -> dict[str, Any]:
    tags = {"tags": ["limits"]} if text == LIMITS else {}
    return {"cell_type": "markdown", "id": "h", "metadata": tags, "source": text}


def shown(*made: Exhibit | Sentence | str) -> dict[str, Any]:
    """A cell that shows exhibits and sentences as a notebook does; plain text stands for any other output."""
    outputs = []
    for each in made:
        data, metadata = ({"text/markdown": each}, {}) if isinstance(each, str) else each._repr_mimebundle_()
        handed = Handover.of_output({"metadata": metadata})
        data = {"text/markdown": data["text/markdown"]}
        outputs.append({"output_type": "display_data", "metadata": {}, "data": data, "handover": handed})
    return {"cell_type": "code", "id": "c", "metadata": {}, "source": "exhibit", "outputs": outputs}


def notice(subject: str, reason: str = "No returns.", needed: str = "Returns.") -> Exhibit:
    return exhibit_unknown("x", subject, reason, needed)


def told(*cells: dict[str, Any]) -> str:
    """The page as one text."""
    kept = tell_unknowns_once(list(cells))
    parts = [
        [cell["source"]]
        if cell["cell_type"] == "markdown"
        else [one["data"]["text/markdown"] for one in cell["outputs"]]
        for cell in kept
    ]
    return "\n\n".join(text for part in parts for text in part)


def test_a_reason_is_given_where_it_first_comes_up_with_all_it_leaves_unknown() -> None:
    text = told(
        heading("What it is about."),
        heading("## Money"),
        shown("A figure."),
        heading(LIMITS),
        heading("## Who came?"),
        shown(notice("attendances")),
        heading(LIMITS),
        heading("## How old?"),
        shown(notice("ages")),
        heading(LIMITS),
        heading("## Volunteers"),
        heading("The people who run hubs, quarter by quarter."),
        shown(notice("volunteers")),
        heading("## Why?"),
        shown(notice("causes", "No cases.", "Cases.")),
    )
    assert text.count("No returns") == 1 and text.count("No cases") == 1
    assert "## Who came?" in text and "## How old?" not in text and "## Why?" in text
    assert "**For the same reason not known:** ages; volunteers." in text
    assert "## Volunteers" not in text and "run hubs" not in text
    assert text.count(LIMITS) == 1, "what is not shown needs no limits"


def test_a_page_of_which_nothing_is_known_is_one_list() -> None:
    text = told(
        heading("What it is about."),
        heading("## Who came?"),
        shown(notice("attendances")),
        heading(LIMITS),
        heading("## Who paid?"),
        shown(notice("funders", "No awards.", "Awards.")),
        heading("### Of it to hubs"),
        shown(notice("hubs", "No hubs paid.", "Awards.")),
        heading("## How old?"),
        shown(notice("ages", needed="Ages.")),
    ).replace("\\", "")
    assert "## " not in text and 'title="Nothing of this is known yet"' in text
    assert "- **Attendances; ages.** No returns. *What would be needed:* Returns. Ages." in text
    assert "- **Hubs.** No hubs paid. The same would be needed." in text


def test_what_the_first_screen_has_said_is_not_said_again() -> None:
    said = "Cards.\n\n- **Who came.** No returns\\. *What would be needed:* Returns\\."
    first = shown(Sentence(said, unknown=(Unknown("who came", "No returns.", "Returns."),)))
    text = told(
        heading("Intro."),
        first,
        heading("## Who came?"),
        shown(notice("attendances")),
        heading("## Money"),
        shown("A figure."),
    )
    assert text.count("No returns") == 1 and "## Who came?" not in text and "A figure." in text


def test_a_section_with_something_to_show_keeps_its_heading_and_limits() -> None:
    text = told(
        heading("Intro."),
        heading("## Who came?"),
        shown(notice("attendances")),
        heading("## Money"),
        shown("A figure."),
        shown(notice("ages")),
        heading(LIMITS),
    )
    assert "## Money" in text and LIMITS in text and text.count("No returns") == 1


def test_a_heading_stays_above_what_is_under_it_and_where_a_page_refers_to_it() -> None:
    cells = [
        heading("Intro, see @sec-ages."),
        heading("## Who came?"),
        shown(notice("attendances")),
        heading("## Quotes"),
        shown(notice("quotes")),
        heading("### By place"),
        shown("A table."),
        heading("## Ages {#sec-ages}"),
        shown(notice("ages")),
    ]
    text = told(*cells)
    assert "## Quotes\n\n### By place\n\nA table." in text
    assert "## Ages {#sec-ages}" in text


def test_that_there_is_nothing_is_known_and_stays() -> None:
    nothing = exhibit_none("x", "No revisions", "Nothing was revised.")
    text = told(heading("Intro."), heading("## Revised?"), shown(nothing), heading(LIMITS))
    assert "Nothing was revised" in text and LIMITS in text


def test_the_words_of_the_label_change_what_is_read_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [heading("## Who came?"), heading("## How old?"), heading("## Money"), heading("Intro.")]

    def page() -> str:
        unknown = [notice("attendances"), notice("ages")]
        return told(cells[3], cells[0], shown(unknown[0]), cells[1], shown(unknown[1]), cells[2], shown("A figure."))

    def listed() -> str:
        return told(cells[3], cells[0], shown(notice("attendances")), cells[1], shown(notice("ages")))

    before, before_listed = page(), listed()
    for module in (exhibits, unknowns):
        monkeypatch.setattr(module, "NEEDED", "What it would take:")
    assert "What it would take:" in page() and "What it would take:" in listed()
    assert page() == before.replace("What would be needed:", "What it would take:")
    assert listed() == before_listed.replace("What would be needed:", "What it would take:")


def test_a_section_that_shows_nothing_leaves_no_heading_and_does_not_hide_that_nothing_is_known() -> None:
    silent = exhibit_none("wellbeing", "wellbeing", "")
    page = told(
        heading("# Change"),
        heading("## Asked?"),
        shown(silent, silent.sentence),
        heading(LIMITS),
        heading("## Money"),
        shown("A table."),
    )
    assert page == "# Change\n\n## Money\n\nA table."
    unknown = told(
        heading("# Change"), heading("## Asked?"), shown(silent), heading("## Money"), shown(notice("money"))
    )
    assert "Nothing of this is known yet" in unknown and "##" not in unknown  # fmt: skip


def test_what_runs_and_leaves_no_output_shows_nothing_either() -> None:
    ran = {**shown(), "outputs": []}  # a render copy holds no output in place of an empty one
    asked = [heading("## How were they?"), ran, heading(LIMITS), heading("### In bands?"), ran, heading(LIMITS)]
    assert told(heading("Intro."), heading("## Money"), shown("A figure."), *asked) == "Intro.\n\n## Money\n\nA figure."
    assert "Nothing of this is known yet" in told(heading("Intro."), heading("## Who?"), shown(notice("who")), *asked)
