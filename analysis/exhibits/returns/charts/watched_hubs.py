"""The hubs that charts watch, beside what is usual for them, worked out once for all charts of an edition."""

from __future__ import annotations

from analysis.exhibits.opening import OpenEdition
from analysis.measures.returns import change
from analysis.measures.returns.charts import levels
from analysis.measures.returns.charts.levels import Watched
from analysis.measures.returns.joined import as_one


def watched_hubs(edition: OpenEdition, question: str) -> Watched:
    """The longest run of quarters over which hubs can be watched, and these hubs; hubs that became part of others are one with them."""

    def made() -> Watched:
        answers = as_one(edition.answers.frame, question, edition.joined)
        quarters, hubs = levels.watched_run(answers, question, edition.quarters_so_far)
        season = edition.network.season if len(quarters) >= change.FEWEST_TO_TELL else False
        return levels.watched(answers, question, quarters, hubs, season)

    return edition.remembered(f"watched {question}", made)


def limits_of(edition: OpenEdition, seen: Watched) -> tuple[list[change.Section], list[str]]:
    """The sections of a chart, with limits of the index, and the rule that marks each quarter."""
    wider = levels.widened_for(seen.season, len(seen.quarters))
    sections = change.sections_of(seen.quarters, seen.index, baselines_of(edition), floor=0.0, wider=wider)
    signals = [
        text for each in sections for text in change.special_causes(seen.index[each.first : each.last], each.limits)
    ]
    return sections, signals


def baselines_of(edition: OpenEdition) -> list[change.Baseline]:
    """The quarters that the network declared limits to be drawn over, or anew from."""
    return [
        change.Baseline(each.begins.label, each.until.label if each.until else None, each.because)
        for each in edition.network.baselines
    ]
