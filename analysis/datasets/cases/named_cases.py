"""The case studies of a network from all its files: by project or by list, each with its text."""

from __future__ import annotations

from pathlib import PurePosixPath

from analysis.datasets.written.numbers_and_days import plain_words
from analysis.settings.field_words import nearest_of
from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Record

SentRecord = tuple[str, Record]

_TABLE = "case_studies"
OTHER_TEXT = Rule(
    "other-text",
    "The text of `{case}` is not the one in {first}, which is used.",
    "Codings made in another version of a text may stand beside other words; nothing of them is quoted.",
    "Let all coders work with one text.",
    ignore="Where nothing of the case study is to be quoted.",
)
TEXT_MISSING = Rule(
    "text-missing",
    "There is no text `{value}` beside the list.",
    "Nothing can be quoted from the case study.",
    "Put the text (.txt or .docx) into the folder, or correct its name.",
    ignore="Where nothing of the case study is to be quoted.",
)
TEXT_UNNAMED = Rule(
    "text-unnamed",
    "No list of case studies names this text.",
    "Nobody can tell whose words they are, or what was agreed to.",
    "Name it in the list, with its consent, or take it out of the folder.",
    ignore="Where the text is no case study.",
)

KIND_SPELT = Rule(
    "other-capitals",
    "The kind of source `{value}` is `{first}`, written otherwise; it is counted as that.",
    "Counted apart, one kind of source would look like two.",
    "Nothing to do; or write the kind as it stands first.",
    "note",
    ignore="Always, unless two kinds are meant.",
)


class Cases:
    """records: of the table case_studies. findings: what did not fit together."""

    def __init__(
        self, sent: list[SentRecord], lines: list[SentRecord], texts: list[SentRecord], localities: list[SentRecord]
    ) -> None:
        self.findings: list[Finding] = []
        self._texts = {record.values["file"]: record.values["text"] for _, record in texts}
        self._used: set[str] = set()
        self._by_id: dict[str, SentRecord] = {}
        self._by_name: dict[str, str] = {}
        self._other_text: set[tuple[str, str]] = set()  # file and case whose text differs from the one that stands
        self._places = {
            plain_words(record.values[name]): record.values["locality_id"]
            for _, record in localities
            for name in ("locality_id", "name")
            if record.values.get(name) and record.values.get("locality_id")
        }
        self._twice: list[SentRecord] = []
        for file, record in lines:
            self._add(file, self._with_text(file, record))
        for file, record in sent:
            self._add(file, record)
        self._spell_kinds_alike()
        self._tell_unused(texts)

    @property
    def records(self) -> list[SentRecord]:
        return [(file, self._placed(record)) for file, record in [*self._by_id.values(), *self._twice]]

    def find(self, called: str) -> Record | None:
        """A case study by its code, its title, or the name of its document with or without its ending."""
        if called in self._by_id:
            return self._by_id[called][1]
        plain = plain_words(called)
        case = self._by_name.get(plain) or self._by_name.get(plain_words(PurePosixPath(plain).stem))
        return self._by_id[case][1] if case else None

    def near(self, called: str) -> str:
        """Which case study was probably meant by a code that none has, as a sentence; nothing where none is near."""
        meant = nearest_of(called, self._by_id)
        return f" Did you mean `{meant}`?" if meant else ""

    def only_of_same_text(self, codings: list[SentRecord]) -> list[SentRecord]:
        """The codings; those made in another version of a text than the one that stands are quoted no more."""
        checked = []
        for file, record in codings:
            if (file, record.values.get("case_id", "")) in self._other_text:
                record = record._replace(values={**record.values, "quotable": "no"})
            checked.append((file, record))
        return checked

    def _add(self, file: str, record: Record) -> None:
        """Of several copies the first one stands; later ones fill what it leaves blank. A list goes before projects."""
        case = record.values.get("case_id", "")
        held = self._by_id.get(case)
        if held is None or not case or held[0] == file:
            if held is None and case:
                self._by_id[case] = (file, record)
            else:
                self._twice.append((file, record))  # told where keys are checked
            for name in (case, record.values.get("title", ""), PurePosixPath(record.values.get("text_file", "")).stem):
                if name:
                    self._by_name.setdefault(plain_words(name), case)
            return
        text, other = held[1].values.get("text"), record.values.get("text")
        consent = {held[1].values.get("consent"), record.values.get("consent")}
        values = {**record.values, **held[1].values}
        if "withdrawn" in consent:  # in whichever file
            values = {name: value for name, value in values.items() if name != "text"} | {"consent": "withdrawn"}
        self._by_id[case] = (held[0], held[1]._replace(values=values))
        if text and other and text != other:
            self._other_text.add((file, case))
            self.findings.append(OTHER_TEXT.at(record.at(file, _TABLE, "text"), case=case, first=held[0]))

    def _with_text(self, file: str, record: Record) -> Record:
        """A line of a list with the text that it names, where it holds none itself and the consent was not withdrawn."""
        named = record.values.get("text_file", "")
        values = dict(record.values)
        if values.get("consent", "").lower() == "withdrawn":
            values.pop("text", None)
        if not named or "text" in record.values:
            return record._replace(values=values)
        folder = PurePosixPath(file).parent
        found = next((path for path in (f"{folder}/{named}", f"cases/{named}") if path in self._texts), None)
        if found is None:
            if values.get("consent", "").lower() != "withdrawn":
                self.findings.append(TEXT_MISSING.at(record.at(file, _TABLE, "text_file", named)))
            return record._replace(values=values)
        self._used.add(found)
        if values.get("consent", "").lower() != "withdrawn":
            values["text"] = self._texts[found]
        return record._replace(values=values)

    def _spell_kinds_alike(self) -> None:
        """Kinds of source that differ in capitals or blanks alone are one, as it is written first; each other spelling is told once."""
        first: dict[str, str] = {}
        told: set[str] = set()
        for case, (file, record) in self._by_id.items():
            kind = record.values.get("source_kind", "")
            one = first.setdefault(plain_words(kind), kind)
            if kind == one:
                continue
            if kind not in told:
                self.findings.append(KIND_SPELT.at(record.at(file, _TABLE, "source_kind", kind), first=one))
            told.add(kind)
            self._by_id[case] = (file, record._replace(values={**record.values, "source_kind": one}))

    def _tell_unused(self, texts: list[SentRecord]) -> None:
        for file, record in texts:
            if record.values["file"] not in self._used:
                self.findings.append(TEXT_UNNAMED.at(record.at(file, _TABLE, "text")))

    def _placed(self, record: Record) -> Record:
        place = plain_words(record.values.get("place", ""))
        if "locality_id" in record.values or place not in self._places:
            return record
        return record._replace(values={**record.values, "locality_id": self._places[place]})
