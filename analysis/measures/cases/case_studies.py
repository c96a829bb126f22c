"""What case studies tell of, and how far two coders agree on it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.periods import Period

CASES_BY_CODE = declare(
    Measure(
        name="cases_by_code",
        unit="sources",
        question="Which outcomes do people tell of?",
        how="number of sources in which at least one coder gave the code, each source once; those whose consent was "
        "withdrawn are left out",
        better=None,
        reads="codings",
    )
)


def usable_cases(cases: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Case studies collected by the period's last day whose consent holds; one without a day belongs to no period."""
    return cases.filter((pl.col("consent").ne_missing("withdrawn")) & (pl.col("collected") <= period.end)).sort(
        "case_id"
    )


def withdrawn_cases(cases: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The case studies collected by then that were withdrawn: what is left of them, without their words."""
    return cases.filter((pl.col("consent") == "withdrawn") & (pl.col("collected") <= period.end)).sort("case_id")


def codes_in(codebook: pl.DataFrame, frames: Sequence[str] | None = None) -> pl.DataFrame:
    """The codes that coders use in these branches of the codebook, or in all; `contrary` also finds codes so named elsewhere.

    Columns out: code_id, name, frame (`contrary` for contrary codes). Of codes of one name each bears the name of the code above it
    too, and a number where that does not help.
    """
    contrary = pl.col("frame").fill_null("").str.to_lowercase().str.starts_with("contrary") | pl.col(
        "name"
    ).str.to_lowercase().str.contains("contrary", literal=True)
    codes = (
        _told_apart(codebook)
        .filter(pl.col("codable"))
        .with_columns(
            frame=pl.when(contrary).then(pl.lit("contrary")).otherwise(pl.col("frame").fill_null("").str.to_lowercase())
        )
    )
    wanted = codes if frames is None else codes.filter(pl.col("frame").is_in(list(frames)))
    return wanted.select("code_id", "name", "frame")


def _told_apart(codebook: pl.DataFrame) -> pl.DataFrame:
    """The codes that coders use, with names that differ in their letters and digits, so that no two codes are taken for one."""
    above = codebook.select(parent_id="code_id", above="name").unique("parent_id")
    read = pl.col("name").str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "")
    named = (
        codebook.filter(pl.col("codable"))
        .join(above, on="parent_id", how="left", maintain_order="left")
        .with_columns(
            name=pl.when((read.is_duplicated()) & pl.col("above").is_not_null())
            .then(pl.format("{} ({})", "name", "above"))
            .otherwise(pl.col("name"))
        )
    )
    again = pl.int_range(1, pl.len() + 1).over(read)
    return named.with_columns(
        name=pl.when(read.is_duplicated() & (again > 1))
        .then(pl.format("{} ({})", "name", again))
        .otherwise(pl.col("name"))
    )


def cases_by_code(codings: pl.DataFrame, codes: pl.DataFrame, cases: pl.DataFrame, period: Period) -> pl.DataFrame:
    """One row a code, also where no case study has it: the most told first, contrary codes last.

    codes: of codes_in. cases: of usable_cases. Columns out: code_id, name, frame, cases, in_period (those collected in it), earlier,
    partners (who collected them), case_ids.
    """
    told = (
        codings.join(cases.select("case_id", "partner", "collected"), on="case_id")
        .unique(["code_id", "case_id"])
        .sort("code_id", "case_id")
        .group_by("code_id")
        .agg(
            cases=pl.len().cast(pl.Int64),
            in_period=(pl.col("collected") >= period.start).sum().cast(pl.Int64),
            partners=pl.col("partner").drop_nulls().n_unique().cast(pl.Int64),
            case_ids=pl.col("case_id"),
        )
    )
    counts = ("cases", "in_period", "partners")
    return (
        codes.join(told, on="code_id", how="left")
        .with_columns(*[pl.col(name).fill_null(0) for name in counts], pl.col("case_ids").fill_null([]))
        .with_columns(earlier=pl.col("cases") - pl.col("in_period"))
        .sort(pl.col("frame") == "contrary", -pl.col("cases"), "name")
        .select("code_id", "name", "frame", "cases", "in_period", "earlier", "partners", "case_ids")
    )
