"""How much hangs on the choice of unit and statistic, and on who coded: agreement on all codes together, by each, and of each two coders."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.case_counts import cases_of, codes_of, more
from analysis.exhibits.cases.coders import NO_AGREEMENT, REASON, UNIT_LABELS, not_comparable
from analysis.exhibits.counts import given
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for
from analysis.handover import Origin
from analysis.measures.cases import agreement
from analysis.measures.cases.coefficients import coefficient_named

CHOSEN = "used here"
STANDARD_ERROR = "large-sample standard error over sources (Gwet 2014)"
SHORT_UNITS = {"case": "Sources", "paragraph": "Paragraphs", "overlap": "Marked passages"}


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
        f"codes that would lie below {given(f'{settings.threshold:g}')}. A choice made after seeing this table would be no choice but a wish: what is "
        "used here is written in the network's settings. Cohen's kappa is of the two coders who share most; agreement without chance is the "
        "share of judgements that are alike, most of which are that a code is absent."
    )
    shown = exhibit_table("agreement-compared", title, table, text, facts, **more(edition))
    return _from_shared(shown, table, coders)


def agreement_of_pairs(edition: OpenEdition) -> Exhibit:
    """Table: each two coders on all codes together, by the statistics that other programs and partners ask for."""
    codings, cases = edition.table("codings"), cases_of(edition)
    coders = agreement.coders_of(codings, cases)
    missing = not_comparable("agreement-of-pairs", edition, coders)
    if missing:
        return missing
    settings = edition.network.agreement
    found = agreement.pairs_of_coders(codings, codes_of(edition), cases, settings)
    if found.is_empty():
        needed = "Codings with positions in the text; or the unit `case` in network.yml, which needs none."
        unknown = f"In none of the sources that two coders share are there {UNIT_LABELS[settings.unit]} that both judged for certain."
        return exhibit_unknown("agreement-of-pairs", "how far each two coders agree", unknown, needed, **more(edition))
    names = {key: coefficient_named(key).name for key in agreement.OF_PAIRS}
    frame = found.with_columns([pl.lit(NO_AGREEMENT).alias(f"{key}__mark") for key in names])
    fields = [
        Field("pair", "Coders", "key"),
        Field("cases", "Sources", unit="sources", how="sources that both judged"),
        *[
            Field(key, name, unit="coefficient", how=f"{name}: {agreement.AGREEMENT.how}", decimals=2)
            for key, name in names.items()
        ],
    ]
    table = release_open("agreement-of-pairs", frame, fields, REASON)
    least, most = (
        fact_of(table, "cases", frame["cases"].arg_min() or 0),
        fact_of(table, "cases", frame["cases"].arg_max() or 0),
    )
    of_each = [fact_of(table, "cases", row) for row in range(len(frame))]
    pairs = derived("agreement.pairs", len(frame), "pairs", "pairs of coders who judged a source both", of_each)
    shared = f"{least} to {noun_for(most, 'source')}" if least.value != most.value else noun_for(most, "source")
    title = f"{noun_for(pairs, 'pair')} of coders judged {shared} together"
    text = (
        f"@tbl-agreement-of-pairs holds each two coders against each other, judged on {UNIT_LABELS[settings.unit]}, over all codes together and by "
        "whether a code was given. NVivo and Stata print Cohen's kappa, MAXQDA Brennan and Prediger's, ATLAS.ti agreement without chance; of "
        "two coders Fleiss' kappa is Scott's pi, and Conger's is Cohen's."
    )
    shown = exhibit_table("agreement-of-pairs", title, table, text, [pairs, least, most], **more(edition))
    return _from_shared(shown, table, coders)


def _from_shared(shown: Exhibit, table: Released, coders: agreement.Coders) -> Exhibit:
    """The exhibit with all codings compared as the origin of its cells."""
    origin = (Origin("codings", (("case_id", coders.shared),)),)
    cells = {fact_of(table, field.name, row).id for field in table.values for row in range(len(table))}
    return replace(
        shown, facts=tuple(replace(fact, origins=origin) if fact.id in cells else fact for fact in shown.facts)
    )


def _released(found: pl.DataFrame) -> Released:
    names = {key: coefficient_named(key).name for key in found["statistic"].unique()}
    frame = found.with_columns(
        pl.col("unit").replace_strict(SHORT_UNITS),
        pl.col("statistic").replace_strict(names),
        *[pl.lit(NO_AGREEMENT).alias(f"{column}__mark") for column in ("value", "error", "low", "high")],
        use=pl.when("chosen").then(pl.lit(CHOSEN)).otherwise(pl.lit("")),
    )
    how = agreement.AGREEMENT.how
    fields = [
        Field("unit", "Judged on", "key"),
        Field("statistic", "Statistic", "key"),
        Field("value", "All codes together", unit="coefficient", how=how, decimals=2),
        Field("error", "Standard error", unit="coefficient", how=STANDARD_ERROR, decimals=3),
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
