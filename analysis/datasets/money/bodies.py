"""Who is who among those who pay, lead, receive and are paid: one body under its identifiers and all the spellings of its name.

In this order: organisation identifier, hub of the register, a name that organisations.csv lists, then the name without case, article,
legal form and marks. What was joined by its name alone is told, and a row of its own in organisations.csv parts it again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

# An identifier that says the same everywhere: a register's code before the number (org-id.guide), or the prefix of a publisher.
_EVERYWHERE = re.compile(r"(?:[A-Z]{2}|XI|XM|XR)-[A-Z0-9]+-.+|360G-.+", re.IGNORECASE)
_LEGAL_FORMS = frozenset(
    ["ltd", "limited", "cic", "cio", "plc", "llp", "charity", "charitable", "company", "incorporated"]
)  # at the end of a name
_ARTICLES = ("the", "y", "yr")  # English and Welsh
NOT_A_BODY = ("", "redacted", "an individual")


class Mention(NamedTuple):
    """One body as one cell names it. file: an identifier that is no register's holds in its own file alone."""

    name: str
    identifier: str = ""
    hub: str = ""
    file: str = ""


class Anchor(NamedTuple):
    """A body that is known before the mentions are read: a row of organisations.csv, a hub, a body of the awards."""

    name: str
    spellings: tuple[str, ...]
    identifiers: tuple[str, ...] = ()
    hub: str = ""


class Body(NamedTuple):
    """name: what it is called in the report, no two bodies alike. spellings, identifiers: those met, in order of their letters.

    by_name: spellings that nothing but their likeness joins to the others.
    """

    name: str
    spellings: tuple[str, ...]
    identifiers: tuple[str, ...]
    hub: str
    by_name: tuple[str, ...]


class Bodies:
    """The bodies that mentions name. anchors: in order of precedence; a spelling listed for one belongs to that one."""

    def __init__(self, mentions: Iterable[Mention], anchors: Sequence[Anchor] = ()) -> None:
        self._above: dict[str, str] = {}
        self._anchors: dict[str, Anchor] = {}
        self._listed: dict[str, str] = {}  # a spelling, as listed for an anchor
        self._plain: dict[str, set[str]] = defaultdict(set)  # anchors by plain name
        counts = Counter(mention for mention in mentions if mention.name.lower() not in NOT_A_BODY)
        self._take_anchors(anchors)
        self._torn = _names_of_several({mention for mention in counts if mention.name})
        self._nodes = {mention: self._node_of(mention) for mention in sorted(counts)}
        self._bodies = self._made(counts)

    def of(self, mention: Mention) -> Body | None:
        """The body that a mention names; None for one that names none (a person, a name that is withheld)."""
        node = self._nodes.get(mention)
        return None if node is None else self._bodies[self._top(node)]

    @property
    def all(self) -> list[Body]:
        return sorted(self._bodies.values())

    def _take_anchors(self, anchors: Sequence[Anchor]) -> None:
        for number, anchor in enumerate(anchors):
            node = f"anchor:{number}"
            self._above[node] = node
            self._anchors[node] = anchor
            if anchor.hub:
                self._join(node, f"hub:{anchor.hub}")
            for identifier in anchor.identifiers:
                self._join(node, f"id:{identifier.strip().upper()}")
            for spelling in anchor.spellings:
                self._listed.setdefault(_spelt(spelling), node)
                self._plain[body_name(spelling)].add(node)

    def _node_of(self, mention: Mention) -> str:
        """The node of a mention, joined to all that it is known to be."""
        spelt, plain = _spelt(mention.name), body_name(mention.name)
        node = self._id_node(mention)
        if mention.hub:
            node = self._join(node, f"hub:{mention.hub}") if node else self._top(f"hub:{mention.hub}")
        if node in self._anchors:
            return node
        if spelt in self._listed:
            return self._join(self._listed[spelt], node) if node else self._top(self._listed[spelt])
        anchors = {self._top(each) for each in self._plain.get(plain, ())}
        if plain and plain not in self._torn and len(anchors) < 2:
            named = anchors.pop() if anchors else f"name:{plain}"
            return self._join(named, node) if node else self._top(named)
        return node or self._top(f"spelt:{spelt}")

    def _id_node(self, mention: Mention) -> str:
        """By its identifier: one for all files where a register gave it, or organisations.csv lists it; else that of its file."""
        identifier = mention.identifier.strip().upper()
        if not identifier:
            return ""
        node = f"id:{identifier}"
        return self._top(
            node if node in self._above or _EVERYWHERE.fullmatch(identifier) else f"{node} in {mention.file}"
        )

    def _top(self, node: str) -> str:
        above = self._above.setdefault(node, node)
        while above != self._above[above]:
            above = self._above[above]
        self._above[node] = above
        return above

    def _join(self, one: str, other: str) -> str:
        """One node for both; an anchor stays at the top, and two anchors stay two."""
        one, other = self._top(one), self._top(other)
        if one == other or (one in self._anchors and other in self._anchors):
            return one
        top, below = (other, one) if other in self._anchors else (one, other)
        self._above[below] = top
        return top

    def _made(self, counts: Counter[Mention]) -> dict[str, Body]:
        met: dict[str, list[Mention]] = defaultdict(list)
        for mention, node in self._nodes.items():
            met[self._top(node)].append(mention)
        found = {top: _body(each, counts, self._anchors.get(top)) for top, each in met.items()}
        called = Counter(body.name for body in found.values())
        return {top: _told_apart(body) if called[body.name] > 1 else body for top, body in found.items()}


def _names_of_several(mentions: set[Mention]) -> set[str]:
    """Plain names that two numbers of one register bear: these are bodies of the same name, which no name alone joins."""
    numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in mentions:
        identifier = mention.identifier.strip().upper()
        if _EVERYWHERE.fullmatch(identifier):
            register = "-".join(identifier.split("-")[:2])
            numbers[body_name(mention.name), register].add(identifier)
    return {name for (name, _), found in numbers.items() if len(found) > 1}


def _body(met: list[Mention], counts: Counter[Mention], anchor: Anchor | None) -> Body:
    spellings: Counter[str] = Counter()
    for mention in met:
        spellings[mention.name or mention.identifier] += counts[mention]
    name = anchor.name if anchor else min(spellings, key=lambda each: (-spellings[each], each))
    hub = (anchor.hub if anchor else "") or next((mention.hub for mention in met if mention.hub), "")
    identifiers = sorted({mention.identifier for mention in met if mention.identifier})
    return Body(name, tuple(sorted(spellings)), tuple(identifiers), hub, _by_name_alone(met, name, anchor))


def _by_name_alone(met: list[Mention], name: str, anchor: Anchor | None) -> tuple[str, ...]:
    """Spellings other than the body's name that no identifier, hub or list joins to it."""
    listed = {_spelt(each) for each in (name, *(anchor.spellings if anchor else ()))}
    proven = {_spelt(mention.name) for mention in met if mention.identifier or mention.hub}
    return tuple(sorted({mention.name for mention in met if _spelt(mention.name) not in listed | proven}))


def _told_apart(body: Body) -> Body:
    """Bodies of one name bear their identifier."""
    return body._replace(name=f"{body.name} ({body.identifiers[0]})") if body.identifiers else body


def _spelt(text: str) -> str:
    return " ".join(text.lower().split())


@lru_cache(maxsize=65_536)
def body_name(text: str) -> str:
    """The name of a body for comparing: without marks, legal form and what stands in brackets. THE MILL HUB LTD is Mill Hub."""
    words = re.sub(
        r"[^\w\s]",
        " ",
        re.sub(r"\([^()]*\)", " ", text.lower().replace("&", " and ").replace("'", "").replace("’", "")),
    ).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def anchors_of(hubs: Iterable[Mapping[str, str]], organisations: Iterable[Mapping[str, str]]) -> list[Anchor]:
    """organisations.csv before the register; a body of it whose name, or identifier, is a hub's is that hub."""
    by_name = {body_name(row["name"]): row for row in hubs if row["name"]}
    found: list[Anchor] = []
    taken: set[str] = set()
    for row in organisations:
        own = row["name"] or row["organisation_id"]  # one whose name is left blank is called by its identifier
        also = [each.strip() for each in (row["also_called"] or "").split(";") if each.strip()]
        hub = next((by_name[key] for key in map(body_name, [own, *also]) if key in by_name), None)
        if hub:
            taken.add(hub["hub_id"])
        name = hub["name"] if hub else own
        spellings = tuple(dict.fromkeys([name, own, *also]))
        found.append(Anchor(name, spellings, (row["organisation_id"],), hub["hub_id"] if hub else ""))
    return found + [
        Anchor(row["name"], (row["name"],), (), row["hub_id"]) for row in by_name.values() if row["hub_id"] not in taken
    ]
