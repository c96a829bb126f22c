"""The page on the files that people write, and the schemas for editors, are what the declarations give and hold for the files there are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from analysis.correspondence.file_reference import reference_files
from tests.settings.test_mutations import OWN_NAMES, SETTINGS, WAYS, changed, keys_of, text_of

PROJECT = Path(__file__).resolve().parents[2]
RAW = PROJECT / "data" / "raw"
SCHEMAS = {
    "network.yml": "network", "disclosure.yml": "disclosure", "designs.yml": "designs", "theory.yml": "theory", "questions.yml": "questions", "corrections.yml": "corrections", "personal-data.yml": "personal-data",
    "outcomes.yml": "outcomes", "card.yml": "card", "shared.yml": "shared-codebook", "form.csv.mapping.yml": "mapping",
    "narrative.md": "narrative", "same-awards.yml": "same-awards", "findings.yml": "findings", "lens.yml": "lens", "claims.yml": "claims", "wording.yml": "wording", "events.yml": "events", "boxes.yml": "boxes", "definitions.yml": "definitions", "photographs.yml": "photographs", "methods.yml": "methods", "editions.yml": "editions",
}  # fmt: skip
FILES = [path.relative_to(RAW).as_posix() for path in sorted(RAW.rglob("*.yml"))]


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, as the language server reads it: a day is text, and only true and false are neither."""


AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, how) for tag, how in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def validator(name: str) -> Draft7Validator:
    schema = json.loads((PROJECT / "docs" / "schemas" / f"{SCHEMAS[name]}.schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def complaints(name: str, text: str) -> list[str]:
    held: Any = yaml.load(text, Loader=AsEditorsRead)
    return [error.message[:200] for error in validator(name).iter_errors(held)]


def test_page_and_schemas_are_current() -> None:
    assert len(reference_files()) > 10
    stale = [name for name, text in reference_files().items() if (PROJECT / name).read_text(encoding="utf-8") != text]
    assert not stale, "write them again: hub-learning settings --write"


@pytest.mark.parametrize("file", FILES)
def test_the_schema_takes_every_file_that_is_here(file: str) -> None:
    assert complaints(file.rpartition("/")[2], (RAW / file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", SETTINGS)
def test_the_schema_underlines_what_the_reader_refuses(file: str) -> None:
    """Keys misspelt, lists in the place of words, and what is needed left out. Of each kind some, so that the test cannot be empty."""
    name = file.rpartition("/")[2]
    assert complaints(name, text_of("", SETTINGS[file])) == []
    missed = []
    for at, value in keys_of(SETTINGS[file]):
        if not set(OWN_NAMES) & set(at[:-1]):
            ways = ["misspelt"] + (["a list"] if not isinstance(value, dict | list) else [])
            missed += [
                (way, at) for way in ways if not complaints(name, text_of("", changed(SETTINGS[file], at, WAYS[way])))
            ]
    assert not missed
