"""How much hangs on the choice of unit and statistic: agreement on all codes together, by each."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.case_counts import cases_of, codes_of, more
from analysis.exhibits.cases.coders import NO_AGREEMENT, REASON, not_comparable
from analysis.exhibits.exhibit import Exhibit, exhibit_table
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for
from analysis.handover import Origin
from analysis.measures.cases import agreement

CHOSEN = "used here"
SHORT_UNITS = {"case": "Case studies", "paragraph": "Paragraphs", "overlap": "Marked passages"}


def agreement_compared(edition: OpenEdition) -> Exhibit:
    """Table: each unit by each statistic, with its interval and how many codes would be marked; the network's own is named."""
    codings, cases = edition.table("codings"), cases_of(edition)
    coders = agreement.coders_of(codings, cases)
    missing = not_comparable("agreement-compared", edition, coders)
    if missing:
        return missing
    settings = edition.network.agreement
    found = agreement.compared(codings, codes_of(edition), cases, settings)
    table = _released(found)
    title, facts = _title(table)
    text = (
        "@tbl-agreement-compared works the agreement out anew on each unit and by each statistic, over all codes together, and counts the "
        f"codes that would lie below {in_markdown(f'{settings.threshold:g}')}. A choice made after seeing this table would be no choice but a wish: what is "
        "used here is written in the network's settings. Cohen's kappa is of the two coders who share most."
    )
    shown = exhibit_table("agreement-compared", title, table, text, facts, **more(edition))
    origin = (Origin("codings", (("case_id", coders.shared),)),)
    cells = {fact_of(table, field.name, row).id for field in table.values for row in range(len(table))}
    return replace(
        shown, facts=tuple(replace(fact, origins=origin) if fact.id in cells else fact for fact in shown.facts)
    )


def _released(found: pl.DataFrame) -> Released:
    names = {key: agreement.coefficient_named(key).name for key in found["statistic"].unique()}
    frame = found.with_columns(
        pl.col("unit").replace_strict(SHORT_UNITS),
        pl.col("statistic").replace_strict(names),
        *[pl.lit(NO_AGREEMENT).alias(f"{column}__mark") for column in ("value", "low", "high")],
        use=pl.when("chosen").then(pl.lit(CHOSEN)).otherwise(pl.lit("")),
    )
    how = agreement.AGREEMENT.how
    fields = [
        Field("unit", "Judged on", "key"),
        Field("statistic", "Statistic", "key"),
        Field("value", "All codes together", unit="coefficient", how=how, decimals=2),
        Field("low", "95% from", unit="coefficient", how="lower end of the 95% interval", decimals=2),
        Field("high", "to", unit="coefficient", how="upper end of the 95% interval", decimals=2),
        Field("use", "Choice", "text"),
        Field("units", "Units", unit="units", how="units that two coders or more judged"),
        Field("codes", "Codes", unit="codes", how="codes whose agreement is defined"),
        Field("low_codes", "Would be marked", unit="codes", how="of them, codes below the network's threshold"),
    ]
    return release_open("agreement-compared", frame, fields, REASON)


def _title(table: Released) -> tuple[str, list[Fact]]:
    """Between what values the agreement lies, and how many codes would be marked."""
    frame = table.frame.with_row_index("row")
    known = frame.filter(pl.col("value").is_not_null()).sort("value")
    if not known.height:
        return "Agreement is not defined on any unit by any statistic", []
    least, most = (fact_of(table, "value", row) for row in (known["row"][0], known["row"][-1]))
    marks = known.sort("low_codes")
    fewest, many = (fact_of(table, "low_codes", row) for row in (marks["row"][0], marks["row"][-1]))
    ways = derived(
        "agreement.ways",
        known.height,
        "ways",
        "pairs of unit and statistic for which agreement is defined",
        [least, most],
    )
    spread = f"{fewest} to {noun_for(many, 'code')}" if fewest.value != many.value else noun_for(many, "code")
    verb = "would be marked"
    return (
        f"Worked out in {noun_for(ways, 'way')}, agreement on all codes together lies between {least} and {most}; {spread} {verb}",
        [ways, least, most, fewest, many],
    )
