"""Which editions still hold words that may not be shown any more: by their evidence, and by what is remembered of them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from analysis.datasets.processing.freshness import PROCESSING
from analysis.disclosure_settings import DisclosureSettings
from analysis.editions import recall as held
from analysis.editions.recall import held_state, note_quoted, words_held
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import processed_folder

OUT = ((Period.parse("2023-24"), dt.date(2024, 7, 31)),)


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    first, last = Period.parse("2022-23 Q1"), Period.parse("2024-25 Q4")
    rule = DisclosureSettings(7, 5, "a test")
    about = {
        "title": "T",
        "demonstration": True,
        "statement": "S",
        "place": "P",
        "research_partner": "R",
        "due_days": 28,
    }
    folder = tmp_path / "data" / "raw" / "drawn"
    folder.mkdir(parents=True)
    return Network(
        name="drawn",
        first=first,
        last=last,
        disclosure=rule,
        price_base="2024-25",
        folder=folder,
        published=OUT,
        **about,
    )  # type: ignore[arg-type]


def consents(network: Network, **cases: tuple[str, str]) -> None:
    """case: consent and what it covers, collected in May 2023."""
    said = {
        case.replace("_", "-"): {"consent": consent, "covers": covers, "collected": "2023-05-01"}
        for case, (consent, covers) in cases.items()
    }
    record = processed_folder("drawn") / PROCESSING
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps({"withheld": {"consents": said, "redacted": ""}}), encoding="utf-8")


def edition(tmp_path: Path, slug: str, *quotes: tuple[str, str], value: str = "Some words.") -> Path:
    """An edition whose evidence holds a quote of each case study on each page."""
    folder = tmp_path / "reports" / "drawn" / slug
    (folder / "data").mkdir(parents=True, exist_ok=True)
    facts: list[dict[str, Any]] = [
        {"id": f"quote.c{n}", "value": value, "passages": [{"case_id": case}], "pages": [page]}
        for n, (case, page) in enumerate(quotes)
    ]
    lines = ",\n".join(json.dumps(fact, ensure_ascii=False) for fact in facts)
    head = json.dumps({"network": "drawn", "period": slug})[:-1]
    (folder / "evidence.json").write_text(f'{head}, "facts": [\n{lines}\n]}}\n', encoding="utf-8")
    return folder


def keep(tmp_path: Path, slug: str, *quotes: tuple[str, str]) -> None:
    """As a build does: the ledger that names case studies stays at home, and what is published names none."""
    folder = edition(tmp_path, slug, *quotes)
    text = (folder / "evidence.json").read_text(encoding="utf-8")
    held.keep_ledger("drawn", slug, text)
    ledger = json.loads(text)
    for fact in ledger["facts"]:
        del fact["passages"]
        fact["unit"] = "quote"
    (folder / "evidence.json").write_text(json.dumps(ledger), encoding="utf-8")


def told(network: Network) -> list[tuple[str, str, int, str]]:
    return [(each.slug, each.case_id, each.quotes, each.why) for each in words_held(network)]


def test_nothing_is_looked_through_while_all_may_be_shown(network: Network, tmp_path: Path) -> None:
    edition(tmp_path, "2024-25", ("case-1", "index.html"))
    consents(network)
    assert told(network) == [] and held_state(network, "2023-24") == ""
    assert not (processed_folder("drawn") / "cache").exists()


def test_a_withdrawn_case_is_found_in_each_edition_that_quotes_it(network: Network, tmp_path: Path) -> None:
    edition(tmp_path, "2024-25", ("case-1", "index.html"), ("case-1", "30-case-studies.html"), ("case-2", "index.html"))
    edition(tmp_path, "2023-24", ("case-1", "index.html"))
    consents(network, case_1=("withdrawn", ""))
    assert told(network) == [("2023-24", "case-1", 1, "withdrawn"), ("2024-25", "case-1", 2, "withdrawn")]
    first, second = map(str, words_held(network))
    assert "reports/drawn/2023-24 still holds 1 quote of case-1 (withdrawn)" in first
    assert "`hub-learning build drawn 2023-24`" in first and "went out on 31 July 2024" in first
    assert "the copies that were passed on" in second
    assert held_state(network, "2023-24") != held_state(network, "2024-25") != ""


@pytest.mark.parametrize(
    ("covers", "page", "why"),
    [
        ("site", "index.html", "not for this use"),
        ("report; site", "index.html", ""),
        ("Site", "30-case-studies.html", ""),
        ("report;site", "hubs/mill.html", "not for this use"),
        ("hub page", "hubs/mill.html", ""),
        ("talks", "30-case-studies.html", "not for this use"),
    ],
)
def test_a_consent_that_was_narrowed_is_held_against_the_page(
    network: Network, tmp_path: Path, covers: str, page: str, why: str
) -> None:
    edition(tmp_path, "2024-25", ("case-1", page))
    consents(network, case_1=("quote", covers))
    assert [each.why for each in words_held(network)] == ([why] if why else [])


def test_an_edition_that_is_out_is_told_by_what_is_remembered_of_it(network: Network, tmp_path: Path) -> None:
    consents(network, case_1=("withdrawn", ""))
    (unsure,) = words_held(network)
    assert (unsure.slug, unsure.quotes) == ("2023-24", 0)
    assert str(unsure).startswith("the edition of 2023-24 published on 31 July 2024 may hold words of case-1")
    folder = edition(tmp_path, "2023-24", ("case-1", "index.html"))
    note_quoted("drawn", "2023-24", folder)
    edition(tmp_path, "2023-24")  # built again: clean, but the copies that went out are not
    assert told(network) == [("2023-24", "case-1", 1, "withdrawn")]
    assert "Replace the copies that went out." in str(words_held(network)[0])


def test_a_case_collected_later_cannot_stand_in_it(network: Network) -> None:
    consents(network, case_1=("withdrawn", ""))
    record = processed_folder("drawn") / PROCESSING
    record.write_text(record.read_text().replace("2023-05-01", "2024-05-01"), encoding="utf-8")
    assert told(network) == []


def test_redacted_words_are_found_in_evidence_and_tables(network: Network, tmp_path: Path) -> None:
    decided = "- {file: a, kind: name, text: 'Zoë \"Zo\" Ash', decision: redact}\n- {file: a, kind: name, text: Percival, decision: allow}\n"
    (network.folder / "personal-data.yml").write_text(decided, encoding="utf-8")
    consents(network)
    edition(tmp_path, "2024-25", ("case-1", "index.html"), value='Then Zoë "Zo" Ash left.')
    clean = edition(tmp_path, "2023-24", ("case-1", "index.html"), value="Percival the tortoise.")
    assert told(network) == [("2024-25", "", 0, "redacted since")]
    assert "Zoë" not in str(words_held(network)[0])
    (clean / "data" / "t.csv").write_text('name\nZoë "Zo" Ash\n', encoding="utf-8")
    edition(tmp_path, "2023-24", ("case-1", "index.html"), value="Percival the tortoise, again.")
    assert [slug for slug, *_ in told(network)] == ["2023-24", "2024-25"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"2024-25": 3}', '{"2024-25": ["x", [{"no": 1}]]}', '{"2024-25": null}']
)
def test_a_spoiled_memory_is_no_memory(network: Network, tmp_path: Path, text: str) -> None:
    edition(tmp_path, "2024-25", ("case-1", "index.html"))
    consents(network, case_1=("count only", ""))
    path = processed_folder("drawn") / held._LOOKED
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert told(network) == [("2024-25", "case-1", 1, "count only")]
    assert told(network) == [("2024-25", "case-1", 1, "count only")]


def test_evidence_that_does_not_read_is_passed_over(network: Network, tmp_path: Path) -> None:
    folder = edition(tmp_path, "2024-25", ("case-1", "index.html"))
    text = (folder / "evidence.json").read_text(encoding="utf-8")
    (folder / "evidence.json").write_text('"passages": {broken\n' + text, encoding="utf-8")
    consents(network, case_1=("withdrawn", ""))
    assert ("2024-25", "case-1", 1, "withdrawn") in told(network)


def test_quotes_are_found_by_the_ledger_that_stays_at_home(network: Network, tmp_path: Path) -> None:
    keep(tmp_path, "2024-25", ("case-1", "index.html"), ("case-2", "index.html"))
    consents(network, case_1=("withdrawn", ""), case_2=("quote", ""))
    assert [each for each in told(network) if each[0] == "2024-25"] == [("2024-25", "case-1", 1, "withdrawn")]


def test_an_edition_whose_ledger_is_gone_may_hold_what_was_withdrawn(network: Network, tmp_path: Path) -> None:
    """Nobody can tell which case studies its quotes are of: silence would be a promise."""
    keep(tmp_path, "2024-25", ("case-2", "index.html"))
    held.full_ledger("drawn", "2024-25").unlink()
    consents(network, case_1=("withdrawn", ""), case_2=("quote", ""))
    assert [each for each in told(network) if each[0] == "2024-25"] == [("2024-25", "case-1", 0, "withdrawn")]
