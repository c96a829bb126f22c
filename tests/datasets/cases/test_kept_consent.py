"""Consent is kept wherever words are printed: six words in a row of a case study that may not be quoted stop the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.datasets.free_texts import PUBLISHED_TEXTS
from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.processing.tables import TABLES
from analysis.editions.ledger.evidence import ExecutedPage
from analysis.editions.ledger.words_on_pages import stop_at_few_people, stop_at_words_not_agreed
from analysis.editions.running.execution import BuildFailed
from analysis.measures.cases.case_studies import usable_cases
from analysis.networks import Network
from analysis.project import processed_folder
from tests.datasets.drawn_network import draw_network, write

TOLD = "My sister stopped ringing, so the lunch club became the place where anybody knew my name."
TAKEN = "the lunch club became the place where"  # seven words of it
CASES = "case_id,title,collected,consent,consent_covers,text\n"


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return draw_network(tmp_path)


def listed(network: Network, consent: str, covers: str = "", more: str = "") -> None:
    write(
        network.folder / "cases" / "cases.csv", f'{CASES}one,The lunch,2024-05-02,{consent},{covers},"{TOLD}"\n{more}'
    )


def narrative(network: Network, sentence: str) -> None:
    write(
        network.folder / "editions" / "2024-25" / "narrative.md",
        f"---\nsigned: Partner\n---\n\n{sentence} {{our view}}\n",
    )


def stops(network: Network) -> list[tuple[str, str]]:
    return [(stop.file, stop.rule) for stop in process_network(network).stops]


@pytest.mark.parametrize(
    ("consent", "covers"), [("count only", ""), ("", ""), ("yes", ""), ("quote", "talks"), ("quote", "site;talks")]
)
def test_words_typed_by_hand_stop_the_build_where_nobody_agreed_to_them(
    network: Network, consent: str, covers: str
) -> None:
    listed(network, consent, covers)
    narrative(network, f"For some {TAKEN.upper().replace('CLUB', 'Club,')} people are missed.")
    assert stops(network) == [("editions/2024-25/narrative.md", "words-not-agreed")]


@pytest.mark.parametrize(
    ("consent", "covers", "words"),
    [
        ("quote", "", TAKEN),
        ("quote", "report;site", TAKEN),
        ("count only", "", "the lunch club became the hub’s own café"),
    ],
)
def test_words_that_were_agreed_to_and_fewer_than_six_do_not(
    network: Network, consent: str, covers: str, words: str
) -> None:
    listed(network, consent, covers)
    narrative(network, f"For some {words}.")
    assert stops(network) == []


def test_words_that_another_teller_agreed_to_are_nobodys_secret(network: Network) -> None:
    listed(network, "count only", more=f'two,Another,2024-05-02,quote,,"They say that {TAKEN} they meet."\n')
    narrative(network, f"For some {TAKEN} people are missed.")
    assert stops(network) == []


def test_words_of_a_case_withdrawn_later_are_known_by_hashes_alone(network: Network) -> None:
    listed(network, "quote")
    narrative(network, f"For some {TAKEN} people are missed.")
    assert stops(network) == []
    listed(network, "withdrawn")
    assert stops(network) == [("editions/2024-25/narrative.md", "words-not-agreed")]
    write(
        network.folder / "cases" / "cases.csv", CASES + "two,Another,2024-05-02,count only,,Nothing.\n"
    )  # its line is gone too
    assert stops(network) == [("editions/2024-25/narrative.md", "words-not-agreed")]
    held = (processed_folder(network.name) / "remembered-runs.json").read_text(encoding="utf-8")
    assert not any(word in held for word in ("lunch", "sister", "ringing"))
    narrative(network, "For some it is a place where people are missed.")
    assert stops(network) == []


def test_the_columns_that_are_looked_at_are_columns_of_texts() -> None:
    assert {"narrative", "recommendations", "corrections", "returns"} <= PUBLISHED_TEXTS.keys()
    for table, columns in PUBLISHED_TEXTS.items():
        kinds = {column.name: column.kind for column in TABLES[table].columns}
        assert {column: kinds.get(column) for column in columns} == dict.fromkeys(columns, "text")


def test_recommendations_are_looked_at_too(network: Network) -> None:
    listed(network, "count only")
    write(
        network.folder / "recommendations.csv",
        f"recommendation_id,made_in,number,text,addressed_to,status\nr1,2023-24,1,Keep it: {TAKEN},Council,proposed\n",
    )
    assert stops(network) == [("recommendations.csv", "words-not-agreed")]


@pytest.mark.parametrize("consent", ["", "yes"])
def test_a_case_study_of_unknown_consent_counts_and_the_finding_says_both(network: Network, consent: str) -> None:
    listed(network, consent)
    process_network(network)
    assert usable_cases(read_table(network.name, "case_studies"), network.period("2024-25 Q1"))[
        "case_id"
    ].to_list() == ["one"]
    told = [row for row in read_table(network.name, "findings").to_dicts() if row["column"] == "consent"]
    assert [("is counted" in row["why"], "none of its words are published" in row["why"]) for row in told] == [
        (True, True)
    ]


def page(name: str, source: str, said: str = "") -> ExecutedPage:
    output = {"data": {"text/markdown": [said]}}
    cells = [{"cell_type": "markdown", "source": [source]}, {"cell_type": "code", "source": "", "outputs": [output]}]
    return ExecutedPage(name, {"cells": cells})


@pytest.mark.parametrize(
    ("consent", "covers", "name", "stopped"),
    [
        ("count only", "", "20-activity.html", True),
        ("", "", "index.html", True),
        ("quote", "", "index.html", False),
        ("quote", "site", "20-activity.html", False),
        ("quote", "site", "index.html", True),  # the report is sent on as well
        ("quote", "report;site", "hubs/mill.html", True),
        ("quote", "hub page", "hubs/mill.html", False),
    ],
)
def test_no_page_leaves_with_words_that_nobody_agreed_to_there_whatever_file_they_came_from(
    network: Network, consent: str, covers: str, name: str, stopped: bool
) -> None:
    """The words stand in a notebook, where no table holds them; marks, tags and facts within them hide nothing."""
    listed(network, consent, covers)
    process_network(network)
    hidden = (
        TAKEN.replace(" became ", " **be**came ")
        .replace("club", "club{.x y=z}")
        .replace("place", "<b>place</b>")
        .replace("**", "")
    )
    for pages in ([page(name, f"One said: {hidden}.")], [page("x.html", ""), page(name, "", f"\\“{hidden}\\”")]):
        if stopped:
            with pytest.raises(BuildFailed, match=f"{name} holds six or more words in a row of the case study `one`"):
                stop_at_words_not_agreed(network, pages)
        else:
            stop_at_words_not_agreed(network, pages)


def test_words_withdrawn_since_are_known_again_on_a_page_by_their_hashes(network: Network) -> None:
    listed(network, "quote")
    process_network(network)
    listed(network, "withdrawn")
    process_network(network)
    with pytest.raises(BuildFailed, match="case study `one`"):
        stop_at_words_not_agreed(network, [page("index.html", TAKEN)])
    stop_at_words_not_agreed(network, [page("index.html", " ".join(TAKEN.split()[:5]))])


def test_a_network_without_case_studies_has_nothing_to_look_for(network: Network) -> None:
    process_network(network)
    assert read_table(network.name, "case_studies").is_empty()
    stop_at_words_not_agreed(network, [page("index.html", TAKEN)])


@pytest.mark.parametrize(
    "text", ["Volunteers at Mill Hub fell from twelve to three.", "At Kiln Hub **3** volunteers stayed."]
)
def test_no_text_cell_says_how_many_people_it_was_at_a_hub(network: Network, text: str) -> None:
    process_network(network)
    with pytest.raises(BuildFailed, match=r"95-ours.html: .*(Mill|Kiln) Hub how many people it was"):
        stop_at_few_people(network, [page("95-ours.html", text)])


@pytest.mark.parametrize(
    "text",
    [
        "# Mill Hub\n\nTrain two volunteers of each hub.",
        "At Mill Hub [3]{.fact data-fact=x} volunteers stayed.",  # released
        "Mill Hub has forty volunteers and two kettles.",
    ],
)
def test_a_text_cell_that_tells_of_nobody_passes(network: Network, text: str) -> None:
    process_network(network)
    stop_at_few_people(network, [page("95-ours.html", text)])
    assert read_table(network.name, "hubs").height == 2
