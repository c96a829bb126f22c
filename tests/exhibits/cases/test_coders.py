"""What is said of coders' agreement, and that its marks reach every exhibit by the network's own rule."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from analysis.exhibits import OpenEdition
from analysis.exhibits.cases import case_studies, coder_comparison, coders, contrary, partners, quotes, together
from analysis.exhibits.exhibit import plain
from analysis.network_settings import AgreementSettings
from tests.exhibits.cases.test_case_studies import CODES, cases, codings
from tests.exhibits.drawn_edition import open_drawn

SAME = [(n, "alone", coder) for n in range(4) for coder in "AB"]
APART = [(n, "step", "A") for n in range(4)] + [(n, "step", "B") for n in range(4, 8)]
READ = [(n, "not in the codebook", coder) for n in range(8) for coder in "AB"]
TWO_CODERS = codings(*SAME, *APART, *READ)


def opened(
    monkeypatch: pytest.MonkeyPatch, given: pl.DataFrame, number: int = 8, **settings: str | float
) -> OpenEdition:
    edition = open_drawn(monkeypatch, case_studies=cases(number), codebook=CODES, codings=given)
    edition.network = replace(edition.network, agreement=AgreementSettings(**settings))  # type: ignore[arg-type]
    return edition


def test_every_exhibit_that_uses_a_code_marks_it_and_says_by_what_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = opened(monkeypatch, TWO_CODERS)
    assert coders.unsure_codes(edition) == {"step"}
    for shown in (
        case_studies.cases_by_outcome(edition),
        partners.partners_behind(edition),
        together.codes_together(edition),
    ):
        assert shown.table is not None
        assert "[u]" in shown.table.frame["marks"].str.join(" ").item(), shown.id
        assert "0.667 by Krippendorff’s alpha, judged on sources" in plain(shown.sentence.text), shown.id


def test_quotes_of_a_code_are_marked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = quotes.quotes_by_outcome(opened(monkeypatch, TWO_CODERS))
    assert shown.table is not None
    assert shown.table.frame["name"].to_list() == ["Less alone", "A next step [u]"]
    assert "[u] marks codes of low reliability" in plain(shown.sentence.text)


def test_another_statistic_and_threshold_mark_other_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    low = opened(monkeypatch, TWO_CODERS, statistic="cohen", threshold=0.01, source="us")
    assert coders.unsure_codes(low) == {"step"}
    high = opened(monkeypatch, TWO_CODERS, statistic="ac1", threshold=1.0, source="us")
    assert coders.unsure_codes(high) == {"step"}
    shown = coders.coder_agreement(high)
    assert "Codes below 1 are marked [u], low reliability, wherever they are used (us)" in plain(shown.sentence.text)
    assert shown.table is not None
    assert [field.label for field in shown.table.fields if field.name in ("value", "other")] == [
        "Gwet’s AC1",
        "Krippendorff’s alpha",
    ]


def test_units_without_certain_places_are_told_and_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = opened(monkeypatch, TWO_CODERS, unit="overlap")
    shown = coders.coder_agreement(edition)
    assert not shown.known
    assert "in none of 8 sources coded by two people is it certain where every coding stands" in shown.alt
    assert coders.unsure_codes(edition) == set()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([(n, "alone", "A") for n in range(8)], "Only one coder is known"),
        ([(n, "alone", None) for n in range(8)], "The codings do not say who made them"),
        ([(n, "alone", "AB"[n % 2]) for n in range(8)], "No source was coded by two people"),
        ([(n, "alone", coder) for n in range(3) for coder in "AB"], "3 sources were coded by two people"),
    ],
)
def test_why_nobody_can_know_is_said(
    monkeypatch: pytest.MonkeyPatch, given: list[tuple[int, str, str]], said: str
) -> None:
    edition = opened(monkeypatch, codings(*given))
    shown, compared = coders.coder_agreement(edition), coder_comparison.agreement_compared(edition)
    assert not shown.known
    assert not compared.known
    assert said in shown.alt
    assert coders.unsure_codes(edition) == set()
    assert "[u] marks" not in plain(case_studies.cases_by_outcome(edition).sentence.text)


def test_codings_without_a_coder_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = pl.concat([TWO_CODERS, codings((0, "alone", None)).with_columns(coding_id=pl.lit("nobody's"))])  # type: ignore[arg-type]
    assert "1 coding names no coder" in plain(coders.coder_agreement(opened(monkeypatch, nameless)).sentence.text)


def test_overall_stands_first_and_the_doubtful_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = coders.coder_agreement(opened(monkeypatch, TWO_CODERS))
    assert shown.table is not None
    assert shown.table.frame["name"].to_list() == ["All codes together", "A next step", "Less alone", "Contrary"]
    assert shown.table.frame["sure"].to_list() == ["", "[u]", "", ""]
    compared = coder_comparison.agreement_compared(opened(monkeypatch, TWO_CODERS))
    assert compared.table is not None
    assert compared.table.frame.filter(pl.col("use") != "").select("unit", "statistic").rows() == [
        ("Sources", "Krippendorff’s alpha")
    ]
    assert compared.table.mark("value", 4) == "[z]"  # no positions: nothing is judged on paragraphs


def test_three_coders_are_told_as_three(monkeypatch: pytest.MonkeyPatch) -> None:
    given = codings(
        *[(n, "alone", coder) for n in range(4) for coder in "ABC"],
        *[(n, "step", coder) for n in range(4, 8) for coder in "ABC"],
    )
    assert (
        plain(coders.coder_agreement(opened(monkeypatch, given)).title)
        == "The 3 coders agree well enough on all 2 codes"
    )


def test_no_name_of_a_coder_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    named = TWO_CODERS.with_columns(coder=pl.col("coder").replace({"A": "Mary Example", "B": "John Sample"}))
    edition = opened(monkeypatch, named)
    for shown in (
        coders.coder_agreement(edition),
        coder_comparison.agreement_compared(edition),
        contrary.contrary_cases(edition),
    ):
        data, metadata = shown._repr_mimebundle_()
        assert "Example" not in f"{data} {metadata} {shown.sentence.text}"


def test_each_two_coders_are_shown_by_the_statistics_that_partners_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = coder_comparison.agreement_of_pairs(opened(monkeypatch, TWO_CODERS))
    assert shown.table is not None
    assert plain(shown.title) == "1 pair of coders judged 8 sources together"
    # `alone` is alike in 8 of 8, `step` in none: 8 of 16 judgements agree.
    assert shown.table.frame.select("pair", "cases", "percent", "brennan-prediger").rows() == [("A and B", 8, 0.5, 0.0)]
    assert all(fact.origins for fact in shown.facts if fact.unit == "coefficient")
    alone = coder_comparison.agreement_of_pairs(opened(monkeypatch, codings((0, "alone", "A"))))
    assert not alone.known and "Only one coder is known" in alone.alt


def test_pairs_on_passages_without_certain_places_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = coder_comparison.agreement_of_pairs(opened(monkeypatch, TWO_CODERS, unit="overlap"))
    assert not shown.known and "both judged for certain" in shown.alt
