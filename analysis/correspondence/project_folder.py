"""A project folder of one's own: what came with the package, and a first network in it that builds as it stands."""

from __future__ import annotations

import csv
import io
import re
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from analysis.correspondence.shipped_files import mark_text
from analysis.datasets.declaration import Table
from analysis.datasets.register.hubs import HUBS
from analysis.datasets.register.localities import LOCALITIES
from analysis.datasets.returns.core_questions import CORE_QUESTIONS, record_of
from analysis.disclosure_settings import DISCLOSURE_FILE, BreakdownSettings, DisclosureFileSettings, MagnitudeSettings
from analysis.network_settings import NETWORK_FILE, NetworkSettings
from analysis.periods import APRIL, JANUARY, Period
from analysis.project import MARK, SHIPPED, Refused, shipped
from analysis.settings.writing import commented_yaml, schema_comment, yaml_of

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60

IGNORED = """\
# What people sent, and what a person decided about names in it, stays out of the repository unless somebody decides
# otherwise: take a line of the first part out to have git keep it.
data/raw/*/*
!data/raw/codebook/*
!data/raw/prices/*
!data/raw/*/network.yml
!data/raw/*/questions.yml
!data/raw/*/register/
data/processed/
reports/*/
!reports/styles/
!reports/templates/
reports/index.html
.venv/
__pycache__/
.ipynb_checkpoints/
/.quarto/
**/*.quarto_ipynb
notebooks/*.html
notebooks/*_files/
"""

README = """\
# {title}

A project folder of Hub Learning: the data and settings of one or more networks, apart from the code. The commands find it when they
are typed in it or in a folder below it; from elsewhere with `hub-learning --project FOLDER`, or HUB_LEARNING_ROOT=FOLDER in the environment.

    hub-learning check {network}                    what was found in what came, and questions to hubs
    hub-learning form {network} "{quarter}"             blank returns to send out, one for each hub
    hub-learning build {network} "{quarter}"            the report, in reports/{network}/

| place | what it holds |
|---|---|
| `data/raw/{network}/network.yml` | what the network is called, its quarters, the rule for small numbers: each key below what it is for |
| `data/raw/{network}/questions.yml` | what hubs are asked each quarter; `hub-learning settings questions.yml` says what may stand there |
| `data/raw/{network}/register/` | the hubs and their localities; `hub-learning settings hubs.csv` says what each column means |
| `data/raw/{network}/returns/` | the returns as they came, in folders called as you like; never edited |
| `notebooks/` | the pages, one notebook each; another one that lies here becomes a page too |
| `_brand.yml`, `_quarto.yml` | colours and letters; the order of the pages |

`quarto render` here needs HUB_LEARNING_NETWORK={network} and HUB_LEARNING_PERIOD="{quarter}" in the environment.

`.gitignore` keeps what people sent, and every report, out of a git repository: they can name people. Read it before you change it.
"""


@dataclass(frozen=True)
class FirstNetwork:
    """What is asked of somebody who begins: the network's code, the words that its pages print, its quarters, its hubs' names."""

    name: str
    title: str
    place: str
    partner: str
    first: Period
    last: Period
    hubs: tuple[str, ...] = ()


def code_of(words: str) -> str:
    """A code for folders and forms: `Tŷ Newydd & Sons` becomes `ty-newydd-sons`. Empty where no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")


def make_project(folder: Path, network: FirstNetwork) -> list[str]:
    """Write the project. Returns the paths of what the user will change, relative to the folder.

    Refused, with nothing written, where the folder holds something, or the network's code or quarters are none.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is not empty: name a folder that does not exist yet")
    if not _NAME.fullmatch(network.name):
        raise Refused(f"'{network.name}' is no network's code: small letters, digits and hyphens, as in upper-dales")
    for what, said in (("name", network.title), ("place", network.place), ("signatory", network.partner)):
        if not said.strip():
            raise Refused(f"the network's {what} is blank: pages print it, so say what it is")
    if network.last.quarters[-1] < network.first.quarters[0]:
        raise Refused(f"the last quarter, {network.last.label}, lies before the first, {network.first.label}")
    own = _own_files(network)
    for name in SHIPPED:
        _copy(shipped() / name, folder / name)
    for path, text in own.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    (folder / "data" / "raw" / network.name / "returns").mkdir()
    return sorted(own)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    else:
        shutil.copyfile(source, target)


def _own_files(network: FirstNetwork) -> dict[str, str]:
    home = f"data/raw/{network.name}"
    questions = yaml_of([record_of(question) for question in CORE_QUESTIONS])
    quarter = network.first.quarters[0].label
    return {
        MARK: mark_text(),
        "README.md": README.format(title=network.title, network=network.name, quarter=quarter),
        ".gitignore": IGNORED,
        f"{home}/{NETWORK_FILE}": schema_comment("network") + commented_yaml(NetworkSettings, _settings(network)),
        f"{home}/{DISCLOSURE_FILE}": schema_comment("disclosure")
        + commented_yaml(DisclosureFileSettings, _WHO_IS_SAFE),
        f"{home}/questions.yml": schema_comment("questions") + questions,
        f"{home}/register/hubs.csv": _sheet(HUBS, _hubs(network)),
        f"{home}/register/localities.csv": _sheet(LOCALITIES, []),
    }


# As usual, said in so many words: whoever changes a part of it writes who set it.
_WHO_IS_SAFE: dict[str, object] = {
    "counts": {
        "threshold": 7,
        "base": 5,
        "source": "OpenSAFELY's rule: counts of people up to 7 are withheld, the others are rounded to the nearest 5",
    },
    "case_groups": asdict(BreakdownSettings()),
    "magnitudes": asdict(MagnitudeSettings()),
}


def _settings(network: FirstNetwork) -> dict[str, object]:
    of_calendar_years = {"year_starts": "January"} if network.first.begins == JANUARY else {}
    return {
        "title": network.title,
        "demonstration": False,
        "statement": "From what hubs and their partners sent in.",
        "place": network.place,
        "research_partner": network.partner,
        "quarters": {"first": network.first.quarters[0].label, "last": network.last.quarters[-1].label},
        "due_days": 28,
        "price_base": _last_priced_year(network.first.begins),
        **of_calendar_years,
    }


def _last_priced_year(begins: int) -> str:
    """Of the network's own years where they are calendar years; that of the index otherwise."""
    with (shipped() / "data" / "raw" / "prices" / "gdp-deflator.csv").open(encoding="utf-8-sig", newline="") as lines:
        last = Period.parse(max(row["financial_year"] for row in csv.DictReader(lines)))
    return last.in_calendar(JANUARY if begins == JANUARY else APRIL).label


def _hubs(network: FirstNetwork) -> list[dict[str, str]]:
    """A row for each name, with a code of its own: two names may give the same letters, or none."""
    rows: list[dict[str, str]] = []
    taken: set[str] = set()
    for number, name in enumerate(network.hubs, 1):
        code = code_of(name) or f"hub-{number}"
        code = f"{code}-{number}" if code in taken else code
        taken.add(code)
        opened = network.first.quarters[0].label
        rows.append({"hub_id": code, "name": name, "kind": "community hub", "status": "established", "opened": opened})
    return rows


def _sheet(table: Table, rows: Sequence[dict[str, str]]) -> str:
    columns = [column.name for column in table.columns if not column.name.startswith("source_")]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
