"""Blank returns to send out: one workbook a hub, with what the hub said last quarter beside each box."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analysis.correspondence.returns.form_layout import Form, form_rows
from analysis.correspondence.returns.form_sheets import draw_form
from analysis.correspondence.returns.last_answers import last_answers
from analysis.datasets.processing.processing import read_table
from analysis.datasets.register.hub_life import open_in, shut_quarters
from analysis.datasets.returns.question_life import asked_in
from analysis.datasets.returns.questionnaires import numbered
from analysis.networks import Network
from analysis.periods import NotAPeriod, Period
from analysis.project import Refused, place_whole, reports_folder

_QUARTERS_AHEAD = 4  # forms are sent out before their quarter is among those that returns are expected for
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Written:
    """What was written: the forms, the hubs that are not open in the quarter, and how long the form takes."""

    folder: Path
    forms: list[Path]
    not_open: list[str]
    questions: int
    minutes: float


def forms_folder(network: Network, quarter: Period) -> Path:
    return reports_folder() / "forms" / network.name / quarter.slug


def write_forms(
    network: Network, quarter: Period, hub: str | None = None, new_hub: str | None = None, into: Path | None = None
) -> Written:
    """One form for each hub open in the quarter, or for `hub` alone, or for a hub not yet in the register, by its name.

    A form that is there already is replaced; the same answers give the same bytes. Refused, with what there is, where the
    network asks nothing, where a hub is unknown or not open, and where the folder cannot be written to.
    """
    questions, hubs = read_table(network.name, "questions"), read_table(network.name, "hubs")
    if questions.is_empty():
        raise Refused(
            f"{network.name} asks no questions: there is no data/raw/{network.name}/questions.yml to make a form of"
        )
    questions = asked_in(questions, [quarter.label])
    if questions.is_empty():
        raise Refused(
            f"{network.name} asks no questions in {quarter.label}, by `asked_from` and `asked_until` in questions.yml"
        )
    chosen, not_open = _new_hub(new_hub, hubs) if new_hub is not None else _open_hubs(network, quarter, hubs, hub)
    said = last_answers(read_table(network.name, "returns"), questions, quarter.previous)
    folder = into or forms_folder(network, quarter)
    asked, minutes = numbered(questions), float(questions["minutes"].sum())
    forms = []
    for hub_id, name in chosen:
        rows = form_rows(questions, said.get(hub_id, {}))
        form = Form(network, quarter, hub_id, name, asked, minutes, rows)
        forms.append(_place(folder / f"{_file_name(hub_id)}.xlsx", draw_form(form)))
    return Written(folder, forms, not_open, asked, minutes)


def quarter_of(network: Network, text: str) -> Period:
    """The quarter a form is wanted for: one of the network's, or one of the four after. Refused for any other."""
    last = network.last
    for _ in range(_QUARTERS_AHEAD):
        last = last.next_quarter
    offered = f"forms can be made for {network.first.label} to {last.label}"
    try:
        quarter = network.period_of(text)
    except NotAPeriod as error:
        raise Refused(f"{error}; {offered}") from None
    if quarter.is_year:
        raise Refused(f"a form is for one quarter: write it as {quarter.label} Q1; {offered}")
    if not network.first <= quarter <= last:
        raise Refused(f"{network.name} has no quarter {quarter.label}; {offered}")
    return quarter


def _open_hubs(
    network: Network, quarter: Period, hubs: pl.DataFrame, wanted: str | None
) -> tuple[list[tuple[str, str]], list[str]]:
    """Codes and names of the hubs open in the quarter, and the codes of those that are not open: not yet, not any more, or shut for a while."""
    known = sorted(hubs["hub_id"].to_list())
    if wanted is not None and wanted not in known:
        raise Refused(f"{network.name} has no hub '{wanted}'; there are: {', '.join(known) or 'none'}")
    if not known:
        raise Refused(
            f"{network.name} has no register of hubs; make one form with --new-hub NAME, or add register/hubs.csv"
        )
    chosen: list[tuple[str, str]] = []
    later: list[tuple[str, str]] = []
    are_open = set(open_in(hubs, [quarter.label])["hub_id"])
    for hub_id, name in hubs.select("hub_id", "name").sort("hub_id").iter_rows():
        if wanted in (None, hub_id):
            (chosen if hub_id in are_open else later).append((hub_id, name or hub_id))
    if wanted is not None and later:
        about = hubs.row(by_predicate=pl.col("hub_id") == wanted, named=True)
        if quarter.label > (about["closed"] or "9999"):
            raise Refused(f"{wanted} closed after {about['closed']} by the register, before {quarter.label}")
        if quarter.label in shut_quarters(about["paused"]):
            raise Refused(f"{wanted} is shut in {quarter.label} by the register")
        opened = hubs.filter(pl.col("hub_id") == wanted)["opened"].item()
        raise Refused(f"{wanted} opens in {opened} by the register, after {quarter.label}")
    return chosen, [hub_id for hub_id, _ in later]


def _new_hub(typed: str, hubs: pl.DataFrame) -> tuple[list[tuple[str, str]], list[str]]:
    """A hub that is not in the register, under a code made of its name."""
    name = " ".join("".join(each if each.isprintable() else " " for each in typed).split())
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    code = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not code or len(name) > _LONGEST_NAME:
        raise Refused(f"'{name[:_LONGEST_NAME]}' is no name for a hub: write it in letters, {_LONGEST_NAME} at most")
    if code in hubs["hub_id"].to_list():
        raise Refused(f"'{name}' is in the register already: make its form with --hub {code}")
    return [(code, name)], []


def _file_name(hub_id: str) -> str:
    return re.sub(r"[^\w.-]+", "-", hub_id).strip(".") or "hub"


def _place(path: Path, held: bytes) -> Path:
    """Write the file whole or not at all."""
    try:
        place_whole(path, held)
    except OSError as error:
        raise Refused(
            f"{path} cannot be written: {error.strerror or type(error).__name__}; is it open somewhere, or the disk full?"
        ) from None
    return path
