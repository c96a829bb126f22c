"""What else was given to some of the hubs that are compared: the difference is then not of one thing alone."""

from __future__ import annotations

from analysis.designs import DeclaredDesign
from analysis.exhibits.counts import packed
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.measures.returns.designs.counterfactual import Panel


def given_meanwhile(edition: OpenEdition, design: DeclaredDesign, panel: Panel, sizes: tuple[Fact, Fact]) -> str:
    """What else was given to unlike parts of the two groups by now: the difference is then not of this alone."""
    groups = [
        [hub for hub, has in zip(panel.hubs, panel.given, strict=True) if has == given] for given in (True, False)
    ]
    told = ""
    for other in (each for each in edition.network.designs if each.id != design.id):
        so_far = [hub for hub, quarter in other.starts.items() if quarter.label in edition.quarters_so_far]
        began = {edition.joined.whole(hub) for hub in so_far}
        with_, without = (sum(hub in began for hub in group) for group in groups)
        if with_ * len(groups[1]) != without * len(groups[0]):
            ids = (f"change.{design.id}-also-{other.id}-{group}" for group in ("with", "without"))
            how = f"those of the hubs that were given {other.given} too"
            began_in = [
                f"all {size}"
                if number == size.value
                else f"{packed(derived(name, number, 'hubs', how, [size])) if number else 'none'} of the {size}"
                for name, number, size in zip(ids, (with_, without), sizes, strict=True)
            ]
            told += f" Meanwhile {began_in[0]} with it and {began_in[1]} without had {in_markdown(other.given)}: the difference is not of {in_markdown(design.given)} alone."
    return told
