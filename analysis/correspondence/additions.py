"""What is added to a network that is there: its next quarter, a hub, a question, a funder. All else in its files stays as it is."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.correspondence.project_folder import code_of
from analysis.correspondence.provenance_cards import renew_digest
from analysis.datasets.inspecting.inspection import inspect_file
from analysis.datasets.register.hubs import HUBS
from analysis.network_settings import NETWORK_FILE
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused, place_whole
from analysis.settings.writing import commented_yaml, line_end_of, schema_comment, with_value, yaml_of
from analysis.sources.raw.cards import CARD, CHANGED, CardSaid
from analysis.sources.returns.questionnaires import QUESTIONS_FILE

HUBS_FILE = "register/hubs.csv"


@dataclass(frozen=True)
class HubSaid:
    """What is said of a hub that is added. Its code is made of its name."""

    name: str
    kind: str
    status: str
    opened: str
    locality: str = ""


def add_quarter(network: Network) -> Period:
    """Returns are expected for one quarter more: `last` in network.yml moves on. Returns that quarter."""
    after = network.last.next_quarter
    path = network.folder / NETWORK_FILE
    place_whole(path, with_value(_text_of(path), ("quarters", "last"), after.label).encode())
    (network.folder / "returns" / after.slug).mkdir(parents=True, exist_ok=True)
    return after


def add_hub(network: Network, said: HubSaid) -> str:
    """A row at the end of register/hubs.csv. Returns the hub's code. Refused where the register has its name or code, or does not read."""
    path = network.folder / HUBS_FILE
    text = _text_of(path) if path.is_file() else ",".join(c.name for c in HUBS.columns_sent) + "\n"
    headings, *rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))) or [[]]
    code = code_of(said.name)
    row = {"hub_id": code, "name": said.name, "kind": said.kind, "status": said.status, "opened": said.opened}
    row |= {"locality_id": said.locality} if said.locality else {}
    if lacking := [name for name in row if name not in headings]:
        raise Refused(
            f"{HUBS_FILE} has no column {', '.join(lacking)}: add it to the headings, and leave it blank for the others"
        )
    there = {
        value.strip().lower()
        for each in rows
        for name, value in zip(headings, each, strict=False)
        if name in ("hub_id", "name")
    }
    if not code or {code, said.name.strip().lower()} & there:
        raise Refused(f"{HUBS_FILE} has a hub of that name or code already: '{said.name}'")
    added, line_end = io.StringIO(newline=""), line_end_of(text)
    csv.DictWriter(added, headings, restval="", lineterminator=line_end).writerow(row)
    _write_or_refuse(path, text + ("" if text.endswith("\n") else line_end) + added.getvalue())
    return code


def add_question(network: Network, said: dict[str, Any]) -> str:
    """A question at the end of questions.yml, asked from the network's last quarter on. Returns its number on the form.

    said: the keys of a question without its number. Refused, with the file as it was, where the questions would not read.
    """
    path = network.folder / QUESTIONS_FILE
    text = _text_of(path) if path.is_file() else schema_comment("questions")
    numbers = [
        line.split(":", 1)[1].strip().strip("'\"") for line in text.splitlines() if line.lstrip().startswith("number:")
    ]
    number = str(1 + max((int("".join(filter(str.isdigit, each)) or 0) for each in numbers), default=0))
    begins = {} if network.first.quarters[0] == network.last.quarters[-1] else {"asked_from": network.last.label}
    entry = {"id": said["id"], "number": number, **{key: value for key, value in said.items() if key != "id"}, **begins}
    indent = next((line[: line.index("-")] for line in text.splitlines() if line.lstrip().startswith("- id:")), "")
    line_end = line_end_of(text)
    lines = "".join(f"{indent}{line}{line_end}" for line in yaml_of([entry]).splitlines())
    _write_or_refuse(path, text + ("" if text.endswith("\n") else line_end) + lines)
    return number


def add_funder(network: Network, name: str) -> Path:
    """A folder for what a funder publishes or sends, with the card that says so begun. Returns the folder, relative to the network's."""
    code = code_of(name)
    folder = network.folder / "funding" / code
    if not code or folder.exists():
        raise Refused(f"funding/{code} is there already: put what {name} sends into it")
    said = {"title": f"Awards by {name}", "who": name, "when": "", "licence": "", "method": ""}
    place_whole(folder / CARD, (schema_comment("card", 5) + commented_yaml(CardSaid, said)).encode())
    return folder.relative_to(network.folder)


def _text_of(path: Path) -> str:
    """A file letter for letter, its line ends too. Refused where it is not UTF-8."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not UTF-8, so nothing was added: save it as UTF-8 first") from None


def _write_or_refuse(path: Path, text: str) -> None:
    """The file with what was added, which its card knows then; or as it was, where something is wrong in it that was not before."""
    before = path.read_bytes() if path.is_file() else None
    known = set(inspect_file(path).findings) if before is not None else set()
    place_whole(path, text.encode())
    found = [each for each in inspect_file(path).findings if each.severity != "note" and each.rule != CHANGED.name]
    stops = [finding for finding in found if finding not in known]
    if not stops:
        if before is not None:
            renew_digest(path, before)
        return
    if before is None:
        path.unlink()
    else:
        place_whole(path, before)
    raise Refused("\n".join(["nothing was added:", *(" ".join(str(finding).split()) for finding in stops[:5])]))
