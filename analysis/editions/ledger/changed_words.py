"""What changed between two editions, told in lines for a screen."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.editions.ledger.changed_numbers import Change, Comparison, Kind

_FIRST = 40  # changes of one kind that are told before the rest is only counted


def tell_changes(comparison: Comparison, everything: bool = False) -> str:
    """Which editions, hubs and files; then the numbers by kind of change, those of the front page first.

    everything: all of them, however many; else the first forty of each kind, and how many more.
    """
    return "\n".join([*_head(comparison), *_numbers(comparison.changes, everything)])


def _head(comparison: Comparison) -> Iterator[str]:
    before, after = comparison.before, comparison.after
    yield f"{after.network}: {before.period} ({before.folder}) and {after.period} ({after.folder})"
    for words, hubs in (("hubs with a page now", comparison.hubs_new), ("hubs without one now", comparison.hubs_gone)):
        if hubs:
            yield f"  {words}: {', '.join(hubs)}"
    if not comparison.files_are_comparable:
        yield "  Made with two keys (data/processed/manifest.key): whether a file was sent again cannot be told."
    for words, paths in (
        ("files sent again or corrected", sorted(comparison.revised)),
        ("files not there before", sorted(after.sent.keys() - before.sent.keys())),
        ("files not there any more", sorted(before.sent.keys() - after.sent.keys())),
    ):
        if paths:
            yield f"  {words}: {len(paths)} ({', '.join(paths[:3])}{' ...' if len(paths) > 3 else ''})"
    if before.package != after.package:
        yield "  The code is other than it was."


def _numbers(changes: list[Change], everything: bool) -> Iterator[str]:
    if not changes:
        yield "No number is another: both editions say the same."
    for kind in Kind:
        of_kind = [change for change in changes if change.kind is kind]
        if not of_kind:
            continue
        front = sum(change.on_front_page for change in of_kind)
        yield ""
        yield f"{kind.value}: {len(of_kind)}{f', {front} of them on the front page' if front else ''}"
        told = of_kind if everything else of_kind[:_FIRST]
        for change in told:
            yield from _one(change)
        if len(told) < len(of_kind):
            yield f"  ... and {len(of_kind) - len(told)} more (--all tells them)"


def _one(change: Change) -> Iterator[str]:
    unit = f" {change.unit}" if change.unit else ""
    if change.before is None or change.after is None:
        yield f"  {change.id}: {change.after or change.before}{unit}"
        return
    both = change.after if change.before == change.after else f"{change.before} -> {change.after}"
    yield f"  {change.id}: {both}{unit}"
    yield from (f"    {reason}" for reason in change.why)
