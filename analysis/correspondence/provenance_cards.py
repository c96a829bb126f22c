"""Provenance cards written for a person: every file of a folder with its sha256, and what was said of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from analysis.networks import network_names
from analysis.project import Refused, place_whole, raw_folder, root
from analysis.settings.writing import commented_yaml, schema_comment, with_value
from analysis.sources.listing import digest_of, list_files
from analysis.sources.raw.cards import CARD, CardSaid, read_card, was_sent

NEEDED = ("title", "who", "when", "licence", "method")
_SHA256 = 64  # letters; what is not looked at has a word instead


@dataclass(frozen=True)
class Carded:
    """What became of a folder's card: the files that it newly covers, those whose new copy it has, and those that are gone."""

    path: Path
    added: list[str]
    renewed: list[str]
    gone: list[str]


def said_already(folder: Path) -> dict[str, str]:
    """What the folder's card says; nothing where it has none. Refused where the card does not read, and outside a network's folder."""
    path = folder / CARD
    name = _name_in_network(path)
    if not path.is_file():
        return {}
    card, findings = read_card(path, name)
    if card is None:
        raise Refused(" ".join(str(finding) for finding in findings))
    return {key: value for key, value in card.about.items() if value}


def write_card(folder: Path, said: dict[str, str], renewed: bool = False) -> Carded:
    """Write the folder's card, or bring the one that is there up to date; what somebody wrote in it stays letter for letter.

    said: what is known of the keys of CardSaid; those that are blank stay as they are. It covers every file that was sent and lies in the
    folder or below it, down to folders with a card of their own. renewed: files whose bytes are not those that the card knows are a
    new copy. Refused otherwise, for somebody may have edited what was sent; and outside a network's folder.
    """
    path = folder / CARD
    name = _name_in_network(path)
    files = _files_of(folder)
    known = read_card(path, name)[0] if path.is_file() else None
    before = known.files if known else {}
    changed = sorted(name for name, digest in files.items() if before.get(name) and before[name] != digest)
    if changed and not renewed:
        raise Refused(
            f"{', '.join(changed)}: not the bytes that the card knows. Put the file back as it came; or, where a new copy came, say "
            "so with --renewed, and when it came with --when"
        )
    told = {key: value for key, value in said.items() if value}
    if path.is_file():
        text = path.read_bytes().decode()
        for key, value in [*told.items(), ("files", files)]:
            text = with_value(text, (key,), value)
    else:
        above = len(folder.resolve().relative_to(root()).parts)
        text = schema_comment("card", above) + commented_yaml(
            CardSaid, {**dict.fromkeys(NEEDED, ""), **told, "files": files}
        )
    place_whole(path, text.encode())
    return Carded(path, sorted(files.keys() - before.keys()), changed, sorted(before.keys() - files.keys()))


def renew_digest(path: Path, before: bytes) -> None:
    """The card that covers a file knows its bytes as they are now, where it knew those before; else it stays as it is."""
    known = hashlib.sha256(before).hexdigest()
    for folder in path.parents[: len(Path(_name_in_network(path)).parts)]:
        card, name = folder / CARD, path.relative_to(folder).as_posix()
        read = read_card(card, _name_in_network(card))[0] if card.is_file() else None
        if read and read.files.get(name) == known:
            text = with_value(card.read_bytes().decode(), ("files", name), digest_of(path))
            place_whole(card, text.encode())


def _files_of(folder: Path) -> dict[str, str]:
    listed = list_files(folder)
    apart = [name.removesuffix(CARD) for name in listed if name.endswith(f"/{CARD}")]
    files = {
        name: digest_of(path)
        for name, path in listed.items()
        if was_sent(_name_in_network(path)) and not any(name.startswith(other) for other in apart)
    }
    if not files:
        raise Refused(f"nothing that somebody sent lies in {folder.name}: a card is for files that are there")
    odd = sorted(name for name, digest in files.items() if len(digest) != _SHA256)
    if odd:
        raise Refused(f"{', '.join(odd)}: not a file that can be read")
    return files


def _name_in_network(path: Path) -> str:
    """The file's name relative to its network's raw folder. Refused for a path that lies in no network's."""
    whole = path.resolve()
    for network in network_names():
        home = raw_folder(network).resolve()
        if whole.is_relative_to(home):
            return whole.relative_to(home).as_posix()
    raise Refused(
        f"{path.parent} lies in no network's folder (data/raw/NETWORK): cards are for what people sent to a network"
    )
