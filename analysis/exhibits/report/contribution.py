"""Exhibits on a network's theory of change: its drawing, and each link with what speaks for it, what against, and how it stands by the rubric."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import polars as pl

from analysis.disclosure import release_open
from analysis.disclosure.release import Field, Released
from analysis.exhibits.drawing.theory import Arrow, draw_theory
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.learning.finding_standing import FindingStanding, findings_standing
from analysis.exhibits.returns.effects.verdicts_of_designs import borne_by_designs
from analysis.exhibits.wording import listed, noun_for, plainly
from analysis.handover import Origin
from analysis.measures.report.contribution import LINKS, RUBRIC, Standing, standing_of
from analysis.theory_of_change import THEORY_FILE, Evidence, TheoryLink, TheoryOfChange

EXHIBIT, SUBJECT = "contribution", "how what is done should lead to what is hoped for"
COLUMNS = ("what is done", "what comes of it", "what is hoped for")
NOTHING, NOT_SOUGHT = "nothing", "nobody looked"
REASON = (
    "The network says how what it does should work, and what it holds for and against that; none of it counts people."
)


class Judged(NamedTuple):
    """One link with what it is called, and its evidence in words."""

    link: TheoryLink
    standing: Standing
    speaks_for: list[str]
    against: list[str]
    sought: bool  # whether anybody looked for what speaks against it


def contribution(edition: OpenEdition) -> Exhibit:
    """The theory drawn, its links judged by the rubric. Where no design bears a cause, this is what can be said of one."""
    theory = edition.network.theory
    if theory is None or not theory.links:
        return exhibit_unknown(
            EXHIBIT,
            SUBJECT,
            plainly(edition, "change.no-theory"),
            plainly(edition, "change.theory-needed", file=THEORY_FILE),
        )
    borne, findings = borne_by_designs(edition), findings_standing(edition)
    judged = [_judged(link, borne, findings) for link in theory.links]
    return _exhibit(edition, theory, judged, _table(theory, judged))


def _judged(link: TheoryLink, borne: dict[str, bool], findings: dict[str, FindingStanding]) -> Judged:
    """A comparison counts where it is told from chance; a finding where it stood by the period's end, for what it is there."""
    counting = [one for one in link.speaks_for if _counts(one, borne, findings)]
    cited = [findings[one.finding] for one in counting if one.finding]
    bearing = [one for one in counting if not one.finding or findings[one.finding].bears]
    told = any(one.kind == "comparison" for one in counting)
    against = [one for one in link.against if one.kind == "comparison" or _counts(one, borne, findings)]
    sought = _sought(link, cited, len(cited) < len(counting))
    standing = standing_of(
        [one.kind for one in bearing],
        len(against) + sum(one.contested for one in cited),
        told,
        sought,
        [one.judged for one in link.others],
        tentative=len(counting) - len(bearing),
    )
    spoken = [f"{one.says} ({one.kind})" for one in against]
    spoken += [_contrary(one, findings[one.finding]) for one in counting if one.finding]
    words = [_words(one, borne, findings) for one in link.speaks_for]
    return Judged(link, standing, words, [said for said in spoken if said], sought)


def _sought(link: TheoryLink, cited: Sequence[FindingStanding], beside: bool) -> bool:
    """Whether what speaks against the link was looked for: each finding says so of itself, the link of what is beside them."""
    return all(one.contrary_sought for one in cited) and (link.contrary_sought or (bool(cited) and not beside))


def _contrary(one: Evidence, finding: FindingStanding) -> str:
    """What the finding itself holds against what it says, in words; empty where nothing is held."""
    if not finding.spoken_against:
        return ""
    told = "as many sources tell the contrary as" if finding.contested else "fewer sources tell the contrary than"
    return f"that {one.says}: {told} tell of it"


def _counts(one: Evidence, borne: dict[str, bool], findings: dict[str, FindingStanding]) -> bool:
    if one.kind == "comparison":
        return borne.get(one.design, False)
    return not one.finding or one.finding in findings


def _words(one: Evidence, borne: dict[str, bool], findings: dict[str, FindingStanding]) -> str:
    if _counts(one, borne, findings):
        called = findings[one.finding].called if one.finding and one.kind != "comparison" else ""
        return f"{one.says} ({one.kind}{f', {called}' if called else ''})"
    if one.kind == "comparison" and one.design in borne:
        return f"{one.says} (comparison, not told from chance: it does not count)"
    return f"{one.says} ({one.kind}, not held in this period: it does not count)"


def _table(theory: TheoryOfChange, judged: Sequence[Judged]) -> Released:
    says = {step.id: step.says for step in theory.steps}
    frame = pl.DataFrame(
        {
            "number": [str(place) for place in range(1, len(judged) + 1)],
            "link": [f"{says[one.link.begins]} → {says[one.link.ends]}" for one in judged],
            "assumed": [one.link.assumed for one in judged],
            "speaks_for": ["; ".join(one.speaks_for) or NOTHING for one in judged],
            "against": ["; ".join(one.against) or (NOTHING if one.sought else NOT_SOUGHT) for one in judged],
            "others": ["; ".join(_other(one) for one in judge.link.others) or "none named" for judge in judged],
            "called": [one.standing.called for one in judged],
            "lacks": [listed(list(one.standing.lacks)) or NOTHING for one in judged],
        }
    )
    fields = [
        Field("number", "No.", "key"),
        Field("link", "Link", "text"),
        Field("assumed", "It assumes", "text"),
        Field("speaks_for", "For it", "text"),
        Field("against", "Against it", "text"),
        Field("others", "What else could explain it", "text"),
        Field("called", "It stands", "text"),
        Field("lacks", "What would make it more", "text"),
    ]
    return release_open(
        EXHIBIT, frame, fields, f"{REASON} {RUBRIC.replace('**', '')} Last written down by {theory.source}."
    )


def _other(one: object) -> str:
    said, judged, because = (getattr(one, name) for name in ("says", "judged", "because"))
    return f"{said}: {judged}{f', because {because}' if because else ''}"


def _exhibit(edition: OpenEdition, theory: TheoryOfChange, judged: Sequence[Judged], table: Released) -> Exhibit:
    counts = Counter(one.standing.called for one in judged)
    slug = edition.period.slug
    rows = Origin("theory_links", (("link_id", tuple(one.link.id for one in judged)),))
    links = replace(
        derived(f"{EXHIBIT}.links.{slug}", len(judged), "links", "links of the network's theory of change", []),
        origins=(rows,),
    )
    facts = {
        called: derived(
            f"{EXHIBIT}.{called.replace(' ', '-')}.{slug}",
            counts[called],
            "links",
            f"links that are {called} by the rubric",
            [links],
        )
        for called in LINKS
        if counts[called]
    }
    columns = [(name, [(step.id, step.says) for step in theory.steps if step.column == name]) for name in COLUMNS]
    arrows = [Arrow(place, one.link.begins, one.link.ends, one.standing.called) for place, one in enumerate(judged, 1)]
    told = listed([f"{fact} {called}" for called, fact in facts.items()])
    return exhibit_figure(
        EXHIBIT,
        f"Of {noun_for(links, 'link')} from what is done to what is hoped for, {told}",
        "Boxes from left to right with numbered arrows. "
        + " ".join(f"{place}: {row['link']}; {row['called']}." for place, row in enumerate(table.frame.to_dicts(), 1)),
        table,
        draw_theory([(name, steps) for name, steps in columns if steps], arrows),
        _sentence(theory, judged, told, links),
        [links, *facts.values()],
        data_folder=edition.data_folder,
    )


def _sentence(theory: TheoryOfChange, judged: Sequence[Judged], told: str, links: Fact) -> str:
    weakest = min(judged, key=lambda one: -LINKS.index(one.standing.called)).link
    says = {step.id: step.says for step in theory.steps}
    instead = (
        f" What was given up for it: {in_markdown(theory.instead)}"
        if theory.instead
        else " What the same money and hours could have gone to instead is not written down."
    )
    return (
        f"{in_markdown(theory.asked)} How it should come about was last written down in {theory.declared:%B %Y} (@fig-{EXHIBIT}). Of its {noun_for(links, 'link')} "
        f"{told}; the weakest leads from “{in_markdown(says[weakest.begins])}” to “{in_markdown(says[weakest.ends])}”, and no chain is stronger than that.{instead}"
    )
