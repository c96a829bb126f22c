"""What each demonstration edition says, a fact a line, which exhibits its pages show and in which words: `python -m tests.ledger [NETWORK ...]`
writes tests/ledgers.

A change of a published number or sentence, or an exhibit that is gone or not shown any more, is then a line in a diff, which its
commit explains. tests/test_ledger.py compares.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from analysis.periods import Period

FOLDER = Path(__file__).resolve().parent / "ledgers"
EXHIBITS = FOLDER / "exhibits.tsv"
WORDS = FOLDER / "words.tsv"
EDITIONS = (
    ("five-valleys", "2024-25"),
    ("five-valleys", "2024-25 Q3"),
    ("marches", "2024-25"),
    ("marches", "2024-25 Q3"),
    ("hotspots", "2024-25"),
)
_HEAD_OF_EXHIBITS = "# Every exhibit of each demonstration edition, page by page: network, period, page, exhibit, `shown` or `not shown`."
_HEAD_OF_WORDS = (
    "# What every exhibit of each demonstration edition says: network, period, page, exhibit, its title or sentence, its text alternative, and the "
    "first figures of a hash of its table and of its drawing, or -."
)
_HEAD = (
    "# Every fact that the edition {period} of {network} publishes: its id, what is shown, its unit, how sure it is where it is not exact, the strongest word. Not for editing by hand.",
    "# A changed line is a changed number: the commit says why. `python -m tests.ledger` writes this file anew.",
)


def ledger_of(network: str, period: str) -> Path:
    return FOLDER / f"{network}-{Period.parse(period).slug}.tsv"


def in_lines(network: str, period: str, facts: Iterable[tuple[str, ...]]) -> str:
    """The ledger's text. facts: as of `said`, in any order."""
    head = [line.format(network=network, period=period) for line in _HEAD]
    return "\n".join([*head, *("\t".join(map(_in_one_cell, fact)) for fact in sorted(facts))]) + "\n"


def _in_one_cell(text: str) -> str:
    return " ".join(text.split())


def published(edition: Path) -> Iterator[tuple[str, ...]]:
    """The facts of a built edition, from its evidence."""
    return map(said, json.loads((edition / "evidence.json").read_text(encoding="utf-8"))["facts"])


def said(fact: dict[str, Any]) -> tuple[str, ...]:
    """(id, shown, unit), and how sure it is where it is not exact (of a sum: of how many counts), and the strongest word where it is a change."""
    sure = (fact.get("qualifier") or "exact").partition(":")[0]
    told = [fact["id"], fact["shown"], fact["unit"] or "", sure if sure != "exact" else "", fact.get("strength") or ""]
    return tuple(told[: max(3, *(at + 1 for at, each in enumerate(told) if each))])


def handed_on(edition: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(page, what an exhibit or its sentence hands on) in the order of the pages; of the hubs' pages the first."""
    notebooks = [*sorted(edition.glob("notebooks/*.ipynb")), *sorted(edition.glob("notebooks/hubs/*.ipynb"))[:1]]
    for path in notebooks:
        page = path.relative_to(edition / "notebooks").as_posix()
        yield from ((page, handed) for handed in outputs_of(json.loads(path.read_text(encoding="utf-8"))))


def outputs_of(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """What each output of an executed notebook hands on."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    told = [output.get("metadata", {}).get("hub_learning", {}) for output in outputs]
    return [handed for handed in told if handed.get("exhibit")]


def exhibits_of(notebook: dict[str, Any]) -> list[tuple[str, str]]:
    """(exhibit, `shown` or `not shown`) of an executed notebook."""
    return [shown(handed) for handed in outputs_of(notebook)]


def shown(handed: dict[str, Any]) -> tuple[str, str]:
    about = handed["exhibit"]
    return about["id"], "not shown" if about["kind"] == "unknown" else "shown"


def exhibits_in_lines(editions: Iterable[tuple[str, str, Path]]) -> str:
    lines = [
        "\t".join((network, period, page, *shown(handed)))
        for network, period, edition in editions
        for page, handed in handed_on(edition)
    ]
    return "\n".join([_HEAD_OF_EXHIBITS, _HEAD[1], *lines]) + "\n"


def words_of(handed: dict[str, Any]) -> tuple[str, str, str, str, str]:
    """(exhibit, title, text alternative, table, drawing) of one output; the last two by a hash, as nobody reads them in a diff."""
    about = handed["exhibit"]
    return about["id"], about["title"], about["alt"], hashed(handed.get("table")), hashed(handed.get("figure"))


def hashed(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:8] if content else "-"


def words_in_lines(editions: Iterable[tuple[str, str, Path]]) -> str:
    lines = [
        "\t".join(map(_in_one_cell, (network, period, page, *words_of(handed))))
        for network, period, edition in editions
        for page, handed in handed_on(edition)
    ]
    return "\n".join([_HEAD_OF_WORDS, _HEAD[1], *lines]) + "\n"


def _with_the_others(path: Path, written: str, networks: set[str]) -> str:
    """A list with the lines of networks that were not built now as they stood, in the order of EDITIONS."""
    before = path.read_text(encoding="utf-8").splitlines()[2:] if path.is_file() else []
    head, new = written.splitlines()[:2], written.splitlines()[2:]
    lines = [line for line in before if line.split("\t")[0] not in networks] + new
    order = {edition: at for at, edition in enumerate(EDITIONS)}
    lines.sort(
        key=lambda line: order[line.split("\t")[0], line.split("\t")[1]]
    )  # stable: pages and exhibits keep theirs
    return "\n".join([*head, *lines]) + "\n"


def main() -> int:
    """Build the editions (of the networks named, or all), write the ledgers, and say how many lines of each are new or gone."""
    from tests.executed_editions import execute_edition

    FOLDER.mkdir(exist_ok=True)
    networks = set(sys.argv[1:]) or {network for network, _ in EDITIONS}
    wanted = [edition for edition in EDITIONS if edition[0] in networks]
    with tempfile.TemporaryDirectory(prefix="said-") as folder:
        built = [
            (network, period, execute_edition(network, period, Path(folder) / network / Period.parse(period).slug))
            for network, period in wanted
        ]
        return write(built, networks)


def write(built: list[tuple[str, str, Path]], networks: set[str]) -> int:
    for path, written in ((EXHIBITS, exhibits_in_lines(built)), (WORDS, words_in_lines(built))):
        path.write_text(_with_the_others(path, written, networks), encoding="utf-8", newline="\n")
    for network, period, edition in built:
        path = ledger_of(network, period)
        before = set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()
        text = in_lines(network, period, published(edition))
        path.write_text(text, encoding="utf-8", newline="\n")
        after = set(text.splitlines())
        print(
            f"{network} {period}: {len(after) - len(_HEAD)} facts; {len(after - before)} lines new, {len(before - after)} gone"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
