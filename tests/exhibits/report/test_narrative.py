"""What a person wrote, as the report shows it: nothing typed acts, quotes come with role and kind of source, or not at all."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from analysis.datasets.report.catalogue import CATALOGUE
from analysis.exhibits.cases.quotes import quote_id
from analysis.exhibits.report.narrative import Narrative, what_we_make_of_it
from tests.exhibits.drawn_edition import drawn, open_drawn

WORDS = "Before I came here I spoke to nobody from one Sunday to the next."
GUID = "012bff83-3443-5227-b84d-7ceef30b360b"


def cases(consent: str = "quote") -> pl.DataFrame:
    usual = {"title": "A case", "partner": "Timebank", "role": "visitor", "source_kind": "diary"}
    return drawn("case_studies", [{"case_id": "case-1", "consent": consent}], **usual, collected=dt.date(2024, 5, 1))


CODINGS = drawn("codings", [{"coding_id": GUID, "case_id": "case-1", "code_id": "alone", "coder": "A", "quote": WORDS}])


def told(
    monkeypatch: pytest.MonkeyPatch, *sentences: str, consent: str = "quote", period: str = "2024-25"
) -> Narrative:
    rows = [
        {
            "number": number,
            "block": number,
            "kind": "heading" if text.startswith("#") else "paragraph",
            "sentence": text.lstrip("# "),
        }
        for number, text in enumerate(sentences, 1)
    ]
    usual = {"period": "2024-25", "level": 1, "signed": "research partner", "written": dt.date(2025, 5, 2)}
    narrative = drawn("narrative", rows, **usual, source_cell="line 7")
    edition = open_drawn(monkeypatch, period, narrative=narrative, codings=CODINGS, case_studies=cases(consent))
    return what_we_make_of_it(edition)


def test_without_a_narrative_the_report_says_that_none_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    for shown in (
        told(monkeypatch),
        told(monkeypatch, "# Only a heading"),
        told(monkeypatch, "All {fact: a}.", period="2023-24"),
    ):
        assert CATALOGUE["narrative.not-written"].split(".")[0] in shown.text and shown.basis is None


def test_facts_wait_for_the_ledger_and_the_narrative_is_signed_by_role(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = told(monkeypatch, "# The year", "People {fact: activity.people.2024-25, rose} *at last*. {our view}")
    assert "### The year {#narrative-1}" in shown.text
    assert "People {fact: activity.people.2024-25, rose} *at last*\\. *(our view)*" in shown.text
    assert "**Signed:** research partner, 2 May 2025." in shown.text
    assert shown.basis is not None
    assert shown.basis.sentences[0].cites[0].id == "activity.people.2024-25"
    _, metadata = shown._repr_mimebundle_()
    assert metadata["hub_learning"]["narrative"]["file"] == "drawn.csv"


def test_a_quote_stands_with_its_role_and_no_kind_where_sources_are_not_counted_by_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = told(monkeypatch, "One said {quote: 012bff83}.")
    assert (
        f'data-fact="{quote_id(WORDS)}"' in shown.text
        and GUID not in shown.text
        and "visitor\\]" in shown.text
        and "diary" not in shown.text
    )
    assert [fact.value for fact in shown.facts] == [WORDS]
    assert shown.basis is not None and not shown.basis.missing
    assert shown.basis.sentences[0].cites[0].id == quote_id(WORDS)


@pytest.mark.parametrize(("cited", "consent"), [(GUID, "count only"), ("no-such-id", "quote"), ("012", "quote")])
def test_a_quote_without_consent_or_with_an_unknown_id_is_missing(
    monkeypatch: pytest.MonkeyPatch, cited: str, consent: str
) -> None:
    shown = told(monkeypatch, f"One said {{quote: {cited}}}.", consent=consent)
    assert shown.basis is not None
    assert cited in shown.basis.missing and WORDS.split(",")[0] not in shown.text and not shown.facts
    if consent == "count only":
        assert "may not be quoted here" in shown.basis.missing[cited].why


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "![x](https://elsewhere.example/a.png)",
        "`code`",
        "{{< include x >}}",
        "$x$ @fig-a [^1]",
        "::: {.callout-note}",
        "[x]{.fact data-fact=evil}",
        "{=html}",
    ],
)
def test_whatever_is_typed_stays_text(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """The reader refuses these; should one come through all the same, it is shown and does nothing."""
    import pypandoc

    shown = told(monkeypatch, f"As {typed} says {{our view}}")
    html = pypandoc.convert_text(shown.text.split("::: {.signature}")[0], "html", format="markdown")
    for tag in ("<script", "<img", "<code", "<div", "<span", "<a "):
        assert tag not in html


def test_links_and_emphasis_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = told(monkeypatch, "See **this** [page](40-funding.html) and [that](https://example.org/a_b). {our view}")
    assert "See **this** [page](<40-funding.html>) and [that](<https://example.org/a_b>)\\. *(our view)*" in shown.text
