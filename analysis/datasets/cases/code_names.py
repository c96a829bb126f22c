"""The codes of a network from all its files: one codebook, in which sheets and people can call codes by their names."""

from __future__ import annotations

import uuid

from analysis.datasets.written.numbers_and_days import plain_words
from analysis.settings.field_words import nearest_of
from analysis.sources.cases.project_codes import FRAMES, frame_of
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Record

SentRecord = tuple[str, Record]
_FILLED = ("definition", "when_to_use", "when_not", "colour")

UNKNOWN_CODE = Rule(
    "unknown-code",
    "There is no code `{value}` in the codebook{near}.",
    "It stands for no outcome now.",
    "Write the code's name as the codebook has it now.",
    ignore="Where the code is not meant to stand for an outcome any more.",
)
RENAMED_CODE = Rule(
    "renamed-code",
    "The code `{name}` is called `{first_name}` in {first}, whose name is used.",
    "It is one code, by its identifier.",
    "Let all coders work with one codebook.",
    "note",
    ignore="Always, unless the two names mean different things.",
)
NO_CODEBOOK = Rule(
    "no-codebook",
    "Codes of the codings that are in no codebook: {codes} ({names}).{near}",
    "Nobody can tell what was coded with them, nor which of them are outcomes.",
    "Write the code as the codebook has it; or put the codebook beside the codings: .qdc, or a sheet with code, definition and frame.",
    ignore="Where no finding rests on these codes.",
)


def identifier(*about: str) -> str:
    """A lasting identifier of something that was sent without one; coding programs take it as theirs."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "urn:hub-learning:" + ":".join(about)))


class Codes:
    """records: of the table codebook, a parent before its children. findings: what did not fit together."""

    def __init__(self, sent: list[SentRecord], lines: list[SentRecord], passages: list[SentRecord]) -> None:
        self.findings: list[Finding] = []
        self._by_id: dict[str, SentRecord] = {}
        self._by_name: dict[str, str] = {}
        for file, record in sent:
            self._add(file, record)
        self._add_lines(lines)
        self._add_used(passages)

    @property
    def records(self) -> list[SentRecord]:
        return list(self._by_id.values())

    def find(self, called: str) -> str | None:
        """The identifier of a code by its identifier, its name, or the last part of its path (`outcomes.less alone`)."""
        plain = plain_words(called)
        wanted = called.strip().strip("{}").lower()
        if wanted in self._by_id:
            return wanted
        return self._by_name.get(plain) or self._by_name.get(_last_part(plain))

    def named_in(self, lines: list[SentRecord]) -> tuple[list[SentRecord], list[Finding]]:
        """The records of outcome_map: lines of outcomes.yml with the code's identifier in place of its name."""
        records, findings = [], []
        for file, record in lines:
            called = record.values["code"]
            code = self.find(called)
            if code is None:
                names = [each.values.get("name", "") for _, each in self.records]
                near = f"; the nearest is `{meant}`" if (meant := nearest_of(called, names)) else ""
                place = _code(file, record)._replace(table="outcome_map", value=called)
                findings.append(UNKNOWN_CODE.at(place, near=near))
                continue
            values = {name: value for name, value in record.values.items() if name != "code"}
            records.append((file, record._replace(values={"code_id": code, **values})))
            self._stands_for_outcome(code)
        return records, findings

    def _stands_for_outcome(self, code: str) -> None:
        """A code that somebody confirmed as a shared outcome is one, unless its branch says that it is something else that we know."""
        file, record = self._by_id[code]
        frame = record.values.get("frame", "")
        if frame not in FRAMES.values() and not frame.startswith("contrary"):
            self._by_id[code] = (file, record._replace(values={**record.values, "frame": "outcome"}))

    def _add(self, file: str, record: Record) -> None:
        """A code as a project has it. Of several copies the first one stands; later ones fill what it leaves blank."""
        code = record.values.get("code_id", "")
        held = self._by_id.get(code)
        if held is None or not code:
            self._by_id[code or f"{file} {record.place}"] = (file, record)
            self._by_name.setdefault(plain_words(record.values.get("name", "")), code)
            return
        if held[0] == file:  # one project with one identifier twice: told where keys are checked
            self._by_id[f"{code} {file} {record.place}"] = (file, record)
            return
        self._fill(code, record)
        if plain_words(held[1].values.get("name", "")) != plain_words(record.values.get("name", "")):
            name, first_name = record.values.get("name", ""), held[1].values.get("name", "")
            self.findings.append(RENAMED_CODE.at(_code(file, record), name=name, first_name=first_name, first=held[0]))

    def _fill(self, code: str, more: Record) -> None:
        file, record = self._by_id[code]
        blank = {name: more.values[name] for name in _FILLED if name in more.values and name not in record.values}
        self._by_id[code] = (file, record._replace(values={**record.values, **blank}))

    def _add_lines(self, lines: list[SentRecord]) -> None:
        """Codes as a sheet lists them: by name, or as a path of names with dots, as Taguette writes them."""
        listed = {plain_words(record.values.get("code", "")) for _, record in lines}
        for file, record in lines:
            called = record.values.get("code", "")
            if code := self.find(called):
                self._fill(code, record)
                continue
            parent = record.values.get("parent", "")
            if not parent and plain_words(called.rpartition(".")[0]) in listed:
                parent = called.rpartition(".")[0]
            self._make(file, record, called, parent)

    def _add_used(self, passages: list[SentRecord]) -> None:
        """Codes that a sheet of codings uses and no codebook explains."""
        unknown: dict[str, SentRecord] = {}
        known = [record.values["name"] for _, record in self._by_id.values() if record.values.get("name")]
        for file, record in passages:
            called = record.values.get("code", "")
            if called and self.find(called) is None:
                unknown.setdefault(plain_words(called), (file, record))
        for file, record in unknown.values():
            self._make(file, record._replace(values={"code": record.values["code"]}), record.values["code"], "")
        if unknown:
            file, record = next(iter(unknown.values()))
            names = ", ".join(f"`{each.values['code']}`" for _, each in list(unknown.values())[:5])
            meant = nearest_of(record.values["code"], known)
            near = f" Did you mean `{meant}`?" if meant else ""
            self.findings.append(NO_CODEBOOK.at(_code(file, record), codes=len(unknown), names=names, near=near))

    def _make(self, file: str, record: Record, called: str, parent: str) -> None:
        above = self.find(parent) if parent else None
        held = self._by_id[above][1].values if above else {}
        frame = record.values.get("frame", "") or held.get("frame", "") or ("" if parent else frame_of(called))
        values = {
            "code_id": identifier("code", plain_words(called)),
            "name": called.rpartition(".")[2] if above and called.lower().startswith(parent.lower()) else called,
            "parent_id": above or "",
            "frame": frame,
            **{name: record.values[name] for name in _FILLED if name in record.values},
            "codable": record.values.get("codable", "yes"),
        }
        places = {"name": record.place_of("code"), "definition": record.place_of("definition")}
        made = record._replace(values={name: value for name, value in values.items() if value}, places=places)
        self._by_id.setdefault(values["code_id"], (file, made))
        for name in (called, values["name"]):
            self._by_name.setdefault(plain_words(name), values["code_id"])


def _last_part(plain: str) -> str:
    """The code's own name in a path such as `outcomes > people > less alone`."""
    for mark in (">", "\\", "/", "::", "."):
        if mark in plain:
            return plain.rpartition(mark)[2].strip()
    return plain


def _code(file: str, record: Record) -> Place:
    return Place(file, record.sheet, record.place_of("code"), table="codebook")
