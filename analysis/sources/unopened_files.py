"""Why a file in the raw folder was not opened at all; and many findings of one kind told as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from analysis.sources.findings import Finding
from analysis.sources.listing import CROWDED, MOST_ENTRIES, digest_of
from analysis.sources.unreadable import unreadable

_MOST_ALIKE = 20  # findings of one rule about whole files of one folder that are told one by one


def why_not_opened(path: Path, file: str) -> Finding | None:
    """A finding for links, for folders that could not be listed, and for what may not be opened; None for files."""
    if path.is_symlink():
        problem = "This is a link to another place of the computer, not a file that was sent; it was not followed."
        return unreadable(file, problem, "Put the file itself here.", rule="link")
    if not path.is_dir():
        return None
    if digest_of(path) == CROWDED:
        problem = f"The folder holds more than {MOST_ENTRIES:,} files; none of them was read."
        return unreadable(file, problem, "Keep here only what was sent.", rule="crowded-folder")
    problem = "The folder may not be looked into (permission denied)."
    return unreadable(file, problem, "Give yourself leave to read it.")


def told_together(findings: list[Finding]) -> list[Finding]:
    """Where one rule finds fault with more than a few whole files of one folder: one finding for all of them.

    What concerns a hub is told hub by hub, however many there are.
    """
    alike = defaultdict(list)
    for finding in findings:
        whole = not finding.cell and finding.row is None and not finding.column and finding.table in ("", "returns")
        if whole and finding.hub_id is None:
            alike[finding.file.rpartition("/")[0], finding.rule, finding.severity].append(finding)
    many = {key: group for key, group in alike.items() if len({each.file for each in group}) > _MOST_ALIKE}
    together = {id(finding) for group in many.values() for finding in group}
    kept = [finding for finding in findings if id(finding) not in together]
    return kept + [_as_one(folder, group) for (folder, _, _), group in many.items()]


def _as_one(folder: str, group: list[Finding]) -> Finding:
    files = sorted({finding.file for finding in group})
    named = ", ".join(file.rpartition("/")[2] for file in files[:3])
    problem = f"{len(files):,} files of this folder, such as {named}: {group[0].problem}"
    return replace(group[0], file=folder or ".", problem=problem, hub_id=None, quarter=None)
