"""Codebooks for people: told as a tree, written for coding programs, mapped onto the outcomes that all networks share."""

from __future__ import annotations

import textwrap
from pathlib import Path

import polars as pl

from analysis.correspondence.cases.qda_codebooks import codebook_qdc, codes_of_table, shared_codes
from analysis.correspondence.cases.qda_projects import project_qdpx
from analysis.datasets.cases.outcome_proposing import as_outcomes_yml, propose_outcomes
from analysis.datasets.cases.shared_codebook import FILE, FOLDER, SharedCode, read_shared_codebook, shared_outcomes
from analysis.datasets.processing.processing import read_table
from analysis.networks import Network
from analysis.project import Refused
from analysis.sources.cases.outcome_maps import OUTCOMES_FILE

_WIDTH = 110


def shared_as_text() -> str:
    """The shared codebook as a tree: each code with its id and what is coded with it."""
    codes = _shared()
    below = _depths([(code.code_id, code.parent_id) for code in codes])
    lines = [f"The codebook that networks share: {len(codes)} codes ({FOLDER}/{FILE})"]
    for code in codes:
        lines += _told(below[code.code_id], f"{code.name}  [{code.code_id}]", code.definition)
    return "\n".join(lines)


def network_as_text(network: Network) -> str:
    """The codebook of a network as a tree, with the shared outcomes its codes stand for."""
    codebook, mapped = read_table(network.name, "codebook"), read_table(network.name, "outcome_map")
    if codebook.is_empty():
        raise Refused(f"{network.name} has no codebook; `hub-learning codebook` lists the shared one, to begin with")
    stands_for = dict(mapped.group_by("code_id").agg(pl.col("shared_code").sort().str.join(", ")).iter_rows())
    below = _depths(list(codebook.select("code_id", "parent_id").iter_rows()))
    lines = [f"The codebook of {network.title}: {codebook.height} codes"]
    for row in codebook.iter_rows(named=True):
        name = row["name"] + (f"  -> {stands_for[row['code_id']]}" if row["code_id"] in stands_for else "")
        lines += _told(below[row["code_id"]], name, row["definition"] or "")
    if mapped.is_empty():
        lines.append(
            f"No code stands for a shared outcome yet: hub-learning codebook {network.name} --map proposes which."
        )
    return "\n".join(lines)


def write_codebook(path: Path, network: Network | None) -> str:
    """Write a .qdc, or a .qdpx of a network, and say what it holds. Refused where the file is there already, or no such kind."""
    kind = path.suffix.lower()
    if kind not in (".qdc", ".qdpx"):
        raise Refused("name a file that ends in .qdc (the codebook alone) or .qdpx (with texts and codings)")
    if kind == ".qdpx" and network is None:
        raise Refused("a .qdpx holds case studies: name the network; the shared codebook alone is a .qdc")
    held, said = (_qdc(network) if kind == ".qdc" else _qdpx(network)) if network else _shared_qdc()
    try:
        with path.open("xb") as opened:
            opened.write(held)
    except FileExistsError:
        raise Refused(f"{path.name} is there already; name another file, or delete it first") from None
    except OSError as error:
        raise Refused(f"{path.name} cannot be written ({error.strerror})") from None
    return said


def propose_map(network: Network) -> str:
    """The text of outcomes.yml for a network's codebook. Refused where there is nothing to map."""
    codebook = read_table(network.name, "codebook")
    outcomes = shared_outcomes()
    if codebook.is_empty() or not outcomes:
        raise Refused(
            f"{network.name} has no codebook to map" if outcomes else "there is no shared codebook to map onto"
        )
    return as_outcomes_yml(propose_outcomes(codebook, outcomes), outcomes)


def write_map(network: Network, text: str) -> Path:
    """Write the proposal as outcomes.yml. Refused where one is there: somebody may have confirmed it."""
    path = network.folder / OUTCOMES_FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise Refused(f"{OUTCOMES_FILE} of {network.name} is there already; use --print, or delete it first") from None
    except OSError as error:
        raise Refused(f"{OUTCOMES_FILE} cannot be written ({error.strerror}); use --print") from None
    return path


def _shared() -> list[SharedCode]:
    codes = read_shared_codebook()
    if not codes:
        raise Refused(f"there is no shared codebook: {FOLDER}/{FILE} is missing")
    return codes


def _shared_qdc() -> tuple[bytes, str]:
    codes = _shared()
    return codebook_qdc(shared_codes(codes)), f"the shared codebook, {len(codes)} codes"


def _qdc(network: Network) -> tuple[bytes, str]:
    codebook = read_table(network.name, "codebook")
    if codebook.is_empty():
        raise Refused(f"{network.name} has no codebook; without a network's name the shared one is written")
    return codebook_qdc(codes_of_table(codebook)), f"the codebook of {network.title}, {codebook.height} codes"


def _qdpx(network: Network) -> tuple[bytes, str]:
    tables = [read_table(network.name, name) for name in ("codebook", "case_studies", "codings")]
    written = tables[1].filter((pl.col("consent").ne_missing("withdrawn")) & pl.col("text").is_not_null())
    if written.is_empty():
        raise Refused(f"{network.name} has no case studies with texts; a .qdc holds the codebook alone")
    codings = tables[2].join(written, on="case_id", how="semi").height
    said = (
        f"{written.height} case studies of {network.title} with {codings} codings. It holds their whole texts, those too that may "
        "only be counted: it is for coders, not for publishing"
    )
    return project_qdpx(network.title, *tables), said


def _depths(pairs: list[tuple[str, str | None]]) -> dict[str, int]:
    """How deep each code stands; pairs of a code and the one above it, a parent before its children."""
    depths: dict[str, int] = {}
    for code, above in pairs:
        depths[code] = depths.get(above, -1) + 1 if above else 0
    return depths


def _told(depth: int, name: str, definition: str) -> list[str]:
    indent = "  " * depth
    return [
        f"{indent}{name}",
        *textwrap.wrap(definition, _WIDTH, initial_indent=indent + "    ", subsequent_indent=indent + "    "),
    ]
