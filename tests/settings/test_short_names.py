"""What an entry is called stands in ids of numbers and in addresses: every file that declares an id declares of what it may be made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec import inspect as types

from analysis.datasets.processing.people_files import SETTINGS_FILES
from analysis.settings.declaration import SettingsFile
from analysis.settings.field_words import bare, key_of
from analysis.settings.reading import read_settings, type_of

SHORT = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"


def ids_of(declared: types.Type, seen: set[type]) -> Iterator[tuple[str, types.Type]]:
    """(class, type) of each field called `id`, however deep."""
    kind = bare(declared)[0]
    if isinstance(kind, types.VarTupleType):
        yield from ids_of(kind.item_type, seen)
    elif isinstance(kind, types.DictType):
        yield from ids_of(kind.value_type, seen)
    elif isinstance(kind, types.UnionType):
        for each in kind.types:
            yield from ids_of(each, seen)
    elif isinstance(kind, types.DataclassType) and kind.cls not in seen:
        seen.add(kind.cls)
        for field in kind.fields:
            if key_of(field) == "id":
                yield kind.cls.__name__, bare(field.type)[0]
            yield from ids_of(field.type, seen)


HELD_LATER = {
    "questions"
}  # to a rule of its own, of small letters alone: its ids become columns (datasets/returns/questionnaires.py)
WITH_IDS = [
    file for file in SETTINGS_FILES if file.schema not in HELD_LATER and list(ids_of(type_of(file.content), set()))
]


def test_files_with_ids_are_found() -> None:
    assert {"claims", "events", "boxes", "photographs", "findings", "lens", "theory", "designs"} <= {
        file.schema for file in WITH_IDS
    }


@pytest.mark.parametrize("file", WITH_IDS, ids=lambda file: file.schema)
def test_an_id_is_declared_as_a_short_name(file: SettingsFile) -> None:
    kinds = dict(ids_of(type_of(file.content), set()))
    assert kinds and {getattr(kind, "pattern", None) for kind in kinds.values()} == {SHORT}


@pytest.mark.parametrize("file", [file for file in WITH_IDS if file.schema != "theory"], ids=lambda file: file.schema)
@pytest.mark.parametrize("called", ["a}b", "x{y", "two words", "a;b", "../up", "#top", "-a", "naïve", "<b>", '"'])
def test_another_id_is_told_at_its_line(file: SettingsFile, called: str) -> None:
    faults = read_settings(f"- id: '{called}'\n", file.content).faults
    assert [
        (fault.line, "must be a name of the letters A to Z" in fault.problem)
        for fault in faults
        if fault.key == "#1.id"
    ] == [(1, True)]


@pytest.mark.parametrize("called", ["more-came", "activities.user_led", "2024-25", "A1"])
def test_ids_that_people_use_are_taken(called: str) -> None:
    (claims,) = (file for file in SETTINGS_FILES if file.schema == "claims")
    (entry,) = read_settings(f"- id: {called}\n", claims.content).entries
    assert entry.values["id"] == called
