"""A mapping proposed for a form's export: each column with the question it is most like, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analysis.datasets.returns.mapping.column_questions import Proposed, propose_questions
from analysis.datasets.returns.mapping.surroundings import surroundings_of
from analysis.datasets.written.numbers_and_days import plain_words, read_quarter
from analysis.project import Refused, root
from analysis.settings.writing import schema_comment, yaml_of
from analysis.sources.records import Reading
from analysis.sources.returns.mappings import MAPPING
from analysis.sources.returns.returns_files import read_returns


@dataclass(frozen=True)
class ProposedMapping:
    """All columns of an export. `columns`: for hub, quarter and received, where the export does not say it by itself."""

    columns: dict[str, Proposed]
    questions: list[Proposed]
    unanswered: list[str]  # questions of the network that no column is taken for
    known: list[str]  # of hub, quarter and received, those found by their headings

    def as_yaml(self, file: str) -> str:
        """The mapping as a file for a person to correct and confirm."""
        lines = [
            f"# What each column of {plain_line(file)} answers, as `hub-learning map` proposes it.",
            "# 1. Read each line. Correct `question` where it is wrong; leave it empty where the column answers none.",
            "# 2. Write your role beside confirmed_by. Nothing is read by this mapping before.",
        ]
        lines += [f"# Found by its own heading: {name}." for name in self.known]
        lines += [f"# No column seems to answer: {plain_line(question)}." for question in self.unanswered]
        told = {name: each.wording for name, each in self.columns.items()}
        held = {"confirmed_by": "", **told, "questions": [vars(each) for each in self.questions]}
        return "\n".join(lines) + "\n" + yaml_of(held)

    def as_text(self) -> str:
        """One line a column, the surest first."""
        lines = [
            f"  {name:<20} {each.confidence:.2f}  {_cut(each.wording)}  ({each.reason})"
            for name, each in self.columns.items()
        ]
        for each in sorted(self.questions, key=lambda each: -each.confidence):
            sure = f"{each.confidence:.2f}" if each.question else "   -"
            lines.append(f"  {each.question or '(none)':<20} {sure}  {_cut(each.wording)}  ({each.reason})")
        lines += [f"  {question:<20}    -  no column seems to answer it" for question in self.unanswered]
        return "\n".join(lines)


def plain_line(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _cut(text: str) -> str:
    text = plain_line(text)
    return text if len(text) <= 60 else text[:57] + "..."


def propose_mapping(
    reading: Reading, questions: pl.DataFrame, hubs: pl.DataFrame, begins: int | None = None
) -> ProposedMapping:
    """A proposal for the columns of an export. reading: its returns; questions and hubs: the network's tables; begins: the month in
    which its years begin."""
    written: dict[str, list[str]] = {}
    for form in reading.returns:
        for answer in form.answers:
            written.setdefault(answer.wording, []).append(answer.text)
    places = reading.returns[0].about.places if reading.returns else {}
    known: list[str] = [name for name in ("hub", "hub_id", "quarter", "received") if name in places]
    columns = {}
    names = {plain_words(name) for name in (*hubs["hub_id"], *hubs["name"]) if name}
    if "hub" not in known and "hub_id" not in known:
        columns.update(
            _column("hub", written, lambda text: plain_words(text) in names, "names of hubs in the register")
        )
    if "quarter" not in known:
        columns.update(_column("quarter", written, lambda text: read_quarter(text, begins) is not None, "quarters"))
    taken = {each.wording for each in columns.values()}
    rest = {wording: texts for wording, texts in written.items() if wording not in taken}
    proposed = propose_questions(rest, questions)
    answered = {each.question.split(":")[0] for each in proposed}
    unanswered = [code for code in questions["question_id"] if code not in answered]
    return ProposedMapping(columns, proposed, unanswered, known)


def _column(name: str, written: dict[str, list[str]], fits: Callable[[str], bool], what: str) -> dict[str, Proposed]:
    """The column with most of such answers; else one whose heading says the word."""
    shares = {}
    for wording, texts in written.items():
        given = [text for text in texts if text]
        if given:
            shares[wording] = sum(map(fits, given)) / len(given)
    best = max(shares, key=lambda wording: shares[wording], default="")
    if best and shares[best] >= 0.3:
        return {name: Proposed(best, name, round(shares[best], 2), f"{shares[best]:.0%} of its answers are {what}")}
    said = next((wording for wording in written if _asks_for(name, plain_words(wording).split())), None)
    return {name: Proposed(said, name, 0.3, f"its heading says {name}")} if said else {}


def _asks_for(name: str, words: list[str]) -> bool:
    return name in words and words[0] in ("which", "what", "name", "your", "reporting", "select", "choose", name)


def propose_for_file(path: Path, network: str | None = None) -> ProposedMapping:
    """The proposal for a file. Refused where it is no form's export, or no network's questions are meant."""
    around = surroundings_of(path, network)
    if around.network is None:
        raise Refused(f"{path.name} lies in no network's folder; say which questions are meant with --network")
    reading = read_returns(path, path.name)
    if not reading.returns:
        told = reading.findings[0] if reading.findings else None
        reason = f"{told.problem} {told.remedy}" if told else "It has no rows below its headings."
        raise Refused(f"{plain_line(path.name)} is not the export of a form that could be read. {reason}")
    if reading.returns[0].about.row is None:
        raise Refused(f"{plain_line(path.name)} is a return on the project's own form and needs no mapping")
    return propose_mapping(reading, around.questions, around.hubs, around.begins)


def write_proposal(path: Path, text: str) -> Path:
    """Write the mapping beside its export. Refused where one is there: somebody may have confirmed it."""
    place = path.with_name(f"{path.name}.{MAPPING}")
    try:
        with place.open("x", encoding="utf-8") as opened:
            opened.write(_with_schema(place, text))
    except FileExistsError:
        raise Refused(f"{plain_line(place.name)} is there already; delete it first, or use --print") from None
    except OSError as error:
        raise Refused(f"{plain_line(place.name)} cannot be written ({error.strerror}); use --print") from None
    return place


def _with_schema(place: Path, text: str) -> str:
    """With the line for editors, where the file lies in the project."""
    if not place.resolve().is_relative_to(root()):
        return text
    return schema_comment("mapping", len(place.resolve().relative_to(root()).parts) - 1) + text
