"""Nothing invented bears the name of anything real that this project has read about."""

import csv
import io

import pytest

from analysis.project import root
from demonstration.folders import all_files

# Places, bodies and schemes named in the public documents that the invented networks are shaped on.
REAL = (
    "Stroud",
    "Gloucester",
    "Forest of Dean",
    "Hereford",
    "Talk Community",
    "Croydon",
    "CVA",
    "Norwood",
    "Addington",
    "Waterside",
    "Centrale",
    "Stanley Hall",
    "Fieldway",
    "Auckland Road",
    "Good Food Matters",
    "Hotspot",
    "GL11",
    "Grace Network",
    "Gateway Trust",
    "Fair Shares",
    "Fairshares",
    "The Venture",
    "Forest Voluntary",
    "Building Collective",
    "Creative Sustainability",
    "Thriving Places",
    "Feeding Gl",
    "Foodbank",
    "Skillzone",
    "Together We Can",
    "Active Together",
    "Healthier Communities Together",
)


@pytest.mark.parametrize("name", REAL)
def test_no_real_name_stands_in_invented_files(name: str) -> None:
    """Archives are stored uncompressed, so their texts can be searched as they lie there."""
    word = name.lower().encode()
    assert len(all_files_once()) > 50
    assert [path for path, content in all_files_once().items() if word in content.lower()] == []


_FILES: dict[str, bytes] = {}


def all_files_once() -> dict[str, bytes]:
    if not _FILES:
        _FILES.update(all_files())
    return _FILES


def test_every_workbook_says_that_it_is_invented() -> None:
    workbooks = [content for path, content in all_files_once().items() if path.endswith(".xlsx")]
    assert workbooks and all(b"Invented for demonstration" in content for content in workbooks)


@pytest.mark.parametrize("network", ["five-valleys", "marches"])
def test_no_invented_point_lies_on_land(network: str) -> None:
    """All points lie in two boxes of open sea, well off any coast."""
    south, north, west, east = (52.2, 52.5, -5.05, -4.7) if network == "five-valleys" else (53.4, 54.0, 0.7, 1.6)
    for table in ("hubs", "localities"):
        rows = list(csv.DictReader(io.StringIO(all_files_once()[f"{network}/register/{table}.csv"].decode())))
        assert len(rows) >= 10
        for row in rows:
            assert south < float(row["latitude"]) < north and west < float(row["longitude"]) < east, row


def test_published_figures_keep_their_words() -> None:
    """The real network: no total where the term is open, and the document named as people would name it."""
    folder = root() / "data" / "raw" / "hotspots"
    figures = list(csv.DictReader((folder / "published-figures.csv").open(encoding="utf-8", newline="")))
    assert len(figures) == 11
    assert {row["source"] for row in figures} == {
        "Gloucestershire Hotspots: Summary of learning 2022 + 2024, Centre for Thriving Places, September 2024"
    }
    awards = {row["award_id"]: row for row in csv.DictReader((folder / "funding/awards.csv").open(encoding="utf-8"))}
    assert awards["ukspf-stroud-hubs"]["amount"] == "275000"
    for award_id, term in (
        ("stroud-area-facilitators", "at least one year"),
        ("children-and-family-hubs", "not stated"),
    ):
        row = awards[award_id]
        assert (row["amount"], row["term_years"], row["term_stated"]) == ("", "", term)
    payers = {(row["payer"], row["lead"], row["recipient"]) for row in awards.values()}
    assert all(payer not in (lead, recipient) for payer, lead, recipient in payers)
