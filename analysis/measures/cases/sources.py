"""Where case studies come from: partners, places and kinds of source, and how many partners stand behind a finding."""

from __future__ import annotations

import polars as pl

NOT_GIVEN = "(not given)"
GROUPS = {"partner": "Partner", "place": "Place", "source_kind": "Kind of source"}


def placed_cases(cases: pl.DataFrame, hubs: pl.DataFrame, localities: pl.DataFrame) -> pl.DataFrame:
    """The case studies with their place by name, and with `(not given)` where partner, place or kind of source is missing.

    A place is the locality named, else the place as written, else the locality of the hub that the case study is about.
    """
    names = localities.select("locality_id", locality="name")
    theirs = hubs.select("hub_id", hub_locality_id="locality_id")
    return (
        cases.rename({"place": "written"})
        .join(names, on="locality_id", how="left")
        .join(theirs, on="hub_id", how="left")
        .join(
            names.rename({"locality_id": "hub_locality_id", "locality": "hub_place"}), on="hub_locality_id", how="left"
        )
        .with_columns(place=pl.coalesce("locality", "written", "hub_place"))
        .with_columns(pl.col(group).str.strip_chars().replace("", None).fill_null(NOT_GIVEN) for group in GROUPS)
        .sort("case_id")
    )


def partners_behind(codings: pl.DataFrame, codes: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """One row a finding, which is a code that at least one case study was given: how many partners' case studies it rests on.

    codes: of codes_in. cases: of usable_cases. Columns out: code_id, name, frame, cases, partners (known ones), most (case studies of
    the partner with most of them), not_given (case studies whose partner is not known), case_ids. Least partners first.
    """
    told = codings.join(cases.select("case_id", "partner"), on="case_id").unique(["code_id", "case_id"])
    by_partner = told.group_by("code_id", "partner").agg(pl.len().cast(pl.Int64))
    known = by_partner.filter(pl.col("partner").is_not_null())
    return (
        codes.join(
            told.group_by("code_id").agg(cases=pl.len().cast(pl.Int64), case_ids=pl.col("case_id").sort()), on="code_id"
        )
        .join(
            known.group_by("code_id").agg(partners=pl.len().cast(pl.Int64), most=pl.col("len").max()),
            on="code_id",
            how="left",
        )
        .with_columns(pl.col("partners", "most").fill_null(0))
        .join(
            by_partner.filter(pl.col("partner").is_null()).select("code_id", not_given="len"), on="code_id", how="left"
        )
        .with_columns(pl.col("not_given").fill_null(0))
        .sort("partners", "cases", "name")
        .select("code_id", "name", "frame", "cases", "partners", "most", "not_given", "case_ids")
    )
