"""What is said of networks side by side, over the networks that the project holds."""

from __future__ import annotations

import pytest

from analysis.exhibits import OpenEdition, open_edition
from analysis.exhibits.comparing import networks
from analysis.exhibits.comparing.answers import with_returns
from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.report.published_first import published_first, reading_published_figures
from analysis.project import Refused
from tests.exhibits.drawn_edition import drawn, open_drawn

INVENTED = ("five-valleys", "marches")


@pytest.fixture(scope="module")
def herefordshire() -> OpenEdition:
    return open_edition("herefordshire", "2022-23")  # the year that its documents are of


@pytest.fixture(scope="module")
def marches() -> OpenEdition:
    return open_edition("marches", "2024-25")


def rows(exhibit: Exhibit, *columns: str) -> list[tuple[object, ...]]:
    assert exhibit.table is not None
    return exhibit.table.frame.select(columns).rows()


def test_every_published_figure_stands_in_one_of_the_two_tables(herefordshire: OpenEdition) -> None:
    together = rows(networks.figures_side_by_side(herefordshire), "network", "figure_id")
    apart = rows(networks.figures_apart(herefordshire), "network", "figure_id")
    editions = [herefordshire, *herefordshire.beside]
    held = sum(one.table("published_figures").height for one in editions)
    assert len({*together, *apart}) == len(together) + len(apart) == held


def test_hubs_of_stroud_are_not_added_to_seven(herefordshire: OpenEdition) -> None:
    """The source names three and four and prints no sum."""
    shown = networks.figures_side_by_side(herefordshire)
    assert "7 hubs" not in plain(shown.markdown() + shown.sentence.text)
    hubs = [figure for about, figure in rows(shown, "about", "figure") if about == "Hubs"]
    assert hubs == ["10 hubs", "3 hubs", "more than 70 hubs"]
    because = dict(rows(networks.figures_apart(herefordshire), "figure", "because"))
    assert "a flow" in because["4 hubs"] and "a cap" in because["up to £2,500"] and "a stock" in because["£2,000,000"]
    assert "must not be added" in plain(shown.sentence.text)


def test_money_is_divided_only_by_the_hubs_that_shared_it(herefordshire: OpenEdition) -> None:
    shown = networks.money_and_support_per_hub(herefordshire)
    assert [said for (said,) in rows(shown, "shown")] == ["£27,500 a hub", "more than 14 hubs each", "3.3 hubs each"]
    assert "Herefordshire (about £200,000, first two years)" in plain(shown.sentence.text)


def test_every_fact_keeps_its_qualifier_and_names_its_network(herefordshire: OpenEdition) -> None:
    facts = {fact.id: fact for fact in networks.figures_apart(herefordshire).facts}
    activities = facts["networks.herefordshire.here-activities"]
    assert (activities.qualifier, activities.shown) == ("more than", "more than 970 activities per quarter")
    assert activities.origins[0].network == ""
    assert facts["networks.croydon.cva-hirers"].origins[0].network == "croydon"


def test_invented_networks_stand_beside_invented_ones_only(marches: OpenEdition, herefordshire: OpenEdition) -> None:
    assert [one.network.name for one in with_returns(marches)] == list(INVENTED)
    assert with_returns(herefordshire) == []
    assert not {one.network.name for one in herefordshire.beside} & set(INVENTED)
    assert not networks.figures_side_by_side(marches).known
    assert not networks.answers_compared(herefordshire).known


def test_answers_are_those_that_each_network_may_release(marches: OpenEdition) -> None:
    shown = networks.answers_compared(marches)
    assert shown.table is not None
    assert "question_id" not in [field.name for field in shown.table.fields], "codes are not for readers"
    for question in ("people", "volunteers", "referrals_in"):
        values = shown.table.frame.filter(shown.table.frame["question_id"] == question)
        for column in ("median", "low", "high"):
            numbers = [value for value in values[column].to_list() if value]
            assert all(number > marches.rule.threshold for number in numbers), (question, column)
    assert not any("people_" in str(name) for (name,) in rows(shown, "question_id")), "ages are not compared"


def test_the_same_is_said_from_either_side(marches: OpenEdition) -> None:
    other = open_edition("five-valleys", "2024-25")
    for make in (networks.coverage, networks.answers_compared, networks.attendances_by_quarter, networks.not_shared):
        assert make(marches).title == make(other).title
        one, two = make(marches).table, make(other).table
        assert one is not None and two is not None and one.frame.equals(two.frame)


def test_each_number_rests_on_rows_of_its_own_network(marches: OpenEdition) -> None:
    """Hubs of the one network are no key into the returns of the other."""
    beside = {"": marches, **{one.network.name: one for one in marches.beside}}
    made = [networks.coverage(marches), networks.answers_compared(marches), networks.attendances_by_quarter(marches)]
    facts = [fact for exhibit in made for fact in exhibit.facts if fact.origins]
    assert {origin.network for fact in facts for origin in fact.origins} == {"", "five-valleys"}
    for fact in facts:
        for origin in fact.origins:
            frame = beside[origin.network].table(origin.table)
            for column, values in origin.where:
                frame = frame.filter(frame[column].is_in(list(values)))
            assert frame.height, fact.id


def test_hubs_for_residents_rest_on_one_register(marches: OpenEdition) -> None:
    shown = networks.coverage(marches)
    assert len(rows(shown, "hubs", "residents", "rate")) == 2
    for hubs, residents, rate in rows(shown, "hubs", "residents", "rate"):
        assert rate == pytest.approx(10_000 * float(str(hubs)) / float(str(residents)))


def test_what_is_not_shared_says_why(marches: OpenEdition) -> None:
    said = dict(rows(networks.not_shared(marches), "what", "because"))
    assert any(what.startswith("Quarters: 2022-23 Q1") for what in map(str, said))
    assert any("withheld" in str(because) for because in said.values())


def test_a_quarter_is_compared_too() -> None:
    edition = open_edition("marches", "2024-25 Q3")
    assert networks.answers_compared(edition).known and networks.attendances_by_quarter(edition).known


def test_a_network_alone_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch)
    assert len(networks.__all__) > 3
    for make in networks.__all__:
        assert not getattr(networks, make)(edition).known, make


def test_a_headline_that_is_no_figure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = {
        "figure_id": "a",
        "measure": "hubs",
        "value": 3.0,
        "qualifier": "up to",
        "unit": "hubs",
        "source": "A report",
    }
    edition = open_drawn(monkeypatch, published_figures=drawn("published_figures", [figure]))
    assert "[up to 3]" in published_first(edition).text
    object.__setattr__(edition.network, "headlines", ("b",))
    with pytest.raises(Refused, match="headline 'b', which is no published figure; there are: a"):
        published_first(edition)


def test_typed_words_stay_text_in_headline_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    nasty = "<script>alert(1)</script> **x** [y](z)"
    figure = {"figure_id": "a", "measure": nasty, "value": 3.0, "qualifier": "exact", "unit": nasty, "source": nasty}
    figure |= {"period": nasty, "scope": nasty, "caution": nasty}
    edition = open_drawn(monkeypatch, published_figures=drawn("published_figures", [figure]))
    text = published_first(edition).text
    assert "<script>" not in text and "[y](z)" not in text and "**x**" not in text


@pytest.mark.parametrize("name", ["hotspots", "croydon", "gloucestershire", "herefordshire", "stroud"])
def test_no_report_of_published_figures_denies_the_sums_that_it_makes(name: str) -> None:
    edition = open_edition(name, "2024-25")
    said = reading_published_figures(edition)
    assert ("worked out from the awards" in said) is (edition.table("awards").height > 0)
    assert "worked out from such figures" in str(edition.network.statement)
    assert "never" not in said
