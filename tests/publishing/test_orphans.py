"""Numbers without a source, planted in pages of every shape that exhibits write: the judge must find each, and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.exhibits.counts import counted, given, packed, rows_of, unpacked
from analysis.exhibits.exhibit import Sentence
from analysis.exhibits.facts import Fact, in_own_words
from analysis.publishing.cache import Cache
from analysis.publishing.judging.names import NamesWithNumbers
from analysis.publishing.judging.orphans import KINDS, orphans_of, tell_orphans


def page(body: str) -> str:
    return f'<html><body><nav>12 pages</nav><main id="main">{body}</main><footer>2 of 3</footer></body></html>'


FACT = '<a class="fact" data-fact="visits.total" href="numbers/index.html#visits.total">47,315</a>'


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("<p>Hubs counted 47,315 visits.</p>", "47,315"),
        (f"<p>Hubs counted {FACT} visits at 10 hubs.</p>", "10"),
        ("<h2>Visits rose by 12%</h2>", "12%"),
        ("<table><tr><th scope='row'>Abbey</th><td>£1,250.50</td></tr></table>", "£1,250.50"),
        ("<table><caption>Table 1: 3 hubs grew</caption></table>", "3"),
        ("<figure><figcaption>Of 5 hubs none grew</figcaption></figure>", "5"),
        ("<ul><li>In 2024-25 4 hubs closed.</li></ul>", "4"),
        (f'<p>{FACT}</p><img alt="Line chart: 47,315 visits, then 52,000">', "52,000"),
        (f'<p>{FACT}</p><div role="img" aria-label="Bars: 9 hubs"></div>', "9"),
        ("<details><summary>Data<span class='visually-hidden'>: 8 hubs</span></summary></details>", "8"),
        ("<p>On 3 May 2025 there were 17 of them.</p>", "17"),
        ("<p>The network has 5 quarters of returns.</p>", "5"),
    ],
)
def test_a_planted_orphan_is_found(body: str, number: str) -> None:
    assert [orphan.number for orphan in orphans_of(page(body))] == [number]


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Hubs counted {FACT} visits in 2024-25 Q3 (Figure 2), October to December 2024, by 31 March 2025.</p>",
        '<h2><span class="section-number">2.1</span> What hubs did</h2>',
        '<p>A count below <span class="given">7</span> is withheld.</p>',
        '<td><span class="written">We baked 30 cakes</span></td>',
        "<p>360Giving, A38 and <code>visits.12</code></p>",
        "<p>The awards Ŵ-1, Ö12 and 7ŷ</p>",
        "<p>It can be told from 2025 Q4 on, when the network has 8 quarters of returns.</p>",
        "<table><tr><th scope='row'>3</th><td>Extend them</td></tr></table>",
        f'<p>{FACT}</p><img alt="Line chart: 47,315 visits in 2024-25">',
        f'<p>{FACT}</p><p class="visually-hidden">47,315 visits</p>',
        "<p>Aged 18 to 64, under 18, 65 or over</p>",
    ],
)
def test_what_leads_to_its_source_or_needs_none_is_no_orphan(body: str) -> None:
    assert orphans_of(page(body)) == []


def test_each_kind_says_why_its_numbers_need_no_source() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 5
    assert all(kind.why for kind in KINDS)


def test_orphans_are_a_complaint_with_a_list_and_stop_nothing(tmp_path: Path) -> None:
    site, listing = tmp_path / "site", tmp_path / "numbers-without-source.txt"
    (site / "hubs").mkdir(parents=True)
    (site / "numbers").mkdir()
    (site / "evidence.json").write_text("{}", encoding="utf-8")
    (site / "index.html").write_text(page("<p>4 hubs</p>"), encoding="utf-8")
    (site / "hubs" / "abbey.html").write_text(page("<p>9 visits</p>"), encoding="utf-8")
    (site / "numbers" / "index.html").write_text(page("<p>4</p>"), encoding="utf-8")  # a page of cards
    (said,) = tell_orphans(site, listing)
    assert said.startswith("2 numbers lead to no source") and "hubs/abbey.html: the number 9" in said
    assert len(listing.read_text(encoding="utf-8").splitlines()) == 2
    for path in ("index.html", "hubs/abbey.html"):
        (site / path).write_text(page(f"<p>{FACT}</p>"), encoding="utf-8")
    assert tell_orphans(site, listing) == [] and not listing.exists()


def test_a_page_is_searched_again_where_it_or_a_fact_of_it_changed(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", Cache(tmp_path / "cache")
    site.mkdir()

    def told(body: str, shown: str) -> list[str]:
        fact = {"id": "visits.total", "shown": shown, "pages": ["index.html"]}
        (site / "evidence.json").write_text(json.dumps({"facts": [fact]}), encoding="utf-8")
        (site / "index.html").write_text(page(body), encoding="utf-8")
        return tell_orphans(site, tmp_path / "list.txt", cache)

    drawn = '<img alt="Line chart: 52,000">'
    assert told(drawn, "52,000") == []
    assert "the number 52,000" in told(drawn, "47,315")[0]
    assert told(drawn, "52,000") == []
    assert "the number 9" in told(f"{drawn}<p>9 hubs</p>", "52,000")[0]


def test_a_count_travels_in_its_words_until_they_are_a_sentence() -> None:
    whole = Fact("awards.all", 9, "awards", "9", "awards on record")
    words = f"Of these {counted('awards.undated', 1, 'award', 'without a day', [whole], ('has', 'have'))} no day."
    said = Sentence(f"There are {whole}. {words}", (whole,))
    assert said.text.endswith('Of these [1]{.fact data-fact="awards.undated"} award has no day.')
    assert [fact.id for fact in said.facts] == ["awards.all", "awards.undated"]
    assert said.facts[1].inputs == ("awards.all",) and said.facts[1].unit == "awards"


def test_a_counted_row_leads_to_its_rows() -> None:
    _, (fact,) = unpacked(
        counted("hubs.far", 1_200, ("locality", "localities"), "how", [rows_of("hubs", {"hub_id": ["b", "a", "b"]})])
    )
    assert (fact.shown, fact.unit) == ("1,200", "localities")
    assert fact.origins[0].where == (("hub_id", ("b", "a")),)


def test_a_range_that_travels_keeps_its_least() -> None:
    _, (fact,) = unpacked(packed(Fact("a", 5.0, "GBP", "£4 to £5", "sum", least=4.0)))
    assert fact.least == 4.0


def test_what_is_given_is_marked_and_escaped() -> None:
    assert given("5% *") == "[5% \\*]{.given}"


def test_numbers_in_a_persons_own_words_are_that_persons() -> None:
    """Seen: “$5 a day” and “5°C” of a caution were listed as numbers without a source."""
    said = in_own_words("It was 5°C, and $5 a day")
    assert said == "[It was 5°C, and \\$5 a day]{.written}"
    page = "<main><p>Caution: <span class='written'>It was 5°C, and $5 a day</span>; 6 came.</p></main>"
    assert [orphan.number for orphan in orphans_of(page)] == ["6"]


NAMED = NamesWithNumbers(["Aldermoss 1", "The 3 Bells, Crossways", "Lunch for 40", "D'Arcy Hall (Unit 2.5)"])


@pytest.mark.parametrize(
    "body",
    [
        "<p>Attendances at Aldermoss 1 rose.</p>",
        "<h3>Where The 3 Bells, Crossways stands</h3>",
        "<table><tr><th scope='row'>Lunch for 40</th><td>not known</td></tr></table>",
        "<p>(D'Arcy Hall (Unit 2.5))</p>",
        "<p>Community centre in Aldermoss 1, open since 2024-25 Q1.</p>",
    ],
)
def test_a_number_in_a_name_of_the_network_needs_no_source(body: str) -> None:
    assert orphans_of(page(body))
    assert not orphans_of(page(body), names=NAMED)


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("<p>Aldermoss 12 rose.</p>", "12"),
        ("<p>Bells 3, Crossways</p>", "3"),
        ("<p>Lunch for 40 came to 40 people.</p>", "40"),
        ("<p>At Aldermoss 1 came.</p>", "1"),
        ("<p>In Aldermoss 1,200 came.</p>", "1,200"),
        ("<p>It was 2.5 times as much.</p>", "2.5"),
    ],
)
def test_a_number_beside_a_name_needs_one(body: str, number: str) -> None:
    names = NamesWithNumbers(["Aldermoss 12 Hub"]) if "At " in body else NAMED
    assert [orphan.number for orphan in orphans_of(page(body), names=names)] == [number]
