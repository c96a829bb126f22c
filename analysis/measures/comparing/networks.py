"""Networks side by side: which of their figures can be held against each other, by a rule declared for each measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analysis.measures.measure import Measure, declare

FIGURES_COMPARED = declare(
    Measure(
        name="figures_compared",
        unit="figures",
        question="Which published figures of several networks can be set side by side?",
        how="as published; beside each other only where what is compared has one unit and one nature, and never added",
        better=None,
        reads="published_figures",
    )
)
ON_ONE_BASIS = declare(
    Measure(
        name="on_one_basis",
        unit="per hub",
        question="What comes to one hub?",
        how="a published figure divided by the one that counts the same place, time and things, and by no other",
        better=None,
        reads="published_figures",
    )
)


@dataclass(frozen=True)
class Comparison:
    """The rule of one measure: figures are comparable only with this unit and nature. never: why none are, whatever they count."""

    label: str
    unit: str = ""
    nature: str = ""
    never: str = ""


COMPARISONS: dict[str, Comparison] = {
    "hubs": Comparison("Hubs", unit="hubs", nature="stock"),
    "money for hubs": Comparison("Money for hubs", unit="GBP", nature="flow"),
    "people who support hubs": Comparison("People paid to support hubs", unit="people", nature="stock"),
    "organisations": Comparison(
        "Organisations",
        never="Each source counts organisations that stand in another relation to hubs: as members, tenants, hirers or partners.",
    ),
    "shares": Comparison("Shares", never="Each is a share of another whole."),
}
NATURES = {
    "stock": "what there is at a time (a stock)",
    "flow": "what comes in a span of time (a flow)",
    "share": "a share",
    "duration": "a length of time",
    "cap": "the most that there may be (a cap)",
}


def with_verdicts(figures: pl.DataFrame) -> pl.DataFrame:
    """Each figure with whether it can be set beside others, and if not, why.

    figures: published_figures of several networks with `network`. Added columns: comparable (boolean), because (text; empty where it
    is). A measure of which only one network has a figure that keeps the rule has nothing to be compared with.
    """
    judged = [_against_rule(row) for row in figures.iter_rows(named=True)]
    frame = figures.with_columns(because=pl.Series(judged, dtype=pl.String))
    keeps = frame.filter(pl.col("because") == "")
    networks = dict(keeps.group_by("compared_as").agg(pl.col("network").n_unique()).rows())
    alone = pl.col("compared_as").is_in([name for name, number in networks.items() if number < 2])
    return frame.with_columns(
        because=pl.when((pl.col("because") == "") & alone)
        .then(pl.lit("No other network publishes a figure with which it could be compared."))
        .otherwise(pl.col("because"))
    ).with_columns(comparable=pl.col("because") == "")


def _against_rule(row: dict[str, object]) -> str:
    """Why a figure does not keep the rule of its measure; empty where it does."""
    name = str(row["compared_as"] or "")
    if not name:
        return "No other network publishes a figure of this kind."
    rule = COMPARISONS[name]
    if rule.never:
        return rule.never
    if row["nature"] != rule.nature:
        said = NATURES.get(str(row["nature"]), "something of which the nature is not stated")
        return f"It is {said}; {rule.label.lower()} can be compared only as {NATURES[rule.nature]}."
    if row["unit"] != rule.unit:
        return f"It is counted in {row['unit']}; {rule.label.lower()} can be compared only in {rule.unit}."
    return ""


def differences(group: pl.DataFrame) -> list[str]:
    """What a reader must bear in mind where figures of one measure stand side by side, in plain sentences.

    group: the comparable figures of one measure: network, qualifier, period, scope.
    """
    said = []
    if group["period"].n_unique() > 1 or group["period"].null_count():
        said.append("They are of different times.")
    if group["scope"].n_unique() > 1:
        said.append(
            "They are of areas of different size, and no population of the same areas is held, so none is per head."
        )
    if (group["qualifier"] != "exact").any():
        said.append("Some are bounds or round numbers, so differences between them are not exact.")
    shared = group.group_by("scope").agg(pl.col("network").n_unique()).filter(pl.col("network") > 1)
    return said + [
        f"More than one is of {scope}: the same hubs may be in each, so they must not be added."
        for scope in sorted(shared["scope"].drop_nulls().to_list())
    ]


def on_one_basis(figures: pl.DataFrame) -> pl.DataFrame:
    """What can be divided: each figure that names another one of its own network on the same basis.

    figures: published_figures with `network`. Columns out: network, top, base (figure ids), value (per one of the base), unit,
    qualifier. Money is divided by its base; for people it is turned round: how many of the base come to one of them.
    """
    base = figures.select("network", "figure_id", "value", "qualifier", "unit")
    pairs = figures.filter(pl.col("same_basis_as").is_not_null()).join(
        base, left_on=["network", "same_basis_as"], right_on=["network", "figure_id"], suffix="_base"
    )
    money = pl.col("unit").str.starts_with("GBP")
    top = pl.when(money).then(pl.col("value")).otherwise(pl.col("value_base"))
    under = pl.when(money).then(pl.col("value_base")).otherwise(pl.col("value"))
    pairs = pairs.filter(under > 0).with_columns(ratio=top / under)
    pairs = pairs.with_columns(
        sure=pl.struct("unit", "qualifier", "qualifier_base").map_elements(_qualifier_of_ratio, return_dtype=pl.String)
    ).filter(pl.col("sure") != "")
    return pairs.select(
        "network",
        top="figure_id",
        base="same_basis_as",
        value="ratio",
        unit=pl.when(money).then(pl.lit("GBP per hub")).otherwise(pl.lit("hubs to one person")),
        qualifier="sure",
    ).sort("unit", "network", "top")


_TURNED = {
    "more than": "less than",
    "at least": "at most",
    "less than": "more than",
    "at most": "at least",
    "up to": "at least",
}


_BOUNDS = {"at least": {"at least", "more than"}, "at most": {"at most", "up to", "less than"}}


def _qualifier_of_ratio(pair: dict[str, str]) -> str:
    """How sure a quotient is: a bound above the line stays, one below it turns round; two that pull apart say nothing."""
    money = pair["unit"].startswith("GBP")
    above, below = (pair["qualifier"], pair["qualifier_base"]) if money else (pair["qualifier_base"], pair["qualifier"])
    turned = _TURNED.get(below, below)
    if turned == "exact":
        return above
    if above in ("exact", turned):
        return turned
    return next((word for word, bounds in _BOUNDS.items() if {above, turned} <= bounds), "")


def per_hub(values: pl.DataFrame, question: str) -> dict[str, float | str | int | None]:
    """Median and range of one question over hubs and quarters, from released answers.

    values: a column `question` (null where withheld or blank) and `question__mark` where some are withheld. A withheld count is
    above nought and below every one shown, so ranks are known without it: a rank that falls on one is "[c]". Returns median, low,
    high (number, or "[c]") and answers (how many there are); all null where there are none.
    """
    hidden = values.filter(answered(values, question) & pl.col(question).is_null()).height
    shown = sorted(values[question].drop_nulls().to_list())
    noughts = [value for value in shown if value <= 0]
    ranked: list[float | str] = [*noughts, *["[c]"] * hidden, *shown[len(noughts) :]]
    if not ranked:
        return {"median": None, "low": None, "high": None, "answers": 0}
    return {"median": _middle(ranked), "low": ranked[0], "high": ranked[-1], "answers": len(ranked)}


def _middle(ranked: Sequence[float | str]) -> float | str:
    half = len(ranked) // 2
    pair = [ranked[half]] if len(ranked) % 2 else [ranked[half - 1], ranked[half]]
    numbers = [value for value in pair if not isinstance(value, str)]
    return sum(numbers) / len(numbers) if len(numbers) == len(pair) else "[c]"


def answered(frame: pl.DataFrame, question: str) -> pl.Expr:
    """Whether a row of released answers holds one to the question, shown or withheld; one that was set aside is none."""
    mark = f"{question}__mark"
    withheld = (pl.col(mark) == "[c]").fill_null(value=False) if mark in frame.columns else pl.lit(False)
    return pl.col(question).is_not_null() | withheld


def reported_throughout(frame: pl.DataFrame, quarters: Sequence[str], pooled: str) -> list[str]:
    """Hubs with a return in every one of the quarters, sorted. frame: released answers; pooled: the row that is no hub."""
    inside = frame.filter(pl.col("quarter").is_in(list(quarters)) & (pl.col("hub_id") != pooled))
    counted = inside.group_by("hub_id").agg(pl.col("quarter").n_unique())
    return sorted(counted.filter(pl.col("quarter") == len(quarters))["hub_id"].to_list()) if quarters else []


def core_in_all(asked: Sequence[Sequence[str]], core: Sequence[str]) -> list[str]:
    """Core questions that every network asks, in the core's order. asked: the question ids of each network."""
    return [name for name in core if asked and all(name in one for one in asked)]
