"""What is said of the season that charts follow, or of why they follow none."""

from __future__ import annotations

from analysis.exhibits.facts import Fact, derived
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.verdicts import rarely
from analysis.measures.returns.charts.levels import Season


def said_of_season(edition: OpenEdition, season: Season, rests_on: Fact) -> tuple[str, list[Fact]]:
    """A sentence, with a blank before it, and its facts. rests_on: a fact over the counts that the season was looked for in."""
    slug = edition.period.slug
    chance = None
    if season.chance is not None:
        how = "how often chance makes as much of a season, by an F test beside a straight trend"
        number = round(100 * season.chance, 1)
        # To a tenth, as chances are: of 5.2% no season is told, and `5%` would stand beside that.
        chance = derived(f"change.season-chance.{slug}", number, "percent", how, [rests_on], shown=f"{number:.1f}%")
    if not season.there:
        if edition.network.season is False:
            return " The network says that its quarters of the year are alike, so no season is taken out.", []
        if chance is None:
            return " Whether these hubs have a season cannot be asked yet, so none is taken out.", []
        return f" No season can be told from chance (it makes as much in {chance} of series), so none is taken out.", [
            chance
        ]
    named = [
        (
            name,
            1 + place,
            derived(f"change.season-{name}.{slug}", round(100 * (factor - 1), 1), "percent", how, [rests_on]),
        )
        for name, how, factor in (
            ("high", "by how much the busiest quarter of the year lies above a usual one", max(season.factors)),
            ("low", "by how much the quietest quarter of the year lies below a usual one", min(season.factors)),
        )
        for place in [season.factors.index(factor)]
    ]
    (_, busiest, high), (_, quietest, low) = named
    why = f"as much by chance in {rarely(chance)} of series" if chance else "the network says that there is one"
    text = (
        f" The limits follow the season: Q{busiest} usually lies {high.reading(f'{high.number:.0f}%')} above the mean of the year, "
        f"Q{quietest} {low.reading(f'{-low.number:.0f}%')} below it ({why})."
    )
    return text, [high, low, *([chance] if chance else [])]
