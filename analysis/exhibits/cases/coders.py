"""How far coders agree: whether somebody else would have seen the same in the case studies, and which codes are marked for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.unknown import why_no_cases
from analysis.exhibits.counts import given
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, listed, noun_for
from analysis.handover import Origin
from analysis.measures.cases import agreement, case_studies
from analysis.measures.cases.coding_units import UNIT_NOUNS
from analysis.measures.cases.coefficients import coefficient_named
from analysis.network_settings import AgreementSettings

UNSURE = "[u]"  # Government Analysis Function shorthand: low reliability
REASON = "Agreement of coders over sources; it says nothing of a person."
NO_AGREEMENT = "[z]"
UNIT_LABELS = {"case": "sources", "paragraph": "paragraphs", "overlap": "passages that a coder marked"}


# --- Marks ----------------------------------------------------------------------------------------------------------


def unsure_codes(edition: OpenEdition) -> set[str]:
    """The codes that every exhibit marks [u]: coders agree on them less than the network's threshold. None where nobody can know."""
    return set(edition.remembered("unsure codes", lambda: _unsure_codes(edition)))  # a page asks a dozen times


def _unsure_codes(edition: OpenEdition) -> frozenset[str]:
    codings, cases = edition.table("codings"), _cases(edition)
    comparable = agreement.coders_of(codings, cases).comparable
    codes = case_studies.codes_in(edition.table("codebook"))
    return frozenset(agreement.low_agreement(codings, codes, cases, edition.network.agreement) if comparable else [])


def reliability_note(edition: OpenEdition, marked: bool) -> str:
    """One sentence on how sure the codes of an exhibit are, as markdown. marked: whether one of them bears [u]."""
    coders = agreement.coders_of(edition.table("codings"), _cases(edition))
    if coders.alone:
        return f"{_alone(coders)} so nobody can say whether another would have seen the same."
    if not coders.comparable:
        return "Too few sources were coded by two people to say how far they agree."
    rule = in_markdown(how_judged(edition.network.agreement))
    if marked:
        return f"\\[u\\] marks codes of low reliability: on them coders do not reach [{rule}]{{.given}}."
    return f"On the codes shown coders reach [{rule}]{{.given}}, as far as it can be worked out."


def how_judged(settings: AgreementSettings) -> str:
    """Threshold, statistic and unit in words: what every exhibit that marks codes says of it. The source stands with the agreement."""
    level = "" if settings.level == "nominal" else f" of how often ({settings.level})"
    name = coefficient_named(settings.statistic, settings.level).name
    return f"{settings.threshold:g} by {name}{level}, judged on {UNIT_LABELS[settings.unit]}"


def _alone(coders: agreement.Coders) -> str:
    if not coders.names:
        return "The codings do not say who made them,"
    if len(coders.names) == 1:
        return "Only one coder is known,"
    return "No source was coded by two people,"


def _cases(edition: OpenEdition) -> pl.DataFrame:
    return case_studies.usable_cases(edition.table("case_studies"), edition.period)


# --- Agreement on each code -----------------------------------------------------------------------------------------


def coder_agreement(edition: OpenEdition) -> Exhibit:
    """The network's statistic of agreement on each code and on all, with its interval; beside it AC1, or alpha where that is it."""
    codings, cases = edition.table("codings"), _cases(edition)
    coders = agreement.coders_of(codings, cases)
    settings = edition.network.agreement
    missing = not_comparable("coder-agreement", edition, coders)
    if missing:
        return missing
    codes = case_studies.codes_in(edition.table("codebook"))
    found = agreement.agreement(codings, codes, cases, settings)
    if not found.units:
        return _no_units("coder-agreement", edition, found)
    other = replace(settings, statistic="alpha" if settings.statistic == "ac1" else "ac1", level="nominal")
    beside = agreement.agreement(codings, codes, cases, other)
    table = _released(codes, found, beside, settings, other)
    text, title, facts = _said(table, coders, found, settings)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    return _traced(exhibit_table("coder-agreement", title, table, text, facts, **more), coders)


def not_comparable(exhibit_id: str, edition: OpenEdition, coders: agreement.Coders) -> Exhibit | None:
    """In place of an exhibit on agreement where there is none to speak of: why, and what would be needed."""
    subject = "how far coders agree"
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    unnamed = f" {count_of(coders.unnamed, 'coding names', 'codings name')} no coder." if coders.unnamed else ""
    if not _cases(edition).height:
        return exhibit_unknown(exhibit_id, subject, why_no_cases(edition), "Sources coded by two people.", **more)
    if coders.alone:
        unknown = f"{_alone(coders)} so it cannot be said whether another would have coded the same.{unnamed}"
        needed = (
            "Sources coded by two people who do not see each other's codings; the project file must say who coded what."
        )
        return exhibit_unknown(exhibit_id, subject, unknown, needed, **more)
    if not coders.comparable:
        unknown = (
            f"{count_of(len(coders.shared), 'source was', 'sources were')} coded by two people; agreement over fewer than "
            f"{agreement.FEWEST_SHARED} would change with every single one.{unnamed}"
        )
        return exhibit_unknown(exhibit_id, subject, unknown, "More sources coded by two people.", **more)
    return None


def _no_units(exhibit_id: str, edition: OpenEdition, found: agreement.Agreement) -> Exhibit:
    unit = UNIT_LABELS[edition.network.agreement.unit]
    unknown = (
        f"Agreement is to be judged on {unit}, and in none of {count_of(found.held.left_out, 'source')} coded by two "
        "people is it certain where every coding stands in the text."
    )
    needed = "Codings with positions in the text; or the unit `case` in network.yml, which needs none."
    return exhibit_unknown(exhibit_id, "how far coders agree", unknown, needed)


def _released(
    codes: pl.DataFrame,
    found: agreement.Agreement,
    beside: agreement.Agreement,
    settings: AgreementSettings,
    other: AgreementSettings,
) -> Released:
    """All codes together first, then the least agreed on. [z] stands where there is nothing to work out."""
    renamed = {"value": "other", "low": "other_low", "high": "other_high"}
    rows = codes.join(found.codes, on="code_id").join(
        beside.codes.rename(renamed).drop("any", "all", "error"), on="code_id"
    )
    rows = rows.sort("value", "name", nulls_last=True)
    whole: dict[str, Any] = {"code_id": "", "name": agreement.OVERALL, "frame": "", "any": None, "all": None}
    whole |= found.overall._asdict()
    whole |= {"other": beside.overall.value, "other_low": beside.overall.low, "other_high": beside.overall.high}
    frame = pl.concat([pl.DataFrame([whole], schema=rows.schema), rows])
    below = pl.col("value") < settings.threshold
    marks = ("any", "all", "value", "error", "low", "high", "other", "other_low", "other_high")
    frame = frame.with_columns(
        *[pl.lit(NO_AGREEMENT).alias(f"{column}__mark") for column in marks],
        sure=pl.when(below & (pl.col("code_id") != "")).then(pl.lit(UNSURE)).otherwise(pl.lit("")),
    )
    return release_open("coder-agreement", frame, _fields(settings, other), REASON)


def _fields(settings: AgreementSettings, other: AgreementSettings) -> list[Field]:
    unit, how = UNIT_LABELS[settings.unit], agreement.AGREEMENT.how
    names = [coefficient_named(one.statistic, one.level).name for one in (settings, other)]
    low, high = "lower end of the 95% interval", "upper end of the 95% interval"
    return [
        Field("name", "Code", "key"),
        Field("value", names[0], unit="coefficient", how=f"{names[0]}: {how}", decimals=2),
        Field("low", "95% from", unit="coefficient", how=f"{low} of {names[0]}", decimals=2),
        Field("high", "to", unit="coefficient", how=f"{high} of {names[0]}", decimals=2),
        Field(
            "error",
            "Standard error",
            unit="coefficient",
            how=f"large-sample standard error of {names[0]} over sources (Gwet 2014)",
            decimals=3,
        ),
        Field("sure", "Marks", "text"),
        Field("other", names[1], unit="coefficient", how=f"{names[1]}: {how}", decimals=2),
        Field("other_low", "95% from", unit="coefficient", how=f"{low} of {names[1]}", decimals=2),
        Field("other_high", "to", unit="coefficient", how=f"{high} of {names[1]}", decimals=2),
        Field(
            "any",
            "Given by at least one coder",
            unit=unit,
            how=f"{unit} to which at least one of the coders gave the code",
        ),
        Field("all", "Given by all", unit=unit, how=f"{unit} to which all coders who judged them gave the code"),
        Field("frame", "Kind", "text"),
    ]


def _said(
    table: Released, coders: agreement.Coders, found: agreement.Agreement, settings: AgreementSettings
) -> tuple[str, str, list[Fact]]:
    """Sentence, title, and the facts they state."""
    frame = table.frame.with_row_index("row").filter(pl.col("code_id") != "")
    known = [fact_of(table, "value", row) for row in frame.filter(pl.col("value").is_not_null())["row"].to_list()]
    low = frame.filter(pl.col("sure") == UNSURE)
    reach = frame.filter((pl.col("sure") == "") & (pl.col("low") < settings.threshold))
    good = _codes_fact("agreement.good", len(known) - low.height, f"codes at {settings.threshold:g} or more", known)
    every = _codes_fact("agreement.codes", len(known), "codes whose agreement is defined", known)
    wide = _codes_fact(
        "agreement.wide", reach.height, "of them, codes whose interval reaches below the threshold", known
    )
    cases = derived("agreement.cases", len(coders.shared), "sources", "sources that two coders or more coded", [])
    who = derived("agreement.coders", len(coders.names), "coders", "different coders that the codings name", [])
    units = derived(
        "agreement.units", found.units, UNIT_LABELS[settings.unit], "units that two coders or more judged", []
    )
    facts = [good, every, wide, cases, who, units, *[fact_of(table, "value", row) for row in low["row"].to_list()]]
    named = "The two coders" if len(coders.names) == 2 else f"The {noun_for(who, 'coder')}"
    perhaps = f" ({wide} of them not for certain)" if wide.number else ""
    if not known:
        title = "Agreement is not defined for any code: on each, the coders judged all alike"
    elif not low.height:
        title = f"{named} agree well enough on all {noun_for(every, 'code')}{perhaps}"
    else:
        names = listed([f"“{in_markdown(name)}”" for name in low["name"].to_list()])
        title = f"{named} agree well enough on {good} of {noun_for(every, 'code')}{perhaps}, but not on {names}"
    return _sentence(coders, found, settings, (good, wide, cases, units)), title, facts


def _codes_fact(fact_id: str, number: int, how: str, known: list[Fact]) -> Fact:
    return derived(fact_id, number, "codes", how, known)


def _sentence(
    coders: agreement.Coders,
    found: agreement.Agreement,
    settings: AgreementSettings,
    stated: tuple[Fact, Fact, Fact, Fact],
) -> str:
    good, wide, cases, units = stated
    name = in_markdown(coefficient_named(settings.statistic, settings.level).name)
    basis = noun_for(cases, "source")
    if settings.unit != "case":
        basis = f"{noun_for(units, *UNIT_NOUNS[settings.unit])} of {basis}"
    parts = [
        f"@tbl-coder-agreement rests on {basis} that two coders or more coded; a coder who marked nothing in a source is not taken to "
        f"have judged it. {name} is {given(1)} where they always agree and {given(0)} where they agree no more than by chance. Codes below "
        f"{given(f'{settings.threshold:g}')} are marked \\[u\\], low reliability, wherever they are used "
        f"([{in_markdown(settings.source)}]{{.given}})."
    ]
    if good.number and wide.number:
        both = "its interval reaches" if wide.number == 1 else "their intervals reach"
        parts.append(f"Of the {good} that are not marked, {wide} may yet lie below it: {both} there.")
    if coders.unnamed:
        parts.append(f"{count_of(coders.unnamed, 'coding names', 'codings name')} no coder and cannot be compared.")
    if found.held.left_out:
        left = count_of(found.held.left_out, "source is", "sources are")
        parts.append(f"{left} left out because it is not certain where every coding stands in the text.")
    parts.append(
        "AC1 stands beside alpha because alpha falls steeply where a code is rare. Intervals come from leaving out each source once. "
        "\\[z\\] stands where there is nothing to work out: a code in none of them (or in all, where chance is taken from the codes that "
        "were given), coders who never differ, or a code too rare for an interval."
    )
    return " ".join(parts)


def _traced(exhibit: Exhibit, coders: agreement.Coders) -> Exhibit:
    """Each row's facts come from the codings with its code, those of the first row from all codings compared."""
    assert exhibit.table is not None
    table, facts = exhibit.table, {fact.id: fact for fact in exhibit.facts}
    shared = ("case_id", coders.shared)
    for row, code in enumerate(table.frame["code_id"].to_list()):
        where = (shared, ("code_id", (code,))) if code else (shared,)
        for field in table.values:
            fact = fact_of(table, field.name, row)
            facts[fact.id] = replace(fact, origins=(Origin("codings", where),))
    for fact_id in ("agreement.cases", "agreement.coders", "agreement.units"):
        facts[fact_id] = replace(facts[fact_id], origins=(Origin("codings", (shared,)),))
    return replace(exhibit, facts=tuple(facts.values()))
